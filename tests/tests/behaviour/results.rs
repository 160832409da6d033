//! What executing tells: the generated key, rows that outlive their statement, each statement of a batch.

use std::sync::{Arc, Mutex};

use alchemy_claims::covers;
use alchemy_orm::core::{StatementKind, prelude::*};
use alchemy_tests::run;

table! {
    pub thing ("thing") { id: Auto<i64> [primary_key], name: String [length = 20] }
}

table! {
    pub pair ("pair") { a: i64 [primary_key], b: i64 [primary_key] }
}

#[covers("RES-27", "DIA-04")]
#[test]
fn the_generated_key_is_told_where_the_protocol_tells_it() {
    run(async |db| {
        db.create::<(thing,)>().await?;
        let tells = db.engine.dialect().features().last_insert_id;
        for name in ["a", "b"] {
            let told = db.engine.execute(thing::insert().values(thing::name.to(name))).await?.last_insert_id;
            let stored = db.engine.scalar(select(thing::id).filter(thing::name.eq(name))).await?;
            assert_eq!(told, tells.then_some(stored.unsigned_abs()), "{name}");
        }
        // Where there is a key of the program's, or nothing was inserted, there is none to be told.
        let nothing = db.engine.execute(thing::update().set(thing::name.to("c"))).await?;
        assert_eq!((nothing.rows_affected, nothing.last_insert_id), (2, None));
        Ok(())
    });
}

#[covers("DIA-11")]
#[test]
fn each_test_has_a_database_of_its_own() {
    for _ in 0..2 {
        run(async |db| {
            // Were it the same database, the table or its row would be there the second time.
            db.create::<(thing,)>().await?;
            db.engine.execute(thing::insert().values(thing::name.to("a"))).await?;
            assert_eq!(db.engine.scalar(select(func::count(thing::id))).await?, 1);
            Ok(())
        });
    }
}

#[covers("RES-28", "DIA-08")]
#[test]
fn another_statement_may_run_while_rows_are_used() {
    run(async |db| {
        db.create::<(thing,)>().await?;
        db.engine.execute(thing::insert().rows(thing::name, ["a", "b", "c"])).await?;
        let mut connection = db.engine.connect().await?;
        let rows = connection.all(select((thing::id, thing::name)).order_by(thing::id)).await?;
        for (id, name) in &rows {
            let renamed = thing::update().set(thing::name.to(format!("{name}!"))).filter(thing::id.eq(*id));
            assert_eq!(connection.execute(renamed).await?.rows_affected, 1);
            let seen = connection.one(select(thing::name).filter(thing::id.eq(*id))).await?;
            assert_eq!(seen, format!("{name}!"));
        }
        connection.execute(thing::delete()).await?;
        connection.commit().await?;
        drop(connection);
        db.engine.close().await;
        // The rows are the program's own.
        assert_eq!(rows.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
        Ok(())
    });
}

#[covers("IMV-10")]
#[test]
fn each_statement_of_a_batch_is_told_with_its_own_text() {
    run(async |db| {
        db.create::<(pair,)>().await?;
        let told = Arc::new(Mutex::new(Vec::new()));
        let seen = told.clone();
        db.engine.on_statement(move |event| {
            if event.kind == StatementKind::Statement {
                seen.lock().unwrap().push((event.sql.to_owned(), event.params, event.sets, event.rows_affected));
            }
        });
        let count = 40_000;
        db.engine.execute(pair::insert().rows((pair::a, pair::b), (0..count).map(|n| (n, -n)))).await?;
        let told = told.lock().unwrap().clone();
        let inserts: Vec<_> = told.iter().filter(|(sql, ..)| sql.starts_with("INSERT INTO pair")).collect();
        assert_eq!(inserts.iter().map(|(_, _, _, rows)| rows).sum::<u64>(), 40_000, "all rows, over all that was sent");
        let most = db.engine.dialect().features().max_params;
        for (sql, params, sets, rows) in inserts {
            assert!(params / sets <= most, "{params} values in {sets} sets");
            let marks = sql.matches('?').count();
            if marks > 0 {
                assert_eq!(params / sets, marks, "the text is the one that was sent");
                assert_eq!(marks / 2 * sets, usize::try_from(*rows).unwrap());
            }
        }
        Ok(())
    });
}
