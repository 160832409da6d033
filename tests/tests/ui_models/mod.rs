// The models that the mistakes are about.
use alchemy_orm::prelude::*;

#[derive(Mapped, Debug, Default)]
#[mapped(table = "user_account")]
pub struct User {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub name: String,
    #[mapped(back_populates = Address::user)]
    pub addresses: HasMany<Address>,
    #[mapped(secondary = Membership)]
    pub groups: HasMany<Group>,
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "address")]
pub struct Address {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub email_address: String,
    #[mapped(foreign_key = User::id)]
    pub user_id: i64,
    #[mapped(back_populates = User::addresses)]
    pub user: BelongsTo<User>,
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "membership")]
pub struct Membership {
    #[mapped(primary_key, foreign_key = User::id)]
    pub user_id: i64,
    #[mapped(primary_key, foreign_key = Group::id)]
    pub group_id: i64,
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "app_group")]
pub struct Group {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
}
