//! The book shows only code that is compiled: its Rust blocks are includes, and what they include is there. mdBook itself
//! leaves a block empty whose anchor is missing.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::path::{Path, PathBuf};

fn chapters(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.extension() {
            Some(end) if end == "md" => found.push(path),
            _ if path.is_dir() => found.extend(chapters(&path)),
            _ => {}
        }
    }
    found
}

/// What is wrong with an include, if anything.
fn mistake(chapter: &Path, include: &str) -> Option<String> {
    let (file, anchor) = include.split_once(':').map_or((include, None), |(file, anchor)| (file, Some(anchor)));
    let Ok(text) = std::fs::read_to_string(chapter.parent()?.join(file)) else { return Some(format!("{file} is not there")) };
    let has = |mark: &str| text.lines().any(|line| anchor.is_none_or(|anchor| line.ends_with(&format!(" {mark}: {anchor}"))));
    (!has("ANCHOR") || !has("ANCHOR_END")).then(|| format!("{include} is not there"))
}

#[test]
fn every_block_of_rust_is_included_from_a_program() {
    let chapters = chapters(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/src"));
    assert!(chapters.len() > 10);
    let mut mistakes = Vec::new();
    for chapter in &chapters {
        let text = std::fs::read_to_string(chapter).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let name = chapter.display();
        for (at, line) in lines.iter().enumerate() {
            if let Some(include) = line.strip_prefix("{{#include ").and_then(|rest| rest.strip_suffix("}}")) {
                mistakes.extend(mistake(chapter, include).map(|mistake| format!("{name}:{}: {mistake}", at + 1)));
            }
            if line.starts_with("```rust") && !lines[at + 1].starts_with("{{#include ") {
                mistakes.push(format!("{name}:{}: a block of Rust that nobody compiles", at + 1));
            }
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}
