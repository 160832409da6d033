//! References, one-to-one and many-to-many.

use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, Address, Group, Passport, Person, User, UserGroup};
use alchemy_tests::{Backend, run};

#[test]
fn a_reference_is_given_by_handle_or_by_value() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut session = db.session();
        let sandy = session.add(User { name: "sandy".into(), ..default() });
        session.add(Address { email_address: "a@a.org".into(), user: (&sandy).into(), ..default() });
        session.add(Address {
            email_address: "b@b.org".into(),
            user: User { name: "patrick".into(), ..default() }.into(),
            ..default()
        });
        session.commit().await?;
        let rows: Vec<(String, String)> =
            db.engine.all(select((User::name, Address::email_address)).join(Address::user).order_by(Address::id)).await?;
        assert_eq!(rows, [("sandy", "a@a.org"), ("patrick", "b@b.org")].map(|(a, b)| (a.to_owned(), b.to_owned())));
        assert_eq!(sandy.read().addresses.len(), 1, "the other side follows");
        Ok(())
    });
}

#[test]
fn a_key_by_value_needs_no_reference() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut session = db.session();
        let sandy = session.add(User { name: "sandy".into(), ..default() });
        session.flush().await?;
        let address = session.add(Address { email_address: "a@a.org".into(), user_id: 1, ..default() });
        session.commit().await?;
        let user = session.load(&address, Address::user).await?.unwrap();
        assert!(user.same(&sandy));
        Ok(())
    });
}

#[test]
fn a_required_key_that_nobody_gave_is_refused_before_sending() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut session = db.session();
        let address = session.add(Address { email_address: "a@a.org".into(), ..default() });
        let error = session.flush().await.unwrap_err();
        assert_eq!((error.kind(), error.table(), error.column()), (ErrorKind::NotNull, Some("address"), Some("user_id")));
        assert!(db.sent.take().is_empty());
        let user = session.add(User { name: "sandy".into(), ..default() });
        address.write().user.set(&user);
        session.commit().await?;
        assert_eq!(address.read().user_id, 1, "it needed no rollback");
        Ok(())
    });
}

async fn members(db: &Backend) -> Result<(Session, Vec<Entity<User>>, Vec<Entity<Group>>)> {
    db.create::<Accounts>().await?;
    let mut session = db.session();
    let users = session.add_all(["a", "b"].map(|name| User { name: name.into(), ..default() }));
    let groups = session.add_all(["x", "y"].map(|name| Group { name: name.into(), ..default() }));
    users[0].write().groups.extend([&groups[0], &groups[1]]);
    session.commit().await?;
    Ok((session, users, groups))
}

async fn links(db: &Backend) -> Result<Vec<(i64, i64)>> {
    let by = (UserGroup::user_id, UserGroup::group_id);
    db.engine.all(select(by).order_by(by)).await
}

#[test]
fn many_to_many_writes_one_row_per_link_whichever_side_says_so() {
    run(async |db| {
        let (mut session, users, groups) = members(db).await?;
        assert_eq!(links(db).await?, [(1, 1), (1, 2)]);
        db.sent.clear();
        users[1].write().groups.push(&groups[0]);
        groups[0].write().users.push(&users[1]);
        session.commit().await?;
        let sent = db.sent.take();
        assert_eq!(sent.iter().filter(|sent| sent.sql.starts_with("INSERT")).map(|sent| sent.sets).sum::<usize>(), 1);
        assert_eq!(links(db).await?, [(1, 1), (1, 2), (2, 1)]);
        db.sent.clear();
        groups[0].write().users.remove(&users[0]);
        session.commit().await?;
        assert_eq!(db.sent.summary(), ["DELETE user_group"]);
        assert_eq!(links(db).await?, [(1, 2), (2, 1)]);
        assert!(!users[0].read().groups.contains(&groups[0]));
        Ok(())
    });
}

#[test]
fn many_to_many_works_on_sides_that_are_not_loaded() {
    run(async |db| {
        members(db).await?;
        let mut session = db.session();
        let (user, group) = (session.get_one::<User>(1).await?, session.get_one::<Group>(1).await?);
        user.write().groups.remove(&group);
        let other = session.get_one::<User>(2).await?;
        other.write().groups.push(&group);
        session.commit().await?;
        assert_eq!(links(db).await?, [(1, 2), (2, 1)]);
        assert_eq!(session.load(&user, User::groups).await?.len(), 1);
        Ok(())
    });
}

#[test]
fn deleting_one_end_deletes_its_link_rows_and_not_the_other_end() {
    run(async |db| {
        members(db).await?;
        let mut session = db.session();
        let user = session.get_one::<User>(1).await?;
        session.delete(&user)?;
        session.commit().await?;
        assert!(links(db).await?.is_empty());
        assert_eq!(db.engine.scalar(select(func::count(Group::id))).await?, 2);
        Ok(())
    });
}

#[test]
fn one_to_one_is_set_from_both_sides_and_replacing_unlinks_the_old_partner() {
    run(async |db| {
        db.create::<(Person, Passport)>().await?;
        let mut session = db.session();
        let ann =
            session.add(Person { name: "ann".into(), passport: Passport { number: "1".into(), ..default() }.into(), ..default() });
        let bob = session.add(Person { name: "bob".into(), ..default() });
        session.commit().await?;
        let first = ann.read().passport.entity().unwrap();
        assert!(first.read().person.entity().unwrap().same(&ann));
        let second = session.add(Passport { number: "2".into(), ..default() });
        ann.write().passport.set(&second);
        assert!(first.read().person.entity().is_none());
        session.commit().await?;
        let owners = || db.engine.all(select(Passport::person_id).order_by(Passport::id));
        assert_eq!(owners().await?, [None, Some(1)]);
        second.write().person.set(&bob);
        assert!(ann.read().passport.entity().is_none());
        assert!(bob.read().passport.entity().unwrap().same(&second));
        session.commit().await?;
        assert_eq!(owners().await?, [None, Some(2)]);
        Ok(())
    });
}

#[test]
fn pushing_what_the_other_side_knows_to_be_a_member_writes_nothing() {
    run(async |db| {
        members(db).await?;
        let mut session = db.session();
        let (user, group) = (session.get_one::<User>(1).await?, session.get_one::<Group>(1).await?);
        session.load(&user, User::groups).await?;
        group.write().users.push(&user);
        db.sent.clear();
        session.commit().await?;
        assert!(db.sent.statements().is_empty());
        assert_eq!(links(db).await?, [(1, 1), (1, 2)]);
        Ok(())
    });
}

#[test]
fn replacing_links_that_were_not_loaded_undoes_the_old_ones() {
    run(async |db| {
        members(db).await?;
        let mut session = db.session();
        let (user, group) = (session.get_one::<User>(1).await?, session.get_one::<Group>(2).await?);
        user.write().groups = [&group].into();
        session.commit().await?;
        assert_eq!(links(db).await?, [(1, 2)]);
        db.create::<(Person, Passport)>().await?;
        session.add(Person { name: "ann".into(), passport: Passport::default().into(), ..default() });
        session.commit().await?;
        let mut session = db.session();
        let ann = session.get_one::<Person>(1).await?;
        ann.write().passport = Passport { number: "new".into(), ..default() }.into();
        session.commit().await?;
        let owners = db.engine.all(select((Passport::number, Passport::person_id)).order_by(Passport::id)).await?;
        assert_eq!(owners, [(String::new(), None), ("new".to_owned(), Some(1))]);
        Ok(())
    });
}
