//! Parameters that nothing around them gives a type, so that the server would take them for text or not know which
//! operator or function is meant: `CASE … THEN $1 ELSE $2 END`, `$1 + $2`, `sum($1)`, `VALUES ($1)`.
//!
//! Found in the text, once per text, so that it holds for statements of the program's own too. What is overlooked is left
//! to the server; what is found is told only where the value's own type is certain.
//!
//! Reading order: `tokens` (the text in pieces), `words` (what they say of a place), here how the two are put together, and
//! `operands` (parameters that have a type, and may have a wider one).

mod operands;
mod tokens;
mod words;

pub(crate) use operands::operands;

use tokens::{Token, tokens};
use words::{NO_CALL, ONE_NUMBER, POLYMORPHIC, begins_result, ends_list, is};

/// What a place leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Free {
    /// Everything.
    Wholly,
    /// What kind of number: a function may be there for one of them alone, and columns beside it may decide.
    Number,
    /// Even that it is text: a function that takes values of any type.
    Polymorphic,
    /// Everything, in the whole statement, so that the server refuses it: `$1 IS NULL`.
    Untyped,
    /// Which moment something is added to or taken from: beside an interval, the server takes it for another interval.
    Summand,
}

/// What each parameter of a statement is free in, by its number from zero; parameters that are not are left out.
pub(crate) fn free(sql: &str) -> Vec<(usize, Free)> {
    let tokens = tokens(sql);
    let mut found = Vec::new();
    let mut frames = vec![Frame::new(Kind::Plain)];
    let mut closed = Kind::Plain;
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let after = tokens.get(at + 1);
        let Some(frame) = frames.last_mut() else { return found };
        match token {
            Token::Open => {
                let kind = opened(&tokens[..at], closed);
                frames.push(Frame::new(kind));
            }
            Token::Close => {
                closed = frame.kind;
                end(&mut frames, &mut found);
            }
            Token::Word(word) if is(word, "CASE") => frames.push(Frame::new(Kind::Case)),
            Token::Word(word) if is(word, "END") && frame.kind == Kind::Case => end(&mut frames, &mut found),
            Token::Word(word) => {
                frame.selects = is(word, "SELECT") || (frame.selects && !ends_list(word));
            }
            Token::Param(number) if is_tested(&tokens, at) => {
                // The server takes the first place for all of them.
                let mut places = (0..tokens.len()).filter(|other| tokens[*other] == *token);
                if places.all(|place| is_tested(&tokens, place)) {
                    found.push((*number, Free::Untyped));
                } else if !tokens[..at].contains(token) {
                    found.push((*number, Free::Polymorphic));
                }
            }
            Token::Param(number) => match frame.place(before, after) {
                Some(Place::Known(free)) => found.push((*number, free)),
                Some(Place::WithOthers) => frame.candidates.push(*number),
                None if is_operand(&tokens, at) => found.push((*number, Free::Wholly)),
                None if is_summand(before, after, tokens.get(at + 2)) => found.push((*number, Free::Summand)),
                None => {}
            },
            _ => {}
        }
        if let Some(frame) = frames.last_mut() {
            frame.note(token, before, after);
        }
    }
    found
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Case,
    /// COALESCE and the like: the arguments have one type.
    Alike,
    /// A row of VALUES that no INSERT takes.
    Row,
    Call(Free),
    Extract,
}

/// What is between two parentheses, or between CASE and END.
#[derive(Debug)]
struct Frame {
    kind: Kind,
    /// The parameters that are free if all results are parameters.
    candidates: Vec<usize>,
    /// A result is something else, which gives the others their type.
    is_typed: bool,
    /// What stands here is a list of what is selected.
    selects: bool,
}

enum Place {
    Known(Free),
    WithOthers,
}

impl Frame {
    fn new(kind: Kind) -> Self {
        Frame { kind, candidates: Vec::new(), is_typed: false, selects: false }
    }

