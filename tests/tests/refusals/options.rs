//! What one database's crate attaches to tables, columns, constraints and indexes: the others do not look for it, and where
//! it belongs it is refused if it would say nothing.

use alchemy_claims::covers;
use alchemy_orm::core::{
    Check, Constraint, ConstraintBuilder as _, CreateIndex, CreateTable, DdlStatement, ForeignKey, Index, OnChange, PrimaryKey,
    Unique, prelude::*,
};
use alchemy_postgres::{Exclude, Include, NotValid, NullsDistinct, SetNullColumns};
use alchemy_sqlite::{Conflict, OnConflict};

use super::table::{Findings, MARIADB, MYSQL, POSTGRES, SQLITE};

const MYSQLS: &[&str] = &[MYSQL, MARIADB];

fn table() -> Table {
    Table::new("t").column(Column::new("a", Integer)).column(Column::new("b", Integer))
}

#[covers("SCH-48")]
#[test]
fn options_of_a_table_say_nothing_elsewhere() {
    let mut found = Findings::default();
    let mut check =
        |what: &str, of: &[&str], with: Table| found.option(what, of, &CreateTable::new(&with), &CreateTable::new(&table()));
    let postgres = alchemy_postgres::TableOptions::new;
    check("INHERITS", &[POSTGRES], table().with(postgres().inherits("u")));
    check("PARTITION BY", &[POSTGRES], table().with(postgres().partition_by("RANGE (a)")));
    check("USING", &[POSTGRES], table().with(postgres().using("heap")));
    check("WITH", &[POSTGRES], table().with(postgres().with("fillfactor", 70)));
    check("ON COMMIT", &[POSTGRES], table().with(postgres().on_commit(alchemy_postgres::OnCommit::Drop)));
    check("TABLESPACE", &[POSTGRES], table().with(postgres().tablespace("x")));
    let sqlite = alchemy_sqlite::TableOptions::new;
    check("STRICT", &[SQLITE], table().with(sqlite().strict()));
    check("WITHOUT ROWID", &[SQLITE], table().with(sqlite().without_rowid()));
    let mysql = alchemy_mysql::TableOptions::new;
    check("ENGINE", MYSQLS, table().with(mysql().engine("InnoDB")));
    check("CHARSET", MYSQLS, table().with(mysql().charset("utf8mb4")));
    check("DEFAULT CHARSET", MYSQLS, table().with(mysql().default_charset("utf8mb4")));
    check("COLLATE", MYSQLS, table().with(mysql().collate("utf8mb4_bin")));
    check("AUTO_INCREMENT", MYSQLS, table().with(mysql().auto_increment(7)));
    check("PARTITION BY HASH", MYSQLS, table().with(mysql().partition_by("HASH(a)").partitions(4)));
    check("options on MariaDB", &[MARIADB], table().with(mysql().on_mariadb(mysql().engine("Aria"))));
    found.none();
}

#[covers("SCH-48")]
#[test]
fn options_of_an_index_say_nothing_elsewhere() {
    let mut found = Findings::default();
    let (t, plain) = (table(), Index::new(["a"]).name("ix"));
    let mut check =
        |what: &str, of: &[&str], with: Index| found.option(what, of, &CreateIndex::new(&t, &with), &CreateIndex::new(&t, &plain));
    let postgres = alchemy_postgres::IndexOptions::new;
    check("USING", &[POSTGRES], plain.clone().with(postgres().using("hash")));
    check("an operator class", &[POSTGRES], plain.clone().with(postgres().ops("a", "int4_ops")));
    check("INCLUDE", &[POSTGRES], plain.clone().with(postgres().include(["b"])));
    check("WITH", &[POSTGRES], plain.clone().with(postgres().with("fillfactor", 70)));
    check("TABLESPACE", &[POSTGRES], plain.clone().with(postgres().tablespace("x")));
    check("CONCURRENTLY", &[POSTGRES], plain.clone().with(postgres().concurrently()));
    let mysql = alchemy_mysql::IndexOptions::new;
    check("a length", MYSQLS, plain.clone().with(mysql().length("a", 3)));
    check("FULLTEXT", MYSQLS, plain.clone().with(mysql().prefix("FULLTEXT")));
    check("USING BTREE", MYSQLS, plain.clone().with(mysql().using("btree")));
    check("a parser", MYSQLS, plain.clone().with(mysql().prefix("FULLTEXT").parser("ngram")));
    let (unique, distinct) = (plain.clone().unique(), plain.clone().unique().with(postgres().nulls_distinct(false)));
    found.option("NULLS NOT DISTINCT", &[POSTGRES], &CreateIndex::new(&t, &distinct), &CreateIndex::new(&t, &unique));
    found.none();
}

