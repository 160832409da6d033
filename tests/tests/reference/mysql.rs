//! The code of the chapter "MySQL and MariaDB".

use alchemy_claims::covers;
use alchemy_mysql::column_types::{INTEGER, VARCHAR, set};
use alchemy_mysql::ext::match_against;
use alchemy_mysql::{IndexOptions, TableOptions};
use alchemy_orm::core::{CreateIndex, CreateTable, Index, Lock, Sequence, Verbatim, prelude::*};

use super::dialects::{ddl, mariadb, mysql, postgresql};

// ANCHOR: declared
table! { pub author ("author") { id: Auto<i64> [primary_key], name: String [length = 50] } }
table! {
    pub book ("book") {
        id: Auto<i64> [primary_key],
        title: String [length = 100],
        copies: i64,
        author_id: i64 [references = author.id],
    }
}
// ANCHOR_END: declared

#[covers("MY-06", "MY-07")]
#[test]
fn inserting() {
    // ANCHOR: upsert
    let upsert = || {
        let insert = author::insert().values((author::id.to(1), author::name.to("Ann")));
        insert.on_conflict(author::id).do_update(|row| author::name.to(row.excluded(author::name)))
    };
    assert_eq!(mysql(upsert()), "INSERT INTO author (id, name) VALUES (?, ?) AS new ON DUPLICATE KEY UPDATE name = new.name",);
    assert_eq!(mariadb(upsert()), "INSERT INTO author (id, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE name = VALUES(name)",);
    // ANCHOR_END: upsert
    // ANCHOR: returning
    let insert = || author::insert().values(author::name.to("Ann")).returning((author::id, author::name));
    assert_eq!(mariadb(insert()), "INSERT INTO author (name) VALUES (?) RETURNING author.id, author.name");
    assert!(mysql(insert()).starts_with("mysql cannot express"));
    // ANCHOR_END: returning
}

#[covers("MY-09", "MY-10")]
#[test]
fn changing() {
    // ANCHOR: limit
    let few = book::delete().filter(book::copies.eq(0)).order_by(book::id).limit(10);
    assert_eq!(mysql(few), "DELETE FROM book WHERE book.copies = ? ORDER BY book.id LIMIT 10");
    // ANCHOR_END: limit
    // ANCHOR: tables
    let both = || book::update().set(book::copies.to(0)).filter(book::author_id.eq(author::id)).filter(author::name.eq("Ann"));
    assert_eq!(mysql(both()), "UPDATE book, author SET book.copies=? WHERE book.author_id = author.id AND author.name = ?");
    assert_eq!(postgresql(both()), "UPDATE book SET copies=$1 FROM author WHERE book.author_id = author.id AND author.name = $2",);
    // ANCHOR_END: tables
}

#[covers("MY-11", "MY-12", "MY-25")]
#[test]
fn selecting() {
    // ANCHOR: hints
    let stmt = select(book::id)
        .prefix_with(Verbatim::new("/*+ MAX_EXECUTION_TIME(1000) */").only_for("mysql"))
        .with_hint(book, "USE INDEX (ix_book_copies)");
    assert_eq!(mysql(stmt), "SELECT /*+ MAX_EXECUTION_TIME(1000) */ book.id FROM book USE INDEX (ix_book_copies)");
    // ANCHOR_END: hints
    // ANCHOR: search
    let found = match_against(book::title, "+white -whale").in_boolean_mode();
    assert_eq!(
        mysql(select(book::id).filter(found)),
        "SELECT book.id FROM book WHERE MATCH (book.title) AGAINST (? IN BOOLEAN MODE)",
    );
    // ANCHOR_END: search
    // ANCHOR: locks
    let shared = || select(book::id).with_lock(Lock::share());
    assert_eq!(mysql(shared()), "SELECT book.id FROM book FOR SHARE");
    assert_eq!(mariadb(shared()), "SELECT book.id FROM book LOCK IN SHARE MODE");
    // ANCHOR_END: locks
    // ANCHOR: sequence
    let numbers = Sequence::new("invoice_number");
    assert_eq!(mariadb(select(numbers.next_value())), "SELECT nextval(invoice_number) AS next_value_1");
    assert!(mysql(select(numbers.next_value())).starts_with("mysql cannot express"));
    // ANCHOR_END: sequence
}

#[covers("MY-02", "MY-03", "MY-13", "MY-15", "MY-16", "MY-17", "MY-23")]
#[test]
fn tables_and_types() {
    // ANCHOR: types
    let car = Table::new("car")
        .column(Column::new("wheels", INTEGER.unsigned()))
        .column(Column::new("name", VARCHAR.of(30).charset("latin1")))
        .column(Column::new("extras", set(["radio", "hook"])));
    assert_eq!(
        ddl(&CreateTable::new(&car), &alchemy_mysql::Dialect::mysql()),
        "CREATE TABLE car (wheels INTEGER UNSIGNED, name VARCHAR(30) CHARACTER SET latin1, extras SET('radio', 'hook'))",
    );
    // ANCHOR_END: types
    // ANCHOR: options
    let options = TableOptions::new().engine("InnoDB").charset("utf8mb4").on_mariadb(TableOptions::new().engine("Aria"));
    let word = Table::new("word").column(Column::new("text", Varchar(100))).with(options);
    let create = CreateTable::new(&word);
    assert_eq!(
        ddl(&create, &alchemy_mysql::Dialect::mysql()),
        "CREATE TABLE word (text VARCHAR(100)) ENGINE=InnoDB CHARSET=utf8mb4",
    );
    assert_eq!(ddl(&create, &alchemy_mysql::Dialect::mariadb()), "CREATE TABLE word (text VARCHAR(100)) ENGINE=Aria");
    let index = Index::new(["text"]).with(IndexOptions::new().prefix("FULLTEXT").parser("ngram"));
    assert_eq!(
        ddl(&CreateIndex::new(&word, &index), &alchemy_mysql::Dialect::mysql()),
        "CREATE FULLTEXT INDEX ix_word_text ON word (text) WITH PARSER ngram",
    );
    // ANCHOR_END: options
    // ANCHOR: casts
    assert_eq!(mysql(select(book::title.cast::<i64>())), "SELECT CAST(book.title AS SIGNED INTEGER) AS title FROM book");
    assert_eq!(mysql(select(book::copies.cast::<String>())), "SELECT CAST(book.copies AS CHAR) AS copies FROM book");
    // ANCHOR_END: casts
}
