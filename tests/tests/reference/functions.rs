//! Functions, aggregates, windows, casts and CASE.

use alchemy_claims::covers;
use alchemy_orm::core::{DateField, FrameBound, FrameExclusion, Function, GenericFunction, Renderer, SqlType, prelude::*, window};
use alchemy_orm::prelude::{NaiveDate, NaiveDateTime, TimeDelta};

use super::dialects::{mariadb, mysql, on_an_engine, postgresql, sqlite, standard};

// ANCHOR: declared
table! {
    pub book ("book") {
        id: i64 [primary_key],
        title: String,
        format: String,
        pages: Option<i64>,
        price: f64,
        published: NaiveDate,
    }
}
// ANCHOR_END: declared

#[covers("FUN-01", "FUN-05")]
#[test]
fn a_function_by_name() {
    // ANCHOR: call
    let stmt = select((func::call::<String>("left", (book::title, 3)), func::call::<f64>("stats.score", book::id)));
    assert_eq!(standard(stmt), "SELECT left(book.title, ?) AS left_1, stats.score(book.id) AS score_1 FROM book");
    // ANCHOR_END: call
}

#[test]
fn a_function_in_from() {
    // ANCHOR: column_valued
    let n = func::call::<i64>("generate_series", (1, 3)).column_valued("n");
    assert_eq!(postgresql(select(n.clone()).filter(n.gt(1))), "SELECT n FROM generate_series($1, $2) AS n WHERE n > $3");
    let entry = func::call::<String>("json_each", "[3, 4]").table_valued(["key", "value"]).named("entry");
    let stmt = select(entry.c::<i64>("value")).filter(entry.c::<i64>("value").gt(3));
    assert_eq!(sqlite(stmt), "SELECT entry.value FROM json_each(?) AS entry WHERE entry.value > ?");
    // ANCHOR_END: column_valued
}

