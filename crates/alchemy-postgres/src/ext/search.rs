//! Full-text search: vectors, queries and what matches.

use alchemy_core::family::{ComparesWith, Textual};
use alchemy_core::func::IntoArguments;
use alchemy_core::{
    Dialect, Expr, Expression, ExtensionType, FamilyOf, Func, Inline, IntoExpr, Node, Result, SqlType, SqlValue, Value,
};

use super::family::families;
use super::{Infix, function};

/// The column types of full-text search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchType {
    /// `TSVECTOR`
    Vector,
    /// `TSQUERY`
    Query,
}

impl ExtensionType for SearchType {
    fn column_type(&self, dialect: &dyn Dialect) -> Result<String> {
        super::only_type_here(dialect, "full-text search by vectors")?;
        Ok(match self {
            SearchType::Vector => "TSVECTOR".into(),
            SearchType::Query => "TSQUERY".into(),
        })
    }
}

macro_rules! kinds {
    ($($family:ident $kind:literal, $value:ident $doc:literal $sql_type:expr;)*) => {$(
        families! { $kind $family }

        #[doc = $doc]
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $value(pub String);
        alchemy_core::sql_value!($value => $family, SqlType::extension($sql_type),
            from |value| match value.to_value()? {
                Value::Text(text) => Ok($value(text.to_string())),
                other => Err(alchemy_core::Error::bad_value(format!("{} is no {}", other.kind(), stringify!($value)))),
            },
            to |own| Value::from(own.0.as_str()));
    )*};
}
kinds! {
    SqlTsvector "The family of search vectors.",
    Tsvector "A document made ready to be searched, in the server's text form: `'fat':2 'rat':3`." SearchType::Vector;
    SqlTsquery "The family of search queries.",
    Tsquery "What is searched for, in the server's text form: `'fat' & 'rat'`." SearchType::Query;
}

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident -> $value:ty;)*) => {$(
        $(#[$doc])*
        pub fn $name(arguments: impl IntoArguments) -> Func<$value> {
            function(stringify!($name), arguments)
        }
    )*};
}
functions! {
    /// `to_tsvector([configuration,] document)`: a text made ready to be searched.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{TsOperators as _, to_tsquery, to_tsvector}};
    /// # table! { pub book ("book") { id: i64, title: String } }
    /// let found = to_tsvector(("english", book::title)).ts_match(to_tsquery(("english", "white & whale")));
    /// assert_eq!(
    ///     select(book::id).filter(found).compile(&Dialect::default())?.text(),
    ///     "SELECT book.id FROM book WHERE to_tsvector($1, book.title) @@ to_tsquery($2, $3)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    to_tsvector -> Tsvector;
    /// `to_tsquery([configuration,] query)`: a query in the language of `&`, `|`, `!` and `<->`.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::to_tsquery};
    /// let query = to_tsquery(("english", "white & !whale"));
    /// assert_eq!(select(query).compile(&Dialect::default())?.text(), "SELECT to_tsquery($1, $2) AS to_tsquery_1");
    /// # Ok::<(), Error>(())
    /// ```
    to_tsquery -> Tsquery;
    /// `plainto_tsquery([configuration,] words)`: all of the words.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{TsOperators as _, plainto_tsquery}};
    /// # table! { book ("book") { id: i64 [primary_key], title: String } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.ts_match(plainto_tsquery("white whale"))).compile(&Dialect::default())?.text(),
    ///     "SELECT book.id FROM book WHERE book.title @@ plainto_tsquery($1)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    plainto_tsquery -> Tsquery;
    /// `phraseto_tsquery([configuration,] words)`: the words one behind the other.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{TsOperators as _, phraseto_tsquery}};
    /// # table! { book ("book") { id: i64 [primary_key], title: String } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.ts_match(phraseto_tsquery("white whale"))).compile(&Dialect::default())?.text(),
    ///     "SELECT book.id FROM book WHERE book.title @@ phraseto_tsquery($1)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    phraseto_tsquery -> Tsquery;
    /// `websearch_to_tsquery([configuration,] words)`: as search engines understand it.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{TsOperators as _, websearch_to_tsquery}};
    /// # table! { book ("book") { id: i64 [primary_key], title: String } }
    /// let wanted = websearch_to_tsquery(("english", r#""white whale" -ship"#));
    /// assert_eq!(
    ///     select(book::id).filter(book::title.ts_match(wanted)).compile(&Dialect::default())?.text(),
    ///     "SELECT book.id FROM book WHERE book.title @@ websearch_to_tsquery($1, $2)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    websearch_to_tsquery -> Tsquery;
    /// `ts_headline([configuration,] document, query [, options])`: the document's part that matches.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{to_tsquery, ts_headline}};
    /// # table! { book ("book") { id: i64 [primary_key], title: String } }
    /// let shown = ts_headline((book::title, to_tsquery("whale"), "MaxWords=5, MinWords=2"));
    /// assert_eq!(
    ///     select(shown.label("shown")).compile(&Dialect::default())?.text(),
    ///     "SELECT ts_headline(book.title, to_tsquery($1), $2) AS shown FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ts_headline -> String;
    /// `ts_rank(vector, query)`: how well a vector matches.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{to_tsquery, to_tsvector, ts_rank}};
    /// # table! { book ("book") { id: i64 [primary_key], title: String } }
    /// let rank = ts_rank((to_tsvector(book::title), to_tsquery("whale")));
    /// assert_eq!(
    ///     select(book::id).order_by(rank.desc()).compile(&Dialect::default())?.text(),
    ///     "SELECT book.id FROM book ORDER BY ts_rank(to_tsvector(book.title), to_tsquery($1)) DESC",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ts_rank -> f32;
}

