//! What is written is there: upserts, rows given back in the order in which they went in, many rows at once, other tables
//! looked at. The same on every database, or refused before anything is sent.

use std::sync::atomic::{AtomicI64, Ordering};

use alchemy_claims::covers;
use alchemy_orm::core::dialect::{DeleteUsing, Returning};
use alchemy_orm::core::{assigned_value, prelude::*};
use alchemy_orm::prelude::Mapped;
use alchemy_tests::models::{Accounts, User};
use alchemy_tests::{Backend, Kind, run};

static NEXT_CODE: AtomicI64 = AtomicI64::new(100);

table! {
    pub item ("item") {
        id: Auto<i64> [primary_key],
        code: String [length = 20, unique],
        price: i64 [default = 7],
        label: String [length = 20, default_with = || format!("n{}", NEXT_CODE.fetch_add(1, Ordering::Relaxed))],
        changes: i64 [default = 0, onupdate = item::changes + 1],
    }
}

table! {
    pub seat ("seat") {
        row_no: i32 [primary_key],
        letter: String [primary_key, length = 1],
        guest: Option<String> [length = 40],
    }
}

async fn items(db: &Backend, codes: &[&str]) -> Result<()> {
    db.create::<(item, seat)>().await?;
    for code in codes {
        db.engine.execute(item::insert().values(item::code.to(*code))).await?;
    }
    Ok(())
}

async fn prices(db: &Backend) -> Result<Vec<(String, i64)>> {
    db.engine.all(select((item::code, item::price)).order_by(item::code)).await
}

fn pairs(rows: &[(&str, i64)]) -> Vec<(String, i64)> {
    rows.iter().map(|(code, price)| ((*code).to_owned(), *price)).collect()
}

#[covers("DML-23", "DML-03")]
#[test]
fn an_upsert_changes_the_rows_that_are_there_and_inserts_the_others() {
    run(async |db| {
        items(db, &["a", "b"]).await?;
        let upsert = item::insert()
            .rows((item::code, item::price), [("b", 20), ("c", 30)])
            .on_conflict(item::code)
            .do_update(|row| item::price.to(item::price + row.excluded(item::price)));
        db.engine.execute(upsert).await?;
        assert_eq!(prices(db).await?, pairs(&[("a", 7), ("b", 27), ("c", 30)]));
        // An upsert is no UPDATE to a column that changes with each.
        assert_eq!(db.engine.scalar(select(item::changes).filter(item::code.eq("b"))).await?, 0);
        Ok(())
    });
}

#[covers("DML-23")]
#[test]
fn an_upsert_that_does_nothing_leaves_rows_as_they_are_and_hides_no_other_mistake() {
    run(async |db| {
        items(db, &["a"]).await?;
        let rows = [("a", 1), ("b", 2)];
        db.engine.execute(item::insert().rows((item::code, item::price), rows).on_conflict(item::code).do_nothing()).await?;
        assert_eq!(prices(db).await?, pairs(&[("a", 7), ("b", 2)]));
        let null = item::insert().values((item::code.to(None::<String>), item::price.to(1)));
        let error = db.engine.execute(null.on_conflict(item::code).do_nothing()).await.unwrap_err();
        assert!(error.is_integrity(), "{error}");
        Ok(())
    });
}

#[covers("DML-23")]
#[test]
fn an_upsert_over_a_key_of_two_columns_takes_all_values() {
    run(async |db| {
        items(db, &[]).await?;
        for guest in ["ann", "bob"] {
            let insert = seat::insert().values((seat::row_no.to(1), seat::letter.to("C"), seat::guest.to(guest)));
            db.engine.execute(insert.on_conflict((seat::row_no, seat::letter)).do_update(|row| row.all())).await?;
        }
        assert_eq!(db.engine.all(select(seat::guest)).await?, [Some("bob".to_owned())]);
        Ok(())
    });
}

#[covers("DML-23", "DIA-04")]
#[test]
fn an_upsert_of_a_query_needs_no_condition() {
    run(async |db| {
        items(db, &["a", "b"]).await?;
        let seats = select((item::price, item::code));
        let upsert = seat::insert().from_select((seat::row_no, seat::letter), seats).on_any_conflict().do_nothing();
        db.engine.execute(upsert.clone()).await?;
        db.engine.execute(upsert).await?;
        assert_eq!(db.engine.all(select(seat::letter).order_by(seat::letter)).await?, ["a", "b"]);
        Ok(())
    });
}

