//! Schemas are created and dropped, and hold what they say: tables, keys, constraints, indexes, comments, long names. The
//! same on every database, or refused before anything is sent.

use alchemy_claims::covers;
use alchemy_orm::core::dialect::CommentPlace;
use alchemy_orm::core::{
    AddConstraint, Check, ColumnDef, CommentOn, ConstraintBuilder as _, CreateIndex, CreateSchema, CreateTable, DropConstraint,
    DropIndex, DropSchema, DropTable, ForeignKey, Index, OnChange, Unique, prelude::*,
};
use alchemy_tests::{Backend, Kind, run, unique};

fn id() -> ColumnDef {
    Column::new("id", Integer).primary_key()
}

fn metadata(tables: impl IntoIterator<Item = Table>) -> MetaData {
    tables.into_iter().fold(MetaData::new(), MetaData::table)
}

/// Runs a statement in the words of the database.
async fn sql(db: &Backend, sql: &str) -> Result<()> {
    db.engine.execute(text(sql)).await.map(drop)
}

/// How the database refuses a statement.
async fn refusal(db: &Backend, sql: &str) -> ErrorKind {
    self::sql(db, sql).await.unwrap_err().kind()
}

async fn is_there(db: &Backend, table: &str) -> bool {
    sql(db, &format!("SELECT * FROM {table}")).await.is_ok()
}

#[covers("DIA-03", "SCH-36", "SCH-38")]
#[test]
fn tables_are_created_and_dropped_each_by_itself() {
    run(async |db| {
        let table = Table::new("_under_score_").column(id()).column(Column::new("_v", Varchar(20)));
        db.engine.execute(CreateTable::new(&table)).await?;
        assert!(is_there(db, "_under_score_").await);
        assert!(db.engine.execute(CreateTable::new(&table)).await.is_err());
        db.engine.execute(CreateTable::new(&table).if_not_exists()).await?;
        db.engine.execute(table.insert().values((table.c("id").to(1), table.c("_v").to("x")))).await?;
        assert_eq!(db.engine.all(select(table.c("_v"))).await?, [Value::from("x")]);
        db.engine.execute(DropTable::new(&table)).await?;
        assert!(!is_there(db, "_under_score_").await);
        assert!(db.engine.execute(DropTable::new(&table)).await.is_err());
        db.engine.execute(DropTable::new(&table).if_exists()).await?;
        Ok(())
    });
}

#[covers("DIA-03")]
#[test]
fn a_schema_is_created_in_the_order_of_its_keys_and_only_what_is_missing() {
    run(async |db| {
        let child = Table::new("child").column(id()).column(Column::new("parent_id", Integer).references("parent", "id"));
        let all = metadata([child, Table::new("parent").column(id())]);
        all.create_all(&db.engine).await?;
        sql(db, "INSERT INTO parent VALUES (1)").await?;
        sql(db, "DROP TABLE child").await?;
        db.sent.clear();
        all.create_all(&db.engine).await?;
        let created = db.sent.statements().into_iter().filter(|sql| sql.contains("CREATE TABLE")).count();
        assert_eq!(created, 1, "what is there is left as it is");
        assert_eq!(refusal(db, "INSERT INTO child VALUES (1, 7)").await, ErrorKind::ForeignKey);
        sql(db, "INSERT INTO child VALUES (1, 1)").await?;
        all.drop_all(&db.engine).await?;
        assert!(!is_there(db, "parent").await && !is_there(db, "child").await);
        all.drop_all(&db.engine).await
    });
}

#[covers("DIA-03")]
#[test]
fn tables_that_refer_to_each_other_are_created_and_dropped() {
    run(async |db| {
        let to = |name: &'static str, other: &'static str| {
            let key = Column::new("other_id", Integer).references(other, "id").foreign_key_name(format!("fk_{name}"));
            Table::new(name).column(id()).column(key)
        };
        let tree = Table::new("node").column(id()).column(Column::new("parent_id", Integer).references("node", "id"));
        let circle = metadata([to("hen", "egg"), to("egg", "hen"), tree]);
        circle.create_all(&db.engine).await?;
        for table in ["hen", "egg", "node"] {
            assert_eq!(refusal(db, &format!("INSERT INTO {table} VALUES (1, 7)")).await, ErrorKind::ForeignKey, "{table}");
            sql(db, &format!("INSERT INTO {table} VALUES (1, NULL)")).await?;
        }
        sql(db, "UPDATE hen SET other_id = 1").await?;
        circle.drop_all(&db.engine).await?;
        assert!(!is_there(db, "hen").await && !is_there(db, "egg").await && !is_there(db, "node").await);
        Ok(())
    });
}

