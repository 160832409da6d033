//! The cases of the area `exists`.

use alchemy_core::{ExistsSelect, exists, prelude::*};

use crate::cases::Cases;
use crate::schema::{author, book, book_author, category, holding, publisher, raw, review};

pub(crate) fn cases(c: &mut Cases) {
    in_where(c);
    in_columns(c);
    correlation(c);
    levels(c);
    elsewhere(c);
}

/// Whether a book has reviews.
fn reviewed() -> ExistsSelect {
    exists().filter(review::book_id.eq(book::id))
}

fn in_where(c: &mut Cases) {
    c.statement("exists/where-form", || select(book::id).filter(reviewed()));
    c.statement("exists/columns-form", || {
        select(book::id).filter(select(review::stars).filter(review::book_id.eq(book::id)).exists())
    });
    c.statement("exists/in-and", || select(book::id).filter(book::pages.gt(3)).filter(reviewed()));
    c.statement("exists/in-or", || select(book::id).filter(book::pages.gt(3).or(reviewed())));
    c.statement("exists/two", || select(book::id).filter(reviewed()).filter(exists().filter(holding::book_id.eq(book::id))));
    c.statement("exists/select-from", || {
        select(book::id).filter(select(raw::<i32>("1")).from(review).filter(review::book_id.eq(book::id)).exists())
    });
    c.statement("exists/compare", || select(book::id).filter(reviewed().eq(false)));
    c.statement("exists/union", || select(book::id).filter(select(review::book_id).union(select(holding::book_id)).exists()));
    c.statement("exists/with-limit", || {
        select(book::id).filter(select(review::stars).filter(review::book_id.eq(book::id)).limit(1).exists())
    });
}

fn in_columns(c: &mut Cases) {
    c.statement("exists/in-columns", || select((book::id, reviewed())));
    c.statement("exists/in-columns-label", || select((book::id, reviewed().label("reviewed"))));
    c.statement("exists/exists-select", || select(exists().filter(book::id.eq(5))));
    c.statement("exists/select-exists-only", || select(select(book::id).filter(book::pages.gt(3)).exists()));
}

fn correlation(c: &mut Cases) {
    let stars = || select(review::stars).filter(review::book_id.eq(book::id));
    c.statement("exists/correlate-none", move || select(book::id).filter(stars().correlate_none().exists()));
    c.statement("exists/correlate-except", move || select(book::id).filter(stars().correlate_except(review).exists()));
    c.statement("exists/correlate-alias", || {
        let k = book::alias("k");
        select(k.c(book::id)).filter(exists().filter(review::book_id.eq(k.c(book::id))))
    });
    c.statement("exists/correlate-same-table-alias", || {
        let k = book::alias("k");
        let dearer = k.c(book::publisher_id).eq(book::publisher_id).and(k.c(book::price).gt(book::price));
        select(book::id).filter(exists().filter(dearer))
    });
    c.statement("exists/correlate-in-join", || {
        select(book::id).join(publisher).filter(exists().filter(category::name.eq(publisher::name)))
    });
    c.statement("exists/auto-correlate-two-tables", move || {
        select((book::id, publisher::id)).filter(stars().filter(review::stars.eq(publisher::id)).exists())
    });
    c.statement("exists/no-correlate-in-from", || {
        let r = select(review::book_id).filter(review::book_id.eq(book::id)).subquery("r");
        select((book::id, r.c(review::book_id)))
    });
    c.statement("exists/lateral-correlates", move || {
        let r = stars().lateral("r");
        select((book::id, r.c(review::stars)))
    });
}

fn levels(c: &mut Cases) {
    let written = || book_author::book_id.eq(book::id).and(book_author::author_id.eq(author::id));
    c.statement("exists/nested", move || {
        let others = !exists().filter(written());
        select(author::id).filter(!exists().filter(book::in_print.eq(true)).filter(others))
    });
    c.statement("exists/nested-explicit", move || {
        let one = || select(raw::<i32>("1"));
        let theirs = one().from(book_author).filter(written()).correlate(book).correlate(author);
        let others = one().from(book).filter(book::in_print.eq(true)).filter(!theirs.exists());
        select(author::id).filter(!others.exists())
    });
    c.statement("exists/two-level-correlation", || {
        let reviews = select(review::stars).filter(review::book_id.eq(book::id)).filter(review::stars.gt(publisher::id));
        let books = select(book::id).filter(book::publisher_id.eq(publisher::id)).filter(reviews.exists());
        select(publisher::id).filter(books.exists())
    });
    c.statement("exists/two-level-explicit", || {
        let reviews = select(review::stars).filter(review::book_id.eq(publisher::id)).correlate(publisher);
        select(publisher::id).filter(select(book::id).filter(reviews.exists()).exists())
    });
}

fn elsewhere(c: &mut Cases) {
    c.statement("exists/in-delete", || publisher::delete().filter(!exists().filter(book::publisher_id.eq(publisher::id))));
    c.statement("exists/order-by", || select(book::id).order_by(reviewed().desc()));
    c.statement("exists/in-case", || select(case_when(reviewed(), "y".to_owned()).otherwise("n".to_owned())).from(book));
}
