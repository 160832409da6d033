//! The rows that both sides read and write: the same structs, whoever fills them.

use alchemy_orm::prelude::*;

/// The user of Diesel's benchmarks.
#[derive(Mapped, Debug)]
#[mapped(table = "bench_user")]
pub(crate) struct User {
    #[mapped(primary_key)]
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) hair_color: Option<String>,
}

/// A user whose key the database makes: what is inserted.
#[derive(Mapped, Debug)]
#[mapped(table = "bench_person")]
pub(crate) struct Person {
    #[mapped(primary_key)]
    pub(crate) id: Auto<i64>,
    pub(crate) name: String,
    pub(crate) hair_color: Option<String>,
}

/// A parent.
#[derive(Mapped, Debug, Default)]
#[mapped(table = "bench_author")]
pub(crate) struct Author {
    #[mapped(primary_key)]
    pub(crate) id: Auto<i64>,
    pub(crate) name: String,
    #[mapped(back_populates = Book::author)]
    pub(crate) books: HasMany<Book>,
}

/// A child.
#[derive(Mapped, Debug, Default)]
#[mapped(table = "bench_book")]
pub(crate) struct Book {
    #[mapped(primary_key)]
    pub(crate) id: Auto<i64>,
    #[mapped(foreign_key = Author::id)]
    pub(crate) author_id: i64,
    pub(crate) title: String,
    #[mapped(back_populates = Author::books)]
    pub(crate) author: BelongsTo<Author>,
}

/// So many people who have no key yet.
pub(crate) fn people(count: usize) -> Vec<Person> {
    let person = |number| Person { id: Auto::default(), name: format!("User {number}"), hair_color: Some("black".into()) };
    (0..count).map(person).collect()
}

/// So many new authors with so many new books each.
pub(crate) fn authors(count: usize, books: usize) -> Vec<Author> {
    let book = |number| Book { title: format!("Book {number}"), ..Book::default() };
    let books = || (0..books).map(book).collect::<Vec<_>>().into();
    (0..count).map(|number| Author { name: format!("Author {number}"), books: books(), ..Author::default() }).collect()
}
