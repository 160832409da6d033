//! rusqlite.

use rusqlite::{Connection, OpenFlags, Statement, params_from_iter};

use crate::Failure;
use crate::model::{Author, Book, Person, User};
use crate::raw::{Raw, SELECT_ALL, SELECT_AUTHORS, SELECT_ONE, author, book, grouped, keyed, keyed_books, marks, rows};
use crate::schema::{AUTHORS, Spelling, statements};
use crate::target::Target;

/// A connection, with statements that live as long as the process.
pub(crate) struct Sqlite {
    connection: &'static Connection,
    statements: Option<Statements>,
}

struct Statements {
    one: Statement<'static>,
    all: Statement<'static>,
    insert: Statement<'static>,
    authors: Statement<'static>,
    books: Statement<'static>,
    new_authors: Statement<'static>,
    new_books: Statement<'static>,
}

impl Sqlite {
    fn statements(&mut self) -> Result<&mut Statements, Failure> {
        self.statements.as_mut().ok_or_else(|| "the statements are not prepared".into())
    }
}

fn user(row: &rusqlite::Row<'_>) -> rusqlite::Result<User> {
    Ok(User { id: row.get(0)?, name: row.get(1)?, hair_color: row.get(2)? })
}

impl Raw for Sqlite {
    const SPELLING: Spelling = Spelling { key: "integer PRIMARY KEY", text: "text" };

    async fn connect(target: &Target) -> Result<Self, Failure> {
        // The same kind of storage as ours has, which is shared within the process.
        let path = if target.is_private() { "file:/bench-raw?vfs=memdb" } else { target.url.trim_start_matches("sqlite:") };
        let path = path.split('?').next().filter(|_| !target.is_private()).unwrap_or(path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Box::leak(Box::new(Connection::open_with_flags(path, flags)?));
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        connection.execute_batch("PRAGMA foreign_keys = on")?;
        connection.execute_batch(&statements(Self::SPELLING).join(";"))?;
        Ok(Sqlite { connection, statements: None })
    }

    async fn prepare(&mut self) -> Result<(), Failure> {
        let connection = self.connection;
        let prepare = |sql: &str| connection.prepare(sql);
        self.statements = Some(Statements {
            one: prepare(SELECT_ONE)?,
            all: prepare(SELECT_ALL)?,
            insert: prepare(&format!("INSERT INTO bench_person (name, hair_color) VALUES {}", rows(100, 2, false)))?,
            authors: prepare(SELECT_AUTHORS)?,
            books: prepare(&format!("SELECT id, author_id, title FROM bench_book WHERE author_id IN ({})", marks(AUTHORS)))?,
            new_authors: prepare(&format!("INSERT INTO bench_author (name) VALUES {} RETURNING id", rows(AUTHORS, 1, false)))?,
            new_books: prepare(&format!(
                "INSERT INTO bench_book (author_id, title) VALUES {} RETURNING id",
                rows(AUTHORS * 3, 2, false)
            ))?,
        });
        Ok(())
    }

    async fn run(&mut self, sql: &str) -> Result<(), Failure> {
        Ok(self.connection.execute_batch(sql)?)
    }

    async fn one(&mut self, id: i64) -> Result<User, Failure> {
        Ok(self.statements()?.one.query_row([id], user)?)
    }

    async fn all(&mut self) -> Result<Vec<User>, Failure> {
        Ok(self.statements()?.all.query_map([], user)?.collect::<Result<_, _>>()?)
    }

    async fn insert(&mut self, people: Vec<Person>) -> Result<(), Failure> {
        let statement = &mut self.statements()?.insert;
        for (index, person) in people.iter().enumerate() {
            statement.raw_bind_parameter(index * 2 + 1, &person.name)?;
            statement.raw_bind_parameter(index * 2 + 2, &person.hair_color)?;
        }
        statement.raw_execute()?;
        Ok(())
    }

    async fn authors(&mut self) -> Result<Vec<(Author, Vec<Book>)>, Failure> {
        let statements = self.statements()?;
        let authors: Vec<Author> =
            statements.authors.query_map([], |row| Ok(author(row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        let keys: Vec<i64> = authors.iter().map(|author| *author.id).collect();
        let books = statements.books.query_map(params_from_iter(keys), |row| Ok(book(row.get(0)?, row.get(1)?, row.get(2)?)))?;
        grouped(authors, books.map(|book| Ok(book?)))
    }

    async fn flush(&mut self, mut authors: Vec<(Author, Vec<Book>)>) -> Result<Vec<(Author, Vec<Book>)>, Failure> {
        let statements = self.statements()?;
        let statement = &mut statements.new_authors;
        for (index, (author, _)) in authors.iter().enumerate() {
            statement.raw_bind_parameter(index + 1, &author.name)?;
        }
        keyed(&mut authors, keys(statement)?);
        let statement = &mut statements.new_books;
        for (index, book) in authors.iter().flat_map(|(_, books)| books).enumerate() {
            statement.raw_bind_parameter(index * 2 + 1, book.author_id)?;
            statement.raw_bind_parameter(index * 2 + 2, &book.title)?;
        }
        let keys = keys(statement)?;
        keyed_books(&mut authors, keys);
        Ok(authors)
    }
}

fn keys(statement: &mut Statement<'_>) -> Result<Vec<i64>, Failure> {
    let (mut rows, mut keys) = (statement.raw_query(), Vec::new());
    while let Some(row) = rows.next()? {
        keys.push(row.get(0)?);
    }
    Ok(keys)
}
