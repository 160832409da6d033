//! SELECT and its clauses.

use alchemy_claims::covers;
use alchemy_orm::core::{
    Adapt, Fetch, LabelStyle, Lock, NullsOperators, SqlType, Verbatim, exists, joined, named, prelude::*, table_sample, true_,
};

use super::dialects::{mariadb, mysql, postgresql, sqlite, standard};

// ANCHOR: declared
table! {
    pub team ("team") {
        id: Auto<i64> [primary_key],
        name: String,
    }
}

table! {
    pub player ("player") {
        id: Auto<i64> [primary_key],
        name: String,
        age: Option<i32>,
        team_id: i64 [references = team.id],
    }
}
// ANCHOR_END: declared

#[covers("SEL-01", "SEL-02", "SEL-27")]
#[test]
fn columns() {
    // ANCHOR: columns
    let stmt: Select<(String, Option<i32>)> = select((player::name, player::age + 1));
    assert_eq!(standard(stmt), "SELECT player.name, player.age + ? AS anon_1 FROM player");
    let whole: Select<(i64, String)> = select(team::all());
    assert_eq!(standard(whole), "SELECT team.id, team.name FROM team");
    let both = select((player::name, team::name)).filter(player::team_id.eq(team::id));
    assert_eq!(standard(both), "SELECT player.name, team.name AS name_1 FROM player, team WHERE player.team_id = team.id");
    // ANCHOR_END: columns
}

#[covers("SEL-04", "SEL-05", "SEL-06", "SEL-07")]
#[test]
fn clauses() {
    // ANCHOR: clauses
    let stmt = select((player::team_id, func::count_all().label("n")))
        .filter(player::age.gt(17))
        .group_by(player::team_id)
        .having(func::count_all().ge(11))
        .order_by((named("n").desc(), player::team_id));
    assert_eq!(
        standard(stmt),
        "SELECT player.team_id, count(*) AS n FROM player WHERE player.age > ? GROUP BY player.team_id \
         HAVING count(*) >= ? ORDER BY n DESC, player.team_id"
    );
    // ANCHOR_END: clauses
    // ANCHOR: names
    let by_name = select(player::id).filter_by("name", "Ada").order_by(player::age.nulls_last());
    assert_eq!(standard(by_name), "SELECT player.id FROM player WHERE player.name = ? ORDER BY player.age NULLS LAST");
    // ANCHOR_END: names
}

#[covers("SEL-12", "SEL-13", "SEL-14", "SEL-15")]
#[test]
fn joins() {
    // ANCHOR: joins
    let inferred = || select((player::name, team::name)).join_from(player, team);
    assert_eq!(postgresql(inferred()), "SELECT player.name, team.name AS name_1 FROM player JOIN team ON team.id = player.team_id");
    assert_eq!(
        mysql(inferred()),
        "SELECT player.name, team.name AS name_1 FROM player INNER JOIN team ON team.id = player.team_id"
    );
    let on = select(team::name).outer_join_on(player, player::team_id.eq(team::id).and(player::age.lt(18)));
    assert_eq!(standard(on), "SELECT team.name FROM team LEFT OUTER JOIN player ON player.team_id = team.id AND player.age < ?");
    let tree = joined(team, player).outer();
    assert_eq!(
        standard(select(func::count_all()).from(&tree)),
        "SELECT count(*) AS count_1 FROM team LEFT OUTER JOIN player ON team.id = player.team_id"
    );
    // ANCHOR_END: joins
}

