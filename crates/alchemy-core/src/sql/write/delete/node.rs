//! `DeleteNode`: a DELETE, erased, and the order of its clauses.

use std::sync::Arc;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::dialect::DeleteUsing;
use crate::error::Result;
use crate::sql::CteNode;
use crate::sql::write::extend::extensions;
use crate::sql::write::filter::condition;
use crate::sql::write::others::Others;
use crate::sql::write::{Limited, Writes, begin, returning};
use crate::sql::{Node, Projection, Source, Target, Verbatim};

/// A DELETE, erased.
#[derive(Debug, Clone)]
pub struct DeleteNode {
    /// What is written.
    pub table: Target,
    /// What stands behind the word DELETE.
    pub prefixes: Vec<Verbatim>,
    /// What stands beside the table.
    pub hints: Vec<Verbatim>,
    /// The other tables that it looks at, besides those that its expressions name.
    pub using: Vec<Source>,
    /// WHERE.
    pub filter: Option<Node>,
    /// Clauses of the program's own.
    pub extensions: Vec<Node>,
    /// ORDER BY and LIMIT.
    pub limited: Limited,
    /// RETURNING.
    pub returning: Projection,
    /// Common table expressions that nothing in it names.
    pub ctes: Vec<Arc<CteNode>>,
}

impl Keyed for DeleteNode {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        // Every field by name: one that is forgotten would make two different statements one.
        let DeleteNode { table, prefixes, hints, using, filter, extensions, limited, returning, ctes } = self;
        key.tag(u8::MAX - 4);
        table.key(key);
        prefixes.key(key);
        hints.key(key);
        using.key(key);
        filter.key(key);
        extensions.key(key);
        limited.key(key);
        returning.key(key);
        ctes.key(key);
    }
}

impl DeleteNode {
    pub(crate) fn of(table: Target) -> Self {
        DeleteNode {
            table,
            prefixes: Vec::new(),
            hints: Vec::new(),
            using: Vec::new(),
            filter: None,
            extensions: Vec::new(),
            limited: Limited::default(),
            returning: Projection::default(),
            ctes: Vec::new(),
        }
    }

    fn others(&self) -> Others {
        let mut others = Others::named(&self.using);
        self.filter.iter().for_each(|filter| others.add(&self.table, filter));
        others
    }

    fn body(&self, r: &mut Renderer<'_>, others: &Others) -> Result<()> {
        begin(r, &self.ctes, "DELETE", &self.prefixes)?;
        r.word("FROM");
        match r.features().delete_using {
            _ if others.sources.is_empty() => self.table.source.render_definition(r)?,
            DeleteUsing::None => return Err(r.unsupported("a DELETE that looks at other tables; EXISTS or IN can")),
            DeleteUsing::Others if others.hold(&self.table) => {
                return Err(r.unsupported("a DELETE with a join of the table that is deleted from"));
            }
            DeleteUsing::Others => {
                self.table.source.render_definition(r)?;
                r.word("USING");
                r.list(&others.sources, |r, source| source.render_definition(r))?;
            }
            DeleteUsing::All => {
                self.limited.must_be_empty(r, "a DELETE that looks at other tables, with ORDER BY or LIMIT")?;
                r.source_name(&self.table.source)?;
                r.word("USING");
                let target = (!others.hold(&self.table)).then_some(&self.table.source);
                r.list(target.into_iter().chain(&others.sources), |r, source| source.render_definition(r))?;
            }
        }
        condition(r, self.filter.as_ref())?;
        extensions(r, &self.extensions)?;
        self.limited.render(r)?;
        returning(r, &self.returning, Writes::Delete, &self.table.source)
    }
}

impl Render for DeleteNode {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.take_place();
        let others = self.others();
        others.around(r, &self.table, &self.hints, |r| self.body(r, &others))
    }
}
