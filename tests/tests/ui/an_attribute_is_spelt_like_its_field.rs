#![allow(dead_code, unused_variables)]
#[path = "../ui_models/mod.rs"]
mod models;
use alchemy_orm::prelude::*;
use models::*;

async fn mistake(session: &mut Session, conn: &mut Connection) -> Result<()> {
    let q = User::select().filter(User::nme.eq("x"));
    Ok(())
}

fn main() {}
