//! Where the names of values stand in SQL text.

/// One part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Text as it is.
    Plain(&'t str),
    /// `:name`
    Value(&'t str),
}

/// Cuts a text into its pieces. `:name` outside of quotes and comments is a value; one behind a word (`[1:2]`) and `::` are
/// left alone, `\:` is a colon everywhere.
pub(super) fn scan<'t>(text: &'t str, mut piece: impl FnMut(Piece<'t>)) {
    let mut done = 0;
    while let Some(at) = text[done..].find([':', '\\', '\'', '"', '`', '-', '/', '$']) {
        let at = done + at;
        piece(Piece::Plain(&text[done..at]));
        done = at + special(&text[..at], &text[at..], &mut piece);
    }
    piece(Piece::Plain(&text[done..]));
}

/// Takes what begins with a character that may mean something, and says how long it is.
fn special<'t>(before: &str, text: &'t str, piece: &mut impl FnMut(Piece<'t>)) -> usize {
    let quoted = |end: &str, open: usize| text[open..].find(end).map_or(text.len(), |at| open + at + end.len());
    let length = match text.as_bytes() {
        [b':', b':', ..] => 2,
        [b':', ..] if !ends_with_word(before) && name_length(&text[1..]) > 0 => {
            let length = 1 + name_length(&text[1..]);
            piece(Piece::Value(&text[1..length]));
            return length;
        }
        [b'\\', b':', ..] => {
            piece(Piece::Plain(":"));
            return 2;
        }
        [b'-', b'-', ..] => quoted("\n", 2),
        [b'/', b'*', ..] => comment_length(text),
        [b'$', ..] if !ends_with_word(before) => match dollar_quote(text) {
            Some(mark) => quoted(mark, mark.len()),
            None => 1,
        },
        [b'\'', ..] if has_escapes(before) => {
            let end = escaped_length(text);
            unescaped(&text[..end], piece);
            return end;
        }
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

fn ends_with_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(|last| last.is_alphanumeric() || last == '_')
}

/// Whether a string that begins behind this text has backslashes for escapes: `E'…'`.
fn has_escapes(before: &str) -> bool {
    before.strip_suffix(['E', 'e']).is_some_and(|before| !ends_with_word(before))
}

/// The length of `'…'`, in which a backslash escapes what is behind it.
fn escaped_length(text: &str) -> usize {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'\'' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The mark at both ends of `$mark$…$mark$`.
fn dollar_quote(text: &str) -> Option<&str> {
    let end = 1 + name_length(&text[1..]);
    let is_mark = text[end..].starts_with('$') && !text[1..].starts_with(|first: char| first.is_ascii_digit());
    is_mark.then(|| &text[..=end])
}

/// The length of `/* … */`, in which there may be others.
fn comment_length(text: &str) -> usize {
    let (mut depth, mut at) = (1, 2);
    while depth > 0 {
        let Some(next) = text[at..].find(['/', '*']) else { return text.len() };
        at += next;
        let step = match &text.as_bytes()[at..] {
            [b'/', b'*', ..] => {
                depth += 1;
                2
            }
            [b'*', b'/', ..] => {
                depth -= 1;
                2
            }
            _ => 1,
        };
        at += step;
    }
    at
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
    fn quotes_of_one_database_and_comments_in_comments_are_left_alone() {
        assert_eq!(scanned("$$a :b$$ || :c"), ("$$a :b$$ || ?".to_owned(), vec!["c"]));
        assert_eq!(scanned("$x$ $$ :b $x$ || $1 || :c"), ("$x$ $$ :b $x$ || $1 || ?".to_owned(), vec!["c"]));
        assert_eq!(scanned(r"E'it\'s :y' = :z"), (r"E'it\'s :y' = ?".to_owned(), vec!["z"]));
        assert_eq!(scanned(r"name'\' = :z"), (r"name'\' = ?".to_owned(), vec!["z"]));
        assert_eq!(scanned("1 /* a /* b */ :c */ + :d"), ("1 /* a /* b */ :c */ + ?".to_owned(), vec!["d"]));
        assert_eq!(scanned("(ARRAY[1,2,3])[1:2], a[x:y], b[:z]"), ("(ARRAY[1,2,3])[1:2], a[x:y], b[?]".to_owned(), vec!["z"]));
        assert_eq!(scanned("ü:x, $1:y"), ("ü:x, $1:y".to_owned(), vec![]));
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
