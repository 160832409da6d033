//! The standard form of every hook, and a dialect made of nothing else, for `Display` and documentation.

use crate::compile::{Render, Renderer};
use crate::dialect::CommentPlace;
use crate::dialect::{AggregateOrder, FrameOffsets, OrderedSet, WindowFrames, Words};
use crate::dialect::{
    AutoIncrement, Booleans, BulkInsert, ConcatSpelling, DefaultRow, Dialect, DistinctFromSpelling, Features, GeneratedKeys,
    IlikeSpelling, InSpelling, Placeholder, Returning,
};
use crate::dialect::{Combining, GroupingSpelling, NestedSets, Quantified, TableFunctions, ValuesSpelling, WithPlace};
use crate::dialect::{DeleteUsing, UpdateFrom, Upsert};
use crate::dialect::{Division, EmptySet, RegexpSpelling, RowList, XorSpelling};
use crate::dialect::{EnumSpelling, Sequences, ViewFeatures};
use crate::error::{Error, Result};
use crate::schema::Name;
use crate::sql::{DatePart, Function, KnownFunction, Limit, Node, standard_function};
use crate::sql::{FetchMode, Lock, LockStrength};
use crate::sql::{JsonAccess, JsonForm, JsonScalar, JsonStep};
use crate::types::SqlType;
use crate::types::{Collated, EnumType};
use crate::value::{Digits, Value};

/// `LIMIT n OFFSET m`, or `OFFSET m ROWS FETCH FIRST n ROWS ONLY`.
pub fn limit(r: &mut Renderer<'_>, limit: &Limit) -> Result<()> {
    if let Some(mode) = limit.fetch {
        return fetch(r, limit, mode, |r, count| count.render(r));
    }
    if let Some(count) = &limit.count {
        r.word("LIMIT");
        count.render(r)?;
    }
    if let Some(offset) = &limit.offset {
        r.word("OFFSET");
        offset.render(r)?;
    }
    Ok(())
}

