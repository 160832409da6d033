//! Comparisons, conditions, arithmetic, text operators and row values.

use alchemy_claims::covers;
use alchemy_orm::core::{false_, null, postfix_op, prefix_op, prelude::*, true_, tuple};

use super::dialects::{mariadb, mysql, postgresql, sqlite, standard};

// ANCHOR: declared
table! {
    pub book ("book") {
        id: i64 [primary_key],
        title: String,
        subtitle: Option<String>,
        pages: i64,
        copies: i64,
        chapters: i32,
        price: Option<f64>,
        flags: i64,
        in_print: bool,
        signed: bool,
    }
}

table! {
    pub shelf ("shelf") {
        branch: i64 [primary_key],
        code: String [primary_key],
    }
}
// ANCHOR_END: declared

/// What a condition is in WHERE.
fn condition(text: impl FnOnce(Select<i64>) -> String, condition: impl Expression<Value = bool>) -> String {
    let text = text(select(book::id).filter(condition.expr()));
    text.strip_prefix("SELECT book.id FROM book WHERE ").map_or(text.clone(), str::to_owned)
}

/// What a value is, where it is selected.
fn value<T: alchemy_orm::core::SqlValue>(text: impl FnOnce(Select<T::Read>) -> String, value: Expr<T>) -> String {
    let text = text(select(value.label("v")));
    let inner = text.strip_prefix("SELECT ").map(|text| text.split(" AS v").next().unwrap_or_default().to_owned());
    inner.unwrap_or(text)
}

fn refused(condition: Expr<bool>) -> ErrorKind {
    select(book::id).filter(condition).compile(&alchemy_orm::core::dialect::Ansi).unwrap_err().kind()
}

#[covers("EXP-01", "EXP-02")]
#[test]
fn comparisons() {
    // ANCHOR: compare
    assert_eq!(condition(standard, book::pages.gt(300)), "book.pages > ?");
    assert_eq!(condition(standard, book::pages.le(book::copies)), "book.pages <= book.copies");
    assert_eq!(condition(standard, book::subtitle.eq("A Novel")), "book.subtitle = ?");
    assert_eq!(condition(standard, book::subtitle.eq(None::<&str>)), "book.subtitle IS NULL");
    assert_eq!(condition(standard, book::subtitle.is_not_null()), "book.subtitle IS NOT NULL");
    // ANCHOR_END: compare
    assert_eq!(condition(standard, book::pages.eq(1)), "book.pages = ?");
    assert_eq!(condition(standard, book::pages.ne(1)), "book.pages != ?");
    assert_eq!(condition(standard, book::pages.lt(1)), "book.pages < ?");
    assert_eq!(condition(standard, book::pages.ge(1)), "book.pages >= ?");
    assert_eq!(condition(standard, literal(1).lt(book::pages)), "? < book.pages");
    assert_eq!(condition(standard, book::subtitle.ne(None::<&str>)), "book.subtitle IS NOT NULL");
    assert_eq!(condition(standard, book::subtitle.eq(null::<String>())), "book.subtitle IS NULL");
    assert_eq!(condition(standard, null::<i64>().eq(None::<i64>)), "NULL IS NULL");
    assert_eq!(refused(book::price.lt(None::<f64>)), ErrorKind::Programming);
    assert_eq!(refused(book::pages.ge(null::<i64>())), ErrorKind::Programming);
}

#[covers("EXP-03", "EXP-04")]
#[test]
fn comparisons_that_are_never_null() {
    // ANCHOR: is
    assert_eq!(condition(postgresql, book::in_print.is(true)), "book.in_print IS true");
    assert_eq!(condition(sqlite, book::in_print.is_not(false)), "book.in_print IS NOT 0");
    let differs = || book::price.is_distinct_from(9.5);
    assert_eq!(condition(postgresql, differs()), "book.price IS DISTINCT FROM $1");
    assert_eq!(condition(mysql, differs()), "NOT (book.price <=> ?)");
    assert_eq!(condition(sqlite, differs()), "book.price IS NOT ?");
    // ANCHOR_END: is
    assert_eq!(condition(mysql, book::in_print.is(true)), "book.in_print IS true");
    assert_eq!(condition(standard, book::in_print.is(None::<bool>)), "book.in_print IS NULL");
    assert_eq!(condition(standard, book::pages.gt(1).is(true)), "(book.pages > ?) IS true");
    assert_eq!(condition(postgresql, !differs()), "book.price IS NOT DISTINCT FROM $1");
    assert_eq!(condition(mariadb, book::price.is_not_distinct_from(None::<f64>)), "book.price <=> NULL");
    assert_eq!(condition(sqlite, book::price.is_not_distinct_from(None::<f64>)), "book.price IS NULL");
}

