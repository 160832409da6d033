//! What core has, and only some databases.

use alchemy_claims::covers;
use alchemy_orm::core::{
    AddConstraint, Check, ColumnDef, CommentOn, Computed, ConstraintBuilder as _, CreateEnum, CreateIndex, CreateSchema,
    CreateSequence, CreateTable, CreateTableAs, CreateView, DropConstraint, DropEnum, DropIndex, DropSchema, DropSequence,
    DropView, EnumType, Fetch, ForeignKey, FrameBound, FrameExclusion, Identity, Index, Initially, Lock, Match, PrimaryKey,
    Sequence, SqlType, Unique, all, any, cube, grouping_sets, prelude::*, rollup, table_sample,
};

use super::table::{Findings, MARIADB, MYSQL, POSTGRES, SQLITE};

table! {
    pub book ("book") {
        id: Auto<i64> [primary_key],
        title: String [length = 40],
        pages: i64,
        author_id: i64 [references = author.id],
    }
}
table! { pub author ("author") { id: Auto<i64> [primary_key], name: String [length = 40] } }

const ALL: &[&str] = &[POSTGRES, SQLITE, MYSQL, MARIADB];
const NO_SQLITE: &[&str] = &[POSTGRES, MYSQL, MARIADB];
const NO_MYSQL: &[&str] = &[POSTGRES, SQLITE];

#[covers("CMP-03")]
#[test]
fn expressions() {
    let mut found = Findings::default();
    let sum = || func::sum(book::pages);
    let ordered = || sum().over().order_by(book::id);
    found.said("percentile_cont", &[POSTGRES], select(func::percentile_cont(0.5).within_group(book::pages)));
    found.said("percentile_disc", &[POSTGRES], select(func::percentile_disc(0.5).within_group(book::pages)));
    found.said("mode", &[POSTGRES], select(func::mode().within_group(book::pages)));
    found.said("FILTER", NO_MYSQL, select(sum().filter(book::id.gt(1))));
    found.said("ORDER BY in an aggregate", NO_MYSQL, select(sum().aggregate_order_by(book::id)));
    found.said("texts joined in order", ALL, select(func::aggregate_strings(book::title, ", ").aggregate_order_by(book::id)));
    found.said("GROUPS", NO_MYSQL, select(ordered().groups(-1..=1)));
    let excluded = ordered().rows((FrameBound::preceding(1), FrameBound::CurrentRow)).exclude(FrameExclusion::CurrentRow);
    found.said("EXCLUDE CURRENT ROW", NO_MYSQL, select(excluded));
    found.said("BETWEEN SYMMETRIC", &[POSTGRES], select(book::pages.between_symmetric(2, 1)));
    found.said("TRY_CAST", &[], select(book::title.try_cast::<i64>()));
    found.said("a regular expression", ALL, select(book::title.regexp_match("^a")));
    found.said("a regular expression with flags", ALL, select(book::title.regexp_match_flags("^a", "i")));
    found.said("replacing by a regular expression", NO_SQLITE, select(book::title.regexp_replace("^a", "b")));
    found.said("ANY of a query", NO_SQLITE, select(book::pages.gt(any(select(author::id)))));
    found.said("ALL of a query", NO_SQLITE, select(book::pages.gt(all(select(author::id)))));
    found.said("ANY of an array", &[POSTGRES], select(book::pages.eq(any(literal(vec![1_i64])))));
    found.said("NULLS LAST", NO_MYSQL, select(book::id).order_by(book::pages.desc().nulls_last()));
    found.said("current_user", NO_SQLITE, select(func::current_user()));
    found.none();
}

