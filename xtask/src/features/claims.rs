//! What tests claimed: lines `id<TAB>database<TAB>test`, written by each test that ran and did not fail.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::inventory::Feature;
use crate::{Failure, files};

/// The database that a test names which needs none.
const ANY: &str = "any";

/// For each feature its tests, and for each of them the databases on which it ran.
#[derive(Debug, Default)]
pub(super) struct Claims {
    by_feature: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    /// All databases on which anything ran.
    databases: BTreeSet<String>,
}

impl Claims {
    pub(super) fn read(path: &Path) -> Result<Claims, Failure> {
        Ok(Claims::parse(&files::read(path)?))
    }

    fn parse(text: &str) -> Claims {
        let mut claims = Claims::default();
        for line in text.lines() {
            if let [id, database, test] = line.split('\t').collect::<Vec<_>>()[..] {
                let tests = claims.by_feature.entry(id.to_owned()).or_default();
                tests.entry(test.to_owned()).or_default().insert(database.to_owned());
                claims.databases.insert(database.to_owned());
            }
        }
        claims.databases.remove(ANY);
        claims
    }

    /// What is lacking for the feature to be covered; None if nothing is.
    pub(super) fn lacking(&self, feature: &Feature) -> Option<String> {
        let Some(tests) = self.by_feature.get(&feature.id) else {
            return Some("no test that ran claims it".to_owned());
        };
        let concerned: BTreeSet<&str> =
            self.databases.iter().map(String::as_str).filter(|name| concerns(feature.area(), name)).collect();
        let ran = |databases: &BTreeSet<String>| databases.contains(ANY) || concerned.iter().all(|name| databases.contains(*name));
        let lacking = |databases: &BTreeSet<String>| {
            concerned.iter().filter(|name| !databases.contains(**name)).copied().collect::<Vec<_>>().join(", ")
        };
        match tests.values().any(ran) {
            true => None,
            false => tests.iter().next().map(|(test, databases)| format!("{test} did not run on {}", lacking(databases))),
        }
    }

    /// The tests that claim a feature.
    pub(super) fn tests(&self, id: &str) -> Vec<&str> {
        self.by_feature.get(id).into_iter().flat_map(|tests| tests.keys()).map(String::as_str).collect()
    }

    /// What is claimed and in no inventory.
    pub(super) fn unknown(&self, features: &[Feature]) -> Vec<&str> {
        self.by_feature.keys().map(String::as_str).filter(|id| !features.iter().any(|feature| feature.id == *id)).collect()
    }
}

/// Whether a feature of the area has to be shown on the database.
fn concerns(area: &str, database: &str) -> bool {
    match area {
        "PG" => database.starts_with("postgres"),
        "MY" => database.starts_with("mysql") || database.starts_with("mariadb"),
        "SL" => database.starts_with("sqlite"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::inventory::{Feature, Status};
    use super::Claims;

    fn feature(id: &str) -> Feature {
        Feature { id: id.into(), tier: 'A', what: String::new(), name: String::new(), status: Status::Built }
    }

    #[test]
    fn a_test_that_ran_on_every_database_covers() {
        let claims = Claims::parse("SEL-01\tsqlite\tt\nSEL-01\tmysql-9\tt\nPG-01\tpostgres-18\tu\nSEL-01\tpostgres-18\tt\n");
        assert_eq!(claims.lacking(&feature("SEL-01")), None);
        assert_eq!(claims.lacking(&feature("PG-01")), None);
    }

    #[test]
    fn a_test_that_ran_on_some_does_not() {
        let claims = Claims::parse("SEL-01\tsqlite\tt\nSEL-02\tmysql-9\tt\n");
        assert_eq!(claims.lacking(&feature("SEL-01")).unwrap(), "t did not run on mysql-9");
        assert!(claims.lacking(&feature("SEL-03")).is_some());
    }
}
