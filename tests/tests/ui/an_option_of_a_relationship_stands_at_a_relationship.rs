#![allow(dead_code)]
#[path = "../ui_models/mod.rs"]
mod models;
use alchemy_orm::prelude::*;
use models::*;

#[derive(Mapped, Default)]
#[mapped(table = "p")]
pub struct P {
    #[mapped(primary_key)]
    pub id: i64,
    #[mapped(viewonly)]
    pub name: String,
}

fn main() {
    let _ = User::default();
}
