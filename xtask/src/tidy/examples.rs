//! Every public function has an example of its own, and the example asserts: the SQL that it makes, or what it gives.
//!
//! Looked at is each `pub fn`, in an `impl` or by itself, and each function that a `pub trait` declares, in the places of
//! [`COVERED`]. (What is `pub` can be reached: the compiler's lint `unreachable_pub` sees to it.) Its doc comment has to hold
//! an example, and the example an `assert`, unless it is one that cannot be run; another rule sees to it that it says why.
//!
//! A function whose name a macro puts in takes its docs from the macro's argument, and each argument's docs have the
//! example: one that all of them share shows only one of them.
//!
//! What users of the toolkit do not call needs none, which is told by three marks:
//!
//! * `#[doc(hidden)]`, on the function or on what it stands in.
//! * A trait that openly demands a method is a protocol: its methods are written by who implements it, not called. The trait
//!   itself has the example.
//! * What handles the types of [`INNER`], in its signature or as its `impl`: it serves dialects, drivers, executors, and
//!   crates that add constructs of their own.
//!
//! Not among the places are those that dialects and drivers are written against (`compile`, `dialect`, `driver`, the
//! constructors of errors), the pool, and those of the ORM that serve generated code and the flush.
//!
//! Invariant: the code is as `cargo fmt` leaves it; blocks are told by their indentation.

use super::code::is_word;
use super::{Finding, Source};

const WHY_NONE: &str = "has no example: a reader copies one sooner than reads a sentence; begin a block with ``` in its docs";

const WHY_NO_ASSERT: &str = "has an example that asserts nothing: let it assert the SQL, which then cannot go wrong unseen";

const WHY_SHARED: &str = "is named by a macro and has the docs of all its like: let the macro take docs with the name";

/// The places that are looked at, and what they hold.
const COVERED: &[(&str, &str)] = &[
    ("crates/alchemy-core/src/sql", "statements and expressions"),
    ("crates/alchemy-core/src/schema", "tables and what belongs to them"),
    ("crates/alchemy-core/src/ddl", "statements about them"),
    ("crates/alchemy-core/src/types", "column types"),
    ("crates/alchemy-core/src/value", "values"),
    ("crates/alchemy-core/src/row/record.rs", "rows; what else is there the ORM plugs in"),
    ("crates/alchemy-core/src/engine", "engines and connections"),
    ("crates/alchemy-mysql/src", "a driver, and what only its database has"),
    ("crates/alchemy-postgres/src", "a driver, and what only its database has"),
    ("crates/alchemy-orm/src/instance/entity.rs", "handles of objects"),
    ("crates/alchemy-orm/src/load", "loader options"),
    ("crates/alchemy-orm/src/mapping/alias.rs", "models under other names; the other files there serve generated code"),
    ("crates/alchemy-orm/src/mapping/attribute.rs", "attributes"),
    ("crates/alchemy-orm/src/mapping/mapped.rs", "models"),
    ("crates/alchemy-orm/src/mapping/whole.rs", "whole objects in a SELECT"),
    ("crates/alchemy-orm/src/query", "relationships in statements"),
    ("crates/alchemy-orm/src/relation", "relationships as fields"),
    ("crates/alchemy-orm/src/session", "sessions"),
    ("crates/alchemy-orm/src/url.rs", "engines by URL"),
    ("crates/alchemy-sqlite/src", "a driver, and what only its database has"),
];

/// The types beneath the surface: statements as trees, what writes them, and what runs them. A name that ends with `Node` is
/// one, too.
const INNER: &[&str] =
    &["Renderer", "Key", "Source", "RowSource", "FromItem", "FromRef", "TablePlace", "Projection", "Prepared", "Live"];

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let covered = |source: &&Source| COVERED.iter().any(|(place, _)| source.path == *place || source.within(place).is_some());
    let rust = |source: &&Source| source.path.ends_with(".rs") && !source.is_test();
    sources.iter().filter(rust).filter(covered).flat_map(|source| File::new(source).check()).collect()
}

/// A file by lines: as it is, and without comments, literals and tests.
struct File<'s> {
    path: &'s str,
    text: Vec<&'s str>,
    bare: Vec<&'s str>,
}

