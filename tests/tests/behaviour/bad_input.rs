//! Bad input is a typed error, and leaves session and pool usable.

use std::time::Duration;

use alchemy_claims::covers;
use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, Address, City, Country, EveryType, Node, User, UserGroup};
use alchemy_tests::{Backend, Kind, run};

/// The same session and the same engine still do their work, and no connection is lost.
async fn still_works(db: &Backend, session: &mut Session) -> Result<()> {
    session.rollback().await?;
    assert!(session.is_active());
    session.add(Node { name: "after".into(), ..default() });
    session.commit().await?;
    assert_eq!(db.engine.scalar(select(func::count(Node::id)).filter(Node::name.eq("after"))).await?, 1);
    assert_eq!(db.engine.status().in_use, 0, "{:?}", db.engine.status());
    Ok(())
}

#[test]
fn an_unknown_scheme_says_which_are_known() {
    run(async |_| {
        for url in ["oracle://host/db", "nonsense", ""] {
            let error = create_engine(url).await.err().unwrap_or_else(|| panic!("{url:?} was accepted"));
            assert!(matches!(error.kind(), ErrorKind::Configuration | ErrorKind::Disconnect), "{url:?}: {error:?}");
        }
        let error = create_engine("oracle://host/db").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains("oracle") && error.to_string().contains("postgres"), "{error}");
        Ok(())
    });
}

#[test]
fn a_wrong_password_is_a_configuration_error_that_does_not_tell_it() {
    run(async |db| {
        if db.is_sqlite() {
            alchemy_tests::tell(format_args!("skipped: SQLite has no passwords"));
            return Ok(());
        }
        let url = std::env::var("ALCHEMY_TEST_URL").unwrap();
        let (scheme, rest) = url.split_once("://").unwrap();
        let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
        let with = |password: &str| format!("{scheme}://alchemy:{password}@{place}");
        match create_engine(&with("secret")).await {
            Ok(engine) => engine.close().await,
            Err(error) => {
                alchemy_tests::tell(format_args!("no user `alchemy` here, so the right password is not tried: {error}"));
                assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
            }
        }
        match create_engine(&with("hunter2")).await {
            Ok(engine) => {
                alchemy_tests::tell(format_args!("skipped: this server trusts everybody"));
                engine.close().await;
            }
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
                assert!(!format!("{error} {error:?}").contains("hunter2"));
            }
        }
        Ok(())
    });
}

#[test]
fn a_server_that_is_not_there_is_a_disconnect_in_time() {
    run(async |db| {
        let Some((scheme, _)) = db.url.split_once("://").filter(|_| !db.is_sqlite()) else {
            alchemy_tests::tell(format_args!("skipped: SQLite has no server"));
            return Ok(());
        };
        let url = format!("{scheme}://nobody@127.0.0.1:1/none");
        let options = engine_options(&url)?.connect_timeout(Duration::from_secs(5)).acquire_timeout(Duration::from_secs(5));
        assert_eq!(options.create().await.unwrap_err().kind(), ErrorKind::Disconnect);
        Ok(())
    });
}

#[test]
fn a_missing_table_is_a_programming_error() {
    run(async |db| {
        db.create::<Node>().await?;
        let mut session = db.session();
        let error = session.all(User::select()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Programming, "{error}");
        assert!(error.statement().is_some_and(|text| text.contains("user_account")));
        still_works(db, &mut session).await?;
        session.add(Country { code: "FR".into(), ..default() });
        assert_eq!(session.flush().await.unwrap_err().kind(), ErrorKind::Programming);
        still_works_again(db, &mut session).await
    });
}

async fn still_works_again(db: &Backend, session: &mut Session) -> Result<()> {
    db.engine.execute(Node::delete()).await?;
    still_works(db, session).await
}

#[test]
fn wrong_sql_is_a_programming_error() {
    run(async |db| {
        db.create::<Node>().await?;
        let mut session = db.session();
        assert_eq!(session.execute(text("SELEC 1")).await.unwrap_err().kind(), ErrorKind::Programming);
        still_works(db, &mut session).await
    });
}

