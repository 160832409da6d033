//! From a statement to SQL text and bound values.
//!
//! Reading order: `renderer` (the text), `naming` and `binding` (what it does with names and values), `with` and `output` (pieces
//! that change places), `scope` and `rebound` (what columns mean where), `slot` (values that come later), `schemas`, `key` (what
//! statements have in common).

mod binding;
mod key;
mod naming;
mod output;
mod rebound;
mod renderer;
mod schemas;
mod scope;
mod slot;
mod with;

use std::sync::Arc;

use crate::dialect::Dialect;
use crate::error::Result;
use crate::sql::{Given, IntoGiven};
use crate::value::Value;

#[cfg(feature = "engine")]
pub(crate) use binding::{CONSTANT, PARAMETER};
pub use key::{Key, Keyed};
pub(crate) use rebound::{Rebinding, Rebound};
pub use renderer::Renderer;
#[cfg(feature = "engine")]
pub(crate) use schemas::InSchemas;
pub use schemas::{SchemaMap, TranslateSchemas, Translated};
pub use scope::Place;
pub(crate) use scope::Scope;
pub use slot::Slot;
pub(crate) use slot::{Filling, empty_list, fill};

/// What can write itself as SQL.
pub trait Render {
    /// Writes it.
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    fn render(&self, r: &mut Renderer<'_>) -> Result<()>;
}

/// A statement as text, with the values bound to it.
#[derive(Debug, Clone)]
pub struct Compiled {
    text: Arc<str>,
    params: Vec<Value>,
    /// Where each value lay when it was bound; see [`Key`].
    pub(crate) addresses: Option<Vec<usize>>,
    /// What is filled in at execution.
    slots: Vec<Slot>,
}

impl PartialEq for Compiled {
    fn eq(&self, other: &Compiled) -> bool {
        self.text == other.text && self.params == other.params
    }
}

impl Compiled {
    /// Writes a statement in a dialect.
    ///
    /// ```
    /// use alchemy_core::{Compiled, CreateSchema, dialect::Ansi, prelude::*};
    /// assert_eq!(Compiled::of(&CreateSchema::new("shop"), &Ansi)?.text(), "CREATE SCHEMA shop");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn of(statement: &dyn Render, dialect: &dyn Dialect) -> Result<Compiled> {
        Compiled::of_writer(&|r| statement.render(r), dialect)
    }

    /// Writes in a dialect.
    pub(crate) fn of_writer(write: &dyn Fn(&mut Renderer<'_>) -> Result<()>, dialect: &dyn Dialect) -> Result<Compiled> {
        let mut renderer = Renderer::new(dialect);
        renderer.with_ctes(write)?;
        Ok(Compiled::finished(renderer))
    }

    /// What a renderer has written.
    pub(crate) fn finished(mut renderer: Renderer<'_>) -> Compiled {
        renderer.number();
        let addresses = renderer.take_addresses();
        let slots = renderer.take_slots();
        let (text, params) = renderer.finish();
        Compiled { text, params, addresses, slots }
    }

    /// With values for its parameters, others by default; lists are written out.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let compiled = select(param::<i64>("a").default_value(1) + param::<i64>("b")).compile(&Ansi)?;
    /// assert_eq!(compiled.with(("b", 2), &Ansi)?.params(), [Value::Int(1), Value::Int(2)]);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Programming` for a parameter without a value, and for a value without its parameter.
    pub fn with(&self, given: impl IntoGiven, dialect: &dyn Dialect) -> Result<Compiled> {
        let mut values = Vec::new();
        given.push_given(&mut values);
        self.filled(&values, dialect)
    }

    pub(crate) fn filled(&self, given: &[Given], dialect: &dyn Dialect) -> Result<Compiled> {
        let (text, params) = fill((&self.text, &self.params), &self.slots, given, dialect)?;
        Ok(Compiled { text, params, addresses: None, slots: Vec::new() })
    }

    pub(crate) fn take_slots(&mut self) -> Option<Arc<[Slot]>> {
        (!self.slots.is_empty()).then(|| std::mem::take(&mut self.slots).into())
    }

    /// A text of the program's own, with its values.
    ///
    /// ```
    /// use alchemy_core::{Compiled, prelude::*};
    /// let compiled = Compiled::from_parts("SELECT ?".into(), vec![Value::Int(7)]);
    /// assert_eq!((compiled.text(), compiled.params()), ("SELECT ?", &[Value::Int(7)][..]));
    /// ```
    pub fn from_parts(text: Arc<str>, params: Vec<Value>) -> Compiled {
        Compiled { text, params, addresses: None, slots: Vec::new() }
    }

    /// The SQL text, with the dialect's placeholders.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// assert_eq!(select(literal(7).label("n")).compile(&Ansi)?.text(), "SELECT ? AS n");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, shared.
    pub fn shared_text(&self) -> &Arc<str> {
        &self.text
    }

    /// The bound values, in the order of their placeholders.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// assert_eq!(select(literal(7).label("n")).compile(&Ansi)?.params(), [Value::Int(7)]);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn params(&self) -> &[Value] {
        &self.params
    }

    /// Text and values, taken apart.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let (text, values) = select(literal(7).label("n")).compile(&Ansi)?.into_parts();
    /// assert_eq!((&*text, values), ("SELECT ? AS n", vec![Value::Int(7)]));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn into_parts(self) -> (Arc<str>, Vec<Value>) {
        (self.text, self.params)
    }
}