/// A line that opens a block in which functions may stand.
#[derive(Clone, Copy)]
struct Block {
    line: usize,
    indent: usize,
}

/// What the docs of a function show.
enum Shown {
    Nothing,
    Unasserted,
    Asserted,
    /// The docs are a macro's argument.
    Elsewhere,
}

impl<'s> File<'s> {
    fn new(source: &'s Source) -> Self {
        File { path: &source.path, text: source.text.lines().collect(), bare: source.code.bare.lines().collect() }
    }

    fn check(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut blocks: Vec<Block> = Vec::new();
        for line in 0..self.bare.len() {
            let (code, indent) = (self.bare[line].trim(), indent(self.bare[line]));
            if code.starts_with('}') {
                blocks.retain(|block| block.indent < indent);
            }
            if opens(code) {
                blocks.retain(|block| block.indent < indent);
                blocks.push(Block { line, indent });
            }
            if self.is_function(line, blocks.last()) && !self.is_exempt(line, &blocks) {
                findings.extend(self.function(line, &blocks));
            }
            if code.starts_with("pub trait ") && self.is_protocol(line) && !self.is_hidden(line) && !names_inner(&self.head(line)) {
                findings.extend(self.told(line, self.shown(line)));
            }
        }
        findings
    }

    fn is_function(&self, line: usize, block: Option<&Block>) -> bool {
        let in_trait = block.is_some_and(|block| self.bare[block.line].trim().starts_with("pub trait "));
        match self.bare[line].trim().strip_prefix("pub ") {
            Some(code) => function_name(code).is_some(),
            None => in_trait && function_name(self.bare[line].trim()).is_some(),
        }
    }

    fn is_exempt(&self, line: usize, blocks: &[Block]) -> bool {
        let hidden = |block: &Block| self.is_hidden(block.line) || self.is_of_hidden_type(block.line);
        let of_inner =
            |block: &Block| !self.bare[block.line].trim().starts_with("macro_rules! ") && names_inner(&self.head(block.line));
        let protocol = |block: &Block| self.bare[block.line].trim().starts_with("pub trait ") && self.is_protocol(block.line);
        self.is_hidden(line)
            || names_inner(&self.head(line))
            || blocks.iter().any(|block| hidden(block) || of_inner(block) || protocol(block))
    }

    fn function(&self, line: usize, blocks: &[Block]) -> Vec<Finding> {
        let shown = self.shown(line);
        let made = blocks.iter().find_map(|block| self.bare[block.line].trim().strip_prefix("macro_rules! "));
        match (made, shown) {
            (Some(name), Shown::Elsewhere) => self.arguments(name.trim_end_matches([' ', '{'])),
            (Some(_), _) if self.bare[line].contains("fn $") => vec![self.finding(line, WHY_SHARED)],
            (_, shown) => self.told(line, shown).into_iter().collect(),
        }
    }

    /// The docs that are given to a macro, each of which has to show something.
    fn arguments(&self, name: &str) -> Vec<Finding> {
        let opening = format!("{name}! {{");
        let mut findings = Vec::new();
        for start in (0..self.bare.len()).filter(|&line| self.bare[line].trim() == opening) {
            let end = (start + 1..self.bare.len())
                .find(|&line| indent(self.bare[line]) <= indent(self.bare[start]) && self.bare[line].trim().starts_with('}'));
            let named = |line: &usize| !self.is_doc(*line) && self.is_doc(line - 1);
            for line in (start + 1..end.unwrap_or(self.bare.len())).filter(named) {
                findings.extend(self.told(line, self.shown(line)));
            }
        }
        findings
    }

    fn told(&self, line: usize, shown: Shown) -> Option<Finding> {
        match shown {
            Shown::Nothing => Some(self.finding(line, WHY_NONE)),
            Shown::Unasserted => Some(self.finding(line, WHY_NO_ASSERT)),
            Shown::Asserted | Shown::Elsewhere => None,
        }
    }