#[covers("IMV-01", "IMV-03", "IMV-04", "DML-17", "DML-21", "DIA-04")]
#[test]
fn keys_of_thousands_of_rows_come_back_in_the_order_of_the_rows() {
    run(async |db| {
        items(db, &["z"]).await?;
        let codes: Vec<String> = (0..3500).map(|n| format!("code{}", (n * 7919) % 3500)).collect();
        let insert = item::insert().rows((item::code, item::price), codes.iter().zip(0_i64..));
        let ids: Vec<i64> = db.engine.all(insert.returning(item::id)).await?;
        assert_eq!(ids.len(), codes.len());
        let stored: Vec<(i64, String)> = db.engine.all(select((item::id, item::code)).filter(item::code.ne("z"))).await?;
        let stored: std::collections::HashMap<i64, String> = stored.into_iter().collect();
        for (id, code) in ids.iter().zip(&codes) {
            assert_eq!(stored.get(id), Some(code));
        }
        Ok(())
    });
}

#[covers("IMV-01", "IMV-04", "IMV-12", "DML-16")]
#[test]
fn rows_with_keys_of_the_program_come_back_in_their_order() {
    run(async |db| {
        items(db, &[]).await?;
        let rows = (0..40).rev().map(|n| (n, if n % 2 == 0 { "A" } else { "B" }));
        let insert = seat::insert().rows((seat::row_no, seat::letter), rows.clone()).returning((seat::letter, seat::row_no));
        if db.engine.dialect().features().returning == Returning::None {
            assert_eq!(db.engine.all(insert).await.unwrap_err().kind(), ErrorKind::Unsupported);
            return Ok(());
        }
        let returned: Vec<(String, i32)> = db.engine.all(insert).await?;
        assert_eq!(returned, rows.map(|(n, letter)| (letter.to_owned(), n)).collect::<Vec<_>>());
        Ok(())
    });
}

#[covers("IMV-05", "IMV-12")]
#[test]
fn rows_that_cannot_be_told_apart_are_inserted_one_by_one() {
    run(async |db| {
        items(db, &[]).await?;
        if db.engine.dialect().features().returning == Returning::None {
            return Ok(());
        }
        let values = |code: &str| (item::code.to(func::upper(literal(code))), item::price.to(literal(1)));
        let insert = item::insert().values([values("b"), values("a")]).returning(item::code.label("c"));
        assert_eq!(db.engine.all(insert).await?, ["B", "A"]);
        let insert = item::insert().rows(item::code, ["y", "x"]).returning(func::upper(item::code));
        assert_eq!(db.engine.all(insert).await?, ["Y", "X"]);
        Ok(())
    });
}

#[covers("IMV-02")]
#[test]
fn a_connection_says_how_many_rows_one_insert_has() {
    run(async |db| {
        items(db, &[]).await?;
        let mut connection = db.engine.connect().await?.rows_per_insert(100);
        let rows = (0..250).map(|n| (n, "A"));
        db.sent.clear();
        connection.execute(seat::insert().rows((seat::row_no, seat::letter), rows)).await?;
        connection.commit().await?;
        let inserts = db.sent.statements().iter().filter(|text| text.starts_with("INSERT")).count();
        // Where the text does not grow with the rows there is one for all.
        assert_eq!(inserts, if db.is_mysql_like() { 3 } else { 1 });
        assert_eq!(db.engine.scalar(select(func::count(seat::row_no))).await?, 250);
        Ok(())
    });
}

#[covers("IMV-03", "IMV-08")]
#[test]
fn more_rows_than_one_statement_can_bind_are_all_inserted_or_none() {
    run(async |db| {
        items(db, &[]).await?;
        let rows = |last: &'static str| (0..20_000).map(move |n| (n, "A", if n == 19_999 { Some(last.to_owned()) } else { None }));
        let columns = || (seat::row_no, seat::letter, seat::guest);
        let done = db.engine.execute(seat::insert().rows(columns(), rows("last"))).await?;
        assert_eq!(done.rows_affected, 20_000);
        assert_eq!(db.engine.scalar(select(func::count(seat::row_no))).await?, 20_000);
        db.engine.execute(seat::delete()).await?;
        db.engine.execute(seat::insert().values((seat::row_no.to(19_999), seat::letter.to("A")))).await?;
        assert!(db.engine.execute(seat::insert().rows(columns(), rows("again"))).await.unwrap_err().is_integrity());
        assert_eq!(db.engine.scalar(select(func::count(seat::row_no))).await?, 1);
        Ok(())
    });
}

