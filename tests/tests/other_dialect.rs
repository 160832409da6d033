//! A dialect that is written outside the crates, by the public traits alone, and a construct that only it has.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::any::TypeId;
use std::sync::Arc;

use alchemy_claims::covers;
use alchemy_orm::core::dialect::{Ansi, Commented, DefaultRow, Placeholder, Returning, Sequences, ansi, ddl};
use alchemy_orm::core::{
    ColumnDef, Construct, CreateTable, DdlStatement, DropTable, Expr, Features, Index, IntoExpr, Key, KnownFunction, Limit, Lock,
    Name, Node, Render, Renderer, SqlType, Statement, prelude::*,
};
use alchemy_orm::core::{CreateIndex, Function};
use alchemy_postgres::ext::Containment as _;
use alchemy_tests::requirements;

/// A database that counts rows with ROWS, knows no RETURNING, and calls its text by a name of its own.
#[derive(Debug)]
struct Wooden {
    features: Features,
}

impl Wooden {
    fn new() -> Wooden {
        let features = Features {
            quote: '!',
            placeholder: Placeholder::Numbered,
            max_name_length: 12,
            max_label_length: 20,
            returning: Returning::None,
            default_row: DefaultRow::EmptyLists,
            sequences: Sequences::None,
            full_join: false,
            schemas: false,
            inner_join: "INNER JOIN",
            ..*Ansi.features()
        };
        Wooden { features }
    }
}

impl Dialect for Wooden {
    fn name(&self) -> &'static str {
        "wooden"
    }

    fn features(&self) -> &Features {
        &self.features
    }

    fn is_reserved(&self, word: &str) -> bool {
        word == "plank"
    }

    fn column_type(&self, sql_type: &SqlType) -> Result<String> {
        match sql_type {
            SqlType::Text | SqlType::String { .. } => Ok("BARK".into()),
            SqlType::Json => Err(Error::unsupported("JSON", self.name())),
            SqlType::Extension(own) => own.get().column_type(self),
            other => Ansi.column_type(other),
        }
    }

    fn cast_type(&self, sql_type: &SqlType) -> Result<String> {
        Ok(format!("{} GRAIN", self.column_type(sql_type)?))
    }

    fn limit(&self, r: &mut Renderer<'_>, limit: &Limit) -> Result<()> {
        match (&limit.count, &limit.offset) {
            (None, None) => {}
            (None, Some(_)) => return Err(r.unsupported("an offset without a limit")),
            (Some(count), offset) => {
                r.word("ROWS");
                count.render(r)?;
                if let Some(offset) = offset {
                    r.word("SKIP");
                    offset.render(r)?;
                }
            }
        }
        Ok(())
    }

    fn lock(&self, r: &mut Renderer<'_>, _: &Lock) -> Result<()> {
        Err(r.unsupported("a lock"))
    }

    fn function(&self, r: &mut Renderer<'_>, known: KnownFunction, call: &Function) -> Result<()> {
        match known {
            KnownFunction::CharLength => call.render_as(r, "rings"),
            _ => ansi::function(r, known, call),
        }
    }

    fn column(&self, r: &mut Renderer<'_>, table: &Table, column: &ColumnDef) -> Result<()> {
        ddl::column(r, table, column)?;
        if column.primary_key {
            r.word("ROOT");
        }
        Ok(())
    }

    fn table_suffix(&self, r: &mut Renderer<'_>, _: &Table) -> Result<()> {
        r.word("OF WOOD");
        Ok(())
    }

    fn table_names(&self) -> &'static str {
        "SHOW TREES"
    }
}

/// `a GROWS b`: an operator that only this database has.
#[derive(Debug, Clone)]
struct Grows {
    left: Node,
    right: Node,
}

impl Construct for Grows {
    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.left);
        visit(&self.right);
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        use alchemy_orm::core::Keyed as _;
        let Grows { left, right } = self;
        left.key(key);
        right.key(key);
    }
}

impl Render for Grows {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if r.dialect().dialect_type() != TypeId::of::<Wooden>() {
            return Err(r.unsupported("GROWS"));
        }
        self.left.render(r)?;
        r.word("GROWS");
        self.right.render(r)
    }
}

fn grows(left: impl IntoExpr, right: impl IntoExpr) -> Expr<bool> {
    let (left, right) = (left.into_expr().into_node(), right.into_expr().into_node());
    Expr::from_node(Node::Extension(Arc::new(Grows { left, right })))
}

table! {
    tree ("tree") { id: Auto<i64> [primary_key], name: String [length = 30], plank: Option<i64> }
}

table! { leaf ("leaf") { id: i64 [primary_key], tree_id: i64 [references = tree.id] } }

fn text(statement: &dyn Statement) -> String {
    let dialect: Arc<dyn Dialect> = Arc::new(Wooden::new());
    statement.prepare(&dialect).map_or_else(|error| error.to_string(), |prepared| prepared.text.to_string())
}