    fn finding(&self, line: usize, why: &str) -> Finding {
        let code = self.bare[line].trim();
        let name = code.split_once("fn ").or_else(|| code.split_once("trait ")).map_or(code, |(_, name)| name);
        let name: String = name.chars().take_while(|&c| is_word(c) || c == '$').collect();
        Finding::new(self.path, line + 1, format!("`{name}` {why}"))
    }

    /// The lines of docs and attributes above a line. An attribute may take several lines.
    fn above(&self, line: usize) -> Vec<&'s str> {
        let mut open = false;
        let belongs = |text: &&str| {
            let begins = text.starts_with("//") || text.starts_with("#[") || text.contains("$(#[");
            open = !begins && (open || text.ends_with(")]"));
            begins || open
        };
        let mut found: Vec<&str> = self.text[..line].iter().rev().map(|text| text.trim()).take_while(belongs).collect();
        found.reverse();
        found
    }

    fn is_doc(&self, line: usize) -> bool {
        self.text[line].trim().starts_with("///")
    }

    fn is_hidden(&self, line: usize) -> bool {
        self.above(line).contains(&"#[doc(hidden)]")
    }

    /// Whether a line begins the `impl` of a type of this file that is hidden.
    fn is_of_hidden_type(&self, line: usize) -> bool {
        let head = self.head(line);
        head.starts_with("impl")
            && (0..self.bare.len()).any(|at| {
                let code = self.bare[at].trim();
                let name = code.strip_prefix("pub struct ").or_else(|| code.strip_prefix("pub enum "));
                name.is_some_and(|name| words(&head).any(|word| Some(word) == words(name).next())) && self.is_hidden(at)
            })
    }

    /// Whether a trait openly demands a method.
    fn is_protocol(&self, line: usize) -> bool {
        let end =
            (line + 1..self.bare.len()).find(|&at| indent(self.bare[at]) == indent(self.bare[line]) && self.bare[at].trim() == "}");
        (line + 1..end.unwrap_or(line + 1))
            .any(|at| function_name(self.bare[at].trim()).is_some() && self.head(at).ends_with(';') && !self.is_hidden(at))
    }

    /// From a line to the `{` or `;` that ends what it begins.
    fn head(&self, line: usize) -> String {
        let mut head = String::new();
        for code in &self.bare[line..] {
            head.push_str(code.trim());
            head.push(' ');
            if code.contains('{') || code.trim_end().ends_with(';') {
                break;
            }
        }
        head.trim().to_owned()
    }

    fn shown(&self, line: usize) -> Shown {
        let (mut fenced, mut run, mut shown) = (false, false, Shown::Nothing);
        for text in self.above(line) {
            let Some(doc) = text.strip_prefix("///").map(str::trim) else {
                if text.contains("$(#[") {
                    return Shown::Elsewhere;
                }
                continue;
            };
            if let Some(mark) = doc.strip_prefix("```") {
                (fenced, run) = (!fenced, ["", "no_run", "compile_fail", "should_panic"].contains(&mark));
                shown = match (fenced && run, mark.contains("no_run") || mark.contains("compile_fail"), shown) {
                    (true, true, _) => Shown::Asserted,
                    (true, false, Shown::Nothing) => Shown::Unasserted,
                    (_, _, before) => before,
                };
            } else if fenced && run && doc.contains("assert") {
                shown = Shown::Asserted;
            }
        }
        shown
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn opens(code: &str) -> bool {
    let words =
        ["impl ", "impl<", "pub trait ", "pub(crate) trait ", "pub(super) trait ", "trait ", "macro_rules! ", "pub mod ", "mod "];
    words.iter().any(|word| code.starts_with(word)) && !code.ends_with(';')
}

/// The name of the function that begins here, `pub` taken off.
fn function_name(code: &str) -> Option<&str> {
    let code = ["const ", "async "].into_iter().fold(code, |code, word| code.strip_prefix(word).unwrap_or(code));
    code.strip_prefix("fn ")
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c| !is_word(c)).filter(|word| !word.is_empty())
}

