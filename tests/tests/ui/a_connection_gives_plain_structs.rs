#![allow(dead_code, unused_variables)]
#[path = "../ui_models/mod.rs"]
mod models;
use alchemy_orm::prelude::*;
use models::*;

async fn mistake(session: &mut Session, conn: &mut Connection) -> Result<()> {
    let v: Vec<Entity<User>> = conn.all(User::select()).await?;
    Ok(())
}

fn main() {}
