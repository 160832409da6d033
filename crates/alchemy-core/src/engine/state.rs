//! Where a connection stands in its transaction, as far as we had a hand in it.

use crate::driver::{BeginOptions, TransactionStatus};
use crate::error::Error;

/// The transaction of a live connection.
#[derive(Debug, Default)]
pub(crate) enum Progress {
    /// None.
    #[default]
    None,
    /// Begun, but no statement came yet: the driver does not know of it.
    Announced(BeginOptions),
    /// The driver was told to open one with the next statement, or it is open.
    Open {
        options: BeginOptions,
        /// Whether the database said that it is open.
        seen: bool,
        /// Whether a statement ended it behind our back, by committing it.
        committed: bool,
    },
    /// The database ended it with an error; it waits for a rollback.
    Lost(Error),
}

/// What to do after a call in an open transaction.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Nothing.
    GoOn,
    /// None is open any more: announce a new one, so that what follows does not run in autocommit.
    BeginAgain(BeginOptions),
}

impl Progress {
    pub(crate) fn is_begun(&self) -> bool {
        !matches!(self, Progress::None)
    }

    /// Takes in what the database says of the transaction after a call.
    pub(crate) fn settle(&mut self, error: Option<&Error>, status: TransactionStatus) -> Next {
        let Progress::Open { options, seen, committed } = self else { return Next::GoOn };
        if status != TransactionStatus::Idle {
            *seen = true;
            return Next::GoOn;
        }
        match error {
            // Opening it failed, or a statement was refused before anything was sent: nothing was lost.
            _ if !*seen => Next::BeginAgain(*options),
            // A statement that commits by itself: DDL on some databases, COMMIT as text.
            None => {
                (*seen, *committed) = (false, true);
                Next::BeginAgain(*options)
            }
            Some(error) => {
                *self = Progress::Lost(error.clone());
                Next::GoOn
            }
        }
    }
}
