//! What a statement assigns to a column, used in another of its assignments.

use crate::compile::{Render, Renderer};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Name;
use crate::sql::{ColumnRef, Construct, Expr, IntoExpr, Node, Refused};

/// What the statement that is written assigns to its columns.
#[derive(Debug, Default)]
pub(crate) struct AssignedValues {
    pub(crate) values: Vec<(Name, Node)>,
    /// Whether there is no row from before, to which a column could refer.
    pub(crate) of_new_row: bool,
}

/// What the statement assigns to a column; the column itself, if it assigns nothing to it.
#[derive(Debug, Clone)]
pub struct AssignedValue(ColumnRef);

impl Construct for AssignedValue {
    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&Node::Column(self.0.clone()));
    }
}

impl Render for AssignedValue {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let Some(at) = r.assigned.values.iter().position(|(name, _)| *name == self.0.name) else {
            if r.assigned.of_new_row {
                return Err(Error::new(
                    ErrorKind::Programming,
                    format!("the INSERT gives `{}` no value that another column could take", self.0.name),
                ));
            }
            return Node::Column(self.0.clone()).render_grouped(r);
        };
        // Taken out meanwhile: a value that refers to itself means the column.
        let (name, value) = r.assigned.values.swap_remove(at);
        let result = value.render_grouped(r);
        r.assigned.values.push((name, value));
        result
    }
}

/// What an UPDATE or an INSERT assigns to a column, in another of its assignments: databases see there the value from before,
/// or none. In an UPDATE it is the column itself, where nothing is assigned to that.
///
/// ```
/// use alchemy_core::{assigned_value, dialect::Ansi, prelude::*};
/// table! { pub item ("item") { price: i32, total: i32 } }
/// let stmt = item::update().set((item::price.to(3), item::total.to(assigned_value(item::price) * 2)));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "UPDATE item SET price=?, total=(? * ?)");
/// let stmt = item::insert().values((item::price.to(3), item::total.to(assigned_value(item::price) * 2)));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "INSERT INTO item (price, total) VALUES (?, (? * ?))");
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Compiling is `Programming` for what is not a column, and for one that an INSERT does not mention.
pub fn assigned_value<C: IntoExpr>(column: C) -> Expr<C::Value> {
    Expr::from_node(match column.into_expr().into_node() {
        Node::Column(column) => Node::Extension(std::sync::Arc::new(AssignedValue(column))),
        _ => Refused(Error::new(ErrorKind::Programming, "only columns have an `assigned_value`")).into(),
    })
}
