//! Throw-away database servers: each with a data directory, port and process of its own, all gone when the value is dropped.
//! The system's own servers are never touched.
//!
//! | module | holds |
//! |---|---|
//! | `request` | which databases are wanted, and whether anything may be installed |
//! | `version` | a program's version, and the name a database gets from it |
//! | `account` | as which user servers run |
//! | `directory` | temporary directories that remove themselves |
//! | `process` | running programs to their end |
//! | `supervised` | programs that end with their owner |
//! | `ready` | waiting until a server answers, in its own protocol |
//! | `install`, `debian`, `npm` | getting what is not there |
//! | `postgres`, `mysql`, `mariadb` | how each is set up and started |

mod account;
mod debian;
mod directory;
mod install;
mod mariadb;
mod mysql;
mod npm;
mod postgres;
mod process;
mod ready;
mod request;
mod supervised;
mod version;

pub(crate) use directory::Directory;
pub(crate) use request::Request;

use crate::Failure;
use supervised::Supervised;

/// A running server. Dropping it stops it and removes its data.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) url: String,
    // Fields are dropped in order: the process must end before its directory goes.
    _process: Supervised,
    _directory: Directory,
}

/// A database that was wanted and is not running.
#[derive(Debug)]
pub(crate) struct Missing {
    pub(crate) name: String,
    pub(crate) reason: String,
    /// Whether its absence is a failure: what the system's package manager offers must run, the newest versions may be absent.
    pub(crate) is_required: bool,
}

/// The servers that run and the databases that do not.
#[derive(Debug, Default)]
pub(crate) struct Servers {
    pub(crate) running: Vec<Server>,
    pub(crate) missing: Vec<Missing>,
}

/// One database as the tasks know it before its version is known.
struct Kind {
    /// Its name without the version that the program found will add.
    label: &'static str,
    is_required: bool,
    /// Finds or fetches its program, sets it up and starts it; `None` when what was found has another name than those wanted.
    start: fn(&Request) -> Result<Option<Server>, Failure>,
}

const KINDS: &[Kind] = &[
    Kind { label: "postgres", is_required: true, start: postgres::start_installed },
    Kind { label: "postgres-18", is_required: false, start: postgres::start_fetched },
    Kind { label: "mariadb", is_required: true, start: mariadb::start },
    Kind { label: "mysql", is_required: false, start: mysql::start },
];

impl Servers {
    /// Starts all that are wanted and can be had. What cannot is in `missing`, with the reason.
    pub(crate) fn start(request: &Request) -> Self {
        let mut servers = Self::default();
        for kind in KINDS.iter().filter(|kind| request.may_want(kind.label)) {
            servers.start_one(kind, request);
        }
        servers
    }

    fn start_one(&mut self, kind: &Kind, request: &Request) {
        if self.running.iter().any(|server| server.name == kind.label) {
            return; // The installed version is already the one that would be fetched.
        }
        eprintln!("xtask: starting {}", kind.label);
        match (kind.start)(request) {
            Ok(found) => self.running.extend(found),
            Err(failure) => self.missing.push(Missing {
                name: kind.label.to_owned(),
                reason: failure.to_string(),
                is_required: kind.is_required,
            }),
        }
    }

    /// `name=url` for each that runs.
    pub(crate) fn addresses(&self) -> Vec<String> {
        self.running.iter().map(|server| format!("{}={}", server.name, server.url)).collect()
    }
}
