//! What a function takes.

use crate::sql::{IntoExpr, Node, null_written};

/// One argument, or a tuple of them; `()` for none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of arguments",
    note = "give one expression or value, or a tuple of them; `.argument(…)` adds one at a time"
)]
pub trait IntoArguments {
    /// The arguments. A NULL among them is written, not bound.
    fn into_nodes(self) -> Vec<Node>;
}

impl<E: IntoExpr> IntoArguments for E {
    fn into_nodes(self) -> Vec<Node> {
        vec![null_written(self.into_expr().into_node())]
    }
}

impl IntoArguments for () {
    fn into_nodes(self) -> Vec<Node> {
        Vec::new()
    }
}

macro_rules! tuples {
    ($(($($t:ident $i:tt)+))*) => {$(
        impl<$($t: IntoExpr),+> IntoArguments for ($($t,)+) {
            fn into_nodes(self) -> Vec<Node> {
                vec![$(null_written(self.$i.into_expr().into_node())),+]
            }
        }
    )*};
}
tuples! {
    (A 0) (A 0 B 1) (A 0 B 1 C 2) (A 0 B 1 C 2 D 3) (A 0 B 1 C 2 D 3 E 4) (A 0 B 1 C 2 D 3 E 4 F 5)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6) (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7)
}
