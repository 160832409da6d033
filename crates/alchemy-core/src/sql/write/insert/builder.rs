//! `Insert<M, R>`: an INSERT into `M` and the type of the rows that it gives. Methods that it has in common
//! with others stand in [`write`](crate::sql::write), by clause.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::row::{Overwrite, Shape};
use crate::sql::write::columns::names;
use crate::sql::write::insert::key::Implicit;
use crate::sql::write::rows::row_of;
use crate::sql::{
    Assignments, ColumnList, Fits, InsertNode, InsertValues, IntoValues, NoRows, Node, Query, Reading, Returning, Source, Target,
    ValueRow,
};

/// An INSERT into `M`; it gives rows only with [`Insert::returning`].
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// let stmt = users::insert().values(users::name.to("gary")).returning(users::id);
/// assert_eq!(stmt.compile(&Ansi)?.text(), "INSERT INTO user_account (name) VALUES (?) RETURNING user_account.id");
/// # Ok::<(), Error>(())
/// ```
pub struct Insert<M, R = NoRows> {
    pub(in crate::sql::write) node: Arc<InsertNode>,
    pub(in crate::sql::write) types: PhantomData<fn() -> (M, R)>,
}

impl<M> Insert<M> {
    /// An INSERT into a table, without rows yet.
    ///
    /// ```
    /// use alchemy_core::{Insert, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     Insert::<()>::into_table(book::table().source()).values(book::id.to(1)).compile(&Ansi)?.text(),
    ///     "INSERT INTO book (id) VALUES (?)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn into_table(table: Source) -> Self {
        Self::from_node(Arc::new(InsertNode::into_target(Target { source: table })))
    }
}

impl<M, R> Insert<M, R> {
    /// Adds rows: an assignment, a tuple of them, a model, or several of these.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let row = |id, name: &'static str| (author::id.to(id), author::name.to(name));
    /// assert_eq!(
    ///     author::insert().values([row(1, "Jane"), row(2, "James")]).compile(&Ansi)?.text(),
    ///     "INSERT INTO author (id, name) VALUES (?, ?), (?, ?)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn values(self, values: impl IntoValues<M>) -> Self {
        self.edit(|insert| values.push_rows(insert.rows_mut()))
    }

    /// Adds rows as tuples of values for these columns.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub shelf ("shelf") { code: String [primary_key], capacity: i32 } }
    /// let stmt = shelf::insert().rows((shelf::code, shelf::capacity), [("A1", 30), ("A2", 40)]);
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "INSERT INTO shelf (code, capacity) VALUES (?, ?), (?, ?)");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn rows<C: ColumnList<M>, V: Fits<M, C>>(self, columns: C, rows: impl IntoIterator<Item = V>) -> Self {
        let names = names(&columns);
        self.edit(|insert| {
            let all = insert.rows_mut();
            for row in rows {
                let mut values: Vec<Node> = Vec::with_capacity(names.len());
                row.push_values(&mut values);
                all.push(names.iter().cloned().zip(values).collect());
            }
        })
    }

    /// One row of nothing but defaults.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(book::insert().default_values().compile(&Ansi)?.text(), "INSERT INTO book DEFAULT VALUES");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn default_values(self) -> Self {
        self.edit(|insert| insert.rows_mut().push(Vec::new()))
    }

    /// Assigns columns in every row that was given; in one row, if none was.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let stmt = author::insert().values([author::id.to(1), author::id.to(2)]).set(author::name.to("Jane"));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "INSERT INTO author (id, name) VALUES (?, ?), (?, ?)");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn set(self, assignments: impl Assignments<M>) -> Self {
        let mut list = Vec::new();
        assignments.push_assignments(&mut list);
        let set = row_of(list);
        self.edit(|insert| {
            let rows = insert.rows_mut();
            if rows.is_empty() {
                rows.push(Vec::new());
            }
            for row in rows {
                row.retain(|(name, _)| !set.iter().any(|(other, _)| other == name));
                row.extend(set.iter().cloned());
            }
        })
    }

    /// Gives the generated key of its row back, as [`Outcome`](crate::Outcome) tells it: by RETURNING where the protocol does
    /// not tell.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { note ("note") { id: Auto<i64> [primary_key], text: String } }
    /// assert_eq!(
    ///     note::insert().values(note::text.to("a")).return_key().compile(&Ansi)?.text(),
    ///     "INSERT INTO note (text) VALUES (?) RETURNING note.id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn return_key(self) -> Self {
        self.edit(|insert| insert.implicit = Implicit::Key)
    }

    /// Gives every column back that no value was given for, where INSERT can return.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { note ("note") { id: Auto<i64> [primary_key], text: String } }
    /// assert_eq!(
    ///     note::insert().values(note::text.to("a")).return_defaults().compile(&Ansi)?.text(),
    ///     "INSERT INTO note (text) VALUES (?) RETURNING note.id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn return_defaults(self) -> Self {
        self.edit(|insert| insert.implicit = Implicit::Defaults)
    }
}

impl InsertNode {
    fn rows_mut(&mut self) -> &mut Vec<ValueRow> {
        if !matches!(self.values, InsertValues::Rows(_)) {
            self.values = InsertValues::Rows(Vec::new());
        }
        match &mut self.values {
            InsertValues::Rows(rows) => rows,
            _ => unreachable!("the rows were just put there"),
        }
    }
}

// Stands here, for the compiler shows it where rows are asked of a statement without them.
impl<M, R: Shape> Query for Insert<M, Returning<R>> {
    type Row = R;

    fn reading(&self) -> Reading {
        Reading::overwriting(Overwrite::Unedited)
    }
}
