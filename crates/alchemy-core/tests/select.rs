//! SELECT and its clauses, in standard SQL.
#![allow(missing_docs, reason = "tests")]

use alchemy_claims::covers;
use alchemy_core::dialect::Ansi;
use alchemy_core::prelude::*;
use alchemy_core::{
    Construct, ExtensionPoint, Fetch, Join, JoinKind, LabelStyle, Lock, Name, Node, NullsOperators, Raw, RawFrom, Render, Renderer,
    Source, Verbatim, exists, joined, joined_on, named, table_sample,
};

table! {
    pub users ("user_account") {
        id: Auto<i64> [primary_key],
        name: String,
        age: Option<i32>,
        active: bool,
        team_id: Option<i64> [references = team.id],
    }
}

table! {
    pub team ("team") { id: Auto<i64> [primary_key], name: String, lead_id: Option<i64> }
}

table! {
    pub emails ("email") { id: Auto<i64> [primary_key], user_id: i64 [references = user_account.id], text: String }
}

table! {
    pub node ("node") { id: Auto<i64> [primary_key], parent_id: Option<i64> [references = node.id] }
}

#[track_caller]
fn check<R>(statement: &Select<R>, expected: &str) {
    let text = statement.compile(&Ansi).map_or_else(|error| error.to_string(), |compiled| compiled.text().to_owned());
    assert_eq!(text, expected);
}

#[track_caller]
fn refused<R>(statement: &Select<R>, kind: ErrorKind) {
    assert_eq!(statement.compile(&Ansi).map_err(|error| error.kind()).map(|compiled| compiled.text().to_owned()), Err(kind));
}

fn raw<T>(text: &'static str) -> Expr<T> {
    Expr::from_node(Raw(Name::Static(text)))
}

#[covers("SEL-01", "SEL-02", "SEL-04", "SEL-38")]
#[test]
fn from_is_what_columns_and_conditions_name() {
    check(&select(users::name), "SELECT user_account.name FROM user_account");
    check(&select((users::name, team::name)), "SELECT user_account.name, team.name AS name_1 FROM user_account, team");
    check(
        &select(users::name).filter(users::team_id.eq(team::id)).filter(team::name.eq("a")),
        "SELECT user_account.name FROM user_account, team WHERE user_account.team_id = team.id AND team.name = ?",
    );
    check(&select((literal(1), literal(2))), "SELECT ? AS anon_1, ? AS anon_2");
    let whole: Select<(i64, String, Option<i64>)> = select(team::all());
    check(&whole, "SELECT team.id, team.name, team.lead_id FROM team");
    let unchanged = select(users::name);
    let _changed = unchanged.clone().filter(users::id.eq(1));
    check(&unchanged, "SELECT user_account.name FROM user_account");
}

#[covers("SEL-02", "SEL-03")]
#[test]
fn a_join_hides_the_tables_in_it() {
    check(&select(literal(1)).from(team), "SELECT ? AS anon_1 FROM team");
    check(&select(users::name).from(team), "SELECT user_account.name FROM team, user_account");
    let both = joined(users, team);
    check(
        &select(users::name).from(team).from(&both),
        "SELECT user_account.name FROM user_account JOIN team ON team.id = user_account.team_id",
    );
    check(&select(raw::<i64>("q")).from(Source::item(RawFrom("f(1)".into()))), "SELECT q FROM f(1)");
}

#[covers("SEL-05")]
#[test]
fn a_criterion_by_name_is_looked_up_in_what_is_selected_from() {
    let joined = select(emails::text).join(users);
    check(
        &joined.clone().filter_by("name", "sandy"),
        "SELECT email.text FROM email JOIN user_account ON user_account.id = email.user_id WHERE user_account.name = ?",
    );
    check(
        &select(users::id).filter_by("age", None::<i32>),
        "SELECT user_account.id FROM user_account WHERE user_account.age IS NULL",
    );
    refused(&joined.clone().filter_by("id", 1), ErrorKind::Programming);
    refused(&joined.filter_by("colour", 1), ErrorKind::Programming);
}

