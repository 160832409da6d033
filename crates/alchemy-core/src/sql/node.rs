//! The one list of expressions, and what each of them is asked.

use std::any::Any;
use std::fmt::Debug;
use std::sync::Arc;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::Named;
use crate::sql::expr::{
    Between, Binary, Case, Cast, ColumnRef, DistinctFrom, Exists, Function, InList, InSelect, Junction, Label, Like, Not, NullTest,
    Raw, Refused, ScalarSubquery, Truth, Window,
};
use crate::sql::expr::{BitXor, Collate, Custom, CustomUnary, Divide, Grouped, Is, RegexpMatch, RegexpReplace, RowValue, Unary};
use crate::sql::expr::{JsonAccess, TextMatch};
use crate::sql::{Extract, Inline, TryCast};
use crate::sql::{Grouping, Quantified};
use crate::sql::{InParameter, Parameter, TextFragment};
use crate::sql::{NextValue, Selected};
use crate::types::SqlType;
use crate::value::Value;

/// What every expression construct answers besides writing itself.
///
/// ```
/// use alchemy_core::{Construct, Node, Render, Renderer, dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// #[derive(Debug)]
/// struct Soundex(Node);
/// impl Render for Soundex {
///     fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
///         r.around("SOUNDEX", |r| self.0.render(r))
///     }
/// }
/// impl Construct for Soundex {
///     fn children(&self, visit: &mut dyn FnMut(&Node)) {
///         visit(&self.0);
///     }
/// }
/// let sound: Expr<String> = Expr::from_node(Node::Extension(std::sync::Arc::new(Soundex(book::title.into_expr().into_node()))));
/// assert_eq!(
///     select(book::id).filter(sound.eq("E500")).compile(&Ansi)?.text(),
///     "SELECT book.id FROM book WHERE SOUNDEX(book.title) = ?",
/// );
/// # Ok::<(), Error>(())
/// ```
pub trait Construct: Render + Any + Debug + Send + Sync {
    /// How tightly it binds; see [`Operator::precedence`](crate::sql::Operator::precedence). Constructs that need no
    /// parentheses bind tightest.
    fn precedence(&self) -> u8 {
        u8::MAX
    }

    /// Its parts, except those inside another SELECT.
    fn children(&self, visit: &mut dyn FnMut(&Node));

    /// After what its column in a SELECT is named, if no label says so.
    fn naming(&self) -> NamedAfter<'_> {
        NamedAfter::Number(Name::Static("anon"))
    }

    /// Whether an UPDATE can assign to it: an element of an array, a key of a document.
    fn is_assignable(&self) -> bool {
        false
    }

    /// Writes it where its operator could be misread.
    fn render_in_parens(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.parens(|r| self.render(r))
    }

    /// Writes its structure, with [`key!`](crate::key). Without it no text with this construct in it is kept.
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        key.refuse();
    }
}