#[covers("DIA-03")]
#[test]
fn constraints_of_every_kind_are_enforced() {
    run(async |db| {
        let parent =
            Table::new("parent").column(Column::new("a", Integer).primary_key()).column(Column::new("b", Integer).primary_key());
        let child = Table::new("child")
            .column(id())
            .column(Column::new("a", Integer))
            .column(Column::new("b", Integer))
            .column(Column::new("code", Varchar(20)).not_null().unique())
            .column(Column::new("n", Integer).not_null().server_default(inline(5)))
            .foreign_key(ForeignKey::new(["a", "b"], "parent", ["a", "b"]).on_delete(OnChange::Cascade).name("fk_both"))
            .unique(Unique::new(["a", "n"]).name("uq_a_n"))
            .check(Check::new("n > 0").name("ck_n"));
        metadata([child, parent]).create_all(&db.engine).await?;
        sql(db, "INSERT INTO parent VALUES (1, 1), (1, 2)").await?;
        sql(db, "INSERT INTO child (id, a, b, code) VALUES (1, 1, 1, 'x')").await?;
        assert_eq!(refusal(db, "INSERT INTO parent VALUES (1, 2)").await, ErrorKind::Unique);
        assert_eq!(refusal(db, "INSERT INTO child (id, a, b, code, n) VALUES (2, 1, 9, 'y', 6)").await, ErrorKind::ForeignKey);
        assert_eq!(refusal(db, "INSERT INTO child (id, code) VALUES (2, 'x')").await, ErrorKind::Unique);
        assert_eq!(refusal(db, "INSERT INTO child (id, a, b, code) VALUES (2, 1, 2, 'y')").await, ErrorKind::Unique);
        assert_eq!(refusal(db, "INSERT INTO child (id, code) VALUES (2, NULL)").await, ErrorKind::NotNull);
        assert_eq!(refusal(db, "INSERT INTO child (id, code, n) VALUES (2, 'y', 0)").await, ErrorKind::Check);
        // NULL in a part of a key refers to nothing.
        sql(db, "INSERT INTO child (id, a, b, code) VALUES (2, NULL, 9, 'y')").await?;
        sql(db, "DELETE FROM parent").await?;
        assert_eq!(db.engine.all(text("SELECT id FROM child").columns::<i64>()).await?, [2]);
        Ok(())
    });
}

#[covers("DIA-03", "SL-26")]
#[test]
fn constraints_come_and_go_where_tables_can_be_altered() {
    run(async |db| {
        let parent = Table::new("parent").column(id());
        let table = Table::new("t").column(id()).column(Column::new("n", Integer)).column(Column::new("parent_id", Integer));
        metadata([parent, table.clone()]).create_all(&db.engine).await?;
        let (unique, check) = (Unique::new(["n"]).name("uq_n"), Check::new("n > 0").name("ck_n"));
        let key = ForeignKey::new(["parent_id"], "parent", ["id"]).name("fk_parent");
        db.sent.clear();
        if !db.engine.dialect().features().alter_add_constraint {
            for refused in [
                db.engine.execute(AddConstraint::new(&table, unique.clone())).await,
                db.engine.execute(AddConstraint::new(&table, check)).await,
                db.engine.execute(AddConstraint::new(&table, key)).await,
            ] {
                assert_eq!(refused.unwrap_err().kind(), ErrorKind::Unsupported);
            }
            assert!(db.sent.statements().is_empty());
            return Ok(());
        }
        db.engine.execute(AddConstraint::new(&table, unique.clone())).await?;
        db.engine.execute(AddConstraint::new(&table, check.clone())).await?;
        db.engine.execute(AddConstraint::new(&table, key.clone())).await?;
        sql(db, "INSERT INTO t VALUES (1, 1, NULL)").await?;
        assert_eq!(refusal(db, "INSERT INTO t VALUES (2, 1, NULL)").await, ErrorKind::Unique);
        assert_eq!(refusal(db, "INSERT INTO t VALUES (2, 0, NULL)").await, ErrorKind::Check);
        assert_eq!(refusal(db, "INSERT INTO t VALUES (2, 2, 9)").await, ErrorKind::ForeignKey);
        db.engine.execute(DropConstraint::new(&table, key)).await?;
        db.engine.execute(DropConstraint::new(&table, unique)).await?;
        db.engine.execute(DropConstraint::new(&table, check)).await?;
        sql(db, "INSERT INTO t VALUES (2, 1, 9), (3, 0, 9)").await
    });
}