#[covers("SEL-06", "SEL-07")]
#[test]
fn groups_and_orders_take_expressions_and_names() {
    let counted = select((func::lower(users::name).label("low"), func::count_all().label("n")));
    check(
        &counted.clone().group_by(named("low")).having(func::count_all().gt(1)).having(func::max(users::age).lt(9)),
        "SELECT lower(user_account.name) AS low, count(*) AS n FROM user_account GROUP BY low \
         HAVING count(*) > ? AND max(user_account.age) < ?",
    );
    check(
        &counted.clone().order_by(named("n").desc().nulls_last()).order_by((named("age"), users::age.nulls_first())),
        "SELECT lower(user_account.name) AS low, count(*) AS n FROM user_account \
         ORDER BY n DESC NULLS LAST, user_account.age, user_account.age NULLS FIRST",
    );
    check(
        &counted.clone().order_by(named("n")).without_order(),
        "SELECT lower(user_account.name) AS low, count(*) AS n FROM user_account",
    );
    refused(&counted.order_by(named("m")), ErrorKind::Programming);
}

#[covers("SEL-08", "SEL-09")]
#[test]
fn a_limit_is_a_number_or_an_expression() {
    check(&select(team::id).limit(3).offset(4), "SELECT team.id FROM team LIMIT ? OFFSET ?");
    check(&select(team::id).slice(2..5), "SELECT team.id FROM team LIMIT ? OFFSET ?");
    check(&select(team::id).limit(literal(1) + 2), "SELECT team.id FROM team LIMIT ? + ?");
    check(&select(team::id).limit(3).without_limit(), "SELECT team.id FROM team");
    check(
        &select(team::id).offset(1).fetch(Fetch::rows(5).percent().with_ties()),
        "SELECT team.id FROM team OFFSET ? ROWS FETCH FIRST ? PERCENT ROWS WITH TIES",
    );
    check(&select(team::id).fetch(5).limit(2), "SELECT team.id FROM team LIMIT ?");
}

#[covers("SEL-10")]
#[test]
fn distinct_on_is_refused_where_it_is_unknown() {
    check(&select(users::name).distinct(), "SELECT DISTINCT user_account.name FROM user_account");
    refused(&select(users::name).distinct_on(users::age), ErrorKind::Unsupported);
}

#[covers("SEL-11")]
#[test]
fn locks_have_a_strength_tables_and_patience() {
    check(&select(team::id).with_for_update(), "SELECT team.id FROM team FOR UPDATE");
    check(
        &select(team::id).join_on(users, users::team_id.eq(team::id)).with_lock(Lock::no_key_update().of(team).nowait()),
        "SELECT team.id FROM team JOIN user_account ON user_account.team_id = team.id FOR NO KEY UPDATE OF team NOWAIT",
    );
    check(&select(team::id).with_lock(Lock::share()).with_lock(Lock::key_share()), "SELECT team.id FROM team FOR KEY SHARE");
    refused(&select(team::id).with_lock(Lock::update().nowait().skip_locked()), ErrorKind::Unsupported);
}

#[covers("SEL-12", "SEL-16")]
#[test]
fn a_join_finds_its_condition_by_the_foreign_keys() {
    check(
        &select(users::name).join(team).outer_join(emails),
        "SELECT user_account.name FROM user_account JOIN team ON team.id = user_account.team_id \
         LEFT OUTER JOIN email ON user_account.id = email.user_id",
    );
    check(
        &select(node::id).join(&node::alias("up")),
        "SELECT node.id FROM node JOIN node AS up ON node.id = up.parent_id AND up.id = node.parent_id",
    );
    let texts = select((emails::user_id, emails::text)).subquery("t");
    check(
        &select(users::name).join(&texts),
        "SELECT user_account.name FROM user_account JOIN (SELECT email.user_id AS user_id, email.text AS text FROM email) AS t \
         ON user_account.id = t.user_id",
    );
    refused(&select(team::name).join(emails), ErrorKind::Programming);
    refused(&select((team::name, emails::text)).join(users), ErrorKind::Programming);
}

#[covers("SEL-16")]
#[test]
fn a_composite_key_joins_all_its_columns_and_two_keys_none() {
    let place = Table::new("place").column(Column::new("row", Integer)).column(Column::new("seat", Integer));
    let names = |names: [&str; 2]| names.map(Name::from);
    let key = alchemy_core::ForeignKey::new(names(["row", "seat"]), "place", names(["row", "seat"]));
    let ticket = Table::new("ticket").column(Column::new("row", Integer)).column(Column::new("seat", Integer)).foreign_key(key);
    check(
        &select(ticket.c("seat")).join(&place),
        "SELECT ticket.seat FROM ticket JOIN place ON place.row = ticket.row AND place.seat = ticket.seat",
    );
    let game = Table::new("game")
        .column(Column::new("home", BigInteger).references("team", "id"))
        .column(Column::new("guest", BigInteger).references("team", "id"));
    refused(&select(game.c("home")).join(team), ErrorKind::Programming);
}

