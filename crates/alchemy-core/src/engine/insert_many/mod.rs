//! Many rows at once, each of which gets back what the database gave it.
//!
//! Invariant: what comes back at place *n* belongs to the row that went in at place *n*, or there is an error; the order in
//! which a database returns rows is never trusted.

mod defaults;
mod matching;
mod returned;

use std::sync::Arc;

use crate::compile::Compiled;
use crate::dialect::{BulkInsert, Features, GeneratedKeys, Returning};
use crate::driver::{Params, Reply, Request};
use crate::engine::Live;
use crate::error::{Error, ErrorKind, Result};
use crate::sql::{BulkRows, Matching};
use crate::value::Value;

use matching::Matcher;
use returned::Returned;

impl Live {
    /// Inserts rows, in the form that the dialect is best at, and gives the `returning` values of each row, in the order in
    /// which the rows were given. `bulk.rows` does not matter.
    ///
    /// Outside a transaction a failure may leave some of the rows inserted.
    ///
    /// Where INSERT cannot return, only the generated key can be had: the protocol tells the first one, and the others are
    /// counted on from it. InnoDB gives the rows of one INSERT whose number it knows consecutive keys under every
    /// `innodb_autoinc_lock_mode`; it needs an `auto_increment_increment` of 1.
    ///
    /// # Errors
    /// As [`Live::run`]; `Integrity` if the database inserted fewer or more rows; `Unsupported` where the dialect cannot give
    /// back what is asked for; `Programming` for a row of another width.
    pub async fn insert_rows(&mut self, bulk: &BulkRows, rows: Vec<Vec<Value>>) -> Result<Vec<Vec<Value>>> {
        if let Some(row) = rows.iter().find(|row| row.len() != bulk.columns.len()) {
            let message = format!("a row of {} values was given for {} columns", row.len(), bulk.columns.len());
            return Err(Error::new(ErrorKind::Programming, message));
        }
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        if bulk.columns.is_empty() {
            return self.default_rows(bulk, rows.len()).await;
        }
        let features = *self.dialect().features();
        let silent = !bulk.returning.is_empty() && features.returning == Returning::None;
        match features.bulk_insert {
            _ if silent => self.counted(bulk, rows, &features).await,
            BulkInsert::Stepped => self.stepped(bulk, rows).await,
            _ if !bulk.returning.is_empty() && bulk.matching == Matching::OneByOne => self.one_by_one(bulk, rows).await,
            BulkInsert::Arrays => self.page(bulk, rows).await,
            BulkInsert::Rows => self.pages(bulk, rows, &features).await,
        }
    }

    /// One statement, stepped once per row: what comes back after a step is that row's.
    async fn stepped(&mut self, bulk: &BulkRows, rows: Vec<Vec<Value>>) -> Result<Vec<Vec<Value>>> {
        let count = rows.len();
        let request = self.request(bulk, Params::Many(rows), true)?;
        let reply = self.run(request).await?;
        settled(bulk, count, reply)
    }

    /// A statement of its own for each row, all sent in one go.
    async fn one_by_one(&mut self, bulk: &BulkRows, rows: Vec<Vec<Value>>) -> Result<Vec<Vec<Value>>> {
        let bulk = BulkRows { rows: 1, ..bulk.clone() };
        let arrays = self.dialect().features().bulk_insert == BulkInsert::Arrays;
        let sql = Compiled::of(&bulk, &**self.dialect())?.shared_text().clone();
        let one = |row: Vec<Value>| if arrays { as_columns(vec![row], bulk.columns.len()) } else { row };
        let requests = rows.into_iter().map(|row| bulk_request(&bulk, sql.clone(), Params::One(one(row)), true)).collect();
        self.singles(&bulk, requests).await
    }

    /// Statements that insert one row each.
    async fn singles(&mut self, bulk: &BulkRows, requests: Vec<Request>) -> Result<Vec<Vec<Value>>> {
        let sql = requests.first().map(|request| request.sql.clone());
        let replies = self.pipeline(requests).await;
        let replies = replies.map_err(|error| sql.iter().fold(error, |error, sql| error.with_statement(sql)))?;
        replies.into_iter().map(|reply| Ok(settled(bulk, 1, reply)?.pop().unwrap_or_default())).collect()
    }

    /// As many statements as it takes.
    async fn pages(&mut self, bulk: &BulkRows, rows: Vec<Vec<Value>>, features: &Features) -> Result<Vec<Vec<Value>>> {
        let mut all = Vec::with_capacity(rows.len());
        let mut rows = rows.into_iter();
        loop {
            let page: Vec<_> = rows.by_ref().take(self.page_size(bulk, features)).collect();
            if page.is_empty() {
                return Ok(all);
            }
            all.extend(self.page(bulk, page).await?);
        }
    }

