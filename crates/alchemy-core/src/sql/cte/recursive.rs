//! Recursive common table expressions.

use std::sync::Arc;

use crate::schema::Name;
use crate::sql::compound::{CompoundNode, Member};
use crate::sql::{AliasId, Cte, CteNode, IntoAlias, RowSource, Rows, SetOperator};

/// How rows follow from rows: rows of the same type, or an array or `Vec` of such.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not give the rows `{R}` with which the recursion began",
    note = "both must give the same row type: `.nullable()` and `.cast::<T>()` change that of a column"
)]
pub trait IntoRecursion<R> {
    #[doc(hidden)]
    fn into_members(self) -> Vec<Arc<dyn RowSource>>;
}

impl<Q: Rows> IntoRecursion<Q::Row> for Q {
    fn into_members(self) -> Vec<Arc<dyn RowSource>> {
        vec![self.into_rows()]
    }
}

impl<Q: Rows, const N: usize> IntoRecursion<Q::Row> for [Q; N] {
    fn into_members(self) -> Vec<Arc<dyn RowSource>> {
        self.into_iter().map(Rows::into_rows).collect()
    }
}

impl<Q: Rows> IntoRecursion<Q::Row> for Vec<Q> {
    fn into_members(self) -> Vec<Arc<dyn RowSource>> {
        self.into_iter().map(Rows::into_rows).collect()
    }
}

pub(super) fn recursive<R, N: IntoRecursion<R>>(
    start: Arc<dyn RowSource>,
    name: impl IntoAlias,
    operator: SetOperator,
    next: impl FnOnce(&Cte<R>) -> N,
) -> Cte<R> {
    let alias = AliasId::new(name, &Name::Static("anon"));
    let beginning = CteNode::new(alias.clone(), start.clone(), true);
    let itself = Cte::itself(alias.clone(), beginning.chosen.clone(), beginning.columns());
    let mut members = vec![Member::new(start)];
    members.extend(next(&itself).into_members().into_iter().map(Member::new));
    Cte::new(CteNode::new(alias, Arc::new(CompoundNode::new(operator, members)), true))
}