#[covers("SEL-17", "SEL-19", "SEL-24", "SEL-26")]
#[test]
fn sources() {
    // ANCHOR: aliases
    let mate = player::alias("mate");
    let pairs = select((player::name, mate.c(player::name))).filter(player::team_id.eq(mate.c(player::team_id)));
    assert_eq!(
        standard(pairs),
        "SELECT player.name, mate.name AS name_1 FROM player, player AS mate WHERE player.team_id = mate.team_id"
    );
    // ANCHOR_END: aliases
    // ANCHOR: subqueries
    let sizes = select((player::team_id, func::count_all().label("size"))).group_by(player::team_id).subquery("sizes");
    let stmt = select((team::name, sizes.c::<i64>("size"))).join_on(&sizes, sizes.c(player::team_id).eq(team::id));
    assert_eq!(
        standard(stmt),
        "SELECT team.name, sizes.size FROM team JOIN (SELECT player.team_id AS team_id, count(*) AS size FROM player \
         GROUP BY player.team_id) AS sizes ON sizes.team_id = team.id"
    );
    // ANCHOR_END: subqueries
    // ANCHOR: adapt
    fn adult() -> Expr<bool> {
        player::age.ge(18)
    }
    let young = select((player::name, player::age)).filter(player::age.lt(21)).subquery("young");
    assert_eq!(
        standard(select(young.c(player::name)).filter(young.adapt(adult()))),
        "SELECT young.name FROM (SELECT player.name AS name, player.age AS age FROM player WHERE player.age < ?) AS young \
         WHERE young.age >= ?"
    );
    let mate = player::alias("mate");
    assert_eq!(
        standard(select(player::name).filter(mate.adapt(adult()).and(mate.c(player::team_id).eq(player::team_id)))),
        "SELECT player.name FROM player, player AS mate WHERE mate.age >= ? AND mate.team_id = player.team_id"
    );
    // ANCHOR_END: adapt
    let names = select(player::name).subquery("names");
    assert_eq!(
        standard(select(names.c(player::name)).filter(names.adapt(adult()))),
        "the column `age` is not handed on; select it there, too"
    );
    let has_teams = select(team::id).exists();
    assert_eq!(
        standard(select(young.c(player::name)).filter(young.adapt(has_teams))),
        "an expression with a subquery cannot be adapted; write it for that source"
    );
    // ANCHOR: lateral
    let oldest = select(player::name).filter(player::team_id.eq(team::id)).order_by(player::age.desc()).limit(1);
    let oldest = oldest.lateral("oldest");
    let stmt = select((team::name, oldest.c(player::name).nullable())).outer_join_on(&oldest, true_());
    assert_eq!(
        postgresql(stmt.clone()),
        "SELECT team.name, oldest.name AS name_1 FROM team LEFT OUTER JOIN LATERAL (SELECT player.name AS name FROM player \
         WHERE player.team_id = team.id ORDER BY player.age DESC LIMIT $1) AS oldest ON true"
    );
    assert_eq!(sqlite(stmt.clone()), "sqlite cannot express LATERAL");
    // ANCHOR_END: lateral
    assert_eq!(mariadb(stmt), "mariadb cannot express LATERAL");
    // ANCHOR: label_style
    let stmt = select((player::id, team::id)).label_style(LabelStyle::TableColumn);
    assert_eq!(standard(stmt), "SELECT player.id AS player_id, team.id AS team_id FROM player, team");
    // ANCHOR_END: label_style
    // ANCHOR: sample
    let part = table_sample(player, func::call::<f64>("system", literal(5)), "part").seed(7);
    assert_eq!(
        postgresql(select(part.c(player::name))),
        "SELECT part.name FROM player AS part TABLESAMPLE system($1) REPEATABLE ($2)"
    );
    // ANCHOR_END: sample
    assert_eq!(mysql(select(part.c(player::id))), "mysql cannot express TABLESAMPLE");
}

#[covers("SEL-20", "SEL-21", "SEL-22", "SEL-23")]
#[test]
fn inside() {
    // ANCHOR: inside
    let size = select(func::count_all()).from(player).filter(player::team_id.eq(team::id)).scalar_subquery();
    let minor = exists().filter(player::team_id.eq(team::id)).filter(player::age.lt(18));
    let stmt = select((team::name, size.label("size"))).filter(!minor);
    assert_eq!(
        standard(stmt),
        "SELECT team.name, (SELECT count(*) AS count_1 FROM player WHERE player.team_id = team.id) AS size FROM team \
         WHERE NOT (EXISTS (SELECT * FROM player WHERE player.team_id = team.id AND player.age < ?))"
    );
    // ANCHOR_END: inside
    // ANCHOR: correlate
    let theirs = || select(player::id).filter(player::team_id.eq(team::id));
    assert_eq!(
        standard(select(team::name).filter(theirs().correlate(team).exists())),
        "SELECT team.name FROM team WHERE EXISTS (SELECT player.id FROM player WHERE player.team_id = team.id)"
    );
    assert_eq!(
        standard(select(team::name).filter(theirs().correlate_none().exists())),
        "SELECT team.name FROM team WHERE EXISTS (SELECT player.id FROM player, team WHERE player.team_id = team.id)"
    );
    // ANCHOR_END: correlate
}

#[covers("SEL-08", "SEL-09", "SEL-10")]
#[test]
fn limits() {
    // ANCHOR: limits
    let page = || select(player::name).order_by(player::id).limit(10).offset(20);
    assert_eq!(postgresql(page()), "SELECT player.name FROM player ORDER BY player.id LIMIT $1 OFFSET $2");
    assert_eq!(mysql(page()), "SELECT player.name FROM player ORDER BY player.id LIMIT ?, ?");
    let ties = || select(player::name).order_by(player::age).fetch(Fetch::rows(3).with_ties());
    assert_eq!(postgresql(ties()), "SELECT player.name FROM player ORDER BY player.age FETCH FIRST ($1) ROWS WITH TIES");
    assert_eq!(sqlite(ties()), "sqlite cannot express FETCH FIRST");
    let oldest = || select((player::team_id, player::name)).distinct_on(player::team_id);
    assert_eq!(postgresql(oldest()), "SELECT DISTINCT ON (player.team_id) player.team_id, player.name FROM player");
    assert_eq!(mysql(oldest()), "mysql cannot express DISTINCT ON");
    // ANCHOR_END: limits
    assert_eq!(sqlite(page()), "SELECT player.name FROM player ORDER BY player.id LIMIT ? OFFSET ?");
    assert_eq!(postgresql(select(team::id).offset(2)), "SELECT team.id FROM team LIMIT ALL OFFSET $1");
    assert_eq!(mariadb(select(team::id).offset(2)), "SELECT team.id FROM team LIMIT ?, 18446744073709551615");
}

