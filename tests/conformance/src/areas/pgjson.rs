//! The cases of the area `pgjson`.

use alchemy_core::prelude::*;
use alchemy_postgres::ext::{Containment as _, Jsonb, JsonbOperators as _, array};
use serde_json::{Value as Json, json};

use crate::cases::Cases;
use crate::schema::archive;

fn doc(value: Json) -> Jsonb<Json> {
    Jsonb(value)
}

pub(crate) fn cases(c: &mut Cases) {
    places(c);
    operators(c);
    functions(c);
}

fn places(c: &mut Cases) {
    c.statement("pgjson/json-key", || select(archive::raw.get("k")));
    c.statement("pgjson/json-index", || select(archive::raw.get(2)));
    c.statement("pgjson/json-astext", || select(archive::raw.get("k").as_text()));
    c.statement("pgjson/jsonb-key", || select(archive::doc.get("k")));
    c.statement("pgjson/jsonb-chained", || select(archive::doc.get("a").get("b")));
    c.statement("pgjson/jsonb-astext", || select(archive::doc.get("k").as_text()));
    c.statement("pgjson/jsonb-chained-astext", || select(archive::doc.get("a").get("b").as_text()));
    c.statement("pgjson/jsonb-path", || select(archive::doc.get(("a", "b", 3))));
    c.statement("pgjson/jsonb-path-astext", || select(archive::doc.get(("a", "b")).as_text()));
    c.statement("pgjson/astext-cast", || select(archive::doc.get("n").as_text().cast::<i32>()));
    c.statement("pgjson/astext-compare", || select(archive::id).filter(archive::doc.get("k").as_text().eq("v")));
    c.statement("pgjson/astext-concat", || select(archive::doc.get("k").as_text().concat("!")));
    c.statement("pgjson/jsonb-as-boolean-criterion", || select(archive::id).filter(archive::doc.get("ok").as_boolean()));
    c.statement("pgjson/jsonb-cast-subscript", || select(archive::title.cast::<Jsonb<Json>>().get("k")));
}

fn operators(c: &mut Cases) {
    let small = || doc(json!({"a": 1}));
    c.statement("pgjson/has-key", || select(archive::id).filter(archive::doc.has_key("k")));
    c.statement("pgjson/has-any", || select(archive::id).filter(archive::doc.has_any(array(["a", "b"]))));
    c.statement("pgjson/has-all", || select(archive::id).filter(archive::doc.has_all(array(["a", "b"]))));
    c.statement("pgjson/contains", move || select(archive::id).filter(archive::doc.includes(small())));
    c.statement("pgjson/contained-by", || select(archive::id).filter(archive::doc.contained_by(doc(json!({"a": 1, "b": 2})))));
    c.statement("pgjson/contains-column", || select(archive::id).filter(archive::doc.includes(archive::doc.get("inner"))));
    c.statement("pgjson/not-contains", move || select(archive::id).filter(!archive::doc.includes(small())));
    c.statement("pgjson/contains-and-has-key", move || {
        select(archive::id).filter(archive::doc.includes(small())).filter(archive::doc.has_key("b"))
    });
    c.statement("pgjson/delete-path", || select(archive::doc.delete_path(["a", "b"])));
    c.statement("pgjson/path-exists", || select(archive::id).filter(archive::doc.path_exists("$.a ? (@ > 1)")));
    c.statement("pgjson/concat", || select(archive::doc.merge(doc(json!({"z": 1})))));
    c.statement("pgjson/compare-dict", move || select(archive::id).filter(archive::doc.eq(small())));
    c.statement("pgjson/element-compare", || select(archive::id).filter(archive::doc.get("a").eq(doc(json!(5)))));
    c.statement("pgjson/minus-key", || select(archive::doc.delete_key("k")));
}

fn functions(c: &mut Cases) {
    c.statement("pgjson/agg", || {
        let object = func::call::<Jsonb<Json>>("jsonb_build_object", ("id", archive::id));
        select(func::call::<Jsonb<Json>>("jsonb_agg", object))
    });
    c.statement("pgjson/jsonb-set-update", || {
        let set = func::call::<Jsonb<Json>>("jsonb_set", (archive::doc, array(["a"]), doc(json!(5))));
        archive::update().set(archive::doc.to(set))
    });
    c.statement("pgjson/each", || {
        let e = func::call::<Json>("jsonb_each", archive::doc).table_valued(["key", "value"]).named("e");
        select(e.c::<String>("key")).from(archive::table()).from(&e)
    });
}
