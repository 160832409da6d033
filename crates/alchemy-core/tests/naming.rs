//! Names that a statement chooses, and the SELECTs, common table expressions and VALUES that refer to them, beside the text that
//! SQLAlchemy 2.1 compiles them to for the dialect without a database.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use alchemy_core::dialect::Ansi;
use alchemy_core::{ColumnDef, LabelStyle, Name, Table, column, joined_on, named, prelude::*};

table! { item ("item") { id: i32 [primary_key], name: String, note: String } }
table! { part ("part") { id: i32, item_id: i32 } }
table! { part_item ("part_item") { id: i32 } }
table! { t ("t") { a: i32, b: i32 } }
table! { boss ("boss") { id: i32 } }
table! { staff ("staff") { id: i32, boss_id: i32 } }

const TABLE_COLUMN: LabelStyle = LabelStyle::TableColumn;

macro_rules! sql {
    ($statement:expr) => {
        $statement.compile(&Ansi).unwrap().text().to_owned()
    };
}

#[test]
fn labels_after_tables_follow_the_names_that_those_get() {
    let inner = select((item::id, item::name)).subquery(None);
    let outer = select(inner.all()).label_style(TABLE_COLUMN).subquery(None);
    assert_eq!(
        sql!(select(outer.all()).label_style(TABLE_COLUMN)),
        "SELECT anon_1.anon_2_id AS anon_1_anon_2_id, anon_1.anon_2_name AS anon_1_anon_2_name FROM \
         (SELECT anon_2.id AS anon_2_id, anon_2.name AS anon_2_name FROM (SELECT item.id AS id, item.name AS name FROM item) AS \
         anon_2) AS anon_1",
    );
    let (a, b) = (item::alias(None), item::alias(None));
    let columns = (a.c(item::id), b.c(item::id), b.c(item::id), b.c(item::id).cast::<String>());
    assert_eq!(
        sql!(select(select(columns).label_style(TABLE_COLUMN).subquery("q").all())),
        "SELECT q.item_1_id, q.item_2_id, q.item_2_id__1, q.item_2_id_1 FROM (SELECT item_1.id AS item_1_id, \
         item_2.id AS item_2_id, item_2.id AS item_2_id__1, CAST(item_2.id AS VARCHAR) AS item_2_id_1 FROM item AS item_1, \
         item AS item_2) AS q",
    );
    let far = Table::new("far").schema("dbo.owner").column(ColumnDef::of::<i32>("id"));
    assert_eq!(
        sql!(select(far.c("id")).label_style(TABLE_COLUMN)),
        "SELECT \"dbo.owner\".far.id AS dbo_owner_far_id FROM \"dbo.owner\".far",
    );
}

#[test]
fn a_column_has_one_label_in_all_selects_of_a_statement() {
    let rows = || select((t::a, t::a, part::id, part_item::id));
    let text = "SELECT t.a, t.a AS a__1, part.id, part_item.id AS id_1 FROM t, part, part_item";
    assert_eq!(sql!(rows().union(rows())), format!("{text} UNION {text}"));
    assert_eq!(
        sql!(select((part::id, part_item::id)).union(select((part_item::id, part::id)))),
        "SELECT part.id, part_item.id AS id_1 FROM part, part_item UNION SELECT part_item.id, part.id AS id_2 FROM part_item, part",
    );
    let [one, two] = [(); 2].map(|()| select((part::id, part_item::id)).subquery(None));
    assert_eq!(
        sql!(select((one.all(), two.all()))),
        "SELECT anon_1.id, anon_1.id_1, anon_2.id AS id_2, anon_2.id_1 AS id_1_1 FROM (SELECT part.id AS id, part_item.id AS id_1 \
         FROM part, part_item) AS anon_1, (SELECT part.id AS id, part_item.id AS id_1 FROM part, part_item) AS anon_2",
    );
    let columns = || select((staff::id, boss::id)).join_from_on(staff, boss, staff::boss_id.eq(boss::id));
    let all = columns().recursive_cte("c", |c| columns().join_on(c, c.c(staff::id).eq(staff::id)));
    assert_eq!(
        sql!(select(&all)),
        "WITH RECURSIVE c(id, id_1) AS (SELECT staff.id AS id, boss.id AS id_1 FROM staff JOIN boss ON staff.boss_id = boss.id \
         UNION ALL SELECT staff.id AS id, boss.id AS id_1 FROM staff JOIN boss ON staff.boss_id = boss.id JOIN c ON c.id = staff.id) \
         SELECT c.id, c.id_1 FROM c",
    );
}

