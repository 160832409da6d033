//! What joins and conditions by name lead to, beside the text that SQLAlchemy 2.1 compiles them to for the dialect without a
//! database.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use alchemy_core::dialect::Ansi;
use alchemy_core::prelude::*;
use alchemy_core::{CreateTable, CreateTableAs, DdlStatement, ErrorKind};

table! { parent ("parent") { id: i32 [primary_key], data: String [length = 50] } }
table! { child ("child") { id: i32 [primary_key], parent_id: i32 [references = parent.id], data: String } }
table! { grandchild ("grandchild") { id: i32 [primary_key], child_id: i32 [references = child.id] } }
table! {
    heir ("heir") {
        id: i32 [primary_key], parent_id: i32 [references = parent.id], child_id: i32 [references = child.id],
    }
}

macro_rules! sql {
    ($statement:expr) => {
        $statement.compile(&Ansi).unwrap().text().to_owned()
    };
}

#[test]
fn what_a_join_is_said_to_be_from_is_asked_first_for_a_foreign_key() {
    let both = || select(parent::id).join_from(parent, child);
    assert_eq!(
        sql!(both().join_from(parent, heir)),
        "SELECT parent.id FROM parent JOIN child ON parent.id = child.parent_id JOIN heir ON parent.id = heir.parent_id",
    );
    let nearest = "SELECT parent.id FROM parent JOIN child ON parent.id = child.parent_id JOIN heir ON child.id = heir.child_id";
    assert_eq!(sql!(both().join_from(child, heir)), nearest);
    assert_eq!(sql!(both().join(heir)), nearest);
}

#[test]
fn other_columns_leave_joins_as_they_are() {
    let children = || select(parent::all()).join(child).with_only_columns(child::id);
    let text = "SELECT child.id FROM parent JOIN child ON parent.id = child.parent_id";
    assert_eq!(sql!(children()), text);
    assert_eq!(sql!(children().union(select(child::id))), format!("{text} UNION SELECT child.id FROM child"));
    assert_eq!(
        sql!(children().join(grandchild).with_only_columns(grandchild::id)),
        "SELECT grandchild.id FROM parent JOIN child ON parent.id = child.parent_id \
         JOIN grandchild ON child.id = grandchild.child_id",
    );
}

#[test]
fn a_condition_by_name_is_of_what_is_selected_from_so_far() {
    let named = select(parent::id).filter_by("data", "p").join(child);
    assert_eq!(
        sql!(named.clone().filter_by("parent_id", 5)),
        "SELECT parent.id FROM parent JOIN child ON parent.id = child.parent_id WHERE parent.data = ? AND child.parent_id = ?",
    );
    assert_eq!(named.filter_by("data", "c").compile(&Ansi).unwrap_err().kind(), ErrorKind::Programming);
}

#[test]
fn a_table_made_of_a_query_has_the_types_that_are_written_down() {
    let c = select((parent::id.label("no"), parent::data)).cte("c");
    let columns =
        (c.c::<i32>("no"), c.c(parent::data), child::data.cast::<i64>().label("size"), func::lower(child::data).label("low"));
    let made = CreateTableAs::new("made", select(columns)).table();
    assert_eq!(
        DdlStatement::of(&CreateTable::new(&made), &Ansi).unwrap().text(),
        "CREATE TABLE made (no INTEGER, data VARCHAR(50), size BIGINT, low TEXT)",
    );
}
