//! Names that need care, of columns and of parameters, and the schema in which names without one are looked up.

use alchemy_claims::covers;
use alchemy_orm::core::{CreateSchema, CreateTable, DropSchema, prelude::*};
use alchemy_tests::{Backend, Kind, run, unique};

/// Names with what placeholders, quotes and formats are made of.
const DIFFICULT: [&str; 26] = [
    "plain",
    "per cent",
    "per % cent",
    "%percent",
    "%(name)s",
    "par(ens)",
    "col:ons",
    "more :: %colons%",
    ":colon",
    "_starts_with_underscore",
    "dot.s",
    "[BracketsAndCase]",
    "42numbers",
    "has spaces",
    "/slashes/",
    "back\\slash",
    "q?marks",
    "$1",
    "dollar$sign",
    "single'quote",
    "double\"quote",
    "back`tick",
    "select",
    "MixedCase",
    "größe",
    "{braces}",
];

#[covers("DIA-09", "SCH-51")]
#[test]
fn columns_and_parameters_may_be_called_anything() {
    run(async |db| {
        for (number, name) in DIFFICULT.into_iter().enumerate() {
            let table = Table::new(format!("t{number}"))
                .column(Column::new("id", Integer).primary_key())
                .column(Column::new(name, Integer));
            db.engine.execute(CreateTable::new(&table)).await?;
            let column = || table.c(name);
            db.engine.execute(table.insert().values((table.c("id").to(1), column().to(5)))).await?;
            // Values by the names of their columns.
            let by_name = table.insert().params([("id", literal(Value::from(2))), (name, literal(Value::from(6)))]);
            db.engine.execute(by_name).await?;
            let wanted = param::<i64>(name);
            let found = select(table.c("id")).filter(column().eq(&wanted));
            assert_eq!(db.engine.all(found.params((name, 6))).await?, [Value::Int(2)], "{name}");
            let several = param_list::<i64>(name);
            let found = select(column()).filter(column().in_(&several)).order_by(column());
            assert_eq!(db.engine.all(found.params(several.to([5, 6, 7]))).await?, [Value::Int(5), Value::Int(6)], "{name}");
            let labelled = select(column().label(name)).subquery(name);
            let sum = select(func::count(labelled.c::<i64>(name)));
            assert_eq!(db.engine.scalar(sum).await?, 2, "{name}");
            db.engine.execute(table.update().set(column().to(7)).filter(column().eq(6))).await?;
            assert_eq!(db.engine.execute(table.delete().filter(column().eq(7))).await?.rows_affected, 1, "{name}");
        }
        Ok(())
    });
}

#[covers("DIA-09")]
#[test]
fn tables_indexes_and_savepoints_have_difficult_names() {
    run(async |db| {
        let tables = DIFFICULT.into_iter().map(|name| {
            let column = Column::new("v", Integer).index();
            Table::new(name).column(Column::new("id", Integer).primary_key()).column(column)
        });
        let metadata = tables.fold(MetaData::new(), MetaData::table);
        metadata.create_all(&db.engine).await?;
        // What is there is found by its name, and not created again.
        metadata.create_all(&db.engine).await?;
        for table in metadata.tables() {
            db.engine.execute(table.insert().values((table.c("id").to(1), table.c("v").to(2)))).await?;
            assert_eq!(db.engine.all(select(table.c("v"))).await?, [Value::Int(2)], "{}", table.name());
        }
        metadata.drop_all(&db.engine).await?;
        assert!(db.engine.all(select(metadata.tables()[0].c("v"))).await.is_err());
        Ok(())
    });
}

/// An engine on the same server whose names without a schema are those of another one.
async fn elsewhere(db: &Backend, schema: &str) -> Result<Engine> {
    db.engine.execute(CreateSchema::new(schema.to_owned())).await?;
    match db.kind() {
        Kind::Postgres => {
            let database = db.engine.scalar(text("SELECT current_database()::text").columns::<String>()).await?;
            db.engine.execute(text(&format!("ALTER DATABASE {database} SET search_path = {schema}"))).await?;
            db.options().create().await
        }
        _ => {
            let (server, _) = db.url.rsplit_once('/').unwrap();
            alchemy_orm::create_engine(&format!("{server}/{schema}")).await
        }
    }
}

#[covers("DIA-09")]
#[test]
fn names_without_a_schema_are_looked_up_in_the_default_one() {
    run(async |db| {
        if !db.engine.dialect().features().schemas {
            println!("not run: {:?} has no default schema to choose", db.kind());
            return Ok(());
        }
        let schema = unique();
        let engine = elsewhere(db, &schema).await?;
        let plain = Table::new("t").column(Column::new("id", Integer).primary_key());
        let metadata = MetaData::new().table(plain.clone());
        metadata.create_all(&db.engine).await?;
        metadata.create_all(&engine).await?;
        engine.execute(plain.insert().values(plain.c("id").to(7))).await?;
        let there = plain.in_schema(schema.clone());
        let outcome = async {
            assert_eq!(engine.all(select(plain.c("id"))).await?, [Value::Int(7)]);
            assert_eq!(db.engine.all(select(plain.c("id"))).await?, [Value::Null; 0]);
            assert_eq!(db.engine.all(select(there.c("id"))).await?, [Value::Int(7)]);
            // Both names are the same table, and each has its place in FROM.
            let joined = select((plain.c("id"), there.c("id"))).join_on(&there, plain.c("id").eq(there.c("id")));
            assert_eq!(engine.all(joined).await?.len(), 1);
            Ok(())
        }
        .await;
        engine.close().await;
        let dropped = DropSchema::new(schema);
        db.engine.execute(if db.kind() == Kind::Postgres { dropped.cascade() } else { dropped }).await?;
        outcome
    });
}
