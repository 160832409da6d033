//! Values of every type, made by chance and at the ends of what the type holds, are read back as they were written, or were
//! refused as `Data`. Nothing is ever changed on the way.
//!
//! Chance is the same in each run unless `PROPTEST_RNG_SEED` says another number.

use std::fmt::Debug;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use alchemy_claims::covers;
use alchemy_mysql::ext::{Inet4, Inet6};
use alchemy_orm::SqlEnum;
use alchemy_orm::core::{Interval, Lossless, Number, Text, prelude::*};
use alchemy_orm::prelude::{DateTime, Decimal, ErrorKind, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Uuid};
use alchemy_postgres::ext::{Bits, Cidr, Inet, MacAddr, MacAddr8};
use alchemy_tests::{Backend, Kind, run};
use bigdecimal::BigDecimal;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// How many values are made of each type.
const COUNT: usize = 60;

/// Values by chance.
fn chance<S: Strategy>(strategy: S) -> Vec<S::Value> {
    let config = Config::default();
    let rng_seed = if config.rng_seed == RngSeed::Random { RngSeed::Fixed(0x5eed) } else { config.rng_seed };
    let mut runner = TestRunner::new(Config { rng_seed, failure_persistence: None, ..config });
    (0..COUNT).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

/// How many values were kept, and which were refused.
#[derive(Debug)]
struct Outcome<T> {
    kept: usize,
    refused: Vec<T>,
}

/// Writes values to a column, all in one statement, and halves what is refused until it is one value.
macro_rules! kept {
    ($db:expr, $table:ident.$column:ident, $values:expr) => {
        kept!($db, $table.$column, $values, |a, b| a == b)
    };
    ($db:expr, $table:ident.$column:ident, $values:expr, |$a:ident, $b:ident| $same:expr) => {{
        let mut outcome = Outcome { kept: 0, refused: Vec::new() };
        let mut work = vec![$values];
        while let Some(mut batch) = work.pop() {
            $db.engine.execute($table::delete()).await?;
            let rows = batch.iter().cloned().zip(1_i64..).map(|(value, id)| (id, Some(value)));
            match $db.engine.execute($table::insert().rows(($table::id, $table::$column), rows)).await {
                Ok(_) => {
                    let found = $db.engine.all(select($table::$column).order_by($table::id)).await?;
                    assert_eq!(found.len(), batch.len());
                    outcome.kept += batch.len();
                    for (wrote, read) in batch.iter().zip(&found) {
                        let read = read.as_ref().expect("a value was written, NULL was read");
                        let ($a, $b) = (wrote, read);
                        assert!($same, "{}: wrote {wrote:?}, read {read:?}", stringify!($column));
                    }
                }
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Data, "{}: {error} {batch:?}", stringify!($column));
                    assert_eq!($db.engine.scalar(select(func::count($table::id))).await?, 0, "half of a statement was done");
                    match batch.len() {
                        1 => outcome.refused.append(&mut batch),
                        length => {
                            work.push(batch.split_off(length / 2));
                            work.push(batch);
                        }
                    }
                }
            }
        }
        outcome
    }};
}

/// All of them were kept.
fn all<T: Debug>(outcome: &Outcome<T>) {
    assert!(outcome.refused.is_empty(), "refused: {:?}", outcome.refused);
}

/// None of them was kept.
fn none<T: Debug>(outcome: &Outcome<T>) {
    assert_eq!(outcome.kept, 0, "some were kept; refused: {:?}", outcome.refused);
}

/// What was refused, a condition names; the rest was kept.
fn refused<T: Debug>(outcome: &Outcome<T>, expected: impl Fn(&T) -> bool) {
    assert!(outcome.refused.iter().all(expected), "{:?}", outcome.refused);
}

#[derive(Debug, Clone, Copy, PartialEq, SqlEnum)]
#[sql_enum(name = "kept_size")]
pub enum Size {
    Small,
    #[sql_enum(value = "as large as \"it\" can be: 'XXL' ü")]
    Large,
}

table! {
    pub numbers ("numbers") {
        id: i64 [primary_key],
        flag: Option<bool>,
        tiny: Option<i8>,
        small: Option<i16>,
        medium: Option<i32>,
        large: Option<i64>,
        unsigned_small: Option<u16>,
        unsigned_medium: Option<u32>,
        unsigned_large: Option<u64>,
        single: Option<f32>,
        double: Option<f64>,
        exact: Option<Decimal>,
        number: Option<Number>,
        big: Option<BigDecimal>,
        lossless: Option<Lossless<Decimal>>,
        lossless_big: Option<Lossless<BigDecimal>>,
        size: Option<Size>,
        identifier: Option<Uuid>,
    }
}

