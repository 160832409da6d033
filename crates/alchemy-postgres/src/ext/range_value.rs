//! A range as it travels: two bounds of dynamic values.

use alchemy_core::{ExtensionValue, Value};

/// Which bounds belong to a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Bounds {
    /// `[)`: the lower, not the upper. What the server makes of ranges of whole numbers and dates.
    #[default]
    LowerOnly,
    /// `(]`: the upper, not the lower.
    UpperOnly,
    /// `[]`: both.
    Both,
    /// `()`: neither.
    Neither,
}

impl Bounds {
    /// Which of the two belong: lower, upper.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::Bounds;
    /// assert_eq!(Bounds::LowerOnly.included(), (true, false));
    /// ```
    pub fn included(self) -> (bool, bool) {
        match self {
            Bounds::LowerOnly => (true, false),
            Bounds::UpperOnly => (false, true),
            Bounds::Both => (true, true),
            Bounds::Neither => (false, false),
        }
    }

    /// The bounds of which those belong.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::Bounds;
    /// assert_eq!(Bounds::of(true, true), Bounds::Both);
    /// ```
    pub fn of(lower: bool, upper: bool) -> Bounds {
        match (lower, upper) {
            (true, false) => Bounds::LowerOnly,
            (false, true) => Bounds::UpperOnly,
            (true, true) => Bounds::Both,
            (false, false) => Bounds::Neither,
        }
    }
}

/// A range, or a multirange, of dynamic values.
#[derive(Debug, Clone, PartialEq)]
pub enum RangeValue {
    /// Nothing is in it.
    Empty,
    /// From a value to another; `None` has no end.
    Between {
        /// Where it begins.
        lower: Option<Value>,
        /// Where it ends.
        upper: Option<Value>,
        /// Which of the two belong to it.
        bounds: Bounds,
    },
    /// Several ranges.
    Many(Vec<RangeValue>),
}

impl ExtensionValue for RangeValue {
    fn kind(&self) -> &'static str {
        if matches!(self, RangeValue::Many(_)) { "a multirange" } else { "a range" }
    }

    fn text(&self) -> String {
        match self {
            RangeValue::Empty => "empty".into(),
            RangeValue::Between { lower, upper, bounds } => {
                let (low, high) = bounds.included();
                let (open, close) = (if low { '[' } else { '(' }, if high { ']' } else { ')' });
                format!("{open}{},{}{close}", bound(lower.as_ref()), bound(upper.as_ref()))
            }
            RangeValue::Many(ranges) => format!("{{{}}}", ranges.iter().map(ExtensionValue::text).collect::<Vec<_>>().join(",")),
        }
    }
}

fn bound(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::Int(v)) => v.to_string(),
        Some(Value::UInt(v)) => v.to_string(),
        Some(Value::Decimal(v)) => v.to_string(),
        Some(Value::Float(v)) => v.to_string(),
        Some(Value::Date(v)) => v.to_string(),
        Some(Value::DateTime(v)) => format!("\"{v}\""),
        Some(Value::Timestamp(v)) => format!("\"{v}+00\""),
        Some(Value::Text(v)) => format!("\"{}\"", v.replace('\\', "\\\\").replace('"', "\\\"")),
        Some(other) => format!("{other:?}"),
    }
}
