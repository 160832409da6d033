//! What comes back while a statement runs: rows into the sink, counts into the reply.

use std::future::poll_fn;

use alchemy_core::driver::{Pace, Reply};
use alchemy_core::{Error, Result};
use mysql_async::prelude::Protocol;
use mysql_async::{QueryResult, Row};

use crate::value::{Kind, RowView};

/// The next row, once there is room for it.
async fn next<P: Protocol>(result: &mut QueryResult<'_, 'static, P>, pace: Option<&dyn Pace>) -> mysql_async::Result<Option<Row>> {
    if let Some(pace) = pace {
        poll_fn(|context| pace.poll_room(context)).await;
    }
    result.next().await
}

/// What comes back while a statement runs.
pub(crate) struct Answer {
    pub(crate) reply: Reply,
    /// The sink refused a row: the rows behind it are read and dropped, since the protocol cannot stop them.
    pub(crate) failure: Option<Error>,
    /// Rows that come back are rows that were changed. The server counts none where it returns them.
    pub(crate) returns_changed_rows: bool,
}

impl Answer {
    pub(crate) fn fail(&mut self, error: Error) {
        self.failure.get_or_insert(error);
    }

    /// Pushes the rows of one execution into the sink, and adds up what it changed.
    pub(crate) async fn take<P: Protocol>(&mut self, mut result: QueryResult<'_, 'static, P>) -> mysql_async::Result<()> {
        let kinds: Vec<Kind> = result.columns_ref().iter().map(Kind::of).collect();
        let first = self.reply.last_insert_id.is_none();
        let pace = self.reply.sink.as_ref().and_then(|sink| sink.pace());
        let mut rows = 0;
        while let Some(row) = next(&mut result, pace.as_deref()).await? {
            rows += 1;
            if self.failure.is_none()
                && let Some(sink) = &mut self.reply.sink
            {
                self.failure = sink.row(&RowView { row: &row, kinds: &kinds }).err();
            }
        }
        self.reply.rows_affected += if self.returns_changed_rows && rows > 0 { rows } else { result.affected_rows() };
        if first {
            self.reply.last_insert_id = result.last_insert_id();
        }
        result.drop_result().await?;
        self.end_of_set();
        Ok(())
    }

    fn end_of_set(&mut self) {
        if self.failure.is_none()
            && let Some(sink) = &mut self.reply.sink
        {
            self.failure = sink.end_of_set().err();
        }
    }

    pub(crate) fn finish(self) -> Result<Reply> {
        match self.failure {
            Some(error) => Err(error),
            None => Ok(self.reply),
        }
    }
}
