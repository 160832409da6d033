//! Cuts of engines, connections and transactions.

use alchemy_orm::prelude::*;
use alchemy_tests::models::{Group, User};
use alchemy_tests::run;

use super::{Cutter, Sweep, insert_address, insert_unit, tag};

#[test]
fn engines_survive_cuts() {
    run(async |db| {
        let sweep = Sweep::new(db).await?;
        let options = || if db.is_shared() { db.options().max_connections(2).lazy(true) } else { db.options() };
        sweep
            .over("Engine::connect", async |_, cutter| {
                let fresh = options().create().await?;
                let through = cutter.run(fresh.connect()).await.transpose()?.is_some();
                assert_eq!(fresh.connect().await?.scalar(text("SELECT 7 AS n").columns::<i64>()).await?, 7);
                fresh.close().await;
                Ok(through)
            })
            .await?;
        sweep
            .over("Engine::execute", async |engine, cutter| {
                let insert = Group::insert().values(Group::name.to("g"));
                Ok(cutter.run(engine.execute(insert)).await.transpose()?.is_some())
            })
            .await?;
        sweep
            .over("Engine::all", async |engine, cutter| {
                let rows = cutter.run(engine.all(text("SELECT 7 AS n").columns::<i64>())).await.transpose()?;
                assert!(rows.as_ref().is_none_or(|rows| *rows == [7]));
                Ok(rows.is_some())
            })
            .await?;
        sweep.finish();
        Ok(())
    });
}

#[test]
fn connections_survive_cuts() {
    run(async |db| {
        let sweep = Sweep::new(db).await?;
        sweep
            .over("Connection::execute", async |engine, cutter| {
                let mut connection = engine.connect().await?;
                let id = tag();
                connection.execute(User::insert().values((User::id.to(id), User::name.to(format!("u{id}"))))).await?;
                connection.execute(insert_address(id)).await?;
                let through = cutter.run(connection.execute(insert_address(id))).await.transpose()?.is_some();
                let committed = connection.commit().await;
                assert_eq!(committed.is_ok(), through, "what was cut must not be committed: {committed:?}");
                Ok(through)
            })
            .await?;
        sweep
            .over("Connection::all", async |engine, cutter| {
                let mut connection = engine.connect().await?;
                insert_unit(&mut connection).await?;
                let through = cutter.run(connection.all(User::select())).await.transpose()?.is_some();
                let again = connection.all(text("SELECT 7 AS n").columns::<i64>()).await;
                match again {
                    Ok(rows) => assert!(through && rows == [7]),
                    Err(error) => assert_eq!((through, error.kind()), (false, ErrorKind::Poisoned)),
                }
                Ok(through)
            })
            .await?;
        if db.is_shared() {
            sweep.over("Connection::stream", stream_to_the_end).await?;
        } else {
            println!("streams are not cut in memory: the database ends with the connection that was reading");
        }
        sweep
            .over("Connection::commit", async |engine, cutter| {
                let mut connection = engine.connect().await?;
                insert_unit(&mut connection).await?;
                Ok(cutter.run(connection.commit()).await.transpose()?.is_some())
            })
            .await?;
        sweep
            .over("Connection::rollback", async |engine, cutter| {
                let mut connection = engine.connect().await?;
                let id = insert_unit(&mut connection).await?;
                let through = cutter.run(connection.rollback()).await.transpose()?.is_some();
                drop(connection);
                assert!(engine.all(User::select().filter(User::id.eq(id))).await?.is_empty());
                Ok(through)
            })
            .await?;
        sweep
            .over("Connection::begin", async |engine, cutter| {
                let mut connection = engine.connect().await?;
                let Some(transaction) = cutter.run(connection.begin()).await.transpose()? else { return Ok(false) };
                transaction.commit().await?;
                Ok(true)
            })
            .await?;
        sweep
            .over("Connection::begin_nested", async |engine, cutter| {
                let mut connection = engine.connect().await?;
                insert_unit(&mut connection).await?;
                let through = cutter.run(connection.begin_nested()).await.transpose()?.is_some();
                let committed = connection.commit().await;
                assert_eq!(committed.is_ok(), through, "{committed:?}");
                Ok(through)
            })
            .await?;
        sweep.finish();
        Ok(())
    });
}

async fn stream_to_the_end(engine: &Engine, cutter: &Cutter) -> Result<bool> {
    let mut connection = engine.connect().await?;
    insert_unit(&mut connection).await?;
    let read = async {
        let mut users = connection.stream(User::select()).buffer(2);
        let mut count = 0;
        while users.try_next().await?.is_some() {
            count += 1;
        }
        Ok::<_, Error>(count)
    };
    let through = cutter.run(read).await.transpose()?.is_some_and(|count| count > 0);
    match connection.all(text("SELECT 7 AS n").columns::<i64>()).await {
        // In the program's own process a stream may end at once, and its connection stay.
        Ok(rows) => assert_eq!(rows, [7]),
        Err(error) => assert_eq!((through, error.kind()), (false, ErrorKind::Poisoned)),
    }
    Ok(through)
}

#[test]
fn transactions_survive_cuts() {
    run(async |db| {
        let sweep = Sweep::new(db).await?;
        sweep
            .over("Transaction::commit", async |engine, cutter| {
                let mut transaction = engine.begin().await?;
                insert_unit(&mut transaction).await?;
                Ok(cutter.run(transaction.commit()).await.transpose()?.is_some())
            })
            .await?;
        sweep
            .over("Transaction::rollback", async |engine, cutter| {
                let mut transaction = engine.begin().await?;
                insert_unit(&mut transaction).await?;
                Ok(cutter.run(transaction.rollback()).await.transpose()?.is_some())
            })
            .await?;
        for commits in [true, false] {
            sweep
                .over(
                    if commits { "nested Transaction::commit" } else { "nested Transaction::rollback" },
                    async |engine, cutter| {
                        let mut transaction = engine.begin().await?;
                        insert_unit(&mut transaction).await?;
                        let mut nested = transaction.begin_nested().await?;
                        insert_unit(&mut nested).await?;
                        let outcome = if commits { cutter.run(nested.commit()).await } else { cutter.run(nested.rollback()).await };
                        let through = outcome.transpose()?.is_some();
                        let committed = transaction.commit().await;
                        assert_eq!(committed.is_ok(), through, "{committed:?}");
                        Ok(through)
                    },
                )
                .await?;
        }
        sweep.finish();
        Ok(())
    });
}
