//! Models in schemas: tables are created there, and every statement finds them, across schemas, too. SQLite calls a schema an
//! attached database, MySQL and MariaDB a database.

use alchemy_claims::covers;
use alchemy_orm::core::{CreateSchema, DropSchema, SchemaMap, TranslateSchemas, default, text};
use alchemy_orm::prelude::*;
use alchemy_tests::{Backend, run};

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

const SCHEMAS: [&str; 2] = ["alchemy_crm", "alchemy_billing"];

/// The schemas, on an engine of one connection: an attached database belongs to a connection.
async fn with_schemas(db: &Backend) -> Result<Engine> {
    let engine = db.options().max_connections(1).create().await?;
    drop_schemas(db, &engine).await?;
    for schema in SCHEMAS {
        match db.is_sqlite() {
            true => engine.execute(text(&format!("ATTACH ':memory:' AS {schema}"))).await?,
            false => engine.execute(CreateSchema::new(schema)).await?,
        };
    }
    MetaData::of::<(Customer, Invoice, Local, Watch)>().create_all(&engine).await?;
    Ok(engine)
}

async fn drop_schemas(db: &Backend, engine: &Engine) -> Result<()> {
    if !db.is_mysql_like() {
        return Ok(());
    }
    for schema in ["alchemy_billing", "alchemy_crm"] {
        engine.execute(DropSchema::new(schema).if_exists()).await?;
    }
    Ok(())
}

#[covers("SCH-08", "SCH-60", "SEL-36")]
#[test]
fn models_lie_in_schemas_and_refer_across_them() {
    run(async |db| {
        let engine = with_schemas(db).await?;
        let mut session = Session::new(&engine);
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
            let mut session = Session::new(&engine);
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
        assert_eq!(
            engine.execute(Invoice::update().set(Invoice::total.to(9)).filter(Invoice::total.eq(0))).await?.rows_affected,
            1
        );
        assert_eq!(engine.execute(Invoice::delete().filter(Invoice::total.lt(3))).await?.rows_affected, 2);
        let mut session = Session::new(&engine);
        let first = session.get_one::<Invoice>(1).await?;
        session.delete(&first)?;
        session.commit().await?;
        assert_eq!(engine.all(select(Invoice::total).order_by(Invoice::id)).await?, [20, 5, 9]);

        // For another schema than the model's.
        let all = || select(Customer::name).order_by(Customer::id);
        let local = all().translate_schemas(SchemaMap::new().to("alchemy_crm", None));
        assert_eq!(engine.all(local).await?, ["root"]);
        assert_eq!(engine.all(all()).await?, ["anna", "bob"]);
        MetaData::of::<(Customer, Invoice, Local, Watch)>().drop_all(&engine).await?;
        drop_schemas(db, &engine).await?;
        engine.close().await;
        Ok(())
    });
}
