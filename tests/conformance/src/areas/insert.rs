//! The cases of the area `insert`.

use alchemy_core::{Column, ColumnDef, Sequence, SqlType, SqlValue, Table, Value, family, prelude::*, sql_value};
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use serde_json::json;

use crate::cases::Cases;
use crate::schema::{
    author, book, branch, category, gauge, holding, invoice, ledger, loan, order_, patron, publisher, raw, shelf, vault,
};

pub(crate) fn cases(c: &mut Cases) {
    one_row(c);
    expressions(c);
    rows(c);
    from_select(c);
    returning(c);
    implicit(c);
    types(c);
    defaults(c);
    own_types(c);
    sequences(c);
}

/// Money, kept in hundredths.
#[derive(Debug, Clone)]
struct Cents(Decimal);

sql_value!(Cents => family::SqlInteger, SqlType::Integer,
    from |value| <i64 as SqlValue>::from_value(value).map(|cents| Cents(Decimal::new(cents, 2))),
    to |cents| Value::from((cents.0 * Decimal::ONE_HUNDRED).mantissa() as i64 / 100));

/// MySQL has no RETURNING.
const NO_RETURNING: &str = "there is no RETURNING";

fn one_row(c: &mut Cases) {
    c.statement("insert/values-dict", || branch::insert().values((branch::name.to("Main"), branch::city.to("Oslo"))));
    c.statement("insert/values-column-keys", || branch::insert().values((branch::city.to("Oslo"), branch::name.to("Main"))));
    c.statement("insert/column-order", || {
        branch::insert().values((branch::city.to("Oslo"), branch::name.to("Main"), branch::id.to(3)))
    });
    c.statement("insert/values-tuple", || {
        shelf::insert().rows((shelf::branch_id, shelf::code, shelf::capacity), [(1, "A1", 30_i16)])
    });
    c.statement("insert/table-insert-method", || shelf::table().insert().values((shelf::branch_id.to(1), shelf::code.to("A1"))));
    c.statement("insert/execute-and-values", || branch::insert().values(branch::name.to("Main")).set(branch::city.to("Oslo")));
    c.statement("insert/unknown-column", || branch::insert().values(branch::table().c("nope").to(1)));
    c.statement("insert/none-value", || branch::insert().values((branch::name.to("Main"), branch::city.to(None::<String>))));
    c.statement("insert/default-values", || branch::insert().values(()));
    c.statement("insert/default-values-no-defaults", || publisher::insert().default_values());
    c.statement("insert/lightweight", || ledger::insert().values((ledger::entry.to("e"), ledger::debit.to(Decimal::new(15, 1)))));
    c.statement("insert/no-values", branch::insert);
    c.statement("insert/lightweight-no-values", || gauge().insert());
    c.statement("insert/schema-table", || {
        let values = (invoice::patron_id.to(1), invoice::amount.to(Decimal::new(990, 2)), invoice::paid.to(false));
        invoice::insert().values(values)
    });
    c.statement("insert/quoted", || {
        let t = order_();
        let values = ["select", "back`tick"].map(|name| t.c(name).to(if name == "select" { 1 } else { 3 }));
        let [select, tick] = values;
        t.insert().values((select, t.c("Group").to("g"), t.c("user name").to("u"), t.c("unit\"price").to(2), tick))
    });
}

fn expressions(c: &mut Cases) {
    let title = || book::title.to("x");
    c.statement("insert/null-construct", || {
        branch::insert().values((branch::name.to("Main"), branch::city.to(raw::<Option<String>>("NULL"))))
    });
    c.statement("insert/function-now", || {
        let values = (loan::holding_id.to(1), loan::patron_id.to(2), loan::out_at.to(func::now()), loan::id.to(5));
        loan::insert().values(values)
    });
    c.statement("insert/subquery-value", move || {
        let fiction = select(category::id).filter(category::name.eq("SF")).scalar_subquery();
        book::insert().values((title(), book::category_id.to(fiction)))
    });
    c.statement("insert/select-value-coerced", || {
        book::insert().values(book::title.to(select(func::max(publisher::name)).scalar_subquery()))
    });
    c.statement("insert/case-value", || book::insert().values(book::title.to(case_when(literal(1).eq(1), "a").otherwise("b"))));
    c.statement("insert/cast-value", move || book::insert().values((title(), book::pages.to(literal("30").cast::<i32>()))));
    c.statement("insert/comparison-value", move || book::insert().values((title(), book::in_print.to(literal(3).gt(2)))));
    c.statement("insert/literal-column-value", move || book::insert().values((title(), book::pages.to(raw::<i32>("1 + 2")))));
}

