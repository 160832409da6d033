//! Where the names of values stand in SQL text.

/// One part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Text as it is.
    Plain(&'t str),
    /// `:name`
    Value(&'t str),
}

/// Cuts a text into its pieces. `:name` outside of quotes and comments is a value, `::` is left alone, `\:` is a colon
/// everywhere.
pub(super) fn scan<'t>(text: &'t str, mut piece: impl FnMut(Piece<'t>)) {
    let mut rest = text;
    while let Some(at) = rest.find([':', '\\', '\'', '"', '`', '-', '/']) {
        let (before, behind) = (&rest[..at], &rest[at..]);
        piece(Piece::Plain(before));
        let taken = special(behind, &mut piece);
        rest = &behind[taken..];
    }
    piece(Piece::Plain(rest));
}

/// Takes what begins with a character that may mean something, and says how long it is.
fn special<'t>(text: &'t str, piece: &mut impl FnMut(Piece<'t>)) -> usize {
    let quoted = |end: &str, open: usize| text[open..].find(end).map_or(text.len(), |at| open + at + end.len());
    let length = match text.as_bytes() {
        [b':', b':', ..] => 2,
        [b':', ..] if name_length(&text[1..]) > 0 => {
            let length = 1 + name_length(&text[1..]);
            piece(Piece::Value(&text[1..length]));
            return length;
        }
        [b'\\', b':', ..] => {
            piece(Piece::Plain(":"));
            return 2;
        }
        [b'-', b'-', ..] => quoted("\n", 2),
        [b'/', b'*', ..] => quoted("*/", 2),
        [quote @ (b'\'' | b'"' | b'`'), ..] => {
            let end = text[1..].find(char::from(*quote)).map_or(text.len(), |at| at + 2);
            unescaped(&text[..end], piece);
            return end;
        }
        _ => 1,
    };
    piece(Piece::Plain(&text[..length]));
    length
}

/// Text in quotes, in which only `\:` is not itself.
fn unescaped<'t>(text: &'t str, piece: &mut impl FnMut(Piece<'t>)) {
    let mut rest = text;
    while let Some(at) = rest.find("\\:") {
        piece(Piece::Plain(&rest[..at]));
        rest = &rest[at + 1..];
    }
    piece(Piece::Plain(rest));
}

/// The length of the name that `text` starts with; zero if there is none.
fn name_length(text: &str) -> usize {
    text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count()
}

#[cfg(test)]
mod tests {
    use super::{Piece, scan};

    fn scanned(text: &str) -> (String, Vec<&str>) {
        let (mut plain, mut names) = (String::new(), Vec::new());
        scan(text, |piece| match piece {
            Piece::Plain(text) => plain.push_str(text),
            Piece::Value(name) => {
                plain.push('?');
                names.push(name);
            }
        });
        (plain, names)
    }

    #[test]
    fn names_are_found_outside_of_quotes_and_comments() {
        let (plain, names) = scanned("a=:a AND ':b' = \":c\" -- it's :d\n AND /* :e ' */ x=:f_1");
        assert_eq!(plain, "a=? AND ':b' = \":c\" -- it's :d\n AND /* :e ' */ x=?");
        assert_eq!(names, ["a", "f_1"]);
    }

    #[test]
    fn colons_can_be_escaped_everywhere() {
        assert_eq!(scanned(r"'\:x', y\:\:int, z::int, 12\:30").0, "':x', y::int, z::int, 12:30");
    }

    #[test]
    fn doubled_and_unfinished_quotes_end_nothing_too_soon() {
        assert_eq!(scanned("'it''s :a' || :b"), ("'it''s :a' || ?".to_owned(), vec!["b"]));
        assert_eq!(scanned("'open :a").1.len(), 0);
        assert_eq!(scanned(": 5 - 3 / 2 :").0, ": 5 - 3 / 2 :");
    }
}