#[covers("TYP-07", "TYP-10", "TYP-15", "TYP-51")]
#[test]
fn whole_numbers_truth_values_and_enums_are_kept() {
    run(async |db| {
        db.create::<(numbers,)>().await?;
        all(&kept!(db, numbers.flag, vec![true, false]));
        all(&kept!(db, numbers.size, vec![Size::Small, Size::Large]));
        all(&kept!(db, numbers.tiny, (i8::MIN..=i8::MAX).collect::<Vec<_>>()));
        all(&kept!(db, numbers.small, [chance(any::<i16>()), vec![i16::MIN, -1, 0, i16::MAX]].concat()));
        all(&kept!(db, numbers.medium, [chance(any::<i32>()), vec![i32::MIN, -1, 0, i32::MAX]].concat()));
        all(&kept!(db, numbers.large, [chance(any::<i64>()), vec![i64::MIN, -1, 0, i64::MAX]].concat()));
        all(&kept!(db, numbers.unsigned_small, [chance(any::<u16>()), vec![0, u16::MAX]].concat()));
        all(&kept!(db, numbers.unsigned_medium, [chance(any::<u32>()), vec![0, u32::MAX]].concat()));
        let ends = vec![0, i64::MAX.unsigned_abs(), 1 << 63, u64::MAX];
        let outcome = kept!(db, numbers.unsigned_large, [chance(any::<u64>()), ends].concat());
        refused(&outcome, |number| db.is_sqlite() && *number > i64::MAX.unsigned_abs());
        Ok(())
    });
}

#[covers("TYP-09")]
#[test]
fn floats_are_kept_or_refused() {
    run(async |db| {
        db.create::<(numbers,)>().await?;
        // Zeros that differ by their sign are equal.
        let ends = vec![f64::MIN, f64::MAX, f64::MIN_POSITIVE, 5e-324, 0.1 + 0.2, 0.0, -0.0, 1.0 / 3.0, 9_007_199_254_740_993.0];
        let any = proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO;
        all(&kept!(db, numbers.double, [chance(any), chance(-1e6..1e6), ends].concat()));
        let ends = vec![f32::MIN, f32::MAX, f32::MIN_POSITIVE, 1e-45, 0.1, 16_777_217.0, 0.0, -0.0];
        let any = proptest::num::f32::NORMAL | proptest::num::f32::SUBNORMAL | proptest::num::f32::ZERO;
        all(&kept!(db, numbers.single, [chance(any), chance(-1e6_f32..1e6), ends].concat()));
        let odd = kept!(db, numbers.double, vec![f64::NAN], |a, b| a.is_nan() && b.is_nan());
        let infinite = kept!(db, numbers.double, vec![f64::INFINITY, f64::NEG_INFINITY]);
        let single = kept!(db, numbers.single, vec![f32::INFINITY, f32::NEG_INFINITY]);
        assert_eq!(odd.kept, usize::from(db.kind() == Kind::Postgres));
        assert_eq!([infinite.kept, single.kept], if db.is_mysql_like() { [0, 0] } else { [2, 2] });
        Ok(())
    });
}

/// Decimals of one to 28 digits, of which none to all stand behind the point.
fn decimals() -> impl Strategy<Value = Decimal> {
    (1_u32..=28, 0_u32..=28, any::<u128>(), any::<bool>()).prop_map(|(length, scale, digits, negative)| {
        let mantissa = i128::try_from(digits % 10_u128.pow(length)).unwrap();
        Decimal::from_i128_with_scale(if negative { -mantissa } else { mantissa }, scale)
    })
}

/// Whether a decimal fits neither an integer nor a float, which gives back 15 digits.
fn is_long(decimal: &Decimal) -> bool {
    let decimal = decimal.normalize();
    let is_whole = decimal.scale() == 0 && i64::try_from(decimal.mantissa()).is_ok();
    !is_whole && decimal.mantissa().to_string().trim_matches(['-', '0']).len() > 15
}

#[covers("TYP-08")]
#[test]
fn decimals_are_kept_or_refused() {
    run(async |db| {
        db.create::<(numbers,)>().await?;
        let ends = vec![Decimal::MIN, Decimal::MAX, Decimal::ZERO, Decimal::new(1, 28), Decimal::new(-1, 28), Decimal::new(150, 2)];
        let values = [chance(decimals()), ends, (0..=28).map(|scale| Decimal::new(123_456_789, scale)).collect()].concat();
        let outcome = kept!(db, numbers.exact, values.clone());
        refused(&outcome, |decimal| db.is_sqlite() && is_long(decimal));
        assert_eq!(
            outcome.refused.len(),
            if db.is_sqlite() { values.iter().filter(|decimal| is_long(decimal)).count() } else { 0 }
        );
        all(&kept!(db, numbers.lossless, values.iter().copied().map(Lossless).collect::<Vec<_>>()));
        let widest = [10_i128.pow(38) - 1, 1 - 10_i128.pow(38)].map(|mantissa| Number { mantissa, scale: 20 });
        let outcome = kept!(db, numbers.number, widest.to_vec(), |a, b| a.mantissa == b.mantissa && a.scale == b.scale);
        assert_eq!(outcome.kept, if db.is_sqlite() { 0 } else { 2 });
        Ok(())
    });
}

