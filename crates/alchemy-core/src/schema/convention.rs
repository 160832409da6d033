//! Naming conventions: how constraints and indexes are called that the program does not name.

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::schema::{Constraint, ConstraintKind, Index, ItemName, Name, Table, TableName};

/// A convention's templates, for [`MetaData::naming_convention`](crate::MetaData::naming_convention).
///
/// What stands in braces is filled in:
///
/// | token | is |
/// |---|---|
/// | `{table_name}` | the table |
/// | `{column_0_name}`, `{column_1_name}`, … | a column |
/// | `{column_0N_name}` | all columns, one behind the other |
/// | `{column_0_N_name}` | all columns, with underscores between them |
/// | `{column_0_label}` | table and column: `billing_invoice_id` |
/// | `{column_0_key}` | the column's key |
/// | `{referred_table_name}`, `{referred_column_0_name}` | what a foreign key refers to |
/// | `{constraint_name}` | the name that the program gave |
///
/// A template with `{constraint_name}` makes a name of the given one; the others leave given names alone. A name that gets
/// too long for a database is cut, and ends in four digits of its checksum.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, MetaData, NamingConvention};
/// let convention = NamingConvention::new().primary_key("pk_{table_name}").unique("uq_{table_name}_{column_0_name}");
/// let account = Table::new("account")
///     .column(Column::new("id", Integer).primary_key())
///     .column(Column::new("mail", Varchar(9)).unique());
/// let script = MetaData::new().naming_convention(convention).table(account).create_script(&Ansi)?;
/// assert_eq!(
///     script,
///     "CREATE TABLE account (id INTEGER NOT NULL, mail VARCHAR(9), CONSTRAINT pk_account PRIMARY KEY (id), \
///      CONSTRAINT uq_account_mail UNIQUE (mail));\n",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct NamingConvention {
    templates: Vec<(Kind, Name)>,
    tokens: Vec<(Name, Token)>,
}

/// What a template is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Constraint(ConstraintKind),
    Index,
}

type TokenFunction = Arc<dyn Fn(&Table, &[Name]) -> String + Send + Sync>;

#[derive(Clone)]
struct Token(TokenFunction);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

/// What a template is filled with.
struct Parts<'t> {
    table: &'t Table,
    columns: &'t [Name],
    given: Option<&'t Name>,
    target: Option<(&'t TableName, &'t [Name])>,
}

