//! A place in a JSON document: `document -> key`, as JSON, as text, or as a value of a type.

use std::fmt;
use std::marker::PhantomData;

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::expr::binary::GROUPED_AMONG_OTHERS;
use crate::sql::{Construct, Expr, JsonStep, Node};
use crate::types::{SqlType, SqlValue};

/// As what a place in a document is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JsonForm {
    /// As JSON.
    Document,
    /// As text: of a string without its quotes.
    Text,
    /// As a value of a type.
    Scalar(JsonScalar),
}

/// The types as which a place in a document can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JsonScalar {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A floating-point number.
    Float,
    /// An exact decimal: all digits, and those behind the point.
    Numeric(u32, u32),
    /// A truth value.
    Boolean,
}

/// A place in a document. Spelled by the dialect.
#[derive(Debug, Clone)]
pub struct JsonAccess {
    /// The document.
    pub operand: Node,
    /// Which type of documents it is of: some databases have more than one.
    pub document: SqlType,
    /// The way to the place.
    pub step: JsonStep,
    /// As what it is read.
    pub form: JsonForm,
}

impl Construct for JsonAccess {
    crate::key!(operand, step; document, form);

    fn precedence(&self) -> u8 {
        GROUPED_AMONG_OTHERS
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
        if let JsonStep::Expr(step) = &self.step {
            visit(step);
        }
    }

    /// Only documents of types that core does not know have places that can be assigned to.
    fn is_assignable(&self) -> bool {
        self.form == JsonForm::Document && matches!(self.document, SqlType::Extension(_))
    }

    /// Only the dialect knows whether there is an operator to put in parentheses.
    fn render_in_parens(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.dialect().json_access(r, self, true)
    }
}

impl Render for JsonAccess {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.dialect().json_access(r, self, false)
    }
}

/// A place in a JSON document, as `.get(…)` gives it: JSON again, until it is said as what it is read.
///
/// It is NULL where there is no such place. What stands there may be JSON's own `null`, which is a document like any other.
pub struct JsonElement<T> {
    access: JsonAccess,
    document: PhantomData<fn() -> T>,
}

impl<T> JsonElement<T> {
    pub(crate) fn new(operand: Node, document: SqlType, step: JsonStep) -> Self {
        let access = JsonAccess { operand, document, step, form: JsonForm::Document };
        JsonElement { access, document: PhantomData }
    }

    fn read<U>(mut self, form: JsonForm) -> Expr<U> {
        self.access.form = form;
        Expr::from_node(self.access)
    }

    /// As text: a string without its quotes, anything else as JSON is written. JSON's `null` is NULL.
    ///
    /// ```
    /// use alchemy_core::{SqlType, dialect::Ansi, prelude::*};
    /// let book = Table::new("book").column(Column::new("meta", SqlType::Json));
    /// let stmt = select(literal(1)).filter(book.c("meta").get("lang").as_string().eq("en"));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT ? AS anon_1 FROM book WHERE JSON_VALUE(book.meta, ? RETURNING VARCHAR) = ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn as_string(self) -> Expr<Option<String>> {
        self.read(JsonForm::Scalar(JsonScalar::Text))
    }

    /// As text without a conversion to a type: the shortest spelling that a database has.
    ///
    /// ```
    /// use alchemy_core::{SqlType, dialect::Ansi, prelude::*};
    /// let book = Table::new("book").column(Column::new("meta", SqlType::Json));
    /// assert_eq!(
    ///     select(book.c("meta").get("lang").as_text().label("lang")).compile(&Ansi)?.text(),
    ///     "SELECT JSON_VALUE(book.meta, ? RETURNING VARCHAR) AS lang FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn as_text(self) -> Expr<Option<String>> {
        self.read(JsonForm::Text)
    }

    /// As a whole number.
    ///
    /// ```
    /// use alchemy_core::{SqlType, dialect::Ansi, prelude::*};
    /// let book = Table::new("book").column(Column::new("meta", SqlType::Json));
    /// assert_eq!(
    ///     select(book.c("meta").get("pages").as_integer().label("pages")).compile(&Ansi)?.text(),
    ///     "SELECT JSON_VALUE(book.meta, ? RETURNING INTEGER) AS pages FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn as_integer(self) -> Expr<Option<i64>> {
        self.read(JsonForm::Scalar(JsonScalar::Integer))
    }

    /// As a floating-point number.
    ///
    /// ```
    /// use alchemy_core::{SqlType, dialect::Ansi, prelude::*};
    /// let book = Table::new("book").column(Column::new("meta", SqlType::Json));
    /// assert_eq!(
    ///     select(book.c("meta").get("weight").as_float().label("weight")).compile(&Ansi)?.text(),
    ///     "SELECT JSON_VALUE(book.meta, ? RETURNING DOUBLE PRECISION) AS weight FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn as_float(self) -> Expr<Option<f64>> {
        self.read(JsonForm::Scalar(JsonScalar::Float))
    }

    /// As an exact decimal of so many digits, of which `scale` stand behind the point.
    ///
    /// ```
    /// use alchemy_core::{SqlType, dialect::Ansi, prelude::*};
    /// let book = Table::new("book").column(Column::new("meta", SqlType::Json));
    /// let price = book.c("meta").get("price").as_numeric::<f64>(10, 2);
    /// assert_eq!(
    ///     select(price.label("price")).compile(&Ansi)?.text(),
    ///     "SELECT JSON_VALUE(book.meta, ? RETURNING NUMERIC(10, 2)) AS price FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn as_numeric<N: SqlValue>(self, precision: u32, scale: u32) -> Expr<Option<N>> {
        self.read(JsonForm::Scalar(JsonScalar::Numeric(precision, scale)))
    }

    /// As a truth value.
    ///
    /// ```
    /// use alchemy_core::{SqlType, dialect::Ansi, prelude::*};
    /// let book = Table::new("book").column(Column::new("meta", SqlType::Json));
    /// assert_eq!(
    ///     select(book.c("meta").get("in_print").as_boolean().label("in_print")).compile(&Ansi)?.text(),
    ///     "SELECT JSON_VALUE(book.meta, ? RETURNING BOOLEAN) AS in_print FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn as_boolean(self) -> Expr<Option<bool>> {
        self.read(JsonForm::Scalar(JsonScalar::Boolean))
    }

    /// As JSON, which it is without being told.
    ///
    /// ```
    /// use alchemy_core::{SqlType, dialect::Ansi, prelude::*};
    /// let book = Table::new("book").column(Column::new("meta", SqlType::Json));
    /// assert_eq!(
    ///     select(book.c("meta").get("tags").as_json().label("tags")).compile(&Ansi)?.text(),
    ///     "SELECT JSON_QUERY(book.meta, ?) AS tags FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn as_json(self) -> Expr<Option<T>> {
        self.read(JsonForm::Document)
    }
}

impl<T> Clone for JsonElement<T> {
    fn clone(&self) -> Self {
        JsonElement { access: self.access.clone(), document: PhantomData }
    }
}

impl<T> fmt::Debug for JsonElement<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.access.fmt(f)
    }
}

crate::expression!([T: SqlValue] JsonElement<T>, Option<T>, |e| e.access);
