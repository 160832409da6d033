//! Schemas and the statements that create and drop them, in standard SQL.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use alchemy_claims::covers;
use alchemy_core::dialect::Ansi;
use alchemy_core::prelude::*;
use alchemy_core::{
    AddConstraint, Check, CommentOn, Computed, ConstraintBuilder as _, CreateIndex, CreateSchema, CreateSequence, CreateTable,
    CreateTableAs, CreateView, Ddl, DdlIf, DdlStatement, DropConstraint, DropSchema, DropSequence, DropTable, ErrorKind,
    ForeignKey, Identity, Index, Initially, Insert, MetaData, Moment, Name, NamingConvention, OnChange, PrimaryKey, Render,
    Sequence, TableEvent, Unique, Update, Value,
};

fn ddl(element: &dyn Render) -> String {
    DdlStatement::of(element, &Ansi).unwrap().text().to_owned()
}

/// What stands in the parentheses of CREATE TABLE t.
fn body(table: Table) -> String {
    let text = ddl(&CreateTable::new(&table));
    text.strip_prefix("CREATE TABLE t (").unwrap().strip_suffix(')').unwrap().to_owned()
}

/// `t` with `a`, `b` and `c`.
fn t() -> Table {
    ["a", "b", "c"].into_iter().fold(Table::new("t"), |table, name| table.column(Column::new(name, Integer)))
}

fn branch() -> Table {
    Table::new("branch").column(Column::new("id", Integer).primary_key())
}

fn to_branch(name: &str) -> Table {
    Table::new(name).column(Column::new("branch_id", Integer).references("branch", "id"))
}

#[test]
#[covers("SCH-01", "SCH-03", "SCH-08")]
fn metadata_has_a_table_once_by_its_name_and_schema() {
    let mut metadata = MetaData::new().schema("stock").table(t()).table(t().schema("old")).table(branch().blank_schema());
    assert!(metadata.contains("stock.t") && metadata.contains("old.t") && metadata.contains("branch"));
    assert_eq!(metadata.tables().len(), 3);
    assert_eq!(ddl(&CreateTable::new(metadata.get("stock.t").unwrap())), "CREATE TABLE stock.t (a INTEGER, b INTEGER, c INTEGER)");
    metadata.replace(Table::new("t").column(Column::new("z", Integer)));
    assert_eq!(metadata.get("stock.t").unwrap().columns().len(), 1);
    assert!(metadata.remove("old.t").is_some() && !metadata.contains("old.t"));
    let mut twice = metadata.clone();
    twice.add(t());
    assert_eq!(twice.check().unwrap_err().kind(), ErrorKind::Mapping);
    metadata.clear();
    assert!(metadata.tables().is_empty() && metadata.check().is_ok());
}

#[test]
#[covers("SCH-02", "SCH-05", "SCH-09", "SCH-36", "SCH-43")]
fn a_table_has_its_columns_in_order_and_needs_no_metadata() {
    let table = t().insert_column(1, Column::new("x", Integer)).replace_column(Column::new("b", Varchar(5)));
    let names: Vec<&str> = table.columns().iter().map(|column| &*column.name).collect();
    assert_eq!(names, ["a", "x", "b", "c"]);
    assert!(table.get("x").is_some() && table.get("no").is_none());
    let created = table.clone().index(Index::new(["a"])).create_statements(&Ansi).unwrap();
    let created: Vec<&str> = created.iter().map(DdlStatement::text).collect();
    assert_eq!(created, ["CREATE TABLE t (a INTEGER, x INTEGER, b VARCHAR(5), c INTEGER)", "CREATE INDEX ix_t_a ON t (a)"]);
    assert_eq!(ddl(&DropTable::new(&table)), "DROP TABLE t");
    assert_eq!(select(table.c("x")).compile(&Ansi).unwrap().text(), "SELECT t.x FROM t");
}