fn rows(c: &mut Cases) {
    c.statement("insert/multi-two", || branch::insert().rows((branch::name, branch::city), [("A", "x"), ("B", "y")]));
    c.statement("insert/multi-three-one-column", || branch::insert().rows(branch::name, ["A", "B", "C"]));
    c.statement("insert/multi-one", || branch::insert().values([branch::name.to("A")]));
    c.statement("insert/multi-tuples", || {
        shelf::insert().rows((shelf::branch_id, shelf::code, shelf::capacity), [(1, "A1", 30_i16), (1, "A2", 40)])
    });
    c.statement("insert/multi-expressions", || {
        let first = (branch::name.to(func::lower("A").expr()), branch::city.to(literal("x")));
        let second = (branch::name.to(literal("B")), branch::city.to(raw::<String>("NULL")));
        branch::insert().values([first, second])
    });
    c.statement("insert/multi-missing-key", || {
        let (a, b) = ((branch::name.to("A"), Some(branch::city.to("x"))), (branch::name.to("B"), None));
        branch::insert().values([a, b])
    });
    c.statement("insert/multi-python-default", || loan::insert().rows((loan::holding_id, loan::patron_id), [(1, 2), (3, 4)]));
    c.statement("insert/multi-returning", || branch::insert().rows(branch::name, ["A", "B"]).returning(branch::id))
        .refused_on("mysql", NO_RETURNING);
}

fn from_select(c: &mut Cases) {
    let names = || select(publisher::name);
    c.statement("insert/from-select-default", || {
        let columns = (loan::id, loan::holding_id, loan::patron_id, loan::out_at);
        loan::insert().from_select(columns, select((holding::id, holding::id, patron::id, func::now())))
    });
    c.statement("insert/from-select-order-limit", move || {
        branch::insert().from_select(branch::name, names().order_by(publisher::name).limit(3))
    });
    c.statement("insert/from-select-union", move || {
        branch::insert().from_select(branch::name, names().union(select(author::family)))
    });
    c.statement("insert/from-select-not-exists", || {
        let none = !select(raw::<Value>("*")).from(branch).filter(branch::name.eq("New")).correlate_none().exists();
        branch::insert().from_select(branch::name, select(literal("New")).filter(none))
    });
    c.statement("insert/from-select-alias", || {
        let k = category::alias("k");
        category::insert().from_select((category::name, category::parent_id), select((k.c(category::name), k.c(category::id))))
    });
    c.statement("insert/from-select-returning", move || branch::insert().from_select(branch::name, names()).returning(branch::id))
        .refused_on("mysql", NO_RETURNING);
    c.statement("insert/from-select-text", || {
        branch::insert().from_select(branch::name, text("SELECT name FROM publisher").columns::<String>())
    });
    c.statement("insert/from-select-values", || {
        let v = values::<(i32, String)>(["bid", "c"]).rows([(1, "A"), (2, "B")]).subquery("v");
        shelf::insert().from_select((shelf::branch_id, shelf::code), select((v.c::<i32>("bid"), v.c::<String>("c"))))
    })
    .deviating(
        "VALUES in FROM as each database takes it; the golden text cannot run",
        &[
            ("mysql", "INSERT INTO shelf (branch_id, code) SELECT v.bid, v.c FROM (VALUES ROW(?, ?), ROW(?, ?)) AS v (bid, c)"),
            ("mariadb", "INSERT INTO shelf (branch_id, code) WITH v(bid, c) AS (VALUES (?, ?), (?, ?)) SELECT v.bid, v.c FROM v"),
            ("sqlite", "WITH v(bid, c) AS (VALUES (?, ?), (?, ?)) INSERT INTO shelf (branch_id, code) SELECT v.bid, v.c FROM v"),
        ],
    );
}

fn returning(c: &mut Cases) {
    let named = || branch::insert().values(branch::name.to("A"));
    c.statement("insert/returning-one", move || named().returning(branch::id)).refused_on("mysql", NO_RETURNING);
    c.statement("insert/returning-table", || {
        shelf::insert().values((shelf::branch_id.to(1), shelf::code.to("A"))).returning(shelf::all())
    })
    .refused_on("mysql", NO_RETURNING);
    c.statement("insert/returning-expression", move || named().returning((branch::id + 1, func::lower(branch::name))))
        .refused_on("mysql", NO_RETURNING);
    c.statement("insert/returning-label", move || named().returning(branch::id.label("new_id"))).refused_on("mysql", NO_RETURNING);
    c.statement("insert/returning-star", move || named().returning(raw::<Value>("*"))).refused_on("mysql", NO_RETURNING);
    c.statement("insert/returning-quoted", || {
        let t = order_();
        t.insert().values(t.c("Group").to("a")).returning((t.c("user name"), t.c("select")))
    })
    .refused_on("mysql", NO_RETURNING);
    c.statement("insert/returning-multi-calls", move || named().returning(branch::id).returning(branch::name))
        .refused_on("mysql", NO_RETURNING);
    c.statement("insert/returning-subquery", move || {
        named().returning((branch::id, select(func::count_all()).from(book).scalar_subquery()))
    })
    .refused_on("mysql", NO_RETURNING);
}

