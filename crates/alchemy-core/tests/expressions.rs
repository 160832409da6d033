//! What an expression can be besides an operator's result: values, labels, CASE, order, constructs of the program. In
//! standard SQL.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use alchemy_claims::covers;
use alchemy_core::dialect::Ansi;
use alchemy_core::prelude::*;
use alchemy_core::{Construct, DateField, Node, NullsOperators, Render, Renderer, assigned_value, named};
use std::sync::Arc;

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
    pub team ("team") { id: Auto<i64> [primary_key], name: String }
}

#[track_caller]
fn check<R>(statement: &Select<R>, expected: &str) {
    let text = statement.compile(&Ansi).map_or_else(|error| error.to_string(), |compiled| compiled.text().to_owned());
    assert_eq!(text, expected);
}

#[covers("EXP-27")]
#[test]
fn a_value_is_bound_wherever_an_expression_can_stand() {
    let stmt = select((literal("x").label("word"), literal(true).label("truth"))).filter(literal(3).lt(users::id));
    check(&stmt, "SELECT ? AS word, ? AS truth FROM user_account WHERE ? < user_account.id");
    let compiled = stmt.compile(&Ansi).unwrap();
    assert_eq!(compiled.params(), [Value::from("x"), Value::Bool(true), Value::Int(3)]);
    check(
        &select(users::id).filter(users::active.eq(literal(true))),
        "SELECT user_account.id FROM user_account WHERE user_account.active = ?",
    );
}

#[covers("EXP-28", "EXP-29")]
#[test]
fn a_label_is_a_name_in_clauses_and_the_expression_elsewhere() {
    let double = || (users::age * 2).label("double");
    check(
        &select(double()).filter(double().gt(10)).group_by(named("double")).order_by(double().desc()),
        "SELECT user_account.age * ? AS double FROM user_account WHERE user_account.age * ? > ? GROUP BY double ORDER BY double DESC",
    );
    check(&select(double() + 1), "SELECT user_account.age * ? + ? AS anon_1 FROM user_account");
    check(
        &select((func::count(users::id), func::count(users::age), users::age + 1)),
        "SELECT count(user_account.id) AS count_1, count(user_account.age) AS count_2, user_account.age + ? AS anon_1 FROM user_account",
    );
    let chosen = (users::age + 1).label(None);
    check(&select(chosen.clone()).order_by(chosen), "SELECT user_account.age + ? AS anon_1 FROM user_account ORDER BY anon_1");
}

#[covers("EXP-30")]
#[test]
fn case_is_over_conditions_or_over_values() {
    check(
        &select(case_when(users::age.gt(17), "adult").when(users::age.is_null(), "unknown").otherwise("child").label("kind")),
        "SELECT CASE WHEN (user_account.age > ?) THEN ? WHEN (user_account.age IS NULL) THEN ? ELSE ? END AS kind FROM user_account",
    );
    check(
        &select(case_of(users::age).when(1, "one").when(2, "two").end().label("word")),
        "SELECT CASE user_account.age WHEN ? THEN ? WHEN ? THEN ? END AS word FROM user_account",
    );
    let _: Select<Option<String>> = select(case_when(users::active, users::name).end());
}

#[covers("EXP-31")]
#[test]
fn parts_of_a_date_are_numbers() {
    let event = Table::new("event").column(Column::new("at", alchemy_core::SqlType::DateTime));
    let stmt: Select<i64> = select(func::extract(DateField::YEAR, event.c("at")).label("year"));
    check(&stmt, "SELECT EXTRACT(year FROM event.at) AS year FROM event");
}

