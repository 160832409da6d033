//! Text.

use crate::error::Error;
use crate::sql::{Expr, IntoExpr};
use crate::types::{SqlType, family::SqlText};
use crate::value::{Value, ValueRef, utf8};

crate::sql_value!(String => SqlText, SqlType::String { length: None },
    from |value| match value {
        ValueRef::Text(v) => utf8(v).map(str::to_owned),
        other => Err(Error::decode("String", other.kind())),
    },
    to |v| Value::from(v.as_str()));

impl IntoExpr for &str {
    type Value = String;

    fn into_expr(self) -> Expr<String> {
        Expr::bind(self.into())
    }
}