#[covers("TYP-08")]
#[test]
fn decimals_of_any_length_are_kept_or_refused() {
    run(async |db| {
        db.create::<(numbers,)>().await?;
        let big = |text: &str| text.parse::<BigDecimal>().unwrap();
        let digits = ("-?[1-9][0-9]{0,34}", "[0-9]{0,30}").prop_map(|(whole, part)| match part.is_empty() {
            true => whole,
            false => format!("{whole}.{part}"),
        });
        let values: Vec<BigDecimal> = chance(digits).iter().map(|text| big(text)).collect();
        let lossless = |values: &[BigDecimal]| values.iter().cloned().map(Lossless).collect::<Vec<_>>();
        let outcome = kept!(db, numbers.big, values.clone());
        refused(&outcome, |_| db.is_sqlite());
        all(&kept!(db, numbers.lossless_big, lossless(&values)));
        let long = [big(&"9".repeat(40)), big(&format!("0.{}1", "0".repeat(40))), big("1e60"), big("-1e-60")];
        let outcome = kept!(db, numbers.lossless_big, lossless(&long));
        assert_eq!(outcome.kept, if db.is_mysql_like() { 0 } else { 4 });
        let outcome = kept!(db, numbers.big, long.to_vec());
        // Two of them are small and have one digit.
        assert_eq!(
            outcome.kept,
            if db.is_mysql_like() {
                0
            } else if db.is_sqlite() {
                2
            } else {
                4
            }
        );
        none(&kept!(db, numbers.big, vec![big("1e1000000"), big("1e-1000000")]));
        Ok(())
    });
}

#[covers("TYP-08")]
#[test]
fn decimals_that_keep_every_digit_compare_and_order_as_numbers() {
    run(async |db| {
        db.create::<(numbers,)>().await?;
        let ascending =
            ["-100.5", "-20", "-0.0000000000000000000000000001", "0", "3", "20.10", "100", "79228162514264337593543950335"];
        let ascending = ascending.map(|text| Lossless(text.parse::<Decimal>().unwrap()));
        let rows = ascending.into_iter().zip([1_i64, 2, 3, 4, 5, 6, 7, 8]).rev().map(|(value, id)| (id, Some(value)));
        db.engine.execute(numbers::insert().rows((numbers::id, numbers::lossless), rows)).await?;
        let ordered = db.engine.all(select(numbers::id).order_by(numbers::lossless)).await?;
        assert_eq!(ordered, [1, 2, 3, 4, 5, 6, 7, 8]);
        let found = |condition: Expr<bool>| select(numbers::id).filter(condition).order_by(numbers::id);
        for (at, value) in (1..).zip(ascending) {
            assert_eq!(db.engine.all(found(numbers::lossless.eq(value))).await?, [at], "{value:?}");
            assert_eq!(db.engine.all(found(numbers::lossless.gt(value))).await?, (at + 1..=8).collect::<Vec<i64>>(), "{value:?}");
        }
        // Equal numbers of another form, and numbers of other types.
        let other = Lossless("20.1".parse::<Decimal>().unwrap());
        assert_eq!(db.engine.all(found(numbers::lossless.eq(other))).await?, [6]);
        assert_eq!(db.engine.all(found(numbers::lossless.eq(*other))).await?, [6]);
        assert_eq!(db.engine.all(found(numbers::lossless.lt(3))).await?, [1, 2, 3, 4]);
        Ok(())
    });
}

#[covers("TYP-19", "MY-21")]
#[test]
fn identifiers_of_any_kind_are_kept() {
    run(async |db| {
        db.create::<(numbers,)>().await?;
        let any: Vec<Uuid> = chance(any::<u128>()).into_iter().map(Uuid::from_u128).collect();
        let of_a_kind = |version: u128, variant: u128| {
            any.iter().map(move |uuid| {
                let bits = uuid.as_u128() & !(0xf << 76) & !(0xf << 60);
                Uuid::from_u128(bits | version << 76 | variant << 60)
            })
        };
        let valid: Vec<Uuid> =
            (1..=8).flat_map(|version| of_a_kind(version, 0x8 | ((version + 1) % 4)).take(4).collect::<Vec<_>>()).collect();
        all(&kept!(db, numbers.identifier, [valid, vec![Uuid::nil(), Uuid::max()]].concat()));
        let outcome = kept!(db, numbers.identifier, any.clone());
        // MariaDB keeps UUIDs in an order of its own, and refuses those that could be mistaken for reordered ones.
        let is_odd = |uuid: &Uuid| uuid.as_bytes()[6] >= 0x80 && (1..=0x80).contains(&uuid.as_bytes()[8]);
        let odd = if db.kind() == Kind::MariaDb { any.iter().filter(|uuid| is_odd(uuid)).count() } else { 0 };
        assert_eq!(outcome.refused.len(), odd);
        refused(&outcome, is_odd);
        Ok(())
    });
}

