//! The clauses that few SELECTs have, kept together so that the others stay small; hints, prefixes and suffixes among them.

use std::sync::Arc;

use crate::compile::{Keyed, Renderer};
use crate::schema::Name;
use crate::sql::{CteNode, IntoCtes};
use crate::sql::{ExtensionPoint, IntoFrom, Lock, Node, Select, SelectNode, Source};

/// The clauses that few SELECTs have.
#[derive(Debug, Clone, Default)]
pub struct Extra {
    /// DISTINCT ON.
    pub distinct_on: Vec<Node>,
    /// FOR UPDATE and its relatives.
    pub lock: Option<Lock>,
    /// What stands behind the word SELECT.
    pub prefixes: Vec<Verbatim>,
    /// What stands behind all clauses.
    pub hints: Vec<Verbatim>,
    /// What stands at the end.
    pub suffixes: Vec<Verbatim>,
    /// What stands beside a table in FROM.
    pub table_hints: Vec<(Source, Verbatim)>,
    /// Clauses of the program's own.
    pub extensions: Vec<(ExtensionPoint, Node)>,
    /// Common table expressions that nothing in the statement names.
    pub ctes: Vec<Arc<CteNode>>,
}

impl Keyed for Extra {
    crate::key!(distinct_on, lock, prefixes, hints, suffixes, table_hints, extensions, ctes);
}

/// Text of the program's own at a fixed place of a statement: for every dialect, or for one.
#[derive(Debug, Clone)]
pub struct Verbatim {
    /// The text.
    pub text: Name,
    /// The name of the one dialect that it is for.
    pub dialect: Option<Name>,
}

impl Keyed for Verbatim {
    crate::key!(text, dialect);
}

impl Verbatim {
    /// For every dialect.
    ///
    /// ```
    /// use alchemy_core::{Verbatim, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).prefix_with(Verbatim::new("/* all */")).compile(&Ansi)?.text(),
    ///     "SELECT /* all */ book.id FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(text: &str) -> Self {
        Verbatim { text: text.into(), dialect: None }
    }

    /// For the dialect of that name.
    ///
    /// ```
    /// use alchemy_core::{Verbatim, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).prefix_with(Verbatim::new("HIGH_PRIORITY").only_for("mysql")).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn only_for(mut self, dialect: &str) -> Self {
        self.dialect = Some(dialect.into());
        self
    }

    /// Whether it is for the dialect that is being written.
    pub(crate) fn is_for(&self, r: &Renderer<'_>) -> bool {
        self.is_meant_for(r.dialect().name())
    }

    fn is_meant_for(&self, dialect: &str) -> bool {
        self.dialect.as_deref().is_none_or(|only| only == dialect)
    }

    /// Writes it, if it is for the dialect.
    pub fn render(&self, r: &mut Renderer<'_>) {
        if self.is_for(r) {
            r.word(&self.text);
        }
    }
}

impl From<&str> for Verbatim {
    fn from(text: &str) -> Self {
        Verbatim::new(text)
    }
}

/// Where a dialect writes a hint about a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HintPlace {
    /// Before its name.
    Before,
    /// Behind its name.
    Behind,
    /// Nowhere: the dialect takes none.
    Nowhere,
}

impl SelectNode {
    /// The clauses that few SELECTs have, to be changed.
    pub fn extra(&mut self) -> &mut Extra {
        self.extra.get_or_insert_default()
    }
}

impl<R> Select<R> {
    /// Text behind the word SELECT, for every dialect, or for one. It is the program's own and written as it is.
    ///
    /// ```
    /// use alchemy_core::{Verbatim, dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let stmt = select(users::id).prefix_with(Verbatim::new("HIGH_PRIORITY").only_for("mysql")).suffix_with("/* nightly */");
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT user_account.id FROM user_account /* nightly */");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn prefix_with(self, text: impl Into<Verbatim>) -> Self {
        self.edit(|select| select.extra().prefixes.push(text.into()))
    }

    /// Text at the end of the statement.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).limit(1).suffix_with("/* one */").compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book LIMIT ? /* one */",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn suffix_with(self, text: impl Into<Verbatim>) -> Self {
        self.edit(|select| select.extra().suffixes.push(text.into()))
    }

    /// A hint behind the last clause.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).with_statement_hint("OPTION (RECOMPILE)").compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book OPTION (RECOMPILE)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn with_statement_hint(self, text: impl Into<Verbatim>) -> Self {
        self.edit(|select| select.extra().hints.push(text.into()))
    }

    /// A hint about one table, which the dialect writes beside its name in FROM.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).with_hint(book, "TABLESAMPLE SYSTEM (10)").compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book TABLESAMPLE SYSTEM (10)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` for a hint that the dialect does not know.
    #[must_use]
    pub fn with_hint(self, table: impl IntoFrom, text: impl Into<Verbatim>) -> Self {
        self.edit(|select| select.extra().table_hints.push((table.into_from(), text.into())))
    }

    /// Puts common table expressions into its WITH that it does not select from.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let extra = select(users::id).cte("extra");
    /// assert_eq!(
    ///     select(users::name).add_cte(&extra).compile(&Ansi)?.text(),
    ///     "WITH extra AS (SELECT user_account.id AS id FROM user_account) SELECT user_account.name FROM user_account",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn add_cte(self, ctes: impl IntoCtes) -> Self {
        self.edit(|select| ctes.push_ctes(&mut select.extra().ctes))
    }
}
