//! A set of tables.

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::row::Model;
use crate::schema::{Name, NamingConvention, SchemaElement, Table, TableEvent, TableName};
use crate::sql::{Alias, Delete, Insert, IntoAlias, Source, TableRef, Update};

/// Tables that belong together, in the order in which they were added. A table is in it once, by name.
///
/// ```
/// use alchemy_core::{dialect::Ansi, BigInteger, Column, MetaData, Table};
/// let metadata = MetaData::new()
///     .table(Table::new("invoice").column(Column::new("customer_id", BigInteger).references("customer", "id")))
///     .table(Table::new("customer").column(Column::new("id", BigInteger).primary_key()));
/// let script = metadata.create_script(&Ansi)?;
/// assert!(script.find("customer").unwrap() < script.find("invoice").unwrap());
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct MetaData {
    tables: Vec<Table>,
    /// The tables as they were given: a schema and a convention make others of them.
    given: Vec<Table>,
    schema: Option<Name>,
    convention: Option<Arc<NamingConvention>>,
    events: Vec<TableEvent>,
    pub(super) elements: Vec<Arc<dyn SchemaElement>>,
    problem: Option<Error>,
}

impl MetaData {
    /// No tables yet.
    ///
    /// ```
    /// use alchemy_core::{MetaData, dialect::Ansi, prelude::*};
    /// assert_eq!(MetaData::new().create_script(&Ansi)?, "");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new() -> Self {
        MetaData::default()
    }

    /// The tables of a model, or of a tuple of models and tables of [`table!`](crate::table). A wrong mapping is told by
    /// whatever is done with the tables first, and by [`MetaData::check`].
    ///
    /// ```
    /// use alchemy_core::{MetaData, dialect::Ansi, prelude::*};
    /// table! { seat ("seat") { number: i64 [primary_key] } }
    /// table! { hall ("hall") { id: i64 [primary_key] } }
    /// let metadata = MetaData::of::<(seat, hall)>();
    /// assert_eq!(metadata.tables().len(), 2);
    /// ```
    pub fn of<T: Tables>() -> Self {
        let mut metadata = MetaData::new();
        T::collect(&mut metadata);
        metadata
    }

    /// The schema of tables that name none, said before they are added.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, MetaData};
    /// let metadata = MetaData::new().schema("stock").table(Table::new("thing").column(Column::new("id", Integer)));
    /// assert_eq!(metadata.create_script(&Ansi)?, "CREATE TABLE stock.thing (id INTEGER);\n");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn schema(mut self, schema: impl Into<Name>) -> Self {
        self.schema = Some(schema.into());
        self
    }

    /// How constraints and indexes are called that have no name, said before their tables are added.
    ///
    /// ```
    /// use alchemy_core::{MetaData, NamingConvention, dialect::Ansi, prelude::*};
    /// let metadata = MetaData::new().naming_convention(NamingConvention::new().primary_key("pk_{table_name}"));
    /// let metadata = metadata.table(Table::new("seat").column(Column::new("number", Integer).primary_key()));
    /// assert!(metadata.create_script(&Ansi)?.contains("CONSTRAINT pk_seat PRIMARY KEY (number)"));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn naming_convention(mut self, convention: NamingConvention) -> Self {
        self.convention = Some(Arc::new(convention));
        self
    }

    /// Something that is done when all tables are created, or dropped.
    ///
    /// ```
    /// use alchemy_core::{Ddl, MetaData, Moment, TableEvent, dialect::Ansi, prelude::*};
    /// let metadata = MetaData::new().event(TableEvent::new(Moment::BeforeCreate, Ddl::new("CREATE EXTENSION hstore")));
    /// assert_eq!(metadata.create_script(&Ansi)?, "CREATE EXTENSION hstore;\n");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn event(mut self, event: TableEvent) -> Self {
        self.events.push(event);
        self
    }

    /// What is done when all tables are created, or dropped.
    ///
    /// ```
    /// use alchemy_core::{Ddl, MetaData, Moment, TableEvent, prelude::*};
    /// let metadata = MetaData::new().event(TableEvent::new(Moment::BeforeCreate, Ddl::new("SELECT 1")));
    /// assert_eq!(metadata.events().len(), 1);
    /// ```
    pub fn events(&self) -> &[TableEvent] {
        &self.events
    }

    /// Adds a table.
    ///
    /// ```
    /// use alchemy_core::{MetaData, dialect::Ansi, prelude::*};
    /// let metadata = MetaData::new().table(Table::new("seat").column(Column::new("number", Integer)));
    /// assert_eq!(metadata.create_script(&Ansi)?, "CREATE TABLE seat (number INTEGER);\n");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn table(mut self, table: Table) -> Self {
        self.add(table);
        self
    }

    /// Adds a table. Two tables of one name are a wrong mapping, unless they are the same table.
    ///
    /// ```
    /// use alchemy_core::{MetaData, prelude::*};
    /// let mut metadata = MetaData::new();
    /// metadata.add(Table::new("seat"));
    /// assert!(metadata.contains("seat"));
    /// ```
    pub fn add(&mut self, table: Table) {
        if self.given.iter().any(|known| known.is(&table)) {
            return;
        }
        let named = table.under(self.schema.as_ref(), self.convention.as_ref());
        match self.get(&named) {
            Some(_) => self.refuse(Error::mapping(format!("two tables are called `{}`", named.full_name()))),
            None => {
                self.tables.push(named);
                self.given.push(table);
            }
        }
    }

    /// Puts a table in the place of the one of its name; without such a one it is added.
    ///
    /// ```
    /// use alchemy_core::{MetaData, prelude::*};
    /// let mut metadata = MetaData::new().table(Table::new("seat"));
    /// metadata.replace(Table::new("seat").column(Column::new("number", Integer)));
    /// assert_eq!((metadata.tables().len(), metadata.tables()[0].columns().len()), (1, 1));
    /// ```
    pub fn replace(&mut self, table: Table) {
        self.remove(&table.under(self.schema.as_ref(), None));
        self.add(table);
    }

    /// Takes a table out, and gives it back.
    ///
    /// ```
    /// use alchemy_core::{MetaData, prelude::*};
    /// let mut metadata = MetaData::new().table(Table::new("seat"));
    /// assert!(metadata.remove("seat").is_some() && metadata.tables().is_empty());
    /// ```
    pub fn remove(&mut self, name: impl Into<TableName>) -> Option<Table> {
        let name = name.into();
        let at = self.tables.iter().position(|table| table.full_name() == name)?;
        self.given.remove(at);
        Some(self.tables.remove(at))
    }

    /// Takes all tables out.
    ///
    /// ```
    /// use alchemy_core::{MetaData, prelude::*};
    /// let mut metadata = MetaData::new().table(Table::new("seat"));
    /// metadata.clear();
    /// assert!(metadata.tables().is_empty());
    /// ```
    pub fn clear(&mut self) {
        self.tables.clear();
        self.given.clear();
    }

    /// Keeps a mistake that was found while tables were collected; the first counts.
    ///
    /// ```
    /// use alchemy_core::{ErrorKind, Error, MetaData};
    /// let mut metadata = MetaData::new();
    /// metadata.refuse(Error::mapping("`Book` has no key"));
    /// assert_eq!(metadata.check().unwrap_err().kind(), ErrorKind::Mapping);
    /// ```
    pub fn refuse(&mut self, problem: Error) {
        self.problem.get_or_insert(problem);
    }

    /// The mistake that was found while tables were collected.
    ///
    /// ```
    /// use alchemy_core::{MetaData, prelude::*};
    /// let twice = MetaData::new().table(Table::new("seat")).table(Table::new("seat").comment("another one"));
    /// assert_eq!(twice.check().unwrap_err().kind(), ErrorKind::Mapping);
    /// ```
    ///
    /// # Errors
    /// `Mapping`.
    pub fn check(&self) -> Result<()> {
        self.problem.clone().map_or(Ok(()), Err)
    }

    /// The tables, in the order in which they were added.
    ///
    /// ```
    /// use alchemy_core::{MetaData, prelude::*};
    /// let metadata = MetaData::new().table(Table::new("seat")).table(Table::new("hall"));
    /// assert_eq!(metadata.tables().iter().map(|table| &**table.name()).collect::<Vec<&str>>(), ["seat", "hall"]);
    /// ```
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// A table, by name: `billing.invoice`.
    ///
    /// ```
    /// use alchemy_core::{MetaData, prelude::*};
    /// let metadata = MetaData::new().table(Table::new("invoice").schema("billing"));
    /// assert!(metadata.get("billing.invoice").is_some() && metadata.get("invoice").is_none());
    /// ```
    pub fn get(&self, name: impl Into<TableName>) -> Option<&Table> {
        let name = name.into();
        self.tables.iter().find(|table| *table.name() == name.name && table.schema_name() == name.schema.as_ref())
    }

    /// Whether there is a table of that name.
    ///
    /// ```
    /// use alchemy_core::{MetaData, prelude::*};
    /// assert!(MetaData::new().table(Table::new("seat")).contains("seat"));
    /// ```
    pub fn contains(&self, name: impl Into<TableName>) -> bool {
        self.get(name).is_some()
    }

    /// The schemas that tables lie in, each once.
    ///
    /// ```
    /// use alchemy_core::{MetaData, prelude::*};
    /// let metadata = MetaData::new().table(Table::new("invoice").schema("billing")).table(Table::new("seat"));
    /// assert_eq!(metadata.schemas().into_iter().map(|name| &**name).collect::<Vec<&str>>(), ["billing"]);
    /// ```
    pub fn schemas(&self) -> Vec<&Name> {
        let mut schemas = Vec::new();
        for schema in self.tables.iter().filter_map(Table::schema_name) {
            if !schemas.contains(&schema) {
                schemas.push(schema);
            }
        }
        schemas
    }
}

