//! Relationships: what the derive says of them, and what that comes to.

use std::sync::OnceLock;

use alchemy_core::{Error, Order, Result, TablePlace};

use crate::mapping::Mapper;

/// The direction of a relationship.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Many; the key is at the other end, or in a link table.
    Many,
    /// One; the key is at the other end.
    One,
    /// One; the key is here.
    Parent,
}

/// What follows the parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cascade {
    /// New members are added with it.
    pub(crate) save_update: bool,
    /// Members are deleted with it.
    pub(crate) delete: bool,
    /// Members that lose it are deleted.
    pub(crate) delete_orphan: bool,
}

impl Cascade {
    pub(crate) const DEFAULT: Cascade = Cascade { save_update: true, delete: false, delete_orphan: false };

    /// Reads `"all, delete-orphan"`. The derive has checked the words.
    pub(crate) fn parse(words: &str) -> Cascade {
        let has = |word: &str| words.split(',').any(|known| known.trim() == word);
        let all = has("all");
        Cascade { save_update: all || has("save-update"), delete: all || has("delete"), delete_orphan: has("delete-orphan") }
    }
}

/// A relationship of a model.
#[derive(Debug)]
pub(crate) struct Relation {
    /// `User::addresses`. It lives as long as the mapper: for ever.
    path: &'static str,
    pub(crate) name: &'static str,
    pub(crate) field: usize,
    pub(crate) kind: Kind,
    pub(crate) target: fn() -> &'static Mapper,
    pub(crate) back_populates: Option<&'static str>,
    pub(crate) secondary: Option<fn() -> &'static Mapper>,
    pub(crate) foreign_keys: Vec<(TablePlace, &'static str)>,
    pub(crate) cascade: Cascade,
    pub(crate) order_by: Option<fn() -> Vec<Order>>,
    pub(crate) viewonly: bool,
    link: OnceLock<Result<Link>>,
}

/// Which keys connect the two ends. Columns by number.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    /// The columns here.
    pub(crate) local: Vec<usize>,
    /// The columns there, pairwise. With a link table these are the target's columns that it refers to.
    pub(crate) remote: Vec<usize>,
    /// The link table between them.
    pub(crate) through: Option<Through>,
    /// The number of the counterpart at the other end.
    pub(crate) reverse: Option<usize>,
}

/// A link table.
#[derive(Debug, Clone)]
pub(crate) struct Through {
    pub(crate) mapper: &'static Mapper,
    /// Its columns that refer to this end, pairwise with [`Link::local`].
    pub(crate) mine: Vec<usize>,
    /// Its columns that refer to the other end, pairwise with [`Link::remote`].
    pub(crate) theirs: Vec<usize>,
}

impl Relation {
    pub(crate) fn new(model: &'static str, name: &'static str, field: usize, kind: Kind, target: fn() -> &'static Mapper) -> Self {
        Relation {
            path: Box::leak(format!("{model}::{name}").into()),
            name,
            field,
            kind,
            target,
            back_populates: None,
            secondary: None,
            foreign_keys: Vec::new(),
            cascade: Cascade::DEFAULT,
            order_by: None,
            viewonly: false,
            link: OnceLock::new(),
        }
    }

