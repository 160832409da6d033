//! The cases of the area `window`.

use alchemy_core::prelude::*;
use alchemy_core::{FrameBound, FrameExclusion, Over, Raw};
use chrono::TimeDelta;
use rust_decimal::Decimal;

use crate::cases::Cases;
use crate::schema::book;

/// The sum that most cases look at.
fn total() -> Over<Option<Decimal>> {
    func::sum(book::price).over()
}

/// By id.
fn by_id() -> Over<Option<Decimal>> {
    total().order_by(book::id)
}

const INLINE: &str = "its grammar takes no bound offset";

pub(crate) fn cases(c: &mut Cases) {
    orders(c);
    functions(c);
    rows(c);
    other_frames(c);
    exclusions(c);
    bounds(c);
    refusals(c);
    places(c);
}

fn orders(c: &mut Cases) {
    c.statement("window/order-by", || select(func::row_number().over().order_by(book::price)));
    c.statement("window/order-by-desc", || select(func::rank().over().order_by(book::price.desc())));
    c.statement("window/lists", || {
        select(total().partition_by((book::format, book::in_print)).order_by((book::id, book::title.desc())))
    });
    c.statement("window/two-windows", || {
        select((func::row_number().over().order_by(book::id), func::row_number().over().order_by(book::title)))
    });
    c.statement("window/order-by-case", || {
        select(func::rank().over().order_by(case_when(book::format.eq("ebook"), 1).otherwise(2)))
    });
}

fn functions(c: &mut Cases) {
    c.statement("window/over-function", || select(over(func::dense_rank()).order_by(book::price)));
    c.statement("window/label", || select((book::id, func::row_number().over().order_by(book::id).label("rn"))));
    c.statement("window/lag", || select(func::lag_or(book::price, 1, 0).over().order_by(book::published)));
    c.statement("window/first-value", || {
        select((
            func::first_value(book::title).over().order_by(book::id),
            func::last_value(book::title).over().order_by(book::id),
            func::nth_value(book::title, 2).over().order_by(book::id),
        ))
    });
    c.statement("window/within-text", || select(over(Expr::<i64>::from_node(Raw("my_agg(price)".into()))).order_by(book::id)));
}

fn rows(c: &mut Cases) {
    c.statement("window/rows-preceding-following", || select(by_id().rows(-3..=2))).deviating(
        INLINE,
        &[(
            "mariadb",
            "SELECT sum(book.price) OVER (ORDER BY book.id ROWS BETWEEN 3 PRECEDING AND 2 FOLLOWING) AS anon_1 FROM book",
        )],
    );
    c.statement("window/rows-current-unbounded", || select(by_id().rows(0..)));
    c.statement("window/rows-both-preceding", || select(by_id().rows(-5..=-1))).deviating(
        INLINE,
        &[(
            "mariadb",
            "SELECT sum(book.price) OVER (ORDER BY book.id ROWS BETWEEN 5 PRECEDING AND 1 PRECEDING) AS anon_1 FROM book",
        )],
    );
    c.statement("window/rows-both-following", || select(by_id().rows(1..=5))).deviating(
        INLINE,
        &[(
            "mariadb",
            "SELECT sum(book.price) OVER (ORDER BY book.id ROWS BETWEEN 1 FOLLOWING AND 5 FOLLOWING) AS anon_1 FROM book",
        )],
    );
}

fn other_frames(c: &mut Cases) {
    c.statement("window/range-unbounded-current", || select(by_id().range(..=0)));
    c.statement("window/range-numbers", || select(total().order_by(book::pages).range(-10..=10))).deviating(
        INLINE,
        &[(
            "mariadb",
            "SELECT sum(book.price) OVER (ORDER BY book.pages RANGE BETWEEN 10 PRECEDING AND 10 FOLLOWING) AS anon_1 FROM book",
        )],
    );
    c.statement("window/groups", || select(total().order_by(book::format).groups(-1..=1)));
    c.statement("window/groups-unbounded", || select(total().order_by(book::format).groups(..=0)));
}