/// What [`MetaData::of`] takes: models, tables of [`table!`](crate::table), and tuples of these, which may be nested.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { author ("author") { id: i64 [primary_key] } }
/// table! { book ("book") { id: i64 [primary_key] } }
/// assert_eq!(
///     MetaData::of::<(author, book)>().create_script(&Ansi)?,
///     "CREATE TABLE author (id BIGINT NOT NULL, PRIMARY KEY (id));\n\
///      CREATE TABLE book (id BIGINT NOT NULL, PRIMARY KEY (id));\n",
/// );
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no table",
    note = "add `#[derive(Mapped)]` to it, or declare it with `table!`"
)]
pub trait Tables {
    /// Adds its tables.
    fn collect(metadata: &mut MetaData);
}

impl<M: Model> Tables for M {
    fn collect(metadata: &mut MetaData) {
        if let Err(problem) = M::check_mapping() {
            metadata.refuse(problem);
        }
        metadata.add(M::table().clone());
    }
}

macro_rules! tuples {
    ($(($($t:ident $u:ident $i:tt)+))*) => {$(
        impl<$($t: Tables),+> Tables for ($($t,)+) {
            fn collect(metadata: &mut MetaData) {
                $($t::collect(metadata);)+
            }
        }
    )*};
}
crate::for_tuples!(tuples);