impl NamingConvention {
    /// No templates: constraints stay without names.
    ///
    /// ```
    /// use alchemy_core::{MetaData, NamingConvention, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer).unique());
    /// let metadata = MetaData::new().naming_convention(NamingConvention::new()).table(seat);
    /// assert_eq!(metadata.create_script(&Ansi)?, "CREATE TABLE seat (number INTEGER, UNIQUE (number));\n");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new() -> Self {
        NamingConvention::default()
    }

    fn template(mut self, kind: Kind, template: impl Into<Name>) -> Self {
        self.templates.retain(|(known, _)| *known != kind);
        self.templates.push((kind, template.into()));
        self
    }

    /// How primary keys are called.
    ///
    /// ```
    /// use alchemy_core::{MetaData, NamingConvention, dialect::Ansi, prelude::*};
    /// let metadata = MetaData::new().naming_convention(NamingConvention::new().primary_key("pk_{table_name}"));
    /// let metadata = metadata.table(Table::new("seat").column(Column::new("number", Integer).primary_key()));
    /// assert!(metadata.create_script(&Ansi)?.contains("CONSTRAINT pk_seat PRIMARY KEY (number)"));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn primary_key(self, template: impl Into<Name>) -> Self {
        self.template(Kind::Constraint(ConstraintKind::PrimaryKey), template)
    }

    /// How UNIQUE constraints are called.
    ///
    /// ```
    /// use alchemy_core::{MetaData, NamingConvention, dialect::Ansi, prelude::*};
    /// let metadata = MetaData::new().naming_convention(NamingConvention::new().unique("uq_{table_name}_{column_0_name}"));
    /// let metadata = metadata.table(Table::new("seat").column(Column::new("number", Integer).unique()));
    /// assert!(metadata.create_script(&Ansi)?.contains("CONSTRAINT uq_seat_number UNIQUE (number)"));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn unique(self, template: impl Into<Name>) -> Self {
        self.template(Kind::Constraint(ConstraintKind::Unique), template)
    }

    /// How CHECK constraints are called.
    ///
    /// ```
    /// use alchemy_core::{Check, ConstraintBuilder as _, MetaData, NamingConvention, dialect::Ansi, prelude::*};
    /// let metadata = MetaData::new().naming_convention(NamingConvention::new().check("ck_{table_name}_{constraint_name}"));
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).check(Check::new("number > 0").name("positive"));
    /// assert!(metadata.table(seat).create_script(&Ansi)?.contains("CONSTRAINT ck_seat_positive CHECK (number > 0)"));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn check(self, template: impl Into<Name>) -> Self {
        self.template(Kind::Constraint(ConstraintKind::Check), template)
    }

    /// How foreign keys are called.
    ///
    /// ```
    /// use alchemy_core::{MetaData, NamingConvention, dialect::Ansi, prelude::*};
    /// let convention = NamingConvention::new().foreign_key("fk_{table_name}_{column_0_name}_{referred_table_name}");
    /// let node = Table::new("node").column(Column::new("id", Integer).primary_key());
    /// let node = node.column(Column::new("up", Integer).references("node", "id"));
    /// let script = MetaData::new().naming_convention(convention).table(node).create_script(&Ansi)?;
    /// assert!(script.contains("CONSTRAINT fk_node_up_node FOREIGN KEY(up) REFERENCES node (id)"));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn foreign_key(self, template: impl Into<Name>) -> Self {
        self.template(Kind::Constraint(ConstraintKind::ForeignKey), template)
    }

    /// How constraints are called that only some databases have.
    ///
    /// ```
    /// use alchemy_core::{ConstraintOptions, MetaData, NamingConvention, Renderer, TableConstraint, dialect::Ansi, prelude::*};
    /// # #[derive(Debug, Default)]
    /// # struct Period(ConstraintOptions);
    /// # impl TableConstraint for Period {
    /// #     fn options(&self) -> &ConstraintOptions {
    /// #         &self.0
    /// #     }
    /// #     fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
    /// #         r.word("PERIOD FOR SYSTEM_TIME (begins, ends)");
    /// #         Ok(())
    /// #     }
    /// # }
    /// let rate = Table::new("rate").column(Column::new("begins", Integer)).constraint(Period::default());
    /// let metadata = MetaData::new().naming_convention(NamingConvention::new().own("own_{table_name}")).table(rate);
    /// assert!(metadata.create_script(&Ansi)?.contains("CONSTRAINT own_rate PERIOD FOR SYSTEM_TIME (begins, ends)"));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn own(self, template: impl Into<Name>) -> Self {
        self.template(Kind::Constraint(ConstraintKind::Own), template)
    }

    /// How indexes are called.
    ///
    /// ```
    /// use alchemy_core::{MetaData, NamingConvention, dialect::Ansi, prelude::*};
    /// let metadata = MetaData::new().naming_convention(NamingConvention::new().index("{column_0_label}_ix"));
    /// let metadata = metadata.table(Table::new("seat").column(Column::new("number", Integer).index()));
    /// assert!(metadata.create_script(&Ansi)?.contains("CREATE INDEX seat_number_ix ON seat (number)"));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn index(self, template: impl Into<Name>) -> Self {
        self.template(Kind::Index, template)
    }

    /// A token of the program's own: what the function makes of the table and the columns.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, MetaData, NamingConvention};
    /// let convention =
    ///     NamingConvention::new().primary_key("{kind}_pk").token("kind", |table, columns| format!("{}{}", table.name(), columns.len()));
    /// let t = Table::new("t").column(Column::new("id", Integer).primary_key());
    /// let script = MetaData::new().naming_convention(convention).table(t).create_script(&Ansi)?;
    /// assert_eq!(script, "CREATE TABLE t (id INTEGER NOT NULL, CONSTRAINT t1_pk PRIMARY KEY (id));\n");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn token(mut self, name: impl Into<Name>, value: impl Fn(&Table, &[Name]) -> String + Send + Sync + 'static) -> Self {
        self.tokens.push((name.into(), Token(Arc::new(value))));
        self
    }

    fn find(&self, kind: Kind) -> Option<&Name> {
        self.templates.iter().find(|(known, _)| *known == kind).map(|(_, template)| template)
    }

    /// The name made by a template, or the given one.
    fn name(&self, kind: Kind, given: &ItemName, parts: &Parts<'_>) -> Result<ItemName> {
        let Some(template) = self.find(kind) else { return Ok(given.clone()) };
        match given {
            ItemName::Unnamed => {}
            ItemName::Given(_) if template.contains("{constraint_name}") => {}
            other => return Ok(other.clone()),
        }
        self.fill(template, parts).map(|name| ItemName::Made(name.into()))
    }

    fn fill(&self, template: &str, parts: &Parts<'_>) -> Result<String> {
        let mut name = String::new();
        let mut rest = template;
        while let Some((before, behind)) = rest.split_once('{') {
            let Some((token, after)) = behind.split_once('}') else { break };
            name.push_str(before);
            name.push_str(&self.value(token, parts)?);
            rest = after;
        }
        name.push_str(rest);
        Ok(name)
    }

    fn value(&self, token: &str, parts: &Parts<'_>) -> Result<String> {
        if let Some((_, Token(value))) = self.tokens.iter().find(|(name, _)| **name == *token) {
            return Ok(value(parts.table, parts.columns));
        }
        let target = parts.target.map(|(table, _)| table);
        match (token, target) {
            ("table_name", _) => return Ok(parts.table.name().to_string()),
            ("constraint_name", _) => {
                let message = || {
                    let table = parts.table.name();
                    Error::mapping(format!("the naming convention wants a constraint of table `{table}` to have a name"))
                };
                return parts.given.map(ToString::to_string).ok_or_else(message);
            }
            ("referred_table_name", Some(target)) => return Ok(target.name.to_string()),
            _ => {}
        }
        let referred = token.strip_prefix("referred_").zip(parts.target);
        let found = match referred {
            Some((token, (target, columns))) => columns_of(token, columns, |_| None, &target.joined()),
            None => columns_of(token, parts.columns, |name| parts.table.get(name)?.key.clone(), &parts.table.full_name().joined()),
        };
        found.ok_or_else(|| Error::mapping(format!("the naming convention's `{{{token}}}` cannot be filled in")))
    }
}