/// `OFFSET m ROWS FETCH FIRST n ROWS ONLY`, with the numbers written by `number`.
pub fn fetch(
    r: &mut Renderer<'_>,
    limit: &Limit,
    mode: FetchMode,
    number: impl Fn(&mut Renderer<'_>, &Node) -> Result<()>,
) -> Result<()> {
    if let Some(offset) = &limit.offset {
        r.word("OFFSET");
        number(r, offset)?;
        r.word("ROWS");
    }
    if let Some(count) = &limit.count {
        r.word("FETCH FIRST");
        number(r, count)?;
        r.word(if mode.percent { "PERCENT ROWS" } else { "ROWS" });
        r.word(if mode.with_ties { "WITH TIES" } else { "ONLY" });
    }
    Ok(())
}

/// `FOR UPDATE OF a NOWAIT`.
pub fn lock(r: &mut Renderer<'_>, lock: &Lock) -> Result<()> {
    r.word(match lock.strength {
        LockStrength::Update => "FOR UPDATE",
        LockStrength::NoKeyUpdate => "FOR NO KEY UPDATE",
        LockStrength::Share => "FOR SHARE",
        LockStrength::KeyShare => "FOR KEY SHARE",
    });
    lock.render_of(r)?;
    lock.render_wait(r)
}

/// `CAST (operand AS type)`.
pub fn cast(r: &mut Renderer<'_>, operand: &Node, sql_type: &SqlType) -> Result<()> {
    // CAST takes no collation; what it gives does.
    if let SqlType::Collated(collated) = sql_type {
        r.dialect().cast(r, operand, &collated.of)?;
        let collation = collation(r.dialect(), collated)?;
        r.glue(&collation);
        return Ok(());
    }
    let name = r.dialect().cast_type(sql_type)?;
    r.word("CAST(");
    match operand {
        // Its type could not be told from a placeholder.
        Node::Bind(Value::Null) => r.word("NULL"),
        operand => operand.render(r)?,
    }
    r.word("AS");
    r.word(&name);
    r.glue(")");
    Ok(())
}

/// No conversion gives NULL for what it cannot convert.
pub fn try_cast(r: &mut Renderer<'_>, _: &Node, _: &SqlType) -> Result<()> {
    Err(r.unsupported("TRY_CAST"))
}

/// `EXTRACT(field FROM operand)`.
pub fn extract(r: &mut Renderer<'_>, part: DatePart, operand: &Node) -> Result<()> {
    r.word("EXTRACT(");
    r.word(part.word());
    r.word("FROM");
    operand.render(r)?;
    r.glue(")");
    Ok(())
}

/// Words for what surrounds the statement, such as `CURRENT_DATE`; `name(arguments)` for most others.
pub fn function(r: &mut Renderer<'_>, known: KnownFunction, call: &Function) -> Result<()> {
    standard_function(r, known, call)
}

/// A value as a literal. Text doubles its quotes; a dialect whose strings know other escapes overrides this.
pub fn literal(r: &mut Renderer<'_>, value: &Value) -> Result<()> {
    let text = match value {
        Value::Null => "NULL".to_owned(),
        Value::Bool(v) => match (r.features().booleans, v) {
            (Booleans::Keywords | Booleans::NamedIntegers, v) => v.to_string(),
            (Booleans::Integers, v) => u8::from(*v).to_string(),
        },
        Value::Int(v) => v.to_string(),
        Value::UInt(v) => v.to_string(),
        Value::Float(v) if v.is_finite() => float(*v),
        Value::Decimal(v) => v.to_string(),
        Value::Text(v) | Value::Json(v) => quoted(v)?,
        Value::Date(v) => format!("'{v}'"),
        Value::Time(v) => moment(v),
        // Where there are no intervals, the moment that lies this long after 1970-01-01 stands for one.
        Value::Interval(v) => format!("'{}'", v.since_epoch()?),
        Value::DateTime(v) | Value::Timestamp(v) => moment(v),
        Value::Extension(v) => match (v.refusal(), v.downcast_ref::<Digits>()) {
            (Some(refusal), _) => return Err(refusal),
            (None, Some(_)) => v.text(),
            (None, None) => quoted(&v.text())?,
        },
        Value::Float(_) | Value::Bytes(_) | Value::Uuid(_) | Value::Array(_) => {
            return Err(r.unsupported(&format!("{} as a literal", value.kind())));
        }
    };
    r.word(&text);
    Ok(())
}

/// A float that is read back as itself: `0.25`, `1e-07`.
fn float(value: f64) -> String {
    let text = format!("{value:?}");
    let Some((digits, exponent)) = text.split_once('e') else { return text };
    match exponent.strip_prefix('-') {
        Some(exponent) => format!("{digits}e-{exponent:0>2}"),
        None => format!("{digits}e+{exponent:0>2}"),
    }
}

/// A moment in quotes, without a fraction of nothing.
fn moment(moment: &impl std::fmt::Display) -> String {
    let text = moment.to_string();
    format!("'{}'", text.strip_suffix(".000000").unwrap_or(&text))
}

/// Text in single quotes, which it doubles.
///
/// # Errors
/// `Data` for text with NUL.
pub fn quoted(text: &str) -> Result<String> {
    if text.contains('\0') {
        return Err(Error::bad_value("a text literal may not contain NUL"));
    }
    Ok(format!("'{}'", text.replace('\'', "''")))
}

/// Standard SQL, spoken by no database: what documentation and `Display` are written in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ansi;

static ANSI: Features = Features {
    quote: '"',
    placeholder: Placeholder::Question,
    max_name_length: 128,
    max_params: 32_766,
    returning: Returning::All,
    row_versions: true,
    upsert: Upsert::OnConflict { constraint: true, update_without_target: false, select_needs_filter: false },
    update_from: UpdateFrom::From,
    delete_using: DeleteUsing::Others,
    write_limit: false,
    row_assignment: true,
    last_insert_id: false,
    combining: Combining {
        insert_with: WithPlace::Before,
        write_with: WithPlace::Before,
        cte_writes: true,
        cte_materialized: true,
        set_all: true,
        nested_sets: NestedSets::Parentheses,
        nested_with: true,
        values: ValuesSpelling::Derived,
        table_functions: TableFunctions::Whole,
        quantified: Quantified::SubqueriesAndArrays,
        grouping: GroupingSpelling::Functions,
    },
    default_row: DefaultRow::DefaultValues,
    bulk_insert: BulkInsert::Rows,
    generated_keys: GeneratedKeys::Returned,
    in_list: InSpelling::Expanded,
    booleans: Booleans::Keywords,
    division: Division::ByCast,
    temporal_arithmetic: true,
    xor: XorSpelling::Caret,
    regexp: RegexpSpelling::None,
    empty_set: EmptySet::NullAndFalse,
    row_list: RowList::Plain,
    between_symmetric: true,
    distinct_from: DistinctFromSpelling::Standard,
    ilike: IlikeSpelling::Lowered,
    concat: ConcatSpelling::Operator,
    auto_increment: AutoIncrement::Identity,
    null_ordering: true,
    aggregate_filter: true,
    aggregate_order: AggregateOrder::Any,
    ordered_set: OrderedSet::Aggregates,
    window_frames: WindowFrames::All,
    frame_offsets: FrameOffsets::Bound,
    sequences: Sequences::Standard,
    views: ViewFeatures { or_replace: true, if_not_exists: false, temporary: false, materialized: false, options: false },
    schemas: true,
    drop_schema_cascade: true,
    enums: EnumSpelling::Text,
    native_boolean: true,
    collation_schemas: true,
    full_join: true,
    alter_add_constraint: true,
    comments: CommentPlace::Statement,
    foreign_key_match: true,
    keys_cross_schemas: true,
    max_label_length: 128,
    inner_join: "JOIN",
    empty_from: "",
    lateral: true,
    table_sample: true,
    distinct_on: false,
};

/// What the standard reserves besides.
static RESERVED: Words = Words::new(&[
    "any",
    "array",
    "asymmetric",
    "authorization",
    "both",
    "by",
    "cast",
    "current_date",
    "current_role",
    "current_time",
    "current_timestamp",
    "current_user",
    "delete",
    "drop",
    "end",
    "except",
    "exists",
    "false",
    "full",
    "grant",
    "index",
    "initially",
    "insert",
    "intersect",
    "leading",
    "localtime",
    "localtimestamp",
    "offset",
    "only",
    "overlaps",
    "session_user",
    "set",
    "similar",
    "some",
    "symmetric",
    "trailing",
    "true",
    "update",
    "user",
    "values",
]);

impl Dialect for Ansi {
    fn name(&self) -> &'static str {
        "standard SQL"
    }

    fn features(&self) -> &Features {
        &ANSI
    }

    fn is_reserved(&self, word: &str) -> bool {
        RESERVED.contains(word)
    }

    fn column_type(&self, sql_type: &SqlType) -> Result<String> {
        Ok(match sql_type {
            SqlType::Boolean => "BOOLEAN".into(),
            SqlType::SmallInteger => "SMALLINT".into(),
            SqlType::Integer => "INTEGER".into(),
            SqlType::BigInteger => "BIGINT".into(),
            SqlType::UnsignedBigInteger => "NUMERIC(20, 0)".into(),
            SqlType::Real => "REAL".into(),
            SqlType::Double => "DOUBLE PRECISION".into(),
            SqlType::Float { precision } => sized("FLOAT", *precision),
            SqlType::Decimal | SqlType::LosslessDecimal => "NUMERIC".into(),
            SqlType::Numeric { precision, scale } => numeric("NUMERIC", *precision, *scale),
            SqlType::String { length } => sized("VARCHAR", *length),
            SqlType::Char { length } => sized("CHAR", *length),
            SqlType::NChar { length } => sized("NCHAR", *length),
            SqlType::NVarchar { length } => sized("NVARCHAR", *length),
            SqlType::Text => "TEXT".into(),
            SqlType::Binary => "BLOB".into(),
            SqlType::LargeBinary { length } => sized("BLOB", Some(*length)),
            SqlType::Date => "DATE".into(),
            SqlType::Time => "TIME".into(),
            SqlType::TimeWithZone => "TIME WITH TIME ZONE".into(),
            SqlType::DateTime => "TIMESTAMP".into(),
            SqlType::Timestamp => "TIMESTAMP WITH TIME ZONE".into(),
            SqlType::Precise { of, digits } => precise(&self.column_type(&of.plain())?, *digits),
            SqlType::Interval { precision } => interval(*precision),
            SqlType::Uuid => "UUID".into(),
            SqlType::Enum(of) => enumeration(self, of)?,
            SqlType::Collated(of) => collated(self, of)?,
            SqlType::Checked(of) => self.column_type(&of.of)?,
            SqlType::Variants(variants) => self.column_type(variants.of(self.name()))?,
            SqlType::Json => "JSON".into(),
            SqlType::Array { element, dimensions } => array(self, element, *dimensions)?,
            SqlType::Extension(own) => own.get().column_type(self)?,
        })
    }

    fn table_names(&self) -> &'static str {
        "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema"
    }
}

