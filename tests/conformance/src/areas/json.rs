//! The cases of the area `json`.

use alchemy_core::{Conversions as _, Table, Value, prelude::*};
use alchemy_sqlite::ext::{self as sqlite, Jsonb};
use serde_json::{Value as Json, json};

use crate::cases::Cases;
use crate::schema::book;

/// Positions from the end have another path in each database, and a quote in a key has to be escaped.
const PATHS: &str = "the path is one that the database understands";

pub(crate) fn cases(c: &mut Cases) {
    literals(c);
    places(c);
    typed(c);
    conditions(c);
    operands(c);
    own(c);
}

fn places(c: &mut Cases) {
    c.statement("json/key", || select(book::meta.get("tags")));
    c.statement("json/index", || select(book::meta.get(0)));
    c.statement("json/negative-index", || select(book::meta.get(-1))).deviating(
        PATHS,
        &[
            ("mysql", "SELECT JSON_EXTRACT(book.meta, ?) AS anon_1 FROM book"),
            ("sqlite", "SELECT JSON_QUOTE(JSON_EXTRACT(book.meta, ?)) AS anon_1 FROM book"),
        ],
    );
    c.statement("json/path-one", || select(book::meta.get(("dims",))));
    c.statement("json/chained", || select(book::meta.get("dims").get("h")));
    c.statement("json/chained-index", || select(book::meta.get("tags").get(1)));
    c.statement("json/chained-three", || select(book::meta.get("a").get("b").get("c")));
    c.statement("json/key-odd-chars", || select(book::meta.get("we\"ird.key"))).deviating(
        PATHS,
        &[
            ("mysql", "SELECT JSON_EXTRACT(book.meta, ?) AS anon_1 FROM book"),
            ("mariadb", "SELECT JSON_EXTRACT(book.meta, ?) AS anon_1 FROM book"),
        ],
    );
    c.statement("json/key-expression", || select(book::meta.get(book::title)));
    c.statement("json/label", || select(book::meta.get("lang").label("lang")));
}

fn typed(c: &mut Cases) {
    c.statement("json/as-string", || select(book::meta.get("lang").as_string()));
    c.statement("json/as-integer", || select(book::meta.get("n").as_integer()));
    c.statement("json/as-float", || select(book::meta.get("n").as_float()));
    c.statement("json/as-json", || select(book::meta.get("n").as_json()));
    c.statement("json/as-integer-path", || select(book::meta.get(("dims", "h")).as_integer()));
    c.statement("json/as-float-path", || select(book::meta.get(("dims", "h")).as_float()));
    c.statement("json/as-string-chained", || select(book::meta.get("dims").get("unit").as_string()));
    c.prevented("json/as-string-unindexed", "only a place in a document has `.as_string()`");
}

fn conditions(c: &mut Cases) {
    let lang = || book::meta.get("lang");
    let number = || book::meta.get("n");
    c.statement("json/compare-string", move || select(book::id).filter(lang().as_string().eq("en")));
    c.statement("json/compare-integer", move || select(book::id).filter(number().as_integer().gt(5)));
    c.statement("json/compare-boolean", || select(book::id).filter(book::meta.get("ok").as_boolean().eq(true)));
    c.statement("json/boolean-criterion", || select(book::id).filter(book::meta.get("ok").as_boolean()));
    c.statement("json/compare-json", move || select(book::id).filter(lang().eq(json!("en"))));
    c.statement("json/compare-json-int", move || select(book::id).filter(number().eq(json!(5))));
    c.statement("json/compare-whole", || select(book::id).filter(book::meta.eq(json!({"a": 1}))));
    c.statement("json/is-null", || select(book::id).filter(book::meta.eq(None::<Json>)));
    c.statement("json/element-is-not-null", || select(book::id).filter(book::meta.get("k").is_not_null()));
    c.statement("json/cast-json-null", || select(book::id).filter(book::meta.get("k").cast::<Json>().eq(Json::Null))).deviating(
        "CAST to JSON would make a number of the text",
        &[
            ("postgresql", "SELECT book.id FROM book WHERE CAST(book.meta -> ? AS JSON) = ?"),
            ("mariadb", "SELECT book.id FROM book WHERE CAST(JSON_EXTRACT(book.meta, ?) AS CHAR) = ?"),
            ("sqlite", "SELECT book.id FROM book WHERE CAST(JSON_QUOTE(JSON_EXTRACT(book.meta, ?)) AS TEXT) = ?"),
        ],
    );
    c.statement("json/order-by", move || select(book::id).order_by(number().as_integer().desc()));
    c.statement("json/group-by", move || select((lang().as_string(), func::count_all())).group_by(lang().as_string()));
    c.statement("json/contains-warns", || {
        select(book::id).filter(book::meta.type_coerce::<Option<String>>().contains("x").wildcards())
    });
}

fn operands(c: &mut Cases) {
    c.statement("json/concat", || select(book::meta.get("lang").as_string().concat("!")));
    c.statement("json/arith", || select(book::meta.get("n").as_integer() + 1));
    c.statement("json/type-coerce-key", || select(book::blurb.type_coerce::<Json>().get("k")));
    c.statement("json/cast-key", || select(book::blurb.cast::<Json>().get("k"))).deviating(
        "CAST to JSON would make a number of the text",
        &[
            ("mariadb", "SELECT JSON_EXTRACT(CAST(book.blurb AS CHAR), ?) AS anon_1 FROM book"),
            ("sqlite", "SELECT JSON_QUOTE(JSON_EXTRACT(CAST(book.blurb AS TEXT), ?)) AS anon_1 FROM book"),
        ],
    );
    c.statement("json/function-key", || select(func::call::<Json>("load_doc", book::id).get("k").as_string()));
    c.statement("json/cast-element", || select(book::meta.get("n").cast::<i32>()));
    c.statement("json/in-subquery", || {
        let q = select(book::meta).subquery("q");
        select(q.c(book::meta).get("k").as_string())
    });
    c.statement("json/literal-bind", || select(literal(json!({"a": 1}))));
    c.statement("json/literal-access", || select(literal(json!({"a": 1})).get("a")));
    c.statement("json/update-set", || book::update().set(book::meta.to(func::call::<Json>("json_set", (book::meta, "$.k", 5)))));
}

/// A table with a column of a type that only one database has.
fn m() -> Table {
    Table::new("m").column(alchemy_core::ColumnDef::of::<Jsonb<Json>>("d"))
}

fn own(c: &mut Cases) {
    c.statement("json/sqlite-json-type", || {
        let m = Table::new("m").column(alchemy_core::ColumnDef::of::<Json>("d"));
        select(m.c("d").get("k").as_string())
    });
    c.statement("json/sqlite-jsonb", || select(sqlite::json(m().c("d").get("k"))));
    c.statement("json/sqlite-jsonb-insert", || {
        m().insert().values(m().c("d").to(sqlite::jsonb(json!({"k": 1})).type_coerce::<Value>()))
    });
}

fn literals(c: &mut Cases) {
    c.statement("json/key-literal-binds", || select(book::meta.get("it's").as_string()).inlined());
}
