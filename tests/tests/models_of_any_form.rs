//! What `#[derive(Mapped)]` takes: structs that a macro writes, parameters, `Self`, and names that generated code uses itself.
#![allow(missing_docs, dead_code)]

use alchemy_orm::prelude::*;
use alchemy_orm::{Model, SqlType};

#[derive(Mapped, Debug, Default)]
struct Root {
    #[mapped(primary_key)]
    id: Auto<i64>,
}

/// The fragments come from elsewhere than the struct.
macro_rules! lookup {
    ($name:ident, $table:literal, $length:literal, $ty:ty, $target:expr) => {
        #[derive(Mapped, Debug, Default)]
        #[mapped(table = $table)]
        struct $name {
            #[mapped(primary_key)]
            id: Auto<i64>,
            #[mapped(unique, length = $length)]
            label: $ty,
            #[mapped(foreign_key = $target)]
            root_id: i64,
            #[mapped(back_populates = $name::above, foreign_keys = $name::above_id)]
            below: HasMany<Self>,
            #[mapped(foreign_key = $name::id)]
            above_id: Option<i64>,
            #[mapped(back_populates = $name::below, foreign_keys = $name::above_id)]
            above: BelongsTo<$name>,
        }
    };
}
lookup!(Colour, "colour", 7, String, Root::id);

#[derive(Mapped, Debug, Default)]
struct Sized<const N: usize> {
    #[mapped(primary_key)]
    id: Auto<i64>,
}

#[derive(Mapped, Debug, Default)]
struct Awkward<Mode: alchemy_orm::SqlValue + Default> {
    #[mapped(primary_key)]
    row: i64,
    __from: String,
    values: Option<Mode>,
    r#type: String,
    #[mapped(attr = select_)]
    select: String,
    #[mapped(skip)]
    note: Vec<&'static str>,
}

#[allow(non_camel_case_types)]
#[derive(Mapped, Debug, Default)]
struct r#match {
    #[mapped(primary_key)]
    id: i64,
}

#[test]
fn a_macro_may_write_a_model() {
    Colour::check_mapping().unwrap();
    let table = Colour::table();
    assert_eq!(Colour::TABLE, "colour");
    assert!(matches!(table.get("label").unwrap().sql_type, SqlType::String { length: Some(7) }));
    assert!(table.get("label").unwrap().unique);
    assert!(table.get("root_id").unwrap().foreign_key.is_some());
}

#[test]
fn self_is_the_struct_under_an_alias_too() {
    let alias = Colour::alias("c");
    let below: Attr<Colour, HasMany<Colour>> = alias.below;
    assert_eq!(below.name(), "below");
}

#[test]
fn every_constant_parameter_has_a_mapper_of_its_own() {
    let (one, two) = (Sized::<1>::table(), Sized::<2>::table());
    assert!(std::ptr::eq(one, Sized::<1>::table()));
    assert!(!std::ptr::eq(one, two));
}

#[test]
fn fields_may_have_any_name() {
    let alias = Awkward::<i32>::alias("a");
    assert_eq!((alias.__from.column(), alias.r#type.column(), alias.select.column()), ("__from", "type", "select"));
    assert_eq!(Awkward::<String>::select_.name(), "select");
    assert_eq!(Awkward::<String>::table().columns().len(), 5);
}

#[test]
fn a_raw_name_is_known_without_its_prefix() {
    assert_eq!(<r#match as Mapped>::NAME, "match");
    assert_eq!(r#match::TABLE, "match");
}

/// Money with two digits behind the point, whatever the database has for decimals otherwise.
#[derive(Mapped, Debug, Default)]
#[mapped(table = "bill")]
struct Bill {
    #[mapped(primary_key)]
    id: i64,
    #[mapped(type = alchemy_orm::core::Numeric(12, 2), index)]
    amount: Decimal,
}

#[test]
fn a_column_may_have_a_type_of_its_own() {
    let script = MetaData::of::<(Bill,)>().create_script(&alchemy_orm::core::dialect::Ansi).unwrap();
    assert!(script.contains("amount NUMERIC(12, 2) NOT NULL"), "{script}");
}
