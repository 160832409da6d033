//! The cases of the area `update`.

use alchemy_core::{Update, assigned_value, joined, prelude::*};
use alchemy_postgres::ext::{ArrayOperators as _, Jsonb};
use serde_json::json;

use crate::cases::{Cases, Rendered};
use crate::schema::{archive, author, book, category, invoice, loan, patron, publisher, raw, review, shelf, vault};

pub(crate) fn cases(c: &mut Cases) {
    parts_of_columns(c);
    simple(c);
    values(c);
    criteria(c);
    own_types(c);
    from(c);
    returning(c);
    special(c);
}

fn titled() -> Update<()> {
    book::update().set(book::title.to("x"))
}

fn simple(c: &mut Cases) {
    c.statement("update/no-values", shelf::update);
    c.statement("update/simple", || book::update().filter(book::id.eq(1)).set(book::title.to("new")));
    c.statement("update/no-where", || book::update().set(book::title.to("new")));
    c.statement("update/several", || book::update().filter(book::id.eq(1)).set((book::pages.to(2), book::title.to("new"))));
    c.statement("update/where-multiple", || {
        let update = book::update().filter(book::id.gt(1)).filter(book::in_print.eq(true));
        update.filter(book::pages.lt(5)).set(book::title.to("new"))
    });
    c.statement("update/filter-by", || book::update().filter(book::isbn.eq("1")).set(book::title.to("new")));
    c.statement("update/ordered-values", || {
        book::update().ordered_values((book::pages.to(1), book::title.to("x"))).filter(book::id.eq(1))
    });
    c.statement("update/execute-params", || book::update().filter(book::id.eq(4)).set(book::title.to("new")));
    c.statement("update/execute-expression", || book::update().set(book::pages.to(book::pages + 1)).set(book::title.to("new")));
    c.statement("update/unknown-column", || book::update().set(book::table().c("nope").to(1)));
    c.statement("update/schema-table", || invoice::update().set(invoice::paid.to(true)).filter(invoice::id.eq(1)));
}

fn values(c: &mut Cases) {
    let by_id = || book::update().filter(book::id.eq(1));
    c.statement("update/set-none", move || by_id().set(book::isbn.to(None::<String>)));
    c.statement("update/set-null", move || by_id().set(book::isbn.to(raw::<Option<String>>("NULL"))));
    c.statement("update/set-expression", move || by_id().set(book::price.to(book::price * 2 + 1)));
    c.statement("update/set-increment", || book::update().set(book::pages.to(book::pages + 1)));
    c.statement("update/set-column", || loan::update().set(loan::back_at.to(loan::out_at)));
    c.statement("update/set-case", || {
        book::update().set(book::format.to(case_when(book::pages.gt(400), "hardback").otherwise("paperback")))
    });
    c.statement("update/set-comparison", || book::update().set(book::in_print.to(book::pages.gt(10))));
    c.statement("update/set-and", || book::update().set(book::in_print.to(book::pages.gt(10).and(book::price.lt(5)))));
    c.statement("update/set-not-bool", || book::update().set(book::in_print.to(!book::in_print.expr())));
    c.statement("update/set-is-null", || book::update().set(book::in_print.to(book::isbn.eq(None::<String>))));
    c.statement("update/set-text", || book::update().set(book::pages.to(raw::<i32>("pages * 2"))));
    c.statement("update/set-scalar-subquery", || {
        let reviews = select(func::count_all()).from(review).filter(review::book_id.eq(book::id));
        book::update().set(book::pages.to(reviews.scalar_subquery()))
    });
    c.statement("update/set-select", || book::update().set(book::pages.to(select(func::max(author::id)).scalar_subquery())));
    c.statement("update/set-literal", || book::update().set(book::isbn.to(literal(None::<String>))));
    c.statement("update/set-now", || loan::update().set(loan::back_at.to(func::now())).filter(loan::id.eq(1)));
    c.statement("update/set-bool", || book::update().set(book::in_print.to(false)).filter(book::in_print));
    c.statement("update/json-value", move || by_id().set(book::meta.to(json!({"k": 1}))));
    c.statement("update/from-dml-column", || {
        let share = literal(10) / (assigned_value(book::weight) + 1);
        book::update().set((book::weight.to(2.5), book::price.to(share)))
    });
}

fn own_types(c: &mut Cases) {
    c.statement("update/bind-expression", || vault::update().set(vault::code.to("AbC")).filter(vault::code.eq("Old")));
}

