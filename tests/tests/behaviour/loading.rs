//! Loading related objects: never behind one's back, and by few statements.

use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, Address, Group, User};
use alchemy_tests::{Backend, run};

/// Three users with 0, 1 and 2 addresses; the first two are in both groups.
async fn filled(db: &Backend) -> Result<Session> {
    db.create::<Accounts>().await?;
    let mut session = db.session();
    let groups = session.add_all(["x", "y"].map(|name| Group { name: name.into(), ..default() }));
    for n in 0..3_usize {
        let address = |m: usize| Address { email_address: format!("u{n}@{m}.org"), ..default() };
        let user =
            session.add(User { name: format!("u{n}"), addresses: (0..n).map(address).collect::<Vec<_>>().into(), ..default() });
        if n < 2 {
            user.write().groups.extend(&groups);
        }
    }
    session.commit().await?;
    drop(session);
    db.sent.clear();
    Ok(db.session())
}

fn counts(users: &[Entity<User>]) -> Vec<usize> {
    users.iter().map(|user| user.read().addresses.len()).collect()
}

#[test]
fn selectin_loads_the_members_of_all_by_one_select() {
    run(async |db| {
        let mut session = filled(db).await?;
        let users = session.all(User::select().options(User::addresses.selectinload()).order_by(User::id)).await?;
        assert_eq!(db.sent.summary(), ["SELECT user_account", "SELECT address"]);
        assert_eq!(counts(&users), [0, 1, 2]);
        let address = users[1].read().addresses.entities()[0].clone();
        assert!(address.read().user.entity().unwrap().same(&users[1]), "members know their parent without SQL");
        assert!(db.sent.take().is_empty());
        Ok(())
    });
}

#[test]
fn joined_loads_the_members_in_the_same_select_and_repeats_no_parent() {
    run(async |db| {
        let mut session = filled(db).await?;
        let users = session.all(User::select().options(User::addresses.joinedload()).order_by(User::id)).await?;
        assert_eq!(db.sent.summary().len(), 1);
        assert_eq!((users.len(), counts(&users)), (3, vec![0, 1, 2]));
        Ok(())
    });
}

#[test]
fn a_joined_collection_does_not_change_what_limit_counts() {
    run(async |db| {
        let mut session = filled(db).await?;
        let statement = User::select().options(User::addresses.joinedload()).order_by(User::id.desc()).limit(2);
        let users = session.all(statement).await?;
        assert_eq!(counts(&users), [2, 1]);
        Ok(())
    });
}

#[test]
fn options_chain_to_any_depth() {
    run(async |db| {
        let mut session = filled(db).await?;
        let options = (
            User::addresses.selectinload(),
            User::groups.selectinload().then(Group::users.joinedload().then(User::addresses.selectinload())),
        );
        let users = session.all(User::select().options(options).order_by(User::id)).await?;
        assert!(db.sent.statements().len() <= 4);
        for user in &users[..2] {
            assert_eq!(user.read().groups.len(), 2, "both users are in both groups");
            for group in user.read().groups.iter() {
                let mut members: Vec<(String, usize)> =
                    group.users.iter().map(|user| (user.name.clone(), user.addresses.len())).collect();
                members.sort();
                assert_eq!(members, [("u0".to_owned(), 0), ("u1".to_owned(), 1)]);
            }
        }
        Ok(())
    });
}

#[test]
fn load_asks_once_and_then_memory_answers() {
    run(async |db| {
        let mut session = filled(db).await?;
        let user = session.get_one::<User>(3).await?;
        assert!(!user.read().addresses.is_loaded());
        db.sent.clear();
        let addresses: Vec<Entity<Address>> = session.load(&user, User::addresses).await?;
        assert_eq!((addresses.len(), db.sent.summary()), (2, vec!["SELECT address".to_owned()]));
        session.load(&user, User::addresses).await?;
        assert!(db.sent.take().is_empty(), "loaded and fresh");
        let parent: Option<Entity<User>> = session.load(&addresses[0], Address::user).await?;
        assert!(parent.unwrap().same(&user));
        assert!(db.sent.take().is_empty(), "the target is in memory");
        Ok(())
    });
}

#[test]
fn load_all_sends_one_select_however_many_objects() {
    run(async |db| {
        let mut session = filled(db).await?;
        let users = session.all(User::select().order_by(User::id)).await?;
        db.sent.clear();
        session.load_all(&users, User::addresses).await?;
        assert_eq!(db.sent.statements().len(), 1);
        assert_eq!(counts(&users), [0, 1, 2]);
        session.load_all(&users, User::groups).await?;
        assert_eq!(db.sent.statements().len(), 1);
        assert_eq!(users.iter().map(|user| user.read().groups.len()).collect::<Vec<_>>(), [2, 2, 0]);
        Ok(())
    });
}