    /// In which place a parameter stands between two tokens.
    fn place(&self, before: Option<&Token<'_>>, after: Option<&Token<'_>>) -> Option<Place> {
        let is_item = matches!(before, Some(Token::Open | Token::Comma)) && matches!(after, Some(Token::Comma | Token::Close));
        match (self.kind, before) {
            (Kind::Case, Some(Token::Word(word))) if begins_result(word) && ends_result(after) => Some(Place::WithOthers),
            (Kind::Alike, _) if is_item => Some(Place::WithOthers),
            (Kind::Row, _) if is_item => Some(Place::Known(Free::Number)),
            (Kind::Call(free), _) if is_item => Some(Place::Known(free)),
            (Kind::Extract, Some(Token::Word(word))) if is(word, "FROM") => Some(Place::Known(Free::Wholly)),
            (_, Some(Token::Word(word))) if (is(word, "SELECT") || is(word, "DISTINCT")) && ends_item(after) => {
                Some(Place::Known(Free::Number))
            }
            (_, Some(Token::Comma)) if self.selects && ends_item(after) => Some(Place::Known(Free::Number)),
            _ => None,
        }
    }

    /// Whether a result begins that is no parameter alone.
    fn note(&mut self, token: &Token<'_>, before: Option<&Token<'_>>, after: Option<&Token<'_>>) {
        match (self.kind, token) {
            (Kind::Case, Token::Word(word)) if begins_result(word) => {
                self.is_typed |= !matches!(after, Some(Token::Param(_))) && !matches!(after, Some(Token::Word(w)) if is(w, "NULL"));
            }
            (Kind::Case, Token::Param(_)) if matches!(before, Some(Token::Word(word)) if begins_result(word)) => {
                self.is_typed |= !ends_result(after);
            }
            (Kind::Alike, Token::Comma | Token::Param(_) | Token::Open) => {}
            (Kind::Alike, _) => self.is_typed = true,
            _ => {}
        }
    }
}

/// A frame ends: what it left open is found.
fn end(frames: &mut Vec<Frame>, found: &mut Vec<(usize, Free)>) {
    if frames.len() > 1
        && let Some(frame) = frames.pop()
    {
        if !frame.is_typed {
            found.extend(frame.candidates.into_iter().map(|number| (number, Free::Wholly)));
        }
        if let Some(around) = frames.last_mut()
            && around.kind == Kind::Alike
        {
            around.is_typed = true;
        }
    }
}

