//! `Cte<R>`: what programs hold of a common table expression.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::error::{Error, ErrorKind};
use crate::row::Shape;
use crate::schema::Name;
use crate::sql::NameBase;
use crate::sql::cte::reference::Link;
use crate::sql::{
    AliasId, Column, ColumnName, Columns, CteNode, CteRef, IntoAlias, IntoFrom, Materialized, Projection, Refused, Source, Verbatim,
};
use crate::types::SqlValue;

/// A common table expression whose rows are `R`, to select from; made by [`Rows::cte`](crate::Rows::cte). Each statement
/// that uses it, however often, has it once in its WITH. Cheap to clone.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub orders ("orders") { region: String, amount: i64 } }
/// let regional = select((orders::region, func::sum(orders::amount).label("total"))).group_by(orders::region).cte("regional");
/// let stmt = select(regional.c(orders::region)).filter(regional.c::<i64>("total").gt(100));
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     "WITH regional AS (SELECT orders.region AS region, sum(orders.amount) AS total FROM orders GROUP BY orders.region) \
///      SELECT regional.region FROM regional WHERE regional.total > ?",
/// );
/// # Ok::<(), Error>(())
/// ```
pub struct Cte<R> {
    node: Option<Arc<CteNode>>,
    /// Kept, as it is known by its place in memory.
    source: Source,
    /// What the names of an alias, and of the whole, are made from.
    of: CteRef,
    columns: Arc<[Option<Name>]>,
    row: PhantomData<fn() -> R>,
}

impl<R> Cte<R> {
    pub(super) fn new(node: CteNode) -> Self {
        let columns = node.columns().into();
        let node = Arc::new(node);
        Cte::of(Some(node.clone()), CteRef { cte: Link::Whole(node), alias: None }, columns)
    }

    /// What stands for it inside of itself.
    pub(super) fn itself(alias: AliasId, chosen: Vec<(Name, NameBase)>, columns: Vec<Option<Name>>) -> Self {
        Cte::of(None, CteRef { cte: Link::Itself { alias, chosen }, alias: None }, columns.into())
    }

    fn of(node: Option<Arc<CteNode>>, of: CteRef, columns: Arc<[Option<Name>]>) -> Self {
        Cte { node, source: Source::item(of.clone()), of, columns, row: PhantomData }
    }

    fn edit(self, change: impl FnOnce(&mut CteNode)) -> Self {
        let Some(node) = &self.node else { return self };
        let mut node = (**node).clone();
        change(&mut node);
        Cte::new(node)
    }

    /// The columns that its rows give, where they are known.
    pub(crate) fn projection(&self) -> Option<&Projection> {
        self.node.as_ref().and_then(|node| node.rows.projection())
    }