#[covers("CMP-03")]
#[test]
fn selects() {
    let mut found = Findings::default();
    let ids = || select(book::id);
    let (titles, names) = (|| select(book::title), || select(author::name));
    found.said("DISTINCT ON", &[POSTGRES], ids().distinct_on(book::title));
    found.said("FULL JOIN", NO_MYSQL, select((book::id, author::id)).full_join(author));
    let other = book::alias("other");
    let next = || select(other.c(book::id)).filter(other.c(book::pages).gt(book::pages)).limit(1).lateral("next");
    found.said("LATERAL", &[POSTGRES, MYSQL], select((book::id, next().c(book::id))));
    let part = table_sample(book, func::call::<f64>("system", 5), "part");
    found.said("TABLESAMPLE", &[POSTGRES], select(part.c(book::id)));
    let numbers = || func::call::<i64>("generate_series", (1, 7));
    found.said("a function in FROM", NO_MYSQL, select(numbers().table_valued(["n"]).c::<i64>("n")));
    let numbered = numbers().table_valued(["n"]).with_ordinality("nth").derived();
    found.said("WITH ORDINALITY", &[POSTGRES], select(numbered.c::<i64>("nth")));
    found.said("FETCH FIRST", &[POSTGRES, MARIADB], ids().fetch(3));
    found.said("WITH TIES", &[POSTGRES, MARIADB], ids().order_by(book::pages).fetch(Fetch::rows(3).with_ties()));
    found.said("PERCENT", &[], ids().fetch(Fetch::rows(3).percent()));
    let grouped = || select((book::title, book::author_id, func::count_all()));
    found.said("ROLLUP", NO_SQLITE, grouped().group_by(rollup((book::title, book::author_id))));
    found.said("CUBE", &[POSTGRES], grouped().group_by(cube((book::title, book::author_id))));
    found.said("GROUPING SETS", &[POSTGRES], grouped().group_by(grouping_sets((book::title, ()))));
    found.said("INTERSECT", ALL, titles().intersect(names()));
    found.said("INTERSECT ALL", NO_SQLITE, titles().intersect_all(names()));
    found.said("EXCEPT ALL", NO_SQLITE, titles().except_all(names()));
    let few = || ids().cte("few");
    found.said("a CTE", ALL, select(few().c(book::id)));
    // A hint, which changes no row: it is left out where there is none.
    found.said("MATERIALIZED", ALL, select(few().materialized().c(book::id)));
    found.said("NOT MATERIALIZED", ALL, select(few().not_materialized().c(book::id)));
    // A stronger lock stands in for one that a database has not, and SQLite locks whole databases by itself.
    for (what, lock) in [
        ("FOR UPDATE", Lock::update()),
        ("FOR NO KEY UPDATE", Lock::no_key_update()),
        ("FOR SHARE", Lock::share()),
        ("FOR KEY SHARE", Lock::key_share()),
        ("SKIP LOCKED", Lock::update().skip_locked()),
        ("NOWAIT", Lock::update().nowait()),
        ("OF", Lock::update().of(book)),
    ] {
        found.said(what, ALL, ids().with_lock(lock));
    }
    found.said("NOWAIT and SKIP LOCKED", &[SQLITE], ids().with_lock(Lock::update().nowait().skip_locked()));
    found.said("the next value of a sequence", &[POSTGRES, MARIADB], select(Sequence::new("s").next_value()));
    found.none();
}

#[covers("CMP-03")]
#[test]
fn writes() {
    let mut found = Findings::default();
    let insert = || author::insert().values((author::id.to(1), author::name.to("Ann")));
    let update = || book::update().set(book::pages.to(1));
    found.said("INSERT … RETURNING", &[POSTGRES, SQLITE, MARIADB], insert().returning(author::name));
    found.said("UPDATE … RETURNING", NO_MYSQL, update().returning(book::id));
    found.said("DELETE … RETURNING", &[POSTGRES, SQLITE, MARIADB], book::delete().returning(book::id));
    found.said("the old row", &[POSTGRES], update().returning_with(|old, _| old.get(book::pages)));
    found.said("an upsert", ALL, insert().on_conflict(author::id).do_update(|row| row.all()));
    found.said("an upsert of a constraint", &[POSTGRES], insert().on_conflict_constraint("k").do_nothing());
    let conditional = insert().on_conflict(author::id).update_where(|row| row.excluded(author::name).ne("x"));
    found.said("a condition of an upsert", NO_MYSQL, conditional.do_update(|row| row.all()));
    let partial = insert().on_conflict(author::name).index_where(author::id.gt(0)).do_nothing();
    found.said("an upsert of a partial index", NO_MYSQL, partial);
    found.said("LIMIT of an UPDATE", &[MYSQL, MARIADB], update().limit(1));
    found.said("ORDER BY of an UPDATE", &[MYSQL, MARIADB], update().order_by(book::id).limit(1));
    found.said("LIMIT of a DELETE", &[MYSQL, MARIADB], book::delete().limit(1));
    let named = || update().set(book::title.to(author::name)).from(author).filter(author::id.eq(book::author_id));
    found.said("UPDATE … FROM", ALL, named());
    let both = update().set(author::name.to("x")).filter(author::id.eq(book::author_id));
    found.said("an UPDATE of two tables", &[MYSQL, MARIADB], both);
    let row = select((author::name, author::id)).filter(author::id.eq(1));
    found.said("SET of a row", NO_MYSQL, book::update().set_row((book::title, book::pages), row));
    found.said("DELETE … USING", NO_SQLITE, book::delete().using(author).filter(author::id.eq(book::author_id)));
    let gone = book::delete().returning(book::id).cte("gone");
    found.said("a CTE that writes", &[POSTGRES], select(gone.c(book::id)));
    found.none();
}