/// What can be searched: vectors, and text, of which the server makes one.
#[diagnostic::on_unimplemented(message = "`{Self}` cannot be searched")]
pub trait TsMatch {}
impl TsMatch for SqlTsvector {}
impl<F: Textual> TsMatch for F {}

/// The operators of full-text search.
pub trait TsOperators: Expression {
    /// `self @@ query`: whether the vector matches.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{TsOperators as _, to_tsquery}};
    /// # table! { book ("book") { id: i64, title: String } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.ts_match(to_tsquery("whale"))).compile(&Dialect::default())?.text(),
    ///     "SELECT book.id FROM book WHERE book.title @@ to_tsquery($1)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn ts_match<Q: IntoExpr>(self, query: Q) -> Expr<bool>
    where
        FamilyOf<Self>: TsMatch,
        SqlTsquery: ComparesWith<FamilyOf<Q>>,
    {
        Infix::typed(node(self), "@@", node(query))
    }

    /// `self @@ plainto_tsquery('configuration', words)`: whether the vector has all of the words. The configuration stands
    /// in the text, so that an index for it is found.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{TsOperators as _, to_tsvector}};
    /// # table! { book ("book") { id: i64, title: String } }
    /// let found = to_tsvector(("english", book::title)).ts_match_words("english", "white whale");
    /// assert_eq!(
    ///     select(book::id).filter(found).compile(&Dialect::default())?.text(),
    ///     "SELECT book.id FROM book WHERE to_tsvector($1, book.title) @@ plainto_tsquery('english', $2)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn ts_match_words<Q: IntoExpr>(self, configuration: &str, words: Q) -> Expr<bool>
    where
        FamilyOf<Self>: TsMatch,
        FamilyOf<Q>: Textual,
    {
        let configuration: Expr<String> = Expr::from_node(Node::from(Inline(configuration.into())));
        Infix::typed(node(self), "@@", node(plainto_tsquery((configuration, words))))
    }

    /// `self || right`: two vectors, or two queries, in one.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{TsOperators as _, to_tsvector}};
    /// # table! { book ("book") { title: String, blurb: String } }
    /// let both = to_tsvector(book::title).ts_join(to_tsvector(book::blurb));
    /// assert_eq!(
    ///     select(both.label("whole")).compile(&Dialect::default())?.text(),
    ///     "SELECT to_tsvector(book.title) || to_tsvector(book.blurb) AS whole FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn ts_join<R: IntoExpr>(self, right: R) -> Expr<<Self::Value as SqlValue>::NotNull>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        Infix::typed(node(self), "||", node(right))
    }
}

impl<E: Expression> TsOperators for E {}

fn node(expr: impl IntoExpr) -> Node {
    expr.into_expr().into_node()
}
