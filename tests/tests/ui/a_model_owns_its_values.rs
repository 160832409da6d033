#![allow(dead_code)]
#[path = "../ui_models/mod.rs"]
mod models;
use alchemy_orm::prelude::*;
use models::*;

#[derive(Mapped)]
#[mapped(table = "p")]
pub struct P<'a> {
    #[mapped(primary_key)]
    pub id: i64,
    pub name: &'a str,
}

fn main() {
    let _ = User::default();
}
