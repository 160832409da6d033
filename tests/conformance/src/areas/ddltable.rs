//! The cases of the area `ddltable`.

use alchemy_core::{
    Check, ColumnDef, Computed, ConstraintBuilder as _, CreateColumn, CreateTable, DdlStatement, EnumType, Identity,
};
use alchemy_core::{Sequence, SqlType, SqlValue as _, Unique, null, prelude::*, true_};
use alchemy_postgres::{OnCommit, ext::Jsonb};
use alchemy_sqlite::{ColumnOptions, Conflict, OnConflict};

use crate::cases::Cases;
use crate::schema::{
    archive, author, book, book_author, branch, holding, invoice, loan, order_, payment, publisher, review, shelf,
};

fn create<'c>(c: &'c mut Cases, id: &'static str, table: Table) -> &'c mut Cases {
    c.ddl(id, move |dialect| DdlStatement::of(&CreateTable::new(&table), dialect))
}

/// The table `t` of the records, with one column.
fn with<'c>(c: &'c mut Cases, id: &'static str, column: ColumnDef) -> &'c mut Cases {
    create(c, id, t().column(column))
}

/// The column alone.
fn column<'c>(c: &'c mut Cases, id: &'static str, column: ColumnDef) -> &'c mut Cases {
    c.ddl(id, move |dialect| DdlStatement::of(&CreateColumn::new(&t(), &column), dialect))
}

fn t() -> Table {
    Table::new("t")
}

fn v() -> ColumnDef {
    Column::new("v", Integer)
}

/// A key that the database counts, as a model's `Auto` is.
fn id() -> ColumnDef {
    Column::new("id", Integer).primary_key().auto_increment()
}

/// A TIMESTAMP where the database has one besides its dates with times.
fn timestamp() -> SqlType {
    ["mysql", "mariadb", "sqlite"]
        .into_iter()
        .fold(SqlType::DateTime, |of, name| of.with_variant(name, SqlType::exact("TIMESTAMP")))
}

fn to_branch() -> ColumnDef {
    Column::new("id", Integer).primary_key().references("branch", "id")
}

pub(crate) fn cases(c: &mut Cases) {
    shared(c);
    tables(c);
    keys(c);
    counted(c);
    computed(c);
    defaults(c);
    default_expressions(c);
    columns(c);
    enums(c);
    postgres(c);
    mysql(c);
    sqlite(c);
}

fn shared(c: &mut Cases) {
    create(c, "ddltable/publisher", publisher::table().clone());
    create(c, "ddltable/author", author::table().clone());
    create(c, "ddltable/book", book::table().clone());
    create(c, "ddltable/book-author", book_author::table().clone());
    create(c, "ddltable/branch", branch::table().clone());
    create(c, "ddltable/shelf", shelf::table().clone());
    create(c, "ddltable/holding", holding::table().clone());
    create(c, "ddltable/loan", loan::table().clone()).deviating(
        "only keys of the type INTEGER are generated",
        &[(
            "sqlite",
            "CREATE TABLE loan (id INTEGER NOT NULL, holding_id INTEGER NOT NULL, patron_id INTEGER NOT NULL, \
             out_at DATETIME NOT NULL, due_on DATE, back_at DATETIME, fee NUMERIC(8, 2), renewals INTEGER, note VARCHAR(200), \
             PRIMARY KEY (id), FOREIGN KEY(holding_id) REFERENCES holding (id), FOREIGN KEY(patron_id) REFERENCES patron (id))",
        )],
    );
    create(c, "ddltable/review", review::table().clone());
    create(c, "ddltable/invoice", invoice::table().clone());
    create(c, "ddltable/payment", payment::table().clone());
    create(c, "ddltable/order", order_());
    create(c, "ddltable/archive", archive::table().clone());
}

fn tables(c: &mut Cases) {
    c.ddl("ddltable/if-not-exists", |dialect| DdlStatement::of(&CreateTable::new(branch::table()).if_not_exists(), dialect));
    create(c, "ddltable/no-columns", t());
    create(c, "ddltable/prefix", t().column(v()).prefix("TEMPORARY"));
    create(c, "ddltable/two-prefixes", t().column(v()).prefix("GLOBAL").prefix("TEMPORARY"));
    create(c, "ddltable/comment-inline", t().column(v().comment("it's a value")).comment("a table"));
    create(c, "ddltable/system-column", t().column(v()).column(Column::new("xmin", Integer).system()));
}

