//! The tables that the cases share, with the handles that the records use.

use alchemy_core::{Check, ConstraintBuilder as _, ForeignKey, Index, Interval, OnChange, Unique, true_};
use alchemy_core::{Column, ColumnDef, EnumType, MetaData, SqlType, SqlValue, Table, Value, family, prelude::*, sql_value};
use alchemy_orm::SqlEnum;
use alchemy_postgres::column_types;
use alchemy_postgres::ext::{Jsonb, Multirange, Range, Tsvector};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value as Json;
use uuid::Uuid;

fn book_format() -> SqlType {
    EnumType::new("book_format", ["hardback", "paperback", "ebook"]).into()
}

fn patron_tier() -> SqlType {
    EnumType::new("patron_tier", ["basic", "gold", "staff"]).into()
}

table! {
    /// The table `publisher`.
    pub publisher ("publisher") {
        id: Auto<i32> [primary_key],
        name: String [length = 120, unique],
        country: Option<String> [length = 2],
        founded: Option<NaiveDate>,
        parent_id: Option<i32> [references = publisher.id],
    }
}

table! {
    /// The table `author`.
    pub author ("author") {
        id: Auto<i32> [primary_key],
        given: Option<String> [length = 60],
        family: String [length = 60],
        born: Option<NaiveDate>,
        died: Option<NaiveDate>,
        email: Option<String> [length = 200, unique],
        bio: Option<String> [type = SqlType::Text],
        royalty: Option<Decimal> [type = Numeric(5, 2)],
        active: bool [server_default = true_()],
    } with |table| table.index(Index::new(["family", "given"]).name("ix_author_family_given"))
}

table! {
    /// The table `category`.
    pub category ("category") {
        id: Auto<i32> [primary_key],
        name: String [length = 80],
        parent_id: Option<i32>,
        sort_key: i32 [server_default = "0"],
    } with |table| {
        let parent = ForeignKey::new(["parent_id"], "category", ["id"]).name("fk_category_parent");
        table.unique(Unique::new(["parent_id", "name"]).name("uq_category_parent_name")).foreign_key(parent)
    }
}

table! {
    /// The table `book`.
    pub book ("book") {
        id: Auto<i32> [primary_key],
        title: String [length = 200],
        isbn: Option<String> [length = 13, unique],
        publisher_id: Option<i32> [references = publisher.id],
        category_id: Option<i32> [references = category.id],
        price: Option<Decimal> [type = Numeric(10, 2)],
        pages: Option<i32>,
        weight: Option<f64> [type = SqlType::Float { precision: None }],
        published: Option<NaiveDate>,
        format: Option<String> [type = book_format()],
        in_print: Option<bool>,
        meta: Option<Json>,
        blurb: Option<String> [type = SqlType::Text],
        created_at: Option<DateTime<Utc>> [type = SqlType::Timestamp, server_default = func::now()],
    } with |table| table.check(Check::new("pages > 0").name("ck_book_pages")).index(Index::new(["title"]).name("ix_book_title"))
}

table! {
    /// The table `book_author`.
    pub book_author ("book_author") {
        book_id: i32 [primary_key, references = book.id],
        author_id: i32 [primary_key, references = author.id],
        duty: String [length = 20, server_default = "writer"],
        ordinal: i16,
    }
}

table! {
    /// The table `branch`.
    pub branch ("branch") {
        id: Auto<i32> [primary_key],
        name: String [length = 80],
        city: Option<String> [length = 80],
        opens: Option<NaiveTime> [type = SqlType::Time],
        closes: Option<NaiveTime> [type = SqlType::Time],
        area_m2: Option<f64>,
    }
}

table! {
    /// The table `shelf`.
    pub shelf ("shelf") {
        branch_id: i32 [primary_key, references = branch.id],
        code: String [primary_key, length = 8],
        capacity: Option<i16>,
    }
}

table! {
    /// The table `holding`.
    pub holding ("holding") {
        id: Auto<i32> [primary_key],
        book_id: i32 [references = book.id],
        branch_id: Option<i32>,
        shelf_code: Option<String> [length = 8],
        barcode: String [length = 20, unique],
        acquired: Option<NaiveDate>,
        cost: Option<Decimal> [type = Numeric(8, 2)],
    } with |table| {
        let place = ForeignKey::new(["branch_id", "shelf_code"], "shelf", ["branch_id", "code"]).name("fk_holding_shelf");
        table.foreign_key(place.on_delete(OnChange::SetNull))
    }
}

