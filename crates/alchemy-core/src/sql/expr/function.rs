//! `name(arguments)`, with what aggregates add to it.

use std::borrow::Cow;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::dialect::{AggregateOrder, OrderedSet};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::NamedAfter;
use crate::sql::expr::binary::FILTERED;
use crate::sql::{Construct, KnownFunction, Node, Order};

/// How a function is called in the text.
#[derive(Debug, Clone)]
pub enum FunctionName {
    /// By a name of the program. Parts between dots are packages; its case is kept, and what is no plain word is quoted.
    Named(Name),
    /// By a name that is quoted in any case.
    Quoted(Name),
    /// By what each database calls it.
    Known(KnownFunction),
    /// By what the program says: a [`GenericFunction`](crate::GenericFunction).
    Generic {
        /// Its name.
        name: &'static str,
        /// Writes a call.
        render: fn(&mut Renderer<'_>, &Function) -> Result<()>,
    },
}

impl FunctionName {
    /// Its name without packages, after which its column is called.
    ///
    /// ```
    /// use alchemy_core::FunctionName;
    /// assert_eq!(FunctionName::Named("pricing.net".into()).name(), "net");
    /// ```
    pub fn name(&self) -> &str {
        match self {
            FunctionName::Named(name) | FunctionName::Quoted(name) => name.rsplit('.').next().unwrap_or_default(),
            FunctionName::Known(known) => known.name(),
            FunctionName::Generic { name, .. } => name,
        }
    }
}

impl FunctionName {
    /// Its name without packages, not copied where it need not be.
    pub(crate) fn label(&self) -> Name {
        match self {
            FunctionName::Named(name) | FunctionName::Quoted(name) if !name.contains('.') => name.clone(),
            FunctionName::Known(known) => Name::Static(known.name()),
            FunctionName::Generic { name, .. } => Name::Static(name),
            packaged => packaged.name().into(),
        }
    }
}

impl Keyed for FunctionName {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        match self {
            FunctionName::Named(name) => {
                key.tag(0);
                name.key(key);
            }
            FunctionName::Quoted(name) => {
                key.tag(1);
                name.key(key);
            }
            FunctionName::Known(known) => {
                key.tag(2);
                key.plain(known);
            }
            FunctionName::Generic { name, render } => {
                key.tag(3);
                key.plain(name);
                key.plain(render);
            }
        }
    }
}

/// A function call.
#[derive(Debug, Clone)]
pub struct Function {
    /// Its name.
    pub name: FunctionName,
    /// Its arguments.
    pub arguments: Vec<Node>,
    /// `f(DISTINCT a)`.
    pub distinct: bool,
    /// `f(a ORDER BY …)`.
    pub order_by: Vec<Order>,
    /// `f(a) WITHIN GROUP (ORDER BY …)`.
    pub within_group: Vec<Order>,
    /// `f(a) FILTER (WHERE …)`.
    pub filter: Option<Node>,
}

impl Function {
    /// A call without anything besides arguments.
    pub fn new(name: FunctionName, arguments: Vec<Node>) -> Function {
        Function { name, arguments, distinct: false, order_by: Vec::new(), within_group: Vec::new(), filter: None }
    }

    /// Writes `name(arguments)`.
    ///
    /// # Errors
    /// `Unsupported` for an ORDER BY inside where this function takes none.
    pub fn render_as(&self, r: &mut Renderer<'_>, name: &str) -> Result<()> {
        r.word(name);
        self.render_arguments(r)
    }

    /// Writes `([DISTINCT] arguments [ORDER BY …])`.
    ///
    /// # Errors
    /// `Unsupported` for an ORDER BY inside where this function takes none.
    pub fn render_arguments(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.glue("(");
        if self.distinct {
            r.word("DISTINCT");
        }
        r.list(&self.arguments, |r, argument| argument.render(r))?;
        self.render_order(r)?;
        r.glue(")");
        Ok(())
    }

    /// Writes the ORDER BY inside, if there is one.
    ///
    /// # Errors
    /// `Unsupported` where this function takes none.
    pub fn render_order(&self, r: &mut Renderer<'_>) -> Result<()> {
        if self.order_by.is_empty() {
            return Ok(());
        }
        if let AggregateOrder::Within(names) = r.features().aggregate_order
            && !names.contains(&&*self.lower_case_name())
        {
            return Err(r.unsupported(&format!("ORDER BY inside `{}`", self.name.name())));
        }
        r.word("ORDER BY");
        r.list(&self.order_by, |r, order| order.render(r))
    }

    fn lower_case_name(&self) -> Cow<'_, str> {
        let name = self.name.name();
        if name.bytes().any(|b| b.is_ascii_uppercase()) { name.to_ascii_lowercase().into() } else { name.into() }
    }

    fn render_group(&self, r: &mut Renderer<'_>) -> Result<()> {
        if self.within_group.is_empty() {
            return Ok(());
        }
        if r.features().ordered_set == OrderedSet::None {
            return Err(r.unsupported("WITHIN GROUP"));
        }
        r.word("WITHIN GROUP");
        r.parens(|r| {
            r.word("ORDER BY");
            r.list(&self.within_group, |r, order| order.render(r))
        })
    }

    fn render_filter(&self, r: &mut Renderer<'_>) -> Result<()> {
        let Some(filter) = &self.filter else { return Ok(()) };
        if !r.features().aggregate_filter {
            return Err(r.unsupported("an aggregate's FILTER"));
        }
        r.word("FILTER");
        r.parens(|r| {
            r.word("WHERE");
            filter.render(r)
        })
    }
}

impl Construct for Function {
    /// By its own number, so that it can be told from others.
    fn naming(&self) -> NamedAfter<'_> {
        NamedAfter::Number(if self.filter.is_some() { Name::Static("anon") } else { self.name.label() })
    }

    /// FILTER behind it reads as a part of the operand beside arithmetic, so it stands in parentheses there.
    fn precedence(&self) -> u8 {
        if self.filter.is_some() { FILTERED } else { u8::MAX }
    }

    crate::key!(name, arguments, order_by, within_group, filter; distinct);

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        self.arguments.iter().for_each(&mut *visit);
        self.order_by.iter().chain(&self.within_group).for_each(|order| visit(&order.operand));
        self.filter.iter().for_each(visit);
    }
}

impl Render for Function {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        match &self.name {
            FunctionName::Named(name) => {
                r.function_name(name, false);
                self.render_arguments(r)?;
            }
            FunctionName::Quoted(name) => {
                r.function_name(name, true);
                self.render_arguments(r)?;
            }
            FunctionName::Known(known) => r.dialect().function(r, *known, self)?,
            FunctionName::Generic { render, .. } => render(r, self)?,
        }
        self.render_group(r)?;
        self.render_filter(r)
    }
}
