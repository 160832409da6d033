//! JOIN.

use crate::sql::{FamilyOf, IntoExpr, IntoFrom, IntoJoin, Join, JoinKind, Node, Select, Source};
use crate::types::family::Condition;

impl<R> Select<R> {
    /// Joins by a relationship.
    #[must_use]
    pub fn join(self, join: impl IntoJoin) -> Self {
        self.edit(|select| select.joins.extend(join.into_join(JoinKind::Inner)))
    }

    /// Joins by a relationship, keeping rows without a partner.
    #[must_use]
    pub fn outer_join(self, join: impl IntoJoin) -> Self {
        self.edit(|select| select.joins.extend(join.into_join(JoinKind::LeftOuter)))
    }

    /// Joins on a condition.
    #[must_use]
    pub fn join_on<E: IntoExpr>(self, target: impl IntoFrom, on: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        self.joined(JoinKind::Inner, target.into_from(), on.into_expr().into_node())
    }

    /// Joins on a condition, keeping rows without a partner.
    #[must_use]
    pub fn outer_join_on<E: IntoExpr>(self, target: impl IntoFrom, on: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        self.joined(JoinKind::LeftOuter, target.into_from(), on.into_expr().into_node())
    }

    fn joined(self, kind: JoinKind, target: Source, on: Node) -> Self {
        self.edit(|select| select.joins.push(Join { left: None, target, kind, on }))
    }
}
