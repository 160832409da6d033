//! What only PostgreSQL has, on a real server: types, options of tables, indexes and constraints. On other databases there is
//! nothing to run here.

use alchemy_claims::covers;
use alchemy_orm::SqlEnum;
use alchemy_orm::core::{AddConstraint, ConstraintBuilder as _, CreateTable, DropConstraint};
use alchemy_orm::core::{
    Check, ColumnDef, Computed, CreateSequence, CreateView, DropSequence, ForeignKey, Identity, Index, OnChange, Sequence, SqlType,
    Unique, prelude::*,
};
use alchemy_orm::prelude::{DateTime, Utc, Uuid};
use alchemy_postgres::column_types::{self, Domain};
use alchemy_postgres::ext::{Jsonb, Range, RangeOperators as _, TsOperators as _, Tsquery, Tsvector, array_agg};
use alchemy_postgres::{Exclude, IndexOptions, NotValid, NullsDistinct, OnCommit, SetNullColumns, TableOptions};
use alchemy_tests::{Backend, Kind, run_where};
use serde_json::json;

/// Runs the test if there is a PostgreSQL to run it on.
fn here<F: AsyncFnOnce(&Backend) -> Result<()>>(test: F) {
    run_where(|db| db.kind() == Kind::Postgres, test);
}

/// What the server's own catalogue says: one text.
async fn told(db: &Backend, sql: &str) -> Result<String> {
    db.engine.scalar(text(sql).columns::<String>()).await
}

/// Runs a statement in the words of the server.
async fn sql(db: &Backend, sql: &str) -> Result<()> {
    db.engine.execute(text(sql)).await.map(drop)
}

async fn create(db: &Backend, tables: impl IntoIterator<Item = Table>) -> Result<()> {
    tables.into_iter().fold(MetaData::new(), MetaData::table).create_all(&db.engine).await
}

fn id() -> ColumnDef {
    Column::new("id", Integer).primary_key()
}

#[derive(Debug, Clone, Copy, PartialEq, SqlEnum)]
#[sql_enum(name = "mood")]
pub enum Mood {
    Sad,
    #[sql_enum(value = "so so")]
    SoSo,
}

table! {
    pub diary ("diary") { id: i64 [primary_key], mood: Mood, moods: Vec<Mood>, notes: Vec<Jsonb<serde_json::Value>> }
}

#[covers("PG-17", "PG-21")]
#[test]
fn an_enum_is_a_type_of_the_server_and_stands_in_arrays() {
    here(async |db| {
        db.create::<(diary,)>().await?;
        let labels = "SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = 'mood'::regtype";
        assert_eq!(told(db, labels).await?, "sad,so so");
        let moods = vec![Mood::SoSo, Mood::Sad];
        let notes = vec![Jsonb(json!({"a": [1]})), Jsonb(json!(null))];
        let row = (diary::id.to(1), diary::mood.to(Mood::SoSo), diary::moods.to(moods.clone()), diary::notes.to(notes.clone()));
        db.engine.execute(diary::insert().values(row)).await?;
        let found = db.engine.all(select((diary::mood, diary::moods, diary::notes)).filter(diary::mood.eq(Mood::SoSo))).await?;
        assert_eq!(found, [(Mood::SoSo, moods, notes)]);
        assert!(sql(db, "INSERT INTO diary VALUES (2, 'glad', '{}', '{}')").await.is_err());
        MetaData::of::<(diary,)>().drop_all(&db.engine).await?;
        assert_eq!(told(db, "SELECT count(*)::text FROM pg_type WHERE typname = 'mood'").await?, "0");
        Ok(())
    });
}

