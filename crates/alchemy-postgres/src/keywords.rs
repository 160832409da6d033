//! Words that must be quoted as names, besides those that standard SQL reserves: what `pg_get_keywords()` calls reserved
//! up to PostgreSQL 18, those included that may be functions or types; and those that SQLAlchemy quotes besides, so that names
//! are written as it writes them.

const RESERVED: &[&str] = &[
    "analyse",
    "analyze",
    "any",
    "array",
    "asc",
    "asymmetric",
    "authorization",
    "binary",
    "both",
    "cast",
    "collation",
    "concurrently",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "deferrable",
    "do",
    "end",
    "except",
    "false",
    "fetch",
    "freeze",
    "full",
    "grant",
    "ilike",
    "initially",
    "intersect",
    "isnull",
    "lateral",
    "leading",
    "localtime",
    "localtimestamp",
    "new",
    "notnull",
    "of",
    "off",
    "offset",
    "old",
    "only",
    "over",
    "overlaps",
    "placing",
    "returning",
    "session_user",
    "similar",
    "some",
    "symmetric",
    "system_user",
    "tablesample",
    "trailing",
    "true",
    "user",
    "variadic",
    "verbose",
    "window",
];

/// Whether a (lower-case) word is reserved.
pub(crate) fn is_reserved(word: &str) -> bool {
    RESERVED.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_sorted_so_that_it_can_be_searched() {
        assert!(super::RESERVED.is_sorted());
    }
}
