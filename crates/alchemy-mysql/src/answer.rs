//! What comes back while a statement runs: rows into the sink, counts into the reply.

use alchemy_core::driver::Reply;
use alchemy_core::{Error, Result};
use mysql_async::QueryResult;
use mysql_async::prelude::Protocol;

use crate::value::{Kind, RowView};

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
        let (sink, failure) = (&mut self.reply.sink, &mut self.failure);
        let mut rows = 0;
        result
            .for_each(|row| {
                rows += 1;
                if failure.is_none()
                    && let Some(sink) = sink
                {
                    *failure = sink.row(&RowView { row: &row, kinds: &kinds }).err();
                }
            })
            .await?;
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