#[covers("EXP-05", "EXP-07")]
#[test]
fn lists() {
    // ANCHOR: in
    let few = || book::pages.in_([1, 2, 3]);
    assert_eq!(condition(sqlite, few()), "book.pages IN (?, ?, ?)");
    assert_eq!(condition(postgresql, few()), "book.pages = ANY ($1)");
    assert_eq!(condition(sqlite, !few()), "(book.pages NOT IN (?, ?, ?))");
    let on_shelf = select(book::id).filter(book::copies.gt(0));
    assert_eq!(condition(standard, book::id.in_(on_shelf)), "book.id IN (SELECT book.id FROM book WHERE book.copies > ?)");
    // ANCHOR_END: in
    assert_eq!(condition(postgresql, book::pages.not_in(vec![1, 2])), "(book.pages != ALL ($1))");
    assert_eq!(condition(postgresql, book::pages.in_([Some(1), None])), "book.pages IN ($1, $2)");
    let mixed = book::pages.in_([literal(1), book::copies + 2]);
    assert_eq!(condition(postgresql, mixed), "book.pages IN ($1, book.copies + $2)");
    assert_eq!(condition(standard, book::pages.not_in([1]).is(true)), "((book.pages NOT IN (?))) IS true");
    let others = select(book::id).filter(book::copies.eq(0));
    assert_eq!(condition(standard, book::id.not_in(others)), "(book.id NOT IN (SELECT book.id FROM book WHERE book.copies = ?))");
}

#[covers("EXP-06")]
#[test]
fn empty_lists() {
    // ANCHOR: empty
    let none: Vec<i64> = Vec::new();
    let (found, not_found) = (|| book::pages.in_(&none), || book::pages.not_in(&none));
    assert_eq!(condition(postgresql, found()), "book.pages IN (NULL) AND (1 != 1)");
    assert_eq!(condition(postgresql, not_found()), "(book.pages NOT IN (NULL) OR (1 = 1))");
    assert_eq!(condition(sqlite, found()), "book.pages IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)");
    // ANCHOR_END: empty
    assert_eq!(condition(mysql, found()), "book.pages IN (NULL) AND (1 != 1)");
    assert_eq!(condition(sqlite, not_found()), "(book.pages NOT IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1))");
    assert_eq!(condition(mysql, !found()), condition(mysql, not_found()));
}

#[covers("EXP-08", "EXP-36")]
#[test]
fn row_values() {
    let at = |text: fn(Select<String>) -> String, condition: Expr<bool>| {
        text(select(shelf::code).filter(condition)).replace("SELECT shelf.code FROM shelf WHERE ", "")
    };
    // ANCHOR: tuple
    let place = || tuple((shelf::branch, shelf::code));
    assert_eq!(at(standard, place().gt((2, "B7"))), "(shelf.branch, shelf.code) > (?, ?)");
    let wanted = || place().in_([(1, "A1"), (2, "B2")]);
    assert_eq!(at(postgresql, wanted()), "(shelf.branch, shelf.code) IN (($1, $2), ($3, $4))");
    assert_eq!(at(sqlite, wanted()), "(shelf.branch, shelf.code) IN (VALUES (?, ?), (?, ?))");
    // ANCHOR_END: tuple
    assert_eq!(at(standard, place().eq((2, "B7"))), "(shelf.branch, shelf.code) = (?, ?)");
    assert_eq!(at(standard, place().ne((2, None::<String>))), "(shelf.branch, shelf.code) != (?, ?)");
    assert_eq!(at(standard, place().lt((shelf::branch, "x"))), "(shelf.branch, shelf.code) < (shelf.branch, ?)");
    assert_eq!(at(mysql, !wanted()), "((shelf.branch, shelf.code) NOT IN ((?, ?), (?, ?)))");
    assert_eq!(at(mysql, place().in_(Vec::<(i64, String)>::new())), "(shelf.branch, shelf.code) IN ((NULL, NULL)) AND (1 != 1)");
    assert_eq!(
        at(sqlite, place().not_in(Vec::<(i64, String)>::new())),
        "((shelf.branch, shelf.code) NOT IN (SELECT 1, 1 FROM (SELECT 1, 1) WHERE 1!=1))"
    );
    assert_eq!(
        at(standard, place().in_(select((book::id, book::title)))),
        "(shelf.branch, shelf.code) IN (SELECT book.id, book.title FROM book)"
    );
    assert_eq!(at(standard, place().between((1, "A"), (2, "B"))), "(shelf.branch, shelf.code) BETWEEN (?, ?) AND (?, ?)");
}

