//! The cases of the area `regexp`.

use alchemy_core::{func, prelude::*};

use crate::cases::Cases;
use crate::schema::book;
use crate::schema::short::{S, T, X};

/// Why flags read otherwise on SQLite.
const FLAGS: &str = "flags that are left out would be a wrong answer; its regular expressions take them at their head";

pub(crate) fn cases(c: &mut Cases) {
    literals(c);
    c.expression("regexp/match", || S.regexp_match("^a.*z$"));
    c.expression("regexp/match-flag-i", || S.regexp_match_flags("^a", "i"))
        .deviating(FLAGS, &[("sqlite", "bits.s REGEXP '(?i)' || ?")]);
    c.expression("regexp/match-flags-ig", || S.regexp_match_flags("^a", "ig"))
        .deviating(FLAGS, &[("sqlite", "bits.s REGEXP '(?ig)' || ?")]);
    c.expression("regexp/match-expression", || S.concat(T).regexp_match("^a"));
    c.expression("regexp/match-and", || S.regexp_match("^a").and(X.eq(1)));
    c.expression("regexp/match-function-pattern", || S.regexp_match(func::lower(T)));
    c.expression("regexp/replace", || S.regexp_replace("a+", "b"));
    c.expression("regexp/replace-columns", || S.regexp_replace(T, "b"));
    c.expression("regexp/replace-flags", || S.regexp_replace_flags("a+", "b", "g"));
    c.statement("regexp/replace-in-select", || select(book::title.regexp_replace("^The ", "").label("short")));
    c.expression("regexp/replace-compare", || S.regexp_replace("a", "b").eq("bb"));
    c.statement("regexp/match-in-where", || select(book::id).filter(book::title.regexp_match("[0-9]+")).filter(book::pages.gt(5)));
}

fn literals(c: &mut Cases) {
    c.statement("regexp/match-literal-binds", || {
        select(book::id).filter(book::title.regexp_match_flags("it's \\d", "i")).inlined()
    })
    .deviating(
        "no value stays a parameter, and flags are not left out",
        &[
            ("mariadb", r"SELECT book.id FROM book WHERE book.title REGEXP CONCAT('(?', 'i', ')', 'it''s \\d')"),
            ("sqlite", r"SELECT book.id FROM book WHERE book.title REGEXP '(?i)' || 'it''s \d'"),
        ],
    );
}
