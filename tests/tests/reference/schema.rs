//! Tables, constraints, and the statements that create and drop them.

use alchemy_claims::covers;
use alchemy_orm::core::dialect::Ansi;
use alchemy_orm::core::prelude::*;
use alchemy_orm::core::{
    AddConstraint, Check, CommentOn, Computed, ConstraintBuilder as _, CreateSchema, CreateTable, Ddl, DdlIf, DdlStatement,
    DropConstraint, DropTable, ForeignKey, Identity, Index, MetaData, Moment, NamingConvention, OnChange, PrimaryKey, Render,
    SchemaMap, TableEvent, TranslateSchemas, Unique,
};
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

// ANCHOR: with
table! {
    pub ticket ("ticket") {
        hall: i64 [primary_key],
        number: i32 [primary_key],
        line: String [length = 1],
        price: Option<i64>,
    } with |table| table
        .check(Check::new("number > 0"))
        .unique(Unique::new(["hall", "line"]).name("uq_ticket_line"))
        .index(Index::new(["price"]))
}
// ANCHOR_END: with

#[covers("SCH-02")]
#[test]
fn a_declared_table_has_more_than_columns() {
    // ANCHOR: with_script
    assert_eq!(
        MetaData::of::<(ticket,)>().create_script(&Ansi).unwrap(),
        "CREATE TABLE ticket (hall BIGINT NOT NULL, number INTEGER NOT NULL, line VARCHAR(1) NOT NULL, price BIGINT, \
         PRIMARY KEY (hall, number), CHECK (number > 0), CONSTRAINT uq_ticket_line UNIQUE (hall, line));\n\
         CREATE INDEX ix_ticket_price ON ticket (price);\n",
    );
    // ANCHOR_END: with_script
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
// ANCHOR_END: schemas

#[covers("SCH-08", "SCH-60")]
#[test]
fn models_in_schemas() {
    // ANCHOR: schemas_used
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
    // ANCHOR_END: schemas_used
}

#[covers("SCH-02", "SCH-04", "SCH-27", "SCH-29", "SCH-30")]
#[test]
fn a_column_says_all_that_it_can() {
    // ANCHOR: columns
    let book = Table::new("book")
        .column(Column::new("id", BigInteger).primary_key().identity(Identity::always()))
        .column(Column::new("title", Varchar(100)).not_null().index())
        .column(Column::new("isbn", Varchar(13)).unique())
        .column(Column::new("net", Numeric(8, 2)).server_default(0).check(Check::new("net >= 0")))
        .column(Column::new("gross", Numeric(8, 2)).computed(Computed::new("net * 1.2").stored()));
    assert_eq!(
        DdlStatement::of(&CreateTable::new(&book), &Ansi).unwrap().text(),
        "CREATE TABLE book (id BIGINT GENERATED ALWAYS AS IDENTITY, title VARCHAR(100) NOT NULL, isbn VARCHAR(13), \
         net NUMERIC(8, 2) DEFAULT 0 CHECK (net >= 0), gross NUMERIC(8, 2) GENERATED ALWAYS AS (net * 1.2) STORED, \
         PRIMARY KEY (id), UNIQUE (isbn))",
    );
    // ANCHOR_END: columns
}

#[covers("SCH-11", "SCH-14", "SCH-17", "SCH-18", "SCH-19")]
#[test]
fn constraints_over_several_columns() {
    // ANCHOR: constraints
    let seat = Table::new("seat")
        .column(Column::new("hall", Integer))
        .column(Column::new("number", Integer))
        .column(Column::new("city", Integer))
        .constraint(PrimaryKey::new(["hall", "number"]).name("pk_seat"))
        .foreign_key(ForeignKey::new(["city", "hall"], "hall", ["city", "number"]).on_delete(OnChange::Cascade))
        .unique(Unique::new(["city", "number"]).name("uq_city").initially_deferred())
        .check(Check::new("number > 0").name("ck_number"))
        .index(Index::new(["city"]).name("seats_of_a_city").filter("number < 1000"));
    let statements = seat.create_statements(&Ansi).unwrap();
    assert_eq!(
        statements[0].text(),
        "CREATE TABLE seat (hall INTEGER NOT NULL, number INTEGER NOT NULL, city INTEGER, \
         CONSTRAINT pk_seat PRIMARY KEY (hall, number), \
         FOREIGN KEY(city, hall) REFERENCES hall (city, number) ON DELETE CASCADE, \
         CONSTRAINT uq_city UNIQUE (city, number) DEFERRABLE INITIALLY DEFERRED, \
         CONSTRAINT ck_number CHECK (number > 0))",
    );
    assert_eq!(statements[1].text(), "CREATE INDEX seats_of_a_city ON seat (city) WHERE number < 1000");
    // ANCHOR_END: constraints
}

#[covers("SCH-16", "SCH-37")]
#[test]
fn circles() {
    // ANCHOR: circle
    let team = Table::new("team")
        .column(Column::new("id", Integer).primary_key())
        .column(Column::new("captain", Integer).references("player", "id"));
    let player = Table::new("player")
        .column(Column::new("id", Integer).primary_key())
        .column(Column::new("team", Integer).references("team", "id"));
    let metadata = MetaData::new().table(team).table(player);
    assert_eq!(
        metadata.create_script(&Ansi).unwrap(),
        "CREATE TABLE team (id INTEGER NOT NULL, captain INTEGER, PRIMARY KEY (id));\n\
         CREATE TABLE player (id INTEGER NOT NULL, team INTEGER, PRIMARY KEY (id));\n\
         ALTER TABLE team ADD CONSTRAINT fk_team_captain FOREIGN KEY(captain) REFERENCES player (id);\n\
         ALTER TABLE player ADD CONSTRAINT fk_player_team FOREIGN KEY(team) REFERENCES team (id);\n",
    );
    // ANCHOR_END: circle
}

#[covers("SCH-21")]
#[test]
fn a_name_that_is_too_long_is_cut() {
    // ANCHOR: long
    let table =
        Table::new("measurements_of_the_northern_station").column(Column::new("wind_speed_in_metres_a_second", Integer).unique());
    let metadata = MetaData::new().naming_convention(NamingConvention::new().unique("uq_{table_name}_{column_0_name}"));
    assert_eq!(
        metadata.table(table).create_script(&alchemy_postgres::Dialect::default()).unwrap(),
        "CREATE TABLE measurements_of_the_northern_station (wind_speed_in_metres_a_second INTEGER, \
         CONSTRAINT uq_measurements_of_the_northern_station_wind_speed_in_m_ca49 UNIQUE (wind_speed_in_metres_a_second));\n",
    );
    // ANCHOR_END: long
}

#[covers("SCH-22", "SCH-39", "SCH-40")]
#[test]
fn statements_by_themselves() {
    // ANCHOR: statements
    let seat = Table::new("seat").column(Column::new("number", Integer).comment("from the left"));
    let unique = Unique::new(["number"]).name("uq_number");
    let text = |element: &dyn Render| DdlStatement::of(element, &Ansi).unwrap().text().to_owned();
    assert_eq!(text(&CreateSchema::new("shop").if_not_exists()), "CREATE SCHEMA IF NOT EXISTS shop");
    assert_eq!(text(&AddConstraint::new(&seat, &unique)), "ALTER TABLE seat ADD CONSTRAINT uq_number UNIQUE (number)");
    assert_eq!(text(&DropConstraint::new(&seat, &unique)), "ALTER TABLE seat DROP CONSTRAINT uq_number");
    assert_eq!(text(&CommentOn::column(&seat, "number")), "COMMENT ON COLUMN seat.number IS 'from the left'");
    assert_eq!(text(&DropTable::new(&seat).if_exists()), "DROP TABLE IF EXISTS seat");
    // ANCHOR_END: statements
}

#[covers("SCH-44", "SCH-45", "SCH-46", "SCH-55")]
#[test]
fn words_of_the_program() {
    // ANCHOR: events
    let analyze = TableEvent::new(Moment::AfterCreate, Ddl::new("ANALYZE {table}"));
    let seat = Table::new("seat")
        .column(Column::new("number", Integer))
        .event(analyze.execute_if(DdlIf::dialects(["postgresql", "sqlite"])))
        .index(Index::new(["number"]).ddl_if(DdlIf::dialects(["mysql"])));
    let metadata = MetaData::new().table(seat);
    assert_eq!(
        metadata.create_script(&alchemy_postgres::Dialect::default()).unwrap(),
        "CREATE TABLE seat (number INTEGER);\nANALYZE seat;\n",
    );
    assert_eq!(
        metadata.create_script(&alchemy_mysql::Dialect::mysql()).unwrap(),
        "CREATE TABLE seat (number INTEGER);\nCREATE INDEX ix_seat_number ON seat (number);\n",
    );
    // ANCHOR_END: events
}

#[covers("SCH-01", "SCH-03", "SCH-06", "SCH-08")]
#[test]
fn sets_of_tables() {
    // ANCHOR: sets
    let invoice = Table::new("invoice").schema("billing").column(Column::new("id", Integer));
    let metadata = MetaData::new().schema("shop").table(invoice.clone()).table(Table::new("seat"));
    assert!(metadata.contains("billing.invoice") && metadata.contains("shop.seat"));
    let twice = MetaData::new().table(invoice.clone()).table(invoice.clone().comment("another"));
    assert_eq!(twice.check().unwrap_err().kind(), ErrorKind::Mapping);
    let copy = invoice.in_schema("archive").renamed("old_invoice");
    assert_eq!(copy.full_name().to_string(), "archive.old_invoice");
    // ANCHOR_END: sets
}
