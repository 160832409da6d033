//! Rollback and savepoints undo what the session did, in memory as in the database.

use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, Address, User};
use alchemy_tests::{Backend, run};

async fn with_user(db: &Backend) -> Result<(Session, Entity<User>)> {
    db.create::<Accounts>().await?;
    let mut session = db.session();
    let user = session.add(User {
        name: "sandy".into(),
        addresses: [Address { email_address: "a@a.org".into(), ..default() }].into(),
        ..default()
    });
    session.commit().await?;
    Ok((session, user))
}

fn emails(user: &Entity<User>) -> Vec<String> {
    user.read().addresses.iter().map(|address| address.email_address.clone()).collect()
}

#[test]
fn new_objects_become_transient_keep_what_was_given_and_lose_generated_keys() {
    run(async |db| {
        let (mut session, _) = with_user(db).await?;
        let gary = session.add(User {
            name: "gary".into(),
            addresses: [Address { email_address: "g@g.org".into(), ..default() }].into(),
            ..default()
        });
        session.flush().await?;
        let address = gary.read().addresses.entities()[0].clone();
        assert_eq!((*gary.read().id, address.read().user_id), (2, 2));
        gary.write().fullname = Some("Gary".into());
        session.rollback().await?;
        assert_eq!((gary.state(), address.state()), (State::Transient, State::Transient));
        assert_eq!(gary.read().id.get(), None);
        assert_eq!(gary.read().created_at.get(), None);
        assert_eq!(gary.read().name, "gary");
        assert_eq!(gary.read().fullname.as_deref(), Some("Gary"), "later edits are the user's, too");
        assert_eq!(address.read().id.get(), None);
        assert_eq!(address.read().user_id, 0, "a copied foreign key goes with the row it named");
        assert_eq!(session.all(User::select()).await?.len(), 1);
        Ok(())
    });
}

#[test]
fn changed_objects_get_the_values_from_before_without_sql() {
    run(async |db| {
        let (mut session, user) = with_user(db).await?;
        user.write().name = "krabs".into();
        session.flush().await?;
        user.write().fullname = Some("Mr. Krabs".into());
        db.sent.clear();
        session.rollback().await?;
        assert_eq!((user.read().name.as_str(), user.read().fullname.as_deref()), ("sandy", None));
        assert!(db.sent.statements().is_empty());
        assert!(!user.is_modified());
        session.commit().await?;
        assert_eq!(db.engine.scalar(select(User::name)).await?, "sandy");
        Ok(())
    });
}

#[test]
fn deleted_objects_come_back_with_their_collections() {
    run(async |db| {
        let (mut session, user) = with_user(db).await?;
        let address = user.read().addresses.entities()[0].clone();
        session.delete(&user)?;
        session.flush().await?;
        assert_eq!((user.state(), address.state()), (State::Deleted, State::Deleted));
        session.rollback().await?;
        assert_eq!((user.state(), address.state()), (State::Persistent, State::Persistent));
        assert_eq!(emails(&user), ["a@a.org"]);
        assert!(session.get::<User>(1).await?.unwrap().same(&user));
        assert_eq!(session.get::<Address>(1).await?.unwrap().read().user_id, 1);
        Ok(())
    });
}

#[test]
fn collections_come_back_as_they_were() {
    run(async |db| {
        let (mut session, user) = with_user(db).await?;
        let old = user.read().addresses.entities()[0].clone();
        {
            let mut user = user.write();
            user.addresses.remove(&old);
            user.addresses.push(Address { email_address: "b@b.org".into(), ..default() });
        }
        session.flush().await?;
        assert_eq!(emails(&user), ["b@b.org"]);
        session.rollback().await?;
        assert_eq!(emails(&user), ["a@a.org"]);
        assert_eq!(old.state(), State::Persistent);
        assert!(old.read().user.entity().unwrap().same(&user));
        Ok(())
    });
}

#[test]
fn an_unflushed_delete_is_forgotten_by_a_rollback() {
    run(async |db| {
        let (mut session, user) = with_user(db).await?;
        session.delete(&user)?;
        session.rollback().await?;
        session.commit().await?;
        assert_eq!(user.state(), State::Persistent);
        assert_eq!(db.engine.scalar(select(func::count(User::id))).await?, 1);
        Ok(())
    });
}

