//! What a program did wrong is told with the place and with what would help, alike on every database.

use alchemy_claims::covers;
use alchemy_orm::core::driver::BeginOptions;
use alchemy_orm::core::{Integer, prelude::*};
use alchemy_orm::prelude::*;
use alchemy_tests::{Backend, Kind, run};

table! {
    pub lot ("lot") {
        id: Auto<i64> [primary_key],
        price: i64,
        note: Option<String> [length = 20],
        bids: i64,
    }
}

/// The same table, with columns of the wrong types.
#[derive(Mapped, Debug, Default)]
#[mapped(table = "lot")]
struct Lot {
    #[mapped(primary_key)]
    id: i64,
    price: i16,
    note: String,
}

table! {
    pub sale ("sale") {
        id: Auto<i64> [primary_key],
    }
}
table! {
    pub offer ("offer") {
        id: Auto<i64> [primary_key],
        sale_id: i64 [references = sale.id],
        price: i64,
    }
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "sale")]
struct Sale {
    #[mapped(primary_key)]
    id: i64,
    offers: HasMany<Offer>,
}

/// The table's prices are wider than these.
#[derive(Mapped, Debug, Default)]
#[mapped(table = "offer")]
struct Offer {
    #[mapped(primary_key)]
    id: i64,
    #[mapped(foreign_key = Sale::id)]
    sale_id: i64,
    price: i16,
}

async fn filled(db: &Backend) -> Result<()> {
    db.create::<(lot,)>().await?;
    for (id, price, note) in [(1, 7, Some("a")), (2, 70_000, Some("b")), (3, 9, None)] {
        let values = (lot::id.to(id), lot::price.to(price), lot::note.to(note), lot::bids.to(0));
        db.engine.execute(lot::insert().values(values)).await?;
    }
    Ok(())
}

fn told<T: std::fmt::Debug>(result: Result<T>) -> (ErrorKind, String) {
    let error = result.unwrap_err();
    let message = error.to_string();
    (error.kind(), message.split(" [in: ").next().unwrap_or_default().to_owned())
}

#[covers("RES-06")]
#[test]
fn what_cannot_be_read_is_told_with_its_column() {
    run(async |db| {
        filled(db).await?;
        let pairs = select((lot::id, lot::price.type_coerce::<i16>())).order_by(lot::id);
        let (kind, message) = told(db.engine.all(pairs).await);
        assert_eq!((kind, &*message), (ErrorKind::Data, "column 2 `price`: an integer is out of range for i16"));
        let labelled = select((lot::id, lot::id, lot::note.type_coerce::<String>().label("why"))).filter(lot::id.eq(3));
        let error = db.engine.all(labelled).await.unwrap_err();
        assert_eq!(error.column(), Some("why"));
        assert!(error.to_string().starts_with("column 3 `why`: cannot read NULL as `String`"), "{error}");
        let model = |id: i64| select((lot::bids, Lot::entity())).filter(lot::id.eq(id));
        let (_, message) = told(db.engine.all(model(2)).await);
        assert_eq!(message, "column 3 `price`: an integer is out of range for i16");
        let error = db.engine.all(model(3)).await.unwrap_err();
        assert!(error.to_string().starts_with("column 4 `note`: cannot read NULL as `String`"), "{error}");
        let (_, message) = told(db.engine.one(select(lot::price).filter(lot::id.eq(2)).records()).await?.get::<i16>("price"));
        assert_eq!(message, "column 1 `price`: an integer is out of range for i16");
        Ok(())
    });
}

#[covers("RES-06")]
#[test]
fn what_a_loader_cannot_read_is_told_with_its_column() {
    run(async |db| {
        db.create::<(sale, offer)>().await?;
        db.engine.execute(sale::insert().values(sale::id.to(1))).await?;
        db.engine.execute(offer::insert().values((offer::sale_id.to(1), offer::price.to(70_000)))).await?;
        let told = |error: Error| (error.kind(), error.column().map(str::to_owned));
        let price = (ErrorKind::Data, Some("price".to_owned()));
        let apart = || Sale::select().options(Sale::offers.selectinload());
        let joined = || Sale::select().options(Sale::offers.joinedload());
        assert_eq!(told(db.engine.all(apart()).await.unwrap_err()), price);
        assert_eq!(told(db.engine.all(joined()).await.unwrap_err()), price);
        let mut session = Session::new(&db.engine);
        assert_eq!(told(session.all(apart()).await.unwrap_err()), price);
        assert_eq!(told(session.all(joined()).await.unwrap_err()), price);
        let found = session.get::<Sale>(1).await?.unwrap();
        assert_eq!(told(session.load(&found, Sale::offers).await.unwrap_err()), price);
        Ok(())
    });
}

