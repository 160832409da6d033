//! Sequences.

use crate::schema::Name;
use crate::sql::{Func, FunctionName, NextValue, Node};
use crate::types::SqlType;

/// A sequence: numbers that the database counts up, for keys and anything else.
///
/// ```
/// use alchemy_core::{CreateSequence, DdlStatement, Sequence, dialect::Ansi, prelude::*};
/// let numbers = Sequence::new("invoice_number").start(1000).increment(10);
/// let create = CreateSequence::new(&numbers);
/// assert_eq!(
///     DdlStatement::of(&create, &Ansi)?.text(),
///     "CREATE SEQUENCE invoice_number INCREMENT BY 10 START WITH 1000",
/// );
/// assert_eq!(
///     select(numbers.next_value()).compile(&Ansi)?.text(),
///     "SELECT NEXT VALUE FOR invoice_number AS next_value_1",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sequence {
    /// Its name.
    pub name: Name,
    /// The schema that it lies in.
    pub schema: Option<Name>,
    /// The type of its numbers, where sequences have one.
    pub data_type: Option<SqlType>,
    /// The first number.
    pub start: Option<i64>,
    /// What is added each time.
    pub increment: Option<i64>,
    /// The smallest number; `Some(None)` says that there is none.
    pub min_value: Option<Option<i64>>,
    /// The largest number; `Some(None)` says that there is none.
    pub max_value: Option<Option<i64>>,
    /// How many numbers are fetched ahead.
    pub cache: Option<i64>,
    /// Whether it starts anew behind the last number.
    pub cycle: Option<bool>,
}