#[test]
fn a_savepoint_restores_what_was_changed_since_and_leaves_the_rest() {
    run(async |db| {
        let (mut session, user) = with_user(db).await?;
        user.write().fullname = Some("before".into());
        let outer = session.add(User { name: "outer".into(), ..default() });
        let mut nested = session.begin_nested().await?;
        user.write().name = "krabs".into();
        let inner = nested.add(User { name: "inner".into(), ..default() });
        nested.flush().await?;
        nested.rollback().await?;
        assert_eq!((user.read().name.as_str(), user.read().fullname.as_deref()), ("sandy", Some("before")));
        assert_eq!((outer.state(), inner.state()), (State::Persistent, State::Transient));
        session.commit().await?;
        let rows: Vec<(String, Option<String>)> = db.engine.all(select((User::name, User::fullname)).order_by(User::id)).await?;
        assert_eq!(rows, [("sandy".to_owned(), Some("before".to_owned())), ("outer".to_owned(), None)]);
        Ok(())
    });
}

#[test]
fn a_committed_savepoint_is_part_of_the_transaction() {
    run(async |db| {
        let (mut session, user) = with_user(db).await?;
        let nested = session.begin_nested().await?;
        user.write().name = "krabs".into();
        nested.commit().await?;
        assert_eq!(user.read().name, "krabs");
        session.rollback().await?;
        assert_eq!(user.read().name, "sandy");
        let nested = session.begin_nested().await?;
        user.write().name = "krabs".into();
        nested.commit().await?;
        session.commit().await?;
        assert_eq!(db.engine.scalar(select(User::name)).await?, "krabs");
        Ok(())
    });
}

#[test]
fn a_savepoint_that_is_dropped_is_rolled_back() {
    run(async |db| {
        let (mut session, user) = with_user(db).await?;
        {
            let mut nested = session.begin_nested().await?;
            user.write().name = "krabs".into();
            nested.flush().await?;
        }
        assert_eq!(user.read().name, "sandy");
        session.commit().await?;
        assert_eq!(db.engine.scalar(select(User::name)).await?, "sandy");
        Ok(())
    });
}

#[test]
fn a_failed_flush_in_a_savepoint_ends_with_it() {
    run(async |db| {
        let (mut session, _user) = with_user(db).await?;
        session.add(User { name: "kept".into(), ..default() });
        let mut nested = session.begin_nested().await?;
        let twin = nested.add(User { name: "sandy".into(), ..default() });
        assert_eq!(nested.flush().await.unwrap_err().kind(), ErrorKind::Unique);
        assert_eq!(nested.flush().await.unwrap_err().kind(), ErrorKind::PendingRollback);
        nested.rollback().await?;
        assert_eq!(twin.state(), State::Transient);
        session.commit().await?;
        let names: Vec<String> = db.engine.all(select(User::name).order_by(User::id)).await?;
        assert_eq!(names, ["sandy", "kept"]);
        Ok(())
    });
}

#[test]
fn a_failed_flush_leaves_objects_as_they_are_until_the_rollback() {
    run(async |db| {
        let (mut session, user) = with_user(db).await?;
        user.write().fullname = Some("changed".into());
        let twin = session.add(User { name: "sandy".into(), ..default() });
        assert_eq!(session.commit().await.unwrap_err().kind(), ErrorKind::Unique);
        assert!(!session.is_active());
        assert_eq!(user.read().fullname.as_deref(), Some("changed"), "the program can still look at its work");
        assert_eq!(session.all(User::select()).await.unwrap_err().kind(), ErrorKind::PendingRollback);
        assert_eq!(session.get::<User>(9).await.unwrap_err().kind(), ErrorKind::PendingRollback);
        session.rollback().await?;
        assert_eq!((user.read().fullname.as_deref(), twin.state()), (None, State::Transient));
        user.write().fullname = Some("again".into());
        session.commit().await?;
        assert_eq!(db.engine.scalar(select(User::fullname)).await?.as_deref(), Some("again"));
        Ok(())
    });
}

#[test]
fn an_object_that_was_rolled_back_can_be_added_again_as_a_value() {
    run(async |db| {
        let (mut session, _) = with_user(db).await?;
        session.add(User { name: "gary".into(), ..default() });
        session.flush().await?;
        session.rollback().await?;
        session.add(User { name: "gary".into(), ..default() });
        session.commit().await?;
        assert_eq!(db.engine.scalar(select(func::count(User::id))).await?, 2);
        Ok(())
    });
}
