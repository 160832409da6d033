//! DDL in standard SQL; texts as SQLAlchemy has them.

use std::sync::Arc;

use crate::dialect::{Ansi, Dialect, Features};
use crate::schema::{Check, ConstraintBuilder, ForeignKey, Index, MetaData, OnChange, Table, Unique};
use crate::sql::{Column, Statement};
use crate::types::{BigInteger, Integer, SqlType, Varchar};
use crate::{
    AddConstraint, ColumnDef, CreateIndex, CreateTable, DdlStatement, DropConstraint, DropTable, ErrorKind, Render, Result,
};

/// Standard SQL of a database whose tables take no constraints once they are there.
#[derive(Debug)]
struct Rigid(Features);

impl Dialect for Rigid {
    fn name(&self) -> &'static str {
        "rigid"
    }

    fn features(&self) -> &Features {
        &self.0
    }

    fn is_reserved(&self, word: &str) -> bool {
        Ansi.is_reserved(word)
    }

    fn column_type(&self, sql_type: &SqlType) -> Result<String> {
        Ansi.column_type(sql_type)
    }

    fn defer_foreign_keys(&self) -> Option<&'static str> {
        Some("SET CONSTRAINTS ALL DEFERRED")
    }

    fn table_names(&self) -> &'static str {
        Ansi.table_names()
    }
}

fn rigid() -> Rigid {
    Rigid(Features { alter_add_constraint: false, max_name_length: 30, ..*Ansi.features() })
}

fn sql(element: &dyn Render) -> String {
    DdlStatement::of(element, &Ansi).unwrap().to_string()
}

fn id() -> ColumnDef {
    Column::new("id", Integer).primary_key()
}

/// `a`, `b` and `c`.
fn t() -> Table {
    Table::new("t").column(Column::new("a", Integer)).column(Column::new("b", Varchar(10))).column(Column::new("c", Integer))
}

fn key<const N: usize>(columns: [&str; N], target: &str, target_columns: [&str; N]) -> ForeignKey {
    ForeignKey::new(columns, target, target_columns)
}

#[test]
fn tables_are_written_as_sqlalchemy_writes_them() {
    let with = |rest: &str| format!("CREATE TABLE t (a INTEGER, b VARCHAR(10), c INTEGER, {rest})");
    let unique = || Unique::new(["a", "b"]);
    let check = || Check::new("a > c");
    let branch = || key(["a"], "branch", ["id"]);
    let shelf = key(["a", "b"], "shelf", ["branch_id", "code"]).name("fk_ab");
    let actions = branch().on_update(OnChange::NoAction).on_delete(OnChange::Restrict);
    let cases = [
        (t().unique(unique()), with("UNIQUE (a, b)")),
        (t().unique(unique().name("uq_ab")), with("CONSTRAINT uq_ab UNIQUE (a, b)")),
        (t().check(check()), with("CHECK (a > c)")),
        (t().check(check().name("ck_a")), with("CONSTRAINT ck_a CHECK (a > c)")),
        (t().foreign_key(branch()), with("FOREIGN KEY(a) REFERENCES branch (id)")),
        (t().foreign_key(shelf), with("CONSTRAINT fk_ab FOREIGN KEY(a, b) REFERENCES shelf (branch_id, code)")),
        (t().foreign_key(actions), with("FOREIGN KEY(a) REFERENCES branch (id) ON DELETE RESTRICT ON UPDATE NO ACTION")),
        (t().foreign_key(key(["a"], "Order", ["2nd"])), with("FOREIGN KEY(a) REFERENCES \"Order\" (\"2nd\")")),
        (Table::new("t"), "CREATE TABLE t ()".into()),
        (Table::new("t").column(id()), "CREATE TABLE t (id INTEGER NOT NULL, PRIMARY KEY (id))".into()),
        (
            Table::new("t").column(Column::new("a", Integer).primary_key()).column(Column::new("b", Integer).primary_key()),
            "CREATE TABLE t (a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (a, b))".into(),
        ),
        (
            Table::new("Order")
                .column(Column::new("unit\"price", Integer).server_default(7))
                .column(Column::new("select", Integer)),
            "CREATE TABLE \"Order\" (\"unit\"\"price\" INTEGER DEFAULT 7, \"select\" INTEGER)".into(),
        ),
        (
            Table::new("t").column(Column::new("v", Varchar(5)).server_default("it's").not_null()),
            "CREATE TABLE t (v VARCHAR(5) DEFAULT 'it''s' NOT NULL)".into(),
        ),
    ];
    for (table, expected) in cases {
        assert_eq!(sql(&CreateTable::new(&table)), expected);
    }
}

