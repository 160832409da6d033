//! The cases of the area `alias`.

use alchemy_core::{Func, LabelStyle, Table, joined, prelude::*, table_sample};

use crate::cases::Cases;
use crate::schema::{book, branch, invoice, ledger, raw, shelf};

pub(crate) fn cases(c: &mut Cases) {
    c.statement("alias/named", || select(book::alias("bk").c(book::title)));
    c.statement("alias/anonymous", || select(book::alias(None).c(book::title)));
    c.statement("alias/two-anonymous", || select((book::alias(None).c(book::title), book::alias(None).c(book::isbn))));
    c.statement("alias/with-original", || {
        let k = book::alias("k");
        select((book::id, k.c(book::id))).filter(book::id.lt(k.c(book::id)))
    });
    c.statement("alias/needs-quotes", || select(book::alias("My Book").c(book::title)));
    c.statement("alias/anon-schema-table", || select(invoice::alias(None).c(invoice::amount)));
    c.statement("alias/whole", || select(shelf::alias("sh").all()));
    c.statement("alias/lightweight", || select(ledger::alias("l2").c(ledger::entry)));
    c.statement("alias/join-alias", || {
        let both = select((shelf::all(), branch::all())).from(joined(shelf, branch)).subquery("sb");
        select(both.c(shelf::capacity))
    });
    c.statement("alias/long-name", || {
        select(book::alias("extremely_long_alias_name_that_exceeds_the_limit_of_identifiers_here").c(book::title))
    });
    c.statement("alias/long-label", || {
        let table = Table::new("a_rather_long_table_name_for_testing_purposes_only");
        select(table.c("with_an_equally_long_column_name_here")).label_style(LabelStyle::TableColumn)
    });
    c.statement("alias/anon-in-where", || {
        let k = book::alias(None);
        select(k.c(book::id)).filter(k.c(book::pages).gt(3)).order_by(k.c(book::title))
    });
    c.statement("alias/tablesample", || {
        let sample = table_sample(book, func::call::<f64>("bernoulli", literal(1)), "smp");
        select(sample.seed(func::call::<f64>("random", ())).c(book::id))
    });
    c.statement("alias/tablesample-anon", || {
        let system: Func<f64> = func::call("system", raw::<f64>("5 PERCENT"));
        select(table_sample(book, system, None).c(book::id))
    });
}
