//! `column = expression`, and lists of them.

use std::fmt;
use std::marker::PhantomData;

use crate::compile::{Key, Keyed};
use crate::schema::Name;
use crate::sql::{ColumnRef, Expr, FamilyOf, IntoExpr, Node};
use crate::types::SqlValue;
use crate::types::family::ComparesWith;

/// What a value is assigned to.
#[derive(Debug, Clone)]
pub enum Assigned {
    /// A column of the table that is written, by name.
    Own(Name),
    /// A column.
    Column(ColumnRef),
    /// A part of a column: an element of an array, a key of a document.
    Part(Node),
    /// Several columns at once.
    Row(Vec<ColumnRef>),
}

impl Keyed for Assigned {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        match self {
            Assigned::Own(name) => {
                key.tag(0);
                name.key(key);
            }
            Assigned::Column(column) => {
                key.tag(1);
                column.key(key);
            }
            Assigned::Part(node) => {
                key.tag(2);
                node.key(key);
            }
            Assigned::Row(columns) => {
                key.tag(3);
                columns.key(key);
            }
        }
    }
}

impl Assigned {
    /// The column's name, where one whole column is meant.
    pub(crate) fn name(&self) -> Option<&Name> {
        match self {
            Assigned::Own(name) | Assigned::Column(ColumnRef { name, .. }) => Some(name),
            Assigned::Part(_) | Assigned::Row(_) => None,
        }
    }
}

/// Assignments, erased.
pub type AssignmentList = Vec<(Assigned, Node)>;

/// `column = expression` of `M`; `()` for a table without a model.
pub struct Assign<M> {
    to: Assigned,
    value: Node,
    model: PhantomData<fn() -> M>,
}

impl<M> Assign<M> {
    /// Assigns an expression to a column of the table that is written, by name.
    pub fn new(name: Name, value: Node) -> Self {
        Assign { to: Assigned::Own(name), value, model: PhantomData }
    }

    /// Assigns an expression to a column.
    pub fn to_column(column: ColumnRef, value: Node) -> Self {
        Assign { to: Assigned::Column(column), value, model: PhantomData }
    }

    /// What is assigned to, and the expression.
    pub fn into_pair(self) -> (Assigned, Node) {
        (self.to, self.value)
    }
}

impl<M> fmt::Debug for Assign<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} = {:?}", self.to, self.value)
    }
}

/// An assignment to a part of a column: an element of an array, a key of a document.
#[derive(Debug)]
pub struct AssignPart {
    part: Node,
    value: Node,
}

impl<T: SqlValue> Expr<T> {
    /// `part = value`, for UPDATE: of an element of an array, or a key of a document.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let sum = book::pages + 1;
    /// assert_eq!(book::update().set(sum.to(2)).compile(&Ansi).unwrap_err().kind(), ErrorKind::Programming);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Programming` for any other expression.
    pub fn to<E: IntoExpr>(self, value: E) -> AssignPart
    where
        T::Family: ComparesWith<FamilyOf<E>>,
    {
        AssignPart { part: self.into_node(), value: value.into_expr().into_node() }
    }
}

/// Assignments to columns of `M`: one, a tuple or a `Vec`.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let (one, two) = (book::pages.to(1), (book::title.to("Emma"), book::pages.to(book::pages + 1)));
/// assert_eq!(book::update().set(one).compile(&Ansi)?.text(), "UPDATE book SET pages=?");
/// assert_eq!(book::update().set(two).compile(&Ansi)?.text(), "UPDATE book SET title=?, pages=(book.pages + ?)");
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not assign columns of `{M}`",
    note = "assignments are written `{M}::attribute.to(value)`"
)]
pub trait Assignments<M> {
    /// Adds its assignments.
    fn push_assignments(self, out: &mut AssignmentList);
}

impl<M> Assignments<M> for () {
    fn push_assignments(self, _: &mut AssignmentList) {}
}

impl<M> Assignments<M> for Assign<M> {
    fn push_assignments(self, out: &mut AssignmentList) {
        out.push(self.into_pair());
    }
}

impl<M> Assignments<M> for AssignPart {
    fn push_assignments(self, out: &mut AssignmentList) {
        out.push((Assigned::Part(self.part), self.value));
    }
}

impl<M, A: Assignments<M>> Assignments<M> for Option<A> {
    fn push_assignments(self, out: &mut AssignmentList) {
        self.into_iter().for_each(|assignment| assignment.push_assignments(out));
    }
}

impl<M, A: Assignments<M>> Assignments<M> for Vec<A> {
    fn push_assignments(self, out: &mut AssignmentList) {
        self.into_iter().for_each(|assignment| assignment.push_assignments(out));
    }
}

macro_rules! tuples {
    ($(($($t:ident $u:ident $i:tt)+))*) => {$(
        impl<Of, $($t: Assignments<Of>),+> Assignments<Of> for ($($t,)+) {
            fn push_assignments(self, out: &mut AssignmentList) {
                $(self.$i.push_assignments(out);)+
            }
        }
    )*};
}
crate::for_tuples!(tuples);
