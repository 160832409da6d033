//! What two statements have in common that differ in nothing but their values: the key under which their text is kept.
//!
//! Invariant: statements with equal keys have equal texts in a dialect, and their values stand in the same order.
//! Invariant: whoever keeps a key keeps its [tables](Key::tables), too, whose addresses stand in it.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::schema::{Name, Table};
use crate::value::Value;

/// A statement's structure in bytes, and beside it the values bound in it, in the order in which it is walked.
///
/// A construct writes its parts with [`key!`](crate::key), or [refuses](Key::refuse): then the text of no statement with it
/// is kept.
#[derive(Debug, Default)]
pub struct Key<'s> {
    bytes: Vec<u8>,
    values: Vec<&'s Value>,
    /// What is written once and then referred to: aliases by their number, shared parts by their address.
    known: Vec<usize>,
    /// The definitions of the tables in it that were made at run time.
    tables: Vec<&'s Table>,
    /// Whether the text depends on what is in them, and not on their names alone.
    by_definition: bool,
    /// Whether the text depends on which values are one.
    by_identity: bool,
    refused: bool,
    /// Whether names are written as they read, not as the addresses at which they stand in the program.
    spelled: bool,
}

/// What writes itself into a [`Key`].
pub trait Keyed {
    /// Writes it.
    fn key<'s>(&'s self, key: &mut Key<'s>);
}

/// What the cache of statements asks.
#[cfg(feature = "engine")]
impl<'s> Key<'s> {
    /// A key that begins with a number, such as that of a dialect; the buffer is used again.
    pub(crate) fn begun(mut bytes: Vec<u8>, number: usize) -> Self {
        bytes.clear();
        bytes.extend_from_slice(&number.to_ne_bytes());
        Key { bytes, ..Key::default() }
    }

    /// Ends the key; says whether the statement has one.
    pub(crate) fn complete(&mut self) -> bool {
        if self.by_definition {
            for at in 0..self.tables.len() {
                self.plain(&self.tables[at].address());
            }
        } else {
            self.tables.clear();
        }
        if self.by_identity {
            let mut places: Vec<(usize, usize)> = self.addresses().into_iter().zip(0..).collect();
            places.sort_unstable();
            let same = places.windows(2).filter(|pair| pair[0].0 == pair[1].0);
            same.for_each(|pair| self.plain(&(pair[0].1, pair[1].1)));
        }
        !self.refused
    }

    /// The tables whose addresses stand in it.
    pub(crate) fn tables(&self) -> &[&'s Table] {
        &self.tables
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn values(&self) -> &[&'s Value] {
        &self.values
    }

    /// Where the values lie.
    pub(crate) fn addresses(&self) -> Vec<usize> {
        self.values.iter().map(|value| std::ptr::from_ref(*value).addr()).collect()
    }

    /// Whether it tells which values are one.
    pub(crate) fn is_by_identity(&self) -> bool {
        self.by_identity
    }

    pub(crate) fn into_buffer(self) -> Vec<u8> {
        self.bytes
    }
}

impl<'s> Key<'s> {
    /// Whether two expressions are the same, down to the values in them.
    pub(crate) fn are_same(one: &'s dyn Keyed, other: &'s dyn Keyed) -> bool {
        let [one, other] = [one, other].map(|part| {
            let mut key = Key { spelled: true, ..Key::default() };
            part.key(&mut key);
            key
        });
        let alike = one.bytes == other.bytes && one.values == other.values && one.known == other.known;
        alike && !one.refused && !other.refused
    }

    /// Whether it tells two expressions of one statement apart, and no texts.
    pub(crate) fn is_for_comparing(&self) -> bool {
        self.spelled
    }

    /// Says that the text depends on more than can be written here.
    pub fn refuse(&mut self) {
        self.refused = true;
    }

    /// Says that the text depends on the definitions of the tables in the statement: their columns, defaults, foreign keys.
    pub fn by_definition(&mut self) {
        self.by_definition = true;
    }

    /// Says that the text depends on which of the bound values are one and the same, in one place of the memory: in the
    /// clauses of a SELECT that groups its rows such values have one number.
    pub fn by_identity(&mut self) {
        self.by_identity = true;
    }

