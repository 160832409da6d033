//! Column types that only PostgreSQL has.
//!
//! ```
//! use alchemy_core::Dialect;
//! use alchemy_postgres::column_types;
//! let dialect = alchemy_postgres::Dialect::default();
//! assert_eq!(dialect.column_type(&column_types::inet())?, "INET");
//! assert_eq!(dialect.column_type(&column_types::bit_varying(8))?, "BIT VARYING(8)");
//! # Ok::<(), alchemy_core::Error>(())
//! ```

use std::any::TypeId;

use alchemy_core::{Clock, DdlStatement, Error, ExtensionType, Name, Render, Renderer, Result, SchemaElement, SqlType};

use crate::Dialect;

/// A type by its words.
#[derive(Debug, Clone)]
struct Own {
    words: Name,
}

impl ExtensionType for Own {
    fn column_type(&self, dialect: &dyn alchemy_core::Dialect) -> Result<String> {
        only_here(dialect, &self.words)?;
        Ok(self.words.to_string())
    }
}

fn only_here(dialect: &dyn alchemy_core::Dialect, what: &str) -> Result<()> {
    if dialect.dialect_type() == TypeId::of::<Dialect>() {
        return Ok(());
    }
    Err(Error::unsupported(format!("the type {what}"), dialect.name()))
}

/// A type of the server's, or of an extension, by its words; they are trusted SQL.
///
/// ```
/// use alchemy_core::prelude::*;
/// use alchemy_postgres::column_types;
/// let dialect = alchemy_postgres::Dialect::default();
/// assert_eq!(dialect.column_type(&column_types::named("ltree"))?, "ltree");
/// # Ok::<(), Error>(())
/// ```
pub fn named(words: impl Into<Name>) -> SqlType {
    SqlType::extension(Own { words: words.into() })
}

