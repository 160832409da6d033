//! The cases of the area `group`.

use alchemy_core::{cube, grouping_set, grouping_sets, named, prelude::*, rollup};

use crate::cases::Cases;
use crate::schema::{book, review};

pub(crate) fn cases(c: &mut Cases) {
    plain(c);
    sets(c);
}

fn plain(c: &mut Cases) {
    c.statement("group/two", || select((book::format, book::in_print, func::count_all())).group_by((book::format, book::in_print)));
    c.statement("group/chained", || select(func::count_all()).group_by(book::format).group_by(book::in_print));
    c.statement("group/expression", || {
        let hundreds = || book::pages / 100;
        select((hundreds(), func::count_all())).group_by(hundreds())
    });
    c.statement("group/function", || select(func::lower(book::title)).group_by(func::lower(book::title)));
    c.statement("group/extract", || {
        let year = || func::extract(alchemy_core::DateField::YEAR, book::published);
        select((year(), func::count_all())).group_by(year())
    });
    c.statement("group/string", || select(func::lower(book::title).label("lt")).group_by(named("lt")));
    c.statement("group/text", || select(func::count_all()).from(book::table()).group_by(text("1, 2")));
    c.statement("group/having-two", || {
        select(book::format).group_by(book::format).having(func::count_all().gt(1)).having(func::max(book::pages).lt(900))
    });
    c.statement("group/having-and-where", || {
        select(book::format).filter(book::price.gt(1)).group_by(book::format).having(func::count_all().gt(1))
    });
    c.statement("group/group-in-subquery", || {
        let mean = func::avg(review::stars).label("mean");
        let r = select((review::book_id, mean)).group_by(review::book_id).subquery("r");
        select((book::title, r.c::<f64>("mean"))).join_on(&r, r.c(review::book_id).eq(book::id))
    });
    c.statement("group/order-by-aggregate", || select(book::format).group_by(book::format).order_by(func::count_all().desc()));
    c.statement("group/bool-column", || select(func::count_all()).from(book::table()).group_by(book::pages.gt(100)));
}

fn sets(c: &mut Cases) {
    let sums = || select((book::format, book::in_print, func::sum(book::price)));
    c.statement("group/rollup", move || sums().group_by(rollup((book::format, book::in_print))));
    c.statement("group/cube", move || sums().group_by(cube((book::format, book::in_print))));
    c.statement("group/grouping-sets", || {
        select((book::format, book::in_print, func::count_all())).group_by(grouping_sets((book::format, book::in_print)))
    });
    c.statement("group/grouping-sets-tuples", || {
        let sets = (grouping_set((book::format, book::in_print)), grouping_set(book::format), grouping_set(()));
        select(func::count_all()).from(book::table()).group_by(grouping_sets(sets))
    });
}
