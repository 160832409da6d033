//! Functions, aggregates, windows, casts and CASE give the same values on every database, or are refused before they are
//! sent.

use alchemy_claims::covers;
use alchemy_orm::core::{DateField, FrameBound, FrameExclusion, Function, GenericFunction, Query, Renderer, prelude::*, window};
use alchemy_orm::prelude::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use alchemy_tests::{Backend, Kind, run};

table! {
    pub sale ("sale") {
        id: Auto<i64> [primary_key],
        region: String [length = 20],
        amount: i64,
        discount: Option<i64>,
        note: Option<String> [length = 40],
        sold_at: NaiveDateTime,
    }
}

fn at(day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2024, 5, day).unwrap().and_hms_opt(hour, 30, 15).unwrap()
}

/// Four sales: north 10 and 30, south 20 and 40.
async fn filled(db: &Backend) -> Result<()> {
    db.create::<(sale,)>().await?;
    let rows = [
        ("north", 10, Some(1), Some("Élan")),
        ("south", 20, None, None),
        ("north", 30, Some(3), None),
        ("south", 40, None, Some("x")),
    ];
    for (day, (region, amount, discount, note)) in (1..).zip(rows) {
        let values = (sale::region.to(region), sale::amount.to(amount), sale::discount.to(discount), sale::note.to(note));
        db.engine.execute(sale::insert().values((values, sale::sold_at.to(at(day, 9))))).await?;
    }
    Ok(())
}

/// The rows, or `None` where the database is known to have no such thing and says so before anything is sent.
async fn all<Q: Query>(db: &Backend, can: bool, query: Q) -> Result<Option<Vec<<Q as Query>::Row>>>
where
    <Q as Query>::Row: alchemy_orm::core::Shape<In<alchemy_orm::core::Plain> = <Q as Query>::Row>,
{
    db.sent.clear();
    match db.engine.all(query).await {
        Err(error) if !can => {
            assert_eq!(error.kind(), ErrorKind::Unsupported);
            assert!(db.sent.statements().is_empty());
            Ok(None)
        }
        rows => {
            assert!(can, "it should have been refused");
            rows.map(Some)
        }
    }
}

#[covers("FUN-01", "FUN-05", "FUN-06")]
#[test]
fn any_function_can_be_called_by_name_and_read_as_its_type() {
    run(async |db| {
        filled(db).await?;
        let stmt = select(func::call::<String>("replace", (sale::region, "th", "TH"))).order_by(sale::id).limit(1);
        assert_eq!(db.engine.all(stmt).await?, ["norTH"]);
        assert_eq!(db.engine.scalar(func::call::<i64>("length", "twelve").select()).await?, 6);
        assert_eq!(db.engine.scalar(func::call::<Option<i64>>("nullif", (3, 3)).select()).await?, None);
        Ok(())
    });
}

#[covers("FUN-02", "FUN-03", "FUN-23")]
#[test]
fn known_functions_have_types_and_the_spelling_of_the_database() {
    run(async |db| {
        filled(db).await?;
        let texts = select((
            func::upper(sale::region),
            func::char_length(sale::note),
            func::substring_for(sale::region, 2, 3),
            func::coalesce(sale::note, "none"),
            func::nullif(sale::amount, 10),
        ));
        let rows = db.engine.all(texts.order_by(sale::id).limit(2)).await?;
        assert_eq!(rows[0], ("NORTH".to_owned(), Some(4), "ort".to_owned(), "Élan".to_owned(), None));
        assert_eq!(rows[1], ("SOUTH".to_owned(), None, "out".to_owned(), "none".to_owned(), Some(20)));

        let sums = select((func::count_all(), func::sum(sale::discount), func::min(sale::amount), func::max(sale::region)));
        assert_eq!(db.engine.one(sums).await?, (4, Some(4), Some(10), Some("south".to_owned())));
        let none = select((func::sum(sale::amount), func::avg(sale::amount))).filter(sale::id.lt(0));
        assert_eq!(db.engine.one(none).await?, (None, None));
        Ok(())
    });
}

#[covers("FUN-02", "FUN-23")]
#[test]
fn the_databases_clock_and_dice_can_be_read() {
    run(async |db| {
        let (now, today) = db.engine.one(select((func::now(), func::current_date()))).await?;
        assert!((now.date_naive() - today).num_days().abs() <= 1);
        db.engine.scalar(select(func::localtimestamp())).await?;
        assert_ne!(db.engine.scalar(select(func::random())).await?, db.engine.scalar(select(func::random())).await?);
        let user = all(db, !db.is_sqlite(), select(func::current_user())).await?;
        assert!(user.is_none_or(|names| !names[0].is_empty()));
        Ok(())
    });
}

