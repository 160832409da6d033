//! The cases of the area `comment`.

use alchemy_core::{Check, CommentOn, ConstraintBuilder as _, DdlStatement, prelude::*};

use crate::cases::Cases;

/// The table `t` of the records.
fn t() -> Table {
    Table::new("t").column(Column::new("a", Integer)).column(Column::new("b", Varchar(10))).column(Column::new("c", Integer))
}

fn a() -> Table {
    Table::new("t").column(Column::new("a", Integer).comment("x"))
}

const NONE: &str = "there are no comments";

pub(crate) fn cases(c: &mut Cases) {
    let noted = || t().comment("a table's note");
    c.ddl("comment/table", move |dialect| DdlStatement::of(&CommentOn::table(&noted()), dialect)).refused_on("sqlite", NONE);
    c.ddl("comment/table-drop", move |dialect| DdlStatement::of(&CommentOn::table(&noted()).drop(), dialect))
        .refused_on("sqlite", NONE);
    c.ddl("comment/column-drop", |dialect| DdlStatement::of(&CommentOn::column(&a(), "a").drop(), dialect))
        .refused_on("sqlite", NONE)
        .deviating(
            "a column's comment goes when the column is defined without one",
            &[("mysql", "ALTER TABLE t CHANGE a a INTEGER"), ("mariadb", "ALTER TABLE t CHANGE a a INTEGER")],
        );
    let quoted = || Table::new("My T").column(Column::new("A b", Integer).not_null().comment("x"));
    c.ddl("comment/column-quoted", move |dialect| DdlStatement::of(&CommentOn::column(&quoted(), "A b"), dialect))
        .refused_on("sqlite", NONE);
    c.ddl("comment/column-schema", |dialect| DdlStatement::of(&CommentOn::column(&a().schema("sch"), "a"), dialect))
        .refused_on("sqlite", NONE);
    let check = || Check::new("a > 0").comment("why");
    c.ddl("comment/constraint-drop", move |dialect| {
        DdlStatement::of(&CommentOn::constraint(&t(), check().name("ck")).drop(), dialect)
    });
    c.ddl("comment/constraint-unnamed", move |dialect| DdlStatement::of(&CommentOn::constraint(&t(), check()), dialect));
    let marked = || t().comment("a\\b 100% 'q'");
    c.ddl("comment/backslash-percent", move |dialect| DdlStatement::of(&CommentOn::table(&marked()), dialect))
        .refused_on("sqlite", NONE);
}
