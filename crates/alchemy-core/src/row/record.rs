//! Rows whose columns are known only at run time: read by name, by column or by position.

use std::fmt;
use std::sync::Arc;

use crate::error::{Error, ErrorKind, Result};
use crate::row::{Mode, Shape};
use crate::schema::Name;
use crate::sql::{ColumnRef, IntoExpr, Node};
use crate::types::SqlValue;
use crate::value::{Row, Value};

/// A row that is read by name: what [`Query::records`](crate::Query::records) gives, and
/// [`TextStatement::records`](crate::TextStatement::records).
///
/// Its values are owned and carry no type; reading one gives it a type, or refuses. All rows of a result share their
/// names.
///
/// ```
/// use alchemy_core::{Record, Result, Value};
/// fn show(record: &Record) -> Result<String> {
///     let id: i64 = record.get("id")?;
///     let name: Option<String> = record.get(1)?;
///     Ok(format!("{id} {name:?} of {} columns: {:?}", record.len(), record.names().collect::<Vec<_>>()))
/// }
/// let record = Record::of([("id", Value::Int(7)), ("name", Value::Null)]);
/// assert_eq!(show(&record)?, r#"7 None of 2 columns: ["id", "name"]"#);
/// assert!(record.contains("id") && !record.contains("email"));
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Record {
    columns: Arc<RecordColumns>,
    values: Box<[Value]>,
}

/// What all records of a result share.
#[derive(Debug, Default)]
struct RecordColumns {
    names: Box<[Box<str>]>,
    /// For each the column of a table that it shows, where the statement tells.
    origins: Option<Arc<[Option<ColumnRef>]>>,
}

/// What is the same for all rows of a result, found with the first of them.
#[derive(Debug, Clone, Default)]
pub struct Header {
    origins: Option<Arc<[Option<ColumnRef>]>>,
    columns: Option<Arc<RecordColumns>>,
}

impl Header {
    /// Of a statement that shows these columns.
    pub(crate) fn of<'n>(items: impl Iterator<Item = &'n Node>) -> Header {
        let origin = |item: &Node| match item {
            Node::Column(column) => Some(column.clone()),
            _ => None,
        };
        Header { origins: Some(items.map(origin).collect()), columns: None }
    }

    fn columns(&mut self, row: &dyn Row) -> Arc<RecordColumns> {
        let columns = self.columns.get_or_insert_with(|| {
            let names = (0..row.width()).map(|index| row.name(index).into()).collect();
            Arc::new(RecordColumns { names, origins: self.origins.take() })
        });
        columns.clone()
    }
}

