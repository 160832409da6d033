//! Schemas in the words of PostgreSQL; texts as SQLAlchemy has them, where nothing else is said.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use alchemy_core::prelude::*;
use alchemy_core::{
    Clock, ColumnDef, ConstraintBuilder as _, CreateColumn, CreateIndex, CreateTable, DdlStatement, Dialect as _, DropIndex,
    EnumType, ErrorKind, ForeignKey, Index, IntoOrder, MetaData, PrimaryKey, Render, SqlType, Unique,
};
use alchemy_postgres::ext::{Range, array};
use alchemy_postgres::{Dialect, Include, IndexOptions, column_types as pg};

fn ddl(element: &dyn Render) -> String {
    DdlStatement::of(element, &Dialect::default()).unwrap().text().to_owned()
}

/// The table `t`, with the text `b` between two numbers.
fn t() -> Table {
    Table::new("t").column(Column::new("a", Integer)).column(Column::new("b", Varchar(10))).column(Column::new("c", Integer))
}

fn index(parts: impl IntoOrder, options: IndexOptions) -> Index {
    Index::on(parts).name("ix").with(options)
}

fn b() -> Column<String> {
    Column::of("t", "b")
}

#[test]
fn the_index_of_a_key_can_include_columns() {
    let of_unique = t().unique(Unique::new(["a"]).name("u").with(Include::new(["b", "c"])));
    assert_eq!(
        ddl(&CreateTable::new(&of_unique)),
        "CREATE TABLE t (a INTEGER, b VARCHAR(10), c INTEGER, CONSTRAINT u UNIQUE (a) INCLUDE (b, c))",
    );
    let of_key = t().constraint(PrimaryKey::new(["a"]).with(Include::new(["My C"])).initially_deferred());
    assert!(ddl(&CreateTable::new(&of_key)).ends_with(r#"PRIMARY KEY (a) INCLUDE ("My C") DEFERRABLE INITIALLY DEFERRED)"#));
    let wrong = t().foreign_key(ForeignKey::new(["a"], "x", ["id"]).with(Include::new(["b"])));
    let error = DdlStatement::of(&CreateTable::new(&wrong), &Dialect::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
}

#[test]
fn an_operator_class_is_one_of_a_part_of_the_index() {
    let create = |index: &Index| DdlStatement::of(&CreateIndex::new(&t(), index), &Dialect::default());
    let pattern = |of: &'static str| IndexOptions::new().ops(of, "text_pattern_ops");
    for (index, expected) in [
        (index(func::lower(b()).label("folded"), pattern("folded")), "CREATE INDEX ix ON t (lower(b) text_pattern_ops)"),
        (index(func::lower(b()).label("folded"), IndexOptions::new()), "CREATE INDEX ix ON t (lower(b))"),
        (index(b().concat("x").label("more"), pattern("more")), "CREATE INDEX ix ON t ((b || 'x') text_pattern_ops)"),
        (index(b(), IndexOptions::new().using("gin").ops("b", "gin_trgm_ops")), "CREATE INDEX ix ON t USING gin (b gin_trgm_ops)"),
        // SQLAlchemy leaves the class out behind a direction.
        (index(b().desc(), pattern("b")), "CREATE INDEX ix ON t (b text_pattern_ops DESC)"),
    ] {
        assert_eq!(create(&index).unwrap().text(), expected);
    }
    assert_eq!(create(&index(func::lower(b()), pattern("b"))).unwrap_err().kind(), ErrorKind::Unsupported);
}

#[test]
fn an_index_goes_as_it_came() {
    let (table, there) = (t().schema("sch"), index(b(), IndexOptions::new().concurrently()));
    assert_eq!(ddl(&CreateIndex::new(&table, &there)), "CREATE INDEX CONCURRENTLY ix ON sch.t (b)");
    assert_eq!(ddl(&DropIndex::new(&t(), &there)), "DROP INDEX CONCURRENTLY ix");
    assert_eq!(ddl(&DropIndex::new(&table, &there).if_exists()), "DROP INDEX CONCURRENTLY IF EXISTS sch.ix");
    assert_eq!(ddl(&DropIndex::new(&table, &index(b(), IndexOptions::new())).if_exists()), "DROP INDEX IF EXISTS sch.ix");
}

#[test]
fn literals_in_arrays_need_no_type_that_they_have() {
    let column = ColumnDef::of::<Vec<i32>>("v").nullable().server_default(array([1, 2]));
    assert_eq!(ddl(&CreateColumn::new(&t(), &column)), "v INTEGER[] DEFAULT ARRAY[1, 2]");
    let inlined = |stmt: Select<_>| stmt.inlined().compile(&Dialect::default()).unwrap().text().to_owned();
    assert_eq!(inlined(select(array([true, false]))), "SELECT ARRAY[true, false] AS anon_1");
    // Others would have another.
    let bound = select(array([1_i64])).compile(&Dialect::default()).unwrap();
    assert_eq!(bound.text(), "SELECT ARRAY[$1::BIGINT] AS anon_1");
    let column = ColumnDef::of::<Vec<i64>>("v").nullable().server_default(array([1_i64]));
    assert_eq!(ddl(&CreateColumn::new(&t(), &column)), "v BIGINT[] DEFAULT ARRAY[1::BIGINT]");
}

#[test]
fn a_type_that_is_there_is_left_alone_and_others_lie_in_the_schema() {
    let hue = || EnumType::new("hue", ["red"]);
    let checked = SqlType::from(EnumType::new("tone", ["high"])).checked("ck_tone");
    let varied = SqlType::Text.with_variant("postgresql", EnumType::new("mood", ["glad"]));
    let car = Table::new("car").column(Column::new("a", hue().existing())).column(Column::new("b", checked));
    let metadata = MetaData::new().schema("s").table(car.column(Column::new("c", varied)));
    let texts = |statements: Result<Vec<DdlStatement>>| -> Vec<String> {
        statements.unwrap().iter().map(|statement| statement.text().to_owned()).collect()
    };
    assert_eq!(
        texts(metadata.create_statements(&Dialect::default())),
        [
            "CREATE TYPE s.tone AS ENUM ('high')",
            "CREATE TYPE s.mood AS ENUM ('glad')",
            "CREATE TABLE s.car (a s.hue, b s.tone, c s.mood)",
        ],
    );
    let dropped = ["DROP TABLE s.car", "DROP TYPE s.tone", "DROP TYPE s.mood"];
    assert_eq!(texts(metadata.drop_statements(&Dialect::default())), dropped);
    let alone = Table::new("car").column(Column::new("a", hue().existing()));
    assert_eq!(texts(alone.create_statements(&Dialect::default())), ["CREATE TABLE car (a hue)"]);
}

#[test]
fn types_are_called_as_sqlalchemy_calls_them() {
    for (sql_type, expected) in [
        (SqlType::Text.collate("de_DE"), r#"TEXT COLLATE "de_DE""#),
        (SqlType::from(EnumType::new("Mood", ["a"]).schema("s")).array(), r#"s."Mood"[]"#),
        (<Range<i32> as alchemy_core::SqlValue>::sql_type().array(), "INT4RANGE[]"),
        (pg::bit(3).array(), "BIT(3)[]"),
        (pg::interval("DAY", None).array(), "INTERVAL DAY[]"),
        (SqlType::DateTime.precise(3).array(), "TIMESTAMP(3) WITHOUT TIME ZONE[]"),
        (pg::Domain::new("zip", SqlType::Text).sql_type().array(), "zip[]"),
        (pg::Domain::new("Zip", SqlType::Text).schema("sch").sql_type(), r#"sch."Zip""#),
        (SqlType::Interval { precision: Some(3) }, "INTERVAL (3)"),
        (pg::precise(Clock::Timestamp, 0), "TIMESTAMP(0) WITH TIME ZONE"),
        (SqlType::Time.precise(4), "TIME(4) WITHOUT TIME ZONE"),
        (<Vec<Vec<Vec<i32>>> as alchemy_core::SqlValue>::sql_type(), "INTEGER[][][]"),
        (SqlType::NChar { length: None }, "NCHAR"),
    ] {
        assert_eq!(Dialect::default().column_type(&sql_type).unwrap(), expected);
    }
}

#[test]
fn a_materialized_view_neither_replaces_another_nor_is_temporary() {
    let view = || alchemy_core::CreateView::new("v", select(b())).materialized();
    for wrong in [view().or_replace(), view().temporary()] {
        assert_eq!(DdlStatement::of(&wrong, &Dialect::default()).unwrap_err().kind(), ErrorKind::Unsupported);
    }
    assert_eq!(ddl(&view()), "CREATE MATERIALIZED VIEW v AS SELECT t.b FROM t");
}

#[test]
fn a_cast_in_exclude_stands_without_parentheses() {
    let exclude = alchemy_postgres::Exclude::new().element(t().c("a").cast_as::<String>(SqlType::Text), "=");
    let text = "ALTER TABLE t ADD EXCLUDE USING gist (CAST(a AS TEXT) WITH =)";
    assert_eq!(ddl(&alchemy_core::AddConstraint::new(&t(), exclude)), text);
}
