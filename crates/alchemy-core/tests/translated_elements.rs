//! Elements of a schema for other schemas than those that they name.

use alchemy_core::{CreateTable, Ddl, DdlStatement, DropTable, SchemaMap, TranslateSchemas as _, dialect::Ansi, prelude::*};

table! {
    payment ("billing"."payment") {
        id: i32,
        invoice_id: Option<i32> [references = "billing.invoice".id],
    }
}

fn account() -> SchemaMap {
    SchemaMap::new().to("billing", "acct")
}

#[test]
fn a_table_and_what_it_refers_to_are_created_in_the_other_schema() -> Result<()> {
    let element = CreateTable::new(payment::table()).translate_schemas(account());
    assert_eq!(
        DdlStatement::of(&element, &Ansi)?.text(),
        "CREATE TABLE acct.payment (id INTEGER NOT NULL, invoice_id INTEGER, FOREIGN KEY(invoice_id) REFERENCES acct.invoice (id))",
    );
    let dropped = DropTable::new(payment::table()).translate_schemas(account());
    assert_eq!(DdlStatement::of(&dropped, &Ansi)?.text(), "DROP TABLE acct.payment");
    Ok(())
}

#[test]
fn a_text_of_the_programs_own_stays_as_it_is() -> Result<()> {
    let element = Ddl::new("VACUUM").translate_schemas(account());
    assert_eq!(DdlStatement::of(&element, &Ansi)?.text(), "VACUUM");
    Ok(())
}
