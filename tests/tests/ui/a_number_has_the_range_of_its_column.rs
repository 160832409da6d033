#![allow(dead_code, unused_variables)]
#[path = "../ui_models/mod.rs"]
mod models;
use alchemy_orm::prelude::*;
use models::*;

async fn mistake(session: &mut Session, conn: &mut Connection) -> Result<()> {
    let q = User::select().filter(User::id.eq(3_000_000_000));
    Ok(())
}

fn main() {}
