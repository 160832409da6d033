//! Rows whose columns are known only at run time, and rows that come once.

use alchemy_claims::covers;
use alchemy_orm::core::Value;
use alchemy_orm::core::dialect::Returning;
use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, Address, User};
use alchemy_tests::{Backend, run};

async fn filled(db: &Backend) -> Result<()> {
    db.create::<Accounts>().await?;
    for (name, fullname) in [("sandy", Some("Sandy Cheeks")), ("patrick", None)] {
        db.engine.execute(User::insert().values((User::name.to(name), User::fullname.to(fullname)))).await?;
    }
    for (user, email) in [(1, "sandy@a.org"), (1, "sandy@b.org"), (2, "pat@aol.com")] {
        db.engine.execute(Address::insert().values((Address::user_id.to(user), Address::email_address.to(email)))).await?;
    }
    Ok(())
}

#[covers("RES-07", "RES-11", "RES-22", "DIA-08")]
#[test]
fn values_are_read_by_name_by_position_and_by_column() {
    run(async |db| {
        filled(db).await?;
        let query = select((User::id, Address::id, Address::email_address, (User::id * 2).label("twice")));
        let query = query.join(User::addresses).order_by(Address::id.desc());
        let records = db.engine.all(query.records()).await?;
        assert_eq!(records.len(), 3);
        let first = &records[0];
        assert_eq!(first.names().collect::<Vec<_>>(), ["id", "id_1", "email_address", "twice"]);
        assert_eq!((first.column(User::id)?, first.column(Address::id)?), (2, 3));
        assert_eq!((first.get::<i64>(0)?, first.get::<i64>("id_1")?, first.get::<i64>("twice")?), (2, 3, 4));
        assert_eq!(first.get::<Option<String>>("email_address")?, Some("pat@aol.com".to_owned()));
        assert!(first.contains("twice") && !first.contains("thrice"));
        assert_eq!(first.value("email_address")?, &Value::from("pat@aol.com"));
        assert_eq!(first.column((User::id * 2).label("twice"))?, 4);
        assert_eq!(first.column(User::name).unwrap_err().kind(), ErrorKind::Programming);
        Ok(())
    });
}

#[covers("RES-08")]
#[test]
fn a_name_that_is_missing_or_stands_for_two_columns_is_refused() {
    run(async |db| {
        let record = db.engine.one(text("SELECT 1 AS a, 2 AS a, 'x' AS b").records()).await?;
        assert_eq!((record.get::<i64>(0)?, record.get::<i64>(1)?, record.get::<String>("b")?), (1, 2, "x".to_owned()));
        let said = |outcome: Result<i64>| (outcome.as_ref().unwrap_err().kind(), outcome.unwrap_err().to_string());
        let (kind, ambiguous) = said(record.get("a"));
        assert!(kind == ErrorKind::Programming && ambiguous.contains("several columns are named `a`"), "{ambiguous}");
        let (kind, missing) = said(record.get("c"));
        assert!(kind == ErrorKind::Programming && missing.contains("no column `c`"), "{missing}");
        assert_eq!(said(record.get(3)).0, ErrorKind::Programming);
        assert_eq!(said(record.get("b")).0, ErrorKind::Data);
        Ok(())
    });
}

#[covers("RES-07")]
#[test]
fn rows_of_models_and_of_writes_are_read_by_name_too() {
    run(async |db| {
        filled(db).await?;
        let record = db.engine.one(User::select().filter(User::name.eq("patrick")).records()).await?;
        assert_eq!((record.get::<i64>("id")?, record.column(User::fullname)?), (2, None));
        let everything = db.engine.all(text("SELECT * FROM address ORDER BY id").records()).await?;
        assert_eq!((everything.len(), everything[0].get::<String>("email_address")?), (3, "sandy@a.org".to_owned()));
        let mut session = db.session();
        let first = session.first(User::select().order_by(User::id).records()).await?;
        assert_eq!(first.unwrap().get::<String>("name")?, "sandy");
        drop(session);
        if db.engine.dialect().features().returning == Returning::None {
            println!("not run: {:?} returns no rows from an INSERT but their keys", db.kind());
        } else {
            let users = ["gary", "larry"].map(|name| User { name: name.into(), ..default() });
            let written = User::insert().values(Vec::from(users)).returning((User::id, User::name)).records();
            let written = db.engine.all(written).await?;
            let read: Result<Vec<(i64, String)>> =
                written.iter().map(|row| Ok((row.get("id")?, row.column(User::name)?))).collect();
            assert_eq!(read?, [(3, "gary".to_owned()), (4, "larry".to_owned())]);
        }
        Ok(())
    });
}