/// After what the column of an expression is named in a SELECT.
#[derive(Debug)]
pub enum NamedAfter<'n> {
    /// Nothing: it is written without a label.
    Nothing,
    /// Itself: it is a name, which needs no label.
    Itself(&'n Name),
    /// Nothing where nobody refers to it, else by a number: `-price`.
    Unnamed,
    /// A word, with a number behind it: `anon_1`, `lower_1`.
    Number(Name),
    /// A part of it, if that is a column: `CAST(price AS INTEGER) AS price`.
    Operand(&'n Node),
    /// A part of it, if that is a column, but only where it needs a name: `NOT active`.
    Within(&'n Node),
}

impl Node {
    /// Whether both are the same expression, with the same values in it. What has no key is only itself.
    pub(crate) fn is_same(&self, other: &Node) -> bool {
        self.is_the(other) || Key::are_same(self, other)
    }
}

macro_rules! nodes {
    ($($(#[$doc:meta])* $variant:ident),* $(,)?) => {
        /// An expression, erased. Cheap to clone.
        #[derive(Debug, Clone)]
        pub enum Node {
            /// A column.
            Column(ColumnRef),
            /// A bound value.
            Bind(Value),
            /// A construct of another crate: of a dialect, or of the program.
            Extension(Arc<dyn Construct>),
            $($(#[$doc])* $variant(Arc<$variant>),)*
        }

        /// Which construct it is, as a number.
        #[repr(u8)]
        enum Tag {
            Column,
            Bind,
            Extension,
            $($variant,)*
        }

        impl Keyed for Node {
            fn key<'s>(&'s self, key: &mut Key<'s>) {
                match self {
                    Node::Column(column) => {
                        key.tag(Tag::Column as u8);
                        column.key(key);
                    }
                    Node::Bind(value) => {
                        key.tag(Tag::Bind as u8);
                        key.bind(value);
                    }
                    Node::Extension(node) => {
                        key.tag(Tag::Extension as u8);
                        key.plain(&(**node).type_id());
                        node.key(key);
                    }
                    $(Node::$variant(node) => {
                        key.tag(Tag::$variant as u8);
                        Construct::key(&**node, key);
                    })*
                }
            }
        }

        impl Node {
            /// Whether it is the other, and not only like it.
            fn is_the(&self, other: &Node) -> bool {
                match (self, other) {
                    (Node::Extension(a), Node::Extension(b)) => Arc::ptr_eq(a, b),
                    $((Node::$variant(a), Node::$variant(b)) => Arc::ptr_eq(a, b),)*
                    _ => false,
                }
            }

            fn construct(&self) -> Option<&dyn Construct> {
                match self {
                    Node::Column(_) | Node::Bind(_) => None,
                    Node::Extension(node) => Some(&**node),
                    $(Node::$variant(node) => Some(&**node),)*
                }
            }
        }

        $(impl From<$variant> for Node {
            fn from(node: $variant) -> Node {
                Node::$variant(Arc::new(node))
            }
        })*
    };
}

nodes! {
    /// `a BETWEEN b AND c`
    Between,
    /// `a op b`
    Binary,
    /// `a # b`, of bits
    BitXor,
    /// `CASE … END`
    Case,
    /// `CAST (a AS t)`
    Cast,
    /// `a COLLATE c`
    Collate,
    /// `a op b`, an operator of the program's own
    Custom,
    /// `op a` or `a op`, an operator of the program's own
    CustomUnary,
    /// NULL-safe comparison
    DistinctFrom,
    /// `a / b`
    Divide,
    /// `EXISTS (SELECT …)`
    Exists,
    /// `EXTRACT(field FROM a)`
    Extract,
    /// `f(a, b)`
    Function,
    /// `(a)`
    Grouped,
    /// `ROLLUP(a, b)` and its relatives
    Grouping,
    /// `a IN (…)` over values
    InList,
    /// `a IN (SELECT …)`
    InSelect,
    /// A value in the text
    Inline,
    /// `a IS b`
    Is,
    /// `a IN (…)` over a list that is given at execution
    InParameter,
    /// A place in a JSON document
    JsonAccess,
    /// `a AND b AND c`
    Junction,
    /// `a AS name`
    Label,
    /// `a LIKE b`
    Like,
    /// A label, or a column, by name
    Named,
    /// The next number of a sequence
    NextValue,
    /// `NOT a`
    Not,
    /// `a IS NULL`
    NullTest,
    /// A value that is given at execution
    Parameter,
    /// `ANY (…)` and `ALL (…)`
    Quantified,
    /// Trusted SQL text
    Raw,
    /// What could not be built
    Refused,
    /// `a ~ b`, a regular expression
    RegexpMatch,
    /// `REGEXP_REPLACE(a, b, c)`
    RegexpReplace,
    /// What a type puts SQL around where it is selected
    Selected,
    /// `(SELECT …)` as a value
    ScalarSubquery,
    /// SQL text with values in it
    TextFragment,
    /// Full-text search
    TextMatch,
    /// TRUE or FALSE in the text
    Truth,
    /// `TRY_CAST(a AS t)`
    TryCast,
    /// `(a, b)`
    RowValue,
    /// `-a`, `~a`
    Unary,
    /// `f() OVER (…)`
    Window,
}

impl Node {
    /// How tightly it binds.
    pub fn precedence(&self) -> u8 {
        self.construct().map_or(u8::MAX, Construct::precedence)
    }

    /// After what its column in a SELECT is named.
    pub(crate) fn naming(&self) -> NamedAfter<'_> {
        self.construct().map_or(NamedAfter::Number(Name::Static("anon")), Construct::naming)
    }

    /// Whether an UPDATE can assign to it as a part of a column.
    pub(crate) fn is_assignable(&self) -> bool {
        self.construct().is_some_and(Construct::is_assignable)
    }

    /// Visits its parts, except those inside another SELECT.
    pub fn children(&self, visit: &mut dyn FnMut(&Node)) {
        if let Some(construct) = self.construct() {
            construct.children(visit);
        }
    }

    /// Visits the columns in it, except those inside another SELECT.
    pub fn columns(&self, visit: &mut dyn FnMut(&ColumnRef)) {
        match self {
            Node::Column(column) => visit(column),
            _ => self.children(&mut |child| child.columns(visit)),
        }
    }

    /// What a label names, where it is one.
    pub(crate) fn unlabelled(&self) -> &Node {
        match self {
            Node::Label(label) => label.operand.unlabelled(),
            other => other,
        }
    }

    /// Its type, where that is written down: in a CAST, or in the definition of the table of which it is a column.
    pub(crate) fn known_type(&self) -> Option<SqlType> {
        match self.unlabelled() {
            Node::Cast(cast) => Some(cast.sql_type.clone()),
            Node::Column(column) => column.source.type_of(&column.name),
            _ => None,
        }
    }

    /// Whether it is a value of its own, not made by an operator.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(
            self,
            Node::Column(_)
                | Node::Bind(_)
                | Node::Case(_)
                | Node::Function(_)
                | Node::Cast(_)
                | Node::ScalarSubquery(_)
                | Node::Truth(_)
                | Node::Window(_)
                | Node::Parameter(_)
        )
    }

    /// Whether it is a value that is compared with a number where it is a condition and truth values are numbers.
    fn is_compared(&self) -> bool {
        self.is_plain() && !matches!(self, Node::Function(function) if function.filter.is_some())
    }

    /// Writes it as a condition, in parentheses if it binds no tighter than `outer`. Where truth values are numbers, a
    /// plain value is compared with one, which lets an index be used.
    pub(crate) fn render_condition(&self, r: &mut Renderer<'_>, outer: u8) -> Result<()> {
        if self.is_plain() { self.render_truth(r) } else { self.render_within(r, outer) }
    }

    /// Writes it as a condition that stands in parentheses already, or needs none.
    pub(crate) fn render_truth(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.render(r)?;
        if self.is_compared() && r.features().booleans.are_numbers() {
            r.word("= 1");
        }
        Ok(())
    }

    /// Writes it, in parentheses if an operator made it: where it stands alone, but the eye needs its limits.
    pub fn render_grouped(&self, r: &mut Renderer<'_>) -> Result<()> {
        if matches!(self, Node::Not(_) | Node::JsonAccess(_)) { self.render(r) } else { self.render_within(r, u8::MAX - 1) }
    }

    /// Writes it, in parentheses if anything but a value of its own is in the way of the words around it: behind WHEN, before
    /// NULLS FIRST.
    pub(crate) fn render_apart(&self, r: &mut Renderer<'_>) -> Result<()> {
        match self {
            Node::Not(not) if not.is_of_value() => self.render(r),
            Node::JsonAccess(_) => r.parens(|r| self.render(r)),
            other => other.render_within(r, u8::MAX - 1),
        }
    }

    /// Writes it, in parentheses if it binds no tighter than `outer`.
    pub fn render_within(&self, r: &mut Renderer<'_>, outer: u8) -> Result<()> {
        match self.construct() {
            Some(construct) if construct.precedence() <= outer => construct.render_in_parens(r),
            _ => self.render(r),
        }
    }
}

impl Render for Node {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        match self {
            Node::Column(column) => r.column(&column.source, &column.name),
            Node::Bind(value) => r.bind(value),
            other => match other.construct() {
                Some(construct) => construct.render(r),
                None => unreachable!("every node but columns and binds is a construct"),
            },
        }
    }
}
