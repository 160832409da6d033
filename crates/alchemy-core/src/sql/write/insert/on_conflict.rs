//! The typed builder of upserts.

use crate::error::{Error, ErrorKind};
use crate::schema::Name;
use crate::sql::write::conflict::ExcludedRow;
use crate::sql::{
    AssignmentList, Assignments, Conflict, ConflictAction, ConflictWith, FamilyOf, Insert, IntoExpr, IntoGroup, Node,
};
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
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let insert = author::insert().values(author::name.to("Jane"));
    /// assert_eq!(
    ///     insert.on_conflict_constraint("author_name_key").do_nothing().compile(&Ansi)?.text(),
    ///     "INSERT INTO author (name) VALUES (?) ON CONFLICT ON CONSTRAINT author_name_key DO NOTHING",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where constraints cannot be named.
    pub fn on_conflict_constraint(self, name: impl Into<Name>) -> OnConflict<M, R> {
        OnConflict { insert: self, with: ConflictWith::Constraint(name.into()), condition: None }
    }

    /// What is done about a row any of whose unique keys is there already.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let insert = author::insert().values(author::name.to("Jane"));
    /// assert_eq!(
    ///     insert.on_any_conflict().do_nothing().compile(&Ansi)?.text(),
    ///     "INSERT INTO author (name) VALUES (?) ON CONFLICT DO NOTHING",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where an update must say which conflict it is for.
    pub fn on_any_conflict(self) -> OnConflict<M, R> {
        OnConflict { insert: self, with: ConflictWith::Any, condition: None }
    }
}

impl<M, R> OnConflict<M, R> {
    /// The condition of the partial unique index that is meant.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let insert = book::insert().values(book::title.to("Emma"));
    /// assert_eq!(
    ///     insert.on_conflict(book::title).index_where(book::pages.gt(0)).do_nothing().compile(&Ansi)?.text(),
    ///     "INSERT INTO book (title) VALUES (?) ON CONFLICT (title) WHERE pages > 0 DO NOTHING",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Programming` where no columns of an index were named.
    pub fn index_where<E: IntoExpr>(mut self, condition: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        match &mut self.with {
            ConflictWith::Index(_, filter) => *filter = Some(condition.into_expr().into_node()),
            _ => return self.refused("`index_where` is about an index, whose columns `on_conflict` names"),
        }
        self
    }

    /// Tells what is wrong when the statement is compiled.
    fn refused(mut self, message: &str) -> Self {
        self.condition = None;
        self.with = ConflictWith::Refused(Error::new(ErrorKind::Programming, message));
        self
    }

    /// Changes only rows for which this holds; the others stay as they are.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let insert = book::insert().values((book::id.to(1), book::pages.to(9)));
    /// let upsert = insert.on_conflict(book::id).update_where(|row| row.excluded(book::pages).gt(book::pages));
    /// assert_eq!(
    ///     upsert.do_update(|row| book::pages.to(row.excluded(book::pages))).compile(&Ansi)?.text(),
    ///     "INSERT INTO book (id, pages) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET pages = excluded.pages WHERE \
    ///      excluded.pages > book.pages",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
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
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let insert = author::insert().values((author::id.to(1), author::name.to("Jane")));
    /// assert_eq!(
    ///     insert.on_conflict(author::id).do_nothing().compile(&Ansi)?.text(),
    ///     "INSERT INTO author (id, name) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn do_nothing(self) -> Insert<M, R> {
        match self.condition {
            None => self.acting(ConflictAction::Nothing, false),
            Some(_) => self.refused("`update_where` says which rows an update changes, and there is none").do_nothing(),
        }
    }

    /// Changes the row that is there; `excluded` values are those that would have been inserted.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let insert = author::insert().values((author::id.to(1), author::name.to("Jane")));
    /// let stmt = insert.on_conflict(author::id).do_update(|row| author::name.to(row.excluded(author::name)));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "INSERT INTO author (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn do_update<A: Assignments<M>>(self, set: impl FnOnce(&ExcludedRow<M>) -> A) -> Insert<M, R> {
        let assignments = self.assignments(set);
        let condition = self.condition.clone();
        self.acting(ConflictAction::Update(assignments, condition), false)
    }

    /// As [`OnConflict::do_update`], with the assignments in the order given: where a database evaluates them one after the
    /// other, it matters.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String, before: Option<String> } }
    /// let insert = author::insert().values((author::id.to(1), author::name.to("Jane")));
    /// let stmt = insert.on_conflict(author::id).do_ordered_update(|row| {
    ///     (author::before.to(author::name), author::name.to(row.excluded(author::name)))
    /// });
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "INSERT INTO author (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET before = author.name, \
    ///      name = excluded.name",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn do_ordered_update<A: Assignments<M>>(self, set: impl FnOnce(&ExcludedRow<M>) -> A) -> Insert<M, R> {
        let assignments = self.assignments(set);
        let condition = self.condition.clone();
        self.acting(ConflictAction::Update(assignments, condition), true)
    }

    fn assignments<A: Assignments<M>>(&self, set: impl FnOnce(&ExcludedRow<M>) -> A) -> AssignmentList {
        let mut assignments = Vec::new();
        set(&self.row()).push_assignments(&mut assignments);
        assignments
    }

    fn row(&self) -> ExcludedRow<M> {
        ExcludedRow::of(self.insert.node().table.clone())
    }

    fn acting(self, action: ConflictAction, ordered: bool) -> Insert<M, R> {
        let conflict = Conflict { with: self.with, action, ordered };
        self.insert.edit(|insert| insert.conflict = Some(Box::new(conflict)))
    }
}
