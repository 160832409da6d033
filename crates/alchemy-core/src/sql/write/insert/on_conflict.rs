//! The typed builder of upserts.

use crate::schema::Name;
use crate::sql::write::conflict::ExcludedRow;
use crate::sql::{Assignments, Conflict, ConflictAction, ConflictWith, FamilyOf, Insert, IntoExpr, IntoGroup, Node};
use crate::types::family::Condition;

/// An INSERT of which it was said which conflict is meant, but not yet what is done about it.
#[derive(Debug)]
#[must_use]
pub struct OnConflict<M, R> {
    insert: Insert<M, R>,
    with: ConflictWith,
    condition: Option<Node>,
}

impl<M, R> Insert<M, R> {
    /// What is done about a row whose unique key over these columns is there already.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { name: String [primary_key], fullname: Option<String> } }
    /// let insert = users::insert().values((users::name.to("gary"), users::fullname.to("Gary")));
    /// let upsert = insert.on_conflict(users::name).do_update(|row| users::fullname.to(row.excluded(users::fullname)));
    /// assert_eq!(
    ///     upsert.compile(&Ansi)?.text(),
    ///     "INSERT INTO user_account (name, fullname) VALUES (?, ?) \
    ///      ON CONFLICT (name) DO UPDATE SET fullname = excluded.fullname",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where the database cannot be told which conflict is meant, and another one is possible.
    pub fn on_conflict(self, columns: impl IntoGroup) -> OnConflict<M, R> {
        let mut nodes = Vec::new();
        columns.push_group(&mut nodes);
        OnConflict { insert: self, with: ConflictWith::Index(nodes, None), condition: None }
    }

    /// What is done about a row that violates the unique constraint of that name.
    ///
    /// # Errors
    /// Compiling is `Unsupported` where constraints cannot be named.
    pub fn on_conflict_constraint(self, name: impl Into<Name>) -> OnConflict<M, R> {
        OnConflict { insert: self, with: ConflictWith::Constraint(name.into()), condition: None }
    }

    /// What is done about a row any of whose unique keys is there already.
    ///
    /// # Errors
    /// Compiling is `Unsupported` where an update must say which conflict it is for.
    pub fn on_any_conflict(self) -> OnConflict<M, R> {
        OnConflict { insert: self, with: ConflictWith::Any, condition: None }
    }
}

impl<M, R> OnConflict<M, R> {
    /// The condition of the partial unique index that is meant.
    pub fn index_where<E: IntoExpr>(mut self, condition: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        if let ConflictWith::Index(_, filter) = &mut self.with {
            *filter = Some(condition.into_expr().into_node());
        }
        self
    }

    /// Changes only rows for which this holds; the others stay as they are.
    ///
    /// # Errors
    /// Compiling is `Unsupported` where an upsert has no condition.
    pub fn update_where<E: IntoExpr>(mut self, condition: impl FnOnce(&ExcludedRow<M>) -> E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        self.condition = Some(condition(&self.row()).into_expr().into_node());
        self
    }

    /// Leaves the row out.
    pub fn do_nothing(self) -> Insert<M, R> {
        self.acting(ConflictAction::Nothing)
    }

    /// Changes the row that is there; `excluded` values are those that would have been inserted.
    pub fn do_update<A: Assignments<M>>(self, set: impl FnOnce(&ExcludedRow<M>) -> A) -> Insert<M, R> {
        let mut assignments = Vec::new();
        set(&self.row()).push_assignments(&mut assignments);
        let condition = self.condition.clone();
        self.acting(ConflictAction::Update(assignments, condition))
    }

    fn row(&self) -> ExcludedRow<M> {
        ExcludedRow::of(self.insert.node().table.clone())
    }

    fn acting(self, action: ConflictAction) -> Insert<M, R> {
        let conflict = Conflict { with: self.with, action };
        self.insert.edit(|insert| insert.conflict = Some(Box::new(conflict)))
    }
}
