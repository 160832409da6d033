//! `CAST (operand AS type)`, and the same expression read as another type.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::NamedAfter;
use crate::sql::{Construct, Expr, Expression, Node};
use crate::types::{SqlType, SqlValue};

/// The operand as another type. Spelled by the dialect.
#[derive(Debug, Clone)]
pub struct Cast {
    /// What is converted.
    pub operand: Node,
    /// To what.
    pub sql_type: SqlType,
}

impl Construct for Cast {
    fn naming(&self) -> NamedAfter<'_> {
        NamedAfter::Operand(&self.operand)
    }

    crate::key!(operand; sql_type);

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Render for Cast {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.dialect().cast(r, &self.operand, &self.sql_type)
    }
}

/// Like [`Cast`], but NULL where the value cannot be converted. Few databases have it.
#[derive(Debug, Clone)]
pub struct TryCast {
    /// What is converted.
    pub operand: Node,
    /// To what.
    pub sql_type: SqlType,
}

impl Construct for TryCast {
    crate::key!(operand; sql_type);

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Render for TryCast {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.dialect().try_cast(r, &self.operand, &self.sql_type)
    }
}

/// Conversions besides [`cast`](Expression::cast), on everything that has the operators.
pub trait Conversions: Expression {
    /// `CAST(self AS sql_type)`, read as `T`: for a type with a length or a precision, or one that no Rust type stands for.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub book ("book") { id: i64 [primary_key], price: f64 } }
    /// let stmt = select(book::price.cast_as::<String>(Varchar(9)));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT CAST(book.price AS VARCHAR(9)) AS price FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` for a type that the database cannot convert to.
    fn cast_as<T: SqlValue>(self, sql_type: impl Into<SqlType>) -> Expr<T> {
        Expr::from_node(Cast { operand: self.into_expr().into_node(), sql_type: sql_type.into() })
    }

    /// `TRY_CAST(self AS …)` to the column type of `T`: NULL where the value cannot be converted.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub book ("book") { id: i64 [primary_key], isbn: String } }
    /// let refused = select(book::isbn.try_cast::<i64>()).compile(&Ansi).unwrap_err();
    /// assert_eq!(refused.kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where the database has no such conversion.
    fn try_cast<T: SqlValue<NotNull = T>>(self) -> Expr<Option<T>> {
        Expr::from_node(TryCast { operand: self.into_expr().into_node(), sql_type: T::sql_type() })
    }

    /// The same expression, read as another type; the database is told nothing.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub book ("book") { id: i64 [primary_key], isbn: String } }
    /// let stmt = select(book::id).filter(book::isbn.type_coerce::<i64>().gt(5));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id FROM book WHERE book.isbn > ?");
    /// # Ok::<(), Error>(())
    /// ```
    fn type_coerce<T: SqlValue>(self) -> Expr<T> {
        Expr::from_node(self.into_expr().into_node())
    }
}

impl<E: Expression> Conversions for E {}
