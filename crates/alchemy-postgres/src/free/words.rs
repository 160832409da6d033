//! Words that say what may stand beside them.

/// Functions that take values of any type, text too.
pub(super) const POLYMORPHIC: [&str; 26] = [
    "max",
    "min",
    "array_agg",
    "json_agg",
    "jsonb_agg",
    "to_json",
    "to_jsonb",
    "json_build_object",
    "jsonb_build_object",
    "json_build_array",
    "jsonb_build_array",
    "json_object_agg",
    "jsonb_object_agg",
    "concat",
    "concat_ws",
    "format",
    "num_nulls",
    "num_nonnulls",
    "pg_typeof",
    "first_value",
    "last_value",
    "nth_value",
    "lag",
    "lead",
    "array_fill",
    "count",
];

/// Functions that are there for each kind of number.
pub(super) const ONE_NUMBER: [&str; 11] =
    ["sum", "avg", "abs", "mod", "sign", "ceil", "ceiling", "floor", "generate_series", "date_trunc", "date_part"];

/// Words that are no functions where a parenthesis follows.
pub(super) const NO_CALL: [&str; 62] = [
    "in",
    "any",
    "all",
    "some",
    "and",
    "or",
    "not",
    "where",
    "then",
    "else",
    "when",
    "case",
    "select",
    "distinct",
    "from",
    "as",
    "on",
    "by",
    "using",
    "over",
    "exists",
    "like",
    "ilike",
    "similar",
    "between",
    "into",
    "set",
    "union",
    "intersect",
    "except",
    "limit",
    "offset",
    "having",
    "values",
    "returning",
    "filter",
    "within",
    "group",
    "order",
    "is",
    "cast",
    "array",
    "row",
    "lateral",
    "with",
    "materialized",
    "recursive",
    "join",
    "partition",
    "rows",
    "range",
    "groups",
    "index",
    "key",
    "check",
    "default",
    "do",
    "update",
    "insert",
    "delete",
    "symmetric",
    "escape",
];

pub(super) fn is(word: &str, keyword: &str) -> bool {
    word.eq_ignore_ascii_case(keyword)
}

pub(super) fn begins_result(word: &str) -> bool {
    is(word, "THEN") || is(word, "ELSE")
}

/// Whether a word ends the list of what is selected.
pub(super) fn ends_list(word: &str) -> bool {
    const ENDS: [&str; 15] = [
        "FROM",
        "WHERE",
        "GROUP",
        "HAVING",
        "WINDOW",
        "UNION",
        "INTERSECT",
        "EXCEPT",
        "ORDER",
        "LIMIT",
        "OFFSET",
        "FETCH",
        "FOR",
        "VALUES",
        "INTO",
    ];
    ENDS.iter().any(|end| is(word, end))
}
