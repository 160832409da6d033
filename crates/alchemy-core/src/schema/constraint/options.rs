//! What every constraint may say besides what it constrains.

use crate::dialect::Dialect;
use crate::schema::{Attachment, Attachments, DdlIf, ItemName, Name};

/// When a constraint that can be put off is checked, unless a transaction says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Initially {
    /// At the end of the transaction.
    Deferred,
    /// With each statement.
    Immediate,
}

/// A constraint's name, when it is enforced, what is attached to it.
#[derive(Debug, Clone, Default)]
pub struct ConstraintOptions {
    /// Its name.
    pub name: ItemName,
    /// Whether its check can be put off; `None` leaves it to the database, which says no.
    pub deferrable: Option<bool>,
    /// When it is checked at first.
    pub initially: Option<Initially>,
    /// A comment.
    pub comment: Option<Name>,
    /// Where it exists; `None` is everywhere.
    pub ddl_if: Option<DdlIf>,
    /// Options of one database, and the program's own notes.
    pub attached: Attachments,
}

impl ConstraintOptions {
    /// Whether the constraint exists in a dialect.
    pub fn is_for(&self, dialect: &dyn Dialect) -> bool {
        self.ddl_if.as_ref().is_none_or(|condition| condition.holds(dialect))
    }
}

/// What can be said of any constraint.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, ConstraintBuilder as _, CreateTable, DdlStatement, Unique};
/// let seat = Table::new("seat")
///     .column(Column::new("hall", Integer))
///     .column(Column::new("number", Integer))
///     .constraint(Unique::new(["hall", "number"]).name("uq_seat").initially_deferred());
/// assert_eq!(
///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
///     "CREATE TABLE seat (hall INTEGER, number INTEGER, \
///      CONSTRAINT uq_seat UNIQUE (hall, number) DEFERRABLE INITIALLY DEFERRED)",
/// );
/// # Ok::<(), Error>(())
/// ```
pub trait ConstraintBuilder: Sized {
    /// Where it is kept.
    fn options_mut(&mut self) -> &mut ConstraintOptions;

    /// Names it. A naming convention may make a longer name of it.
    #[must_use]
    fn name(mut self, name: impl Into<Name>) -> Self {
        self.options_mut().name = ItemName::Given(name.into());
        self
    }

    /// Names it, whatever conventions say.
    #[must_use]
    fn exact_name(mut self, name: impl Into<Name>) -> Self {
        self.options_mut().name = ItemName::Exact(name.into());
        self
    }

    /// DEFERRABLE: its check can be put off to the end of the transaction.
    #[must_use]
    fn deferrable(mut self) -> Self {
        self.options_mut().deferrable = Some(true);
        self
    }

    /// NOT DEFERRABLE, and saying so.
    #[must_use]
    fn not_deferrable(mut self) -> Self {
        self.options_mut().deferrable = Some(false);
        self
    }

    /// DEFERRABLE INITIALLY DEFERRED: checked at the end of the transaction.
    #[must_use]
    fn initially_deferred(self) -> Self {
        self.deferrable().initially(Initially::Deferred)
    }

    /// INITIALLY …: when it is checked at first. Says nothing about whether it is DEFERRABLE.
    #[must_use]
    fn initially(mut self, initially: Initially) -> Self {
        self.options_mut().initially = Some(initially);
        self
    }

    /// A comment, for [`CommentOn`](crate::CommentOn) and where databases keep comments.
    #[must_use]
    fn comment(mut self, comment: impl Into<Name>) -> Self {
        self.options_mut().comment = Some(comment.into());
        self
    }

    /// Only in databases for which the condition holds; elsewhere it is left out.
    #[must_use]
    fn ddl_if(mut self, condition: DdlIf) -> Self {
        self.options_mut().ddl_if = Some(condition);
        self
    }

    /// Attaches an option of one database, or a note of the program's own.
    #[must_use]
    fn with(mut self, option: impl Attachment) -> Self {
        self.options_mut().attached.set(option);
        self
    }
}
