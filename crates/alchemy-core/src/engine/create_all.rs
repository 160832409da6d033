//! Creating and dropping what a database lacks or has.

use std::collections::HashSet;

use crate::engine::{Engine, Executor};
use crate::error::Result;
use crate::schema::MetaData;
use crate::sql::text;

impl MetaData {
    /// Creates the tables that the database lacks, in dependency order, in one transaction where its DDL is part of one.
    ///
    /// # Errors
    /// `Mapping` for a wrong mapping, before anything is sent; what the database refuses.
    pub async fn create_all(&self, engine: &Engine) -> Result<()> {
        self.check()?;
        let mut connection = engine.connect().await?;
        let there = existing(&mut connection).await?;
        let statements = self.create_statements(connection.dialect(), |name| !there.contains(&**name))?;
        for statement in statements {
            connection.execute(statement).await?;
        }
        connection.commit().await
    }

    /// Drops the tables that the database has, those that refer to others first.
    ///
    /// # Errors
    /// As [`MetaData::create_all`].
    pub async fn drop_all(&self, engine: &Engine) -> Result<()> {
        self.check()?;
        let mut connection = engine.connect().await?;
        let there = existing(&mut connection).await?;
        let statements = self.drop_statements(connection.dialect(), |name| there.contains(&**name))?;
        for statement in statements {
            connection.execute(statement).await?;
        }
        connection.commit().await
    }
}

async fn existing(connection: &mut crate::engine::Connection) -> Result<HashSet<String>> {
    let names = text(connection.dialect().table_names()).columns::<String>();
    Ok(connection.all(names).await?.into_iter().collect())
}
