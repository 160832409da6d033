//! Values that the database makes: computed columns and identity.

use crate::schema::IntoCondition;
use crate::sql::Node;

/// GENERATED ALWAYS AS: what a column is computed from.
#[derive(Debug, Clone)]
pub struct Computed {
    /// The expression.
    pub expr: Node,
    /// Whether the value is stored; `None` leaves it to the database.
    pub stored: Option<bool>,
}

impl Computed {
    /// An expression, or SQL text of the program's own.
    pub fn new(expr: impl IntoCondition) -> Self {
        Computed { expr: expr.into_condition(), stored: None }
    }

    /// STORED: computed when the row is written.
    #[must_use]
    pub fn stored(mut self) -> Self {
        self.stored = Some(true);
        self
    }

    /// VIRTUAL: computed when the row is read.
    #[must_use]
    pub fn not_stored(mut self) -> Self {
        self.stored = Some(false);
        self
    }
}

/// GENERATED … AS IDENTITY: a number that the database counts. Where there is no identity, the key is generated as the
/// database does it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// Whether statements may not give a value.
    pub always: bool,
    /// The options.
    pub options: CountOptions,
}

/// How numbers are counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CountOptions {
    /// INCREMENT BY.
    pub increment: Option<i64>,
    /// START WITH.
    pub start: Option<i64>,
    /// MINVALUE; `Some(None)` is NO MINVALUE.
    pub min: Option<Option<i64>>,
    /// MAXVALUE; `Some(None)` is NO MAXVALUE.
    pub max: Option<Option<i64>>,
    /// CACHE.
    pub cache: Option<i64>,
    /// CYCLE, or NO CYCLE.
    pub cycle: Option<bool>,
}

impl CountOptions {
    /// The words, as they stand in parentheses.
    pub fn words(&self) -> String {
        let number = |word: &str, value: Option<i64>| value.map(|value| format!("{word} {value}"));
        let bound = |word: &str, value: Option<Option<i64>>| {
            value.map(|value| value.map_or_else(|| format!("NO {word}"), |value| format!("{word} {value}")))
        };
        let cycle = self.cycle.map(|cycle| if cycle { "CYCLE" } else { "NO CYCLE" }.to_owned());
        let words = [
            number("INCREMENT BY", self.increment),
            number("START WITH", self.start),
            bound("MINVALUE", self.min),
            bound("MAXVALUE", self.max),
            number("CACHE", self.cache),
            cycle,
        ];
        words.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

impl Identity {
    /// BY DEFAULT: a statement may give a value of its own.
    pub fn by_default() -> Self {
        Identity::default()
    }

    /// ALWAYS: a statement may not give a value.
    pub fn always() -> Self {
        Identity { always: true, ..Identity::default() }
    }

    /// START WITH.
    #[must_use]
    pub fn start(mut self, start: i64) -> Self {
        self.options.start = Some(start);
        self
    }

    /// INCREMENT BY.
    #[must_use]
    pub fn increment(mut self, step: i64) -> Self {
        self.options.increment = Some(step);
        self
    }

    /// MINVALUE.
    #[must_use]
    pub fn min_value(mut self, value: i64) -> Self {
        self.options.min = Some(Some(value));
        self
    }

    /// NO MINVALUE.
    #[must_use]
    pub fn no_min_value(mut self) -> Self {
        self.options.min = Some(None);
        self
    }

    /// MAXVALUE.
    #[must_use]
    pub fn max_value(mut self, value: i64) -> Self {
        self.options.max = Some(Some(value));
        self
    }

    /// NO MAXVALUE.
    #[must_use]
    pub fn no_max_value(mut self) -> Self {
        self.options.max = Some(None);
        self
    }

    /// CACHE: how many numbers a session takes at once.
    #[must_use]
    pub fn cache(mut self, numbers: i64) -> Self {
        self.options.cache = Some(numbers);
        self
    }

    /// CYCLE, or NO CYCLE: whether counting begins anew at the end.
    #[must_use]
    pub fn cycle(mut self, cycle: bool) -> Self {
        self.options.cycle = Some(cycle);
        self
    }
}
