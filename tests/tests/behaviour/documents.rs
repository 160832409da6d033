//! JSON: documents go in and come out, places in them are read as values of their types, and JSON's null is not NULL.

use alchemy_claims::covers;
use alchemy_orm::core::prelude::*;
use alchemy_orm::prelude::Decimal;
use alchemy_tests::{Backend, run};
use serde_json::{Value as Json, json};

table! {
    pub paper ("paper") { id: i64 [primary_key], doc: Option<Json> }
}

async fn stored(db: &Backend, documents: impl IntoIterator<Item = Option<Json>>) -> Result<()> {
    db.create::<(paper,)>().await?;
    for (id, doc) in (1..).zip(documents) {
        db.engine.execute(paper::insert().values((paper::id.to(id), paper::doc.to(doc)))).await?;
    }
    Ok(())
}

async fn found(db: &Backend, condition: impl Expression<Value = bool>) -> Result<Vec<i64>> {
    db.engine.all(select(paper::id).filter(condition.expr()).order_by(paper::id)).await
}

#[covers("TYP-20", "DIA-06")]
#[test]
fn any_document_comes_back() {
    run(async |db| {
        let documents = [
            json!({}),
            json!([]),
            json!({"a": {"b": [1, {"c": null}]}, "": "empty name"}),
            json!("text, 'quotes', \"more\" and \\"),
            json!("\u{e9}l\u{e8}ve \u{6f22}\u{5b57} \u{1f43f} "),
            json!(["1", 1, 1.5, true, false, null, -9_007_199_254_740_991_i64]),
            json!(true),
            json!(12),
            json!("12"),
        ];
        stored(db, documents.iter().cloned().map(Some)).await?;
        let back = db.engine.all(select(paper::doc).order_by(paper::id)).await?;
        assert_eq!(back, documents.map(Some));
        let changed = json!({"changed": [true]});
        db.engine.execute(paper::update().set(paper::doc.to(changed.clone())).filter(paper::id.eq(1))).await?;
        assert_eq!(db.engine.scalar(select(paper::doc).filter(paper::id.eq(1))).await?, Some(changed));
        Ok(())
    });
}

#[covers("TYP-21")]
#[test]
fn the_null_of_json_is_a_document_and_null_is_none() {
    run(async |db| {
        stored(db, [Some(Json::Null), None, Some(json!({"a": null}))]).await?;
        let back = db.engine.all(select(paper::doc).order_by(paper::id)).await?;
        assert_eq!(back, [Some(Json::Null), None, Some(json!({"a": null}))]);
        assert_eq!(found(db, paper::doc.is_null()).await?, [2]);
        assert_eq!(found(db, paper::doc.is_not_null()).await?, [1, 3]);
        if !db.is_sqlite() {
            // A place that is not there is NULL, one that holds null is not. SQLite does not tell them apart.
            assert_eq!(found(db, paper::doc.get("a").is_not_null()).await?, [3]);
            assert_eq!(found(db, paper::doc.get("b").is_not_null()).await?, [0; 0]);
        }
        // Through an UPDATE of several kinds of nothing.
        db.engine.execute(paper::update().set(paper::doc.to(Json::Null)).filter(paper::id.eq(2))).await?;
        db.engine.execute(paper::update().set(paper::doc.to(None::<Json>)).filter(paper::id.eq(1))).await?;
        assert_eq!(db.engine.all(select(paper::doc).order_by(paper::id).limit(2)).await?, [None, Some(Json::Null)]);
        Ok(())
    });
}

#[covers("TYP-22", "TXT-08")]
#[test]
fn places_are_read_as_text_numbers_and_truth() {
    run(async |db| {
        let first = json!({"s": "it's \u{e9}", "i": 7, "f": 0.5, "n": 12.25, "t": true, "f_": false, "list": [10, {"k": "v"}]});
        let second = json!({"s": "b", "i": -3, "f": 2.5, "n": 0.75, "t": false, "f_": true, "list": [20, {"k": "w"}]});
        stored(db, [Some(first), Some(second), Some(json!({}))]).await?;
        let at = |name: &'static str| paper::doc.get(name);
        let row = select((at("s").as_string(), at("i").as_integer(), at("f").as_float(), at("t").as_boolean()));
        let row = db.engine.one(row.filter(paper::id.eq(1))).await?;
        assert_eq!(row, (Some("it's \u{e9}".to_owned()), Some(7), Some(0.5), Some(true)));
        let exact = select(at("n").as_numeric::<Decimal>(10, 2)).filter(paper::id.eq(1));
        assert_eq!(db.engine.scalar(exact).await?.map(|number| number.normalize()), Some("12.25".parse().unwrap()));
        assert_eq!(db.engine.scalar(select(at("i").as_integer()).filter(paper::id.eq(3))).await?, None, "it is not there");
        assert_eq!(found(db, at("s").as_string().eq("b")).await?, [2]);
        assert_eq!(found(db, at("i").as_integer().gt(0)).await?, [1]);
        assert_eq!(found(db, at("f").as_float().lt(1.0)).await?, [1]);
        // MySQL and MariaDB read what is not there as false.
        let absent_is_false: &[i64] = if db.is_mysql_like() { &[2, 3] } else { &[2] };
        assert_eq!(found(db, at("t").as_boolean().eq(false)).await?, absent_is_false);
        assert_eq!(found(db, paper::doc.get(("list", 0)).as_integer().eq(20)).await?, [2]);
        assert_eq!(found(db, paper::doc.get(("list", 1, "k")).as_string().eq("v")).await?, [1]);
        let part = db.engine.scalar(select(at("list").as_json()).filter(paper::id.eq(2))).await?;
        assert_eq!(part, Some(json!([20, {"k": "w"}])));
        assert_eq!(found(db, (at("i").as_integer() + 1).eq(8)).await?, [1]);
        Ok(())
    });
}
