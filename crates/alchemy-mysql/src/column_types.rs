//! Column types that only MySQL and MariaDB have.
//!
//! ```
//! use alchemy_core::Dialect;
//! use alchemy_mysql::column_types;
//! let dialect = alchemy_mysql::Dialect::mysql();
//! assert_eq!(dialect.column_type(&column_types::MEDIUMINT.unsigned().into())?, "MEDIUMINT UNSIGNED");
//! assert_eq!(dialect.column_type(&column_types::VARCHAR.of(30).charset("latin1").into())?, "VARCHAR(30) CHARACTER SET latin1");
//! # Ok::<(), alchemy_core::Error>(())
//! ```

use std::any::TypeId;

use alchemy_core::dialect::ansi;
use alchemy_core::{Error, ExtensionType, Name, Renderer, Result, SqlType};

use crate::Dialect;

/// A type by its word, with what may follow it.
#[derive(Debug, Clone)]
pub struct ColumnType {
    word: Name,
    numbers: [Option<u32>; 2],
    words: Vec<Name>,
    national: bool,
    unsigned: bool,
    zerofill: bool,
    charset: Option<Name>,
    /// The short word for a character set.
    short_charset: Option<&'static str>,
    binary: bool,
    collation: Option<Name>,
    /// Whether only MariaDB has it.
    mariadb: bool,
}

impl ColumnType {
    const fn new(word: &'static str) -> ColumnType {
        ColumnType {
            word: Name::Static(word),
            numbers: [None, None],
            words: Vec::new(),
            national: false,
            unsigned: false,
            zerofill: false,
            charset: None,
            short_charset: None,
            binary: false,
            collation: None,
            mariadb: false,
        }
    }

    const fn of_mariadb(word: &'static str) -> ColumnType {
        let mut of = ColumnType::new(word);
        of.mariadb = true;
        of
    }

