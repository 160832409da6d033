#![allow(dead_code)]
#[path = "../ui_models/mod.rs"]
mod models;
use alchemy_orm::prelude::*;
use models::*;

#[derive(Mapped, Default)]
#[mapped(table = "p", index(users))]
pub struct P {
    #[mapped(primary_key)]
    pub id: i64,
    #[mapped(unique)]
    pub users: HasMany<User>,
}

fn main() {
    let _ = User::default();
}
