//! What an INSERT does about rows that are there already: ON CONFLICT, ON DUPLICATE KEY.

use std::marker::PhantomData;

use crate::compile::{Key, Keyed, Render, Renderer, Scope};
use crate::dialect::Upsert as Spelling;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{Name, Table};
use crate::sql::write::filter::condition;
use crate::sql::write::set::SetList;
use crate::sql::{Assign, AssignmentList, Construct, Expr, InsertNode, InsertValues, IntoExpr, Node, Refused, Target};

/// ON CONFLICT.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// Which conflict.
    pub with: ConflictWith,
    /// What is done about it.
    pub action: ConflictAction,
    /// Whether the assignments stay in the order in which they were given.
    pub ordered: bool,
}

/// Which conflict is meant.
#[derive(Debug, Clone)]
pub enum ConflictWith {
    /// Any.
    Any,
    /// That of a unique index over these columns or expressions; of a partial index, with its condition.
    Index(Vec<Node>, Option<Node>),
    /// That of a constraint.
    Constraint(Name),
    /// None that could be meant: what is said of it does not go together.
    Refused(Error),
}

/// What is done about a conflict.
#[derive(Debug, Clone)]
pub enum ConflictAction {
    /// The row is left out.
    Nothing,
    /// The row that is there is changed; only where the condition holds.
    Update(AssignmentList, Option<Node>),
}

impl Keyed for Conflict {
    crate::key!(with, action; ordered);
}

impl Keyed for ConflictWith {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        match self {
            ConflictWith::Any => key.tag(0),
            ConflictWith::Index(columns, filter) => {
                key.tag(1);
                columns.key(key);
                filter.key(key);
            }
            ConflictWith::Constraint(name) => {
                key.tag(2);
                name.key(key);
            }
            ConflictWith::Refused(_) => key.refuse(),
        }
    }
}

impl Keyed for ConflictAction {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        match self {
            ConflictAction::Nothing => key.tag(0),
            ConflictAction::Update(set, filter) => {
                key.tag(1);
                set.key(key);
                filter.key(key);
            }
        }
    }
}

/// How the row that could not be inserted is called where the one that is there is changed.
#[derive(Debug, Clone)]
pub(crate) enum InsertedRow {
    /// By a name: `excluded`, `new`.
    Named(Name),
    /// By a function: `VALUES(column)`.
    Function,
}

/// A column of the row that could not be inserted.
#[derive(Debug, Clone)]
pub struct Excluded(pub Name);

impl Construct for Excluded {
    fn children(&self, _: &mut dyn FnMut(&Node)) {}

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let Excluded(column) = self;
        column.key(key);
    }
}

impl Render for Excluded {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        match r.inserted_row.clone() {
            Some(InsertedRow::Named(row)) => r.column_of(&row, &self.0),
            Some(InsertedRow::Function) => {
                r.word("VALUES");
                r.glue("(");
                r.name(&self.0)?;
                r.glue(")");
                Ok(())
            }
            None => Err(wrong("`excluded` is known only in `do_update`")),
        }
    }
}

/// The row that could not be inserted, as `do_update` sees it.
#[derive(Debug)]
pub struct ExcludedRow<M> {
    target: Target,
    model: PhantomData<fn() -> M>,
}

impl<M> ExcludedRow<M> {
    pub(super) fn of(target: Target) -> Self {
        ExcludedRow { target, model: PhantomData }
    }

    /// The value that the column would have got.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let insert = book::insert().values((book::id.to(1), book::pages.to(9)));
    /// let stmt = insert.on_conflict(book::id).do_update(|row| book::pages.to(book::pages + row.excluded(book::pages)));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "INSERT INTO book (id, pages) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET pages = (book.pages + \
    ///      excluded.pages)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Programming` for what is not a column.
    pub fn excluded<C: IntoExpr>(&self, column: C) -> Expr<C::Value> {
        Expr::from_node(match column.into_expr().into_node() {
            Node::Column(column) => Node::Extension(std::sync::Arc::new(Excluded(column.name))),
            _ => Refused(wrong("only columns can be `excluded`")).into(),
        })
    }