fn keys(c: &mut Cases) {
    with(c, "ddltable/pk-integer", id());
    with(c, "ddltable/pk-string", Column::new("id", Varchar(10)).primary_key());
    with(c, "ddltable/pk-uuid", Column::new("id", SqlType::Uuid).primary_key());
    let (a, b) = (|| Column::new("a", Integer).primary_key(), || Column::new("b", Integer).primary_key());
    create(c, "ddltable/pk-composite", t().column(a()).column(b()));
    create(c, "ddltable/pk-composite-autoincrement", t().column(a()).column(b().auto_increment()));
    with(c, "ddltable/pk-fk", to_branch());
    with(c, "ddltable/pk-ignore-fk", to_branch().auto_increment());
    with(c, "ddltable/pk-python-default", Column::new("id", Integer).primary_key().default(5));
    with(c, "ddltable/pk-server-default", Column::new("id", Integer).primary_key().server_default_text("7"));
    let big = SqlType::BigInteger.with_variant("sqlite", SqlType::Integer);
    with(c, "ddltable/pk-variant", Column::new("id", big).primary_key().auto_increment());
}

fn counted(c: &mut Cases) {
    let next = Sequence::new("t_seq").next_value();
    let plain = || Column::new("id", Integer).primary_key();
    with(c, "ddltable/pk-sequence-server-default", plain().server_default(next.clone()));
    with(c, "ddltable/pk-sequence", plain().default(next));
    with(c, "ddltable/pk-optional-sequence", id());
    with(c, "ddltable/identity", plain().identity(Identity::by_default()));
    let without = Identity::by_default().no_min_value().no_max_value().cycle(false);
    with(c, "ddltable/identity-no-options", plain().identity(without));
    with(c, "ddltable/identity-nullable", Column::new("n", Integer).identity(Identity::by_default()).nullable());
}

fn computed(c: &mut Cases) {
    let square = |computed: Computed| {
        let x = Column::new("x", Integer);
        t().column(x).column(Column::new("sq", Integer).computed(computed))
    };
    create(c, "ddltable/computed", square(Computed::new("x * x")));
    create(c, "ddltable/computed-persisted", square(Computed::new("x * x").stored()));
    create(c, "ddltable/computed-virtual", square(Computed::new("x * x").not_stored()));
    let stored = Column::new("sq", Integer).computed(Computed::new("x * x").stored()).not_null();
    create(c, "ddltable/computed-not-null", t().column(Column::new("x", Integer)).column(stored));
    let x = t().column(Column::new("x", Integer)).c("x");
    create(c, "ddltable/computed-expression", square(Computed::new(x + 1)));
}

fn defaults(c: &mut Cases) {
    let text = || Column::new("v", Varchar(5));
    column(c, "ddltable/default-string", text().server_default("abc"));
    column(c, "ddltable/default-string-quote", text().server_default("it's"));
    column(c, "ddltable/default-number-as-string", v().server_default("5"));
    column(c, "ddltable/default-literal", v().server_default(5));
    column(c, "ddltable/default-null", v().server_default(null::<i32>()));
    column(c, "ddltable/default-not-null", v().server_default("0").not_null());
    let truth = || Column::new("v", SqlType::Boolean);
    column(c, "ddltable/default-true", truth().server_default(true_()));
    column(c, "ddltable/default-false-text", truth().server_default_text("false"));
    column(c, "ddltable/default-json", Column::new("v", SqlType::Json).server_default_text("'{}'"))
        .deviating("documents have no other defaults than expressions there", &[("mysql", "v JSON DEFAULT ('{}')")]);
    let numbers = SqlType::Array { element: std::sync::Arc::new(SqlType::Integer), dimensions: 1 };
    column(c, "ddltable/default-array", Column::new("v", numbers).server_default_text("'{}'"));
}

fn default_expressions(c: &mut Cases) {
    column(c, "ddltable/default-text-expression", v().server_default_text("5 + 3"));
    let moment = || Column::new("v", SqlType::DateTime);
    column(c, "ddltable/default-function", moment().server_default(func::now()));
    column(c, "ddltable/default-current-timestamp", moment().server_default(func::current_timestamp()));
    let stamp = || Column::new("v", timestamp());
    column(c, "ddltable/timestamp-null", stamp());
    column(c, "ddltable/timestamp-not-null", stamp().not_null());
    column(c, "ddltable/default-text-current-timestamp", stamp().server_default_text("CURRENT_TIMESTAMP"));
    let touched = stamp().server_default_text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP");
    column(c, "ddltable/default-on-update", touched);
    let day = literal("2020-01-01").cast_as::<String>(Varchar(10));
    column(c, "ddltable/default-cast", Column::new("v", SqlType::Date).server_default(day));
    let low = Column::new("v", Varchar(9)).server_default(func::lower("ABC"));
    column(c, "ddltable/default-function-args", low);
    let key = Column::new("v", SqlType::Uuid).primary_key().server_default_text("gen_random_uuid()");
    column(c, "ddltable/default-gen-uuid", key);
}

