//! INSERT, UPDATE and DELETE as common table expressions, and with some that they do not select from.

use std::sync::Arc;

use crate::row::Shape;
use crate::sql::{
    Compound, Delete, DeleteNode, Insert, InsertNode, InsertSource, IntoCtes, NoRows, Projection, Returning, RowSource, Rows,
    SelectedRows, Update, UpdateNode,
};

macro_rules! writes {
    ($($statement:ident $node:ident,)*) => {$(
        impl RowSource for $node {
            fn projection(&self) -> Option<&Projection> {
                Some(&self.returning).filter(|returning| !returning.is_empty())
            }

            fn writes(&self) -> bool {
                true
            }
        }

        impl<M, R> Rows for $statement<M, Returning<R>> {
            type Row = R;

            fn into_rows(self) -> Arc<dyn RowSource> {
                self.into_node()
            }
        }

        impl<M> Rows for $statement<M, NoRows> {
            type Row = ();

            fn into_rows(self) -> Arc<dyn RowSource> {
                self.into_node()
            }
        }

        impl<M, R> $statement<M, R> {
            /// Puts common table expressions into its WITH that it does not select from.
            ///
            /// ```
            /// use alchemy_core::{dialect::Ansi, prelude::*};
            /// # table! { author ("author") { id: i64 [primary_key], name: String } }
            /// let beside = select(author::id).cte("beside");
            /// assert_eq!(
            ///     author::delete().add_cte(&beside).compile(&Ansi)?.text(),
            ///     "WITH beside AS (SELECT author.id AS id FROM author) DELETE FROM author",
            /// );
            /// # Ok::<(), Error>(())
            /// ```
            #[must_use]
            pub fn add_cte(self, ctes: impl IntoCtes) -> Self {
                self.edit(|statement| ctes.push_ctes(&mut statement.ctes))
            }
        }
    )*};
}
writes! { Insert InsertNode, Update UpdateNode, Delete DeleteNode, }

impl<R: Shape> InsertSource for Compound<R> {
    type Row = R;

    fn into_rows(self) -> SelectedRows {
        SelectedRows::Other(self.node().clone())
    }
}
