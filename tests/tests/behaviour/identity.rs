//! One object per row, and when it is read again.

use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, Address, User};
use alchemy_tests::{Backend, run};

async fn with_user(db: &Backend) -> Result<(Session, Entity<User>)> {
    db.create::<Accounts>().await?;
    let mut session = db.session();
    let user = session.add(User { name: "sandy".into(), ..default() });
    session.commit().await?;
    Ok((session, user))
}

#[test]
fn every_way_to_a_row_leads_to_one_object() {
    run(async |db| {
        let (mut session, user) = with_user(db).await?;
        assert!(session.get::<User>(1).await?.unwrap().same(&user));
        assert!(session.one(User::select().filter(User::name.eq("sandy"))).await?.same(&user));
        assert!(session.first(User::select()).await?.unwrap().same(&user));
        let pairs = session.all(select((User::entity(), User::name))).await?;
        assert!(pairs[0].0.same(&user));
        assert_eq!(user, session.get_one::<User>(1).await?);
        Ok(())
    });
}

#[test]
fn get_answers_from_memory_without_sql_while_the_object_is_fresh() {
    run(async |db| {
        let (mut session, _user) = with_user(db).await?;
        session.get::<User>(1).await?;
        db.sent.clear();
        session.get::<User>(1).await?;
        assert!(db.sent.take().is_empty());
        Ok(())
    });
}

#[test]
fn after_a_commit_reads_give_the_last_values_and_get_sends_one_select() {
    run(async |db| {
        let (mut session, user) = with_user(db).await?;
        db.engine.execute(User::update().set(User::fullname.to("Sandy Cheeks"))).await?;
        assert_eq!(user.read().fullname, None, "reads are memory");
        db.sent.clear();
        session.get::<User>(1).await?;
        assert_eq!(db.sent.summary(), ["SELECT user_account"]);
        assert_eq!(user.read().fullname.as_deref(), Some("Sandy Cheeks"));
        Ok(())
    });
}

#[test]
fn get_of_a_row_that_is_not_there_is_none() {
    run(async |db| {
        let (mut session, _user) = with_user(db).await?;
        assert!(session.get::<User>(2).await?.is_none());
        assert_eq!(session.get_one::<User>(2).await.unwrap_err().kind(), ErrorKind::NoRows);
        Ok(())
    });
}

#[test]
fn a_session_may_keep_its_objects_fresh_over_a_commit() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut session = Session::builder(&db.engine).expire_on_commit(false).open();
        session.add(User { name: "sandy".into(), ..default() });
        session.commit().await?;
        db.sent.clear();
        assert!(session.get::<User>(1).await?.is_some());
        assert!(db.sent.take().is_empty());
        Ok(())
    });
}

#[test]
fn a_query_flushes_first_so_that_it_sees_what_was_changed() {
    run(async |db| {
        let (mut session, user) = with_user(db).await?;
        user.write().name = "krabs".into();
        session.add(User { name: "gary".into(), ..default() });
        let names: Vec<String> = session.all(select(User::name).order_by(User::id)).await?;
        assert_eq!(names, ["krabs", "gary"]);
        Ok(())
    });
}

#[test]
fn without_autoflush_a_query_sees_the_rows_as_they_are() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut session = Session::builder(&db.engine).autoflush(false).open();
        session.add(User { name: "gary".into(), ..default() });
        assert!(session.all(User::select()).await?.is_empty());
        session.commit().await?;
        assert_eq!(session.all(User::select()).await?.len(), 1);
        Ok(())
    });
}

#[test]
fn a_query_does_not_overwrite_what_was_changed_and_not_flushed() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut session = Session::builder(&db.engine).autoflush(false).open();
        let user = session.add(User { name: "sandy".into(), ..default() });
        session.commit().await?;
        user.write().name = "krabs".into();
        session.all(User::select()).await?;
        assert_eq!(user.read().name, "krabs");
        session.commit().await?;
        assert_eq!(db.engine.scalar(select(User::name)).await?, "krabs");
        Ok(())
    });
}

#[test]
fn refresh_drops_changes_and_reads_the_row_again() {
    run(async |db| {
        let (mut session, user) = with_user(db).await?;
        user.write().name = "krabs".into();
        session.refresh(&user).await?;
        assert_eq!(user.read().name, "sandy");
        session.commit().await?;
        assert_eq!(db.engine.scalar(select(User::name)).await?, "sandy");
        Ok(())
    });
}

#[test]
fn refresh_of_a_row_that_is_gone_says_so() {
    run(async |db| {
        let (mut session, user) = with_user(db).await?;
        db.engine.execute(User::delete()).await?;
        assert_eq!(session.refresh(&user).await.unwrap_err().kind(), ErrorKind::StaleData);
        Ok(())
    });
}

#[test]
fn states_tell_where_an_object_stands() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut session = db.session();
        let user = session.add(User { name: "sandy".into(), ..default() });
        assert_eq!((user.state(), session.pending().len()), (State::Pending, 1));
        session.flush().await?;
        assert_eq!((user.state(), session.pending().len()), (State::Persistent, 0));
        user.write().name = "x".into();
        assert_eq!((user.is_modified(), session.dirty().len()), (true, 1));
        session.delete(&user)?;
        assert_eq!(session.deleted().len(), 1);
        session.flush().await?;
        assert_eq!(user.state(), State::Deleted);
        session.commit().await?;
        assert_eq!(user.state(), State::Detached);
        assert_eq!(user.read().name, "x", "values stay readable");
        Ok(())
    });
}

#[test]
fn handles_outlive_their_session() {
    run(async |db| {
        let (mut session, user) = with_user(db).await?;
        user.write().addresses.push(Address { email_address: "s@c.org".into(), ..default() });
        session.commit().await?;
        drop(session);
        assert_eq!(user.state(), State::Detached);
        assert_eq!(user.read().addresses.iter().next().unwrap().email_address, "s@c.org");
        let mut other = db.session();
        assert_eq!(other.delete(&user).unwrap_err().kind(), ErrorKind::Detached);
        Ok(())
    });
}

#[test]
fn an_expunged_object_is_not_written() {
    run(async |db| {
        let (mut session, user) = with_user(db).await?;
        user.write().name = "krabs".into();
        session.expunge(&user)?;
        session.commit().await?;
        assert_eq!(db.engine.scalar(select(User::name)).await?, "sandy");
        assert!(!session.get_one::<User>(1).await?.same(&user));
        Ok(())
    });
}

#[test]
fn an_update_of_a_row_that_is_gone_is_stale_data() {
    run(async |db| {
        let (mut session, user) = with_user(db).await?;
        db.engine.execute(User::delete()).await?;
        user.write().name = "krabs".into();
        assert_eq!(session.flush().await.unwrap_err().kind(), ErrorKind::StaleData);
        assert_eq!(session.flush().await.unwrap_err().kind(), ErrorKind::PendingRollback);
        session.rollback().await?;
        assert_eq!(user.read().name, "sandy");
        Ok(())
    });
}
