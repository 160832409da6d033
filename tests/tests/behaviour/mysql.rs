//! What only MySQL and MariaDB have, on a real server. On other databases there is nothing to run here.

use alchemy_claims::covers;
use alchemy_mysql::column_types::TIMESTAMP;
use alchemy_orm::core::dialect::Returning;
use alchemy_orm::core::{Computed, ConstraintBuilder as _, ForeignKey, Match, prelude::*};
use alchemy_orm::engine_options;
use alchemy_orm::prelude::NaiveDateTime;
use alchemy_tests::{Backend, Kind, run_where};

/// Runs the test if there is such a server to run it on.
fn here<F: AsyncFnOnce(&Backend) -> Result<()>>(test: F) {
    run_where(Backend::is_mysql_like, test);
}

/// What the server's own catalogue says: one text.
async fn told(db: &Backend, sql: &str) -> Result<String> {
    db.engine.scalar(text(sql).columns::<String>()).await
}

table! {
    pub ship ("ship") { id: Auto<i64> [primary_key], name: String [length = 20], port_id: Option<i64> }
}

table! {
    pub port ("port") { id: i64 [primary_key], name: String [length = 20], ships: i64 [default = 0] }
}

async fn ports(db: &Backend) -> Result<()> {
    db.create::<(ship, port)>().await?;
    db.engine.execute(port::insert().rows((port::id, port::name), [(1, "Nantucket"), (2, "Bristol")])).await?;
    let ships = [("Pequod", Some(1)), ("Rachel", Some(1)), ("Hispaniola", Some(2))];
    db.engine.execute(ship::insert().rows((ship::name, ship::port_id), ships)).await.map(drop)
}

#[covers("MY-01")]
#[test]
fn the_kind_of_the_server_is_found_on_connecting() {
    here(async |db| {
        let version = told(db, "SELECT version()").await?;
        let mariadb = version.contains("MariaDB");
        assert_eq!(db.engine.dialect().name(), if mariadb { "mariadb" } else { "mysql" }, "{version}");
        // Who asks for MariaDB does not take another server.
        let url = format!("mariadb{}", db.url.trim_start_matches("mysql").trim_start_matches("mariadb"));
        match engine_options(&url)?.create().await {
            Ok(engine) => assert!(mariadb && engine.dialect().name() == "mariadb"),
            Err(error) => assert_eq!((error.kind(), mariadb), (ErrorKind::Configuration, false), "{error}"),
        }
        Ok(())
    });
}

#[covers("MY-05")]
#[test]
fn the_generated_key_is_told_by_the_server_or_by_returning() {
    here(async |db| {
        ports(db).await?;
        let insert = || ship::insert().values(ship::name.to("Essex"));
        let told = db.engine.execute(insert()).await?.last_insert_id;
        assert_eq!(told, Some(4));
        let again: i64 = db.engine.one(insert().returning(ship::id)).await?;
        assert_eq!(again, 5, "also where INSERT has no RETURNING");
        assert_eq!(db.engine.dialect().features().returning == Returning::None, db.kind() == Kind::Mysql);
        Ok(())
    });
}

#[covers("MY-08")]
#[test]
fn an_update_counts_what_it_matches() {
    here(async |db| {
        ports(db).await?;
        let same = || ship::update().set(ship::port_id.to(1)).filter(ship::port_id.eq(1));
        assert_eq!(db.engine.execute(same()).await?.rows_affected, 2, "though nothing changes");
        assert_eq!(db.engine.execute_many([same(), same()]).await?.rows_affected, 4);
        Ok(())
    });
}

#[covers("MY-10")]
#[test]
fn updates_and_deletes_join_other_tables() {
    here(async |db| {
        ports(db).await?;
        // Both tables have a column `name`; the one that is set is said with its table.
        let named =
            ship::update().set(ship::name.to(port::name)).filter(ship::port_id.eq(port::id)).filter(port::name.eq("Bristol"));
        assert_eq!(db.engine.execute(named).await?.rows_affected, 1);
        assert_eq!(db.engine.all(select(ship::name).order_by(ship::id)).await?, ["Pequod", "Rachel", "Bristol"]);
        let gone = ship::delete().filter(ship::port_id.eq(port::id)).filter(port::name.eq("Nantucket"));
        assert_eq!(db.engine.execute(gone).await?.rows_affected, 2);
        assert_eq!(db.engine.all(select(ship::name)).await?, ["Bristol"]);
        assert_eq!(db.engine.scalar(select(func::count(port::id))).await?, 2, "only one table loses rows");
        Ok(())
    });
}