#[derive(Debug, PartialEq, FromRow)]
struct Written {
    name: String,
    id: i64,
}

#[test]
fn structs_are_read_by_name_from_the_rows_of_a_bulk_insert() {
    run(async |db| {
        db.create::<Accounts>().await?;
        if db.engine.dialect().features().returning == Returning::None {
            println!("not run: {:?} returns no rows from an INSERT but their keys", db.kind());
            return Ok(());
        }
        let users = ["gary", "larry"].map(|name| User { name: name.into(), ..default() });
        let written = User::insert().values(Vec::from(users)).returning((User::id, User::name)).into::<Written>();
        let written = db.engine.all(written).await?;
        assert_eq!(written, [("gary", 1), ("larry", 2)].map(|(name, id)| Written { name: name.into(), id }));
        Ok(())
    });
}

#[covers("RES-13")]
#[test]
fn rows_come_once_by_value_and_objects_by_identity() {
    run(async |db| {
        filled(db).await?;
        let users = || User::select().join(User::addresses).order_by((User::id, Address::id));
        let mut session = db.session();
        assert_eq!(session.all(users()).await?.len(), 3);
        let once = session.all(users().unique()).await?;
        assert_eq!(once.iter().map(|user| user.read().name.clone()).collect::<Vec<_>>(), ["sandy", "patrick"]);
        let names = select(User::name).join(User::addresses).order_by(User::id);
        assert_eq!(db.engine.all(names.clone().unique()).await?, ["sandy", "patrick"]);
        assert_eq!(db.engine.one(names.clone().filter(User::id.eq(1)).unique()).await?, "sandy");
        assert_eq!(db.engine.one(names.filter(User::id.eq(1))).await.unwrap_err().kind(), ErrorKind::MultipleRows);
        Ok(())
    });
}

#[derive(Debug, PartialEq, FromRow)]
struct Email {
    email_address: String,
}

/// However few of its columns are read.
#[test]
fn a_row_repeats_another_in_all_that_was_selected() {
    run(async |db| {
        filled(db).await?;
        let emails = select((User::name, Address::email_address)).join(User::addresses).order_by(Address::id);
        let read: Vec<Email> = db.engine.all(emails.clone().into::<Email>().unique()).await?;
        let expected = ["sandy@a.org", "sandy@b.org", "pat@aol.com"];
        assert_eq!(read.iter().map(|email| email.email_address.as_str()).collect::<Vec<_>>(), expected);
        assert_eq!(db.engine.all(emails.records().unique()).await?.len(), 3);
        let names = text("SELECT 1 AS n, 'a' AS name UNION ALL SELECT 1, 'b' UNION ALL SELECT 1, 'b'");
        assert_eq!(db.engine.all(names.columns::<(i64, Record)>().unique()).await?.len(), 2);
        Ok(())
    });
}

#[test]
fn a_row_repeats_another_of_the_same_insert_whatever_statements_it_takes() {
    run(async |db| {
        db.create::<Accounts>().await?;
        if db.engine.dialect().features().returning == Returning::None {
            println!("not run: {:?} returns no rows from an INSERT but their keys", db.kind());
            return Ok(());
        }
        let users = ["gary", "larry"].map(|name| User { name: name.into(), fullname: Some("x".into()), ..default() });
        let insert = User::insert().values(Vec::from(users)).returning(func::upper(User::fullname));
        assert_eq!(db.engine.all(insert.unique()).await?, [Some("X".to_owned())]);
        Ok(())
    });
}

#[covers("RES-13")]
#[test]
fn repeated_rows_are_left_out_when_their_loader_has_seen_them() {
    run(async |db| {
        filled(db).await?;
        for option in [User::addresses.joinedload(), User::addresses.selectinload()] {
            let users = User::select().join(User::addresses).order_by((User::id, Address::id)).options(option).unique();
            let users = db.engine.all(users).await?;
            let loaded: Vec<(String, usize)> =
                users.iter().map(|user| (user.name.clone(), user.addresses.iter().count())).collect();
            assert_eq!(loaded, [("sandy".to_owned(), 2), ("patrick".to_owned(), 1)]);
        }
        Ok(())
    });
}
