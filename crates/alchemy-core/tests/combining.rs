//! What combines and parametrises statements.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use alchemy_claims::covers;
use alchemy_core::dialect::{Ansi, Dialect};
use alchemy_core::prelude::*;
use alchemy_core::{ErrorKind, Statement, Value, named, union_all};

table! { book ("book") { id: i64 [primary_key], title: String, pages: i64 } }
table! { film ("film") { id: i64 [primary_key], title: String } }
table! { category ("category") { id: i64 [primary_key], parent_id: Option<i64> } }

fn sql(statement: &impl Statement) -> String {
    let dialect: Arc<dyn Dialect> = Arc::new(Ansi);
    statement.prepare(&dialect).unwrap().text.to_string()
}

fn kind(statement: &impl Statement) -> ErrorKind {
    let dialect: Arc<dyn Dialect> = Arc::new(Ansi);
    statement.prepare(&dialect).unwrap_err().kind()
}

#[test]
#[covers("CTE-01", "CTE-07", "CTE-05", "CTE-06", "CTE-08")]
fn a_common_table_expression_is_written_once_however_often_it_is_used() {
    let c = select((book::id, book::pages)).filter(book::pages.gt(1)).cte("c").materialized();
    let d = c.alias("d");
    let inner = select(c.c(book::id)).filter(c.c(book::pages).gt(2)).exists();
    let stmt = select((c.c(book::id), d.c(book::id))).filter(inner.and(d.c(book::pages).lt(3)));
    assert_eq!(
        sql(&stmt),
        "WITH c AS MATERIALIZED (SELECT book.id AS id, book.pages AS pages FROM book WHERE book.pages > ?) \
         SELECT c.id, d.id AS id_1 FROM c, c AS d WHERE (EXISTS (SELECT c.id FROM c WHERE c.pages > ?)) AND d.pages < ?",
    );
    assert_eq!(*stmt.compile(&Ansi).unwrap().params(), [1, 2, 3].map(Value::Int));
    let other = select(film::id).cte("c");
    assert_eq!(kind(&select((c.c(book::id), other.c(film::id)))), ErrorKind::Programming);
    let extra = select(film::id).cte("extra");
    assert_eq!(sql(&select(book::id).add_cte(&extra)), "WITH extra AS (SELECT film.id AS id FROM film) SELECT book.id FROM book",);
    let nested = select(film::id).cte("n").nested();
    assert_eq!(
        sql(&select(book::id).filter(book::id.in_(select(nested.c(film::id))))),
        "SELECT book.id FROM book WHERE book.id IN (WITH n AS (SELECT film.id AS id FROM film) SELECT n.id FROM n)",
    );
}

#[test]
#[covers("CTE-02")]
fn a_recursive_one_names_its_columns_and_keeps_equal_rows_if_told_so() {
    let tree = select((category::id, literal(0).label("depth"))).recursive_cte_distinct("tree", |tree| {
        select((category::id, tree.c::<i32>("depth") + 1)).filter(category::parent_id.eq(tree.c(category::id)))
    });
    assert_eq!(
        sql(&select(tree.c(category::id))),
        "WITH RECURSIVE tree(id, depth) AS (SELECT category.id AS id, ? AS depth FROM category UNION \
         SELECT category.id AS id, tree.depth + ? AS anon_1 FROM category, tree WHERE category.parent_id = tree.id) \
         SELECT tree.id FROM tree",
    );
}

#[test]
#[covers("CTE-03", "CTE-04", "CTE-09")]
fn what_writes_and_values_can_be_common_table_expressions() {
    let gone = book::delete().filter(book::pages.lt(2)).returning(book::id).cte("gone");
    assert_eq!(
        sql(&select(gone.c(book::id))),
        "WITH gone AS (DELETE FROM book WHERE book.pages < ? RETURNING book.id) SELECT gone.id FROM gone",
    );
    let old = select(book::id).cte("old");
    assert_eq!(
        sql(&book::delete().filter(book::id.in_(select(old.c(book::id))))),
        "WITH old AS (SELECT book.id AS id FROM book) DELETE FROM book WHERE book.id IN (SELECT old.id FROM old)",
    );
    let v = values::<(i64,)>(["n"]).rows([(1,), (2,)]).cte("v");
    assert_eq!(sql(&select(v.c::<i64>("n"))), "WITH v(n) AS (VALUES (?), (?)) SELECT v.n FROM v");
}

