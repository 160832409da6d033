//! Where a connection stands in its transactions, as far as the server told.
//!
//! The session is switched to `autocommit = 0` with its first transaction and stays so: a transaction then opens by itself
//! with its first statement, and needs no round trip to begin.
//!
//! Every OK of the server says whether a transaction is open. So a statement that ended one behind our back (DDL commits)
//! is known by what the server says, not by reading SQL. Errors say nothing of the kind.

use alchemy_core::driver::{BeginOptions, TransactionStatus};
use mysql_async::consts::StatusFlags;

/// How far a transaction of ours has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// There is none.
    None,
    /// Its first statement was sent.
    Open,
    /// The server rolled it back. Statements would open another one, so only a rollback is let through.
    Failed,
}

/// A connection's transaction.
#[derive(Debug)]
pub(crate) struct Transaction {
    /// Asked for, and not sent yet.
    pub(crate) wanted: Option<BeginOptions>,
    pub(crate) phase: Phase,
    /// A statement committed the transaction before its time.
    pub(crate) ended: bool,
    /// What the server last said: a transaction is open.
    open: bool,
    /// What the server last said: each statement commits by itself. None if it is not known.
    autocommit: Option<bool>,
}

impl Transaction {
    /// That of a session just set up.
    pub(crate) fn new() -> Self {
        Transaction { wanted: None, phase: Phase::None, ended: false, open: false, autocommit: Some(true) }
    }

    /// What has to be sent before the next statement, if anything.
    pub(crate) fn preamble(&self) -> Option<String> {
        let Some(options) = self.wanted else {
            let alone = self.phase == Phase::None && !self.open && self.autocommit != Some(true);
            return alone.then(|| "SET autocommit = 1".to_owned());
        };
        let switch = (self.autocommit != Some(false)).then(|| "SET autocommit = 0".to_owned());
        let parts: Vec<String> = switch.into_iter().chain(options.set_transaction()).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    /// The preamble was sent.
    pub(crate) fn enter(&mut self) {
        if self.wanted.take().is_some() {
            (self.phase, self.ended) = (Phase::Open, false);
        }
    }

    /// What was sent before a statement was refused, maybe after its first part: nobody knows what was switched.
    pub(crate) fn doubt(&mut self) {
        self.autocommit = None;
    }

    /// Takes in what the server said with the OK to a statement.
    pub(crate) fn observe(&mut self, flags: StatusFlags, sql: &str) {
        let open = flags.contains(StatusFlags::SERVER_STATUS_IN_TRANS);
        if self.phase == Phase::Open && self.open && !open && !is_rollback(sql) {
            self.ended = true;
        }
        self.open = open;
        self.autocommit = Some(flags.contains(StatusFlags::SERVER_STATUS_AUTOCOMMIT));
    }

    /// A statement failed in a way that may have ended the transaction; this is what the server said when asked.
    pub(crate) fn observe_after_error(&mut self, flags: StatusFlags, was_rolled_back: bool) {
        let open = flags.contains(StatusFlags::SERVER_STATUS_IN_TRANS);
        if self.phase == Phase::Open && self.open && !open {
            match was_rolled_back {
                true => self.phase = Phase::Failed,
                false => self.ended = true,
            }
        }
        self.open = open;
    }

    /// The transaction is over, by COMMIT or ROLLBACK.
    pub(crate) fn leave(&mut self, flags: StatusFlags) {
        self.open = flags.contains(StatusFlags::SERVER_STATUS_IN_TRANS);
        (self.wanted, self.phase, self.ended) = (None, Phase::None, false);
    }

    /// Whether there is anything to commit or roll back.
    pub(crate) fn is_begun(&self) -> bool {
        self.phase != Phase::None || self.open
    }

    pub(crate) fn status(&self) -> TransactionStatus {
        match self.phase {
            Phase::Failed => TransactionStatus::Failed,
            Phase::Open => TransactionStatus::Active,
            Phase::None if self.open => TransactionStatus::Active,
            Phase::None => TransactionStatus::Idle,
        }
    }
}

/// A ROLLBACK in the program's own words commits nothing.
fn is_rollback(sql: &str) -> bool {
    sql.trim_start().get(..8).is_some_and(|word| word.eq_ignore_ascii_case("rollback"))
}

#[cfg(test)]
mod tests {
    use alchemy_core::driver::{BeginOptions, Isolation};
    use mysql_async::consts::StatusFlags;

    use super::Transaction;

    const AUTOCOMMIT: StatusFlags = StatusFlags::SERVER_STATUS_AUTOCOMMIT;

    #[test]
    fn only_the_first_transaction_of_a_session_costs_a_preamble() {
        let mut transaction = Transaction::new();
        assert_eq!(transaction.preamble(), None);
        transaction.wanted = Some(BeginOptions::default());
        assert_eq!(transaction.preamble().as_deref(), Some("SET autocommit = 0"));
        transaction.enter();
        transaction.observe(StatusFlags::SERVER_STATUS_IN_TRANS, "INSERT …");
        transaction.leave(StatusFlags::empty());
        transaction.wanted = Some(BeginOptions::default());
        assert_eq!(transaction.preamble(), None);
        transaction.wanted = Some(BeginOptions { isolation: Some(Isolation::Serializable), read_only: true, deferrable: false });
        assert_eq!(transaction.preamble().as_deref(), Some("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY"));
        transaction.wanted = None;
        assert_eq!(transaction.preamble().as_deref(), Some("SET autocommit = 1"));
        transaction.observe(AUTOCOMMIT, "SET autocommit = 1");
        assert_eq!(transaction.preamble(), None);
    }

    #[test]
    fn after_a_refused_preamble_the_session_is_switched_again() {
        let mut transaction = Transaction::new();
        transaction.doubt();
        assert_eq!(transaction.preamble().as_deref(), Some("SET autocommit = 1"));
        transaction.wanted = Some(BeginOptions::default());
        assert_eq!(transaction.preamble().as_deref(), Some("SET autocommit = 0"));
    }
}
