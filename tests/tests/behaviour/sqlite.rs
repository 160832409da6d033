//! What only SQLite has, in memory and in a file. On other databases there is nothing to run here.

use alchemy_claims::covers;
use alchemy_orm::core::{AddConstraint, Check, ConstraintBuilder as _, Index, Unique, prelude::*};
use alchemy_orm::engine_options;
use alchemy_orm::prelude::{DateTime, Decimal, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use alchemy_sqlite::{ColumnOptions, Conflict, OnConflict};
use alchemy_tests::{Backend, run_where};

/// Runs the test if it is SQLite.
fn here<F: AsyncFnOnce(&Backend) -> Result<()>>(test: F) {
    run_where(Backend::is_sqlite, test);
}

async fn texts(db: &Backend, sql: &str) -> Result<Vec<String>> {
    db.engine.all(text(sql).columns::<String>()).await
}

#[covers("SL-01")]
#[test]
fn a_path_is_relative_or_from_the_root_and_none_is_memory() {
    here(async |_| {
        let directory = std::env::temp_dir().join(format!("alchemy-paths-{}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        let file = directory.join("shop.db");
        for url in [format!("sqlite:{}", file.display()), format!("sqlite:///{}", file.display())] {
            let engine = engine_options(&url)?.create().await?;
            engine.execute(text("CREATE TABLE IF NOT EXISTS t (v INTEGER)")).await?;
            engine.execute(text("INSERT INTO t VALUES (1)")).await?;
            engine.close().await;
        }
        let engine = engine_options(&format!("sqlite:{}?readonly", file.display()))?.create().await?;
        assert_eq!(engine.scalar(text("SELECT count(*) FROM t").columns::<i64>()).await?, 2, "both URLs are one file");
        engine.close().await;
        std::fs::remove_dir_all(&directory).unwrap();
        for url in ["sqlite:", "sqlite://", "sqlite::memory:"] {
            let engine = engine_options(url)?.create().await?;
            assert_eq!(engine.scalar(text("SELECT file FROM pragma_database_list").columns::<String>()).await?, "", "{url}");
        }
        for url in ["sqlite://shop.db", "sqlite:file:shop.db?cache=shared", "sqlite:shop.db?cache=shared"] {
            assert_eq!(engine_options(url).unwrap_err().kind(), ErrorKind::Configuration, "{url}");
        }
        Ok(())
    });
}

#[covers("SL-02", "SL-03")]
#[test]
fn the_connections_of_an_engine_share_its_database() {
    here(async |db| {
        let engine = engine_options("sqlite::memory:")?.create().await?;
        engine.execute(text("CREATE TABLE t (v INTEGER)")).await?;
        let (mut first, mut second) = (engine.connect().await?, engine.connect().await?);
        first.execute(text("INSERT INTO t VALUES (7)")).await?;
        first.commit().await?;
        assert_eq!(second.all(text("SELECT v FROM t").columns::<i64>()).await?, [7]);
        drop((first, second));
        assert_eq!(engine.scalar(text("SELECT v FROM t").columns::<i64>()).await?, 7);
        let error = db.engine.all(text("SELECT v FROM t").columns::<i64>()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Programming, "another engine has another database");
        Ok(())
    });
}

table! { pub note ("note") { id: i64 [primary_key], body: String } }

#[covers("SL-04")]
#[test]
fn a_transaction_holds_reads_ddl_and_savepoints() {
    here(async |db| {
        db.create::<(note,)>().await?;
        let mut connection = db.engine.connect().await?;
        // DDL is undone like anything else.
        connection.execute(text("CREATE TABLE gone (v INTEGER)")).await?;
        connection.execute(note::insert().values((note::id.to(1), note::body.to("x")))).await?;
        connection.rollback().await?;
        assert_eq!(connection.all(text("SELECT name FROM sqlite_schema WHERE name = 'gone'").columns::<String>()).await?, [""; 0]);
        assert_eq!(connection.scalar(select(func::count(note::id))).await?, 0);
        connection.rollback().await?;
        // A savepoint as the first thing stands in a transaction as well.
        let mut transaction = connection.begin().await?;
        let mut inner = transaction.begin_nested().await?;
        inner.execute(note::insert().values((note::id.to(1), note::body.to("x")))).await?;
        inner.commit().await?;
        transaction.rollback().await?;
        assert_eq!(connection.scalar(select(func::count(note::id))).await?, 0, "what a savepoint kept goes with its transaction");
        Ok(())
    });
}

#[covers("SL-04")]
#[test]
fn a_read_opens_the_transaction_and_sees_one_state() {
    here(async |db| {
        db.create::<(note,)>().await?;
        if !db.is_shared() {
            println!("not run in memory: there is no WAL, and a reader blocks who writes");
            return Ok(());
        }
        db.engine.execute(text("PRAGMA journal_mode = WAL")).await?;
        let mut reader = db.engine.connect().await?;
        assert_eq!(reader.scalar(select(func::count(note::id))).await?, 0);
        db.engine.execute(note::insert().values((note::id.to(1), note::body.to("x")))).await?;
        assert_eq!(reader.scalar(select(func::count(note::id))).await?, 0);
        reader.commit().await?;
        assert_eq!(reader.scalar(select(func::count(note::id))).await?, 1);
        Ok(())
    });
}

#[covers("SL-06")]
#[test]
fn foreign_keys_are_enforced_unless_the_url_says_otherwise() {
    here(async |_| {
        let parent = Table::new("parent").column(Column::new("id", Integer).primary_key());
        let child = Table::new("child").column(Column::new("parent_id", Integer).references("parent", "id"));
        let metadata = MetaData::new().table(parent).table(child.clone());
        for (options, enforced) in [("", true), ("?foreign_keys=on", true), ("?foreign_keys=off", false)] {
            let engine = engine_options(&format!("sqlite::memory:{options}"))?.create().await?;
            metadata.create_all(&engine).await?;
            // On every connection, not on the first alone.
            for mut connection in [engine.connect().await?, engine.connect().await?] {
                let insert = connection.execute(child.insert().values(child.c("parent_id").to(9))).await;
                assert_eq!(insert.err().map(|error| error.kind()), enforced.then_some(ErrorKind::ForeignKey), "{options}");
            }
        }
        Ok(())
    });
}

table! {
    pub clock ("clock") { id: i64 [primary_key], day: NaiveDate, time: NaiveTime, moment: NaiveDateTime, instant: DateTime<Utc> }
}

#[covers("SL-08")]
#[test]
fn dates_and_times_are_texts_that_sort() {
    here(async |db| {
        db.create::<(clock,)>().await?;
        let day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
        let moment = day.and_hms_micro_opt(1, 2, 3, 4).unwrap();
        let row =
            (clock::day.to(day), clock::time.to(moment.time()), clock::moment.to(moment), clock::instant.to(moment.and_utc()));
        db.engine.execute(clock::insert().values((clock::id.to(1), row))).await?;
        let stored = texts(db, "SELECT concat_ws('|', day, time, moment, instant, typeof(day), typeof(moment)) FROM clock").await?;
        assert_eq!(stored, ["2024-02-29|01:02:03.000004|2024-02-29 01:02:03.000004|2024-02-29 01:02:03.000004|text|text"]);
        let row = db.engine.one(select((clock::day, clock::time, clock::moment, clock::instant))).await?;
        assert_eq!(row, (day, moment.time(), moment, moment.and_utc()));
        assert_eq!(db.engine.all(select(clock::id).filter(clock::moment.gt(day.and_hms_opt(0, 0, 0).unwrap()))).await?, [1]);
        // Text that is no date is not read as one.
        db.engine.execute(text("UPDATE clock SET day = '29.2.2024'")).await?;
        assert_eq!(db.engine.all(select(clock::day)).await.unwrap_err().kind(), ErrorKind::Data);
        Ok(())
    });
}

#[covers("SL-12")]
#[test]
fn constraints_say_what_happens_when_they_are_broken() {
    here(async |db| {
        let options = ColumnOptions::new().on_conflict_not_null(Conflict::Replace).on_conflict_unique(Conflict::Ignore);
        let table = Table::new("kept")
            .column(Column::new("id", Integer).primary_key().with(ColumnOptions::new().on_conflict_primary_key(Conflict::Replace)))
            .column(Column::new("code", Integer).unique().with(options).not_null().server_default(inline(7)))
            .column(Column::new("a", Integer))
            .column(Column::new("b", Integer))
            .unique(Unique::new(["a", "b"]).with(OnConflict(Conflict::Ignore)))
            .check(Check::new("a < 100").with(OnConflict(Conflict::Ignore)));
        MetaData::new().table(table.clone()).create_all(&db.engine).await?;
        for values in ["(1, 1, 1, 1)", "(1, 2, 2, 2)", "(2, 2, 3, 3)", "(3, NULL, 4, 4)", "(4, 9, 4, 4)"] {
            db.engine.execute(text(&format!("INSERT INTO kept VALUES {values}"))).await?;
        }
        // SQLite reads what a CHECK says of conflicts, and does not act on it.
        let broken = db.engine.execute(text("INSERT INTO kept VALUES (5, 10, 100, 5)")).await;
        assert_eq!(broken.unwrap_err().kind(), ErrorKind::Check);
        let rows = texts(db, "SELECT concat_ws(' ', id, code, a, b) FROM kept ORDER BY id").await?;
        assert_eq!(rows, ["1 2 2 2", "3 7 4 4"]);
        Ok(())
    });
}

#[covers("SL-23")]
#[test]
fn a_row_of_defaults_alone_and_columns_with_odd_names() {
    here(async |db| {
        let table = Table::new("odd table")
            .column(Column::new("a key", Integer).primary_key().auto_increment())
            .column(Column::new("two words", Varchar(20)).server_default(inline("x")))
            .column(Column::new("do.t", Integer));
        let bare = Table::new("bare").column(Column::new("v", Integer));
        MetaData::new().table(table.clone()).table(bare.clone()).create_all(&db.engine).await?;
        db.engine.execute(table.insert().default_values()).await?;
        db.engine.execute(bare.insert().default_values()).await?;
        assert_eq!(
            texts(db, "SELECT concat_ws('|', \"a key\", \"two words\", coalesce(\"do.t\", 'null')) FROM \"odd table\"").await?,
            ["1|x|null"]
        );
        assert_eq!(texts(db, "SELECT coalesce(v, 'null') FROM bare").await?, ["null"]);
        let (words, dot) = (|| table.c("two words"), || table.c("do.t"));
        db.engine.execute(table.update().set(dot().to(5)).filter(words().eq("x"))).await?;
        let row = table.insert().values((words().to("y"), dot().to(6))).returning((table.c("a key"), dot().label("a.b")));
        assert_eq!(db.engine.all(row).await?, [(Value::Int(2), Value::Int(6))]);
        assert_eq!(db.engine.all(select(dot()).order_by(dot())).await?, [Value::Int(5), Value::Int(6)]);
        Ok(())
    });
}

#[covers("SL-26")]
#[test]
fn a_constraint_cannot_be_added_later_and_stays_in_its_table() {
    here(async |db| {
        let key = |table: &str, to: &str| {
            Table::new(table.to_owned())
                .column(Column::new("id", Integer).primary_key())
                .column(Column::new("other_id", Integer).references(to.to_owned(), "id").foreign_key_name(format!("fk_{table}")))
        };
        let (a, b) = (key("a", "b"), key("b", "a"));
        MetaData::new().table(a.clone()).table(b).create_all(&db.engine).await?;
        let said = texts(db, "SELECT sql FROM sqlite_schema WHERE name IN ('a', 'b')").await?;
        assert!(said.iter().all(|sql| sql.contains("FOREIGN KEY(other_id) REFERENCES")), "{said:?}");
        assert_eq!(db.engine.execute(text("INSERT INTO a VALUES (1, 1)")).await.unwrap_err().kind(), ErrorKind::ForeignKey);
        db.sent.clear();
        let added = db.engine.execute(AddConstraint::new(&a, Unique::new(["other_id"]).name("uq"))).await;
        assert_eq!(added.unwrap_err().kind(), ErrorKind::Unsupported);
        assert!(db.sent.statements().is_empty());
        // What is there for it: a unique index.
        let index = Index::new(["other_id"]).name("uq").unique();
        db.engine.execute(alchemy_orm::core::CreateIndex::new(&a, &index)).await.map(drop)
    });
}

table! { pub price ("price") { id: i64 [primary_key], amount: Decimal [type = Numeric(30, 10)] } }

#[covers("SL-28")]
#[test]
fn a_decimal_comes_back_exactly_or_was_never_stored() {
    here(async |db| {
        db.create::<(price,)>().await?;
        for (number, kept) in [
            ("0.1", true),
            ("-1234567.25", true),
            ("9007199254740993", true),
            ("12345678901234567890.0000000001", false),
            ("0.12345678901234567891", false),
        ] {
            let amount: Decimal = number.parse().unwrap();
            db.engine.execute(price::delete()).await?;
            let stored = db.engine.execute(price::insert().values((price::id.to(1), price::amount.to(amount)))).await;
            assert_eq!(stored.is_ok(), kept, "{number}");
            match stored {
                Ok(_) => assert_eq!(db.engine.scalar(select(price::amount)).await?, amount, "{number}"),
                Err(error) => assert_eq!(error.kind(), ErrorKind::Data, "{error}"),
            }
        }
        Ok(())
    });
}

table! {
    pub visit ("visit") {
        id: i64 [primary_key],
        at: NaiveDateTime [server_default = func::call::<NaiveDateTime>("strftime", ("%Y-%m-%d %H:%M:%f000", "now"))],
    }
}

#[test]
fn a_moment_of_the_database_is_in_the_form_that_is_bound_where_its_format_says_so() {
    here(async |db| {
        db.create::<(visit,)>().await?;
        db.engine.execute(visit::insert().values(visit::id.to(1))).await?;
        let at = db.engine.one(select(visit::at)).await?;
        assert_eq!(db.engine.all(select(visit::id).filter(visit::at.eq(at))).await?, [1], "it is equal to what is bound");
        assert_eq!(texts(db, "SELECT CAST(length(at) AS TEXT) FROM visit").await?, ["26"]);
        let next = func::call::<NaiveDateTime>("strftime", ("%Y-%m-%d %H:%M:%f000", visit::at, "+1 day"));
        db.engine.execute(visit::update().set(visit::at.to(next))).await?;
        assert_eq!(db.engine.one(select(visit::at)).await?, at + TimeDelta::days(1));
        // `func::now()` has no fraction, so that as text it is another moment and comes before it.
        let now = select(visit::id).filter(literal("2024-05-06 12:00:00").lt("2024-05-06 12:00:00.000000"));
        assert_eq!(db.engine.all(now).await?, [1]);
        assert_eq!(db.engine.scalar(select(func::char_length(func::now().cast::<String>()))).await?, 19);
        Ok(())
    });
}
