//! mysql_async.

use mysql_async::prelude::{Query, Queryable};
use mysql_async::{Conn, Opts, Params, Statement, Value};

use crate::Failure;
use crate::model::{Author, Book, Person, User};
use crate::raw::{Raw, SELECT_ALL, SELECT_AUTHORS, SELECT_ONE, author, book, grouped, keyed, keyed_books, marks, rows};
use crate::schema::{AUTHORS, Spelling, statements};
use crate::target::Target;

/// A connection with its statements.
pub(crate) struct MySql {
    connection: Conn,
    /// Whether an INSERT gives rows; otherwise the keys follow the first one.
    returning: bool,
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

impl MySql {
    fn both(&mut self) -> Result<(&mut Conn, &Statements), Failure> {
        Ok((&mut self.connection, self.statements.as_ref().ok_or("the statements are not prepared")?))
    }

    /// Runs an INSERT and gives the keys of its rows.
    async fn keys(&mut self, new: impl Fn(&Statements) -> &Statement, values: Vec<Value>, count: u64) -> Result<Vec<i64>, Failure> {
        let returning = self.returning;
        let (connection, statements) = self.both()?;
        let values = Params::Positional(values);
        if returning {
            return Ok(connection.exec(new(statements), values).await?);
        }
        connection.exec_drop(new(statements), values).await?;
        let first = connection.last_insert_id().ok_or("no key was generated")?;
        Ok((first..first + count).map(|key| key as i64).collect())
    }
}

fn user((id, name, hair_color): (i64, String, Option<String>)) -> User {
    User { id, name, hair_color }
}

impl Raw for MySql {
    const SPELLING: Spelling = Spelling { key: "bigint NOT NULL AUTO_INCREMENT PRIMARY KEY", text: "varchar(255)" };

    async fn connect(target: &Target) -> Result<Self, Failure> {
        let url = match target.url.split_once("://") {
            Some((_, rest)) => format!("mysql://{rest}"),
            None => target.url.clone(),
        };
        let mut connection = Conn::new(Opts::from_url(&url)?).await?;
        for statement in statements(Self::SPELLING) {
            statement.ignore(&mut connection).await?;
        }
        let version: Option<String> = connection.query_first("SELECT version()").await?;
        let returning = version.is_some_and(|version| version.contains("MariaDB"));
        Ok(MySql { connection, returning, statements: None })
    }

    async fn prepare(&mut self) -> Result<(), Failure> {
        let returning = if self.returning { " RETURNING id" } else { "" };
        let connection = &mut self.connection;
        self.statements = Some(Statements {
            one: connection.prep(SELECT_ONE).await?,
            all: connection.prep(SELECT_ALL).await?,
            insert: connection.prep(format!("INSERT INTO bench_person (name, hair_color) VALUES {}", rows(100, 2, false))).await?,
            authors: connection.prep(SELECT_AUTHORS).await?,
            books: connection
                .prep(format!("SELECT id, author_id, title FROM bench_book WHERE author_id IN ({})", marks(AUTHORS)))
                .await?,
            new_authors: connection
                .prep(format!("INSERT INTO bench_author (name) VALUES {}{returning}", rows(AUTHORS, 1, false)))
                .await?,
            new_books: connection
                .prep(format!("INSERT INTO bench_book (author_id, title) VALUES {}{returning}", rows(AUTHORS * 3, 2, false)))
                .await?,
        });
        Ok(())
    }

    async fn run(&mut self, sql: &str) -> Result<(), Failure> {
        Ok(sql.ignore(&mut self.connection).await?)
    }

    async fn one(&mut self, id: i64) -> Result<User, Failure> {
        let (connection, statements) = self.both()?;
        let found = connection.exec_first(&statements.one, (id,)).await?;
        found.map(user).ok_or_else(|| "there is no such user".into())
    }

    async fn all(&mut self) -> Result<Vec<User>, Failure> {
        let (connection, statements) = self.both()?;
        Ok(connection.exec_map(&statements.all, (), user).await?)
    }

    async fn insert(&mut self, people: Vec<Person>) -> Result<(), Failure> {
        let (connection, statements) = self.both()?;
        let values = people.into_iter().flat_map(|person| [person.name.into(), person.hair_color.into()]).collect();
        Ok(connection.exec_drop(&statements.insert, Params::Positional(values)).await?)
    }

    async fn authors(&mut self) -> Result<Vec<(Author, Vec<Book>)>, Failure> {
        let (connection, statements) = self.both()?;
        let authors: Vec<Author> = connection.exec_map(&statements.authors, (), |(id, name)| author(id, name)).await?;
        let keys = Params::Positional(authors.iter().map(|author| (*author.id).into()).collect());
        let books: Vec<Book> =
            connection.exec_map(&statements.books, keys, |(id, author_id, title)| book(id, author_id, title)).await?;
        grouped(authors, books.into_iter().map(Ok))
    }

    async fn flush(&mut self, mut authors: Vec<(Author, Vec<Book>)>) -> Result<Vec<(Author, Vec<Book>)>, Failure> {
        let names: Vec<Value> = authors.iter().map(|(author, _)| author.name.as_str().into()).collect();
        let keys = self.keys(|statements| &statements.new_authors, names, AUTHORS as u64).await?;
        keyed(&mut authors, keys);
        let books = authors.iter().flat_map(|(_, books)| books);
        let values: Vec<Value> = books.flat_map(|book| [book.author_id.into(), book.title.as_str().into()]).collect();
        let keys = self.keys(|statements| &statements.new_books, values, AUTHORS as u64 * 3).await?;
        keyed_books(&mut authors, keys);
        Ok(authors)
    }
}