    /// Assigns to every column the value that it would have got.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let insert = author::insert().values((author::id.to(1), author::name.to("Jane")));
    /// assert_eq!(
    ///     insert.on_conflict(author::id).do_update(|row| row.all()).compile(&Ansi)?.text(),
    ///     "INSERT INTO author (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET id = excluded.id, name = \
    ///      excluded.name",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Programming` if the table's columns are not known.
    pub fn all(&self) -> Vec<Assign<M>> {
        let assign = |name: &Name| Assign::new(name.clone(), Node::Extension(std::sync::Arc::new(Excluded(name.clone()))));
        match self.target.definition() {
            Some(table) => table.columns().iter().map(|column| assign(&column.name)).collect(),
            None => vec![Assign::new(Name::Static("?"), Refused(wrong("the table's columns are not known")).into())],
        }
    }
}

fn wrong(message: &str) -> Error {
    Error::new(ErrorKind::Programming, message)
}

impl Conflict {
    /// Writes the clause.
    pub(super) fn render(&self, r: &mut Renderer<'_>, insert: &InsertNode) -> Result<()> {
        r.scopes.push(Scope::of(vec![insert.table.source.clone()]));
        let result = match r.features().upsert {
            Spelling::OnConflict { constraint, update_without_target, .. } => {
                self.on_conflict(r, insert, constraint, update_without_target)
            }
            Spelling::OnDuplicateKey { .. } => self.on_duplicate_key(r, insert),
        };
        r.inserted_row = None;
        r.scopes.pop();
        result
    }

    fn on_conflict(&self, r: &mut Renderer<'_>, insert: &InsertNode, named: bool, any: bool) -> Result<()> {
        r.word("ON CONFLICT");
        match (&self.with, &self.action) {
            (ConflictWith::Any, ConflictAction::Update(..)) if !any => {
                return Err(r.unsupported("an upsert without saying which conflict is meant"));
            }
            (ConflictWith::Any, _) => {}
            (ConflictWith::Constraint(_), _) if !named => return Err(r.unsupported("ON CONFLICT ON CONSTRAINT")),
            (ConflictWith::Constraint(name), _) => {
                r.word("ON CONSTRAINT");
                r.name(name)?;
            }
            (ConflictWith::Index(columns, filter), _) => r.bare(|r| index(r, columns, filter.as_ref()))?,
            (ConflictWith::Refused(error), _) => return Err(error.clone()),
        }
        match &self.action {
            ConflictAction::Nothing => {
                r.word("DO NOTHING");
                Ok(())
            }
            ConflictAction::Update(set, filter) => {
                r.word("DO UPDATE SET");
                r.inserted_row = Some(InsertedRow::Named(Name::Static("excluded")));
                SetList::of(&insert.table, set, !self.ordered)?.render(r, " = ")?;
                condition(r, filter.as_ref())
            }
        }
    }

    fn on_duplicate_key(&self, r: &mut Renderer<'_>, insert: &InsertNode) -> Result<()> {
        self.must_be_the_only_conflict(r, insert)?;
        r.word("ON DUPLICATE KEY UPDATE");
        match &self.action {
            // There are no words for it that would not also hide other mistakes: a column is given the value that it has.
            ConflictAction::Nothing => {
                let kept =
                    self.some_column(insert).ok_or_else(|| r.unsupported("an upsert that does nothing, of defaults only"))?;
                r.name(&kept)?;
                r.word("=");
                r.column(&insert.table.source, &kept)
            }
            ConflictAction::Update(_, Some(_)) => Err(r.unsupported("a condition for the update of an upsert")),
            ConflictAction::Update(set, None) => SetList::of(&insert.table, set, !self.ordered)?.render(r, " = "),
        }
    }