    /// With a number in parentheses: a length, a width, digits behind the second.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_mysql::column_types::BIT;
    /// assert_eq!(alchemy_mysql::Dialect::mysql().column_type(&BIT.of(3).into())?, "BIT(3)");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn of(mut self, number: u32) -> ColumnType {
        self.numbers = [Some(number), None];
        self
    }

    /// With two numbers in parentheses: all digits, and those behind the point.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_mysql::column_types::DECIMAL;
    /// assert_eq!(alchemy_mysql::Dialect::mysql().column_type(&DECIMAL.digits(10, 2).into())?, "DECIMAL(10, 2)");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn digits(mut self, precision: u32, scale: u32) -> ColumnType {
        self.numbers = [Some(precision), Some(scale)];
        self
    }

    /// NATIONAL
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_mysql::column_types::VARCHAR;
    /// assert_eq!(alchemy_mysql::Dialect::mysql().column_type(&VARCHAR.of(9).national().into())?, "NATIONAL VARCHAR(9)");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn national(mut self) -> ColumnType {
        self.national = true;
        self
    }

    /// UNSIGNED
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_mysql::column_types::INTEGER;
    /// assert_eq!(alchemy_mysql::Dialect::mysql().column_type(&INTEGER.unsigned().into())?, "INTEGER UNSIGNED");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn unsigned(mut self) -> ColumnType {
        self.unsigned = true;
        self
    }

    /// ZEROFILL
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_mysql::column_types::INTEGER;
    /// assert_eq!(alchemy_mysql::Dialect::mysql().column_type(&INTEGER.of(4).zerofill().into())?, "INTEGER(4) ZEROFILL");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn zerofill(mut self) -> ColumnType {
        self.zerofill = true;
        self
    }

    /// CHARACTER SET
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_mysql::column_types::VARCHAR;
    /// let latin = VARCHAR.of(9).charset("latin1");
    /// assert_eq!(alchemy_mysql::Dialect::mysql().column_type(&latin.into())?, "VARCHAR(9) CHARACTER SET latin1");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn charset(mut self, charset: impl Into<Name>) -> ColumnType {
        self.charset = Some(charset.into());
        self.short_charset = None;
        self
    }

    /// ASCII: in the character set `latin1`.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_mysql::column_types::CHAR;
    /// assert_eq!(alchemy_mysql::Dialect::mysql().column_type(&CHAR.of(3).ascii().into())?, "CHAR(3) ASCII");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn ascii(mut self) -> ColumnType {
        self.short_charset = Some("ASCII");
        self.charset = None;
        self
    }

    /// UNICODE: in the character set `ucs2`.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_mysql::column_types::CHAR;
    /// assert_eq!(alchemy_mysql::Dialect::mysql().column_type(&CHAR.of(3).unicode().into())?, "CHAR(3) UNICODE");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn unicode(mut self) -> ColumnType {
        self.short_charset = Some("UNICODE");
        self.charset = None;
        self
    }

    /// BINARY: compared by code points.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_mysql::column_types::VARCHAR;
    /// assert_eq!(alchemy_mysql::Dialect::mysql().column_type(&VARCHAR.of(9).binary().into())?, "VARCHAR(9) BINARY");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn binary(mut self) -> ColumnType {
        self.binary = true;
        self
    }

    /// COLLATE
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_mysql::column_types::VARCHAR;
    /// let by_code = VARCHAR.of(9).collate("utf8mb4_bin");
    /// assert_eq!(alchemy_mysql::Dialect::mysql().column_type(&by_code.into())?, "VARCHAR(9) COLLATE utf8mb4_bin");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn collate(mut self, collation: impl Into<Name>) -> ColumnType {
        self.collation = Some(collation.into());
        self
    }

    fn wanted(&self, dialect: &dyn alchemy_core::Dialect) -> Result<()> {
        if dialect.dialect_type() == TypeId::of::<Dialect>() && (!self.mariadb || dialect.name() == MARIADB) {
            return Ok(());
        }
        Err(Error::unsupported(format!("the type {}", self.word), dialect.name()))
    }

    fn named(&self, dialect: &dyn alchemy_core::Dialect, words: &[(&str, &Option<Name>)], text: &mut String) -> Result<()> {
        for (word, name) in words {
            if let Some(name) = name {
                text.push_str(&format!(" {word} {}", of_the_server(dialect, name)?));
            }
        }
        Ok(())
    }
}

/// The name of a character set or of a collation, which has quotes only where it could not stand without them: it is not a
/// name of the program's, whose case would matter.
pub(crate) fn of_the_server(dialect: &dyn alchemy_core::Dialect, name: &Name) -> Result<String> {
    if !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') && !dialect.is_reserved(name) {
        return Ok(name.to_string());
    }
    let mut r = Renderer::literal(dialect);
    r.name(name)?;
    Ok(r.finish().0.to_string())
}

/// What MariaDB's dialect is called.
const MARIADB: &str = "mariadb";

impl ExtensionType for ColumnType {
    fn column_type(&self, dialect: &dyn alchemy_core::Dialect) -> Result<String> {
        self.wanted(dialect)?;
        let mut text = if self.national { format!("NATIONAL {}", self.word) } else { self.word.to_string() };
        text = match (self.words.is_empty(), self.numbers) {
            (false, _) => ansi::words(dialect, &text, &self.words)?,
            (true, numbers) => ansi::numeric(&text, numbers[0], numbers[1]),
        };
        for (said, word) in [(self.unsigned, " UNSIGNED"), (self.zerofill, " ZEROFILL")] {
            if said {
                text.push_str(word);
            }
        }
        self.named(dialect, &[("CHARACTER SET", &self.charset)], &mut text)?;
        if let Some(word) = self.short_charset {
            text.push_str(&format!(" {word}"));
        }
        if self.binary {
            text.push_str(" BINARY");
        }
        self.named(dialect, &[("COLLATE", &self.collation)], &mut text)?;
        Ok(text)
    }