#[covers("SEL-13", "SEL-14")]
#[test]
fn a_join_takes_a_condition_and_a_left_side() {
    let on = || users::team_id.eq(team::id);
    check(
        &select(users::name).full_join_on(team, on()),
        "SELECT user_account.name FROM user_account FULL OUTER JOIN team ON user_account.team_id = team.id",
    );
    check(
        &select((team::name, emails::text)).join_from(users, emails),
        "SELECT team.name, email.text FROM user_account JOIN email ON user_account.id = email.user_id, team",
    );
    check(
        &select(team::name).join_from_on(users, team, on()).outer_join_from(users, emails),
        "SELECT team.name FROM user_account JOIN team ON user_account.team_id = team.id \
         LEFT OUTER JOIN email ON user_account.id = email.user_id",
    );
    refused(&select((users::name, team::name)).join_on(emails, users::id.eq(team::id)), ErrorKind::Programming);
}

#[covers("SEL-15")]
#[test]
fn joins_stand_by_themselves_and_nest() {
    let nested = joined(team, joined(users, emails)).outer();
    check(
        &select(team::name).from(&nested),
        "SELECT team.name FROM team LEFT OUTER JOIN (user_account JOIN email ON user_account.id = email.user_id) \
         ON team.id = user_account.team_id",
    );
    let tree = joined_on(users, team, users::team_id.eq(team::id)).join(emails).full();
    check(
        &select(team::name).from(tree),
        "SELECT team.name FROM user_account JOIN team ON user_account.team_id = team.id \
         FULL OUTER JOIN email ON user_account.id = email.user_id",
    );
}

#[covers("SEL-17")]
#[test]
fn aliases_are_named_by_the_program_or_by_the_statement() {
    let (a, b) = (team::alias(None), team::alias(None));
    check(&select((a.c(team::name), b.c(team::id))), "SELECT team_1.name, team_2.id FROM team AS team_1, team AS team_2");
    let boss = users::alias("boss");
    check(
        &select(boss.c(users::name)).filter(boss.c(users::age).gt(4)).order_by(boss.c::<bool>("active")),
        "SELECT boss.name FROM user_account AS boss WHERE boss.age > ? ORDER BY boss.active",
    );
    check(&select(team::alias("t").all()), "SELECT t.id, t.name, t.lead_id FROM team AS t");
}

#[covers("SEL-19")]
#[test]
fn a_subquery_has_columns_of_its_own() {
    let inner = select((users::id, team::id, func::max(users::age), users::age + 1));
    let q = inner.subquery(None);
    check(
        &select((q.c(users::id), q.c::<i64>("id_1"), q.c::<Option<i32>>("max_1"), q.c::<Option<i32>>("anon_1"))),
        "SELECT anon_1.id, anon_1.id_1, anon_1.max_1, anon_1.anon_2 FROM (SELECT user_account.id AS id, team.id AS id_1, \
         max(user_account.age) AS max_1, user_account.age + ? AS anon_2 FROM user_account, team) AS anon_1",
    );
    let (a, b) = (select(func::max(users::age)).subquery("a"), select(func::max(team::id)).subquery("b"));
    check(
        &select((a.c::<Option<i32>>("max_1"), b.c::<Option<i64>>("max_1"))),
        "SELECT a.max_1, b.max_2 FROM (SELECT max(user_account.age) AS max_1 FROM user_account) AS a, \
         (SELECT max(team.id) AS max_2 FROM team) AS b",
    );
}

#[covers("SEL-20", "SEL-21")]
#[test]
fn a_scalar_subquery_leaves_the_nearest_tables_to_the_statement_around() {
    let count = || select(func::count_all()).from(emails).filter(emails::user_id.eq(users::id)).scalar_subquery();
    check(
        &select((users::name, count().label("n"))).filter(count().gt(2)),
        "SELECT user_account.name, (SELECT count(*) AS count_1 FROM email WHERE email.user_id = user_account.id) AS n \
         FROM user_account WHERE (SELECT count(*) AS count_2 FROM email WHERE email.user_id = user_account.id) > ?",
    );
    check(
        &select(users::name).filter(users::age.eq(select(func::max(users::age)).scalar_subquery())),
        "SELECT user_account.name FROM user_account \
         WHERE user_account.age = (SELECT max(user_account.age) AS max_1 FROM user_account)",
    );
    let nothing = select(literal(1)).filter(users::team_id.eq(team::id)).scalar_subquery();
    refused(&select((users::id, team::id, nothing)), ErrorKind::Programming);
}

