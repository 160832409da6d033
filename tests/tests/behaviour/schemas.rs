//! Tables and models in schemas: two tables of one name are two tables, keys, loading and writing lead across schemas, and one
//! statement serves many schemas. SQLite calls a schema an attached database, MySQL and MariaDB a database.

use alchemy_claims::covers;
use alchemy_orm::core::{
    Column, CreateSchema, DropSchema, ForeignKey, Index, Integer, SchemaMap, Table, TranslateSchemas as _, Value, Varchar,
};
use alchemy_orm::prelude::*;
use alchemy_tests::{Backend, Kind, run, unique};

/// Runs a test with an engine that sees these schemas besides its own.
async fn with_schemas<F: AsyncFnOnce(&Engine) -> Result<()>>(db: &Backend, schemas: &[&str], test: F) -> Result<()> {
    if db.is_sqlite() {
        // A database is attached to one connection, so that there is only one.
        let engine = db.options().max_connections(1).create().await?;
        for schema in schemas {
            engine.execute(text(&format!("ATTACH ':memory:' AS {schema}"))).await?;
        }
        let outcome = test(&engine).await;
        engine.close().await;
        return outcome;
    }
    // A run that was ended may have left them.
    drop_schemas(db, schemas).await?;
    for schema in schemas {
        db.engine.execute(CreateSchema::new((*schema).to_owned())).await?;
    }
    let outcome = test(&db.engine).await;
    outcome.and(drop_schemas(db, schemas).await)
}

