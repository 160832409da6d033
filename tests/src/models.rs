//! One small domain per shape: users with addresses and groups, a tree, orders with composite keys, a passport that each
//! person has one of, countries with natural keys, and a table with a column of every type.
#![allow(missing_docs, reason = "the fields say what they are")]

use alchemy_orm::prelude::*;
use serde::Serialize;

/// One to many, and many to many.
#[derive(Mapped, Debug, Default, Serialize)]
#[mapped(table = "user_account")]
pub struct User {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    #[mapped(length = 30, unique)]
    pub name: String,
    pub fullname: Option<String>,
    #[mapped(deferred(eager))]
    pub bio: Deferred<Option<String>>,
    #[mapped(server_default = func::now())]
    pub created_at: Auto<DateTime<Utc>>,
    #[mapped(back_populates = Address::user, cascade = "all, delete-orphan", order_by = Address::id)]
    pub addresses: HasMany<Address>,
    #[mapped(secondary = UserGroup, back_populates = Group::users)]
    pub groups: HasMany<Group>,
}

/// Many to one.
#[derive(Mapped, Debug, Default, Serialize)]
#[mapped(table = "address", index(email_address), check("length(email_address) > 2"))]
pub struct Address {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub email_address: String,
    #[mapped(foreign_key = User::id, on_delete = "cascade")]
    pub user_id: i64,
    #[mapped(back_populates = User::addresses)]
    pub user: BelongsTo<User>,
}

/// The link table.
#[derive(Mapped, Debug, Default, Serialize)]
#[mapped(table = "user_group")]
pub struct UserGroup {
    #[mapped(primary_key, foreign_key = User::id)]
    pub user_id: i64,
    #[mapped(primary_key, foreign_key = Group::id)]
    pub group_id: i64,
}

/// Many to many.
#[derive(Mapped, Debug, Default, Serialize)]
#[mapped(table = "app_group")]
pub struct Group {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub name: String,
    #[mapped(secondary = UserGroup, back_populates = User::groups)]
    pub users: HasMany<User>,
}

/// All of the users' domain.
pub type Accounts = (User, Address, Group, UserGroup);

/// A tree.
#[derive(Mapped, Debug, Default)]
#[mapped(table = "node")]
pub struct Node {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub name: String,
    #[mapped(foreign_key = Node::id)]
    pub parent_id: Option<i64>,
    #[mapped(back_populates = Node::children, foreign_keys = Node::parent_id)]
    pub parent: BelongsTo<Node>,
    #[mapped(back_populates = Node::parent, foreign_keys = Node::parent_id, order_by = Node::id)]
    pub children: HasMany<Node>,
}

/// An order, and lines with a key of two columns.
#[derive(Mapped, Debug, Default)]
#[mapped(table = "customer_order")]
pub struct Order {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub reference: String,
    #[mapped(back_populates = OrderLine::order, cascade = "all, delete-orphan", order_by = OrderLine::position)]
    pub lines: HasMany<OrderLine>,
}

/// A line, known by its order and its position in it.
#[derive(Mapped, Debug, Default)]
#[mapped(table = "order_line")]
pub struct OrderLine {
    #[mapped(primary_key, foreign_key = Order::id)]
    pub order_id: i64,
    #[mapped(primary_key)]
    pub position: i32,
    pub quantity: i32,
    #[mapped(back_populates = Order::lines)]
    pub order: BelongsTo<Order>,
}

/// Has at most one passport.
#[derive(Mapped, Debug, Default)]
#[mapped(table = "person")]
pub struct Person {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub name: String,
    #[mapped(back_populates = Passport::person)]
    pub passport: HasOne<Passport>,
}

/// Belongs to a person, or to nobody.
#[derive(Mapped, Debug, Default)]
#[mapped(table = "passport")]
pub struct Passport {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub number: String,
    #[mapped(foreign_key = Person::id)]
    pub person_id: Option<i64>,
    #[mapped(back_populates = Person::passport)]
    pub person: BelongsTo<Person>,
}

/// A natural key.
#[derive(Mapped, Debug, Default)]
#[mapped(table = "country")]
pub struct Country {
    #[mapped(primary_key, length = 2)]
    pub code: String,
    pub name: String,
    #[mapped(back_populates = City::country, order_by = City::name)]
    pub cities: HasMany<City>,
}

/// Refers to a natural key, or to none.
#[derive(Mapped, Debug, Default)]
#[mapped(table = "city")]
pub struct City {
    #[mapped(primary_key, length = 40)]
    pub name: String,
    #[mapped(foreign_key = Country::code, length = 2)]
    pub country_code: Option<String>,
    #[mapped(back_populates = Country::cities)]
    pub country: BelongsTo<Country>,
}

/// A column of every type, and one that may be NULL.
#[derive(Mapped, Debug, Default, PartialEq, Clone)]
#[mapped(table = "every_type")]
pub struct EveryType {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub flag: bool,
    pub small: i16,
    pub medium: i32,
    pub large: i64,
    pub single: f32,
    pub double: f64,
    pub exact: Decimal,
    #[mapped(length = 200)]
    pub words: String,
    pub bytes: Vec<u8>,
    pub day: NaiveDate,
    pub time: NaiveTime,
    pub moment: NaiveDateTime,
    pub instant: DateTime<Utc>,
    pub identifier: Uuid,
    pub document: serde_json::Value,
    pub maybe: Option<i32>,
}
