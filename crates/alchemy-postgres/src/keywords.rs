//! Words that PostgreSQL reserves, besides those that standard SQL reserves for every database.

const RESERVED: &[&str] = &[
    "analyse",
    "analyze",
    "array",
    "asc",
    "asymmetric",
    "authorization",
    "binary",
    "both",
    "cast",
    "collation",
    "concurrently",
    "cross",
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
    "notnull",
    "only",
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