#[covers("PG-22")]
#[test]
fn a_domain_is_a_type_with_conditions() {
    here(async |db| {
        let zip = Domain::new("zip", SqlType::Text).default_text("00000").constraint("five").check("VALUE ~ '^\\d{5}$'");
        let known = Domain::new("known", Integer).not_null().default("1 + 1");
        db.engine.execute(zip.create()).await?;
        db.engine.execute(known.create()).await?;
        let home = Table::new("home").column(id()).column(Column::new("zip", zip.sql_type()));
        let home = home.column(Column::new("n", known.sql_type()));
        create(db, [home.clone()]).await?;
        db.engine.execute(home.insert().values(home.c("id").to(1))).await?;
        assert_eq!(told(db, "SELECT zip || ' ' || n FROM home").await?, "00000 2");
        let wrong = home.insert().values((home.c("id").to(2), home.c("zip").to("none")));
        let error = db.engine.execute(wrong).await.unwrap_err();
        assert_eq!((error.kind(), error.constraint()), (ErrorKind::Check, Some("five")), "{error}");
        assert_eq!(sql(db, "UPDATE home SET n = NULL").await.unwrap_err().kind(), ErrorKind::NotNull);
        sql(db, "DROP TABLE home").await?;
        db.engine.execute(zip.drop_domain()).await?;
        assert_eq!(told(db, "SELECT count(*)::text FROM pg_type WHERE typname = 'zip'").await?, "0");
        Ok(())
    });
}

#[covers("PG-27")]
#[test]
fn types_of_the_servers_own_are_columns() {
    here(async |db| {
        let own = [
            ("bytes", SqlType::Binary, "bytea"),
            ("number", SqlType::Double, "double precision"),
            ("key", SqlType::Uuid, "uuid"),
            ("length", SqlType::Interval { precision: None }, "interval"),
            ("years", column_types::interval("YEAR TO MONTH", None), "interval year to month"),
            ("short", SqlType::Time.precise(3), "time(3) without time zone"),
            ("price", column_types::money(), "money"),
            ("object", column_types::oid(), "oid"),
            ("relation", column_types::regclass(), "regclass"),
            ("words", column_types::tsvector(), "tsvector"),
            ("search", column_types::tsquery(), "tsquery"),
        ];
        let table =
            own.iter().fold(Table::new("own"), |table, (name, sql_type, _)| table.column(Column::new(*name, sql_type.clone())));
        create(db, [table]).await?;
        for (name, _, expected) in own {
            let of = format!(
                "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'own'::regclass AND attname = '{name}'"
            );
            assert_eq!(told(db, &of).await?, expected, "{name}");
        }
        Ok(())
    });
}

table! {
    pub page ("page") { id: i64 [primary_key], key: Uuid, body: Vec<u8>, weight: f64, words: Tsvector, wanted: Tsquery }
}

#[covers("PG-27")]
#[test]
fn values_of_the_servers_own_types_come_back() {
    here(async |db| {
        db.create::<(page,)>().await?;
        let (key, body, weight) = (Uuid::from_u128(7), vec![0, 255], 1.0e-300);
        let (words, wanted) = (Tsvector("'fat':1 'rat':2".into()), Tsquery("'rat' & !'cat'".into()));
        let scalars = (page::id.to(1), page::key.to(key), page::body.to(body.clone()), page::weight.to(weight));
        db.engine.execute(page::insert().values((scalars, page::words.to(words.clone()), page::wanted.to(wanted.clone())))).await?;
        let stmt = select((page::key, page::body, page::weight, page::words, page::wanted));
        assert_eq!(db.engine.all(stmt).await?, [(key, body, weight, words, wanted)]);
        assert_eq!(db.engine.all(select(page::id).filter(page::words.ts_match(page::wanted))).await?, [1]);
        Ok(())
    });
}

#[covers("PG-29")]
#[test]
fn an_index_has_a_method_classes_a_condition_and_more() {
    here(async |db| {
        let t = Table::new("doc").column(id()).column(Column::new("title", SqlType::Text)).column(Column::new("n", Integer));
        let filter = t.c("n").gt(0);
        let index = Index::new(["title"])
            .name("ix_title")
            .unique()
            .filter(filter)
            .with(IndexOptions::new().using("btree").ops("title", "text_pattern_ops").include(["n"]).with("fillfactor", 50));
        create(db, [t.clone().index(index)]).await?;
        let said = "SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_title'";
        let schema = told(db, "SELECT current_schema()::text").await?;
        let expected = format!(
            "CREATE UNIQUE INDEX ix_title ON {schema}.doc USING btree (title text_pattern_ops) INCLUDE (n) \
             WITH (fillfactor='50') WHERE (n > 0)",
        );
        assert_eq!(told(db, said).await?, expected);
        let insert = |id: i64, n: i64| t.insert().values((t.c("id").to(id), t.c("title").to("x"), t.c("n").to(n)));
        for (id, n) in [(1, 0), (2, 0), (3, 1)] {
            db.engine.execute(insert(id, n)).await?;
        }
        assert_eq!(db.engine.execute(insert(4, 1)).await.unwrap_err().kind(), ErrorKind::Unique);
        // Outside a transaction, as the server wants it.
        let alone = Index::new(["n"]).name("ix_n").with(IndexOptions::new().using("hash").concurrently());
        db.engine.execute(alchemy_orm::core::CreateIndex::new(&t, &alone)).await?;
        assert!(told(db, "SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_n'").await?.contains("USING hash (n)"));
        Ok(())
    });
}