#[covers("SEL-22")]
#[test]
fn correlation_can_be_said() {
    let theirs = || select(emails::text).filter(emails::user_id.eq(users::id));
    let expected = |from: &str| {
        format!(
            "SELECT user_account.id FROM user_account \
             WHERE EXISTS (SELECT email.text FROM {from} WHERE email.user_id = user_account.id)"
        )
    };
    check(&select(users::id).filter(theirs().correlate(users).exists()), &expected("email"));
    check(&select(users::id).filter(theirs().correlate_except(emails).exists()), &expected("email"));
    check(&select(users::id).filter(theirs().correlate_none().exists()), &expected("email, user_account"));
}

#[covers("SEL-23")]
#[test]
fn exists_is_built_from_scratch_or_of_a_select() {
    let reached = || exists().filter(emails::user_id.eq(users::id));
    check(
        &select(users::id).filter(!reached()).filter(users::active.or(reached())),
        "SELECT user_account.id FROM user_account WHERE NOT (EXISTS (SELECT * FROM email WHERE email.user_id = user_account.id)) \
         AND (user_account.active OR (EXISTS (SELECT * FROM email WHERE email.user_id = user_account.id)))",
    );
    check(&select(select(team::id).exists()), "SELECT EXISTS (SELECT team.id FROM team) AS anon_1");
    check(&select(exists().from(team)), "SELECT EXISTS (SELECT * FROM team) AS anon_1");
}

#[covers("SEL-24", "SEL-25")]
#[test]
fn lateral_sees_what_stands_before_it() {
    let last = select(emails::text).filter(emails::user_id.eq(users::id)).limit(1).lateral("last");
    check(
        &select((users::name, last.c(emails::text))).outer_join_on(&last, all_of([true; 0])),
        "SELECT user_account.name, last.text FROM user_account LEFT OUTER JOIN LATERAL (SELECT email.text AS text FROM email \
         WHERE email.user_id = user_account.id LIMIT ?) AS last ON true",
    );
    let some = table_sample(team, func::call::<f64>("system", 5), None);
    check(&select(some.c(team::name)), "SELECT team_1.name FROM team AS team_1 TABLESAMPLE system(?)");
}

#[covers("SEL-26", "SEL-27")]
#[test]
fn labels_follow_the_style() {
    let twice = || select((users::id, users::id, team::id, users::name));
    check(&twice(), "SELECT user_account.id, user_account.id AS id__1, team.id AS id_1, user_account.name FROM user_account, team");
    check(
        &twice().label_style(LabelStyle::None),
        "SELECT user_account.id, user_account.id, team.id, user_account.name FROM user_account, team",
    );
    check(
        &twice().label_style(LabelStyle::TableColumn),
        "SELECT user_account.id AS user_account_id, user_account.id AS user_account_id__1, team.id AS team_id, \
         user_account.name AS user_account_name FROM user_account, team",
    );
    let alias = team::alias(None);
    check(
        &select(alias.c(team::name)).label_style(LabelStyle::TableColumn),
        "SELECT team_1.name AS team_1_name FROM team AS team_1",
    );
    check(
        &select((team::id.cast::<String>(), team::id, team::id.cast::<i32>())),
        "SELECT CAST(team.id AS VARCHAR) AS id, team.id AS id_1, CAST(team.id AS INTEGER) AS id__1 FROM team",
    );
}

#[covers("SEL-28", "SEL-33", "SEL-34")]
#[test]
fn a_select_tells_of_its_columns_and_sources() {
    let stmt = select((users::id, team::id, func::lower(users::name).label("low")));
    let names: Vec<String> = stmt.column_descriptions().into_iter().filter_map(|c| c.name).map(|n| n.to_string()).collect();
    assert_eq!(names, ["id", "id_1", "low"]);
    assert_eq!(stmt.final_froms().map(|sources| sources.len()).ok(), Some(2));
    let low = stmt.selected::<String>("low").ok();
    let filtered = low.map(|low| select(users::id).filter(low.eq("x")));
    assert!(filtered.is_some_and(|stmt| stmt.compile(&Ansi).is_ok_and(|c| c.text().ends_with("lower(user_account.name) = ?"))));
    assert!(stmt.selected::<i64>("none").is_err());
}

