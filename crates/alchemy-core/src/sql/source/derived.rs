//! `(SELECT …) AS name`.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Key, Keyed, Place, Renderer};
use crate::dialect::ValuesSpelling;
use crate::error::{Error, Result};
use crate::row::Shape;
use crate::schema::Name;
use crate::sql::{
    AliasId, Column, ColumnName, ColumnRef, Columns, IntoAlias, IntoFrom, NameBase, Node, Projection, Refused, RowSource, Source,
};
use crate::sql::{CteNode, selected_again};
use crate::types::SqlValue;

/// `[LATERAL] (SELECT …) AS name`.
#[derive(Debug)]
pub struct Derived {
    /// What gives the rows.
    pub rows: Arc<dyn RowSource>,
    /// Its name.
    pub alias: AliasId,
    /// Whether it sees what stands before it in FROM.
    pub lateral: bool,
    /// The columns whose names the statement chooses: the name by which they are referred to, and what the name is made
    /// from.
    pub(crate) chosen: Vec<(Name, NameBase)>,
}

impl Keyed for Derived {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        // The chosen names follow from the rows.
        let Derived { rows, alias, lateral, chosen: _ } = self;
        rows.key(key);
        alias.key(key);
        key.plain(lateral);
    }
}

impl Derived {
    /// Rows under a name.
    pub fn new(rows: Arc<dyn RowSource>, name: impl IntoAlias, lateral: bool) -> Self {
        let chosen = rows.projection().map(|projection| projection.chosen_names()).unwrap_or_default();
        Derived { rows, alias: AliasId::new(name, &Name::Static("anon")), lateral, chosen }
    }

    /// Writes it as FROM does.
    pub(crate) fn define(&self, r: &mut Renderer<'_>, source: &Source) -> Result<()> {
        if self.lateral {
            if !r.features().lateral {
                return Err(r.unsupported("LATERAL"));
            }
            r.word("LATERAL");
        }
        let id = std::ptr::from_ref(self).addr();
        let place = if self.lateral { Place::Lateral(id) } else { Place::Derived(id) };
        let names = self.rows.column_names();
        if !names.is_empty() && r.features().combining.values == ValuesSpelling::Cte {
            return self.define_as_cte(r, source);
        }
        r.parens(|r| r.apart(place, |r| self.rows.render(r)))?;
        r.word("AS");
        r.source_name(source)?;
        if names.is_empty() {
            return Ok(());
        }
        r.parens(|r| r.list(names, |r, name| r.free_name(name)))
    }

    /// Where names of columns are taken in WITH only.
    fn define_as_cte(&self, r: &mut Renderer<'_>, source: &Source) -> Result<()> {
        if self.lateral || self.rows.names_columns() {
            return Err(r.unsupported("VALUES that looks at other tables"));
        }
        r.need_cte(&Arc::new(CteNode::new(self.alias.clone(), self.rows.clone(), false)))?;
        r.source_name(source)
    }
}

/// A SELECT to select from; made by [`Select::subquery`](crate::Select::subquery) and
/// [`Select::lateral`](crate::Select::lateral).
pub struct Subquery<R> {
    pub(crate) derived: Arc<Derived>,
    row: PhantomData<fn() -> R>,
}

impl<R> Subquery<R> {
    /// What gives rows `R`, under a name. The caller vouches for the type.
    pub fn of(rows: Arc<dyn RowSource>, name: impl IntoAlias, lateral: bool) -> Self {
        Subquery { derived: Arc::new(Derived::new(rows, name, lateral)), row: PhantomData }
    }

    /// One of its columns: by name, or by the column that was selected.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let s = select((users::id, func::lower(users::name).label("low"))).filter(users::id.gt(1)).subquery("s");
    /// let stmt = select((s.c(users::id), s.c::<String>("low")));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT s.id, s.low FROM (SELECT user_account.id AS id, lower(user_account.name) AS low FROM user_account \
    ///      WHERE user_account.id > ?) AS s",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn c<T: SqlValue>(&self, column: impl ColumnName<T>) -> Column<T> {
        Column::in_source(self.source(), column.column_name())
    }

    /// As a source.
    pub fn source(&self) -> Source {
        Source::Derived(self.derived.clone())
    }

    /// The same rows under another name, to join them with themselves.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let a = select((users::id, users::name)).subquery("a");
    /// let b = a.alias("b");
    /// assert_eq!(
    ///     select((a.c(users::id), b.c(users::id))).filter(a.c(users::name).eq(b.c(users::name))).compile(&Ansi)?.text(),
    ///     "SELECT a.id, b.id AS id_1 FROM (SELECT user_account.id AS id, user_account.name AS name FROM user_account) AS a, \
    ///      (SELECT user_account.id AS id, user_account.name AS name FROM user_account) AS b WHERE a.name = b.name",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn alias(&self, name: impl IntoAlias) -> Subquery<R> {
        Subquery::of(self.derived.rows.clone(), name, self.derived.lateral)
    }

    /// All of its columns, to be selected.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let few: Select<(i64, String)> = select(select((users::id, users::name)).limit(3).subquery("few").all());
    /// assert_eq!(
    ///     few.compile(&Ansi)?.text(),
    ///     "SELECT few.id, few.name FROM (SELECT user_account.id AS id, user_account.name AS name FROM user_account \
    ///      LIMIT ?) AS few",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn all(&self) -> WholeSubquery<R> {
        WholeSubquery(self.clone())
    }
}

/// All columns of a subquery; made by [`Subquery::all`].
#[derive(Debug)]
pub struct WholeSubquery<R>(Subquery<R>);

impl<R: Shape> Columns for WholeSubquery<R> {
    type Row = R;

    fn push_columns(self, projection: &mut Projection) {
        let source = self.0.source();
        let rows = &self.0.derived.rows;
        let inner = rows.projection();
        let mut names = match inner {
            Some(inner) => inner.names(),
            None => rows.column_names().iter().cloned().map(Some).collect(),
        };
        if names.is_empty() {
            // Text, whose columns are known to the database only.
            names.push(None);
        }
        let mut items = inner.into_iter().flat_map(|inner| inner.items.iter().flatten());
        for name in names {
            let inner = items.next();
            projection.push(match name {
                Some(name) => {
                    let column = Node::Column(ColumnRef { source: source.clone(), name });
                    match inner {
                        Some(inner) => selected_again(column, inner),
                        None => column,
                    }
                }
                None => Refused(Error::nameless_column()).into(),
            });
        }
    }
}

impl<R> IntoFrom for &Subquery<R> {
    fn into_from(self) -> Source {
        self.source()
    }
}

impl<R> Clone for Subquery<R> {
    fn clone(&self) -> Self {
        Subquery { derived: self.derived.clone(), row: PhantomData }
    }
}

impl<R> fmt::Debug for Subquery<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.derived.fmt(f)
    }
}
