//! Families of SQL types: what compares with what.
//!
//! A family is a marker; [`ComparesWith`] says which two may meet in an operator or an assignment. Other crates may add
//! families of their own.

pub use crate::types::arithmetic::{Addable, LikeLeft, Multipliable, NullableIf, Reckoning, Subtractable};

/// The marker of an SQL family.
pub trait Family: 'static {}

/// `A: ComparesWith<B>`: values of family A may be compared with, or assigned from, values of family B.
#[diagnostic::on_unimplemented(
    message = "cannot compare or combine `{Self}` with `{Rhs}`",
    label = "expected `{Self}`, found `{Rhs}`",
    note = "both sides must be of one SQL family; convert one with `.cast::<T>()`"
)]
pub trait ComparesWith<Rhs> {}

macro_rules! families {
    ($($doc:literal $f:ident),* $(,)?) => {$(
        #[doc = $doc]
        #[derive(Debug, Clone, Copy)]
        pub struct $f;
        impl Family for $f {}
        #[diagnostic::do_not_recommend]
        impl ComparesWith<$f> for $f {}
        #[diagnostic::do_not_recommend]
        impl ComparesWith<SqlAny> for $f {}
        #[diagnostic::do_not_recommend]
        impl ComparesWith<$f> for SqlAny {}
    )*};
}
families! {
    "Text." SqlText, "Integers." SqlInteger, "Floating-point numbers." SqlFloat, "Exact decimals." SqlNumeric,
    "Truth values." SqlBoolean, "Instants." SqlTimestamp, "Dates with times, without a zone." SqlDateTime, "Dates." SqlDate,
    "Times of day." SqlTime, "Bytes." SqlBytes, "JSON documents." SqlJson, "UUIDs." SqlUuid, "Lengths of time." SqlInterval,
}

/// Not known at compile time: compares with everything.
#[derive(Debug, Clone, Copy)]
pub struct SqlAny;
impl Family for SqlAny {}
#[diagnostic::do_not_recommend]
impl ComparesWith<SqlAny> for SqlAny {}

/// Arrays of a family: they compare where their elements do.
#[derive(Debug, Clone, Copy)]
pub struct SqlArray<F>(std::marker::PhantomData<F>);
impl<F: Family> Family for SqlArray<F> {}
#[diagnostic::do_not_recommend]
impl<F: ComparesWith<G>, G> ComparesWith<SqlArray<G>> for SqlArray<F> {}
#[diagnostic::do_not_recommend]
impl<F> ComparesWith<SqlAny> for SqlArray<F> {}
#[diagnostic::do_not_recommend]
impl<F> ComparesWith<SqlArray<F>> for SqlAny {}

macro_rules! widen {
    ($($a:ident $b:ident),*) => {$(
        #[diagnostic::do_not_recommend]
        impl ComparesWith<$a> for $b {}
        #[diagnostic::do_not_recommend]
        impl ComparesWith<$b> for $a {}
    )*};
}
widen!(SqlInteger SqlNumeric, SqlInteger SqlFloat, SqlFloat SqlNumeric, SqlTimestamp SqlDateTime);

/// What can stand as a condition.
#[diagnostic::on_unimplemented(
    message = "expected a condition, found an expression of family `{Self}`",
    label = "not a condition",
    note = "conditions come from comparisons such as `.eq(…)`, or are boolean columns"
)]
pub trait Condition {
    /// Whether it is known to be a truth value.
    const IS_TRUTH: bool;
}
#[diagnostic::do_not_recommend]
impl Condition for SqlBoolean {
    const IS_TRUTH: bool = true;
}
#[diagnostic::do_not_recommend]
impl Condition for SqlAny {
    const IS_TRUTH: bool = false;
}

/// What text operators take.
#[diagnostic::on_unimplemented(
    message = "a text operator on an expression of family `{Self}`",
    label = "not text",
    note = "`.cast::<String>()` makes it text"
)]
pub trait Textual {}
#[diagnostic::do_not_recommend]
impl Textual for SqlText {}
#[diagnostic::do_not_recommend]
impl Textual for SqlAny {}

/// What has parts such as a year or an hour.
#[diagnostic::on_unimplemented(message = "no date or time, but an expression of family `{Self}`", label = "no date or time")]
pub trait Temporal {}
macro_rules! temporals {
    ($($f:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Temporal for $f {}
    )*};
}
temporals!(SqlDate SqlTime SqlDateTime SqlTimestamp SqlInterval SqlAny);

/// What the ways into a JSON document take.
#[diagnostic::on_unimplemented(
    message = "a JSON operator on an expression of family `{Self}`",
    label = "not JSON",
    note = "`.cast::<serde_json::Value>()` makes text JSON"
)]
pub trait Document {}
#[diagnostic::do_not_recommend]
impl Document for SqlJson {}
#[diagnostic::do_not_recommend]
impl Document for SqlAny {}

/// What arithmetic takes.
#[diagnostic::on_unimplemented(message = "arithmetic on an expression of family `{Self}`", label = "not a number")]
pub trait Numeral {
    /// Whether its numbers have no fraction.
    const INTEGER: bool = false;
    /// Whether its numbers are rounded to binary fractions.
    const FLOAT: bool = false;
}
macro_rules! numerals {
    ($($f:ident $integer:literal $float:literal)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Numeral for $f {
            const INTEGER: bool = $integer;
            const FLOAT: bool = $float;
        }
    )*};
}
numerals!(SqlInteger true false SqlFloat false true SqlNumeric false false SqlAny false false);

/// What has bits.
#[diagnostic::on_unimplemented(message = "an operator on bits of an expression of family `{Self}`", label = "not an integer")]
pub trait Integral {}
#[diagnostic::do_not_recommend]
impl Integral for SqlInteger {}
#[diagnostic::do_not_recommend]
impl Integral for SqlAny {}
