//! The cases of the area `tvf`.

use alchemy_core::{Func, SqlType, Table, prelude::*};
use serde_json::Value as Json;

use crate::cases::Cases;
use crate::schema::book;

fn series() -> Func<i32> {
    func::call("generate_series", (1, 5))
}

fn json_each() -> Func<Json> {
    func::call("json_each", book::meta)
}

pub(crate) fn cases(c: &mut Cases) {
    alone(c);
    beside(c);
}

fn alone(c: &mut Cases) {
    c.statement("tvf/table-valued-names", || select(json_each().table_valued(["key", "value"]).c::<Json>("value")));
    c.statement("tvf/table-valued-typed", || {
        let series = series().table_valued(["n"]);
        select(series.c::<i32>("n")).filter(series.c::<i32>("n").gt(2))
    });
    c.statement("tvf/table-valued-named", || select(series().table_valued(["n"]).named("gs").c::<i32>("n")));
    c.statement("tvf/table-valued-alias", || select(series().table_valued(["n"]).named("gs").c::<i32>("n")));
    c.statement("tvf/render-derived", || select(series().table_valued(["n"]).derived().named("gs").c::<i32>("n")));
    c.statement("tvf/render-derived-types", || {
        let call = func::call::<Json>("json_to_recordset", book::meta).table_valued(["k", "v"]);
        let r = call.derived_with_types([SqlType::Integer, SqlType::String { length: None }]).named("r");
        select(r.c::<String>("v"))
    });
    c.statement("tvf/with-ordinality", || {
        let tags = Table::new("archive").c("tags");
        let u = func::call::<String>("unnest", tags).table_valued(["tag"]).with_ordinality("pos").derived().named("u");
        select((u.c::<String>("tag"), u.c::<i64>("pos")))
    });
    c.statement("tvf/column-valued", || select(func::call::<i32>("generate_series", (1, 3)).column_valued("v")));
    c.statement("tvf/column-valued-where", || {
        let v = func::call::<i32>("generate_series", (1, 3)).column_valued("v");
        select(v.clone()).filter(v.gt(1))
    });
    c.statement("tvf/scalar-table-valued", || select(func::call::<i32>("compose", 5).field::<i32>("w")));
    c.statement("tvf/alias-column", || {
        let array = text("ARRAY[:a, :b]").bind("a", 1).bind("b", 2);
        select(func::call::<i32>("unnest", array).column_valued("u"))
    });
    c.statement("tvf/whole-row", || {
        let q = func::call::<i32>("f", 1).table_valued(["a"]).named("q");
        select(func::call::<Json>("row_to_json", q.row::<Json>()))
    });
}

fn beside(c: &mut Cases) {
    c.statement("tvf/join", || {
        let e = json_each().table_valued(["key", "value"]).named("e");
        select((book::id, e.c::<String>("key"))).join_on(&e, book::title.eq(e.c::<String>("value")))
    });
    c.statement("tvf/comma", || select((book::id, json_each().table_valued(["key"]).named("e").c::<String>("key"))));
    c.statement("tvf/joins-implicitly", || select((book::id, json_each().table_valued(["key"]).c::<String>("key"))));
    c.statement("tvf/json-table-func", || {
        let e = func::call::<Json>("json_each", (book::meta, "$.tags")).table_valued(["value"]).named("e");
        select(e.c::<Json>("value")).from(book::table()).from(&e)
    });
}