/// Text in a shape fit for links.
struct Slug;

impl GenericFunction for Slug {
    type Value = String;
    const NAME: &'static str = "slug";

    fn render(r: &mut Renderer<'_>, call: &Function) -> Result<()> {
        match r.dialect().name() {
            "postgresql" => call.render_as(r, "initcap"),
            "sqlite" => call.render_as(r, "upper"),
            _ => call.render_as(r, "ucase"),
        }
    }
}

#[covers("FUN-04")]
#[test]
fn a_function_of_the_program_says_itself_how_each_database_spells_it() {
    run(async |db| {
        filled(db).await?;
        let slug = db.engine.scalar(select(func::generic::<Slug>(sale::region)).filter(sale::id.eq(1))).await?;
        assert_eq!(slug, if db.kind() == Kind::Postgres { "North" } else { "NORTH" });
        Ok(())
    });
}

#[covers("FUN-07", "FUN-08")]
#[test]
fn windows_rank_compare_and_sum_up_without_grouping() {
    run(async |db| {
        filled(db).await?;
        let in_region = func::row_number().over().partition_by(sale::region).order_by(sale::amount.desc());
        let share = func::sum(sale::amount).over().partition_by(sale::region);
        let rows = db.engine.all(select((sale::id, in_region, share)).order_by(sale::id)).await?;
        assert_eq!(rows, [(1, 2, Some(40)), (2, 2, Some(60)), (3, 1, Some(40)), (4, 1, Some(60))]);

        let before = func::lag(sale::amount, 1).over().order_by(sale::id);
        let first = func::first_value(sale::amount).over().order_by(sale::id);
        let rows = db.engine.all(select((before, first)).order_by(sale::id).limit(2)).await?;
        assert_eq!(rows, [(None, Some(10)), (Some(10), Some(10))]);

        let running = func::sum(sale::amount).over().order_by(sale::id).rows(..=0);
        let near = func::sum(sale::amount).over().order_by(sale::id).rows(-1..=1);
        let rows = db.engine.all(select((running, near)).order_by(sale::id)).await?;
        assert_eq!(rows, [(Some(10), Some(30)), (Some(30), Some(60)), (Some(60), Some(90)), (Some(100), Some(70))]);
        Ok(())
    });
}

#[covers("FUN-08", "FUN-09", "FUN-10")]
#[test]
fn frames_count_in_values_and_groups_and_leave_rows_out() {
    run(async |db| {
        filled(db).await?;
        let near = (FrameBound::preceding(15), FrameBound::CurrentRow);
        let range = func::count_all().over().order_by(sale::amount).range(near);
        assert_eq!(db.engine.all(select(range).order_by(sale::id)).await?, [1, 2, 2, 2]);

        let full = !db.is_mysql_like();
        let groups = func::count_all().over().order_by(sale::region).groups(0..=0);
        let counts = all(db, full, select(groups).order_by(sale::id)).await?;
        assert!(counts.is_none_or(|counts| counts == [2, 2, 2, 2]));
        let others = func::sum(sale::amount).over().order_by(sale::id).rows(..).exclude(FrameExclusion::CurrentRow);
        let sums = all(db, full, select(others).order_by(sale::id)).await?;
        assert!(sums.is_none_or(|sums| sums == [Some(90), Some(80), Some(70), Some(60)]));
        Ok(())
    });
}

#[covers("FUN-08")]
#[test]
fn a_kept_text_of_a_window_takes_other_offsets() {
    run(async |db| {
        filled(db).await?;
        for (rows, expected) in [(1, 70), (2, 90), (3, 100)] {
            let window = func::sum(sale::amount).over().order_by(sale::id).rows(-rows..=0);
            let sum = db.engine.all(select(window).order_by(sale::id)).await?.pop().unwrap();
            assert_eq!(sum, Some(expected));
        }
        Ok(())
    });
}

#[covers("FUN-11")]
#[test]
fn an_aggregate_looks_at_some_rows_only() {
    run(async |db| {
        filled(db).await?;
        let can = !db.is_mysql_like();
        let large = func::count_all().filter(sale::amount.gt(10)).filter(sale::discount.is_not_null());
        assert!(all(db, can, select(large)).await?.is_none_or(|counts| counts == [1]));
        let over = func::sum(sale::amount).filter(sale::region.eq("north")).over();
        assert!(all(db, can, select(over).limit(1)).await?.is_none_or(|sums| sums == [Some(40)]));
        Ok(())
    });
}