#[covers("PG-30")]
#[test]
fn constraints_have_the_servers_options() {
    here(async |db| {
        let parent = Table::new("parent").column(id());
        let key = ForeignKey::new(["parent_id"], "parent", ["id"]).on_delete(OnChange::SetNull);
        let child = Table::new("child")
            .column(id())
            .column(Column::new("parent_id", Integer))
            .column(Column::new("code", Integer))
            .foreign_key(key.with(SetNullColumns::new(["parent_id"])))
            .unique(Unique::new(["code"]).name("uq_code").with(NullsDistinct(false)));
        create(db, [parent, child.clone()]).await?;
        sql(db, "INSERT INTO parent VALUES (1)").await?;
        sql(db, "INSERT INTO child VALUES (1, 1, NULL)").await?;
        let twice = sql(db, "INSERT INTO child VALUES (2, 1, NULL)").await.unwrap_err();
        assert_eq!((twice.kind(), twice.constraint()), (ErrorKind::Unique, Some("uq_code")), "NULLs are equal here");
        sql(db, "DELETE FROM parent").await?;
        assert_eq!(told(db, "SELECT coalesce(parent_id::text, 'none') FROM child").await?, "none");
        // What was there before is not looked at.
        let check = Check::new("id > 5").name("ck_id").with(NotValid);
        db.engine.execute(AddConstraint::new(&child, check.clone())).await?;
        assert_eq!(sql(db, "INSERT INTO child VALUES (3, NULL, 1)").await.unwrap_err().kind(), ErrorKind::Check);
        db.engine.execute(DropConstraint::new(&child, check)).await?;
        sql(db, "INSERT INTO child VALUES (3, NULL, 1)").await
    });
}

table! {
    pub stay ("stay") { id: i64 [primary_key], during: Range<i32>, gone: bool }
        with |table| table.constraint(
            Exclude::new().element(stay::during, "&&").filter(!stay::gone.expr()).name("no_overlap")
        )
}

#[covers("PG-31")]
#[test]
fn rows_exclude_each_other() {
    here(async |db| {
        db.create::<(stay,)>().await?;
        let insert = |id, from, to, gone| {
            stay::insert().values((stay::id.to(id), stay::during.to(Range::new(from, to)), stay::gone.to(gone)))
        };
        db.engine.execute(insert(1, 1, 5, false)).await?;
        db.engine.execute(insert(2, 5, 9, false)).await?;
        db.engine.execute(insert(3, 4, 6, true)).await?;
        let error = db.engine.execute(insert(4, 4, 6, false)).await.unwrap_err();
        assert_eq!((error.is_integrity(), error.constraint(), error.sqlstate()), (true, Some("no_overlap"), Some("23P01")));
        assert_eq!(db.engine.all(select(stay::id).filter(stay::during.adjacent_to(Range::new(9, 10)))).await?, [2]);
        Ok(())
    });
}

#[covers("PG-32")]
#[test]
fn tables_are_partitioned_inherit_and_forget() {
    here(async |db| {
        let day = || Column::new("day", Integer).not_null();
        let log = Table::new("log").column(day()).with(TableOptions::new().partition_by("RANGE (day)"));
        let base = Table::new("base").column(day()).with(TableOptions::new().with("fillfactor", 70));
        let heir =
            Table::new("heir").column(Column::new("more", Integer)).depends_on("base").with(TableOptions::new().inherits("base"));
        create(db, [log, base, heir]).await?;
        assert_eq!(told(db, "SELECT pg_get_partkeydef('log'::regclass)").await?, "RANGE (day)");
        assert_eq!(told(db, "SELECT reloptions::text FROM pg_class WHERE relname = 'base'").await?, "{fillfactor=70}");
        sql(db, "INSERT INTO heir VALUES (1, 2)").await?;
        assert_eq!(told(db, "SELECT day::text FROM base").await?, "1");
        let brief = Table::new("brief").prefix("TEMPORARY").column(day()).with(TableOptions::new().on_commit(OnCommit::DeleteRows));
        let mut connection = db.engine.connect().await?;
        connection.execute(CreateTable::new(&brief)).await?;
        connection.commit().await?;
        connection.execute(text("INSERT INTO brief VALUES (1)")).await?;
        connection.commit().await?;
        assert_eq!(connection.scalar(text("SELECT count(*) FROM brief").columns::<i64>()).await?, 0);
        Ok(())
    });
}

