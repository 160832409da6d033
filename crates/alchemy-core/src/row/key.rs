//! What can be given as a primary key.

use crate::types::SqlValue;
use crate::value::Value;

/// What `get` takes as a primary key: a value, or a tuple where the key has several columns.
#[diagnostic::on_unimplemented(message = "the primary key is a `{K}`, not a `{Self}`", label = "expected `{K}`")]
pub trait IntoKey<K> {
    /// The values, in the order of the key's columns.
    #[doc(hidden)]
    fn into_values(self) -> Vec<Value>;
}

impl<T: SqlValue> IntoKey<T> for T {
    fn into_values(self) -> Vec<Value> {
        vec![self.to_value()]
    }
}

impl IntoKey<String> for &str {
    fn into_values(self) -> Vec<Value> {
        vec![self.into()]
    }
}

macro_rules! tuples {
    ($one:tt $(($($a:ident $k:ident $i:tt)+))*) => {$(
        impl<$($a: IntoKey<$k>, $k),+> IntoKey<($($k,)+)> for ($($a,)+) {
            fn into_values(self) -> Vec<Value> {
                let mut values = Vec::new();
                $(values.extend(self.$i.into_values());)+
                values
            }
        }
    )*};
}
crate::for_tuples!(tuples);
