//! Comments on what is there.

use crate::compile::{Render, Renderer};
use crate::ddl::constraint::name;
use crate::dialect::{CommentPlace, Commented};
use crate::error::{Error, Result};
use crate::schema::{Constraint, Name, Table};

/// A comment on a table, a column or a constraint, as a statement of its own: the comment that it has in the schema.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, CommentOn, DdlStatement};
/// let t = Table::new("t").column(Column::new("a", Integer).comment("it's a")).comment("things");
/// let sql = |comment: CommentOn<'_>| DdlStatement::of(&comment, &Ansi).map(|statement| statement.to_string());
/// assert_eq!(sql(CommentOn::table(&t))?, "COMMENT ON TABLE t IS 'things'");
/// assert_eq!(sql(CommentOn::column(&t, "a"))?, "COMMENT ON COLUMN t.a IS 'it''s a'");
/// assert_eq!(sql(CommentOn::table(&t).drop())?, "COMMENT ON TABLE t IS NULL");
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Rendering is `Unsupported` where there are no comments, and `Mapping` for a column or a name that is not there.
#[derive(Debug, Clone)]
pub struct CommentOn<'t> {
    table: &'t Table,
    about: About,
    drop: bool,
}

#[derive(Debug, Clone)]
enum About {
    Table,
    Column(Name),
    Constraint(Box<Constraint>),
}

impl<'t> CommentOn<'t> {
    /// The comment on a table.
    ///
    /// ```
    /// use alchemy_core::{CommentOn, DdlStatement, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).comment("where one sits");
    /// assert_eq!(DdlStatement::of(&CommentOn::table(&seat), &Ansi)?.text(), "COMMENT ON TABLE seat IS 'where one sits'");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn table(table: &'t Table) -> Self {
        CommentOn { table, about: About::Table, drop: false }
    }

    /// The comment on a column.
    ///
    /// ```
    /// use alchemy_core::{CommentOn, DdlStatement, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer).comment("from the left"));
    /// assert_eq!(
    ///     DdlStatement::of(&CommentOn::column(&seat, "number"), &Ansi)?.text(),
    ///     "COMMENT ON COLUMN seat.number IS 'from the left'",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn column(table: &'t Table, column: impl Into<Name>) -> Self {
        CommentOn { table, about: About::Column(column.into()), drop: false }
    }

    /// The comment on a constraint.
    ///
    /// ```
    /// use alchemy_core::{CommentOn, ConstraintBuilder as _, DdlStatement, Unique, dialect::Ansi, prelude::*};
    /// let unique = Unique::new(["number"]).name("uq_number").comment("one guest each");
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).unique(unique.clone());
    /// assert_eq!(
    ///     DdlStatement::of(&CommentOn::constraint(&seat, &unique), &Ansi)?.text(),
    ///     "COMMENT ON CONSTRAINT uq_number ON seat IS 'one guest each'",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn constraint(table: &'t Table, constraint: impl Into<Constraint>) -> Self {
        CommentOn { table, about: About::Constraint(Box::new(constraint.into())), drop: false }
    }

    /// Takes the comment away.
    ///
    /// ```
    /// use alchemy_core::{CommentOn, DdlStatement, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).comment("where one sits");
    /// assert_eq!(DdlStatement::of(&CommentOn::table(&seat).drop(), &Ansi)?.text(), "COMMENT ON TABLE seat IS NULL");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn drop(mut self) -> Self {
        self.drop = true;
        self
    }

    /// All comments of a table: its own, then those of its columns and constraints.
    pub(super) fn all(table: &'t Table) -> Vec<Self> {
        let own = table.comment_text().map(|_| CommentOn::table(table));
        let columns = table.columns().iter().filter(|column| column.comment.is_some() && !column.system);
        let columns = columns.map(|column| CommentOn::column(table, &column.name));
        let constraints = table.constraints().iter().filter(|constraint| constraint.options().comment.is_some());
        own.into_iter().chain(columns).chain(constraints.map(|constraint| CommentOn::constraint(table, constraint))).collect()
    }
}

impl Render for CommentOn<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if r.features().comments == CommentPlace::None {
            return Err(r.unsupported("a comment"));
        }
        let table = self.table;
        let kept = |text: Option<&Name>| text.filter(|_| !self.drop).cloned();
        match &self.about {
            About::Table => {
                let text = kept(table.comment_text());
                r.dialect().comment(r, Commented::Table(table), text.as_ref())
            }
            About::Column(name) => {
                let missing = || Error::mapping(format!("table `{}` has no column `{name}` to comment on", table.name()));
                let column = table.get(name).ok_or_else(missing)?;
                let text = kept(column.comment.as_ref());
                r.dialect().comment(r, Commented::Column(table, column), text.as_ref())
            }
            About::Constraint(constraint) => {
                let name = name(r, table, constraint)?;
                let name = crate::dialect::ddl::needed(name.as_ref(), table)?;
                let text = kept(constraint.options().comment.as_ref());
                r.dialect().comment(r, Commented::Constraint(table, name), text.as_ref())
            }
        }
    }
}
