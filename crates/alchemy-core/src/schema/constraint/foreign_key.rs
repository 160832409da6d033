//! Foreign keys.

use crate::schema::{ConstraintBuilder, ConstraintOptions, Name, TableName};

/// What a foreign key does when the row that it refers to goes or changes its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OnChange {
    /// The row goes, or changes, as well.
    Cascade,
    /// The key becomes NULL.
    SetNull,
    /// The key becomes its default.
    SetDefault,
    /// Refused at once.
    Restrict,
    /// Refused at the end of the statement or transaction.
    NoAction,
}

impl OnChange {
    /// Its SQL.
    ///
    /// ```
    /// use alchemy_core::{OnChange, prelude::*};
    /// assert_eq!(OnChange::SetNull.sql(), "SET NULL");
    /// ```
    pub fn sql(self) -> &'static str {
        match self {
            OnChange::Cascade => "CASCADE",
            OnChange::SetNull => "SET NULL",
            OnChange::SetDefault => "SET DEFAULT",
            OnChange::Restrict => "RESTRICT",
            OnChange::NoAction => "NO ACTION",
        }
    }
}

/// What a key of several columns means of which some are NULL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Match {
    /// It refers to nothing.
    Simple,
    /// It is refused: all are NULL, or none.
    Full,
    /// Those that are not NULL have to be found.
    Partial,
}

impl Match {
    /// Its SQL.
    ///
    /// ```
    /// use alchemy_core::{Match, prelude::*};
    /// assert_eq!(Match::Full.sql(), "FULL");
    /// ```
    pub fn sql(self) -> &'static str {
        match self {
            Match::Simple => "SIMPLE",
            Match::Full => "FULL",
            Match::Partial => "PARTIAL",
        }
    }
}

/// A foreign key: `columns` here refer to `target_columns` of `target`.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, ConstraintBuilder as _, CreateTable, DdlStatement, ForeignKey, OnChange};
/// let holding = Table::new("holding")
///     .column(Column::new("branch", Integer))
///     .column(Column::new("shelf", Integer))
///     .foreign_key(
///         ForeignKey::new(["branch", "shelf"], "shelf", ["branch_id", "code"]).name("fk_shelf").on_delete(OnChange::Cascade),
///     );
/// assert_eq!(
///     DdlStatement::of(&CreateTable::new(&holding), &Ansi)?.text(),
///     "CREATE TABLE holding (branch INTEGER, shelf INTEGER, CONSTRAINT fk_shelf FOREIGN KEY(branch, shelf) \
///      REFERENCES shelf (branch_id, code) ON DELETE CASCADE)",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct ForeignKey {
    /// The referring columns.
    pub columns: Vec<Name>,
    /// The table referred to.
    pub target: TableName,
    /// The columns referred to, pairwise.
    pub target_columns: Vec<Name>,
    /// ON DELETE.
    pub on_delete: Option<OnChange>,
    /// ON UPDATE.
    pub on_update: Option<OnChange>,
    /// MATCH.
    pub matching: Option<Match>,
    /// Whether it is always added once both tables are there, and has no say in their order.
    pub use_alter: bool,
    /// What else it says.
    pub options: ConstraintOptions,
}

impl ForeignKey {
    /// A foreign key without a name or actions.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, ForeignKey, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("city", Integer)).column(Column::new("hall", Integer));
    /// let seat = seat.foreign_key(ForeignKey::new(["city", "hall"], "hall", ["city", "number"]));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (city INTEGER, hall INTEGER, FOREIGN KEY(city, hall) REFERENCES hall (city, number))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(
        columns: impl IntoIterator<Item = impl Into<Name>>,
        target: impl Into<TableName>,
        target_columns: impl IntoIterator<Item = impl Into<Name>>,
    ) -> Self {
        ForeignKey {
            columns: columns.into_iter().map(Into::into).collect(),
            target: target.into(),
            target_columns: target_columns.into_iter().map(Into::into).collect(),
            on_delete: None,
            on_update: None,
            matching: None,
            use_alter: false,
            options: ConstraintOptions::default(),
        }
    }

    /// ON DELETE: what happens to the row when the row that it refers to is deleted.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, ForeignKey, OnChange, dialect::Ansi, prelude::*};
    /// let key = ForeignKey::new(["hall"], "hall", ["id"]).on_delete(OnChange::SetNull);
    /// let seat = Table::new("seat").column(Column::new("hall", Integer)).foreign_key(key);
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (hall INTEGER, FOREIGN KEY(hall) REFERENCES hall (id) ON DELETE SET NULL)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn on_delete(mut self, action: OnChange) -> Self {
        self.on_delete = Some(action);
        self
    }

    /// ON UPDATE: what happens to the row when the key changes to which it refers.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, ForeignKey, OnChange, dialect::Ansi, prelude::*};
    /// let key = ForeignKey::new(["hall"], "hall", ["id"]).on_update(OnChange::Cascade);
    /// let seat = Table::new("seat").column(Column::new("hall", Integer)).foreign_key(key);
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (hall INTEGER, FOREIGN KEY(hall) REFERENCES hall (id) ON UPDATE CASCADE)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn on_update(mut self, action: OnChange) -> Self {
        self.on_update = Some(action);
        self
    }

    /// MATCH: what a key means that is NULL in part.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, ForeignKey, Match, dialect::Ansi, prelude::*};
    /// let key = ForeignKey::new(["hall"], "hall", ["id"]).matching(Match::Full);
    /// let seat = Table::new("seat").column(Column::new("hall", Integer)).foreign_key(key);
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (hall INTEGER, FOREIGN KEY(hall) REFERENCES hall (id) MATCH FULL)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn matching(mut self, matching: Match) -> Self {
        self.matching = Some(matching);
        self
    }

    /// Added by ALTER TABLE once both tables are there, where the database can; it has no say in their order.
    ///
    /// ```
    /// use alchemy_core::{ForeignKey, MetaData, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("hall", Integer));
    /// let seat = seat.foreign_key(ForeignKey::new(["hall"], "hall", ["id"]).use_alter());
    /// let hall = Table::new("hall").column(Column::new("id", Integer).primary_key());
    /// let statements = MetaData::new().table(seat).table(hall).create_statements(&Ansi)?;
    /// assert_eq!(statements[0].text(), "CREATE TABLE seat (hall INTEGER)");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn use_alter(mut self) -> Self {
        self.use_alter = true;
        self
    }

    /// The pairs of columns: the referring one, the one referred to.
    ///
    /// ```
    /// use alchemy_core::{ForeignKey, prelude::*};
    /// let key = ForeignKey::new(["city", "hall"], "hall", ["city", "number"]);
    /// let pairs: Vec<(&str, &str)> = key.pairs().map(|(from, to)| (&**from, &**to)).collect();
    /// assert_eq!(pairs, [("city", "city"), ("hall", "number")]);
    /// ```
    pub fn pairs(&self) -> impl Iterator<Item = (&Name, &Name)> {
        self.columns.iter().zip(&self.target_columns)
    }
}

impl ConstraintBuilder for ForeignKey {
    fn options_mut(&mut self) -> &mut ConstraintOptions {
        &mut self.options
    }
}
