//! How an area registers its cases.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use alchemy_core::{Compiled, Dialect, Engine, IntoExpr, MetaData, Render, Result, SqlType, Statement, Value};

use crate::golden::Golden;
use crate::kept;

/// What a case renders to: its texts and, for a statement, its values.
#[derive(Debug)]
pub(crate) struct Rendered {
    pub(crate) texts: Vec<String>,
    pub(crate) params: Vec<Value>,
}

impl Rendered {
    /// One text with values.
    pub(crate) fn one(text: &str, params: &[Value]) -> Rendered {
        Rendered { texts: vec![text.to_owned()], params: params.to_vec() }
    }

    /// Texts without values.
    pub(crate) fn many(texts: Vec<String>) -> Rendered {
        Rendered { texts, params: Vec::new() }
    }
}

type Make = Box<dyn Fn(&Arc<dyn Dialect>) -> Result<Rendered>>;

/// A part of the golden text of a database, and what stands for it: database, part, better part.
pub(crate) type Part = (&'static str, &'static str, &'static str);

/// In what a statement differs that went through an engine, built anew each time.
type Keep = Box<dyn Fn(&Engine) -> Option<String>>;

/// A registered case.
pub(crate) struct Case {
    pub(crate) make: Make,
    /// For a statement, how it fares with an engine that keeps texts.
    pub(crate) keep: Option<Keep>,
    /// Where and why another text is better: the reason, and the text by database.
    pub(crate) deviation: Option<(&'static str, &'static [(&'static str, &'static str)])>,
    /// Where and why parts of the golden text are others: the reason, and by database the part and what stands for it.
    pub(crate) parts: Option<(&'static str, &'static [Part])>,
    /// Databases that were not asked, but are known not to take the golden text: why.
    pub(crate) refusals: Vec<(&'static str, &'static str)>,
    /// Databases that are known not to take our text: why.
    pub(crate) not_taken: Vec<(&'static str, &'static str)>,
}

impl Case {
    /// The text that is better on a database, if there is one.
    pub(crate) fn better_on(&self, database: &str) -> Option<&'static str> {
        self.deviation?.1.iter().find(|(name, _)| *name == database).map(|(_, text)| *text)
    }
}

/// The registered cases, by id.
#[derive(Default)]
pub(crate) struct Cases {
    by_id: HashMap<&'static str, Case>,
    /// Cases that do not compile in Rust, and why: golden cases that SQLAlchemy refuses.
    prevented: HashMap<&'static str, &'static str>,
    last: &'static str,
}

impl Cases {
    /// Any case: what it renders to in a dialect.
    pub(crate) fn any(&mut self, id: &'static str, make: impl Fn(&Arc<dyn Dialect>) -> Result<Rendered> + 'static) -> &mut Self {
        let case =
            Case { make: Box::new(make), keep: None, deviation: None, parts: None, refusals: Vec::new(), not_taken: Vec::new() };
        assert!(self.by_id.insert(id, case).is_none(), "{id} is registered twice");
        self.last = id;
        self
    }

    /// A statement.
    pub(crate) fn statement<S: Statement>(&mut self, id: &'static str, make: impl Fn() -> S + 'static) -> &mut Self {
        let make = Rc::new(make);
        let again = make.clone();
        self.any(id, move |dialect| {
            let prepared = make().prepare(dialect)?;
            Ok(Rendered::one(&prepared.text, &prepared.params))
        });
        if let Some(case) = self.by_id.get_mut(id) {
            case.keep = Some(Box::new(move |engine| kept::difference(engine, &again())));
        }
        self
    }

    /// An expression by itself.
    pub(crate) fn expression<E: IntoExpr>(&mut self, id: &'static str, make: impl Fn() -> E + 'static) -> &mut Self {
        self.rendered(id, move || make().into_expr())
    }

    /// Anything that can be rendered.
    pub(crate) fn rendered<R: Render>(&mut self, id: &'static str, make: impl Fn() -> R + 'static) -> &mut Self {
        self.any(id, move |dialect| {
            let compiled = Compiled::of(&make(), &**dialect)?;
            Ok(Rendered::one(compiled.text(), compiled.params()))
        })
    }

    /// A DDL element: given to `write`, as elements borrow their tables.
    pub(crate) fn ddl(
        &mut self,
        id: &'static str,
        write: impl Fn(&dyn Dialect) -> Result<alchemy_core::DdlStatement> + 'static,
    ) -> &mut Self {
        self.any(id, move |dialect| Ok(Rendered::one(write(&**dialect)?.text(), &[])))
    }

    /// The name of a column type.
    pub(crate) fn type_name(&mut self, id: &'static str, make: impl Fn() -> SqlType + 'static) -> &mut Self {
        self.any(id, move |dialect| Ok(Rendered::one(&dialect.column_type(&make())?, &[])))
    }

    /// A list of statements.
    pub(crate) fn script(
        &mut self,
        id: &'static str,
        make: impl Fn(&dyn Dialect) -> Result<Vec<alchemy_core::DdlStatement>> + 'static,
    ) -> &mut Self {
        self.any(id, move |dialect| Ok(Rendered::many(make(&**dialect)?.iter().map(|s| s.text().to_owned()).collect())))
    }

    /// The names of a schema's tables, in order of dependency.
    pub(crate) fn names(&mut self, id: &'static str, make: impl Fn() -> MetaData + 'static) -> &mut Self {
        self.any(id, move |_| {
            Ok(Rendered::many(make().sorted_tables()?.iter().map(|table| table.full_name().to_string()).collect()))
        })
    }

    /// A case that the compiler prevents; only where SQLAlchemy refuses it everywhere.
    pub(crate) fn prevented(&mut self, id: &'static str, why: &'static str) {
        self.prevented.insert(id, why);
    }

    /// Says of the case registered last that its text is another on purpose, and better: why, and the text by database.
    pub(crate) fn deviating(&mut self, why: &'static str, better: &'static [(&'static str, &'static str)]) -> &mut Self {
        if let Some(case) = self.by_id.get_mut(self.last) {
            case.deviation = Some((why, better));
        }
        self
    }

    /// Says of the case registered last that parts of its texts are others on purpose, and better: why, and by database the
    /// golden part and ours; a statement for which nothing stands is left out.
    pub(crate) fn deviating_in(&mut self, why: &'static str, parts: &'static [Part]) -> &mut Self {
        if let Some(case) = self.by_id.get_mut(self.last) {
            case.parts = Some((why, parts));
        }
        self
    }

    /// Says of the case registered last that a database that was not asked cannot take the golden text: why.
    pub(crate) fn refused_on(&mut self, database: &'static str, why: &'static str) -> &mut Self {
        if let Some(case) = self.by_id.get_mut(self.last) {
            case.refusals.push((database, why));
        }
        self
    }

    /// Says of the case registered last that a database does not take our text: why. It has made-up names, or asks for what
    /// only the server can know that it cannot do.
    pub(crate) fn not_taken_on(&mut self, database: &'static str, why: &'static str) -> &mut Self {
        if let Some(case) = self.by_id.get_mut(self.last) {
            case.not_taken.push((database, why));
        }
        self
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Case> {
        self.by_id.get(id)
    }

    pub(crate) fn is_prevented(&self, id: &str) -> bool {
        self.prevented.contains_key(id)
    }

    /// The registered ids that no record has: misspelt ones.
    pub(crate) fn unknown_to(&self, golden: &Golden) -> Vec<&'static str> {
        let known = golden.ids();
        self.by_id.keys().chain(self.prevented.keys()).filter(|id| !known.contains_key(*id)).copied().collect()
    }
}
