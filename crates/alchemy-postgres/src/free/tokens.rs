//! The text of a statement in pieces.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `$1`, from zero.
    Param(usize),
    Word(&'a str),
    Operator(&'a str),
    Open,
    Close,
    Comma,
    /// A quoted name, a number, a string, a mark.
    Other,
}

pub(super) fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = sql.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '(' => (Some(Token::Open), 1),
            ')' => (Some(Token::Close), 1),
            ',' => (Some(Token::Comma), 1),
            '\'' | '"' => (Some(Token::Other), quoted(rest, first)),
            '$' => dollar(rest),
            _ if rest.starts_with("--") => (None, rest.find('\n').unwrap_or(rest.len())),
            _ if rest.starts_with("/*") => (None, rest.find("*/").map_or(rest.len(), |end| end + 2)),
            _ if first.is_alphabetic() || first == '_' => {
                let length = run(rest, |c| c.is_alphanumeric() || c == '_' || c == '$');
                (Some(Token::Word(&rest[..length])), length)
            }
            _ if first.is_ascii_digit() => (Some(Token::Other), run(rest, |c| c.is_ascii_alphanumeric() || c == '.')),
            _ if OPERATORS.contains(first) => {
                let length = run(rest, |c| OPERATORS.contains(c));
                (Some(Token::Operator(&rest[..length])), length)
            }
            other => (Some(Token::Other), other.len_utf8()),
        };
        tokens.extend(token);
        rest = rest[length..].trim_start();
    }
    tokens
}

const OPERATORS: &str = "+-*/<>=~!@#%^&|?";

/// The length of what begins a text and is of one kind.
fn run(text: &str, is_of_it: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_of_it(c)).unwrap_or(text.len())
}

/// The length of a string or a quoted name. A doubled quote ends one and begins the next, which comes to the same.
fn quoted(text: &str, quote: char) -> usize {
    text[1..].find(quote).map_or(text.len(), |end| end + 2)
}

/// A parameter, or a string between dollars.
fn dollar(text: &str) -> (Option<Token<'_>>, usize) {
    let digits = run(&text[1..], |c| c.is_ascii_digit());
    if let Ok(number) = text[1..=digits].parse::<usize>() {
        return (Some(number.checked_sub(1).map_or(Token::Other, Token::Param)), digits + 1);
    }
    let mark = run(&text[1..], |c| c.is_alphanumeric() || c == '_') + 2;
    let end = text.get(..mark).and_then(|mark_text| text[mark..].find(mark_text));
    (Some(Token::Other), end.map_or(1, |end| end + 2 * mark))
}