#[test]
#[covers("SCH-04", "SCH-58", "SCH-27")]
fn a_column_says_what_it_is() {
    let table = Table::new("t")
        .column(Column::new("PatronName", Varchar(30)).key("name").not_null().server_default("it's"))
        .column(Column::new("n", Integer).server_default_text("5 + 3").check(Check::new("n > 0")))
        .column(Column::new("xmin", Integer).system());
    assert_eq!(body(table.clone()), "\"PatronName\" VARCHAR(30) DEFAULT 'it''s' NOT NULL, n INTEGER DEFAULT 5 + 3 CHECK (n > 0)");
    assert_eq!(&*table.get_by_key("name").unwrap().name, "PatronName");
    let stmt = select((table.c("name"), table.c("xmin")));
    assert_eq!(stmt.compile(&Ansi).unwrap().text(), "SELECT t.\"PatronName\", t.xmin FROM t");
}

#[test]
#[covers("SCH-06", "SCH-07")]
fn a_copy_may_lie_elsewhere_and_keeps_what_is_noted_on_it() {
    #[derive(Debug, PartialEq)]
    struct Owner(&'static str);
    let node = Table::new("node").column(Column::new("id", Integer).primary_key()).with(Owner("us"));
    let node = node.column(Column::new("up", Integer).references("node", "id"));
    let end = "(id INTEGER NOT NULL, up INTEGER, PRIMARY KEY (id), FOREIGN KEY(up) REFERENCES";
    let copy = node.clone().renamed("leaf");
    assert_eq!(ddl(&CreateTable::new(&copy)), format!("CREATE TABLE leaf {end} leaf (id))"));
    assert_eq!(copy.attached::<Owner>(), Some(&Owner("us")));
    assert_eq!(ddl(&CreateTable::new(&node.in_schema("s"))), format!("CREATE TABLE s.node {end} s.node (id))"));
    assert_eq!(node.schema_name(), None);
}

#[test]
#[covers("SCH-10", "SCH-23", "SCH-24", "SCH-25", "SCH-26")]
fn what_a_statement_does_not_mention_is_filled_in() {
    table! {
        loan ("loan") {
            id: i64 [primary_key],
            renewals: i64 [default = 3],
            code: String [default_with = || "made".to_owned()],
            total: i64 [default = func::abs(literal(7_i64)), onupdate = loan::total + 1],
        }
    }
    let insert = loan::insert().values(loan::id.to(1));
    let compiled = insert.compile(&Ansi).unwrap();
    assert_eq!(compiled.text(), "INSERT INTO loan (id, renewals, code, total) VALUES (?, ?, ?, abs(?))");
    assert_eq!(*compiled.params(), [Value::Int(1), Value::Int(3), Value::from("made"), Value::Int(7)]);
    let update = loan::update().set(loan::renewals.to(4));
    assert_eq!(update.compile(&Ansi).unwrap().text(), "UPDATE loan SET renewals=?, total=(loan.total + ?)");
    // What is given is not filled in.
    let update = loan::update().set(loan::total.to(4));
    assert_eq!(update.compile(&Ansi).unwrap().text(), "UPDATE loan SET total=?");
}

#[test]
#[covers("SCH-11", "SCH-17", "SCH-18")]
fn keys_uniques_and_checks_stand_behind_the_columns() {
    let columns = "a INTEGER NOT NULL, b INTEGER NOT NULL, c INTEGER";
    assert_eq!(
        body(t().constraint(PrimaryKey::new(["b", "a"]).name("pk_t"))),
        format!("{columns}, CONSTRAINT pk_t PRIMARY KEY (b, a)"),
    );
    let table = t().unique(Unique::new(["a", "b"]).name("uq").deferrable().initially(Initially::Deferred));
    assert!(body(table).ends_with("c INTEGER, CONSTRAINT uq UNIQUE (a, b) DEFERRABLE INITIALLY DEFERRED"));
    assert_eq!(body(Table::new("t").column(Column::new("a", Integer).unique())), "a INTEGER, UNIQUE (a)");
    let table = t();
    let condition = table.c("a").gt(5);
    assert!(body(table.check(Check::new(condition).name("ck"))).ends_with("c INTEGER, CONSTRAINT ck CHECK (a > 5)"));
}

#[test]
#[covers("SCH-13", "SCH-14", "SCH-15", "SCH-59")]
fn foreign_keys_pair_columns_of_two_tables() {
    let one = Column::new("a", Integer).references("branch", "id").foreign_key_name("fk").on_delete(OnChange::SetNull);
    let one = one.deferrable().initially(Initially::Immediate);
    assert_eq!(
        body(Table::new("t").column(one)),
        "a INTEGER, CONSTRAINT fk FOREIGN KEY(a) REFERENCES branch (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE",
    );
    let table = t().foreign_key(ForeignKey::new(["a", "b"], "stock.shelf", ["x", "y"]));
    let key = table.foreign_keys().next().unwrap();
    let pairs: Vec<(&Name, &Name)> = key.pairs().collect();
    assert_eq!(pairs.iter().map(|(own, other)| (&***own, &***other)).collect::<Vec<_>>(), [("a", "x"), ("b", "y")]);
    assert!(body(table.clone()).ends_with("FOREIGN KEY(a, b) REFERENCES stock.shelf (x, y)"));
    let error = MetaData::new().table(to_branch("desk")).create_script(&Ansi).unwrap_err();
    assert!(error.to_string().contains("`desk.branch_id` refers to the table `branch`"), "{error}");
}

#[test]
#[covers("SCH-16", "SCH-37")]
fn tables_follow_what_they_refer_to_and_keys_may_wait() {
    let metadata = MetaData::new().table(to_branch("desk")).table(branch()).table(t().depends_on("desk"));
    let sorted: Vec<&str> = metadata.sorted_tables().unwrap().into_iter().map(|table| &**table.name()).collect();
    assert_eq!(sorted, ["branch", "desk", "t"]);
    let later = Column::new("branch_id", Integer).references("branch", "id").foreign_key_name("fk").use_alter();
    let metadata = MetaData::new().table(branch()).table(Table::new("desk").column(later));
    let script = metadata.create_script(&Ansi).unwrap();
    assert!(script.contains("CREATE TABLE desk (branch_id INTEGER);\n"), "{script}");
    assert!(script.ends_with("ALTER TABLE desk ADD CONSTRAINT fk FOREIGN KEY(branch_id) REFERENCES branch (id);\n"), "{script}");
}

#[test]
#[covers("SCH-19", "SCH-46")]
fn an_index_has_columns_expressions_and_a_condition() {
    let table = t();
    let index = Index::on((func::abs(table.c("a")), table.c("b").desc())).name("ix").unique().filter(table.c("b").gt(0));
    assert_eq!(ddl(&CreateIndex::new(&table, &index)), "CREATE UNIQUE INDEX ix ON t (abs(a), b DESC) WHERE b > 0");
    let elsewhere = || DdlIf::dialects(["another"]);
    let table = table.index(Index::new(["a"])).index(Index::new(["b"]).ddl_if(elsewhere()));
    let table =
        table.check(Check::new("a > 0").ddl_if(elsewhere())).check(Check::new("b > 0").ddl_if(DdlIf::dialects([Ansi.name()])));
    let statements = table.create_statements(&Ansi).unwrap();
    assert_eq!(statements.len(), 2);
    assert!(statements[0].text().ends_with("c INTEGER, CHECK (b > 0))"), "{}", statements[0].text());
}

#[test]
#[covers("SCH-20", "SCH-21")]
fn a_convention_names_what_the_program_does_not() {
    let convention = NamingConvention::new()
        .primary_key("pk_{table_name}")
        .foreign_key("fk_{table_name}_{column_0_N_name}_{referred_table_name}")
        .check("ck_{table_name}_{constraint_name}");
    let desk = to_branch("desk").check(Check::new("branch_id > 0").name("some"));
    let metadata = MetaData::new().naming_convention(convention).table(branch()).table(desk);
    assert_eq!(
        metadata.create_script(&Ansi).unwrap(),
        "CREATE TABLE branch (id INTEGER NOT NULL, CONSTRAINT pk_branch PRIMARY KEY (id));\n\
         CREATE TABLE desk (branch_id INTEGER, CONSTRAINT ck_desk_some CHECK (branch_id > 0), \
         CONSTRAINT fk_desk_branch_id_branch FOREIGN KEY(branch_id) REFERENCES branch (id));\n",
    );
    let made = alchemy_core::ItemName::Made("a_name_that_is_much_too_long".into());
    let cut = made.fitting(16).unwrap();
    assert!(cut.len() <= 16 && cut.starts_with("a_name_t_"), "{cut:?}");
    assert_eq!(made.fitting(60).as_deref(), Some("a_name_that_is_much_too_long"));
}

#[test]
#[covers("SCH-29", "SCH-30")]
fn columns_are_computed_or_counted_by_the_database() {
    let column = |name: &str| Column::new(name, Integer);
    assert_eq!(
        body(Table::new("t").column(column("x")).column(column("y").computed(Computed::new("x * x").stored()))),
        "x INTEGER, y INTEGER GENERATED ALWAYS AS (x * x) STORED",
    );
    assert_eq!(
        body(Table::new("t").column(column("id").primary_key().identity(Identity::by_default().start(10).increment(5)))),
        "id INTEGER GENERATED BY DEFAULT AS IDENTITY (INCREMENT BY 5 START WITH 10), PRIMARY KEY (id)",
    );
}

#[test]
#[covers("SCH-31", "SCH-32")]
fn a_sequence_is_created_asked_and_used_as_a_default() {
    let numbers = Sequence::new("numbers").schema("s").start(5).increment(2).max_value(99).cycle(true);
    assert_eq!(
        ddl(&CreateSequence::new(&numbers).if_not_exists()),
        "CREATE SEQUENCE IF NOT EXISTS s.numbers INCREMENT BY 2 START WITH 5 MAXVALUE 99 CYCLE",
    );
    assert_eq!(ddl(&DropSequence::new(&numbers).if_exists()), "DROP SEQUENCE IF EXISTS s.numbers");
    let table = Table::new("t").column(Column::new("n", Integer).server_default(numbers.next_value()));
    assert_eq!(body(table), "n INTEGER DEFAULT NEXT VALUE FOR s.numbers");
    let table = Table::new("t").column(Column::new("a", Integer)).column(Column::new("n", Integer).default(numbers.next_value()));
    let insert = table.insert().values(table.c("a").to(1));
    assert_eq!(insert.compile(&Ansi).unwrap().text(), "INSERT INTO t (a, n) VALUES (?, NEXT VALUE FOR s.numbers)");
}

#[test]
#[covers("SCH-38", "SCH-39", "SCH-40", "SCH-49")]
fn schemas_and_constraints_come_and_go_by_themselves() {
    assert_eq!(ddl(&CreateSchema::new("Stock").if_not_exists()), "CREATE SCHEMA IF NOT EXISTS \"Stock\"");
    assert_eq!(ddl(&DropSchema::new("stock").if_exists().cascade()), "DROP SCHEMA IF EXISTS stock CASCADE");
    assert_eq!(ddl(&DropTable::new(&branch()).if_exists()), "DROP TABLE IF EXISTS branch");
    let (table, unique) = (t(), Unique::new(["a"]).name("uq"));
    assert_eq!(ddl(&AddConstraint::new(&table, &unique)), "ALTER TABLE t ADD CONSTRAINT uq UNIQUE (a)");
    assert_eq!(
        ddl(&DropConstraint::new(&table, &unique).if_exists().cascade()),
        "ALTER TABLE t DROP CONSTRAINT IF EXISTS uq CASCADE",
    );
    let nameless = Unique::new(["a"]);
    let error = DdlStatement::of(&DropConstraint::new(&table, &nameless), &Ansi).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Mapping);
    let temporary = branch().prefix("TEMPORARY");
    let temporary = CreateTable::new(&temporary).if_not_exists();
    assert_eq!(ddl(&temporary), "CREATE TEMPORARY TABLE IF NOT EXISTS branch (id INTEGER NOT NULL, PRIMARY KEY (id))");
}

