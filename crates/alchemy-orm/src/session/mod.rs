//! What applications hold: a session with its identity map, its unit of work and its transaction.

mod builder;
mod flush;
mod get;
mod load;
mod nested;
#[expect(clippy::module_inception, reason = "the folder is about the session; its type has a file of its own")]
mod session;
mod transaction;

pub use builder::SessionBuilder;
pub use get::Get;
pub use nested::Nested;
pub use session::Session;