fn table() -> Table {
    Table::new("t").column(Column::new("a", Integer)).column(Column::new("b", Integer))
}

fn created(found: &mut Findings, what: &str, by: &[&str], table: Table) {
    found.defined(what, by, &CreateTable::new(&table));
}

#[covers("CMP-03")]
#[test]
fn columns_and_constraints() {
    let mut found = Findings::default();
    let computed =
        |computed| Table::new("t").column(Column::new("a", Integer)).column(Column::new("c", Integer).computed(computed));
    created(&mut found, "a computed column", ALL, computed(Computed::new("a + 1")));
    created(&mut found, "a stored computed column", ALL, computed(Computed::new("a + 1").stored()));
    created(&mut found, "a virtual computed column", ALL, computed(Computed::new("a + 1").not_stored()));
    let identity = |identity| Table::new("t").column(Column::new("id", Integer).primary_key().identity(identity));
    created(&mut found, "an identity", ALL, identity(Identity::by_default()));
    created(&mut found, "an identity ALWAYS", &[POSTGRES], identity(Identity::always()));
    created(&mut found, "an identity's start", NO_SQLITE, identity(Identity::by_default().start(5)));
    created(&mut found, "an identity's step", &[POSTGRES], identity(Identity::by_default().increment(5)));
    created(&mut found, "an identity's end", &[POSTGRES], identity(Identity::by_default().max_value(5)));
    created(&mut found, "an identity's cycle", &[POSTGRES], identity(Identity::by_default().cycle(true)));
    let beside = Table::new("t")
        .column(Column::new("id", Integer).primary_key())
        .column(Column::new("n", Integer).identity(Identity::by_default()));
    created(&mut found, "an identity that is no key", &[POSTGRES], beside);
    let counted = |of: SqlType| Table::new("t").column(ColumnDef::new("id", of).primary_key().auto_increment());
    created(&mut found, "a number that counts", ALL, counted(SqlType::BigInteger));
    created(&mut found, "a text that counts", &[], counted(SqlType::Text));
    created(&mut found, "a UUID that counts", &[], counted(SqlType::Uuid));
    let key = || ForeignKey::new(["a"], "u", ["id"]);
    created(&mut found, "MATCH FULL", NO_MYSQL, table().foreign_key(key().matching(Match::Full)));
    created(&mut found, "a key that can be put off", NO_MYSQL, table().foreign_key(key().deferrable()));
    created(&mut found, "a key that is put off", NO_MYSQL, table().foreign_key(key().initially_deferred()));
    created(&mut found, "a key checked at once", NO_MYSQL, table().foreign_key(key().initially(Initially::Immediate)));
    created(&mut found, "UNIQUE that can be put off", &[POSTGRES], table().unique(Unique::new(["a"]).deferrable()));
    created(&mut found, "a primary key that can be put off", &[POSTGRES], table().constraint(PrimaryKey::new(["a"]).deferrable()));
    created(&mut found, "CHECK that can be put off", &[], table().check(Check::new("a > 0").deferrable()));
    found.none();
}