impl Record {
    /// A record of names and values: for tests, and for what takes records from elsewhere.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// let record = Record::of([("id", Value::Int(1)), ("name", Value::from("Ada"))]);
    /// assert_eq!(record.get::<String>("name")?, "Ada");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn of<N: Into<Box<str>>>(fields: impl IntoIterator<Item = (N, Value)>) -> Record {
        let (names, values): (Vec<Box<str>>, Vec<Value>) = fields.into_iter().map(|(name, value)| (name.into(), value)).unzip();
        Record { columns: Arc::new(RecordColumns { names: names.into(), origins: None }), values: values.into() }
    }

    /// The value of a column, by name or by position, as a Rust type.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// let record = Record::of([("id", Value::Int(1)), ("name", Value::from("Ada"))]);
    /// assert_eq!((record.get::<i64>("id")?, record.get::<String>(1)?), (1, "Ada".to_owned()));
    /// assert_eq!(record.get::<i64>("age").unwrap_err().kind(), ErrorKind::Programming);
    /// assert_eq!(record.get::<i64>("name").unwrap_err().kind(), ErrorKind::Data);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Programming` for a name that no column has, or several, and for a position behind the last; `Data` for a value that
    /// is of another kind.
    pub fn get<T: SqlValue>(&self, key: impl RecordKey) -> Result<T> {
        let index = key.position(self)?;
        T::from_value(self.value(index)?.as_ref())
            .map_err(|error| error.in_column(index, self.columns.names.get(index).map_or("", |name| name)))
    }

    /// The value of a column, by name or by position, as it is.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// let record = Record::of([("id", Value::Int(1)), ("name", Value::from("Ada"))]);
    /// assert_eq!(record.value("id")?, &Value::Int(1));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Record::get`], but for its type.
    pub fn value(&self, key: impl RecordKey) -> Result<&Value> {
        let position = key.position(self)?;
        self.values.get(position).ok_or_else(|| {
            let message = format!("the row has {} columns, none numbered {position}", self.values.len());
            Error::new(ErrorKind::Programming, message)
        })
    }

    /// The value that stands for a column of a table, or for a label, with that column's type. It tells columns of one
    /// name apart, since it goes by the column and not by the name.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// table! { pub emails ("email") { user_id: i64, name: String } }
    /// # #[cfg(feature = "engine")]
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// let query = select((users::name, emails::name)).join_on(emails::table(), users::id.eq(emails::user_id));
    /// for record in connection.all(query.records()).await? {
    ///     let (user, email): (String, String) = (record.column(users::name)?, record.column(emails::name)?);
    ///     println!("{user} {email}");
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `Programming` if the statement did not select it; `Data` as [`Record::get`].
    pub fn column<E: IntoExpr>(&self, column: E) -> Result<<E::Value as SqlValue>::Read>
    where
        E::Value: SqlValue,
    {
        match column.into_expr().into_node() {
            Node::Column(column) => self.get(self.shown_at(&column)?),
            Node::Label(label) => self.get(&*label.name),
            _ => Err(Error::new(ErrorKind::Programming, "only a column or a label stands for a column of a row")),
        }
    }

    fn shown_at(&self, column: &ColumnRef) -> Result<usize> {
        match &self.columns.origins {
            Some(origins) => {
                origins.iter().position(|origin| origin.as_ref() == Some(column)).ok_or_else(|| self.no_column(&column.name))
            }
            // Text tells names alone.
            None => self.named(&column.name),
        }
    }

    /// Whether a column has that name.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// let record = Record::of([("id", Value::Int(1)), ("name", Value::from("Ada"))]);
    /// assert!(record.contains("id") && !record.contains("age"));
    /// ```
    pub fn contains(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
    }

    /// The names of its columns, in order.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// let record = Record::of([("id", Value::Int(1)), ("name", Value::from("Ada"))]);
    /// assert_eq!(record.names().collect::<Vec<_>>(), ["id", "name"]);
    /// ```
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.columns.names.iter().map(|name| &**name)
    }

    /// Its names and values, in order.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// let record = Record::of([("id", Value::Int(1)), ("name", Value::from("Ada"))]);
    /// assert_eq!(record.iter().next(), Some(("id", &Value::Int(1))));
    /// ```
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.names().zip(&self.values)
    }

    /// How many columns it has.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// assert_eq!(Record::of([("id", Value::Int(1)), ("name", Value::from("Ada"))]).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether it has no columns.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// assert!(!Record::of([("id", Value::Int(1))]).is_empty());
    /// assert!(Record::of::<&str>([]).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Its values, in order.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// let record = Record::of([("id", Value::Int(1)), ("name", Value::from("Ada"))]);
    /// assert_eq!(record.into_values(), [Value::Int(1), Value::from("Ada")]);
    /// ```
    pub fn into_values(self) -> Vec<Value> {
        self.values.into_vec()
    }

    fn named(&self, name: &str) -> Result<usize> {
        let mut found = self.names().enumerate().filter(|(_, known)| *known == name).map(|(index, _)| index);
        match (found.next(), found.next()) {
            (Some(index), None) => Ok(index),
            (Some(_), Some(_)) => {
                let message = format!("several columns are named `{name}`; read them by column or by position");
                Err(Error::new(ErrorKind::Programming, message))
            }
            (None, _) => Err(self.no_column(name)),
        }
    }

    fn no_column(&self, name: &str) -> Error {
        let names: Vec<&str> = self.names().collect();
        Error::new(ErrorKind::Programming, format!("the row has no column `{name}`; it has `{}`", names.join("`, `")))
    }

    fn read(columns: Arc<RecordColumns>, row: &dyn Row, at: usize) -> Result<Record> {
        let values: Result<Box<[Value]>> = (at..row.width())
            .map(|index| row.get(index).and_then(|value| value.to_value()).map_err(|error| error.at_column(index)))
            .collect();
        Ok(Record { columns, values: values? })
    }
}

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values && self.columns.names == other.columns.names
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// All columns from its place to the last: alone, or at the end of a tuple.
impl Shape for Record {
    const WIDTH: usize = 0;
    type In<M: Mode> = Record;

    fn decode<M: Mode>(_: &mut M::Context, row: &dyn Row, at: usize) -> Result<Record> {
        let names = (at..row.width()).map(|index| row.name(index).into()).collect();
        Record::read(Arc::new(RecordColumns { names, origins: None }), row, at)
    }

    fn decode_row<M: Mode>(_: &mut M::Context, header: &mut Header, row: &dyn Row) -> Result<Record> {
        Record::read(header.columns(row), row, 0)
    }
}

/// What tells a column of a [`Record`]: a name or a position, counted from zero.
///
/// ```
/// use alchemy_core::prelude::*;
/// let record = Record::of([("id", Value::Int(1)), ("name", Value::from("Ada"))]);
/// assert_eq!((record.get::<i64>("id")?, record.get::<i64>(0)?), (1, 1));
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell which column",
    note = "give a name or a position; `record.column(…)` takes columns of tables"
)]
pub trait RecordKey {
    /// Where the column stands.
    ///
    /// # Errors
    /// `Programming` for a name that no column has, or several.
    fn position(&self, record: &Record) -> Result<usize>;
}

impl RecordKey for usize {
    fn position(&self, _: &Record) -> Result<usize> {
        Ok(*self)
    }
}

impl RecordKey for str {
    fn position(&self, record: &Record) -> Result<usize> {
        record.named(self)
    }
}

impl RecordKey for String {
    fn position(&self, record: &Record) -> Result<usize> {
        record.named(self)
    }
}

impl RecordKey for Name {
    fn position(&self, record: &Record) -> Result<usize> {
        record.named(self)
    }
}

impl<K: RecordKey + ?Sized> RecordKey for &K {
    fn position(&self, record: &Record) -> Result<usize> {
        (**self).position(record)
    }
}
