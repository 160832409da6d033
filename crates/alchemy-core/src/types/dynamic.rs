//! `Value` itself: a column whose type is not known to the compiler.

use crate::types::{SqlType, family::SqlAny};
use crate::value::Value;

crate::sql_value!(Value => SqlAny, SqlType::Text, from |value| value.to_value(), to |v| v.clone());
