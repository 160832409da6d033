//! INSERT, UPDATE, DELETE and upserts.

use alchemy_claims::covers;
use alchemy_orm::core::{Delete, ErrorKind, Update, Verbatim, assigned_value, prelude::*};

use super::dialects::{mariadb, mysql, postgresql, sqlite, standard};

// ANCHOR: declared
table! {
    pub item ("item") {
        id: Auto<i64> [primary_key],
        code: String [length = 20, unique],
        name: Option<String> [length = 40],
        price: i64 [default = 0],
        changes: i64 [default = 0, onupdate = item::changes + 1],
        maker_id: Option<i64>,
    }
}

table! {
    pub maker ("maker") {
        id: i64 [primary_key],
        name: String [length = 40],
    }
}

table! {
    pub note ("note") {
        id: Auto<i64> [primary_key],
        body: String [length = 40],
        stars: Option<i64>,
    }
}
// ANCHOR_END: declared

#[covers("DML-01", "DML-03", "DML-24")]
#[test]
fn rows_of_values() {
    // ANCHOR: values
    let one = note::insert().values((note::body.to("first"), note::stars.to(5)));
    assert_eq!(standard(one), "INSERT INTO note (body, stars) VALUES (?, ?)");
    let several = note::insert().rows((note::body, note::stars), [("first", Some(5)), ("second", None)]);
    assert_eq!(standard(several), "INSERT INTO note (body, stars) VALUES (?, ?), (?, ?)");
    // ANCHOR_END: values
    let stmt = note::update().set(note::stars.to(1)).filter(note::stars.eq(2));
    let sent = stmt.compile(&alchemy_postgres::Dialect::default()).unwrap();
    assert_eq!(sent.text(), "UPDATE note SET stars=$1 WHERE note.stars = $2");
    assert_eq!(sent.params(), [Value::from(1), Value::from(2)]);
}

#[covers("DML-01", "DML-03")]
#[test]
fn what_the_rows_of_an_insert_may_not_do() {
    let refused = |stmt: alchemy_orm::core::Insert<()>| stmt.compile(&alchemy_sqlite::Dialect).unwrap_err();
    let unknown = refused(note::insert().values(note::table().c("nope").to(1)));
    assert_eq!((unknown.kind(), unknown.to_string().contains("nope")), (ErrorKind::Programming, true));
    let (first, second) = ((note::body.to("a"), Some(note::stars.to(1))), (note::body.to("b"), None));
    assert_eq!(refused(note::insert().values([first, second])).kind(), ErrorKind::Programming);
    assert_eq!(refused(note::insert().values((note::body.to("a"), note::body.to("b")))).kind(), ErrorKind::Programming);
}

#[covers("DML-04")]
#[test]
fn a_row_of_defaults() {
    // ANCHOR: template
    let template = note::insert();
    assert_eq!(standard(template), "INSERT INTO note (id, body, stars) VALUES (?, ?, ?)");
    let none = note::insert().rows((note::body, note::stars), Vec::<(String, i64)>::new());
    assert_eq!(none.compile(&alchemy_sqlite::Dialect).unwrap_err().kind(), ErrorKind::Programming);
    // ANCHOR_END: template
    // ANCHOR: defaults
    let stmt = || note::insert().default_values();
    assert_eq!(standard(stmt()), "INSERT INTO note DEFAULT VALUES");
    assert_eq!(mysql(stmt()), "INSERT INTO note () VALUES ()");
    // ANCHOR_END: defaults
}

#[covers("DML-07", "DML-20")]
#[test]
fn defaults_of_the_program() {
    // ANCHOR: program_defaults
    assert_eq!(standard(item::insert().values(item::code.to("a"))), "INSERT INTO item (code, price, changes) VALUES (?, ?, ?)");
    assert_eq!(standard(item::update().set(item::price.to(3))), "UPDATE item SET price=?, changes=(item.changes + ?)",);
    // ANCHOR_END: program_defaults
}