    /// One statement for all of the rows.
    async fn page(&mut self, bulk: &BulkRows, rows: Vec<Vec<Value>>) -> Result<Vec<Vec<Value>>> {
        let matcher = Matcher::over(&bulk.matching, &rows);
        let (request, count) = self.page_request(bulk, rows)?;
        let reply = self.run(request).await?;
        matcher.arrange(settled(bulk, count, reply)?)
    }

    /// Pages whose generated keys are counted on from the first.
    async fn counted(&mut self, bulk: &BulkRows, rows: Vec<Vec<Value>>, features: &Features) -> Result<Vec<Vec<Value>>> {
        let silent = self.silent(bulk, features)?;
        let mut keys = Vec::with_capacity(rows.len());
        let mut rows = rows.into_iter();
        loop {
            let page: Vec<_> = rows.by_ref().take(self.page_size(bulk, features)).collect();
            if page.is_empty() {
                return Ok(keys);
            }
            let (request, count) = self.page_request(&silent, page)?;
            let reply = self.run(request).await?;
            let first = reply.last_insert_id.filter(|key| *key > 0).ok_or_else(|| Error::no_generated_key(&bulk.table.name))?;
            settled(&silent, count, reply)?;
            keys.extend((0..count as u64).map(|nth| vec![Value::from(first + nth)]));
        }
    }

    /// The same INSERT without RETURNING, if all that is wanted is the generated key.
    fn silent(&self, bulk: &BulkRows, features: &Features) -> Result<BulkRows> {
        let countable = features.generated_keys == GeneratedKeys::FirstAndCount && features.bulk_insert == BulkInsert::Rows;
        if !countable || bulk.returning.len() != 1 || bulk.matching != Matching::Generated(0) {
            return Err(Error::unsupported("an INSERT that returns more than a generated key", self.dialect().name()));
        }
        Ok(BulkRows { returning: Vec::new(), ..bulk.clone() })
    }

    fn page_request(&self, bulk: &BulkRows, rows: Vec<Vec<Value>>) -> Result<(Request, usize)> {
        let count = rows.len();
        let features = self.dialect().features();
        // The text of an odd page is not worth keeping prepared: the next batch leaves another rest.
        let (params, cached) = match features.bulk_insert {
            BulkInsert::Arrays => (as_columns(rows, bulk.columns.len()), true),
            _ => (rows.into_iter().flatten().collect(), count == 1 || count == self.page_size(bulk, features)),
        };
        let bulk = BulkRows { rows: count, ..bulk.clone() };
        Ok((self.request(&bulk, Params::One(params), cached)?, count))
    }

    /// How many rows fit into one statement.
    fn page_size(&self, bulk: &BulkRows, features: &Features) -> usize {
        (features.max_params / bulk.columns.len().max(1)).clamp(1, self.settings.rows_per_insert)
    }

    fn request(&self, bulk: &BulkRows, params: Params, cached: bool) -> Result<Request> {
        let (sql, _) = Compiled::of(bulk, &**self.dialect())?.into_parts();
        Ok(bulk_request(bulk, sql, params, cached))
    }
}

fn bulk_request(bulk: &BulkRows, sql: Arc<str>, params: Params, cached: bool) -> Request {
    let sink = if bulk.returning.is_empty() { None } else { Some(Returned::boxed(&bulk.table.name, &params)) };
    Request { sql, params, sink, cached, deadline: None }
}

/// What came back, if it is of as many rows as went in.
fn settled(bulk: &BulkRows, count: usize, reply: Reply) -> Result<Vec<Vec<Value>>> {
    if bulk.returning.is_empty() {
        let found = reply.rows_affected;
        let right = found == count as u64;
        return if right { Ok(vec![Vec::new(); count]) } else { Err(Error::inserted_count(&bulk.table.name, count, found)) };
    }
    let rows = returned::rows(reply)?;
    if rows.len() == count { Ok(rows) } else { Err(Error::inserted_count(&bulk.table.name, count, rows.len() as u64)) }
}

/// One array per column.
fn as_columns(rows: Vec<Vec<Value>>, width: usize) -> Vec<Value> {
    let mut columns: Vec<Vec<Value>> = (0..width).map(|_| Vec::with_capacity(rows.len())).collect();
    for row in rows {
        for (column, value) in columns.iter_mut().zip(row) {
            column.push(value);
        }
    }
    columns.into_iter().map(|column| Value::Array(column.into())).collect()
}