#[covers("SEL-29")]
#[test]
fn columns_can_be_added_and_replaced() {
    let stmt = select((users::id, team::name)).filter(users::id.gt(1));
    check(
        &stmt.clone().add_columns((users::age, literal(1))),
        "SELECT user_account.id, team.name, user_account.age, ? AS anon_1 FROM user_account, team WHERE user_account.id > ?",
    );
    check(&stmt.clone().with_only_columns(users::age), "SELECT user_account.age FROM user_account WHERE user_account.id > ?");
    check(
        &stmt.with_only_columns_keeping_from(func::count_all()),
        "SELECT count(*) AS count_1 FROM user_account, team WHERE user_account.id > ?",
    );
}

#[covers("SEL-31", "SEL-32")]
#[test]
fn texts_of_the_program_stand_at_fixed_places() {
    check(
        &select(team::id).prefix_with("/* a */").with_statement_hint("/* b */").suffix_with("/* c */").limit(1),
        "SELECT /* a */ team.id FROM team LIMIT ? /* b */ /* c */",
    );
    check(
        &select(team::id)
            .with_hint(team, "WITH (NOLOCK)")
            .with_hint(team, Verbatim::new("X").only_for("elsewhere"))
            .prefix_with(Verbatim::new("Y").only_for("elsewhere")),
        "SELECT team.id FROM team WITH (NOLOCK)",
    );
}

#[derive(Debug)]
struct Words(&'static str);

impl Construct for Words {
    fn children(&self, _: &mut dyn FnMut(&Node)) {}
}

impl Render for Words {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word(self.0);
        Ok(())
    }
}

#[covers("SEL-35")]
#[test]
fn parameters_are_given_with_the_statement() {
    let old = select(users::id).filter(users::age.gt(param::<i32>("age"))).subquery("old");
    let stmt = select(old.c(users::id)).filter(old.c(users::id).lt(param::<i64>("id"))).params((("age", 60), ("id", 9)));
    let compiled = stmt.compile(&Ansi).ok();
    let values = compiled.map(|compiled| compiled.params().to_vec());
    assert_eq!(values, Some(vec![Value::from(60), Value::from(9)]));
}

#[covers("SEL-37")]
#[test]
fn clauses_of_the_program_stand_at_fixed_points() {
    check(
        &select(team::id)
            .extend(ExtensionPoint::PostSelect, Words("TOP"))
            .extend(ExtensionPoint::PreColumns, Words("PRE"))
            .extend(ExtensionPoint::PostCriteria, Words("QUALIFY"))
            .extend(ExtensionPoint::PostBody, Words("END"))
            .distinct()
            .order_by(team::id),
        "SELECT TOP DISTINCT PRE team.id FROM team QUALIFY ORDER BY team.id END",
    );
}

#[test]
fn what_no_condition_links_is_told() {
    let all = select((users::name, team::name, emails::text));
    let count = |stmt: &Select<(String, String, String)>| stmt.unjoined().map(|sources| sources.len()).ok();
    assert_eq!(count(&all), Some(2));
    assert_eq!(count(&all.clone().filter(users::team_id.eq(team::id))), Some(1));
    assert_eq!(count(&all.clone().join_from(users, team).filter(emails::user_id.eq(users::id))), Some(0));
    assert_eq!(count(&all.filter(users::team_id.eq(team::id).and(users::id.eq(emails::user_id)))), Some(0));
}

#[test]
fn a_condition_of_a_join_may_be_left_to_the_foreign_keys_in_data() {
    let join = Join { left: None, target: Source::named("team"), kind: JoinKind::Inner, on: None };
    check(
        &select(users::name).edit(|select| select.joins.push(join)),
        "SELECT user_account.name FROM user_account JOIN team ON team.id = user_account.team_id",
    );
}

#[test]
#[covers("SEL-36")]
fn a_table_beside_one_of_its_name_in_a_schema_gets_a_name_of_its_own() {
    let of = |table: Table| table.column(Column::new("id", Integer)).column(Column::new("name", Varchar(9)));
    let (here, there) = (of(Table::new("item")), of(Table::new("item").schema("s")));
    let both = select((here.c("id"), there.c("id"))).join_on(&there, here.c("id").eq(there.c("id"))).filter(here.c("name").eq("x"));
    assert_eq!(
        both.compile(&Ansi).unwrap().text(),
        "SELECT item_1.id, s.item.id AS id_1 FROM item AS item_1 JOIN s.item ON item_1.id = s.item.id WHERE item_1.name = ?",
    );
    // Inside another statement it would hide the table around it, to which the inner one may refer.
    let apart = select(here.c("id")).filter(here.c("id").in_(select(there.c("id"))));
    assert_eq!(
        apart.compile(&Ansi).unwrap().text(),
        "SELECT item.id FROM item WHERE item.id IN (SELECT item_1.id FROM s.item AS item_1)"
    );
}
