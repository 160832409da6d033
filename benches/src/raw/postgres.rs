//! tokio-postgres, its connection driven by a task of the same current-thread runtime.

use futures_util::{TryStreamExt, pin_mut};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, NoTls, Row, Statement};

use crate::Failure;
use crate::model::{Author, Book, Person, User};
use crate::raw::{Raw, SELECT_ALL, SELECT_AUTHORS, author, book, grouped, keyed, keyed_books, rows};
use crate::schema::{AUTHORS, Spelling, statements};
use crate::target::Target;

/// A client with its statements.
pub(crate) struct Postgres {
    client: Client,
    statements: Option<Statements>,
}

struct Statements {
    one: Statement,
    all: Statement,
    insert: Statement,
    authors: Statement,
    books: Statement,
    new_authors: Statement,
    new_books: Statement,
}

impl Postgres {
    fn both(&self) -> Result<(&Client, &Statements), Failure> {
        Ok((&self.client, self.statements.as_ref().ok_or("the statements are not prepared")?))
    }
}

fn user(row: &Row) -> Result<User, Failure> {
    Ok(User { id: row.try_get(0)?, name: row.try_get(1)?, hair_color: row.try_get(2)? })
}

async fn read<T>(
    client: &Client,
    statement: &Statement,
    values: &[&(dyn ToSql + Sync)],
    decode: impl Fn(&Row) -> Result<T, Failure>,
) -> Result<Vec<T>, Failure> {
    let stream = client.query_raw(statement, values.iter().copied()).await?;
    pin_mut!(stream);
    let mut all = Vec::new();
    while let Some(row) = stream.try_next().await? {
        all.push(decode(&row)?);
    }
    Ok(all)
}

impl Raw for Postgres {
    const SPELLING: Spelling = Spelling { key: "bigserial PRIMARY KEY", text: "text" };

    async fn connect(target: &Target) -> Result<Self, Failure> {
        let (client, connection) = tokio_postgres::connect(&target.url, NoTls).await?;
        tokio::spawn(connection);
        client.batch_execute("SET client_min_messages = warning").await?;
        client.batch_execute(&statements(Self::SPELLING).join(";")).await?;
        client.batch_execute("ANALYZE").await?;
        Ok(Postgres { client, statements: None })
    }

    async fn prepare(&mut self) -> Result<(), Failure> {
        let client = &self.client;
        let insert = format!("INSERT INTO bench_person (name, hair_color) VALUES {}", rows(100, 2, true));
        let new_authors = format!("INSERT INTO bench_author (name) VALUES {} RETURNING id", rows(AUTHORS, 1, true));
        let new_books = format!("INSERT INTO bench_book (author_id, title) VALUES {} RETURNING id", rows(AUTHORS * 3, 2, true));
        self.statements = Some(Statements {
            one: client.prepare("SELECT id, name, hair_color FROM bench_user WHERE id = $1").await?,
            all: client.prepare(SELECT_ALL).await?,
            insert: client.prepare(&insert).await?,
            authors: client.prepare(SELECT_AUTHORS).await?,
            books: client.prepare("SELECT id, author_id, title FROM bench_book WHERE author_id = ANY($1)").await?,
            new_authors: client.prepare(&new_authors).await?,
            new_books: client.prepare(&new_books).await?,
        });
        Ok(())
    }

    async fn run(&mut self, sql: &str) -> Result<(), Failure> {
        Ok(self.client.batch_execute(sql).await?)
    }

    async fn one(&mut self, id: i64) -> Result<User, Failure> {
        let (client, statements) = self.both()?;
        user(&client.query_one(&statements.one, &[&id]).await?)
    }

    async fn all(&mut self) -> Result<Vec<User>, Failure> {
        let (client, statements) = self.both()?;
        read(client, &statements.all, &[], user).await
    }

    async fn insert(&mut self, people: Vec<Person>) -> Result<(), Failure> {
        let (client, statements) = self.both()?;
        let values: Vec<&(dyn ToSql + Sync)> =
            people.iter().flat_map(|person| [&person.name as &(dyn ToSql + Sync), &person.hair_color]).collect();
        client.execute_raw(&statements.insert, values).await?;
        Ok(())
    }

    async fn authors(&mut self) -> Result<Vec<(Author, Vec<Book>)>, Failure> {
        let (client, statements) = self.both()?;
        let authors = read(client, &statements.authors, &[], |row| Ok(author(row.try_get(0)?, row.try_get(1)?))).await?;
        let keys: Vec<i64> = authors.iter().map(|author| *author.id).collect();
        let decode = |row: &Row| Ok(book(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?));
        let books = read(client, &statements.books, &[&keys], decode).await?;
        grouped(authors, books.into_iter().map(Ok))
    }

    async fn flush(&mut self, mut authors: Vec<(Author, Vec<Book>)>) -> Result<Vec<(Author, Vec<Book>)>, Failure> {
        let (client, statements) = self.both()?;
        let names: Vec<&(dyn ToSql + Sync)> = authors.iter().map(|(author, _)| &author.name as _).collect();
        let keys: Vec<i64> = read(client, &statements.new_authors, &names, |row| Ok(row.try_get(0)?)).await?;
        keyed(&mut authors, keys);
        let books = authors.iter().flat_map(|(_, books)| books);
        let values: Vec<&(dyn ToSql + Sync)> = books.flat_map(|book| [&book.author_id as _, &book.title as _]).collect();
        let keys: Vec<i64> = read(client, &statements.new_books, &values, |row| Ok(row.try_get(0)?)).await?;
        keyed_books(&mut authors, keys);
        Ok(authors)
    }
}
