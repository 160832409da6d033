//! `column = expression` lists, and rows of them.

use std::fmt;
use std::marker::PhantomData;

use crate::row::Model;
use crate::schema::Name;
use crate::sql::{Node, Refused};

/// `column = expression` of `M`; `()` for a table without a model.
pub struct Assign<M> {
    name: Name,
    value: Node,
    model: PhantomData<fn() -> M>,
}

impl<M> Assign<M> {
    /// Assigns an expression to a column, by name.
    pub fn new(name: Name, value: Node) -> Self {
        Assign { name, value, model: PhantomData }
    }

    /// Column and expression.
    pub fn into_pair(self) -> (Name, Node) {
        (self.name, self.value)
    }
}

impl<M> fmt::Debug for Assign<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {:?}", self.name, self.value)
    }
}

/// Assignments to columns of `M`: one, a tuple or a `Vec`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not assign columns of `{M}`",
    note = "assignments are written `{M}::attribute.to(value)`"
)]
pub trait Assignments<M> {
    /// Adds its assignments.
    fn push_assignments(self, out: &mut Vec<(Name, Node)>);
}

impl<M> Assignments<M> for Assign<M> {
    fn push_assignments(self, out: &mut Vec<(Name, Node)>) {
        out.push(self.into_pair());
    }
}

impl<M, A: Assignments<M>> Assignments<M> for Vec<A> {
    fn push_assignments(self, out: &mut Vec<(Name, Node)>) {
        self.into_iter().for_each(|assignment| assignment.push_assignments(out));
    }
}

/// Rows to insert into `M`: an assignment or a tuple of them is one row, a model is one row, an array or `Vec` several.
#[diagnostic::on_unimplemented(message = "`{Self}` cannot be inserted into `{M}`")]
pub trait IntoValues<M> {
    /// Adds its rows.
    fn push_rows(self, rows: &mut Vec<Vec<(Name, Node)>>);
}

impl<M> IntoValues<M> for Assign<M> {
    fn push_rows(self, rows: &mut Vec<Vec<(Name, Node)>>) {
        rows.push(vec![self.into_pair()]);
    }
}

impl<M: Model> IntoValues<M> for M {
    fn push_rows(self, rows: &mut Vec<Vec<(Name, Node)>>) {
        rows.push(match self.insert_values() {
            Ok(values) => values.into_iter().map(|(name, value)| (name, Node::Bind(value))).collect(),
            // Building cannot fail; compiling tells.
            Err(error) => vec![(Name::Static(M::TABLE), Refused(error).into())],
        });
    }
}

impl<M, V: IntoValues<M>, const N: usize> IntoValues<M> for [V; N] {
    fn push_rows(self, rows: &mut Vec<Vec<(Name, Node)>>) {
        self.into_iter().for_each(|row| row.push_rows(rows));
    }
}

impl<M, V: IntoValues<M>> IntoValues<M> for Vec<V> {
    fn push_rows(self, rows: &mut Vec<Vec<(Name, Node)>>) {
        self.into_iter().for_each(|row| row.push_rows(rows));
    }
}

macro_rules! tuples {
    ($(($($t:ident $i:tt)+))*) => {$(
        impl<Of, $($t: Assignments<Of>),+> Assignments<Of> for ($($t,)+) {
            fn push_assignments(self, out: &mut Vec<(Name, Node)>) {
                $(self.$i.push_assignments(out);)+
            }
        }
        impl<Of, $($t: Assignments<Of>),+> IntoValues<Of> for ($($t,)+) {
            fn push_rows(self, rows: &mut Vec<Vec<(Name, Node)>>) {
                let mut row = Vec::new();
                self.push_assignments(&mut row);
                rows.push(row);
            }
        }
    )*};
}
tuples! {
    (A 0) (A 0 B 1) (A 0 B 1 C 2) (A 0 B 1 C 2 D 3) (A 0 B 1 C 2 D 3 E 4) (A 0 B 1 C 2 D 3 E 4 F 5)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6) (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7) (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9) (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11)
}
