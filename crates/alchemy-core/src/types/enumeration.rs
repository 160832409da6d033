//! Types whose values are a list of words.

use std::sync::Arc;

use crate::schema::Name;
use crate::types::SqlType;

/// The type of a column that holds one of a list of words.
///
/// Some databases have such types by name, some write the list at the column; the others keep text.
///
/// ```
/// use alchemy_core::{dialect::Ansi, Dialect, EnumType, SqlType};
/// let hue: SqlType = EnumType::new("hue", ["red", "green"]).into();
/// assert_eq!(Ansi.column_type(&hue)?, "VARCHAR(5)");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EnumType {
    /// Its name, where types have names.
    pub name: Name,
    /// The schema that it lies in.
    pub schema: Option<Name>,
    /// The words, in order.
    pub values: Vec<Name>,
    /// Whether the database's own enum types are used.
    pub native: bool,
    /// How long the text is that stands for it; `None` is as long as the longest word.
    pub length: Option<u32>,
    /// Whether it is there already: scripts neither create nor drop it.
    pub existing: bool,
}

impl EnumType {
    /// The type of that name with these words.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, EnumType, dialect::Ansi, prelude::*};
    /// let hue = EnumType::new("hue", ["red", "green"]);
    /// let car = Table::new("car").column(Column::new("hue", hue));
    /// assert_eq!(DdlStatement::of(&CreateTable::new(&car), &Ansi)?.text(), "CREATE TABLE car (hue VARCHAR(5))");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new<V: Into<Name>>(name: impl Into<Name>, values: impl IntoIterator<Item = V>) -> EnumType {
        let values = values.into_iter().map(Into::into).collect();
        EnumType { name: name.into(), schema: None, values, native: true, length: None, existing: false }
    }

    /// In a schema of that name.
    ///
    /// ```
    /// use alchemy_core::{EnumType, prelude::*};
    /// assert_eq!(EnumType::new("hue", ["red"]).schema("shop").schema.as_deref(), Some("shop"));
    /// ```
    #[must_use]
    pub fn schema(mut self, schema: impl Into<Name>) -> EnumType {
        self.schema = Some(schema.into());
        self
    }

    /// Text in every database.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, EnumType, dialect::Ansi, prelude::*};
    /// let hue = EnumType::new("hue", ["red", "green"]).as_text();
    /// let car = Table::new("car").column(Column::new("hue", hue));
    /// assert_eq!(DdlStatement::of(&CreateTable::new(&car), &Ansi)?.text(), "CREATE TABLE car (hue VARCHAR(5))");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn as_text(mut self) -> EnumType {
        self.native = false;
        self
    }

    /// How long the text is that stands for it; never shorter than the longest word.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, EnumType, dialect::Ansi, prelude::*};
    /// let hue = EnumType::new("hue", ["red", "green"]).as_text().length(20);
    /// let car = Table::new("car").column(Column::new("hue", hue));
    /// assert_eq!(DdlStatement::of(&CreateTable::new(&car), &Ansi)?.text(), "CREATE TABLE car (hue VARCHAR(20))");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn length(mut self, characters: u32) -> EnumType {
        self.length = Some(characters);
        self
    }

    /// It is there already: scripts that create and drop tables leave it alone.
    ///
    /// ```
    /// use alchemy_core::{EnumType, MetaData, SqlType, dialect::Ansi, prelude::*};
    /// let hue = EnumType::new("hue", ["red", "green"]).existing();
    /// let car = Table::new("car").column(Column::new("hue", hue));
    /// assert_eq!(car.create_statements(&Ansi)?.len(), 1);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn existing(mut self) -> EnumType {
        self.existing = true;
        self
    }

    /// How many characters the text has that stands for it.
    ///
    /// ```
    /// use alchemy_core::EnumType;
    /// assert_eq!(EnumType::new("hue", ["red", "green"]).text_length(), 5);
    /// assert_eq!(EnumType::new("hue", ["red", "green"]).length(20).text_length(), 20);
    /// ```
    pub fn text_length(&self) -> u32 {
        let longest = self.values.iter().map(|value| value.chars().count()).max().unwrap_or(0);
        u32::try_from(longest).unwrap_or(u32::MAX).max(self.length.unwrap_or(1))
    }
}

impl From<EnumType> for SqlType {
    fn from(of: EnumType) -> SqlType {
        SqlType::Enum(Arc::new(of))
    }
}

impl SqlType {
    /// An enum type that names no schema lies in this one.
    pub(crate) fn lie_in(&mut self, schema: &Name) {
        match self {
            SqlType::Enum(of) if of.schema.is_none() => Arc::make_mut(of).schema = Some(schema.clone()),
            SqlType::Array { element, .. } => Arc::make_mut(element).lie_in(schema),
            SqlType::Checked(checked) => Arc::make_mut(checked).of.lie_in(schema),
            SqlType::Variants(variants) => {
                let variants = Arc::make_mut(variants);
                variants.otherwise.lie_in(schema);
                variants.by_dialect.iter_mut().for_each(|(_, of)| of.lie_in(schema));
            }
            _ => {}
        }
    }
}
