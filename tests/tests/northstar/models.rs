//! Declaring models. A model is a plain struct; its field types carry the meaning.
use alchemy_orm::prelude::*;
use serde::Serialize;

#[derive(Mapped, Debug, Default, Serialize)]
#[mapped(table = "user_account")]
pub struct User {
    #[mapped(primary_key)]
    pub id: Auto<i64>, //                       filled in by the database (identity / autoincrement)
    #[mapped(length = 30, unique)]
    pub name: String, //                        NOT NULL VARCHAR(30)
    pub fullname: Option<String>, //            nullable
    #[mapped(deferred(eager))]
    pub bio: Deferred<Option<String>>, //       may be left out of a query; `deferred` alone: left out unless asked for
    #[mapped(server_default = func::now())]
    pub created_at: Auto<DateTime<Utc>>, //     filled in by the database
    #[mapped(back_populates = Address::user, cascade = "all, delete-orphan", order_by = Address::id)]
    pub addresses: HasMany<Address>, //         one to many
    #[mapped(secondary = UserGroup, back_populates = Group::users)]
    pub groups: HasMany<Group>, //              many to many
}

#[derive(Mapped, Debug, Default, Serialize)]
#[mapped(table = "address", index(email_address), check("length(email_address) > 2"))]
pub struct Address {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub email_address: String,
    #[mapped(foreign_key = User::id, on_delete = "cascade")]
    pub user_id: i64,
    #[mapped(back_populates = User::addresses)]
    pub user: BelongsTo<User>, //               many to one
}

#[derive(Mapped, Debug, Default, Serialize)]
#[mapped(table = "user_group")]
pub struct UserGroup {
    #[mapped(primary_key, foreign_key = User::id)]
    pub user_id: i64,
    #[mapped(primary_key, foreign_key = Group::id)]
    pub group_id: i64,
}

#[derive(Mapped, Debug, Default, Serialize)]
#[mapped(table = "app_group")]
pub struct Group {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub name: String,
    #[mapped(secondary = UserGroup, back_populates = User::groups)]
    pub users: HasMany<User>,
}

// The derive gives typed attributes under the field's own name: `User::name` is an `Attr<User, String>`,
// `User::addresses` a relationship attribute. A `back_populates` that names a missing attribute, or one of the
// wrong type, is a compile error that points at the attribute.

impl User {
    // Domain methods walk relationships like ordinary data; they work alike on a tracked object and on a plain value.
    pub fn domains(&self) -> Vec<String> {
        self.addresses.iter().filter_map(|a| a.email_address.split_once('@').map(|(_, d)| d.to_owned())).collect()
    }
}

#[derive(Mapped, Debug, Default, Serialize)]
#[mapped(table = "employee")]
pub struct Employee {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub name: String,
    #[mapped(foreign_key = Employee::id)]
    pub manager_id: Option<i64>,
    #[mapped(back_populates = Employee::reports, foreign_keys = Employee::manager_id)]
    pub manager: BelongsTo<Employee>,
    #[mapped(back_populates = Employee::manager, foreign_keys = Employee::manager_id)]
    pub reports: HasMany<Employee>,
}

#[derive(Mapped, Debug, Default, Serialize)]
#[mapped(table = "customer_order")]
pub struct Order {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    #[mapped(foreign_key = User::id)]
    pub user_id: i64,
    pub amount: Decimal,
}
