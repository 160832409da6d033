//! The cases of the area `quote`.

use alchemy_core::{
    Check, ColumnDef, ConstraintBuilder as _, CreateSequence, CreateTable, DdlStatement, LabelStyle, Name, Select, Sequence,
    Unique, column, prelude::*,
};

use crate::cases::Cases;
use crate::schema::{book, order_};

pub(crate) fn cases(c: &mut Cases) {
    order(c);
    words(c);
    forced(c);
    odd_names(c);
    labels(c);
    ddl(c);
}

fn o(name: &str) -> Column<Value> {
    order_().c(name)
}

/// All columns of a table that is not known to the compiler.
fn whole(table: &Table) -> Select<()> {
    let add =
        |all: Select<()>, column: &ColumnDef| Select::from_node(all.add_columns(table.c(&column.name)).node().as_ref().clone());
    table.columns().iter().fold(select(()), add)
}

fn columns<'c>(c: &'c mut Cases, id: &'static str, table: &'static str, names: &'static [&'static str]) -> &'c mut Cases {
    c.statement(id, move || {
        let table = names.iter().fold(Table::new(table), |table, name| table.column(ColumnDef::of::<i32>(*name)));
        whole(&table)
    })
}

fn order(c: &mut Cases) {
    c.statement("quote/reserved-column", || select(o("select")));
    c.statement("quote/mixed-case-column", || select(o("Group")));
    c.statement("quote/space", || select(o("user name")));
    c.statement("quote/non-ascii", || select(o("na\u{ef}ve")));
    c.statement("quote/dollar", || select(o("total$")));
    c.statement("quote/whole-table", || whole(&order_()));
    c.statement("quote/where-order", || {
        select((o("Group"), func::count_all()))
            .filter(o("user name").eq(Value::from("u")))
            .group_by(o("Group"))
            .order_by(o("Group"))
    });
    c.statement("quote/labels-tablename", || select((o("user name"), o("Group"))).label_style(LabelStyle::TableColumn));
    c.statement("quote/cte", || select(select(o("Group")).cte("the CTE").c::<Value>("Group")));
    c.statement("quote/alias", || select(order_().alias("O").c(o("Group"))));
    c.statement("quote/anon-alias", || select(order_().alias(None).c(o("Group"))));
    c.statement("quote/update", || order_().update().set(o("user name").to(Value::from("x"))).filter(o("2nd").eq(Value::from(1))));
}

fn words(c: &mut Cases) {
    columns(c, "quote/lower-reserved-table", "order", &["id"]);
    let postgresql = &["user", "analyse", "array", "offset", "window", "limit", "placing"];
    columns(c, "quote/reserved-words-pg", "t", postgresql);
    columns(c, "quote/reserved-words-mariadb", "t", &["body", "elsif", "package", "rownum", "slow", "vector"]);
    columns(c, "quote/reserved-words-sqlite", "t", &["abort", "glob", "isnull", "pragma", "raise", "vacuum"]);
    let common = &["name", "type", "value", "status", "date", "time", "text", "count", "data", "level"];
    columns(c, "quote/common-unreserved", "t", common);
}

fn forced(c: &mut Cases) {
    let one = |table: Name, column: Name| Table::new(table).column(ColumnDef::of::<i32>(column));
    c.statement("quote/force-quote", move || whole(&one(Name::quoted("plain"), Name::quoted("col"))));
    c.statement("quote/force-no-quote", move || whole(&one(Name::unquoted("MixedCase"), Name::unquoted("select"))));
    c.statement("quote/column-quote-flag", move || {
        whole(&one("plain".into(), Name::quoted("col")).column(ColumnDef::of::<i32>("other")))
    });
    c.statement("quote/table-quote-flag", move || whole(&one(Name::quoted("plain"), "col".into()).schema(Name::quoted("sch"))));
}

fn odd_names(c: &mut Cases) {
    columns(c, "quote/upper-case", "UPPER", &["COL"]);
    c.statement("quote/percent-bind", || {
        let odd = |table| Table::new(table).column(ColumnDef::of::<i32>("a(b)%c"));
        let column = column::<i32>("a(b)%c");
        select(odd("pct").c("a(b)%c")).filter(column.eq(5))
    });
    columns(c, "quote/hyphen", "my-table", &["my-col"]);
    columns(c, "quote/dot", "my.table", &["my.col"]);
    columns(c, "quote/empty-parens", "t", &["f(x)"]);
    c.statement("quote/schema-reserved", || select(Table::new("t").schema("select").c("c")));
    c.statement("quote/schema-mixed", || select(Table::new("t").schema("MySchema").c("c")));
}

fn labels(c: &mut Cases) {
    c.statement("quote/label-reserved", || select((book::id.label("select"), book::title.label("Title"))));
    c.statement("quote/label-with-quote", || select((book::id.label("a\"b"), book::title.label("c`d"))));
}

fn ddl(c: &mut Cases) {
    c.ddl("quote/create-table", |dialect| {
        let table = Table::new("Order Item")
            .column(Column::new("Id", Integer).primary_key().auto_increment())
            .column(Column::new("select", Varchar(3)))
            .column(Column::new("a\"b", Integer))
            .constraint(Unique::new(["select"]).name("UQ sel"));
        DdlStatement::of(&CreateTable::new(&table), dialect)
    });
    c.ddl("quote/constraint-name", |dialect| {
        let table = Table::new("t").column(Column::new("v", Integer)).constraint(Check::new("v > 0").name("Positive V"));
        DdlStatement::of(&CreateTable::new(&table), dialect)
    });
    c.ddl("quote/sequence", |dialect| {
        DdlStatement::of(&CreateSequence::new(&Sequence::new("My Seq").schema("My Schema")), dialect)
    });
}
