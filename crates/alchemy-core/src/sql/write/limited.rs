//! ORDER BY and LIMIT of an UPDATE or DELETE: which rows, where not all of them are meant.

use crate::compile::{Keyed, Render, Renderer};
use crate::error::Result;
use crate::sql::{Delete, IntoOrder, Order, Update};

/// ORDER BY and LIMIT of an UPDATE or DELETE.
#[derive(Debug, Clone, Default)]
pub struct Limited {
    /// In which order rows are taken.
    pub order_by: Vec<Order>,
    /// How many at most.
    pub limit: Option<u64>,
}

impl Keyed for Limited {
    crate::key!(order_by; limit);
}

impl Limited {
    /// Refuses it where it cannot stand.
    pub(super) fn must_be_empty(&self, r: &Renderer<'_>, what: &str) -> Result<()> {
        if self.limit.is_none() && self.order_by.is_empty() { Ok(()) } else { Err(r.unsupported(what)) }
    }

    /// Writes it.
    pub(super) fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if !r.features().write_limit {
            self.must_be_empty(r, "ORDER BY or LIMIT in an UPDATE or DELETE")?;
        }
        if !self.order_by.is_empty() {
            r.word("ORDER BY");
            r.list(&self.order_by, |r, order| order.render(r))?;
        }
        if let Some(limit) = self.limit {
            r.word("LIMIT");
            r.word(&limit.to_string());
        }
        Ok(())
    }
}

macro_rules! ordered {
    ($($(#[$doc:meta])* $statement:ident,)*) => {$(
        impl<M, R> $statement<M, R> {
            $(#[$doc])*
            #[must_use]
            pub fn order_by(self, orders: impl IntoOrder) -> Self {
                self.edit(|node| orders.push_orders(&mut node.limited.order_by))
            }
        }
    )*};
}

ordered! {
    /// In which order rows are changed.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = book::update().set(book::pages.to(1)).order_by(book::id).limit(1);
    /// // Standard SQL has neither.
    /// assert_eq!(stmt.compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where UPDATE knows no order.
    Update,
    /// In which order rows are deleted.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = book::delete().order_by(book::pages).limit(1);
    /// // Standard SQL has neither.
    /// assert_eq!(stmt.compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where DELETE knows no order.
    Delete,
}

macro_rules! limited {
    ($($(#[$doc:meta])* $statement:ident,)*) => {$(
        impl<M, R> $statement<M, R> {
            $(#[$doc])*
            #[must_use]
            pub fn limit(self, rows: u64) -> Self {
                self.edit(|node| node.limited.limit = Some(rows))
            }
        }
    )*};
}

limited! {
    /// How many rows are changed at most.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = book::update().set(book::pages.to(1)).limit(1);
    /// // Standard SQL has no LIMIT here.
    /// assert_eq!(stmt.compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where UPDATE has no LIMIT.
    Update,
    /// How many rows are deleted at most.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = book::delete().limit(1);
    /// // Standard SQL has no LIMIT here.
    /// assert_eq!(stmt.compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where DELETE has no LIMIT.
    Delete,
}