table! {
    pub texts ("texts") {
        id: i64 [primary_key],
        words: Option<String> [type = Text],
        short: Option<String> [length = 40],
        bytes: Option<Vec<u8>>,
        document: Option<serde_json::Value>,
    }
}

#[covers("TYP-05", "TYP-06", "TYP-14")]
#[test]
fn text_and_bytes_are_kept_or_refused() {
    run(async |db| {
        db.create::<(texts,)>().await?;
        let ends =
            ["", " ", "  two spaces  ", "null", "'\"\\%_`\n\r\t\u{1a}", "1e5", "🐿\u{10ffff}\u{feff}e\u{301}"].map(str::to_owned);
        let values = [chance("[^\\x00]{0,60}"), chance("\\PC{0,40}"), ends.to_vec(), vec!["long 漢 ".repeat(6_000)]].concat();
        all(&kept!(db, texts.words, values));
        all(&kept!(db, texts.short, [chance("[^\\x00]{0,40}"), vec!["🐿".repeat(40)]].concat()));
        // SQLite does not count.
        assert_eq!(kept!(db, texts.short, vec!["x".repeat(41)]).kept, usize::from(db.is_sqlite()));
        let with_nul = kept!(db, texts.words, ["\0", "a\0b", "end\0"].map(str::to_owned).to_vec());
        assert_eq!(with_nul.kept, if db.kind() == Kind::Postgres { 0 } else { 3 });
        let ends = vec![vec![], vec![0], (0..=255).collect(), vec![0; 60_000], b"'\\\"\n".to_vec()];
        all(&kept!(db, texts.bytes, [chance(proptest::collection::vec(any::<u8>(), 0..100)), ends].concat()));
        Ok(())
    });
}

fn documents() -> impl Strategy<Value = serde_json::Value> {
    let finite = proptest::num::f64::NORMAL | proptest::num::f64::ZERO;
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        finite.prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(serde_json::Value::from),
            proptest::collection::hash_map("[^\\x00]{0,8}", inner, 0..6).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

/// Databases may keep 1.0 as 1.
fn same_document(left: &serde_json::Value, right: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Number, Object};
    match (left, right) {
        (Number(left), Number(right)) => left == right || ((left.is_f64() || right.is_f64()) && left.as_f64() == right.as_f64()),
        (Array(left), Array(right)) => left.len() == right.len() && left.iter().zip(right).all(|(l, r)| same_document(l, r)),
        (Object(left), Object(right)) => {
            left.len() == right.len() && left.iter().all(|(key, l)| right.get(key).is_some_and(|r| same_document(l, r)))
        }
        _ => left == right,
    }
}

#[covers("TYP-20", "TYP-21")]
#[test]
fn documents_are_kept() {
    run(async |db| {
        db.create::<(texts,)>().await?;
        let nested = |levels| (0..levels).fold(serde_json::json!("ü"), |inner, _| serde_json::json!([{ "in": inner }]));
        let ends = [
            serde_json::json!({"": null, "a.b[0]": [[], {}], "\"quoted\"": "\u{1}\\/\u{2028}🐿"}),
            serde_json::json!([0.1, -0.5, 1e300, 5e-300, i64::MIN, u64::MAX, 1.0, -0.0]),
            serde_json::json!("a word"),
            serde_json::json!(-7),
            serde_json::Value::Null,
        ];
        all(&kept!(db, texts.document, vec![nested(15)]));
        none(&kept!(db, texts.document, vec![nested(64), nested(200)]));
        if db.kind() == Kind::MariaDb {
            // It reads documents of 32 levels, which a CHECK of its own confirms.
            let deeper = texts::insert().values((texts::id.to(1), texts::document.to(Some(nested(16)))));
            assert_eq!(db.engine.execute(deeper).await.unwrap_err().kind(), ErrorKind::Check);
        } else {
            refused(&kept!(db, texts.document, vec![nested(49), nested(63)]), |_| db.kind() == Kind::Mysql);
        }
        // Where there is no JSON type a number by itself is a number, and some are refused.
        let values = [chance(documents()), ends.to_vec()].concat();
        let outcome = kept!(db, texts.document, values, |a, b| same_document(a, b));
        refused(&outcome, |document| db.is_sqlite() && document.is_number());
        Ok(())
    });
}

