//! Names in the text: of tables, columns and aliases, quoted where they have to be, and those that the statement chooses.

use std::sync::Arc;

use crate::compile::{Place, Renderer, SchemaMap};
use crate::dialect::{Dialect, is_reserved_everywhere};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{Name, Spelled};
use crate::sql::{AliasId, ColumnRef, HintPlace, NameBase, Number, Source, TableRef};

/// What a column is labelled for: the column, how many were there again before it, and what the label is made from.
#[derive(Debug)]
pub(super) struct ColumnLabel {
    column: ColumnRef,
    nth: usize,
    base: Name,
}

impl Renderer<'_> {
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
        // Chosen first: the name of its table is counted on from it.
        let chosen = self.chosen_column(source, column);
        self.source_name(source)?;
        // A row as one value has no name of its own.
        if column.is_empty() || matches!(source, Source::Item(item) if item.is_column()) {
            return Ok(());
        }
        self.text.push('.');
        match chosen {
            Some(chosen) => self.write_name(&chosen),
            None => self.glued_name(column),
        }
    }

    /// The name of a column of a derived table, if the statement chooses it.
    fn chosen_column(&mut self, source: &Source, column: &Name) -> Option<Name> {
        let (number, names) = match source {
            Source::Derived(derived) => (Arc::as_ptr(derived).addr(), derived.chosen.as_slice()),
            Source::Item(item) => item.chosen()?,
            Source::Table { .. } | Source::Tree(_) => return None,
        };
        let (_, base) = names.iter().find(|(name, _)| name == column)?;
        Some(self.chosen_name(number, column, base))
    }

    /// `table_column`, as this statement calls both.
    pub(crate) fn column_text(&mut self, column: &ColumnRef) -> Name {
        let table = self.alias_text(&column.source);
        match self.chosen_column(&column.source, &column.name) {
            Some(chosen) => format!("{table}_{chosen}").into(),
            None => format!("{table}_{}", column.name).into(),
        }
    }

    /// `row.column`, whatever is understood.
    pub(crate) fn column_of(&mut self, row: &Name, column: &str) -> Result<()> {
        self.name(row)?;
        self.text.push('.');
        self.glued_name(column)
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
    fn alias_text(&mut self, source: &Source) -> Name {
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
    pub(crate) fn chosen_name(&mut self, derived: usize, local: &Name, base: &NameBase) -> Name {
        if let Some((.., name)) = self.chosen.iter().find(|(table, known, _)| *table == derived && known == local) {
            return name.clone();
        }
        let name = self.made_name(local, base);
        self.chosen.push((derived, local.clone(), name.clone()));
        name
    }

    /// The name of a column, from what it is made.
    fn made_name(&mut self, local: &Name, base: &NameBase) -> Name {
        match base {
            NameBase::Number { base, taken, column } => {
                let label = column.as_ref().map(|(column, nth)| self.column_label(column, *nth, base));
                label.filter(|label| !taken.contains(label)).unwrap_or_else(|| {
                    let name = self.counters.next_but(base, taken);
                    self.fitting_name(name)
                })
            }
            NameBase::Handed(column) => self.chosen_column(&column.source, &column.name).unwrap_or_else(|| local.clone()),
            NameBase::Long(name) => self.fitting_name(name.clone()),
            NameBase::Anonymous(id, base) => self.anonymous_name(*id, base),
            NameBase::Column { column, number } => {
                let text = self.column_text(column);
                match number {
                    None => self.fitting_name(text),
                    Some(Number { again: false, nth }) => self.column_label(column, *nth, &text),
                    Some(Number { again: true, nth }) => self.column_label(column, *nth, &format!("{text}_").into()),
                }
            }
        }
    }

    /// The name that a column of a list has in the text that was written of it, where columns without need of a label have
    /// none, or in a derived table.
    pub(crate) fn written_name(&mut self, place: Place, local: &Name, base: Option<&NameBase>) -> Name {
        match (base, place.derived()) {
            (None, _) | (Some(NameBase::Long(_)), None) => local.clone(),
            (Some(base), Some(derived)) => self.chosen_name(derived, local, base),
            (Some(base), None) => self.made_name(local, base),
        }
    }

    /// `base_1`, `base_2`, …: a name for a column whose own is taken, the same in each SELECT of the statement.
    pub(crate) fn column_label(&mut self, column: &ColumnRef, nth: usize, base: &Name) -> Name {
        let mut known = self.labels.iter().filter(|(label, _)| label.base == *base && label.nth == nth);
        if let Some((_, name)) = known.find(|(label, _)| label.column == *column) {
            return name.clone();
        }
        let name = self.fresh_name(base);
        self.labels.push((ColumnLabel { column: column.clone(), nth, base: base.clone() }, name.clone()));
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
        let sources = self.scopes.last().into_iter().flat_map(|scope| &scope.sources);
        sources
            .filter(|source| source.has_column(name))
            .map(|source| ColumnRef { source: source.clone(), name: name.clone() })
            .collect()
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
}

/// Names are quoted only where needed: not lower case, odd characters, or reserved.
fn needs_quotes(name: &str, dialect: &dyn Dialect) -> bool {
    let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'$');
    !plain
        || name.starts_with(|c: char| c.is_ascii_digit() || c == '$')
        || is_reserved_everywhere(name)
        || dialect.is_reserved(name)
}
