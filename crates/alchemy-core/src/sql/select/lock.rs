//! FOR UPDATE and its relatives. The dialect writes them.

use crate::compile::{Key, Keyed, Renderer};
use crate::error::Result;
use crate::sql::{IntoFrom, Select, Source};

/// How strongly rows are locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LockStrength {
    /// FOR UPDATE
    Update,
    /// FOR NO KEY UPDATE
    NoKeyUpdate,
    /// FOR SHARE
    Share,
    /// FOR KEY SHARE
    KeyShare,
}

/// A lock on the rows that a SELECT gives, until the transaction ends.
///
/// A database without row locks has stronger ones: there it says nothing. One that lacks a strength takes the next
/// stronger; one that lacks OF locks the rows of all tables.
#[derive(Debug, Clone)]
pub struct Lock {
    /// How strongly.
    pub strength: LockStrength,
    /// The tables whose rows are locked; all if there are none.
    pub of: Vec<Source>,
    /// NOWAIT.
    pub nowait: bool,
    /// SKIP LOCKED.
    pub skip_locked: bool,
}

impl Keyed for Lock {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let Lock { strength, of, nowait, skip_locked } = self;
        key.plain(strength);
        of.key(key);
        key.plain(&(*nowait, *skip_locked));
    }
}

impl Lock {
    fn new(strength: LockStrength) -> Self {
        Lock { strength, of: Vec::new(), nowait: false, skip_locked: false }
    }

    /// Against everything: FOR UPDATE.
    ///
    /// ```
    /// use alchemy_core::{Lock, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(select(book::id).with_lock(Lock::update()).compile(&Ansi)?.text(), "SELECT book.id FROM book FOR UPDATE");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn update() -> Self {
        Lock::new(LockStrength::Update)
    }

    /// Against everything but references to the row: FOR NO KEY UPDATE.
    ///
    /// ```
    /// use alchemy_core::{Lock, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).with_lock(Lock::no_key_update()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book FOR NO KEY UPDATE",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn no_key_update() -> Self {
        Lock::new(LockStrength::NoKeyUpdate)
    }

    /// Against changes: FOR SHARE.
    ///
    /// ```
    /// use alchemy_core::{Lock, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(select(book::id).with_lock(Lock::share()).compile(&Ansi)?.text(), "SELECT book.id FROM book FOR SHARE");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn share() -> Self {
        Lock::new(LockStrength::Share)
    }

    /// Against changes of the key: FOR KEY SHARE.
    ///
    /// ```
    /// use alchemy_core::{Lock, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).with_lock(Lock::key_share()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book FOR KEY SHARE",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn key_share() -> Self {
        Lock::new(LockStrength::KeyShare)
    }

    /// Only rows of this table; several calls name several tables.
    ///
    /// ```
    /// use alchemy_core::{Lock, dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// assert_eq!(
    ///     select(book::id).join(author).with_lock(Lock::update().of(book)).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book JOIN author ON author.id = book.author_id FOR UPDATE OF book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn of(mut self, table: impl IntoFrom) -> Self {
        self.of.push(table.into_from());
        self
    }

    /// Fails instead of waiting for others' locks.
    ///
    /// ```
    /// use alchemy_core::{Lock, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).with_lock(Lock::update().nowait()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book FOR UPDATE NOWAIT",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn nowait(mut self) -> Self {
        self.nowait = true;
        self
    }

    /// Leaves out rows that others have locked.
    ///
    /// ```
    /// use alchemy_core::{Lock, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).with_lock(Lock::update().skip_locked()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book FOR UPDATE SKIP LOCKED",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn skip_locked(mut self) -> Self {
        self.skip_locked = true;
        self
    }

    /// Writes `OF a, b`.
    ///
    /// # Errors
    /// As for names.
    pub fn render_of(&self, r: &mut Renderer<'_>) -> Result<()> {
        if self.of.is_empty() {
            return Ok(());
        }
        let mut tables: Vec<&Source> = Vec::new();
        for source in &self.of {
            let at = tables.len();
            source.leaves(&mut |leaf| tables.insert(at, leaf));
        }
        r.word("OF");
        r.list(tables, |r, table| r.lock_name(table))
    }

    /// Writes NOWAIT or SKIP LOCKED.
    ///
    /// # Errors
    /// `Unsupported` for both together, which contradict each other.
    pub fn render_wait(&self, r: &mut Renderer<'_>) -> Result<()> {
        match (self.nowait, self.skip_locked) {
            (true, true) => return Err(r.unsupported("NOWAIT together with SKIP LOCKED")),
            (true, false) => r.word("NOWAIT"),
            (false, true) => r.word("SKIP LOCKED"),
            (false, false) => {}
        }
        Ok(())
    }
}

impl<R> Select<R> {
    /// Locks the rows against everything until the transaction ends.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let stmt = select(users::name).filter(users::id.eq(1)).with_for_update();
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT user_account.name FROM user_account WHERE user_account.id = ? FOR UPDATE",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn with_for_update(self) -> Self {
        self.with_lock(Lock::update())
    }

    /// Locks the rows until the transaction ends, as the lock says. The last lock counts.
    ///
    /// ```
    /// use alchemy_core::{Lock, dialect::Ansi, prelude::*};
    /// table! { pub jobs ("job") { id: Auto<i64> [primary_key], done: bool } }
    /// let next = select(jobs::id).filter(jobs::done.eq(false)).limit(1).with_lock(Lock::update().skip_locked());
    /// assert_eq!(
    ///     next.compile(&Ansi)?.text(),
    ///     "SELECT job.id FROM job WHERE job.done = false LIMIT ? FOR UPDATE SKIP LOCKED",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn with_lock(self, lock: Lock) -> Self {
        self.edit(|select| select.extra().lock = Some(lock))
    }
}
