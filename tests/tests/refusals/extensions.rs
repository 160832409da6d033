//! Functions, operators and types of one driver's crate, written for the databases of the others.

use alchemy_claims::covers;
use alchemy_mysql::column_types as mysql_types;
use alchemy_mysql::ext as mysql;
use alchemy_orm::core::{Cast, Clock, ColumnDef, CreateTable, Operator, SqlType, SqlValue, prelude::*};
use alchemy_postgres::column_types::{self, Domain};
use alchemy_postgres::ext::{
    self, ArrayOperators as _, Containment as _, Hstore, HstoreOperators as _, Jsonb, JsonbOperators as _, Multirange, Range,
    RangeOperators as _, TsOperators as _,
};
use alchemy_sqlite::ext as sqlite;

use super::table::{Findings, MARIADB, MYSQL, POSTGRES, SQLITE};

table! {
    pub item ("item") {
        id: i64 [primary_key],
        count: i32,
        words: String,
        scores: Vec<i32>,
        doc: Jsonb<serde_json::Value>,
        plain: serde_json::Value,
        labels: Hstore,
        during: Range<i32>,
        spans: Multirange<i32>,
    }
}

fn json() -> Jsonb<serde_json::Value> {
    Jsonb(serde_json::json!({"a": 1}))
}

#[covers("CMP-03")]
#[test]
fn functions_of_postgresql() {
    let mut found = Findings::default();
    macro_rules! only_postgres {
        ($($what:literal $expr:expr;)*) => {$(found.said($what, &[POSTGRES], select($expr));)*};
    }
    only_postgres! {
        "array_agg" ext::array_agg(item::count);
        "array_agg, ordered" ext::array_agg(item::count).aggregate_order_by(item::id);
        "array_agg, of distinct values" ext::array_agg(item::count).distinct();
        "array_agg, filtered" ext::array_agg(item::count).filter(item::id.gt(1));
        "array_agg over a window" ext::array_agg(item::count).over();
        "unnest" ext::unnest(item::scores);
        "array" ext::array([item::count]);
        "array_of" ext::array_of::<i64>([item::count]);
        "to_tsvector" ext::to_tsvector(item::words);
        "to_tsquery" ext::to_tsquery("a");
        "plainto_tsquery" ext::plainto_tsquery("a");
        "phraseto_tsquery" ext::phraseto_tsquery("a");
        "websearch_to_tsquery" ext::websearch_to_tsquery("a");
        "ts_headline" ext::ts_headline((item::words, "a"));
        "ts_rank" ext::ts_rank((item::words, "a"));
        "defined" item::labels.defined("k");
        "keys" item::labels.keys();
        "vals" item::labels.vals();
        "slice_of" item::labels.slice_of(vec!["k".to_owned()]);
        "matrix" item::labels.matrix();
    }
    found.said("unnest in FROM", &[POSTGRES], select(ext::unnest(item::scores).column_valued("n")));
    found.none();
}

#[covers("CMP-03")]
#[test]
fn operators_of_postgresql() {
    let mut found = Findings::default();
    macro_rules! only_postgres {
        ($($what:literal $expr:expr;)*) => {$(found.said($what, &[POSTGRES], select($expr));)*};
    }
    only_postgres! {
        "element" item::scores.element(1);
        "nth" item::scores.nth(0);
        "slice" item::scores.slice(1, 2);
        "slice_from" item::scores.slice_from(1, 2);
        "join_array" item::scores.join_array(vec![1]);
        "any_element" item::scores.any_element(Operator::Lt, 1);
        "all_elements" item::scores.all_elements(Operator::Lt, 1);
        "has_element" item::scores.has_element(1);
        "includes" item::doc.includes(json());
        "contained_by" item::doc.contained_by(json());
        "overlaps" item::scores.overlaps(vec![1]);
        "includes a number" item::during.includes(1);
        "value" item::labels.value("k");
        "has_key" item::doc.has_key("k");
        "has_any" item::doc.has_any(vec!["k".to_owned()]);
        "has_all" item::doc.has_all(vec!["k".to_owned()]);
        "delete_path" item::doc.delete_path(["k"]);
        "delete_key" item::doc.delete_key("k");
        "path_exists" item::doc.path_exists("$.a");
        "path_match" item::doc.path_match("$.a > 1");
        "merge" item::doc.merge(json());
        "strictly_left_of" item::during.strictly_left_of(Range::new(1, 2));
        "strictly_right_of" item::during.strictly_right_of(Range::new(1, 2));
        "not_extend_right_of" item::during.not_extend_right_of(Range::new(1, 2));
        "not_extend_left_of" item::during.not_extend_left_of(Range::new(1, 2));
        "adjacent_to" item::during.adjacent_to(Range::new(1, 2));
        "union_with" item::during.union_with(Range::new(1, 2));
        "difference_with" item::during.difference_with(Range::new(1, 2));
        "intersection_with" item::during.intersection_with(Range::new(1, 2));
        "ts_match" item::words.ts_match(literal(ext::Tsquery("a".into())));
        "ts_match_words" item::words.ts_match_words("english", "a");
        "ts_join" literal(ext::Tsvector("a".into())).ts_join(ext::Tsvector("b".into()));
    }
    found.none();
}