#[test]
fn references_are_loaded_by_either_way() {
    run(async |db| {
        filled(db).await?;
        for option in [Address::user.selectinload(), Address::user.joinedload()] {
            let mut session = db.session();
            let addresses = session.all(Address::select().options(option).order_by(Address::id)).await?;
            let names: Vec<String> = addresses.iter().map(|address| address.read().user.get().unwrap().name.clone()).collect();
            assert_eq!(names, ["u1", "u2", "u2"]);
        }
        Ok(())
    });
}

#[test]
fn rows_that_were_joined_for_filtering_fill_the_collection() {
    run(async |db| {
        let mut session = filled(db).await?;
        let statement = User::select()
            .join(User::addresses)
            .filter(Address::email_address.ends_with("@1.org"))
            .options(User::addresses.contains_eager());
        let users = session.all(statement).await?;
        assert_eq!(db.sent.statements().len(), 1);
        assert_eq!(users.len(), 1);
        let emails: Vec<String> = users[0].read().addresses.iter().map(|address| address.email_address.clone()).collect();
        assert_eq!(emails, ["u2@1.org"]);
        Ok(())
    });
}

#[test]
fn a_part_of_a_collection_is_not_taken_for_the_whole() {
    run(async |db| {
        filled(db).await?;
        let some = User::addresses.selectinload().filter(Address::email_address.like("%@0.org"));
        let joined = User::select().join(User::addresses).filter(Address::email_address.like("%@0.org"));
        for part in [User::select().options(some), joined.options(User::addresses.contains_eager())] {
            let mut session = db.session();
            let users = session.all(part.filter(User::name.eq("u2"))).await?;
            assert_eq!(counts(&users), [1]);
            assert_eq!(session.load(&users[0], User::addresses).await?.len(), 2);
        }
        Ok(())
    });
}

#[test]
fn a_collection_is_not_filled_from_what_the_statement_does_not_join() {
    run(async |db| {
        let mut session = filled(db).await?;
        let alone = User::select().options(User::addresses.contains_eager());
        assert_eq!(session.all(alone).await.unwrap_err().kind(), ErrorKind::Programming);
        let address = Address::alias("address");
        let aliased = User::select().join(User::addresses.of_type(address)).options(User::addresses.contains_eager());
        assert_eq!(session.all(aliased).await.unwrap_err().kind(), ErrorKind::Programming);
        assert!(db.sent.statements().is_empty());
        Ok(())
    });
}

#[test]
fn a_lock_is_on_the_rows_that_were_selected_not_on_those_that_are_loaded_with_them() {
    run(async |db| {
        let mut session = filled(db).await?;
        let addresses = session.all(Address::select().options(Address::user.joinedload()).with_for_update()).await?;
        let names: Vec<String> = addresses.iter().map(|address| address.read().user.get().unwrap().name.clone()).collect();
        assert_eq!(names.len(), 3);
        Ok(())
    });
}

#[test]
fn a_filter_on_an_option_loads_only_these_members() {
    run(async |db| {
        let mut session = filled(db).await?;
        let option = User::addresses.selectinload().filter(Address::email_address.like("%@0.org"));
        let users = session.all(User::select().options((User::bio.defer(), option)).order_by(User::id)).await?;
        assert_eq!(counts(&users), [0, 1, 1]);
        assert!(users.iter().all(|user| !user.read().bio.is_loaded()));
        Ok(())
    });
}

#[test]
fn pushing_to_a_collection_that_is_not_loaded_is_merged_when_it_is() {
    run(async |db| {
        let mut session = filled(db).await?;
        let user = session.get_one::<User>(2).await?;
        user.write().addresses.push(Address { email_address: "new@n.org".into(), ..default() });
        let addresses = session.load(&user, User::addresses).await?;
        assert_eq!(addresses.len(), 2);
        session.commit().await?;
        assert_eq!(db.engine.scalar(select(func::count(Address::id))).await?, 4);
        Ok(())
    });
}

#[test]
fn options_given_to_get_are_fulfilled_also_for_an_object_in_memory() {
    run(async |db| {
        let mut session = filled(db).await?;
        let user = session.get_one::<User>(3).await?;
        let again = session.get::<User>(3).options(User::addresses.selectinload()).await?.unwrap();
        assert!(again.same(&user));
        assert_eq!(user.read().addresses.len(), 2);
        Ok(())
    });
}

#[test]
fn an_empty_result_sends_nothing_for_its_members() {
    run(async |db| {
        let mut session = filled(db).await?;
        let none = session.all(User::select().filter(User::id.eq(99)).options(User::addresses.selectinload())).await?;
        assert!(none.is_empty());
        assert_eq!(db.sent.statements().len(), 1);
        Ok(())
    });
}

#[test]
fn after_a_commit_load_asks_again() {
    run(async |db| {
        let mut session = filled(db).await?;
        let user = session.get_one::<User>(2).await?;
        assert_eq!(session.load(&user, User::addresses).await?.len(), 1);
        session.commit().await?;
        db.engine.execute(Address::insert().values((Address::email_address.to("x@x.org"), Address::user_id.to(2)))).await?;
        assert_eq!(user.read().addresses.len(), 1, "reads are memory");
        assert_eq!(session.load(&user, User::addresses).await?.len(), 2);
        Ok(())
    });
}
