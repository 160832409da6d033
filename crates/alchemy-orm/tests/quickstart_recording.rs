//! The statements of the quickstart, as the book shows them, are those that it sends. `UPDATE_RECORDINGS=1` writes them anew.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "tests")]

use std::path::Path;
use std::sync::{Arc, Mutex};

use alchemy_orm::create_engine;

#[path = "../examples/quickstart.rs"]
#[allow(dead_code, reason = "its `main` is not called here")]
mod quickstart;

/// One `.sql` file for each step, named after its anchor in the program, in the order of the program.
const STEPS: &[&str] = &["create", "add", "query", "change", "load", "plain", "delete"];

#[tokio::test]
async fn the_book_shows_what_the_quickstart_sends() {
    let steps = Arc::new(Mutex::new(Vec::<String>::new()));
    let engine = create_engine("sqlite::memory:").await.unwrap();
    let sent = steps.clone();
    engine.on_statement(move |event| {
        let mut steps = sent.lock().unwrap();
        let step = steps.last_mut().unwrap();
        step.push_str(event.sql);
        step.push('\n');
    });
    quickstart::run(&engine, |_| steps.lock().unwrap().push(String::new())).await.unwrap();

    let steps = steps.lock().unwrap();
    assert_eq!(steps.len(), STEPS.len(), "a step was added or taken away");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/src/recorded/quickstart");
    for (name, step) in STEPS.iter().zip(&*steps) {
        let file = folder.join(format!("{name}.sql"));
        if std::env::var_os("UPDATE_RECORDINGS").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&file, step).unwrap();
        }
        let recorded = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(*step, recorded, "{name}: run with UPDATE_RECORDINGS=1 if the change is meant");
    }
}
