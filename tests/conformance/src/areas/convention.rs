//! The cases of the area `convention`.

use alchemy_core::{Check, ConstraintBuilder as _, CreateIndex, CreateTable, DdlStatement, DropConstraint, ForeignKey};
use alchemy_core::{NamingConvention, SqlType, Unique, prelude::*};

use crate::cases::Cases;

fn convention() -> NamingConvention {
    NamingConvention::new()
        .index("ix_{column_0_label}")
        .unique("uq_{table_name}_{column_0_name}")
        .check("ck_{table_name}_{constraint_name}")
        .foreign_key("fk_{table_name}_{column_0_name}_{referred_table_name}")
        .primary_key("pk_{table_name}")
}

/// The table as metadata with a convention has it.
fn under(convention: NamingConvention, table: Table) -> Table {
    let name = table.full_name();
    let metadata = MetaData::new().naming_convention(convention).table(table.clone());
    metadata.get(name).cloned().unwrap_or(table)
}

fn create(c: &mut Cases, id: &'static str, convention: NamingConvention, table: Table) {
    let table = under(convention, table);
    c.ddl(id, move |dialect| DdlStatement::of(&CreateTable::new(&table), dialect));
}

fn index(c: &mut Cases, id: &'static str, table: Table) {
    c.ddl(id, move |dialect| DdlStatement::of(&CreateIndex::all(&table)[0], dialect));
}

pub(crate) fn cases(c: &mut Cases) {
    let account = || Table::new("acct");
    let ab = || account().column(Column::new("a", Integer)).column(Column::new("b", Integer));
    let n = || account().column(Column::new("n", Integer));
    let mail = || account().column(Column::new("mail", Varchar(9)).index());
    create(c, "convention/pk", convention(), account().column(Column::new("id", Integer).primary_key().auto_increment()));
    let all = NamingConvention::new().unique("uq_{table_name}_{column_0_N_name}");
    create(c, "convention/unique-two", all, ab().unique(Unique::new(["a", "b"])));
    let joined = NamingConvention::new().unique("uq_{column_0N_name}");
    create(c, "convention/unique-two-joined", joined, ab().unique(Unique::new(["a", "b"])));
    create(c, "convention/check-unnamed", convention(), n().check(Check::new("n > 0")));
    let checked = SqlType::Boolean.checked("ok_bool");
    create(c, "convention/check-boolean", convention(), account().column(Column::new("ok", checked)));
    create(c, "convention/fk", convention(), account().column(Column::new("owner_id", Integer).references("owner", "id")));
    let long = "fk_{table_name}_{column_0_N_name}_{referred_table_name}_{referred_column_0_N_name}";
    let owned = account().column(Column::new("ox", Integer)).column(Column::new("oy", Integer));
    let owner = ForeignKey::new(["ox", "oy"], "owner", ["x", "y"]);
    create(c, "convention/fk-composite", NamingConvention::new().foreign_key(long), owned.foreign_key(owner));
    index(c, "convention/index-column", under(convention(), mail()));
    index(c, "convention/index-default", mail());
    index(c, "convention/index-default-schema", mail().schema("sch"));
    let given = Unique::new(["a"]).name("my_uq");
    create(c, "convention/explicit-name-kept", convention(), account().column(Column::new("a", Integer)).unique(given));
    create(c, "convention/conv", convention(), n().check(Check::new("n > 0").exact_name("exact_name")));
    let long = Table::new("a_table_with_a_name_that_is_already_quite_long_by_itself");
    index(c, "convention/long-index-name", long.column(Column::new("a_column_with_a_long_name_too", Integer).index()));
    let table = under(convention(), account().column(Column::new("mail", Varchar(9)).unique()));
    c.ddl("convention/drop-with-convention", move |dialect| {
        DdlStatement::of(&DropConstraint::new(&table, Unique::new(["mail"])), dialect)
    })
    .refused_on("sqlite", "a table that is there takes no more constraints");
}