macro_rules! types {
    ($($(#[$doc:meta])* $name:ident $words:literal;)*) => {$(
        $(#[$doc])*
        pub fn $name() -> SqlType {
            named(Name::Static($words))
        }
    )*};
}
types! {
    /// Addresses of hosts and networks.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types;
    /// let t = Table::new("t").column(Column::new("host", column_types::inet()));
    /// let create = DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?;
    /// assert_eq!(create.text(), "CREATE TABLE t (host INET)");
    /// # Ok::<(), Error>(())
    /// ```
    inet "INET";
    /// Networks.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types;
    /// let t = Table::new("t").column(Column::new("network", column_types::cidr()));
    /// let create = DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?;
    /// assert_eq!(create.text(), "CREATE TABLE t (network CIDR)");
    /// # Ok::<(), Error>(())
    /// ```
    cidr "CIDR";
    /// Addresses of network cards.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types;
    /// let t = Table::new("t").column(Column::new("card", column_types::macaddr()));
    /// let create = DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?;
    /// assert_eq!(create.text(), "CREATE TABLE t (card MACADDR)");
    /// # Ok::<(), Error>(())
    /// ```
    macaddr "MACADDR";
    /// Longer addresses of network cards.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types;
    /// let t = Table::new("t").column(Column::new("card", column_types::macaddr8()));
    /// let create = DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?;
    /// assert_eq!(create.text(), "CREATE TABLE t (card MACADDR8)");
    /// # Ok::<(), Error>(())
    /// ```
    macaddr8 "MACADDR8";
    /// Amounts of money.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types;
    /// let t = Table::new("t").column(Column::new("price", column_types::money()));
    /// let create = DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?;
    /// assert_eq!(create.text(), "CREATE TABLE t (price MONEY)");
    /// # Ok::<(), Error>(())
    /// ```
    money "MONEY";
    /// Object numbers.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types;
    /// let t = Table::new("t").column(Column::new("large_object", column_types::oid()));
    /// let create = DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?;
    /// assert_eq!(create.text(), "CREATE TABLE t (large_object OID)");
    /// # Ok::<(), Error>(())
    /// ```
    oid "OID";
    /// Tables, by name.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types;
    /// let t = Table::new("t").column(Column::new("of_table", column_types::regclass()));
    /// let create = DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?;
    /// assert_eq!(create.text(), "CREATE TABLE t (of_table REGCLASS)");
    /// # Ok::<(), Error>(())
    /// ```
    regclass "REGCLASS";
    /// Collations, by name.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types;
    /// let t = Table::new("t").column(Column::new("sorted_by", column_types::regcollation()));
    /// let create = DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?;
    /// assert_eq!(create.text(), "CREATE TABLE t (sorted_by REGCOLLATION)");
    /// # Ok::<(), Error>(())
    /// ```
    regcollation "REGCOLLATION";
    /// Configurations of text search, by name.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types;
    /// let t = Table::new("t").column(Column::new("language", column_types::regconfig()));
    /// let create = DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?;
    /// assert_eq!(create.text(), "CREATE TABLE t (language REGCONFIG)");
    /// # Ok::<(), Error>(())
    /// ```
    regconfig "REGCONFIG";
    /// Text without regard to case.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types;
    /// let t = Table::new("t").column(Column::new("email", column_types::citext()));
    /// let create = DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?;
    /// assert_eq!(create.text(), "CREATE TABLE t (email CITEXT)");
    /// # Ok::<(), Error>(())
    /// ```
    citext "CITEXT";
    /// Paths into JSON.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types;
    /// let t = Table::new("t").column(Column::new("way", column_types::jsonpath()));
    /// let create = DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?;
    /// assert_eq!(create.text(), "CREATE TABLE t (way JSONPATH)");
    /// # Ok::<(), Error>(())
    /// ```
    jsonpath "JSONPATH";
    /// Documents for text search.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types;
    /// let t = Table::new("t").column(Column::new("words", column_types::tsvector()));
    /// let create = DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?;
    /// assert_eq!(create.text(), "CREATE TABLE t (words TSVECTOR)");
    /// # Ok::<(), Error>(())
    /// ```
    tsvector "TSVECTOR";
    /// Queries of text search.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types;
    /// let t = Table::new("t").column(Column::new("wanted", column_types::tsquery()));
    /// let create = DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?;
    /// assert_eq!(create.text(), "CREATE TABLE t (wanted TSQUERY)");
    /// # Ok::<(), Error>(())
    /// ```
    tsquery "TSQUERY";
    /// Pairs of keys and values.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types;
    /// let t = Table::new("t").column(Column::new("labels", column_types::hstore()));
    /// let create = DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?;
    /// assert_eq!(create.text(), "CREATE TABLE t (labels HSTORE)");
    /// # Ok::<(), Error>(())
    /// ```
    hstore "HSTORE";
    /// XML.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types;
    /// let t = Table::new("t").column(Column::new("document", column_types::xml()));
    /// let create = DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?;
    /// assert_eq!(create.text(), "CREATE TABLE t (document XML)");
    /// # Ok::<(), Error>(())
    /// ```
    xml "XML";
    /// Any number of bits.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types;
    /// let t = Table::new("t").column(Column::new("flags", column_types::bit_varying_of_any_length()));
    /// let create = DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?;
    /// assert_eq!(create.text(), "CREATE TABLE t (flags BIT VARYING)");
    /// # Ok::<(), Error>(())
    /// ```
    bit_varying_of_any_length "BIT VARYING";
}

/// So many bits.
///
/// ```
/// use alchemy_core::prelude::*;
/// use alchemy_postgres::column_types;
/// assert_eq!(alchemy_postgres::Dialect::default().column_type(&column_types::bit(3))?, "BIT(3)");
/// # Ok::<(), Error>(())
/// ```
pub fn bit(bits: u32) -> SqlType {
    named(format!("BIT({bits})"))
}

/// At most so many bits.
///
/// ```
/// use alchemy_core::prelude::*;
/// use alchemy_postgres::column_types;
/// assert_eq!(alchemy_postgres::Dialect::default().column_type(&column_types::bit_varying(8))?, "BIT VARYING(8)");
/// # Ok::<(), Error>(())
/// ```
pub fn bit_varying(bits: u32) -> SqlType {
    named(format!("BIT VARYING({bits})"))
}

/// An interval of certain fields, `YEAR TO MONTH`, with so many digits behind the second.
///
/// ```
/// use alchemy_core::prelude::*;
/// use alchemy_postgres::column_types;
/// let dialect = alchemy_postgres::Dialect::default();
/// assert_eq!(dialect.column_type(&column_types::interval("DAY TO SECOND", Some(3)))?, "INTERVAL DAY TO SECOND (3)");
/// # Ok::<(), Error>(())
/// ```
pub fn interval(fields: &str, precision: Option<u8>) -> SqlType {
    named(precision.map_or_else(|| format!("INTERVAL {fields}"), |digits| format!("INTERVAL {fields} ({digits})")))
}

/// A time with a number of digits behind the second that is written also where it is the server's own, six.
///
/// ```
/// use alchemy_core::{Clock, prelude::*};
/// use alchemy_postgres::column_types;
/// let dialect = alchemy_postgres::Dialect::default();
/// assert_eq!(dialect.column_type(&column_types::precise(Clock::Time, 6))?, "TIME(6) WITHOUT TIME ZONE");
/// # Ok::<(), Error>(())
/// ```
pub fn precise(of: Clock, digits: u8) -> SqlType {
    named(match of {
        Clock::Time => format!("TIME({digits}) WITHOUT TIME ZONE"),
        Clock::TimeWithZone => format!("TIME({digits}) WITH TIME ZONE"),
        Clock::DateTime => format!("TIMESTAMP({digits}) WITHOUT TIME ZONE"),
        Clock::Timestamp => format!("TIMESTAMP({digits}) WITH TIME ZONE"),
    })
}

/// A type with a name of its own, made of another and of conditions.
///
/// ```
/// use alchemy_core::{DdlStatement, SqlType};
/// use alchemy_postgres::column_types::Domain;
/// let zip = Domain::new("zip", SqlType::Text).not_null().check("VALUE ~ '^[0-9]+$'");
/// let dialect = alchemy_postgres::Dialect::default();
/// assert_eq!(
///     DdlStatement::of(&zip.create(), &dialect)?.text(),
///     "CREATE DOMAIN zip AS TEXT NOT NULL CHECK (VALUE ~ '^[0-9]+$')",
/// );
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Domain {
    name: Name,
    schema: Option<Name>,
    of: SqlType,
    collation: Option<Name>,
    default: Option<String>,
    not_null: bool,
    constraint: Option<Name>,
    check: Option<Name>,
}

impl Domain {
    /// A domain of that name over a type.
    ///
    /// ```
    /// use alchemy_core::{SqlType, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types::Domain;
    /// let zip = Domain::new("zip", SqlType::Text);
    /// assert_eq!(
    ///     DdlStatement::of(&zip.create(), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE DOMAIN zip AS TEXT",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(name: impl Into<Name>, of: impl Into<SqlType>) -> Domain {
        let (name, of) = (name.into(), of.into());
        Domain { name, schema: None, of, collation: None, default: None, not_null: false, constraint: None, check: None }
    }

    /// In a schema of that name.
    ///
    /// ```
    /// use alchemy_core::{SqlType, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types::Domain;
    /// let zip = Domain::new("zip", SqlType::Text).schema("mail");
    /// assert_eq!(
    ///     DdlStatement::of(&zip.create(), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE DOMAIN mail.zip AS TEXT",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn schema(mut self, schema: impl Into<Name>) -> Domain {
        self.schema = Some(schema.into());
        self
    }

    /// COLLATE
    ///
    /// ```
    /// use alchemy_core::{SqlType, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types::Domain;
    /// let zip = Domain::new("zip", SqlType::Text).collation("C");
    /// assert_eq!(
    ///     DdlStatement::of(&zip.create(), &alchemy_postgres::Dialect::default())?.text(),
    ///     r#"CREATE DOMAIN zip AS TEXT COLLATE "C""#,
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn collation(mut self, collation: impl Into<Name>) -> Domain {
        self.collation = Some(collation.into());
        self
    }

    /// DEFAULT, a text.
    ///
    /// ```
    /// use alchemy_core::{SqlType, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types::Domain;
    /// let zip = Domain::new("zip", SqlType::Text).default_text("00000");
    /// assert_eq!(
    ///     DdlStatement::of(&zip.create(), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE DOMAIN zip AS TEXT DEFAULT '00000'",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn default_text(mut self, default: &str) -> Domain {
        self.default = Some(format!("'{}'", default.replace('\'', "''")));
        self
    }

    /// DEFAULT, an expression in trusted SQL.
    ///
    /// ```
    /// use alchemy_core::{SqlType, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types::Domain;
    /// let zip = Domain::new("zip", SqlType::Text).default("repeat('0', 5)");
    /// assert_eq!(
    ///     DdlStatement::of(&zip.create(), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE DOMAIN zip AS TEXT DEFAULT repeat('0', 5)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn default(mut self, default: impl Into<String>) -> Domain {
        self.default = Some(default.into());
        self
    }

    /// NOT NULL
    ///
    /// ```
    /// use alchemy_core::{SqlType, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types::Domain;
    /// let zip = Domain::new("zip", SqlType::Text).not_null();
    /// assert_eq!(
    ///     DdlStatement::of(&zip.create(), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE DOMAIN zip AS TEXT NOT NULL",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn not_null(mut self) -> Domain {
        self.not_null = true;
        self
    }

    /// The name of the constraint that follows.
    ///
    /// ```
    /// use alchemy_core::{SqlType, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types::Domain;
    /// let zip = Domain::new("zip", SqlType::Text).constraint("not_empty").check("VALUE <> ''");
    /// assert_eq!(
    ///     DdlStatement::of(&zip.create(), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE DOMAIN zip AS TEXT CONSTRAINT not_empty CHECK (VALUE <> '')",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn constraint(mut self, name: impl Into<Name>) -> Domain {
        self.constraint = Some(name.into());
        self
    }

    /// CHECK, a condition on `VALUE` in trusted SQL.
    ///
    /// ```
    /// use alchemy_core::{SqlType, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types::Domain;
    /// let zip = Domain::new("zip", SqlType::Text).check("VALUE <> ''");
    /// assert_eq!(
    ///     DdlStatement::of(&zip.create(), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE DOMAIN zip AS TEXT CHECK (VALUE <> '')",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn check(mut self, condition: impl Into<Name>) -> Domain {
        self.check = Some(condition.into());
        self
    }

    /// As the type of a column.
    ///
    /// ```
    /// use alchemy_core::{SqlType, CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types::Domain;
    /// let zip = Domain::new("zip", SqlType::Text);
    /// let address = Table::new("address").column(Column::new("zip", zip.sql_type()));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&address), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE TABLE address (zip zip)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn sql_type(&self) -> SqlType {
        SqlType::extension(self.clone())
    }

    /// What creates it.
    ///
    /// ```
    /// use alchemy_core::{SqlType, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types::Domain;
    /// let age = Domain::new("age", SqlType::Integer).check("VALUE >= 0");
    /// assert_eq!(
    ///     DdlStatement::of(&age.create(), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE DOMAIN age AS INTEGER CHECK (VALUE >= 0)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn create(&self) -> CreateDomain<'_> {
        CreateDomain(self)
    }

    /// What drops it.
    ///
    /// ```
    /// use alchemy_core::{SqlType, DdlStatement, prelude::*};
    /// use alchemy_postgres::column_types::Domain;
    /// let zip = Domain::new("zip", SqlType::Text);
    /// assert_eq!(DdlStatement::of(&zip.drop_domain(), &alchemy_postgres::Dialect::default())?.text(), "DROP DOMAIN zip");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn drop_domain(&self) -> DropDomain<'_> {
        DropDomain(self)
    }

    fn write_name(&self, r: &mut Renderer<'_>) -> Result<()> {
        if let Some(schema) = &self.schema {
            r.name(schema)?;
            r.glue(".");
        }
        r.name(&self.name)
    }
}

