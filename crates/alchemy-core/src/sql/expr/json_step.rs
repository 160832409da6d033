//! The way to a place in a JSON document: a key, a position, a path of both, or an expression.

use std::sync::Arc;

use crate::compile::{Key, Keyed};
use crate::sql::{Column, Expr, Func, IntoExpr, Node};
use crate::types::SqlValue;

/// One step into a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum JsonPart {
    /// Into an object.
    Key(Arc<str>),
    /// Into an array, counted from zero; negative from its end.
    Position(i64),
}

/// The way to a place in a document.
#[derive(Debug, Clone)]
pub enum JsonStep {
    /// One step.
    Part(JsonPart),
    /// Several, taken at once.
    Path(Arc<[JsonPart]>),
    /// A key or a position that an expression gives.
    Expr(Node),
}

impl Keyed for JsonStep {
    /// Keys and positions are part of the structure, though they are bound.
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        match self {
            JsonStep::Part(part) => {
                key.tag(0);
                key.plain(part);
            }
            JsonStep::Path(parts) => {
                key.tag(1);
                key.plain(parts);
            }
            JsonStep::Expr(node) => {
                key.tag(2);
                node.key(key);
            }
        }
    }
}

impl JsonStep {
    /// The steps; none for an expression.
    ///
    /// ```
    /// use alchemy_core::{IntoJsonStep, JsonPart};
    /// assert_eq!(("tags", 0).into_step().parts(), [JsonPart::from("tags"), JsonPart::Position(0)]);
    /// ```
    pub fn parts(&self) -> &[JsonPart] {
        match self {
            JsonStep::Part(part) => std::slice::from_ref(part),
            JsonStep::Path(parts) => parts,
            JsonStep::Expr(_) => &[],
        }
    }

    /// As a path of the SQL standard, `$."key"[0]`, in which a position is written by `position`.
    ///
    /// ```
    /// use alchemy_core::IntoJsonStep;
    /// let path = ("tags", 0).into_step().path(|at| format!("[{at}]"));
    /// assert_eq!(path, r#"$."tags"[0]"#);
    /// ```
    pub fn path(&self, position: impl Fn(i64) -> String) -> String {
        let mut path = String::from("$");
        for part in self.parts() {
            match part {
                JsonPart::Key(key) => {
                    path.push_str(".\"");
                    path.push_str(&key.replace('\\', "\\\\").replace('"', "\\\""));
                    path.push('"');
                }
                JsonPart::Position(at) => path.push_str(&position(*at)),
            }
        }
        path
    }
}

impl From<&str> for JsonPart {
    fn from(key: &str) -> Self {
        JsonPart::Key(key.into())
    }
}

impl From<String> for JsonPart {
    fn from(key: String) -> Self {
        JsonPart::Key(key.into())
    }
}

impl From<i32> for JsonPart {
    fn from(position: i32) -> Self {
        JsonPart::Position(position.into())
    }
}

impl From<i64> for JsonPart {
    fn from(position: i64) -> Self {
        JsonPart::Position(position)
    }
}

/// What `.get(…)` takes: a key, a position counted from zero, a tuple or a list of both, or an expression.
///
/// ```
/// use alchemy_core::{IntoJsonStep, JsonStep};
/// let ways = ["name".into_step(), 0.into_step(), ("tags", 0).into_step(), ["a", "b"].into_step()];
/// assert_eq!(ways.map(|way| way.parts().len()), [1, 1, 2, 2]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a way into a JSON document",
    note = "give a key (text), a position (`i32` or `i64`), a tuple of them, or an expression"
)]
pub trait IntoJsonStep {
    /// The way.
    fn into_step(self) -> JsonStep;
}

macro_rules! parts {
    ($($t:ty),*) => {$(
        impl IntoJsonStep for $t {
            fn into_step(self) -> JsonStep {
                JsonStep::Part(self.into())
            }
        }
    )*};
}
parts!(&str, String, i32, i64, JsonPart);

macro_rules! expressions {
    ($($t:ident),*) => {$(
        impl<T: SqlValue> IntoJsonStep for $t<T> {
            fn into_step(self) -> JsonStep {
                JsonStep::Expr(self.into_expr().into_node())
            }
        }
    )*};
}
expressions!(Column, Expr, Func);

impl<P: Into<JsonPart>> IntoJsonStep for Vec<P> {
    fn into_step(self) -> JsonStep {
        JsonStep::Path(self.into_iter().map(Into::into).collect())
    }
}

impl<P: Into<JsonPart>, const N: usize> IntoJsonStep for [P; N] {
    fn into_step(self) -> JsonStep {
        JsonStep::Path(self.into_iter().map(Into::into).collect())
    }
}

macro_rules! tuples {
    ($(($($t:ident $u:ident $i:tt)+))*) => {$(
        impl<$($t: Into<JsonPart>),+> IntoJsonStep for ($($t,)+) {
            fn into_step(self) -> JsonStep {
                JsonStep::Path([$(self.$i.into()),+].into())
            }
        }
    )*};
}
crate::for_tuples!(tuples);

#[cfg(test)]
mod tests {
    use super::{IntoJsonStep, JsonStep};

    fn path(step: impl IntoJsonStep) -> String {
        JsonStep::path(&step.into_step(), |at| format!("[{at}]"))
    }

    #[test]
    fn keys_stand_in_quotes_and_positions_in_brackets() {
        assert_eq!(path("tags"), r#"$."tags""#);
        assert_eq!(path(0), "$[0]");
        assert_eq!(path(("dims", "h", 1)), r#"$."dims"."h"[1]"#);
    }

    #[test]
    fn a_quote_in_a_key_does_not_end_it() {
        assert_eq!(path("we\"ird.key"), r#"$."we\"ird.key""#);
        assert_eq!(path(["back\\slash"]), r#"$."back\\slash""#);
    }
}
