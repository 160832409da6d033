//! Which rows overwrite an object that the session knows already.

use alchemy_orm::core::dialect::Returning;
use alchemy_orm::core::prelude::*;
use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, Address, User};
use alchemy_tests::{Backend, run};

/// A user whose row says something else than the object does: `fullname` was changed behind the session's back.
async fn behind_its_back(db: &Backend) -> Result<(Session, Entity<User>)> {
    db.create::<Accounts>().await?;
    let mut session = Session::builder(&db.engine).autoflush(false).open();
    let address = Address { email_address: "s@example.org".into(), ..default() };
    let user = session.add(User { name: "sandy".into(), addresses: [address].into(), ..default() });
    session.flush().await?;
    session.execute(User::update().set(User::fullname.to("Sandy Cheeks"))).await?;
    Ok((session, user))
}

fn fullname(user: &Entity<User>) -> Option<String> {
    user.read().fullname.clone()
}

#[test]
fn a_plain_query_leaves_a_fresh_object_alone() {
    run(async |db| {
        let (mut session, user) = behind_its_back(db).await?;
        session.all(User::select()).await?;
        assert_eq!(fullname(&user), None);
        assert!(session.dirty().is_empty());
        Ok(())
    });
}

#[test]
fn a_locked_row_overwrites_all_but_unflushed_changes() {
    run(async |db| {
        let (mut session, user) = behind_its_back(db).await?;
        user.write().name = "krabs".into();
        let locked = session.one(User::select().with_for_update()).await?;
        assert!(locked.same(&user));
        assert_eq!((user.read().name.clone(), fullname(&user)), ("krabs".into(), Some("Sandy Cheeks".into())));
        session.commit().await?;
        let row = db.engine.one(select((User::name, User::fullname))).await?;
        assert_eq!(row, ("krabs".into(), Some("Sandy Cheeks".into())));
        Ok(())
    });
}

#[test]
fn a_guard_in_the_way_of_a_locked_row_is_told() {
    run(async |db| {
        let (mut session, user) = behind_its_back(db).await?;
        let guard = user.read();
        session.one(User::select()).await?;
        let told = session.one(User::select().with_for_update()).await.unwrap_err();
        assert_eq!(told.kind(), ErrorKind::Borrowed);
        drop(guard);
        session.one(User::select().with_for_update()).await?;
        assert_eq!(fullname(&user).as_deref(), Some("Sandy Cheeks"));
        Ok(())
    });
}

#[test]
fn get_for_update_reads_the_row_though_the_object_is_fresh() {
    run(async |db| {
        let (mut session, user) = behind_its_back(db).await?;
        session.get::<User>(1).await?;
        assert_eq!(fullname(&user), None);
        session.get::<User>(1).for_update().await?;
        assert_eq!(fullname(&user).as_deref(), Some("Sandy Cheeks"));
        assert!(session.dirty().is_empty());
        Ok(())
    });
}

#[test]
fn rows_that_a_write_returns_overwrite_the_objects() {
    run(async |db| {
        let (mut session, user) = behind_its_back(db).await?;
        if db.engine.dialect().features().returning != Returning::All {
            println!("not run here: UPDATE returns no rows");
            return Ok(());
        }
        let changed = User::update().set(User::fullname.to("S. Cheeks")).returning(User::entity());
        let changed = session.all(changed).await?;
        assert!(changed[0].same(&user));
        assert_eq!(fullname(&user).as_deref(), Some("S. Cheeks"));
        Ok(())
    });
}

#[test]
fn populate_existing_drops_changes_too() {
    run(async |db| {
        let (mut session, user) = behind_its_back(db).await?;
        user.write().name = "krabs".into();
        session.all(User::select().populate_existing()).await?;
        assert_eq!((user.read().name.clone(), fullname(&user)), ("sandy".into(), Some("Sandy Cheeks".into())));
        assert!(session.dirty().is_empty());
        user.write().fullname = None;
        session.get::<User>(1).populate_existing().await?;
        assert_eq!(fullname(&user).as_deref(), Some("Sandy Cheeks"));
        session.commit().await?;
        assert_eq!(db.engine.scalar(select(User::name)).await?, "sandy");
        Ok(())
    });
}

#[test]
fn populate_existing_reads_what_is_loaded_with_it_anew() {
    run(async |db| {
        let (mut session, user) = behind_its_back(db).await?;
        let address = user.read().addresses.iter().next().unwrap().id;
        let more = (Address::email_address.to("more@example.org"), Address::user_id.to(1));
        session.execute(Address::insert().values(more)).await?;
        session.execute(Address::update().set(Address::email_address.to("s@example.com")).filter(Address::id.eq(address))).await?;
        for loaded in [User::addresses.selectinload(), User::addresses.joinedload()] {
            let known = user.read().addresses.entities();
            known.iter().for_each(|address| address.write().email_address = "unflushed".into());
            session.all(User::select().options(loaded).populate_existing()).await?;
            let mut addresses: Vec<String> = user.read().addresses.iter().map(|address| address.email_address.clone()).collect();
            addresses.sort();
            assert_eq!(addresses, ["more@example.org", "s@example.com"]);
        }
        assert!(session.dirty().is_empty());
        Ok(())
    });
}
