//! An expression over tables, said anew over what is derived from them.

use std::sync::Arc;

use crate::compile::{Rebound, Render, Renderer};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Name;
use crate::sql::{Alias, ColumnRef, Construct, Cte, Expr, IntoExpr, NamedAfter, Node, Projection, Refused, Source, Subquery};

/// What hands columns of tables on under a name of its own: a subquery, a common table expression, an alias.
pub trait Adapt {
    /// The column of it that hands a column on. `None` if it has nothing from the column's table.
    ///
    /// # Errors
    /// `Programming` if it has columns of the table, but not this one.
    #[doc(hidden)]
    fn corresponding(&self, column: &ColumnRef) -> Result<Option<ColumnRef>>;

    /// The expression with its columns taken from here: each column of a table is the column that hands it on.
    ///
    /// Columns of tables that it has nothing from stay as they are.
    ///
    /// ```
    /// use alchemy_core::{Adapt, dialect::Ansi, prelude::*};
    /// table! { pub item ("item") { id: i64, price: i64, count: i64 } }
    /// fn worth() -> Expr<i64> { item::price * item::count }
    /// let cheap = select((item::price, item::count)).filter(worth().lt(10)).order_by(item::id).limit(5).subquery("cheap");
    /// assert_eq!(
    ///     select(cheap.adapt(worth())).compile(&Ansi)?.text(),
    ///     "SELECT cheap.price * cheap.count AS anon_1 FROM (SELECT item.price AS price, item.count AS count FROM item \
    ///      WHERE item.price * item.count < ? ORDER BY item.id LIMIT ?) AS cheap",
    /// );
    /// let other = item::table().alias("other");
    /// assert_eq!(
    ///     select(item::id).filter(other.adapt(worth()).gt(worth())).compile(&Ansi)?.text(),
    ///     "SELECT item.id FROM item, item AS other WHERE other.price * other.count > item.price * item.count",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Programming` for a column that is not handed on, though others of its table are, and for an expression
    /// with a subquery.
    fn adapt<E: IntoExpr>(&self, expr: E) -> Expr<E::Value> {
        let operand = expr.into_expr().into_node();
        let mut columns: Vec<(ColumnRef, ColumnRef)> = Vec::new();
        let mut refused =
            has_subquery(&operand).then(|| wrong("an expression with a subquery cannot be adapted; write it for that source"));
        operand.columns(&mut |column| match self.corresponding(column) {
            Ok(Some(other)) if !columns.iter().any(|(known, _)| known == column) => columns.push((column.clone(), other)),
            Ok(_) => {}
            Err(error) => refused = Some(error),
        });
        Expr::from_node(match refused {
            Some(error) => Refused(error).into(),
            None => match operand {
                Node::Column(column) => Node::Column(written(&columns, &column)),
                operand => Node::Extension(Arc::new(Adapted { operand, columns })),
            },
        })
    }
}

fn wrong(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Programming, message)
}

fn has_subquery(node: &Node) -> bool {
    let is_subquery = match node {
        Node::ScalarSubquery(_) | Node::Exists(_) | Node::InSelect(_) => true,
        Node::Quantified(quantified) => quantified.is_over_rows(),
        _ => false,
    };
    let mut found = is_subquery;
    node.children(&mut |child| found |= has_subquery(child));
    found
}

/// The name under which rows hand a column on; `None` if they have nothing from its table.
fn handed_on(projection: Option<&Projection>, column: &ColumnRef) -> Result<Option<Name>> {
    let Some(projection) = projection else { return Ok(None) };
    let mut has_others = false;
    for (item, name) in projection.items.iter().flatten().zip(projection.names()) {
        let Node::Column(known) = item.unlabelled() else { continue };
        let inner = match &known.source {
            source if *source == column.source => Some(column.name == known.name),
            Source::Derived(derived) => handed_on(derived.rows.projection(), column)?.map(|inner| inner == known.name),
            _ => None,
        };
        match (inner, name) {
            (Some(true), Some(name)) => return Ok(Some(name)),
            (Some(_), _) => has_others = true,
            (None, _) => {}
        }
    }
    if has_others { Err(wrong(format!("the column `{}` is not handed on; select it there, too", column.name))) } else { Ok(None) }
}

impl<R> Adapt for Subquery<R> {
    fn corresponding(&self, column: &ColumnRef) -> Result<Option<ColumnRef>> {
        let name = handed_on(self.derived.rows.projection(), column)?;
        Ok(name.map(|name| ColumnRef { source: self.source(), name }))
    }
}

impl<R> Adapt for Cte<R> {
    fn corresponding(&self, column: &ColumnRef) -> Result<Option<ColumnRef>> {
        let name = handed_on(self.projection(), column)?;
        Ok(name.map(|name| ColumnRef { source: self.source(), name }))
    }
}

impl<D> Adapt for Alias<D> {
    fn corresponding(&self, column: &ColumnRef) -> Result<Option<ColumnRef>> {
        let (Source::Table { table: own, .. }, Source::Table { table, alias: None }) = (&self.source(), &column.source) else {
            return Ok(None);
        };
        Ok((own == table).then(|| ColumnRef { source: self.source(), name: column.name.clone() }))
    }
}

/// An expression with its columns taken from elsewhere.
#[derive(Debug)]
struct Adapted {
    operand: Node,
    columns: Vec<(ColumnRef, ColumnRef)>,
}

/// The column as it is written.
fn written(columns: &[(ColumnRef, ColumnRef)], column: &ColumnRef) -> ColumnRef {
    let pair = columns.iter().find(|(known, _)| known == column);
    pair.map_or_else(|| column.clone(), |(_, other)| other.clone())
}

impl Construct for Adapted {
    crate::key!(operand, columns);

    fn precedence(&self) -> u8 {
        self.operand.precedence()
    }

    /// The columns as they are written.
    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        self.operand.columns(&mut |column| visit(&Node::Column(written(&self.columns, column))));
    }

    fn naming(&self) -> NamedAfter<'_> {
        self.operand.naming()
    }

    fn render_in_parens(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.rebinding(Rebound::Columns(self.columns.clone()), |r| self.operand.render_within(r, u8::MAX - 1))
    }
}

impl Render for Adapted {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.rebinding(Rebound::Columns(self.columns.clone()), |r| self.operand.render(r))
    }
}
