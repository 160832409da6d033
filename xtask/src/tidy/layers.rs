//! Which module of a crate may name which: modules are ordered, and look down.

use super::paths;
use super::{Finding, Source};

const WHY: &str = "modules look down only, so that each can be understood with nothing but those below it";

/// A crate's modules from the lowest to the highest. Modules on one line are a knot: they may name each other.
struct Order {
    folder: &'static str,
    layers: &'static [&'static [&'static str]],
}

/// `lib.rs` stands above all.
const ORDERS: &[Order] = &[
    Order {
        folder: "crates/alchemy-core/src",
        layers: &[
            &["error"],
            &["graph"],
            &["intern"],
            &["tuples"],
            &["value"],
            // An expression may hold a statement, both have types and become rows, and all are spelled by the dialect.
            &["types", "schema", "sql", "compile", "dialect", "row"],
            &["ddl"],
            &["driver"],
            &["pool"],
            &["engine"],
            &["private"],
            &["prelude"],
            // What the macros expand to stands in the user's crate.
            &["macros"],
        ],
    },
    Order {
        folder: "crates/alchemy-orm/src",
        layers: &[
            &["url"],
            // A model's fields hold related objects, and objects have models.
            &["mapping", "instance", "relation"],
            &["query"],
            &["load"],
            &["unit_of_work"],
            &["session"],
            &["private"],
            &["prelude"],
        ],
    },
    Order { folder: "crates/alchemy-sqlite/src", layers: DRIVER },
    Order { folder: "crates/alchemy-postgres/src", layers: DRIVER },
    Order { folder: "crates/alchemy-mysql/src", layers: DRIVER },
];

/// The drivers share one order, so that they stay alike; each has its own few besides.
const DRIVER: &[&[&str]] = &[
    &["server"],
    &["features"],
    &["keywords"],
    // What a column is depends on its type, what a type is called on the server, and both are spelled by the dialect, which
    // asks them in turn.
    &["column_types", "types", "ddl", "functions", "documents", "limit", "ext", "dialect"],
    &["numeric", "kind"],
    &["decimal"],
    &["free"],
    &["supplied"],
    // Values made of others are read as rows are.
    &["value", "composed", "rows"],
    &["fault"],
    // What only one of them needs, each from below.
    &["options", "tap"],
    // A way to the server is secured by what is spoken on it.
    &["transport", "security", "tls"],
    // One keeps statements by what a session is, the other sets sessions up with statements.
    // What a statement's parameters are is told with the statement.
    &["watch", "cache", "answer", "session", "told"],
    &["transaction", "opening", "execute", "connection", "inline", "worker"],
    &["driver"],
    &["reflect"],
];

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    ORDERS.iter().flat_map(|order| check_crate(order, sources)).collect()
}

fn check_crate(order: &Order, sources: &[Source]) -> Vec<Finding> {
    let root = sources.iter().find(|source| source.within(order.folder) == Some("lib.rs"));
    let reexports = root.map(|root| paths::reexports(&root.code.bare)).unwrap_or_default();
    let mut findings = Vec::new();
    let mut unknown = Vec::new();
    for source in sources.iter().filter(|source| !source.is_test() && source.path.ends_with(".rs")) {
        let Some(inner) = source.within(order.folder).filter(|inner| *inner != "lib.rs") else { continue };
        let path = module_path(inner);
        match order.layer(path[0]) {
            Some(layer) => findings.extend(check_file(order, source, &path, layer, &reexports)),
            None if unknown.contains(&path[0]) => {}
            None => {
                unknown.push(path[0]);
                let message = format!("`{}` is not in the order of this crate's modules; give it its place there", path[0]);
                findings.push(Finding::new(&source.path, 1, message));
            }
        }
    }
    findings
}

fn check_file(order: &Order, source: &Source, path: &[&str], layer: usize, reexports: &[(String, String)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for named in paths::named(&source.code.bare) {
        // As many `super` as the module is deep lead to the crate's root; fewer stay within the module.
        if named.supers != 0 && named.supers != path.len() {
            continue;
        }
        let Some(module) = named.names.first().map(|name| origin(name, reexports)) else { continue };
        if module != path[0] && order.layer(module).is_some_and(|other| other > layer) {
            let message = format!("`{}` names `{module}`, which stands above it: {WHY}", path[0]);
            findings.push(Finding::new(&source.path, named.line, message));
        }
    }
    findings
}

/// The module a name at the crate's root belongs to: itself, or the one it is re-exported from.
fn origin<'a>(name: &'a str, reexports: &'a [(String, String)]) -> &'a str {
    reexports.iter().find(|(public, _)| public == name).map_or(name, |(_, module)| module)
}

/// `sql/expr/mod.rs` is the module `sql::expr`.
fn module_path(inner: &str) -> Vec<&str> {
    let path = inner.trim_end_matches(".rs");
    path.strip_suffix("/mod").unwrap_or(path).split('/').collect()
}

impl Order {
    fn layer(&self, module: &str) -> Option<usize> {
        self.layers.iter().position(|knot| knot.contains(&module))
    }
}

#[cfg(test)]
mod tests {
    use super::{Finding, Order, Source, check_crate};

    const ORDER: Order = Order { folder: "c/src", layers: &[&["low"], &["left", "right"], &["high"]] };

    fn check(files: &[(&str, &str)]) -> Vec<Finding> {
        let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(&format!("c/src/{path}"), text)).collect();
        check_crate(&ORDER, &sources)
    }

    #[test]
    fn looking_down_and_within_a_knot_is_allowed() {
        let files =
            [("high.rs", "use crate::{left::A, low};"), ("left.rs", "use crate::right::B;"), ("right.rs", "crate::left::f();")];
        assert_eq!(check(&files), []);
    }

    #[test]
    fn looking_up_is_found_however_it_is_written() {
        for code in ["use crate::high::A;", "use crate::{\nhigh::{A, B as C}};", "fn f() { crate::high::g() }", "use super::high;"]
        {
            assert!(!check(&[("low.rs", code)]).is_empty(), "{code}");
        }
        assert_eq!(check(&[("low/deep/file.rs", "use super::super::super::high;")]).len(), 1);
    }

    #[test]
    fn a_name_of_the_root_counts_as_its_module() {
        let found = check(&[("lib.rs", "pub use high::{A, B};"), ("low.rs", "//! Docs.\n\nuse crate::B;")]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].path.as_str(), found[0].line), ("c/src/low.rs", 3));
    }

    #[test]
    fn comments_tests_and_the_own_module_do_not_count() {
        let code = "// crate::high\n#[cfg(test)]\nmod tests { use crate::high::A; }\nuse super::high;";
        assert_eq!(check(&[("low/mod.rs", code.trim_end_matches("use super::high;")), ("low/a.rs", "use super::high;")]), []);
        assert_eq!(check(&[("low/tests.rs", "use crate::high::A;")]), []);
    }

    #[test]
    fn a_module_without_a_place_is_found_once() {
        assert_eq!(check(&[("new/mod.rs", ""), ("new/a.rs", "")]).len(), 1);
    }
}