/// Makes one mistake with a fresh session; gives the error.
async fn refused(db: &Backend, mistake: impl AsyncFnOnce(&mut Session) -> Result<()>) -> Result<Error> {
    db.engine.execute(Node::delete()).await?;
    let mut session = db.session();
    mistake(&mut session).await?;
    let error = session.commit().await.expect_err("it was accepted");
    assert_eq!(session.commit().await.unwrap_err().kind(), ErrorKind::PendingRollback);
    assert_eq!(session.all(Node::select()).await.unwrap_err().kind(), ErrorKind::PendingRollback);
    still_works(db, &mut session).await?;
    Ok(error)
}

async fn filled(db: &Backend) -> Result<()> {
    db.create::<(Accounts, Node, Country, City)>().await?;
    let mut session = db.session();
    session.add(User { name: "sandy".into(), ..default() });
    session.add(Country { code: "FR".into(), name: "France".into(), ..default() });
    session.commit().await
}

#[covers("DIA-09")]
#[test]
fn a_second_row_of_a_unique_value_is_a_unique_violation() {
    run(async |db| {
        filled(db).await?;
        let twin = async |session: &mut Session| {
            session.add(User { name: "sandy".into(), ..default() });
            Ok(())
        };
        let error = refused(db, twin).await?;
        assert_eq!(error.kind(), ErrorKind::Unique, "{error}");
        assert!(error.is_integrity());
        assert!(!error.to_string().contains("INSERT INTO user_account (name, fullname) VALUES ('sandy'"), "{error}");
        let twin = async |session: &mut Session| {
            session.add(Country { code: "FR".into(), name: "Frankreich".into(), ..default() });
            Ok(())
        };
        assert_eq!(refused(db, twin).await?.kind(), ErrorKind::Unique, "a primary key");
        Ok(())
    });
}

#[test]
fn a_reference_to_nothing_is_a_foreign_key_violation() {
    run(async |db| {
        filled(db).await?;
        let error = refused(db, async |session: &mut Session| {
            session.add(Address { email_address: "x@x.org".into(), user_id: 99, ..default() });
            Ok(())
        })
        .await?;
        assert_eq!(error.kind(), ErrorKind::ForeignKey, "{error}");
        let error = refused(db, async |session: &mut Session| {
            session.add(UserGroup { user_id: 1, group_id: 99 });
            Ok(())
        })
        .await?;
        assert_eq!(error.kind(), ErrorKind::ForeignKey, "{error}");
        Ok(())
    });
}

#[test]
fn what_a_check_refuses_is_a_check_violation() {
    run(async |db| {
        filled(db).await?;
        let error = refused(db, async |session: &mut Session| {
            session.add(Address { email_address: "x".into(), user_id: 1, ..default() });
            Ok(())
        })
        .await?;
        assert_eq!(error.kind(), ErrorKind::Check, "{error}");
        Ok(())
    });
}

#[test]
fn null_where_none_may_be_is_a_not_null_violation() {
    run(async |db| {
        filled(db).await?;
        let mut session = db.session();
        let error = session.execute(text("UPDATE user_account SET name = NULL")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotNull, "{error}");
        still_works(db, &mut session).await
    });
}

#[test]
fn a_failed_flush_writes_none_of_it() {
    run(async |db| {
        filled(db).await?;
        let mut session = db.session();
        session.add_all(["a", "b", "sandy", "c"].map(|name| User { name: name.into(), ..default() }));
        assert_eq!(session.commit().await.unwrap_err().kind(), ErrorKind::Unique);
        assert_eq!(db.engine.all(select(User::name)).await?, ["sandy"]);
        still_works(db, &mut session).await
    });
}

#[test]
fn text_that_is_too_long_is_refused_or_kept_but_never_cut() {
    run(async |db| {
        filled(db).await?;
        let name = "x".repeat(31);
        let mut session = db.session();
        session.add(User { name: name.clone(), ..default() });
        match session.commit().await {
            Ok(()) => assert!(db.is_sqlite() && db.engine.all(select(User::name)).await?.contains(&name)),
            Err(error) => assert_eq!(error.kind(), ErrorKind::Data, "{error}"),
        }
        still_works(db, &mut session).await
    });
}

