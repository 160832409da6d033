#![allow(dead_code)]
#[path = "../ui_models/mod.rs"]
mod models;
use alchemy_orm::prelude::*;
use models::*;

#[derive(Mapped, Default)]
#[mapped(table = "p")]
pub struct P {
    pub name: String,
}

fn main() {
    let _ = User::default();
}