#[covers("EXP-09")]
#[test]
fn ranges_of_values() {
    // ANCHOR: between
    assert_eq!(condition(standard, book::pages.between(100, 200)), "book.pages BETWEEN ? AND ?");
    assert_eq!(condition(standard, !book::pages.between(100, 200)), "book.pages NOT BETWEEN ? AND ?");
    assert_eq!(condition(postgresql, book::pages.between_symmetric(200, 100)), "book.pages BETWEEN SYMMETRIC $1 AND $2");
    assert_eq!(condition(sqlite, book::pages.between_symmetric(200, 100)), "sqlite cannot express BETWEEN SYMMETRIC");
    // ANCHOR_END: between
    assert_eq!(
        condition(standard, book::pages.between(book::copies - 1, book::copies + 1)),
        "book.pages BETWEEN book.copies - ? AND book.copies + ?"
    );
    assert_eq!(condition(standard, !!book::pages.between(1, 2)), "book.pages BETWEEN ? AND ?");
}

#[covers("EXP-10", "EXP-11")]
#[test]
fn patterns() -> Result<()> {
    // ANCHOR: like
    assert_eq!(condition(standard, book::title.like("D%")), "book.title LIKE ?");
    assert_eq!(condition(standard, book::title.not_like("50^%").escape('^')), "book.title NOT LIKE ? ESCAPE '^'");
    assert_eq!(condition(postgresql, book::title.ilike("d%")), "book.title ILIKE $1");
    assert_eq!(condition(sqlite, book::title.ilike("d%")), "lower(book.title) LIKE lower(?)");
    // ANCHOR_END: like
    // ANCHOR: contains
    let found = || book::title.contains("50%");
    assert_eq!(condition(postgresql, found()), "(book.title LIKE '%' || $1 || '%' ESCAPE '/')");
    assert_eq!(condition(mysql, found()), "(book.title LIKE concat('%', ?, '%') ESCAPE '/')");
    let sql = select(book::id).filter(found().expr()).compile(&alchemy_sqlite::Dialect)?;
    assert_eq!(sql.params(), [Value::from("50/%")]);
    assert_eq!(condition(sqlite, book::title.starts_with("D_").wildcards()), "(book.title LIKE ? || '%')");
    // ANCHOR_END: contains
    let not = |pattern: alchemy_orm::core::LikePattern| !pattern.expr();
    assert_eq!(condition(sqlite, not(book::title.like("D%"))), "book.title NOT LIKE ?");
    assert_eq!(condition(postgresql, book::title.not_ilike("d%")), "book.title NOT ILIKE $1");
    assert_eq!(condition(mysql, not(book::title.ilike("d%"))), "lower(book.title) NOT LIKE lower(?)");
    assert_eq!(condition(sqlite, not(book::title.ends_with("x"))), "(book.title NOT LIKE '%' || ? ESCAPE '/')");
    assert_eq!(condition(sqlite, book::title.ends_with(book::subtitle)), "(book.title LIKE '%' || book.subtitle)");
    assert_eq!(condition(mysql, book::title.istarts_with("d").wildcards()), "(lower(book.title) LIKE concat(lower(?), '%'))");
    assert_eq!(condition(postgresql, book::title.icontains("d").escape('^')), "(book.title ILIKE '%' || $1 || '%' ESCAPE '^')");
    assert_eq!(condition(sqlite, book::title.iends_with("d").wildcards()), "(lower(book.title) LIKE '%' || lower(?))");
    assert_eq!(condition(sqlite, book::title.contains("d").autoescape('!')), "(book.title LIKE '%' || ? || '%' ESCAPE '!')");
    Ok(())
}