impl ExtensionType for Domain {
    fn column_type(&self, dialect: &dyn alchemy_core::Dialect) -> Result<String> {
        only_here(dialect, "of a domain")?;
        let mut r = Renderer::literal(dialect);
        self.write_name(&mut r)?;
        Ok(r.finish().0.to_string())
    }
}

impl SchemaElement for Domain {
    fn comes_first(&self) -> bool {
        true
    }

    fn is_for(&self, dialect: &dyn alchemy_core::Dialect) -> bool {
        only_here(dialect, "of a domain").is_ok()
    }

    fn render_create(&self, r: &mut Renderer<'_>, checked: bool) -> Result<()> {
        if !checked {
            return self.create().render(r);
        }
        // There is no IF NOT EXISTS of domains.
        let create = DdlStatement::of(&self.create(), r.dialect())?.to_string();
        let quote = dollar_quote(&create);
        r.word(&format!("DO {quote} BEGIN {create}; EXCEPTION WHEN duplicate_object THEN NULL; END {quote}"));
        Ok(())
    }

    fn render_drop(&self, r: &mut Renderer<'_>, checked: bool) -> Result<()> {
        if !checked {
            return self.drop_domain().render(r);
        }
        r.word("DROP DOMAIN IF EXISTS");
        self.write_name(r)
    }
}

