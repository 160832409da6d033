//! Queries. Typed outside, erased inside: one `Select<Row>` type whatever is chained onto it,
//! so that queries are built up dynamically without boxing, and compile errors stay short.
use super::models::*;
use alchemy_orm::prelude::*;

pub async fn run(engine: &Engine, session: &mut Session, needle: Option<&str>) -> Result<()> {
    // entities: tracked objects
    let users: Vec<Entity<User>> =
        session.all(User::select().filter(User::name.in_(["spongebob", "sandy"])).order_by(User::id.desc())).await?;
    assert_eq!(users.len(), 1);

    // columns: typed tuples
    let rows: Vec<(String, Option<String>, i64)> = session
        .all(
            select((User::name, User::fullname, func::count(Address::id)))
                .outer_join(User::addresses)
                .group_by((User::name, User::fullname))
                .having(func::count(Address::id).gt(1)),
        )
        .await?;
    assert_eq!(rows, [("sandy".into(), None, 2)]);

    // dynamic composition
    let mut stmt = User::select();
    if let Some(needle) = needle {
        stmt = stmt.filter(User::name.contains(needle).or(User::addresses.any(Address::email_address.starts_with(needle))));
    }
    let page = session.all(stmt.limit(20).offset(40)).await?;
    assert!(page.is_empty());

    // aliases, subqueries, CTEs, windows, correlated subqueries
    let manager = Employee::alias("manager");
    let pairs: Vec<(String, Option<String>)> = session
        .all(select((Employee::name, manager.name.nullable())).outer_join_on(&manager, Employee::manager_id.eq(manager.id)))
        .await?;
    assert!(pairs.is_empty());
    let totals = select((Order::user_id, func::sum(Order::amount).label("total"))).group_by(Order::user_id).cte("totals");
    let ranked =
        select((User::name, totals.c::<Decimal>("total"), func::rank().over().order_by(totals.c::<Decimal>("total").desc())))
            .join_on(&totals, totals.c::<i64>("user_id").eq(User::id));
    let tree = Employee::select()
        .filter(Employee::id.eq(1))
        .recursive_cte("tree", |tree| Employee::select().join_on(tree, Employee::manager_id.eq(tree.c::<i64>("id"))));
    assert!(session.all(select(tree.c::<i64>("id"))).await?.is_empty());

    // a struct of one's own
    #[derive(FromRow)]
    struct Summary {
        name: String,
        total: Decimal,
    }
    let summary: Vec<Summary> = session.all(ranked.into::<Summary>()).await?;
    for row in &summary {
        println!("{} {}", row.name, row.total);
    }

    // ORM-enabled UPDATE / DELETE / upsert; objects already in the session follow
    session.execute(User::update().filter(User::name.eq("sandy")).set(User::fullname.to("Sandy Squirrel"))).await?;
    session
        .execute(
            User::insert()
                .values([User { name: "squidward".into(), ..default() }])
                .on_conflict(User::name)
                .do_update(|row| User::fullname.to(row.excluded(User::fullname))),
        )
        .await?;

    session.commit().await?;

    // plain values: the same statement, the same loader options, no session, no tracking, raw-driver speed
    let mut conn = engine.connect().await?;
    let plain: Vec<User> = conn.all(User::select().options(User::addresses.selectinload())).await?;
    println!("{}", serde_json::to_string(&plain).unwrap());

    // streaming with bounded memory
    let mut stream = conn.stream(User::select());
    while let Some(user) = stream.try_next().await? {
        println!("{}", user.name);
    }
    Ok(())
}
