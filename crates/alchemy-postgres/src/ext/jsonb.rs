//! JSONB, the binary form of JSON, and paths in it.

use alchemy_core::{Dialect, ExtensionType, Result, Row, Shape, SqlType, SqlValue, Value, ValueRef};
use alchemy_core::{Expr, IntoExpr, Mode, NotNull, family::SqlJson};

/// The column types of JSON documents that core has no name for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonbType {
    /// `JSONB`
    Jsonb,
    /// `JSONPATH`
    Path,
}

impl ExtensionType for JsonbType {
    fn column_type(&self, dialect: &dyn Dialect) -> Result<String> {
        let name = match self {
            JsonbType::Jsonb => "JSONB",
            JsonbType::Path => "JSONPATH",
        };
        super::only_type_here(dialect, name)?;
        Ok(name.into())
    }
}

impl From<JsonbType> for SqlType {
    fn from(own: JsonbType) -> SqlType {
        SqlType::extension(own)
    }
}

/// A document in a column of the type JSONB: `Jsonb<serde_json::Value>`.
///
/// ```
/// use alchemy_core::prelude::*;
/// use alchemy_postgres::{Dialect, ext::Jsonb};
/// table! { pub archive ("archive") { id: i64 [primary_key], doc: Jsonb<serde_json::Value> } }
/// let stmt = select(archive::doc.get("a").get("b"));
/// assert_eq!(stmt.compile(&Dialect::default())?.text(), "SELECT archive.doc[$1][$2] AS anon_1 FROM archive");
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Jsonb<T>(pub T);

impl<T: SqlValue<Family = SqlJson>> Shape for Jsonb<T> {
    const WIDTH: usize = 1;
    type In<M: Mode> = Self;

    fn decode<M: Mode>(_: &mut M::Context, row: &dyn Row, at: usize) -> Result<Self> {
        Self::from_value(row.get(at)?)
    }
}

impl<T: SqlValue<Family = SqlJson>> SqlValue for Jsonb<T> {
    type Family = SqlJson;
    type NotNull = Self;
    type Null = NotNull;
    type Read = Self;

    fn sql_type() -> SqlType {
        JsonbType::Jsonb.into()
    }

    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        T::from_value(value).map(Jsonb)
    }

    fn to_value(&self) -> Value {
        self.0.to_value()
    }
}

impl<T: SqlValue<Family = SqlJson>> IntoExpr for &Jsonb<T> {
    type Value = Jsonb<T>;

    fn into_expr(self) -> Expr<Jsonb<T>> {
        Expr::of_value(self)
    }
}

/// A path into documents, in the language of SQL/JSON: `$.a ? (@ > 1)`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct JsonPath(pub String);

alchemy_core::sql_value!(JsonPath => alchemy_core::family::SqlText, JsonbType::Path.into(),
    from |value| Ok(JsonPath(SqlValue::from_value(value)?)),
    to |path| Value::from(path.0.as_str()));
