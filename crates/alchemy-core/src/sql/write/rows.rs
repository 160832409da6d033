//! Rows to insert.

use crate::error::{Error, ErrorKind};
use crate::row::Model;
use crate::schema::Name;
use crate::sql::{Assign, Assigned, AssignmentList, Assignments, Node, Refused};

/// One row: columns with their expressions.
pub type ValueRow = Vec<(Name, Node)>;

/// Rows to insert into `M`: an assignment or a tuple of them is one row, a model is one row, an array or `Vec` several.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let (one, many) = ((book::title.to("Emma"), book::pages.to(300)), [book::title.to("Emma"), book::title.to("Ulysses")]);
/// assert_eq!(book::insert().values(one).compile(&Ansi)?.text(), "INSERT INTO book (title, pages) VALUES (?, ?)");
/// assert_eq!(book::insert().values(many).compile(&Ansi)?.text(), "INSERT INTO book (title) VALUES (?), (?)");
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(message = "`{Self}` cannot be inserted into `{M}`")]
pub trait IntoValues<M> {
    /// Adds its rows.
    fn push_rows(self, rows: &mut Vec<ValueRow>);
}

/// The row that assignments make.
pub(super) fn row_of(assignments: AssignmentList) -> ValueRow {
    assignments.into_iter().map(|(to, value)| pair(to, value)).collect()
}

fn pair(to: Assigned, value: Node) -> (Name, Node) {
    match to {
        Assigned::Own(name) => (name, value),
        Assigned::Column(column) => (column.name, value),
        Assigned::Part(_) | Assigned::Row(_) => {
            let message = "an INSERT gives values to whole columns, one by one";
            (Name::Static("?"), Refused(Error::new(ErrorKind::Programming, message)).into())
        }
    }
}

impl<M> IntoValues<M> for () {
    fn push_rows(self, rows: &mut Vec<ValueRow>) {
        rows.push(Vec::new());
    }
}

impl<M> IntoValues<M> for Assign<M> {
    fn push_rows(self, rows: &mut Vec<ValueRow>) {
        rows.push(row_of(vec![self.into_pair()]));
    }
}

impl<M: Model> IntoValues<M> for M {
    fn push_rows(self, rows: &mut Vec<ValueRow>) {
        rows.push(match self.insert_values() {
            Ok(values) => values.into_iter().map(|(name, value)| (name, Node::Bind(value))).collect(),
            // Building cannot fail; compiling tells.
            Err(error) => vec![(Name::Static(M::TABLE), Refused(error).into())],
        });
    }
}

impl<M, V: IntoValues<M>, const N: usize> IntoValues<M> for [V; N] {
    fn push_rows(self, rows: &mut Vec<ValueRow>) {
        self.into_iter().for_each(|row| row.push_rows(rows));
    }
}

impl<M, V: IntoValues<M>> IntoValues<M> for Vec<V> {
    fn push_rows(self, rows: &mut Vec<ValueRow>) {
        self.into_iter().for_each(|row| row.push_rows(rows));
    }
}

macro_rules! tuples {
    ($(($($t:ident $u:ident $i:tt)+))*) => {$(
        impl<Of, $($t: Assignments<Of>),+> IntoValues<Of> for ($($t,)+) {
            fn push_rows(self, rows: &mut Vec<ValueRow>) {
                let mut row = Vec::new();
                self.push_assignments(&mut row);
                rows.push(row_of(row));
            }
        }
    )*};
}
crate::for_tuples!(tuples);
