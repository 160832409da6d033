//! The cases of the area `bind`.

use alchemy_core::prelude::*;
use chrono::NaiveDate;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::cases::Cases;
use crate::schema::{book, loan, publisher};

pub(crate) fn cases(c: &mut Cases) {
    named(c);
    places(c);
    alone(c);
}

fn named(c: &mut Cases) {
    c.statement("bind/execute", || select(book::id).filter(book::pages.eq(param::<i32>("n"))).params(("n", 12)));
    c.statement("bind/reused", || {
        let n = param::<i32>("n").default_value(5);
        select(book::id).filter(book::pages.eq(&n).or(book::id.eq(&n))).params(())
    });
    c.prevented("bind/conflicting", "values that the program does not name have no name that a parameter's could clash with");
    c.statement("bind/same-name-unique", || {
        let n = |value: i32| param::<i32>("n").default_value(value);
        let condition = book::pages.eq(n(5)).or(book::id.eq(n(6).unique())).or(book::id.eq(n(7).unique()));
        select(book::id).filter(condition).params(())
    });
    c.statement("bind/params-method", || {
        let n = param::<i32>("n");
        select(book::id).filter(book::pages.eq(&n)).params(n.to(8))
    });
    c.statement("bind/none", || {
        let n = param::<Option<i32>>("n").default_value(None::<i32>);
        select(book::id).filter(book::pages.eq(n)).params(())
    });
    c.statement("bind/type-from-left", || select(loan::id).filter(loan::due_on.eq(param::<NaiveDate>("d"))).params(("d", day())));
    c.statement("bind/explicit-type", || select(param::<NaiveDate>("d")).params(("d", day())));
    c.statement("bind/literal-execute", || {
        let n = param::<i32>("n").inlined().default_value(5);
        select(book::id).filter(book::pages.eq(n)).params(())
    });
    c.statement("bind/literal-execute-string", || {
        let t = param::<String>("t").inlined();
        select(book::id).filter(book::title.eq(&t)).params(t.to("it's"))
    });
    c.statement("bind/expanding", || {
        let titles = param_list::<String>("ts");
        select(book::id).filter(book::title.in_(&titles)).params(titles.to(["a".to_owned(), "b".to_owned()]))
    });
    c.statement("bind/weird-name", || {
        select(book::id).filter(book::pages.eq(param::<i32>("my param%(x)"))).params(("my param%(x)", 5))
    });
}

fn day() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2020, 1, 2)
}

fn places(c: &mut Cases) {
    c.statement("bind/in-columns", || select((param::<i32>("v"), book::id)).params(("v", 5)));
    c.statement("bind/in-columns-label", || select(param::<i32>("v").label("k")).params(("v", 5)));
    c.statement("bind/in-function", || select(func::call::<String>("f", param::<String>("v"))).params(("v", "x")));
    c.statement("bind/in-limit", || select(book::id).limit(param::<i64>("lim")).params(("lim", 3)));
    c.statement("bind/in-case", || {
        let [hi, lo] = ["hi", "lo"].map(param::<String>);
        let n = param::<i32>("n").default_value(5);
        let case = case_when(book::pages.gt(&n), &hi).otherwise(&lo);
        select(case).params((hi.to("H"), lo.to("L")))
    });
    c.statement("bind/order-everything", || {
        select((literal(1), case_when(book::pages.gt(2), 3).otherwise(4)))
            .join_on(publisher::table(), publisher::id.eq(book::publisher_id).and(publisher::country.eq("5")))
            .filter(book::title.eq("6"))
            .filter(book::pages.in_([7, 8]))
            .group_by(book::pages % 9)
            .having(func::count_all().gt(10))
            .order_by(book::pages + 11)
            .limit(12)
            .offset(13)
    });
    c.statement("bind/insert-bindparam", || {
        let row = (book::title.to(param::<String>("tt")), book::pages.to(param::<i32>("pp")));
        book::insert().values(row).params((("tt", "x"), ("pp", 4)))
    });
}

fn alone(c: &mut Cases) {
    c.expression("bind/decorator", || literal("3.10".parse::<rust_decimal::Decimal>().ok()));
    c.expression("bind/json-null", || literal(Json::Null));
    c.expression("bind/json-none", || literal(Json::Null));
    c.expression("bind/json-none-as-null", || literal(None::<Json>));
    c.expression("bind/bool", || literal(true));
    c.expression("bind/uuid", || literal(Uuid::from_u128(255)));
    c.expression("bind/uuid-string", || literal(Uuid::from_u128(255).to_string()));
    c.expression("bind/large-int", || literal(1_i64 << 62));
    c.statement("bind/literal-none", || select(literal(None::<String>)));
}
