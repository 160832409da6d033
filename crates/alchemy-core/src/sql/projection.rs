//! What a statement gives: the list behind SELECT and RETURNING.

use std::any::TypeId;

use crate::compile::{Key, Keyed, Place, Render, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{AliasId, ColumnRef, Label, LabelStyle, NamedAfter, Node, Source};

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

    /// Whether something is selected under that label.
    pub(crate) fn has_label(&self, wanted: &Label) -> bool {
        self.label(wanted).is_some()
    }

    /// What is selected under that label.
    pub(crate) fn label(&self, wanted: &Label) -> Option<&Label> {
        let same = |label: &Label| label.name == wanted.name && label.anonymous == wanted.anonymous;
        self.items.iter().flatten().find_map(|item| match item {
            Node::Label(label) if same(label) => Some(&**label),
            _ => None,
        })
    }

    /// Writes the list. A column whose name was there already gets a label, so that every name is there once; what has no
    /// name gets one. In a derived table, to whose columns others refer, every name is written.
    pub(crate) fn render(&self, r: &mut Renderer<'_>, place: Place) -> Result<()> {
        if place == Place::Embedded && self.is_plain() {
            return r.list(self.items.iter().flatten(), |r, item| item.render(r));
        }
        if let Some(derived) = place.derived() {
            return self.render_derived(r, derived);
        }
        let mut labels = Labels::new(self, false, r.features().booleans.are_numbers());
        let outermost = r.scopes.len() <= 1 && !r.stores_rows;
        r.list(self.items.iter().flatten(), |r, item| {
            let item = match item {
                Node::Selected(selected) if !outermost => &selected.plain,
                item => item,
            };
            // Chosen first: names of a SELECT inside the item are counted on from it.
            let label = match labels.of(item, &mut |column| r.column_text(column)) {
                Naming::Plain => None,
                Naming::Fixed(name) => Some(if matches!(item, Node::Label(_)) { name } else { r.fitting_name(name) }),
                Naming::Chosen(base, None) => Some(labels.choose(|| r.fresh_name(&base))),
                Naming::Chosen(base, Some((column, nth))) => {
                    let mut known = Some(r.column_label(column, nth, &base));
                    Some(labels.choose(|| known.take().unwrap_or_else(|| r.fresh_name(&base))))
                }
                Naming::Anonymous(id, base) => Some(r.anonymous_name(id, &base)),
            };
            write_item(r, item, label, outermost)
        })
    }

    /// Writes the list of a derived table, each column under the name by which others refer to it.
    fn render_derived(&self, r: &mut Renderer<'_>, derived: usize) -> Result<()> {
        let named = self.named();
        r.list(self.items.iter().flatten().zip(&named), |r, (item, (name, base))| {
            let item = match item {
                Node::Selected(selected) => &selected.plain,
                item => item,
            };
            let label = match (name, base) {
                _ if matches!(item.naming(), NamedAfter::Itself(_)) => None,
                (Some(name), Some(base)) => Some(r.chosen_name(derived, name, base)),
                (name, _) => name.clone(),
            };
            write_item(r, item, label, false)
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
    pub(crate) fn chosen_names(&self) -> Vec<(Name, NameBase)> {
        self.named().into_iter().filter_map(|(name, base)| Some((name?, base?))).collect()
    }

    /// The names of the columns in a derived table, and what those are made from that the statement chooses.
    fn named(&self) -> Vec<(Option<Name>, Option<NameBase>)> {
        let mut labels = Labels::new(self, true, false);
        let (mut numbers, mut aliases) = (Numbers::default(), Vec::new());
        let name = |item| match labels.of(item, &mut |column| local_text(column, &mut aliases)) {
            Naming::Plain => match Node::naming(item) {
                NamedAfter::Itself(name) => (Some(name.clone()), None),
                _ => (None, None),
            },
            Naming::Fixed(name) => {
                let base = self.base_of(item, &name, None);
                (Some(name), base)
            }
            Naming::Chosen(base, column) => {
                let taken = self.labels_like(&base);
                let name = labels.choose(|| numbers.next_but(&base, &taken));
                let number = Number { again: base.ends_with('_'), nth: column.map_or(0, |(_, nth)| nth) };
                let column = column.map(|(column, nth)| (column.clone(), nth));
                let base = self.base_of(item, &base, Some(number)).unwrap_or(NameBase::Number { base, taken, column });
                (Some(name), Some(base))
            }
            Naming::Anonymous(id, base) => (Some(labels.choose(|| numbers.next(&base))), Some(NameBase::Anonymous(id, base))),
        };
        self.items.iter().flatten().map(name).collect()
    }

    /// Where a column stands in the list, under a label or not.
    pub(crate) fn place_of(&self, wanted: &ColumnRef) -> Option<usize> {
        self.items.iter().flatten().position(|item| matches!(item.unlabelled(), Node::Column(column) if column == wanted))
    }

    /// What a name means in the clauses behind the list: a label, a column of that name, else one by `table_column`; and where
    /// it stands.
    pub(crate) fn named_item(&self, name: &Name) -> Option<(usize, &Node)> {
        let find = |is_meant: &dyn Fn(&Node) -> bool| self.items.iter().flatten().enumerate().find(|(_, item)| is_meant(item));
        let by_name = |item: &Node| match item {
            Node::Label(label) => label.name == *name,
            Node::Column(column) => column.name == *name,
            _ => false,
        };
        let by_table = |item: &Node| matches!(item, Node::Column(column) if is_text_of(name, column));
        find(&by_name).or_else(|| find(&by_table))
    }

    /// The name that a column of the list has, once the list is written.
    pub(crate) fn written_name(&self, r: &mut Renderer<'_>, place: Place, at: usize) -> Option<Name> {
        let (name, base) = self.named().into_iter().nth(at)?;
        Some(r.written_name(place, &name?, base.as_ref()))
    }

    /// The labels of the list that begin like a name.
    fn labels_like(&self, base: &Name) -> Vec<Name> {
        let label = |item: &Node| match item {
            Node::Label(label) if label.name.starts_with(&**base) => Some(label.name.clone()),
            _ => None,
        };
        self.items.iter().flatten().filter_map(label).collect()
    }

    /// What a name is made from that depends on the statement: on the name of a table in it, or on the dialect if it is long.
    fn base_of(&self, item: &Node, name: &Name, number: Option<Number>) -> Option<NameBase> {
        let column = match (item, item.naming()) {
            (Node::Label(_), _) => return None,
            (Node::Column(column), _)
            | (_, NamedAfter::Operand(Node::Column(column)) | NamedAfter::Within(Node::Column(column))) => Some(column),
            _ => None,
        };
        match column {
            Some(column) if self.style == LabelStyle::TableColumn => Some(NameBase::Column { column: column.clone(), number }),
            Some(column) if number.is_none() && column.source.hands_on(&column.name) => Some(NameBase::Handed(column.clone())),
            _ if number.is_none() && name.len() > NEVER_CUT => Some(NameBase::Long(name.clone())),
            _ => None,
        }
    }
}

/// A name of so many bytes is cut short nowhere.
const NEVER_CUT: usize = 50;

/// What the name of a column of a derived table is made from, where the statement chooses it.
#[derive(Debug, Clone)]
pub enum NameBase {
    /// A word, with a number behind it.
    Number {
        /// The word.
        base: Name,
        /// What is called so by the program.
        taken: Vec<Name>,
        /// Which column it names, if it names one, and how often that is there before.
        column: Option<(ColumnRef, usize)>,
    },
    /// The name that the statement chooses for a column of another derived table.
    Handed(ColumnRef),
    /// A name that a dialect may cut short.
    Long(Name),
    /// What an anonymous label is made from, and its number.
    Anonymous(u32, Name),
    /// `table_column`, as the statement calls both; with `_` behind it for one that is there again, and a number behind that.
    Column {
        /// The column.
        column: ColumnRef,
        /// The number behind it, if there is one.
        number: Option<Number>,
    },
}

/// A number behind a name that is made from a column's.
#[derive(Debug, Clone, Copy)]
pub struct Number {
    /// Whether the column is there again: then `_` stands before the number.
    pub again: bool,
    /// How many columns were there again before it.
    pub nth: usize,
}

impl NameBase {
    /// Whether no other table has its name.
    pub(crate) fn is_unique(&self) -> bool {
        matches!(self, NameBase::Number { column: None, .. } | NameBase::Anonymous(..))
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

    /// The next that is not taken.
    pub(crate) fn next_but(&mut self, base: &Name, taken: &[Name]) -> Name {
        let mut name = self.next(base);
        while taken.contains(&name) {
            name = self.next(base);
        }
        name
    }
}

/// Whether a name is `table_column`.
fn is_text_of(name: &Name, column: &ColumnRef) -> bool {
    let rest = name.strip_prefix(&*column.source.text()).and_then(|rest| rest.strip_prefix('_'));
    rest == Some(&*column.name)
}

/// `table_column`, where nothing else is in the statement; `aliases` are the anonymous ones so far.
fn local_text(column: &ColumnRef, aliases: &mut Vec<AliasId>) -> Name {
    let ColumnRef { source, name } = column;
    let Some(alias) = source.alias().filter(|alias| alias.anonymous) else {
        return format!("{}_{name}", source.text()).into();
    };
    if !aliases.contains(alias) {
        aliases.push(alias.clone());
    }
    let alike = aliases.iter().filter(|known| known.name == alias.name);
    let number = alike.take_while(|known| known.id != alias.id).count() + 1;
    format!("{}_{number}_{name}", alias.name).into()
}

/// How one column of a list is named.
enum Naming<'n> {
    /// As it is written.
    Plain,
    /// By a label.
    Fixed(Name),
    /// By a label that the statement chooses, after a base; for a column with how many were there again before it.
    Chosen(Name, Option<(&'n ColumnRef, usize)>),
    /// By a label that the statement chooses, the same wherever the label stands.
    Anonymous(u32, Name),
}

/// The names that a list has so far.
struct Labels<'n> {
    /// The names, each with the source of the column that it is the name of; none where it is of no column.
    seen: Vec<(Name, Option<&'n Source>)>,
    /// The columns whose name was another's, so that they have a label already.
    relabelled: Vec<(Name, &'n Source)>,
    /// How many columns were there again.
    repeats: usize,
    all: bool,
    /// Whether truth values are numbers, so that a negated column is an expression as others are.
    numbers: bool,
    style: LabelStyle,
}

impl<'n> Labels<'n> {
    fn new(projection: &'n Projection, all: bool, numbers: bool) -> Self {
        let seen = Vec::with_capacity(projection.items.len());
        Labels { seen, relabelled: Vec::new(), repeats: 0, all, numbers, style: projection.style }
    }

    fn of(&mut self, item: &'n Node, text: &mut dyn FnMut(&ColumnRef) -> Name) -> Naming<'n> {
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
            Node::Column(column) => self.column(column, text),
            other => match other.naming() {
                NamedAfter::Nothing | NamedAfter::Itself(_) => Naming::Plain,
                NamedAfter::Unnamed if !self.all => Naming::Plain,
                NamedAfter::Unnamed => Naming::Chosen(Name::Static("anon"), None),
                NamedAfter::Number(base) => Naming::Chosen(base, None),
                NamedAfter::Operand(Node::Column(column)) => self.wrapped(column, text),
                NamedAfter::Within(Node::Column(_)) if !self.all && self.is_bare() => Naming::Plain,
                NamedAfter::Within(Node::Column(column)) => self.wrapped(column, text),
                NamedAfter::Operand(Node::Label(label)) => Naming::Fixed(label.name.clone()),
                NamedAfter::Operand(_) | NamedAfter::Within(_) => Naming::Chosen(Name::Static("anon"), None),
            },
        }
    }

    /// Whether a negated column is written as a column is, without a label.
    fn is_bare(&self) -> bool {
        !self.numbers && self.style != LabelStyle::TableColumn
    }

    /// What is named as the column in it, always by a label.
    fn wrapped(&mut self, column: &'n ColumnRef, text: &mut dyn FnMut(&ColumnRef) -> Name) -> Naming<'n> {
        let name = match self.style {
            LabelStyle::TableColumn => text(column),
            LabelStyle::None | LabelStyle::Disambiguate => column.name.clone(),
        };
        match self.seen.iter_mut().find(|(known, _)| *known == name) {
            None => self.seen.push((name.clone(), None)),
            Some(_) if self.style == LabelStyle::None => {}
            Some(_) if self.style == LabelStyle::TableColumn => return Naming::Chosen(name, None),
            Some((_, owner)) => {
                // From here on the name is no longer the column's.
                *owner = None;
                return Naming::Chosen(format!("{name}_").into(), None);
            }
        }
        Naming::Fixed(name)
    }

    /// A column, under a label if its name is taken: by itself, or by another.
    fn column(&mut self, column: &'n ColumnRef, text: &mut dyn FnMut(&ColumnRef) -> Name) -> Naming<'n> {
        let (name, label) = match self.style {
            LabelStyle::TableColumn => {
                let name = text(column);
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
            self.repeats += 1;
            return Naming::Chosen(format!("{name}_").into(), Some((column, self.repeats)));
        }
        self.relabelled.push((name.clone(), &column.source));
        Naming::Chosen(name, Some((column, 0)))
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

/// `item [AS label]`.
fn write_item(r: &mut Renderer<'_>, item: &Node, label: Option<Name>, outermost: bool) -> Result<()> {
    r.given(outermost, |r| item.render(r))?;
    if let Some(label) = label {
        r.word("AS");
        r.free_name(&label)?;
    }
    Ok(())
}
