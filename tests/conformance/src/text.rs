//! When two texts are the same: spaces beside parentheses and commas do not count, and `$1` is `?`.

use std::iter::Peekable;
use std::str::Chars;

use alchemy_core::Value;

/// A text in the form in which texts are compared.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut quote = None;
    while let Some(c) = chars.next() {
        match quote {
            Some(end) => {
                out.push(c);
                if c == end {
                    quote = None;
                }
                continue;
            }
            None if matches!(c, '\'' | '"' | '`') => {
                quote = Some(c);
                out.push(c);
            }
            None if c.is_whitespace() => {
                let next = chars.peek().copied().unwrap_or(' ');
                if !out.is_empty()
                    && !out.ends_with([' ', '(', ',', ')'])
                    && !matches!(next, '(' | ')' | ',')
                    && !next.is_whitespace()
                {
                    out.push(' ');
                }
            }
            None if c == '$' && chars.peek().is_some_and(char::is_ascii_digit) && !out.ends_with(is_word) => {
                while chars.peek().is_some_and(char::is_ascii_digit) {
                    chars.next();
                }
                out.push('?');
            }
            // The records have no types behind bound values.
            None if c == ':' && out.ends_with('?') && chars.peek() == Some(&':') => skip_type(&mut chars),
            None => out.push(c),
        }
    }
    out.trim_end().to_owned()
}

/// The values in the order in which the text names them: one that stands in several places has one number.
pub(crate) fn named(text: &str, params: &[Value]) -> Vec<Value> {
    let numbers = text.match_indices('$').filter(|(at, _)| !text[..*at].ends_with(is_word)).filter_map(|(at, _)| {
        let digits: String = text[at + 1..].chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<usize>().ok()
    });
    let values: Vec<Value> = numbers.filter_map(|number| params.get(number.checked_sub(1)?).cloned()).collect();
    if values.len() < params.len() { params.to_vec() } else { values }
}

/// Passes over the rest of `::TYPE`: a word, the words that may follow it, a length, brackets.
fn skip_type(chars: &mut Peekable<Chars<'_>>) {
    chars.next();
    while chars.next_if(|c| is_word(*c)).is_some() {}
    let rest: String = chars.clone().collect();
    for more in [" PRECISION", " WITHOUT TIME ZONE", " WITH TIME ZONE"] {
        if rest.starts_with(more) {
            chars.by_ref().take(more.len()).for_each(drop);
        }
    }
    if chars.next_if_eq(&'(').is_some() {
        while chars.next_if(|c| *c != ')').is_some() {}
        chars.next();
    }
    while chars.clone().take(2).eq("[]".chars()) {
        chars.next();
        chars.next();
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// The plain text with lists that travel as one array written out, as SQLAlchemy does; with the values that this gives.
pub(crate) fn spread(text: &str, params: &[Value]) -> (String, Vec<Value>) {
    let mut out = String::with_capacity(text.len());
    let mut values = Vec::new();
    let mut params = params.iter();
    let mut rest = text;
    while let Some(at) = rest.find('?') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        rest = &after[1..];
        match params.next() {
            Some(Value::Array(items)) if is_list(&mut out, rest) => {
                out.push_str(&vec!["?"; items.len()].join(","));
                values.extend(items.iter().cloned());
            }
            Some(value) => {
                out.push('?');
                values.push(value.clone());
            }
            None => out.push('?'),
        }
    }
    out.push_str(rest);
    (out, values)
}

/// Whether `?` stands in `= ANY(?)` or `!= ALL(?)`, which then become `IN (` and `NOT IN (`.
fn is_list(before: &mut String, after: &str) -> bool {
    for (ours, theirs) in [("= ANY(", " IN("), ("!= ALL(", " NOT IN(")] {
        if after.starts_with(')') && before.ends_with(ours) {
            before.truncate(before.len() - ours.len());
            before.truncate(before.trim_end().len());
            before.push_str(if before.ends_with(')') { theirs.trim_start() } else { theirs });
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{named, plain, spread};
    use alchemy_core::Value;

    #[test]
    fn spaces_count_only_between_words() {
        assert_eq!(plain("CREATE TABLE t ( a INTEGER,  b TEXT )"), plain("CREATE TABLE t (a INTEGER, b TEXT)"));
        assert_ne!(plain("a b"), plain("ab"));
        assert_ne!(plain("'a  b'"), plain("'a b'"));
    }

    #[test]
    fn a_numbered_placeholder_is_a_question_mark() {
        assert_eq!(plain("a = $12 AND b$1"), "a = ? AND b$1");
    }

    #[test]
    fn a_value_counts_as_often_as_it_is_named() {
        let [one, two] = [Value::Int(1), Value::Int(2)];
        assert_eq!(named("a = $1 AND b = $2 AND c = $1", &[one.clone(), two.clone()]), [one.clone(), two.clone(), one.clone()]);
        assert_eq!(named("a = ? AND b = ?", &[one.clone(), two.clone()]), [one, two]);
    }

    #[test]
    fn the_type_behind_a_bound_value_does_not_count() {
        assert_eq!(
            plain("SELECT ARRAY[$1::NUMERIC(10, 2), $2::INTEGER[]] = $3::DOUBLE PRECISION"),
            plain("SELECT ARRAY[?, ?] = ?")
        );
    }

    #[test]
    fn an_array_is_written_out_as_a_list() {
        let list = Value::Array([Value::Int(1), Value::Int(2)].into());
        let (text, values) = spread(&plain("a = $1 AND b = ANY ($2)"), &[Value::Int(0), list]);
        assert_eq!(text, plain("a = ? AND b IN (?, ?)"));
        assert_eq!(values, [Value::Int(0), Value::Int(1), Value::Int(2)]);
    }
}
