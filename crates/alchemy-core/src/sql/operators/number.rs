//! The operators on numbers besides `+ - * / %`, which are Rust's own.

use crate::sql::expr::{Divide, Quotient};
use crate::sql::{Expr, Expression, FamilyOf, IntoExpr};
use crate::types::family::{Multipliable, Numeral};
use crate::types::{SqlType, SqlValue};

/// What a product of two expressions is read as.
type ProductOf<L, R> = <FamilyOf<L> as Multipliable<FamilyOf<R>>>::Product<<L as IntoExpr>::Value, <R as IntoExpr>::Value>;

/// The whole quotient where both families are of integers, the next integer below the true one for others.
fn whole<L: IntoExpr, R: IntoExpr>() -> Quotient
where
    FamilyOf<L>: Numeral,
    FamilyOf<R>: Numeral,
{
    match <FamilyOf<L> as Numeral>::INTEGER && <FamilyOf<R> as Numeral>::INTEGER {
        true => Quotient::WholeOfIntegers,
        false => Quotient::Floor,
    }
}

/// The operators on numbers besides `+ - * / %`, which are Rust's own.
///
/// `/` is the true quotient: of integers it has a fraction, on every database, and is read as an `f64`.
pub trait NumberOperators: Expression {
    /// The whole quotient: 7 by 2 is 3.
    ///
    /// Of two integers it is what the database's own division gives: -7 by 2 is -3 where that cuts the fraction off, and -4
    /// where it is rounded down. With a float or a decimal on one side, made by `.cast::<f64>()` if need be, it is -4
    /// everywhere.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub bits ("bits") { x: i32, f: f64 } }
    /// let stmt = select((bits::x.floor_div(2).label("a"), bits::f.floor_div(2).label("b"), (bits::x / 2).label("c")));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT bits.x / ? AS a, FLOOR(bits.f / ?) AS b, bits.x / CAST(? AS NUMERIC) AS c FROM bits",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn floor_div<R: IntoExpr>(self, right: R) -> Expr<ProductOf<Self, R>>
    where
        FamilyOf<Self>: Numeral + Multipliable<FamilyOf<R>>,
        FamilyOf<R>: Numeral,
    {
        let (left, right, quotient) = (self.into_expr().into_node(), right.into_expr().into_node(), whole::<Self, R>());
        Expr::from_node(Divide { left, right, quotient, divisor: <R::Value as SqlValue>::sql_type() })
    }
}

impl<E: Expression> NumberOperators for E {}

/// The type to which a divisor that is no float is cast.
pub(crate) const EXACT: SqlType = SqlType::Numeric { precision: None, scale: None };

/// The type to which a divisor is cast: a literal takes on that of what is divided where both are floats.
pub(crate) fn divisor<L: IntoExpr, R: IntoExpr>() -> SqlType
where
    FamilyOf<L>: Numeral,
    FamilyOf<R>: Numeral,
{
    match (<FamilyOf<R> as Numeral>::FLOAT, R::PLAIN && <FamilyOf<L> as Numeral>::FLOAT) {
        (false, _) => EXACT,
        (true, true) => floating(<L::Value as SqlValue>::sql_type()),
        (true, false) if R::PLAIN => <R::Value as SqlValue>::sql_type(),
        (true, false) => floating(<R::Value as SqlValue>::sql_type()),
    }
}

/// The type of a column or of what is calculated, under the name that needs no second word.
fn floating(sql_type: SqlType) -> SqlType {
    if sql_type == SqlType::Double { SqlType::Float { precision: None } } else { sql_type }
}