#[covers("SCH-48")]
#[test]
fn options_of_a_constraint_say_nothing_elsewhere() {
    let mut found = Findings::default();
    let mut check = |what: &str, of: &[&str], with: Constraint, without: Constraint| {
        let (with, without) = (table().constraint(with), table().constraint(without));
        found.option(what, of, &CreateTable::new(&with), &CreateTable::new(&without));
    };
    let unique = || Unique::new(["a"]);
    let key = || ForeignKey::new(["a"], "u", ["id"]).on_delete(OnChange::SetNull);
    check("NULLS NOT DISTINCT", &[POSTGRES], unique().with(NullsDistinct(false)).into(), unique().into());
    check("INCLUDE", &[POSTGRES], unique().with(Include::new(["b"])).into(), unique().into());
    check("SET NULL (columns)", &[POSTGRES], key().with(SetNullColumns::new(["a"])).into(), key().into());
    check("ON CONFLICT", &[SQLITE], unique().with(OnConflict(Conflict::Ignore)).into(), unique().into());
    check("USING", MYSQLS, unique().with(alchemy_mysql::Using::new("btree")).into(), unique().into());
    found.none();
    let mut found = Findings::default();
    let exclude = table().constraint(Exclude::new().element(table().c("a"), "="));
    found.defined("EXCLUDE", &[POSTGRES], &CreateTable::new(&exclude));
    found.none();
}

fn refused(what: &str, constraint: impl Into<Constraint>, dialect: &dyn Dialect) {
    let table = table().constraint(constraint);
    let error = DdlStatement::of(&CreateTable::new(&table), dialect).map(|said| said.text().to_owned()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported, "{what}: {error}");
}

/// PostgreSQL's grammar has NULLS NOT DISTINCT with UNIQUE alone, a list of columns with ON DELETE SET NULL and SET DEFAULT
/// alone, and NOT VALID with CHECK and FOREIGN KEY alone.
#[covers("PG-29")]
#[test]
fn an_option_on_a_constraint_that_has_none_is_refused_by_postgresql() {
    let here = alchemy_postgres::Dialect::default();
    let key = || ForeignKey::new(["a"], "u", ["id"]);
    refused("NULLS NOT DISTINCT of a CHECK", Check::new("a > 0").with(NullsDistinct(false)), &here);
    refused("NULLS NOT DISTINCT of a primary key", PrimaryKey::new(["a"]).with(NullsDistinct(false)), &here);
    refused("NULLS NOT DISTINCT of a foreign key", key().with(NullsDistinct(false)), &here);
    refused("the columns of no ON DELETE", key().with(SetNullColumns::new(["a"])), &here);
    let cascade = key().on_delete(OnChange::Cascade);
    refused("the columns of ON DELETE CASCADE", cascade.with(SetNullColumns::new(["a"])), &here);
    let updated = key().on_update(OnChange::SetNull);
    refused("the columns of ON UPDATE SET NULL", updated.with(SetNullColumns::new(["a"])), &here);
    refused("the columns of UNIQUE", Unique::new(["a"]).with(SetNullColumns::new(["a"])), &here);
    refused("INCLUDE of a CHECK", Check::new("a > 0").with(Include::new(["b"])), &here);
    refused("NOT VALID of UNIQUE", Unique::new(["a"]).with(NotValid), &here);
    refused("NOT VALID of a primary key", PrimaryKey::new(["a"]).with(NotValid), &here);
}

