//! A list of row values that is given at execution.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::sql::param::parameter::Default;
use crate::sql::{Given, InParameter, IntoTuple, IntoTuples, Node, Parameter, RowTypes, TupleComparesWith, next_id};

/// A list of row values that is given when the statement is executed; made by [`param_rows`].
pub struct ParamRows<T> {
    node: Arc<Parameter>,
    values: PhantomData<fn() -> T>,
}

/// A list of row values that is given when the statement is executed, for IN. What the parts are read as is a tuple.
///
/// An empty list is found to hold nothing.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, tuple};
/// table! { pub shelf ("shelf") { branch_id: i32 [primary_key], code: String [primary_key], capacity: i16 } }
/// let wanted = param_rows::<(i32, String)>("wanted");
/// let stmt = select(shelf::capacity).filter(tuple((shelf::branch_id, shelf::code)).in_(&wanted));
/// let two = stmt.params(wanted.to([(1, "A1"), (2, "B2")])).compile(&Ansi)?;
/// assert_eq!(two.text(), "SELECT shelf.capacity FROM shelf WHERE (shelf.branch_id, shelf.code) IN ((?, ?), (?, ?))");
/// assert_eq!(two.params(), [Value::Int(1), Value::from("A1"), Value::Int(2), Value::from("B2")]);
/// # Ok::<(), Error>(())
/// ```
pub fn param_rows<T: RowTypes>(name: &str) -> ParamRows<T> {
    let parameter = Parameter { parts: T::sql_types(), list: true, ..Parameter::named(name) };
    ParamRows { node: Arc::new(parameter), values: PhantomData }
}

impl<T> ParamRows<T> {
    fn edit(mut self, change: impl FnOnce(&mut Parameter)) -> Self {
        change(Arc::make_mut(&mut self.node));
        self
    }

    /// A parameter of its own, whatever others are called: it is given rows by [`ParamRows::to`] only.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, tuple};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let [low, high] = [(); 2].map(|()| param_rows::<(i64, i64)>("pairs").unique());
    /// let pair = || tuple((book::id, book::pages));
    /// let stmt = select(book::title).filter(pair().in_(&low).and(pair().not_in(&high)));
    /// let compiled = stmt.params((low.to([(1, 2)]), high.to([(3, 4)]))).compile(&Ansi)?;
    /// assert_eq!(compiled.params(), [1, 2, 3, 4].map(Value::Int));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn unique(self) -> Self {
        self.edit(|parameter| parameter.unique = Some(next_id()))
    }

    /// Its values are written into the text when it is executed. Not for values that come from outside.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, tuple};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let pairs = param_rows::<(i64, String)>("pairs").inlined();
    /// let stmt = select(book::pages).filter(tuple((book::id, book::title)).in_(&pairs)).params(pairs.to([(1, "it's")]));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.pages FROM book WHERE (book.id, book.title) IN ((1, 'it''s'))");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn inlined(self) -> Self {
        self.edit(|parameter| parameter.inlined = true)
    }

    /// With rows for when none are given.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, tuple};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let pairs = param_rows::<(i64, i64)>("pairs").default_value([(1, 2)]);
    /// let stmt = select(book::title).filter(tuple((book::id, book::pages)).in_(&pairs)).params(());
    /// assert_eq!(stmt.compile(&Ansi)?.params(), [1, 2].map(Value::Int));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn default_value<R: IntoTuple>(self, rows: impl IntoIterator<Item = R>) -> Self
    where
        T: TupleComparesWith<R::Values>,
    {
        let given = self.to(rows);
        self.edit(|parameter| parameter.default = given.value().ok().map(Default::Value))
    }

    /// The rows for it.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, tuple};
    /// table! { pub shelf ("shelf") { branch_id: i32 [primary_key], code: String [primary_key], capacity: i16 } }
    /// let wanted = param_rows::<(i32, String)>("wanted");
    /// let stmt = select(shelf::capacity).filter(tuple((shelf::branch_id, shelf::code)).in_(&wanted));
    /// let none = stmt.params(wanted.to(Vec::<(i32, &str)>::new())).compile(&Ansi)?;
    /// let nothing = "IN (SELECT NULL, NULL WHERE 1 != 1)";
    /// assert!(none.text().ends_with(nothing));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn to<R: IntoTuple>(&self, rows: impl IntoIterator<Item = R>) -> Given
    where
        T: TupleComparesWith<R::Values>,
    {
        Given::rows(self.node.name.clone(), self.node.unique, rows)
    }
}

impl<T> Clone for ParamRows<T> {
    fn clone(&self) -> Self {
        ParamRows { node: self.node.clone(), values: PhantomData }
    }
}

impl<T> fmt::Debug for ParamRows<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

impl<T> IntoTuples for ParamRows<T> {
    type Values = T;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        InParameter { operand, list: self.node, negated }.into()
    }
}

impl<T> IntoTuples for &ParamRows<T> {
    type Values = T;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        self.clone().into_in(operand, negated)
    }
}