fn names_inner(head: &str) -> bool {
    words(head).any(|word| word.ends_with("Node") || INNER.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::{Source, check};

    fn lines(text: &str) -> Vec<usize> {
        check(&[Source::new("crates/alchemy-core/src/sql/a.rs", text)]).into_iter().map(|finding| finding.line).collect()
    }

    const SHOWN: &str = "/// Docs.\n///\n/// ```\n/// assert_eq!(f(), 1);\n/// ```\n";

    #[test]
    fn a_function_has_an_example_that_asserts() {
        assert_eq!(lines("/// Docs.\npub fn f() {}\n"), [2]);
        assert_eq!(lines("/// ```\n/// f();\n/// ```\npub const fn f() {}\n"), [4]);
        assert_eq!(lines("/// ```text\n/// assert\n/// ```\n#[must_use]\npub async fn f() {}\n"), [5]);
        assert!(lines(&format!("{SHOWN}#[must_use]\npub fn f() {{}}\n")).is_empty());
        assert!(lines("/// ```no_run\n/// # // not run: why\n/// f();\n/// ```\npub fn f() {}\n").is_empty());
    }

    #[test]
    fn an_assertion_outside_the_example_does_not_count() {
        assert_eq!(lines("/// ```\n/// f();\n/// ```\n/// One may assert it.\npub fn f() {}\n"), [5]);
    }

    #[test]
    fn methods_have_their_own() {
        let text = format!(
            "{SHOWN}pub struct A;\n\nimpl A {{\n    {}    pub fn f() {{}}\n\n    pub fn g() {{}}\n}}\n",
            SHOWN.replace('\n', "\n    ")
        );
        assert_eq!(lines(&text.replace("        pub", "    pub")), [16]);
    }

    #[test]
    fn traits_that_users_call_show_each_method() {
        assert_eq!(lines("pub trait A {\n    fn f(self) {}\n\n    fn g(self) {}\n}\n"), [2, 4]);
        assert!(lines("pub(crate) trait A {\n    fn f(self) {}\n}\n").is_empty());
    }

    #[test]
    fn a_protocol_is_shown_as_a_whole() {
        let protocol = "pub trait A {\n    fn f(self);\n\n    fn g(self) {}\n}\n";
        assert_eq!(lines(protocol), [1]);
        assert!(lines(&format!("{SHOWN}{protocol}")).is_empty());
        assert_eq!(lines("pub trait A {\n    #[doc(hidden)]\n    fn f(self);\n\n    fn g(self) {}\n}\n"), [5]);
    }

    #[test]
    fn what_is_not_for_users_needs_none() {
        assert!(lines("#[doc(hidden)]\npub fn f() {}\n\npub(crate) fn g() {}\n\nfn h() {}\n").is_empty());
        assert!(lines("#[doc(hidden)]\npub struct A;\n\nimpl A {\n    pub fn f() {}\n}\n").is_empty());
        assert!(lines("pub fn f(r: &mut Renderer<'_>) {}\n\npub fn g(\n    self,\n) -> SelectNode {}\n").is_empty());
        assert!(lines("impl SelectNode {\n    pub fn f() {}\n}\n").is_empty());
        assert!(check(&[Source::new("crates/alchemy-core/src/dialect/a.rs", "pub fn f() {}\n")]).is_empty());
    }

    #[test]
    fn names_that_a_macro_puts_in_have_their_own() {
        let taken = "macro_rules! many {\n    ($($(#[$doc:meta])* $name:ident)*) => {$(\n        $(#[$doc])*\n        pub fn $name() {}\n    )*};\n}\n";
        let given = format!("{taken}many! {{\n    /// Docs.\n    one\n{}\n    two\n}}\n", SHOWN.trim_end());
        assert_eq!(lines(&given), [9]);
        let shared =
            "macro_rules! many {\n    ($($name:ident)*) => {$(\n        /// Docs.\n        pub fn $name() {}\n    )*};\n}\n";
        assert_eq!(lines(shared), [4]);
    }

    #[test]
    fn tests_and_text_are_not_functions() {
        assert!(lines("const A: &str = \"\npub fn f() {}\n\";\n\n#[cfg(test)]\nmod tests {\n    pub fn f() {}\n}\n").is_empty());
    }
}
