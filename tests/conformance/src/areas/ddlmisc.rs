//! The cases of the area `ddlmisc`.

use alchemy_core::{
    ColumnDef, CreateColumn, CreateEnum, CreateSchema, DdlStatement, DropEnum, DropSchema, DropTable, EnumType, Render, SqlType,
    Table, prelude::*,
};
use alchemy_postgres::column_types::Domain;

use crate::cases::Cases;
use crate::schema::branch;

pub(crate) fn cases(c: &mut Cases) {
    tables(c);
    schemas(c);
    texts(c);
    enums(c);
    domains(c);
}

fn ddl<R: Render>(c: &mut Cases, id: &'static str, make: impl Fn() -> R + 'static) {
    c.ddl(id, move |dialect| DdlStatement::of(&make(), dialect));
}

fn tables(c: &mut Cases) {
    ddl(c, "ddlmisc/drop-table", || DropTable::new(branch::table()));
    ddl(c, "ddlmisc/drop-table-if-exists", || DropTable::new(branch::table()).if_exists());
    c.ddl("ddlmisc/create-column", |dialect| {
        let price = ColumnDef::new("price", SqlType::Numeric { precision: Some(10), scale: Some(2) });
        let book = Table::new("book").column(price.clone());
        DdlStatement::of(&CreateColumn::new(&book, &price), dialect)
    });
}

fn schemas(c: &mut Cases) {
    let none = "there are no schemas but those of attached files";
    ddl(c, "ddlmisc/schema-create-if-not-exists", || CreateSchema::new("stock").if_not_exists());
    c.refused_on("sqlite", none);
    ddl(c, "ddlmisc/schema-drop", || DropSchema::new("stock"));
    c.refused_on("sqlite", none);
    ddl(c, "ddlmisc/schema-drop-cascade", || DropSchema::new("stock").if_exists().cascade());
    c.refused_on("sqlite", none);
}

fn text(c: &mut Cases, id: &'static str, make: impl Fn() -> String + 'static) {
    c.ddl(id, move |_| Ok(DdlStatement::new(make())));
}

fn texts(c: &mut Cases) {
    text(c, "ddlmisc/ddl-text", || "ALTER TABLE foo ENABLE TRIGGER ALL".to_owned());
    text(c, "ddlmisc/ddl-text-context", || {
        let (table, column) = ("foo", "bar");
        format!("ALTER TABLE {table} ADD COLUMN {column} INT")
    });
    text(c, "ddlmisc/ddl-percent", || "COMMENT ON TABLE foo IS '100%'".to_owned());
}

fn enums(c: &mut Cases) {
    c.ddl("ddlmisc/pg-enum-create", |dialect| DdlStatement::of(&CreateEnum::new(&EnumType::new("letters", ["a", "b'c"])), dialect));
    c.ddl("ddlmisc/pg-enum-create-schema", |dialect| {
        DdlStatement::of(&CreateEnum::new(&EnumType::new("Letters", ["a"]).schema("sch")), dialect)
    });
    c.ddl("ddlmisc/pg-enum-drop", |dialect| DdlStatement::of(&DropEnum::new(&EnumType::new("letters", ["a"])), dialect));
}

fn domains(c: &mut Cases) {
    c.ddl("ddlmisc/pg-domain-create", |dialect| {
        let zip = Domain::new("zip", SqlType::Text).collation("C").default_text("0000").not_null();
        DdlStatement::of(&zip.constraint("zip_ck").check("VALUE ~ '^[0-9]+$'").create(), dialect)
    });
    c.ddl("ddlmisc/pg-domain-create-check", |dialect| {
        DdlStatement::of(&Domain::new("posint", SqlType::Integer).check("VALUE > 0").create(), dialect)
    });
    c.ddl("ddlmisc/pg-domain-drop", |dialect| DdlStatement::of(&Domain::new("posint", SqlType::Integer).drop_domain(), dialect));
}