table! {
    /// The table `patron`.
    pub patron ("patron") {
        id: Auto<i32> [primary_key],
        name: String [length = 100],
        email: Option<String> [length = 200],
        tier: Option<String> [type = patron_tier()],
        joined: Option<NaiveDateTime> [type = SqlType::DateTime],
        referrer_id: Option<i32> [references = patron.id],
        balance: Option<Decimal> [type = Numeric(10, 2), server_default = "0"],
        prefs: Option<Json>,
        token: Option<Uuid>,
        avatar: Option<Vec<u8>>,
        flags: Option<i32>,
    }
}

table! {
    /// The table `loan`.
    pub loan ("loan") {
        id: Auto<i64> [primary_key],
        holding_id: i32 [references = holding.id],
        patron_id: i32 [references = patron.id],
        out_at: NaiveDateTime [type = SqlType::DateTime],
        due_on: Option<NaiveDate>,
        back_at: Option<NaiveDateTime> [type = SqlType::DateTime],
        fee: Option<Decimal> [type = Numeric(8, 2)],
        renewals: Option<i32> [default = 0],
        note: Option<String> [length = 200],
    }
}

table! {
    /// The table `review`.
    pub review ("review") {
        book_id: i32 [primary_key, references = book.id],
        patron_id: i32 [primary_key, references = patron.id],
        stars: i16,
        remark: Option<String> [type = SqlType::Text],
        posted: Option<NaiveDateTime> [type = SqlType::DateTime, server_default = func::now()],
    } with |table| table.check(Check::new("stars BETWEEN 1 AND 5").name("ck_review_stars"))
}

table! {
    /// The table `billing.invoice`.
    pub invoice ("billing"."invoice") {
        id: Auto<i32> [primary_key],
        patron_id: Option<i32> [references = patron.id],
        amount: Option<Decimal> [type = Numeric(12, 2)],
        issued_on: Option<NaiveDate>,
        paid: Option<bool>,
    }
}

table! {
    /// The table `billing.payment`.
    pub payment ("billing"."payment") {
        id: Auto<i32> [primary_key],
        invoice_id: Option<i32> [references = "billing.invoice".id],
        amount: Option<Decimal> [type = Numeric(12, 2)],
        method: Option<String> [length = 20],
    }
}

table! {
    /// The table `ledger`.
    pub ledger ("ledger") {
        id: i32,
        entry: String,
        debit: Decimal,
        credit: Decimal,
    }
}

table! {
    /// The table `bits`.
    pub bits ("bits") {
        x: i32,
        y: i32,
        z: i32,
        s: String,
        t: String,
        f: f64,
        n: Decimal,
        p: bool,
        q: bool,
        r: bool,
    }
}

table! {
    /// The table `archive`, of one database.
    pub archive ("archive") {
        id: Auto<i32> [primary_key],
        title: Option<String> [length = 100],
        tags: Option<Vec<String>> [type = SqlType::Array { element: std::sync::Arc::new(SqlType::Text), dimensions: 1 }],
        scores: Option<Vec<i32>>,
        grid: Option<Vec<Vec<i32>>>,
        doc: Option<Jsonb<Json>>,
        raw: Option<Json>,
        years: Option<Range<i32>>,
        span: Option<Range<NaiveDate>>,
        stay: Option<Range<DateTime<Utc>>>,
        band: Option<Range<Decimal>>,
        slots: Option<Multirange<i32>>,
        search: Option<Tsvector>,
        addr: Option<String> [type = column_types::inet()],
        ident: Option<Uuid>,
        gap: Option<Interval>,
        created: Option<DateTime<Utc>> [type = SqlType::Timestamp],
    }
}

