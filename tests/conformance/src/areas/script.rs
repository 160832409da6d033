//! The cases of the area `script`.

use alchemy_core::{
    Check, ColumnDef, ConstraintBuilder as _, CreateTableAs, CreateView, DdlIf, DdlStatement, Dialect, EnumType, ForeignKey, Index,
    Result, Sequence, SqlType, prelude::*,
};
use alchemy_postgres::column_types::Domain;

use crate::cases::Cases;
use crate::schema::{archive, author, category, library};

fn id() -> ColumnDef {
    Column::new("id", Integer).primary_key().auto_increment()
}

const DEFERRED: &str = "keys of a circle have names of their own where they are dropped first, and else wait: rows would be in \
    the way";
const UNTIED: &str = "ALTER TABLE dept DROP CONSTRAINT fk_dept_boss_id; ALTER TABLE emp DROP CONSTRAINT fk_emp_dept_id; \
    DROP TABLE emp; DROP TABLE dept";
const UNTIED_MYSQL: &str = "ALTER TABLE dept DROP FOREIGN KEY fk_dept_boss_id; ALTER TABLE emp DROP FOREIGN KEY fk_emp_dept_id; \
    DROP TABLE emp; DROP TABLE dept";

/// Two tables that refer to each other.
fn circle(of_dept: ForeignKey, of_emp: ForeignKey) -> MetaData {
    let dept = Table::new("dept").column(id()).column(Column::new("boss_id", Integer)).foreign_key(of_dept);
    let emp = Table::new("emp").column(id()).column(Column::new("dept_id", Integer)).foreign_key(of_emp);
    MetaData::new().table(dept).table(emp)
}

fn documents() -> MetaData {
    let id = Column::new("id", Integer).primary_key().auto_increment().comment("key");
    let number = Column::new("n", Integer).comment("number").check(Check::new("n > 0").name("ck_n"));
    let doc = Table::new("doc").column(id).column(number);
    MetaData::new().table(doc.comment("documents"))
}

pub(crate) fn cases(c: &mut Cases) {
    c.script("script/create-all-shared", |dialect| library().create_statements(dialect))
        .deviating_in("only keys of the type INTEGER are generated", &[("sqlite", "(id BIGINT NOT NULL", "(id INTEGER NOT NULL")]);
    c.script("script/create-all-archive", |dialect| archive::table().create_statements(dialect));
    c.script("script/create-one-table", |dialect| author::table().create_statements(dialect));
    c.script("script/drop-one-table", |dialect| author::table().drop_statements(dialect));
    c.script("script/self-reference", |dialect| category::table().create_statements(dialect));
    c.script("script/create-tables-subset", |dialect| library().create_statements_for(dialect, ["holding", "shelf", "branch"]))
        .deviating_in(
            "types that none of the tables has are not created",
            &[
                ("postgresql", "CREATE TYPE book_format AS ENUM ('hardback', 'paperback', 'ebook')", ""),
                ("postgresql", "CREATE TYPE patron_tier AS ENUM ('basic', 'gold', 'staff')", ""),
            ],
        );
    c.script("script/cycle-use-alter-drop", |dialect| {
        let boss = ForeignKey::new(["boss_id"], "emp", ["id"]).name("fk_dept_boss").use_alter();
        circle(boss, ForeignKey::new(["dept_id"], "dept", ["id"])).drop_statements(dialect)
    })
    .deviating(DEFERRED, &[("sqlite", "PRAGMA defer_foreign_keys = ON; DROP TABLE emp; DROP TABLE dept")]);
    c.script("script/cycle-create", |dialect| {
        let boss = ForeignKey::new(["boss_id"], "emp", ["id"]).name("fk_dept_boss");
        circle(boss, ForeignKey::new(["dept_id"], "dept", ["id"]).name("fk_emp_dept")).create_statements(dialect)
    });
    c.script("script/cycle-unnamed-drop", |dialect| {
        let boss = ForeignKey::new(["boss_id"], "emp", ["id"]);
        circle(boss, ForeignKey::new(["dept_id"], "dept", ["id"])).drop_statements(dialect)
    })
    .deviating(
        DEFERRED,
        &[
            ("postgresql", UNTIED),
            ("mysql", UNTIED_MYSQL),
            ("mariadb", UNTIED_MYSQL),
            ("sqlite", "PRAGMA defer_foreign_keys = ON; DROP TABLE emp; DROP TABLE dept"),
        ],
    );
    types(c);
    elements(c);
    c.script("script/ddl-if", |dialect| {
        let positive = Check::new("n > 0").name("ck_pg").ddl_if(DdlIf::dialects(["postgresql"]));
        let small = Check::new("n < 9").name("ck_other").ddl_if(DdlIf::dialects(["mysql", "sqlite"]));
        let index = Index::new(["n"]).name("ix_pg").ddl_if(DdlIf::dialects(["postgresql"]));
        let doc = Table::new("doc").column(id()).column(Column::new("n", Integer));
        MetaData::new().table(doc.check(positive).check(small).index(index)).create_statements(dialect)
    });
    c.script("script/comments", |dialect| documents().create_statements(dialect));
}

/// Creates all, then drops all.
fn both(metadata: &MetaData, dialect: &dyn Dialect) -> Result<Vec<DdlStatement>> {
    let mut statements = metadata.create_statements(dialect)?;
    statements.extend(metadata.drop_statements(dialect)?);
    Ok(statements)
}

/// A table with a column of a type.
fn of_type(name: &'static str, column: &'static str, sql_type: SqlType) -> Table {
    Table::new(name).column(id()).column(Column::new(column, sql_type))
}

fn types(c: &mut Cases) {
    let hue = || SqlType::from(EnumType::new("hue", ["red", "green"]));
    c.script("script/enum", move |dialect| {
        both(&MetaData::new().table(of_type("paint", "h", hue())).table(of_type("wall", "h", hue())), dialect)
    });
    c.script("script/enum-table-create", move |dialect| {
        let paint = of_type("paint", "h", hue());
        let mut statements = paint.create_statements(dialect)?;
        statements.extend(paint.drop_statements(dialect)?);
        Ok(statements)
    });
    c.script("script/enum-metadata-schema", move |dialect| {
        MetaData::new().schema("palette").table(of_type("paint", "h", hue())).create_statements(dialect)
    });
    c.script("script/domain", |dialect| {
        let zip = Domain::new("zip_code", SqlType::Text).check("VALUE <> ''");
        let address = Table::new("addr").column(Column::new("zip", zip.sql_type()));
        both(&MetaData::new().table(address).element(zip), dialect)
    });
}

fn elements(c: &mut Cases) {
    let doc = || of_type("doc", "n", SqlType::Integer);
    let large = move || select(doc().c("id")).filter(doc().c("n").gt(5));
    c.script("script/views", move |dialect| {
        both(&MetaData::new().table(doc()).element(CreateView::new("big_doc", large())), dialect)
    });
    c.script("script/table-as", move |dialect| {
        both(&MetaData::new().table(doc()).element(CreateTableAs::new("big_doc", large())), dialect)
    });
    c.script("script/sequences", |dialect| {
        let numbers = Sequence::new("doc_seq");
        let id = Column::new("id", Integer).primary_key().default(numbers.next_value());
        let doc = Table::new("doc").column(id).column(Column::new("n", Integer));
        both(&MetaData::new().element(Sequence::new("free_seq")).element(numbers).table(doc), dialect)
    });
}
