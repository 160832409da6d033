//! The golden records, and what real servers said to their SQL.

use std::collections::HashMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

/// The databases, as the records name them.
pub(crate) const DATABASES: [&str; 4] = ["postgresql", "mysql", "mariadb", "sqlite"];

/// One case.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) area: String,
    pub(crate) kind: String,
    json: Json,
}

impl Record {
    /// What SQLAlchemy renders for a database: one text, or a list of them. None where the case is not meant for it.
    pub(crate) fn sql(&self, database: &str) -> Option<Vec<&str>> {
        match self.json.get("sql")?.get(database)? {
            Json::String(text) => Some(vec![text]),
            Json::Array(texts) => Some(texts.iter().filter_map(Json::as_str).collect()),
            _ => None,
        }
    }

    /// Whether SQLAlchemy refuses the case for a database.
    pub(crate) fn is_refused(&self, database: &str) -> bool {
        self.json.get("error").is_some_and(|errors| errors.get(database).is_some())
    }

    /// The values, as the program gave them.
    pub(crate) fn params(&self, database: &str) -> &[Json] {
        self.list("params", database).unwrap_or_default()
    }

    /// The values as they are sent.
    pub(crate) fn bound(&self, database: &str) -> &[Json] {
        self.list("bound", database).unwrap_or_else(|| self.params(database))
    }

    fn list(&self, field: &str, database: &str) -> Option<&[Json]> {
        self.json.get(field)?.get(database)?.as_array().map(Vec::as_slice)
    }
}

/// All records.
#[derive(Debug)]
pub(crate) struct Golden {
    pub(crate) records: Vec<Record>,
    validation: Json,
}

impl Golden {
    pub(crate) fn read() -> Result<Golden, Box<dyn Error>> {
        let lines = std::fs::read_to_string(folder().join("core.jsonl"))?;
        let records = lines.lines().map(record).collect::<Result<_, _>>()?;
        let validation = serde_json::from_str(&std::fs::read_to_string(folder().join("validation.json"))?)?;
        Ok(Golden { records, validation })
    }

    /// What a server of the database said to the text; None if it was not asked.
    pub(crate) fn said(&self, database: &str, id: &str) -> Option<&str> {
        self.validation.get(database)?.get(id)?.as_str()
    }

    pub(crate) fn ids(&self) -> HashMap<&str, &Record> {
        self.records.iter().map(|record| (record.id.as_str(), record)).collect()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../golden/core")
}

fn record(line: &str) -> Result<Record, Box<dyn Error>> {
    let json: Json = serde_json::from_str(line)?;
    let field = |name: &str| json[name].as_str().map(str::to_owned).ok_or(format!("a record has no {name}"));
    Ok(Record { id: field("id")?, area: field("area")?, kind: field("kind")?, json })
}
