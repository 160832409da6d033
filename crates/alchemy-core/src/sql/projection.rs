//! What a statement gives: the list behind SELECT and RETURNING.

use std::any::TypeId;

use crate::compile::{Key, Keyed, Place, Render, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{ColumnRef, Label, LabelStyle, NamedAfter, Node, Source};

/// Where an entity's columns stand in a projection.
#[derive(Debug, Clone)]
pub struct EntityAt {
    /// The first of its columns.
    pub at: usize,
    /// The model.
    pub model: TypeId,
    /// What its columns are selected from.
    pub source: Source,
}

/// The columns that a statement gives. A slot may be empty: a deferred column, which its entity counts, but which is
/// not selected.
#[derive(Debug, Clone, Default)]
pub struct Projection {
    /// The columns.
    pub items: Vec<Option<Node>>,
    /// The entities among them, in order.
    pub entities: Vec<EntityAt>,
    /// How they are named.
    pub style: LabelStyle,
}

impl Keyed for Projection {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        // Which models its columns belong to is told by its type, not by its text.
        let Projection { items, entities: _, style } = self;
        items.key(key);
        key.plain(style);
    }
}

impl Projection {
    /// Adds a column.
    pub fn push(&mut self, node: Node) {
        self.items.push(Some(node));
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// For each slot the column of the row that fills it; `None` if every slot is filled, so that they are the same.
    pub(crate) fn positions(&self) -> Option<Vec<Option<usize>>> {
        if self.items.iter().all(Option::is_some) {
            return None;
        }
        let mut next = 0..;
        Some(self.items.iter().map(|item| item.as_ref().and_then(|_| next.next())).collect())
    }

    /// Whether an expression is selected under that label.
    pub(crate) fn has_label(&self, wanted: &Label) -> bool {
        let same = |label: &Label| label.name == wanted.name && label.anonymous == wanted.anonymous;
        self.items.iter().flatten().any(|item| matches!(item, Node::Label(label) if same(label)))
    }

    /// Writes the list. A column whose name was there already gets a label, so that every name is there once; what has no
    /// name gets one. In a derived table, to whose columns others refer, every name is written.
    pub(crate) fn render(&self, r: &mut Renderer<'_>, place: Place) -> Result<()> {
        if place == Place::Embedded && self.is_plain() {
            return r.list(self.items.iter().flatten(), |r, item| item.render(r));
        }
        let mut labels = Labels::new(self, place != Place::Embedded, r.features().booleans.are_numbers());
        let mut numbers = Numbers::default();
        let outermost = place == Place::Embedded && r.scopes.len() <= 1 && !r.stores_rows;
        r.list(self.items.iter().flatten(), |r, item| {
            let item = match item {
                Node::Selected(selected) if !outermost => &selected.plain,
                item => item,
            };
            // Chosen first: names of a SELECT inside the item are counted on from it.
            let label = match labels.of(item, &mut |source| r.alias_text(source)) {
                Naming::Plain => None,
                Naming::Fixed(name) => Some(if matches!(item, Node::Label(_)) { name } else { r.fitting_name(name) }),
                Naming::Chosen(base) => Some(labels.choose(|| match place.derived() {
                    Some(derived) => r.chosen_name(derived, &numbers.next(&base), &base),
                    None => r.fresh_name(&base),
                })),
                Naming::Anonymous(id, base) => Some(r.anonymous_name(id, &base)),
            };
            r.given(outermost, |r| item.render(r))?;
            match label {
                Some(label) => {
                    r.word("AS");
                    r.free_name(&label)
                }
                None => Ok(()),
            }
        })
    }

    /// Whether there are few columns, each of another name: the usual case, for which no names need to be kept.
    fn is_plain(&self) -> bool {
        let others = |index: usize| self.items[..index].iter().flatten();
        let is_new = |(index, item): (usize, &Option<Node>)| match item {
            None => true,
            Some(Node::Column(column)) => {
                others(index).all(|other| !matches!(other, Node::Column(known) if known.name == column.name))
            }
            Some(_) => false,
        };
        self.style == LabelStyle::Disambiguate && self.items.len() <= 32 && self.items.iter().enumerate().all(is_new)
    }

    /// The names of the columns in a derived table; what the statement chooses is numbered as if it stood alone.
    pub(crate) fn names(&self) -> Vec<Option<Name>> {
        self.named().into_iter().map(|(name, _)| name).collect()
    }

    /// The names of the columns that come back from a statement of its own, where each name is there once.
    #[cfg(feature = "engine")]
    pub(crate) fn result_names(&self) -> Vec<Name> {
        let names = self.names().into_iter();
        names.map(|name| name.unwrap_or(Name::Static(""))).collect()
    }

    /// The names that the statement chooses in a derived table, and what they are made from.
    pub(crate) fn chosen_names(&self) -> Vec<(Name, Name)> {
        self.named().into_iter().filter_map(|(name, base)| Some((name?, base?))).collect()
    }

    fn named(&self) -> Vec<(Option<Name>, Option<Name>)> {
        let mut labels = Labels::new(self, true, false);
        let mut numbers = Numbers::default();
        let items = self.items.iter().flatten();
        let name = |item| match labels.of(item, &mut |source| local_text(source)) {
            Naming::Plain => (None, None),
            Naming::Fixed(name) => (Some(name), None),
            Naming::Chosen(base) | Naming::Anonymous(_, base) => (Some(labels.choose(|| numbers.next(&base))), Some(base)),
        };
        items.map(name).collect()
    }
}

/// `base_1`, `base_2`, …
#[derive(Debug, Default)]
pub(crate) struct Numbers(Vec<(Name, u32)>);

impl Numbers {
    /// The next name made from a base.
    pub(crate) fn next(&mut self, base: &Name) -> Name {
        let index = self.0.iter().position(|(known, _)| known == base).unwrap_or_else(|| {
            self.0.push((base.clone(), 0));
            self.0.len() - 1
        });
        self.0[index].1 += 1;
        format!("{base}_{}", self.0[index].1).into()
    }
}

/// The name by which columns refer to a source, where nothing else is in the statement.
fn local_text(source: &Source) -> Name {
    match source.alias() {
        Some(alias) if alias.anonymous => format!("{}_1", alias.name).into(),
        _ => source.text(),
    }
}

/// How one column of a list is named.
enum Naming {
    /// As it is written.
    Plain,
    /// By a label.
    Fixed(Name),
    /// By a label that the statement chooses, after a base.
    Chosen(Name),
    /// By a label that the statement chooses, the same wherever the label stands.
    Anonymous(u32, Name),
}

/// The names that a list has so far.
struct Labels<'n> {
    /// The names, each with the source of the column that it is the name of; none where it is of no column.
    seen: Vec<(Name, Option<&'n Source>)>,
    /// The columns whose name was another's, so that they have a label already.
    relabelled: Vec<(Name, &'n Source)>,
    all: bool,
    /// Whether truth values are numbers, so that a negated column is an expression as others are.
    numbers: bool,
    style: LabelStyle,
}

impl<'n> Labels<'n> {
    fn new(projection: &'n Projection, all: bool, numbers: bool) -> Self {
        let seen = Vec::with_capacity(projection.items.len());
        Labels { seen, relabelled: Vec::new(), all, numbers, style: projection.style }
    }

    fn of(&mut self, item: &'n Node, alias: &mut dyn FnMut(&Source) -> Name) -> Naming {
        match item {
            Node::Label(label) => match label.anonymous {
                Some(id) => Naming::Anonymous(id, label.name.clone()),
                None => {
                    if self.seen.iter().all(|(known, _)| *known != label.name) {
                        self.seen.push((label.name.clone(), None));
                    }
                    Naming::Fixed(label.name.clone())
                }
            },
            Node::Column(column) => self.column(column, alias),
            other => match other.naming() {
                NamedAfter::Nothing => Naming::Plain,
                NamedAfter::Unnamed if !self.all => Naming::Plain,
                NamedAfter::Unnamed => Naming::Chosen(Name::Static("anon")),
                NamedAfter::Number(base) => Naming::Chosen(base),
                NamedAfter::Operand(Node::Column(column)) => self.wrapped(column, alias),
                NamedAfter::Within(Node::Column(_)) if !self.all && self.is_bare() => Naming::Plain,
                NamedAfter::Within(Node::Column(column)) => self.wrapped(column, alias),
                NamedAfter::Operand(Node::Label(label)) => Naming::Fixed(label.name.clone()),
                NamedAfter::Operand(_) | NamedAfter::Within(_) => Naming::Chosen(Name::Static("anon")),
            },
        }
    }

    /// Whether a negated column is written as a column is, without a label.
    fn is_bare(&self) -> bool {
        !self.numbers && self.style != LabelStyle::TableColumn
    }

    /// What is named as the column in it, always by a label.
    fn wrapped(&mut self, column: &'n ColumnRef, alias: &mut dyn FnMut(&Source) -> Name) -> Naming {
        let name = match self.style {
            LabelStyle::TableColumn => Name::from(format!("{}_{}", alias(&column.source), column.name)),
            LabelStyle::None | LabelStyle::Disambiguate => column.name.clone(),
        };
        match self.seen.iter_mut().find(|(known, _)| *known == name) {
            None => self.seen.push((name.clone(), None)),
            Some(_) if self.style == LabelStyle::None => {}
            Some(_) if self.style == LabelStyle::TableColumn => return Naming::Chosen(name),
            Some((_, owner)) => {
                // From here on the name is no longer the column's.
                *owner = None;
                return Naming::Chosen(format!("{name}_").into());
            }
        }
        Naming::Fixed(name)
    }

    /// A column, under a label if its name is taken: by itself, or by another.
    fn column(&mut self, column: &'n ColumnRef, alias: &mut dyn FnMut(&Source) -> Name) -> Naming {
        let (name, label) = match self.style {
            LabelStyle::TableColumn => {
                let name = Name::from(format!("{}_{}", alias(&column.source), column.name));
                (name.clone(), Some(name))
            }
            LabelStyle::None | LabelStyle::Disambiguate => (column.name.clone(), self.all.then(|| column.name.clone())),
        };
        let plain = label.map_or(Naming::Plain, Naming::Fixed);
        // A name that the statement chooses is no other table's.
        let own = column.source.chooses(&column.name);
        let same = |known: &Name, source: &Option<&Source>| *known == name && (!own || *source == Some(&column.source));
        let Some((_, owner)) = self.seen.iter().find(|(known, source)| same(known, source)) else {
            self.seen.push((name, Some(&column.source)));
            return plain;
        };
        if self.style == LabelStyle::None && !self.all {
            return plain;
        }
        let again = *owner == Some(&column.source)
            || self.relabelled.iter().any(|(known, source)| *known == name && **source == column.source);
        if again {
            return Naming::Chosen(format!("{name}_").into());
        }
        self.relabelled.push((name.clone(), &column.source));
        Naming::Chosen(name)
    }

    fn choose(&mut self, mut next: impl FnMut() -> Name) -> Name {
        let mut name = next();
        while self.seen.iter().any(|(seen, _)| *seen == name) {
            name = next();
        }
        self.seen.push((name.clone(), None));
        name
    }
}