#[test]
fn a_generated_column_is_the_first_of_its_key() {
    let table = Table::new("t")
        .column(Column::new("a", Integer).primary_key())
        .column(Column::new("b", Integer).primary_key().auto_increment());
    assert!(sql(&CreateTable::new(&table)).ends_with("PRIMARY KEY (b, a))"));
}

#[test]
fn constraints_of_the_table_precede_those_of_its_columns() {
    let shelf = key(["branch_id", "shelf_code"], "shelf", ["branch_id", "code"]).name("fk_holding_shelf");
    let shelf = shelf.on_delete(OnChange::SetNull);
    let holding = Table::new("holding")
        .column(id())
        .column(Column::new("book_id", Integer).not_null().references("book", "id"))
        .column(Column::new("branch_id", Integer))
        .column(Column::new("shelf_code", Varchar(8)))
        .column(Column::new("barcode", Varchar(20)).not_null().unique())
        .foreign_key(shelf);
    assert_eq!(
        sql(&CreateTable::new(&holding)),
        "CREATE TABLE holding (id INTEGER NOT NULL, book_id INTEGER NOT NULL, branch_id INTEGER, shelf_code VARCHAR(8), \
         barcode VARCHAR(20) NOT NULL, PRIMARY KEY (id), CONSTRAINT fk_holding_shelf FOREIGN KEY(branch_id, shelf_code) \
         REFERENCES shelf (branch_id, code) ON DELETE SET NULL, FOREIGN KEY(book_id) REFERENCES book (id), UNIQUE (barcode))",
    );
}

#[test]
fn a_table_may_be_there_or_not() {
    let table = Table::new("t").column(Column::new("v", Integer));
    assert_eq!(sql(&CreateTable::new(&table).if_not_exists()), "CREATE TABLE IF NOT EXISTS t (v INTEGER)");
    assert_eq!(sql(&DropTable::new(&table).if_exists()), "DROP TABLE IF EXISTS t");
}

#[test]
fn indexes_are_named_after_table_and_columns() {
    let index = || Index::new(["a", "b"]);
    let table = Table::new("t")
        .column(Column::new("a", Integer).index())
        .column(Column::new("b", Integer).index().unique())
        .index(index().name("mine"))
        .index(index().unique());
    let indexes: Vec<String> = CreateIndex::all(&table).iter().map(|index| sql(index)).collect();
    let expected = [
        "CREATE INDEX mine ON t (a, b)",
        "CREATE UNIQUE INDEX ix_t_a_b ON t (a, b)",
        "CREATE INDEX ix_t_a ON t (a)",
        "CREATE UNIQUE INDEX ix_t_b ON t (b)",
    ];
    assert_eq!(indexes, expected);
    // The unique index is the constraint.
    assert_eq!(sql(&CreateTable::new(&table)), "CREATE TABLE t (a INTEGER, b INTEGER)");
}

#[test]
fn a_name_that_would_be_too_long_is_cut_and_told_apart() {
    let named = |column: &str| {
        let table = Table::new("a_table_with_a_long_name").column(Column::new(column, Integer).index());
        let index = DdlStatement::of(&CreateIndex::all(&table)[0], &rigid()).unwrap().to_string();
        index.split(' ').nth(2).unwrap().to_owned()
    };
    let (first, second) = (named("first_column"), named("second_column"));
    assert!(first.starts_with("ix_a_table_with_a_long_") && first.len() <= 30, "{first}");
    assert_ne!(first, second);
    // It stays the same from version to version.
    assert_eq!(named("first_column"), "ix_a_table_with_a_long_9f32");
    // A character is never cut in two: here the cut falls into one.
    let table = Table::new(format!("t_{}", "ä".repeat(12))).column(Column::new("b", Integer).index());
    let index = DdlStatement::of(&CreateIndex::all(&table)[0], &rigid()).unwrap().to_string();
    assert!(index.starts_with(&format!("CREATE INDEX \"ix_t_{}_", "ä".repeat(8))), "{index}");
}

