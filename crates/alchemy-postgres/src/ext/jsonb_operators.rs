//! The operators of JSONB documents besides containment: keys, paths, joining, deleting.

use alchemy_core::family::{ComparesWith, Document, SqlAny, SqlArray, SqlJson, SqlText};
use alchemy_core::{Cast, Expr, Expression, FamilyOf, IntoExpr, JsonPart, Node, NotNullOf, SqlType};

use super::{ArrayLiteral, Infix, SqlHstore};

/// What has keys: JSONB documents and hstore.
#[diagnostic::on_unimplemented(message = "`{Self}` has no keys")]
pub trait Keys {}
impl Keys for SqlJson {}
impl Keys for SqlHstore {}
impl Keys for SqlAny {}

/// The operators of JSONB documents; those of keys are hstore's too. [`Containment`](super::Containment) has `@>` and `<@`.
pub trait JsonbOperators: Expression {
    /// `self ? key`: whether the document has the key, or an array the text.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Jsonb, JsonbOperators as _}};
    /// # table! { pub archive ("archive") { id: i64 [primary_key], doc: Jsonb<serde_json::Value> } }
    /// let stmt = select(archive::id).filter(archive::doc.has_key("k"));
    /// assert_eq!(stmt.compile(&Dialect::default())?.text(), "SELECT archive.id FROM archive WHERE archive.doc ? $1");
    /// # Ok::<(), Error>(())
    /// ```
    fn has_key<K: IntoExpr>(self, key: K) -> Expr<bool>
    where
        FamilyOf<Self>: Keys,
        SqlText: ComparesWith<FamilyOf<K>>,
    {
        Infix::typed(node(self), "?", node(key))
    }

    /// `self ?| keys`: whether the document has one of the keys.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Jsonb, JsonbOperators as _}};
    /// # table! { t ("t") { id: i64, doc: Jsonb<serde_json::Value> } }
    /// let keys = vec!["a".to_owned(), "b".to_owned()];
    /// assert_eq!(
    ///     select(t::id).filter(t::doc.has_any(keys)).compile(&Dialect::default())?.text(),
    ///     "SELECT t.id FROM t WHERE t.doc ?| $1",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn has_any<K: IntoExpr>(self, keys: K) -> Expr<bool>
    where
        FamilyOf<Self>: Keys,
        SqlArray<SqlText>: ComparesWith<FamilyOf<K>>,
    {
        Infix::typed(node(self), "?|", node(keys))
    }

    /// `self ?& keys`: whether the document has all of the keys.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Jsonb, JsonbOperators as _}};
    /// # table! { t ("t") { id: i64, doc: Jsonb<serde_json::Value> } }
    /// let keys = vec!["a".to_owned(), "b".to_owned()];
    /// assert_eq!(
    ///     select(t::id).filter(t::doc.has_all(keys)).compile(&Dialect::default())?.text(),
    ///     "SELECT t.id FROM t WHERE t.doc ?& $1",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn has_all<K: IntoExpr>(self, keys: K) -> Expr<bool>
    where
        FamilyOf<Self>: Keys,
        SqlArray<SqlText>: ComparesWith<FamilyOf<K>>,
    {
        Infix::typed(node(self), "?&", node(keys))
    }

    /// `self #- path`: the document without what stands at the end of a path of keys and positions.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Jsonb, JsonbOperators as _}};
    /// # table! { t ("t") { id: i64, doc: Jsonb<serde_json::Value> } }
    /// assert_eq!(
    ///     select(t::doc.delete_path(["a", "b"]).label("doc")).compile(&Dialect::default())?.text(),
    ///     "SELECT t.doc #- CAST(ARRAY[$1, $2] AS TEXT[]) AS doc FROM t",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn delete_path<P: Into<JsonPart>>(self, path: impl IntoIterator<Item = P>) -> Expr<NotNullOf<Self>>
    where
        FamilyOf<Self>: Document,
    {
        let items = path.into_iter().map(|part| Node::Bind(crate::documents::text(&part.into()))).collect();
        let literal = Node::Extension(std::sync::Arc::new(ArrayLiteral { items, element: SqlType::Text }));
        Infix::typed(node(self), "#-", Cast { operand: literal, sql_type: SqlType::Text.array() }.into())
    }

    /// `self - key`: the document without a key.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Jsonb, JsonbOperators as _}};
    /// # table! { t ("t") { id: i64, doc: Jsonb<serde_json::Value> } }
    /// assert_eq!(
    ///     select(t::doc.delete_key("a").label("doc")).compile(&Dialect::default())?.text(),
    ///     "SELECT t.doc - $1 AS doc FROM t",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn delete_key<K: IntoExpr>(self, key: K) -> Expr<NotNullOf<Self>>
    where
        FamilyOf<Self>: Keys,
        SqlText: ComparesWith<FamilyOf<K>>,
    {
        Infix::typed(node(self), "-", node(key))
    }

    /// `self @? path`: whether a path of SQL/JSON finds anything in the document.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Jsonb, JsonbOperators as _}};
    /// # table! { t ("t") { id: i64, doc: Jsonb<serde_json::Value> } }
    /// assert_eq!(
    ///     select(t::id).filter(t::doc.path_exists("$.a[*] ? (@ > 2)")).compile(&Dialect::default())?.text(),
    ///     "SELECT t.id FROM t WHERE t.doc @? $1",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn path_exists<P: IntoExpr>(self, path: P) -> Expr<bool>
    where
        FamilyOf<Self>: Document,
        SqlText: ComparesWith<FamilyOf<P>>,
    {
        Infix::typed(node(self), "@?", node(path))
    }

    /// `self @@ path`: what a path of SQL/JSON that is a condition says of the document.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Jsonb, JsonbOperators as _}};
    /// # table! { t ("t") { id: i64, doc: Jsonb<serde_json::Value> } }
    /// assert_eq!(
    ///     select(t::id).filter(t::doc.path_match("$.a > 2")).compile(&Dialect::default())?.text(),
    ///     "SELECT t.id FROM t WHERE t.doc @@ $1",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn path_match<P: IntoExpr>(self, path: P) -> Expr<Option<bool>>
    where
        FamilyOf<Self>: Document,
        SqlText: ComparesWith<FamilyOf<P>>,
    {
        Infix::typed(node(self), "@@", node(path))
    }

    /// `self || right`: two documents in one. A key that both have has the value of the right one.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Jsonb, JsonbOperators as _}};
    /// # table! { t ("t") { doc: Jsonb<serde_json::Value>, more: Jsonb<serde_json::Value> } }
    /// assert_eq!(
    ///     select(t::doc.merge(t::more).label("whole")).compile(&Dialect::default())?.text(),
    ///     "SELECT t.doc || t.more AS whole FROM t",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn merge<R: IntoExpr>(self, right: R) -> Expr<NotNullOf<Self>>
    where
        FamilyOf<Self>: Keys + ComparesWith<FamilyOf<R>>,
    {
        Infix::typed(node(self), "||", node(right))
    }
}

impl<E: Expression> JsonbOperators for E {}

fn node(expr: impl IntoExpr) -> Node {
    expr.into_expr().into_node()
}
