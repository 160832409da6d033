//! What a dialect answers from short lists. The choice stands in each driver crate's `features.rs`; the meaning of each
//! word stands with the construct that renders it.
//!
//! In-tree dialects write the whole literal, so that a new field is a compile error wherever somebody must decide.

use crate::dialect::Combining;

/// How bound values are marked in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeholder {
    /// `$1`, `$2`, …
    Numbered,
    /// `?`
    Question,
}

/// Which statements can give rows back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returning {
    /// None.
    None,
    /// INSERT and DELETE, not UPDATE.
    InsertAndDelete,
    /// INSERT, UPDATE and DELETE.
    All,
}

/// How a row of nothing but defaults is inserted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultRow {
    /// `INSERT INTO t DEFAULT VALUES`
    DefaultValues,
    /// `INSERT INTO t () VALUES ()`
    EmptyLists,
}

/// How an INSERT says what is done about rows that are there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upsert {
    /// `ON CONFLICT (…) DO UPDATE SET …`
    OnConflict {
        /// Whether the conflict can be that of a named constraint.
        constraint: bool,
        /// Whether an update may be for any conflict.
        update_without_target: bool,
        /// Whether a SELECT before it needs a WHERE, so as not to be taken for a join.
        select_needs_filter: bool,
    },
    /// `ON DUPLICATE KEY UPDATE …`
    OnDuplicateKey {
        /// Whether the inserted row gets a name, `AS new`; else its values are called by the function `VALUES`.
        row_alias: bool,
    },
}

/// How an UPDATE looks at other tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UpdateFrom {
    /// `UPDATE a SET x=1 FROM b`
    From,
    /// `UPDATE a, b SET a.x=1`; it can change all of them.
    Joined,
}

/// How a DELETE looks at other tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeleteUsing {
    /// `DELETE FROM a USING b`
    Others,
    /// `DELETE FROM a USING a, b`
    All,
    /// Not at all.
    None,
}

/// How many rows are inserted at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkInsert {
    /// One array per column, unnested: the text does not depend on the number of rows.
    Arrays,
    /// `VALUES (…), (…)`, in pages.
    Rows,
    /// One prepared statement, stepped once per row.
    Stepped,
}

/// How `IN` over a list of values is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InSpelling {
    /// `= ANY ($1)`: the text does not depend on the length of the list.
    AnyArray,
    /// `IN (?, ?, …)`
    Expanded,
}

/// How truth values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Booleans {
    /// `true`, `false`
    Keywords,
    /// `true`, `false`, which are names of the numbers 1 and 0: a condition is compared with 1
    NamedIntegers,
    /// `1`, `0`: a condition is compared with 1
    Integers,
}

impl Booleans {
    /// Whether truth values are numbers.
    pub fn are_numbers(self) -> bool {
        self != Booleans::Keywords
    }
}

/// What `/` does, of which this library's division is always the true one: 7 / 2 is 3.5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Division {
    /// Of integers it is an integer; the divisor is cast.
    ByCast,
    /// Of integers it is an integer; `0.0` is added to the divisor.
    ByAddition,
    /// It is the true one.
    True,
}

/// How `a` xor `b` is said of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum XorSpelling {
    /// `a # b`
    Hash,
    /// `a ^ b`
    Caret,
    /// `(a | b) - (a & b)`
    Emulated,
}

/// How regular expressions are matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegexpSpelling {
    /// `a ~ b`, `a ~* b`
    Tilde,
    /// `a REGEXP b`, with flags `REGEXP_LIKE(a, b, 'flags')`
    RegexpLike,
    /// `a REGEXP b`, flags embedded in the pattern
    Embedded,
    /// `a REGEXP b`, flags at the head of the pattern, no replacing
    Operator,
    /// Not at all.
    None,
}

/// How an empty list is said in IN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptySet {
    /// `IN (NULL) AND (1 != 1)`
    NullAndFalse,
    /// `IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)`
    EmptySelect,
}

