//! SQL text with values in it.

use std::sync::Arc;

use crate::compile::{Filling, Key, Keyed, Render, Renderer, empty_list};
use crate::dialect::InSpelling;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Name;
use crate::sql::text::scan::{Piece, scan};
use crate::sql::{Construct, CteNode, IntoExpr, NamedAfter, Node, ParamList, Parameter, RowSource};
use crate::types::{SqlType, SqlValue};

/// SQL text with values in it, as a statement or as a part of one.
#[derive(Debug, Clone)]
pub struct TextFragment {
    pub(super) sql: Arc<str>,
    pub(super) values: Vec<(Name, TextValue)>,
    /// Common table expressions that it names.
    pub(super) ctes: Vec<Arc<CteNode>>,
}

/// What stands for `:name`.
#[derive(Debug, Clone)]
pub(super) enum TextValue {
    One(Node),
    /// Of a type.
    List(Vec<Node>, SqlType),
    Given(Arc<Parameter>),
}

impl TextFragment {
    /// Text without values yet.
    pub(super) fn new(sql: &str) -> Self {
        TextFragment { sql: sql.into(), values: Vec::new(), ctes: Vec::new() }
    }

    fn value(&self, name: &str) -> Option<&TextValue> {
        self.values.iter().find(|(known, _)| **known == *name).map(|(_, value)| value)
    }

    fn check(&self) -> Result<()> {
        let Some((missing, _)) = self.values.iter().find(|(name, _)| !self.names(name)) else { return Ok(()) };
        let message = format!("the text has no `:{missing}` for the value bound to it");
        Err(Error::new(ErrorKind::Programming, message))
    }

    fn names(&self, name: &str) -> bool {
        let mut found = false;
        scan(&self.sql, |piece| found |= piece == Piece::Value(name));
        found
    }
}

impl TextValue {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        match self {
            TextValue::One(node) => node.render(r),
            TextValue::List(nodes, element) if nodes.is_empty() => r.parens(|r| {
                r.word(&empty_list(r.dialect(), std::slice::from_ref(element))?);
                Ok(())
            }),
            TextValue::List(nodes, _) => r.parens(|r| r.list(nodes, |r, node| node.render(r))),
            TextValue::Given(list) => list.render_unnested(r),
        }
    }
}

impl Parameter {
    /// `(?, ?)`, or a SELECT from the array where the text must not depend on the length.
    fn render_unnested(&self, r: &mut Renderer<'_>) -> Result<()> {
        if r.features().in_list != InSpelling::AnyArray || r.is_literal() || self.is_inlined() {
            return r.parens(|r| r.slot(self, Filling::Spliced));
        }
        let element = self.element_type(r)?;
        r.parens(|r| {
            r.word("SELECT unnest(CAST(");
            r.slot(self, Filling::Bound)?;
            r.word(&format!("AS {element}[]))"));
            Ok(())
        })
    }
}

impl Keyed for TextValue {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        match self {
            TextValue::One(node) => {
                key.tag(0);
                node.key(key);
            }
            TextValue::List(nodes, element) => {
                key.tag(1);
                nodes.key(key);
                key.plain(element);
            }
            TextValue::Given(list) => {
                key.tag(2);
                Keyed::key(&**list, key);
            }
        }
    }
}

impl Construct for TextFragment {
    crate::key!(values, ctes; sql);

    fn naming(&self) -> NamedAfter<'_> {
        NamedAfter::Nothing
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        for (_, value) in &self.values {
            match value {
                TextValue::One(node) => visit(node),
                TextValue::List(nodes, _) => nodes.iter().for_each(&mut *visit),
                TextValue::Given(_) => {}
            }
        }
    }
}

impl Render for TextFragment {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.check()?;
        // Its columns are named by itself, wherever it stands.
        r.take_place();
        self.ctes.iter().try_for_each(|cte| r.need_cte(cte))?;
        r.word("");
        let mut result = Ok(());
        scan(&self.sql, |piece| {
            if result.is_ok() {
                result = self.render_piece(r, piece);
            }
        });
        result
    }
}

impl TextFragment {
    fn render_piece(&self, r: &mut Renderer<'_>, piece: Piece<'_>) -> Result<()> {
        match piece {
            Piece::Plain(text) => {
                r.glue(text);
                Ok(())
            }
            Piece::Value(name) => match self.value(name) {
                Some(value) => value.render(r),
                // Nothing was bound, so it is given at execution.
                None => Parameter::named(name).render(r),
            },
        }
    }
}

/// A list for `IN :name` in text.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a list of values", note = "give an array, a `Vec` or `param_list(…)`")]
pub trait IntoTextList {
    #[doc(hidden)]
    fn push_values(self, text: &mut TextFragment, name: &str);
}

fn push(text: &mut TextFragment, name: &str, value: TextValue) {
    text.values.push((name.into(), value));
}

fn nodes<E: IntoExpr>(items: impl IntoIterator<Item = E>) -> TextValue {
    TextValue::List(items.into_iter().map(|item| item.into_expr().into_node()).collect(), E::Value::sql_type())
}

impl<E: IntoExpr, const N: usize> IntoTextList for [E; N] {
    fn push_values(self, text: &mut TextFragment, name: &str) {
        push(text, name, nodes(self));
    }
}

impl<E: IntoExpr> IntoTextList for Vec<E> {
    fn push_values(self, text: &mut TextFragment, name: &str) {
        push(text, name, nodes(self));
    }
}

impl<T: SqlValue> IntoTextList for &ParamList<T> {
    fn push_values(self, text: &mut TextFragment, name: &str) {
        push(text, name, TextValue::Given(self.parameter().clone()));
    }
}

pub(super) fn push_one(text: &mut TextFragment, name: &str, value: impl IntoExpr) {
    push(text, name, TextValue::One(value.into_expr().into_node()));
}

impl Keyed for TextFragment {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        Construct::key(self, key);
    }
}

impl RowSource for TextFragment {}
