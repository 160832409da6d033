//! The cases of the area `sorted`.

use alchemy_core::{ColumnDef, prelude::*};

use crate::cases::Cases;

fn id() -> ColumnDef {
    Column::new("id", Integer).primary_key()
}

fn to(name: &str, target: &str) -> ColumnDef {
    Column::new(name, Integer).references(target, "id")
}

fn table(name: &str) -> Table {
    Table::new(name).column(id())
}

pub(crate) fn cases(c: &mut Cases) {
    c.names("sorted/alphabetical-ties", || {
        ["pear", "apple", "Fig", "cherry"].into_iter().fold(MetaData::new(), |all, name| all.table(table(name)))
    });
    c.names("sorted/chain", || {
        MetaData::new()
            .table(table("a_leaf").column(to("mid_id", "b_mid")))
            .table(table("b_mid").column(to("root_id", "c_root")))
            .table(table("c_root"))
    });
    c.names("sorted/extra-dependency", || MetaData::new().table(table("aa").depends_on("bb")).table(table("bb")));
    c.names("sorted/diamond", || {
        MetaData::new()
            .table(table("d_bottom").column(to("l", "c_left")).column(to("r", "b_right")))
            .table(table("c_left").column(to("t", "z_top")))
            .table(table("b_right").column(to("t", "z_top")))
            .table(table("z_top"))
    });
    c.names("sorted/use-alter-ignored", || {
        MetaData::new()
            .table(table("aa").column(to("b_id", "bb").foreign_key_name("fk").use_alter()))
            .table(table("bb").column(to("a_id", "aa")))
    });
    c.names("sorted/shared", crate::schema::library);
}
