//! The SQL that the book shows beside the quickstart is what the program sends. `UPDATE_RECORDINGS=1` writes it anew.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::sync::Mutex;

#[allow(dead_code, unreachable_pub, reason = "the program is run by its function, not by its main")]
#[path = "../examples/quickstart.rs"]
mod quickstart;

/// The program's sections, in order: the names by which the book includes them.
const SECTIONS: [&str; 7] = ["create", "add", "query", "change", "load", "plain", "delete"];

static PRINTED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The statements of each section between anchors.
fn recording(printed: &[String]) -> String {
    let mut names = SECTIONS.iter();
    let mut open: Option<&str> = None;
    let mut text = String::new();
    for line in printed {
        if line.starts_with('\n') {
            close(&mut text, open);
            open = Some(names.next().unwrap());
            text += &format!("-- ANCHOR: {}\n", open.unwrap());
        } else if let Some(sql) = line.strip_prefix("    ") {
            text += &format!("{sql}\n");
        }
    }
    close(&mut text, open);
    assert_eq!(names.next(), None, "the program has lost a section");
    text
}

fn close(text: &mut String, open: Option<&str>) {
    if let Some(name) = open {
        *text += &format!("-- ANCHOR_END: {name}\n");
    }
}

#[alchemy_claims::covers("DIA-15")]
#[tokio::test]
async fn the_book_shows_what_the_quickstart_sends() {
    quickstart::run(|line| PRINTED.lock().unwrap().push(line.to_owned())).await.unwrap();
    let sent = recording(&PRINTED.lock().unwrap());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../book/src/recorded/quickstart.txt");
    if std::env::var_os("UPDATE_RECORDINGS").is_some() {
        std::fs::write(path, &sent).unwrap();
    }
    assert_eq!(sent, std::fs::read_to_string(path).unwrap(), "run with UPDATE_RECORDINGS=1 and look at the difference");
}