    fn cast_type(&self, dialect: &dyn alchemy_core::Dialect) -> Result<String> {
        self.wanted(dialect)?;
        // CAST knows only some words.
        let word = match &*self.word {
            "BIT" | "YEAR" | "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INTEGER" | "BIGINT" if self.unsigned => "UNSIGNED INTEGER",
            "BIT" | "YEAR" | "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INTEGER" | "BIGINT" => "SIGNED INTEGER",
            "NUMERIC" | "DECIMAL" => "DECIMAL",
            "TIMESTAMP" | "DATETIME" => "DATETIME",
            "VARCHAR" | "CHAR" | "TINYTEXT" | "TEXT" | "MEDIUMTEXT" | "LONGTEXT" | "ENUM" | "SET" => "CHAR",
            "BINARY" | "VARBINARY" | "TINYBLOB" | "BLOB" | "MEDIUMBLOB" | "LONGBLOB" => "BINARY",
            other => other,
        };
        let keeps = matches!(word, "DECIMAL" | "CHAR" | "BINARY" | "DATETIME" | "TIME") && self.words.is_empty();
        Ok(if keeps { ansi::numeric(word, self.numbers[0], self.numbers[1]) } else { word.to_owned() })
    }
}

impl From<ColumnType> for SqlType {
    fn from(of: ColumnType) -> SqlType {
        SqlType::extension(of)
    }
}

macro_rules! types {
    ($($make:ident: $($doc:literal $name:ident),*;)*) => {$($(
        #[doc = $doc]
        pub const $name: ColumnType = ColumnType::$make(stringify!($name));
    )*)*};
}
types! {
    new:
    "Integers of 8 bits." TINYINT, "Integers of 16 bits." SMALLINT, "Integers of 24 bits." MEDIUMINT,
    "Integers of 32 bits." INTEGER, "Integers of 64 bits." BIGINT, "Exact decimals." NUMERIC, "Exact decimals." DECIMAL,
    "Floats of 32 bits." FLOAT, "Floats of 64 bits." DOUBLE, "Floats of 64 bits." REAL, "Bits." BIT, "Years." YEAR,
    "Times of day." TIME, "Dates and times." DATETIME, "Instants, from 1970 to 2038." TIMESTAMP,
    "Text of a fixed length." CHAR, "Text of a bounded length." VARCHAR, "Text of up to 255 bytes." TINYTEXT,
    "Text of up to 64 KiB." TEXT, "Text of up to 16 MiB." MEDIUMTEXT, "Text of up to 4 GiB." LONGTEXT,
    "Bytes of a fixed length." BINARY, "Bytes of a bounded length." VARBINARY, "Up to 255 bytes." TINYBLOB,
    "Up to 64 KiB." BLOB, "Up to 16 MiB." MEDIUMBLOB, "Up to 4 GiB." LONGBLOB, "JSON." JSON,
    "Shapes." GEOMETRY, "Points." POINT;
    of_mariadb:
    "Addresses of hosts." INET6, "Addresses of hosts, of 32 bits." INET4;
}

/// One of a list of words, with a character set or a collation.
///
/// ```
/// use alchemy_core::prelude::*;
/// use alchemy_mysql::column_types::enumeration;
/// let hue = enumeration(["red", "green"]).charset("latin1");
/// assert_eq!(alchemy_mysql::Dialect::mysql().column_type(&hue.into())?, "ENUM('red', 'green') CHARACTER SET latin1");
/// # Ok::<(), Error>(())
/// ```
pub fn enumeration<V: Into<Name>>(values: impl IntoIterator<Item = V>) -> ColumnType {
    ColumnType { words: values.into_iter().map(Into::into).collect(), ..ColumnType::new("ENUM") }
}

/// Any of a list of words; the value is their names with commas between.
///
/// ```
/// use alchemy_core::prelude::*;
/// use alchemy_mysql::column_types::set;
/// assert_eq!(alchemy_mysql::Dialect::mysql().column_type(&set(["red", "green"]).into())?, "SET('red', 'green')");
/// # Ok::<(), Error>(())
/// ```
pub fn set<V: Into<Name>>(values: impl IntoIterator<Item = V>) -> ColumnType {
    ColumnType { words: values.into_iter().map(Into::into).collect(), ..ColumnType::new("SET") }
}