#[test]
fn a_list_of_arguments() {
    // ANCHOR: arguments
    let words = ["x", "y", "z"].into_iter().fold(func::call::<String>("greatest", ()), |call, word| call.argument(word));
    assert_eq!(standard(select(words)), "SELECT greatest(?, ?, ?) AS greatest_1");
    let quoted = func::call::<i64>("MyFunc", 1).quoted();
    assert_eq!(standard(select(quoted)), r#"SELECT "MyFunc"(?) AS "MyFunc_1""#);
    // ANCHOR_END: arguments
}

#[covers("FUN-02", "FUN-19", "FUN-23")]
#[test]
fn spellings() {
    // ANCHOR: spellings
    let stmt = || select((func::now(), func::char_length(book::title), func::random()));
    assert_eq!(
        postgresql(stmt()),
        "SELECT now() AS now_1, char_length(book.title) AS char_length_1, random() AS random_1 FROM book"
    );
    assert_eq!(mysql(stmt()), "SELECT now() AS now_1, char_length(book.title) AS char_length_1, rand() AS random_1 FROM book");
    assert_eq!(
        sqlite(stmt()),
        "SELECT CURRENT_TIMESTAMP AS now_1, length(book.title) AS char_length_1, random() AS random_1 FROM book"
    );
    // ANCHOR_END: spellings
    let power = || select(func::pow(book::pages, 2));
    assert_eq!(postgresql(power()), "SELECT power(book.pages, $1) AS pow_1 FROM book");
    assert_eq!(mysql(power()), "SELECT pow(book.pages, ?) AS pow_1 FROM book");
    let part = || select(func::substring_for(book::title, 2, 5));
    assert_eq!(postgresql(part()), "SELECT SUBSTRING(book.title FROM $1 FOR $2) AS substring_1 FROM book");
    assert_eq!(mysql(part()), "SELECT substring(book.title, ?, ?) AS substring_1 FROM book");
    assert_eq!(sqlite(select(func::current_user())), "sqlite cannot express a user");
    assert_eq!(mariadb(select(func::session_user())), "SELECT SESSION_USER() AS session_user_1");
    assert_eq!(mysql(select(func::sysdate())), "SELECT SYSDATE() AS sysdate_1");
}

// ANCHOR: generic
struct MakeSlug;

impl GenericFunction for MakeSlug {
    type Value = String;
    const NAME: &'static str = "make_slug";

    fn render(r: &mut Renderer<'_>, call: &Function) -> Result<()> {
        match r.dialect().name() {
            "sqlite" => call.render_as(r, "lower"),
            "mysql" => Err(r.unsupported("make_slug")),
            _ => call.render_as(r, Self::NAME),
        }
    }
}
// ANCHOR_END: generic

// ANCHOR: generic_words
struct Position;

impl GenericFunction for Position {
    type Value = i32;
    const NAME: &'static str = "position";

    fn render(r: &mut Renderer<'_>, call: &Function) -> Result<()> {
        let [part, whole] = &call.arguments[..] else { return Err(r.unsupported("position of other than two texts")) };
        match r.dialect().name() {
            "sqlite" => r.around("instr", |r| r.list([whole, part], |r, argument| argument.render_grouped(r))),
            _ => r.around(Self::NAME, |r| {
                part.render_grouped(r)?;
                r.word("IN");
                whole.render_grouped(r)
            }),
        }
    }
}
// ANCHOR_END: generic_words

#[covers("FUN-04")]
#[test]
fn functions_of_the_program() {
    // ANCHOR: generic_call
    let stmt = || select(book::id).filter(func::generic::<MakeSlug>(book::title).eq("rust"));
    assert_eq!(postgresql(stmt()), "SELECT book.id FROM book WHERE make_slug(book.title) = $1");
    assert_eq!(sqlite(stmt()), "SELECT book.id FROM book WHERE lower(book.title) = ?");
    assert_eq!(mysql(stmt()), "mysql cannot express make_slug");
    // ANCHOR_END: generic_call
}

#[covers("FUN-04")]
#[test]
fn a_function_of_the_program_with_words_between_its_arguments() {
    // ANCHOR: generic_words_call
    let stmt = || select(func::generic::<Position>(("us", book::title.concat("!"))));
    assert_eq!(postgresql(stmt()), "SELECT position($1 IN (book.title || $2)) AS position_1 FROM book");
    assert_eq!(sqlite(stmt()), "SELECT instr((book.title || ?), ?) AS position_1 FROM book");
    // ANCHOR_END: generic_words_call
    assert_eq!(standard(select(func::generic::<Position>("us"))), "standard SQL cannot express position of other than two texts");
    on_an_engine(async |engine| {
        for (part, place) in [("us", 2), ("st", 3)] {
            assert_eq!(engine.scalar(select(func::generic::<Position>((part, "rust")))).await?, place);
        }
        Ok(())
    });
}

#[covers("FUN-03", "FUN-06", "FUN-11")]
#[test]
fn aggregates() {
    // ANCHOR: aggregates
    let stmt = select((book::format, func::count_all(), func::sum(book::pages).label("pages"))).group_by(book::format);
    assert_eq!(standard(stmt), "SELECT book.format, count(*) AS count_1, sum(book.pages) AS pages FROM book GROUP BY book.format");
    let formats = func::count(book::format).distinct();
    let long = func::count_all().filter(book::pages.gt(300));
    assert_eq!(
        standard(select((formats, long.label("long")))),
        "SELECT count(DISTINCT book.format) AS count_1, count(*) FILTER (WHERE book.pages > ?) AS long FROM book"
    );
    // ANCHOR_END: aggregates
    assert_eq!(standard(func::call::<i64>("f", 5).select()), "SELECT f(?) AS f_1");
    let filtered = select(func::count_all().filter(book::pages.gt(300)));
    assert_eq!(mysql(filtered), "mysql cannot express an aggregate's FILTER");
}

#[covers("FUN-13", "FUN-14")]
#[test]
fn joined_texts() {
    // ANCHOR: strings
    let stmt = || select(func::aggregate_strings(book::title, ", ").aggregate_order_by(book::title.desc()));
    assert_eq!(postgresql(stmt()), "SELECT string_agg(book.title, ', ' ORDER BY book.title DESC) AS aggregate_strings_1 FROM book");
    assert_eq!(
        mysql(stmt()),
        "SELECT group_concat(book.title ORDER BY book.title DESC SEPARATOR ', ') AS aggregate_strings_1 FROM book"
    );
    assert_eq!(sqlite(stmt()), "SELECT group_concat(book.title, ', ' ORDER BY book.title DESC) AS aggregate_strings_1 FROM book");
    // ANCHOR_END: strings
    let other = select(func::sum(book::pages).aggregate_order_by(book::id));
    assert_eq!(mysql(other), "mysql cannot express ORDER BY inside `sum`");
}

#[covers("FUN-12")]
#[test]
fn ordered_sets() {
    // ANCHOR: within_group
    let median = func::percentile_cont(0.5).within_group(book::price);
    let usual = func::mode().within_group(book::format);
    assert_eq!(
        postgresql(select((median.label("median"), usual.label("usual")))),
        "SELECT percentile_cont($1) WITHIN GROUP (ORDER BY book.price) AS median, \
         mode() WITHIN GROUP (ORDER BY book.format) AS usual FROM book"
    );
    // ANCHOR_END: within_group
    let dearest = || select(func::percentile_disc(0.1).within_group_desc(book::price));
    assert_eq!(
        postgresql(dearest()),
        "SELECT percentile_disc($1) WITHIN GROUP (ORDER BY book.price DESC) AS percentile_disc_1 FROM book"
    );
    assert_eq!(sqlite(dearest()), "sqlite cannot express WITHIN GROUP");
}

#[covers("FUN-07", "FUN-08")]
#[test]
fn windows() {
    // ANCHOR: windows
    let rank = func::rank().over().partition_by(book::format).order_by(book::price.desc());
    let running = func::sum(book::price).over().order_by(book::id).rows(..=0);
    assert_eq!(
        standard(select((book::title, rank.label("rank"), running.label("running")))),
        "SELECT book.title, rank() OVER (PARTITION BY book.format ORDER BY book.price DESC) AS rank, \
         sum(book.price) OVER (ORDER BY book.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running FROM book"
    );
    // ANCHOR_END: windows
}

#[covers("FUN-07", "FUN-24")]
#[test]
fn named_windows() {
    // ANCHOR: named_windows
    let format = window("format").partition_by(book::format);
    let by_price = format.named("by_price").order_by(book::price.desc());
    let rank = func::rank().over().window(&by_price).label("rank");
    let sum = func::sum(book::price).over().window(&format).label("sum");
    let running = func::sum(book::price).over().window(&by_price).rows(..=0).label("running");
    assert_eq!(
        standard(select((book::title, rank, sum, running)).order_by(book::id)),
        "SELECT book.title, rank() OVER by_price AS rank, sum(book.price) OVER format AS sum, \
         sum(book.price) OVER (by_price ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running FROM book \
         WINDOW format AS (PARTITION BY book.format), by_price AS (format ORDER BY book.price DESC) ORDER BY book.id"
    );
    // ANCHOR_END: named_windows
    // Each SELECT has its own clause, also where only its order asks for a window.
    let inner = select(book::id).order_by(func::rank().over().window(&by_price)).limit(1).scalar_subquery();
    assert_eq!(
        standard(select(func::count_all().over().window(&format).label("n")).filter(book::id.eq(inner))),
        "SELECT count(*) OVER format AS n FROM book WHERE book.id = (SELECT book.id FROM book \
         WINDOW format AS (PARTITION BY book.format), by_price AS (format ORDER BY book.price DESC) \
         ORDER BY rank() OVER by_price LIMIT ?) WINDOW format AS (PARTITION BY book.format)"
    );
    let sum = || func::sum(book::price).over();
    let refused = |over: alchemy_orm::core::Over<_>| standard(select(over));
    assert_eq!(
        refused(sum().window(&format).partition_by(book::id)),
        "a window that starts from a named one has that one's PARTITION BY"
    );
    assert_eq!(
        refused(sum().window(&by_price).order_by(book::id)),
        "a window that starts from an ordered one has that one's ORDER BY"
    );
    let framed = window("framed").order_by(book::id).rows(..);
    assert_eq!(refused(sum().window(&framed).rows(..=0)), "a window with a frame is used as it is; nothing starts from it");
    let twice = window("twice").rows(..).range(..);
    assert_eq!(refused(sum().window(&twice)), "a window has one frame: `rows`, `range` or `groups`, once");
    let (one, other) = (sum().window(&window("w")).label("a"), sum().window(&window("w").order_by(book::id)).label("b"));
    assert_eq!(standard(select((one, other))), "two windows are called `w`");
    let outside = select(book::id).filter(sum().window(&format).gt(1));
    assert_eq!(standard(outside), "a named window is known only among the columns and in the order of a SELECT");
}

#[covers("FUN-08", "FUN-09", "FUN-10")]
#[test]
fn frames() {
    // ANCHOR: frames
    let sum = || func::sum(book::price).over().order_by(book::pages);
    let sql = |window| standard(select(window)).replace("SELECT sum(book.price) OVER (ORDER BY book.pages ", "");
    assert_eq!(sql(sum().rows(-3..=2)), "ROWS BETWEEN ? PRECEDING AND ? FOLLOWING) AS anon_1 FROM book");
    assert_eq!(sql(sum().range(0..)), "RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS anon_1 FROM book");
    let near = (FrameBound::preceding(0.5), FrameBound::CurrentRow);
    assert_eq!(sql(sum().range(near)), "RANGE BETWEEN ? PRECEDING AND CURRENT ROW) AS anon_1 FROM book");
    assert_eq!(
        sql(sum().groups(-1..=1).exclude(FrameExclusion::Ties)),
        "GROUPS BETWEEN ? PRECEDING AND ? FOLLOWING EXCLUDE TIES) AS anon_1 FROM book"
    );
    // ANCHOR_END: frames
    let twice = select(sum().rows(..).range(..));
    assert_eq!(standard(twice), "a window has one frame: `rows`, `range` or `groups`, once");
    let none = select(sum().exclude(FrameExclusion::Group));
    assert_eq!(standard(none), "a window's `exclude` follows its `rows`, `range` or `groups`");
    assert_eq!(mysql(select(sum().groups(..))), "mysql cannot express a window frame in GROUPS");
    let others = select(sum().rows(..).exclude(FrameExclusion::CurrentRow));
    assert_eq!(mariadb(others), "mariadb cannot express a window frame's EXCLUDE");
    assert_eq!(
        mariadb(select(sum().rows(-3..=2))),
        "SELECT sum(book.price) OVER (ORDER BY book.pages ROWS BETWEEN 3 PRECEDING AND 2 FOLLOWING) AS anon_1 FROM book"
    );
}

#[test]
fn other_rows() {
    // ANCHOR: other_rows
    let before = func::lag(book::price, 1).over().order_by(book::id);
    let first = func::first_value(book::title).over().order_by(book::id);
    assert_eq!(
        standard(select((book::price - before, first))),
        "SELECT book.price - lag(book.price, ?) OVER (ORDER BY book.id) AS anon_1, \
         first_value(book.title) OVER (ORDER BY book.id) AS anon_2 FROM book"
    );
    // ANCHOR_END: other_rows
    let or_zero = || select(func::lead_or(book::price, 2, 0).over().order_by(book::id));
    assert_eq!(standard(or_zero()), "SELECT lead(book.price, ?, ?) OVER (ORDER BY book.id) AS anon_1 FROM book");
    assert_eq!(mariadb(or_zero()), "mariadb cannot express a value for `lead` beyond the window");
}

#[test]
fn casts() {
    // ANCHOR: casts
    let stmt = || select((book::price.cast::<i64>(), book::title.cast_as::<String>(Varchar(5))));
    assert_eq!(postgresql(stmt()), "SELECT CAST(book.price AS BIGINT) AS price, CAST(book.title AS VARCHAR(5)) AS title FROM book");
    assert_eq!(mysql(stmt()), "SELECT CAST(book.price AS SIGNED INTEGER) AS price, CAST(book.title AS CHAR(5)) AS title FROM book");
    // Read as another type, without a word to the database.
    let coerced = select(book::id).filter(book::title.type_coerce::<i64>().gt(5));
    assert_eq!(standard(coerced), "SELECT book.id FROM book WHERE book.title > ?");
    // ANCHOR_END: casts
    // ANCHOR: null
    let absent: Select<Option<i64>> = select(literal(None::<i64>).cast::<Option<i64>>().label("absent"));
    assert_eq!(postgresql(absent), "SELECT CAST(NULL AS BIGINT) AS absent");
    // ANCHOR_END: null
    let money = select(book::title.cast_as::<f64>(SqlType::Numeric { precision: Some(6), scale: Some(1) }));
    assert_eq!(mysql(money), "SELECT CAST(book.title AS DECIMAL(6, 1)) AS title FROM book");
    assert_eq!(standard(select(literal(None::<i64>).cast::<Option<i64>>())), "SELECT CAST(NULL AS BIGINT) AS anon_1");
    let tried = || select(book::title.try_cast::<i64>());
    assert_eq!(postgresql(tried()), "postgresql cannot express TRY_CAST");
    assert_eq!(sqlite(tried()), "sqlite cannot express TRY_CAST");
}

#[test]
fn cases() {
    // ANCHOR: cases
    let size = case_when(book::pages.gt(900), "brick").when(book::pages.gt(300), "long").otherwise("short");
    let code = case_of(book::format).when("ebook", 1).when("paper", 2).end();
    assert_eq!(
        standard(select((size.label("size"), code.label("code")))),
        "SELECT CASE WHEN (book.pages > ?) THEN ? WHEN (book.pages > ?) THEN ? ELSE ? END AS size, \
         CASE book.format WHEN ? THEN ? WHEN ? THEN ? END AS code FROM book"
    );
    // ANCHOR_END: cases
    let nulls = case_when(book::pages.gt(1), None::<i64>).otherwise(0);
    assert_eq!(standard(select(nulls)), "SELECT CASE WHEN (book.pages > ?) THEN NULL ELSE ? END AS anon_1 FROM book");
    let none = case_when(book::pages.gt(1), 1).otherwise(None::<i64>);
    assert_eq!(standard(select(none)), "SELECT CASE WHEN (book.pages > ?) THEN ? END AS anon_1 FROM book");
}

// ANCHOR: declared_2
table! {
    pub loan ("loan") {
        id: i64 [primary_key],
        out_at: NaiveDateTime,
        back_at: Option<NaiveDateTime>,
        due_on: NaiveDate,
    }
}
// ANCHOR_END: declared_2

#[test]
fn sums_of_dates() {
    // ANCHOR: intervals
    let late = (loan::back_at - loan::out_at).gt(TimeDelta::days(14));
    let reminder = (loan::out_at + TimeDelta::days(7)).label("reminder");
    assert_eq!(
        postgresql(select(reminder).filter(late)),
        "SELECT loan.out_at + $1 AS reminder FROM loan WHERE loan.back_at - loan.out_at > $2"
    );
    // ANCHOR_END: intervals
    // ANCHOR: own_intervals
    let refused = sqlite(select(loan::id).filter(loan::due_on.lt(loan::due_on + 7)));
    assert!(refused.starts_with("sqlite cannot express `+` and `-` of dates and times"), "{refused}");
    let in_a_week = func::call::<NaiveDate>("date", (loan::due_on, "+7 days"));
    assert_eq!(sqlite(select(in_a_week)), "SELECT date(loan.due_on, ?) AS date_1 FROM loan");
    let week = || literal_column::<Value>("INTERVAL 7 DAY");
    let in_a_week = func::call::<NaiveDate>("date_add", (loan::due_on, week()));
    assert_eq!(mysql(select(in_a_week)), "SELECT date_add(loan.due_on, INTERVAL 7 DAY) AS date_add_1 FROM loan");
    assert_eq!(mysql(select(loan::due_on + week())), "SELECT loan.due_on + INTERVAL 7 DAY AS anon_1 FROM loan");
    // ANCHOR_END: own_intervals
    let days: Expr<i64> = loan::due_on - NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let next: Expr<NaiveDate> = loan::due_on + 1;
    let both = select((days, next));
    assert_eq!(postgresql(both), "SELECT loan.due_on - $1 AS anon_1, loan.due_on + CAST($2 AS INTEGER) AS anon_2 FROM loan");
    let literal = select(literal(TimeDelta::days(2) + TimeDelta::milliseconds(500))).inlined();
    assert_eq!(postgresql(literal), "SELECT make_interval(secs=>172800.5) AS anon_1");
}

#[test]
fn parts_of_dates() {
    // ANCHOR: extract
    let year = || select(func::extract(DateField::YEAR, book::published).label("year"));
    assert_eq!(postgresql(year()), "SELECT EXTRACT(year FROM book.published) AS year FROM book");
    assert_eq!(sqlite(year()), "SELECT CAST(STRFTIME('%Y', book.published) AS INTEGER) AS year FROM book");
    // What a database does not know is refused.
    let weekday = || select(func::extract(DateField::DOW, book::published));
    assert_eq!(postgresql(weekday()), "SELECT EXTRACT(dow FROM book.published) AS anon_1 FROM book");
    assert_eq!(mysql(weekday()), "mysql cannot express the part `dow` of a date or time");
    // ANCHOR_END: extract
    let millionths = select(func::extract(DateField::MICROSECONDS, func::now()));
    assert_eq!(mysql(millionths), "SELECT EXTRACT(microsecond FROM now()) AS anon_1");
}