#[test]
fn tables_are_created_behind_what_they_refer_to() {
    let user = Table::new("user_account")
        .column(Column::new("id", BigInteger).primary_key().auto_increment())
        .column(Column::new("state", Varchar(5)).not_null().server_default("o'k").index())
        .check(Check::new("state <> ':x'"));
    let address = Table::new("address")
        .column(Column::new("user_id", BigInteger).primary_key().references("user_account", "id").on_delete(OnChange::Cascade))
        .index(Index::new(["user_id"]).unique());
    let metadata = MetaData::new().table(address).table(user);
    let expected = concat!(
        "CREATE TABLE user_account (id BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL, ",
        "state VARCHAR(5) DEFAULT 'o''k' NOT NULL, PRIMARY KEY (id), CHECK (state <> ':x'));\n",
        "CREATE INDEX ix_user_account_state ON user_account (state);\n",
        "CREATE TABLE address (user_id BIGINT NOT NULL, PRIMARY KEY (user_id), ",
        "FOREIGN KEY(user_id) REFERENCES user_account (id) ON DELETE CASCADE);\n",
        "CREATE UNIQUE INDEX ix_address_user_id ON address (user_id);\n",
    );
    assert_eq!(metadata.create_script(&Ansi).unwrap(), expected);
    assert_eq!(metadata.drop_script(&Ansi).unwrap(), "DROP TABLE address;\nDROP TABLE user_account;\n");
}

fn sorted(metadata: &MetaData) -> Vec<String> {
    metadata.sorted_tables().unwrap().into_iter().map(|table| table.name().to_string()).collect()
}

#[test]
fn tables_are_sorted_by_round_and_then_by_name() {
    let to = |name: &str, targets: &[&str]| {
        let table = Table::new(name).column(id());
        targets
            .iter()
            .fold(table, |table, target| table.column(Column::new(format!("{target}_id"), Integer).references(*target, "id")))
    };
    let metadata = ["pear", "apple", "fig"].into_iter().fold(MetaData::new(), |metadata, name| metadata.table(to(name, &[])));
    assert_eq!(sorted(&metadata), ["apple", "fig", "pear"]);
    let diamond = MetaData::new().table(to("d", &["c", "b"])).table(to("c", &["z"])).table(to("b", &["z"])).table(to("z", &[]));
    assert_eq!(sorted(&diamond), ["z", "b", "c", "d"]);
    let itself = MetaData::new().table(to("leaf", &["node"])).table(to("node", &["node"]));
    assert_eq!(sorted(&itself), ["node", "leaf"]);
    assert!(itself.create_script(&Ansi).unwrap().contains("FOREIGN KEY(node_id) REFERENCES node (id)"));
}

/// Two tables that refer to each other, one of whose keys has a name, and one that refers to them.
fn circle() -> MetaData {
    let boss = key(["boss_id"], "emp", ["id"]).name("fk_dept_boss");
    let dept = Table::new("dept").column(id()).column(Column::new("boss_id", Integer)).foreign_key(boss);
    let emp = Table::new("emp").column(id()).column(Column::new("dept_id", Integer).references("dept", "id"));
    let desk = Table::new("desk").column(id()).column(Column::new("emp_id", Integer).references("emp", "id"));
    MetaData::new().table(desk).table(dept).table(emp)
}

#[test]
fn keys_in_a_circle_are_added_later_and_dropped_first() {
    assert_eq!(
        circle().create_script(&Ansi).unwrap(),
        "CREATE TABLE dept (id INTEGER NOT NULL, boss_id INTEGER, PRIMARY KEY (id));\n\
         CREATE TABLE emp (id INTEGER NOT NULL, dept_id INTEGER, PRIMARY KEY (id));\n\
         CREATE TABLE desk (id INTEGER NOT NULL, emp_id INTEGER, PRIMARY KEY (id), FOREIGN KEY(emp_id) REFERENCES emp (id));\n\
         ALTER TABLE dept ADD CONSTRAINT fk_dept_boss FOREIGN KEY(boss_id) REFERENCES emp (id);\n\
         ALTER TABLE emp ADD CONSTRAINT fk_emp_dept_id FOREIGN KEY(dept_id) REFERENCES dept (id);\n",
    );
    assert_eq!(
        circle().drop_script(&Ansi).unwrap(),
        "ALTER TABLE dept DROP CONSTRAINT fk_dept_boss;\nALTER TABLE emp DROP CONSTRAINT fk_emp_dept_id;\n\
         DROP TABLE desk;\nDROP TABLE emp;\nDROP TABLE dept;\n",
    );
}

