//! The dialect: how PostgreSQL spells SQL.

use alchemy_core::dialect::{ConstraintPlace, NewIndex, OldIndex, ansi};
use alchemy_core::{ColumnDef, ConstraintKind, ConstraintOptions, Table};
use alchemy_core::{Error, HintPlace, Limit, Render};
use alchemy_core::{Features, Function, Interval, JsonAccess, KnownFunction, Node, Renderer, Result, SqlType, Value};

use crate::{ddl, documents, ext, features, functions, keywords, types};

/// How PostgreSQL spells SQL.
///
/// ```
/// use alchemy_core::prelude::*;
/// let t = Table::new("t").column(Column::new("user", BigInteger));
/// let stmt = select(t.c("user")).limit(5);
/// let sql = stmt.compile(&alchemy_postgres::Dialect::default())?;
/// assert_eq!(sql.text(), r#"SELECT t."user" FROM t LIMIT $1"#);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    version: (u16, u16),
}

impl Dialect {
    /// As a server of this version speaks it: major and minor.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::Dialect;
    /// # table! { book ("book") { id: i64 [primary_key], pages: i64 } }
    /// let stmt = book::update().set(book::pages.to(1)).returning_with(|old, _| old.get(book::pages));
    /// // RETURNING knows the row as it was from version 18 on.
    /// assert!(stmt.compile(&Dialect::of(18, 0)).is_ok());
    /// assert_eq!(stmt.compile(&Dialect::of(17, 4)).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    pub const fn of(major: u16, minor: u16) -> Self {
        Dialect { version: (major, minor) }
    }

    /// Reads what the server calls its version, such as `15.4 (Debian 15.4-1)`. Parts that are no numbers count as zero.
    ///
    /// ```
    /// assert_eq!(alchemy_postgres::Dialect::parse("15.4 (Debian 15.4-1)").version(), (15, 4));
    /// ```
    pub fn parse(text: &str) -> Self {
        let numbers = text.split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or("");
        let mut parts = numbers.split('.').map(|part| part.parse().unwrap_or(0));
        let mut next = || parts.next().unwrap_or(0);
        Dialect { version: (next(), next()) }
    }

    /// The server's version: major and minor.
    ///
    /// ```
    /// assert_eq!(alchemy_postgres::Dialect::of(15, 4).version(), (15, 4));
    /// ```
    pub fn version(&self) -> (u16, u16) {
        self.version
    }
}

impl Default for Dialect {
    /// PostgreSQL 18.
    fn default() -> Self {
        Dialect::of(18, 0)
    }
}