#[test]
#[covers("SCH-41", "SCH-42")]
fn views_and_tables_are_made_of_a_select_with_its_values_written_out() {
    let table = t();
    let query = || select(table.c("a")).filter(table.c("b").gt(5));
    let view = CreateView::new("v", query());
    assert_eq!(ddl(&view), "CREATE VIEW v AS SELECT t.a FROM t WHERE t.b > 5");
    assert_eq!(ddl(&view.drop_view().if_exists()), "DROP VIEW IF EXISTS v");
    let copy = CreateTableAs::new("copy", query()).temporary();
    assert_eq!(ddl(&copy), "CREATE TEMPORARY TABLE copy AS SELECT t.a FROM t WHERE t.b > 5");
    assert_eq!(select(copy.table().c("a")).compile(&Ansi).unwrap().text(), "SELECT copy.a FROM copy");
}

#[test]
#[covers("SCH-41", "SCH-42", "CTE-01")]
fn views_and_tables_of_a_select_have_its_with() {
    let table = t();
    let query = || {
        let large = select(table.c("a").label("x")).filter(table.c("b").gt(5)).cte("large");
        select(large.c::<Value>("x"))
    };
    let text = "WITH large AS (SELECT t.a AS x FROM t WHERE t.b > 5) SELECT large.x FROM large";
    let (view, copy) = (CreateView::new("v", query()).schema("s"), CreateTableAs::new("copy", query()).schema("s"));
    assert_eq!(ddl(&view), format!("CREATE VIEW s.v AS {text}"));
    assert_eq!(ddl(&copy), format!("CREATE TABLE s.copy AS {text}"));
    let script = MetaData::new().element(view.clone()).element(copy.clone()).create_script(&Ansi).unwrap();
    assert_eq!(script, format!("CREATE VIEW s.v AS {text};\nCREATE TABLE s.copy AS {text};\n"));
    // What is selected from them lies where they lie.
    assert_eq!(select(view.table().c("x")).compile(&Ansi).unwrap().text(), "SELECT s.v.x FROM s.v");
    assert_eq!(select(copy.table().c("x")).compile(&Ansi).unwrap().text(), "SELECT s.copy.x FROM s.copy");
}

