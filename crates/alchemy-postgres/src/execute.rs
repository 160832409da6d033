//! Requests on the wire and their answers.
//!
//! Invariant: the answer to every request that was sent is read to its end, whatever the answers before it were.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

use alchemy_core::driver::{Pace, Reply, Sink};
use alchemy_core::{Error, Result, Value};
use futures_util::{TryStreamExt, poll};
use tokio_postgres::{Client, Row, RowStream};

use crate::cache::Prepared;
use crate::fault;
use crate::opening::{self, Opening};
use crate::rows::RowView;
use crate::value;

/// How many executions may be underway at once. Enough to hide the network, and few enough that their answers, which wait
/// in memory, stay small.
const WINDOW: usize = 256;

type Wire<T> = std::result::Result<T, tokio_postgres::Error>;

/// A request that was sent, whose answer is awaited later.
pub(crate) enum Sent<F: Future> {
    Underway(Pin<Box<F>>),
    Answered(F::Output),
}

impl<F: Future> Sent<F> {
    /// Sends it: the driver underneath sends when its future is first polled.
    pub(crate) async fn new(future: F) -> Self {
        let mut future = Box::pin(future);
        match poll!(future.as_mut()) {
            Poll::Ready(output) => Sent::Answered(output),
            Poll::Pending => Sent::Underway(future),
        }
    }

    pub(crate) async fn answer(self) -> F::Output {
        match self {
            Sent::Underway(future) => future.await,
            Sent::Answered(output) => output,
        }
    }
}

/// Sends a request that changes nothing, and in front of it what opens a transaction, if one is wanted: both in one go.
pub(crate) async fn behind<T>(client: &Client, opening: Option<&Opening>, request: impl Future<Output = Wire<T>>) -> Result<T> {
    let (begun, outcome) = both(client, opening, request).await;
    begun.and(outcome).map_err(fault::error)
}

async fn both<T>(client: &Client, opening: Option<&Opening>, request: impl Future<Output = Wire<T>>) -> (Wire<()>, Wire<T>) {
    let Some(opening) = opening else { return (Ok(()), request.await) };
    let begin = Sent::new(opening.send(client)).await;
    let request = Sent::new(request).await;
    (begin.answer().await, request.answer().await)
}

/// Executes a prepared statement, behind what opens a transaction, if one is wanted.
pub(crate) async fn query_behind(
    client: &Client,
    opening: Option<&Opening>,
    prepared: &Prepared,
    values: &[Value],
) -> Result<RowStream> {
    match both(client, opening, query(client, prepared, values)).await {
        (Ok(()), outcome) => outcome.map_err(fault::error),
        (Err(refusal), Ok(_)) => Err(opening::outside(fault::error(refusal))),
        (Err(refusal), Err(_)) => Err(fault::error(refusal)),
    }
}

/// Executes a prepared statement.
fn query<'a>(client: &'a Client, prepared: &'a Prepared, values: &'a [Value]) -> impl Future<Output = Wire<RowStream>> + Send + 'a {
    client.query_raw(&prepared.statement, value::bound(values, &prepared.parameters))
}

/// One execution of several that are sent without waiting for each answer.
pub(crate) struct Step<'a> {
    pub(crate) prepared: &'a Prepared,
    pub(crate) values: &'a [Value],
}

/// Sends executions without waiting for each answer, and hands the answers over in order: `take` is told the step's
/// number. Returns the first error; nothing is sent any more once it is known.
pub(crate) async fn in_one_go<'a>(
    client: &'a Client,
    opening: Option<&Opening>,
    steps: impl Iterator<Item = Step<'a>>,
    answers: &mut impl Answers,
) -> Result<()> {
    let begin = match opening {
        Some(opening) => Some(Sent::new(opening.send(client)).await),
        None => None,
    };
    let mut steps = steps.enumerate();
    let mut underway = VecDeque::new();
    let mut outcome = Ok(());
    let mut begun = begin;
    let (mut refused, mut carried_out) = (false, false);
    loop {
        while outcome.is_ok()
            && underway.len() < WINDOW
            && let Some((index, step)) = steps.next()
        {
            underway.push_back((index, step.prepared, Sent::new(query(client, step.prepared, step.values)).await));
        }
        if let Some(begin) = begun.take() {
            outcome = begin.answer().await.map_err(fault::error);
            refused = outcome.is_err();
        }
        let Some((index, prepared, sent)) = underway.pop_front() else {
            return if refused && carried_out { outcome.map_err(opening::outside) } else { outcome };
        };
        let answered = match sent.answer().await {
            Ok(stream) => answers.of(index).take(stream, prepared).await,
            Err(error) => Err(error),
        };
        let answered = answered.map_err(fault::error).and_then(|()| answers.of(index).refusal());
        carried_out |= answered.is_ok();
        outcome = outcome.and(answered);
    }
}

/// How many round trips so many executions are.
pub(crate) fn round_trips(executions: usize) -> u32 {
    executions.div_ceil(WINDOW).try_into().unwrap_or(u32::MAX)
}

/// Where the answers of several executions go.
pub(crate) trait Answers {
    /// Where that of the execution with this number goes.
    fn of(&mut self, index: usize) -> &mut Answer;
}

impl Answers for Answer {
    fn of(&mut self, _: usize) -> &mut Answer {
        self
    }
}

impl Answers for Vec<Answer> {
    fn of(&mut self, index: usize) -> &mut Answer {
        &mut self[index]
    }
}

/// The next row, once there is room for it.
async fn next(stream: &mut Pin<&mut RowStream>, pace: Option<&dyn Pace>) -> Wire<Option<Row>> {
    if let Some(pace) = pace {
        poll_fn(|context| pace.poll_room(context)).await;
    }
    stream.try_next().await
}

/// What comes back while a request runs.
pub(crate) struct Answer {
    pub(crate) reply: Reply,
    /// The sink refused a row: the rows behind it are read and dropped, since the protocol cannot stop them.
    failure: Option<Error>,
}

impl Answer {
    pub(crate) fn new(sink: Option<Box<dyn Sink>>) -> Self {
        Answer { reply: Reply { sink, ..Reply::default() }, failure: None }
    }

    /// Pushes the rows of one execution into the sink, and adds up what it changed.
    pub(crate) async fn take(&mut self, stream: RowStream, prepared: &Prepared) -> Wire<()> {
        let mut stream = pin!(stream);
        let pace = self.reply.sink.as_ref().and_then(|sink| sink.pace());
        while let Some(row) = next(&mut stream, pace.as_deref()).await? {
            if self.failure.is_none()
                && let Some(sink) = &mut self.reply.sink
            {
                self.failure = sink.row(&RowView { row: &row, slots: &prepared.columns }).err();
            }
        }
        if prepared.changes_rows {
            self.reply.rows_affected += stream.rows_affected().unwrap_or(0);
        }
        if self.failure.is_none()
            && let Some(sink) = &mut self.reply.sink
        {
            self.failure = sink.end_of_set().err();
        }
        Ok(())
    }

    /// What the sink refused, if anything.
    pub(crate) fn refusal(&self) -> Result<()> {
        self.failure.clone().map_or(Ok(()), Err)
    }
}
