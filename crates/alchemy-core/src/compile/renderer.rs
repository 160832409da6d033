//! The renderer: with `naming` and `binding`, which say what it does with names and values, the only code that touches the
//! text buffer.
//!
//! Nodes contain no spaces and no quotes: [`Renderer::word`] puts a space where one is needed, names are quoted in one
//! function, a bound value is a placeholder and a parameter at once.

use std::sync::Arc;

use crate::compile::naming::ColumnLabel;
use crate::compile::output::Mark;
use crate::compile::scope::Scope;
use crate::compile::with::Awaiting;
use crate::compile::{Filling, Place, Rebinding, Render, SchemaMap, Slot};
use crate::dialect::{Dialect, Features};
use crate::error::{Error, Result};
use crate::schema::Name;
use crate::sql::{AssignedValues, Given, InsertedRow, NamedWindow, Node, Numbers, VersionNames};
use crate::value::Value;

/// Writes one statement in one dialect.
#[derive(Debug)]
pub struct Renderer<'d> {
    pub(super) dialect: &'d dyn Dialect,
    pub(super) text: String,
    pub(super) params: Vec<Value>,
    /// Where each of them stands.
    pub(super) marks: Vec<Mark>,
    /// What is filled in at execution.
    pub(super) slots: Vec<Slot>,
    /// The common table expressions that await their WITH.
    pub(super) awaiting: Awaiting,
    /// Whether pieces of the text have changed places, so that placeholders are numbered anew.
    pub(super) moved: bool,
    /// How many SELECTs were written that group their rows or give each once.
    pub(super) groups: u32,
    /// The number of the one of them in whose clauses what is written stands; 0 for none.
    pub(super) group: u32,
    /// The values given to parameters where values are written into the text.
    pub(super) given: &'d [Given],
    /// Whether a value stands in the text that would be bound in another dialect.
    pub(super) has_values_in_text: bool,
    /// The FROM lists of the SELECTs around the place that is being written, innermost last.
    pub(crate) scopes: Vec<Scope>,
    /// Whether values are written into the text (DDL cannot bind).
    pub(super) literal: bool,
    /// Names chosen for anonymous aliases, by the alias's number.
    pub(super) aliases: Vec<(u32, Name)>,
    /// Names chosen for columns of derived tables: the table's number, the name by which the column is referred to.
    pub(super) chosen: Vec<(usize, Name, Name)>,
    /// Labels chosen for columns whose own names are taken.
    pub(super) labels: Vec<(ColumnLabel, Name)>,
    /// How often each base of a chosen name was used.
    pub(super) counters: Numbers,
    /// How many names had to be cut short.
    pub(super) shortened: u32,
    /// Whether columns are written without their table (CHECK, index, INSERT and single-table UPDATE).
    pub(super) bare_columns: bool,
    /// Where the SELECT that is written next stands.
    place: Place,
    /// Whether what is written now is given to the program.
    outermost: bool,
    /// Whether what is selected goes into a table, and not to the program.
    pub(crate) stores_rows: bool,
    /// Whether what is written next stands without a space before it.
    pub(super) tight: bool,
    /// How an upsert calls the row that could not be inserted.
    pub(crate) inserted_row: Option<InsertedRow>,
    /// What the statement that is written assigns to its columns.
    pub(crate) assigned: AssignedValues,
    /// How a RETURNING calls its rows before and after the statement.
    pub(crate) versions: Option<VersionNames>,
    /// The named windows of the SELECT that is written.
    pub(crate) windows: Vec<NamedWindow>,
    /// The columns that are written as others, innermost last.
    pub(super) rebindings: Vec<Rebinding>,
    /// Which schema stands for which.
    pub(super) schemas: Option<Arc<SchemaMap>>,
}

