//! Views, tables made of queries, and sequences: on every database that has them, refused elsewhere before anything is sent.

use alchemy_claims::covers;
use alchemy_orm::core::dialect::Sequences;
use alchemy_orm::core::{CreateSequence, CreateTableAs, CreateView, DropSequence, Sequence, named, prelude::*};
use alchemy_tests::{Backend, Kind, run};

table! {
    pub book ("book") { id: i64 [primary_key], title: String [length = 40], pages: i64 }
}

async fn filled(db: &Backend) -> Result<()> {
    db.create::<(book,)>().await?;
    let rows = [(1, "Moby Dick", 635), (2, "It's short", 90), (3, "Ulysses", 730)];
    db.engine.execute(book::insert().rows((book::id, book::title, book::pages), rows)).await.map(drop)
}

async fn titles(db: &Backend, of: &str) -> Result<Vec<String>> {
    db.engine.all(text(&format!("SELECT title FROM {of} ORDER BY title")).columns::<String>()).await
}

#[covers("DIA-10", "SCH-42")]
#[test]
fn a_view_shows_its_table_as_it_is() {
    run(async |db| {
        filled(db).await?;
        let short = "It's short";
        let thick =
            CreateView::new("thick", select((book::id, book::title)).filter(book::pages.gt(300).and(book::title.ne(short))));
        db.engine.execute(thick.clone()).await?;
        assert_eq!(titles(db, "thick").await?, ["Moby Dick", "Ulysses"]);
        db.engine.execute(book::delete().filter(book::id.eq(1))).await?;
        assert_eq!(titles(db, "thick").await?, ["Ulysses"]);
        assert!(db.engine.execute(thick.clone()).await.is_err(), "it is there");
        let views = db.engine.dialect().features().views;
        let all = CreateView::new("thick", select((book::id, book::title)));
        let options = [
            (all.clone().or_replace(), views.or_replace),
            (all.clone().if_not_exists(), views.if_not_exists),
            (CreateView::new("passing", select(book::title)).temporary(), views.temporary),
            (CreateView::new("kept", select(book::title)).materialized(), views.materialized),
        ];
        for (view, can) in options {
            db.sent.clear();
            match db.engine.execute(view).await {
                Ok(_) => assert!(can),
                Err(error) => {
                    assert_eq!((error.kind(), can), (ErrorKind::Unsupported, false), "{error}");
                    assert!(db.sent.statements().is_empty());
                }
            }
        }
        assert_eq!(titles(db, "thick").await?.len(), if views.or_replace { 2 } else { 1 });
        db.engine.execute(thick.drop_view()).await?;
        assert!(titles(db, "thick").await.is_err());
        db.engine.execute(thick.drop_view().if_exists()).await?;
        Ok(())
    });
}

#[covers("DIA-10", "SCH-41")]
#[test]
fn a_table_is_made_of_what_a_query_gives() {
    run(async |db| {
        filled(db).await?;
        let both = select((book::title, book::pages))
            .filter(book::id.eq(1))
            .union_all(select((book::title, book::pages)).filter(book::id.eq(2)));
        db.engine
            .execute(CreateTableAs::new("copied", select((book::title, book::pages)).filter(book::title.eq("It's short"))))
            .await?;
        db.engine.execute(CreateTableAs::new("pair", both)).await?;
        db.engine.execute(book::delete()).await?;
        assert_eq!(titles(db, "copied").await?, ["It's short"]);
        assert_eq!(titles(db, "pair").await?, ["It's short", "Moby Dick"]);
        let again = CreateTableAs::new("copied", select(book::title)).if_not_exists();
        db.engine.execute(again).await?;
        assert_eq!(titles(db, "copied").await?.len(), 1);
        // A temporary one is seen by its connection alone.
        let mut connection = db.engine.connect().await?;
        connection.execute(CreateTableAs::new("passing", text("SELECT title FROM copied").columns::<String>()).temporary()).await?;
        assert_eq!(connection.all(text("SELECT title FROM passing").columns::<String>()).await?, ["It's short"]);
        connection.commit().await?;
        let mut other = db.engine.connect().await?;
        assert!(other.all(text("SELECT title FROM passing").columns::<String>()).await.is_err());
        Ok(())
    });
}

