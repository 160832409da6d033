//! How set operations are made: of two statements by a method, of any number by a function.

use std::sync::Arc;

use crate::sql::compound::node::{CompoundNode, Member};
use crate::sql::{Compound, RowSource, Rows, SetOperator};

/// Two statements as one, whose rows have the same type. The first one's names are those of the result.
///
/// Chained operations of one kind stay in one list, others are put in parentheses: `a.union(b).except(c)` is
/// `(a UNION b) EXCEPT c`.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub one ("a") { id: i64 } }
/// table! { pub two ("b") { id: i64 } }
/// let (a, b) = (|| select(one::id), || select(two::id));
/// let text = |stmt: alchemy_core::Compound<i64>| stmt.compile(&Ansi).map(|sql| sql.text().to_owned());
/// assert_eq!(text(a().union(b()))?, "SELECT a.id FROM a UNION SELECT b.id FROM b");
/// assert_eq!(text(a().union_all(b()))?, "SELECT a.id FROM a UNION ALL SELECT b.id FROM b");
/// assert_eq!(text(a().intersect(b()))?, "SELECT a.id FROM a INTERSECT SELECT b.id FROM b");
/// assert_eq!(text(a().intersect_all(b()))?, "SELECT a.id FROM a INTERSECT ALL SELECT b.id FROM b");
/// assert_eq!(text(a().except_all(b()))?, "SELECT a.id FROM a EXCEPT ALL SELECT b.id FROM b");
/// assert_eq!(text(a().except(b().union(a())))?, "SELECT a.id FROM a EXCEPT (SELECT b.id FROM b UNION SELECT a.id FROM a)");
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Compiling is `Unsupported` for the ALL of INTERSECT and EXCEPT, and for what needs parentheses, where the database has
/// none.
pub trait SetOperations: Rows {
    /// All rows of both, equal ones once.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// assert_eq!(
    ///     select(book::title).union(select(author::name)).compile(&Ansi)?.text(),
    ///     "SELECT book.title FROM book UNION SELECT author.name FROM author",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn union<Q: Rows<Row = Self::Row>>(self, other: Q) -> Compound<Self::Row> {
        combined(self.into_rows(), SetOperator::Union, other.into_rows())
    }

    /// All rows of both.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// assert_eq!(
    ///     select(book::title).union_all(select(author::name)).compile(&Ansi)?.text(),
    ///     "SELECT book.title FROM book UNION ALL SELECT author.name FROM author",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn union_all<Q: Rows<Row = Self::Row>>(self, other: Q) -> Compound<Self::Row> {
        combined(self.into_rows(), SetOperator::UnionAll, other.into_rows())
    }

    /// The rows that both have, equal ones once.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// assert_eq!(
    ///     select(book::title).intersect(select(author::name)).compile(&Ansi)?.text(),
    ///     "SELECT book.title FROM book INTERSECT SELECT author.name FROM author",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn intersect<Q: Rows<Row = Self::Row>>(self, other: Q) -> Compound<Self::Row> {
        combined(self.into_rows(), SetOperator::Intersect, other.into_rows())
    }

    /// The rows that both have, each as often as in the one that has it less often.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// assert_eq!(
    ///     select(book::title).intersect_all(select(author::name)).compile(&Ansi)?.text(),
    ///     "SELECT book.title FROM book INTERSECT ALL SELECT author.name FROM author",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn intersect_all<Q: Rows<Row = Self::Row>>(self, other: Q) -> Compound<Self::Row> {
        combined(self.into_rows(), SetOperator::IntersectAll, other.into_rows())
    }

    /// The rows of the first that the other has not, equal ones once.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// assert_eq!(
    ///     select(book::title).except(select(author::name)).compile(&Ansi)?.text(),
    ///     "SELECT book.title FROM book EXCEPT SELECT author.name FROM author",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn except<Q: Rows<Row = Self::Row>>(self, other: Q) -> Compound<Self::Row> {
        combined(self.into_rows(), SetOperator::Except, other.into_rows())
    }

    /// The rows of the first that the other has not, each as often as it is left.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// assert_eq!(
    ///     select(book::title).except_all(select(author::name)).compile(&Ansi)?.text(),
    ///     "SELECT book.title FROM book EXCEPT ALL SELECT author.name FROM author",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn except_all<Q: Rows<Row = Self::Row>>(self, other: Q) -> Compound<Self::Row> {
        combined(self.into_rows(), SetOperator::ExceptAll, other.into_rows())
    }
}

impl<Q: Rows> SetOperations for Q {}

fn combined<R>(first: Arc<dyn RowSource>, operator: SetOperator, other: Arc<dyn RowSource>) -> Compound<R> {
    let mut members = match first.as_compound() {
        Some(known) if known.operator == operator && !known.is_tailed() && known.ctes.is_empty() => known.members.clone(),
        _ => vec![Member::new(first)],
    };
    members.push(Member::new(other));
    Compound::from_node(CompoundNode::new(operator, members))
}

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident $operator:ident,)*) => {$(
        $(#[$doc])*
        pub fn $name<Q: Rows>(statements: impl IntoIterator<Item = Q>) -> Compound<Q::Row> {
            let members = statements.into_iter().map(|statement| Member::new(statement.into_rows())).collect();
            Compound::from_node(CompoundNode::new(SetOperator::$operator, members))
        }
    )*};
}
functions! {
    /// All rows of any number of statements, equal ones once.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let stmt = alchemy_core::union((1..=3).map(|n| select(literal(n).label("n"))));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT ? AS n UNION SELECT ? AS n UNION SELECT ? AS n");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Programming` where there is no statement.
    union Union,
    /// All rows of any number of statements.
    union_all UnionAll,
    /// The rows that all have, equal ones once.
    intersect Intersect,
    /// The rows that all have, each as often as in the one that has it least often.
    intersect_all IntersectAll,
    /// The rows of the first that no other has, equal ones once.
    except Except,
    /// The rows of the first that no other has, each as often as it is left.
    except_all ExceptAll,
}