/// The last first: its tables may refer to those of the others.
async fn drop_schemas(db: &Backend, schemas: &[&str]) -> Result<()> {
    for schema in schemas.iter().rev() {
        let dropped = DropSchema::new((*schema).to_owned()).if_exists();
        db.engine.execute(if db.kind() == Kind::Postgres { dropped.cascade() } else { dropped }).await?;
    }
    Ok(())
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
        let name = unique();
        let schema = name.as_str();
        with_schemas(db, &[schema], async |engine| {
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

#[covers("SL-18", "SCH-08", "SCH-19")]
#[test]
fn keys_and_indexes_stay_in_their_schema() {
    run(async |db| {
        let name = unique();
        let schema = name.as_str();
        with_schemas(db, &[schema], async |engine| {
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

#[covers("CMP-13")]
#[test]
fn one_statement_serves_many_schemas() {
    run(async |db| {
        let name = unique();
        let schema = name.as_str();
        with_schemas(db, &[schema], async |engine| {
            let (plain, there) = (item(Some("tenant")), item(Some(schema)));
            MetaData::new().table(item(None)).table(there).create_all(engine).await?;
            let (other, own) = (SchemaMap::new().to("tenant", schema), SchemaMap::new().to("tenant", None));
            for (map, names) in [(&other, vec!["o", "p"]), (&own, vec!["q"])] {
                for name in names {
                    engine.execute(plain.insert().values(plain.c("name").to(name)).translate_schemas(map.clone())).await?;
                }
            }
            let count = |map: &SchemaMap, without: &str| {
                select(func::count(plain.c("id"))).filter(plain.c("name").ne(without)).translate_schemas(map.clone())
            };
            let before = engine.kept_statements();
            assert_eq!(engine.scalar(count(&other, "p")).await?, 1);
            assert_eq!(engine.scalar(count(&own, "p")).await?, 1);
            // A text is kept for each map, and takes other values.
            assert_eq!(engine.kept_statements(), before + 2);
            assert_eq!(engine.scalar(count(&other, "r")).await?, 2);
            assert_eq!(engine.scalar(count(&own, "q")).await?, 0);
            assert_eq!(engine.kept_statements(), before + 2);
            // More rows than one statement takes, and rows that come back in their order.
            let rows = (0..3_000).map(|n| format!("n{n}"));
            let many = plain.insert().rows(plain.c("name"), rows).translate_schemas(other.clone());
            assert_eq!(engine.execute(many).await?.rows_affected, 3_000);
            assert_eq!(engine.scalar(count(&other, "p")).await?, 3_001);
            let some = plain.insert().rows(plain.c("name"), ["z", "y", "x"]).returning(plain.c("id"));
            let keys = engine.all(some.translate_schemas(other.clone())).await?;
            let last = select(plain.c("id")).filter(plain.c("name").in_(["x", "y", "z"])).order_by(plain.c("name").desc());
            assert_eq!(keys, engine.all(last.translate_schemas(other.clone())).await?);
            assert_eq!(engine.scalar(count(&own, "q")).await?, 0);
            Ok(())
        })
        .await
    });
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "customer", schema = "alchemy_crm")]
struct Customer {
    #[mapped(primary_key)]
    id: Auto<i64>,
    #[mapped(length = 30, unique)]
    name: String,
    #[mapped(back_populates = Invoice::customer, order_by = Invoice::id)]
    invoices: HasMany<Invoice>,
    #[mapped(secondary = Watch, back_populates = Local::watchers)]
    watched: HasMany<Local>,
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "invoice", schema = "alchemy_billing")]
struct Invoice {
    #[mapped(primary_key)]
    id: Auto<i64>,
    total: i64,
    #[mapped(foreign_key = Customer::id)]
    customer_id: Option<i64>,
    #[mapped(back_populates = Customer::invoices)]
    customer: BelongsTo<Customer>,
}

/// A table of the same name in no schema, whose rows refer to one another.
#[derive(Mapped, Debug, Default)]
#[mapped(table = "customer")]
struct Local {
    #[mapped(primary_key)]
    id: Auto<i64>,
    #[mapped(length = 30)]
    name: String,
    #[mapped(foreign_key = Local::id)]
    parent_id: Option<i64>,
    parent: BelongsTo<Local>,
    #[mapped(secondary = Watch, back_populates = Customer::watched)]
    watchers: HasMany<Customer>,
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "watch")]
struct Watch {
    #[mapped(primary_key, foreign_key = Customer::id)]
    customer_id: i64,
    #[mapped(primary_key, foreign_key = Local::id)]
    local_id: i64,
}

#[covers("SCH-08", "SCH-60", "SEL-36")]
#[test]
fn models_lie_in_schemas_and_refer_across_them() {
    run(async |db| with_schemas(db, &["alchemy_crm", "alchemy_billing"], models_in_schemas).await);
}

async fn models_in_schemas(engine: &Engine) -> Result<()> {
    let metadata = MetaData::of::<(Customer, Invoice, Local, Watch)>();
    metadata.create_all(engine).await?;
    let mut session = Session::new(engine);
    let totals = |totals: &[i64]| totals.iter().map(|total| Invoice { total: *total, ..default() }).collect::<Vec<_>>();
    session.add(Customer { name: "ann".into(), invoices: totals(&[10, 20]).into(), ..default() });
    session.add(Customer { name: "bob".into(), invoices: totals(&[5]).into(), ..default() });
    let local = session.add(Local { name: "root".into(), ..default() });
    session.commit().await?;
    let ann = session.one(Customer::select().filter(Customer::name.eq("ann"))).await?;
    ann.write().watched.push(&local);
    ann.write().name = "anna".into();
    session.commit().await?;

    // Two tables of one name.
    let names: Vec<(String, String)> =
        engine.all(select((Customer::name, Local::name)).filter(Customer::id.eq(1)).filter(Local::id.eq(1))).await?;
    assert_eq!(names, [("anna".to_owned(), "root".to_owned())]);

    // Loaded and joined across schemas.
    for option in [Customer::invoices.selectinload(), Customer::invoices.joinedload()] {
        let mut session = Session::new(engine);
        let select = Customer::select().options(option).options(Customer::watched.selectinload()).order_by(Customer::id);
        let all = session.all(select).await?;
        assert_eq!(all[0].read().invoices.iter().map(|invoice| invoice.total).collect::<Vec<_>>(), [10, 20]);
        assert_eq!(all[0].read().watched.iter().map(|local| local.name.clone()).collect::<Vec<_>>(), ["root"]);
    }
    let i = Invoice::alias("i");
    let large = select(Customer::name).join(Customer::invoices.of_type(i)).filter(i.total.gt(15));
    assert_eq!(engine.all(large).await?, ["anna"]);
    let small = select(Customer::name).filter(Customer::invoices.any(Invoice::total.lt(6)));
    assert_eq!(engine.all(small).await?, ["bob"]);

    // Written in bulk, changed and deleted past the session.
    let many: Vec<Invoice> = (0..3).map(|total| Invoice { total, customer_id: Some(2), ..default() }).collect();
    assert_eq!(engine.execute(Invoice::insert().values(many)).await?.rows_affected, 3);
    assert_eq!(engine.execute(Invoice::update().set(Invoice::total.to(9)).filter(Invoice::total.eq(0))).await?.rows_affected, 1);
    assert_eq!(engine.execute(Invoice::delete().filter(Invoice::total.lt(3))).await?.rows_affected, 2);
    let mut session = Session::new(engine);
    let first = session.get_one::<Invoice>(1).await?;
    session.delete(&first)?;
    session.commit().await?;
    assert_eq!(engine.all(select(Invoice::total).order_by(Invoice::id)).await?, [20, 5, 9]);

    // For another schema than the model's.
    let all = || select(Customer::name).order_by(Customer::id);
    let local = all().translate_schemas(SchemaMap::new().to("alchemy_crm", None));
    assert_eq!(engine.all(local).await?, ["root"]);
    assert_eq!(engine.all(all()).await?, ["anna", "bob"]);
    metadata.drop_all(engine).await
}