#[covers("DIA-10", "SCH-31", "FUN-21")]
#[test]
fn a_sequence_counts_where_there_are_any() {
    run(async |db| {
        let numbers = Sequence::new("numbers").start(10).increment(5);
        db.sent.clear();
        if db.engine.dialect().features().sequences == Sequences::None {
            assert_eq!(db.engine.execute(CreateSequence::new(&numbers)).await.unwrap_err().kind(), ErrorKind::Unsupported);
            assert_eq!(db.engine.scalar(select(numbers.next_value())).await.unwrap_err().kind(), ErrorKind::Unsupported);
            assert_eq!(db.engine.execute(DropSequence::new(&numbers)).await.unwrap_err().kind(), ErrorKind::Unsupported);
            assert!(db.sent.statements().is_empty());
            assert!(db.is_sqlite() || db.kind() == Kind::Mysql);
            return Ok(());
        }
        db.engine.execute(CreateSequence::new(&numbers)).await?;
        assert!(db.engine.execute(CreateSequence::new(&numbers)).await.is_err());
        db.engine.execute(CreateSequence::new(&numbers).if_not_exists()).await?;
        assert_eq!(db.engine.scalar(select(numbers.next_value())).await?, 10);
        assert_eq!(db.engine.scalar(select(numbers.next_value())).await?, 15);
        // As the program's default of a column, and as the server's.
        let table = Table::new("t")
            .column(Column::new("a", BigInteger).default(numbers.next_value()))
            .column(Column::new("b", BigInteger).server_default(numbers.next_value()))
            .column(Column::new("c", Integer));
        MetaData::new().table(table.clone()).create_all(&db.engine).await?;
        db.engine.execute(table.insert().values(table.c("c").to(1))).await?;
        let row = db.engine.one(text("SELECT a, b FROM t").columns::<(i64, i64)>()).await?;
        // Which of the two is counted first is for the server to say.
        assert!(row == (20, 25) || row == (25, 20), "{row:?}");
        MetaData::new().table(table).drop_all(&db.engine).await?;
        db.engine.execute(DropSequence::new(&numbers)).await?;
        assert!(db.engine.execute(DropSequence::new(&numbers)).await.is_err());
        db.engine.execute(DropSequence::new(&numbers).if_exists()).await?;
        Ok(())
    });
}

#[covers("DIA-10", "DML-21")]
#[test]
fn plain_writes_count_the_rows_that_matched() {
    run(async |db| {
        filled(db).await?;
        let thick = || book::pages.gt(300);
        assert_eq!(db.engine.execute(book::update().set(book::pages.to(book::pages + 1)).filter(thick())).await?.rows_affected, 2);
        assert_eq!(db.engine.execute(book::update().set(book::pages.to(1)).filter(book::id.eq(9))).await?.rows_affected, 0);
        assert_eq!(db.engine.all(select(book::pages).order_by(book::id)).await?, [636, 90, 731]);
        let each =
            [(1, "a"), (2, "b"), (9, "c")].map(|(id, title)| book::update().set(book::title.to(title)).filter(book::id.eq(id)));
        assert_eq!(db.engine.execute_many(each).await?.rows_affected, 2);
        assert_eq!(db.engine.execute(book::delete().filter(thick())).await?.rows_affected, 2);
        assert_eq!(db.engine.all(select(book::title)).await?, ["b"]);
        Ok(())
    });
}

#[covers("DIA-10")]
#[test]
fn ctes_stand_before_every_kind_of_statement() {
    run(async |db| {
        filled(db).await?;
        let thick = || select((book::id, book::title, book::pages)).filter(book::pages.gt(300)).cte("thick");
        let named_thick = thick();
        let found = select(named_thick.c(book::title)).order_by(named("title"));
        assert_eq!(db.engine.all(found).await?, ["Moby Dick", "Ulysses"]);
        let from = thick();
        let copied = book::insert().from_select(
            (book::id, book::title, book::pages),
            select((from.c(book::id) + 10, from.c(book::title), from.c(book::pages))),
        );
        db.engine.execute(copied).await?;
        assert_eq!(db.engine.scalar(select(func::count(book::id))).await?, 5);
        let some = select(book::id).filter(book::id.gt(10)).cte("copies");
        let of = select(some.c(book::id));
        let marked = book::update().set(book::pages.to(0)).filter(book::id.in_(of.clone()));
        assert_eq!(db.engine.execute(marked).await?.rows_affected, 2);
        assert_eq!(db.engine.execute(book::delete().filter(book::id.in_(of))).await?.rows_affected, 2);
        assert_eq!(db.engine.scalar(select(func::count(book::id))).await?, 3);
        Ok(())
    });
}
