//! The cases of the area `script`.

use alchemy_core::{ConstraintBuilder as _, ForeignKey, prelude::*};

use crate::cases::Cases;
use crate::schema::{archive, author, category, library};

/// Two tables that refer to each other.
fn circle(of_dept: ForeignKey, of_emp: ForeignKey) -> MetaData {
    let id = || Column::new("id", Integer).primary_key().auto_increment();
    let dept = Table::new("dept").column(id()).column(Column::new("boss_id", Integer)).foreign_key(of_dept);
    let emp = Table::new("emp").column(id()).column(Column::new("dept_id", Integer)).foreign_key(of_emp);
    MetaData::new().table(dept).table(emp)
}

fn documents() -> MetaData {
    let id = Column::new("id", Integer).primary_key().auto_increment().comment("key");
    let number = Column::new("n", Integer).comment("number");
    let doc = Table::new("doc").column(id).column(number).check(alchemy_core::Check::new("n > 0").name("ck_n"));
    MetaData::new().table(doc.comment("documents"))
}

pub(crate) fn cases(c: &mut Cases) {
    c.script("script/create-all-shared", |dialect| library().create_statements(dialect));
    c.script("script/create-all-archive", |dialect| archive::table().create_statements(dialect));
    c.script("script/create-one-table", |dialect| author::table().create_statements(dialect));
    c.script("script/drop-one-table", |dialect| author::table().drop_statements(dialect));
    c.script("script/self-reference", |dialect| category::table().create_statements(dialect));
    c.script("script/create-tables-subset", |dialect| library().create_statements_for(dialect, ["holding", "shelf", "branch"]));
    c.script("script/cycle-use-alter-drop", |dialect| {
        let boss = ForeignKey::new(["boss_id"], "emp", ["id"]).name("fk_dept_boss").use_alter();
        circle(boss, ForeignKey::new(["dept_id"], "dept", ["id"])).drop_statements(dialect)
    });
    c.script("script/comments", |dialect| documents().create_statements(dialect));
}