/// The table `Order`, whose names need quotes.
pub(crate) fn order_() -> Table {
    Table::new("Order")
        .column(Column::new("id", SqlType::Integer).primary_key().auto_increment())
        .column(Column::new("select", SqlType::Integer))
        .column(Column::new("Group", SqlType::String { length: Some(30) }))
        .column(Column::new("user name", SqlType::String { length: Some(50) }))
        .column(Column::new("unit\"price", SqlType::Numeric { precision: Some(8), scale: Some(2) }))
        .column(Column::new("back`tick", SqlType::Integer))
        .column(Column::new("PatronId", SqlType::Integer).references("patron", "id"))
        .column(Column::new("na\u{ef}ve", SqlType::String { length: Some(10) }))
        .column(Column::new("2nd", SqlType::Integer))
        .column(Column::new("total$", SqlType::Integer))
}

/// A column of `gauge`: `g("a")`.
pub(crate) fn g(name: &str) -> Column<Value> {
    gauge().c(name)
}

pub(crate) fn gauge() -> Table {
    ["a", "b", "c", "d"].into_iter().fold(Table::new("gauge"), |table, name| table.column(ColumnDef::of::<Value>(name)))
}

/// The tables of the library.
pub(crate) fn library() -> MetaData {
    MetaData::of::<(
        (publisher, author, category, book, book_author, branch, shelf),
        (holding, patron, loan, review, invoice, payment),
    )>()
    .table(order_())
}

/// All tables.
pub(crate) fn metadata() -> MetaData {
    let tables = library().table(ledger::table().clone()).table(bits::table().clone());
    let others = [("wide", ["u", "v"]), ("vault", ["code", "note"]), ("doc", ["doc_id", "doc_body"])];
    let of = |(name, columns): (&'static str, [&'static str; 2])| {
        columns.into_iter().fold(Table::new(name), |table, column| table.column(ColumnDef::of::<String>(column)))
    };
    // A server wants to know the types of its columns.
    let numbers = |table: Table, column| table.column(ColumnDef::of::<i32>(column));
    let gauge = ["a", "b", "c", "d"].into_iter().fold(Table::new("gauge"), numbers);
    others.into_iter().map(of).fold(tables.table(gauge), MetaData::table)
}

/// SQL text of the program's own, as an expression.
pub(crate) fn raw<T>(text: &'static str) -> alchemy_core::Expr<T> {
    alchemy_core::Expr::from_node(alchemy_core::Raw(alchemy_core::Name::Static(text)))
}

/// SQL text of the program's own, in FROM.
pub(crate) fn raw_from(text: &'static str) -> alchemy_core::Source {
    alchemy_core::Source::item(alchemy_core::RawFrom(alchemy_core::Name::Static(text)))
}

/// Text that is kept in lower case and read in upper case.
#[derive(Debug, Clone, PartialEq)]
pub struct Folded(pub String);

sql_value!(Folded => family::SqlText, SqlType::String { length: Some(50) },
    from |value| Ok(Folded(SqlValue::from_value(value)?)), to |folded| Value::from(folded.0.as_str()),
    bind |value| func::lower(value), column |column| func::upper(column));

table! {
    /// The table `vault`, as the program knows it.
    pub vault ("vault") {
        id: Option<i32>,
        code: Folded,
    }
}

/// Some days of the week.
#[derive(Debug, Clone, Copy, PartialEq, SqlEnum)]
pub enum Weekday {
    Mon,
    Sun,
}

/// The columns of `bits` by the short names that the records use.
pub(crate) mod short {
    use super::bits;
    use alchemy_core::Column;
    use rust_decimal::Decimal;

    pub(crate) const X: Column<i32> = bits::x;
    pub(crate) const Y: Column<i32> = bits::y;
    pub(crate) const Z: Column<i32> = bits::z;
    pub(crate) const S: Column<String> = bits::s;
    pub(crate) const T: Column<String> = bits::t;
    pub(crate) const F: Column<f64> = bits::f;
    pub(crate) const N: Column<Decimal> = bits::n;
    pub(crate) const P: Column<bool> = bits::p;
    pub(crate) const Q: Column<bool> = bits::q;
    pub(crate) const R: Column<bool> = bits::r;
}

/// The tables that a server of this database needs: all, and those with types that only it has.
pub(crate) fn metadata_of(database: &str) -> MetaData {
    match database {
        "postgresql" => metadata().table(archive::table().clone()),
        "sqlite" => metadata().table(Table::new("m").column(ColumnDef::of::<Json>("d"))),
        _ => metadata(),
    }
}
