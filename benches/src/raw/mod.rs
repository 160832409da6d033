//! The other side: each driver by hand, as one who is after speed would write it.

mod mysql;
mod postgres;
mod sqlite;

pub(crate) use mysql::MySql;
pub(crate) use postgres::Postgres;
pub(crate) use sqlite::Sqlite;

use std::collections::HashMap;

use alchemy_orm::Auto;

use crate::Failure;
use crate::model::{Author, Book, Person, User};
use crate::schema::Spelling;
use crate::target::Target;

pub(crate) const SELECT_ONE: &str = "SELECT id, name, hair_color FROM bench_user WHERE id = ?";
pub(crate) const SELECT_ALL: &str = "SELECT id, name, hair_color FROM bench_user";
pub(crate) const SELECT_AUTHORS: &str = "SELECT id, name FROM bench_author";

/// A connection with its statements prepared.
pub(crate) trait Raw: Sized {
    /// How its tables are made.
    const SPELLING: Spelling;

    /// Connects and makes the tables anew.
    async fn connect(target: &Target) -> Result<Self, Failure>;
    /// Prepares what the benchmarks run.
    async fn prepare(&mut self) -> Result<(), Failure>;
    /// A command.
    async fn run(&mut self, sql: &str) -> Result<(), Failure>;
    /// The user of a key.
    async fn one(&mut self, id: i64) -> Result<User, Failure>;
    /// All users.
    async fn all(&mut self) -> Result<Vec<User>, Failure>;
    /// Inserts a hundred people by one statement.
    async fn insert(&mut self, people: Vec<Person>) -> Result<(), Failure>;
    /// All authors, with their books in `books`.
    async fn authors(&mut self) -> Result<Vec<(Author, Vec<Book>)>, Failure>;
    /// Inserts a hundred authors with three books each and gives them back with their keys.
    async fn flush(&mut self, authors: Vec<(Author, Vec<Book>)>) -> Result<Vec<(Author, Vec<Book>)>, Failure>;
}

/// `(?, ?), (?, ?)`: so many rows of so many values; with `numbered` as `($1, $2)`.
pub(crate) fn rows(rows: usize, width: usize, numbered: bool) -> String {
    let mark = |number: usize| if numbered { format!("${number}") } else { "?".into() };
    let row = |row: usize| format!("({})", (1..=width).map(|column| mark(row * width + column)).collect::<Vec<_>>().join(", "));
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// `?, ?`: so many values.
pub(crate) fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// Puts books to their authors.
pub(crate) fn grouped(
    authors: Vec<Author>,
    books: impl IntoIterator<Item = Result<Book, Failure>>,
) -> Result<Vec<(Author, Vec<Book>)>, Failure> {
    let places: HashMap<i64, usize> = authors.iter().enumerate().map(|(place, author)| (*author.id, place)).collect();
    let mut grouped: Vec<(Author, Vec<Book>)> = authors.into_iter().map(|author| (author, Vec::new())).collect();
    for book in books {
        let book = book?;
        if let Some(place) = places.get(&book.author_id) {
            grouped[*place].1.push(book);
        }
    }
    Ok(grouped)
}

/// An author from a row.
pub(crate) fn author(id: i64, name: String) -> Author {
    Author { id: id.into(), name, ..Author::default() }
}

/// A book from a row.
pub(crate) fn book(id: i64, author_id: i64, title: String) -> Book {
    Book { id: id.into(), author_id, title, ..Book::default() }
}

/// Gives new authors their keys, and their books the authors' keys.
pub(crate) fn keyed(authors: &mut [(Author, Vec<Book>)], keys: impl IntoIterator<Item = i64>) {
    for ((author, books), key) in authors.iter_mut().zip(keys) {
        author.id = Auto::from(key);
        books.iter_mut().for_each(|book| book.author_id = key);
    }
}

/// Gives new books their keys.
pub(crate) fn keyed_books(authors: &mut [(Author, Vec<Book>)], keys: impl IntoIterator<Item = i64>) {
    for (book, key) in authors.iter_mut().flat_map(|(_, books)| books).zip(keys) {
        book.id = Auto::from(key);
    }
}
