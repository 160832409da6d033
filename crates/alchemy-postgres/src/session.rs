//! What statements mean for the session, as far as their text tells. Asked once per text, where it is prepared.

/// Sets everything back that a program may have changed, but for prepared statements: those of the connection stay.
/// These are the steps of DISCARD ALL without DEALLOCATE ALL.
pub(crate) const RESET: &str = "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *; \
    SELECT pg_catalog.pg_advisory_unlock_all(); DISCARD PLANS; DISCARD TEMP; DISCARD SEQUENCES";

/// Whether a statement leaves something in the session that the next user must not find: a setting, a lock, a channel, a
/// cursor, a temporary table. In doubt it does.
pub(crate) fn is_changed_by(sql: &str) -> bool {
    const COMMANDS: [&str; 12] =
        ["set", "reset", "listen", "load", "prepare", "deallocate", "declare", "discard", "begin", "start", "do", "call"];
    const ANYWHERE: [&str; 5] = ["temporary", "temp", "pg_advisory_lock", "pg_try_advisory_lock", "set_config"];
    let is_one_of = |word: &str, known: &[&str]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
    // A comment in front hides the command.
    sql.trim_start().starts_with(['/', '-'])
        || words(sql).next().is_some_and(|first| is_one_of(first, &COMMANDS))
        || words(sql).any(|word| is_one_of(word, &ANYWHERE))
}

/// Whether a statement is a COPY whose rows come from the program or go to it. A COPY between the server and its files is none.
pub(crate) fn copies(sql: &str) -> bool {
    let mut words = words(sql);
    let place = |pair: [&str; 2]| {
        matches!(pair.map(str::to_ascii_lowercase).each_ref().map(String::as_str), ["from", "stdin"] | ["to", "stdout"])
    };
    words.next().is_some_and(|first| first.eq_ignore_ascii_case("copy"))
        && words.clone().zip(words.skip(1)).any(|(a, b)| place([a, b]))
}

/// Whether a statement may change what prepared statements give back.
pub(crate) fn changes_tables(sql: &str) -> bool {
    words(sql).any(|word| word.eq_ignore_ascii_case("alter") || word.eq_ignore_ascii_case("drop"))
}

/// Whether the rows that the server counts for a statement are rows that it changed: for a SELECT it counts those that
/// it gave back.
pub(crate) fn changes_rows(sql: &str) -> bool {
    let (mut depth, mut quote, mut start) = (0_usize, None, None);
    for (at, byte) in sql.bytes().chain([b' ']).enumerate() {
        if let Some(end) = quote {
            quote = (byte != end).then_some(end);
            continue;
        }
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            start.get_or_insert(at);
            continue;
        }
        if depth == 0
            && let Some(verdict) = start.and_then(|start| sql.get(start..at)).and_then(verb)
        {
            return verdict;
        }
        start = None;
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'\'' | b'"' => quote = Some(byte),
            _ => {}
        }
    }
    false
}

/// Whether a word is a command's verb, and whether the command changes rows.
fn verb(word: &str) -> Option<bool> {
    const CHANGING: [&str; 5] = ["insert", "update", "delete", "merge", "copy"];
    const OTHERS: [&str; 8] = ["select", "values", "table", "show", "create", "explain", "fetch", "move"];
    if CHANGING.iter().any(|known| word.eq_ignore_ascii_case(known)) {
        return Some(true);
    }
    OTHERS.iter().any(|known| word.eq_ignore_ascii_case(known)).then_some(false)
}

fn words(sql: &str) -> impl Iterator<Item = &str> + Clone {
    sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{changes_rows, changes_tables, is_changed_by};

    #[test]
    fn what_stays_in_a_session_is_noticed() {
        for sql in
            ["SET x = 1", " listen c", "create temporary TABLE t (a int)", "SELECT pg_advisory_lock(1)", "BEGIN", "/* */ SET x = 1"]
        {
            assert!(is_changed_by(sql), "{sql}");
        }
        for sql in
            ["SELECT settings FROM t", "UPDATE t SET a = $1", "CREATE TABLE t (a INT)", "SAVEPOINT s", "INSERT INTO t VALUES ($1)"]
        {
            assert!(!is_changed_by(sql), "{sql}");
        }
        assert!(changes_tables("ALTER TABLE t ADD b INT") && !changes_tables("SELECT dropped FROM t"));
    }

    #[test]
    fn rows_that_were_changed_are_told_from_rows_given_back() {
        for sql in ["INSERT INTO t VALUES ($1)", "update t set a = 1", "WITH s AS (SELECT 1) DELETE FROM t", "/* x */ MERGE INTO t"]
        {
            assert!(changes_rows(sql), "{sql}");
        }
        for sql in
            ["SELECT 1", "(SELECT 1)", "WITH s AS (DELETE FROM t RETURNING a) SELECT a FROM s", "CREATE TABLE t AS SELECT 1", ""]
        {
            assert!(!changes_rows(sql), "{sql}");
        }
        assert!(!changes_rows(r#"WITH "delete" AS (SELECT 1) SELECT 1"#));
    }
}
