//! The cases of the area `hint`.

use alchemy_core::{Verbatim, prelude::*};

use crate::cases::Cases;
use crate::schema::{book, publisher};

pub(crate) fn cases(c: &mut Cases) {
    around(c);
    beside_tables(c);
    only(c);
    writes(c);
}

fn on(dialect: &str, text: &str) -> Verbatim {
    Verbatim::new(text).only_for(dialect)
}

fn around(c: &mut Cases) {
    c.statement("hint/select-prefix", || select(book::id).prefix_with("SQL_NO_CACHE"));
    c.statement("hint/select-prefix-dialect", || select(book::id).prefix_with(on("mysql", "HIGH_PRIORITY")));
    c.statement("hint/select-suffix", || select(book::id).filter(book::pages.gt(2)).suffix_with("/* tail */"));
    c.statement("hint/select-suffix-dialect", || select(book::id).limit(2).suffix_with(on("mysql", "PROCEDURE ANALYSE()")))
        .not_taken_on("mysql", "the suffix is of an older version");
    c.statement("hint/statement-hint-dialect", || select(book::id).with_statement_hint(on("sqlite", "OPTION (X)")));
    c.statement("hint/statement-hint-two", || select(book::id).with_statement_hint("/* a */").with_statement_hint("/* b */"));
}

fn beside_tables(c: &mut Cases) {
    c.statement("hint/use-index", || select(book::id).with_hint(book, on("mysql", "USE INDEX (ix_book_title)")));
    c.statement("hint/hint-join", || select(book::id).join(publisher).with_hint(publisher, on("mysql", "USE INDEX (i)")));
    c.statement("hint/hint-two-tables", || {
        select(book::id)
            .join(publisher)
            .with_hint(book, on("mysql", "USE INDEX (i)"))
            .with_hint(publisher, on("mysql", "IGNORE INDEX (j)"))
    });
    c.statement("hint/sqlite-hint-ignored", || select(book::id).with_hint(book, "INDEXED BY ix_book_title"));
}

fn only(c: &mut Cases) {
    let only = || on("postgresql", "ONLY");
    c.statement("hint/pg-only", move || select(book::id).with_hint(book, only()));
    c.statement("hint/pg-only-alias", move || {
        let k = book::alias("k");
        select(k.c(book::id)).with_hint(&k, only())
    });
    c.statement("hint/pg-only-join", move || select(book::id).join(publisher).with_hint(publisher, only()));
    c.statement("hint/pg-unknown", || select(book::id).with_hint(book, on("postgresql", "FASTER")));
}

fn writes(c: &mut Cases) {
    let only = || on("postgresql", "ONLY");
    c.statement("hint/update-pg-only", move || book::update().with_hint(only()).set(book::pages.to(1)));
    c.statement("hint/delete-pg-only", move || book::delete().with_hint(only()).filter(book::id.eq(1)));
    let titled = || book::insert().values(book::title.to("x"));
    c.statement("hint/insert-or-ignore", move || titled().prefix_with("OR IGNORE"));
    c.statement("hint/insert-ignore", move || titled().prefix_with(on("mysql", "IGNORE")));
    c.statement("hint/update-prefix", || book::update().prefix_with("LOW_PRIORITY").set(book::title.to("x")));
    c.statement("hint/delete-prefix", || book::delete().prefix_with("QUICK").filter(book::id.eq(1)));
    c.statement("hint/update-or-replace", || {
        book::update().prefix_with("OR REPLACE").set(book::isbn.to("1")).filter(book::id.eq(2))
    });
}
