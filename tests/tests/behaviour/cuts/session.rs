//! Cuts of sessions and their savepoints.

use alchemy_orm::prelude::*;
use alchemy_tests::models::{Address, User};
use alchemy_tests::run;

use super::{Sweep, unit};

/// A session that was cut says that it wants a rollback, or goes on; after a rollback it works.
async fn recovers(mut session: Session) -> Result<()> {
    if let Err(error) = session.flush().await {
        let said = error.kind();
        assert!(matches!(said, ErrorKind::PendingRollback | ErrorKind::Poisoned), "{error}");
    }
    session.rollback().await?;
    assert!(session.is_active());
    let user = session.add(unit());
    session.commit().await?;
    session.refresh(&user).await?;
    assert_eq!(session.load(&user, User::addresses).await?.len(), 2);
    Ok(())
}

/// A session with a user and its addresses, all stale.
async fn with_user(engine: &Engine) -> Result<(Session, Entity<User>)> {
    let mut session = Session::new(engine);
    let user = session.add(unit());
    session.commit().await?;
    Ok((session, user))
}

#[test]
fn writing_sessions_survive_cuts() {
    run(async |db| {
        let sweep = Sweep::new(db).await?;
        sweep
            .over("Session::flush", async |engine, cutter| {
                let mut session = Session::new(engine);
                let user = session.add(unit());
                let through = cutter.run(session.flush()).await.transpose()?.is_some();
                assert_eq!(user.state(), if through { State::Persistent } else { State::Pending });
                assert_eq!(user.read().id.get().is_some(), through, "memory changes only when all was written");
                recovers(session).await?;
                Ok(through)
            })
            .await?;
        sweep
            .over("Session::commit", async |engine, cutter| {
                let (mut session, user) = with_user(engine).await?;
                session.add(unit());
                user.write().fullname = Some("x".into());
                let through = cutter.run(session.commit()).await.transpose()?.is_some();
                recovers(session).await?;
                Ok(through)
            })
            .await?;
        sweep
            .over("Session::commit of a deletion", async |engine, cutter| {
                let (mut session, _) = with_user(engine).await?;
                let all = session.all(User::select()).await?;
                session.delete(&all[0])?;
                let through = cutter.run(session.commit()).await.transpose()?.is_some();
                recovers(session).await?;
                Ok(through)
            })
            .await?;
        sweep
            .over("Session::rollback", async |engine, cutter| {
                let mut session = Session::new(engine);
                let user = session.add(unit());
                session.flush().await?;
                let through = cutter.run(session.rollback()).await.transpose()?.is_some();
                assert_eq!(user.state(), State::Transient, "the objects are rolled back in any case");
                recovers(session).await?;
                Ok(through)
            })
            .await?;
        sweep
            .over("Session::transaction", async |engine, cutter| {
                let mut session = Session::new(engine);
                let block = session.transaction(async |session: &mut Session| {
                    session.add(unit());
                    session.flush().await?;
                    session.add(unit());
                    Ok(())
                });
                let through = cutter.run(block).await.transpose()?.is_some();
                recovers(session).await?;
                Ok(through)
            })
            .await?;
        sweep.finish();
        Ok(())
    });
}

#[test]
fn reading_sessions_survive_cuts() {
    run(async |db| {
        let sweep = Sweep::new(db).await?;
        sweep
            .over("Session::get", async |engine, cutter| {
                let (mut session, user) = with_user(engine).await?;
                let id = *user.read().id;
                session.add(unit());
                let found = cutter.run(session.get::<User>(id)).await.transpose()?.flatten();
                assert!(found.as_ref().is_none_or(|found| found.same(&user)));
                recovers(session).await?;
                Ok(found.is_some())
            })
            .await?;
        sweep
            .over("Session::all", async |engine, cutter| {
                let (mut session, _) = with_user(engine).await?;
                session.add(unit());
                let statement = User::select().options(User::addresses.selectinload());
                let through = cutter.run(session.all(statement)).await.transpose()?.is_some();
                recovers(session).await?;
                Ok(through)
            })
            .await?;
        sweep
            .over("Session::load", async |engine, cutter| {
                let (mut session, user) = with_user(engine).await?;
                let loaded = cutter.run(session.load(&user, User::addresses)).await.transpose()?;
                assert!(loaded.as_ref().is_none_or(|loaded| loaded.len() == 2));
                recovers(session).await?;
                Ok(loaded.is_some())
            })
            .await?;
        sweep
            .over("Session::load_all", async |engine, cutter| {
                let (mut session, user) = with_user(engine).await?;
                let users = [user];
                let through = cutter.run(session.load_all(&users, User::groups)).await.transpose()?.is_some();
                recovers(session).await?;
                Ok(through)
            })
            .await?;
        sweep
            .over("Session::refresh", async |engine, cutter| {
                let (mut session, user) = with_user(engine).await?;
                let through = cutter.run(session.refresh(&user)).await.transpose()?.is_some();
                recovers(session).await?;
                Ok(through)
            })
            .await?;
        sweep.finish();
        Ok(())
    });
}

#[test]
fn savepoints_of_sessions_survive_cuts() {
    run(async |db| {
        let sweep = Sweep::new(db).await?;
        sweep
            .over("Session::begin_nested", async |engine, cutter| {
                let (mut session, _) = with_user(engine).await?;
                session.add(unit());
                let through = match cutter.run(session.begin_nested()).await.transpose()? {
                    Some(nested) => {
                        nested.commit().await?;
                        true
                    }
                    None => false,
                };
                recovers(session).await?;
                Ok(through)
            })
            .await?;
        for commits in [true, false] {
            sweep
                .over(if commits { "Nested::commit" } else { "Nested::rollback" }, async |engine, cutter| {
                    let (mut session, _) = with_user(engine).await?;
                    session.add(unit());
                    let mut nested = session.begin_nested().await?;
                    nested.add(unit());
                    nested.flush().await?;
                    nested.add(unit());
                    let outcome = if commits { cutter.run(nested.commit()).await } else { cutter.run(nested.rollback()).await };
                    let through = outcome.transpose()?.is_some();
                    let committed = session.commit().await;
                    assert_eq!(committed.is_ok(), through, "what was cut must not be committed: {committed:?}");
                    recovers(session).await?;
                    Ok(through)
                })
                .await?;
        }
        sweep
            .over("an orphan that was not loaded", async |engine, cutter| {
                let (session, user) = with_user(engine).await?;
                let id = *user.read().id;
                drop(session);
                let mut session = Session::new(engine);
                let user = session.get_one::<User>(id).await?;
                let address = |n| Address { email_address: format!("new@{n}.org"), ..default() };
                user.write().addresses = [address(1), address(2)].into();
                let through = cutter.run(session.commit()).await.transpose()?.is_some();
                recovers(session).await?;
                Ok(through)
            })
            .await?;
        sweep.finish();
        Ok(())
    });
}
