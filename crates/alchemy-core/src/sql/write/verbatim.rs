//! Text of the program's own in INSERT, UPDATE and DELETE: behind the word, and beside the table.

use crate::sql::{Delete, Insert, Update, Verbatim};

macro_rules! prefixed {
    ($($(#[$doc:meta])* $statement:ident,)*) => {$(
        impl<M, R> $statement<M, R> {
            $(#[$doc])*
            #[must_use]
            pub fn prefix_with(self, text: impl Into<Verbatim>) -> Self {
                self.edit(|node| node.prefixes.push(text.into()))
            }
        }
    )*};
}

prefixed! {
    /// Text behind the word INSERT, for every dialect, or for one. It is the program's own and written as it is.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub item ("item") { code: String } }
    /// let stmt = item::insert().prefix_with("OR IGNORE").values(item::code.to("a"));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "INSERT OR IGNORE INTO item (code) VALUES (?)");
    /// # Ok::<(), Error>(())
    /// ```
    Insert,
    /// Text behind the word UPDATE, for every dialect, or for one. It is the program's own and written as it is.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub item ("item") { code: String } }
    /// let stmt = item::update().prefix_with("LOW_PRIORITY").set(item::code.to("a"));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "UPDATE LOW_PRIORITY item SET code=?");
    /// # Ok::<(), Error>(())
    /// ```
    Update,
    /// Text behind the word DELETE, for every dialect, or for one. It is the program's own and written as it is.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub item ("item") { code: String } }
    /// let stmt = item::delete().prefix_with("QUICK");
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "DELETE QUICK FROM item");
    /// # Ok::<(), Error>(())
    /// ```
    Delete,
}

macro_rules! hinted {
    ($($(#[$doc:meta])* $statement:ident,)*) => {$(
        impl<M, R> $statement<M, R> {
            $(#[$doc])*
            #[must_use]
            pub fn with_hint(self, text: impl Into<Verbatim>) -> Self {
                self.edit(|node| node.hints.push(text.into()))
            }
        }
    )*};
}

hinted! {
    /// A hint about the table, which the dialect writes beside its name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = book::update().with_hint("WITH (ROWLOCK)").set(book::pages.to(1));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "UPDATE book WITH (ROWLOCK) SET pages=?");
    /// # Ok::<(), Error>(())
    /// ```
    Update,
    /// A hint about the table, which the dialect writes beside its name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = book::delete().with_hint("WITH (ROWLOCK)").filter(book::pages.eq(0));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "DELETE FROM book WITH (ROWLOCK) WHERE book.pages = ?");
    /// # Ok::<(), Error>(())
    /// ```
    Delete,
}
