//! What only PostgreSQL has, one construct a file: types, operators and functions that core never hears of.
//!
//! Written for another database, each of them is refused with `Unsupported`.

mod array;
mod array_literal;
mod bits;
mod containment;
mod family;
mod hstore;
mod infix;
mod jsonb;
mod jsonb_operators;
mod network;
mod quantified;
mod range;
mod range_math;
mod range_operators;
mod range_value;
mod search;
mod subscript;
mod typed;

pub use array::{ArrayOperators, ElementOf, Elements};
pub use array_literal::{ArrayLiteral, array, array_agg, array_of, unnest};
pub use bits::{Bits, SqlBits};
pub use containment::{Containment, Contains, Overlaps};
#[cfg(feature = "driver")]
pub(crate) use hstore::HstoreValue;
pub use hstore::{Hstore, HstoreOperators, HstoreType, SqlHstore};
pub use infix::Infix;
pub(crate) use infix::OTHER_OPERATOR;
pub use jsonb::{JsonPath, Jsonb, JsonbType};
pub use jsonb_operators::{JsonbOperators, Keys};
pub use network::{Cidr, Inet, MacAddr, MacAddr8, SqlInet, SqlMacAddr};
pub use quantified::Quantified;
pub use range::{Multirange, Range, RangeElement, RangeType, SqlMultirange, SqlRange};
pub use range_operators::{RangeOperators, Ranges};
pub use range_value::{Bounds, RangeValue};
pub use search::{
    SearchType, SqlTsquery, SqlTsvector, TsMatch, TsOperators, Tsquery, Tsvector, phraseto_tsquery, plainto_tsquery, to_tsquery,
    to_tsvector, ts_headline, ts_rank, websearch_to_tsquery,
};
pub use subscript::Subscript;
pub(crate) use subscript::stands_alone;
pub use typed::TypedBind;

use std::any::TypeId;

use alchemy_core::func::IntoArguments;
use alchemy_core::{Error, Func, Function, FunctionName, Renderer, Result};

use crate::Dialect;

/// Refuses `what` in another dialect than PostgreSQL's.
fn only_here(r: &Renderer<'_>, what: &str) -> Result<()> {
    if r.dialect().dialect_type() == TypeId::of::<Dialect>() { Ok(()) } else { Err(r.unsupported(what)) }
}

/// Refuses the type `what` in another dialect than PostgreSQL's.
fn only_type_here(dialect: &dyn alchemy_core::Dialect, what: &str) -> Result<()> {
    if dialect.dialect_type() == TypeId::of::<Dialect>() { Ok(()) } else { Err(Error::unsupported(what, dialect.name())) }
}

/// A call of a function that only PostgreSQL has.
fn function<T>(name: &'static str, arguments: impl IntoArguments) -> Func<T> {
    Func::new(FunctionName::Generic { name, render: call }, arguments.into_nodes())
}

fn call(r: &mut Renderer<'_>, function: &Function) -> Result<()> {
    let name = function.name.name();
    only_here(r, &format!("the function `{name}`"))?;
    function.render_as(r, name)
}
