//! `UpdateNode`: an UPDATE, erased, and the order of its clauses.

use std::sync::Arc;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::dialect::UpdateFrom;
use crate::error::Result;
use crate::sql::CteNode;
use crate::sql::write::extend::extensions;
use crate::sql::write::filter::condition;
use crate::sql::write::others::Others;
use crate::sql::write::set::{self, SetList};
use crate::sql::write::{Limited, Writes, begin, returning};
use crate::sql::{Assigned, AssignmentList, Node, Projection, Source, Target, Verbatim};

/// An UPDATE, erased.
#[derive(Debug, Clone)]
pub struct UpdateNode {
    /// What is written.
    pub table: Target,
    /// The assignments.
    pub set: AssignmentList,
    /// Whether the assignments stay in the order in which they were given.
    pub ordered: bool,
    /// What stands behind the word UPDATE.
    pub prefixes: Vec<Verbatim>,
    /// What stands beside the table.
    pub hints: Vec<Verbatim>,
    /// The other tables that it looks at, besides those that its expressions name.
    pub from: Vec<Source>,
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

impl Keyed for UpdateNode {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        // Every field by name: one that is forgotten would make two different statements one.
        let UpdateNode { table, set, ordered, prefixes, hints, from, filter, extensions, limited, returning, ctes } = self;
        key.tag(u8::MAX - 3);
        table.key(key);
        set.key(key);
        key.plain(ordered);
        prefixes.key(key);
        hints.key(key);
        from.key(key);
        filter.key(key);
        extensions.key(key);
        limited.key(key);
        returning.key(key);
        ctes.key(key);
    }
}

impl UpdateNode {
    pub(crate) fn of(table: Target) -> Self {
        UpdateNode {
            table,
            set: Vec::new(),
            ordered: false,
            prefixes: Vec::new(),
            hints: Vec::new(),
            from: Vec::new(),
            filter: None,
            extensions: Vec::new(),
            limited: Limited::default(),
            returning: Projection::default(),
            ctes: Vec::new(),
        }
    }

    fn others(&self) -> Others {
        let mut others = Others::named(&self.from);
        for (to, value) in &self.set {
            if let Assigned::Column(column) = to {
                others.add_source(&self.table, &column.source);
            }
            others.add(&self.table, value);
        }
        self.filter.iter().for_each(|filter| others.add(&self.table, filter));
        others
    }

    fn body(&self, r: &mut Renderer<'_>, set: &SetList<'_>, others: &Others) -> Result<()> {
        begin(r, &self.ctes, "UPDATE", &self.prefixes)?;
        if !others.hold(&self.table) {
            self.table.source.render_definition(r)?;
        }
        match r.features().update_from {
            _ if others.sources.is_empty() => {
                r.word("SET");
                set.render(r, "=")?;
            }
            UpdateFrom::Joined => {
                self.limited.must_be_empty(r, "an UPDATE of several tables with ORDER BY or LIMIT")?;
                if !others.hold(&self.table) {
                    r.glue(",");
                }
                r.list(&others.sources, |r, source| source.render_definition(r))?;
                r.word("SET");
                let all: Vec<Source> = others.sources.iter().cloned().chain([self.table.source.clone()]).collect();
                set.render_qualified(r, "=", &all)?;
            }
            UpdateFrom::From if others.hold(&self.table) => return Err(r.unsupported("an UPDATE of a join")),
            UpdateFrom::From if set.has_foreign() => return Err(r.unsupported("an UPDATE of several tables")),
            UpdateFrom::From => {
                r.word("SET");
                set.render(r, "=")?;
                r.word("FROM");
                r.list(&others.sources, |r, source| source.render_definition(r))?;
            }
        }
        condition(r, self.filter.as_ref())?;
        extensions(r, &self.extensions)?;
        self.limited.render(r)?;
        returning(r, &self.returning, Writes::Update, &self.table.source)
    }
}

impl Render for UpdateNode {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.take_place();
        let open = if self.set.is_empty() { set::open(&self.table) } else { Vec::new() };
        let set = if self.set.is_empty() { &open } else { &self.set };
        let set = SetList::of(&self.table, set, !self.ordered)?.with_onupdate();
        let others = self.others();
        others.around(r, &self.table, &self.hints, |r| self.body(r, &set, &others))
    }
}