#[test]
#[covers("SCH-26")]
fn what_an_update_adds_stands_in_the_order_of_the_columns() {
    let column = |name: &str| Column::new(name, Integer);
    let table = Table::new("d")
        .column(column("x").onupdate(5))
        .column(column("y"))
        .column(column("z").onupdate(func::abs(3)))
        .column(column("last"));
    let text = |update: Update<()>| update.compile(&Ansi).unwrap().text().to_owned();
    let (y, last) = (|| table.c("y").to(1), || table.c("last").to(2));
    assert_eq!(text(table.update().set((last(), y()))), "UPDATE d SET x=?, y=?, z=abs(?), last=?");
    assert_eq!(text(table.update().set(y())), "UPDATE d SET x=?, y=?, z=abs(?)");
    assert_eq!(text(table.update().set(last())), "UPDATE d SET x=?, z=abs(?), last=?");
    let ordered = table.update().ordered_values((last(), y()));
    assert_eq!(ordered.compile(&Ansi).unwrap().params()[..2], [Value::Int(2), Value::Int(1)]);
    assert_eq!(text(ordered), "UPDATE d SET last=?, y=?, x=?, z=abs(?)");
}

#[test]
fn an_upsert_says_all_that_it_was_told() {
    let table = Table::new("d").column(Column::new("id", Integer).primary_key()).column(Column::new("n", Integer));
    let insert = || table.insert().values((table.c("id").to(1), table.c("n").to(2)));
    let set = || (table.c("n").to(table.c("n") + 1), table.c("id").to(9));
    let text = |insert: Insert<()>| insert.compile(&Ansi).map(|compiled| compiled.text().to_owned());
    let start = "INSERT INTO d (id, n) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET";
    let on_id = || insert().on_conflict(table.c("id"));
    assert_eq!(text(on_id().do_update(|_| set())).unwrap(), format!("{start} id = ?, n = (d.n + ?)"));
    assert_eq!(text(on_id().do_ordered_update(|_| set())).unwrap(), format!("{start} n = (d.n + ?), id = ?"));
    // Conditions of what is not there.
    let positive = || table.c("n").gt(0);
    for wrong in [
        insert().on_any_conflict().index_where(positive()).do_nothing(),
        insert().on_conflict_constraint("pk").index_where(positive()).do_update(|_| set()),
        on_id().update_where(|_| positive()).do_nothing(),
    ] {
        assert_eq!(text(wrong).unwrap_err().kind(), ErrorKind::Programming);
    }
}