#[covers("IMV-11")]
#[test]
fn an_upsert_of_many_rows_takes_as_many_statements_as_it_needs() {
    run(async |db| {
        items(db, &[]).await?;
        let upsert = |price: i64| {
            let rows = (0..2_500).map(move |n| (format!("c{n}"), price));
            let insert = item::insert().rows((item::code, item::price), rows).on_conflict(item::code);
            insert.do_update(|row| item::price.to(row.excluded(item::price)))
        };
        db.engine.execute(upsert(1)).await?;
        db.engine.execute(upsert(2)).await?;
        let found = db.engine.one(select((func::count(item::id), func::min(item::price)))).await?;
        assert_eq!(found, (2_500, Some(2)));
        Ok(())
    });
}

#[covers("DML-02", "DML-13", "DML-21", "RES-02", "RES-03")]
#[test]
fn one_statement_with_many_sets_of_values_counts_all_rows() {
    run(async |db| {
        items(db, &["a", "b", "c"]).await?;
        let raise = |code: &str, price: i64| item::update().set(item::price.to(price)).filter(item::code.eq(code));
        let done = db.engine.execute_many([("a", 1), ("b", 2), ("nobody", 3)].map(|(code, price)| raise(code, price))).await?;
        assert_eq!(done.rows_affected, 2);
        assert_eq!(prices(db).await?, pairs(&[("a", 1), ("b", 2), ("c", 7)]));
        let gone = db.engine.execute_many(["a", "c"].map(|code| item::delete().filter(item::code.eq(code)))).await?;
        assert_eq!(gone.rows_affected, 2);
        let none = db.engine.execute_many(Vec::<alchemy_orm::core::Delete<()>>::new()).await?;
        assert_eq!(none.rows_affected, 0);
        assert_eq!(prices(db).await?, pairs(&[("b", 2)]));
        Ok(())
    });
}

#[covers("DML-02")]
#[test]
fn a_statement_without_values_takes_them_when_it_is_executed() {
    run(async |db| {
        items(db, &[]).await?;
        let error = db.engine.execute(seat::insert()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Programming);
        let seats = [(1, "A"), (2, "B")].map(|(row, letter)| {
            seat::insert().params([
                ("row_no", literal(Value::from(row))),
                ("letter", literal(Value::from(letter))),
                ("guest", literal(Value::Null)),
            ])
        });
        assert_eq!(db.engine.execute_many(seats).await?.rows_affected, 2);
        assert_eq!(db.engine.all(select(seat::letter).order_by(seat::row_no)).await?, ["A", "B"]);
        Ok(())
    });
}

#[covers("DML-23", "DML-01")]
#[test]
fn models_are_inserted_and_upserted_as_plain_values() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let user = |name: &str, full: &str| User { name: name.into(), fullname: Some(full.into()), ..default() };
        db.engine.execute(User::insert().values([user("squidward", "S"), user("sandy", "Sandy Cheeks")])).await?;
        let named = User::insert().values([user("gary", "Gary")]).returning(User::id);
        assert_eq!(db.engine.one(named).await?, 3);
        let changed = User::update().filter(User::name.eq("sandy")).set(User::fullname.to("Sandy Squirrel"));
        assert_eq!(db.engine.execute(changed).await?.rows_affected, 1);
        let upsert = User::insert().values((User::id.to(3), User::name.to("gary"), User::fullname.to("Gary the Snail")));
        let upsert = upsert.on_conflict(User::id).do_update(|row| User::fullname.to(row.excluded(User::fullname)));
        match db.engine.execute(upsert).await {
            // Its name is unique, too, and only one of the two can be meant.
            Err(error) if db.is_mysql_like() => assert_eq!(error.kind(), ErrorKind::Unsupported),
            outcome => assert_eq!(outcome?.rows_affected, 1),
        }
        Ok(())
    });
}

#[covers("RES-02")]
#[test]
fn of_many_sets_of_values_all_take_effect_or_none() {
    run(async |db| {
        items(db, &["a", "b"]).await?;
        let rename = |from: &str, to: &str| item::update().set(item::code.to(to)).filter(item::code.eq(from));
        let clash = db.engine.execute_many([rename("a", "x"), rename("b", "x")]).await;
        assert!(clash.unwrap_err().is_integrity());
        assert_eq!(prices(db).await?, pairs(&[("a", 7), ("b", 7)]));
        Ok(())
    });
}

