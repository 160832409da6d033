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
