//! What the clock of the database says. Within a transaction, and always within a statement, most of them stand still.
#![cfg(feature = "chrono")]

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use crate::sql::{Func, KnownFunction};

/// The time at which the transaction, or the statement, began.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// assert_eq!(select(func::now()).compile(&Ansi)?.text(), "SELECT now() AS now_1");
/// # Ok::<(), Error>(())
/// ```
pub fn now() -> Func<DateTime<Utc>> {
    Func::known(KnownFunction::Now, Vec::new())
}

/// The time at which the transaction, or the statement, began: `CURRENT_TIMESTAMP`.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// assert_eq!(
///     select(func::current_timestamp()).compile(&Ansi)?.text(),
///     "SELECT CURRENT_TIMESTAMP AS current_timestamp_1",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn current_timestamp() -> Func<DateTime<Utc>> {
    Func::known(KnownFunction::CurrentTimestamp, Vec::new())
}

/// Today, where the session is.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// assert_eq!(select(func::current_date()).compile(&Ansi)?.text(), "SELECT CURRENT_DATE AS current_date_1");
/// # Ok::<(), Error>(())
/// ```
pub fn current_date() -> Func<NaiveDate> {
    Func::known(KnownFunction::CurrentDate, Vec::new())
}

/// The time of day.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// assert_eq!(select(func::current_time()).compile(&Ansi)?.text(), "SELECT CURRENT_TIME AS current_time_1");
/// # Ok::<(), Error>(())
/// ```
pub fn current_time() -> Func<NaiveTime> {
    Func::known(KnownFunction::CurrentTime, Vec::new())
}

/// The date and time where the session is.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// assert_eq!(select(func::localtimestamp()).compile(&Ansi)?.text(), "SELECT LOCALTIMESTAMP AS localtimestamp_1");
/// # Ok::<(), Error>(())
/// ```
pub fn localtimestamp() -> Func<NaiveDateTime> {
    Func::known(KnownFunction::LocalTimestamp, Vec::new())
}

/// The time of day where the session is.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// assert_eq!(select(func::localtime()).compile(&Ansi)?.text(), "SELECT LOCALTIME AS localtime_1");
/// # Ok::<(), Error>(())
/// ```
pub fn localtime() -> Func<NaiveTime> {
    Func::known(KnownFunction::LocalTime, Vec::new())
}

/// The date and time at which the function itself is called: `SYSDATE()` on MySQL and MariaDB, and nowhere else.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// let error = select(func::sysdate()).compile(&Ansi).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Unsupported);
/// ```
///
/// # Errors
/// Compiling is `Unsupported` where the database has no such clock.
pub fn sysdate() -> Func<NaiveDateTime> {
    Func::known(KnownFunction::Sysdate, Vec::new())
}