impl<'d> Renderer<'d> {
    /// A renderer that binds values.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let mut r = Renderer::new(&Ansi);
    /// r.word("SELECT");
    /// r.bind(&Value::Int(7))?;
    /// let (text, values) = r.finish();
    /// assert_eq!((&*text, &*values), ("SELECT ?", &[Value::Int(7)][..]));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(dialect: &'d dyn Dialect) -> Self {
        Renderer {
            dialect,
            text: String::with_capacity(160),
            params: Vec::new(),
            marks: Vec::new(),
            slots: Vec::new(),
            awaiting: Awaiting::default(),
            moved: false,
            groups: 0,
            group: 0,
            given: &[],
            has_values_in_text: false,
            scopes: Vec::new(),
            aliases: Vec::new(),
            chosen: Vec::new(),
            labels: Vec::new(),
            counters: Numbers::default(),
            shortened: 0,
            literal: false,
            bare_columns: false,
            place: Place::Embedded,
            outermost: false,
            stores_rows: false,
            tight: false,
            inserted_row: None,
            assigned: AssignedValues::default(),
            versions: None,
            windows: Vec::new(),
            rebindings: Vec::new(),
            schemas: None,
        }
    }

    /// A renderer of statements that writes values into the text.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let mut r = Renderer::inlined(&Ansi);
    /// r.word("SELECT");
    /// r.bind(&Value::from("it's"))?;
    /// assert_eq!(&*r.finish().0, "SELECT 'it''s'");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn inlined(dialect: &'d dyn Dialect) -> Self {
        Renderer { literal: true, ..Renderer::new(dialect) }
    }

    /// As [`Renderer::inlined`], with values for parameters.
    pub(crate) fn inlined_with(dialect: &'d dyn Dialect, given: &'d [Given]) -> Self {
        Renderer { given, ..Renderer::inlined(dialect) }
    }

    /// A renderer that writes values into the text, for DDL.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let mut r = Renderer::literal(&Ansi);
    /// r.word("DEFAULT");
    /// r.bind(&Value::Int(7))?;
    /// assert_eq!(&*r.finish().0, "DEFAULT 7");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn literal(dialect: &'d dyn Dialect) -> Self {
        Renderer { literal: true, bare_columns: true, ..Renderer::new(dialect) }
    }

    /// A renderer that writes values into its text, for the same schemas as this one.
    pub(crate) fn literal_beside(&self) -> Self {
        Renderer { schemas: self.schemas.clone(), ..Renderer::literal(self.dialect) }
    }

    /// Whether values are written into the text.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi};
    /// assert!(Renderer::literal(&Ansi).is_literal() && !Renderer::new(&Ansi).is_literal());
    /// ```
    pub fn is_literal(&self) -> bool {
        self.literal
    }

    /// The dialect.
    pub fn dialect(&self) -> &'d dyn Dialect {
        self.dialect
    }

    /// The dialect's answers.
    pub fn features(&self) -> &'d Features {
        self.dialect.features()
    }

    /// The text and the values bound so far.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let mut r = Renderer::new(&Ansi);
    /// r.word("VACUUM");
    /// assert_eq!(&*r.finish().0, "VACUUM");
    /// ```
    pub fn finish(mut self) -> (Arc<str>, Vec<Value>) {
        self.number();
        (self.text.into(), self.params)
    }

    /// A keyword, an operator or a run of them, with a space before it where one is needed.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let mut r = Renderer::new(&Ansi);
    /// r.word("DROP");
    /// r.word("TABLE IF EXISTS");
    /// assert_eq!(&*r.finish().0, "DROP TABLE IF EXISTS");
    /// ```
    pub fn word(&mut self, word: &str) {
        self.space();
        self.text.push_str(word);
    }

    /// Text that sticks to what stands before it: `.`, `::text`.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let mut r = Renderer::new(&Ansi);
    /// r.word("x");
    /// r.glue("::text");
    /// assert_eq!(&*r.finish().0, "x::text");
    /// ```
    pub fn glue(&mut self, text: &str) {
        self.tight = false;
        self.text.push_str(text);
    }

    pub(super) fn space(&mut self) {
        let tight = std::mem::take(&mut self.tight);
        // What is put in there later takes no space by itself.
        let is_behind_slot = self.slots.last().is_some_and(|slot| slot.filling != Filling::Bound && slot.text == self.text.len());
        let is_apart = matches!(self.text.as_bytes().last(), None | Some(b' ' | b'(' | b'.' | b'[' | b'\n'));
        if !tight && (is_behind_slot || !is_apart) {
            self.text.push(' ');
        }
    }

    /// Writes a SELECT that stands in FROM.
    pub fn apart(&mut self, place: Place, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.place = place;
        write(self)
    }

    /// Where the SELECT that is written now stands; asked once, by that SELECT.
    pub fn take_place(&mut self) -> Place {
        std::mem::take(&mut self.place)
    }

    /// Writes with columns qualified: inside a SELECT.
    pub fn qualified(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let before = std::mem::replace(&mut self.bare_columns, false);
        let result = write(self);
        self.bare_columns = before;
        result
    }

    /// Writes what follows without a space before it: `name=?`.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let mut r = Renderer::new(&Ansi);
    /// r.name("a")?;
    /// r.glue("=");
    /// r.tight(|r| r.bind(&Value::Int(7)))?;
    /// assert_eq!(&*r.finish().0, "a=?");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn tight(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.tight = true;
        write(self)
    }

    /// Writes with columns unqualified.
    ///
    /// ```
    /// use alchemy_core::{Render, Renderer, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let mut r = Renderer::new(&Ansi);
    /// r.bare(|r| book::id.expr().into_node().render(r))?;
    /// assert_eq!(&*r.finish().0, "id");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn bare(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let before = std::mem::replace(&mut self.bare_columns, true);
        let result = write(self);
        self.bare_columns = before;
        result
    }

    /// Whether what is written now is given to the program, and not to a statement around it.
    pub(crate) fn is_outermost(&self) -> bool {
        self.outermost
    }

    /// Writes something that is given to the program, or not.
    pub(crate) fn given(&mut self, outermost: bool, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let before = std::mem::replace(&mut self.outermost, outermost);
        let result = write(self);
        self.outermost = before;
        result
    }

    /// `( … )`.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let mut r = Renderer::new(&Ansi);
    /// r.word("VALUES");
    /// r.parens(|r| r.bind(&Value::Int(7)))?;
    /// assert_eq!(&*r.finish().0, "VALUES (?)");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn parens(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.space();
        self.text.push('(');
        write(self)?;
        self.text.push(')');
        Ok(())
    }

    /// `name( … )`: a function around what is written.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let mut r = Renderer::new(&Ansi);
    /// r.around("lower", |r| r.bind(&Value::from("A")))?;
    /// assert_eq!(&*r.finish().0, "lower(?)");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn around(&mut self, name: &str, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.word(name);
        self.text.push('(');
        write(self)?;
        self.text.push(')');
        Ok(())
    }

    /// A comma-separated list.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let mut r = Renderer::new(&Ansi);
    /// r.word("BY");
    /// r.list(["a", "b"], |r, name| r.name(name))?;
    /// assert_eq!(&*r.finish().0, "BY a, b");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn list<T>(&mut self, items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Self, T) -> Result<()>) -> Result<()> {
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            write(self, item)?;
        }
        Ok(())
    }

    /// A line break, for scripts.
    pub fn line(&mut self) {
        self.text.push('\n');
    }

    /// `left operator right`, without parentheses.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let mut r = Renderer::new(&Ansi);
    /// let [id, pages] = [book::id, book::pages].map(|column| column.expr().into_node());
    /// r.infix(&id, "<=>", &pages)?;
    /// assert_eq!(&*r.finish().0, "book.id <=> book.pages");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn infix(&mut self, left: &Node, operator: &str, right: &Node) -> Result<()> {
        left.render(self)?;
        self.word(operator);
        right.render(self)
    }

    /// `name(a, b)`.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let mut r = Renderer::new(&Ansi);
    /// r.call("CONTAINS", &[book::title.expr().into_node(), literal("whale").into_node()])?;
    /// assert_eq!(&*r.finish().0, "CONTAINS(book.title, ?)");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn call(&mut self, name: &str, arguments: &[Node]) -> Result<()> {
        self.word(name);
        self.text.push('(');
        self.list(arguments, |r, argument| argument.render(r))?;
        self.text.push(')');
        Ok(())
    }

    /// The error that this dialect cannot say `what`.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let error = Renderer::new(&Ansi).unsupported("MERGE");
    /// assert_eq!((error.kind(), &*error.to_string()), (ErrorKind::Unsupported, "standard SQL cannot express MERGE"));
    /// ```
    pub fn unsupported(&self, what: &str) -> Error {
        Error::unsupported(what, self.dialect.name())
    }
}