#[covers("DML-05", "DML-06")]
#[test]
fn rows_of_a_query() {
    // ANCHOR: from_select
    let makers = select((maker::name, maker::id)).filter(maker::id.gt(10));
    assert_eq!(
        standard(note::insert().from_select((note::body, note::stars), makers)),
        "INSERT INTO note (body, stars) SELECT maker.name, maker.id FROM maker WHERE maker.id > ?",
    );
    // ANCHOR_END: from_select
    // ANCHOR: expressions
    let newest = select(func::max(maker::id)).scalar_subquery();
    assert_eq!(
        standard(note::insert().values((note::body.to(func::lower("ABC")), note::stars.to(newest)))),
        "INSERT INTO note (body, stars) VALUES (lower(?), (SELECT max(maker.id) AS max_1 FROM maker))",
    );
    // ANCHOR_END: expressions
    assert_eq!(
        standard(item::insert().from_select(item::code, select(maker::name))),
        "INSERT INTO item (code, price, changes) SELECT maker.name, ? AS anon_1, ? AS anon_2 FROM maker",
    );
    assert_eq!(
        standard(item::insert().from_select_without_defaults(item::code, select(maker::name))),
        "INSERT INTO item (code) SELECT maker.name FROM maker",
    );
}

#[covers("DML-08", "DML-09", "DML-10")]
#[test]
fn updates() {
    // ANCHOR: update
    let stmt = note::update().set((note::stars.to(note::stars + 1), note::body.to("x"))).filter(note::id.eq(1));
    assert_eq!(standard(stmt), "UPDATE note SET body=?, stars=(note.stars + ?) WHERE note.id = ?");
    // ANCHOR_END: update
    // ANCHOR: ordered
    let stmt = note::update().ordered_values((note::stars.to(0), note::body.to("x")));
    assert_eq!(standard(stmt), "UPDATE note SET stars=?, body=?");
    // ANCHOR_END: ordered
    // ANCHOR: correlated
    let name = select(maker::name).filter(maker::id.eq(item::maker_id)).scalar_subquery();
    assert_eq!(
        standard(item::update().set((item::name.to(name), item::changes.to(0)))),
        "UPDATE item SET name=(SELECT maker.name FROM maker WHERE maker.id = item.maker_id), changes=?",
    );
    // ANCHOR_END: correlated
    let stmt = note::update().set((note::stars.to(3), note::body.to(assigned_value(note::body))));
    assert_eq!(standard(stmt), "UPDATE note SET body=note.body, stars=?");
}

#[covers("DML-11")]
#[test]
fn updates_that_look_at_other_tables() {
    // ANCHOR: update_from
    let stmt = || note::update().set(note::body.to(maker::name)).filter(note::stars.eq(maker::id));
    assert_eq!(postgresql(stmt()), "UPDATE note SET body=maker.name FROM maker WHERE note.stars = maker.id");
    assert_eq!(mysql(stmt()), "UPDATE note, maker SET note.body=maker.name WHERE note.stars = maker.id");
    // ANCHOR_END: update_from
    let both = || note::update().set((note::body.to("x"), maker::name.to("y"))).filter(note::stars.eq(maker::id));
    assert_eq!(mysql(both()), "UPDATE note, maker SET maker.name=?, note.body=? WHERE note.stars = maker.id");
    assert_eq!(both().compile(&alchemy_sqlite::Dialect).unwrap_err().kind(), ErrorKind::Unsupported);
}

#[covers("DML-14", "DML-10")]
#[test]
fn deletes() {
    // ANCHOR: delete
    assert_eq!(standard(note::delete().filter(note::id.eq(1))), "DELETE FROM note WHERE note.id = ?");
    let stmt = || note::delete().filter(note::stars.eq(maker::id)).filter(maker::name.eq("x"));
    assert_eq!(postgresql(stmt()), "DELETE FROM note USING maker WHERE note.stars = maker.id AND maker.name = $1");
    assert_eq!(mysql(stmt()), "DELETE FROM note USING note, maker WHERE note.stars = maker.id AND maker.name = ?");
    // ANCHOR_END: delete
    assert_eq!(stmt().compile(&alchemy_sqlite::Dialect).unwrap_err().kind(), ErrorKind::Unsupported);
    let known = select(maker::id).filter(maker::id.eq(note::stars)).exists();
    assert_eq!(
        sqlite(note::delete().filter(known)),
        "DELETE FROM note WHERE EXISTS (SELECT maker.id FROM maker WHERE maker.id = note.stars)",
    );
}

