//! The cases of the area `text`.

use alchemy_core::prelude::*;
use chrono::NaiveDate;

use crate::cases::Cases;
use crate::schema::book;

pub(crate) fn cases(c: &mut Cases) {
    whole(c);
    parts(c);
    c.statement("text/literal-binds", || {
        text("SELECT * FROM book WHERE title = :t AND pages = :n").bind("t", "it's").bind("n", 4).inlined()
    });
    c.statement("text/literal-column-label", || select(literal_column::<i32>("1 + 1").label("two")));
    c.expression("text/literal-column-compare", || literal_column::<i32>("x.y").eq(5));
    c.statement("text/column-is-literal", || select(literal_column::<i64>("count(*)")));
}

fn whole(c: &mut Cases) {
    c.statement("text/plain", || text("SELECT 1"));
    c.statement("text/bind", || text("SELECT * FROM book WHERE id = :book_id").bind("book_id", 5));
    c.statement("text/bind-execute", || text("SELECT * FROM book WHERE id = :book_id").params(("book_id", 9)));
    c.statement("text/bind-typed", || text("SELECT * FROM loan WHERE due_on = :d").bind("d", NaiveDate::from_ymd_opt(2020, 1, 2)));
    c.statement("text/bind-expanding", || text("SELECT * FROM book WHERE id IN :ids").bind_list("ids", [1, 2, 3]));
    c.statement("text/escaped-colon", || text(r"SELECT '\:notbind', x\:\:int FROM t"));
    c.statement("text/percent", || text("SELECT 10 % 3, 'a%' FROM t"));
    c.statement("text/columns-positional", || text("SELECT id, title FROM book").columns::<(i32, String)>());
    c.statement("text/columns-typed", || text("SELECT id, title FROM book").columns::<(i32, String)>());
    c.statement("text/newlines", || text("SELECT id\n  FROM book\n  WHERE id = 1"));
    c.statement("text/multi-params", || text("SELECT :b, :a, :b, :c").bind("a", 1).bind("b", 2).bind("c", 3));
    c.statement("text/bind-name-underscore", || text("SELECT :a_1, :_b, :c2").bind("a_1", 1).bind("_b", 2).bind("c2", 3));
    c.statement("text/comment-like", || text("SELECT 1 /* note */ -- tail"));
}

fn parts(c: &mut Cases) {
    c.statement("text/in-columns", || select(text("id, title AS t").typed::<String>()).from(book::table()));
    c.statement("text/in-columns-mixed", || select((book::id, text("lower(title) AS lt"))));
    c.statement("text/in-order-by", || select(book::id).order_by(text("title COLLATE nocase DESC")));
    c.statement("text/in-group-by", || select(func::count_all()).from(book::table()).group_by(text("lower(title)")));
    c.statement("text/in-having", || select(book::format).group_by(book::format).having(text("count(*) > 3")));
    c.statement("text/in-insert", || book::insert().values(book::title.to(text("upper('abc')"))));
    c.statement("text/in-update", || book::update().set(book::pages.to(text("pages + 1"))));
    c.statement("text/in-from", || select(text("a.x")).from(text("some_table a JOIN other b ON a.id = b.id")));
    c.statement("text/in-in", || select(book::id).filter(book::pages.in_(text("SELECT 1"))));
    c.statement("text/columns-cte", || {
        let q = text("SELECT id FROM book").columns::<i32>().cte("q");
        select(q.c(book::id))
    });
    c.statement("text/columns-scalar", || select(text("SELECT max(id) FROM book").columns::<i32>().scalar_subquery()));
}