fn columns(c: &mut Cases) {
    with(c, "ddltable/index-column", v().index());
    with(c, "ddltable/column-fk", Column::new("bid", Integer).references("branch", "id"));
    with(c, "ddltable/fk-type-inherited", ColumnDef::referring("bc", shelf::table(), "code"));
    let document = SqlType::Json.with_variant("postgresql", Jsonb::<serde_json::Value>::sql_type());
    with(c, "ddltable/variant-column", Column::new("v", document));
    with(c, "ddltable/mysql-string-no-length", Column::new("v", SqlType::String { length: None })).deviating(
        "text of no stated length gets one that can be a key",
        &[("mysql", "CREATE TABLE t (v VARCHAR(255))"), ("mariadb", "CREATE TABLE t (v VARCHAR(255))")],
    );
    c.prevented("ddltable/untyped-column", "a column has a type");
}

fn enums(c: &mut Cases) {
    let text = SqlType::from(EnumType::new("v_enum", ["a", "b"]).as_text()).checked("v_enum");
    with(c, "ddltable/enum-constraint", Column::new("v", text));
    let native = SqlType::from(EnumType::new("v_enum", ["a", "b'c"])).checked("v_enum");
    with(c, "ddltable/enum-constraint-native", Column::new("v", native));
    let weekday = EnumType::new("weekday", ["mon", "tue", "sun"]);
    with(c, "ddltable/enum-column", Column::new("v", weekday).not_null().server_default("mon"));
}

fn postgres(c: &mut Cases) {
    type Options = alchemy_postgres::TableOptions;
    let of = |options: Options| t().column(v()).with(options);
    create(c, "ddltable/pg-inherits", of(Options::new().inherits("base")));
    create(c, "ddltable/pg-inherits-two", of(Options::new().inherits("base1").inherits("Base2")));
    let days = t().column(Column::new("d", SqlType::Date)).with(Options::new().partition_by("RANGE (d)"));
    create(c, "ddltable/pg-partition-by", days);
    create(c, "ddltable/pg-tablespace", of(Options::new().tablespace("fast disk")));
    create(c, "ddltable/pg-using", of(Options::new().using("heap")));
    let all = Options::new().tablespace("ts").on_commit(OnCommit::Drop).with("fillfactor", 50).inherits("base");
    create(c, "ddltable/pg-options-order", of(all));
}

fn mysql(c: &mut Cases) {
    type Options = alchemy_mysql::TableOptions;
    let of = |options: Options| t().column(v()).with(options);
    let engine = Options::new().engine("InnoDB").charset("utf8mb4").on_mariadb(Options::new().engine("Aria"));
    create(c, "ddltable/mysql-engine", of(engine));
    create(c, "ddltable/mysql-collate", of(Options::new().collate("utf8mb4_bin").default_charset("utf8mb4")));
    create(c, "ddltable/mysql-comment-engine", of(Options::new().engine("InnoDB")).comment("c1"));
    create(c, "ddltable/mysql-auto-increment", t().column(id()).with(Options::new().auto_increment(100)));
    create(c, "ddltable/mysql-partition", t().column(id()).with(Options::new().partition_by("HASH(id)").partitions(4)));
}

fn sqlite(c: &mut Cases) {
    type Options = alchemy_sqlite::TableOptions;
    create(c, "ddltable/sqlite-without-rowid", t().column(id()).with(Options::new().without_rowid()));
    create(c, "ddltable/sqlite-strict-rowid", t().column(id()).with(Options::new().strict().without_rowid()));
    let (a, b) = (Column::new("a", Integer).primary_key().auto_increment(), Column::new("b", Integer).primary_key());
    let both = t().column(a).column(b).with(Options::new().autoincrement());
    create(c, "ddltable/sqlite-composite-autoincrement", both);
    let on_conflict = t()
        .column(id().with(ColumnOptions::new().on_conflict_primary_key(Conflict::Fail)))
        .column(v().not_null().with(ColumnOptions::new().on_conflict_not_null(Conflict::Ignore)))
        .column(Column::new("w", Integer).unique().with(ColumnOptions::new().on_conflict_unique(Conflict::Replace)));
    create(c, "ddltable/sqlite-on-conflict", on_conflict);
    let constraints = t()
        .column(Column::new("a", Integer))
        .column(Column::new("b", Integer))
        .unique(Unique::new(["a", "b"]).with(OnConflict(Conflict::Ignore)))
        .check(Check::new("a > b").with(OnConflict(Conflict::Rollback)));
    create(c, "ddltable/sqlite-on-conflict-constraint", constraints);
}
