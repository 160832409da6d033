//! Criteria by the name of a column.

use crate::schema::Name;
use crate::sql::select::and;
use crate::sql::{Binary, ColumnRef, IntoExpr, Named, Node, NullTest, Operator, Select, Source};
use crate::value::Value;

impl<R> Select<R> {
    /// WHERE the column of that name, of all that is selected from, has this value. For names known only at run time. Of a
    /// model it finds the columns that are selected, as all of a whole object are.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let stmt = select(users::id).filter_by("name", "sandy");
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT user_account.id FROM user_account WHERE user_account.name = ?");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Programming` if none of the tables has such a column, or more than one has.
    #[must_use]
    pub fn filter_by(self, name: &str, value: impl IntoExpr) -> Self {
        let column = self.named_column(name).or_else(|| self.known_column(&name.into()));
        let left = column.unwrap_or_else(|| Named(name.into()).into());
        let condition = match value.into_expr().into_node() {
            Node::Bind(Value::Null) => NullTest { operand: left, negated: false }.into(),
            right => Binary { left, operator: Operator::Eq, right }.into(),
        };
        self.edit(|select| select.filter = and(select.filter.take(), condition))
    }

    /// The one column of that name of what is selected from so far: what is joined later may have another.
    fn known_column(&self, name: &Name) -> Option<Node> {
        let mut found: Vec<Source> = Vec::new();
        self.node().each_leaf(&mut |source| {
            if source.has_column(name) && !found.contains(source) {
                found.push(source.clone());
            }
        });
        let source = found.pop().filter(|_| found.is_empty())?;
        Some(Node::Column(ColumnRef { source, name: name.clone() }))
    }

    /// The one column of that name that is selected from tables of which no more than the name is known, as from those of
    /// models: what else they have cannot be looked up when the statement is written.
    fn named_column(&self, name: &str) -> Option<Node> {
        let is_meant = |column: &ColumnRef| match &column.source {
            Source::Table { table, .. } => &*column.name == name && table.definition().is_none(),
            _ => false,
        };
        let items = self.node().projection.items.iter().flatten();
        let mut found = items.filter(|item| matches!(item, Node::Column(column) if is_meant(column)));
        let first = found.next()?;
        found.next().is_none().then(|| first.clone())
    }
}
