//! Values of every type come back as they went in; those that do not fit are refused before anything is sent.

use alchemy_claims::covers;
use alchemy_orm::prelude::*;
use alchemy_tests::models::EveryType;
use alchemy_tests::{Kind, run};

fn full() -> EveryType {
    let day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    let time = NaiveTime::from_hms_micro_opt(23, 59, 58, 123_456).unwrap();
    EveryType {
        id: Auto::default(),
        flag: true,
        small: i16::MIN,
        medium: i32::MAX,
        large: i64::MIN,
        single: 0.25,
        double: 1.0e-300,
        exact: "-123456789.000001".parse().unwrap(),
        words: "naïve 漢字 🐿 '\"\\ %_".into(),
        bytes: vec![0, 255, 10, 39, 92],
        day,
        time,
        moment: day.and_time(time),
        instant: day.and_time(time).and_utc(),
        identifier: Uuid::from_u128(0x0123_4567_89ab_4def_8123_4567_89ab_cdef),
        document: serde_json::json!({"a": [1, 2.5, null, "ü"], "b": {"c": true}}),
        maybe: Some(-7),
    }
}

fn empty() -> EveryType {
    EveryType {
        id: Auto::default(),
        day: NaiveDate::from_ymd_opt(2000, 1, 1).unwrap(),
        document: serde_json::json!([]),
        ..default()
    }
}

#[covers("DIA-06")]
#[test]
fn values_of_every_type_come_back_as_they_went_in() {
    run(async |db| {
        db.create::<EveryType>().await?;
        let mut session = db.session();
        session.add(EveryType { moment: moment(), instant: moment().and_utc(), ..empty() });
        session.add(full());
        session.commit().await?;
        let rows: Vec<EveryType> = db.engine.all(EveryType::select().order_by(EveryType::id)).await?;
        assert_eq!(rows[0], EveryType { id: 1.into(), moment: moment(), instant: moment().and_utc(), ..empty() });
        assert_eq!(rows[1], EveryType { id: 2.into(), ..full() });
        Ok(())
    });
}

fn moment() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(1999, 12, 31).unwrap().and_hms_opt(23, 59, 59).unwrap()
}

#[test]
fn values_are_found_by_comparison_with_themselves() {
    run(async |db| {
        db.create::<EveryType>().await?;
        let mut session = db.session();
        session.add(full());
        session.commit().await?;
        let it = full();
        let conditions = [
            EveryType::flag.eq(it.flag),
            EveryType::small.eq(it.small),
            EveryType::medium.eq(it.medium),
            EveryType::large.eq(it.large),
            EveryType::single.eq(it.single),
            EveryType::double.eq(it.double),
            EveryType::exact.eq(it.exact),
            EveryType::words.eq(it.words.as_str()),
            EveryType::bytes.eq(&it.bytes),
            EveryType::day.eq(it.day),
            EveryType::time.eq(it.time),
            EveryType::moment.eq(it.moment),
            EveryType::instant.eq(it.instant),
            EveryType::identifier.eq(it.identifier),
            EveryType::maybe.eq(-7),
        ];
        for (number, condition) in conditions.into_iter().enumerate() {
            let found = db.engine.all(select(EveryType::id).filter(condition)).await?;
            assert_eq!(found, [1], "condition {number}");
        }
        Ok(())
    });
}

#[covers("TYP-42")]
#[test]
fn a_changed_value_of_every_type_is_written_and_an_equal_one_is_not() {
    run(async |db| {
        db.create::<EveryType>().await?;
        let mut session = db.session();
        let entity = session.add(EveryType { moment: moment(), instant: moment().and_utc(), ..empty() });
        session.commit().await?;
        session.refresh(&entity).await?;
        let id = entity.read().id;
        db.sent.clear();
        *entity.write() = EveryType { id, moment: moment(), instant: moment().and_utc(), ..empty() };
        session.flush().await?;
        assert_eq!(db.sent.statements(), Vec::<String>::new(), "equal to what the row has");
        *entity.write() = EveryType { id, ..full() };
        session.commit().await?;
        assert_eq!(db.sent.summary(), ["UPDATE every_type"]);
        let rows: Vec<EveryType> = db.engine.all(EveryType::select()).await?;
        assert_eq!(rows, [EveryType { id, ..full() }]);
        Ok(())
    });
}

#[test]
fn not_a_number_is_stored_or_refused_but_never_changed() {
    run(async |db| {
        db.create::<EveryType>().await?;
        let mut session = db.session();
        session.add(EveryType { double: f64::NAN, ..full() });
        let outcome = session.commit().await;
        match (db.kind(), outcome) {
            (Kind::Postgres, Ok(())) => {
                assert!(db.engine.scalar(select(EveryType::double)).await?.is_nan());
            }
            (_, Err(error)) => {
                assert_eq!(error.kind(), ErrorKind::Data, "{error}");
                session.rollback().await?;
                assert_eq!(session.all(EveryType::select()).await?.len(), 0);
            }
            (kind, Ok(())) => panic!("{kind:?} stored {:?}", db.engine.all(select(EveryType::double)).await?),
        }
        Ok(())
    });
}

#[test]
fn decimals_are_kept_exactly_or_refused() {
    run(async |db| {
        db.create::<EveryType>().await?;
        let wide: Decimal = "12345678901234567890.0000000001".parse().unwrap();
        let mut session = db.session();
        session.add(EveryType { exact: wide, ..full() });
        match session.commit().await {
            Ok(()) => assert_eq!(db.engine.scalar(select(EveryType::exact)).await?, wide),
            Err(error) => {
                assert!(db.is_sqlite(), "{error}");
                assert_eq!(error.kind(), ErrorKind::Data);
                session.rollback().await?;
            }
        }
        Ok(())
    });
}
