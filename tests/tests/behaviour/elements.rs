//! What a schema has besides tables comes and goes with them, and is left alone where it is there.

use alchemy_claims::covers;
use alchemy_orm::core::{ColumnDef, CreateTableAs, CreateView, Sequence, prelude::*};
use alchemy_tests::{Backend, Kind, run};

fn numbers() -> Sequence {
    Sequence::new("number").start(100)
}

fn doc() -> Table {
    Table::new("doc")
        .column(ColumnDef::of::<i64>("id").primary_key().default(numbers().next_value()))
        .column(ColumnDef::of::<i64>("size").not_null())
}

fn schema() -> MetaData {
    let large = || select((doc().c("id"), doc().c("size"))).filter(doc().c("size").gt(5));
    MetaData::new()
        .table(doc())
        .element(CreateTableAs::new("large_then", large()))
        .element(CreateView::new("large", large()))
        .element(numbers())
}

async fn count(db: &Backend, table: &str) -> Result<i64> {
    db.engine.scalar(select(func::count_all()).from(&Table::new(table))).await
}

#[covers("SCH-31", "SCH-32", "SCH-33", "SCH-41", "SCH-42")]
#[test]
fn views_sequences_and_tables_of_queries_are_created_and_dropped_with_the_tables() {
    run(async |db| {
        let schema = schema();
        // The second time all is there.
        schema.create_all(&db.engine).await?;
        schema.create_all(&db.engine).await?;
        for size in [3, 7, 9] {
            db.engine.execute(doc().insert().values(doc().c("size").to(size))).await?;
        }
        assert_eq!((count(db, "large").await?, count(db, "large_then").await?), (2, 0));
        let first: i64 = db.engine.scalar(select(func::min(doc().c("id")).type_coerce::<i64>())).await?;
        // Where there are no sequences, keys are counted as the database does it.
        let counted = matches!(db.kind(), Kind::Postgres | Kind::MariaDb);
        assert_eq!(first, if counted { 100 } else { 1 });
        schema.drop_all(&db.engine).await?;
        schema.drop_all(&db.engine).await?;
        assert!(count(db, "large").await.is_err());
        schema.create_all(&db.engine).await?;
        assert_eq!(count(db, "doc").await?, 0);
        Ok(())
    });
}
