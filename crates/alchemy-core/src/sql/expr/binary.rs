//! `left operator right`.

use crate::compile::{Render, Renderer};
use crate::dialect::ConcatSpelling;
use crate::error::Result;
use crate::sql::{Cast, Construct, IntoExpr, Node};
use crate::types::family::Reckoning;
use crate::types::{SqlType, SqlValue};

/// An operator between two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `=`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `+` of dates, times and lengths of time
    AddTime,
    /// `-` of dates, times and lengths of time
    SubTime,
    /// `*`
    Mul,
    /// `%`
    Rem,
    /// `||`
    Concat,
    /// `&`
    BitAnd,
    /// `|`
    BitOr,
    /// `<<`
    ShiftLeft,
    /// `>>`
    ShiftRight,
}

impl Operator {
    /// How tightly it binds; the larger the tighter.
    ///
    /// ```
    /// use alchemy_core::Operator;
    /// assert!(Operator::Mul.precedence() > Operator::Add.precedence());
    /// assert!(Operator::Add.precedence() > Operator::Eq.precedence());
    /// ```
    pub fn precedence(self) -> u8 {
        match self {
            Operator::Mul | Operator::Rem => PRODUCT,
            Operator::Add | Operator::Sub | Operator::AddTime | Operator::SubTime => SUM,
            Operator::BitAnd | Operator::BitOr | Operator::ShiftLeft | Operator::ShiftRight => SUM,
            // Joined text beside a comparison reads better in parentheses, so it binds no tighter than one.
            Operator::Concat | Operator::Eq | Operator::Ne | Operator::Lt | Operator::Le | Operator::Gt | Operator::Ge => {
                COMPARISON
            }
        }
    }

    /// Whether `(a op b) op c` is `a op (b op c)`.
    fn is_associative(self) -> bool {
        matches!(self, Operator::Add | Operator::AddTime | Operator::Mul | Operator::Concat)
    }

    /// Whether it reckons with dates, times and lengths of time, which only some databases do by operators.
    fn is_temporal(self) -> bool {
        matches!(self, Operator::AddTime | Operator::SubTime)
    }

    /// The comparison that holds where this one does not. Over NULL neither does.
    pub(crate) fn negated(self) -> Option<Operator> {
        Some(match self {
            Operator::Eq => Operator::Ne,
            Operator::Ne => Operator::Eq,
            Operator::Lt => Operator::Ge,
            Operator::Le => Operator::Gt,
            Operator::Gt => Operator::Le,
            Operator::Ge => Operator::Lt,
            _ => return None,
        })
    }

    /// Its spelling in the SQL standard.
    ///
    /// ```
    /// use alchemy_core::{Operator, prelude::*};
    /// assert_eq!(Operator::Ne.sql(), "!=");
    /// ```
    pub fn sql(self) -> &'static str {
        match self {
            Operator::Eq => "=",
            Operator::Ne => "!=",
            Operator::Lt => "<",
            Operator::Le => "<=",
            Operator::Gt => ">",
            Operator::Ge => ">=",
            Operator::Add | Operator::AddTime => "+",
            Operator::Sub | Operator::SubTime => "-",
            Operator::Mul => "*",
            Operator::Rem => "%",
            Operator::Concat => "||",
            Operator::BitAnd => "&",
            Operator::BitOr => "|",
            Operator::ShiftLeft => "<<",
            Operator::ShiftRight => ">>",
        }
    }
}

const NO_TEMPORAL_ARITHMETIC: &str = "`+` and `-` of dates and times; its own functions are called by name, such as \
    `func::call(\"date_add\", …)` for `date_add(x, INTERVAL 1 DAY)` or `func::call(\"date\", (x, \"+1 day\"))`";

/// The precedence of what stands in parentheses wherever it is a condition: LIKE with wildcards put around.
pub(crate) const ALWAYS_GROUPED: u8 = 0;
/// The precedence of what stands in parentheses among other conditions, but not alone: EXISTS.
pub(crate) const GROUPED_AMONG_OTHERS: u8 = 1;
/// The precedence of comparisons, and of everything that reads like one: LIKE, IN, BETWEEN, IS.
pub(crate) const COMPARISON: u8 = 5;
/// The precedence of an aggregate with a FILTER.
pub(crate) const FILTERED: u8 = 6;
/// The precedence of sums and of the operators on bits.
pub(crate) const SUM: u8 = 7;
/// The precedence of products, quotients and signs.
pub(crate) const PRODUCT: u8 = 8;

