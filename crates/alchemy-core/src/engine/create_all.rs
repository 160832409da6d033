//! Creating what a database lacks, and dropping what it has.

use std::collections::HashSet;

use crate::ddl::{DdlStatement, Order};
use crate::engine::{Engine, Executor, Transaction};
use crate::error::Result;
use crate::schema::{MetaData, Table};
use crate::sql::text;

impl MetaData {
    /// Creates the tables that the database lacks, with their indexes; a table that is there is left as it is. One
    /// transaction, where the database's DDL is part of one.
    ///
    /// # Errors
    /// `Mapping` for a wrong mapping, before a connection is asked for; what the database refuses.
    pub async fn create_all(&self, engine: &Engine) -> Result<()> {
        let order = Order::of(self)?;
        let (transaction, there) = look(engine).await?;
        let is_missing = |table: &Table| !there.contains(&**table.name());
        let statements = order.create(engine.dialect(), is_missing)?;
        perform(transaction, statements).await
    }

    /// Drops the tables that the database has, those that refer to others first. One transaction, where the database's DDL
    /// is part of one.
    ///
    /// # Errors
    /// As [`MetaData::create_all`].
    pub async fn drop_all(&self, engine: &Engine) -> Result<()> {
        let order = Order::of(self)?;
        let (transaction, there) = look(engine).await?;
        let is_there = |table: &Table| there.contains(&**table.name());
        let statements = order.drop(engine.dialect(), is_there)?;
        perform(transaction, statements).await
    }
}

/// A transaction, and the names of the tables that it sees.
async fn look(engine: &Engine) -> Result<(Transaction<'static>, HashSet<String>)> {
    let mut transaction = engine.begin().await?;
    let names = text(engine.dialect().table_names()).columns::<String>();
    let there = transaction.all(names).await?;
    Ok((transaction, there.into_iter().collect()))
}

async fn perform(mut transaction: Transaction<'_>, statements: Vec<DdlStatement>) -> Result<()> {
    for statement in statements {
        transaction.execute(statement).await?;
    }
    transaction.commit().await
}
