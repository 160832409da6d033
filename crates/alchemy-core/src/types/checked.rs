//! Types whose values a CHECK confirms, where the database does not.

use std::sync::Arc;

use crate::dialect::{Dialect, EnumSpelling};
use crate::schema::Name;
use crate::types::SqlType;
use crate::value::Value;

/// A type whose values a CHECK confirms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Checked {
    /// The type.
    pub of: SqlType,
    /// The name of the constraint.
    pub name: Option<Name>,
}

impl SqlType {
    /// With a CHECK of that name that a column holds nothing but the type's values, in databases that would take others:
    /// 2 as a boolean, any text as an enum.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, EnumType, SqlType, dialect::Ansi, prelude::*};
    /// let hue = EnumType::new("hue", ["red", "green"]).as_text();
    /// let car = Table::new("car").column(Column::new("hue", SqlType::from(hue).checked("ck_hue")));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&car), &Ansi)?.text(),
    ///     "CREATE TABLE car (hue VARCHAR(5), CONSTRAINT ck_hue CHECK (hue IN ('red', 'green')))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn checked(self, name: impl Into<Name>) -> SqlType {
        SqlType::Checked(Arc::new(Checked { of: self, name: Some(name.into()) }))
    }

    /// As [`SqlType::checked`], with a CHECK that has no name of its own.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, EnumType, SqlType, dialect::Ansi, prelude::*};
    /// let hue = EnumType::new("hue", ["red", "green"]).as_text();
    /// let car = Table::new("car").column(Column::new("hue", SqlType::from(hue).checked_unnamed()));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&car), &Ansi)?.text(),
    ///     "CREATE TABLE car (hue VARCHAR(5), CHECK (hue IN ('red', 'green')))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn checked_unnamed(self) -> SqlType {
        SqlType::Checked(Arc::new(Checked { of: self, name: None }))
    }

    /// The values that a CHECK has to confirm in a dialect, and the constraint's name.
    ///
    /// ```
    /// use alchemy_core::{EnumType, SqlType, Value, dialect::Ansi};
    /// let hue = SqlType::from(EnumType::new("hue", ["red", "green"]).as_text());
    /// assert_eq!(hue.to_check(&Ansi), None);
    /// let checked = hue.checked("ck_hue");
    /// let (name, values) = checked.to_check(&Ansi).unwrap();
    /// assert_eq!((name.map(|name| &**name), values), (Some("ck_hue"), vec![Value::from("red"), Value::from("green")]));
    /// ```
    pub fn to_check(&self, dialect: &dyn Dialect) -> Option<(Option<&Name>, Vec<Value>)> {
        match self {
            SqlType::Checked(checked) => Some((checked.name.as_ref(), checked.of.loose_values(dialect)?)),
            SqlType::Variants(variants) => variants.of(dialect.name()).to_check(dialect),
            _ => None,
        }
    }

    /// The values of a type for which the dialect has only a wider one.
    fn loose_values(&self, dialect: &dyn Dialect) -> Option<Vec<Value>> {
        let features = dialect.features();
        match self {
            SqlType::Boolean if !features.native_boolean => Some(vec![Value::Int(0), Value::Int(1)]),
            SqlType::Enum(of) if !of.native || features.enums == EnumSpelling::Text => {
                Some(of.values.iter().map(|value| Value::from(&**value)).collect())
            }
            _ => None,
        }
    }
}