#[covers("EXP-12")]
#[test]
fn regular_expressions() {
    // ANCHOR: regexp
    let digits = || book::title.regexp_match("[0-9]+");
    assert_eq!(condition(postgresql, digits()), "book.title ~ $1");
    assert_eq!(condition(mysql, digits()), "book.title REGEXP ?");
    let any_case = || book::title.regexp_match_flags("^the", "i");
    assert_eq!(condition(postgresql, any_case()), "book.title ~* $1");
    assert_eq!(condition(mysql, any_case()), "REGEXP_LIKE(book.title, ?, 'i')");
    assert_eq!(condition(mariadb, any_case()), "book.title REGEXP CONCAT('(?', 'i', ')', ?)");
    let short = || book::title.regexp_replace("^The ", "");
    assert_eq!(value(postgresql, short()), "REGEXP_REPLACE(book.title, $1, $2)");
    assert_eq!(value(sqlite, short()), "sqlite cannot express replacing by a regular expression");
    // ANCHOR_END: regexp
    assert_eq!(condition(sqlite, digits()), "book.title REGEXP ?");
    assert_eq!(value(postgresql, book::title.regexp_replace_flags("a", "b", "g")), "REGEXP_REPLACE(book.title, $1, $2, 'g')");
    assert_eq!(
        value(mariadb, book::title.regexp_replace_flags("a", "b", "i")),
        "REGEXP_REPLACE(book.title, CONCAT('(?', 'i', ')', ?), ?)"
    );
    assert_eq!(condition(mysql, short().eq("Dune")), "(REGEXP_REPLACE(book.title, ?, ?)) = ?");
}