fn criteria(c: &mut Cases) {
    let in_print = || book::update().set(book::in_print.to(true));
    c.statement("update/exists", move || {
        in_print().filter(select(raw::<Value>("*")).from(review).filter(review::book_id.eq(book::id)).exists())
    });
    c.statement("update/in-subquery", move || in_print().filter(book::id.in_(select(review::book_id))));
    c.statement("update/not-in-list", move || in_print().filter(book::id.not_in([1, 2])));
    c.statement("update/in-tuple", || {
        let key = alchemy_core::tuple((shelf::branch_id, shelf::code)).in_([(1, "A"), (2, "B")]);
        shelf::update().set(shelf::capacity.to(0_i16)).filter(key)
    });
    c.statement("update/where-scalar-subquery", || {
        let k = book::alias("k");
        titled().filter(book::price.gt(select(func::avg(k.c(book::price))).scalar_subquery()))
    })
    .not_taken_on("mysql", "it changes no table that it reads elsewhere in the statement");
}

fn from(c: &mut Cases) {
    let published = || book::publisher_id.eq(publisher::id);
    c.statement("update/from-implicit", move || titled().filter(published()).filter(publisher::name.eq("Ox")));
    c.statement("update/from-set-other-column", move || book::update().set(book::title.to(publisher::name)).filter(published()));
    c.statement("update/from-expression", move || {
        book::update().set(book::title.to(book::title.concat(publisher::name))).filter(published())
    });
    c.statement("update/from-two", move || {
        titled().filter(published()).filter(book::category_id.eq(category::id)).filter(category::name.eq("SF"))
    });
    c.statement("update/from-subquery", || {
        let counted = select((review::book_id, func::count_all().label("n"))).group_by(review::book_id).subquery("q");
        let update = book::update().set(book::pages.to(counted.c::<i64>("n")));
        update.filter(counted.c::<i32>("book_id").eq(book::id))
    });
    c.statement("update/from-alias", || {
        let up = category::alias("up");
        let update = category::update().set(category::sort_key.to(up.c(category::sort_key) + 1));
        update.filter(category::parent_id.eq(up.c(category::id)))
    });
    c.statement("update/alias-from", || {
        let k = book::alias("k");
        let update = Update::<()>::of_table(k.source()).set(k.c(book::title).to(publisher::name));
        update.filter(k.c(book::publisher_id).eq(publisher::id))
    });
    let both = move || book::update().set((book::title.to("x"), publisher::name.to("y"))).filter(published());
    c.statement("update/multi-table-set", both);
    c.statement("update/multi-table-set-elsewhere", both);
    c.statement("update/join-target", || titled().from(joined(book, publisher)).filter(publisher::name.eq("Ox")));
    c.statement("update/schema-table-from", || {
        let update = invoice::update().set(invoice::paid.to(true)).filter(invoice::patron_id.eq(patron::id));
        update.filter(patron::tier.eq("staff"))
    });
}

fn returning(c: &mut Cases) {
    let none = "there is no RETURNING";
    c.statement("update/returning", || titled().filter(book::id.eq(1)).returning((book::id, book::title)))
        .refused_on("mysql", none);
    c.statement("update/returning-expression", || titled().returning((book::pages + 1, func::lower(book::title).label("lt"))))
        .refused_on("mysql", none);
    c.statement("update/returning-from", || {
        let update = book::update().set(book::title.to(publisher::name)).filter(book::publisher_id.eq(publisher::id));
        update.returning((book::id, publisher::id))
    })
    .refused_on("mysql", none)
    .refused_on("sqlite", "a column of the other table cannot be named: `id` would be the book's");
}

fn special(c: &mut Cases) {
    c.any("update/mysql-limit", |dialect| {
        let limited = titled().limit(if dialect.name() == "mariadb" { 6 } else { 5 }).compile(&**dialect)?;
        Ok(Rendered::one(limited.text(), limited.params()))
    });
    c.statement("update/mysql-limit-ext", || titled().filter(book::id.gt(3)).limit(5));
    c.prevented("update/bindparam-conflict", "the values of SET have no names here that a parameter could be confused with");
}

fn parts_of_columns(c: &mut Cases) {
    let only = || archive::update().filter(archive::id.eq(1));
    c.statement("update/array-element", move || only().set(archive::scores.element(2).to(7)));
    c.statement("update/array-slice", move || only().set(archive::scores.slice(2, 3).to(vec![7, 8])));
    c.statement("update/jsonb-element", move || only().set(archive::doc.get("k").expr().to(Jsonb(json!({"v": 1})))));
}