impl Sequence {
    /// A sequence with the database's own defaults.
    ///
    /// ```
    /// use alchemy_core::{Sequence, dialect::Ansi, prelude::*};
    /// let ticket = Sequence::new("ticket");
    /// assert_eq!(select(ticket.next_value()).compile(&Ansi)?.text(), "SELECT NEXT VALUE FOR ticket AS next_value_1");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(name: impl Into<Name>) -> Sequence {
        Sequence {
            name: name.into(),
            schema: None,
            data_type: None,
            start: None,
            increment: None,
            min_value: None,
            max_value: None,
            cache: None,
            cycle: None,
        }
    }

    /// In a schema of that name.
    ///
    /// ```
    /// use alchemy_core::{CreateSequence, DdlStatement, Sequence, dialect::Ansi, prelude::*};
    /// assert_eq!(
    ///     DdlStatement::of(&CreateSequence::new(&Sequence::new("ticket").schema("shop")), &Ansi)?.text(),
    ///     "CREATE SEQUENCE shop.ticket",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn schema(mut self, schema: impl Into<Name>) -> Sequence {
        self.schema = Some(schema.into());
        self
    }

    /// Of that type. Databases whose sequences have no type do without.
    ///
    /// ```
    /// use alchemy_core::{CreateSequence, DdlStatement, Sequence, dialect::Ansi, prelude::*};
    /// assert_eq!(
    ///     DdlStatement::of(&CreateSequence::new(&Sequence::new("ticket").data_type(Integer)), &Ansi)?.text(),
    ///     "CREATE SEQUENCE ticket AS INTEGER",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn data_type(mut self, data_type: impl Into<SqlType>) -> Sequence {
        self.data_type = Some(data_type.into());
        self
    }

    /// START WITH
    ///
    /// ```
    /// use alchemy_core::{CreateSequence, DdlStatement, Sequence, dialect::Ansi, prelude::*};
    /// assert_eq!(
    ///     DdlStatement::of(&CreateSequence::new(&Sequence::new("ticket").start(100)), &Ansi)?.text(),
    ///     "CREATE SEQUENCE ticket START WITH 100",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn start(mut self, start: i64) -> Sequence {
        self.start = Some(start);
        self
    }

    /// INCREMENT BY
    ///
    /// ```
    /// use alchemy_core::{CreateSequence, DdlStatement, Sequence, dialect::Ansi, prelude::*};
    /// assert_eq!(
    ///     DdlStatement::of(&CreateSequence::new(&Sequence::new("ticket").increment(10)), &Ansi)?.text(),
    ///     "CREATE SEQUENCE ticket INCREMENT BY 10",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn increment(mut self, by: i64) -> Sequence {
        self.increment = Some(by);
        self
    }

    /// MINVALUE
    ///
    /// ```
    /// use alchemy_core::{CreateSequence, DdlStatement, Sequence, dialect::Ansi, prelude::*};
    /// assert_eq!(
    ///     DdlStatement::of(&CreateSequence::new(&Sequence::new("ticket").min_value(1)), &Ansi)?.text(),
    ///     "CREATE SEQUENCE ticket MINVALUE 1",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn min_value(mut self, smallest: i64) -> Sequence {
        self.min_value = Some(Some(smallest));
        self
    }

    /// NO MINVALUE
    ///
    /// ```
    /// use alchemy_core::{CreateSequence, DdlStatement, Sequence, dialect::Ansi, prelude::*};
    /// assert_eq!(
    ///     DdlStatement::of(&CreateSequence::new(&Sequence::new("ticket").no_min_value()), &Ansi)?.text(),
    ///     "CREATE SEQUENCE ticket NO MINVALUE",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn no_min_value(mut self) -> Sequence {
        self.min_value = Some(None);
        self
    }

    /// MAXVALUE
    ///
    /// ```
    /// use alchemy_core::{CreateSequence, DdlStatement, Sequence, dialect::Ansi, prelude::*};
    /// assert_eq!(
    ///     DdlStatement::of(&CreateSequence::new(&Sequence::new("ticket").max_value(999)), &Ansi)?.text(),
    ///     "CREATE SEQUENCE ticket MAXVALUE 999",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn max_value(mut self, largest: i64) -> Sequence {
        self.max_value = Some(Some(largest));
        self
    }

    /// NO MAXVALUE
    ///
    /// ```
    /// use alchemy_core::{CreateSequence, DdlStatement, Sequence, dialect::Ansi, prelude::*};
    /// assert_eq!(
    ///     DdlStatement::of(&CreateSequence::new(&Sequence::new("ticket").no_max_value()), &Ansi)?.text(),
    ///     "CREATE SEQUENCE ticket NO MAXVALUE",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn no_max_value(mut self) -> Sequence {
        self.max_value = Some(None);
        self
    }

    /// CACHE
    ///
    /// ```
    /// use alchemy_core::{CreateSequence, DdlStatement, Sequence, dialect::Ansi, prelude::*};
    /// assert_eq!(
    ///     DdlStatement::of(&CreateSequence::new(&Sequence::new("ticket").cache(50)), &Ansi)?.text(),
    ///     "CREATE SEQUENCE ticket CACHE 50",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn cache(mut self, numbers: i64) -> Sequence {
        self.cache = Some(numbers);
        self
    }

    /// CYCLE, or NO CYCLE.
    ///
    /// ```
    /// use alchemy_core::{CreateSequence, DdlStatement, Sequence, dialect::Ansi, prelude::*};
    /// assert_eq!(
    ///     DdlStatement::of(&CreateSequence::new(&Sequence::new("ticket").cycle(true)), &Ansi)?.text(),
    ///     "CREATE SEQUENCE ticket CYCLE",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn cycle(mut self, cycle: bool) -> Sequence {
        self.cycle = Some(cycle);
        self
    }

    /// Its next number, as an expression; also as a column's `default` or `server_default`. As a `default` it means
    /// nothing where there are no sequences: a key is then counted as the database does it.
    ///
    /// ```
    /// use alchemy_core::{Sequence, dialect::Ansi, prelude::*};
    /// let ticket = Sequence::new("ticket").schema("shop");
    /// assert_eq!(select(ticket.next_value()).compile(&Ansi)?.text(), "SELECT NEXT VALUE FOR shop.ticket AS next_value_1");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` for a database without sequences.
    pub fn next_value(&self) -> Func<i64> {
        let name = FunctionName::Generic { name: "next_value", render: |r, call| crate::sql::NextValue::call(r, call) };
        Func::new(name, vec![Node::from(NextValue { name: self.name.clone(), schema: self.schema.clone() })])
    }
}
