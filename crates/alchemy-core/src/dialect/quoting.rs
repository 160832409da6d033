//! Words that every dialect quotes when they are used as names.

use crate::dialect::Words;

/// Reserved by standard SQL and by every database that we know; what one of them takes as a name is in the others' lists.
static RESERVED: Words = Words::new(&[
    "all",
    "and",
    "as",
    "between",
    "case",
    "check",
    "collate",
    "column",
    "constraint",
    "create",
    "cross",
    "default",
    "desc",
    "distinct",
    "else",
    "for",
    "foreign",
    "from",
    "group",
    "having",
    "in",
    "inner",
    "into",
    "is",
    "join",
    "left",
    "like",
    "limit",
    "natural",
    "not",
    "null",
    "on",
    "or",
    "order",
    "outer",
    "primary",
    "references",
    "right",
    "select",
    "table",
    "then",
    "to",
    "union",
    "unique",
    "using",
    "when",
    "where",
    "with",
]);

/// Whether a (lower-case) word is reserved by standard SQL.
pub(crate) fn is_reserved_everywhere(word: &str) -> bool {
    RESERVED.contains(word)
}