    /// A table that was made at run time, whose name is written beside it.
    pub(crate) fn table(&mut self, table: &'s Table) {
        self.tables.push(table);
    }

    /// A small number: which variant it is, how many parts follow.
    pub fn tag(&mut self, tag: u8) {
        self.bytes.push(tag);
    }

    /// Anything that can be hashed and has no bound values in it.
    pub fn plain(&mut self, part: &impl Hash) {
        part.hash(self);
    }

    /// A bound value: only of what kind it is counts, and whether it is NULL.
    pub fn bind(&mut self, value: &'s Value) {
        self.plain(&std::mem::discriminant(value));
        if let Value::Array(items) = value {
            // Some databases are sent the list as one value, others each of its values.
            self.plain(&items.len());
            self.values.extend(items.iter());
        }
        self.values.push(value);
    }

    /// A part that is written once, whoever shares it: the first time `write` does, later its number is enough.
    pub fn once(&mut self, identity: usize, write: impl FnOnce(&mut Self)) {
        match self.known.iter().position(|known| *known == identity) {
            Some(at) => self.plain(&at),
            None => {
                self.known.push(identity);
                self.tag(u8::MAX);
                write(self);
            }
        }
    }
}

/// So that whatever can be hashed can be written.
impl Hasher for Key<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}

impl Keyed for Name {
    /// A name in the program's text is its address: nobody else's text stands there.
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        match self {
            Name::Static(_) | Name::Shared(_) if key.spelled => key.plain(&self.as_bytes()),
            Name::Static(name) => {
                key.tag(0);
                key.write_usize(name.as_ptr().addr());
                key.write_usize(name.len());
            }
            Name::Shared(name) => {
                key.tag(1);
                key.plain(&name.as_ref());
            }
            Name::Styled(_) => {
                key.tag(2);
                key.plain(&self.quoting());
                key.plain(self);
            }
        }
    }
}

impl<T: Keyed> Keyed for Option<T> {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        key.tag(self.is_some().into());
        if let Some(part) = self {
            part.key(key);
        }
    }
}

impl<T: Keyed> Keyed for [T] {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        key.write_usize(self.len());
        self.iter().for_each(|part| part.key(key));
    }
}

impl<T: Keyed> Keyed for Vec<T> {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        self.as_slice().key(key);
    }
}

impl<T: Keyed + ?Sized> Keyed for Arc<T> {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        (**self).key(key);
    }
}

impl<T: Keyed + ?Sized> Keyed for Box<T> {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        (**self).key(key);
    }
}

impl<A: Keyed, B: Keyed> Keyed for (A, B) {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        self.0.key(key);
        self.1.key(key);
    }
}

/// Writes a struct into a [`Key`](crate::Key): first the parts that are expressions, lists of them and the like, behind the
/// semicolon those that can be hashed. A field that is forgotten does not compile, for it would make two different
/// statements one.
///
/// Stands in an `impl` of [`Construct`](crate::Construct) or [`Keyed`](crate::Keyed).
///
/// ```
/// use alchemy_core::{Construct, Node, Render, Renderer, Result, dialect::Ansi, prelude::*};
/// #[derive(Debug)]
/// struct Times {
///     operand: Node,
///     times: u32,
/// }
/// impl Construct for Times {
///     alchemy_core::key!(operand; times);
///     fn children(&self, visit: &mut dyn FnMut(&Node)) {
///         visit(&self.operand);
///     }
/// }
/// impl Render for Times {
///     fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
///         r.word(&format!("REPEAT {} TIMES", self.times));
///         self.operand.render(r)
///     }
/// }
/// let times = Times { operand: literal("a").into_node(), times: 3 };
/// assert_eq!(
///     select(Expr::<String>::from_node(Node::Extension(std::sync::Arc::new(times))).label("x")).compile(&Ansi)?.text(),
///     "SELECT REPEAT 3 TIMES ? AS x",
/// );
/// # Ok::<(), Error>(())
/// ```
#[macro_export]
macro_rules! key {
    ($($part:ident),* $(; $($plain:ident),*)?) => {
        fn key<'s>(&'s self, key: &mut $crate::Key<'s>) {
            let Self { $($part,)* $($($plain,)*)? } = self;
            $($crate::Keyed::key($part, key);)*
            $($($crate::Key::plain(key, $plain);)*)?
        }
    };
}