    /// One of its columns: by name, or by the column that was selected.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let long = select((book::id, book::pages.label("size"))).cte("long");
    /// assert_eq!(
    ///     select((long.c(book::id), long.c::<i64>("size"))).compile(&Ansi)?.text(),
    ///     "WITH long AS (SELECT book.id AS id, book.pages AS size FROM book) SELECT long.id, long.size FROM long",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn c<T: SqlValue>(&self, column: impl ColumnName<T>) -> Column<T> {
        Column::in_source(self.source.clone(), column.column_name())
    }

    /// The same rows under another name, to be used beside it.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub book ("book") { id: i64, pages: i64 } }
    /// let c = select((book::id, book::pages)).cte("c");
    /// let d = c.alias("d");
    /// let stmt = select((c.c(book::id), d.c(book::id))).filter(c.c(book::pages).lt(d.c(book::pages)));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "WITH c AS (SELECT book.id AS id, book.pages AS pages FROM book) \
    ///      SELECT c.id, d.id AS id_1 FROM c, c AS d WHERE c.pages < d.pages",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn alias(&self, name: impl IntoAlias) -> Cte<R> {
        let alias = AliasId::new(name, &Name::Static("anon"));
        Cte::of(self.node.clone(), CteRef { cte: self.of.cte.clone(), alias: Some(alias) }, self.columns.clone())
    }

    /// Before the innermost SELECT that uses it, not before the whole statement.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub book ("book") { id: i64 } }
    /// let inner = select(book::id).cte("inner_c").nested();
    /// let outer = select(inner.c(book::id)).cte("outer_c");
    /// assert_eq!(
    ///     select(outer.c(book::id)).compile(&Ansi)?.text(),
    ///     "WITH outer_c AS (WITH inner_c AS (SELECT book.id AS id FROM book) SELECT inner_c.id AS id FROM inner_c) \
    ///      SELECT outer_c.id FROM outer_c",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn nested(self) -> Self {
        self.edit(|node| node.nested = true)
    }

    /// With rows made once, for all who use them. A hint: left out where the database takes none.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let ids = select(book::id).cte("ids").materialized();
    /// assert_eq!(
    ///     select(ids.c(book::id)).compile(&Ansi)?.text(),
    ///     "WITH ids AS MATERIALIZED (SELECT book.id AS id FROM book) SELECT ids.id FROM ids",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn materialized(self) -> Self {
        self.edit(|node| node.materialized = Some(Materialized::Yes))
    }

    /// As part of each statement that uses it. A hint: left out where the database takes none.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let ids = select(book::id).cte("ids").not_materialized();
    /// assert_eq!(
    ///     select(ids.c(book::id)).compile(&Ansi)?.text(),
    ///     "WITH ids AS NOT MATERIALIZED (SELECT book.id AS id FROM book) SELECT ids.id FROM ids",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn not_materialized(self) -> Self {
        self.edit(|node| node.materialized = Some(Materialized::No))
    }

    /// Words of the program's own before the rows, for one dialect or for all.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let ids = select(book::id).cte("ids").prefix_with("/* few */");
    /// assert_eq!(
    ///     select(ids.c(book::id)).compile(&Ansi)?.text(),
    ///     "WITH ids AS /* few */ (SELECT book.id AS id FROM book) SELECT ids.id FROM ids",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn prefix_with(self, words: impl Into<Verbatim>) -> Self {
        let words = words.into();
        self.edit(|node| node.prefixes.push(words))
    }

    /// Words of the program's own behind the rows, such as `SEARCH DEPTH FIRST BY id SET ordercol`.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let ids = select(book::id).cte("ids").suffix_with("SEARCH DEPTH FIRST BY id SET place");
    /// assert_eq!(
    ///     select(ids.c(book::id)).compile(&Ansi)?.text(),
    ///     "WITH ids AS (SELECT book.id AS id FROM book) SEARCH DEPTH FIRST BY id SET place SELECT ids.id FROM ids",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn suffix_with(self, words: impl Into<Verbatim>) -> Self {
        let words = words.into();
        self.edit(|node| node.suffixes.push(words))
    }

    /// As a source.
    pub fn source(&self) -> Source {
        self.source.clone()
    }
}

impl<R> IntoFrom for &Cte<R> {
    fn into_from(self) -> Source {
        self.source.clone()
    }
}

/// All of its columns.
impl<R: Shape> Columns for &Cte<R> {
    type Row = R;

    fn push_columns(self, projection: &mut Projection) {
        if self.columns.is_empty() || self.columns.iter().any(Option::is_none) {
            let message = "a common table expression of text does not know the names of its columns; select them by name";
            projection.push(Refused(Error::new(ErrorKind::Programming, message)).into());
        }
        for name in self.columns.iter().flatten() {
            projection.push(Column::<R>::in_source(self.source.clone(), name.clone()).to_node());
        }
    }
}

impl<R> Clone for Cte<R> {
    fn clone(&self) -> Self {
        Cte {
            node: self.node.clone(),
            source: self.source.clone(),
            of: self.of.clone(),
            columns: self.columns.clone(),
            row: PhantomData,
        }
    }
}

impl<R> fmt::Debug for Cte<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.of.fmt(f)
    }
}

/// Common table expressions for [`Select::add_cte`](crate::Select::add_cte): one, or a tuple of them.
pub trait IntoCtes {
    #[doc(hidden)]
    fn push_ctes(self, ctes: &mut Vec<Arc<CteNode>>);
}

impl<R> IntoCtes for &Cte<R> {
    fn push_ctes(self, ctes: &mut Vec<Arc<CteNode>>) {
        ctes.extend(self.node.clone());
    }
}

macro_rules! tuples {
    ($(($($t:ident $u:ident $i:tt)+))*) => {$(
        impl<$($t: IntoCtes),+> IntoCtes for ($($t,)+) {
            fn push_ctes(self, ctes: &mut Vec<Arc<CteNode>>) {
                $(self.$i.push_ctes(ctes);)+
            }
        }
    )*};
}
crate::for_tuples!(tuples);