#[test]
fn chosen_names_keep_away_from_those_of_the_program() {
    let q = select((item::id + 1, item::id.label("anon_1"))).subquery("q");
    assert_eq!(
        sql!(select(q.all())),
        "SELECT q.anon_2, q.anon_1 FROM (SELECT item.id + ? AS anon_2, item.id AS anon_1 FROM item) AS q",
    );
    let q = select((item::name.cast::<String>(), item::name, item::name.label("name_1"))).subquery("q");
    assert_eq!(
        sql!(select(q.all())),
        "SELECT q.name, q.name_2, q.name_1 FROM (SELECT CAST(item.name AS VARCHAR) AS name, item.name AS name_2, \
         item.name AS name_1 FROM item) AS q",
    );
    let q = select(item::name.label(None)).subquery(None);
    let name = q.c::<String>("name_1");
    assert_eq!(
        sql!(select((name.clone(), item::name.label(None))).filter(name.eq("x"))),
        "SELECT anon_1.name_1, item.name AS name_2 FROM (SELECT item.name AS name_1 FROM item) AS anon_1, item \
         WHERE anon_1.name_1 = ?",
    );
}

#[test]
fn the_name_of_a_column_is_chosen_before_that_of_its_table() {
    let q = select((item::id.eq(1), func::count(item::id))).subquery(None);
    assert_eq!(
        sql!(select(q.all())),
        "SELECT anon_2.anon_1, anon_2.count_1 FROM (SELECT item.id = ? AS anon_1, count(item.id) AS count_1 FROM item) AS anon_2",
    );
}

#[test]
fn a_chosen_name_is_handed_on() {
    let inner = select(item::id + 1).subquery(None);
    let outer = select(inner.all()).subquery(None);
    assert_eq!(
        sql!(select(outer.all())),
        "SELECT anon_2.anon_1 FROM (SELECT anon_3.anon_1 AS anon_1 FROM (SELECT item.id + ? AS anon_1 FROM item) AS anon_3) AS anon_2",
    );
}

#[test]
fn set_operations_are_ordered_by_the_names_that_their_first_member_gives() {
    let rows = || select((part::id, part_item::id)).union(select((t::a, t::b)));
    let text = "SELECT part.id, part_item.id AS id_1 FROM part, part_item UNION SELECT t.a, t.b FROM t ORDER BY";
    assert_eq!(sql!(rows().order_by((part_item::id.desc(), part::id))), format!("{text} id_1 DESC, id"));
    assert_eq!(sql!(rows().order_by(t::b)), format!("{text} id_1"));
    let items = select((item::id.label("no"), item::name)).label_style(TABLE_COLUMN);
    assert_eq!(
        sql!(items.union(select((t::a, item::note))).order_by((item::id, item::name))),
        "SELECT item.id AS no, item.name AS item_name FROM item UNION SELECT t.a, item.note FROM t, item ORDER BY no, item_name",
    );
    assert_eq!(
        sql!(select(rows().order_by(part_item::id).limit(1).subquery("q").all())),
        "SELECT q.id, q.id_1 FROM (SELECT part.id AS id, part_item.id AS id_1 FROM part, part_item UNION \
         SELECT t.a AS a, t.b AS b FROM t ORDER BY id_1 LIMIT ?) AS q",
    );
}

#[test]
fn columns_of_no_table_have_their_own_names() {
    let rows = || select((column::<i32>("foo"), literal_column::<i32>("bar"))).from(text("bat"));
    assert_eq!(
        sql!(select(rows().except(rows()).subquery(None).all())),
        "SELECT anon_1.foo, anon_1.bar FROM (SELECT foo, bar FROM bat EXCEPT SELECT foo, bar FROM bat) AS anon_1",
    );
    let c = rows().recursive_cte("c", |c| select((c.c::<i32>("foo") + 1, c.c::<i32>("bar"))));
    assert_eq!(
        sql!(select(&c)),
        "WITH RECURSIVE c(foo, bar) AS (SELECT foo, bar FROM bat UNION ALL SELECT c.foo + ? AS anon_1, c.bar AS bar FROM c) \
         SELECT c.foo, c.bar FROM c",
    );
}

#[test]
fn an_order_by_the_label_of_something_else_is_by_that() {
    let sum = || (item::id + 12).label("n");
    assert_eq!(sql!(select(sum()).order_by(sum().desc())), "SELECT item.id + ? AS n FROM item ORDER BY n DESC");
    assert_eq!(sql!(select(sum()).order_by(item::id.label("n").desc())), "SELECT item.id + ? AS n FROM item ORDER BY item.id DESC");
    assert_eq!(sql!(select(sum()).order_by((item::id + 13).label("n"))), "SELECT item.id + ? AS n FROM item ORDER BY item.id + ?");
    assert_eq!(sql!(select(sum()).order_by(named("n"))), "SELECT item.id + ? AS n FROM item ORDER BY n");
}