#[test]
#[covers("SCH-20")]
fn a_convention_names_a_check_after_the_columns_of_its_condition() {
    let n = || Column::<i32>::of("acct", "n");
    let acct = Table::new("acct").column(Column::new("n", Integer)).column(Column::new("m", Integer));
    let both = n().gt(5).and(Column::<i32>::of("acct", "m").lt(n()));
    let under = |template: &'static str, table: Table| {
        MetaData::new().naming_convention(NamingConvention::new().check(template)).table(table).create_script(&Ansi)
    };
    let script = under("ck_{table_name}_{column_0_name}", acct.clone().check(Check::new(n().gt(5)))).unwrap();
    assert!(script.contains("CONSTRAINT ck_acct_n CHECK (n > 5)"), "{script}");
    let script = under("ck_{column_0_N_name}", acct.clone().check(Check::new(both))).unwrap();
    assert!(script.contains("CONSTRAINT ck_n_m CHECK (n > 5 AND m < n)"), "{script}");
    // Nobody knows the columns of text.
    assert!(under("ck_{column_0_name}", acct.check(Check::new("n > 5"))).is_err());
}

#[test]
#[covers("SCH-44", "SCH-45", "SCH-55")]
fn the_program_s_own_statements_go_with_a_table() {
    let event = |moment, text: &str| TableEvent::new(moment, Ddl::new(text));
    let table = branch()
        .event(event(Moment::BeforeCreate, "SELECT '{{}', {name}"))
        .event(event(Moment::AfterCreate, "ANALYZE {table}").execute_if(DdlIf::dialects([Ansi.name()])))
        .event(event(Moment::AfterCreate, "VACUUM {table}").execute_if(DdlIf::dialects(["another"])))
        .event(event(Moment::BeforeDrop, "LOCK {table}"));
    let metadata = MetaData::new().table(table.schema("Big")).event(event(Moment::AfterCreate, "DONE"));
    assert_eq!(
        metadata.create_script(&Ansi).unwrap(),
        "SELECT '{}', branch;\nCREATE TABLE \"Big\".branch (id INTEGER NOT NULL, PRIMARY KEY (id));\n\
         ANALYZE \"Big\".branch;\nDONE;\n",
    );
    assert_eq!(metadata.drop_script(&Ansi).unwrap(), "LOCK \"Big\".branch;\nDROP TABLE \"Big\".branch;\n");
}

