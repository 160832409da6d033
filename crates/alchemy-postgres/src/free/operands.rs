//! Parameters that an operator for numbers compares or reckons with, so that a wider number may stand in their place.

use super::tokens::{Token, tokens};
use super::words::is;

/// The parameters that may be of a wider type than the server has found beside them, each with whether it is an array: those
/// behind or before a comparison or an operator of arithmetic, the bounds of a BETWEEN, the values of an IN, and arrays
/// within ANY and ALL.
///
/// None if the statement may write to columns, which would round what they are given. One that stands elsewhere too, as the
/// argument of a function or with a type of its own, is left out.
pub(crate) fn operands(sql: &str) -> Vec<(usize, bool)> {
    let tokens = tokens(sql);
    if !only_reads(&tokens) {
        return Vec::new();
    }
    let mut places: Vec<(usize, Option<bool>)> = Vec::new();
    let (mut lists, mut last_word) = (vec![false], "");
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Open => lists.push(tokens[..at].last() == Some(&Token::Word(last_word)) && is(last_word, "IN")),
            Token::Close => drop(lists.pop()),
            Token::Word(word) => last_word = word,
            Token::Param(number) => {
                let counts = LIMITS.iter().any(|limit| is(last_word, limit));
                let in_list = lists.last() == Some(&true) && !is(last_word, "SELECT");
                places.push((*number, if counts { None } else { place(&tokens, at, in_list) }));
            }
            _ => {}
        }
    }
    places.sort_unstable_by_key(|(number, _)| *number);
    let alike = |same: &[(usize, Option<bool>)]| {
        let (number, place) = *same.first()?;
        Some((number, place?)).filter(|_| same.iter().all(|(_, other)| *other == place))
    };
    places.chunk_by(|a, b| a.0 == b.0).filter_map(alike).collect()
}

/// Whether values of the statement go into conditions and results alone.
fn only_reads(tokens: &[Token<'_>]) -> bool {
    const WRITING: [&str; 4] = ["INSERT", "UPDATE", "DELETE", "MERGE"];
    let mut words = tokens.iter().skip_while(|token| **token == Token::Open);
    let Some(Token::Word(first)) = words.next() else { return false };
    let writes = |token: &Token<'_>| matches!(token, Token::Word(word) if WRITING.iter().any(|known| is(word, known)));
    ["SELECT", "VALUES", "DELETE"].iter().any(|verb| is(first, verb)) || (is(first, "WITH") && !words.any(writes))
}

/// The place of the parameter at a token, which may be in the list of an IN: whether it is an array. None if it is no operand.
fn place(tokens: &[Token<'_>], at: usize, in_list: bool) -> Option<bool> {
    let (before, after) = (tokens.get(..at)?, tokens.get(at + 1));
    let is_word = |token: Option<&Token<'_>>, words: &[&str]| matches!(token, Some(Token::Word(word)) if words.iter().any(|known| is(word, known)));
    // `$1::INTEGER` says what is wanted, and what is before `[` or `.` is no number.
    if matches!(after, Some(Token::Other)) {
        return None;
    }
    if let [.., Token::Operator(_), Token::Word(word), Token::Open] = before
        && ["ANY", "ALL", "SOME"].iter().any(|known| is(word, known))
        && after == Some(&Token::Close)
    {
        return Some(true);
    }
    let is_operator = |token: Option<&Token<'_>>| matches!(token, Some(Token::Operator(sign)) if OPERATORS.contains(sign));
    let behind = is_operator(before.last())
        || is_word(before.last(), &["BETWEEN", "SYMMETRIC"])
        || matches!(before, [.., Token::Word(distinct), Token::Word(from)] if is(distinct, "DISTINCT") && is(from, "FROM"))
        || (is_word(before.last(), &["AND"]) && is_bound(before));
    let in_front = !matches!(before.last(), Some(Token::Operator(_))) && is_operator(after);
    let between = is_word(after, &["BETWEEN"])
        || (is_word(after, &["NOT"]) && is_word(tokens.get(at + 2), &["BETWEEN"]))
        || (is_word(after, &["IS"]) && (2..4).any(|ahead| is_word(tokens.get(at + ahead), &["DISTINCT"])));
    let is_item =
        in_list && matches!(before.last(), Some(Token::Comma | Token::Open)) && matches!(after, Some(Token::Comma | Token::Close));
    (behind || in_front || between || is_item).then_some(false)
}

/// Whether what ends with AND is the first half of a BETWEEN.
pub(super) fn is_bound(before: &[Token<'_>]) -> bool {
    let mut depth = 0_usize;
    for token in before.iter().rev().skip(1) {
        match token {
            Token::Close => depth += 1,
            Token::Open if depth == 0 => return false,
            Token::Open => depth -= 1,
            Token::Word(word) if depth == 0 && is(word, "BETWEEN") => return true,
            Token::Word(word) if depth == 0 && ["AND", "OR", "WHERE", "ON"].iter().any(|end| is(word, end)) => return false,
            _ => {}
        }
    }
    false
}

/// The operators that are there for any two numbers. `%` is not there for floats.
const OPERATORS: [&str; 11] = ["=", "<>", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"];

/// What counts rows is rounded.
const LIMITS: [&str; 4] = ["LIMIT", "OFFSET", "FIRST", "NEXT"];

#[cfg(test)]
mod tests {
    use super::operands;

    fn numbers(sql: &str) -> Vec<usize> {
        operands(sql).into_iter().map(|(number, _)| number + 1).collect()
    }

    #[test]
    fn numbers_beside_operators_are_operands() {
        assert_eq!(numbers("SELECT a * $1, $2 / a FROM t WHERE a > $3 AND $4 <= a"), [1, 2, 3, 4]);
        assert_eq!(numbers("SELECT a FROM t WHERE a BETWEEN $1 AND $2 AND b IS NOT DISTINCT FROM $3"), [1, 2, 3]);
        assert_eq!(numbers("SELECT a FROM t WHERE a IN ($1, 2, $2) OR $3 NOT BETWEEN a AND b"), [1, 2, 3]);
        assert_eq!(numbers("(SELECT a FROM t WHERE a = $1) UNION SELECT a FROM t"), [1]);
        assert_eq!(operands("SELECT a FROM t WHERE a = ANY ($1) AND b != ALL ($2)"), [(0, true), (1, true)]);
    }

    #[test]
    fn what_is_cast_counted_or_given_to_a_function_is_none() {
        assert_eq!(numbers("SELECT a = $1::INTEGER, f(a, $2), a << $3, a % $4, CAST($5 AS INTEGER), r[$6] FROM t"), [0; 0]);
        assert_eq!(numbers("SELECT a FROM t WHERE a > $1 LIMIT 2 + $2 OFFSET $3"), [1]);
        assert_eq!(numbers("SELECT f($1) FROM t WHERE a > $1"), [0; 0]);
    }

    #[test]
    fn what_may_be_written_to_a_column_is_none() {
        for sql in [
            "UPDATE t SET a = $1 WHERE a = $2",
            "INSERT INTO t (a) VALUES ($1 + $2)",
            "WITH w AS (UPDATE t SET a = $1 RETURNING a) SELECT a FROM w",
            "MERGE INTO t USING s ON t.a = $1 WHEN MATCHED THEN DELETE",
        ] {
            assert_eq!(numbers(sql), [0; 0], "{sql}");
        }
        assert_eq!(numbers("DELETE FROM t WHERE a > $1"), [1]);
        assert_eq!(numbers("WITH w AS (SELECT a FROM t) SELECT a FROM w WHERE a > $1"), [1]);
    }
}
