//! The cases of the area `select`.

use alchemy_core::{LabelStyle, Table, exists, named, prelude::*};

use crate::cases::Cases;
use crate::schema::{author, book, branch, category, invoice, ledger, patron, publisher, raw, raw_from, shelf};

pub(crate) fn cases(c: &mut Cases) {
    columns_and_from(c);
    filters(c);
    from_clauses(c);
    changed_columns(c);
    duplicate_names(c);
    label_styles(c);
    names_of_expressions(c);
    text_and_others(c);
}

fn columns_and_from(c: &mut Cases) {
    c.statement("select/whole-table", || select(category::all()));
    c.statement("select/one-column", || select(book::title));
    c.statement("select/several-columns", || select((book::price, book::title, book::id)));
    c.statement("select/two-tables-comma", || select((book::title, publisher::name)));
    c.statement("select/from-order-follows-columns", || select((publisher::name, book::title, author::family)));
    c.statement("select/table-and-column", || select((shelf::all(), branch::name)));
    c.statement("select/table-select-method", || select(branch::all()));
    c.statement("select/schema-table", || select((invoice::id, invoice::amount)));
    c.statement("select/schema-and-plain", || select((invoice::id, patron::name)).filter(invoice::patron_id.eq(patron::id)));
    c.statement("select/lightweight-table", || select(ledger::all()).filter(ledger::debit.gt(10)));
    c.statement("select/join-all-columns", || select((shelf::all(), branch::all())).join_from(shelf, branch));
    c.statement("select/column-key-differs", || {
        let doc =
            || Table::new("doc").column(Column::new("doc_id", Integer).primary_key()).column(Column::new("doc_body", Integer));
        let all = select((doc().c("doc_id"), doc().c("doc_body"))).subquery("s");
        select((all.c::<i32>("doc_body"), doc().c("doc_id")))
    });
}

fn filters(c: &mut Cases) {
    c.statement("select/where-eq", || select(book::id).filter(book::pages.eq(300)));
    c.statement("select/where-chained", || select(book::id).filter(book::pages.gt(100)).filter(book::pages.lt(200)));
    c.statement("select/filter-alias-of-where", || select(book::id).filter(book::pages.gt(100)));
    c.statement("select/filter-by-joined-entity", || select(book::id).join(publisher).filter_by("country", "SE"));
    c.statement("select/filter-by-ambiguous", || select(book::title).join(publisher).filter_by("id", 4));
    c.statement("select/filter-by-unknown", || select(book::title).filter_by("nope", 4));
    c.statement("select/literal-with-where", || select(literal(5)).filter(literal(1).eq(2)));
    c.statement("select/dml-like-name-param", || {
        select(book::id).filter(book::title.eq("a").or(book::title.eq("b")).or(book::title.eq("c")))
    });
    c.statement("select/all-clauses", || {
        select((book::publisher_id, func::count_all().label("n")))
            .filter(book::in_print.eq(true))
            .group_by(book::publisher_id)
            .having(func::count_all().ge(3))
            .order_by((named("n").desc(), book::publisher_id))
            .limit(10)
            .offset(20)
    });
}

fn from_clauses(c: &mut Cases) {
    c.statement("select/literal-value", || select(literal(5)));
    c.statement("select/two-literals", || select((literal(1), literal("two".to_owned()))));
    c.statement("select/literal-column-only", || select(raw::<i32>("1")));
    c.statement("select/select-from-only", || select(raw::<i32>("1")).from(book));
    c.statement("select/select-from-adds", || select(book::title).from(publisher));
    c.statement("select/select-from-two", || select(func::count_all()).from(book).from(author));
    c.statement("select/select-from-same-table", || select(book::title).from(book));
    c.statement("select/no-columns", || select(()).from(book));
    c.statement("select/no-from-function", || select(func::now()));
}

fn changed_columns(c: &mut Cases) {
    c.statement("select/add-columns", || select(book::id).add_columns((book::title, book::price)));
    c.statement("select/with-only-columns", || select((book::id, publisher::name)).with_only_columns(book::title));
    c.statement("select/with-only-columns-maintain", || {
        select((book::id, publisher::name)).with_only_columns_keeping_from(book::title)
    });
    // Rows have the type that their columns say, so a column that another equals is left out where it is selected.
    c.statement("select/reduce-columns", || {
        select((book::id, publisher::id, publisher::name)).filter(book::publisher_id.eq(publisher::id))
    });
}

fn duplicate_names(c: &mut Cases) {
    c.statement("select/duplicate-column", || select((book::id, book::id)));
    c.statement("select/duplicate-column-thrice", || select((book::id, book::title, book::id, book::id)));
    c.statement("select/same-name-two-tables", || select((book::id, publisher::id)));
    c.statement("select/same-name-three-tables", || select((book::id, publisher::id, author::id)));
}

fn label_styles(c: &mut Cases) {
    c.statement("select/label-style-tablename-whole", || select(shelf::all()).label_style(LabelStyle::TableColumn));
    c.statement("select/label-style-tablename-schema", || {
        select((invoice::id, invoice::paid)).label_style(LabelStyle::TableColumn)
    });
    c.statement("select/label-style-tablename-exprs", || {
        select((book::pages + 1, func::lower(book::title), book::id)).label_style(LabelStyle::TableColumn)
    });
}

fn names_of_expressions(c: &mut Cases) {
    c.statement("select/expression-anon-label", || select(book::price * 2));
    c.statement("select/expression-anon-labels-numbered", || select((book::price * 2, book::pages + 1, book::weight - 1)));
    c.statement("select/function-auto-label", || select(func::lower(book::title)));
    c.statement("select/function-auto-label-collide", || select((func::lower(book::title), func::lower(book::isbn))));
    c.statement("select/cast-auto-label", || select(book::price.cast::<i32>()));
    c.statement("select/bool-column-expr", || select(book::pages.gt(100).and(book::in_print)));
    c.statement("select/exists-column", || select(exists().filter(book::id.eq(1))));
    c.statement("select/inline-alias-column", || select(book::price.label("cost")).order_by(named("cost")));
    c.statement("select/null-column-label", || select((raw::<Option<i32>>("NULL").label("blank"), book::id)));
}

fn text_and_others(c: &mut Cases) {
    c.statement("select/bare-columns", || select((raw::<i32>("u"), raw::<i32>("v"))).filter(raw::<i32>("u").eq(5)));
    c.statement("select/bare-columns-select-from", || select((raw::<i32>("u"), raw::<i32>("v"))).from(&Table::new("wide")));
    c.statement("select/column-star", || select(raw::<i32>("*")).from(book));
    c.statement("select/text-star", || select(raw::<i32>("*")).from(book));
    c.statement("select/text-from", || select(raw::<i32>("q")).from(raw_from("weird_source(1, 2)")));
    c.statement("select/text-where", || select(book::id).filter(raw::<bool>("pages > 10 OR pages IS NULL")));
    // A type that wraps its values wraps them where they are bound and selected: here by the functions themselves.
    let vault = || Table::new("vault").column(Column::new("code", Varchar(50)));
    c.statement("select/column-expression", move || select(func::call::<String>("upper", vault().c("code")).label("code")));
    c.statement("select/bind-expression", move || {
        select(literal(1)).from(&vault()).filter(vault().c("code").eq(func::lower(literal("AbC".to_owned()))))
    });
}
