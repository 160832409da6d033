//! The core without its default feature builds and compiles SQL, with neither an async runtime nor a pool.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::process::Command;

use alchemy_orm::core::dialect::Ansi;
use alchemy_orm::core::{default, prelude::*};

/// The crates that the core brings with these arguments.
fn crates(arguments: &[&str]) -> Vec<String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = Command::new(cargo);
    command.args(["tree", "--offline", "--package", "alchemy-core", "--edges", "normal", "--prefix", "none", "--format", "{p}"]);
    let output = command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    text.lines().filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect()
}

#[test]
fn without_the_engine_there_is_no_runtime_and_no_pool() {
    let alone = crates(&["--no-default-features"]);
    assert!(alone.iter().any(|name| name == "alchemy-core"));
    for absent in ["tokio", "deadpool", "futures-util", "rusqlite", "tokio-postgres", "mysql_async"] {
        assert!(!alone.iter().any(|name| name == absent), "{absent}: {alone:?}");
    }
    assert!(crates(&[]).iter().any(|name| name == "tokio"), "with the engine there is one, so the test would see it");
}

#[test]
fn a_driver_crate_gives_its_dialect_without_a_driver() {
    for package in ["alchemy-sqlite", "alchemy-postgres", "alchemy-mysql"] {
        let alone = crates(&["--package", package, "--no-default-features"]);
        for absent in ["deadpool", "rusqlite", "tokio-postgres", "mysql_async"] {
            assert!(!alone.iter().any(|name| name == absent), "{package} brings {absent}");
        }
    }
}

table! {
    /// Those who log in.
    pub users ("user_account") {
        id: Auto<i64> [primary_key],
        name: String [length = 30, unique],
        fullname: Option<String>,
    }
}

#[test]
fn statements_are_values_with_a_text() {
    let find = select((users::id, users::name)).filter(users::name.eq("sandy")).order_by(users::id.desc()).limit(3);
    let compiled = find.compile(&Ansi).unwrap();
    let text = compiled.text();
    assert!(text.starts_with("SELECT user_account.id, user_account.name"), "{text}");
    assert!(text.contains("WHERE user_account.name = ?") && text.contains("ORDER BY user_account.id DESC"), "{text}");
    assert!(!text.contains("sandy"), "values travel beside the text");
    let insert = users::insert().values((users::name.to("gary"), users::fullname.to(default::<Option<String>>())));
    assert_eq!(insert.compile(&Ansi).unwrap().text(), "INSERT INTO user_account (name, fullname) VALUES (?, ?)");
}