#[test]
fn an_order_by_name_may_name_the_table_too() {
    let rows = || select((part::id, item::name));
    assert_eq!(sql!(rows().order_by(named("item_name"))), "SELECT part.id, item.name FROM part, item ORDER BY item.name");
    let labelled = || rows().label_style(TABLE_COLUMN);
    assert_eq!(
        sql!(labelled().union(labelled()).order_by(named("item_name").desc())),
        "SELECT part.id AS part_id, item.name AS item_name FROM part, item UNION SELECT part.id AS part_id, item.name AS item_name \
         FROM part, item ORDER BY item_name DESC",
    );
    let n = param::<i32>("n").default_value(5);
    let sum = || (part::id + &n).label("x");
    assert_eq!(sql!(select(sum()).order_by(sum()).params(())), "SELECT part.id + ? AS x FROM part ORDER BY x");
}

#[test]
fn what_is_put_into_the_text_stands_apart_from_words() {
    let n = param::<i32>("n").default_value(1).inlined();
    assert_eq!(
        sql!(select((&n, &n + 1)).from(item).order_by(item::id.eq(&n).desc()).limit(&n).params(())),
        "SELECT 1 AS anon_1, 1 + ? AS anon_2 FROM item ORDER BY item.id = 1 DESC LIMIT 1",
    );
}

#[test]
fn a_table_of_another_schema_is_renamed_only_beside_its_namesake() {
    let here = Table::new("some").column(ColumnDef::of::<i32>("id"));
    let there = Table::new("some").schema("foo").column(ColumnDef::of::<i32>("id"));
    let both = select(here.c("id")).filter(here.c("id").eq(there.c("id"))).subquery(None);
    assert_eq!(
        sql!(select(both.c::<Value>("id")).from(joined_on(&here, &both, here.c("id").eq(both.c::<Value>("id"))))),
        "SELECT anon_1.id FROM some JOIN (SELECT some_1.id AS id FROM some AS some_1, foo.some WHERE some_1.id = foo.some.id) \
         AS anon_1 ON some.id = anon_1.id"
            .replace("some", "\"some\"")
            .replace("\"some\"_1", "some_1"),
    );
}

#[test]
fn nested_common_table_expressions_see_each_other_and_what_is_around() {
    let one = |name: &str| select(literal(1).label("n")).cte(name);
    let (inner, other) = (one("inner_c").nested(), one("c"));
    assert_eq!(
        sql!(select((inner.c::<i32>("n"), other.c::<i32>("n")))),
        "WITH inner_c AS (SELECT ? AS n), c AS (SELECT ? AS n) SELECT inner_c.n, c.n AS n_1 FROM inner_c, c",
    );
    let second = select((inner.c::<i32>("n") + 1).label("m")).cte("second_c").nested();
    let outer = select((inner.c::<i32>("n"), second.c::<i32>("m"))).cte("c");
    assert_eq!(
        sql!(select(&outer)),
        "WITH c AS (WITH inner_c AS (SELECT ? AS n), second_c AS (SELECT inner_c.n + ? AS m FROM inner_c) \
         SELECT inner_c.n AS n, second_c.m AS m FROM inner_c, second_c) SELECT c.n, c.m FROM c",
    );
    let copy = item::alias(None);
    let same = select(copy.c(item::id)).filter(copy.c(item::id).eq(item::id)).correlate(item).cte("same").nested();
    let of_it = select(part::id).join_on(&same, part::item_id.eq(same.c(item::id))).cte("of_it").nested();
    let both = select((same.c(item::id), of_it.c(part::id))).lateral(None);
    assert_eq!(
        sql!(select(item::id).outer_join_on(&both, alchemy_core::true_())),
        "SELECT item.id FROM item LEFT OUTER JOIN LATERAL (WITH same AS (SELECT item_1.id AS id FROM item AS item_1 \
         WHERE item_1.id = item.id), of_it AS (SELECT part.id AS id FROM part JOIN same ON part.item_id = same.id) \
         SELECT same.id AS id, of_it.id AS id_1 FROM same, of_it) AS anon_1 ON true",
    );
    assert!(select((one("c").c::<i32>("n"), one("c").nested().c::<i32>("n"))).compile(&Ansi).is_err());
}

#[test]
fn common_table_expressions_are_spelled_as_they_are_named() {
    let c = select(literal(1).label("n")).cte(Name::unquoted("CTE"));
    assert_eq!(sql!(select(c.c::<i32>("n"))), "WITH CTE AS (SELECT ? AS n) SELECT CTE.n FROM CTE");
}

#[test]
fn all_columns_of_values_are_selected_and_those_of_text_must_be_named() {
    let v = values::<(i32, String)>(["n", "w"]).rows([(1, "a")]).subquery("v");
    assert_eq!(sql!(select(v.all())), "SELECT v.n, v.w FROM (VALUES (?, ?)) AS v (n, w)");
    let q = text("SELECT id FROM item").columns::<i32>().subquery("q");
    assert!(select(q.all()).compile(&Ansi).is_err());
}
