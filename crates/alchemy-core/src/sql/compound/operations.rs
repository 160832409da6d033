//! How set operations are made: of two statements by a method, of any number by a function.

use std::sync::Arc;

use crate::sql::compound::node::{CompoundNode, Member};
use crate::sql::compound::reads_as::{ReadsAs, RowsAs};
use crate::sql::{Compound, RowSource, Rows, SetOperator};

/// Two statements as one, whose rows have the same type; [`reads_as`](SetOperations::reads_as) makes them have it where they
/// differ in what may be NULL. The first one's names are those of the result.
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
    /// As rows of another type that differ from these in what may be NULL, so that they stand beside such rows.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub book ("book") { id: i64, title: String } }
    /// table! { pub film ("film") { id: i64, title: Option<String> } }
    /// let books = select((book::id, book::title)).reads_as::<(i64, Option<String>)>();
    /// let stmt = books.union_all(select((film::id, film::title)));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id, book.title FROM book UNION ALL SELECT film.id, film.title FROM film");
    /// # Ok::<(), Error>(())
    /// ```
    fn reads_as<R>(self) -> RowsAs<R>
    where
        Self::Row: ReadsAs<R>,
    {
        RowsAs::new(self.into_rows())
    }

    /// As rows of any type, which the program vouches for: a model beside a tuple of its columns. How many columns there are
    /// is looked at when the set operation is compiled.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub book ("book") { id: i64, title: String } }
    /// let stmt = select((book::id, book::title)).union_all(select((literal(0_i64), literal("none"))).reads_as_any());
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id, book.title FROM book UNION ALL SELECT ? AS anon_1, ? AS anon_2");
    /// # Ok::<(), Error>(())
    /// ```
    fn reads_as_any<R>(self) -> RowsAs<R> {
        RowsAs::new(self.into_rows())
    }

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
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let stmt = alchemy_core::union_all((1..=3).map(|n| select(literal(n).label("n"))));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT ? AS n UNION ALL SELECT ? AS n UNION ALL SELECT ? AS n");
    /// # Ok::<(), Error>(())
    /// ```
    union_all UnionAll,
    /// The rows that all have, equal ones once.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let long = [300, 400].map(|pages| select(book::title).filter(book::pages.gt(pages)));
    /// assert_eq!(
    ///     alchemy_core::intersect(long).compile(&Ansi)?.text(),
    ///     "SELECT book.title FROM book WHERE book.pages > ? INTERSECT SELECT book.title FROM book WHERE book.pages > ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    intersect Intersect,
    /// The rows that all have, each as often as in the one that has it least often.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let stmt = alchemy_core::intersect_all([1, 2].map(|n| select(literal(n).label("n"))));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT ? AS n INTERSECT ALL SELECT ? AS n");
    /// # Ok::<(), Error>(())
    /// ```
    intersect_all IntersectAll,
    /// The rows of the first that no other has, equal ones once.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let stmt = alchemy_core::except([1, 2, 3].map(|n| select(literal(n).label("n"))));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT ? AS n EXCEPT SELECT ? AS n EXCEPT SELECT ? AS n");
    /// # Ok::<(), Error>(())
    /// ```
    except Except,
    /// The rows of the first that no other has, each as often as it is left.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let stmt = alchemy_core::except_all([1, 2].map(|n| select(literal(n).label("n"))));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT ? AS n EXCEPT ALL SELECT ? AS n");
    /// # Ok::<(), Error>(())
    /// ```
    except_all ExceptAll,
}
