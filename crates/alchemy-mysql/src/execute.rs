//! How a request runs on a connection.

use std::sync::Arc;

use alchemy_core::driver::{Reply, Request};
use alchemy_core::{Error, ErrorKind, Result};
use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Statement, Value as Wire};

use crate::answer::Answer;
use crate::connection::Connection;
use crate::transaction::Phase;
use crate::{fault, session, value};

/// The server has no prepared form of this statement.
const NOT_PREPARABLE: u16 = 1295;

/// The server broke a deadlock, and rolled back the whole transaction.
const DEADLOCKS: [i64; 2] = [1213, 1614];

impl Connection {
    /// Runs one request: what has to be sent before it, the statement, and what its failure means.
    pub(crate) async fn execute(&mut self, request: Request) -> Result<Reply> {
        let Request { sql, params, sink, cached, .. } = request;
        if self.transaction.phase == Phase::Failed {
            let message = "the server rolled back this transaction; call `rollback()` before going on";
            return Err(Error::new(ErrorKind::PendingRollback, message));
        }
        value::check_size(sql.len(), self.max_packet)?;
        let sets = value::bind_all(params, self.max_packet)?;
        let reply = Reply { sink, ..Reply::default() };
        let mut answer = Answer { reply, failure: None, returns_changed_rows: session::changes_rows(&sql) };
        if self.transaction.wanted.is_some_and(|options| options.deferrable) {
            return Err(Error::unsupported(
                "a transaction that is deferrable",
                alchemy_core::driver::DriverConnection::dialect(self).name(),
            ));
        }
        if let Some(preamble) = self.transaction.preamble() {
            let sent = self.command(&preamble).await;
            sent.inspect_err(|_| self.transaction.doubt())?;
            answer.reply.round_trips += 1;
            let flags = self.flags();
            self.transaction.observe(flags, "");
        }
        self.transaction.enter();
        let outcome = self.send(&sql, sets, cached, &mut answer).await;
        if let Err(error) = outcome {
            let error = fault::error(error, self.server());
            self.after_error(&error, cached).await?;
            return Err(error);
        }
        let flags = self.flags();
        self.transaction.observe(flags, &sql);
        let mut reply = answer.finish()?;
        // A key from which the others cannot be told is better not told.
        reply.last_insert_id = reply.last_insert_id.filter(|_| self.counts_by_one || reply.rows_affected <= 1);
        Ok(reply)
    }

    /// Statements without values that are not worth preparing go as text; all others are prepared.
    async fn send(&mut self, sql: &Arc<str>, sets: Vec<Vec<Wire>>, cached: bool, answer: &mut Answer) -> mysql_async::Result<()> {
        let bare = sets.len() == 1 && sets[0].is_empty();
        if bare && !cached {
            return self.send_text(sql, answer).await;
        }
        let kept = cached && self.cache.keeps();
        let statement = match self.prepared(sql, kept, answer).await {
            Err(mysql_async::Error::Server(error)) if error.code == NOT_PREPARABLE && bare => {
                return self.send_text(sql, answer).await;
            }
            outcome => outcome?,
        };
        let outcome = self.send_prepared(&statement, sets, answer).await;
        let healthy = matches!(outcome, Ok(()) | Err(mysql_async::Error::Server(_)));
        if !kept && healthy {
            self.connected()?.close(statement).await?;
        }
        outcome
    }

    fn connected(&mut self) -> mysql_async::Result<&mut Conn> {
        self.conn.as_mut().ok_or_else(|| mysql_async::DriverError::ConnectionClosed.into())
    }

    async fn send_text(&mut self, sql: &Arc<str>, answer: &mut Answer) -> mysql_async::Result<()> {
        self.changed |= session::is_changed_by(sql);
        answer.reply.round_trips += 1;
        let result = self.connected()?.query_iter(&**sql).await?;
        answer.take(result).await
    }

    async fn send_prepared(&mut self, statement: &Statement, sets: Vec<Vec<Wire>>, answer: &mut Answer) -> mysql_async::Result<()> {
        let required = statement.num_params();
        for set in sets {
            // The driver would close the connection for it.
            if set.len() != usize::from(required) {
                answer.fail(Error::new(
                    ErrorKind::Programming,
                    format!("the statement has {required} placeholders, {} values were bound", set.len()),
                ));
                return Ok(());
            }
            answer.reply.round_trips += 1;
            let result = self.connected()?.exec_iter(statement, set).await?;
            answer.take(result).await?;
            if answer.failure.is_some() {
                return Ok(());
            }
        }
        Ok(())
    }

    async fn prepared(&mut self, sql: &Arc<str>, kept: bool, answer: &mut Answer) -> mysql_async::Result<Statement> {
        if kept && let Some(statement) = self.cache.get(sql) {
            return Ok(statement);
        }
        self.changed |= session::is_changed_by(sql);
        answer.reply.round_trips += 1;
        let statement = self.connected()?.prep(&**sql).await?;
        if kept && let Some(evicted) = self.cache.put(sql.clone(), statement.clone()) {
            self.connected()?.close(evicted).await?;
        }
        Ok(statement)
    }

    /// Finds out what an error did to the transaction. A deadlock is known to have rolled it back; the other errors that
    /// may have ended it make us ask the server, whose errors do not say.
    async fn after_error(&mut self, error: &Error, cached: bool) -> Result<()> {
        if error.is_disconnect() || self.transaction.phase != Phase::Open {
            return Ok(());
        }
        if error.code().is_some_and(|code| DEADLOCKS.contains(&code)) {
            self.transaction.phase = Phase::Failed;
            return Ok(());
        }
        let doubtful = matches!(error.kind(), ErrorKind::Serialization | ErrorKind::Timeout | ErrorKind::Operational);
        // DDL commits even where it fails.
        if doubtful || !cached {
            let server = *self.server();
            self.live()?.ping().await.map_err(|error| fault::error(error, &server))?;
            let flags = self.flags();
            self.transaction.observe_after_error(flags, doubtful);
        }
        Ok(())
    }
}