#[covers("PG-33")]
#[test]
fn views_are_stored_and_have_options() {
    here(async |db| {
        let t = Table::new("t").column(id());
        create(db, [t.clone()]).await?;
        let seen = CreateView::new("seen", select(t.c("id"))).with_option("security_barrier", "true");
        let stored = CreateView::new("stored", select(t.c("id"))).materialized();
        db.engine.execute(seen.clone()).await?;
        db.engine.execute(stored.clone()).await?;
        sql(db, "INSERT INTO t VALUES (1)").await?;
        assert_eq!(told(db, "SELECT (SELECT count(*) FROM seen) || ' ' || (SELECT count(*) FROM stored)").await?, "1 0");
        sql(db, "REFRESH MATERIALIZED VIEW stored").await?;
        assert_eq!(told(db, "SELECT count(*)::text FROM stored").await?, "1");
        assert_eq!(told(db, "SELECT reloptions::text FROM pg_class WHERE relname = 'seen'").await?, "{security_barrier=true}");
        db.engine.execute(stored.drop_view()).await?;
        db.engine.execute(seen.drop_view()).await?;
        assert_eq!(told(db, "SELECT count(*)::text FROM pg_class WHERE relname IN ('seen', 'stored')").await?, "0");
        Ok(())
    });
}

#[covers("PG-01", "PG-34", "PG-35")]
#[test]
fn columns_count_up_or_are_computed() {
    here(async |db| {
        let serial = Table::new("counted")
            .column(Column::new("id", BigInteger).primary_key().auto_increment())
            .column(Column::new("n", Integer));
        let identity = Identity::by_default().start(40).increment(2).cache(1);
        let exact = Table::new("exact")
            .column(Column::new("id", Integer).primary_key().identity(identity))
            .column(Column::new("n", Integer));
        let squares = Table::new("square")
            .column(Column::new("n", Integer))
            .column(Column::new("square", Integer).computed(Computed::new("n * n").stored()));
        let always = Table::new("always").column(Column::new("id", Integer).primary_key().identity(Identity::always()));
        create(db, [serial, exact, squares.clone(), always]).await?;
        assert!(told(db, "SELECT pg_get_serial_sequence('counted', 'id')").await?.ends_with(".counted_id_seq"));
        for table in ["counted", "exact"] {
            sql(db, &format!("INSERT INTO {table} (n) VALUES (0), (0)")).await?;
        }
        assert_eq!(told(db, "SELECT string_agg(id::text, ',' ORDER BY id) FROM counted").await?, "1,2");
        assert_eq!(told(db, "SELECT string_agg(id::text, ',' ORDER BY id) FROM exact").await?, "40,42");
        assert_eq!(sql(db, "INSERT INTO always VALUES (5)").await.unwrap_err().sqlstate(), Some("428C9"));
        db.engine.execute(squares.insert().values(squares.c("n").to(7))).await?;
        assert_eq!(told(db, "SELECT square::text FROM square").await?, "49");
        // Whether a column that is not stored can be had depends on the version of the server.
        let version: i64 = db.engine.scalar(text("SELECT current_setting('server_version_num')::bigint").columns::<i64>()).await?;
        let read = Table::new("read")
            .column(Column::new("n", Integer))
            .column(Column::new("square", Integer).computed(Computed::new("n * n").not_stored()));
        match create(db, [read]).await {
            Ok(()) => assert!(version >= 180_000),
            Err(error) => assert_eq!((error.kind(), version < 180_000), (ErrorKind::Unsupported, true)),
        }
        Ok(())
    });
}

