//! The renderer: the only code that touches the text buffer.
//!
//! Nodes contain no spaces and no quotes: [`Renderer::word`] puts a space where one is needed, names are quoted in one
//! function, a bound value is a placeholder and a parameter at once.

use std::fmt::Write;
use std::sync::Arc;

use crate::compile::scope::Scope;
use crate::compile::slot::{Filling, empty_list};
use crate::compile::with::Awaiting;
use crate::compile::{Place, Rebinding, Render, SchemaMap, Slot};
use crate::dialect::{Dialect, Features, Placeholder, RowList, is_reserved_everywhere};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{Name, Spelled};
use crate::sql::{AliasId, ColumnRef, HintPlace, InsertedRow, NamedWindow, Node, Numbers, Source, TableRef, VersionNames};
use crate::sql::{Given, Parameter};
use crate::value::Value;

/// In place of an address: a value that is given at execution. No value lies there.
pub(crate) const PARAMETER: usize = 0;

/// In place of an address: a value that follows from the structure of the statement. No value lies there.
pub(crate) const CONSTANT: usize = 1;

/// Writes one statement in one dialect.
#[derive(Debug)]
pub struct Renderer<'d> {
    dialect: &'d dyn Dialect,
    pub(super) text: String,
    pub(super) params: Vec<Value>,
    /// For each of them where it lies in the statement, and where its placeholder stands in the text.
    pub(super) places: Vec<(usize, usize)>,
    /// What is filled in at execution.
    pub(super) slots: Vec<Slot>,
    /// The common table expressions that await their WITH.
    pub(super) awaiting: Awaiting,
    /// Whether pieces of the text have changed places, so that placeholders are numbered anew.
    pub(super) moved: bool,
    /// Whether a SELECT groups its rows or gives each once, so that a value that stands in several places is bound once.
    pub(crate) grouped: bool,
    /// The values given to parameters where values are written into the text.
    given: &'d [Given],
    /// Whether a value stands in the text that would be bound in another dialect.
    has_values_in_text: bool,
    /// The FROM lists of the SELECTs around the place that is being written, innermost last.
    pub(crate) scopes: Vec<Scope>,
    /// Whether values are written into the text (DDL cannot bind).
    literal: bool,
    /// Names chosen for anonymous aliases, by the alias's number.
    aliases: Vec<(u32, Name)>,
    /// Names chosen for columns of derived tables: the table's number, the name by which the column is referred to.
    chosen: Vec<(usize, Name, Name)>,
    /// How often each base of a chosen name was used.
    counters: Numbers,
    /// How many names had to be cut short.
    shortened: u32,
    /// Whether columns are written without their table (CHECK, index, INSERT and single-table UPDATE).
    bare_columns: bool,
    /// Where the SELECT that is written next stands.
    place: Place,
    /// Whether what is written now is given to the program.
    outermost: bool,
    /// Whether what is written next stands without a space before it.
    tight: bool,
    /// How an upsert calls the row that could not be inserted.
    pub(crate) inserted_row: Option<InsertedRow>,
    /// What the UPDATE that is written assigns to its columns.
    pub(crate) assigned: Vec<(Name, Node)>,
    /// How a RETURNING calls its rows before and after the statement.
    pub(crate) versions: Option<VersionNames>,
    /// The named windows of the SELECT that is written.
    pub(crate) windows: Vec<NamedWindow>,
    /// The columns that are written as others, innermost last.
    pub(super) rebindings: Vec<Rebinding>,
    /// Which schema stands for which.
    schemas: Option<Arc<SchemaMap>>,
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
            places: Vec::new(),
            slots: Vec::new(),
            awaiting: Awaiting::default(),
            moved: false,
            grouped: false,
            given: &[],
            has_values_in_text: false,
            scopes: Vec::new(),
            aliases: Vec::new(),
            chosen: Vec::new(),
            counters: Numbers::default(),
            shortened: 0,
            literal: false,
            bare_columns: false,
            place: Place::Embedded,
            outermost: false,
            tight: false,
            inserted_row: None,
            assigned: Vec::new(),
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

    /// Gives the placeholders their numbers, where these are not what was written.
    pub(super) fn number(&mut self) {
        if self.features().placeholder == Placeholder::Numbered && (self.moved || self.grouped) {
            let mut output = self.take_output();
            output.number(self.grouped);
            self.put_output(output);
            (self.moved, self.grouped) = (false, false);
        }
    }

    /// Where each bound value lies in the statement.
    /// `None` if the text depends on a value.
    pub(crate) fn take_addresses(&mut self) -> Option<Vec<usize>> {
        let addresses = std::mem::take(&mut self.places).into_iter().map(|(address, _)| address).collect();
        (!self.has_values_in_text).then_some(addresses)
    }

    /// What is filled in at execution.
    pub(crate) fn take_slots(&mut self) -> Vec<Slot> {
        std::mem::take(&mut self.slots)
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

    fn space(&mut self) {
        let tight = std::mem::take(&mut self.tight);
        if !tight && !matches!(self.text.as_bytes().last(), None | Some(b' ' | b'(' | b'.' | b'[' | b'\n')) {
            self.text.push(' ');
        }
    }

    /// A name, quoted if it has to be, or if it says so.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let mut r = Renderer::new(&Ansi);
    /// r.word("TABLE");
    /// r.name("Order")?;
    /// assert_eq!(&*r.finish().0, r#"TABLE "Order""#);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn name<N: Spelled + ?Sized>(&mut self, name: &N) -> Result<()> {
        self.space();
        self.glued_name(name)
    }

    /// A name that nothing in the schema has: an alias or a label. The database may cut it short by itself.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let mut r = Renderer::new(&Ansi);
    /// r.word("AS");
    /// r.free_name("total")?;
    /// assert_eq!(&*r.finish().0, "AS total");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn free_name<N: Spelled + ?Sized>(&mut self, name: &N) -> Result<()> {
        self.space();
        self.write_name(name)
    }

    /// A name behind a dot, or another mark.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let mut r = Renderer::new(&Ansi);
    /// r.name("excluded")?;
    /// r.glue(".");
    /// r.glued_name("price")?;
    /// assert_eq!(&*r.finish().0, "excluded.price");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn glued_name<N: Spelled + ?Sized>(&mut self, name: &N) -> Result<()> {
        let features = self.features();
        let text = name.text();
        if text.len() > features.max_name_length {
            let message = format!(
                "the name `{text}` is longer than the {} bytes that {} allows",
                features.max_name_length,
                self.dialect.name()
            );
            return Err(Error::new(ErrorKind::Programming, message));
        }
        self.write_name(name)
    }

    fn write_name<N: Spelled + ?Sized>(&mut self, name: &N) -> Result<()> {
        let text = name.text();
        if text.is_empty() || text.contains('\0') {
            return Err(Error::bad_value("a name may be neither empty nor contain NUL"));
        }
        if name.quoting().unwrap_or_else(|| needs_quotes(text, self.dialect)) {
            self.quoted(text);
        } else {
            self.text.push_str(text);
        }
        Ok(())
    }

    fn quoted(&mut self, name: &str) {
        let quote = self.features().quote;
        self.text.push(quote);
        for c in name.chars() {
            if c == quote {
                self.text.push(quote);
            }
            self.text.push(c);
        }
        self.text.push(quote);
    }

    /// A function's name, with packages before dots. Reserved words are left alone, as many functions are called by one; what
    /// is no plain word is quoted.
    pub(crate) fn function_name(&mut self, name: &str, quoted: bool) {
        self.space();
        for (index, part) in name.split('.').enumerate() {
            if index > 0 {
                self.text.push('.');
            }
            let plain = part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'$');
            let plain = plain && !part.starts_with(|c: char| c.is_ascii_digit());
            if quoted || !plain { self.quoted(part) } else { self.text.push_str(part) }
        }
    }

    /// A table's own name, in its schema.
    pub fn table(&mut self, table: &TableRef) -> Result<()> {
        self.qualified_name(table.schema(), table.name())
    }

    /// `schema.name`, or the name alone.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let mut r = Renderer::new(&Ansi);
    /// r.word("DROP VIEW");
    /// r.qualified_name(Some(&"shop".into()), &"ids".into())?;
    /// assert_eq!(&*r.finish().0, "DROP VIEW shop.ids");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn qualified_name(&mut self, schema: Option<&Name>, name: &Name) -> Result<()> {
        let schemas = self.schemas.clone();
        let translated = schemas.as_ref().map_or(schema, |schemas| schemas.of(schema));
        if let Some(schema) = translated {
            self.name(schema)?;
            self.text.push('.');
        }
        self.name(name)
    }

    /// Writes for other schemas than those that tables name.
    pub(crate) fn in_schemas(&mut self, schemas: &Arc<SchemaMap>, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let before = self.schemas.replace(schemas.clone());
        let result = write(self);
        self.schemas = before;
        result
    }

    /// `table.column`, or the column alone where the table is understood.
    pub fn column(&mut self, source: &Source, column: &Name) -> Result<()> {
        if !self.rebindings.is_empty() && self.rebound_column(source, column)? {
            return Ok(());
        }
        if let Source::Table { table: TableRef::Table(table), .. } = source {
            table.must_have(column)?;
        }
        if self.bare_columns {
            return self.name(column);
        }
        self.source_name(source)?;
        // A row as one value has no name of its own.
        if column.is_empty() || matches!(source, Source::Item(item) if item.is_column()) {
            return Ok(());
        }
        self.text.push('.');
        let known = match source {
            Source::Derived(derived) => Some((Arc::as_ptr(derived).addr(), derived.chosen.as_slice())),
            Source::Item(item) => item.chosen(),
            Source::Table { .. } | Source::Tree(_) => None,
        };
        if let Some((number, names)) = known
            && let Some((_, base)) = names.iter().find(|(name, _)| name == column)
        {
            let chosen = self.chosen_name(number, column, base);
            return self.write_name(&chosen);
        }
        self.glued_name(column)
    }

    /// `row.column`, whatever is understood.
    pub(crate) fn column_of(&mut self, row: &str, column: &str) -> Result<()> {
        self.name(row)?;
        self.text.push('.');
        self.glued_name(column)
    }

    /// Writes with values in the text instead of bound.
    pub(crate) fn in_text(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.has_values_in_text = true;
        let before = std::mem::replace(&mut self.literal, true);
        let result = write(self);
        self.literal = before;
        result
    }

    /// The name by which columns refer to a source.
    ///
    /// # Errors
    /// `Programming` for what has no name.
    pub fn source_name(&mut self, source: &Source) -> Result<()> {
        match (source.alias(), source) {
            (Some(alias), _) => {
                let name = self.alias_name(alias);
                self.free_name(&name)
            }
            (None, Source::Table { table, .. }) => match self.new_name(source) {
                Some(name) => self.free_name(&name),
                None => self.table(table),
            },
            (None, _) => Err(Error::nameless_source()),
        }
    }

    /// The name by which FOR UPDATE OF refers to a source: without its schema.
    pub(crate) fn lock_name(&mut self, source: &Source) -> Result<()> {
        match (source.alias(), source) {
            (None, Source::Table { table, .. }) if self.new_name(source).is_none() => self.name(table.name()),
            _ => self.source_name(source),
        }
    }

    /// The name of an alias, chosen now if it is anonymous.
    pub(crate) fn alias_name(&mut self, alias: &AliasId) -> Name {
        if alias.anonymous { self.anonymous_name(alias.id, &alias.name) } else { alias.name.clone() }
    }

    /// The name of a source as part of other names.
    pub(crate) fn alias_text(&mut self, source: &Source) -> Name {
        match source.alias() {
            Some(alias) => self.alias_name(alias),
            None => source.text(),
        }
    }

    /// The name that goes with a number, chosen when it is asked for first.
    pub(crate) fn anonymous_name(&mut self, id: u32, base: &Name) -> Name {
        if let Some((_, name)) = self.aliases.iter().find(|(known, _)| *known == id) {
            return name.clone();
        }
        let name = self.fresh_name(base);
        self.aliases.push((id, name.clone()));
        name
    }

    /// The name of a column of a derived table, chosen when it is asked for first: `local` is how it is referred to.
    pub(crate) fn chosen_name(&mut self, derived: usize, local: &Name, base: &Name) -> Name {
        if let Some((.., name)) = self.chosen.iter().find(|(table, known, _)| *table == derived && known == local) {
            return name.clone();
        }
        let name = self.fresh_name(base);
        self.chosen.push((derived, local.clone(), name.clone()));
        name
    }

    /// `base_1`, `base_2`, …: a name that this statement has not used yet.
    pub(crate) fn fresh_name(&mut self, base: &Name) -> Name {
        let name = self.counters.next(base);
        self.fitting_name(name)
    }

    /// A name made by the statement, cut short and numbered if the database would cut it.
    pub(crate) fn fitting_name(&mut self, name: Name) -> Name {
        let longest = self.features().max_label_length - 6;
        if name.len() <= longest {
            return name;
        }
        self.shortened += 1;
        let cut = (0..=longest).rev().find(|at| name.is_char_boundary(*at)).unwrap_or(0);
        format!("{}_{:x}", &name[..cut], self.shortened).into()
    }

    /// The columns of that name of what the innermost SELECT selects from, where that is known.
    pub(crate) fn columns_in_from(&self, name: &Name) -> Vec<ColumnRef> {
        let has = |source: &&Source| match source {
            Source::Table { table, .. } => table.definition().is_some_and(|table| table.get(name).is_some()),
            Source::Derived(derived) => derived.rows.projection().is_some_and(|rows| rows.names().contains(&Some(name.clone()))),
            Source::Tree(_) | Source::Item(_) => false,
        };
        let sources = self.scopes.last().into_iter().flat_map(|scope| &scope.sources);
        sources.filter(has).map(|source| ColumnRef { source: source.clone(), name: name.clone() }).collect()
    }

    /// What is hinted about a source, and whether it stands before it.
    ///
    /// # Errors
    /// `Unsupported` for a hint that the dialect does not know.
    pub(crate) fn hint_of(&self, source: &Source) -> Result<Option<(bool, Name)>> {
        let Some(scope) = self.scopes.last() else { return Ok(None) };
        let Some((_, hint)) = scope.hints.iter().find(|(of, hint)| of == source && hint.is_for(self)) else { return Ok(None) };
        Ok(match self.dialect.table_hint(&hint.text)? {
            HintPlace::Before => Some((true, hint.text.clone())),
            HintPlace::Behind => Some((false, hint.text.clone())),
            HintPlace::Nowhere => None,
        })
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

    /// A bound value: its placeholder in the text, and the value beside it.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let mut r = Renderer::new(&Ansi);
    /// r.bind(&Value::Int(7))?;
    /// assert_eq!(r.finish().1, [Value::Int(7)]);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn bind(&mut self, value: &Value) -> Result<()> {
        if self.literal {
            return self.dialect.literal(self, value);
        }
        self.push_placeholder(value.clone(), std::ptr::from_ref(value).addr());
        Ok(())
    }

    /// A bound value that follows from the structure of the statement, and is the same whenever that is: a path into a
    /// document.
    pub fn bind_constant(&mut self, value: &Value) -> Result<()> {
        if self.literal {
            return self.dialect.literal(self, value);
        }
        self.push_placeholder(value.clone(), CONSTANT);
        Ok(())
    }

    fn push_placeholder(&mut self, value: Value, address: usize) {
        self.space();
        self.params.push(value);
        self.places.push((address, self.text.len()));
        match self.features().placeholder {
            Placeholder::Question => self.text.push('?'),
            Placeholder::Numbered => {
                // Writing to a String cannot fail.
                let _ = write!(self.text, "${}", self.params.len());
            }
        }
    }

    /// The place of a value that is given at execution.
    ///
    /// # Errors
    /// `Programming` if two parameters of one name are not the same; where values are written into the text, for one
    /// without a value.
    pub(crate) fn slot(&mut self, parameter: &Parameter, filling: Filling) -> Result<()> {
        if self.literal {
            let value = parameter.value_among(self.given)?;
            return self.literal_slot(parameter, &value, filling);
        }
        if self.slots.iter().any(|slot| slot.parameter.clashes_with(parameter)) {
            return Err(Error::clashing_parameters(parameter.name()));
        }
        let values = self.params.len();
        let is_bound = filling == Filling::Bound;
        if is_bound {
            self.push_placeholder(Value::Null, PARAMETER);
        } else {
            self.space();
        }
        let text = self.places.last().filter(|_| is_bound).map_or(self.text.len(), |(_, place)| *place);
        self.slots.push(Slot { parameter: parameter.clone(), filling, text, values });
        Ok(())
    }

    /// A value that is given at execution, written into the text.
    fn literal_slot(&mut self, parameter: &Parameter, value: &Value, filling: Filling) -> Result<()> {
        match value {
            Value::Array(items) if filling != Filling::Bound && items.is_empty() => {
                self.word(&empty_list(self.dialect, parameter.types())?);
                Ok(())
            }
            Value::Array(items) if filling != Filling::Bound => {
                if filling == Filling::Rows && self.features().row_list == RowList::Values {
                    self.word("VALUES");
                }
                self.list(&**items, |r, item| match item {
                    Value::Array(parts) if filling == Filling::Rows => r.parens(|r| r.list(&**parts, |r, part| r.bind(part))),
                    item => r.bind(item),
                })
            }
            value => self.bind(value),
        }
    }

    /// A value that this dialect wants in the text though others bind it. The text is then for this value only.
    pub fn value_in_text(&mut self, value: &Value) -> Result<()> {
        self.has_values_in_text = true;
        self.dialect.literal(self, value)
    }

    /// A placeholder whose value is given at execution.
    pub fn placeholder(&mut self) -> Result<()> {
        self.bind(&Value::Null)
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

/// Names are quoted only where needed: not lower case, odd characters, or reserved.
fn needs_quotes(name: &str, dialect: &dyn Dialect) -> bool {
    let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'$');
    !plain
        || name.starts_with(|c: char| c.is_ascii_digit() || c == '$')
        || is_reserved_everywhere(name)
        || dialect.is_reserved(name)
}
