//! Keys that the program gives: natural ones and ones of several columns.

use alchemy_orm::prelude::*;
use alchemy_tests::models::{City, Country, Order, OrderLine};
use alchemy_tests::run;

#[test]
fn natural_keys_are_inserted_got_and_followed() {
    run(async |db| {
        db.create::<(Country, City)>().await?;
        let mut session = db.session();
        let city = |name: &str| City { name: name.into(), ..default() };
        let france =
            session.add(Country { code: "FR".into(), name: "France".into(), cities: [city("Paris"), city("Lyon")].into() });
        session.commit().await?;
        assert!(session.get::<Country>("FR").await?.unwrap().same(&france));
        let cities = session.load(&france, Country::cities).await?;
        let names: Vec<String> = cities.iter().map(|city| city.read().name.clone()).collect();
        assert_eq!(names, ["Lyon", "Paris"], "in the relationship's order");
        assert_eq!(cities[0].read().country_code.as_deref(), Some("FR"));
        assert!(session.get::<Country>("DE").await?.is_none());
        Ok(())
    });
}

#[test]
fn losing_a_natural_parent_clears_the_key() {
    run(async |db| {
        db.create::<(Country, City)>().await?;
        let mut session = db.session();
        let france = session.add(Country { code: "FR".into(), name: "France".into(), ..default() });
        let paris = session.add(City { name: "Paris".into(), country: (&france).into(), ..default() });
        session.commit().await?;
        france.write().cities.remove(&paris);
        session.commit().await?;
        assert_eq!(paris.read().country_code, None);
        assert_eq!(db.engine.scalar(select(City::country_code)).await?, None);
        Ok(())
    });
}

#[test]
fn keys_of_several_columns_are_inserted_got_and_updated() {
    run(async |db| {
        db.create::<(Order, OrderLine)>().await?;
        let mut session = db.session();
        let line = |position| OrderLine { position, quantity: position * 10, ..default() };
        let order = session.add(Order { reference: "r".into(), lines: [line(1), line(2)].into(), ..default() });
        session.commit().await?;
        let second = session.get::<OrderLine>((1, 2)).await?.unwrap();
        assert_eq!(second.read().quantity, 20);
        assert!(order.read().lines.entities()[1].same(&second));
        second.write().quantity = 21;
        session.commit().await?;
        let quantities: Vec<i32> = db.engine.all(select(OrderLine::quantity).order_by(OrderLine::position)).await?;
        assert_eq!(quantities, [10, 21]);
        assert!(session.get::<OrderLine>((1, 3)).await?.is_none());
        Ok(())
    });
}

#[test]
fn collections_over_keys_of_several_columns_are_loaded() {
    run(async |db| {
        db.create::<(Order, OrderLine)>().await?;
        let mut session = db.session();
        for n in 1..=3 {
            let line = |position| OrderLine { position, quantity: n, ..default() };
            session.add(Order { reference: format!("r{n}"), lines: (1..=n).map(line).collect::<Vec<_>>().into(), ..default() });
        }
        session.commit().await?;
        let mut session = db.session();
        let orders = session.all(Order::select().options(Order::lines.selectinload()).order_by(Order::id)).await?;
        let counts: Vec<usize> = orders.iter().map(|order| order.read().lines.len()).collect();
        assert_eq!(counts, [1, 2, 3]);
        Ok(())
    });
}

#[test]
fn a_key_given_by_hand_for_a_generated_column_is_kept() {
    run(async |db| {
        db.create::<Order>().await?;
        let mut session = db.session();
        let order = session.add(Order { id: 77.into(), reference: "r".into(), ..default() });
        session.commit().await?;
        assert_eq!(*order.read().id, 77);
        assert_eq!(db.engine.all(select(Order::id)).await?, [77]);
        assert!(session.get::<Order>(77).await?.unwrap().same(&order));
        Ok(())
    });
}

#[test]
fn given_and_generated_keys_mix_in_one_flush() {
    run(async |db| {
        db.create::<Order>().await?;
        let mut session = db.session();
        let given = session.add(Order { id: 500.into(), reference: "given".into(), ..default() });
        let made = session.add(Order { reference: "made".into(), ..default() });
        session.commit().await?;
        assert_eq!(*given.read().id, 500);
        let reference = db.engine.scalar(select(Order::reference).filter(Order::id.eq(*made.read().id))).await?;
        assert_eq!(reference, "made");
        Ok(())
    });
}