/// `JSON_QUERY(document, path)`, `JSON_VALUE(document, path RETURNING type)`.
pub fn json_access(r: &mut Renderer<'_>, access: &JsonAccess) -> Result<()> {
    let sql_type = match access.form {
        JsonForm::Document => None,
        JsonForm::Text | JsonForm::Scalar(JsonScalar::Text) => Some(SqlType::String { length: None }),
        JsonForm::Scalar(JsonScalar::Integer) => Some(SqlType::Integer),
        JsonForm::Scalar(JsonScalar::Float) => Some(SqlType::Double),
        JsonForm::Scalar(JsonScalar::Boolean) => Some(SqlType::Boolean),
        JsonForm::Scalar(JsonScalar::Numeric(p, s)) => Some(SqlType::Numeric { precision: Some(p), scale: Some(s) }),
    };
    r.word(if sql_type.is_some() { "JSON_VALUE(" } else { "JSON_QUERY(" });
    access.operand.render(r)?;
    r.glue(",");
    json_path(r, access, |at| format!("[{at}]"))?;
    if let Some(sql_type) = sql_type {
        r.word("RETURNING");
        r.word(&r.dialect().cast_type(&sql_type)?);
    }
    r.glue(")");
    Ok(())
}

/// The path to a place in a document, bound, in which a position is written by `position`.
pub fn json_path(r: &mut Renderer<'_>, access: &JsonAccess, position: impl Fn(i64) -> String) -> Result<()> {
    match &access.step {
        JsonStep::Expr(step) => step.render_grouped(r),
        step => r.bind_constant(&step.path(position).into()),
    }
}

