//! The SQL that the book shows beside the tutorial is what its programs send. `UPDATE_RECORDINGS=1` writes it anew.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Mutex;

#[allow(dead_code, unreachable_pub, reason = "the programs are run by their functions, not by their mains")]
#[path = "../examples/tutorial_data.rs"]
mod data;
#[allow(dead_code, unreachable_pub, reason = "the programs are run by their functions, not by their mains")]
#[path = "../examples/tutorial_engine.rs"]
mod engine;

// The third part has the second one in it.
use data::tutorial_metadata as metadata;

/// What is printed under a heading stands between anchors of its name: `Two tables` is `two-tables`.
fn recording(printed: &[String]) -> String {
    let mut open: Option<String> = None;
    let mut text = String::new();
    for line in printed {
        if let Some(heading) = line.strip_prefix('\n') {
            text += &closed(open.take());
            let name = heading.to_lowercase().replace(' ', "-");
            text += &format!("-- ANCHOR: {name}\n");
            open = Some(name);
        } else if let Some(sql) = line.strip_prefix("    ") {
            text += &format!("{sql}\n");
        } else {
            text += &format!("-- {line}\n");
        }
    }
    text + &closed(open)
}

fn closed(name: Option<String>) -> String {
    name.map_or_else(String::new, |name| format!("-- ANCHOR_END: {name}\n"))
}

fn compare(name: &str, printed: &Mutex<Vec<String>>) {
    let sent = recording(&printed.lock().unwrap());
    let path = format!("{}/../../book/src/recorded/tutorial_{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_RECORDINGS").is_some() {
        std::fs::write(&path, &sent).unwrap();
    }
    assert_eq!(sent, std::fs::read_to_string(&path).unwrap(), "run with UPDATE_RECORDINGS=1 and look at the difference");
}

static ENGINE: Mutex<Vec<String>> = Mutex::new(Vec::new());
static METADATA: Mutex<Vec<String>> = Mutex::new(Vec::new());
static DATA: Mutex<Vec<String>> = Mutex::new(Vec::new());

#[tokio::test]
async fn the_book_shows_what_the_first_part_sends() {
    engine::run(|line| ENGINE.lock().unwrap().push(line.to_owned())).await.unwrap();
    compare("engine", &ENGINE);
}

#[tokio::test]
async fn the_book_shows_what_the_second_part_sends() {
    metadata::run(|line| METADATA.lock().unwrap().push(line.to_owned())).await.unwrap();
    compare("metadata", &METADATA);
}

#[tokio::test]
async fn the_book_shows_what_the_third_part_sends() {
    data::run(|line| DATA.lock().unwrap().push(line.to_owned())).await.unwrap();
    compare("data", &DATA);
}