table! {
    pub times ("times") {
        id: i64 [primary_key],
        day: Option<NaiveDate>,
        clock: Option<NaiveTime>,
        moment: Option<NaiveDateTime>,
        instant: Option<DateTime<Utc>>,
        length: Option<TimeDelta>,
        interval: Option<Interval>,
        duration: Option<Duration>,
    }
}

/// Days of the years that jiff and time know, most of them near.
fn days() -> impl Strategy<Value = i32> {
    prop_oneof![3 => -20_000..40_000, 1 => -719_162..2_932_896, 1 => -4_000_000..3_000_000]
}

/// Microseconds of a day.
fn clocks() -> impl Strategy<Value = i64> {
    let seconds = (0..86_400_i64).prop_map(|seconds| seconds * 1_000_000);
    prop_oneof![seconds, 0..86_400_000_000_i64]
}

fn day(days: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + TimeDelta::days(days.into())
}

fn clock(micros: i64) -> NaiveTime {
    NaiveTime::MIN + TimeDelta::microseconds(micros)
}

#[covers("TYP-11")]
#[test]
fn dates_and_times_are_kept_or_refused() {
    run(async |db| {
        db.create::<(times,)>().await?;
        let date = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let near = vec![
            date(1, 1, 1),
            date(9999, 12, 31),
            date(1582, 10, 15),
            date(1900, 2, 28),
            date(2000, 2, 29),
            date(2024, 2, 29),
            date(1969, 12, 31),
            date(2038, 1, 19),
        ];
        let known = |day: &NaiveDate| (date(1, 1, 1)..=date(9999, 12, 31)).contains(day);
        let far = vec![NaiveDate::MIN, NaiveDate::MAX, date(0, 1, 1), date(-1, 12, 31), date(10_000, 1, 1), date(-4713, 11, 24)];
        all(&kept!(db, times.day, near.clone()));
        refused(&kept!(db, times.day, [chance(days().prop_map(day)), far.clone()].concat()), |day| !known(day));
        let late = NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999).unwrap();
        let clocks_by_chance = chance(clocks().prop_map(clock));
        all(&kept!(db, times.clock, [clocks_by_chance, vec![NaiveTime::MIN, late]].concat()));
        let moments =
            |days: &[NaiveDate]| days.iter().flat_map(|day| [NaiveTime::MIN, late].map(|time| day.and_time(time))).collect();
        let near: Vec<NaiveDateTime> = moments(&near);
        let far: Vec<NaiveDateTime> = moments(&far);
        let by_chance = chance((days(), clocks()).prop_map(|(days, micros)| day(days).and_time(clock(micros))));
        let utc = |moments: &[NaiveDateTime]| moments.iter().map(NaiveDateTime::and_utc).collect::<Vec<_>>();
        all(&kept!(db, times.moment, near.clone()));
        refused(&kept!(db, times.moment, [by_chance.clone(), far.clone()].concat()), |moment| !known(&moment.date()));
        all(&kept!(db, times.instant, utc(&near)));
        refused(&kept!(db, times.instant, utc(&[by_chance, far].concat())), |moment| !known(&moment.date_naive()));
        let fine = [1, 999, 1_500_000_000].map(|nanos| NaiveTime::from_hms_nano_opt(12, 30, 59, nanos).unwrap());
        none(&kept!(db, times.clock, fine.to_vec()));
        none(&kept!(db, times.moment, fine.map(|time| date(2024, 1, 1).and_time(time)).to_vec()));
        none(&kept!(db, times.instant, fine.map(|time| date(2024, 1, 1).and_time(time).and_utc()).to_vec()));
        Ok(())
    });
}

