//! SELECT: one clause a file. `node` holds the data and the order of the clauses, `builder` the typed builder; each other
//! file adds its clause's methods to the builder.

mod builder;
mod columns;
mod correlate;
mod distinct;
mod embed;
mod exists;
mod extend;
mod extra;
mod filter;
mod filter_by;
mod from;
mod group_by;
mod inspect;
mod joins;
mod label_style;
mod limit;
mod lock;
mod node;
mod order_by;
mod outer;

pub use builder::{Select, select};
pub use correlate::Correlation;
pub use exists::{ExistsSelect, exists};
pub use extend::ExtensionPoint;
pub use extra::{Extra, HintPlace, Verbatim};
pub(crate) use filter::and;
pub use inspect::ColumnDescription;
pub use label_style::LabelStyle;
pub use limit::{Fetch, FetchMode, Limit};
pub use lock::{Lock, LockStrength};
pub use node::SelectNode;
pub(crate) use outer::Unreadable;
