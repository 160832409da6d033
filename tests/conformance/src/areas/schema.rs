//! The cases of the area `schema`.

use alchemy_core::{CreateIndex, CreateSequence, CreateTable, DdlStatement, DropTable, prelude::*};
use alchemy_core::{Index, SchemaMap, Sequence, Statement, TranslateSchemas as _, exists};

use crate::cases::Cases;
use crate::schema::{book, branch, invoice, patron, payment, review};

/// Tables of no stated schema are those of `tenant1`.
fn tenant() -> SchemaMap {
    SchemaMap::new().to(None, "tenant1")
}

/// Those of `billing` are in `acct`.
fn account() -> SchemaMap {
    SchemaMap::new().to("billing", "acct")
}

pub(crate) fn cases(c: &mut Cases) {
    selects(c);
    nested(c);
    elements(c);
    stated(c);
}

fn selects(c: &mut Cases) {
    c.statement("schema/default-to-named", || select((book::id, book::title)).translate_schemas(tenant()));
    c.statement("schema/named-to-named", || select(invoice::id).translate_schemas(account()));
    const PLAIN: &str = "SELECT invoice.id FROM invoice";
    c.statement("schema/named-to-none", || select(invoice::id).translate_schemas(SchemaMap::new().to("billing", None))).deviating(
        "a statement is compiled without a connection, whose first schema nobody knows; without a name it is looked for there",
        &[("postgresql", PLAIN), ("mysql", PLAIN), ("mariadb", PLAIN), ("sqlite", PLAIN)],
    );
    c.statement("schema/both", || {
        select((patron::name, invoice::amount)).join(invoice).translate_schemas(tenant().to("billing", "acct"))
    });
    c.statement("schema/unmapped", || select(invoice::id).translate_schemas(SchemaMap::new().to("other", "acct")));
    c.statement("schema/insert-returning", || {
        branch::insert().values(branch::name.to("A")).returning(branch::id).translate_schemas(tenant())
    })
    .refused_on("mysql", "there is no RETURNING");
    c.statement("schema/delete", || invoice::delete().filter(invoice::id.eq(1)).translate_schemas(account()));
}

fn nested(c: &mut Cases) {
    c.statement("schema/alias", || {
        let k = book::alias("k");
        select(k.c(book::title)).translate_schemas(tenant())
    });
    c.statement("schema/subquery", || {
        let reviewed = exists().filter(review::book_id.eq(book::id));
        let q = select(book::id).filter(reviewed).subquery("q");
        select(q.c::<i32>("id")).translate_schemas(tenant())
    });
    c.statement("schema/cte", || {
        let cte = select(book::id).cte("c");
        select(cte.c::<i32>("id")).translate_schemas(tenant())
    });
}

fn of(element: impl Statement, dialect: &dyn Dialect) -> Result<DdlStatement> {
    DdlStatement::of(&element.translate_schemas(account()), dialect)
}

fn elements(c: &mut Cases) {
    c.ddl("schema/create-table", |dialect| of(CreateTable::new(payment::table()), dialect));
    c.ddl("schema/create-index", |dialect| {
        let inv = Table::new("inv").schema("billing").column(Column::new("n", Integer));
        of(CreateIndex::new(&inv, &Index::new(["n"]).name("ix_inv")), dialect)
    });
    c.ddl("schema/sequence", |dialect| of(CreateSequence::new(&Sequence::new("inv_seq").schema("billing")), dialect));
    c.ddl("schema/drop-table", |dialect| of(DropTable::new(invoice::table()), dialect));
}

fn thing() -> Table {
    Table::new("thing").column(Column::new("id", Integer))
}

/// The key of the table `thing`, as metadata of the schema `stock` knows it.
fn in_stock(name: &str, table: Table) -> Column<Value> {
    let metadata = MetaData::new().schema("stock").table(table);
    metadata.get(name).map_or_else(|| thing().c("id"), |table| table.c("id"))
}

fn stated(c: &mut Cases) {
    c.statement("schema/metadata-default-schema", || select(in_stock("stock.thing", thing())));
    c.statement("schema/blank-schema", || select(in_stock("thing", thing().blank_schema())));
    c.statement("schema/to-metadata", || select(branch::table().in_schema("copy1").c("name")));
}