/// How a list of row values is said in IN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowList {
    /// `((?, ?), (?, ?))`
    Plain,
    /// `(VALUES (?, ?), (?, ?))`
    Values,
}

/// How a NULL-safe comparison is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DistinctFromSpelling {
    /// `a IS DISTINCT FROM b`
    Standard,
    /// `a IS NOT b`
    IsNot,
    /// `NOT (a <=> b)`
    NullSafeEquals,
}

/// How case-insensitive LIKE is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IlikeSpelling {
    /// `a ILIKE b`
    Ilike,
    /// `lower(a) LIKE lower(b)`
    Lowered,
}

/// How text is joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConcatSpelling {
    /// `a || b`
    Operator,
    /// `concat(a, b)`
    Function,
}

/// How the database is told to generate keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AutoIncrement {
    /// `GENERATED BY DEFAULT AS IDENTITY`
    Identity,
    /// A type that is a number and counts: `SERIAL`, `BIGSERIAL`
    Serial,
    /// `AUTO_INCREMENT`
    Word,
    /// An `INTEGER` primary key of one column is generated without a word.
    RowId,
}

/// How the keys of inserted rows come back where nothing is returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GeneratedKeys {
    /// By RETURNING.
    Returned,
    /// The first key from the protocol, the others by counting on.
    FirstAndCount,
}

/// Which aggregates take an ORDER BY among their arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AggregateOrder {
    /// All.
    Any,
    /// Only those with these names, in lower case.
    Within(&'static [&'static str]),
}

/// Whether there are aggregates `WITHIN GROUP (ORDER BY …)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderedSet {
    /// There are none.
    None,
    /// As aggregates.
    Aggregates,
}

/// Which frames a window may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowFrames {
    /// ROWS, RANGE and GROUPS, with EXCLUDE.
    All,
    /// ROWS and RANGE, with EXCLUDE NO OTHERS, which goes without saying.
    RowsAndRange,
    /// ROWS and RANGE, without EXCLUDE.
    WithoutExclude,
}

/// How the offsets of a window's frame are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameOffsets {
    /// They are bound.
    Bound,
    /// They stand in the text.
    Inline,
}

/// How a type is said whose values are a list of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnumSpelling {
    /// By the name of a type that was created before.
    Named,
    /// `ENUM('a', 'b')`
    Listed,
    /// Text as long as the longest word.
    Text,
}

/// How sequences are spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sequences {
    /// There are none.
    None,
    /// `NEXT VALUE FOR s`
    Standard,
    /// `nextval('s')`
    FunctionOfText,
    /// `nextval(s)`
    FunctionOfName,
}

/// What CREATE VIEW can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ViewFeatures {
    /// OR REPLACE
    pub or_replace: bool,
    /// IF NOT EXISTS
    pub if_not_exists: bool,
    /// TEMPORARY
    pub temporary: bool,
    /// MATERIALIZED
    pub materialized: bool,
    /// WITH (name = value)
    pub options: bool,
}

/// Where comments on tables and columns stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentPlace {
    /// There are none.
    None,
    /// In CREATE TABLE.
    Inline,
    /// In statements of their own.
    Statement,
}

