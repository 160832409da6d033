//! Tables of one name in two schemas are two tables. SQLite's schemas are attached databases.

use alchemy_claims::covers;
use alchemy_orm::core::{CreateSchema, DropSchema, ForeignKey, Index, SchemaMap, TranslateSchemas as _, prelude::*};
use alchemy_tests::{Backend, Kind, run};

/// Runs a test with an engine that sees a schema of that name besides its own.
async fn with_schema<F: AsyncFnOnce(&Engine, &str) -> Result<()>>(db: &Backend, test: F) -> Result<()> {
    let schema = format!("alchemy_other_{}_{}", std::process::id(), db.url.bytes().map(u64::from).sum::<u64>());
    if !db.is_sqlite() {
        db.engine.execute(CreateSchema::new(schema.clone())).await?;
        let outcome = test(&db.engine, &schema).await;
        let dropped = DropSchema::new(schema);
        db.engine.execute(if db.kind() == Kind::Postgres { dropped.cascade() } else { dropped }).await?;
        return outcome;
    }
    // A database is attached to one connection, so that there is only one.
    let engine = db.options().max_connections(1).create().await?;
    let file = std::env::temp_dir().join(format!("{schema}.db"));
    engine.execute(text(&format!("ATTACH DATABASE '{}' AS {schema}", file.display()))).await?;
    let outcome = test(&engine, &schema).await;
    engine.close().await;
    let _ = std::fs::remove_file(file);
    outcome
}

fn item(schema: Option<&str>) -> Table {
    let table = Table::new("item").column(Column::new("id", Integer).primary_key().auto_increment());
    let table = table.column(Column::new("name", Varchar(20)).index());
    schema.map_or(table.clone(), |schema| table.schema(schema.to_owned()))
}

#[covers("SEL-36", "SL-18", "DIA-03")]
#[test]
fn tables_of_one_name_in_two_schemas_are_kept_apart() {
    run(async |db| {
        with_schema(db, async |engine, schema| {
            let (here, there) = (item(None), item(Some(schema)));
            let metadata = MetaData::new().table(here.clone()).table(there.clone());
            metadata.create_all(engine).await?;
            metadata.create_all(engine).await?;
            for (table, names) in [(&here, vec!["a", "b"]), (&there, vec!["b", "c", "d"])] {
                for name in names {
                    engine.execute(table.insert().values(table.c("name").to(name))).await?;
                }
            }
            let names = async |table: &Table| engine.all(select(table.c("name")).order_by(table.c("id"))).await;
            let texts = |texts: &[&str]| texts.iter().map(|text| Value::from(*text)).collect::<Vec<_>>();
            assert_eq!((names(&here).await?, names(&there).await?), (texts(&["a", "b"]), texts(&["b", "c", "d"])));
            // Columns of both in one result, and in one condition.
            let both = select((here.c("id"), here.c("name"), there.c("id"), there.c("name")));
            let both = both.join_on(&there, here.c("name").eq(there.c("name")));
            let (two, one, b) = (Value::Int(2), Value::Int(1), Value::from("b"));
            assert_eq!(engine.all(both).await?, [(two, b.clone(), one, b)]);
            let only = select(there.c("name")).filter(there.c("name").not_in(select(here.c("name")))).order_by(there.c("id"));
            assert_eq!(engine.all(only).await?, texts(&["c", "d"]));
            assert_eq!(
                engine.execute(there.update().set(there.c("name").to("x")).filter(there.c("id").gt(1))).await?.rows_affected,
                2
            );
            assert_eq!(engine.execute(there.delete().filter(there.c("name").eq("x"))).await?.rows_affected, 2);
            assert_eq!((names(&here).await?, names(&there).await?), (texts(&["a", "b"]), texts(&["b"])));
            metadata.drop_all(engine).await?;
            assert!(names(&here).await.is_err() && names(&there).await.is_err());
            Ok(())
        })
        .await
    });
}

#[covers("SL-18", "SCH-16")]
#[test]
fn keys_and_indexes_stay_in_their_schema() {
    run(async |db| {
        with_schema(db, async |engine, schema| {
            let parent = item(Some(schema));
            let key = ForeignKey::new(["item_id"], (schema.to_owned(), "item"), ["id"]);
            let child = Table::new("part")
                .schema(schema.to_owned())
                .column(Column::new("id", Integer).primary_key())
                .column(Column::new("item_id", Integer))
                .foreign_key(key)
                .index(Index::new(["item_id"]).name("ix_unique_item").unique());
            let metadata = MetaData::new().table(child.clone()).table(parent.clone());
            metadata.create_all(engine).await?;
            engine.execute(parent.insert().values(parent.c("name").to("a"))).await?;
            let insert = |id: i64, item: i64| child.insert().values((child.c("id").to(id), child.c("item_id").to(item)));
            engine.execute(insert(1, 1)).await?;
            assert_eq!(engine.execute(insert(2, 9)).await.unwrap_err().kind(), ErrorKind::ForeignKey);
            assert_eq!(engine.execute(insert(2, 1)).await.unwrap_err().kind(), ErrorKind::Unique);
            metadata.drop_all(engine).await
        })
        .await
    });
}

#[test]
fn one_statement_serves_many_schemas() {
    run(async |db| {
        with_schema(db, async |engine, schema| {
            let (plain, there) = (item(Some("tenant")), item(Some(schema)));
            MetaData::new().table(item(None)).table(there).create_all(engine).await?;
            let (other, own) = (SchemaMap::new().to("tenant", schema), SchemaMap::new().to("tenant", None));
            for (map, names) in [(&other, vec!["o", "p"]), (&own, vec!["q"])] {
                for name in names {
                    engine.execute(plain.insert().values(plain.c("name").to(name)).translate_schemas(map.clone())).await?;
                }
            }
            let count =
                |map: &SchemaMap| select(func::count(plain.c("id"))).filter(plain.c("name").ne("p")).translate_schemas(map.clone());
            assert_eq!(engine.scalar(count(&other)).await?, 1);
            assert_eq!(engine.scalar(count(&own)).await?, 1);
            assert_eq!(engine.scalar(count(&other)).await?, 1);
            Ok(())
        })
        .await
    });
}
