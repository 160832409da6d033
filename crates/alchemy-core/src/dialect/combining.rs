//! What a dialect answers about how statements are combined.

/// Where the WITH of a statement that writes stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithPlace {
    /// Before the statement.
    Before,
    /// Before the SELECTs in it.
    Inside,
}

/// How a set operation stands inside another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NestedSets {
    /// In parentheses.
    Parentheses,
    /// There are no parentheses, and all operators bind equally: only the first may be one, and needs none.
    LeftToRight,
}

/// How VALUES stands in FROM.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValuesSpelling {
    /// `(VALUES (1, 2)) AS v (a, b)`
    Derived,
    /// `(VALUES ROW(1, 2)) AS v (a, b)`
    DerivedRows,
    /// Names of columns are taken in WITH only: `WITH v(a, b) AS (VALUES (1, 2))`
    Cte,
}

/// How a function stands in FROM.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFunctions {
    /// Not at all.
    None,
    /// `f() AS name`
    Named,
    /// `f() WITH ORDINALITY AS name(column type, …)`
    Whole,
}

/// What ANY and ALL take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantified {
    /// There are none.
    None,
    /// A SELECT.
    Subqueries,
    /// A SELECT or an array.
    SubqueriesAndArrays,
}

/// How groups are grouped further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupingSpelling {
    /// Not at all.
    None,
    /// `GROUP BY a, b WITH ROLLUP`
    WithRollup {
        /// Whether ORDER BY can follow it.
        ordered: bool,
    },
    /// `GROUP BY ROLLUP(a, b)`, CUBE and GROUPING SETS
    Functions,
}

/// The answers of one dialect about how statements are combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Combining {
    /// Where the WITH of an INSERT stands.
    pub insert_with: WithPlace,
    /// Where the WITH of an UPDATE or DELETE stands.
    pub write_with: WithPlace,
    /// Whether a common table expression can be an INSERT, UPDATE or DELETE.
    pub cte_writes: bool,
    /// Whether MATERIALIZED can be said of a common table expression.
    pub cte_materialized: bool,
    /// Whether INTERSECT and EXCEPT have an ALL.
    pub set_all: bool,
    /// How a set operation stands inside another.
    pub nested_sets: NestedSets,
    /// Whether WITH stands inside the parentheses of a set operation.
    pub nested_with: bool,
    /// How VALUES stands in FROM.
    pub values: ValuesSpelling,
    /// How a function stands in FROM.
    pub table_functions: TableFunctions,
    /// What ANY and ALL take.
    pub quantified: Quantified,
    /// How groups are grouped further.
    pub grouping: GroupingSpelling,
}