    fn some_column(&self, insert: &InsertNode) -> Option<Name> {
        let key = insert.table.definition().and_then(|table| table.primary_key().next().or(table.columns().first()));
        key.map(|column| column.name.clone()).or_else(|| insert.given_columns().first().map(|name| (*name).clone()))
    }

    /// ON DUPLICATE KEY is about every unique key. Where one conflict is meant, the others must be impossible.
    fn must_be_the_only_conflict(&self, r: &Renderer<'_>, insert: &InsertNode) -> Result<()> {
        let (columns, filter) = match &self.with {
            ConflictWith::Any => return Ok(()),
            ConflictWith::Constraint(_) => return Err(r.unsupported("ON CONFLICT ON CONSTRAINT")),
            ConflictWith::Index(columns, filter) => (columns, filter),
            ConflictWith::Refused(error) => return Err(error.clone()),
        };
        let named: Option<Vec<&Name>> =
            columns.iter().map(|node| if let Node::Column(column) = node { Some(&column.name) } else { None }).collect();
        let (Some(named), None, Some(table)) = (named, filter, insert.table.definition()) else {
            return Err(r.unsupported("an upsert for one conflict of several, or of a table whose keys are not known"));
        };
        let other = unique_keys(table).into_iter().find(|key| !same(key, &named) && may_conflict(table, key, insert));
        match other {
            None => Ok(()),
            Some(key) => Err(r.unsupported(&format!(
                "an upsert for one conflict where the unique key ({}) may give another; `on_any_conflict` takes both",
                key.iter().map(|name| &***name).collect::<Vec<_>>().join(", ")
            ))),
        }
    }
}

/// `(a, b) WHERE condition`. Values are written into the text, as the index has them in its own.
fn index(r: &mut Renderer<'_>, columns: &[Node], filter: Option<&Node>) -> Result<()> {
    r.parens(|r| r.list(columns, |r, node| node.render_grouped(r)))?;
    let Some(filter) = filter else { return Ok(()) };
    r.word("WHERE");
    r.in_text(|r| filter.render_condition(r, 0))
}

/// The columns of every unique key, the primary key first.
fn unique_keys(table: &Table) -> Vec<Vec<&Name>> {
    let mut keys = vec![table.primary_key().map(|column| &column.name).collect::<Vec<_>>()];
    keys.extend(table.columns().iter().filter(|column| column.unique).map(|column| vec![&column.name]));
    keys.extend(table.uniques().map(|unique| unique.columns.iter().collect()));
    keys.extend(table.indexes().iter().filter(|index| index.unique).map(|index| index.columns().collect()));
    keys.retain(|key| !key.is_empty());
    keys
}

fn same(key: &[&Name], named: &[&Name]) -> bool {
    key.len() == named.len() && key.iter().all(|name| named.contains(name))
}

/// A key cannot conflict of which a column is left to be NULL or to be counted up.
fn may_conflict(table: &Table, key: &[&Name], insert: &InsertNode) -> bool {
    let given = insert.given_columns();
    !key.iter().filter(|name| !given.contains(*name)).any(|name| {
        table.get(name).is_some_and(|column| {
            column.auto_increment || (column.nullable && column.server_default.is_none() && column.default.is_none())
        })
    })
}

/// The name for the inserted row that no table in the statement has.
pub(super) fn row_alias(insert: &InsertNode) -> Name {
    Name::Static(if &*insert.table.name() == "new" { "new_1" } else { "new" })
}

/// Before the clause: `AS new`, where the inserted row gets a name. Rows of a SELECT get none.
pub(super) fn name_row(r: &mut Renderer<'_>, insert: &InsertNode) -> Result<()> {
    let Spelling::OnDuplicateKey { row_alias: named } = r.features().upsert else { return Ok(()) };
    if named && matches!(insert.values, InsertValues::Rows(_) | InsertValues::Open) {
        let alias = row_alias(insert);
        r.word("AS");
        r.name(&alias)?;
        r.inserted_row = Some(InsertedRow::Named(alias));
    } else {
        r.inserted_row = Some(InsertedRow::Function);
    }
    Ok(())
}
