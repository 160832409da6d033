//! Schemas in the words of MySQL and MariaDB; texts as SQLAlchemy has them, where nothing else is said.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use alchemy_core::prelude::*;
use alchemy_core::{
    ColumnDef, CommentOn, CreateColumn, CreateIndex, CreateTable, DdlStatement, Dialect as _, Error, ErrorKind, Identity, Index,
    Render, SqlType,
};
use alchemy_mysql::{Dialect, IndexOptions, TableOptions, column_types as my};

fn ddl(element: &dyn Render, dialect: &Dialect) -> Result<String> {
    DdlStatement::of(element, dialect).map(|statement| statement.text().to_owned())
}

/// What follows the parentheses of CREATE TABLE.
fn suffix(options: TableOptions) -> String {
    let table = Table::new("t").column(Column::new("v", Integer)).with(options);
    ddl(&CreateTable::new(&table), &Dialect::mysql()).unwrap().replace("CREATE TABLE t (v INTEGER) ", "")
}

fn of_key(identity: Identity, options: Option<TableOptions>, dialect: &Dialect) -> Result<String> {
    let table = Table::new("t").column(Column::new("id", Integer).primary_key().identity(identity));
    let table = options.into_iter().fold(table, Table::with);
    ddl(&CreateTable::new(&table), dialect)
}

fn is_unsupported(result: Result<String>) -> bool {
    result.is_err_and(|error: Error| error.kind() == ErrorKind::Unsupported)
}

#[test]
fn an_identity_says_where_it_starts_and_refuses_what_cannot_be_said() {
    const PLAIN: &str = "CREATE TABLE t (id INTEGER NOT NULL AUTO_INCREMENT, PRIMARY KEY (id))";
    for dialect in [Dialect::mysql(), Dialect::mariadb()] {
        let plain = Identity::by_default;
        for same in [
            plain(),
            plain().start(1),
            plain().increment(1),
            plain().min_value(1),
            plain().no_min_value().no_max_value().cycle(false),
        ] {
            assert_eq!(of_key(same, None, &dialect).unwrap(), PLAIN);
        }
        let from_ten = || plain().start(10);
        let text = format!("{PLAIN} AUTO_INCREMENT=10");
        assert_eq!(of_key(from_ten(), None, &dialect).unwrap(), text);
        let option = |first| Some(TableOptions::new().auto_increment(first));
        assert_eq!(of_key(from_ten(), option(10), &dialect).unwrap(), text);
        assert!(is_unsupported(of_key(from_ten(), option(11), &dialect)));
        for other in [
            Identity::always(),
            plain().increment(2),
            plain().min_value(3),
            plain().max_value(99),
            plain().cache(5),
            plain().cycle(true),
            plain().start(0),
        ] {
            assert!(is_unsupported(of_key(other.clone(), None, &dialect)), "{other:?}");
        }
        // Only a table can say it.
        let id = Column::new("id", Integer).primary_key().identity(from_ten());
        assert!(is_unsupported(ddl(&CreateColumn::new(&Table::new("t"), &id), &dialect)));
    }
}

#[test]
fn options_of_a_table_stand_as_the_server_wants_them() {
    for (options, expected) in [
        (TableOptions::new().option("TABLESPACE", "ts1"), "TABLESPACE ts1"),
        (TableOptions::new().option("DEFAULT CHARACTER SET", "utf8mb4"), "DEFAULT CHARACTER SET utf8mb4"),
        (TableOptions::new().option("KEY_BLOCK_SIZE", 1024).engine("InnoDB"), "KEY_BLOCK_SIZE=1024 ENGINE=InnoDB"),
        (TableOptions::new().option("MAX_ROWS", 9).option("CHECKSUM", 1), "MAX_ROWS=9 CHECKSUM=1"),
        (
            TableOptions::new().subpartitions(2).subpartition_by("KEY(v)").partitions(3).partition_by("RANGE(v)").engine("InnoDB"),
            "ENGINE=InnoDB PARTITION BY RANGE(v) PARTITIONS 3 SUBPARTITION BY KEY(v) SUBPARTITIONS 2",
        ),
    ] {
        assert_eq!(suffix(options), expected);
    }
}

#[test]
fn a_comment_stands_before_the_default() {
    let v = || Column::new("v", Varchar(5)).not_null().server_default("x").comment("it's");
    let column = |column: ColumnDef| ddl(&CreateColumn::new(&Table::new("t"), &column), &Dialect::mysql()).unwrap();
    assert_eq!(column(v()), "v VARCHAR(5) NOT NULL COMMENT 'it''s' DEFAULT 'x'");
    assert_eq!(
        ddl(&CommentOn::column(&Table::new("t").column(v()), "v"), &Dialect::mysql()).unwrap(),
        "ALTER TABLE t CHANGE v v VARCHAR(5) NOT NULL COMMENT 'it''s' DEFAULT 'x'",
    );
}