impl alchemy_core::Dialect for Dialect {
    fn name(&self) -> &'static str {
        "postgresql"
    }

    fn features(&self) -> &Features {
        features::of(self.version)
    }

    fn is_reserved(&self, word: &str) -> bool {
        keywords::is_reserved(word)
    }

    fn limit(&self, r: &mut Renderer<'_>, limit: &Limit) -> Result<()> {
        match limit.fetch {
            Some(mode) if mode.percent => Err(r.unsupported("FETCH FIRST … PERCENT")),
            // What is no literal stands in parentheses.
            Some(mode) => ansi::fetch(r, limit, mode, |r, number| r.parens(|r| number.render(r))),
            None => {
                if limit.count.is_none() && limit.offset.is_some() {
                    r.word("LIMIT ALL");
                }
                ansi::limit(r, limit)
            }
        }
    }

    /// Hints are unknown here; ONLY, which leaves out inheriting tables, stands where others have them.
    fn table_hint(&self, hint: &str) -> Result<HintPlace> {
        match hint {
            "ONLY" => Ok(HintPlace::Before),
            other => Err(Error::unsupported(format_args!("the hint `{other}`"), self.name())),
        }
    }

    fn column_type(&self, sql_type: &SqlType) -> Result<String> {
        types::column_type(self, sql_type)
    }

    fn function(&self, r: &mut Renderer<'_>, known: KnownFunction, call: &Function) -> Result<()> {
        functions::function(r, known, call)
    }

    /// Literals that are not of their type by themselves are cast, and instants state their zone.
    fn literal(&self, r: &mut Renderer<'_>, value: &Value) -> Result<()> {
        let text = match value {
            Value::Bytes(bytes) => format!("'\\x{}'::bytea", hexadecimal(bytes)),
            Value::Uuid(bytes) => uuid(bytes),
            Value::Timestamp(at) => {
                let text = at.to_string();
                format!("'{}+00:00'", text.strip_suffix(".000000").unwrap_or(&text))
            }
            // The type of an empty one could not be told.
            Value::Array(items) if !items.is_empty() => {
                r.word("ARRAY[");
                r.list(&**items, |r, item| self.literal(r, item).map(|()| item_type(r, item)))?;
                r.glue("]");
                return Ok(());
            }
            Value::Float(v) if v.is_nan() => "'NaN'::float8".into(),
            Value::Float(v) if v.is_infinite() => format!("'{}Infinity'::float8", if *v < 0.0 { "-" } else { "" }),
            Value::Interval(v) => interval(*v),
            other => return ansi::literal(r, other),
        };
        r.word(&text);
        Ok(())
    }

    fn json_access(&self, r: &mut Renderer<'_>, access: &JsonAccess, grouped: bool) -> Result<()> {
        documents::json_access(r, self.version, access, grouped)
    }

    /// `text @@ plainto_tsquery(words)`
    fn text_match(&self, r: &mut Renderer<'_>, operand: &Node, query: &Node) -> Result<()> {
        operand.render_within(r, ext::OTHER_OPERATOR)?;
        r.word("@@");
        r.call("plainto_tsquery", std::slice::from_ref(query))
    }

    fn column(&self, r: &mut Renderer<'_>, table: &Table, column: &ColumnDef) -> Result<()> {
        ddl::column(self, r, table, column)
    }

    fn table_suffix(&self, r: &mut Renderer<'_>, table: &Table) -> Result<()> {
        ddl::table_suffix(r, table)
    }

    fn create_index(&self, r: &mut Renderer<'_>, new: &NewIndex<'_>) -> Result<()> {
        ddl::create_index(r, new)
    }

    fn drop_index(&self, r: &mut Renderer<'_>, old: &OldIndex<'_>) -> Result<()> {
        ddl::drop_index(r, old)
    }

    fn constraint_part(
        &self,
        r: &mut Renderer<'_>,
        kind: ConstraintKind,
        place: ConstraintPlace,
        options: &ConstraintOptions,
    ) -> Result<()> {
        ddl::constraint_part(r, kind, place, options)
    }

    fn table_names_in(&self, schema: &str) -> Result<String> {
        let schema = ansi::quoted(schema)?;
        Ok(format!("SELECT tablename::text FROM pg_catalog.pg_tables WHERE schemaname = {schema} ORDER BY tablename"))
    }

    fn table_names(&self) -> &'static str {
        "SELECT tablename::text FROM pg_catalog.pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    }
}

/// In its usual form, with hyphens.
fn uuid(bytes: &[u8; 16]) -> String {
    let parts = [&bytes[..4], &bytes[4..6], &bytes[6..8], &bytes[8..10], &bytes[10..]];
    format!("'{}'", parts.map(hexadecimal).join("-"))
}

/// What an array is of is told by its items, and text would be one of text.
fn item_type(r: &mut Renderer<'_>, item: &Value) {
    if matches!(item, Value::Uuid(_)) {
        r.glue("::uuid");
    }
}

/// An interval, made of the parts that it has.
fn interval(interval: Interval) -> String {
    let Interval { months, days, micros } = interval;
    let mut parts = Vec::new();
    if months != 0 {
        parts.push(format!("months=>{months}"));
    }
    if days != 0 {
        parts.push(format!("days=>{days}"));
    }
    if micros != 0 || parts.is_empty() {
        let (sign, rest) = (if micros < 0 { "-" } else { "" }, micros.unsigned_abs());
        let fraction = format!("{:06}", rest % 1_000_000);
        let fraction = fraction.trim_end_matches('0');
        parts.push(format!("secs=>{sign}{}.{}", rest / 1_000_000, if fraction.is_empty() { "0" } else { fraction }));
    }
    format!("make_interval({})", parts.join(", "))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
