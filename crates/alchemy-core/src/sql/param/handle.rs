//! `Param<T>`: a parameter that the compiler knows the type of.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::schema::Name;
use crate::sql::param::parameter::Default;
use crate::sql::{FamilyOf, Given, IntoExpr, Node, Parameter, next_id};
use crate::types::SqlValue;
use crate::types::family::ComparesWith;

/// A value that is given when the statement is executed; made by [`param`]. The same name is the same parameter, however
/// often it stands in the statement.
pub struct Param<T> {
    node: Arc<Parameter>,
    value: PhantomData<fn() -> T>,
}

/// A value that is given when the statement is executed, under a name: the statement is built and compiled once, and
/// executed with many values.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// let low = param::<i64>("low");
/// let stmt = select(users::name).filter(users::id.gt(&low));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT user_account.name FROM user_account WHERE user_account.id > ?");
/// let above_ten = stmt.params(low.to(10));      // `connection.all(stmt.params(low.to(10)))`
/// assert_eq!(above_ten.compile(&Ansi)?.params(), [Value::Int(10)]);
/// assert_eq!(stmt.params(("low", 20)).compile(&Ansi)?.params(), [Value::Int(20)]);
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Executing is `Programming` for a parameter that is not given and has no default.
pub fn param<T: SqlValue>(name: &str) -> Param<T> {
    let parameter = Parameter { sql_type: Some(T::sql_type()), ..Parameter::named(name) };
    Param { node: Arc::new(parameter), value: PhantomData }
}

impl<T> Param<T> {
    fn edit(mut self, change: impl FnOnce(&mut Parameter)) -> Self {
        change(Arc::make_mut(&mut self.node));
        self
    }

    pub(crate) fn to_node(&self) -> Node {
        Node::Parameter(self.node.clone())
    }

    /// Its name.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// assert_eq!(&**param::<i64>("low").name(), "low");
    /// ```
    pub fn name(&self) -> &Name {
        &self.node.name
    }

    /// A parameter of its own, whatever others are called: it is given a value by [`Param::to`] only.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let (low, high) = (param::<i64>("bound").unique(), param::<i64>("bound").unique());
    /// let stmt = select(book::id).filter(book::pages.gt(&low)).filter(book::pages.lt(&high));
    /// let compiled = stmt.params((low.to(10), high.to(20))).compile(&Ansi)?;
    /// assert_eq!(compiled.text(), "SELECT book.id FROM book WHERE book.pages > ? AND book.pages < ?");
    /// assert_eq!(compiled.params(), [Value::Int(10), Value::Int(20)]);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn unique(self) -> Self {
        self.edit(|parameter| parameter.unique = Some(next_id()))
    }

    /// With its value written into the text, not bound: where a database plans better, or takes nothing that is bound.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let name = param::<String>("name").inlined();
    /// let stmt = select(users::id).filter(users::name.eq(&name)).params(name.to("O'Hara"));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT user_account.id FROM user_account WHERE user_account.name = 'O''Hara'",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn inlined(self) -> Self {
        self.edit(|parameter| parameter.inlined = true)
    }
}

impl<T: SqlValue> Param<T> {
    /// With a value for when none is given.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let low = param::<i64>("low").default_value(100);
    /// let stmt = select(book::id).filter(book::pages.gt(&low));
    /// assert_eq!(stmt.params(()).compile(&Ansi)?.params(), [Value::Int(100)]);
    /// assert_eq!(stmt.params(low.to(7)).compile(&Ansi)?.params(), [Value::Int(7)]);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn default_value<E: IntoExpr<Value: SqlValue>>(self, value: E) -> Self
    where
        T::Family: ComparesWith<FamilyOf<E>>,
    {
        let given = Given::new(self.node.name.clone(), None, value);
        self.edit(|parameter| parameter.default = given.value().ok().map(Default::Value))
    }

    /// With a function that is called at each execution for which no value is given.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// use std::sync::atomic::{AtomicI64, Ordering};
    /// static NEXT: AtomicI64 = AtomicI64::new(1);
    /// let ticket = param::<i64>("ticket").default_with(|| NEXT.fetch_add(1, Ordering::Relaxed));
    /// let stmt = select(&ticket);
    /// assert_eq!(stmt.params(()).compile(&Ansi)?.params(), [Value::Int(1)]);
    /// assert_eq!(stmt.params(()).compile(&Ansi)?.params(), [Value::Int(2)]);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn default_with(self, make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        self.edit(|parameter| parameter.default = Some(Default::Made(Arc::new(move || make().to_value()))))
    }

    /// Gives it a value.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let low = param::<i64>("low");
    /// let stmt = select(book::id).filter(book::pages.gt(&low)).params(low.to(7));
    /// assert_eq!(stmt.compile(&Ansi)?.params(), [Value::Int(7)]);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn to<E: IntoExpr<Value: SqlValue>>(&self, value: E) -> Given
    where
        T::Family: ComparesWith<FamilyOf<E>>,
    {
        Given::new(self.node.name.clone(), self.node.unique, value)
    }
}

impl<T> Clone for Param<T> {
    fn clone(&self) -> Self {
        Param { node: self.node.clone(), value: PhantomData }
    }
}

impl<T> fmt::Debug for Param<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

crate::expression!([T: SqlValue] Param<T>, T, |p| p.to_node());
crate::expression!([T: SqlValue] &Param<T>, T, |p| p.to_node());
crate::negation! {
    [T: SqlValue] Param<T>;
    [T: SqlValue] &Param<T>;
}
