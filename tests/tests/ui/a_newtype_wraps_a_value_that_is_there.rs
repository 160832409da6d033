#![allow(dead_code)]
#[path = "../ui_models/mod.rs"]
mod models;
use alchemy_orm::prelude::*;
use models::*;

#[derive(SqlValue, Debug, Clone)]
pub struct Email(Option<String>);

fn main() {
    let _ = User::default();
}
