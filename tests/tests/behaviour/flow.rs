//! The whole way of a program through a session, with what each step sends.

use alchemy_claims::covers;
use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, Address, Group, User};
use alchemy_tests::run;

fn sandy() -> User {
    User {
        name: "sandy".into(),
        fullname: Some("Sandy Cheeks".into()),
        addresses: [
            Address { email_address: "sandy@example.org".into(), ..default() },
            Address { email_address: "sandy@squirrelpower.org".into(), ..default() },
        ]
        .into(),
        ..default()
    }
}

#[covers("DIA-12")]
#[test]
fn the_main_flow_sends_what_it_should_and_nothing_else() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut session = db.session();

        let sandy = session.add(sandy());
        assert!(db.sent.take().is_empty(), "adding sends nothing");
        session.commit().await?;
        let sent = db.sent.take();
        let texts: Vec<&str> = sent.iter().map(|sent| sent.sql.as_str()).collect();
        assert!(texts[0].starts_with("INSERT INTO user_account (name, fullname"), "{texts:?}");
        assert_eq!(texts.last(), Some(&"COMMIT"));
        assert!(texts.iter().any(|text| text.starts_with("INSERT INTO address (email_address, user_id) ")), "{texts:?}");
        assert_eq!(*sandy.read().id, 1);
        assert!(sandy.read().addresses.iter().all(|address| address.user_id == 1));

        let again = session.get::<User>(1).await?.expect("there");
        assert!(again.same(&sandy));
        db.sent.clear();

        sandy.write().fullname = None;
        sandy.write().addresses.push(Address { email_address: "s@c.org".into(), ..default() });
        let gone = sandy.read().addresses.entities()[0].clone();
        sandy.write().addresses.remove(&gone);
        session.commit().await?;
        let texts = db.sent.statements();
        assert_eq!(texts.len(), 3, "{texts:?}");
        assert!(texts[0].starts_with("UPDATE user_account SET fullname="), "{texts:?}");
        assert!(!texts[0].contains(" name="), "only what changed: {texts:?}");
        assert!(texts[1].starts_with("INSERT INTO address (email_address, user_id) "), "{texts:?}");
        assert!(texts[2].starts_with("DELETE FROM address WHERE address.id = "), "{texts:?}");
        let left: Vec<String> = db.engine.all(select(Address::email_address).order_by(Address::id)).await?;
        assert_eq!(left, ["sandy@squirrelpower.org", "s@c.org"]);

        let nested = session.begin_nested().await?;
        sandy.write().name = "krabs".into();
        nested.rollback().await?;
        assert_eq!(sandy.read().name, "sandy");
        let refused: Result<()> = session
            .nested(async |s: &mut Session| {
                s.get_one::<User>(1).await?.write().name = "larry".into();
                s.flush().await?;
                Err(Error::new(ErrorKind::InvalidState, "no"))
            })
            .await;
        assert_eq!((refused.unwrap_err().kind(), &*sandy.read().name), (ErrorKind::InvalidState, "sandy"));
        session.nested(async |s: &mut Session| s.flush().await).await?;
        db.sent.clear();

        session.delete(&sandy)?;
        session.commit().await?;
        let summary = db.sent.summary();
        assert_eq!(&summary[summary.len() - 2..], ["DELETE address", "DELETE user_account"], "{summary:?}");
        assert_eq!(db.engine.scalar(select(func::count(User::id))).await?, 0);
        assert_eq!(db.engine.scalar(select(func::count(Address::id))).await?, 0);

        session
            .transaction(async move |s: &mut Session| {
                s.add(User { name: "patrick".into(), ..default() });
                Ok(())
            })
            .await?;
        let names: Vec<String> = db.engine.all(select(User::name)).await?;
        assert_eq!(names, ["patrick"]);
        Ok(())
    });
}

#[test]
fn a_block_that_fails_is_rolled_back_and_its_error_is_told() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut session = db.session();
        let outcome = session
            .transaction(async move |s: &mut Session| {
                s.add(User { name: "patrick".into(), ..default() });
                s.flush().await?;
                Err::<(), _>(Error::bad_value("no stars today"))
            })
            .await;
        assert_eq!(outcome.unwrap_err().to_string(), "no stars today");
        assert_eq!(db.engine.scalar(select(func::count(User::id))).await?, 0);
        session.add(User { name: "patrick".into(), ..default() });
        session.commit().await?;
        assert_eq!(db.engine.scalar(select(func::count(User::id))).await?, 1);
        Ok(())
    });
}

#[test]
fn a_flush_without_changes_sends_nothing() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut session = db.session();
        let user = session.add(sandy());
        session.commit().await?;
        session.get::<User>(1).await?;
        db.sent.clear();
        let name = user.read().name.clone();
        user.write().name = name;
        session.flush().await?;
        assert_eq!(db.sent.statements(), Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn a_shared_group_is_inserted_once_and_linked_to_both_users() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut session = db.session();
        let staff = session.add(Group { name: "staff".into(), ..default() });
        session.add(User { name: "a".into(), groups: [&staff].into(), ..default() });
        session.add(User { name: "b".into(), groups: [&staff].into(), ..default() });
        session.commit().await?;
        assert_eq!(staff.read().users.len(), 2);
        assert_eq!(db.engine.scalar(select(func::count(Group::id))).await?, 1);
        let links: Vec<(i64, i64)> = {
            use alchemy_tests::models::UserGroup;
            db.engine.all(select((UserGroup::user_id, UserGroup::group_id)).order_by(UserGroup::user_id)).await?
        };
        assert_eq!(links, [(1, 1), (2, 1)]);
        Ok(())
    });
}