#[covers("CMP-03")]
#[test]
fn statements_about_schemas() {
    let mut found = Findings::default();
    let t = table();
    let index = |index: Index| index.name("ix");
    let partial = index(Index::new(["a"]).filter("b > 0"));
    found.defined("a partial index", NO_MYSQL, &CreateIndex::new(&t, &partial));
    let of_expr = index(Index::on(func::abs(t.c("a"))));
    found.defined("an index over an expression", &[POSTGRES, SQLITE, MYSQL], &CreateIndex::new(&t, &of_expr));
    let downwards = index(Index::on(t.c("a").desc().nulls_last()));
    found.defined("an index with NULLS LAST", NO_MYSQL, &CreateIndex::new(&t, &downwards));
    let plain = index(Index::new(["a"]));
    found.defined("CREATE INDEX IF NOT EXISTS", &[POSTGRES, SQLITE, MARIADB], &CreateIndex::new(&t, &plain).if_not_exists());
    found.defined("DROP INDEX IF EXISTS", &[POSTGRES, SQLITE, MARIADB], &DropIndex::new(&t, &plain).if_exists());
    let unique = || Unique::new(["a"]).name("uq");
    let key = || PrimaryKey::new(["a"]).name("pk");
    found.defined("ADD CONSTRAINT", NO_SQLITE, &AddConstraint::new(&t, unique()));
    found.defined("DROP CONSTRAINT", NO_SQLITE, &DropConstraint::new(&t, unique()));
    found.defined("DROP CONSTRAINT IF EXISTS", &[POSTGRES, MARIADB], &DropConstraint::new(&t, unique()).if_exists());
    found.defined("DROP CONSTRAINT … CASCADE", &[POSTGRES], &DropConstraint::new(&t, unique()).cascade());
    found.defined("DROP PRIMARY KEY", NO_SQLITE, &DropConstraint::new(&t, key()));
    found.defined("DROP PRIMARY KEY IF EXISTS", &[POSTGRES], &DropConstraint::new(&t, key()).if_exists());
    let told = Table::new("t").column(Column::new("a", Integer).comment("x")).comment("x").unique(unique().comment("x"));
    found.defined("a comment on a table", NO_SQLITE, &CommentOn::table(&told));
    found.defined("a comment on a column", NO_SQLITE, &CommentOn::column(&told, "a"));
    found.defined("a comment on a constraint", &[POSTGRES], &CommentOn::constraint(&told, unique().comment("x")));
    let numbers = Sequence::new("s");
    found.defined("CREATE SEQUENCE", &[POSTGRES, MARIADB], &CreateSequence::new(&numbers));
    found.defined("DROP SEQUENCE", &[POSTGRES, MARIADB], &DropSequence::new(&numbers));
    found.defined("CREATE SCHEMA", NO_SQLITE, &CreateSchema::new("s"));
    found.defined("DROP SCHEMA", NO_SQLITE, &DropSchema::new("s"));
    found.defined("DROP SCHEMA … CASCADE", &[POSTGRES], &DropSchema::new("s").cascade());
    let hue = EnumType::new("hue", ["red"]);
    found.defined("CREATE TYPE … AS ENUM", &[POSTGRES], &CreateEnum::new(&hue));
    found.defined("DROP TYPE", &[POSTGRES], &DropEnum::new(&hue));
    let view = || CreateView::new("v", select(book::id));
    found.defined("OR REPLACE", NO_SQLITE, &view().or_replace());
    found.defined("CREATE VIEW IF NOT EXISTS", &[SQLITE, MARIADB], &view().if_not_exists());
    found.defined("CREATE TEMPORARY VIEW", NO_MYSQL, &view().temporary());
    found.defined("a materialized view", &[POSTGRES], &view().materialized());
    found.defined("DROP MATERIALIZED VIEW", &[POSTGRES], &DropView::new("v").materialized());
    found.defined("options of a view", &[POSTGRES], &view().with_option("security_barrier", "true"));
    found.defined("CREATE TABLE … AS", ALL, &CreateTableAs::new("c", select(book::id)));
    found.none();
}
