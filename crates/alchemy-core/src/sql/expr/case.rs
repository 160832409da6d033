//! `CASE WHEN condition THEN value … ELSE value END`, and `CASE operand WHEN value THEN …`.

use std::fmt;
use std::marker::PhantomData;

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::{Construct, Expr, FamilyOf, IntoExpr, Node, NotNullOf, null_written};
use crate::types::family::{ComparesWith, Condition};
use crate::types::{Nullability, SqlValue};
use crate::value::Value;

/// The first branch whose condition holds, else the last value, else NULL.
#[derive(Debug, Clone)]
pub struct Case {
    /// What the branches are compared with, if they are no conditions.
    pub operand: Option<Node>,
    /// Conditions with their values.
    pub branches: Vec<(Node, Node)>,
    /// The value if no condition holds.
    pub otherwise: Option<Node>,
}

impl Case {
    fn push(&mut self, condition: impl IntoExpr, value: impl IntoExpr) {
        self.branches.push((condition.into_expr().into_node(), null_written(value.into_expr().into_node())));
    }

    /// With a value for what met no branch; of no branches at all, that value.
    fn or(mut self, value: impl IntoExpr) -> Node {
        let value = value.into_expr().into_node();
        if self.branches.is_empty() {
            return value;
        }
        // Without ELSE it is NULL anyway.
        self.otherwise = (!matches!(value, Node::Bind(Value::Null))).then_some(value);
        self.into()
    }
}

impl Construct for Case {
    crate::key!(operand, branches, otherwise);

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        self.operand.iter().for_each(&mut *visit);
        for (condition, value) in &self.branches {
            visit(condition);
            visit(value);
        }
        self.otherwise.iter().for_each(visit);
    }
}

impl Render for Case {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word("CASE");
        self.operand.iter().try_for_each(|operand| operand.render(r))?;
        for (condition, value) in &self.branches {
            r.word("WHEN");
            condition.render_apart(r)?;
            r.word("THEN");
            value.render(r)?;
        }
        if let Some(value) = &self.otherwise {
            r.word("ELSE");
            value.render(r)?;
        }
        r.word("END");
        Ok(())
    }
}

/// A CASE over conditions that is not ended yet; made by [`case_when`]. Its values are `T`, and `N` says whether one may be
/// NULL.
pub struct CaseWhen<T, N> {
    case: Case,
    value: PhantomData<fn() -> (T, N)>,
}

type NullOf<E> = <<E as IntoExpr>::Value as SqlValue>::Null;
type Either<N, E> = <N as Nullability>::Or<NullOf<E>>;
type CaseOf<V, E> = <Either<NullOf<V>, E> as Nullability>::Of<NotNullOf<V>>;

const EMPTY: Case = Case { operand: None, branches: Vec::new(), otherwise: None };

/// `CASE WHEN condition THEN value`, to be continued.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub books ("book") { id: Auto<i64> [primary_key], pages: i64 } }
/// let size = case_when(books::pages.gt(900), "brick").when(books::pages.gt(300), "long").otherwise("short");
/// assert_eq!(
///     select(size.label("size")).compile(&Ansi)?.text(),
///     "SELECT CASE WHEN (book.pages > ?) THEN ? WHEN (book.pages > ?) THEN ? ELSE ? END AS size FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn case_when<C: IntoExpr, V: IntoExpr>(condition: C, value: V) -> CaseWhen<NotNullOf<V>, NullOf<V>>
where
    FamilyOf<C>: Condition,
{
    let mut case = EMPTY;
    case.push(condition, value);
    CaseWhen { case, value: PhantomData }
}

/// A CASE over a list of conditions with their values; of an empty list, what there is otherwise.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let size = case([(book::pages.gt(900), "brick"), (book::pages.gt(300), "long")], "short");
/// assert_eq!(
///     select(size.label("size")).compile(&Ansi)?.text(),
///     "SELECT CASE WHEN (book.pages > ?) THEN ? WHEN (book.pages > ?) THEN ? ELSE ? END AS size FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn case<C: IntoExpr, V: IntoExpr, E: IntoExpr>(branches: impl IntoIterator<Item = (C, V)>, otherwise: E) -> Expr<CaseOf<V, E>>
where
    FamilyOf<C>: Condition,
    FamilyOf<V>: ComparesWith<FamilyOf<E>>,
{
    let mut case = EMPTY;
    branches.into_iter().for_each(|(condition, value)| case.push(condition, value));
    Expr::from_node(case.or(otherwise))
}

impl<T: SqlValue<NotNull = T>, N: Nullability> CaseWhen<T, N> {
    /// Another branch, for rows that met none before.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let size = case_when(book::pages.gt(900), 3).when(book::pages.gt(300), 2).end();
    /// assert_eq!(
    ///     select(size.label("size")).compile(&Ansi)?.text(),
    ///     "SELECT CASE WHEN (book.pages > ?) THEN ? WHEN (book.pages > ?) THEN ? END AS size FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn when<C: IntoExpr, V: IntoExpr>(mut self, condition: C, value: V) -> CaseWhen<T, Either<N, V>>
    where
        FamilyOf<C>: Condition,
        T::Family: ComparesWith<FamilyOf<V>>,
    {
        self.case.push(condition, value);
        CaseWhen { case: self.case, value: PhantomData }
    }

