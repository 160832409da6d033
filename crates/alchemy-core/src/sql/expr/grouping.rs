//! ROLLUP, CUBE and GROUPING SETS.

use crate::compile::{Render, Renderer};
use crate::dialect::GroupingSpelling;
use crate::error::Result;
use crate::sql::{Construct, IntoGroup, Node};

/// How the groups are grouped further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupingKind {
    /// By all, by all but the last, and so on.
    Rollup,
    /// By each subset.
    Cube,
    /// By each of the sets.
    Sets,
    /// One of the sets.
    Set,
}

/// `ROLLUP(a, b)` and its relatives, for GROUP BY; made by [`rollup`], [`cube`] and [`grouping_sets`].
#[derive(Debug, Clone)]
pub struct Grouping {
    pub(crate) kind: GroupingKind,
    items: Vec<Node>,
}

impl Grouping {
    pub(crate) fn set(items: Vec<Node>) -> Grouping {
        Grouping { kind: GroupingKind::Set, items }
    }
}

impl Construct for Grouping {
    crate::key!(items; kind);

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        self.items.iter().for_each(visit);
    }
}

impl Render for Grouping {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let word = match (self.kind, r.features().combining.grouping) {
            (GroupingKind::Set, _) => return r.parens(|r| r.list(&self.items, |r, item| item.render(r))),
            (GroupingKind::Rollup, GroupingSpelling::WithRollup { .. }) => {
                r.list(&self.items, |r, item| item.render(r))?;
                r.word("WITH ROLLUP");
                return Ok(());
            }
            (_, GroupingSpelling::None | GroupingSpelling::WithRollup { .. }) => {
                return Err(r.unsupported("ROLLUP, CUBE and GROUPING SETS"));
            }
            (GroupingKind::Rollup, _) => "ROLLUP",
            (GroupingKind::Cube, _) => "CUBE",
            (GroupingKind::Sets, _) => "GROUPING SETS",
        };
        r.call(word, &self.items)
    }
}

impl IntoGroup for Grouping {
    fn push_group(self, nodes: &mut Vec<Node>) {
        nodes.push(self.into());
    }
}

fn grouping(kind: GroupingKind, columns: impl IntoGroup) -> Grouping {
    let mut items = Vec::new();
    columns.push_sets(&mut items);
    Grouping { kind, items }
}

/// Groups by all of the columns, by all but the last, and so on, and over all rows. A list among them counts as one column.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, rollup};
/// table! { pub sale ("sale") { region: String, year: i32, amount: i64 } }
/// let stmt = select((sale::region, sale::year, func::sum(sale::amount))).group_by(rollup((sale::region, sale::year)));
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     "SELECT sale.region, sale.year, sum(sale.amount) AS sum_1 FROM sale GROUP BY ROLLUP(sale.region, sale.year)",
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Compiling is `Unsupported` where there is none.
pub fn rollup(columns: impl IntoGroup) -> Grouping {
    grouping(GroupingKind::Rollup, columns)
}

/// Groups by each subset of the columns. A list among them counts as one column.
///
/// ```
/// use alchemy_core::{cube, dialect::Ansi, prelude::*};
/// # table! { sale ("sale") { region: String, year: i32, amount: i64 } }
/// let stmt = select((sale::region, sale::year, func::sum(sale::amount))).group_by(cube((sale::region, sale::year)));
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     "SELECT sale.region, sale.year, sum(sale.amount) AS sum_1 FROM sale GROUP BY CUBE(sale.region, sale.year)",
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// As [`rollup`].
pub fn cube(columns: impl IntoGroup) -> Grouping {
    grouping(GroupingKind::Cube, columns)
}

/// Groups by each of the sets: columns, and lists of them; `()` is the set of all rows.
///
/// ```
/// use alchemy_core::{dialect::Ansi, grouping_sets, prelude::*};
/// table! { pub sale ("sale") { region: String, year: i32 } }
/// let sets = grouping_sets(((sale::region, sale::year), sale::region, ()));
/// assert_eq!(
///     select((sale::region, func::count_all())).group_by(sets).compile(&Ansi)?.text(),
///     "SELECT sale.region, count(*) AS count_1 FROM sale GROUP BY GROUPING SETS((sale.region, sale.year), sale.region, ())",
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// As [`rollup`].
pub fn grouping_sets(sets: impl IntoGroup) -> Grouping {
    grouping(GroupingKind::Sets, sets)
}

/// One of the sets of [`grouping_sets`], in parentheses also where it is one column.
///
/// ```
/// use alchemy_core::{dialect::Ansi, grouping_set, grouping_sets, prelude::*};
/// # table! { sale ("sale") { region: String, amount: i64 } }
/// let sets = grouping_sets((grouping_set(sale::region), grouping_set(())));
/// assert_eq!(
///     select(func::sum(sale::amount)).group_by(sets).compile(&Ansi)?.text(),
///     "SELECT sum(sale.amount) AS sum_1 FROM sale GROUP BY GROUPING SETS((sale.region), ())",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn grouping_set(columns: impl IntoGroup) -> Grouping {
    let mut items = Vec::new();
    columns.push_group(&mut items);
    Grouping::set(items)
}
