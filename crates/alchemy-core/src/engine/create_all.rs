//! Creating what a database lacks, and dropping what it has.

use std::collections::HashSet;

use crate::ddl::{Besides, DdlStatement, Order};
use crate::engine::{Engine, Executor, Transaction};
use crate::error::Result;
use crate::schema::{MetaData, Table, TableName};
use crate::sql::text;

impl MetaData {
    /// Creates the tables that the database lacks, with their indexes; a table that is there is left as it is. So is what
    /// else the schema has, but for views, which are made anew where the database can. One transaction, where the
    /// database's DDL is part of one.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// table! { book ("book") { id: Auto<i64> [primary_key], title: String } }
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// MetaData::of::<(book,)>().create_all(engine).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `Mapping` for a wrong mapping, before a connection is asked for; what the database refuses.
    pub async fn create_all(&self, engine: &Engine) -> Result<()> {
        let order = Order::of(self)?;
        let (transaction, there) = look(engine, self).await?;
        let is_missing = |table: &Table| !there.contains(&table.full_name());
        let statements = order.create(engine.dialect(), Besides::Checked, is_missing)?;
        perform(transaction, statements).await
    }

    /// Drops the tables that the database has, those that refer to others first, and what else the schema has. One
    /// transaction, where the database's DDL is part of one.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// table! { book ("book") { id: Auto<i64> [primary_key], title: String } }
    /// # async fn f(engine: &Engine) -> Result<()> {
    /// MetaData::of::<(book,)>().drop_all(engine).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`MetaData::create_all`].
    pub async fn drop_all(&self, engine: &Engine) -> Result<()> {
        let order = Order::of(self)?;
        let (transaction, there) = look(engine, self).await?;
        let is_there = |table: &Table| there.contains(&table.full_name());
        let statements = order.drop(engine.dialect(), Besides::Checked, is_there)?;
        perform(transaction, statements).await
    }
}

/// A transaction, and the names of the tables that it sees: those that are found without a schema, and those of the
/// schemas that the metadata names. One question for each, however many tables there are.
async fn look(engine: &Engine, metadata: &MetaData) -> Result<(Transaction<'static>, HashSet<TableName>)> {
    let dialect = engine.dialect();
    let mut questions = vec![(None, dialect.table_names().to_owned())];
    for schema in metadata.schemas() {
        questions.push((Some(schema.clone()), dialect.table_names_in(schema)?));
    }
    let mut transaction = engine.begin().await?;
    let mut there = HashSet::new();
    for (schema, question) in questions {
        let names = transaction.all(text(&question).columns::<String>()).await?;
        there.extend(names.into_iter().map(|name| TableName { schema: schema.clone(), name: name.into() }));
    }
    Ok((transaction, there))
}

async fn perform(mut transaction: Transaction<'_>, statements: Vec<DdlStatement>) -> Result<()> {
    for statement in statements {
        transaction.execute(statement).await?;
    }
    transaction.commit().await
}
