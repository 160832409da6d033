//! The cases of the area `constraint`.

use alchemy_core::{AddConstraint, Check, Constraint, ConstraintBuilder as _, CreateTable, DdlStatement, DropConstraint};
use alchemy_core::{ForeignKey, Match, OnChange, PrimaryKey, Unique, prelude::*};
use alchemy_mysql::Using;
use alchemy_postgres::{Exclude, NotValid, NullsDistinct, SetNullColumns};

use crate::cases::Cases;

/// The table `t` of the records.
fn t() -> Table {
    Table::new("t").column(Column::new("a", Integer)).column(Column::new("b", Varchar(10))).column(Column::new("c", Integer))
}

fn create<'c>(c: &'c mut Cases, id: &'static str, table: Table) -> &'c mut Cases {
    c.ddl(id, move |dialect| DdlStatement::of(&CreateTable::new(&table), dialect))
}

fn with<'c>(c: &'c mut Cases, id: &'static str, constraint: impl Into<Constraint>) -> &'c mut Cases {
    create(c, id, t().constraint(constraint))
}

fn add<'c>(c: &'c mut Cases, id: &'static str, constraint: impl Into<Constraint>) -> &'c mut Cases {
    let constraint = constraint.into();
    c.ddl(id, move |dialect| DdlStatement::of(&AddConstraint::new(&t(), &constraint), dialect))
}

fn drop<'c>(c: &'c mut Cases, id: &'static str, constraint: impl Into<Constraint>) -> &'c mut Cases {
    let constraint = constraint.into();
    c.ddl(id, move |dialect| DdlStatement::of(&DropConstraint::new(&t(), &constraint), dialect))
}

fn to_branch() -> ForeignKey {
    ForeignKey::new(["a"], "branch", ["id"])
}

fn to_shelf() -> ForeignKey {
    ForeignKey::new(["a", "b"], "shelf", ["branch_id", "code"])
}

const NOT_PUT_OFF: &str = "constraints cannot be put off here";

pub(crate) fn cases(c: &mut Cases) {
    keys(c);
    checks(c);
    foreign_keys(c);
    altered(c);
}

fn keys(c: &mut Cases) {
    let counted = || Table::new("t").column(Column::new("a", Integer).auto_increment());
    create(c, "constraint/pk-named", counted().constraint(PrimaryKey::new(["a"]).name("t_pk")));
    create(c, "constraint/pk-mysql-using", counted().constraint(PrimaryKey::new(["a"]).with(Using::new("btree"))));
    create(c, "constraint/pk-deferrable", counted().constraint(PrimaryKey::new(["a"]).initially_deferred()))
        .refused_on("mysql", NOT_PUT_OFF)
        .refused_on("mariadb", NOT_PUT_OFF)
        .refused_on("sqlite", NOT_PUT_OFF);
    with(c, "constraint/unique", Unique::new(["a", "b"]));
    with(c, "constraint/unique-named", Unique::new(["a", "b"]).name("uq_ab"));
    with(c, "constraint/unique-nulls-not-distinct", Unique::new(["a"]).name("u").with(NullsDistinct(false)));
    with(c, "constraint/unique-nulls-distinct", Unique::new(["a"]).name("u").with(NullsDistinct(true)));
    let booking = Table::new("t").column(Column::new("room", Integer)).column(Column::new("during", ranges()));
    let one = Exclude::new()
        .element(booking.c("room"), "=")
        .ops("int4_ops")
        .element(booking.c("during"), "&&")
        .filter(booking.c("room").gt(5))
        .initially_deferred();
    create(c, "constraint/exclude-options", booking.constraint(one));
}

/// A type of which this table needs no more than the name.
fn ranges() -> alchemy_core::SqlType {
    #[derive(Debug)]
    struct Named;
    impl alchemy_core::ExtensionType for Named {
        fn column_type(&self, _: &dyn Dialect) -> Result<String> {
            Ok("TSRANGE".into())
        }
    }
    alchemy_core::SqlType::extension(Named)
}

fn checks(c: &mut Cases) {
    with(c, "constraint/check-text", Check::new("a > c"));
    let b = Table::new("t").column(Column::new("b", Varchar(5)));
    create(c, "constraint/check-function", b.clone().check(Check::new(func::length(b.c("b")).gt(2))));
    create(c, "constraint/check-like", b.clone().check(Check::new(b.c("b").like("a%"))));
    let a = Table::new("t").column(Column::new("a", Integer));
    let within = any_of([a.c("a").is_null(), a.c("a").between(1, 5)]);
    create(c, "constraint/check-between-null", a.clone().check(Check::new(within)));
    with(c, "constraint/check-not-valid", Check::new("a > 0").name("ck").with(NotValid));
}