/// `left operator right`.
#[derive(Debug, Clone)]
pub struct Binary {
    /// The left side.
    pub left: Node,
    /// The operator.
    pub operator: Operator,
    /// The right side.
    pub right: Node,
}

impl Binary {
    /// `left + right`.
    ///
    /// ```
    /// use alchemy_core::{Binary, Expr, Operator, family::Reckoning, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], pages: i64 } }
    /// assert_eq!(Binary::sum(book::pages, 1, Reckoning::Numbers).operator, Operator::Add);
    /// ```
    pub fn sum(left: impl IntoExpr, right: impl IntoExpr, reckoning: Reckoning) -> Binary {
        Binary::reckoned(left, [Operator::Add, Operator::AddTime], right, reckoning)
    }

    /// `left - right`.
    ///
    /// ```
    /// use alchemy_core::{Binary, Expr, Operator, family::Reckoning, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], pages: i64 } }
    /// assert_eq!(Binary::difference(book::pages, 1, Reckoning::Numbers).operator, Operator::Sub);
    /// ```
    pub fn difference(left: impl IntoExpr, right: impl IntoExpr, reckoning: Reckoning) -> Binary {
        Binary::reckoned(left, [Operator::Sub, Operator::SubTime], right, reckoning)
    }

    fn reckoned<L: IntoExpr, R: IntoExpr>(left: L, [plain, temporal]: [Operator; 2], right: R, reckoning: Reckoning) -> Binary {
        let (left, right) = (left.into_expr().into_node(), right.into_expr().into_node());
        match reckoning {
            Reckoning::Numbers => Binary { left, operator: plain, right },
            Reckoning::Times => Binary { left, operator: temporal, right },
            Reckoning::Lengths => Binary { left: moment::<L::Value>(left, temporal, &right), operator: temporal, right },
            Reckoning::Days => Binary { left, operator: temporal, right: days::<R::Value>(right) },
        }
    }

    /// The texts of a chain of concatenations: one call joins them all.
    fn texts(&self, texts: &mut Vec<Node>) {
        for side in [&self.left, &self.right] {
            match side {
                Node::Binary(inner) if inner.operator == Operator::Concat => inner.texts(texts),
                other => texts.push(other.clone()),
            }
        }
    }

    fn side(&self, r: &mut Renderer<'_>, side: &Node) -> Result<()> {
        let same = matches!(side.unlabelled(), Node::Binary(inner) if inner.operator == self.operator);
        if same && self.operator.is_associative() { side.render(r) } else { side.render_within(r, self.operator.precedence()) }
    }
}

/// A moment that a length of time is taken from. Where that is no value, a bound moment would pass for another length.
fn moment<T: SqlValue>(moment: Node, operator: Operator, length: &Node) -> Node {
    let is_taken = operator == Operator::SubTime && matches!(moment, Node::Bind(_)) && !matches!(length, Node::Bind(_));
    if is_taken { Cast { operand: moment, sql_type: T::sql_type() }.into() } else { moment }
}

/// A number of days beside a date. It must be known for an integer, or it may be an interval, and may be no larger one.
fn days<T: SqlValue>(number: Node) -> Node {
    let is_said = !matches!(number, Node::Bind(_)) && matches!(T::sql_type(), SqlType::SmallInteger | SqlType::Integer);
    if is_said { number } else { Cast { operand: number, sql_type: SqlType::Integer }.into() }
}

impl Construct for Binary {
    crate::key!(left, right; operator);

    fn precedence(&self) -> u8 {
        self.operator.precedence()
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.left);
        visit(&self.right);
    }
}

impl Render for Binary {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if self.operator == Operator::Concat && r.features().concat == ConcatSpelling::Function {
            let mut texts = Vec::new();
            self.texts(&mut texts);
            return r.around("concat", |r| r.list(&texts, |r, text| text.render_within(r, COMPARISON)));
        }
        if self.operator.is_temporal() && !r.features().temporal_arithmetic {
            return Err(r.unsupported(NO_TEMPORAL_ARITHMETIC));
        }
        self.side(r, &self.left)?;
        r.word(self.operator.sql());
        self.side(r, &self.right)
    }
}
