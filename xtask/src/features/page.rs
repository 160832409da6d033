//! The book's page "Coming from SQLAlchemy": a row for each feature.

use super::claims::Claims;
use super::inventory::{Feature, Status};
use crate::{Failure, files};

const PAGE: &str = "book/src/coming-from-sqlalchemy.md";
/// What stands above the tables; written by hand.
const HEAD: &str = "book/src/coming-from-sqlalchemy-head.md";

pub(super) fn write(features: &[Feature], claims: &Claims) -> Result<(), Failure> {
    let root = files::root()?;
    let mut page = files::read(&root.join(HEAD))?;
    let mut area = "";
    for feature in features {
        if feature.area() != area {
            area = feature.area();
            page += &format!("\n## {area}\n\n| id | what it is | here | tested in |\n|---|---|---|---|\n");
        }
        page += &row(feature, claims);
    }
    files::write(&root.join(PAGE), &page)
}

fn row(feature: &Feature, claims: &Claims) -> String {
    let tested = match &feature.status {
        Status::Built => claims.tests(&feature.id).first().map(|test| format!("`{test}`")).unwrap_or_default(),
        Status::Decided(why) => format!("decided otherwise: {why}"),
        Status::Later(why) => format!("later: {why}"),
        Status::LeftOut(why) => format!("left out: {why}"),
    };
    format!("| {} | {} | {} | {} |\n", feature.id, cell(&feature.what), cell(&feature.name), cell(&tested))
}

/// A bar would end the cell, and `<` outside of code would begin a tag.
fn cell(text: &str) -> String {
    let mut is_code = false;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        is_code ^= c == '`';
        match c {
            '|' => out.push_str("\\|"),
            '<' if !is_code => out.push_str("&lt;"),
            other => out.push(other),
        }
    }
    out
}