fn implicit(c: &mut Cases) {
    let named = || branch::insert().values(branch::name.to("A"));
    c.statement("insert/return-defaults", move || named().return_defaults());
    c.statement("insert/implicit-returning", move || named().return_key());
    c.statement("insert/implicit-returning-pk-given", || {
        branch::insert().values((branch::id.to(5), branch::name.to("A"))).return_key()
    });
    c.statement("insert/implicit-returning-composite", || {
        shelf::insert().values((shelf::branch_id.to(1), shelf::code.to("A"))).return_key()
    });
    c.statement("insert/implicit-returning-multi", || branch::insert().rows(branch::name, ["A", "B"]).return_key());
    c.statement("insert/implicit-returning-from-select", || {
        branch::insert().from_select(branch::name, select(publisher::name)).return_key()
    });
    c.statement("insert/inline", named);
    c.statement("insert/implicit-default-values", || branch::insert().default_values().return_key());
}

fn types(c: &mut Cases) {
    c.statement("insert/json-value", || {
        book::insert().values((book::title.to("x"), book::meta.to(json!({"tags": ["a"], "n": 1}))))
    });
    c.statement("insert/json-sql-null", || {
        book::insert().values((book::title.to("x"), book::meta.to(raw::<Option<serde_json::Value>>("NULL"))))
    });
    c.statement("insert/decorator-value", || {
        let till = Table::new("till").column(ColumnDef::of::<Cents>("cents"));
        till.insert().values(Column::<Cents>::of("till", "cents").to(Cents(Decimal::new(125, 2))))
    });
    c.statement("insert/typed-values", || {
        let joined = NaiveDate::from_ymd_opt(2020, 1, 2).and_then(|day| day.and_hms_opt(3, 4, 5));
        let values = (
            patron::name.to("Ann"),
            patron::tier.to("gold"),
            patron::joined.to(joined.unwrap_or(NaiveDateTime::MIN)),
            patron::balance.to(Decimal::new(110, 2)),
            patron::token.to(uuid::Uuid::from_u128(7)),
            patron::avatar.to(vec![1_u8, 2]),
        );
        patron::insert().values(values)
    });
}

fn defaults(c: &mut Cases) {
    c.statement("insert/sql-default", || {
        let text = || SqlType::String { length: None };
        let doc = Table::new("doc")
            .column(Column::new("id", Integer).primary_key())
            .column(Column::new("slug", text()).default(func::lower("ABC")))
            .column(ColumnDef::of::<NaiveDateTime>("made").default(func::now()))
            .column(Column::new("n", Integer).default(raw::<i32>("1 + 1")))
            .column(Column::new("srv", text()).server_default("z"));
        doc.insert().values(doc.c("id").to(1))
    });
    c.statement("insert/column-key-differs", || {
        let doc = Table::new("doc").column(Column::new("doc_id", Integer).primary_key());
        let doc = doc.column(Column::new("doc_body", SqlType::String { length: None }));
        doc.insert().values((doc.c("doc_id").to(1), doc.c("doc_body").to("x")))
    });
}

fn own_types(c: &mut Cases) {
    c.statement("insert/bind-expression", || vault::insert().values(vault::code.to("AbC")));
    c.statement("insert/column-expression-returning", || vault::insert().values(vault::code.to("A")).returning(vault::code))
        .refused_on("mysql", NO_RETURNING);
}

fn sequences(c: &mut Cases) {
    c.statement("insert/sequence-default", || {
        let next = |sequence: Sequence| sequence.next_value();
        let doc = Table::new("doc")
            .column(Column::new("id", Integer).primary_key().default(next(Sequence::new("doc_id_seq"))))
            .column(Column::new("num", Integer).default(next(Sequence::new("doc_num_seq").schema("billing"))))
            .column(ColumnDef::of::<String>("body"));
        doc.insert().values(doc.c("body").to("x"))
    });
}