#[covers("DML-07", "DML-20", "DML-18")]
#[test]
fn defaults_of_the_program_are_filled_in_for_each_row() {
    run(async |db| {
        items(db, &[]).await?;
        db.engine.execute(item::insert().rows(item::code, ["a", "b"])).await?;
        let labels: Vec<String> = db.engine.all(select(item::label).order_by(item::code)).await?;
        assert_ne!(labels[0], labels[1]);
        db.engine.execute(item::update().set(item::price.to(1)).filter(item::code.eq("a"))).await?;
        let changes: Vec<i64> = db.engine.all(select(item::changes).order_by(item::code)).await?;
        assert_eq!(changes, [1, 0]);
        Ok(())
    });
}

#[covers("DML-29")]
#[test]
fn rows_come_back_as_they_were_and_as_they_are() {
    run(async |db| {
        items(db, &["a", "b"]).await?;
        let raised = item::update()
            .set(item::price.to(item::price * 2))
            .filter(item::code.eq("a"))
            .returning_with(|old, new| (item::code, old.get(item::price), new.get(item::price)));
        if !db.engine.dialect().features().row_versions {
            assert_eq!(db.engine.all(raised).await.unwrap_err().kind(), ErrorKind::Unsupported);
            return Ok(());
        }
        assert_eq!(db.engine.all(raised).await?, [("a".to_owned(), 7, 14)]);
        let upsert = |code: &str| {
            let insert = item::insert().values((item::code.to(code), item::price.to(1))).on_conflict(item::code);
            let insert = insert.do_update(|row| item::price.to(row.excluded(item::price)));
            insert.returning_with(|old, new| (old.get(item::price), new.get(item::price)))
        };
        assert_eq!(db.engine.one(upsert("a")).await?, (Some(14), 1));
        assert_eq!(db.engine.one(upsert("c")).await?, (None, 1));
        let gone = item::delete().filter(item::code.eq("b"));
        let gone = gone.returning_with(|old, new| (old.get(item::price), new.get(item::price)));
        assert_eq!(db.engine.one(gone).await?, (7, None));
        Ok(())
    });
}

#[covers("DML-19", "DIA-04")]
#[test]
fn the_key_of_a_row_is_told() {
    run(async |db| {
        items(db, &["a"]).await?;
        let id: Vec<i64> = db.engine.all(item::insert().values(item::code.to("b")).returning(item::id)).await?;
        assert_eq!(db.engine.scalar(select(item::id).filter(item::code.eq("b"))).await?, id[0]);
        Ok(())
    });
}

#[covers("DML-11", "DML-14", "DML-10")]
#[test]
fn updates_and_deletes_look_at_other_tables() {
    run(async |db| {
        items(db, &["A", "B", "C"]).await?;
        db.engine.execute(seat::insert().rows((seat::row_no, seat::letter), [(1, "A"), (2, "B")])).await?;
        let priced = item::update().set(item::price.to(seat::row_no)).filter(item::code.eq(seat::letter));
        assert_eq!(db.engine.execute(priced).await?.rows_affected, 2);
        assert_eq!(prices(db).await?, pairs(&[("A", 1), ("B", 2), ("C", 7)]));
        let taken = item::delete().filter(item::code.eq(seat::letter)).filter(seat::row_no.eq(1));
        match db.engine.dialect().features().delete_using {
            DeleteUsing::None => assert_eq!(db.engine.execute(taken).await.unwrap_err().kind(), ErrorKind::Unsupported),
            _ => assert_eq!(db.engine.execute(taken).await?.rows_affected, 1),
        }
        let seated = select(seat::row_no).filter(seat::letter.eq(item::code)).exists();
        db.engine.execute(item::delete().filter(seated)).await?;
        assert_eq!(prices(db).await?, pairs(&[("C", 7)]));
        Ok(())
    });
}

#[covers("DML-06", "DML-09")]
#[test]
fn expressions_are_assigned() {
    run(async |db| {
        items(db, &["a"]).await?;
        let doubled = item::price.to(item::price * 2);
        let stmt = item::update().ordered_values((doubled, item::changes.to(assigned_value(item::price) + 1)));
        db.engine.execute(stmt).await?;
        let row: (i64, i64) = db.engine.one(select((item::price, item::changes))).await?;
        // MySQL and MariaDB read the value that was assigned just before, where others read the one from before.
        let expected = if matches!(db.kind(), Kind::Mysql | Kind::MariaDb) { (14, 29) } else { (14, 15) };
        assert_eq!(row, expected);
        Ok(())
    });
}