#[covers("FUN-12")]
#[test]
fn ordered_sets_have_medians_and_modes() {
    run(async |db| {
        filled(db).await?;
        let can = db.kind() == Kind::Postgres;
        let median = all(db, can, select(func::percentile_cont(0.5).within_group(sale::amount))).await?;
        assert!(median.is_none_or(|medians| medians == [Some(25.0)]));
        let largest = all(db, can, select(func::percentile_disc(0.0).within_group_desc(sale::amount))).await?;
        assert!(largest.is_none_or(|values| values == [Some(40)]));
        let region = select(func::mode().within_group(sale::region)).filter(sale::amount.ne(20));
        assert!(all(db, can, region).await?.is_none_or(|modes| modes == [Some("north".to_owned())]));
        Ok(())
    });
}

#[covers("FUN-13", "FUN-14")]
#[test]
fn texts_are_joined_in_the_order_that_is_asked_for() {
    run(async |db| {
        filled(db).await?;
        let regions = || func::aggregate_strings(sale::region, ", ");
        let joined = db.engine.scalar(select(regions().aggregate_order_by((sale::region.desc(), sale::id)))).await?;
        assert_eq!(joined.as_deref(), Some("south, south, north, north"));
        let quoted = db.engine.scalar(select(func::aggregate_strings(sale::region, "'")).filter(sale::id.le(2))).await?;
        assert!(matches!(quoted.as_deref(), Some("north'south" | "south'north")));
        let once = all(db, !db.is_sqlite(), select(regions().distinct().aggregate_order_by(sale::region))).await?;
        assert!(once.is_none_or(|texts| texts == [Some("north, south".to_owned())]));
        assert_eq!(db.engine.scalar(select(regions()).filter(sale::id.lt(0))).await?, None);
        Ok(())
    });
}

#[test]
fn parts_of_a_moment_are_numbers() {
    run(async |db| {
        filled(db).await?;
        let parts = select((
            func::extract(DateField::YEAR, sale::sold_at),
            func::extract(DateField::MONTH, sale::sold_at),
            func::extract(DateField::DAY, sale::sold_at),
            func::extract(DateField::HOUR, sale::sold_at),
            func::extract(DateField::MINUTE, sale::sold_at),
            func::extract(DateField::SECOND, sale::sold_at),
        ));
        assert_eq!(db.engine.one(parts.filter(sale::id.eq(2))).await?, (2024, 5, 2, 9, 30, 15.0));
        let weekday = select(func::extract(DateField::DOW, sale::sold_at)).filter(sale::id.eq(2));
        assert!(all(db, !db.is_mysql_like(), weekday).await?.is_none_or(|days| days == [4]));
        Ok(())
    });
}

#[test]
fn case_chooses_by_condition_or_by_value() {
    run(async |db| {
        filled(db).await?;
        let size = case_when(sale::amount.ge(30), "large").when(sale::amount.ge(20), "medium").otherwise("small");
        let word = case_of(sale::region).when("north", 1).end();
        let none = case_when(sale::amount.ge(30), None::<i64>).otherwise(sale::amount);
        let rows = db.engine.all(select((size, word, none)).order_by(sale::id)).await?;
        let expected = [("small", Some(1), Some(10)), ("medium", None, Some(20)), ("large", Some(1), None), ("large", None, None)];
        assert_eq!(rows, expected.map(|(size, word, none)| (size.to_owned(), word, none)));
        Ok(())
    });
}

#[test]
fn casts_convert_and_coercions_do_not() {
    run(async |db| {
        filled(db).await?;
        let casts =
            select((sale::amount.cast::<String>(), literal("12").cast::<i64>() + 1, sale::region.cast_as::<String>(Varchar(3))));
        let (text, number, cut) = db.engine.one(casts.filter(sale::id.eq(1))).await?;
        assert_eq!((text.as_str(), number), ("10", 13));
        // SQLite's lengths are words only.
        assert_eq!(cut, if db.is_sqlite() { "north" } else { "nor" });
        let coerced = select(sale::amount.type_coerce::<i32>()).filter(sale::id.eq(1));
        assert_eq!(db.engine.scalar(coerced).await?, 10_i32);
        assert!(all(db, false, select(sale::region.try_cast::<i64>())).await?.is_none());
        Ok(())
    });
}