/// What can stand around a text, since it is nowhere in it.
fn dollar_quote(text: &str) -> String {
    let mut quote = "$do$".to_owned();
    while text.contains(&quote) {
        quote.insert(1, '_');
    }
    quote
}

/// `CREATE DOMAIN …`
#[derive(Debug, Clone, Copy)]
pub struct CreateDomain<'d>(&'d Domain);

impl Render for CreateDomain<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        only_here(r.dialect(), "of a domain")?;
        let domain = self.0;
        r.word("CREATE DOMAIN");
        domain.write_name(r)?;
        r.word("AS");
        let of = r.dialect().column_type(&domain.of)?;
        r.word(&of);
        if let Some(collation) = &domain.collation {
            r.word("COLLATE");
            r.name(collation)?;
        }
        if let Some(default) = &domain.default {
            r.word("DEFAULT");
            r.word(default);
        }
        if let Some(constraint) = &domain.constraint {
            r.word("CONSTRAINT");
            r.name(constraint)?;
        }
        if domain.not_null {
            r.word("NOT NULL");
        }
        if let Some(check) = &domain.check {
            r.word(&format!("CHECK ({check})"));
        }
        Ok(())
    }
}

/// `DROP DOMAIN …`
#[derive(Debug, Clone, Copy)]
pub struct DropDomain<'d>(&'d Domain);

