//! The queries, one a file.

mod q01;
mod q02;
mod q03;
mod q04;
mod q05;
mod q06;
mod q07;
mod q08;
mod q09;
mod q10;
mod q11;
mod q12;
mod q13;
mod q14;
mod q15;
mod q16;
mod q17;
mod q18;
mod q19;
mod q20;
mod q21;
mod q22;

use std::fmt::Debug;

use alchemy_orm::core::{Plain, Shape};
use alchemy_orm::{Connection, Result};

use super::same;

/// Rows that can be compared.
pub(super) trait Comparable: Shape<In<Plain>: PartialEq + Debug> {}

impl<T: Shape<In<Plain>: PartialEq + Debug>> Comparable for T {}

/// Runs all of them, both ways.
pub(super) async fn all(connection: &mut Connection) -> Result<()> {
    same(connection, "Q1", q01::query(), q01::SQL).await?;
    same(connection, "Q2", q02::query(), q02::SQL).await?;
    same(connection, "Q3", q03::query(), q03::SQL).await?;
    same(connection, "Q4", q04::query(), q04::SQL).await?;
    same(connection, "Q5", q05::query(), q05::SQL).await?;
    same(connection, "Q6", q06::query(), q06::SQL).await?;
    same(connection, "Q7", q07::query(), q07::SQL).await?;
    same(connection, "Q8", q08::query(), q08::SQL).await?;
    same(connection, "Q9", q09::query(), q09::SQL).await?;
    same(connection, "Q10", q10::query(), q10::SQL).await?;
    same(connection, "Q11", q11::query(), q11::SQL).await?;
    same(connection, "Q12", q12::query(), q12::SQL).await?;
    same(connection, "Q13", q13::query(), q13::SQL).await?;
    same(connection, "Q14", q14::query(), q14::SQL).await?;
    same(connection, "Q15", q15::query(), q15::SQL).await?;
    same(connection, "Q16", q16::query(), q16::SQL).await?;
    same(connection, "Q17", q17::query(), q17::SQL).await?;
    same(connection, "Q18", q18::query(), q18::SQL).await?;
    same(connection, "Q19", q19::query(), q19::SQL).await?;
    same(connection, "Q20", q20::query(), q20::SQL).await?;
    same(connection, "Q21", q21::query(), q21::SQL).await?;
    same(connection, "Q22", q22::query(), q22::SQL).await?;
    Ok(())
}
