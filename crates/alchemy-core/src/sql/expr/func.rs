//! `Func<T>`: a function call that the compiler knows the type of.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::row::Shape;
use crate::schema::Name;
use crate::sql::func::IntoArgument;
use crate::sql::select::and;
use crate::sql::{Columns, FamilyOf, Function, FunctionName, IntoExpr, IntoOrder, KnownFunction, Node, Over, Select};
use crate::types::SqlValue;
use crate::types::family::Condition;

/// A function call whose value is read as `T`.
pub struct Func<T> {
    call: Arc<Function>,
    value: PhantomData<fn() -> T>,
}

impl<T> Func<T> {
    /// A call of a function whose text is said by `name`. Whoever makes it vouches for the type.
    ///
    /// Crates of databases make those of their functions by it that no other database has.
    ///
    /// ```
    /// use alchemy_core::{Func, FunctionName, dialect::Ansi, prelude::*};
    /// let nowhere = FunctionName::Generic { name: "soundex", render: |r, _| Err(r.unsupported("`soundex`")) };
    /// let call: Func<String> = Func::new(nowhere, vec![literal("Ann").into_node()]);
    /// assert_eq!(select(call).compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    pub fn new(name: FunctionName, arguments: Vec<Node>) -> Self {
        Func { call: Arc::new(Function::new(name, arguments)), value: PhantomData }
    }

    pub(crate) fn named(name: &'static str, arguments: Vec<Node>) -> Self {
        Func::new(FunctionName::Named(Name::Static(name)), arguments)
    }

    pub(crate) fn known(known: KnownFunction, arguments: Vec<Node>) -> Self {
        Func::new(FunctionName::Known(known), arguments)
    }

    /// The same call, read as another type.
    pub(crate) fn typed<U>(self) -> Func<U> {
        Func { call: self.call, value: PhantomData }
    }

    pub(crate) fn to_node(&self) -> Node {
        Node::Function(self.call.clone())
    }

    fn edit(mut self, change: impl FnOnce(&mut Function)) -> Self {
        change(Arc::make_mut(&mut self.call));
        self
    }

    /// Another argument, behind the others: for a number of arguments that only the program knows.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let greatest = ["a", "b", "c"].iter().fold(func::call::<String>("greatest", ()), |call, word| call.argument(*word));
    /// assert_eq!(select(greatest).compile(&Ansi)?.text(), "SELECT greatest(?, ?, ?) AS greatest_1");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn argument(self, argument: impl IntoArgument) -> Self {
        let argument = argument.into_argument();
        self.edit(|call| call.arguments.push(argument))
    }

    /// With its name in quotes, though it could do without: for a function that was created with capitals in its name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let call = func::call::<i64>("MyFunc", 1).quoted();
    /// assert_eq!(select(call).compile(&Ansi)?.text(), r#"SELECT "MyFunc"(?) AS "MyFunc_1""#);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn quoted(self) -> Self {
        self.edit(|call| {
            if let FunctionName::Named(name) = &call.name {
                call.name = FunctionName::Quoted(name.clone());
            }
        })
    }

    /// Over distinct values only.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub book ("book") { id: i64 [primary_key], pages: i64 } }
    /// let stmt = select(func::count(book::pages).distinct());
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT count(DISTINCT book.pages) AS count_1 FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn distinct(self) -> Self {
        self.edit(|call| call.distinct = true)
    }

    /// Over the rows for which the condition holds; several are joined by AND.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub book ("book") { id: i64 [primary_key], pages: i64 } }
    /// let stmt = select(func::count_all().filter(book::pages.gt(300)).label("long"));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT count(*) FILTER (WHERE book.pages > ?) AS long FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where aggregates have no FILTER.
    #[must_use]
    pub fn filter<C: IntoExpr>(self, condition: C) -> Self
    where
        FamilyOf<C>: Condition,
    {
        let condition = condition.into_expr().into_node();
        self.edit(|call| call.filter = and(call.filter.take(), condition))
    }

    /// The order in which an aggregate takes the rows, written among its arguments.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub book ("book") { id: i64 [primary_key], title: String } }
    /// let stmt = select(func::aggregate_strings(book::title, ", ").aggregate_order_by(book::title.desc()));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT string_agg(book.title, ', ' ORDER BY book.title DESC) AS aggregate_strings_1 FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where the aggregate takes no order.
    #[must_use]
    pub fn aggregate_order_by(self, order: impl IntoOrder) -> Self {
        self.edit(|call| order.push_orders(&mut call.order_by))
    }

    /// `WITHIN GROUP (ORDER BY …)`: what an ordered-set aggregate looks at.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub book ("book") { id: i64 [primary_key], pages: i64 } }
    /// let stmt = select(func::call::<i64>("percentile_disc", 0.9).within_group(book::pages.desc()));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT percentile_disc(?) WITHIN GROUP (ORDER BY book.pages DESC) AS percentile_disc_1 FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where there are no such aggregates.
    #[must_use]
    pub fn within_group(self, order: impl IntoOrder) -> Self {
        self.edit(|call| order.push_orders(&mut call.within_group))
    }

    /// As a window function.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub book ("book") { id: i64 [primary_key], pages: i64 } }
    /// let stmt = select(func::sum(book::pages).over().order_by(book::id).rows(..=0));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT sum(book.pages) OVER (ORDER BY book.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1 FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn over(self) -> Over<T> {
        Over::new(self.to_node())
    }
}

impl<T: SqlValue> Func<T>
where
    Func<T>: Columns,
    <Func<T> as Columns>::Row: Shape,
{
    /// `SELECT f(…)`: the call as a statement of its own.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// assert_eq!(func::call::<i64>("f", 5).select().compile(&Ansi)?.text(), "SELECT f(?) AS f_1");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn select(self) -> Select<<Func<T> as Columns>::Row> {
        crate::sql::select(self)
    }
}

impl<T> Clone for Func<T> {
    fn clone(&self) -> Self {
        Func { call: self.call.clone(), value: PhantomData }
    }
}

impl<T> fmt::Debug for Func<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}
