//! The condition on which two sources are joined, found by their foreign keys.

use crate::error::{Error, Result};
use crate::schema::{ForeignKey, Name, Table, TableName};
use crate::sql::{Binary, ColumnRef, Junction, Node, Operator, RowSource, Source};

/// A column of a source, with the column of a table that it hands on.
struct Handed {
    column: ColumnRef,
    table: TableName,
    name: Name,
    definition: Option<Table>,
}

impl Handed {
    /// The foreign keys that the column is part of: the key's number in its table, the table and column referred to.
    fn references(&self) -> impl Iterator<Item = (usize, &TableName, &Name)> {
        let keys = self.definition.iter().flat_map(Table::foreign_keys).enumerate();
        keys.filter_map(|(number, key)| Some((number, &key.target, referred(key, &self.name)?)))
    }
}

/// The column to which a foreign key leads from one of its columns.
fn referred<'k>(key: &'k ForeignKey, column: &Name) -> Option<&'k Name> {
    let at = key.columns.iter().position(|name| name == column)?;
    key.target_columns.get(at)
}

/// The pairs of columns that one foreign key makes equal: those referred to, those that refer.
struct Found {
    table: TableName,
    key: usize,
    pairs: Vec<(ColumnRef, ColumnRef)>,
}

/// `left.id = target.left_id`: the condition of the one foreign key between a source and what is to its left. The nearest
/// source is asked first.
///
/// # Errors
/// `Programming` if there is no foreign key between them, or more than one.
pub(crate) fn infer(left: &[&Source], nearest: &Source, target: &Source) -> Result<Node> {
    let columns = handed(target);
    let mut found = between(&handed(nearest), &columns);
    if found.is_empty() {
        let all: Vec<Handed> = left.iter().flat_map(|source| handed(source)).collect();
        found = between(&all, &columns);
    }
    found.dedup_by(|a, b| a.pairs == b.pairs);
    match found.pop() {
        Some(only) if found.is_empty() => Ok(equal(only.pairs)),
        Some(_) => Err(Error::ambiguous_join(&told(nearest), &told(target))),
        None => Err(Error::no_join(&told(nearest), &told(target))),
    }
}

/// Whether there is a foreign key between the two.
pub(crate) fn can_join(left: &Source, target: &Source) -> bool {
    !between(&handed(left), &handed(target)).is_empty()
}

fn between(left: &[Handed], right: &[Handed]) -> Vec<Found> {
    let mut found = Vec::new();
    collect(right, left, &mut found);
    collect(left, right, &mut found);
    found
}

/// The foreign keys of `from` that lead to `to`.
fn collect(from: &[Handed], to: &[Handed], found: &mut Vec<Found>) {
    for column in from {
        for (key, table, name) in column.references() {
            let Some(target) = to.iter().find(|to| to.table == *table && (to.name == *name || to.is_any())) else { continue };
            let pair = (target.named(name), column.column.clone());
            match found.iter_mut().find(|known| known.table == column.table && known.key == key) {
                Some(known) => known.pairs.push(pair),
                None => found.push(Found { table: column.table.clone(), key, pairs: vec![pair] }),
            }
        }
    }
}

impl Handed {
    /// Whether it stands for every column of a table of which only the name is known.
    fn is_any(&self) -> bool {
        self.name.is_empty()
    }

    fn named(&self, name: &Name) -> ColumnRef {
        if self.is_any() { ColumnRef { name: name.clone(), ..self.column.clone() } } else { self.column.clone() }
    }
}

/// The columns of a source.
fn handed(source: &Source) -> Vec<Handed> {
    match source {
        Source::Table { table, .. } => {
            let of = |name: &Name| Handed {
                column: ColumnRef { source: source.clone(), name: name.clone() },
                table: table.full_name(),
                name: name.clone(),
                definition: table.definition().cloned(),
            };
            match table.definition() {
                Some(definition) => definition.columns().iter().map(|column| of(&column.name)).collect(),
                None => vec![of(&Name::Static(""))],
            }
        }
        Source::Derived(derived) => selected(source, &*derived.rows),
        Source::Tree(tree) => {
            let mut all = Vec::new();
            tree.leaves(&mut |leaf| all.extend(handed(leaf)));
            all
        }
        Source::Item(item) => item.inner().map_or_else(Vec::new, |inner| {
            let under = |handed: Handed| Handed { column: ColumnRef { source: source.clone(), ..handed.column }, ..handed };
            handed(inner).into_iter().map(under).collect()
        }),
    }
}

/// The columns of tables that a SELECT hands on.
fn selected(source: &Source, rows: &dyn RowSource) -> Vec<Handed> {
    let Some(projection) = rows.projection() else { return Vec::new() };
    let names = projection.names();
    let items = projection.items.iter().flatten().zip(names);
    let hand = |(item, name): (&Node, Option<Name>)| {
        let Node::Column(column) = item.unlabelled() else { return None };
        let Source::Table { table, .. } = &column.source else { return None };
        Some(Handed {
            column: ColumnRef { source: source.clone(), name: name? },
            table: table.full_name(),
            name: column.name.clone(),
            definition: table.definition().cloned(),
        })
    };
    items.filter_map(hand).collect()
}

fn equal(pairs: Vec<(ColumnRef, ColumnRef)>) -> Node {
    let compare =
        |(left, right)| Node::from(Binary { left: Node::Column(left), operator: Operator::Eq, right: Node::Column(right) });
    let mut parts: Vec<Node> = pairs.into_iter().map(compare).collect();
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            Junction { all: true, parts }.into()
        }
    }
}

/// What a source is called in a message.
fn told(source: &Source) -> String {
    match (source.alias(), source) {
        (Some(alias), _) => alias.name.to_string(),
        (None, Source::Table { table, .. }) => table.name().to_string(),
        (None, _) => "a join".to_owned(),
    }
}
