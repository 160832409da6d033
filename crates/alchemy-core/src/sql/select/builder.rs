//! `Select<R>`: a SELECT and the type of its rows.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Compiled, Key, Keyed, Render, Renderer};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::row::{Overwrite, Shape};
use crate::sql::{Columns, Kept, Prepared, Projection, Query, Reading, SelectNode, Statement};

/// A SELECT whose rows are `R`. One type, whatever is chained onto it; cheap to clone.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// let stmt = select((users::id, users::name)).filter(users::name.like("s%")).order_by(users::id).limit(10);
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     "SELECT user_account.id, user_account.name FROM user_account WHERE user_account.name LIKE ? \
///      ORDER BY user_account.id LIMIT ?",
/// );
/// # Ok::<(), Error>(())
/// ```
pub struct Select<R> {
    pub(super) node: Arc<SelectNode>,
    pub(super) row: PhantomData<fn() -> R>,
}

/// Selects columns, expressions or entities: one, or a tuple of up to 16, which may be nested.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select((book::id, book::pages + 1)).compile(&Ansi)?.text(),
///     "SELECT book.id, book.pages + ? AS anon_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn select<C: Columns>(columns: C) -> Select<C::Row> {
    let mut node = SelectNode::default();
    columns.push_columns(&mut node.projection);
    Select::from_node(node)
}

impl<R> Select<R> {
    /// Gives an erased SELECT its row type. The caller vouches for it.
    pub fn from_node(node: SelectNode) -> Self {
        Select { node: Arc::new(node), row: PhantomData }
    }

    /// The erased SELECT.
    pub fn node(&self) -> &Arc<SelectNode> {
        &self.node
    }

    /// Changes the erased SELECT; for crates that add clauses of their own.
    #[must_use]
    pub fn edit(mut self, change: impl FnOnce(&mut SelectNode)) -> Self {
        // A copy, even where nobody else holds it, would be wasteful; but what it was compiled to must go.
        match Arc::get_mut(&mut self.node) {
            Some(node) => {
                node.kept.clear();
                change(node);
            }
            None => {
                let mut node = (*self.node).clone();
                change(&mut node);
                self.node = Arc::new(node);
            }
        }
        self
    }

    /// Its SQL in a dialect; no connection is needed.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let compiled = select(book::title).filter(book::id.eq(4)).compile(&Ansi)?;
    /// assert_eq!(compiled.text(), "SELECT book.title FROM book WHERE book.id = ?");
    /// assert_eq!(compiled.params(), [Value::Int(4)]);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    pub fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled> {
        match &self.node.loading {
            Some(plan) => Compiled::of(&plan.widen(&self.node)?.0, dialect),
            None => Compiled::of(&*self.node, dialect),
        }
    }
}

impl<R> Clone for Select<R> {
    fn clone(&self) -> Self {
        Select { node: self.node.clone(), row: PhantomData }
    }
}

impl<R> fmt::Debug for Select<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

impl<R> Statement for Select<R> {
    fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        self.node.prepare(dialect)
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        self.node.key(key);
    }

    fn kept(&self) -> Option<&Kept> {
        Some(&self.node.kept)
    }

    fn projection(&self) -> Option<&Projection> {
        Some(&self.node.projection)
    }

    fn write(&self, r: &mut Renderer<'_>) -> Result<()> {
        match &self.node.loading {
            Some(plan) => plan.widen(&self.node)?.0.render(r),
            None => self.node.render(r),
        }
    }
}

impl<R: Shape> Query for Select<R> {
    type Row = R;

    fn reading(&self) -> Reading {
        Reading::overwriting(if self.node.is_locking() { Overwrite::Unedited } else { Overwrite::Stale })
    }

    fn readable(&self) -> Result<()> {
        self.node.check_outer(R::unreadable)
    }
}
