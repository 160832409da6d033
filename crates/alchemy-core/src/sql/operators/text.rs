//! The operators on text: LIKE and its kin, regular expressions, joining, collation.

use crate::schema::Name;
use crate::sql::bound;
use crate::sql::expr::escape_wildcards;
use crate::sql::{Binary, Collate, Expr, Expression, FamilyOf, IntoExpr, Like, Node, Operator, RegexpMatch, RegexpReplace};
use crate::types::SqlValue;
use crate::types::family::{LikeLeft, Textual};
use crate::value::Value;

/// A LIKE that may still say which character escapes.
///
/// [`contains`](TextOperators::contains) and its like take text literally: the wildcards of a bound text are escaped, by `/`
/// unless [`autoescape`](LikePattern::autoescape) names another. [`escape`](LikePattern::escape) and
/// [`wildcards`](LikePattern::wildcards) take the text as the pattern that it is.
#[derive(Debug, Clone)]
pub struct LikePattern {
    like: Like,
    /// Whether the wildcards of a bound text are escaped.
    literally: bool,
    /// Puts around a bound text what its type has around its values.
    bind: fn(Node) -> Node,
}

impl LikePattern {
    fn new<T: SqlValue>(operand: Node, pattern: Node) -> Self {
        let (negated, insensitive, escape, before, behind) = (false, false, None, false, false);
        let like = Like { operand, pattern, negated, insensitive, escape, before, behind };
        LikePattern { like, literally: false, bind: bound::<T> }
    }

    /// LIKE over text that is meant literally. Another expression's text is taken as a pattern, as it cannot be seen.
    fn affix<T: SqlValue>(operand: Node, text: Node, before: bool, behind: bool) -> Self {
        let literally = matches!(text, Node::Bind(Value::Text(_)));
        let mut affix = LikePattern::new::<T>(operand, text);
        (affix.like.before, affix.like.behind) = (before, behind);
        LikePattern { literally, like: Like { escape: literally.then_some('/'), ..affix.like }, ..affix }
    }

    fn negated(mut self) -> Self {
        self.like.negated = true;
        self
    }

    fn insensitive(mut self) -> Self {
        self.like.insensitive = true;
        self
    }

    /// ESCAPE: the character that takes the meaning from the wildcard behind it in the pattern, which is taken as it is.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub book ("book") { id: i64 [primary_key], title: String } }
    /// let stmt = select(book::id).filter(book::title.like("50^%%").escape('^'));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id FROM book WHERE book.title LIKE ? ESCAPE '^'");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn escape(mut self, character: char) -> Self {
        (self.literally, self.like.escape) = (false, Some(character));
        self
    }

    /// Which character escapes the wildcards of a text that is meant literally.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.contains("50%").autoescape('#')).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE (book.title LIKE '%' || ? || '%' ESCAPE '#')",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn autoescape(mut self, character: char) -> Self {
        self.literally = matches!(self.like.pattern, Node::Bind(Value::Text(_)));
        self.like.escape = Some(character);
        self
    }

    /// The text's own `%` and `_` stay wildcards.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.contains("a%b").wildcards()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE (book.title LIKE '%' || ? || '%')",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn wildcards(mut self) -> Self {
        (self.literally, self.like.escape) = (false, None);
        self
    }

    pub(crate) fn into_node(self) -> Node {
        let mut like = self.like;
        if let (true, Node::Bind(Value::Text(text)), Some(escape)) = (self.literally, &like.pattern, like.escape) {
            like.pattern = Node::Bind(escape_wildcards(text, escape).into());
        }
        like.pattern = (self.bind)(like.pattern);
        like.into()
    }
}

fn pattern<E: IntoExpr>(operand: E, text: impl IntoExpr) -> LikePattern {
    LikePattern::new::<E::Value>(operand.into_expr().into_node(), text.into_expr().into_node())
}

fn affix<E: IntoExpr>(operand: E, text: impl IntoExpr, before: bool, behind: bool) -> LikePattern {
    LikePattern::affix::<E::Value>(operand.into_expr().into_node(), text.into_expr().into_node(), before, behind)
}