impl Render for DropDomain<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        only_here(r.dialect(), "of a domain")?;
        r.word("DROP DOMAIN");
        self.0.write_name(r)
    }
}

macro_rules! statements {
    ($($element:ident),*) => {$(
        impl alchemy_core::Statement for $element<'_> {
            fn prepare(&self, dialect: &std::sync::Arc<dyn alchemy_core::Dialect>) -> Result<alchemy_core::Prepared> {
                alchemy_core::DdlStatement::of(self, &**dialect).map(alchemy_core::Prepared::from)
            }
        }
    )*};
}
statements!(CreateDomain, DropDomain);

#[cfg(test)]
mod tests {
    use alchemy_core::{Renderer, SchemaElement as _, SqlType};

    use super::Domain;

    #[test]
    fn a_domain_that_may_be_there_stands_between_quotes_that_are_not_in_it() {
        for (check, quote) in [("VALUE <> ''", "$do$"), ("VALUE <> '$do$'", "$_do$")] {
            let (zip, dialect) = (Domain::new("zip", SqlType::Text).check(check), crate::Dialect::default());
            let mut r = Renderer::literal(&dialect);
            zip.render_create(&mut r, true).unwrap();
            let expected = format!(
                "DO {quote} BEGIN CREATE DOMAIN zip AS TEXT CHECK ({check}); EXCEPTION WHEN duplicate_object THEN NULL; END {quote}"
            );
            assert_eq!(*r.finish().0, expected);
        }
    }
}
