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
    name: String,
}

impl P {
    pub fn name(&self) -> &str {
        &self.name
    }
}

fn main() {
    let _ = User::default();
}
