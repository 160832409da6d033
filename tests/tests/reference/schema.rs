//! Tables, constraints, and the statements that create and drop them.

use alchemy_claims::covers;
use alchemy_orm::core::dialect::Ansi;
use alchemy_orm::core::prelude::*;
use alchemy_orm::core::{CreateTable, DdlStatement, Index, MetaData, NamingConvention, OnChange, SchemaMap, TranslateSchemas};
use alchemy_orm::prelude::{Auto, BelongsTo, HasMany, Mapped};

use super::dialects::standard;

#[covers("SCH-37", "SCH-43")]
#[test]
fn a_schema_is_written_in_the_order_of_its_keys() {
    // ANCHOR: tables
    let customer = Table::new("customer").column(Column::new("id", Integer).primary_key());
    let invoice = Table::new("invoice")
        .column(Column::new("customer_id", Integer).not_null().references("customer", "id").on_delete(OnChange::Cascade))
        .index(Index::new(["customer_id"]));
    let metadata = MetaData::new().table(invoice).table(customer);
    assert_eq!(
        metadata.create_script(&Ansi).unwrap(),
        "CREATE TABLE customer (id INTEGER NOT NULL, PRIMARY KEY (id));\n\
         CREATE TABLE invoice (customer_id INTEGER NOT NULL, \
         FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE);\n\
         CREATE INDEX ix_invoice_customer_id ON invoice (customer_id);\n",
    );
    // ANCHOR_END: tables
}

#[covers("SCH-20")]
#[test]
fn a_convention_names_constraints() {
    // ANCHOR: names
    let convention = NamingConvention::new().primary_key("pk_{table_name}");
    let customer = Table::new("customer").column(Column::new("id", Integer).primary_key());
    let metadata = MetaData::new().naming_convention(convention).table(customer);
    assert_eq!(
        metadata.create_script(&Ansi).unwrap(),
        "CREATE TABLE customer (id INTEGER NOT NULL, CONSTRAINT pk_customer PRIMARY KEY (id));\n",
    );
    // ANCHOR_END: names
}

#[covers("SCH-48")]
#[test]
fn options_of_one_database_say_nothing_to_the_others() {
    // ANCHOR: options
    let options = alchemy_mysql::TableOptions::new().engine("InnoDB").charset("utf8mb4");
    let t = Table::new("t").column(Column::new("v", Integer)).with(options);
    let create = CreateTable::new(&t);
    assert_eq!(
        DdlStatement::of(&create, &alchemy_mysql::Dialect::mysql()).unwrap().text(),
        "CREATE TABLE t (v INTEGER) ENGINE=InnoDB CHARSET=utf8mb4",
    );
    assert_eq!(DdlStatement::of(&create, &Ansi).unwrap().text(), "CREATE TABLE t (v INTEGER)");
    // ANCHOR_END: options
}

// ANCHOR: schemas
#[derive(Mapped)]
#[mapped(schema = "crm")]
struct Client {
    #[mapped(primary_key)]
    id: Auto<i64>,
    bills: HasMany<Bill>,
}

#[derive(Mapped)]
#[mapped(schema = "billing")]
struct Bill {
    #[mapped(primary_key)]
    id: Auto<i64>,
    #[mapped(foreign_key = Client::id)]
    client_id: i64,
    client: BelongsTo<Client>,
}

#[covers("SCH-08", "SCH-60")]
#[test]
fn models_in_schemas() {
    let bills = select(Bill::id).join(Bill::client);
    assert_eq!(
        standard(bills.clone()),
        "SELECT billing.bill.id FROM billing.bill JOIN crm.client ON billing.bill.client_id = crm.client.id",
    );
    let elsewhere = bills.translate_schemas(SchemaMap::new().to("billing", "archive"));
    assert_eq!(
        standard(elsewhere),
        "SELECT archive.bill.id FROM archive.bill JOIN crm.client ON archive.bill.client_id = crm.client.id",
    );
    let script = MetaData::of::<(Client, Bill)>().create_script(&Ansi).unwrap();
    assert!(script.contains("CREATE TABLE billing.bill"));
    assert!(script.contains("FOREIGN KEY(client_id) REFERENCES crm.client (id)"));
}
// ANCHOR_END: schemas