#[test]
#[covers("CTE-10", "CTE-11", "CTE-12", "CTE-13")]
fn set_operations_keep_their_structure() {
    let (books, films) = (|| select(book::title), || select(film::title));
    let stmt = books().union(films().order_by(film::id).limit(1)).except(books()).order_by(named("title")).offset(2);
    assert_eq!(
        sql(&stmt),
        "(SELECT book.title FROM book UNION (SELECT film.title FROM film ORDER BY film.id LIMIT ?)) \
         EXCEPT SELECT book.title FROM book ORDER BY title OFFSET ?",
    );
    let both = books().union_all(films()).subquery("both");
    assert_eq!(
        sql(&select(both.c(book::title))),
        "SELECT \"both\".title FROM (SELECT book.title AS title FROM book UNION ALL SELECT film.title AS title FROM film) AS \"both\"",
    );
    assert_eq!(kind(&union_all(Vec::<alchemy_core::Select<i64>>::new())), ErrorKind::Programming);
}

#[test]
#[covers("TXT-01", "TXT-02", "TXT-03", "TXT-04", "TXT-06")]
fn text_stands_as_a_whole_and_in_parts() {
    let stmt = text("SELECT id FROM t WHERE a = :a AND b::int IN :bs -- it's :no").bind("a", 1).bind_list("bs", [2, 3]);
    assert_eq!(sql(&stmt), "SELECT id FROM t WHERE a = ? AND b::int IN (?, ?) -- it's :no");
    let ids = text("SELECT id FROM t").columns::<i64>().subquery("ids");
    assert_eq!(
        sql(&select(ids.c::<i64>("id")).filter(text("id > :low").bind("low", 1)).order_by(text("id DESC"))),
        "SELECT ids.id FROM (SELECT id FROM t) AS ids WHERE id > ? ORDER BY id DESC",
    );
    let v = values::<(i64, String)>(["n", "s"]).row((1, "it's")).literal_values().subquery("v");
    assert_eq!(sql(&select(v.c::<i64>("n"))), "SELECT v.n FROM (VALUES (1, 'it''s')) AS v (n, s)");
}

#[test]
#[covers("CMP-01", "CMP-03", "CMP-04", "CMP-05", "CMP-14")]
fn parameters_are_given_to_what_is_compiled_once() {
    let (low, ids) = (param::<i64>("low"), param_list::<i64>("ids"));
    let stmt = select(book::id).filter(book::pages.gt(&low)).filter(book::id.in_(&ids)).limit(param::<i64>("n").default_value(5));
    let compiled = stmt.compile(&Ansi).unwrap();
    let given = compiled.with((low.to(1), ids.to([7, 8, 9])), &Ansi).unwrap();
    assert_eq!(given.text(), "SELECT book.id FROM book WHERE book.pages > ? AND book.id IN (?, ?, ?) LIMIT ?");
    assert_eq!(*given.params(), [1, 7, 8, 9, 5].map(Value::Int));
    let empty = compiled.with((low.to(1), ids.to([0_i64; 0]), ("n", 2)), &Ansi).unwrap();
    assert_eq!(empty.text(), "SELECT book.id FROM book WHERE book.pages > ? AND book.id IN (SELECT NULL WHERE 1 != 1) LIMIT ?");
    assert_eq!(compiled.with(low.to(1), &Ansi).unwrap_err().kind(), ErrorKind::Programming);
    assert_eq!(compiled.with((low.to(1), ids.to([1]), ("typo", 1)), &Ansi).unwrap_err().kind(), ErrorKind::Programming);
    let clash = select(book::id).filter(book::id.gt(param::<i64>("x")).and(book::title.eq(param::<String>("x"))));
    assert_eq!(clash.compile(&Ansi).unwrap_err().kind(), ErrorKind::Programming);
}

#[test]
#[covers("CMP-20", "CMP-21")]
fn long_conditions_and_many_threads_are_no_trouble() {
    let condition = (0..2_000).fold(book::id.eq(-1), |all, n| all.or(book::id.eq(n)));
    let stmt = select(book::id).filter(condition);
    let texts: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| sql(&stmt))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(texts.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn lists_that_are_tuples_have_up_to_sixteen_members() {
    let ones = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    let marks = ["?"; 16].join(", ");
    let greatest = func::call::<i64>("greatest", ones);
    assert_eq!(sql(&select(greatest)), format!("SELECT greatest({marks}) AS greatest_1"));
    let rows = values::<(i32, i32, i32, i32, i32, i32, i32, i32, i32)>(["a", "b", "c", "d", "e", "f", "g", "h", "i"])
        .row((1, 2, 3, 4, 5, 6, 7, 8, 9))
        .subquery("v");
    let text = sql(&select(rows.c::<i32>("i")));
    assert_eq!(text, format!("SELECT v.i FROM (VALUES ({})) AS v (a, b, c, d, e, f, g, h, i)", ["?"; 9].join(", ")));
}