#[covers("TYP-13")]
#[test]
fn lengths_of_time_are_kept_or_refused() {
    run(async |db| {
        db.create::<(times,)>().await?;
        let year = 365 * 86_400 * 1_000_000_i64;
        let micros = prop_oneof![-1_000_000..1_000_000_i64, -100 * year..100 * year, -1_900 * year..8_000 * year];
        let by_chance = chance(micros);
        let lengths: Vec<TimeDelta> = by_chance.iter().map(|micros| TimeDelta::microseconds(*micros)).collect();
        all(&kept!(db, times.length, [lengths, vec![TimeDelta::zero(), TimeDelta::microseconds(-1)]].concat()));
        // Moments of MySQL and MariaDB, which have no intervals, end with the year 9999.
        let long = kept!(db, times.length, [i64::MIN, i64::MAX].map(TimeDelta::microseconds).to_vec());
        assert_eq!(long.kept, if db.is_mysql_like() { 0 } else { 2 }, "{long:?}");
        none(&kept!(db, times.length, vec![TimeDelta::MIN, TimeDelta::MAX, TimeDelta::nanoseconds(1)]));
        let positive: Vec<Duration> = by_chance.iter().map(|micros| Duration::from_micros(micros.unsigned_abs())).collect();
        all(&kept!(db, times.duration, positive));
        none(&kept!(db, times.duration, vec![Duration::MAX, Duration::from_nanos(1)]));
        let parts = (any::<i32>(), any::<i32>(), any::<i64>());
        let parts = chance(parts.prop_map(|(months, days, micros)| Interval { months, days, micros }));
        let outcome = kept!(db, times.interval, parts);
        assert_eq!(outcome.kept, if db.kind() == Kind::Postgres { COUNT } else { 0 });
        Ok(())
    });
}

table! {
    pub time_times ("time_times") {
        id: i64 [primary_key],
        day: Option<time::Date>,
        clock: Option<time::Time>,
        moment: Option<time::PrimitiveDateTime>,
        instant: Option<time::UtcDateTime>,
        offset: Option<time::OffsetDateTime>,
        length: Option<time::Duration>,
    }
}

#[covers("TYP-11", "TYP-13")]
#[test]
fn dates_and_times_of_the_crate_time_are_kept_or_refused() {
    run(async |db| {
        db.create::<(time_times,)>().await?;
        let known = |day: time::Date| (1..=9999).contains(&day.year());
        let day = |days: i32| time::Date::from_julian_day(2_440_588 + days.clamp(-4_371_587, 2_932_896)).unwrap();
        let clock = |micros: i64| time::Time::MIDNIGHT + time::Duration::microseconds(micros);
        let days_by_chance = [chance(days().prop_map(day)), vec![time::Date::MIN, time::Date::MAX]].concat();
        refused(&kept!(db, time_times.day, days_by_chance), |day| !known(*day));
        let late = time::Time::from_hms_micro(23, 59, 59, 999_999).unwrap();
        all(&kept!(db, time_times.clock, [chance(clocks().prop_map(clock)), vec![time::Time::MIDNIGHT, late]].concat()));
        let moments = chance((days(), clocks()).prop_map(|(days, micros)| time::PrimitiveDateTime::new(day(days), clock(micros))));
        refused(&kept!(db, time_times.moment, moments.clone()), |moment| !known(moment.date()));
        let utc: Vec<_> = moments.iter().map(|moment| moment.as_utc()).collect();
        refused(&kept!(db, time_times.instant, utc), |moment| !known(moment.date()));
        let east = time::UtcOffset::from_hms(5, 30, 0).unwrap();
        let offset: Vec<_> = moments.iter().map(|moment| moment.assume_offset(east)).collect();
        refused(&kept!(db, time_times.offset, offset), |moment| !(2..=9998).contains(&moment.year()));
        let lengths = chance((-1_000_000_000_000..1_000_000_000_000_i64).prop_map(time::Duration::microseconds));
        all(&kept!(db, time_times.length, lengths));
        none(&kept!(db, time_times.clock, vec![time::Time::from_hms_nano(1, 2, 3, 4).unwrap(), time::Time::MAX]));
        none(&kept!(db, time_times.length, vec![time::Duration::MIN, time::Duration::MAX]));
        Ok(())
    });
}

table! {
    pub jiff_times ("jiff_times") {
        id: i64 [primary_key],
        day: Option<jiff::civil::Date>,
        clock: Option<jiff::civil::Time>,
        moment: Option<jiff::civil::DateTime>,
        instant: Option<jiff::Timestamp>,
        length: Option<jiff::SignedDuration>,
    }
}

