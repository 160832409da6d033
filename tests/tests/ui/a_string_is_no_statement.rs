#![allow(dead_code, unused_variables)]
use alchemy_orm::prelude::*;

async fn mistake(connection: &mut Connection) -> Result<()> {
    connection.execute("DELETE FROM user_account").await?;
    Ok(())
}

fn main() {}