#[covers("PG-36")]
#[test]
fn a_sequence_has_a_type_and_goes_round() {
    here(async |db| {
        let round = Sequence::new("round").data_type(SqlType::SmallInteger).start(2).min_value(1).max_value(3).cycle(true).cache(1);
        db.engine.execute(CreateSequence::new(&round)).await?;
        assert_eq!(told(db, "SELECT data_type::text FROM pg_sequences WHERE sequencename = 'round'").await?, "smallint");
        let table =
            Table::new("turn").column(Column::new("n", Integer).default(round.next_value())).column(Column::new("k", Integer));
        create(db, [table.clone()]).await?;
        for k in 0..3 {
            db.engine.execute(table.insert().values(table.c("k").to(k))).await?;
        }
        assert_eq!(told(db, "SELECT string_agg(n::text, ',' ORDER BY k) FROM turn").await?, "2,3,1");
        db.engine.execute(DropSequence::new(&round)).await?;
        db.engine.execute(DropSequence::new(&round).if_exists()).await?;
        assert_eq!(told(db, "SELECT count(*)::text FROM pg_sequences WHERE sequencename = 'round'").await?, "0");
        Ok(())
    });
}

#[covers("PG-42")]
#[test]
fn an_error_has_the_servers_state() {
    here(async |db| {
        let state = async |query: &str| sql(db, query).await.unwrap_err().sqlstate().map(str::to_owned);
        assert_eq!(state("SELECT 1 / 0").await.as_deref(), Some("22012"));
        assert_eq!(state("SELECT * FROM nowhere").await.as_deref(), Some("42P01"));
        Ok(())
    });
}

table! { pub event ("event") { id: i64 [primary_key], at: DateTime<Utc> } }

#[covers("PG-50")]
#[test]
fn an_instant_is_the_same_in_every_time_zone() {
    here(async |db| {
        db.create::<(event,)>().await?;
        let moment: DateTime<Utc> = "2024-03-31T02:30:00.5Z".parse().unwrap();
        let mut connection = db.engine.connect().await?;
        for (id, zone) in [(1, "Asia/Tokyo"), (2, "America/St_Johns"), (3, "UTC")] {
            connection.execute(text(&format!("SET TIME ZONE '{zone}'"))).await?;
            connection.execute(event::insert().values((event::id.to(id), event::at.to(moment)))).await?;
            let all = select(event::id).filter(event::at.eq(moment)).order_by(event::id);
            assert_eq!(connection.all(all).await?, (1..=id).collect::<Vec<_>>());
            assert_eq!(connection.all(select(event::at).distinct()).await?, [moment]);
        }
        let stored = "SELECT DISTINCT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') FROM event";
        assert_eq!(connection.all(text(stored).columns::<String>()).await?, ["2024-03-31 02:30:00.500"]);
        Ok(())
    });
}

#[covers("PG-44")]
#[test]
fn a_statement_is_prepared_anew_when_its_table_has_changed() {
    here(async |db| {
        db.create::<(event,)>().await?;
        let all = || text("SELECT * FROM event").columns::<(i64, DateTime<Utc>)>();
        db.engine.all(all()).await?;
        sql(db, "ALTER TABLE event ADD more INT").await?;
        db.engine.all(text("SELECT * FROM event").columns::<(i64, DateTime<Utc>, Option<i32>)>()).await?;
        sql(db, "ALTER TABLE event DROP more").await?;
        assert_eq!(db.engine.all(all()).await?, []);
        Ok(())
    });
}

#[covers("PG-17")]
#[test]
fn rows_are_gathered_into_arrays_of_enums() {
    here(async |db| {
        db.create::<(diary,)>().await?;
        for (id, mood) in [(1, Mood::Sad), (2, Mood::SoSo)] {
            let row = (
                diary::id.to(id),
                diary::mood.to(mood),
                diary::moods.to(Vec::<Mood>::new()),
                diary::notes.to(Vec::<Jsonb<serde_json::Value>>::new()),
            );
            db.engine.execute(diary::insert().values(row)).await?;
        }
        let gathered = db.engine.scalar(select(array_agg(diary::mood))).await?;
        assert_eq!(gathered.map(|moods| moods.len()), Some(2));
        Ok(())
    });
}
