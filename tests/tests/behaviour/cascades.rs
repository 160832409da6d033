//! What follows a parent: new members, deletions, orphans.

use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, Address, Node, Order, OrderLine, User};
use alchemy_tests::{Backend, run};

async fn with_addresses(db: &Backend) -> Result<Session> {
    db.create::<Accounts>().await?;
    let mut session = db.session();
    for name in ["sandy", "patrick"] {
        let address = |n| Address { email_address: format!("{name}@{n}.org"), ..default() };
        session.add(User { name: name.into(), addresses: [address(1), address(2)].into(), ..default() });
    }
    session.commit().await?;
    Ok(session)
}

async fn emails(db: &Backend) -> Result<Vec<String>> {
    db.engine.all(select(Address::email_address).order_by(Address::id)).await
}

#[test]
fn deleting_a_parent_deletes_its_children_whether_loaded_or_not() {
    run(async |db| {
        let mut session = with_addresses(db).await?;
        let sandy = session.get_one::<User>(1).await?;
        session.load(&sandy, User::addresses).await?;
        session.delete(&sandy)?;
        session.commit().await?;
        assert_eq!(emails(db).await?, ["patrick@1.org", "patrick@2.org"]);
        let mut fresh = db.session();
        let patrick = fresh.get_one::<User>(2).await?;
        fresh.delete(&patrick)?;
        db.sent.clear();
        fresh.commit().await?;
        assert_eq!(db.sent.summary(), ["SELECT address", "DELETE user_group", "DELETE address", "DELETE user_account"]);
        assert_eq!(emails(db).await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn an_orphan_taken_from_its_collection_is_deleted() {
    run(async |db| {
        let mut session = with_addresses(db).await?;
        let sandy = session.get_one::<User>(1).await?;
        let address = session.load(&sandy, User::addresses).await?.remove(0);
        sandy.write().addresses.remove(&address);
        session.commit().await?;
        assert_eq!(emails(db).await?, ["sandy@2.org", "patrick@1.org", "patrick@2.org"]);
        assert_eq!(address.state(), State::Detached);
        Ok(())
    });
}

#[test]
fn an_orphan_taken_from_a_collection_that_is_not_loaded_is_deleted() {
    run(async |db| {
        with_addresses(db).await?;
        let mut session = db.session();
        let (sandy, address) = (session.get_one::<User>(1).await?, session.get_one::<Address>(1).await?);
        assert!(!sandy.read().addresses.is_loaded());
        sandy.write().addresses.remove(&address);
        session.commit().await?;
        assert_eq!(emails(db).await?, ["sandy@2.org", "patrick@1.org", "patrick@2.org"]);
        Ok(())
    });
}

#[test]
fn an_orphan_whose_reference_is_cleared_is_deleted_also_if_the_parent_is_unknown() {
    run(async |db| {
        with_addresses(db).await?;
        let mut session = db.session();
        let address = session.get_one::<Address>(1).await?;
        address.write().user.clear();
        session.commit().await?;
        assert_eq!(emails(db).await?, ["sandy@2.org", "patrick@1.org", "patrick@2.org"]);
        Ok(())
    });
}

#[test]
fn a_child_moved_to_another_parent_is_kept() {
    run(async |db| {
        let mut session = with_addresses(db).await?;
        let (sandy, patrick) = (session.get_one::<User>(1).await?, session.get_one::<User>(2).await?);
        session.load_all(&[sandy.clone(), patrick.clone()], User::addresses).await?;
        let address = sandy.read().addresses.entities()[0].clone();
        patrick.write().addresses.push(&address);
        assert_eq!((sandy.read().addresses.len(), patrick.read().addresses.len()), (1, 3), "both collections follow");
        assert!(address.read().user.entity().unwrap().same(&patrick));
        db.sent.clear();
        session.commit().await?;
        assert_eq!(db.sent.summary(), ["UPDATE address"]);
        assert_eq!(db.engine.scalar(select(Address::user_id).filter(Address::id.eq(1))).await?, 2);
        assert_eq!(address.read().user_id, 2);
        Ok(())
    });
}

#[test]
fn a_child_moved_by_its_reference_leaves_the_old_collection() {
    run(async |db| {
        let mut session = with_addresses(db).await?;
        let (sandy, patrick) = (session.get_one::<User>(1).await?, session.get_one::<User>(2).await?);
        session.load_all(&[sandy.clone(), patrick.clone()], User::addresses).await?;
        let address = sandy.read().addresses.entities()[0].clone();
        address.write().user.set(&patrick);
        assert_eq!((sandy.read().addresses.len(), patrick.read().addresses.len()), (1, 3));
        session.commit().await?;
        assert_eq!(db.engine.scalar(select(Address::user_id).filter(Address::id.eq(1))).await?, 2);
        Ok(())
    });
}

#[test]
fn a_changed_foreign_key_moves_the_child_at_the_flush() {
    run(async |db| {
        let mut session = with_addresses(db).await?;
        let (sandy, patrick) = (session.get_one::<User>(1).await?, session.get_one::<User>(2).await?);
        session.load_all(&[sandy.clone(), patrick.clone()], User::addresses).await?;
        let address = sandy.read().addresses.entities()[0].clone();
        address.write().user_id = 2;
        session.flush().await?;
        assert!(address.read().user.entity().unwrap().same(&patrick));
        assert_eq!((sandy.read().addresses.len(), patrick.read().addresses.len()), (1, 3));
        session.commit().await?;
        assert_eq!(db.engine.scalar(select(Address::user_id).filter(Address::id.eq(1))).await?, 2);
        Ok(())
    });
}

#[test]
fn a_pending_orphan_simply_leaves() {
    run(async |db| {
        let mut session = with_addresses(db).await?;
        let sandy = session.get_one::<User>(1).await?;
        session.load(&sandy, User::addresses).await?;
        sandy.write().addresses.push(Address { email_address: "new@n.org".into(), ..default() });
        let new = sandy.read().addresses.entities()[2].clone();
        sandy.write().addresses.remove(&new);
        db.sent.clear();
        session.commit().await?;
        assert!(db.sent.statements().is_empty());
        assert_eq!(emails(db).await?.len(), 4);
        Ok(())
    });
}

#[test]
fn deleting_a_parent_without_cascade_clears_the_childrens_keys() {
    run(async |db| {
        db.create::<Node>().await?;
        let mut session = db.session();
        let child = |n: i32| Node { name: format!("c{n}"), ..default() };
        session.add(Node { name: "root".into(), children: [child(1), child(2)].into(), ..default() });
        session.commit().await?;
        let mut session = db.session();
        let root = session.get_one::<Node>(1).await?;
        session.delete(&root)?;
        session.commit().await?;
        let rows: Vec<(String, Option<i64>)> = db.engine.all(select((Node::name, Node::parent_id)).order_by(Node::id)).await?;
        assert_eq!(rows, [("c1".to_owned(), None), ("c2".to_owned(), None)]);
        Ok(())
    });
}

#[test]
fn a_replaced_collection_that_was_not_loaded_deletes_the_old_members() {
    run(async |db| {
        with_addresses(db).await?;
        let mut session = db.session();
        let sandy = session.get_one::<User>(1).await?;
        sandy.write().addresses = [Address { email_address: "only@o.org".into(), ..default() }].into();
        session.commit().await?;
        assert_eq!(emails(db).await?, ["patrick@1.org", "patrick@2.org", "only@o.org"]);
        Ok(())
    });
}

#[test]
fn orphans_with_a_key_of_several_columns_are_deleted() {
    run(async |db| {
        db.create::<(Order, OrderLine)>().await?;
        let mut session = db.session();
        let line = |position| OrderLine { position, quantity: 1, ..default() };
        let order = session.add(Order { reference: "r".into(), lines: [line(1), line(2), line(3)].into(), ..default() });
        session.commit().await?;
        order.write().lines.retain(|line| line.position == 2);
        session.commit().await?;
        assert_eq!(db.engine.all(select(OrderLine::position)).await?, [2]);
        session.delete(&order)?;
        session.commit().await?;
        assert!(db.engine.all(select(OrderLine::position)).await?.is_empty());
        Ok(())
    });
}