fn one_column(sql_type: impl Into<SqlType>) -> Table {
    Table::new("t").column(ColumnDef::new("c", sql_type))
}

fn of_type(found: &mut Findings, by: &[&str], sql_type: SqlType) {
    let what = format!("{sql_type:?}");
    found.defined(&what, by, &CreateTable::new(&one_column(sql_type)));
}

#[covers("CMP-03")]
#[test]
fn types_of_postgresql() {
    let mut found = Findings::default();
    let types = [
        column_types::named("BOX"),
        column_types::inet(),
        column_types::cidr(),
        column_types::macaddr(),
        column_types::macaddr8(),
        column_types::money(),
        column_types::oid(),
        column_types::regclass(),
        column_types::regcollation(),
        column_types::regconfig(),
        column_types::citext(),
        column_types::jsonpath(),
        column_types::tsvector(),
        column_types::tsquery(),
        column_types::hstore(),
        column_types::xml(),
        column_types::bit_varying_of_any_length(),
        column_types::bit(3),
        column_types::bit_varying(3),
        column_types::interval("DAY TO SECOND", Some(3)),
        column_types::precise(Clock::Timestamp, 3),
        Domain::new("zip", SqlType::Text).sql_type(),
        Hstore::sql_type(),
        Jsonb::<serde_json::Value>::sql_type(),
        ext::JsonPath::sql_type(),
        ext::Tsvector::sql_type(),
        ext::Tsquery::sql_type(),
        ext::Bits::sql_type(),
        ext::Inet::sql_type(),
        ext::Cidr::sql_type(),
        ext::MacAddr::sql_type(),
        ext::MacAddr8::sql_type(),
        Range::<i32>::sql_type(),
        Range::<i64>::sql_type(),
        Multirange::<i32>::sql_type(),
        Vec::<i32>::sql_type(),
    ];
    for sql_type in types {
        let cast = Cast { operand: item::words.into_expr().into_node(), sql_type: sql_type.clone() };
        let cast: Expr<Value> = Expr::from_node(cast);
        found.said(&format!("a cast to {sql_type:?}"), &[POSTGRES], select(cast));
        of_type(&mut found, &[POSTGRES], sql_type);
    }
    let zip = Domain::new("zip", SqlType::Text);
    found.defined("CREATE DOMAIN", &[POSTGRES], &zip.create());
    found.defined("DROP DOMAIN", &[POSTGRES], &zip.drop_domain());
    found.none();
}

#[covers("CMP-03")]
#[test]
fn what_sqlite_has() {
    let mut found = Findings::default();
    found.said("json", &[SQLITE], select(sqlite::json(item::plain)));
    found.said("jsonb", &[SQLITE], select(sqlite::jsonb(serde_json::json!(1))));
    of_type(&mut found, &[SQLITE], sqlite::Jsonb::<serde_json::Value>::sql_type());
    found.none();
}

#[covers("CMP-03")]
#[test]
fn what_mysql_and_mariadb_have() {
    use mysql_types::*;
    let mut found = Findings::default();
    let search = || mysql::match_against(item::words, "a");
    found.said("match_against", &[MYSQL, MARIADB], select(item::id).filter(search()));
    found.said("match_against, its score", &[MYSQL, MARIADB], select(search().score()));
    let both = [
        TINYINT,
        SMALLINT,
        MEDIUMINT,
        INTEGER,
        BIGINT,
        NUMERIC,
        DECIMAL,
        FLOAT,
        DOUBLE,
        REAL,
        BIT,
        YEAR,
        TIME,
        DATETIME,
        TIMESTAMP,
        CHAR,
        VARCHAR,
        TINYTEXT,
        TEXT,
        MEDIUMTEXT,
        LONGTEXT,
        BINARY,
        VARBINARY,
        TINYBLOB,
        BLOB,
        MEDIUMBLOB,
        LONGBLOB,
        JSON,
        GEOMETRY,
        POINT,
        enumeration(["a"]),
        set(["a"]),
        INTEGER.unsigned(),
        VARCHAR.of(3).charset("latin1"),
    ];
    for of in both {
        of_type(&mut found, &[MYSQL, MARIADB], of.into());
    }
    for of in [INET4.into(), INET6.into(), mysql::Inet4::sql_type(), mysql::Inet6::sql_type()] {
        of_type(&mut found, &[MARIADB], of);
    }
    found.none();
}