#[covers("TYP-11", "TYP-13")]
#[test]
fn dates_and_times_of_the_crate_jiff_are_kept_or_refused() {
    use jiff::civil::{Date, DateTime, Time};
    use jiff::{SignedDuration, Span, Timestamp};
    run(async |db| {
        db.create::<(jiff_times,)>().await?;
        let known = |day: Date| (1..=9999).contains(&day.year());
        let epoch = jiff::civil::date(1970, 1, 1);
        let day = |days: i32| epoch + Span::new().days(days.clamp(-4_371_587, 2_932_896));
        let clock = |micros: i64| Time::midnight() + SignedDuration::from_micros(micros);
        refused(&kept!(db, jiff_times.day, [chance(days().prop_map(day)), vec![Date::MIN, Date::MAX]].concat()), |day| {
            !known(*day)
        });
        let late = jiff::civil::time(23, 59, 59, 999_999_000);
        all(&kept!(db, jiff_times.clock, [chance(clocks().prop_map(clock)), vec![Time::midnight(), late]].concat()));
        let moments = chance((days(), clocks()).prop_map(|(days, micros)| DateTime::from_parts(day(days), clock(micros))));
        refused(&kept!(db, jiff_times.moment, moments), |moment| !known(moment.date()));
        let instants = chance(
            (-62_135_596_800_000_000..253_402_200_000_000_000_i64).prop_map(|micros| Timestamp::from_microsecond(micros).unwrap()),
        );
        all(&kept!(db, jiff_times.instant, instants));
        none(&kept!(db, jiff_times.instant, vec![Timestamp::MAX, Timestamp::from_nanosecond(-1).unwrap()]));
        let lengths = chance((-1_000_000_000_000..1_000_000_000_000_i64).prop_map(SignedDuration::from_micros));
        all(&kept!(db, jiff_times.length, lengths));
        none(&kept!(db, jiff_times.clock, vec![jiff::civil::time(1, 2, 3, 4), Time::MAX]));
        Ok(())
    });
}

table! {
    pub lists ("lists") {
        id: i64 [primary_key],
        flags: Option<Vec<bool>>,
        numbers: Option<Vec<i64>>,
        maybe: Option<Vec<Option<i32>>>,
        doubles: Option<Vec<f64>>,
        exact: Option<Vec<Decimal>>,
        big: Option<Vec<BigDecimal>>,
        words: Option<Vec<String>>,
        bytes: Option<Vec<Vec<u8>>>,
        days: Option<Vec<NaiveDate>>,
        instants: Option<Vec<DateTime<Utc>>>,
        lengths: Option<Vec<TimeDelta>>,
        identifiers: Option<Vec<Uuid>>,
        documents: Option<Vec<serde_json::Value>>,
        nested: Option<Vec<Vec<i32>>>,
    }
}

fn list<S: Strategy>(of: S) -> impl Strategy<Value = Vec<S::Value>> {
    proptest::collection::vec(of, 0..6)
}

#[covers("TYP-23", "PG-15")]
#[test]
fn arrays_of_every_type_are_kept() {
    run(async |db: &Backend| {
        if db.kind() != Kind::Postgres {
            assert_eq!(db.create::<(lists,)>().await.unwrap_err().kind(), ErrorKind::Unsupported);
            return Ok(());
        }
        db.create::<(lists,)>().await?;
        let instant = |(days, micros): (i32, i64)| day(days).and_time(clock(micros)).and_utc();
        let length = |micros: i64| TimeDelta::microseconds(micros);
        all(&kept!(db, lists.flags, chance(list(any::<bool>()))));
        all(&kept!(db, lists.numbers, chance(list(any::<i64>()))));
        all(&kept!(db, lists.maybe, chance(list(any::<Option<i32>>()))));
        all(&kept!(db, lists.doubles, chance(list(proptest::num::f64::NORMAL))));
        all(&kept!(db, lists.exact, chance(list(decimals()))));
        let long = "[1-9][0-9]{0,70}".prop_map(|text| text.parse::<BigDecimal>().unwrap());
        all(&kept!(db, lists.big, chance(list(long))));
        all(&kept!(db, lists.words, chance(list("[^\\x00]{0,10}"))));
        all(&kept!(db, lists.bytes, chance(list(proptest::collection::vec(any::<u8>(), 0..20)))));
        all(&kept!(db, lists.days, chance(list((-700_000..700_000).prop_map(day)))));
        all(&kept!(db, lists.instants, chance(list((-700_000..700_000, clocks()).prop_map(instant)))));
        all(&kept!(db, lists.lengths, chance(list(any::<i64>().prop_map(length)))));
        all(&kept!(db, lists.identifiers, chance(list(any::<u128>().prop_map(Uuid::from_u128)))));
        all(&kept!(db, lists.documents, chance(list(documents()))));
        let nested = (0_usize..4, 1_usize..4)
            .prop_flat_map(|(rows, width)| proptest::collection::vec(proptest::collection::vec(any::<i32>(), width), rows));
        all(&kept!(db, lists.nested, chance(nested)));
        Ok(())
    });
}

table! {
    pub hosts ("hosts") {
        id: i64 [primary_key],
        host: Option<Inet>,
        network: Option<Cidr>,
        card: Option<MacAddr>,
        long_card: Option<MacAddr8>,
        bits: Option<Bits>,
        six_bits: Option<Bits> [type = alchemy_postgres::column_types::bit(6)],
        hosts: Option<Vec<Inet>>,
        cards: Option<Vec<MacAddr>>,
        strings: Option<Vec<Bits>>,
    }
}