#[covers("DIA-03")]
#[test]
fn indexes_are_created_with_their_table_or_later() {
    run(async |db| {
        let table = Table::new("t").column(id()).column(Column::new("n", Integer).index()).column(Column::new("code", Varchar(20)));
        let unique = Index::new(["code", "n"]).name("ix_code").unique();
        metadata([table.clone().index(unique.clone())]).create_all(&db.engine).await?;
        let column = Index::new(["n"]).name("ix_t_n");
        assert!(db.engine.execute(CreateIndex::new(&table, &column)).await.is_err(), "it is there");
        sql(db, "INSERT INTO t VALUES (1, 1, 'x')").await?;
        assert_eq!(refusal(db, "INSERT INTO t VALUES (2, 1, 'x')").await, ErrorKind::Unique);
        db.engine.execute(DropIndex::new(&table, &unique)).await?;
        sql(db, "INSERT INTO t VALUES (2, 1, 'x')").await?;
        let descending = Index::on((table.c("n").desc(), table.c("code"))).name("ix_descending");
        db.engine.execute(CreateIndex::new(&table, &descending)).await?;
        db.engine.execute(DropIndex::new(&table, &descending)).await?;
        // An index over some of the rows, where there is such a thing.
        let some = Index::new(["code"]).name("ix_some").unique().filter(table.c("n").gt(5));
        match db.engine.execute(CreateIndex::new(&table, &some)).await {
            Err(error) => assert_eq!((error.kind(), db.is_mysql_like()), (ErrorKind::Unsupported, true), "{error}"),
            Ok(_) => {
                sql(db, "INSERT INTO t VALUES (3, 6, 'x')").await?;
                assert_eq!(refusal(db, "INSERT INTO t VALUES (4, 7, 'x')").await, ErrorKind::Unique);
            }
        }
        Ok(())
    });
}

#[covers("DIA-03")]
#[test]
fn comments_are_kept_where_there_are_any() {
    run(async |db| {
        let comment = "it's a \\ \"comment\" of 100%";
        let table = Table::new("t").comment(comment).column(id()).column(Column::new("n", Integer).comment("a number"));
        metadata([table.clone()]).create_all(&db.engine).await?;
        let questions = match db.kind() {
            Kind::Postgres => ["SELECT obj_description('t'::regclass)", "SELECT col_description('t'::regclass, 2)"],
            Kind::Mysql | Kind::MariaDb => [
                "SELECT table_comment FROM information_schema.tables WHERE table_schema = database() AND table_name = 't'",
                "SELECT column_comment FROM information_schema.columns WHERE table_schema = database() AND table_name = 't' AND column_name = 'n'",
            ],
            Kind::SqliteInline | Kind::SqliteWorker => {
                assert_eq!(db.engine.dialect().features().comments, CommentPlace::None);
                let error = db.engine.execute(CommentOn::table(&table)).await.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Unsupported);
                return Ok(());
            }
        };
        let told = async |at: usize| db.engine.scalar(text(questions[at]).columns::<Option<String>>()).await;
        assert_eq!((told(0).await?.as_deref(), told(1).await?.as_deref()), (Some(comment), Some("a number")));
        let other = Table::new("t").comment("another").column(id()).column(Column::new("n", Integer).comment("a count"));
        db.engine.execute(CommentOn::table(&other)).await?;
        db.engine.execute(CommentOn::column(&other, "n")).await?;
        assert_eq!((told(0).await?.as_deref(), told(1).await?.as_deref()), (Some("another"), Some("a count")));
        db.engine.execute(CommentOn::table(&table).drop()).await?;
        assert_eq!(told(0).await?.unwrap_or_default(), "");
        Ok(())
    });
}

