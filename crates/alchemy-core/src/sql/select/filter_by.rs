//! Criteria by the name of a column.

use crate::sql::select::and;
use crate::sql::{Binary, IntoExpr, Named, NullTest, Operator, Select};

impl<R> Select<R> {
    /// WHERE the column of that name, of all that is selected from, has this value. For names known only at run time.
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
        let (left, right) = (Named(name.into()).into(), value.into_expr().into_node());
        let condition = match &right {
            crate::sql::Node::Bind(crate::value::Value::Null) => NullTest { operand: left, negated: false }.into(),
            _ => Binary { left, operator: Operator::Eq, right }.into(),
        };
        self.edit(|select| select.filter = and(select.filter.take(), condition))
    }
}
