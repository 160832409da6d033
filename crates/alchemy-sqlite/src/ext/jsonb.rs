//! JSONB, SQLite's binary form of JSON, and the two functions that lead there and back.

use std::sync::Arc;

use alchemy_core::family::SqlJson;
use alchemy_core::{
    Construct, Dialect, Expr, ExtensionType, FamilyOf, IntoExpr, Key, Keyed, Mode, Node, NotNull, Render, Renderer, Result, Row,
    Shape, SqlType, SqlValue, Value, ValueRef,
};

/// The column type `JSONB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonbType;

impl ExtensionType for JsonbType {
    fn column_type(&self, dialect: &dyn Dialect) -> Result<String> {
        super::only_type_here(dialect, "JSONB")?;
        Ok("JSONB".into())
    }
}

/// A document in a column of the type JSONB. It is written with [`jsonb`] and selected with [`json`].
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
        SqlType::extension(JsonbType)
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

/// `json(document)` or `jsonb(document)`.
#[derive(Debug, Clone)]
pub struct JsonCall {
    /// The function's name.
    pub name: &'static str,
    /// The document.
    pub document: Node,
}

impl Construct for JsonCall {
    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.document);
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let JsonCall { name, document } = self;
        key.plain(name);
        document.key(key);
    }
}

impl Render for JsonCall {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        super::only_here(r, self.name)?;
        r.call(self.name, std::slice::from_ref(&self.document))
    }
}

fn call<T>(name: &'static str, document: impl IntoExpr) -> Expr<T> {
    Expr::from_node(Node::Extension(Arc::new(JsonCall { name, document: document.into_expr().into_node() })))
}

/// `json(document)`: a document as text, which can be read.
///
/// ```
/// use alchemy_core::prelude::*;
/// use alchemy_sqlite::{Dialect, ext::{Jsonb, json, jsonb}};
/// table! { pub m ("m") { id: i64 [primary_key], d: Jsonb<serde_json::Value> } }
/// let stmt = select(json(m::d.get("k")));
/// assert_eq!(
///     stmt.compile(&Dialect)?.text(),
///     "SELECT json(JSON_QUOTE(JSON_EXTRACT(m.d, ?))) AS anon_1 FROM m",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn json<E: IntoExpr>(document: E) -> Expr<E::Value>
where
    FamilyOf<E>: alchemy_core::family::Document,
{
    call("json", document)
}

/// `jsonb(document)`: a document in the binary form, for a column of the type [`Jsonb`].
///
/// ```
/// use alchemy_core::prelude::*;
/// use alchemy_sqlite::{Dialect, ext::{Jsonb, json, jsonb}};
/// # table! { m ("m") { d: Jsonb<serde_json::Value> } }
/// assert_eq!(
///     m::insert().values(m::d.to(jsonb(serde_json::json!({"k": 1})))).compile(&Dialect)?.text(),
///     "INSERT INTO m (d) VALUES (jsonb(?))",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn jsonb<T: SqlValue<Family = SqlJson>>(document: T) -> Expr<Jsonb<T>> {
    call("jsonb", document)
}
