//! Values at the ends of their types, of enums and of types with SQL of their own come back as they went in, or are refused
//! before anything is stored.

use alchemy_claims::covers;
use alchemy_orm::SqlEnum;
use alchemy_orm::core::{SqlType, Value, family::SqlText, prelude::*, sql_value};
use alchemy_orm::prelude::{ErrorKind, NaiveDate, NaiveDateTime, Uuid};
use alchemy_tests::run;

table! {
    pub extreme ("extreme") {
        id: i64 [primary_key],
        small: Option<i16>,
        large: Option<i64>,
        unsigned: Option<u64>,
        words: Option<String> [length = 200],
        bytes: Option<Vec<u8>>,
        double: Option<f64>,
        flag: Option<bool>,
        day: Option<NaiveDate>,
        moment: Option<NaiveDateTime>,
        identifier: Option<Uuid>,
    }
}

/// Whether a value was stored; one that was is the same when it is read, and one that was not was refused as `Data`.
macro_rules! survives {
    ($db:expr, $column:expr, $value:expr) => {{
        let value = $value;
        $db.engine.execute(extreme::delete()).await?;
        match $db.engine.execute(extreme::insert().values((extreme::id.to(1), $column.to(value.clone())))).await {
            Ok(_) => {
                assert_eq!($db.engine.scalar(select($column)).await?, Some(value));
                true
            }
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Data, "{error}");
                assert_eq!($db.engine.all(select(extreme::id)).await?.len(), 0);
                false
            }
        }
    }};
}

#[covers("TYP-06", "TYP-14", "TYP-19", "DIA-06")]
#[test]
fn text_bytes_and_identifiers_of_any_kind_come_back() {
    run(async |db| {
        db.create::<(extreme,)>().await?;
        for words in ["", "  two spaces  ", "naïve 漢字 🐿 \u{10ffff}", "'\"\\ %_ \n\t", "null"] {
            assert!(survives!(db, extreme::words, words.to_owned()), "{words}");
        }
        survives!(db, extreme::words, "before\0behind".to_owned());
        assert!(survives!(db, extreme::bytes, (0..=255_u8).collect::<Vec<u8>>()));
        assert!(survives!(db, extreme::bytes, Vec::new()));
        assert!(survives!(db, extreme::identifier, Uuid::nil()) && survives!(db, extreme::identifier, Uuid::max()));
        Ok(())
    });
}

#[covers("TYP-07", "TYP-09", "TYP-10", "TYP-28", "TYP-30", "DIA-06")]
#[test]
fn numbers_at_the_ends_of_their_types_survive_or_are_refused() {
    run(async |db| {
        db.create::<(extreme,)>().await?;
        assert!(survives!(db, extreme::small, i16::MIN) && survives!(db, extreme::small, i16::MAX));
        assert!(survives!(db, extreme::large, i64::MIN) && survives!(db, extreme::large, i64::MAX));
        assert!(survives!(db, extreme::unsigned, 1 << 62));
        assert_eq!(survives!(db, extreme::unsigned, u64::MAX), !db.is_sqlite());
        for double in [f64::MAX, f64::MIN, f64::MIN_POSITIVE, 0.1 + 0.2] {
            assert!(survives!(db, extreme::double, double), "{double}");
        }
        survives!(db, extreme::double, f64::INFINITY);
        survives!(db, extreme::double, f64::NEG_INFINITY);
        assert!(survives!(db, extreme::flag, true) && survives!(db, extreme::flag, false));
        Ok(())
    });
}

/// Numbers that look like chance, the same in each run.
fn chance(count: usize) -> impl Iterator<Item = u64> {
    std::iter::successors(Some(0x9e37_79b9_7f4a_7c15_u64), |seed| {
        let seed = seed ^ (seed << 13);
        let seed = seed ^ (seed >> 7);
        Some(seed ^ (seed << 17))
    })
    .take(count)
}

#[covers("TYP-11", "TYP-51", "DIA-06")]
#[test]
fn dates_and_numbers_by_chance_survive_or_are_refused() {
    run(async |db| {
        db.create::<(extreme,)>().await?;
        for number in chance(40) {
            survives!(db, extreme::large, number as i64);
            survives!(db, extreme::unsigned, number);
            let days = i32::try_from(number % 90_000_000).unwrap_or_default();
            if let Some(day) = NaiveDate::from_num_days_from_ce_opt(days) {
                survives!(db, extreme::day, day);
                let micro = u32::try_from(number % 1_000_000).unwrap_or_default();
                survives!(db, extreme::moment, day.and_hms_micro_opt(23, 59, 59, micro).unwrap());
            }
        }
        for day in [NaiveDate::MIN, NaiveDate::MAX, NaiveDate::from_ymd_opt(1, 1, 1).unwrap()] {
            survives!(db, extreme::day, day);
        }
        assert!(survives!(db, extreme::day, NaiveDate::from_ymd_opt(1583, 10, 15).unwrap()));
        Ok(())
    });
}

#[derive(Debug, Clone, Copy, PartialEq, SqlEnum)]
#[sql_enum(name = "test_hue", check = "ck_hue")]
pub enum Hue {
    Red,
    #[sql_enum(value = "it's green")]
    Green,
}

#[derive(Debug, Clone, Copy, PartialEq, SqlEnum)]
#[sql_enum(integer)]
pub enum Level {
    Low = 1,
    High = 9,
}

table! {
    pub paint ("paint") { id: i64 [primary_key], hue: Hue, other: Option<Hue>, level: Level }
}

#[covers("TYP-15", "TYP-17", "TYP-48", "TYP-26")]
#[test]
fn enums_come_back_and_other_words_are_refused() {
    run(async |db| {
        db.create::<(paint,)>().await?;
        let row = (paint::id.to(1), paint::hue.to(Hue::Green), paint::other.to(Some(Hue::Red)), paint::level.to(Level::High));
        db.engine.execute(paint::insert().values(row)).await?;
        let found = select((paint::hue, paint::other, paint::level)).filter(paint::hue.eq(Hue::Green));
        assert_eq!(db.engine.all(found).await?, [(Hue::Green, Some(Hue::Red), Level::High)]);
        assert_eq!(db.engine.all(select(paint::id).filter(paint::hue.in_([Hue::Red, Hue::Green]))).await?, [1]);
        let wrong = paint::update().set(paint::hue.to("blue"));
        assert!(db.engine.execute(wrong).await.is_err());
        Ok(())
    });
}

#[derive(Debug, Clone, PartialEq)]
pub struct Folded(String);
sql_value!(Folded => SqlText, SqlType::String { length: Some(50) },
    from |value| Ok(Folded(String::from_value(value)?)), to |folded| Value::from(folded.0.as_str()),
    bind |value| func::lower(value), column |column| func::upper(column));

table! {
    pub vault ("vault") { id: i64 [primary_key], code: Folded }
}

#[covers("TYP-31", "TYP-36", "TYP-37", "TYP-32")]
#[test]
fn sql_around_a_type_applies_on_the_way_in_and_out() {
    run(async |db| {
        db.create::<(vault,)>().await?;
        db.engine.execute(vault::insert().values((vault::id.to(1), vault::code.to("AbC")))).await?;
        let found = select(vault::code).filter(vault::code.eq("ABC"));
        assert_eq!(db.engine.all(found).await?, [Folded("ABC".into())]);
        let stored = select(vault::id).filter(vault::code.cast::<String>().eq("abc"));
        assert_eq!(db.engine.all(stored).await?, [1]);
        Ok(())
    });
}
