//! The same statements and options on a connection give plain structs.

use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, Address, Group, User};
use alchemy_tests::{Backend, run};

async fn filled(db: &Backend) -> Result<()> {
    db.create::<Accounts>().await?;
    let mut session = db.session();
    let group = session.add(Group { name: "staff".into(), ..default() });
    for n in 0..3_usize {
        let address = |m: usize| Address { email_address: format!("u{n}@{m}.org"), ..default() };
        session.add(User {
            name: format!("u{n}"),
            addresses: (0..n).map(address).collect::<Vec<_>>().into(),
            groups: [&group].into(),
            ..default()
        });
    }
    session.commit().await?;
    drop(session);
    db.sent.clear();
    Ok(())
}

fn counts(users: &[User]) -> Vec<usize> {
    users.iter().map(|user| user.addresses.len()).collect()
}

#[test]
fn plain_structs_have_their_members_by_either_way() {
    run(async |db| {
        filled(db).await?;
        for (option, statements) in [(User::addresses.selectinload(), 2), (User::addresses.joinedload(), 1)] {
            let users: Vec<User> = db.engine.all(User::select().options(option).order_by(User::id)).await?;
            assert_eq!(counts(&users), [0, 1, 2]);
            assert_eq!(db.sent.statements().len(), statements);
        }
        Ok(())
    });
}

#[test]
fn parents_that_share_a_member_get_a_copy_each() {
    run(async |db| {
        filled(db).await?;
        for option in [User::groups.selectinload(), User::groups.joinedload()] {
            let users: Vec<User> = db.engine.all(User::select().options(option).order_by(User::id)).await?;
            let names: Vec<Vec<String>> =
                users.iter().map(|user| user.groups.iter().map(|group| group.name.clone()).collect()).collect();
            assert_eq!(names, vec![vec!["staff".to_owned()]; 3]);
        }
        let load = Address::user.selectinload();
        let addresses: Vec<Address> = db.engine.all(Address::select().options(load).order_by(Address::id)).await?;
        let names: Vec<String> = addresses.iter().map(|address| address.user.get().unwrap().name.clone()).collect();
        assert_eq!(names, ["u1", "u2", "u2"]);
        Ok(())
    });
}

#[test]
fn a_plain_joined_collection_does_not_change_what_limit_counts() {
    run(async |db| {
        filled(db).await?;
        let statement = User::select().options(User::addresses.joinedload()).order_by(User::id.desc()).limit(2);
        let users: Vec<User> = db.engine.all(statement).await?;
        assert_eq!(counts(&users), [2, 1]);
        Ok(())
    });
}

#[test]
fn plain_options_chain_filter_and_defer() {
    run(async |db| {
        filled(db).await?;
        let options = (
            User::bio.defer(),
            User::addresses.selectinload().filter(Address::email_address.like("%@0.org")),
            User::groups.selectinload(),
        );
        let users: Vec<User> = db.engine.all(User::select().options(options).order_by(User::id)).await?;
        assert_eq!(counts(&users), [0, 1, 1]);
        assert!(!users[0].bio.is_loaded());
        for option in [Group::users.selectinload(), Group::users.joinedload()] {
            let statement = User::select().options(User::groups.selectinload().then(option)).order_by(User::id);
            let users: Vec<User> = db.engine.all(statement).await?;
            let members: Vec<Vec<usize>> =
                users.iter().map(|user| user.groups.iter().map(|group| group.users.len()).collect()).collect();
            assert_eq!(members, [[3], [3], [3]]);
        }
        Ok(())
    });
}

#[test]
fn plain_contains_eager_fills_from_the_join() {
    run(async |db| {
        filled(db).await?;
        let statement = User::select()
            .join(User::addresses)
            .filter(Address::email_address.ends_with("@1.org"))
            .options(User::addresses.contains_eager());
        let users: Vec<User> = db.engine.all(statement).await?;
        assert_eq!((users.len(), counts(&users)), (1, vec![1]));
        Ok(())
    });
}

#[test]
fn plain_trees_serialize() {
    run(async |db| {
        filled(db).await?;
        let statement = User::select().options(User::addresses.selectinload()).filter(User::name.eq("u1"));
        let user: User = db.engine.one(statement).await?;
        let json = serde_json::to_value(&user).unwrap();
        assert_eq!(json["addresses"][0]["email_address"], "u1@0.org");
        assert_eq!(json["id"], 2);
        Ok(())
    });
}

#[test]
fn objects_of_a_session_are_written_once() {
    run(async |db| {
        filled(db).await?;
        let mut session = db.session();
        let statement = User::select().options(User::addresses.selectinload()).filter(User::name.eq("u2"));
        let user = session.one(statement).await?;
        let json = serde_json::to_value(&*user.read()).unwrap();
        let addresses = json["addresses"].as_array().unwrap();
        assert_eq!(addresses.len(), 2);
        assert!(addresses.iter().all(|address| address["email_address"].is_string() && address["user"].is_null()), "{json}");
        // From the other end the collection leaves out the one that is being written.
        let statement = Address::select().options(Address::user.selectinload()).filter(Address::email_address.eq("u2@0.org"));
        let address = session.one(statement).await?;
        let json = serde_json::to_value(&*address.read()).unwrap();
        assert_eq!(json["user"]["name"], "u2");
        let others: Vec<_> = json["user"]["addresses"].as_array().unwrap().iter().map(|other| &other["email_address"]).collect();
        assert_eq!(others, ["u2@1.org"]);
        Ok(())
    });
}
