//! The cases of the area `index`.

use alchemy_core::{CreateIndex, DdlStatement, DropIndex, Index, IntoOrder, Raw, SqlType, case, prelude::*};
use alchemy_mysql::IndexOptions as MySql;
use alchemy_postgres::IndexOptions as Postgres;

use crate::cases::Cases;

/// The table `t` of the records.
fn t() -> Table {
    Table::new("t").column(Column::new("a", Integer)).column(Column::new("b", Varchar(10))).column(Column::new("c", Integer))
}

fn of<'c>(c: &'c mut Cases, id: &'static str, index: Index) -> &'c mut Cases {
    c.ddl(id, move |dialect| DdlStatement::of(&CreateIndex::new(&t(), &index), dialect))
}

fn on<'c>(c: &'c mut Cases, id: &'static str, name: &'static str, parts: impl IntoOrder) -> &'c mut Cases {
    of(c, id, Index::on(parts).name(name))
}

const NO_EXPRESSIONS: &str = "there are no indexes over expressions";
const NO_IF_EXISTS: &str = "there is no IF EXISTS and IF NOT EXISTS of indexes";
const IN_PARENTHESES: &str = "an index takes the expression in parentheses only";

pub(crate) fn cases(c: &mut Cases) {
    plain(c);
    expressions(c);
    documents_and_collations(c);
    of_one_database(c);
    dropped(c);
}

fn plain(c: &mut Cases) {
    of(c, "index/two-columns", Index::new(["a", "b"]).name("ix_ab"));
    of(c, "index/unique", Index::new(["a"]).name("ix_a").unique());
    let index = Index::new(["a"]).name("ix_a");
    c.ddl("index/if-not-exists", move |dialect| DdlStatement::of(&CreateIndex::new(&t(), &index).if_not_exists(), dialect))
        .refused_on("mysql", NO_IF_EXISTS);
    on(c, "index/desc", "ix_a", t().c("a").desc());
    on(c, "index/desc-nulls-last", "ix_a", t().c("a").desc().nulls_last());
    let index = Index::new(["a"]).name("ix_a");
    let table = t().schema("sch");
    c.ddl("index/schema-table", move |dialect| DdlStatement::of(&CreateIndex::new(&table, &index), dialect));
    of(c, "index/no-name", Index::new(["a"]));
    c.prevented("index/no-table", "an index is created of a table");
    of(c, "index/partial-pg-text", Index::new(["a"]).name("ix_a").filter("b IS NOT NULL"));
    of(c, "index/partial-sqlite", Index::new(["a"]).name("ix_a").filter(t().c("b").eq("x")));
}

fn expressions(c: &mut Cases) {
    let lower = || func::lower(t().c("b"));
    on(c, "index/function", "ix_lb", lower()).refused_on("mariadb", NO_EXPRESSIONS);
    on(c, "index/function-and-column", "ix_lba", (lower(), t().c("a"))).refused_on("mariadb", NO_EXPRESSIONS);
    on(c, "index/arith", "ix_ac", t().c("a") + t().c("c")).refused_on("mariadb", NO_EXPRESSIONS);
    on(c, "index/arith-literal", "ix_a5", t().c("a") + 5).refused_on("mariadb", NO_EXPRESSIONS);
    on(c, "index/concat", "ix_bb", t().c("b").concat("x")).refused_on("mariadb", NO_EXPRESSIONS);
    on(c, "index/cast", "ix_cast", t().c("b").cast::<i32>())
        .deviating(IN_PARENTHESES, &[("mysql", "CREATE INDEX ix_cast ON t ((CAST(b AS SIGNED INTEGER)))")])
        .refused_on("mariadb", NO_EXPRESSIONS);
    on(c, "index/function-desc", "ix_lb", lower().desc())
        .deviating(IN_PARENTHESES, &[("mysql", "CREATE INDEX ix_lb ON t ((lower(b)) DESC)")])
        .refused_on("mariadb", NO_EXPRESSIONS);
    let text = alchemy_core::Order::by(Raw("lower(b)".into()).into());
    on(c, "index/text-expression", "ix_txt", text);
    let chosen = case([(t().c("a").gt(5), t().c("c"))], 0);
    on(c, "index/case-expression", "ix_case", chosen)
        .deviating(
            IN_PARENTHESES,
            &[
                ("postgresql", "CREATE INDEX ix_case ON t ((CASE WHEN (a > 5) THEN c ELSE 0 END))"),
                ("mysql", "CREATE INDEX ix_case ON t ((CASE WHEN (a > 5) THEN c ELSE 0 END))"),
            ],
        )
        .refused_on("mariadb", NO_EXPRESSIONS);
}