    /// The value for rows that met no branch.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let size = case_when(book::pages.gt(300), book::title).otherwise("short");
    /// assert_eq!(
    ///     select(size.label("size")).compile(&Ansi)?.text(),
    ///     "SELECT CASE WHEN (book.pages > ?) THEN book.title ELSE ? END AS size FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn otherwise<V: IntoExpr>(self, value: V) -> Expr<<Either<N, V> as Nullability>::Of<T>>
    where
        T::Family: ComparesWith<FamilyOf<V>>,
    {
        Expr::from_node(self.case.or(value))
    }

    /// NULL for rows that met no branch.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let size = case_when(book::pages.gt(300), "long").end();
    /// assert_eq!(
    ///     select(size.label("size")).compile(&Ansi)?.text(),
    ///     "SELECT CASE WHEN (book.pages > ?) THEN ? END AS size FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn end(self) -> Expr<Option<T>> {
        Expr::from_node(self.case)
    }
}

impl<T, N> fmt::Debug for CaseWhen<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.case.fmt(f)
    }
}

/// A CASE that compares one expression, without a branch yet; made by [`case_of`]. `F` is the family of the expression.
pub struct CaseOperand<F> {
    operand: Node,
    family: PhantomData<fn() -> F>,
}

/// A CASE that compares one expression and is not ended yet.
pub struct CaseEquals<F, T, N> {
    case: Case,
    types: PhantomData<Types<F, T, N>>,
}

/// The family that is compared, the type of the values, and whether they may be NULL.
type Types<F, T, N> = fn() -> (F, T, N);

/// `CASE operand`: what is compared with the value of each branch.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub books ("book") { id: Auto<i64> [primary_key], pages: i64 } }
/// let parity = case_of(books::pages % 2).when(0, "even").otherwise("odd");
/// assert_eq!(
///     select(parity.label("parity")).compile(&Ansi)?.text(),
///     "SELECT CASE book.pages % ? WHEN ? THEN ? ELSE ? END AS parity FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn case_of<E: IntoExpr>(operand: E) -> CaseOperand<FamilyOf<E>> {
    CaseOperand { operand: operand.into_expr().into_node(), family: PhantomData }
}

impl<F> CaseOperand<F> {
    /// The first branch: the value if the operand equals `equal`.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let word = case_of(book::pages).when(1, "leaf").otherwise("book");
    /// assert_eq!(
    ///     select(word.label("word")).compile(&Ansi)?.text(),
    ///     "SELECT CASE book.pages WHEN ? THEN ? ELSE ? END AS word FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn when<C: IntoExpr, V: IntoExpr>(self, equal: C, value: V) -> CaseEquals<F, NotNullOf<V>, NullOf<V>>
    where
        F: ComparesWith<FamilyOf<C>>,
    {
        let mut case = Case { operand: Some(self.operand), ..EMPTY };
        case.push(equal, value);
        CaseEquals { case, types: PhantomData }
    }
}

impl<F, T: SqlValue<NotNull = T>, N: Nullability> CaseEquals<F, T, N> {
    /// Another branch: the value if the operand equals `equal`.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let word = case_of(book::pages).when(1, "leaf").when(2, "sheet").otherwise("book");
    /// assert_eq!(
    ///     select(word.label("word")).compile(&Ansi)?.text(),
    ///     "SELECT CASE book.pages WHEN ? THEN ? WHEN ? THEN ? ELSE ? END AS word FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn when<C: IntoExpr, V: IntoExpr>(mut self, equal: C, value: V) -> CaseEquals<F, T, Either<N, V>>
    where
        F: ComparesWith<FamilyOf<C>>,
        T::Family: ComparesWith<FamilyOf<V>>,
    {
        self.case.push(equal, value);
        CaseEquals { case: self.case, types: PhantomData }
    }

    /// The value for rows that met no branch.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let word = case_of(book::title).when("Emma", book::pages).otherwise(0);
    /// assert_eq!(
    ///     select(word.label("word")).compile(&Ansi)?.text(),
    ///     "SELECT CASE book.title WHEN ? THEN book.pages ELSE ? END AS word FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn otherwise<V: IntoExpr>(self, value: V) -> Expr<<Either<N, V> as Nullability>::Of<T>>
    where
        T::Family: ComparesWith<FamilyOf<V>>,
    {
        Expr::from_node(self.case.or(value))
    }

    /// NULL for rows that met no branch.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let word = case_of(book::pages).when(1, "leaf").end();
    /// assert_eq!(
    ///     select(word.label("word")).compile(&Ansi)?.text(),
    ///     "SELECT CASE book.pages WHEN ? THEN ? END AS word FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn end(self) -> Expr<Option<T>> {
        Expr::from_node(self.case)
    }
}

impl<F> fmt::Debug for CaseOperand<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.operand.fmt(f)
    }
}

impl<F, T, N> fmt::Debug for CaseEquals<F, T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.case.fmt(f)
    }
}