/// Adds one row of every type after a change; says what became of it.
async fn stored(db: &Backend, change: impl FnOnce(&mut EveryType)) -> Result<Option<EveryType>> {
    db.engine.execute(EveryType::delete()).await?;
    db.engine.execute(Node::delete()).await?;
    let day = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
    let moment = day.and_hms_opt(0, 0, 0).unwrap();
    let mut row = EveryType { day, moment, instant: moment.and_utc(), document: serde_json::json!({}), ..default() };
    change(&mut row);
    let mut session = db.session();
    let added = session.add(row.clone());
    let outcome = session.commit().await;
    match outcome {
        Ok(()) => {
            row.id = added.read().id;
            let found: EveryType = db.engine.one(EveryType::select()).await?;
            if !row.double.is_nan() || !found.double.is_nan() {
                assert_eq!(found, row, "it was changed on the way");
            }
            still_works(db, &mut session).await?;
            Ok(Some(found))
        }
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Data, "{error}");
            still_works(db, &mut session).await?;
            assert_eq!(db.engine.scalar(select(func::count(EveryType::id))).await?, 0);
            Ok(None)
        }
    }
}

#[test]
fn extreme_values_are_stored_as_they_are_or_refused_as_data() {
    run(async |db| {
        db.create::<(EveryType, Node)>().await?;
        let year = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        stored(db, |row| row.day = year(-4700)).await?;
        stored(db, |row| row.day = year(0)).await?;
        stored(db, |row| row.day = year(12_345)).await?;
        stored(db, |row| row.day = NaiveDate::MAX).await?;
        stored(db, |row| row.moment = year(-1).and_hms_opt(1, 2, 3).unwrap()).await?;
        stored(db, |row| row.instant = DateTime::<Utc>::MAX_UTC - chrono_nanos()).await?;
        stored(db, |row| row.exact = Decimal::MAX).await?;
        stored(db, |row| row.exact = Decimal::MIN).await?;
        stored(db, |row| row.exact = "0.0000000000000000000000000001".parse().unwrap()).await?;
        stored(db, |row| row.double = f64::INFINITY).await?;
        stored(db, |row| row.double = f64::MAX).await?;
        stored(db, |row| row.double = f64::MIN_POSITIVE).await?;
        stored(db, |row| row.double = -0.0).await?;
        stored(db, |row| row.single = f32::MAX).await?;
        stored(db, |row| row.double = f64::NAN).await?;
        stored(db, |row| row.bytes = vec![0; 60_000]).await?;
        Ok(())
    });
}

/// Columns hold microseconds; what is finer would be cut.
fn chrono_nanos() -> std::time::Duration {
    Duration::from_nanos(999)
}

#[test]
fn a_nul_in_text_is_kept_or_refused() {
    run(async |db| {
        db.create::<(EveryType, Node)>().await?;
        let outcome = stored(db, |row| row.words = "a\0b".into()).await?;
        if db.kind() == Kind::Postgres {
            assert!(outcome.is_none(), "PostgreSQL cannot hold it");
        }
        Ok(())
    });
}

#[test]
fn an_infinite_number_is_refused_where_there_is_none() {
    run(async |db| {
        db.create::<(EveryType, Node)>().await?;
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let outcome = stored(db, |row| row.double = value).await?;
            if db.is_mysql_like() {
                assert!(outcome.is_none(), "{value}");
            }
        }
        Ok(())
    });
}

#[test]
fn a_number_that_does_not_fit_what_it_is_read_into_is_data() {
    run(async |db| {
        db.create::<Node>().await?;
        let mut session = db.session();
        let read = session.all(text("SELECT 70000 AS n").columns::<i16>()).await;
        assert_eq!(read.unwrap_err().kind(), ErrorKind::Data);
        let read = session.all(text("SELECT 'x' AS n").columns::<i64>()).await;
        assert_eq!(read.unwrap_err().kind(), ErrorKind::Data);
        let read = session.all(text("SELECT NULL AS n").columns::<String>()).await;
        assert_eq!(read.unwrap_err().kind(), ErrorKind::Data);
        still_works(db, &mut session).await
    });
}

#[test]
fn a_handle_of_another_session_is_refused_until_it_is_mended() {
    run(async |db| {
        filled(db).await?;
        let (mut one, mut other) = (db.session(), db.session());
        let user = one.get_one::<User>(1).await?;
        let address = other.add(Address { email_address: "x@x.org".into(), user: (&user).into(), ..default() });
        assert_eq!(other.check().unwrap_err().kind(), ErrorKind::Detached);
        db.sent.clear();
        assert_eq!(other.flush().await.unwrap_err().kind(), ErrorKind::Detached);
        assert!(db.sent.take().is_empty());
        drop(address);
        drop(one);
        still_works(db, &mut other).await
    });
}

