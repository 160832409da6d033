//! What was not loaded says so, and says what would help.

use std::panic::{AssertUnwindSafe, catch_unwind};

use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, Address, User};
use alchemy_tests::{Backend, run};

async fn with_user(db: &Backend) -> Result<(User, Address)> {
    db.create::<Accounts>().await?;
    db.engine.execute(User::insert().values(User::name.to("sandy"))).await?;
    db.engine.execute(Address::insert().values((Address::email_address.to("a@a.org"), Address::user_id.to(1)))).await?;
    let user = db.engine.one(User::select().options(User::bio.defer())).await?;
    Ok((user, db.engine.one(Address::select()).await?))
}

fn message<T>(read: impl FnOnce() -> T) -> String {
    let panic = catch_unwind(AssertUnwindSafe(read)).err().expect("it panics");
    panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap()
}

#[test]
fn a_collection_that_was_not_loaded_says_which_and_how_to_load_it() {
    run(async |db| {
        let (user, _) = with_user(db).await?;
        assert!(!user.addresses.is_loaded());
        let error = user.addresses.try_iter().map(|_| ()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotLoaded);
        for message in [message(|| user.addresses.iter().count()), message(|| user.addresses.len()), error.to_string()] {
            assert!(message.contains("`User::addresses`") && message.contains("selectinload"), "{message}");
        }
        Ok(())
    });
}

#[test]
fn a_reference_that_was_not_loaded_says_which_and_how_to_load_it() {
    run(async |db| {
        let (_, address) = with_user(db).await?;
        let error = address.user.try_get().map(|_| ()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotLoaded);
        for message in [message(|| address.user.get().is_some()), error.to_string()] {
            assert!(message.contains("`Address::user`") && message.contains("session.load"), "{message}");
        }
        Ok(())
    });
}

#[test]
fn a_deferred_column_that_is_absent_says_so() {
    run(async |db| {
        let (user, _) = with_user(db).await?;
        assert_eq!(user.bio.try_get().unwrap_err().kind(), ErrorKind::NotLoaded);
        assert!(message(|| user.bio.is_some()).contains("undefer"));
        Ok(())
    });
}

#[test]
fn an_object_of_a_session_says_the_same() {
    run(async |db| {
        with_user(db).await?;
        let mut session = db.session();
        let user = session.get_one::<User>(1).await?;
        assert_eq!(user.read().addresses.try_iter().map(|_| ()).unwrap_err().kind(), ErrorKind::NotLoaded);
        let message = message(|| user.read().addresses.iter().count());
        assert!(message.contains("`User::addresses`") && message.contains("session.load"), "{message}");
        assert_eq!(session.load(&user, User::addresses).await?.len(), 1, "and nothing is harmed");
        Ok(())
    });
}

#[test]
fn an_unset_auto_says_so() {
    let user = User::default();
    assert_eq!(user.id.get(), None);
    assert!(message(|| *user.id).contains("Auto"));
}
