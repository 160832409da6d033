//! rusqlite, its statements prepared once.

use rusqlite::{Connection, Row, Statement};

use crate::{Failure, statements};

/// A user.
#[derive(Debug)]
#[expect(dead_code, reason = "read from rows, and dropped")]
pub(crate) struct User {
    id: i64,
    name: String,
    hair_color: Option<String>,
}

/// A connection's statements, which live as long as the process.
pub(crate) struct Side {
    one: Statement<'static>,
    all: Statement<'static>,
    insert: Statement<'static>,
}

fn user(row: &Row<'_>) -> rusqlite::Result<User> {
    Ok(User { id: row.get(0)?, name: row.get(1)?, hair_color: row.get(2)? })
}

impl Side {
    pub(crate) fn connect() -> Result<Side, Failure> {
        let connection: &'static Connection = Box::leak(Box::new(Connection::open_in_memory()?));
        connection.execute_batch(&statements())?;
        let marks = vec!["(?, ?)"; 100].join(", ");
        Ok(Side {
            one: connection.prepare("SELECT id, name, hair_color FROM bench_user WHERE id = ?")?,
            all: connection.prepare("SELECT id, name, hair_color FROM bench_user")?,
            insert: connection.prepare(&format!("INSERT INTO bench_person (name, hair_color) VALUES {marks}"))?,
        })
    }

    pub(crate) fn one(&mut self, id: i64) -> Result<User, Failure> {
        Ok(self.one.query_row([id], user)?)
    }

    pub(crate) fn all(&mut self) -> Result<Vec<User>, Failure> {
        Ok(self.all.query_map([], user)?.collect::<Result<_, _>>()?)
    }

    pub(crate) fn insert(&mut self, people: Vec<(String, Option<String>)>) -> Result<(), Failure> {
        for (index, (name, hair_color)) in people.iter().enumerate() {
            self.insert.raw_bind_parameter(index * 2 + 1, name)?;
            self.insert.raw_bind_parameter(index * 2 + 2, hair_color)?;
        }
        self.insert.raw_execute()?;
        Ok(())
    }
}