#[covers("MY-14")]
#[test]
fn match_and_deferrable_are_refused_before_the_server_would_ignore_them() {
    here(async |db| {
        let parent = Table::new("parent").column(Column::new("id", Integer).primary_key());
        let child = |key: ForeignKey| Table::new("child").column(Column::new("parent_id", Integer)).foreign_key(key);
        let key = || ForeignKey::new(["parent_id"], "parent", ["id"]);
        db.sent.clear();
        for key in [key().matching(Match::Full), key().deferrable()] {
            let error = MetaData::new().table(parent.clone()).table(child(key)).create_all(&db.engine).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
        }
        assert!(!db.sent.statements().iter().any(|sql| sql.contains("child")));
        MetaData::new().table(parent).table(child(key())).create_all(&db.engine).await
    });
}

#[covers("MY-19")]
#[test]
fn a_timestamp_says_that_it_may_be_null_and_changes_with_its_row() {
    here(async |db| {
        let changed = "CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP";
        let table = Table::new("mark")
            .column(Column::new("id", Integer).primary_key())
            .column(Column::new("n", Integer))
            .column(Column::new("seen", TIMESTAMP))
            .column(Column::new("made", TIMESTAMP).not_null().server_default_text("'2001-01-01 00:00:00'"))
            .column(Column::new("changed", TIMESTAMP).not_null().server_default_text(changed));
        MetaData::new().table(table.clone()).create_all(&db.engine).await?;
        db.engine.execute(table.insert().values((table.c("id").to(1), table.c("n").to(1)))).await?;
        let mark =
            || text("SELECT seen, made, changed FROM mark").columns::<(Option<NaiveDateTime>, NaiveDateTime, NaiveDateTime)>();
        let (seen, made, first) = db.engine.one(mark()).await?;
        assert_eq!((seen, made.to_string().as_str()), (None, "2001-01-01 00:00:00"));
        assert!(first > made);
        db.engine.execute(text("UPDATE mark SET changed = '2001-01-01 00:00:00'")).await?;
        assert_eq!(db.engine.one(mark()).await?.2, made);
        db.engine.execute(table.update().set(table.c("n").to(2))).await?;
        let (seen, again, last) = db.engine.one(mark()).await?;
        assert_eq!((seen, again), (None, made), "only the column that says so changes by itself");
        assert!(last >= first);
        Ok(())
    });
}

#[covers("MY-30")]
#[test]
fn a_connection_that_the_server_ended_is_replaced() {
    here(async |db| {
        let mut lost = db.engine.connect().await?;
        let id = lost.scalar(text("SELECT connection_id()").columns::<i64>()).await?;
        db.engine.execute(text(&format!("KILL {id}"))).await?;
        let error = lost.all(text("SELECT 1").columns::<i64>()).await.unwrap_err();
        assert!(error.is_disconnect(), "{error}");
        drop(lost);
        assert_eq!(db.engine.scalar(text("SELECT 1").columns::<i64>()).await?, 1);
        Ok(())
    });
}

#[covers("MY-32")]
#[test]
fn defaults_are_expressions_and_columns_are_computed() {
    here(async |db| {
        let n = || Column::new("n", Integer);
        let table = Table::new("made")
            .column(n().primary_key())
            .column(Column::new("word", Varchar(20)).server_default(func::upper(inline("abc"))))
            .column(Column::new("sum", Integer).server_default_text("1 + 2"))
            .column(Column::new("twice", Integer).computed(Computed::new("n * 2").stored()))
            .column(Column::new("thrice", Integer).computed(Computed::new("n * 3").not_stored()));
        MetaData::new().table(table.clone()).create_all(&db.engine).await?;
        db.engine.execute(table.insert().values(table.c("n").to(7))).await?;
        let row = db.engine.one(text("SELECT word, sum, twice, thrice FROM made").columns::<(String, i64, i64, i64)>()).await?;
        assert_eq!(row, ("ABC".to_owned(), 3, 14, 21));
        let extra = "SELECT group_concat(extra ORDER BY ordinal_position SEPARATOR ',') FROM information_schema.columns \
                     WHERE table_schema = database() AND table_name = 'made' AND column_name IN ('twice', 'thrice')";
        assert_eq!(told(db, extra).await?, "STORED GENERATED,VIRTUAL GENERATED");
        Ok(())
    });
}