/// What a parenthesis opens behind these tokens.
fn opened(before: &[Token<'_>], closed: Kind) -> Kind {
    match before {
        [.., Token::Close, Token::Comma] if closed == Kind::Row => Kind::Row,
        [] | [.., Token::Comma | Token::Open | Token::Close | Token::Param(_) | Token::Operator(_) | Token::Other] => Kind::Plain,
        [earlier @ .., Token::Word(word)] => match word.to_ascii_lowercase().as_str() {
            "coalesce" | "nullif" | "greatest" | "least" => Kind::Alike,
            "extract" => Kind::Extract,
            "values" if !matches!(earlier.last(), None | Some(Token::Close | Token::Other)) && !into_table(earlier) => Kind::Row,
            word if POLYMORPHIC.contains(&word) => Kind::Call(Free::Polymorphic),
            word if ONE_NUMBER.contains(&word) => Kind::Call(Free::Wholly),
            word if NO_CALL.contains(&word) => Kind::Plain,
            _ => Kind::Call(Free::Number),
        },
    }
}

/// Whether VALUES stands behind the name of a table that it is inserted into.
fn into_table(before: &[Token<'_>]) -> bool {
    matches!(before, [.., Token::Word(into), Token::Word(_)] if is(into, "INTO"))
}

/// Whether a parameter has nothing beside it but other parameters: `$1 + $2`, `-$1`.
fn is_operand(tokens: &[Token<'_>], at: usize) -> bool {
    let around = |at: Option<usize>| at.and_then(|at| tokens.get(at));
    let is_start = |token: Option<&Token<'_>>| match token {
        None | Some(Token::Open | Token::Comma | Token::Operator(_)) => true,
        Some(Token::Word(word)) => NO_CALL.contains(&word.to_ascii_lowercase().as_str()),
        _ => false,
    };
    let is_operator = |token: Option<&Token<'_>>| matches!(token, Some(Token::Operator(sign)) if ARITHMETIC.contains(sign));
    let is_param = |token: Option<&Token<'_>>| matches!(token, Some(Token::Param(_)));
    let (before, second, third) = (around(at.checked_sub(1)), around(at.checked_sub(2)), around(at.checked_sub(3)));
    let (after, behind) = (around(Some(at + 1)), around(Some(at + 2)));
    let is_left = is_start(before) && !matches!(before, Some(Token::Operator(_))) && is_operator(after) && is_param(behind);
    let is_right = is_operator(before) && is_param(second) && is_start(third) && !matches!(third, Some(Token::Operator(_)));
    let is_signed = matches!(before, Some(Token::Operator("-" | "~" | "@" | "|/" | "||/"))) && is_start(second);
    is_left || is_right || is_signed
}

/// Whether something is added to a parameter, or another parameter is taken from it. What is itself taken from another, and
/// what a column is taken from, has the type of the other.
fn is_summand(before: Option<&Token<'_>>, after: Option<&Token<'_>>, behind: Option<&Token<'_>>) -> bool {
    let is = |token: Option<&Token<'_>>, sign| token == Some(&Token::Operator(sign));
    let is_reduced = is(after, "-") && matches!(behind, Some(Token::Param(_)));
    is(before, "+") || (!is(before, "-") && (is(after, "+") || is_reduced))
}

/// Whether a parameter by itself is asked whether it is NULL: `$1 IS NULL`.
fn is_tested(tokens: &[Token<'_>], at: usize) -> bool {
    const STARTS: [&str; 10] = ["WHERE", "AND", "OR", "NOT", "WHEN", "THEN", "ELSE", "ON", "HAVING", "SELECT"];
    let word = |at: usize, known: &str| matches!(tokens.get(at), Some(Token::Word(word)) if is(word, known));
    let is_null = word(at + 1, "IS") && (word(at + 2, "NULL") || (word(at + 2, "NOT") && word(at + 3, "NULL")));
    let is_start = match &tokens[..at] {
        [] | [.., Token::Open | Token::Comma] => true,
        before @ [.., Token::Word(word)] => {
            STARTS.iter().any(|start| is(word, start)) && !(is(word, "AND") && operands::is_bound(before))
        }
        _ => false,
    };
    is_null && is_start
}

const ARITHMETIC: [&str; 11] = ["+", "-", "*", "/", "%", "^", "&", "|", "#", "<<", ">>"];

fn ends_result(token: Option<&Token<'_>>) -> bool {
    matches!(token, Some(Token::Word(word)) if ["WHEN", "ELSE", "END"].iter().any(|end| is(word, end)))
}

/// Whether what is selected ends here.
fn ends_item(token: Option<&Token<'_>>) -> bool {
    match token {
        None | Some(Token::Comma | Token::Close) => true,
        Some(Token::Word(word)) => is(word, "AS") || ends_list(word),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Free, free};

    fn numbers(sql: &str) -> Vec<usize> {
        let found = free(sql).into_iter().filter(|(_, free)| *free != Free::Summand);
        let mut numbers: Vec<usize> = found.map(|(number, _)| number + 1).collect();
        numbers.sort_unstable();
        numbers
    }

    #[test]
    fn results_of_a_case_are_free_together() {
        assert_eq!(numbers("SELECT sum(CASE WHEN (a > $1) THEN $2 ELSE $3 END) FROM t"), [2, 3]);
        assert_eq!(numbers("SELECT CASE WHEN a THEN b ELSE $1 END FROM t"), [0; 0]);
        assert_eq!(numbers("SELECT CASE WHEN a THEN $1 ELSE $2 + b END FROM t"), [0; 0]);
        assert_eq!(numbers("SELECT CASE WHEN a THEN CASE WHEN b THEN $1 END ELSE c END FROM t"), [1]);
        assert_eq!(numbers("SELECT CASE WHEN a THEN NULL ELSE $1 END FROM t"), [1]);
    }

    #[test]
    fn operands_without_a_column_are_free() {
        assert_eq!(numbers("SELECT a FROM t WHERE b = $1 + $2"), [0; 0]);
        assert_eq!(numbers("SELECT $1 + $2, -$3, a - $4, a * $5 + $6"), [1, 2, 3]);
        assert_eq!(numbers("SELECT a FROM t WHERE a = $1 AND b = $2"), [0; 0]);
        assert_eq!(numbers("SELECT $1 << $2, $3 >> $4"), [1, 2, 3, 4]);
    }

    #[test]
    fn what_is_added_to_is_a_summand() {
        let summands =
            free("SELECT a FROM t WHERE a < $1 - $2 AND b > a + $3 AND c = a - $4 AND d = $5 AND e > $6 + e - $7 AND f < $8 - f");
        assert_eq!(summands, [(0, Free::Summand), (2, Free::Summand), (5, Free::Summand)]);
    }

    #[test]
    fn arguments_and_items_are_free() {
        assert_eq!(numbers("SELECT coalesce($1, $2), coalesce(a, $3), lower($4), a IN ($5) FROM t"), [1, 2, 4]);
        assert_eq!(numbers("SELECT q.n FROM (SELECT $1 AS n, a = $2 AS m, $3::TEXT) AS q"), [1]);
        assert_eq!(numbers("WITH RECURSIVE c(n) AS (SELECT $1 UNION ALL SELECT n + $2 FROM c WHERE n < $3) SELECT n FROM c"), [1]);
        assert_eq!(numbers("SELECT v.a FROM (VALUES ($1, 'x'), ($2, $3)) AS v (a, b)"), [1, 2, 3]);
    }

    #[test]
    fn what_is_asked_for_null_alone_is_free() {
        assert_eq!(free("SELECT a FROM t WHERE $1 IS NULL OR a = $2"), [(0, Free::Untyped)]);
        assert_eq!(numbers("SELECT a FROM t WHERE ($1 IS NOT NULL) AND NOT $2 IS NULL"), [1, 2]);
        assert_eq!(free("SELECT a FROM t WHERE $1 IS NULL OR a = $1"), [(0, Free::Polymorphic)]);
        assert_eq!(numbers("SELECT a FROM t WHERE a = $1 OR $1 IS NULL"), [0; 0]);
        assert_eq!(
            numbers("SELECT a = $1 IS NULL, a BETWEEN $2 AND $3 IS NULL, $4::INT IS NULL, a LIKE $5 IS NULL FROM t"),
            [0; 0]
        );
    }

    #[test]
    fn what_is_inserted_has_its_column() {
        assert_eq!(numbers("INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)"), [0; 0]);
        assert_eq!(numbers("INSERT INTO t VALUES ($1)"), [0; 0]);
        assert_eq!(numbers("UPDATE t SET a=$1 WHERE t.b = $2"), [0; 0]);
    }

    #[test]
    fn strings_names_and_comments_are_passed_over() {
        assert_eq!(numbers("SELECT 'it''s $1', \"CASE\", $$ $2 $$, /* THEN $3 ELSE */ $4 -- $5 + $6"), [4]);
    }

    #[test]
    fn text_is_free_where_anything_is_taken() {
        assert_eq!(free("SELECT json_build_object($1, a) FROM t"), [(0, Free::Polymorphic)]);
        assert_eq!(free("SELECT round($1) FROM t"), [(0, Free::Number)]);
        assert_eq!(free("SELECT extract(year FROM $1)"), [(0, Free::Wholly)]);
    }
}