fn ips() -> impl Strategy<Value = IpAddr> {
    prop_oneof![
        any::<u32>().prop_map(|bits| Ipv4Addr::from(bits).into()),
        any::<u128>().prop_map(|bits| Ipv6Addr::from(bits).into())
    ]
}

fn inets() -> impl Strategy<Value = Inet> {
    (ips(), 0..=128_u8).prop_map(|(address, prefix)| Inet::new(address, prefix).unwrap_or_else(|_| address.into()))
}

fn bits(count: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Bits> {
    proptest::collection::vec(any::<bool>(), count).prop_map(|bits| bits.into_iter().collect())
}

#[covers("PG-25", "PG-26")]
#[test]
fn addresses_and_strings_of_bits_are_kept() {
    run(async |db: &Backend| {
        if db.kind() != Kind::Postgres {
            assert_eq!(db.create::<(hosts,)>().await.unwrap_err().kind(), ErrorKind::Unsupported);
            return Ok(());
        }
        db.create::<(hosts,)>().await?;
        all(&kept!(db, hosts.host, chance(inets())));
        let network = |host: Inet| {
            let bits = match host.address() {
                IpAddr::V4(v4) => u128::from(v4.to_bits()) << 96,
                IpAddr::V6(v6) => v6.to_bits(),
            };
            let bits = bits & u128::MAX.checked_shl(128 - u32::from(host.prefix())).unwrap_or(0);
            let first = match host.address() {
                IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::from_bits((bits >> 96) as u32)),
                IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::from_bits(bits)),
            };
            Cidr::new(first, host.prefix()).unwrap()
        };
        all(&kept!(db, hosts.network, chance(inets().prop_map(network))));
        all(&kept!(db, hosts.card, chance(any::<[u8; 6]>().prop_map(MacAddr))));
        all(&kept!(db, hosts.long_card, chance(any::<[u8; 8]>().prop_map(MacAddr8))));
        all(&kept!(db, hosts.bits, chance(bits(0..=70))));
        all(&kept!(db, hosts.six_bits, chance(bits(6..=6))));
        none(&kept!(db, hosts.six_bits, chance(bits(0..=5))));
        all(&kept!(db, hosts.hosts, chance(list(inets()))));
        all(&kept!(db, hosts.cards, chance(list(any::<[u8; 6]>().prop_map(MacAddr)))));
        all(&kept!(db, hosts.strings, chance(list(bits(0..=20)))));
        // They are compared with each other, and as the server reads them from text.
        let row = (
            hosts::id.to(-1),
            hosts::host.to(Some("10.1.0.7/16".parse::<Inet>()?)),
            hosts::network.to(Some("10.1.0.0/16".parse::<Cidr>()?)),
        );
        db.engine.execute(hosts::insert().values(row)).await?;
        let within = select(hosts::id).filter(hosts::host.bool_op("<<=", hosts::network));
        assert_eq!(db.engine.all(within).await?, [-1]);
        let same = select(hosts::id)
            .filter(hosts::host.eq("10.1.0.7/16".parse::<Inet>()?).and(hosts::network.lt("10.2.0.0/16".parse::<Cidr>()?)));
        assert_eq!(db.engine.all(same).await?, [-1]);
        Ok(())
    });
}

table! {
    pub addresses ("addresses") { id: i64 [primary_key], short: Option<Inet4>, long: Option<Inet6> }
}

#[covers("MY-21")]
#[test]
fn addresses_are_kept_where_there_are_types_for_them() {
    run(async |db: &Backend| {
        if db.kind() != Kind::MariaDb {
            assert_eq!(db.create::<(addresses,)>().await.unwrap_err().kind(), ErrorKind::Unsupported);
            return Ok(());
        }
        db.create::<(addresses,)>().await?;
        let short = chance(any::<u32>().prop_map(|bits| Inet4(bits.into())));
        all(&kept!(db, addresses.short, [short, vec![Inet4(Ipv4Addr::UNSPECIFIED), Inet4(Ipv4Addr::BROADCAST)]].concat()));
        let long = chance(prop_oneof![
            any::<u128>(),
            any::<u32>().prop_map(u128::from),
            any::<u64>().prop_map(|low| u128::from(low) << 40)
        ]);
        let long: Vec<Inet6> = long.into_iter().map(|bits| Inet6(bits.into())).collect();
        all(&kept!(db, addresses.long, [long.clone(), vec![Inet6(Ipv6Addr::UNSPECIFIED), Inet6(Ipv6Addr::LOCALHOST)]].concat()));
        db.engine.execute(addresses::delete()).await?;
        db.engine.execute(addresses::insert().values((addresses::id.to(1), addresses::long.to(Some(long[0]))))).await?;
        assert_eq!(db.engine.all(select(addresses::id).filter(addresses::long.eq(long[0]))).await?, [1]);
        Ok(())
    });
}