#[test]
fn dates_and_intervals_are_calculated_with() {
    run(async |db| {
        filled(db).await?;
        let second = || select(sale::sold_at - TimeDelta::hours(36)).filter(sale::id.eq(2));
        let Some(rows) = all(db, db.kind() == Kind::Postgres, second()).await? else { return Ok(()) };
        assert_eq!(rows, [at(2, 9) - TimeDelta::hours(36)]);
        let later = literal(at(4, 9).date()) + TimeDelta::days(7);
        let days = literal(at(9, 9).date()) - at(4, 9).date();
        let age = func::max(sale::sold_at) - func::min(sale::sold_at);
        let rows = db.engine.one(select((later, days, age))).await?;
        assert_eq!(rows, (at(11, 0).date().and_hms_opt(0, 0, 0).unwrap(), 5, Some(TimeDelta::days(3))));
        let recent = select(sale::id).filter((literal(at(4, 10)) - sale::sold_at).lt(TimeDelta::days(2))).order_by(sale::id);
        assert_eq!(db.engine.all(recent).await?, [3, 4]);
        let near = (FrameBound::preceding(TimeDelta::hours(30)), FrameBound::CurrentRow);
        let counts = select(func::count_all().over().order_by(sale::sold_at).range(near)).order_by(sale::id);
        assert_eq!(db.engine.all(counts).await?, [1, 2, 2, 2]);
        Ok(())
    });
}

table! {
    pub lease ("lease") {
        id: i64 [primary_key],
        due: NaiveDate,
        out_at: NaiveDateTime,
        seen_at: DateTime<Utc>,
        rings_at: NaiveTime,
        grace: i64,
        gap: TimeDelta,
    }
}

/// One lease, due on the 4th and out since the 2nd, 9:30:15.
async fn leased(db: &Backend) -> Result<()> {
    db.create::<(lease,)>().await?;
    let moments = (lease::out_at.to(at(2, 9)), lease::seen_at.to(at(2, 9).and_utc()), lease::rings_at.to(at(2, 9).time()));
    let lengths = (lease::grace.to(3), lease::gap.to(TimeDelta::days(1)));
    db.engine.execute(lease::insert().values((lease::id.to(1), lease::due.to(at(4, 9).date()), moments, lengths))).await?;
    Ok(())
}

#[test]
fn a_calculation_with_dates_is_refused_before_it_stores_the_number_of_a_year() {
    run(async |db| {
        leased(db).await?;
        let day = TimeDelta::days(1);
        let writes = [
            lease::update().set(lease::out_at.to(lease::out_at + day)),
            lease::update().set(lease::seen_at.to(lease::seen_at - day)),
            lease::update().set(lease::rings_at.to(lease::rings_at + TimeDelta::hours(1))),
            lease::update().set(lease::due.to(lease::due + 14)),
            lease::update().set(lease::due.to(lease::due - lease::grace)),
            lease::update().set(lease::gap.to(lease::gap + day)),
            lease::update().set(lease::gap.to(lease::out_at - lease::out_at)),
        ];
        for write in writes {
            let done = db.engine.execute(write).await.map_err(|error| (error.kind(), error.to_string()));
            match done {
                Ok(done) => assert!(db.kind() == Kind::Postgres && done.rows_affected == 1),
                Err((kind, said)) => {
                    assert!(db.kind() != Kind::Postgres && kind == ErrorKind::Unsupported, "{said}");
                    assert!(said.contains("func::call"), "{said}");
                }
            }
        }
        let row = db.engine.one(select((lease::due, lease::out_at))).await?;
        let expected = match db.kind() {
            Kind::Postgres => (at(15, 9).date(), at(3, 9)),
            _ => (at(4, 9).date(), at(2, 9)),
        };
        assert_eq!(row, expected);
        Ok(())
    });
}

#[test]
fn bound_dates_and_moments_are_calculated_with_wherever_they_stand() {
    run(async |db| {
        if db.kind() != Kind::Postgres {
            return Ok(());
        }
        leased(db).await?;
        let (day, due, out) = (TimeDelta::days(1), at(4, 9).date(), at(2, 9));
        let conditions = [
            lease::due.lt(lease::due + 14),
            lease::due.eq(lease::due + lease::grace - lease::grace),
            lease::due.eq(literal(due) + 14 - 14_i64),
            lease::due.lt(literal(due) + lease::grace),
            lease::out_at.lt(literal(due) + day),
            (lease::due - due).eq(0),
            lease::due.eq(literal(due) - (lease::due - due)),
            lease::out_at.gt(literal(out) - TimeDelta::days(7)),
            lease::out_at.lt(literal(out) + lease::gap),
            lease::out_at.gt(literal(out) - lease::gap),
            lease::out_at.gt(literal(out) - (literal(day) + day)),
            lease::seen_at.gt(literal(out.and_utc()) - lease::gap),
            (literal(out) - lease::seen_at).eq(TimeDelta::zero()),
            lease::seen_at.gt(literal(out.and_utc()) - day),
            lease::seen_at.lt(literal(out.and_utc()) + lease::gap),
            (lease::out_at - out).eq(TimeDelta::zero()),
            (literal(out) - lease::out_at).lt(literal(day) + day),
            lease::gap.eq(literal(out + day) - out),
            lease::rings_at.gt(literal(out.time()) - TimeDelta::hours(1)),
            lease::out_at.lt(lease::due + out.time()),
            lease::out_at.lt(literal(due) + out.time()),
            lease::out_at.between(literal(out) - day, literal(out) + day),
        ];
        for condition in conditions {
            let shown = format!("{condition:?}");
            let found = db.engine.all(select(lease::id).filter(condition)).await;
            assert_eq!(found.map_err(|error| format!("{shown}: {error}")), Ok(vec![1]), "{shown}");
        }
        Ok(())
    });
}