#[test]
fn a_guard_in_the_way_is_borrowed_and_nothing_is_sent() {
    run(async |db| {
        filled(db).await?;
        let mut session = db.session();
        let user = session.get_one::<User>(1).await?;
        db.sent.clear();
        {
            let mut guard = user.write();
            guard.fullname = Some("x".into());
            assert_eq!(session.flush().await.unwrap_err().kind(), ErrorKind::Borrowed);
            assert!(db.sent.take().is_empty());
        }
        session.commit().await?;
        assert_eq!(db.engine.scalar(select(User::fullname)).await?.as_deref(), Some("x"), "no rollback was needed");
        Ok(())
    });
}

#[covers("DIA-09")]
#[test]
fn quotes_in_values_and_names_are_only_that() {
    run(async |db| {
        filled(db).await?;
        let evil = "x'); DROP TABLE user_account; --";
        let mut session = db.session();
        session.add(User { name: "e".into(), fullname: Some(evil.into()), ..default() });
        session.commit().await?;
        let found = session.all(select(User::fullname).filter(User::fullname.eq(evil))).await?;
        assert_eq!(found, [Some(evil.to_owned())]);
        let found = session.all(select(User::name).filter(User::fullname.contains("%"))).await?;
        assert!(found.is_empty(), "a percent sign in a search is a percent sign");
        Ok(())
    });
}

#[test]
fn a_member_under_a_write_guard_is_not_left_out() {
    run(async |db| {
        filled(db).await?;
        let mut session = db.session();
        let user = session.add(User { name: "m".into(), ..default() });
        let address = session.add(Address { email_address: "m@m.org".into(), ..default() });
        user.write().addresses.push(&address);
        let guard = address.write();
        let refused = user.read().addresses.try_iter().map(drop).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Borrowed);
        drop(guard);
        assert_eq!(user.read().addresses.try_iter()?.count(), 1);
        let guard = user.write();
        assert_eq!(address.read().user.try_get().map(drop).unwrap_err().kind(), ErrorKind::Borrowed);
        drop(guard);
        Ok(())
    });
}

#[test]
fn a_value_that_is_unset_is_not_null() {
    run(async |db| {
        filled(db).await?;
        let new = User::default();
        let refused = db.engine.all(select(User::name).filter(User::id.eq(new.id))).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::InvalidState);
        Ok(())
    });
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "strict_parent")]
struct StrictParent {
    #[mapped(primary_key)]
    id: Auto<i64>,
    #[mapped(cascade = "delete")]
    children: HasMany<StrictChild>,
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "strict_child")]
struct StrictChild {
    #[mapped(primary_key)]
    id: Auto<i64>,
    #[mapped(foreign_key = StrictParent::id)]
    parent_id: Option<i64>,
}

#[test]
fn without_save_update_a_new_member_has_to_be_added_before() {
    run(async |db| {
        db.create::<(StrictParent, StrictChild)>().await?;
        let mut session = db.session();
        session.add(StrictParent { children: [StrictChild::default()].into(), ..default() });
        db.sent.clear();
        assert_eq!(session.flush().await.unwrap_err().kind(), ErrorKind::InvalidState);
        assert!(db.sent.take().is_empty());
        session.rollback().await?;
        let child = session.add(StrictChild::default());
        session.add(StrictParent { children: [&child].into(), ..default() });
        session.commit().await?;
        assert_eq!(db.engine.all(select(StrictChild::parent_id)).await?, [Some(1)]);
        Ok(())
    });
}

#[test]
fn a_fraction_is_not_given_to_a_column_of_integers() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let insert = |id: f64| Address::insert().values((Address::user_id.to(id), Address::email_address.to("a@a.org")));
        db.engine.execute(User::insert().values(User::name.to("ann"))).await?;
        assert_eq!(db.engine.execute(insert(1.7)).await.unwrap_err().kind(), ErrorKind::Data);
        assert_eq!(db.engine.execute(insert(f64::NAN)).await.unwrap_err().kind(), ErrorKind::Data);
        let update = |id: f64| Address::update().set(Address::user_id.to(id)).filter(Address::id.eq(1));
        assert_eq!(db.engine.execute(update(0.5)).await.unwrap_err().kind(), ErrorKind::Data);
        // A whole number is one, in whatever form.
        db.engine.execute(insert(1.0)).await?;
        assert_eq!(db.engine.all(select(Address::user_id)).await?, [1]);
        Ok(())
    });
}