#[covers("SEL-11")]
#[test]
fn locks() {
    // ANCHOR: locks
    let next = || select(player::id).limit(1).with_lock(Lock::share().of(player).skip_locked());
    assert_eq!(postgresql(next()), "SELECT player.id FROM player LIMIT $1 FOR SHARE OF player SKIP LOCKED");
    assert_eq!(mysql(next()), "SELECT player.id FROM player LIMIT ? FOR SHARE OF player SKIP LOCKED");
    assert_eq!(mariadb(next()), "SELECT player.id FROM player LIMIT ? LOCK IN SHARE MODE SKIP LOCKED");
    assert_eq!(sqlite(next()), "SELECT player.id FROM player LIMIT ? OFFSET ?");
    // ANCHOR_END: locks
}

#[covers("SEL-31", "SEL-32")]
#[test]
fn hints() {
    // ANCHOR: hints
    let stmt = || {
        select(player::id)
            .prefix_with(Verbatim::new("HIGH_PRIORITY").only_for("mysql"))
            .with_hint(player, Verbatim::new("USE INDEX (by_age)").only_for("mysql"))
            .with_hint(player, Verbatim::new("ONLY").only_for("postgresql"))
    };
    assert_eq!(mysql(stmt()), "SELECT HIGH_PRIORITY player.id FROM player USE INDEX (by_age)");
    assert_eq!(postgresql(stmt()), "SELECT player.id FROM ONLY player");
    assert_eq!(sqlite(stmt()), "SELECT player.id FROM player");
    // ANCHOR_END: hints
}

#[covers("SEL-28", "SEL-29")]
#[test]
fn changed() {
    // ANCHOR: changed
    let all = select((player::name, team::name));
    assert_eq!(all.clone().unjoined().unwrap().len(), 1);
    let joined = all.filter(player::team_id.eq(team::id));
    assert!(joined.unjoined().unwrap().is_empty());
    let count: Select<i64> = joined.with_only_columns(func::count_all());
    assert_eq!(standard(count), "SELECT count(*) AS count_1 FROM player, team WHERE player.team_id = team.id");
    // ANCHOR_END: changed
}

#[covers("SEL-36")]
#[test]
fn tables_of_one_name_in_two_schemas() {
    let of = |schema: Option<&str>| {
        let table = Table::new("customer").column(Column::new("id", Integer)).column(Column::new("name", SqlType::Text));
        schema.into_iter().fold(table, |table, schema| table.schema(schema.to_owned()))
    };
    let (crm, old, own) = (of(Some("crm")), of(Some("old")), of(None));
    // ANCHOR: schemas
    assert_eq!(
        standard(select((crm.c("name"), own.c("name"))).filter(crm.c("id").eq(own.c("id")))),
        "SELECT crm.customer.name, customer_1.name AS name_1 FROM crm.customer, customer AS customer_1 \
         WHERE crm.customer.id = customer_1.id"
    );
    // ANCHOR_END: schemas
    assert_eq!(
        standard(select(crm.c("name")).join_on(&own, crm.c("id").eq(own.c("id"))).order_by(own.c("name"))),
        "SELECT crm.customer.name FROM crm.customer JOIN customer AS customer_1 ON crm.customer.id = customer_1.id \
         ORDER BY customer_1.name"
    );
    assert_eq!(
        standard(select((crm.c("id"), old.c("id"))).filter(crm.c("id").eq(old.c("id")))),
        "SELECT crm.customer.id, old.customer.id AS id_1 FROM crm.customer, old.customer WHERE crm.customer.id = old.customer.id"
    );
    let same = || own.c("id").eq(crm.c("id"));
    assert_eq!(
        standard(select(crm.c("name")).filter(select(own.c("id")).filter(same()).exists())),
        "SELECT crm.customer.name FROM crm.customer \
         WHERE EXISTS (SELECT customer_1.id FROM customer AS customer_1 WHERE customer_1.id = crm.customer.id)"
    );
    // The one that is written already keeps its name.
    assert_eq!(
        standard(select(own.c("name")).filter(select(crm.c("id")).filter(same()).exists())),
        "SELECT customer.name FROM customer \
         WHERE EXISTS (SELECT customer_1.id FROM crm.customer AS customer_1 WHERE customer.id = customer_1.id)"
    );
    assert_eq!(
        standard(own.update().set(own.c("name").to("x")).filter(same())),
        "UPDATE customer SET name=? FROM crm.customer AS customer_1 WHERE customer.id = customer_1.id"
    );
    assert_eq!(
        standard(crm.delete().filter(same())),
        "DELETE FROM crm.customer USING customer AS customer_1 WHERE customer_1.id = crm.customer.id"
    );
}
