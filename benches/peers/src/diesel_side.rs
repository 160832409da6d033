//! Diesel, as its guide would write it.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::{Failure, statements};

diesel::table! {
    bench_user (id) {
        id -> BigInt,
        name -> Text,
        hair_color -> Nullable<Text>,
    }
}

diesel::table! {
    bench_person (id) {
        id -> BigInt,
        name -> Text,
        hair_color -> Nullable<Text>,
    }
}

/// A user.
#[derive(Queryable, Debug)]
#[expect(dead_code, reason = "read from rows, and dropped")]
pub(crate) struct User {
    id: i64,
    name: String,
    hair_color: Option<String>,
}

#[derive(Insertable)]
#[diesel(table_name = bench_person, treat_none_as_default_value = false)]
struct Person {
    name: String,
    hair_color: Option<String>,
}

/// A connection.
pub(crate) struct Side(SqliteConnection);

impl Side {
    pub(crate) fn connect() -> Result<Side, Failure> {
        let mut connection = SqliteConnection::establish(":memory:")?;
        connection.batch_execute(&statements())?;
        Ok(Side(connection))
    }

    pub(crate) fn one(&mut self, id: i64) -> Result<User, Failure> {
        Ok(bench_user::table.find(id).get_result(&mut self.0)?)
    }

    pub(crate) fn all(&mut self) -> Result<Vec<User>, Failure> {
        Ok(bench_user::table.load(&mut self.0)?)
    }

    pub(crate) fn insert(&mut self, people: Vec<(String, Option<String>)>) -> Result<(), Failure> {
        let people: Vec<Person> = people.into_iter().map(|(name, hair_color)| Person { name, hair_color }).collect();
        diesel::insert_into(bench_person::table).values(people).execute(&mut self.0)?;
        Ok(())
    }
}
