#![allow(dead_code)]
#[path = "../ui_models/mod.rs"]
mod models;
use alchemy_orm::prelude::*;
use models::*;

#[derive(Mapped, Default)]
#[mapped(table = "p")]
pub struct P {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    #[mapped(back_populates = K::parent)]
    pub kids: HasMany<K>,
}
#[derive(Mapped, Default)]
#[mapped(table = "k")]
pub struct K {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    #[mapped(foreign_key = P::id)]
    pub p_id: i64,
    pub p: BelongsTo<P>,
    pub u: BelongsTo<User>,
}

fn main() {
    let _ = User::default();
}
