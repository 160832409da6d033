//! Cuts of `create_all` and `drop_all`: cut at any point, they can simply be called again.

use alchemy_orm::prelude::*;
use alchemy_tests::models::{City, Country, Node, Order, OrderLine};
use alchemy_tests::run;

use super::Sweep;

type Extra = (Country, City, Node, Order, OrderLine);

#[test]
fn creating_and_dropping_tables_survives_cuts() {
    run(async |db| {
        let sweep = Sweep::new(db).await?;
        let metadata = MetaData::of::<Extra>();
        sweep
            .over("MetaData::create_all", async |engine, cutter| {
                let through = cutter.run(metadata.create_all(engine)).await.transpose()?.is_some();
                sweep.quiet("before the next call").await?;
                metadata.create_all(engine).await?;
                assert_eq!(engine.scalar(select(func::count(OrderLine::position))).await?, 0);
                metadata.drop_all(engine).await?;
                Ok(through)
            })
            .await?;
        sweep
            .over("MetaData::drop_all", async |engine, cutter| {
                metadata.create_all(engine).await?;
                let through = cutter.run(metadata.drop_all(engine)).await.transpose()?.is_some();
                sweep.quiet("before the next call").await?;
                metadata.drop_all(engine).await?;
                let gone = engine.scalar(select(func::count(Country::code))).await.unwrap_err();
                assert_eq!(gone.kind(), ErrorKind::Programming);
                Ok(through)
            })
            .await?;
        sweep.finish();
        Ok(())
    });
}