fn schema(element: &dyn Render) -> String {
    DdlStatement::of(element, &Wooden::new()).map_or_else(|error| error.to_string(), |done| done.text().to_owned())
}

#[covers("DIA-02", "DIA-01")]
#[test]
fn statements_are_in_the_words_of_the_dialect() {
    let page = select((tree::name, tree::plank)).filter(tree::id.gt(5)).order_by(tree::id).limit(3).offset(6);
    assert_eq!(
        text(&page),
        "SELECT tree.name, tree.!plank! FROM tree WHERE tree.id > $1 ORDER BY tree.id ROWS $2 SKIP $3",
        "its quotes, reserved words, placeholders and limits",
    );
    let joined = select(leaf::id).join(tree).filter(func::char_length(tree::name).gt(2));
    assert_eq!(text(&joined), "SELECT leaf.id FROM leaf INNER JOIN tree ON tree.id = leaf.tree_id WHERE rings(tree.name) > $1");
    assert_eq!(text(&select(tree::plank.cast::<String>().label("p"))), "SELECT CAST(tree.!plank! AS BARK GRAIN) AS p FROM tree");
    assert_eq!(text(&tree::insert().default_values()), "INSERT INTO tree () VALUES ()");
    assert_eq!(
        schema(&CreateTable::new(tree::table())),
        "CREATE TABLE tree (id BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL ROOT, name BARK NOT NULL, !plank! BIGINT, PRIMARY KEY (id)) OF WOOD",
    );
    assert_eq!(schema(&DropTable::new(tree::table())), "DROP TABLE tree");
    // What it says nothing about is as the standard has it.
    let index = Index::new(["name"]).name("ix").unique();
    assert_eq!(schema(&CreateIndex::new(tree::table(), &index)), "CREATE UNIQUE INDEX ix ON tree (name)");
    assert_eq!(text(&tree::delete().filter(tree::plank.is_null())), "DELETE FROM tree WHERE tree.!plank! IS NULL");
}

#[covers("DIA-02", "CMP-03")]
#[test]
fn what_the_dialect_lacks_is_refused() {
    let refused = |said: String| assert!(said.starts_with("wooden cannot express"), "{said}");
    refused(text(&select(tree::id).with_lock(Lock::update())));
    refused(text(&select(tree::id).offset(1)));
    refused(text(&tree::insert().values(tree::name.to("oak")).returning(tree::id)));
    refused(schema(&CreateTable::new(&Table::new("t").column(Column::new("doc", SqlType::Json)))));
    let table = Table::new("a_table_of_more_than_twelve").column(Column::new("id", Integer));
    assert!(schema(&CreateTable::new(&table)).contains("longer than the 12 bytes that wooden allows"));
}

#[covers("DIA-02", "DIA-01")]
#[test]
fn each_dialect_says_what_it_claims_and_refuses_the_rest() {
    requirements::check(&Wooden::new());
    requirements::check(&Ansi);
    requirements::check(&alchemy_postgres::Dialect::default());
    requirements::check(&alchemy_mysql::Dialect::mysql());
    requirements::check(&alchemy_mysql::Dialect::mariadb());
    requirements::check(&alchemy_sqlite::Dialect);
}

/// A dialect that claims comments and refuses them.
#[derive(Debug)]
struct Boastful;

impl Dialect for Boastful {
    fn name(&self) -> &'static str {
        "boastful"
    }

    fn features(&self) -> &Features {
        Ansi.features()
    }

    fn is_reserved(&self, _: &str) -> bool {
        false
    }

    fn column_type(&self, sql_type: &SqlType) -> Result<String> {
        Ansi.column_type(sql_type)
    }

    fn comment(&self, r: &mut Renderer<'_>, _: Commented<'_>, _: Option<&Name>) -> Result<()> {
        Err(r.unsupported("comments"))
    }

    fn table_names(&self) -> &'static str {
        ""
    }
}

#[test]
#[should_panic(expected = "comments in boastful")]
fn a_claim_that_is_not_kept_is_found() {
    requirements::check(&Boastful);
}

#[covers("CMP-02", "DIA-02")]
#[test]
fn a_construct_of_one_database_is_shown_without_it() {
    let own = select(tree::id).filter(grows(tree::name, "up"));
    assert_eq!(text(&own), "SELECT tree.id FROM tree WHERE tree.name GROWS $1");
    assert_eq!(own.compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported, "no text that another database would run");
    // What shows a statement needs no dialect: it tells the construct, its columns and that there is a value, and fails never.
    let shown = format!("{own:?}");
    assert!(shown.contains("Grows") && shown.contains("name"), "{shown}");
    table! { shelf ("shelf") { id: i64 [primary_key], tags: Vec<String> } }
    let theirs = select(shelf::id).filter(shelf::tags.includes(vec!["a".to_owned()]));
    assert_eq!(theirs.compile(&Wooden::new()).unwrap_err().kind(), ErrorKind::Unsupported);
    let shown = format!("{theirs:?}");
    assert!(shown.contains("@>") && shown.contains("tags"), "{shown}");
}