fn exclusions(c: &mut Cases) {
    c.statement("window/exclude-current-row", || select(by_id().rows(-1..=1).exclude(FrameExclusion::CurrentRow)));
    c.statement("window/exclude-group", || select(by_id().groups(..).exclude(FrameExclusion::Group)));
    c.statement("window/exclude-no-others", || select(by_id().rows(..=0).exclude(FrameExclusion::NoOthers)))
        .refused_on("mysql", "there is no EXCLUDE");
    c.prevented("window/exclude-invalid", "exclusions are a type with four values");
}

fn bounds(c: &mut Cases) {
    let rows = |start, end| select(by_id().rows((start, end)));
    c.statement("window/frame-clause-rows", move || rows(FrameBound::preceding(2), FrameBound::following(3))).deviating(
        INLINE,
        &[(
            "mariadb",
            "SELECT sum(book.price) OVER (ORDER BY book.id ROWS BETWEEN 2 PRECEDING AND 3 FOLLOWING) AS anon_1 FROM book",
        )],
    );
    c.statement("window/frame-clause-float", || {
        let near = (FrameBound::preceding(0.5), FrameBound::following(1.5));
        select(total().order_by(book::weight).range(near))
    })
    .deviating(
        INLINE,
        &[(
            "mariadb",
            "SELECT sum(book.price) OVER (ORDER BY book.weight RANGE BETWEEN 0.5 PRECEDING AND 1.5 FOLLOWING) AS anon_1 FROM book",
        )],
    );
    c.statement("window/frame-clause-interval", || {
        let week = (FrameBound::preceding(TimeDelta::days(7)), FrameBound::CurrentRow);
        select(total().order_by(book::created_at).range(week))
    });
    c.statement("window/frame-clause-unbounded", move || rows(FrameBound::UnboundedPreceding, FrameBound::CurrentRow));
    c.statement("window/frame-clause-following-unbounded", move || rows(FrameBound::CurrentRow, FrameBound::UnboundedFollowing));
    c.statement("window/frame-clause-both-preceding", move || rows(FrameBound::preceding(5), FrameBound::preceding(2))).deviating(
        INLINE,
        &[(
            "mariadb",
            "SELECT sum(book.price) OVER (ORDER BY book.id ROWS BETWEEN 5 PRECEDING AND 2 PRECEDING) AS anon_1 FROM book",
        )],
    );
}

fn refusals(c: &mut Cases) {
    c.statement("window/rows-and-range", || select(by_id().rows(..=0).range(..=0)));
    c.prevented("window/rows-non-int", "the bounds of a range are integers");
    c.prevented("window/rows-float", "the bounds of a range are integers");
    c.prevented("window/order-by-label-string", "a text is no expression to order by");
}

fn places(c: &mut Cases) {
    c.statement("window/literal-binds", || select(by_id().rows(-3..=2)).inlined());
    c.statement("window/arith", || select(book::price - func::avg(book::price).over().partition_by(book::format)));
    c.statement("window/ratio", || select(book::price / total())).deviating(
        "a Rust decimal has no precision, and the quotient is not rounded to one",
        &[("postgresql", "SELECT book.price / CAST(sum(book.price) OVER () AS NUMERIC) AS anon_1 FROM book")],
    );
    c.statement("window/in-subquery-filter", || {
        let rank = func::row_number().over().partition_by(book::publisher_id).order_by(book::price.desc());
        let ranked = select((book::id, book::title, rank.label("rn"))).subquery("anon_1");
        select(ranked.c::<String>("title")).filter(ranked.c::<i64>("rn").eq(1))
    });
    c.statement("window/nested-aggregate", || {
        select((book::format, func::rank().over().order_by(func::sum(book::price).desc()))).group_by(book::format)
    });
    c.statement("window/in-case", || {
        select(case_when(func::row_number().over().order_by(book::id).gt(3), "tail").otherwise("head"))
    });
    c.statement("window/cast", || select(func::row_number().over().order_by(book::id).cast_as::<String>(Varchar(5))));
}
