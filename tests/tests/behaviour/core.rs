//! Statements of the core, on a connection and on the engine: what they do is the same on every database.

use alchemy_claims::covers;
use alchemy_orm::core::dialect::Returning;
use alchemy_orm::core::{Outcome, Statement as _, param_list};
use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, Address, User};
use alchemy_tests::{Backend, run};

async fn filled(db: &Backend) -> Result<()> {
    db.create::<Accounts>().await?;
    for (name, fullname) in [("sandy", Some("Sandy Cheeks")), ("patrick", None), ("squid", Some("Squidward"))] {
        db.engine.execute(User::insert().values((User::name.to(name), User::fullname.to(fullname)))).await?;
    }
    for (user, email) in [(1, "sandy@a.org"), (1, "sandy@b.org"), (2, "pat@aol.com")] {
        db.engine.execute(Address::insert().values((Address::user_id.to(user), Address::email_address.to(email)))).await?;
    }
    Ok(())
}

#[covers("RES-01", "DML-21")]
#[test]
fn an_update_counts_the_rows_that_matched_also_where_nothing_changes() {
    run(async |db| {
        filled(db).await?;
        let update = || User::update().set(User::fullname.to("x")).filter(User::id.le(2));
        assert_eq!(db.engine.execute(update()).await?.rows_affected, 2);
        assert_eq!(db.engine.execute(update()).await?.rows_affected, 2);
        let names: Vec<Option<String>> = db.engine.all(select(User::fullname).order_by(User::id)).await?;
        assert_eq!(names, [Some("x".into()), Some("x".into()), Some("Squidward".into())]);
        Ok(())
    });
}

#[test]
fn a_delete_takes_exactly_what_it_names() {
    run(async |db| {
        filled(db).await?;
        let Outcome { rows_affected, .. } =
            db.engine.execute(Address::delete().filter(Address::email_address.like("sandy@%"))).await?;
        assert_eq!(rows_affected, 2);
        assert_eq!(db.engine.all(select(Address::email_address)).await?, ["pat@aol.com"]);
        Ok(())
    });
}

#[test]
fn returning_gives_the_rows_or_says_that_the_database_cannot() {
    run(async |db| {
        filled(db).await?;
        let inserted = db.engine.all(User::insert().values(User::name.to("gary")).returning((User::id, User::fullname))).await;
        let deleted = db.engine.all(Address::delete().filter(Address::id.eq(3)).returning(Address::email_address)).await;
        let updated = db.engine.all(User::update().set(User::name.to("s")).filter(User::id.eq(1)).returning(User::name)).await;
        let can = db.engine.dialect().features().returning;
        match can {
            Returning::None => assert_eq!(inserted.unwrap_err().kind(), ErrorKind::Unsupported),
            _ => assert_eq!(inserted?, [(4, None)]),
        }
        match can {
            Returning::None => assert_eq!(deleted.unwrap_err().kind(), ErrorKind::Unsupported),
            _ => assert_eq!(deleted?, ["pat@aol.com"]),
        }
        match can {
            Returning::All => assert_eq!(updated?, ["s"]),
            _ => assert_eq!(updated.unwrap_err().kind(), ErrorKind::Unsupported),
        }
        Ok(())
    });
}