#[covers("EXP-14", "EXP-32")]
#[test]
fn joined_text_and_collations() {
    // ANCHOR: concat
    let full = || book::title.concat(": ").concat(book::subtitle);
    assert_eq!(value(postgresql, full()), "book.title || $1 || book.subtitle");
    assert_eq!(value(mysql, full()), "concat(book.title, ?, book.subtitle)");
    let stmt = select(book::id).order_by(book::title.collate("de-DE-x-icu").desc());
    assert_eq!(postgresql(stmt), r#"SELECT book.id FROM book ORDER BY book.title COLLATE "de-DE-x-icu" DESC"#);
    // ANCHOR_END: concat
    assert_eq!(condition(sqlite, full().eq("x")), "(book.title || ? || book.subtitle) = ?");
    assert_eq!(condition(sqlite, book::title.collate("nocase").eq("dune")), "(book.title COLLATE nocase) = ?");
    assert_eq!(condition(sqlite, book::title.collate("nocase").in_(["a"])), "(book.title COLLATE nocase) IN (?)");
}

#[covers("EXP-15")]
#[test]
fn arithmetic() {
    // ANCHOR: arithmetic
    assert_eq!(value(standard, (book::pages + 2) * book::copies - 1), "(book.pages + ?) * book.copies - ?");
    assert_eq!(value(standard, -book::pages % 7), "(-book.pages) % ?");
    assert_eq!(value(postgresql, book::pages / 2), "book.pages / CAST($1 AS NUMERIC)");
    assert_eq!(value(mysql, book::pages / 2), "book.pages / ?");
    assert_eq!(value(sqlite, book::pages / 2), "book.pages / (? + 0.0)");
    assert_eq!(value(postgresql, book::pages.floor_div(2)), "book.pages / $1");
    assert_eq!(value(mysql, book::pages.floor_div(2)), "FLOOR(book.pages / ?)");
    // ANCHOR_END: arithmetic
    // ANCHOR: results
    let half: Select<Option<f64>> = select(book::pages * book::price);
    let wide: Select<i64> = select(book::chapters.cast::<i64>() * book::copies);
    // ANCHOR_END: results
    assert_eq!(standard(half), "SELECT book.pages * book.price AS anon_1 FROM book");
    assert_eq!(standard(wide), "SELECT CAST(book.chapters AS BIGINT) * book.copies AS anon_1 FROM book");
    assert_eq!(value(sqlite, book::price.floor_div(2)), "FLOOR(book.price / ?)");
    assert_eq!(value(standard, -(book::pages + 1)), "-(book.pages + ?)");
    assert_eq!(value(standard, -(-book::pages)), "-(-book.pages)");
    assert_eq!(value(mysql, book::pages.floor_div(2) + 1), "FLOOR(book.pages / ?) + ?");
}

#[covers("EXP-19")]
#[test]
fn parentheses() {
    // ANCHOR: parentheses
    assert_eq!(value(standard, book::pages + (book::copies + 1)), "book.pages + book.copies + ?");
    assert_eq!(value(standard, book::pages - (book::copies - 1)), "book.pages - (book.copies - ?)");
    let (long, many, cheap) = (|| book::pages.gt(9), || book::copies.gt(9), || book::price.lt(9));
    assert_eq!(condition(standard, long().or(many().and(cheap()))), "book.pages > ? OR book.copies > ? AND book.price < ?");
    assert_eq!(condition(standard, long().or(many()).and(cheap())), "(book.pages > ? OR book.copies > ?) AND book.price < ?");
    assert_eq!(
        condition(standard, long().and(many()).grouped().or(cheap())),
        "(book.pages > ? AND book.copies > ?) OR book.price < ?"
    );
    // ANCHOR_END: parentheses
    assert_eq!(value(standard, book::pages * (book::copies * 2)), "book.pages * book.copies * ?");
    assert_eq!(value(standard, book::pages + book::copies - 1), "(book.pages + book.copies) - ?");
    assert_eq!(value(standard, book::pages % (book::copies * 2)), "book.pages % (book.copies * ?)");
    assert_eq!(condition(standard, long().eq(many())), "(book.pages > ?) = (book.copies > ?)");
    assert_eq!(condition(standard, long().or(many()).is_null()), "(book.pages > ? OR book.copies > ?) IS NULL");
    assert_eq!(condition(standard, (book::pages + 1).in_([1])), "book.pages + ? IN (?)");
    // An empty list that is said with AND is one bound all the same; a truth value needs no parentheses where it is one.
    let nothing = || book::id.in_(Vec::<i64>::new());
    assert_eq!(
        condition(postgresql, book::in_print.between(nothing(), true_())),
        "book.in_print BETWEEN (book.id IN (NULL) AND (1 != 1)) AND true"
    );
    let never = || all_of([true_(), false_()]);
    assert_eq!(condition(postgresql, never().eq(book::in_print)), "false = book.in_print");
    assert_eq!(condition(sqlite, never().eq(book::in_print)), "(0 = 1) = book.in_print");
}

#[covers("EXP-16")]
#[test]
fn bits() {
    // ANCHOR: bits
    assert_eq!(condition(standard, book::flags.bitwise_and(8).ne(0)), "book.flags & ? != ?");
    let flipped = || book::flags.bitwise_xor(5);
    assert_eq!(value(postgresql, flipped()), "book.flags # $1");
    assert_eq!(value(mysql, flipped()), "book.flags ^ ?");
    assert_eq!(value(sqlite, flipped()), "(book.flags | ?) - (book.flags & ?)");
    // ANCHOR_END: bits
    assert_eq!(value(standard, book::flags.bitwise_or(1).bitwise_or(2)), "(book.flags | ?) | ?");
    assert_eq!(value(standard, book::flags.bitwise_and(book::pages + 1)), "book.flags & (book.pages + ?)");
    assert_eq!(value(standard, (book::flags + 1).bitwise_not()), "~(book.flags + ?)");
    assert_eq!(value(standard, book::flags.bitwise_lshift(1).bitwise_rshift(2)), "(book.flags << ?) >> ?");
}

#[covers("EXP-17", "EXP-22")]
#[test]
fn conditions_joined() {
    // ANCHOR: junction
    let wanted = [book::pages.gt(1), book::copies.gt(2), book::price.is_null()];
    assert_eq!(condition(standard, all_of(wanted)), "book.pages > ? AND book.copies > ? AND book.price IS NULL");
    assert_eq!(condition(standard, any_of([book::pages.gt(1)])), "book.pages > ?");
    assert_eq!(condition(standard, book::pages.gt(1).and(true_())), "book.pages > ?");
    assert_eq!(condition(postgresql, book::pages.gt(1).and(false)), "false");
    assert_eq!(condition(sqlite, book::pages.gt(1).and(false)), "0 = 1");
    // ANCHOR_END: junction
    let (long, many, cheap) = (|| book::pages.gt(9), || book::copies.gt(9), || book::price.lt(9));
    assert_eq!(condition(standard, long().and(many().and(cheap()))), "book.pages > ? AND book.copies > ? AND book.price < ?");
    assert_eq!(condition(standard, long().or(false_()).or(many())), "book.pages > ? OR book.copies > ?");
    assert_eq!(condition(mysql, long().or(true_())), "true = 1");
    assert_eq!(condition(postgresql, long().and(many().or(true))), "book.pages > $1 AND true");
    assert_eq!(condition(postgresql, any_of(Vec::<Expr<bool>>::new())), "false");
    assert_eq!(condition(sqlite, long().or(null::<bool>())), "book.pages > ? OR NULL");
    assert_eq!(value(sqlite, !true_()), "0");
    assert_eq!(value(mariadb, null::<i64>()), "NULL");
}

#[covers("EXP-18")]
#[test]
fn negation() {
    // ANCHOR: not
    assert_eq!(condition(standard, !book::pages.eq(1)), "book.pages != ?");
    assert_eq!(condition(standard, !book::pages.lt(1)), "book.pages >= ?");
    assert_eq!(condition(standard, !book::price.is_null()), "book.price IS NOT NULL");
    let both = book::pages.gt(1).and(book::copies.gt(2));
    assert_eq!(condition(standard, !both), "NOT (book.pages > ? AND book.copies > ?)");
    // ANCHOR_END: not
    assert_eq!(condition(standard, !book::pages.ne(1)), "book.pages = ?");
    assert_eq!(condition(standard, !!book::pages.eq(1)), "book.pages = ?");
    assert_eq!(condition(standard, !book::in_print.is(true)), "book.in_print IS NOT true");
    assert_eq!(condition(postgresql, !book::title.regexp_match("x")), "book.title !~ $1");
    assert_eq!(condition(mysql, !book::title.regexp_match_flags("x", "i")), "NOT REGEXP_LIKE(book.title, ?, 'i')");
    assert!(condition(mysql, !book::pages.in_(param_list::<i64>("some"))).starts_with("(book.pages NOT IN ("));
    assert_eq!(condition(standard, !all_of([book::pages.gt(1)])), "book.pages <= ?");
    let either = || book::pages.gt(1).or(book::copies.gt(2));
    assert_eq!(condition(standard, !!either()), "NOT (NOT (book.pages > ? OR book.copies > ?))");
    assert_eq!(condition(standard, book::id.eq(1).and(!either())), "book.id = ? AND NOT (book.pages > ? OR book.copies > ?)");
    assert_eq!(
        condition(standard, !select(book::id).filter(book::id.gt(1)).exists()),
        "NOT (EXISTS (SELECT book.id FROM book WHERE book.id > ?))"
    );
}

#[covers("EXP-20")]
#[test]
fn operators_of_the_program() {
    // ANCHOR: op
    let near = book::title.op("<->", "dune").returns::<f64>();
    assert_eq!(condition(standard, near.lt(0.5)), "(book.title <-> ?) < ?");
    let tight = book::title.op("<->", "dune").precedence(7).returns::<f64>();
    assert_eq!(condition(standard, tight.lt(0.5)), "book.title <-> ? < ?");
    assert_eq!(
        condition(standard, book::title.bool_op("GLOB", "D*").and(book::pages.gt(1))),
        "(book.title GLOB ?) AND book.pages > ?"
    );
    assert_eq!(condition(standard, !book::title.bool_op("GLOB", "D*").expr()), "NOT (book.title GLOB ?)");
    assert_eq!(value(standard, prefix_op::<f64>("|/", book::pages)), "|/ book.pages");
    // ANCHOR_END: op
    assert_eq!(value(standard, postfix_op::<i64>(book::pages, "!")), "book.pages !");
    let nested = book::pages.op("@", book::copies.op("@", 1));
    assert_eq!(value(standard, nested.expr()), "book.pages @ (book.copies @ ?)");
    assert_eq!(value(standard, (book::pages + 1).op("@", book::copies * 2).expr()), "book.pages + ? @ book.copies * ?");
}

#[covers("EXP-21")]
#[test]
fn truth_values_as_conditions() {
    // ANCHOR: truth
    let stocked = || book::in_print.and(!book::signed.expr());
    assert_eq!(condition(postgresql, stocked()), "book.in_print AND NOT book.signed");
    assert_eq!(condition(mysql, stocked()), "book.in_print = 1 AND book.signed = 0");
    assert_eq!(condition(sqlite, book::in_print), "book.in_print = 1");
    // ANCHOR_END: truth
    assert_eq!(condition(sqlite, book::in_print.eq(false)), "book.in_print = 0");
    assert_eq!(condition(mysql, book::in_print.eq(false)), "book.in_print = false");
    assert_eq!(condition(postgresql, !!book::in_print.expr()), "book.in_print");
    assert_eq!(condition(sqlite, book::in_print.eq(book::signed)), "book.in_print = book.signed");
    let ready = || func::call::<bool>("is_ready", book::id);
    assert_eq!(condition(mariadb, ready()), "is_ready(book.id) = 1");
    assert_eq!(condition(mariadb, !ready().expr()), "is_ready(book.id) = 0");
}