#[covers("EXP-33")]
#[test]
fn an_order_has_a_direction_and_a_place_for_null() {
    check(
        &select(users::id).order_by((users::name.asc(), users::age.desc().nulls_last(), users::team_id.nulls_first())),
        "SELECT user_account.id FROM user_account ORDER BY user_account.name ASC, user_account.age DESC NULLS LAST, \
         user_account.team_id NULLS FIRST",
    );
    check(
        &select(users::id).order_by(users::age.gt(1).or(users::active).desc()),
        "SELECT user_account.id FROM user_account ORDER BY (user_account.age > ? OR user_account.active) DESC",
    );
}

#[covers("EXP-34")]
#[test]
fn an_aggregate_may_be_over_distinct_values() {
    check(
        &select(func::count(users::age).distinct().label("ages")),
        "SELECT count(DISTINCT user_account.age) AS ages FROM user_account",
    );
}

#[covers("EXP-39")]
#[test]
fn an_assignment_may_look_at_another_one_of_its_statement() {
    let next = || assigned_value(users::age) + 1;
    let both = users::update().set((users::age.to(3), users::team_id.to(next().type_coerce::<i64>())));
    assert_eq!(both.compile(&Ansi).unwrap().text(), "UPDATE user_account SET age=?, team_id=(? + ?)");
    let alone = users::update().set(users::team_id.to(next().type_coerce::<i64>()));
    assert_eq!(alone.compile(&Ansi).unwrap().text(), "UPDATE user_account SET team_id=(user_account.age + ?)");
}

#[covers("EXP-40")]
#[test]
fn an_expression_can_be_walked_through() {
    let condition = users::age.gt(users::id).and(users::name.eq("x")).into_node();
    let mut names = Vec::new();
    condition.columns(&mut |column| names.push(column.name.to_string()));
    assert_eq!(names, ["age", "id", "name"]);
    let mut values = Vec::new();
    fn bound(node: &Node, values: &mut Vec<Value>) {
        match node {
            Node::Bind(value) => values.push(value.clone()),
            other => other.children(&mut |child| bound(child, values)),
        }
    }
    bound(&condition, &mut values);
    assert_eq!(values, [Value::from("x")]);
}

#[covers("EXP-42")]
#[test]
fn a_column_of_a_table_names_the_column_that_a_subquery_made_of_it() {
    let adults = select((users::id, users::team_id)).filter(users::age.gt(17)).subquery("adults");
    check(
        &select(adults.c(users::id)).filter(adults.c(users::team_id).is_not_null()),
        "SELECT adults.id FROM (SELECT user_account.id AS id, user_account.team_id AS team_id FROM user_account \
         WHERE user_account.age > ?) AS adults WHERE adults.team_id IS NOT NULL",
    );
}

/// `operand::word`, which no dialect of ours has a construct for.
#[derive(Debug, Clone)]
struct Marked {
    operand: Node,
    word: &'static str,
}

impl Construct for Marked {
    alchemy_core::key!(operand; word);

    fn precedence(&self) -> u8 {
        8
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Render for Marked {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        match r.dialect().name() {
            "sqlite" => Err(r.unsupported("a mark")),
            _ => {
                self.operand.render(r)?;
                r.glue("::");
                r.glue(self.word);
                Ok(())
            }
        }
    }
}

#[covers("EXP-45")]
#[test]
fn a_construct_of_the_program_stands_among_the_others() {
    let marked = Marked { operand: users::name.expr().into_node(), word: "citext" };
    let marked: Expr<String> = Expr::from_node(Node::Extension(Arc::new(marked)));
    check(
        &select(users::id).filter(marked.concat("!").eq("a!")),
        "SELECT user_account.id FROM user_account WHERE (user_account.name::citext || ?) = ?",
    );
}

#[covers("EXP-46")]
#[test]
fn operators_of_the_language_are_those_whose_result_is_an_expression() {
    let stmt = select(((users::age + 1) * 2 - users::age % 3, -users::age)).filter(!users::active);
    check(
        &stmt,
        "SELECT (user_account.age + ?) * ? - user_account.age % ? AS anon_1, -user_account.age FROM user_account \
         WHERE NOT user_account.active",
    );
}
