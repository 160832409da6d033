//! The rows of RETURNING as they were before the statement, and as they are after it.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Rebound, Render, Renderer};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Name;
use crate::sql::{
    Columns, Construct, Delete, Expr, Insert, IntoExpr, NamedAfter, Node, NotNullOf, Projection, Returning, Source, Update,
};

/// Marks a row that is there: every row that an UPDATE returns, before and after.
#[derive(Debug)]
pub enum Present {}

/// Marks a row that may be missing: before an INSERT, after a DELETE. Its columns are then NULL.
#[derive(Debug)]
pub enum Missing {}

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Version {
    Old,
    New,
}

/// A written row before the statement, or after it; made by `returning_with`.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key], pages: i64 } }
/// let stmt = book::delete().returning_with(|old, new| (old.get(book::id), old.get(book::pages + 1), new.get(book::id)));
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     "DELETE FROM book RETURNING old.id AS id, old.pages + ? AS anon_1, new.id AS id__1",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug)]
pub struct RowVersion<P> {
    version: Version,
    source: Source,
    presence: PhantomData<fn() -> P>,
}

/// An expression over the row before the statement, or after it.
#[derive(Debug)]
struct OfVersion {
    operand: Node,
    version: Version,
    source: Source,
}

/// How the two rows are called in a RETURNING.
#[derive(Debug, Clone)]
pub(crate) struct VersionNames {
    old: Name,
    new: Name,
}

impl<P> RowVersion<P> {
    fn of(version: Version, source: &Source) -> Self {
        RowVersion { version, source: source.clone(), presence: PhantomData }
    }

    fn node(&self, operand: Node) -> Node {
        Node::Extension(Arc::new(OfVersion { operand, version: self.version, source: self.source.clone() }))
    }
}

impl RowVersion<Present> {
    /// A column of the row, or an expression over its columns.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = book::update().set(book::pages.to(1)).returning_with(|old, _| old.get(book::pages));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "UPDATE book SET pages=? RETURNING old.pages AS pages");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn get<E: IntoExpr>(&self, expr: E) -> Expr<E::Value> {
        Expr::from_node(self.node(expr.into_expr().into_node()))
    }
}

impl RowVersion<Missing> {
    /// A column of the row, or an expression over its columns.
    ///
    /// ```
    /// use alchemy_core::{Query, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// fn of_row<R>(query: impl Query<Row = R>) -> impl Query<Row = R> {
    ///     query
    /// }
    /// let stmt = book::delete().returning_with(|_, new| new.get(book::pages));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "DELETE FROM book RETURNING new.pages AS pages");
    /// of_row::<Option<i64>>(stmt);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn get<E: IntoExpr>(&self, expr: E) -> Expr<Option<NotNullOf<E>>> {
        Expr::from_node(self.node(expr.into_expr().into_node()))
    }
}

impl Construct for OfVersion {
    crate::key!(operand, source; version);

    fn precedence(&self) -> u8 {
        self.operand.precedence()
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }

    fn naming(&self) -> NamedAfter<'_> {
        NamedAfter::Operand(&self.operand)
    }
}

impl Render for OfVersion {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let Some(names) = r.versions.clone() else {
            let message = "the rows before and after a statement are known only in its RETURNING";
            return Err(Error::new(ErrorKind::Programming, message));
        };
        let name = if self.version == Version::Old { names.old } else { names.new };
        r.rebinding(Rebound::Row(self.source.clone(), name), |r| self.operand.render(r))
    }
}

/// Whether it is asked for a row before or after the statement, outside of subqueries.
fn asks(node: &Node) -> bool {
    if let Node::Extension(construct) = node {
        let any: &dyn std::any::Any = &**construct;
        if any.is::<OfVersion>() {
            return true;
        }
    }
    let mut found = false;
    node.children(&mut |child| found |= asks(child));
    found
}

/// Behind the word RETURNING: says how the two rows are called in it, and writes that where another table has their names.
pub(super) fn name_versions(r: &mut Renderer<'_>, projection: &Projection, target: &Source) -> Result<()> {
    let asked = projection.items.iter().flatten().any(asks);
    if !r.features().row_versions {
        return if asked { Err(r.unsupported("RETURNING rows as they were before or after")) } else { Ok(()) };
    }
    let known = r.scopes.last().into_iter().flat_map(|scope| &scope.sources).chain([target]);
    let taken = |name: &Name| ["old", "new"].iter().any(|word| name.eq_ignore_ascii_case(word));
    let named = |source: &Source| match (source.alias(), source) {
        (None, Source::Table { table, .. }) => taken(table.name()),
        _ => taken(&source.text()),
    };
    if !known.into_iter().any(named) {
        r.versions = Some(VersionNames { old: Name::unquoted("old"), new: Name::unquoted("new") });
    } else if asked {
        let (old, new) = (r.fresh_name(&Name::Static("old")), r.fresh_name(&Name::Static("new")));
        r.word("WITH (OLD AS");
        r.free_name(&old)?;
        r.glue(",");
        r.word("NEW AS");
        r.free_name(&new)?;
        r.glue(")");
        r.versions = Some(VersionNames { old, new });
    }
    Ok(())
}

macro_rules! statements {
    ($($(#[$doc:meta])* $statement:ident $old:ident $new:ident,)*) => {$(
        impl<M> $statement<M> {
            $(#[$doc])*
            ///
            /// # Errors
            /// Compiling is `Unsupported` where RETURNING knows the rows in one state only.
            #[must_use]
            pub fn returning_with<C: Columns>(
                self,
                columns: impl FnOnce(&RowVersion<$old>, &RowVersion<$new>) -> C,
            ) -> $statement<M, Returning<C::Row>> {
                let source = self.node().table.source.clone();
                let columns = columns(&RowVersion::of(Version::Old, &source), &RowVersion::of(Version::New, &source));
                self.returning(columns)
            }
        }
    )*};
}

statements! {
    /// Gives these columns and expressions, over the rows that were there before (of an upsert; else they are missing) and the
    /// rows that are there now.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub item ("item") { code: String [primary_key], price: i32 } }
    /// let stmt = item::insert()
    ///     .values((item::code.to("a"), item::price.to(3)))
    ///     .on_conflict(item::code)
    ///     .do_update(|row| item::price.to(row.excluded(item::price)))
    ///     .returning_with(|old, new| (old.get(item::price), new.get(item::price)));
    /// assert!(stmt.compile(&Ansi)?.text().ends_with("RETURNING old.price AS price, new.price AS price__1"));
    /// # Ok::<(), Error>(())
    /// ```
    Insert Missing Present,
    /// Gives these columns and expressions, over the rows as they were before and as they are now.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub item ("item") { code: String [primary_key], price: i32 } }
    /// let stmt = item::update().set(item::price.to(item::price + 1)).returning_with(|old, new| {
    ///     (item::code, old.get(item::price), new.get(item::price) - old.get(item::price))
    /// });
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "UPDATE item SET price=(item.price + ?) RETURNING item.code, old.price AS price, new.price - old.price AS anon_1",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    Update Present Present,
    /// Gives these columns and expressions, over the rows as they were before; there are none now.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub item ("item") { code: String [primary_key], price: i32 } }
    /// let stmt = item::delete().returning_with(|old, _| old.get(item::price * 2).label("doubled"));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "DELETE FROM item RETURNING old.price * ? AS doubled");
    /// # Ok::<(), Error>(())
    /// ```
    Delete Present Missing,
}
