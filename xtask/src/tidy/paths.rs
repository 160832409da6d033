//! The paths that code names: `crate::a::b`, `super::a`, and what `use` and `pub use` gather in braces.

use super::code::is_word;

/// A path without its beginning (`crate`, `super`), and where its first name stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) line: usize,
    /// How many `super` it began with; none for `crate`.
    pub(super) supers: usize,
    pub(super) names: Vec<String>,
}

/// All paths in bare code that begin with `crate::` or `super::`.
pub(super) fn named(bare: &str) -> Vec<Named> {
    let chars: Vec<char> = bare.chars().collect();
    let mut found = Vec::new();
    for at in (0..chars.len()).filter(|&at| at == 0 || !(is_word(chars[at - 1]) || chars[at - 1] == ':')) {
        let mut reader = Reader { chars: &chars, at, leaves: Vec::new() };
        let supers = if reader.takes("crate::") { 0 } else { reader.count("super::") };
        if reader.at > at {
            reader.tree(&mut Vec::new());
            found.extend(reader.leaves.into_iter().map(|(at, names)| Named { line: line(&chars, at), supers, names }));
        }
    }
    found
}

/// What `pub use` re-exports: each public name with the first name of the path it comes by.
pub(super) fn reexports(bare: &str) -> Vec<(String, String)> {
    let chars: Vec<char> = bare.chars().collect();
    let mut found = Vec::new();
    for (start, _) in bare.match_indices("pub use ") {
        let at = bare[..start].chars().count() + "pub use ".len();
        let mut reader = Reader { chars: &chars, at, leaves: Vec::new() };
        reader.takes("crate::");
        reader.tree(&mut Vec::new());
        let pairs = reader.leaves.into_iter().map(|(_, names)| (names.last().cloned(), names.into_iter().next()));
        found.extend(pairs.filter_map(|(name, first)| Some((name?, first?))));
    }
    found
}

fn line(chars: &[char], at: usize) -> usize {
    1 + chars[..at].iter().filter(|&&c| c == '\n').count()
}

/// Reads a path and the braces it may end in.
struct Reader<'a> {
    chars: &'a [char],
    at: usize,
    /// Every path to its last name, and where the first name stands.
    leaves: Vec<(usize, Vec<String>)>,
}

impl Reader<'_> {
    fn tree(&mut self, prefix: &mut Vec<(usize, String)>) {
        self.skip_blanks();
        if self.takes("{") {
            self.group(prefix);
            return;
        }
        let (start, word) = (self.at, self.word());
        if word.is_empty() && !self.takes("*") {
            return self.leaf(prefix);
        }
        prefix.push((start, if word.is_empty() { "*".to_owned() } else { word }));
        if self.takes("::") {
            self.tree(prefix);
        } else {
            self.alias(prefix);
            self.leaf(prefix);
        }
        prefix.pop();
    }

    fn group(&mut self, prefix: &mut Vec<(usize, String)>) {
        while self.at < self.chars.len() {
            self.skip_blanks();
            if self.takes("}") {
                return;
            }
            let before = self.at;
            self.tree(prefix);
            self.skip_blanks();
            self.takes(",");
            if self.at == before {
                return; // This is no path; whatever it is, the compiler will say.
            }
        }
    }

    /// `as name` gives the last name another.
    fn alias(&mut self, prefix: &mut [(usize, String)]) {
        let before = self.at;
        self.skip_blanks();
        if self.word() == "as" {
            self.skip_blanks();
            let name = self.word();
            if let Some(last) = prefix.last_mut().filter(|_| !name.is_empty()) {
                last.1 = name;
            }
        } else {
            self.at = before;
        }
    }

    fn leaf(&mut self, path: &[(usize, String)]) {
        if let Some((start, _)) = path.first() {
            self.leaves.push((*start, path.iter().map(|(_, name)| name.clone()).collect()));
        }
    }

    fn word(&mut self) -> String {
        let word: String = self.chars[self.at..].iter().take_while(|&&c| is_word(c)).collect();
        self.at += word.chars().count();
        word
    }

    fn skip_blanks(&mut self) {
        self.at += self.chars[self.at..].iter().take_while(|c| c.is_whitespace()).count();
    }

    fn takes(&mut self, text: &str) -> bool {
        let takes = text.chars().enumerate().all(|(n, c)| self.chars.get(self.at + n) == Some(&c));
        if takes {
            self.at += text.chars().count();
        }
        takes
    }

    fn count(&mut self, text: &str) -> usize {
        std::iter::from_fn(|| self.takes(text).then_some(())).count()
    }
}

#[cfg(test)]
mod tests {
    use super::{named, reexports};

    fn heads(code: &str) -> Vec<String> {
        named(code).into_iter().map(|path| format!("{} {} {}", path.line, path.supers, path.names.join("::"))).collect()
    }

    #[test]
    fn braces_are_followed_into_every_path() {
        let found = heads("use crate::{\n    a::{B, c::D as E},\n    f,\n};\nlet x = crate::g::h::<u8>(1);");
        assert_eq!(found, ["2 0 a::B", "2 0 a::c::E", "3 0 f", "5 0 g::h"]);
    }

    #[test]
    fn supers_are_counted() {
        assert_eq!(heads("use super::super::a::B;"), ["1 2 a::B"]);
        assert_eq!(heads("use super::*; pub(crate) fn f() {}"), ["1 1 *"]);
    }

    #[test]
    fn other_paths_are_none_of_ours() {
        assert!(heads("mycrate::a(); self::b(); std::c::d(); pub(super) struct X;").is_empty());
    }

    #[test]
    fn public_names_know_where_they_come_from() {
        let found = reexports("pub use a::{B, c::D as E};\npub use crate::f::g;");
        let pairs: Vec<(&str, &str)> = found.iter().map(|(name, from)| (name.as_str(), from.as_str())).collect();
        assert_eq!(pairs, [("B", "a"), ("E", "a"), ("g", "f")]);
    }
}