#[test]
#[covers("SCH-51", "SCH-53", "SCH-54")]
fn names_are_quoted_where_they_have_to_be() {
    let names = ["plain", "Mixed", "select", "2nd", "größe", "a b", "per%cent", "do.t", "quo\"te", "[x]", "a/b", "$x"];
    let table = names.into_iter().fold(Table::new("t"), |table, name| table.column(Column::new(name, Integer)));
    let quoted = "plain, \"Mixed\", \"select\", \"2nd\", \"größe\", \"a b\", \"per%cent\", \"do.t\", \"quo\"\"te\", \"[x]\", \"a/b\", \"$x\"";
    let columns: Vec<String> = quoted.split(", ").map(|name| format!("{name} INTEGER")).collect();
    assert_eq!(body(table.clone()), columns.join(", "));
    let insert = table.insert().values((table.c("a b").to(1), table.c("per%cent").to(2)));
    assert_eq!(insert.compile(&Ansi).unwrap().text(), "INSERT INTO t (\"a b\", \"per%cent\") VALUES (?, ?)");
    let own =
        Table::new("t").column(Column::new(Name::quoted("plain"), Integer)).column(Column::new(Name::unquoted("Mixed"), Integer));
    assert_eq!(body(own), "\"plain\" INTEGER, Mixed INTEGER");
}

