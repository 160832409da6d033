//! Text in FROM, behind IN, and as what gives rows.

use std::sync::Arc;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::error::Result;
use crate::row::Shape;
use crate::sql::{
    AliasId, FromItem, IntoFrom, IntoList, Node, Returning, RowSource, Rows, Source, TextFragment, TextStatement, in_rows,
};
use crate::types::SqlValue;
use crate::value::Value;

impl<R: Shape> Rows for TextStatement<Returning<R>> {
    type Row = R;

    fn into_rows(self) -> Arc<dyn RowSource> {
        self.text
    }
}

/// `operand IN (text)`
impl IntoList for TextStatement {
    type Value = Value;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        in_rows(self.text, operand, negated)
    }
}

/// `operand IN (text)`, of a text whose one column has a type.
impl<T: SqlValue> IntoList for TextStatement<Returning<T>> {
    type Value = T;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        in_rows(self.text, operand, negated)
    }
}

impl FromItem for TextFragment {
    fn alias(&self) -> Option<&AliasId> {
        None
    }

    fn define(&self, r: &mut Renderer<'_>, _: &Source) -> Result<()> {
        self.render(r)
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        Keyed::key(self, key);
    }
}

impl IntoFrom for TextStatement {
    fn into_from(self) -> Source {
        Source::Item(self.text)
    }
}