#[covers("DML-04")]
#[test]
fn a_write_of_nothing_says_what_it_lacks() {
    run(async |db| {
        filled(db).await?;
        let (kind, message) = told(db.engine.execute(lot::insert()).await);
        assert_eq!(kind, ErrorKind::Programming);
        assert!(message.starts_with("the INSERT says no values"), "{message}");
        assert!(message.contains("default_values()"), "{message}");
        let (kind, message) = told(db.engine.execute(lot::update().filter(lot::id.eq(1))).await);
        assert_eq!(kind, ErrorKind::Programming);
        assert!(message.starts_with("the UPDATE says no values") && message.contains("set("), "{message}");
        Ok(())
    });
}

#[covers("SCH-02")]
#[test]
fn a_column_that_a_table_of_the_run_time_lacks_is_told_before_anything_is_sent() {
    run(async |db| {
        let note = Table::new("note").column(Column::new("id", Integer)).column(Column::new("body", Integer).key("text"));
        assert_eq!(
            told(db.engine.all(select(note.c("nope"))).await),
            (ErrorKind::Programming, "the table `note` has no column `nope`; it has `id`, `body`".to_owned()),
        );
        let n = note.alias("n");
        let aliased = select(func::count_all()).from(&n).filter(n.c::<i64>("nope").eq(1));
        assert_eq!(told(db.engine.all(aliased).await).0, ErrorKind::Programming);
        db.engine.execute(text("DROP TABLE IF EXISTS note")).await?;
        db.engine.execute(text("CREATE TABLE note (id INTEGER, body INTEGER)")).await?;
        assert!(db.engine.all(select((note.c("id"), note.c("text")))).await?.is_empty());
        db.engine.execute(text("DROP TABLE note")).await?;
        Ok(())
    });
}

#[covers("TXN-16")]
#[test]
fn a_write_in_a_read_only_transaction_is_refused_with_one_kind() {
    run(async |db| {
        filled(db).await?;
        let mut conn = db.engine.connect().await?;
        let mut transaction = conn.begin_with(BeginOptions { read_only: true, ..BeginOptions::default() }).await?;
        assert_eq!(transaction.all(select(lot::id).order_by(lot::id)).await?, [1, 2, 3]);
        let error = transaction.execute(lot::delete().filter(lot::id.eq(1))).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Operational, "{error}");
        transaction.rollback().await
    });
}

#[covers("TXT-04")]
#[test]
fn an_empty_list_in_text_has_the_type_of_its_values() {
    run(async |db| {
        filled(db).await?;
        let none: Vec<i64> = Vec::new();
        let found = text("SELECT id FROM lot WHERE id IN :ids").bind_list("ids", none.clone()).columns::<i64>();
        assert!(db.engine.all(found).await?.is_empty());
        let others = text("SELECT id FROM lot WHERE id NOT IN :ids ORDER BY id").bind_list("ids", none.clone()).columns::<i64>();
        assert_eq!(db.engine.all(others).await?, [1, 2, 3]);
        let ids = param_list::<i64>("ids");
        let written = select(lot::id).filter(lot::id.in_(&ids)).params(ids.to(none)).inlined();
        if db.kind() != Kind::Mysql {
            assert!(db.engine.all(written).await?.is_empty());
        }
        Ok(())
    });
}

#[covers("CTE-01")]
#[test]
fn the_attributes_of_a_model_name_columns_of_what_is_selected_from_it() {
    run(async |db| {
        filled(db).await?;
        let dear = select((Lot::id, Lot::price.cast::<i64>().label("price"))).filter(Lot::price.gt(8));
        let (rows, with) = (dear.clone().subquery("dear"), dear.cte("dear"));
        let found = select((rows.c(Lot::id), rows.c::<i64>("price"))).order_by(rows.c(Lot::id));
        assert_eq!(db.engine.all(found).await?, [(2, 70_000), (3, 9)]);
        assert_eq!(db.engine.all(select(with.c(Lot::id)).order_by(with.c(Lot::id))).await?, [2, 3]);
        Ok(())
    });
}

#[test]
fn an_error_shows_the_beginning_of_a_very_long_statement_and_keeps_all_of_it() {
    run(async |db| {
        let long = format!("SELECT {} FROM nowhere", vec!["'ä'"; 1_000].join(", "));
        let error = db.engine.execute(text(&long)).await.unwrap_err();
        assert_eq!(error.statement(), Some(&*long));
        let shown = error.to_string();
        assert!(shown.len() < 2_300 && shown.contains(&format!("… ({} bytes)]", long.len())), "{shown}");
        Ok(())
    });
}
