//! Operators of JSON documents and of full-text search, on everything that has the operators.

use crate::sql::{Expr, Expression, FamilyOf, IntoExpr, IntoJsonStep, JsonElement, NotNullOf, TextMatch};
use crate::types::SqlValue;
use crate::types::family::{Document, Textual};

/// The ways into a JSON document.
pub trait JsonOperators: Expression {
    /// What stands under a key, at a position, or at the end of a path of both; NULL where there is nothing.
    ///
    /// ```
    /// use alchemy_core::{SqlType, dialect::Ansi, prelude::*};
    /// let book = Table::new("book").column(Column::new("meta", SqlType::Json));
    /// let stmt = select((book.c("meta").get("tags").get(0), book.c("meta").get(("dims", "h")).as_integer()));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT JSON_QUERY(JSON_QUERY(book.meta, ?), ?) AS anon_1, \
    ///      JSON_VALUE(book.meta, ? RETURNING INTEGER) AS anon_2 FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn get<S: IntoJsonStep>(self, step: S) -> JsonElement<NotNullOf<Self>>
    where
        FamilyOf<Self>: Document,
    {
        JsonElement::new(self.into_expr().into_node(), <NotNullOf<Self>>::sql_type(), step.into_step())
    }
}

impl<E: Expression> JsonOperators for E {}

/// Full-text search.
pub trait SearchOperators: Expression {
    /// Whether the text has the words, as the database's full-text search finds them. Each has a query language of its own.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = select(book::id).filter(book::title.matches("whale"));
    /// // Standard SQL has none.
    /// assert_eq!(stmt.compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where there is no full-text search.
    fn matches<Q: IntoExpr>(self, query: Q) -> Expr<bool>
    where
        FamilyOf<Self>: Textual,
        FamilyOf<Q>: Textual,
    {
        Expr::from_node(TextMatch { operand: self.into_expr().into_node(), query: query.into_expr().into_node() })
    }
}

impl<E: Expression> SearchOperators for E {}