    /// `User::addresses`, for messages.
    pub(crate) fn path(&self) -> &'static str {
        self.path
    }

    pub(crate) fn target(&self) -> &'static Mapper {
        (self.target)()
    }

    /// The keys that connect the two ends.
    ///
    /// # Errors
    /// `Mapping`, naming the attribute and what would help.
    pub(crate) fn link(&self, owner: &'static Mapper) -> Result<&Link> {
        self.link.get_or_init(|| self.resolve(owner)).as_ref().map_err(Clone::clone)
    }

    /// Whether keys and counterpart are found, and the counterpart agrees.
    ///
    /// # Errors
    /// `Mapping`.
    pub(crate) fn check(&self, owner: &'static Mapper) -> Result<()> {
        let link = self.link(owner)?;
        let Some(reverse) = link.reverse.map(|index| &self.target().relations()[index]) else { return Ok(()) };
        let back = reverse.link(self.target())?;
        let wrong =
            |why: &str| Err(Error::mapping(format!("`{}` names `{}` as its counterpart, but {why}", self.path(), reverse.path())));
        if reverse.target().id() != owner.id() {
            return wrong("that leads to another model");
        }
        match reverse.back_populates {
            Some(name) if name == self.name => {}
            Some(other) => return wrong(&format!("that names `{other}`")),
            None => return wrong(&format!("that does not name it back; add `back_populates = {}` there", self.path())),
        }
        if self.secondary.is_none() && (self.kind == Kind::Parent) == (reverse.kind == Kind::Parent) {
            return wrong("both point the same way; one of the two is a `BelongsTo`");
        }
        if back.local != link.remote || back.remote != link.local {
            return wrong("the two use different foreign keys; say which with `foreign_keys`");
        }
        Ok(())
    }

    fn resolve(&self, owner: &'static Mapper) -> Result<Link> {
        let target = self.target();
        let mut link = match (self.secondary, self.kind) {
            (Some(secondary), _) => self.resolve_through(owner, target, secondary())?,
            (None, Kind::Parent) => {
                let (local, remote) = self.pick(owner, target, &self.foreign_keys)?;
                Link { local, remote, through: None, reverse: None }
            }
            (None, Kind::Many | Kind::One) => {
                let (remote, local) = self.pick(target, owner, &self.foreign_keys)?;
                Link { local, remote, through: None, reverse: None }
            }
        };
        if let Some(name) = self.back_populates {
            let found = target.relation_index(name);
            let missing = || {
                Error::mapping(format!("`{}` names the counterpart `{name}`, which {} does not have", self.path(), target.name()))
            };
            link.reverse = Some(found.ok_or_else(missing)?);
        }
        Ok(link)
    }

    fn resolve_through(&self, owner: &'static Mapper, target: &'static Mapper, secondary: &'static Mapper) -> Result<Link> {
        let half = self.foreign_keys.len() / 2;
        let (mine, theirs) = self.foreign_keys.split_at(half);
        let (mine, local) = self.pick(secondary, owner, mine)?;
        let (theirs, remote) = self.pick(secondary, target, theirs)?;
        if mine == theirs {
            return Err(Error::mapping(format!(
                "`{}` uses the same columns of `{}` for both ends; say which with `foreign_keys(mine, theirs)`",
                self.path(),
                secondary.table_name()
            )));
        }
        Ok(Link { local, remote, through: Some(Through { mapper: secondary, mine, theirs }), reverse: None })
    }

    /// The one foreign key from `from` to `to`, as column numbers: those of `from`, those of `to`.
    fn pick(&self, from: &Mapper, to: &Mapper, chosen: &[(TablePlace, &'static str)]) -> Result<(Vec<usize>, Vec<usize>)> {
        let fits = |columns: &[alchemy_core::Name]| {
            chosen.is_empty()
                || columns.iter().all(|column| chosen.iter().any(|(table, name)| *table == from.place() && **column == **name))
        };
        let mut candidates: Vec<_> =
            from.table().foreign_keys().filter(|key| to.place().is(&key.target) && fits(&key.columns)).collect();
        let Some(key) = candidates.pop() else {
            return Err(Error::mapping(format!(
                "`{}` finds no foreign key from `{}` to `{}`; add `#[mapped(foreign_key = …)]` to a field of `{}`",
                self.path(),
                from.table_name(),
                to.table_name(),
                from.name()
            )));
        };
        if !candidates.is_empty() {
            return Err(Error::mapping(format!(
                "`{}` finds {} foreign keys from `{}` to `{}`; say which with `#[mapped(foreign_keys = …)]`",
                self.path(),
                candidates.len() + 1,
                from.table_name(),
                to.table_name()
            )));
        }
        Ok((numbers(from, &key.columns)?, numbers(to, &key.target_columns)?))
    }
}

fn numbers(mapper: &Mapper, names: &[alchemy_core::Name]) -> Result<Vec<usize>> {
    let missing = |name: &str| {
        Error::mapping(format!(
            "a foreign key names the column `{}.{name}`, which {} does not map",
            mapper.table_name(),
            mapper.name()
        ))
    };
    names.iter().map(|name| mapper.column_named(name).ok_or_else(|| missing(name))).collect()
}
