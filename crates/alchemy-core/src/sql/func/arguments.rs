//! What a function takes.

use crate::sql::{IntoExpr, Node, Tuple, null_written};

/// One argument: an expression, a value, or a row value.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// // NULL has no type as a bound value, so it is written.
/// let call = func::call::<i64>("score", (book::pages, None::<i64>));
/// assert_eq!(select(call).compile(&Ansi)?.text(), "SELECT score(book.pages, NULL) AS score_1 FROM book");
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(message = "`{Self}` is not an argument of a function")]
pub trait IntoArgument {
    /// The argument. NULL is written, not bound.
    fn into_argument(self) -> Node;
}

impl<E: IntoExpr> IntoArgument for E {
    fn into_argument(self) -> Node {
        null_written(self.into_expr().into_node())
    }
}

impl<T> IntoArgument for Tuple<T> {
    fn into_argument(self) -> Node {
        self.node()
    }
}

/// One argument, or a tuple of them; `()` for none.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let (none, one, two) = (func::call::<i64>("f", ()), func::call::<i64>("f", 1), func::call::<i64>("f", (book::id, 2)));
/// assert_eq!(
///     select((none, one, two)).compile(&Ansi)?.text(),
///     "SELECT f() AS f_1, f(?) AS f_2, f(book.id, ?) AS f_3 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of arguments",
    note = "give one expression or value, or a tuple of them; `.argument(…)` adds one at a time"
)]
pub trait IntoArguments {
    /// The arguments.
    fn into_nodes(self) -> Vec<Node>;
}

impl<E: IntoArgument> IntoArguments for E {
    fn into_nodes(self) -> Vec<Node> {
        vec![self.into_argument()]
    }
}

impl IntoArguments for () {
    fn into_nodes(self) -> Vec<Node> {
        Vec::new()
    }
}

macro_rules! tuples {
    ($(($($t:ident $u:ident $i:tt)+))*) => {$(
        impl<$($t: IntoArgument),+> IntoArguments for ($($t,)+) {
            fn into_nodes(self) -> Vec<Node> {
                vec![$(self.$i.into_argument()),+]
            }
        }
    )*};
}
crate::for_tuples!(tuples);
