//! `Update<M, R>`: an UPDATE of `M` and the type of the rows that it gives. Methods that it has in common
//! with others stand in [`write`](crate::sql::write), by clause.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::row::{Overwrite, Shape};
use crate::sql::write::columns::refs;
use crate::sql::write::update::UpdateNode;
use crate::sql::{
    Assigned, Assignments, ColumnList, Fits, IntoFrom, NoRows, Query, Reading, Returning, ScalarSubquery, Select, Source, Target,
};

/// An UPDATE of `M`; it gives rows only with [`Update::returning`].
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// let stmt = users::update().set(users::name.to("gary")).filter(users::id.eq(1));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "UPDATE user_account SET name=? WHERE user_account.id = ?");
/// # Ok::<(), Error>(())
/// ```
pub struct Update<M, R = NoRows> {
    pub(in crate::sql::write) node: Arc<UpdateNode>,
    pub(in crate::sql::write) types: PhantomData<fn() -> (M, R)>,
}

impl<M> Update<M> {
    /// An UPDATE of a table, without assignments yet.
    ///
    /// ```
    /// use alchemy_core::{Update, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     Update::<()>::of_table(book::table().source()).set(book::pages.to(1)).compile(&Ansi)?.text(),
    ///     "UPDATE book SET pages=?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn of_table(table: Source) -> Self {
        Self::from_node(Arc::new(UpdateNode::of(Target { source: table })))
    }
}

impl<M, R> Update<M, R> {
    /// Assigns columns, in the order of the table's columns where the table is known. Without any, every column is assigned a
    /// parameter of its name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     book::update().set((book::pages.to(1), book::title.to("Emma"))).compile(&Ansi)?.text(),
    ///     "UPDATE book SET title=?, pages=?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn set(self, assignments: impl Assignments<M>) -> Self {
        self.edit(|update| assignments.push_assignments(&mut update.set))
    }

    /// Assigns columns in the order given: where a database evaluates assignments one after the other, it matters.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     book::update().ordered_values((book::pages.to(1), book::title.to("Emma"))).compile(&Ansi)?.text(),
    ///     "UPDATE book SET pages=?, title=?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn ordered_values(self, assignments: impl Assignments<M>) -> Self {
        self.set(assignments).edit(|update| update.ordered = true)
    }

    /// Assigns several columns at once: `SET (a, b)=(SELECT x, y …)`.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub item ("item") { id: i32, price: i32, weight: i32 } }
    /// table! { pub offer ("offer") { id: i32, price: i32, weight: i32 } }
    /// let offered = select((offer::price, offer::weight)).filter(offer::id.eq(item::id));
    /// let stmt = item::update().set_row((item::price, item::weight), offered);
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "UPDATE item SET (price, weight)=(SELECT offer.price, offer.weight FROM offer WHERE offer.id = item.id)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where columns are assigned one by one.
    #[must_use]
    pub fn set_row<C: ColumnList<M>, V: Fits<M, C>>(self, columns: C, row: Select<V>) -> Self {
        let value = ScalarSubquery { rows: row.node().clone() }.into();
        self.edit(|update| update.set.push((Assigned::Row(refs(&columns)), value)))
    }

    /// Looks at another table, besides those that the expressions name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// let stmt = book::update().set(book::title.to(author::name)).from(author).filter(author::id.eq(book::author_id));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "UPDATE book SET title=author.name FROM author WHERE author.id = book.author_id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where UPDATE looks at one table only.
    #[must_use]
    pub fn from(self, source: impl IntoFrom) -> Self {
        self.edit(|update| update.from.push(source.into_from()))
    }
}

// Stands here, for the compiler shows it where rows are asked of a statement without them.
impl<M, R: Shape> Query for Update<M, Returning<R>> {
    type Row = R;

    fn reading(&self) -> Reading {
        Reading::overwriting(Overwrite::Unedited)
    }
}
