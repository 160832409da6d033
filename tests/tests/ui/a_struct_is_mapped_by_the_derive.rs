#![allow(dead_code, unused_variables)]
#[path = "../ui_models/mod.rs"]
mod models;
use alchemy_orm::prelude::*;
use models::*;

struct Plain {
    id: i64,
}

async fn mistake(session: &mut Session, conn: &mut Connection) -> Result<()> {
    let v = session.add(Plain { id: 1 });
    Ok(())
}

fn main() {}