/// NULLS NOT DISTINCT of an index that is not unique says nothing.
#[covers("PG-30")]
#[test]
fn nulls_are_distinct_in_a_unique_index_alone() {
    let index = Index::new(["a"]).name("ix").with(alchemy_postgres::IndexOptions::new().nulls_distinct(false));
    let error = DdlStatement::of(&CreateIndex::new(&table(), &index), &alchemy_postgres::Dialect::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
}

/// SQLite's grammar has ON CONFLICT with every constraint but a foreign key; MySQL's has USING with keys alone.
#[covers("SL-12", "MY-16")]
#[test]
fn an_option_on_a_constraint_that_has_none_is_refused_by_sqlite_and_mysql() {
    let key = || ForeignKey::new(["a"], "u", ["id"]);
    refused("ON CONFLICT of a foreign key", key().with(OnConflict(Conflict::Ignore)), &alchemy_sqlite::Dialect);
    for dialect in [alchemy_mysql::Dialect::mysql(), alchemy_mysql::Dialect::mariadb()] {
        refused("USING of a CHECK", Check::new("a > 0").with(alchemy_mysql::Using::new("btree")), &dialect);
        refused("USING of a foreign key", key().with(alchemy_mysql::Using::new("btree")), &dialect);
    }
}

/// ON CONFLICT of a column goes with a constraint that the column has.
#[covers("SL-12")]
#[test]
fn a_conflict_of_a_constraint_that_a_column_lacks_is_refused_by_sqlite() {
    let ignoring = alchemy_sqlite::ColumnOptions::new;
    let column = || Column::new("c", Integer);
    for column in [
        column().with(ignoring().on_conflict_not_null(Conflict::Ignore)),
        column().with(ignoring().on_conflict_unique(Conflict::Ignore)),
        column().with(ignoring().on_conflict_primary_key(Conflict::Ignore)),
    ] {
        let table = Table::new("t").column(Column::new("id", Integer).primary_key()).column(column);
        let error = DdlStatement::of(&CreateTable::new(&table), &alchemy_sqlite::Dialect).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
    }
}

/// MySQL's grammar has the number of partitions behind PARTITION BY alone.
#[covers("MY-16")]
#[test]
fn partitions_of_a_table_that_has_none_are_refused_by_mysql() {
    let options = alchemy_mysql::TableOptions::new;
    for options in [options().partitions(4), options().subpartition_by("HASH(a)"), options().subpartitions(2)] {
        let table = table().with(options);
        let error = DdlStatement::of(&CreateTable::new(&table), &alchemy_mysql::Dialect::mysql()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
    }
}

/// A key that counts up is said at its column, with what its constraint says besides.
#[covers("SL-12", "SL-13")]
#[test]
fn a_conflict_of_a_key_that_counts_up_is_said_by_sqlite() {
    let counting = |key: PrimaryKey| {
        let table = Table::new("t").column(Column::new("id", Integer).auto_increment()).constraint(key);
        let table = table.with(alchemy_sqlite::TableOptions::new().autoincrement());
        DdlStatement::of(&CreateTable::new(&table), &alchemy_sqlite::Dialect).map(|statement| statement.text().to_owned())
    };
    assert_eq!(
        counting(PrimaryKey::new(["id"]).with(OnConflict(Conflict::Fail))).unwrap(),
        "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY ON CONFLICT FAIL AUTOINCREMENT)",
    );
    assert_eq!(counting(PrimaryKey::new(["id"]).deferrable()).unwrap_err().kind(), ErrorKind::Unsupported);
}