/// `column_0_name` and its like.
fn columns_of(token: &str, columns: &[Name], key: impl Fn(&Name) -> Option<Name>, table: &Name) -> Option<String> {
    let (place, what) = token.strip_prefix("column_")?.rsplit_once('_')?;
    let shown = |column: &Name| match what {
        "name" => Some(column.to_string()),
        "key" => Some(key(column).unwrap_or_else(|| column.clone()).to_string()),
        "label" => Some(format!("{table}_{column}")),
        _ => None,
    };
    let all = || columns.iter().map(shown).collect::<Option<Vec<_>>>();
    match place {
        "0N" => Some(all()?.concat()),
        "0_N" => Some(all()?.join("_")),
        number => shown(columns.get(number.parse::<usize>().ok()?)?),
    }
}

impl Table {
    /// What a constraint of the table is called: by the program, or by the naming convention.
    ///
    /// ```
    /// use alchemy_core::{Constraint, MetaData, NamingConvention, Unique, prelude::*};
    /// let convention = NamingConvention::new().unique("uq_{table_name}_{column_0_name}");
    /// let metadata = MetaData::new().naming_convention(convention).table(Table::new("seat"));
    /// let name = metadata.tables()[0].name_of(&Constraint::from(Unique::new(["number"])))?;
    /// assert_eq!(name.text().map(|text| &**text), Some("uq_seat_number"));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Mapping` if the convention wants what the constraint does not have, such as a name.
    pub fn name_of(&self, constraint: &Constraint) -> Result<ItemName> {
        let given = &constraint.options().name;
        let Some(convention) = self.convention() else { return Ok(given.clone()) };
        let target = match constraint {
            Constraint::ForeignKey(key) => Some((&key.target, key.target_columns.as_slice())),
            _ => None,
        };
        let named = constraint.named_columns();
        let parts = Parts { table: self, columns: &named, given: given.text(), target };
        convention.name(Kind::Constraint(constraint.kind()), given, &parts)
    }

    /// What an index of the table is called: by the program, by the naming convention, or `ix_<table>_<columns>`.
    ///
    /// ```
    /// use alchemy_core::{Index, prelude::*};
    /// let name = Table::new("seat").index_name(&Index::new(["hall", "number"]))?;
    /// assert_eq!(name.text().map(|text| &**text), Some("ix_seat_hall_number"));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Mapping` if the convention wants what the index does not have; for an index over expressions without a name.
    pub fn index_name(&self, index: &Index) -> Result<ItemName> {
        let columns = index.named_columns();
        let parts = Parts { table: self, columns: &columns, given: index.name.text(), target: None };
        let convention = self.convention().filter(|convention| convention.find(Kind::Index).is_some());
        match (convention, &index.name) {
            (Some(convention), given) => convention.name(Kind::Index, given, &parts),
            (None, ItemName::Unnamed) if columns.is_empty() => {
                Err(Error::mapping(format!("an index of table `{}` over expressions needs a name", self.name())))
            }
            (None, ItemName::Unnamed) => Ok(generated("ix", self, &columns)),
            (None, given) => Ok(given.clone()),
        }
    }
}

/// `prefix_table_columns`, for what was given no name.
pub(crate) fn generated(prefix: &str, table: &Table, columns: &[Name]) -> ItemName {
    let mut name = format!("{prefix}_{}", table.full_name().joined());
    for column in columns {
        name.push('_');
        name.push_str(column);
    }
    ItemName::Made(name.into())
}