fn regexp<E: IntoExpr>(operand: E, pattern: impl IntoExpr, flags: Option<Name>) -> Expr<bool> {
    let (operand, pattern) = (operand.into_expr().into_node(), bound::<E::Value>(pattern.into_expr().into_node()));
    Expr::from_node(RegexpMatch { operand, pattern, flags, negated: false })
}

/// The operators on text.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key], title: String } }
/// let text = |condition: Expr<bool>| select(book::id).filter(condition).compile(&Ansi).map(|sql| sql.text()[31..].to_owned());
/// assert_eq!(text(book::title.like("D%").expr())?, "book.title LIKE ?");
/// assert_eq!(text(book::title.contains("50%").expr())?, "(book.title LIKE '%' || ? || '%' ESCAPE '/')");
/// assert_eq!(text(book::title.concat("!").eq("Dune!"))?, "(book.title || ?) = ?");
/// assert_eq!(text(book::title.collate("nocase").eq("dune"))?, "(book.title COLLATE nocase) = ?");
/// # Ok::<(), Error>(())
/// ```
pub trait TextOperators: Expression {
    /// `self LIKE pattern`, with `%` and `_` as wildcards.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.like("Em%")).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.title LIKE ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn like<R: IntoExpr>(self, pattern: R) -> LikePattern
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        self::pattern(self, pattern)
    }

    /// `self NOT LIKE pattern`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.not_like("Em%")).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.title NOT LIKE ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn not_like<R: IntoExpr>(self, pattern: R) -> LikePattern
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        self::pattern(self, pattern).negated()
    }

    /// LIKE without regard to case.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.ilike("em%")).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE lower(book.title) LIKE lower(?)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn ilike<R: IntoExpr>(self, pattern: R) -> LikePattern
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        self::pattern(self, pattern).insensitive()
    }

    /// NOT LIKE without regard to case.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.not_ilike("em%")).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE lower(book.title) NOT LIKE lower(?)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn not_ilike<R: IntoExpr>(self, pattern: R) -> LikePattern
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        self::pattern(self, pattern).insensitive().negated()
    }

    /// Whether the text contains `text`; wildcards in a bound text are escaped.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let compiled = select(book::id).filter(book::title.contains("50%")).compile(&Ansi)?;
    /// assert_eq!(compiled.text(), "SELECT book.id FROM book WHERE (book.title LIKE '%' || ? || '%' ESCAPE '/')");
    /// assert_eq!(compiled.params(), [Value::from("50/%")]);
    /// # Ok::<(), Error>(())
    /// ```
    fn contains<R: IntoExpr>(self, text: R) -> LikePattern
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        affix(self, text, true, true)
    }

    /// Whether the text starts with `text`; wildcards in a bound text are escaped.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.starts_with("Em")).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE (book.title LIKE ? || '%' ESCAPE '/')",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn starts_with<R: IntoExpr>(self, text: R) -> LikePattern
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        affix(self, text, false, true)
    }

    /// Whether the text ends with `text`; wildcards in a bound text are escaped.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.ends_with("ma")).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE (book.title LIKE '%' || ? ESCAPE '/')",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn ends_with<R: IntoExpr>(self, text: R) -> LikePattern
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        affix(self, text, true, false)
    }

    /// [`contains`](TextOperators::contains) without regard to case.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.icontains("mm")).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE (lower(book.title) LIKE '%' || lower(?) || '%' ESCAPE '/')",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn icontains<R: IntoExpr>(self, text: R) -> LikePattern
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        affix(self, text, true, true).insensitive()
    }

    /// [`starts_with`](TextOperators::starts_with) without regard to case.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.istarts_with("em")).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE (lower(book.title) LIKE lower(?) || '%' ESCAPE '/')",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn istarts_with<R: IntoExpr>(self, text: R) -> LikePattern
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        affix(self, text, false, true).insensitive()
    }

    /// [`ends_with`](TextOperators::ends_with) without regard to case.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.iends_with("MA")).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE (lower(book.title) LIKE '%' || lower(?) ESCAPE '/')",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn iends_with<R: IntoExpr>(self, text: R) -> LikePattern
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        affix(self, text, true, false).insensitive()
    }

    /// Whether the text matches a regular expression of the database's own syntax.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = select(book::id).filter(book::title.regexp_match("^E"));
    /// // Standard SQL has none; databases that have them spell it `~`, `REGEXP` or `regexp_like(…)`.
    /// assert_eq!(stmt.compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where the database has none.
    fn regexp_match<R: IntoExpr>(self, pattern: R) -> Expr<bool>
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        regexp(self, pattern, None)
    }

    /// [`regexp_match`](TextOperators::regexp_match) with the database's own flags, such as `i`.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = select(book::id).filter(book::title.regexp_match_flags("^e", "i"));
    /// // Standard SQL has none.
    /// assert_eq!(stmt.compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where the database knows no flags.
    fn regexp_match_flags<R: IntoExpr>(self, pattern: R, flags: &str) -> Expr<bool>
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        regexp(self, pattern, Some(flags.into()))
    }

    /// The text with what matches a regular expression replaced.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = select(book::title.regexp_replace("[0-9]", "#"));
    /// // Standard SQL has none.
    /// assert_eq!(stmt.compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where the database cannot.
    fn regexp_replace<P: IntoExpr, R: IntoExpr>(self, pattern: P, replacement: R) -> Expr<Self::Value>
    where
        FamilyOf<Self>: Textual,
        FamilyOf<P>: Textual,
        FamilyOf<R>: Textual,
    {
        let (pattern, replacement) = (pattern.into_expr().into_node(), replacement.into_expr().into_node());
        Expr::from_node(RegexpReplace { operand: self.into_expr().into_node(), pattern, replacement, flags: None })
    }

    /// [`regexp_replace`](TextOperators::regexp_replace) with the database's own flags, such as `g` for all that matches.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = select(book::title.regexp_replace_flags("[0-9]", "#", "g"));
    /// // Standard SQL has none.
    /// assert_eq!(stmt.compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where the database cannot.
    fn regexp_replace_flags<P: IntoExpr, R: IntoExpr>(self, pattern: P, replacement: R, flags: &str) -> Expr<Self::Value>
    where
        FamilyOf<Self>: Textual,
        FamilyOf<P>: Textual,
        FamilyOf<R>: Textual,
    {
        let (pattern, replacement) = (pattern.into_expr().into_node(), replacement.into_expr().into_node());
        let flags = Some(flags.into());
        Expr::from_node(RegexpReplace { operand: self.into_expr().into_node(), pattern, replacement, flags })
    }

    /// The two texts joined.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::title.concat("!").label("loud")).compile(&Ansi)?.text(),
    ///     "SELECT book.title || ? AS loud FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn concat<R: IntoExpr>(self, right: R) -> Expr<LikeLeft<Self::Value, R::Value>>
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        let (left, right) = (self.into_expr().into_node(), right.into_expr().into_node());
        Expr::from_node(Binary { left, operator: Operator::Concat, right })
    }

    /// The text compared and ordered by the rules of a collation.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).order_by(book::title.collate("nocase")).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book ORDER BY book.title COLLATE nocase",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn collate(self, collation: &str) -> Expr<Self::Value>
    where
        FamilyOf<Self>: Textual,
        Self::Value: SqlValue,
    {
        Expr::from_node(Collate { operand: self.into_expr().into_node(), schema: None, collation: collation.into() })
    }

    /// The text compared and ordered by the rules of a collation of a schema.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).order_by(book::title.collate_in("shop", "tidy")).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book ORDER BY book.title COLLATE shop.tidy",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where collations lie in no schemas.
    fn collate_in(self, schema: &str, collation: &str) -> Expr<Self::Value>
    where
        FamilyOf<Self>: Textual,
        Self::Value: SqlValue,
    {
        let operand = self.into_expr().into_node();
        Expr::from_node(Collate { operand, schema: Some(schema.into()), collation: collation.into() })
    }
}

impl<E: Expression> TextOperators for E {}