#[test]
fn keys_in_a_circle_are_written_at_once_where_they_cannot_be_added() {
    assert_eq!(
        circle().create_script(&rigid()).unwrap(),
        "CREATE TABLE dept (id INTEGER NOT NULL, boss_id INTEGER, PRIMARY KEY (id), \
         CONSTRAINT fk_dept_boss FOREIGN KEY(boss_id) REFERENCES emp (id));\n\
         CREATE TABLE emp (id INTEGER NOT NULL, dept_id INTEGER, PRIMARY KEY (id), \
         FOREIGN KEY(dept_id) REFERENCES dept (id));\n\
         CREATE TABLE desk (id INTEGER NOT NULL, emp_id INTEGER, PRIMARY KEY (id), FOREIGN KEY(emp_id) REFERENCES emp (id));\n",
    );
    assert_eq!(
        circle().drop_script(&rigid()).unwrap(),
        "SET CONSTRAINTS ALL DEFERRED;\nDROP TABLE desk;\nDROP TABLE emp;\nDROP TABLE dept;\n",
    );
    let metadata = circle();
    let dept = metadata.get("dept").unwrap();
    let key = dept.foreign_keys().next().unwrap();
    let added = DdlStatement::of(&AddConstraint::new(dept, key), &rigid()).unwrap_err();
    let dropped = DdlStatement::of(&DropConstraint::new(dept, key), &rigid()).unwrap_err();
    assert_eq!((added.kind(), dropped.kind()), (ErrorKind::Unsupported, ErrorKind::Unsupported));
}

#[test]
fn a_wrong_schema_says_what_is_wrong_with_it() {
    let to_b = |column: &str| t().column(Column::new("b_id", Integer).references("b", column));
    let b = || Table::new("b").column(id());
    let over = |columns: &[&str]| t().unique(Unique::new(columns.iter().copied()));
    let uneven = t().foreign_key(ForeignKey::new(["a", "c"], "b", ["id"]));
    let cases = [
        (MetaData::new().table(to_b("id")), "`t.b_id` refers to the table `b`, which is not in the metadata; add it"),
        (MetaData::new().table(to_b("no")).table(b()), "`t.b_id` refers to the column `no` of `b`, which that lacks"),
        (MetaData::new().table(t()).table(t()), "two tables are called `t`"),
        (MetaData::new().table(t().foreign_key(key(["z"], "t", ["a"]))), "names the column `z`, which it lacks"),
        (MetaData::new().table(uneven).table(b()), "a foreign key of table `t` to `b` must pair as many columns as it has"),
        (MetaData::new().table(over(&["z"])), "a unique constraint of table `t` names the column `z`"),
        (MetaData::new().table(over(&[])), "a unique constraint of table `t` names no column"),
    ];
    for (metadata, message) in cases {
        for outcome in [metadata.create_script(&Ansi), metadata.drop_script(&Ansi), metadata.sorted_tables().map(|_| String::new())]
        {
            let error = outcome.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Mapping);
            assert!(error.to_string().contains(message), "{error}, not {message}");
        }
    }
}

#[test]
fn an_element_is_sent_as_text_that_nothing_is_bound_to() {
    let table = t().check(Check::new("b <> ':a' AND c <> 1::int"));
    let dialect: Arc<dyn Dialect> = Arc::new(Ansi);
    let prepared = CreateTable::new(&table).prepare(&dialect).unwrap();
    assert!(prepared.text.ends_with("CHECK (b <> ':a' AND c <> 1::int))"));
    assert!(prepared.params.is_empty() && !prepared.cached);
    assert_eq!(&*DdlStatement::new("VACUUM :x").prepare(&dialect).unwrap().text, "VACUUM :x");
}
