//! The features: `tests/features/AREA.tsv`, one line each, in five fields: id, tier, what it is, what it is called here,
//! status.

use std::path::Path;

use crate::{Failure, files};

/// What was made of a feature.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Status {
    Built,
    /// Decided otherwise, and where that is written.
    Decided(String),
    /// Needs what is not there yet.
    Later(String),
    /// Not worth its price, and why.
    LeftOut(String),
}

/// One feature.
#[derive(Debug)]
pub(super) struct Feature {
    pub(super) id: String,
    /// A, B or C.
    pub(super) tier: char,
    pub(super) what: String,
    /// What it is called here.
    pub(super) name: String,
    pub(super) status: Status,
}

impl Feature {
    /// The letters before the number.
    pub(super) fn area(&self) -> &str {
        self.id.split('-').next().unwrap_or_default()
    }
}

pub(super) fn read() -> Result<Vec<Feature>, Failure> {
    let mut features = Vec::new();
    for path in files::entries(&files::root()?.join("tests/features")) {
        for line in files::read(&path)?.lines().filter(|line| !line.is_empty()) {
            features.push(feature(line).map_err(|why| format!("{}: {why}: {line}", name(&path)))?);
        }
    }
    features.sort_by_key(|feature| feature.id.clone());
    match features.windows(2).find(|pair| pair[0].id == pair[1].id) {
        Some(pair) => Err(format!("{} stands twice in the inventory", pair[0].id).into()),
        None => Ok(features),
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn feature(line: &str) -> Result<Feature, String> {
    let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [id, tier, what, name, status] = fields[..] else { return Err(format!("has {} fields, not five", fields.len())) };
    let tier = tier.chars().next().ok_or("has no tier")?;
    Ok(Feature { id: id.into(), tier, what: what.into(), name: name.into(), status: self::status(status)? })
}

fn status(text: &str) -> Result<Status, String> {
    let (word, why) = text.split_once(':').map_or((text, ""), |(word, why)| (word, why.trim()));
    match word {
        "built" => Ok(Status::Built),
        "decided" if !why.is_empty() => Ok(Status::Decided(why.into())),
        "later" if !why.is_empty() => Ok(Status::Later(why.into())),
        "left out" => Ok(Status::LeftOut(why.into())),
        other => Err(format!("`{other}` is no status, or lacks its reason")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Status, feature};

    #[test]
    fn a_line_has_five_fields() {
        let read = feature("SEL-01\tA\tselects columns\t`select`\tbuilt").unwrap();
        assert_eq!((read.area(), read.tier, &read.status), ("SEL", 'A', &Status::Built));
        assert!(feature("SEL-01\tA\tselects columns\tbuilt").is_err());
    }

    #[test]
    fn what_is_put_off_says_why() {
        assert!(feature("SEL-01\tA\tx\ty\tlater").is_err());
        assert_eq!(feature("SEL-01\tA\tx\ty\tlater: z").unwrap().status, Status::Later("z".into()));
    }
}
