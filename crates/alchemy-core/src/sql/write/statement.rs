//! What INSERT, UPDATE and DELETE are alike in as statements: each holds its node, is compiled, and has rows if it returns
//! some. Clauses that several of them have stand in files of their own: `filter`, `limited`, `returning`, `verbatim`, `with`.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Compiled, Key, Keyed, Render, Renderer};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::sql::{
    Batch, CteNode, Delete, DeleteNode, Insert, InsertNode, NoRows, Prepared, Projection, Returning, RowSource, Rows, Statement,
    Update, UpdateNode, Verbatim,
};

/// Begins a statement: the common table expressions that nothing in it names, its word, and what stands behind that.
pub(super) fn begin(r: &mut Renderer<'_>, ctes: &[Arc<CteNode>], word: &str, prefixes: &[Verbatim]) -> Result<()> {
    for cte in ctes {
        r.need_cte(cte)?;
    }
    r.word(word);
    prefixes.iter().for_each(|prefix| prefix.render(r));
    Ok(())
}

macro_rules! statements {
    ($($(#[$doc:meta])* $statement:ident $node:ident $($batch:ident)?,)*) => {$(
        impl<M, R> $statement<M, R> {
            pub(super) fn from_node(node: Arc<$node>) -> Self {
                $statement { node, types: PhantomData }
            }

            pub(crate) fn into_node(self) -> Arc<$node> {
                self.node
            }

            /// The erased statement: what it writes, and what it returns.
            ///
            /// ```
            /// use alchemy_core::prelude::*;
            /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
            /// let (insert, update, delete) = (users::insert(), users::update(), users::delete().returning(users::id));
            /// for table in [&insert.node().table, &update.node().table, &delete.node().table] {
            ///     assert_eq!(table.source, users::table().source());
            /// }
            /// assert_eq!(delete.node().returning.items.len(), 1);
            /// ```
            pub fn node(&self) -> &Arc<$node> {
                &self.node
            }

            /// Changes the erased statement; for crates that add clauses of their own.
            ///
            /// ```
            /// use alchemy_core::{dialect::Ansi, prelude::*};
            /// # table! { author ("author") { id: i64 [primary_key], name: String } }
            /// let stmt = author::delete().edit(|delete| delete.prefixes.push("QUICK".into()));
            /// assert_eq!(stmt.compile(&Ansi)?.text(), "DELETE QUICK FROM author");
            /// # Ok::<(), Error>(())
            /// ```
            #[must_use]
            pub fn edit(mut self, change: impl FnOnce(&mut $node)) -> Self {
                change(Arc::make_mut(&mut self.node));
                self
            }

            $(#[$doc])*
            pub fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled> {
                Compiled::of(&*self.node, dialect)
            }
        }

        impl<M, R> Clone for $statement<M, R> {
            fn clone(&self) -> Self {
                Self::from_node(self.node.clone())
            }
        }

        impl<M, R> fmt::Debug for $statement<M, R> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.node.fmt(f)
            }
        }

        impl<M, R> Statement for $statement<M, R> {
            fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
                let prepared = Prepared::of(&*self.node, &**dialect)?;
                Ok(Prepared { positions: self.node.returning.positions().map(Into::into), ..prepared })
            }

            fn projection(&self) -> Option<&Projection> {
                Some(&self.node.returning)
            }

            fn key<'s>(&'s self, key: &mut Key<'s>) {
                self.node.key(key);
            }

            fn write(&self, r: &mut Renderer<'_>) -> Result<()> {
                self.node.render(r)
            }

            $(fn $batch(&self, dialect: &dyn Dialect, most: usize) -> Result<Option<Batch>> {
                self.node.$batch(dialect, most)
            })?
        }

        impl RowSource for $node {
            fn projection(&self) -> Option<&Projection> {
                Some(&self.returning).filter(|returning| !returning.is_empty())
            }

            fn writes(&self) -> bool {
                true
            }
        }

        impl<M, R> Rows for $statement<M, Returning<R>> {
            type Row = R;

            fn into_rows(self) -> Arc<dyn RowSource> {
                self.into_node()
            }
        }

        impl<M> Rows for $statement<M, NoRows> {
            type Row = ();

            fn into_rows(self) -> Arc<dyn RowSource> {
                self.into_node()
            }
        }
    )*};
}

statements! {
    /// Its SQL in a dialect.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let compiled = author::insert().values(author::name.to("Jane")).compile(&Ansi)?;
    /// assert_eq!((compiled.text(), compiled.params()), ("INSERT INTO author (name) VALUES (?)", &[Value::from("Jane")][..]));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say, `Programming` for columns that the table does not have.
    Insert InsertNode batch,
    /// Its SQL in a dialect.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let compiled = book::update().set(book::pages.to(1)).compile(&Ansi)?;
    /// assert_eq!((compiled.text(), compiled.params()), ("UPDATE book SET pages=?", &[Value::Int(1)][..]));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say, `Programming` for columns that the table does not have.
    Update UpdateNode,
    /// Its SQL in a dialect.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let compiled = book::delete().filter(book::id.eq(4)).compile(&Ansi)?;
    /// assert_eq!((compiled.text(), compiled.params()), ("DELETE FROM book WHERE book.id = ?", &[Value::Int(4)][..]));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    Delete DeleteNode,
}
