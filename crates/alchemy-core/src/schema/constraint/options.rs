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
    ///
    /// ```
    /// use alchemy_core::{ConstraintBuilder as _, Constraint, DdlIf, Unique, dialect::Ansi, prelude::*};
    /// let elsewhere = Constraint::from(Unique::new(["number"]).ddl_if(DdlIf::dialects(["sqlite"])));
    /// assert!(!elsewhere.options().is_for(&Ansi));
    /// ```
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
    ///
    /// ```
    /// use alchemy_core::{ConstraintBuilder as _, CreateTable, DdlStatement, Unique, dialect::Ansi, prelude::*};
    /// let unique = Unique::new(["number"]).name("uq_number");
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).unique(unique);
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (number INTEGER, CONSTRAINT uq_number UNIQUE (number))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    fn name(mut self, name: impl Into<Name>) -> Self {
        self.options_mut().name = ItemName::Given(name.into());
        self
    }

    /// Names it, whatever conventions say.
    ///
    /// ```
    /// use alchemy_core::{Check, ConstraintBuilder as _, MetaData, NamingConvention, dialect::Ansi, prelude::*};
    /// let convention = NamingConvention::new().check("ck_{table_name}_{constraint_name}");
    /// let check = |check: Check| Table::new("seat").column(Column::new("number", Integer)).check(check);
    /// let script = |table| MetaData::new().naming_convention(convention.clone()).table(table).create_script(&Ansi);
    /// assert!(script(check(Check::new("number > 0").name("positive")))?.contains("CONSTRAINT ck_seat_positive CHECK"));
    /// assert!(script(check(Check::new("number > 0").exact_name("positive")))?.contains("CONSTRAINT positive CHECK"));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    fn exact_name(mut self, name: impl Into<Name>) -> Self {
        self.options_mut().name = ItemName::Exact(name.into());
        self
    }

    /// DEFERRABLE: its check can be put off to the end of the transaction.
    ///
    /// ```
    /// use alchemy_core::{ConstraintBuilder as _, CreateTable, DdlStatement, Unique, dialect::Ansi, prelude::*};
    /// let unique = Unique::new(["number"]).deferrable();
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).unique(unique);
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (number INTEGER, UNIQUE (number) DEFERRABLE)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    fn deferrable(mut self) -> Self {
        self.options_mut().deferrable = Some(true);
        self
    }

    /// NOT DEFERRABLE, and saying so.
    ///
    /// ```
    /// use alchemy_core::{ConstraintBuilder as _, CreateTable, DdlStatement, Unique, dialect::Ansi, prelude::*};
    /// let unique = Unique::new(["number"]).not_deferrable();
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).unique(unique);
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (number INTEGER, UNIQUE (number) NOT DEFERRABLE)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    fn not_deferrable(mut self) -> Self {
        self.options_mut().deferrable = Some(false);
        self
    }

    /// DEFERRABLE INITIALLY DEFERRED: checked at the end of the transaction.
    ///
    /// ```
    /// use alchemy_core::{ConstraintBuilder as _, CreateTable, DdlStatement, Unique, dialect::Ansi, prelude::*};
    /// let unique = Unique::new(["number"]).initially_deferred();
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).unique(unique);
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (number INTEGER, UNIQUE (number) DEFERRABLE INITIALLY DEFERRED)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    fn initially_deferred(self) -> Self {
        self.deferrable().initially(Initially::Deferred)
    }

    /// INITIALLY …: when it is checked at first. Says nothing about whether it is DEFERRABLE.
    ///
    /// ```
    /// use alchemy_core::{ConstraintBuilder as _, CreateTable, DdlStatement, Initially, Unique, dialect::Ansi, prelude::*};
    /// let unique = Unique::new(["number"]).deferrable().initially(Initially::Immediate);
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).unique(unique);
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (number INTEGER, UNIQUE (number) DEFERRABLE INITIALLY IMMEDIATE)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    fn initially(mut self, initially: Initially) -> Self {
        self.options_mut().initially = Some(initially);
        self
    }

    /// A comment, for [`CommentOn`](crate::CommentOn) and where databases keep comments.
    ///
    /// ```
    /// use alchemy_core::{CommentOn, ConstraintBuilder as _, DdlStatement, Unique, dialect::Ansi, prelude::*};
    /// let unique = Unique::new(["number"]).name("uq_number").comment("one guest each");
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).unique(unique.clone());
    /// assert_eq!(
    ///     DdlStatement::of(&CommentOn::constraint(&seat, unique), &Ansi)?.text(),
    ///     "COMMENT ON CONSTRAINT uq_number ON seat IS 'one guest each'",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    fn comment(mut self, comment: impl Into<Name>) -> Self {
        self.options_mut().comment = Some(comment.into());
        self
    }

    /// Only in databases for which the condition holds; elsewhere it is left out.
    ///
    /// ```
    /// use alchemy_core::{ConstraintBuilder as _, CreateTable, DdlIf, DdlStatement, Unique, dialect::Ansi, prelude::*};
    /// let unique = Unique::new(["number"]).ddl_if(DdlIf::dialects(["postgresql"]));
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).unique(unique);
    /// assert_eq!(DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(), "CREATE TABLE seat (number INTEGER)");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    fn ddl_if(mut self, condition: DdlIf) -> Self {
        self.options_mut().ddl_if = Some(condition);
        self
    }

    /// Attaches an option of one database, or a note of the program's own.
    ///
    /// ```
    /// use alchemy_core::{ConstraintBuilder as _, Unique, prelude::*};
    /// #[derive(Debug, PartialEq)]
    /// struct Slow;
    /// assert_eq!(Unique::new(["number"]).with(Slow).options.attached.get::<Slow>(), Some(&Slow));
    /// ```
    #[must_use]
    fn with(mut self, option: impl Attachment) -> Self {
        self.options_mut().attached.set(option);
        self
    }
}