#[covers("DIA-03", "SCH-21")]
#[test]
fn long_names_are_cut_alike_each_time_or_refused() {
    run(async |db| {
        let most = db.engine.dialect().features().max_name_length;
        let long = "a_rather_long_name_of_a_column_that_goes_on".to_owned();
        let table = Table::new("table_with_a_name_that_is_long_as_well")
            .column(id())
            .column(Column::new(long.clone(), Integer).index())
            .column(Column::new(format!("{long}_2"), Integer))
            .index(Index::new([long.clone(), format!("{long}_2")]));
        let all = metadata([table.clone()]);
        all.create_all(&db.engine).await?;
        all.drop_all(&db.engine).await?;
        all.create_all(&db.engine).await?;
        let made = db.sent.statements().iter().filter(|sql| sql.starts_with("CREATE INDEX")).cloned().collect::<Vec<_>>();
        assert_eq!((made.len(), &made[..2]), (4, &made[2..]), "the same names each time");
        // Two names that are equal as far as the database looks are no less two.
        let names: Vec<&str> = made.iter().filter_map(|sql| sql.split_whitespace().nth(2)).collect();
        assert!(names[0] != names[1] && names.iter().all(|name| name.len() <= most), "{names:?}");
        // A name of the program's own is never cut.
        let own = Index::new([long]).name("x".repeat(most + 1));
        db.sent.clear();
        match db.engine.execute(CreateIndex::new(&table, &own)).await {
            Err(_) => assert!(db.sent.statements().iter().all(|sql| sql.contains(&"x".repeat(most + 1)))),
            Ok(_) => assert!(db.is_sqlite()),
        }
        Ok(())
    });
}

#[covers("DIA-03", "SCH-39")]
#[test]
fn schemas_hold_tables_of_their_own() {
    run(async |db| {
        db.sent.clear();
        let name = unique();
        let created = db.engine.execute(CreateSchema::new(name.clone())).await;
        if !db.engine.dialect().features().schemas {
            assert_eq!(created.unwrap_err().kind(), ErrorKind::Unsupported);
            assert!(db.sent.statements().is_empty());
            return Ok(());
        }
        created?;
        let outcome = in_schema(db, &name).await;
        let mut dropped = DropSchema::new(name).if_exists();
        if db.engine.dialect().features().drop_schema_cascade {
            dropped = dropped.cascade();
        }
        db.engine.execute(dropped).await?;
        outcome
    });
}

async fn in_schema(db: &Backend, schema: &str) -> Result<()> {
    let parent = Table::new("parent").schema(schema.to_owned()).column(id());
    let key = ForeignKey::new(["parent_id"], (schema.to_owned(), "parent"), ["id"]);
    let child =
        Table::new("child").schema(schema.to_owned()).column(id()).column(Column::new("parent_id", Integer)).foreign_key(key);
    let outside = Table::new("parent").column(id());
    let all = metadata([child.clone(), parent.clone(), outside.clone()]);
    all.create_all(&db.engine).await?;
    all.create_all(&db.engine).await?;
    db.engine.execute(parent.insert().values(parent.c("id").to(1))).await?;
    assert_eq!(db.engine.scalar(select(func::count(outside.c("id")))).await?, 0, "another table of that name");
    let insert = |parent: i64| child.insert().values((child.c("id").to(parent), child.c("parent_id").to(parent)));
    db.engine.execute(insert(1)).await?;
    assert_eq!(db.engine.execute(insert(2)).await.unwrap_err().kind(), ErrorKind::ForeignKey);
    let joined = select((child.c("id"), parent.c("id"))).join_on(&parent, child.c("parent_id").eq(parent.c("id")));
    assert_eq!(db.engine.all(joined).await?.len(), 1);
    all.drop_all(&db.engine).await?;
    assert!(db.engine.all(select(child.c("id"))).await.is_err());
    Ok(())
}

#[test]
fn a_row_that_others_refer_to_is_kept_where_that_is_restricted() {
    run(async |db| {
        let parent = Table::new("parent").column(id());
        let key = ForeignKey::new(["parent_id"], "parent", ["id"]).on_delete(OnChange::Restrict);
        let child = Table::new("child").column(id()).column(Column::new("parent_id", Integer)).foreign_key(key);
        metadata([parent, child]).create_all(&db.engine).await?;
        sql(db, "INSERT INTO parent (id) VALUES (1)").await?;
        sql(db, "INSERT INTO child (id, parent_id) VALUES (1, 1)").await?;
        assert_eq!(refusal(db, "DELETE FROM parent").await, ErrorKind::ForeignKey);
        Ok(())
    });
}