#[covers("RES-06", "RES-09", "RES-23", "RES-24", "TYP-30")]
#[test]
fn joins_order_limit_and_offset_choose_the_same_rows_everywhere() {
    run(async |db| {
        filled(db).await?;
        let joined: Vec<(String, String)> = db
            .engine
            .all(select((User::name, Address::email_address)).join(User::addresses).order_by((User::name.desc(), Address::id)))
            .await?;
        let expected = [("sandy", "sandy@a.org"), ("sandy", "sandy@b.org"), ("patrick", "pat@aol.com")];
        assert_eq!(joined, expected.map(|(name, email)| (name.to_owned(), email.to_owned())));
        let counted: Vec<(String, i64)> = db
            .engine
            .all(
                select((User::name, func::count(Address::id)))
                    .outer_join(User::addresses)
                    .group_by(User::name)
                    .order_by(User::name),
            )
            .await?;
        assert_eq!(counted, [("patrick".to_owned(), 1), ("sandy".to_owned(), 2), ("squid".to_owned(), 0)]);
        let missing = select((User::name, Address::entity())).outer_join(User::addresses).order_by((User::name, Address::id));
        let error = db.engine.all(missing.clone()).await.unwrap_err();
        assert!(error.to_string().contains("`address.id` stands on the outer side of a join"), "{error}");
        let mut session = db.session();
        assert_eq!(session.all(missing).await.unwrap_err().kind(), ErrorKind::Programming);
        let missing = select((User::name, Address::entity().nullable())).outer_join(User::addresses).filter(User::name.eq("squid"));
        assert!(session.one(missing).await?.1.is_none());
        // By names that only the running program knows.
        assert_eq!(db.engine.one(User::select().filter_by("name", "squid")).await?.name, "squid");
        assert_eq!(db.engine.all(select((User::id, User::name)).filter_by("name", "sandy")).await?.len(), 1);
        let names = param_list::<String>("names");
        let among = select(func::count(User::id)).filter(User::name.in_(&names));
        assert_eq!(db.engine.one(among.params(names.to(["sandy", "squid"]))).await?, 2);
        assert_eq!(db.engine.one(select(func::count(User::id)).filter(User::name.in_(&["sandy"][..]))).await?, 1);
        let page: Vec<String> = db.engine.all(select(User::name).order_by(User::id).limit(1).offset(1)).await?;
        assert_eq!(page, ["patrick"]);
        let rest: Vec<String> = db.engine.all(select(User::name).order_by(User::id).offset(1)).await?;
        assert_eq!(rest, ["patrick", "squid"]);
        assert_eq!(db.engine.first(select(User::name).order_by(User::id)).await?, Some("sandy".to_owned()));
        Ok(())
    });
}

#[covers("RES-10")]
#[test]
fn one_wants_exactly_one_row() {
    run(async |db| {
        filled(db).await?;
        let one = |condition: Expr<bool>| db.engine.one(select(User::name).filter(condition));
        assert_eq!(one(User::id.eq(2)).await?, "patrick");
        assert_eq!(one(User::id.eq(99)).await.unwrap_err().kind(), ErrorKind::NoRows);
        assert_eq!(one(User::id.gt(0)).await.unwrap_err().kind(), ErrorKind::MultipleRows);
        assert_eq!(db.engine.one_or_none(select(User::name).filter(User::id.eq(99))).await?, None);
        Ok(())
    });
}

#[test]
fn null_tests_and_lists_find_what_they_should() {
    run(async |db| {
        filled(db).await?;
        let names = |condition: Expr<bool>| db.engine.all(select(User::name).filter(condition).order_by(User::id));
        assert_eq!(names(User::fullname.is_null()).await?, ["patrick"]);
        assert_eq!(names(User::fullname.is_not_null()).await?, ["sandy", "squid"]);
        assert_eq!(names(User::id.in_([1, 3])).await?, ["sandy", "squid"]);
        assert_eq!(names(User::id.in_(Vec::<i64>::new())).await?, Vec::<String>::new());
        assert_eq!(names(User::addresses.any(Address::email_address.ends_with("@aol.com"))).await?, ["patrick"]);
        assert_eq!(names(User::addresses.is_empty()).await?, ["squid"]);
        assert_eq!(names(User::name.eq("patrick").or(User::id.eq(3))).await?, ["patrick", "squid"]);
        Ok(())
    });
}

#[test]
fn text_binds_its_values_by_name() {
    run(async |db| {
        filled(db).await?;
        let statement = text("SELECT name FROM user_account WHERE id = :id OR name = :name ORDER BY id")
            .bind("id", 1_i64)
            .bind("name", "squid")
            .columns::<String>();
        assert_eq!(db.engine.all(statement).await?, ["sandy", "squid"]);
        Ok(())
    });
}

#[test]
fn many_rows_go_in_by_one_insert() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let users: Vec<User> = (0..50).map(|n| User { name: format!("u{n}"), ..default() }).collect();
        assert_eq!(db.engine.execute(User::insert().values(users)).await?.rows_affected, 50);
        assert_eq!(db.sent.statements().len(), 1);
        assert_eq!(db.engine.scalar(select(func::count(User::id))).await?, 50);
        Ok(())
    });
}