#[covers("DML-26", "DML-27", "DML-28")]
#[test]
fn words_of_one_database() {
    // ANCHOR: prefixes
    let stmt = || note::insert().prefix_with(Verbatim::new("IGNORE").only_for("mysql")).values(note::body.to("x"));
    assert_eq!(mysql(stmt()), "INSERT IGNORE INTO note (body) VALUES (?)");
    assert_eq!(sqlite(stmt()), "INSERT INTO note (body) VALUES (?)");
    let limited = || note::delete().order_by(note::id).limit(10);
    assert_eq!(mysql(limited()), "DELETE FROM note ORDER BY note.id LIMIT 10");
    // ANCHOR_END: prefixes
    assert_eq!(limited().compile(&alchemy_postgres::Dialect::default()).unwrap_err().kind(), ErrorKind::Unsupported);
    let n = note::alias("n");
    let stmt = Update::<()>::of_table(n.source()).set(n.c(note::body).to("x")).filter(n.c(note::id).eq(1));
    assert_eq!(standard(stmt), "UPDATE note AS n SET body=? WHERE n.id = ?");
    let stmt = Delete::<()>::from_table(n.source()).filter(n.c(note::id).eq(1));
    assert_eq!(standard(stmt), "DELETE FROM note AS n WHERE n.id = ?");
}

#[covers("DML-16", "DML-18")]
#[test]
fn returned_columns() {
    // ANCHOR: returning
    let stmt = || note::update().set(note::stars.to(0)).returning((note::id, func::lower(note::body).label("body")));
    assert_eq!(postgresql(stmt()), "UPDATE note SET stars=$1 RETURNING note.id, lower(note.body) AS body");
    assert_eq!(sqlite(stmt()), "UPDATE note SET stars=? RETURNING id, lower(body) AS body");
    // ANCHOR_END: returning
    for dialect in [alchemy_mysql::Dialect::mysql(), alchemy_mysql::Dialect::mariadb()] {
        assert_eq!(stmt().compile(&dialect).unwrap_err().kind(), ErrorKind::Unsupported);
    }
    let filled = || note::insert().values(note::body.to("x")).return_defaults();
    assert_eq!(mariadb(filled()), "INSERT INTO note (`body`) VALUES (?) RETURNING note.id, note.stars");
    assert_eq!(mysql(filled()), "INSERT INTO note (body) VALUES (?)");
}

#[covers("DML-29")]
#[test]
fn rows_before_and_after() {
    // ANCHOR: versions
    let raised = || {
        note::update()
            .set(note::stars.to(note::stars + 1))
            .returning_with(|old, new| (note::id, old.get(note::stars), new.get(note::stars) - old.get(note::stars)))
    };
    assert_eq!(
        postgresql(raised()),
        "UPDATE note SET stars=(note.stars + $1) RETURNING note.id, old.stars AS stars, new.stars - old.stars AS anon_1"
    );
    // ANCHOR_END: versions
    let server = alchemy_postgres::Dialect::of(17, 6);
    assert_eq!(raised().compile(&server).unwrap_err().kind(), ErrorKind::Unsupported);
    for refused in [mysql(raised()), mariadb(raised()), sqlite(raised())] {
        assert!(refused.contains("cannot express"), "{refused}");
    }
    let upsert = note::insert()
        .values((note::body.to("a"), note::stars.to(1)))
        .on_conflict(note::body)
        .do_update(|row| note::stars.to(row.excluded(note::stars)));
    assert_eq!(
        postgresql(upsert.returning_with(|old, new| (old.get(note::id), new.get(func::upper(note::body)).label("body")))),
        "INSERT INTO note (body, stars) VALUES ($1, $2) ON CONFLICT (body) DO UPDATE SET stars = excluded.stars \
         RETURNING old.id AS id, upper(new.body) AS body"
    );
    // Rows of a statement in WITH have names.
    let gone = note::delete().returning_with(|old, new| (old.get(note::body), new.get(note::body))).cte("gone");
    assert_eq!(
        postgresql(select(gone.c(note::body))),
        "WITH gone AS (DELETE FROM note RETURNING old.body AS body, new.body AS body__1) SELECT gone.body FROM gone"
    );
    // A subquery sees the row, unless it selects from the table itself.
    let made = select(maker::name).filter(maker::id.eq(item::maker_id)).scalar_subquery();
    let most = select(func::max(item::price)).scalar_subquery();
    let stmt = item::delete().returning_with(|old, _| (old.get(made).label("made"), old.get(item::price - most).label("less")));
    assert_eq!(
        postgresql(stmt),
        "DELETE FROM item RETURNING (SELECT maker.name FROM maker WHERE maker.id = old.maker_id) AS made, \
         old.price - (SELECT max(item.price) AS max_1 FROM item) AS less"
    );
    // Where a table is called so itself, the rows get other names.
    let old = Table::new("old").column(Column::new("id", Integer)).column(Column::new("price", Integer));
    let price = || old.c("price");
    assert_eq!(
        postgresql(old.update().set(price().to(1)).returning_with(|before, _| (price(), before.get(price())))),
        r#"UPDATE "old" SET price=$1 RETURNING WITH (OLD AS old_1, NEW AS new_1) "old".price, old_1.price AS price__1"#
    );
    // An expression that was taken out of the closure is known nowhere else.
    let mut kept = None;
    let _ = note::delete().returning_with(|old, _| {
        kept = Some(old.get(note::stars));
        note::id
    });
    assert_eq!(postgresql(select(kept.unwrap())), "the rows before and after a statement are known only in its RETURNING");
}

