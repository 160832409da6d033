//! How the dialect spells what differs, without a server.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use alchemy_core::prelude::*;
use alchemy_core::{Compiled, Dialect as _, Renderer, SqlType, Value};
use alchemy_postgres::Dialect;

fn literal(value: &Value) -> String {
    let dialect = Dialect::default();
    let mut renderer = Renderer::literal(&dialect);
    renderer.bind(value).unwrap();
    renderer.finish().0.to_string()
}

#[test]
fn literals_are_of_their_type() {
    for (value, expected) in [
        (Value::Bytes([0, 39, 255].into()), r"'\x0027ff'::bytea"),
        (Value::Uuid([0xab; 16]), "'abababab-abab-abab-abab-abababababab'"),
        (Value::Timestamp("2024-02-29 12:00:00".parse().unwrap()), "'2024-02-29 12:00:00+00:00'"),
        (Value::Float(f64::NEG_INFINITY), "'-Infinity'::float8"),
        (Value::Text("it's \\".into()), r"'it''s \'"),
        (Value::Bool(true), "true"),
    ] {
        assert_eq!(literal(&value), expected);
    }
}

#[test]
fn columns_state_their_type_and_key_generation() {
    let dialect = Dialect::default();
    for (definition, expected) in [
        (Column::new("id", BigInteger).primary_key().auto_increment(), "id BIGSERIAL NOT NULL"),
        (Column::new("user", SqlType::Boolean).not_null().server_default(true), r#""user" BOOLEAN DEFAULT true NOT NULL"#),
        (Column::new("n", SqlType::UnsignedBigInteger), "n NUMERIC(20, 0)"),
        (Column::new("s", SqlType::String { length: None }), "s VARCHAR"),
        (Column::new("at", SqlType::Timestamp), "at TIMESTAMP WITH TIME ZONE"),
    ] {
        let mut renderer = Renderer::literal(&dialect);
        dialect.column(&mut renderer, &Table::new("t"), &definition).unwrap();
        assert_eq!(&*renderer.finish().0, expected);
    }
}

#[test]
fn words_that_it_reserves_or_sqlalchemy_quotes_are_quoted() {
    let t = Table::new("t").column(Column::new("values", BigInteger));
    let labels = ["index", "by", "exists", "set"].map(|word| t.c("values").label(word));
    let [index, by, exists, set] = labels;
    let stmt = select((index, by, exists, set, t.c("values").label("lateral"), t.c("values").label("off")));
    assert_eq!(
        stmt.compile(&Dialect::default()).unwrap().text(),
        "SELECT t.values AS index, t.values AS by, t.values AS exists, t.values AS set, t.values AS \"lateral\", \
         t.values AS \"off\" FROM t",
    );
}

#[test]
fn a_cast_place_in_a_document_keeps_its_limits_before_like() {
    let t = Table::new("t").column(Column::new("meta", SqlType::Json));
    let where_ = |condition: Expr<bool>| {
        let text = select(func::count_all()).from(&t).filter(condition).compile(&Dialect::default()).unwrap().text().to_owned();
        text.split_once(" WHERE ").map(|(_, condition)| condition.to_owned()).unwrap_or_default()
    };
    assert_eq!(where_(t.c("meta").get("k").as_string().like("a%").expr()), "CAST(t.meta ->> $1 AS VARCHAR) LIKE $2");
    assert_eq!(where_(t.c("meta").get("k").as_string().eq("a")), "CAST((t.meta ->> $1) AS VARCHAR) = $2");
    assert_eq!(where_(!t.c("meta").get("ok").as_boolean()), "NOT (CAST(t.meta ->> $1 AS BOOLEAN))");
}

#[test]
fn any_takes_an_array_that_may_be_null() {
    table! { t ("t") { id: i32, title: Option<String>, tags: Option<Vec<String>> } }
    let stmt = select(t::id).filter(t::title.eq(alchemy_core::any(t::tags)));
    assert_eq!(stmt.compile(&Dialect::default()).unwrap().text(), "SELECT t.id FROM t WHERE t.title = ANY (t.tags)");
}

#[test]
fn a_list_is_one_array_whatever_its_length() {
    let t = Table::new("t").column(Column::new("id", BigInteger).primary_key());
    for ids in [vec![1_i64], vec![1, 2, 3]] {
        let stmt = select(t.c("id")).filter(t.c("id").in_(ids));
        let compiled: Compiled = stmt.compile(&Dialect::default()).unwrap();
        assert_eq!((compiled.text(), compiled.params().len()), ("SELECT t.id FROM t WHERE t.id = ANY ($1)", 1));
    }
}

#[test]
fn versions_are_read_from_what_servers_say() {
    for (text, version) in [("15.4 (Debian 15.4-1)", (15, 4)), ("18.1", (18, 1)), ("19beta1", (19, 0)), ("", (0, 0))] {
        assert_eq!(Dialect::parse(text).version(), version, "{text}");
    }
}

#[test]
fn labels_that_are_cut_short_are_referred_to_as_they_are_written() {
    let table = alchemy_core::Table::new("measurements_of_the_second_expedition");
    let column = table.c("temperature_of_the_water_at_the_surface");
    let q = select(column.clone()).label_style(alchemy_core::LabelStyle::TableColumn).subquery("q");
    let name = "measurements_of_the_second_expedition_temperature_of_the__1";
    let text = format!(
        "SELECT q.{name} FROM (SELECT measurements_of_the_second_expedition.temperature_of_the_water_at_the_surface AS {name} \
         FROM measurements_of_the_second_expedition) AS q"
    );
    let all = q.c::<Value>("measurements_of_the_second_expedition_temperature_of_the_water_at_the_surface");
    assert_eq!(select(all).compile(&Dialect::default()).unwrap().text(), text);
}
