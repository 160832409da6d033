//! The cases of the area `delete`.

use alchemy_core::{Delete, joined, joined_on, prelude::*};

use crate::cases::{Cases, Rendered};
use crate::schema::{book, invoice, ledger, order_, patron, publisher, raw, review, shelf};

pub(crate) fn cases(c: &mut Cases) {
    simple(c);
    criteria(c);
    others(c);
    using(c);
    special(c);
}

fn simple(c: &mut Cases) {
    c.statement("delete/where", || book::delete().filter(book::id.eq(1)));
    c.statement("delete/where-several", || book::delete().filter(book::pages.gt(1)).filter(book::in_print.eq(false)));
    c.statement("delete/filter-by", || book::delete().filter(book::isbn.eq("1")));
    c.statement("delete/schema-table", || invoice::delete().filter(invoice::paid.eq(true)));
    c.statement("delete/quoted", || {
        let t = order_();
        t.delete().filter(t.c("Group").eq("g")).filter(t.c("user name").eq(None::<String>))
    });
    c.statement("delete/lightweight", || ledger::delete().filter(ledger::id.eq(1)));
    c.statement("delete/bool-column", || book::delete().filter(!book::in_print.expr()));
}

fn criteria(c: &mut Cases) {
    c.statement("delete/in-empty", || book::delete().filter(book::id.in_([0_i32; 0])));
    c.statement("delete/in-select", || {
        review::delete().filter(review::book_id.in_(select(book::id).filter(book::in_print.eq(false))))
    });
    c.statement("delete/tuple-in", || shelf::delete().filter(alchemy_core::tuple((shelf::branch_id, shelf::code)).in_([(1, "A")])));
    c.statement("delete/not-exists", || {
        let books = select(raw::<Value>("*")).from(book).filter(book::publisher_id.eq(publisher::id));
        publisher::delete().filter(!books.exists())
    });
    c.statement("delete/scalar-subquery", || {
        let k = review::alias("k");
        review::delete().filter(review::stars.lt(select(func::avg(k.c(review::stars))).scalar_subquery()))
    })
    .not_taken_on("mysql", "it changes no table that it reads elsewhere in the statement");
}

fn others(c: &mut Cases) {
    let of_book = || review::delete().filter(review::book_id.eq(book::id));
    c.statement("delete/extra-from", move || of_book().filter(book::in_print.eq(false)));
    c.statement("delete/extra-from-two", move || {
        of_book().filter(book::publisher_id.eq(publisher::id)).filter(publisher::name.eq("Ox"))
    });
    c.statement("delete/extra-from-subquery", || {
        let thin = select(book::id).filter(book::pages.lt(9)).subquery("thin");
        review::delete().filter(review::book_id.eq(thin.c::<i32>("id")))
    });
    c.statement("delete/extra-from-alias", || {
        let k = review::alias("k");
        let delete = review::delete().filter(review::book_id.eq(k.c(review::book_id)));
        delete.filter(review::stars.lt(k.c(review::stars)))
    });
    c.statement("delete/alias-extra-from", || {
        let k = review::alias("k");
        Delete::<()>::from_table(k.source()).filter(k.c(review::book_id).eq(book::id))
    });
    c.statement("delete/schema-table-extra", || {
        invoice::delete().filter(invoice::patron_id.eq(patron::id)).filter(patron::tier.eq("basic"))
    });
}

fn using(c: &mut Cases) {
    let of_book = || review::book_id.eq(book::id);
    c.statement("delete/using", move || review::delete().using(book).filter(of_book()).filter(book::in_print.eq(false)));
    c.statement("delete/using-join", move || {
        review::delete().using(joined(book, publisher)).filter(of_book()).filter(publisher::name.eq("Ox"))
    });
    c.statement("delete/using-outer-join", move || {
        let join = joined_on(review, book, of_book()).outer();
        review::delete().using(join).filter(book::id.eq(None::<i32>))
    });
    c.statement("delete/using-two", move || {
        let delete = review::delete().using(book).using(publisher).filter(of_book());
        delete.filter(book::publisher_id.eq(publisher::id))
    });
}

fn special(c: &mut Cases) {
    c.statement("delete/returning-expression", || {
        book::delete().returning((func::lower(book::title).label("lt"), book::pages * 2))
    })
    .refused_on("mysql", "there is no RETURNING");
    c.any("delete/mysql-limit", |dialect| {
        let limit = if dialect.name() == "mariadb" { 6 } else { 5 };
        let limited = book::delete().filter(book::id.gt(1)).limit(limit).compile(&**dialect)?;
        Ok(Rendered::one(limited.text(), limited.params()))
    });
    c.statement("delete/mysql-limit-ext", || book::delete().filter(book::id.gt(1)).limit(5));
}