#[covers("DML-25")]
#[test]
fn statements_tell_what_they_write_and_return() {
    let update = note::update().set(note::stars.to(1)).returning((note::id, note::body));
    let delete = note::delete().returning(note::id);
    let insert = note::insert().values(note::stars.to(1)).returning(note::id);
    assert_eq!((update.node().set.len(), update.node().returning.items.len()), (1, 2));
    assert_eq!((delete.node().returning.items.len(), insert.node().returning.items.len()), (1, 1));
    for target in [&update.node().table, &delete.node().table, &insert.node().table] {
        assert_eq!(target.definition().unwrap().name().to_string(), "note");
    }
}

#[covers("DML-19")]
#[test]
fn the_key_of_a_row() {
    // ANCHOR: key
    let stmt = || note::insert().values(note::body.to("x")).return_key();
    assert_eq!(postgresql(stmt()), "INSERT INTO note (body) VALUES ($1) RETURNING note.id");
    assert_eq!(mysql(stmt()), "INSERT INTO note (body) VALUES (?)");
    // ANCHOR_END: key
}

#[covers("DML-23")]
#[test]
fn upserts() {
    // ANCHOR: upsert
    let stmt = || {
        let insert = maker::insert().values((maker::id.to(1), maker::name.to("x")));
        insert.on_conflict(maker::id).do_update(|row| maker::name.to(row.excluded(maker::name)))
    };
    let conflict = "ON CONFLICT (id) DO UPDATE SET name = excluded.name";
    assert_eq!(sqlite(stmt()), format!("INSERT INTO maker (id, name) VALUES (?, ?) {conflict}"));
    assert_eq!(postgresql(stmt()), format!("INSERT INTO maker (id, name) VALUES ($1, $2) {conflict}"));
    assert_eq!(mysql(stmt()), "INSERT INTO maker (id, name) VALUES (?, ?) AS new ON DUPLICATE KEY UPDATE name = new.name");
    assert_eq!(mariadb(stmt()), "INSERT INTO maker (id, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE name = VALUES(name)");
    // ANCHOR_END: upsert
    // ANCHOR: upsert_where
    let stmt = maker::insert().values((maker::id.to(1), maker::name.to("x"))).on_conflict(maker::id);
    let stmt = stmt.update_where(|row| maker::name.ne(row.excluded(maker::name))).do_update(|row| row.all());
    assert_eq!(
        standard(stmt),
        "INSERT INTO maker (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET id = excluded.id, name = excluded.name \
         WHERE maker.name != excluded.name",
    );
    // ANCHOR_END: upsert_where
    // ANCHOR: upsert_nothing
    let stmt = || maker::insert().values((maker::id.to(1), maker::name.to("x"))).on_conflict(maker::id).do_nothing();
    assert_eq!(standard(stmt()), "INSERT INTO maker (id, name) VALUES (?, ?) ON CONFLICT (id) DO NOTHING");
    assert_eq!(mariadb(stmt()), "INSERT INTO maker (id, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE id = maker.id");
    // ANCHOR_END: upsert_nothing
}