#[test]
#[covers("SCH-22", "SCH-36")]
fn comments_are_set_and_taken_away() {
    let table = branch().comment("where it's");
    assert_eq!(ddl(&CommentOn::table(&table)), "COMMENT ON TABLE branch IS 'where it''s'");
    assert_eq!(ddl(&CommentOn::table(&table).drop()), "COMMENT ON TABLE branch IS NULL");
    let created = table.create_statements(&Ansi).unwrap();
    let created: Vec<&str> = created.iter().map(DdlStatement::text).collect();
    let create = "CREATE TABLE branch (id INTEGER NOT NULL, PRIMARY KEY (id))";
    assert_eq!(created, [create, "COMMENT ON TABLE branch IS 'where it''s'"]);
}

fn under(convention: NamingConvention, table: Table) -> String {
    MetaData::new().naming_convention(convention).table(table).create_script(&Ansi).unwrap()
}

#[test]
fn a_convention_names_checks_of_types_and_indexes_over_expressions() {
    let letter = alchemy_core::SqlType::from(alchemy_core::EnumType::new("letter", ["a", "b"]).as_text()).checked_unnamed();
    let t = || Table::new("t").column(Column::new("x", letter.clone()));
    assert_eq!(
        under(NamingConvention::new().check("ck_{table_name}_{column_0_name}"), t()),
        "CREATE TABLE t (x VARCHAR(1), CONSTRAINT ck_t_x CHECK (x IN ('a', 'b')));\n",
    );
    let wanted = NamingConvention::new().check("ck_{constraint_name}");
    let error = MetaData::new().naming_convention(wanted).table(t()).create_script(&Ansi).unwrap_err();
    assert!(error.to_string().contains("wants a constraint of table `t` to have a name"), "{error}");
    let q = Table::new("t").column(Column::new("q", Integer));
    let index = Index::on(q.c("q").type_coerce::<i32>() + 5);
    let script = under(NamingConvention::new().index("ix_{column_0_label}"), q.index(index));
    assert_eq!(script, "CREATE TABLE t (q INTEGER);\nCREATE INDEX ix_t_q ON t (q + 5);\n");
}

#[test]
fn constraints_without_columns_are_left_out_and_keys_pair_their_columns() {
    let t = || Table::new("t").column(Column::new("x", Integer));
    let none = || Vec::<&str>::new();
    let empty = t().unique(Unique::new(none())).constraint(PrimaryKey::new(none()));
    assert_eq!(ddl(&CreateTable::new(&empty)), "CREATE TABLE t (x INTEGER)");
    let key = t().foreign_key(ForeignKey::new(["x"], "r", ["a", "b"]));
    let error = DdlStatement::of(&CreateTable::new(&key), &Ansi).unwrap_err();
    assert!(error.to_string().contains("a foreign key to table `r` pairs 1 columns with 2"), "{error}");
    let (table, index) = (t(), Index::new(none()).name("ix"));
    let error = DdlStatement::of(&CreateIndex::new(&table, &index), &Ansi).unwrap_err();
    assert!(error.to_string().contains("the index `ix` of table `t` has no columns"), "{error}");
}
