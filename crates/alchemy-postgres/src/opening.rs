//! How a transaction is opened: in front of its first statement, in one go with it.
//!
//! What follows a refused BEGIN is carried out nevertheless, in a transaction of its own. So nothing that a server may
//! refuse stands in BEGIN: isolation and access are said by a second command, whose refusal leaves a transaction in which
//! the server carries out nothing more.

use alchemy_core::driver::BeginOptions;
use alchemy_core::{Error, ErrorKind};
use tokio_postgres::Client;

use crate::execute::Sent;

/// A transaction that is about to be opened.
#[derive(Debug)]
pub(crate) struct Opening {
    characteristics: Option<String>,
}

impl Opening {
    pub(crate) fn new(options: BeginOptions) -> Self {
        Opening { characteristics: options.set_transaction() }
    }

    /// In front of a text, as one message: of that the server carries out nothing behind what it refuses.
    pub(crate) fn in_front_of(&self, sql: &str) -> String {
        match &self.characteristics {
            Some(characteristics) => format!("BEGIN; {characteristics}; {sql}"),
            None => format!("BEGIN; {sql}"),
        }
    }

    /// Sends it when first polled. Awaits the answers to both commands.
    pub(crate) async fn send(&self, client: &Client) -> Result<(), tokio_postgres::Error> {
        let begin = Sent::new(client.batch_execute("BEGIN")).await;
        let said = match &self.characteristics {
            Some(characteristics) => client.batch_execute(characteristics).await,
            None => Ok(()),
        };
        begin.answer().await.and(said)
    }
}

/// BEGIN itself was refused, as when somebody cancels it, and the statement that was sent with it was not.
pub(crate) fn outside(refusal: Error) -> Error {
    let message = "the transaction could not be opened; the statement that was sent with BEGIN was carried out without it";
    Error::new(ErrorKind::CommitUnknown, message).with_source(refusal)
}

#[cfg(test)]
mod tests {
    use super::Opening;
    use alchemy_core::driver::{BeginOptions, Isolation};

    #[test]
    fn nothing_stands_in_begin_that_a_server_may_refuse() {
        let plain = Opening::new(BeginOptions::default());
        assert_eq!(plain.in_front_of("SELECT 1"), "BEGIN; SELECT 1");
        let all = BeginOptions { isolation: Some(Isolation::Serializable), read_only: true, deferrable: true };
        let said = "BEGIN; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY, DEFERRABLE; SELECT 1";
        assert_eq!(Opening::new(all).in_front_of("SELECT 1"), said);
    }
}
