//! What differs between databases: the questions. Each driver crate holds the answers.
//!
//! A difference takes the lowest rung that fits: a *feature* (an answer from a short list, [`Features`]), a *hook* (a
//! clause with another structure: a method here whose default calls a free function in [`ansi`]), an *extension* (a node
//! that one database owns).

pub mod ansi;
mod combining;
pub mod ddl;
mod features;
mod quoting;
mod words;

use std::any::TypeId;
use std::fmt::Debug;

use crate::compile::Renderer;
use crate::error::Result;
use crate::schema::{ColumnDef, ConstraintKind, ConstraintOptions, Name, Table};
use crate::sql::JsonAccess;
use crate::sql::{DatePart, Function, KnownFunction, Limit, Node};
use crate::sql::{HintPlace, Lock};
use crate::types::SqlType;

pub use ansi::Ansi;
pub use combining::{Combining, GroupingSpelling, NestedSets, Quantified, TableFunctions, ValuesSpelling, WithPlace};
pub use ddl::{Commented, ConstraintPlace, NewIndex, OldConstraint, OldIndex};
pub use features::CommentPlace;
pub use features::{AggregateOrder, FrameOffsets, OrderedSet, WindowFrames};
pub use features::{
    AutoIncrement, Booleans, BulkInsert, ConcatSpelling, DefaultRow, DistinctFromSpelling, Division, EmptySet, Features,
    GeneratedKeys, IlikeSpelling, InSpelling, Placeholder, RegexpSpelling, Returning, RowList, XorSpelling,
};
pub use features::{DeleteUsing, UpdateFrom, Upsert};
pub use features::{EnumSpelling, Sequences, ViewFeatures};
pub(crate) use quoting::is_reserved_everywhere;
pub use words::Words;

/// How one database spells SQL. Object-safe: which database it is is a run-time matter.
pub trait Dialect: Debug + Send + Sync + 'static {
    /// The dialect's name, for messages and logs. Nothing branches on it.
    fn name(&self) -> &'static str;

    /// Which dialect it is, for extensions: what only one database has refuses to be written for another.
    fn dialect_type(&self) -> TypeId {
        TypeId::of::<Self>()
    }

    /// The answers from short lists.
    fn features(&self) -> &Features;

    /// Whether a (lower-case) word must be quoted as a name, besides the words that standard SQL reserves.
    fn is_reserved(&self, word: &str) -> bool;

    /// What a column type is called here.
    ///
    /// # Errors
    /// `Unsupported` for a type that cannot be had, or lacks a length.
    fn column_type(&self, sql_type: &SqlType) -> Result<String>;

    /// What a type is called as the target of CAST, where that differs from a column's type.
    fn cast_type(&self, sql_type: &SqlType) -> Result<String> {
        self.column_type(sql_type)
    }

    /// `LIMIT … OFFSET …`.
    fn limit(&self, r: &mut Renderer<'_>, limit: &Limit) -> Result<()> {
        ansi::limit(r, limit)
    }

    /// `FOR UPDATE …`.
    fn lock(&self, r: &mut Renderer<'_>, lock: &Lock) -> Result<()> {
        ansi::lock(r, lock)
    }

    /// Where a hint about a table stands in FROM.
    ///
    /// # Errors
    /// `Unsupported` for a hint that is not known here.
    fn table_hint(&self, _: &str) -> Result<HintPlace> {
        Ok(HintPlace::Behind)
    }

    /// `CAST (… AS …)`.
    fn cast(&self, r: &mut Renderer<'_>, operand: &Node, sql_type: &SqlType) -> Result<()> {
        ansi::cast(r, operand, sql_type)
    }

    /// A conversion that gives NULL for what cannot be converted.
    fn try_cast(&self, r: &mut Renderer<'_>, operand: &Node, sql_type: &SqlType) -> Result<()> {
        ansi::try_cast(r, operand, sql_type)
    }

    /// `EXTRACT(field FROM …)`.
    fn extract(&self, r: &mut Renderer<'_>, part: DatePart, operand: &Node) -> Result<()> {
        ansi::extract(r, part, operand)
    }

    /// A call of a function that databases spell differently, without what follows its parentheses.
    fn function(&self, r: &mut Renderer<'_>, known: KnownFunction, call: &Function) -> Result<()> {
        ansi::function(r, known, call)
    }

    /// A place in a JSON document; `grouped` where an operator would be put in parentheses.
    fn json_access(&self, r: &mut Renderer<'_>, access: &JsonAccess, grouped: bool) -> Result<()> {
        let _ = grouped;
        ansi::json_access(r, access)
    }

    /// Whether a text matches a query of words.
    fn text_match(&self, r: &mut Renderer<'_>, _: &Node, _: &Node) -> Result<()> {
        Err(r.unsupported("full-text search"))
    }

    /// One column's definition in CREATE TABLE: name, type, default, NOT NULL, key generation.
    fn column(&self, r: &mut Renderer<'_>, table: &Table, column: &ColumnDef) -> Result<()> {
        ddl::column(r, table, column)
    }

    /// What follows the closing parenthesis of CREATE TABLE.
    fn table_suffix(&self, _: &mut Renderer<'_>, _: &Table) -> Result<()> {
        Ok(())
    }

    /// Whether a column of the table says itself that it is the primary key, and the table does not repeat it.
    fn has_key_at_column(&self, _: &Table) -> bool {
        false
    }

    /// CREATE INDEX.
    fn create_index(&self, r: &mut Renderer<'_>, new: &NewIndex<'_>) -> Result<()> {
        ddl::create_index(r, new)
    }

    /// DROP INDEX.
    fn drop_index(&self, r: &mut Renderer<'_>, old: &OldIndex<'_>) -> Result<()> {
        ddl::drop_index(r, old)
    }

    /// What of a constraint only some databases have.
    fn constraint_part(
        &self,
        r: &mut Renderer<'_>,
        kind: ConstraintKind,
        place: ConstraintPlace,
        options: &ConstraintOptions,
    ) -> Result<()> {
        ddl::constraint_part(r, kind, place, options)
    }

    /// `DROP CONSTRAINT …`, behind `ALTER TABLE name`.
    fn drop_constraint(&self, r: &mut Renderer<'_>, old: &OldConstraint<'_>) -> Result<()> {
        ddl::drop_constraint(r, old)
    }

    /// A comment as a statement; `None` takes it away.
    fn comment(&self, r: &mut Renderer<'_>, about: Commented<'_>, text: Option<&Name>) -> Result<()> {
        ddl::comment(r, about, text)
    }

    /// A statement that puts off the check of foreign keys until the transaction is committed. It precedes the dropping of
    /// tables in a circle where their keys cannot be dropped first.
    fn defer_foreign_keys(&self) -> Option<&'static str> {
        None
    }

    /// Whether RETURNING names columns together with their table.
    fn returning_is_qualified(&self) -> bool {
        true
    }

    /// A value written into the text, safe to execute.
    fn literal(&self, r: &mut Renderer<'_>, value: &crate::value::Value) -> Result<()> {
        ansi::literal(r, value)
    }

    /// A statement giving the names of the tables that exist where unqualified names are looked up, one column.
    fn table_names(&self) -> &'static str;

    /// A statement giving the names of the tables in a schema, one column.
    ///
    /// # Errors
    /// `Data` for a name with NUL.
    fn table_names_in(&self, schema: &str) -> Result<String> {
        ddl::table_names_in(schema)
    }
}