fn documents_and_collations(c: &mut Cases) {
    on(c, "index/collate", "ix_col", t().c("b").type_coerce::<String>().collate("nocase")).refused_on("mariadb", NO_EXPRESSIONS);
    let table = || Table::new("j").column(Column::new("d", SqlType::Json));
    c.ddl("index/json-key", move |dialect| {
        let key = table().c("d").type_coerce::<serde_json::Value>().get("k").as_string();
        DdlStatement::of(&CreateIndex::new(&table(), &Index::on(key).name("ix_j")), dialect)
    })
    .refused_on("mariadb", NO_EXPRESSIONS);
}

fn of_one_database(c: &mut Cases) {
    let a = || Index::new(["a"]).name("ix_a");
    let b = || Index::new(["b"]).name("ix_b");
    let document = || Index::new(["d"]).name("ix_doc");
    let documents = || Table::new("j").column(Column::new("d", SqlType::Json));
    let index = document().with(Postgres::new().using("gin"));
    c.ddl("index/pg-using", move |dialect| DdlStatement::of(&CreateIndex::new(&documents(), &index), dialect));
    of(c, "index/pg-using-hash", b().with(Postgres::new().using("HASH")));
    let ops = Postgres::new().ops("b", "text_pattern_ops");
    of(c, "index/pg-ops", Index::new(["b", "a"]).name("ix_b").with(ops));
    let index = document().with(Postgres::new().using("gin").ops("d", "jsonb_path_ops"));
    c.ddl("index/pg-ops-gin", move |dialect| DdlStatement::of(&CreateIndex::new(&documents(), &index), dialect));
    of(c, "index/pg-with", a().with(Postgres::new().with("fillfactor", 50)));
    of(c, "index/pg-nulls-not-distinct", a().unique().with(Postgres::new().nulls_distinct(false)));
    let all = Postgres::new().using("btree").include(["b"]).with("fillfactor", 90).tablespace("ts").nulls_distinct(true);
    let index = Index::new(["a"]).name("ix_all").unique().filter(t().c("c").gt(1)).with(all.concurrently());
    c.ddl("index/pg-everything", move |dialect| DdlStatement::of(&CreateIndex::new(&t(), &index).if_not_exists(), dialect));
    on(c, "index/pg-expression-parens", "ix_e", (t().c("a") * 2, func::abs(t().c("c"))));
    of(c, "index/mysql-length", b().with(MySql::new().length("b", 5)));
    of(c, "index/mysql-length-dict", Index::new(["a", "b"]).name("ix_ab").with(MySql::new().length("b", 4)));
    of(c, "index/mysql-prefix", b().with(MySql::new().prefix("FULLTEXT")));
    of(c, "index/mysql-using", b().with(MySql::new().using("hash")));
    let options = MySql::new().length("b", 3).using("btree");
    of(c, "index/mysql-unique-length-using", b().unique().with(options));
}

fn dropped(c: &mut Cases) {
    let a = || Index::new(["a"]).name("ix_a");
    c.ddl("index/drop", move |dialect| DdlStatement::of(&DropIndex::new(&t(), &a()), dialect));
    c.ddl("index/drop-if-exists", move |dialect| DdlStatement::of(&DropIndex::new(&t(), &a()).if_exists(), dialect))
        .refused_on("mysql", NO_IF_EXISTS);
    let table = t().schema("sch");
    c.ddl("index/drop-schema", move |dialect| DdlStatement::of(&DropIndex::new(&table, &a()), dialect));
}