fn foreign_keys(c: &mut Cases) {
    with(c, "constraint/fk", to_branch());
    with(c, "constraint/fk-named", to_branch().name("fk_a"));
    with(c, "constraint/fk-composite", to_shelf().name("fk_ab"));
    with(c, "constraint/fk-on-delete", to_branch().on_delete(OnChange::Cascade));
    with(c, "constraint/fk-on-update", to_branch().on_update(OnChange::Cascade));
    with(c, "constraint/fk-no-action", to_branch().on_update(OnChange::NoAction).on_delete(OnChange::Restrict));
    const CASCADE: &str =
        "CREATE TABLE t (a INTEGER, b VARCHAR(10), c INTEGER, FOREIGN KEY(a) REFERENCES branch (id) ON DELETE CASCADE)";
    with(c, "constraint/fk-lower-case", to_branch().on_delete(OnChange::Cascade)).deviating(
        "actions are a closed list, in capitals",
        &[("postgresql", CASCADE), ("mysql", CASCADE), ("mariadb", CASCADE), ("sqlite", CASCADE)],
    );
    let set_null = to_shelf().on_delete(OnChange::SetNull).with(SetNullColumns::new(["b"]));
    with(c, "constraint/fk-set-null-columns", set_null);
    c.prevented("constraint/fk-bad-action", "actions are a closed list");
    with(c, "constraint/fk-not-deferrable", to_branch().not_deferrable())
        .refused_on("mysql", NOT_PUT_OFF)
        .refused_on("mariadb", NOT_PUT_OFF);
    with(c, "constraint/fk-match", to_branch().matching(Match::Full));
    with(c, "constraint/fk-to-schema", ForeignKey::new(["a"], "billing.invoice", ["id"]));
    with(c, "constraint/fk-quoted", ForeignKey::new(["a"], "Order", ["2nd"]));
    let column = Column::new("a", Integer).references("branch", "id").foreign_key_name("fk_a").on_delete(OnChange::Cascade);
    create(c, "constraint/fk-options-column", Table::new("t").column(column.on_update(OnChange::Cascade).deferrable()))
        .refused_on("mysql", NOT_PUT_OFF)
        .refused_on("mariadb", NOT_PUT_OFF);
}

const NO_ALTER: &str = "a table that is there takes no more constraints";

fn altered(c: &mut Cases) {
    let unique = || Unique::new(["a"]).name("uq_a");
    add(c, "constraint/add-unique", unique()).refused_on("sqlite", NO_ALTER);
    add(c, "constraint/add-fk", to_branch().name("fk_a").on_delete(OnChange::Cascade)).refused_on("sqlite", NO_ALTER);
    add(c, "constraint/add-check", Check::new("a > 0").name("ck_a")).refused_on("sqlite", NO_ALTER);
    add(c, "constraint/add-check-not-valid", Check::new("a > 0").name("ck_a").with(NotValid));
    add(c, "constraint/add-pk", PrimaryKey::new(["a"]).name("pk_t")).refused_on("sqlite", NO_ALTER);
    let in_schema = unique();
    c.ddl("constraint/add-schema", move |dialect| DdlStatement::of(&AddConstraint::new(&t().schema("sch"), &in_schema), dialect))
        .refused_on("sqlite", NO_ALTER);
    drop(c, "constraint/drop-fk", to_branch().name("fk_a")).refused_on("sqlite", NO_ALTER);
    drop(c, "constraint/drop-check", Check::new("a > 0").name("ck_a")).refused_on("sqlite", NO_ALTER);
    drop(c, "constraint/drop-pk", PrimaryKey::new(["a"]).name("pk_t")).refused_on("sqlite", NO_ALTER);
    c.ddl("constraint/drop-cascade", move |dialect| DdlStatement::of(&DropConstraint::new(&t(), unique()).cascade(), dialect))
        .refused_on("sqlite", NO_ALTER)
        .refused_on("mysql", "DROP INDEX has no CASCADE")
        .refused_on("mariadb", "DROP INDEX has no CASCADE");
    c.ddl("constraint/drop-if-exists", move |dialect| DdlStatement::of(&DropConstraint::new(&t(), unique()).if_exists(), dialect))
        .deviating("IF EXISTS is said where it can be", &[("mariadb", "ALTER TABLE t DROP INDEX IF EXISTS uq_a")])
        .refused_on("sqlite", NO_ALTER)
        .refused_on("mysql", "DROP INDEX has no IF EXISTS");
    drop(c, "constraint/drop-unnamed", Unique::new(["a"]));
    drop(c, "constraint/drop-quoted", Unique::new(["a"]).name("My UQ")).refused_on("sqlite", NO_ALTER);
}
