//! `MATCH (columns) AGAINST (words)`: full-text search over the columns of a full-text index.

use alchemy_core::{
    Construct, Error, ErrorKind, Expr, Expression, IntoExpr, IntoGroup, Key, Keyed, Node, Render, Renderer, Result,
};
use std::sync::Arc;

/// How the words are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SearchMode {
    /// As the server does without being told: in natural language.
    #[default]
    Unsaid,
    /// `IN BOOLEAN MODE`: `+` must be there, `-` must not.
    Boolean,
    /// `IN NATURAL LANGUAGE MODE`
    NaturalLanguage,
}

/// `MATCH (columns) AGAINST (words)`. As a value it is how well a row matches.
#[derive(Debug, Clone)]
pub struct MatchAgainst {
    /// The columns, those of one full-text index.
    pub columns: Vec<Node>,
    /// What is searched for.
    pub words: Node,
    /// How they are understood.
    pub mode: SearchMode,
    /// Searches a second time, for words that the first results have.
    pub expansion: bool,
}

/// `MATCH (columns) AGAINST (words)`: whether, and how well, some columns match.
///
/// ```
/// use alchemy_core::prelude::*;
/// use alchemy_mysql::{Dialect, ext::match_against};
/// # table! { pub book ("book") { id: i64, title: String, blurb: String } }
/// let found = match_against((book::title, book::blurb), "whale").in_natural_language_mode();
/// assert_eq!(
///     select(book::id).filter(found).compile(&Dialect::mysql())?.text(),
///     "SELECT book.id FROM book WHERE MATCH (book.title, book.blurb) AGAINST (? IN NATURAL LANGUAGE MODE)",
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Compiling is `Programming` for query expansion in boolean mode, which there is not.
pub fn match_against(columns: impl IntoGroup, words: impl IntoExpr) -> MatchAgainst {
    let mut nodes = Vec::new();
    columns.push_group(&mut nodes);
    let words = words.into_expr().into_node();
    MatchAgainst { columns: nodes, words, mode: SearchMode::Unsaid, expansion: false }
}

impl MatchAgainst {
    /// `IN BOOLEAN MODE`
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_mysql::{Dialect, ext::match_against};
    /// # table! { book ("book") { id: i64, title: String } }
    /// let found = match_against(book::title, "+white -whale").in_boolean_mode();
    /// assert_eq!(
    ///     select(book::id).filter(found).compile(&Dialect::mysql())?.text(),
    ///     "SELECT book.id FROM book WHERE MATCH (book.title) AGAINST (? IN BOOLEAN MODE)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn in_boolean_mode(self) -> Self {
        MatchAgainst { mode: SearchMode::Boolean, ..self }
    }

    /// `IN NATURAL LANGUAGE MODE`
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_mysql::{Dialect, ext::match_against};
    /// # table! { book ("book") { id: i64, title: String } }
    /// let found = match_against(book::title, "white whale").in_natural_language_mode();
    /// assert_eq!(
    ///     select(book::id).filter(found).compile(&Dialect::mysql())?.text(),
    ///     "SELECT book.id FROM book WHERE MATCH (book.title) AGAINST (? IN NATURAL LANGUAGE MODE)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn in_natural_language_mode(self) -> Self {
        MatchAgainst { mode: SearchMode::NaturalLanguage, ..self }
    }

    /// `WITH QUERY EXPANSION`
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_mysql::{Dialect, ext::match_against};
    /// # table! { book ("book") { id: i64, title: String } }
    /// let found = match_against(book::title, "whale").with_query_expansion();
    /// assert_eq!(
    ///     select(book::id).filter(found).compile(&Dialect::mysql())?.text(),
    ///     "SELECT book.id FROM book WHERE MATCH (book.title) AGAINST (? WITH QUERY EXPANSION)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn with_query_expansion(self) -> Self {
        MatchAgainst { expansion: true, ..self }
    }

    /// How well a row matches, as a number to order by.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_mysql::{Dialect, ext::match_against};
    /// # table! { book ("book") { id: i64, title: String } }
    /// let score = match_against(book::title, "whale").score();
    /// assert_eq!(
    ///     select(book::id).order_by(score.desc()).compile(&Dialect::mysql())?.text(),
    ///     "SELECT book.id FROM book ORDER BY MATCH (book.title) AGAINST (?) DESC",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn score(self) -> Expr<f64> {
        Expr::from_node(Node::Extension(Arc::new(self)))
    }
}

impl IntoExpr for MatchAgainst {
    type Value = bool;

    fn into_expr(self) -> Expr<bool> {
        Expr::from_node(Node::Extension(Arc::new(self)))
    }
}

impl Expression for MatchAgainst {}

impl Construct for MatchAgainst {
    /// As a comparison: under NOT, and compared with a number, it stands in parentheses.
    fn precedence(&self) -> u8 {
        5
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        self.columns.iter().for_each(&mut *visit);
        visit(&self.words);
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let MatchAgainst { columns, words, mode, expansion } = self;
        columns.key(key);
        words.key(key);
        key.plain(&(mode, expansion));
    }
}

impl Render for MatchAgainst {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        super::only_here(r, "MATCH … AGAINST")?;
        if self.expansion && self.mode == SearchMode::Boolean {
            return Err(Error::new(ErrorKind::Programming, "a search in boolean mode has no query expansion"));
        }
        r.word("MATCH");
        r.parens(|r| r.list(&self.columns, |r, column| column.render(r)))?;
        r.word("AGAINST");
        r.parens(|r| {
            self.words.render(r)?;
            match self.mode {
                SearchMode::Unsaid => {}
                SearchMode::Boolean => r.word("IN BOOLEAN MODE"),
                SearchMode::NaturalLanguage => r.word("IN NATURAL LANGUAGE MODE"),
            }
            if self.expansion {
                r.word("WITH QUERY EXPANSION");
            }
            Ok(())
        })
    }
}