#[test]
fn a_length_is_one_of_a_column_of_the_index() {
    let t = Table::new("t").column(Column::new("a", Varchar(10))).column(Column::new("b", Varchar(10)));
    let index = |options| Index::new(["a", "b"]).name("ix").with(options);
    let both = index(IndexOptions::new().length("a", 2).length("b", 4));
    assert_eq!(ddl(&CreateIndex::new(&t, &both), &Dialect::mysql()).unwrap(), "CREATE INDEX ix ON t (a(2), b(4))");
    let text = IndexOptions::new().prefix("FULLTEXT").parser("ngram");
    assert_eq!(
        ddl(&CreateIndex::new(&t, &index(text)), &Dialect::mariadb()).unwrap(),
        "CREATE FULLTEXT INDEX ix ON t (a, b) WITH PARSER ngram",
    );
    assert!(is_unsupported(ddl(&CreateIndex::new(&t, &index(IndexOptions::new().length("c", 2))), &Dialect::mysql())));
    // A label is none of an index.
    let labelled = Index::on(Column::<String>::of("t", "a").label("x")).name("ix");
    assert_eq!(ddl(&CreateIndex::new(&t, &labelled), &Dialect::mariadb()).unwrap(), "CREATE INDEX ix ON t (a)");
}

#[test]
fn types_are_called_as_sqlalchemy_calls_them() {
    let types: [(SqlType, &str); 27] = [
        (my::TEXT.ascii().into(), "TEXT ASCII"),
        (my::CHAR.of(4).unicode().into(), "CHAR(4) UNICODE"),
        (my::VARCHAR.of(10).unicode().binary().into(), "VARCHAR(10) UNICODE BINARY"),
        (my::VARCHAR.of(10).national().collate("utf8mb3_bin").into(), "NATIONAL VARCHAR(10) COLLATE utf8mb3_bin"),
        (my::CHAR.of(4).charset("utf8mb4").binary().into(), "CHAR(4) CHARACTER SET utf8mb4 BINARY"),
        (my::TINYTEXT.charset("latin1").collate("latin1_bin").into(), "TINYTEXT CHARACTER SET latin1 COLLATE latin1_bin"),
        (SqlType::Text.collate("de_DE"), "TEXT COLLATE de_DE"),
        (SqlType::Char { length: Some(3) }.collate("C"), "CHAR(3) COLLATE C"),
        (SqlType::NChar { length: Some(4) }.collate("utf8mb3_bin"), "NATIONAL CHAR(4) COLLATE utf8mb3_bin"),
        (my::TINYINT.of(3).unsigned().zerofill().into(), "TINYINT(3) UNSIGNED ZEROFILL"),
        (my::INTEGER.of(11).zerofill().into(), "INTEGER(11) ZEROFILL"),
        (my::BIGINT.of(20).into(), "BIGINT(20)"),
        (my::DOUBLE.digits(10, 2).zerofill().into(), "DOUBLE(10, 2) ZEROFILL"),
        (my::DOUBLE.unsigned().into(), "DOUBLE UNSIGNED"),
        (my::REAL.digits(8, 2).unsigned().into(), "REAL(8, 2) UNSIGNED"),
        (my::FLOAT.of(20).into(), "FLOAT(20)"),
        (my::DECIMAL.into(), "DECIMAL"),
        (my::NUMERIC.digits(10, 2).zerofill().into(), "NUMERIC(10, 2) ZEROFILL"),
        (my::BIT.of(8).into(), "BIT(8)"),
        (my::YEAR.of(4).into(), "YEAR(4)"),
        (my::TINYBLOB.into(), "TINYBLOB"),
        (my::enumeration(["a", "b"]).charset("latin1").into(), "ENUM('a', 'b') CHARACTER SET latin1"),
        (my::enumeration(["it's", "100%"]).into(), "ENUM('it''s', '100%')"),
        (my::set(["", "b"]).into(), "SET('', 'b')"),
        (my::set(["a"]).charset("utf8mb4").collate("utf8mb4_bin").into(), "SET('a') CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"),
        (SqlType::Integer.with_variant("mysql", my::INTEGER.unsigned()), "INTEGER UNSIGNED"),
        (SqlType::Interval { precision: None }, "DATETIME"),
    ];
    for (sql_type, expected) in types {
        assert_eq!(Dialect::mysql().column_type(&sql_type).unwrap(), expected);
    }
    // A name that could not stand without quotes has them.
    assert_eq!(Dialect::mysql().column_type(&SqlType::Text.collate("x y")).unwrap(), "TEXT COLLATE `x y`");
}

#[test]
fn the_moment_with_digits_is_a_default_without_parentheses() {
    for dialect in [Dialect::mysql(), Dialect::mariadb()] {
        let of = |text: &str| {
            let column = Column::new("t", SqlType::DateTime.precise(3)).server_default_text(text);
            ddl(&CreateColumn::new(&Table::new("t"), &column), &dialect).unwrap()
        };
        assert_eq!(of("now(3)"), "t DATETIME(3) DEFAULT now(3)");
        assert_eq!(of("current_timestamp(3)"), "t DATETIME(3) DEFAULT current_timestamp(3)");
        assert_eq!(of("round(3)"), "t DATETIME(3) DEFAULT (round(3))");
    }
}