/// A table declared by [`table!`](crate::table): the type has its columns as constants.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub book ("book") { id: Auto<i64> [primary_key], title: String } }
/// fn emptied<T: TableDef>() -> Result<String> {
///     Ok(T::delete().compile(&Ansi)?.text().to_owned())
/// }
/// assert_eq!(emptied::<book>()?, "DELETE FROM book");
/// # Ok::<(), Error>(())
/// ```
pub trait TableDef {
    /// All of its columns: what [`TableDef::all`] selects.
    type All;

    /// The table.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// assert_eq!((&**author::table().name(), author::table().columns().len()), ("author", 2));
    /// ```
    fn table() -> &'static Table;

    /// All of its columns, as columns of something else: of an alias.
    fn all_of(source: &Source) -> Self::All;

    /// All of its columns, to be selected.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let everything: Select<(i64, String)> = select(users::all());
    /// assert_eq!(everything.compile(&Ansi)?.text(), "SELECT user_account.id, user_account.name FROM user_account");
    /// # Ok::<(), Error>(())
    /// ```
    fn all() -> Self::All {
        Self::all_of(&Self::table().source())
    }

    /// The table under another name; `None` leaves the name to the statement: `user_account_1`.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let other = users::alias("other");
    /// let stmt = select((users::name, other.c(users::name))).filter(users::id.lt(other.c(users::id)));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT user_account.name, other.name AS name_1 FROM user_account, user_account AS other \
    ///      WHERE user_account.id < other.id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn alias(name: impl IntoAlias) -> Alias<Self>
    where
        Self: Sized,
    {
        Alias::of_table(TableRef::Declared(Self::table), name)
    }

    /// An INSERT into it.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// assert_eq!(
    ///     author::insert().values(author::name.to("Jane")).compile(&Ansi)?.text(),
    ///     "INSERT INTO author (name) VALUES (?)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn insert() -> Insert<()> {
        Insert::into_table(Self::table().source())
    }

    /// An UPDATE of it.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// assert_eq!(author::update().set(author::name.to("Jane")).compile(&Ansi)?.text(), "UPDATE author SET name=?");
    /// # Ok::<(), Error>(())
    /// ```
    fn update() -> Update<()> {
        Update::of_table(Self::table().source())
    }

    /// A DELETE from it.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// assert_eq!(
    ///     author::delete().filter(author::id.eq(1)).compile(&Ansi)?.text(),
    ///     "DELETE FROM author WHERE author.id = ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn delete() -> Delete<()> {
        Delete::from_table(Self::table().source())
    }
}