/// `element[]`, with a pair of brackets for each dimension. The elements' collation stands behind them.
///
/// # Errors
/// `Unsupported` for elements that the dialect does not have.
pub fn array(dialect: &dyn Dialect, element: &SqlType, dimensions: u8) -> Result<String> {
    match element {
        SqlType::Collated(of) => Ok(format!("{}{}", array(dialect, &of.of, dimensions)?, collation(dialect, of)?)),
        element => Ok(dialect.column_type(element)? + &"[]".repeat(dimensions.into())),
    }
}

/// A type whose values are words, by the dialect's [`EnumSpelling`].
///
/// # Errors
/// `Data` for words that cannot be written.
pub fn enumeration(dialect: &dyn Dialect, of: &EnumType) -> Result<String> {
    match dialect.features().enums {
        EnumSpelling::Named if of.native => {
            let mut r = Renderer::literal(dialect);
            if let Some(schema) = &of.schema {
                r.name(schema)?;
                r.glue(".");
            }
            r.name(&of.name)?;
            Ok(r.finish().0.to_string())
        }
        EnumSpelling::Listed if of.native => words(dialect, "ENUM", &of.values),
        _ => Ok(sized("VARCHAR", Some(of.text_length()))),
    }
}

/// `word('a', 'b')`.
///
/// # Errors
/// `Data` for values that cannot be written.
pub fn words(dialect: &dyn Dialect, word: &str, values: &[Name]) -> Result<String> {
    let mut r = Renderer::literal(dialect);
    r.word(word);
    r.glue("(");
    r.list(values, |r, value| dialect.literal(r, &Value::from(&**value)))?;
    r.glue(")");
    Ok(r.finish().0.to_string())
}

/// `type COLLATE collation`.
///
/// # Errors
/// `Unsupported` for a type that the dialect does not have.
pub fn collated(dialect: &dyn Dialect, of: &Collated) -> Result<String> {
    Ok(dialect.column_type(&of.of)? + &collation(dialect, of)?)
}

fn collation(dialect: &dyn Dialect, of: &Collated) -> Result<String> {
    let mut r = Renderer::literal(dialect);
    if let Some(schema) = of.schema.as_ref().filter(|_| dialect.features().collation_schemas) {
        r.name(schema)?;
        r.glue(".");
    }
    r.name(&of.collation)?;
    Ok(format!(" COLLATE {}", r.finish().0))
}

/// `TIMESTAMP WITH TIME ZONE` as `TIMESTAMP(3) WITH TIME ZONE`.
pub fn precise(name: &str, digits: u8) -> String {
    let (word, rest) = name.split_at(name.find(' ').unwrap_or(name.len()));
    format!("{word}({digits}){rest}")
}

/// `INTERVAL (3)`
pub fn interval(precision: Option<u8>) -> String {
    precision.map_or_else(|| "INTERVAL".to_owned(), |digits| format!("INTERVAL ({digits})"))
}

/// `word`, `word(p)` or `word(p, s)`.
pub fn numeric(word: &str, precision: Option<u32>, scale: Option<u32>) -> String {
    match (precision, scale) {
        (Some(precision), Some(scale)) => format!("{word}({precision}, {scale})"),
        (Some(precision), None) => format!("{word}({precision})"),
        (None, _) => word.to_owned(),
    }
}

/// `word` or `word(n)`.
pub fn sized(word: &str, length: Option<u32>) -> String {
    length.map_or_else(|| word.to_owned(), |length| format!("{word}({length})"))
}
