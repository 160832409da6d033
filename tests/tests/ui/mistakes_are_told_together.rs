#![allow(dead_code)]
#[path = "../ui_models/mod.rs"]
mod models;
use alchemy_orm::prelude::*;
use models::*;

#[derive(Mapped, Default)]
#[mapped(table = "", colour = "red")]
pub struct P {
    #[mapped(primary_key, primary_key)]
    pub id: i64,
    #[mapped(foreign_key = "user_account.id", on_delete = "explode")]
    pub user_id: i64,
    #[mapped(secondary = "membership", cascade = "all, delete-orphans")]
    pub users: HasMany<User>,
    #[mapped(skip, length = 3)]
    pub note: String,
    #[mapped(length = "3")]
    pub name: String,
}

// What is right about the struct is known all the same, so that this is no mistake.
pub fn uses() -> Select<P> {
    P::select().filter(P::name.eq("x"))
}

fn main() {
    let _ = User::default();
}
