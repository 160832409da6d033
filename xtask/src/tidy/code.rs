//! Rust source as code: comments, and the tests that stand in it, replaced by blanks.
//!
//! Invariant: nothing moves. A character of the code is where it was in the text, so line numbers stay true.

/// The code of a file, twice.
#[derive(Debug, Default)]
pub(super) struct Code {
    /// With string literals: a name in a string is code as well.
    pub(super) text: String,
    /// Without what the string and character literals hold: for finding paths and identifiers.
    pub(super) bare: String,
}

impl Code {
    pub(super) fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut code = chars.clone();
        let mut bare = chars.clone();
        let mut at = 0;
        while at < chars.len() {
            let (end, kind) = token(&chars, at);
            // What is never closed ends with the file.
            let end = end.min(chars.len());
            match kind {
                Kind::Comment => {
                    blank(&mut code[at..end]);
                    blank(&mut bare[at..end]);
                }
                Kind::Literal => blank(&mut bare[at..end]),
                Kind::Other => {}
            }
            at = end;
        }
        for (start, end) in tests(&bare) {
            blank(&mut code[start..end]);
            blank(&mut bare[start..end]);
        }
        Self { text: code.into_iter().collect(), bare: bare.into_iter().collect() }
    }
}

enum Kind {
    Comment,
    Literal,
    Other,
}

/// Where the token that begins at `at` ends, and what it is. Identifiers are taken whole, so that the `r` in `for"x"` is not
/// mistaken for the beginning of a raw string.
fn token(chars: &[char], at: usize) -> (usize, Kind) {
    let rest = &chars[at..];
    match rest {
        ['/', '/', ..] => (at + length_until(rest, '\n'), Kind::Comment),
        ['/', '*', ..] => (at + block_comment(rest), Kind::Comment),
        ['"', ..] => (at + string(rest), Kind::Literal),
        ['\'', '\\', ..] => (at + 3 + length_until(&rest[3.min(rest.len())..], '\'') + 1, Kind::Literal),
        ['\'', _, '\'', ..] => (at + 3, Kind::Literal),
        [first, ..] if is_word(*first) => {
            let word = rest.iter().take_while(|&&c| is_word(c)).count();
            let prefix: String = rest[..word].iter().collect();
            match raw_string(&rest[word..]) {
                Some(length) if matches!(&*prefix, "r" | "br" | "cr") => (at + word + length, Kind::Literal),
                _ => (at + word, Kind::Other),
            }
        }
        _ => (at + 1, Kind::Other),
    }
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn length_until(chars: &[char], end: char) -> usize {
    chars.iter().take_while(|&&c| c != end).count()
}

/// Block comments nest.
fn block_comment(chars: &[char]) -> usize {
    let (mut at, mut depth) = (0, 0);
    while at < chars.len() {
        match &chars[at..] {
            ['/', '*', ..] => (at, depth) = (at + 2, depth + 1),
            ['*', '/', ..] => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// A string literal with escapes, its quotes included.
fn string(chars: &[char]) -> usize {
    let mut at = 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// What follows the `r` of a raw string: hashes, quote, text, quote, as many hashes.
fn raw_string(chars: &[char]) -> Option<usize> {
    let hashes = chars.iter().take_while(|&&c| c == '#').count();
    if chars.get(hashes) != Some(&'"') {
        return None;
    }
    let closes = |at: usize| chars[at] == '"' && chars[at + 1..].iter().take_while(|&&c| c == '#').count() >= hashes;
    let end = (hashes + 1..chars.len()).find(|&at| closes(at));
    Some(end.map_or(chars.len(), |at| at + 1 + hashes))
}

/// Lines stay lines.
fn blank(chars: &mut [char]) {
    chars.iter_mut().filter(|c| **c != '\n').for_each(|c| *c = ' ');
}

/// The items marked `#[cfg(test)]`, from the mark to their end.
fn tests(bare: &[char]) -> Vec<(usize, usize)> {
    let mark: Vec<char> = "#[cfg(test)]".chars().collect();
    let starts = (0..bare.len()).filter(|&at| bare[at..].starts_with(&mark));
    starts.map(|at| (at, end_of_item(bare, at + mark.len()))).collect()
}

/// An item ends with its first `;` or with the brace that closes its first.
fn end_of_item(bare: &[char], start: usize) -> usize {
    let mut depth = 0;
    for (at, c) in bare.iter().enumerate().skip(start) {
        match c {
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    bare.len()
}

#[cfg(test)]
mod tests {
    use super::Code;

    fn squeezed(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_go_and_strings_stay_in_the_text() {
        let code = Code::new("a /* b /* c */ d */ \"e // f\" // g\n/// h\ni");
        assert_eq!(squeezed(&code.text), "a \"e // f\" i");
        assert_eq!(squeezed(&code.bare), "a i");
    }

    #[test]
    fn literals_of_every_kind_go_from_the_bare_code() {
        let code = Code::new(r##"x('"', '\'', '\u{1F}', b"y\"z", r#"a "b" c"#) + 'life + r#type"##);
        assert_eq!(squeezed(&code.bare), "x( , , , b , ) + 'life + r#type");
    }

    #[test]
    fn tests_go_and_what_follows_them_stays() {
        let code = Code::new("a;\n#[cfg(test)]\nmod tests { fn x() { \"}\"; } }\nb;\n#[cfg(test)]\nmod more;\nc;");
        assert_eq!(squeezed(&code.text), "a; b; c;");
    }

    #[test]
    fn nothing_moves() {
        let text = "a // b\n\"c\nd\" e";
        let code = Code::new(text);
        assert_eq!(code.bare.chars().count(), text.chars().count());
        assert_eq!(code.bare.lines().count(), 3);
    }

    #[test]
    fn unfinished_code_is_survived() {
        for text in ["\"a", "'\\", "'", "/* a", "r#\"a", "#[cfg(test)] mod a {"] {
            Code::new(text);
        }
    }
}
