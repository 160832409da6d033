//! The derives of alchemy. They depend on nothing of ours; what they write names only `::alchemy_orm::private`, or
//! `::alchemy_core::private` in a crate that does not depend on the ORM.
//!
//! A derive is a row of nouns: attributes (`attr`), the model (`model`), checks (`check`), the expansion
//! (`expand`). Mistakes are collected, so that all are told at once, each at the attribute that makes it.

mod attr;
mod check;
mod errors;
mod expand;
mod fallback;
mod from_row;
mod model;
mod paths;
mod place;
mod sql_enum;
mod sql_value;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Maps a struct onto a table. Inherent methods named like fields do not compile with it (E0592).
///
/// Every field becomes an associated constant of the same name: `User::name` is the attribute of the field `name`. So
/// write no getters named like fields. A field named like a function of `Mapped` (`select`, `insert`, `update`, `delete`,
/// `alias`, `entity`, `load_only`, `undefer_group`) needs another name for its constant: `#[mapped(attr = select_)]`; the
/// field of the struct that `alias` gives keeps its name. The struct owns its values, so it has no lifetime parameters;
/// types and constants it may have.
///
/// An option stands where it says something: one of a column at a relationship, or the other way round, is an error, as is
/// an option said twice.
///
/// # Attributes of the struct
///
/// | attribute | meaning |
/// |---|---|
/// | `table = "user_account"` | the table's name; without it the struct's name in snake case |
/// | `schema = "billing"` | the schema that the table lies in |
/// | `index(a, b)` | an index over columns |
/// | `unique(a, b)` | UNIQUE over columns |
/// | `check("…")` | a CHECK constraint, in SQL |
///
/// # Attributes of a column
///
/// | attribute | meaning |
/// |---|---|
/// | `primary_key` | part of the primary key |
/// | `column = "usr_name"` | the column's name; without it the field's |
/// | `length = 30` | `VARCHAR(30)` |
/// | `type = Numeric(12, 2)` | its column type, where that of the Rust type is not the one that is wanted |
/// | `unique`, `index` | of this column alone |
/// | `foreign_key = User::id` | what it refers to |
/// | `on_delete = "cascade"` | `cascade`, `set null`, `set default`, `restrict`, `no action` |
/// | `server_default = func::now()` | what the database fills in |
/// | `deferred`, `deferred(eager)`, `deferred(group = "texts")` | for `Deferred<T>`: when it is selected |
/// | `attr = name_` | another name for the constant |
/// | `skip` | no column; the field is `Default` when a row is read |
///
/// # Attributes of a relationship
///
/// | attribute | meaning |
/// |---|---|
/// | `back_populates = Address::user` | the counterpart at the other end |
/// | `secondary = UserGroup` | the link table of a many-to-many relationship |
/// | `foreign_keys = Message::sender_id`, `foreign_keys(mine, theirs)` | which keys, where there are several |
/// | `cascade = "all, delete-orphan"` | what follows the parent: `save-update` (the default), `delete`, `delete-orphan`, `all` |
/// | `order_by = Address::id` | the order of members |
/// | `viewonly` | is loaded and joined, never written |
#[proc_macro_derive(Mapped, attributes(mapped))]
pub fn mapped(input: TokenStream) -> TokenStream {
    expand::mapped(&parse_macro_input!(input as DeriveInput)).into()
}

/// Reads a struct from a row by column name: `select(…).into::<Summary>()`. Every field is a column of its name.
#[proc_macro_derive(FromRow)]
pub fn from_row(input: TokenStream) -> TokenStream {
    from_row::expand(&parse_macro_input!(input as DeriveInput)).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Makes a newtype a column type, `struct Email(String);`: it has the family and the column type of what it wraps.
///
/// What it wraps is always there. A column that may be NULL has the field type `Option<Email>`.
#[proc_macro_derive(SqlValue)]
pub fn sql_value(input: TokenStream) -> TokenStream {
    sql_value::expand(&parse_macro_input!(input as DeriveInput)).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Makes an enum a column type: its variants are stored as words, in a type of its own where the database has such types.
///
/// # Attributes of the enum, `#[sql_enum(…)]`
///
/// | attribute | meaning |
/// |---|---|
/// | `name = "weekday"` | the type's name; without it the enum's in lower case |
/// | `schema = "shop"` | the schema that the type lies in |
/// | `text` | text in every database |
/// | `length = 20` | how long that text may be; without it as long as the longest word |
/// | `check = "ck_day"` | a CHECK of that name where the database would take other words |
/// | `integer` | the variants' numbers are stored, not words |
///
/// # Attributes of a variant
///
/// | attribute | meaning |
/// |---|---|
/// | `value = "Monday"` | its word; without it the variant's name in snake case |
#[proc_macro_derive(SqlEnum, attributes(sql_enum))]
pub fn sql_enum(input: TokenStream) -> TokenStream {
    sql_enum::expand(&parse_macro_input!(input as DeriveInput)).unwrap_or_else(|error| error.to_compile_error()).into()
}