#[test]
fn a_cast_to_a_date_is_the_day_of_a_moment() {
    run(async |db| {
        leased(db).await?;
        let (day, time) = (lease::out_at.cast::<NaiveDate>(), lease::out_at.cast::<NaiveTime>());
        assert_eq!(db.engine.one(select((day.clone(), time.clone()))).await?, (at(2, 9).date(), at(2, 9).time()));
        let found = select(lease::id).filter(day.eq(at(2, 9).date())).filter(time.eq(lease::rings_at));
        assert_eq!(db.engine.all(found).await?, [1]);
        let literals = (literal(at(2, 9)).cast::<NaiveDate>(), literal("2024-05-06").cast::<NaiveDate>());
        assert_eq!(db.engine.one(select(literals)).await?, (at(2, 9).date(), at(6, 9).date()));
        let none = select(literal(None::<NaiveDateTime>).cast::<Option<NaiveDate>>());
        assert_eq!(db.engine.one(none).await?, None);
        Ok(())
    });
}

table! {
    pub pause ("pause") {
        id: Auto<i64> [primary_key],
        length: TimeDelta,
        wait: Option<TimeDelta>,
    }
}

#[test]
fn an_interval_comes_back_as_it_went_in() {
    run(async |db| {
        db.create::<(pause,)>().await?;
        for length in [TimeDelta::zero(), TimeDelta::microseconds(1_500_001), TimeDelta::days(400), -TimeDelta::hours(3)] {
            db.engine.execute(pause::insert().values((pause::length.to(length), pause::wait.to(None::<TimeDelta>)))).await?;
            let read = select((pause::length, pause::wait)).filter(pause::length.eq(length));
            assert_eq!(db.engine.one(read).await?, (length, None));
        }
        Ok(())
    });
}

#[covers("FUN-24")]
#[test]
fn functions_share_named_windows() {
    run(async |db| {
        filled(db).await?;
        let region = window("region").partition_by(sale::region);
        let ordered = region.named("ordered").order_by(sale::id);
        let whole = func::count_all().over().window(&region);
        let running = func::row_number().over().window(&ordered);
        let rest = func::count_all().over().window(&ordered).rows(0..);
        let rows: Vec<(i64, i64, i64)> = db.engine.all(select((whole, running, rest)).order_by(sale::id)).await?;
        assert_eq!(rows, [(2, 1, 2), (2, 1, 2), (2, 2, 1), (2, 2, 1)]);
        Ok(())
    });
}

#[covers("TYP-28")]
#[test]
fn values_that_nothing_gives_a_type_keep_their_own() {
    run(async |db| {
        filled(db).await?;
        let large = case_when(sale::amount.gt(15), 1_i64).otherwise(0);
        assert_eq!(db.engine.scalar(select(func::sum(large))).await?, Some(3.into()));
        let first = func::coalesce(literal(Some(7_i64)), literal(8_i64));
        assert_eq!(db.engine.scalar(select(first + sale::amount).filter(sale::amount.eq(10))).await?, 17);
        assert_eq!(db.engine.scalar(select(literal(2_i64) + literal(3_i64))).await?, 5);
        assert_eq!(db.engine.scalar(select(-literal(4_i64))).await?, -4);
        assert_eq!(db.engine.scalar(select(func::max(literal("x")))).await?.as_deref(), Some("x"));
        let inner = select(literal(6_i64).label("n")).subquery("q");
        assert_eq!(db.engine.scalar(select(inner.c::<i64>("n")).filter(inner.c::<i64>("n").gt(5))).await?, 6);
        // A value that is larger than the first one sent.
        for value in [1_i64, 1 << 40] {
            assert_eq!(db.engine.scalar(select(literal(value) + literal(value))).await?, 2 * value);
        }
        Ok(())
    });
}
