//! Typed parts of statements in SQL text, and values in the text.

use std::sync::Arc;

use crate::compile::{Key, Keyed as _, Render, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{Construct, Expr, Inline, IntoExpr, NamedAfter, Node, Raw};
use crate::types::SqlValue;

/// An expression in SQL text, of a type. The text is taken as it is: it must be the program's own.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// let stmt = select(literal_column::<i64>("1 + 1").label("two"));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT 1 + 1 AS two");
/// # Ok::<(), Error>(())
/// ```
pub fn literal_column<T: SqlValue>(sql: &str) -> Expr<T> {
    Expr::from_node(Raw(Name::from(sql)))
}

/// A column of no table, by its name, which is quoted where it has to be.
///
/// ```
/// use alchemy_core::{column, dialect::Ansi, prelude::*};
/// let stmt = select(column::<i64>("total")).filter(column::<String>("Unit").eq("kg"));
/// assert_eq!(stmt.compile(&Ansi)?.text(), r#"SELECT total WHERE "Unit" = ?"#);
/// # Ok::<(), Error>(())
/// ```
pub fn column<T: SqlValue>(name: &str) -> Expr<T> {
    Expr::from_node(Node::Extension(Arc::new(LooseColumn(name.into()))))
}

/// A column of no table.
#[derive(Debug)]
struct LooseColumn(Name);

impl Construct for LooseColumn {
    fn children(&self, _: &mut dyn FnMut(&Node)) {}

    fn naming(&self) -> NamedAfter<'_> {
        NamedAfter::Itself(&self.0)
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let LooseColumn(name) = self;
        name.key(key);
    }
}

impl Render for LooseColumn {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.name(&self.0)
    }
}

/// A value that is written into the text instead of being bound, as a literal that is safe to execute.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// let stmt = select(users::id).filter(users::name.eq(inline("O'Hara")));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT user_account.id FROM user_account WHERE user_account.name = 'O''Hara'");
/// # Ok::<(), Error>(())
/// ```
pub fn inline<E: IntoExpr<Value: SqlValue>>(value: E) -> Expr<E::Value> {
    match value.into_expr().into_node() {
        Node::Bind(value) => Expr::from_node(Inline(value)),
        other => Expr::from_node(other),
    }
}
