//! The cases of the area `agg`.

use alchemy_core::prelude::*;
use alchemy_core::{Raw, SqlValue, tuple};

use crate::cases::Cases;
use crate::schema::{author, book};

fn raw<T: SqlValue>(sql: &str) -> Expr<T> {
    Expr::from_node(Raw(sql.into()))
}

pub(crate) fn cases(c: &mut Cases) {
    plain(c);
    ordered(c);
    filtered(c);
    within_group(c);
}

fn plain(c: &mut Cases) {
    c.statement("agg/count-star", || select(func::count_all()).from(book::table()));
    c.statement("agg/count-column", || select(func::count(book::id)));
    c.statement("agg/count-literal-star", || select(func::count(raw::<Value>("*"))).from(book::table()));
    c.statement("agg/count-one", || select(func::count(1)).from(book::table()));
    c.statement("agg/sum-expression", || select(func::sum(book::price * book::pages)));
    c.statement("agg/avg", || select(func::avg(book::price)));
    c.statement("agg/min-max-labels", || select((func::min(book::price).label("lo"), func::max(book::price).label("hi"))));
    c.statement("agg/coalesce-sum", || select(func::coalesce(func::sum(book::price), 0)));
    c.statement("agg/group-by-having", || {
        select((book::publisher_id, func::count_all())).group_by(book::publisher_id).having(func::count_all().gt(1))
    });
    c.statement("agg/count-distinct-two", || select(func::count(tuple((book::publisher_id, book::format))).distinct()));
    c.statement("agg/nested-in-case", || select(case_when(func::count_all().gt(10), "many").otherwise("few")).from(book::table()));
}

fn ordered(c: &mut Cases) {
    let ids = || func::call::<Value>("array_agg", book::id);
    c.statement("agg/array-agg", move || select(ids()));
    c.statement("agg/array-agg-order", move || select(ids().aggregate_order_by(book::title.desc())));
    c.statement("agg/order-by-method", move || select(ids().aggregate_order_by((book::title.desc(), book::id))));
    c.statement("agg/pg-aggregate-order-by", || {
        let joined = func::call::<String>("string_agg", (book::title, raw::<String>("','")));
        select(joined.aggregate_order_by((book::title.asc(), book::id.desc())))
    });
    c.statement("agg/aggregate-strings", || select(func::aggregate_strings(book::title, ", ")));
    c.statement("agg/aggregate-strings-quote", || select(func::aggregate_strings(book::title, "'")));
    c.statement("agg/aggregate-strings-column-sep", || {
        select(func::aggregate_strings(author::given.concat(" ").concat(author::family), "|"))
    });
    c.statement("agg/group-concat-by-name", || select(func::call::<String>("group_concat", book::title)));
}

fn filtered(c: &mut Cases) {
    c.statement("agg/aggregate-strings-filter", || select(func::aggregate_strings(book::title, ",").filter(book::in_print)));
    c.statement("agg/filter-one", || select(func::count(book::id).filter(book::pages.gt(100))));
    c.statement("agg/filter-two", || select(func::count(book::id).filter(book::pages.gt(100)).filter(book::in_print)));
    c.statement("agg/filter-empty", || select(func::count(book::id)));
    c.statement("agg/funcfilter", || select(func::sum(book::price).filter(book::format.eq("ebook"))));
    c.statement("agg/filter-label", || select(func::count_all().filter(book::pages.gt(100)).label("fat")));
    c.statement("agg/filter-compare", || {
        let fat = func::count_all().filter(book::pages.gt(100));
        select(book::format).group_by(book::format).having(fat.gt(2))
    });
    c.statement("agg/filter-or", || select(func::count_all().filter(book::pages.gt(100).or(book::pages.lt(5)))));
    c.statement("agg/filter-over", || select(func::count(book::id).filter(book::pages.gt(100)).over().partition_by(book::format)));
}

fn within_group(c: &mut Cases) {
    c.statement("agg/within-group", || select(func::percentile_cont(0.5).within_group(book::price)));
    c.statement("agg/within-group-desc", || select(func::percentile_disc(0.9).within_group_desc(book::price)));
    c.statement("agg/within-group-mode", || select(func::mode().within_group(book::format)));
    c.statement("agg/within-group-function", || select(func::percentile_cont(0.25).within_group(book::price)));
    c.statement("agg/within-group-over", || {
        select(func::percentile_cont(0.5).within_group(book::price).over().partition_by(book::format))
    });
}
