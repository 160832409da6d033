//! `CASE WHEN condition THEN value … ELSE value END`.

use std::fmt;
use std::marker::PhantomData;

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::{Construct, Expr, FamilyOf, IntoExpr, Node, NotNullOf};
use crate::types::family::{ComparesWith, Condition};
use crate::types::{Nullability, SqlValue};

/// The first branch whose condition holds, else the last value, else NULL.
#[derive(Debug, Clone)]
pub struct Case {
    /// Conditions with their values.
    pub branches: Vec<(Node, Node)>,
    /// The value if no condition holds.
    pub otherwise: Option<Node>,
}

impl Construct for Case {
    crate::key!(branches, otherwise);

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
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
        for (condition, value) in &self.branches {
            r.word("WHEN");
            condition.render_grouped(r)?;
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

/// A CASE that is not ended yet; made by [`case_when`]. Its values are `T`, and `N` says whether one may be NULL.
pub struct CaseWhen<T, N> {
    branches: Vec<(Node, Node)>,
    value: PhantomData<fn() -> (T, N)>,
}

type NullOf<E> = <<E as IntoExpr>::Value as SqlValue>::Null;
type Either<N, E> = <N as Nullability>::Or<NullOf<E>>;
type CaseOf<V, E> = <Either<NullOf<V>, E> as Nullability>::Of<NotNullOf<V>>;

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
    let branch = (condition.into_expr().into_node(), value.into_expr().into_node());
    CaseWhen { branches: vec![branch], value: PhantomData }
}

/// A CASE over a list of conditions with their values; of an empty list, what there is otherwise.
pub fn case<C: IntoExpr, V: IntoExpr, E: IntoExpr>(branches: impl IntoIterator<Item = (C, V)>, otherwise: E) -> Expr<CaseOf<V, E>>
where
    FamilyOf<C>: Condition,
    FamilyOf<V>: ComparesWith<FamilyOf<E>>,
{
    let branch = |(condition, value): (C, V)| (condition.into_expr().into_node(), value.into_expr().into_node());
    let case = CaseWhen { branches: branches.into_iter().map(branch).collect(), value: PhantomData };
    CaseWhen::<NotNullOf<V>, NullOf<V>>::otherwise(case, otherwise)
}

impl<T: SqlValue<NotNull = T>, N: Nullability> CaseWhen<T, N> {
    /// Another branch, for rows that met none before.
    #[must_use]
    pub fn when<C: IntoExpr, V: IntoExpr>(mut self, condition: C, value: V) -> CaseWhen<T, Either<N, V>>
    where
        FamilyOf<C>: Condition,
        T::Family: ComparesWith<FamilyOf<V>>,
    {
        self.branches.push((condition.into_expr().into_node(), value.into_expr().into_node()));
        CaseWhen { branches: self.branches, value: PhantomData }
    }

    /// The value for rows that met no branch.
    pub fn otherwise<V: IntoExpr>(self, value: V) -> Expr<<Either<N, V> as Nullability>::Of<T>>
    where
        T::Family: ComparesWith<FamilyOf<V>>,
    {
        let value = value.into_expr().into_node();
        if self.branches.is_empty() {
            return Expr::from_node(value);
        }
        Expr::from_node(Case { branches: self.branches, otherwise: Some(value) })
    }

    /// NULL for rows that met no branch.
    pub fn end(self) -> Expr<Option<T>> {
        Expr::from_node(Case { branches: self.branches, otherwise: None })
    }
}

impl<T, N> fmt::Debug for CaseWhen<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CaseWhen").field(&self.branches).finish()
    }
}
