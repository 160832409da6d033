//! Loading related objects. Nothing is loaded behind your back: an unloaded relationship says so.
use super::models::*;
use alchemy_orm::prelude::*;

pub async fn run(session: &mut Session) -> Result<()> {
    // at once, by one query per collection, or joined; chained to any depth
    let users = session
        .all(User::select().options((User::addresses.selectinload(), User::groups.selectinload().then(Group::users.joinedload()))))
        .await?;
    for user in &users {
        for address in user.read().addresses.iter() {
            println!("{} <{}>", user.read().name, address.email_address);
        }
    }

    // on individual access
    let user = session.one(User::select().filter(User::id.eq(1))).await?;
    assert!(user.read().addresses.is_loaded()); // one object per row: they were loaded above
    let addresses: Vec<Entity<Address>> = session.load(&user, User::addresses).await?; // cached in the object from now on
    assert_eq!(addresses.len(), 1);

    // for many objects at once: no N+1
    session.load_all(&users, User::groups).await?;

    // rows that were joined for filtering can fill the collection
    session
        .all(
            User::select()
                .join(User::addresses)
                .filter(Address::email_address.ends_with("@aol.com"))
                .options(User::addresses.contains_eager()),
        )
        .await?;

    // partial objects, criteria on what is loaded
    session
        .all(
            User::select()
                .options((User::bio.defer(), User::addresses.selectinload().filter(Address::email_address.like("%.org")))),
        )
        .await?;
    Ok(())
}
