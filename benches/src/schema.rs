//! Tables and rows to start from, in statements that need no binding.

/// How many users there are.
pub(crate) const USERS: usize = 10_000;
/// How many authors there are, and are inserted.
pub(crate) const AUTHORS: usize = 100;
/// How many books each stored author has.
pub(crate) const BOOKS: usize = 10;
/// How many rows go into one statement that fills a table.
const AT_ONCE: usize = 500;

/// How a database says that it makes the keys of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spelling {
    /// The type and constraint of a generated key.
    pub(crate) key: &'static str,
    /// The type of a name.
    pub(crate) text: &'static str,
}

/// The statements that make and fill all tables, anew.
pub(crate) fn statements(spelling: Spelling) -> Vec<String> {
    let Spelling { key, text } = spelling;
    let mut all: Vec<String> =
        ["bench_book", "bench_author", "bench_person", "bench_user"].map(|table| format!("DROP TABLE IF EXISTS {table}")).into();
    all.extend([
        format!("CREATE TABLE bench_user (id bigint NOT NULL PRIMARY KEY, name {text} NOT NULL, hair_color {text})"),
        format!("CREATE TABLE bench_person (id {key}, name {text} NOT NULL, hair_color {text})"),
        format!("CREATE TABLE bench_author (id {key}, name {text} NOT NULL)"),
        // No foreign key: a server that plans its check while there are few authors keeps the plan when rolled back flushes have
        // left many dead ones, and then the check is all that is measured.
        format!("CREATE TABLE bench_book (id {key}, author_id bigint NOT NULL, title {text} NOT NULL)"),
    ]);
    if spelling.key.contains("integer") {
        // An SQLite key of another type than `integer` is an index beside the table.
        all[4] = all[4].replace("bigint NOT NULL PRIMARY KEY", "integer PRIMARY KEY");
    }
    all.push("CREATE INDEX bench_book_author ON bench_book (author_id)".into());
    fill(&mut all, "bench_user (id, name, hair_color)", USERS, |number| {
        format!("({number}, 'User {number}', {})", if number % 2 == 0 { "NULL" } else { "'black'" })
    });
    fill(&mut all, "bench_author (name)", AUTHORS, |number| format!("('Author {number}')"));
    fill(&mut all, "bench_book (author_id, title)", AUTHORS * BOOKS, |number| {
        format!("({}, 'Book {number}')", (number - 1) / BOOKS + 1)
    });
    all
}

fn fill(all: &mut Vec<String>, into: &str, count: usize, row: impl Fn(usize) -> String) {
    for start in (1..=count).step_by(AT_ONCE) {
        let rows: Vec<String> = (start..=count.min(start + AT_ONCE - 1)).map(&row).collect();
        all.push(format!("INSERT INTO {into} VALUES {}", rows.join(", ")));
    }
}
