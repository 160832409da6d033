//! hstore: texts by key. It needs the extension of that name.

use std::collections::BTreeMap;
use std::sync::Arc;

use alchemy_core::family::{ComparesWith, SqlText};
use alchemy_core::{
    Dialect, Error, Expr, Expression, ExtensionType, ExtensionValue, FamilyOf, Func, IntoExpr, Result, SqlType, Value,
};

use super::family::families;
use super::{Subscript, function};

families! { "The family of hstore." SqlHstore }

/// The column type `HSTORE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HstoreType;

impl ExtensionType for HstoreType {
    fn column_type(&self, dialect: &dyn Dialect) -> Result<String> {
        super::only_type_here(dialect, "HSTORE")?;
        Ok("HSTORE".into())
    }
}

/// Texts by key, each of which may be NULL.
///
/// ```
/// use alchemy_core::{SqlValue as _, prelude::*};
/// use alchemy_postgres::{Dialect, ext::Hstore};
/// # table! { t ("t") { id: i64, attributes: Hstore } }
/// let red = Hstore([("colour".to_owned(), Some("red".to_owned()))].into());
/// let stmt = t::insert().values((t::id.to(1), t::attributes.to(&red)));
/// let compiled = stmt.compile(&Dialect::default())?;
/// assert_eq!(compiled.text(), "INSERT INTO t (id, attributes) VALUES ($1, $2)");
/// assert_eq!(compiled.params()[1], red.to_value());
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Hstore(pub BTreeMap<String, Option<String>>);

/// An hstore as it travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HstoreValue(pub(crate) Vec<(Arc<str>, Option<Arc<str>>)>);

impl ExtensionValue for HstoreValue {
    fn kind(&self) -> &'static str {
        "an hstore"
    }

    fn text(&self) -> String {
        let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let pair = |(key, value): &(Arc<str>, Option<Arc<str>>)| {
            format!("{}=>{}", quoted(key), value.as_deref().map_or_else(|| "NULL".to_owned(), quoted))
        };
        self.0.iter().map(pair).collect::<Vec<_>>().join(", ")
    }
}

alchemy_core::sql_value!(Hstore => SqlHstore, SqlType::extension(HstoreType),
from |value| match value.to_value()? {
    Value::Extension(value) => match value.downcast_ref::<HstoreValue>() {
        Some(HstoreValue(pairs)) => {
            Ok(Hstore(pairs.iter().map(|(key, value)| (key.to_string(), value.as_deref().map(str::to_owned))).collect()))
        }
        None => Err(Error::decode("Hstore", value.kind())),
    },
    other => Err(Error::decode("Hstore", other.kind())),
},
to |pairs| {
    let pairs = pairs.0.iter().map(|(key, value)| (key.as_str().into(), value.as_deref().map(Into::into))).collect();
    Value::Extension(Arc::new(HstoreValue(pairs)))
});

/// The operators and functions of hstore. `has_key`, `has_any`, `has_all`, `delete_key` and `merge` are those of
/// [`JsonbOperators`](super::JsonbOperators); [`Containment`](super::Containment) has `@>` and `<@`.
pub trait HstoreOperators: Expression {
    /// `self[key]`: the text under a key.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Hstore, HstoreOperators as _}};
    /// # table! { pub t ("t") { id: i64, attributes: Hstore } }
    /// let stmt = select(t::attributes.value("colour"));
    /// assert_eq!(stmt.compile(&Dialect::default())?.text(), "SELECT t.attributes[$1] AS anon_1 FROM t");
    /// # Ok::<(), Error>(())
    /// ```
    fn value<K: IntoExpr>(self, key: K) -> Expr<Option<String>>
    where
        SqlHstore: ComparesWith<FamilyOf<Self>>,
        SqlText: ComparesWith<FamilyOf<K>>,
    {
        Subscript::typed(self.into_expr().into_node(), key.into_expr().into_node(), None)
    }

    /// `defined(self, key)`: whether there is a text under a key, not NULL.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Hstore, HstoreOperators as _}};
    /// # table! { t ("t") { id: i64, attributes: Hstore } }
    /// assert_eq!(
    ///     select(t::id).filter(t::attributes.defined("colour")).compile(&Dialect::default())?.text(),
    ///     "SELECT t.id FROM t WHERE defined(t.attributes, $1)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn defined<K: IntoExpr>(self, key: K) -> Func<bool>
    where
        SqlHstore: ComparesWith<FamilyOf<Self>>,
    {
        function("defined", (self, key))
    }

    /// `akeys(self)`: all keys.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Hstore, HstoreOperators as _}};
    /// # table! { t ("t") { id: i64, attributes: Hstore } }
    /// assert_eq!(
    ///     select(t::attributes.keys()).compile(&Dialect::default())?.text(),
    ///     "SELECT akeys(t.attributes) AS akeys_1 FROM t",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn keys(self) -> Func<Vec<String>>
    where
        SqlHstore: ComparesWith<FamilyOf<Self>>,
    {
        function("akeys", self)
    }

    /// `avals(self)`: all texts.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Hstore, HstoreOperators as _}};
    /// # table! { t ("t") { id: i64, attributes: Hstore } }
    /// assert_eq!(
    ///     select(t::attributes.vals()).compile(&Dialect::default())?.text(),
    ///     "SELECT avals(t.attributes) AS avals_1 FROM t",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn vals(self) -> Func<Vec<Option<String>>>
    where
        SqlHstore: ComparesWith<FamilyOf<Self>>,
    {
        function("avals", self)
    }

    /// `slice(self, keys)`: what stands under some keys.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Hstore, HstoreOperators as _}};
    /// # table! { t ("t") { id: i64, attributes: Hstore } }
    /// let stmt = select(t::attributes.slice_of(vec!["colour".to_owned()]));
    /// assert_eq!(stmt.compile(&Dialect::default())?.text(), "SELECT slice(t.attributes, $1) AS slice_1 FROM t");
    /// # Ok::<(), Error>(())
    /// ```
    fn slice_of<K: IntoExpr>(self, keys: K) -> Func<Hstore>
    where
        SqlHstore: ComparesWith<FamilyOf<Self>>,
    {
        function("slice", (self, keys))
    }

    /// `hstore_to_matrix(self)`: pairs of key and text.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Hstore, HstoreOperators as _}};
    /// # table! { t ("t") { id: i64, attributes: Hstore } }
    /// assert_eq!(
    ///     select(t::attributes.matrix()).compile(&Dialect::default())?.text(),
    ///     "SELECT hstore_to_matrix(t.attributes) AS hstore_to_matrix_1 FROM t",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn matrix(self) -> Func<Vec<Vec<Option<String>>>>
    where
        SqlHstore: ComparesWith<FamilyOf<Self>>,
    {
        function("hstore_to_matrix", self)
    }
}

impl<E: Expression> HstoreOperators for E {}
