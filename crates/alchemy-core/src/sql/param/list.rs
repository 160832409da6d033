//! A list that is given at execution.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Filling, Render, Renderer};
use crate::dialect::InSpelling;
use crate::error::Result;
use crate::sql::expr::{COMPARISON, grouped_if};
use crate::sql::param::parameter::Default;
use crate::sql::{Construct, FamilyOf, Given, IntoExpr, IntoList, Node, Parameter, next_id};
use crate::types::SqlValue;
use crate::types::family::ComparesWith;

/// A list of values that is given when the statement is executed; made by [`param_list`].
pub struct ParamList<T> {
    node: Arc<Parameter>,
    value: PhantomData<fn() -> T>,
}

/// A list of values that is given when the statement is executed, for IN.
///
/// The statement is compiled once, whatever the lists' lengths are. An empty list is found to hold nothing.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// let ids = param_list::<i64>("ids");
/// let stmt = select(users::name).filter(users::id.in_(&ids));
/// let two = stmt.params(ids.to([7, 8])).compile(&Ansi)?;
/// assert_eq!(two.text(), "SELECT user_account.name FROM user_account WHERE user_account.id IN (?, ?)");
/// assert_eq!(two.params(), [Value::Int(7), Value::Int(8)]);
/// # Ok::<(), Error>(())
/// ```
pub fn param_list<T: SqlValue>(name: &str) -> ParamList<T> {
    let parameter = Parameter { sql_type: Some(T::sql_type()), list: true, ..Parameter::named(name) };
    ParamList { node: Arc::new(parameter), value: PhantomData }
}

impl<T: SqlValue> ParamList<T> {
    fn edit(mut self, change: impl FnOnce(&mut Parameter)) -> Self {
        change(Arc::make_mut(&mut self.node));
        self
    }

    pub(crate) fn parameter(&self) -> &Arc<Parameter> {
        &self.node
    }

    /// A parameter of its own, whatever others are called: it is given a list by [`ParamList::to`] only.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let (these, those) = (param_list::<i64>("ids").unique(), param_list::<i64>("ids").unique());
    /// let stmt = select(book::title).filter(book::id.in_(&these).or(book::id.in_(&those)));
    /// let compiled = stmt.params((these.to([1]), those.to([2, 3]))).compile(&Ansi)?;
    /// assert_eq!(compiled.text(), "SELECT book.title FROM book WHERE book.id IN (?) OR book.id IN (?, ?)");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn unique(self) -> Self {
        self.edit(|parameter| parameter.unique = Some(next_id()))
    }

    /// Its values are written into the text when it is executed: for a list whose values the database should plan for. Not
    /// for values that come from outside.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let ids = param_list::<i64>("ids").inlined();
    /// assert_eq!(
    ///     select(book::title).filter(book::id.in_(&ids)).params(ids.to([4, 5])).compile(&Ansi)?.text(),
    ///     "SELECT book.title FROM book WHERE book.id IN (4, 5)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn inlined(self) -> Self {
        self.edit(|parameter| parameter.inlined = true)
    }

    /// With a list for when none is given.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let ids = param_list::<i64>("ids").default_value([1, 2]);
    /// assert_eq!(
    ///     select(book::title).filter(book::id.in_(&ids)).params(()).compile(&Ansi)?.text(),
    ///     "SELECT book.title FROM book WHERE book.id IN (?, ?)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn default_value<E: IntoExpr<Value: SqlValue>>(self, list: impl IntoIterator<Item = E>) -> Self
    where
        T::Family: ComparesWith<FamilyOf<E>>,
    {
        let given = self.to(list);
        self.edit(|parameter| parameter.default = given.value().ok().map(Default::Value))
    }

    /// Gives it a list.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let ids = param_list::<i64>("ids");
    /// assert_eq!(
    ///     select(book::title).filter(book::id.in_(&ids)).params(ids.to([4, 5, 6])).compile(&Ansi)?.text(),
    ///     "SELECT book.title FROM book WHERE book.id IN (?, ?, ?)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn to<E: IntoExpr<Value: SqlValue>>(&self, list: impl IntoIterator<Item = E>) -> Given
    where
        T::Family: ComparesWith<FamilyOf<E>>,
    {
        Given::list(self.node.name.clone(), self.node.unique, list)
    }
}

impl<T> Clone for ParamList<T> {
    fn clone(&self) -> Self {
        ParamList { node: self.node.clone(), value: PhantomData }
    }
}

impl<T> fmt::Debug for ParamList<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

impl<T: SqlValue> IntoList for ParamList<T> {
    type Value = T;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        InParameter { operand, list: self.node, negated }.into()
    }
}

impl<T: SqlValue> IntoList for &ParamList<T> {
    type Value = T;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        self.clone().into_in(operand, negated)
    }
}

/// `operand [NOT] IN (list)`, the list given at execution.
#[derive(Debug, Clone)]
pub struct InParameter {
    /// What is looked for.
    pub operand: Node,
    /// Where it is looked for.
    pub list: Arc<Parameter>,
    /// NOT IN.
    pub negated: bool,
}

impl Construct for InParameter {
    crate::key!(operand, list; negated);

    fn precedence(&self) -> u8 {
        COMPARISON
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Render for InParameter {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        grouped_if(self.negated, r, |r| {
            self.operand.render_within(r, COMPARISON)?;
            let filling = match &self.operand {
                Node::RowValue(_) => Filling::Rows,
                _ if r.features().in_list == InSpelling::AnyArray && !r.is_literal() && !self.list.is_inlined() => Filling::Bound,
                _ => Filling::Spliced,
            };
            r.word(match (filling, self.negated) {
                (Filling::Bound, true) => "!= ALL",
                (Filling::Bound, false) => "= ANY",
                (_, true) => "NOT IN",
                (_, false) => "IN",
            });
            r.parens(|r| r.slot(&self.list, filling))
        })
    }
}
