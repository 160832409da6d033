//! The code of the chapter "Add a dialect": one dialect more, with a construct of its own.

use std::sync::{Arc, LazyLock};

use alchemy_claims::covers;
use alchemy_orm::core::dialect::{Ansi, Booleans, BulkInsert, InSpelling, Placeholder, Returning, ansi};
use alchemy_orm::core::{
    Construct, CreateTable, DdlStatement, Dialect, Features, Limit, Node, Render, Renderer, SqlType, prelude::*,
};

// ANCHOR: features
static FEATURES: LazyLock<Features> = LazyLock::new(|| Features {
    quote: '"',
    placeholder: Placeholder::Question,
    max_name_length: 128,
    booleans: Booleans::Integers,
    returning: Returning::None,
    bulk_insert: BulkInsert::Rows,
    in_list: InSpelling::Expanded,
    ..*Ansi.features()
});
// ANCHOR_END: features

// ANCHOR: dialect
/// The dialect of a database that the library does not know.
#[derive(Debug, Clone, Copy)]
struct Archive;

impl Dialect for Archive {
    fn name(&self) -> &'static str {
        "archive"
    }

    fn features(&self) -> &Features {
        &FEATURES
    }

    fn is_reserved(&self, word: &str) -> bool {
        matches!(word, "level" | "rownum")
    }

    fn column_type(&self, sql_type: &SqlType) -> Result<String> {
        match sql_type {
            SqlType::Boolean => Ok("NUMBER(1)".to_owned()),
            SqlType::Uuid => Err(Error::unsupported("a UUID", self.name())),
            other => Ansi.column_type(other),
        }
    }

    fn limit(&self, r: &mut Renderer<'_>, limit: &Limit) -> Result<()> {
        ansi::fetch(r, limit, limit.fetch.unwrap_or_default(), |r, count| count.render(r))
    }

    fn table_names(&self) -> &'static str {
        "SELECT table_name FROM user_tables"
    }
}
// ANCHOR_END: dialect

table! { pub book ("book") { id: i64 [primary_key], level: i64, in_print: bool } }

#[covers("DIA-01")]
#[test]
fn a_dialect_answers_questions() {
    // ANCHOR: text
    let stmt = select(book::level).filter(book::in_print).order_by(book::id).limit(10).offset(20);
    assert_eq!(
        stmt.compile(&Archive).unwrap().text(),
        "SELECT book.\"level\" FROM book WHERE book.in_print = 1 ORDER BY book.id OFFSET ? ROWS FETCH FIRST ? ROWS ONLY",
    );
    assert_eq!(
        DdlStatement::of(&CreateTable::new(book::table()), &Archive).unwrap().text(),
        "CREATE TABLE book (id BIGINT NOT NULL, \"level\" BIGINT NOT NULL, in_print NUMBER(1) NOT NULL, PRIMARY KEY (id))",
    );
    let refused = book::insert().values(book::id.to(1)).returning(book::id).compile(&Archive).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Unsupported);
    // ANCHOR_END: text
}

// ANCHOR: construct
/// `CONTAINS(operand, words) > 0`
#[derive(Debug, Clone)]
struct ContainsWords {
    operand: Node,
    words: Node,
}

impl Construct for ContainsWords {
    alchemy_orm::core::key!(operand, words);

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
        visit(&self.words);
    }
}

impl Render for ContainsWords {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if r.dialect().dialect_type() != Archive.dialect_type() {
            return Err(r.unsupported("CONTAINS"));
        }
        r.call("CONTAINS", &[self.operand.clone(), self.words.clone()])?;
        r.word("> 0");
        Ok(())
    }
}

fn contains_words(operand: impl IntoExpr, words: impl IntoExpr) -> Expr<bool> {
    let (operand, words) = (operand.into_expr().into_node(), words.into_expr().into_node());
    Expr::from_node(Node::Extension(Arc::new(ContainsWords { operand, words })))
}
// ANCHOR_END: construct

table! { pub page ("page") { id: i64 [primary_key], words: String } }

#[covers("DIA-01")]
#[test]
fn a_construct_of_one_dialect() {
    // ANCHOR: used
    let stmt = select(page::id).filter(contains_words(page::words, "whale"));
    assert_eq!(stmt.compile(&Archive).unwrap().text(), "SELECT page.id FROM page WHERE CONTAINS(page.words, ?) > 0");
    assert_eq!(stmt.compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    // ANCHOR_END: used
}