/// The answers of one dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Features {
    /// The quote around names.
    pub quote: char,
    /// How bound values are marked.
    pub placeholder: Placeholder,
    /// The longest name, in bytes.
    pub max_name_length: usize,
    /// The most values that one statement can bind.
    pub max_params: usize,
    /// Which statements can give rows back.
    pub returning: Returning,
    /// Whether RETURNING knows rows as they were before the statement, and as they are after it: `old.a`, `new.a`.
    pub row_versions: bool,
    /// How an upsert is said.
    pub upsert: Upsert,
    /// How an UPDATE looks at other tables.
    pub update_from: UpdateFrom,
    /// How a DELETE looks at other tables.
    pub delete_using: DeleteUsing,
    /// Whether UPDATE and DELETE have ORDER BY and LIMIT.
    pub write_limit: bool,
    /// Whether an UPDATE assigns several columns at once.
    pub row_assignment: bool,
    /// Whether the protocol tells the key that was generated for a single row.
    pub last_insert_id: bool,
    /// How statements are combined.
    pub combining: Combining,
    /// How a row of nothing but defaults is inserted.
    pub default_row: DefaultRow,
    /// How many rows are inserted at once.
    pub bulk_insert: BulkInsert,
    /// How generated keys come back.
    pub generated_keys: GeneratedKeys,
    /// How `IN` over values is said.
    pub in_list: InSpelling,
    /// How truth values are written.
    pub booleans: Booleans,
    /// What `/` does.
    pub division: Division,
    /// Whether `+` and `-` reckon with dates, times and lengths of time. Where not, they would take the number that a date
    /// begins with.
    pub temporal_arithmetic: bool,
    /// How xor is said of bits.
    pub xor: XorSpelling,
    /// How regular expressions are matched.
    pub regexp: RegexpSpelling,
    /// How an empty list is said.
    pub empty_set: EmptySet,
    /// How a list of row values is said.
    pub row_list: RowList,
    /// Whether BETWEEN takes its bounds in any order, by SYMMETRIC.
    pub between_symmetric: bool,
    /// How a NULL-safe comparison is said.
    pub distinct_from: DistinctFromSpelling,
    /// How case-insensitive LIKE is said.
    pub ilike: IlikeSpelling,
    /// How text is joined.
    pub concat: ConcatSpelling,
    /// How keys are generated.
    pub auto_increment: AutoIncrement,
    /// Whether `NULLS FIRST` and `NULLS LAST` can be said.
    pub null_ordering: bool,
    /// Whether aggregates take `FILTER (WHERE …)`.
    pub aggregate_filter: bool,
    /// Which aggregates take an ORDER BY.
    pub aggregate_order: AggregateOrder,
    /// Whether there are ordered-set aggregates.
    pub ordered_set: OrderedSet,
    /// Which frames a window may have.
    pub window_frames: WindowFrames,
    /// How the offsets of a frame are written.
    pub frame_offsets: FrameOffsets,
    /// How sequences are spoken of.
    pub sequences: Sequences,
    /// What CREATE VIEW can say.
    pub views: ViewFeatures,
    /// Whether there is CREATE SCHEMA.
    pub schemas: bool,
    /// Whether DROP SCHEMA can say CASCADE.
    pub drop_schema_cascade: bool,
    /// How types are said whose values are a list of words.
    pub enums: EnumSpelling,
    /// Whether a column of truth values takes nothing else.
    pub native_boolean: bool,
    /// Whether collations lie in schemas.
    pub collation_schemas: bool,
    /// Whether FULL JOIN can be said.
    pub full_join: bool,
    /// Whether `ALTER TABLE` can add a foreign key. Where not, keys in a circle are written inline.
    pub alter_add_constraint: bool,
    /// Where comments stand.
    pub comments: CommentPlace,
    /// Whether a foreign key takes MATCH.
    pub foreign_key_match: bool,
    /// Whether foreign keys can refer to tables of other schemas. Where not, such a key is left out of CREATE TABLE, and the
    /// others name no schema.
    pub keys_cross_schemas: bool,
    /// The longest label and alias, in bytes.
    pub max_label_length: usize,
    /// The word for a join that keeps rows with a partner only.
    pub inner_join: &'static str,
    /// What stands where a WHERE has no FROM before it; nothing, if nothing needs to.
    pub empty_from: &'static str,
    /// Whether `LATERAL` can be said.
    pub lateral: bool,
    /// Whether `TABLESAMPLE` can be said.
    pub table_sample: bool,
    /// Whether `DISTINCT ON (…)` can be said.
    pub distinct_on: bool,
}