#[covers("DML-23")]
#[test]
fn upserts_of_one_conflict_where_another_is_possible() {
    // ANCHOR: upsert_refused
    let code_only = || item::insert().values(item::code.to("a")).on_conflict(item::code).do_update(|_| item::price.to(1));
    // The other key, `id`, is counted up: no row can have it already.
    assert_eq!(mariadb(code_only()), "INSERT INTO item (code, price, changes) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE price = ?",);
    let with_id = item::insert().values((item::id.to(1), item::code.to("a"))).on_conflict(item::code);
    let error = with_id.do_update(|_| item::price.to(1)).compile(&alchemy_mysql::Dialect::mysql()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    let with_id = item::insert().values((item::id.to(1), item::code.to("a"))).on_any_conflict();
    assert!(with_id.do_update(|_| item::price.to(1)).compile(&alchemy_mysql::Dialect::mysql()).is_ok());
    // ANCHOR_END: upsert_refused
    let any = item::insert().values(item::code.to("a")).on_any_conflict().do_update(|_| item::price.to(1));
    assert_eq!(any.compile(&alchemy_postgres::Dialect::default()).unwrap_err().kind(), ErrorKind::Unsupported);
    let named = item::insert().values(item::code.to("a")).on_conflict_constraint("uq_item").do_nothing();
    assert_eq!(named.compile(&alchemy_sqlite::Dialect).unwrap_err().kind(), ErrorKind::Unsupported);
}

#[covers("DML-23")]
#[test]
fn an_upsert_of_a_query_without_a_condition_can_be_told_from_a_join() {
    let stmt = maker::insert().from_select((maker::id, maker::name), select((note::id, note::body)));
    let stmt = || stmt.clone().on_conflict(maker::id).do_nothing();
    assert_eq!(
        sqlite(stmt()),
        "INSERT INTO maker (id, name) SELECT note.id, note.body FROM note WHERE 1 = 1 ON CONFLICT (id) DO NOTHING",
    );
    assert_eq!(postgresql(stmt()), "INSERT INTO maker (id, name) SELECT note.id, note.body FROM note ON CONFLICT (id) DO NOTHING",);
}

#[covers("DML-11")]
#[test]
fn several_columns_at_once() {
    // ANCHOR: set_row
    let found = select((maker::name, maker::id)).filter(maker::id.eq(note::id));
    let stmt = || note::update().set_row((note::body, note::stars), found.clone());
    assert_eq!(sqlite(stmt()), "UPDATE note SET (body, stars)=(SELECT maker.name, maker.id FROM maker WHERE maker.id = note.id)",);
    // ANCHOR_END: set_row
    assert_eq!(stmt().compile(&alchemy_mysql::Dialect::mysql()).unwrap_err().kind(), ErrorKind::Unsupported);
}

#[covers("SCH-24", "SCH-26")]
#[test]
fn defaults_that_follow_from_the_row() {
    // ANCHOR: of_row
    table! {
        pub post ("post") {
            title: String [length = 40],
            slug: String [length = 40, default_of_row = slug, onupdate_of_row = slug],
        }
    }
    fn slug(row: &alchemy_orm::core::GivenValues<'_>) -> Option<String> {
        row.get::<String>("title").map(|title| title.to_lowercase().replace(' ', "-"))
    }
    let insert = post::insert().rows(post::title, ["Hello World", "Good Bye"]).compile(&alchemy_sqlite::Dialect).unwrap();
    assert_eq!(insert.text(), "INSERT INTO post (title, slug) VALUES (?, ?), (?, ?)");
    assert_eq!(insert.params()[1], Value::from("hello-world"));
    assert_eq!(insert.params()[3], Value::from("good-bye"));
    let update = post::update().set(post::title.to("New Title")).compile(&alchemy_sqlite::Dialect).unwrap();
    assert_eq!(update.text(), "UPDATE post SET title=?, slug=?");
    assert_eq!(update.params()[1], Value::from("new-title"));
    // ANCHOR_END: of_row
    let expression = post::insert().values(post::title.to(func::lower("X"))).compile(&alchemy_sqlite::Dialect).unwrap();
    assert_eq!(expression.params()[1], Value::Null, "only the database knows the title");
    let query = post::insert().from_select(post::title, select(note::body));
    assert_eq!(sqlite(query), "the default of `slug` follows from other values of its row, which a query gives");
}
