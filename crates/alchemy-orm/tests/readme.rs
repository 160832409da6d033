//! The code in README.md is a program that runs.

/// What stands between the anchors of the example.
fn shown() -> &'static str {
    let text = include_str!("../examples/readme.rs");
    let start = text.find("// ANCHOR: readme\n").map(|at| at + "// ANCHOR: readme\n".len());
    let end = text.find("// ANCHOR_END: readme");
    match (start, end) {
        (Some(start), Some(end)) => &text[start..end],
        _ => "",
    }
}

#[test]
fn the_readme_shows_the_example() {
    let readme = include_str!("../../../README.md");
    assert!(!shown().is_empty(), "the example has lost its anchors");
    assert!(readme.contains(&format!("```rust\n{}```", shown())), "README.md does not show examples/readme.rs as it is");
}
