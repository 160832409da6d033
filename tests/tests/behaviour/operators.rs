//! Operators find the same rows and give the same values on every database, or are refused before they are sent.

use alchemy_claims::covers;
use alchemy_orm::core::{Plain, Shape, SqlValue, null, prelude::*, tuple};
use alchemy_orm::prelude::Decimal;
use alchemy_tests::{Backend, Kind, run};

table! {
    pub item ("item") {
        id: i64 [primary_key],
        name: String [length = 20],
        note: Option<String> [length = 20],
        amount: i64,
        weight: Option<f64>,
        flags: i64,
        sold: bool,
    }
}

/// Four items: 1 and 3 are sold, 2 and 4 have no note, 4 no weight.
async fn filled(db: &Backend) -> Result<()> {
    db.create::<(item,)>().await?;
    let rows = [
        (1, "50% off", Some("a"), 7, Some(0.5), 5, true),
        (2, "50 Off", None, 8, Some(1.5), 3, false),
        (3, "Élan_x", Some("b"), 9, Some(2.5), 6, true),
        (4, "a/b", None, 10, None, 0, false),
    ];
    for (id, name, note, amount, weight, flags, sold) in rows {
        let numbers = (item::id.to(id), item::amount.to(amount), item::weight.to(weight), item::flags.to(flags));
        let values = (numbers, item::name.to(name), item::note.to(note), item::sold.to(sold));
        db.engine.execute(item::insert().values(values)).await?;
    }
    Ok(())
}

/// The keys of the rows for which the condition holds.
async fn found(db: &Backend, condition: impl Expression<Value = bool>) -> Result<Vec<i64>> {
    db.engine.all(select(item::id).filter(condition.expr()).order_by(item::id)).await
}

/// A value of the first row.
async fn first<T>(db: &Backend, value: Expr<T>) -> Result<T>
where
    T: SqlValue<Read = T> + Shape<In<Plain> = T>,
{
    db.engine.one(select(value.label("v")).filter(item::id.eq(1))).await
}

#[covers("EXP-01", "EXP-02", "EXP-03", "EXP-04")]
#[test]
fn comparisons_know_null() {
    run(async |db| {
        filled(db).await?;
        assert_eq!(found(db, item::amount.ge(9)).await?, [3, 4]);
        assert_eq!(found(db, item::note.eq(None::<&str>)).await?, [2, 4]);
        assert_eq!(found(db, item::note.ne("a")).await?, [3], "NULL is not known to differ");
        assert_eq!(found(db, item::note.is_distinct_from("a")).await?, [2, 3, 4]);
        assert_eq!(found(db, item::note.is_not_distinct_from(None::<&str>)).await?, [2, 4]);
        assert_eq!(found(db, item::weight.gt(1.0).is(true)).await?, [2, 3]);
        assert_eq!(found(db, item::weight.gt(1.0).is_not(true)).await?, [1, 4]);
        Ok(())
    });
}

#[covers("EXP-05", "EXP-06", "EXP-07", "EXP-09")]
#[test]
fn lists_hold_what_is_in_them() {
    run(async |db| {
        filled(db).await?;
        assert_eq!(found(db, item::amount.in_([7, 9])).await?, [1, 3]);
        assert_eq!(found(db, !item::amount.in_([7, 9])).await?, [2, 4]);
        assert_eq!(found(db, item::note.in_([Some("a"), None])).await?, [1], "NULL is in no list");
        assert_eq!(found(db, item::amount.in_([literal(7), item::id + 6])).await?, [1, 2, 3, 4]);
        let none: Vec<&str> = Vec::new();
        assert_eq!(found(db, item::note.in_(none.clone())).await?, [0; 0]);
        assert_eq!(found(db, item::note.not_in(none.clone())).await?, [1, 2, 3, 4], "also where it is NULL");
        assert_eq!(found(db, item::sold.or(item::note.in_(none))).await?, [1, 3]);
        let heavy = select(item::id).filter(item::weight.gt(1.0));
        assert_eq!(found(db, item::id.in_(heavy.clone())).await?, [2, 3]);
        assert_eq!(found(db, item::id.not_in(heavy)).await?, [1, 4]);
        assert_eq!(found(db, item::amount.between(8, 9)).await?, [2, 3]);
        assert_eq!(found(db, !item::amount.between(item::id + 6, 8)).await?, [3, 4]);
        Ok(())
    });
}

#[covers("EXP-08", "EXP-36")]
#[test]
fn row_values_are_compared_part_by_part() {
    run(async |db| {
        filled(db).await?;
        let both = || tuple((item::amount, item::name));
        assert_eq!(found(db, both().in_([(7, "50% off"), (8, "a/b"), (10, "a/b")])).await?, [1, 4]);
        assert_eq!(found(db, both().not_in([(7, "50% off"), (10, "a/b")])).await?, [2, 3]);
        assert_eq!(found(db, both().in_(Vec::<(i64, String)>::new())).await?, [0; 0]);
        assert_eq!(found(db, both().not_in(Vec::<(i64, String)>::new())).await?, [1, 2, 3, 4]);
        assert_eq!(found(db, both().in_(select((item::amount, item::name)).filter(item::sold))).await?, [1, 3]);
        assert_eq!(found(db, both().eq((7, "50% off"))).await?, [1]);
        assert_eq!(found(db, tuple((item::amount, item::id)).gt((8, 1))).await?, [2, 3, 4]);
        Ok(())
    });
}

#[covers("EXP-10", "EXP-11", "EXP-14")]
#[test]
fn text_is_found_as_it_is_meant() {
    run(async |db| {
        filled(db).await?;
        assert_eq!(found(db, item::name.like("50%")).await?, [1, 2]);
        assert_eq!(found(db, item::name.not_like("50%")).await?, [3, 4]);
        assert_eq!(found(db, item::name.like("50^%%").escape('^')).await?, [1]);
        assert_eq!(found(db, item::name.ilike("%OFF")).await?, [1, 2]);
        assert_eq!(found(db, item::name.contains("50%")).await?, [1], "% is meant literally");
        assert_eq!(found(db, item::name.contains("a/b")).await?, [4]);
        assert_eq!(found(db, item::name.starts_with("_").wildcards()).await?, [1, 2, 3, 4]);
        assert_eq!(found(db, item::name.ends_with("_x")).await?, [3]);
        assert_eq!(found(db, item::name.icontains("OFF")).await?, [1, 2]);
        assert_eq!(found(db, item::name.contains("!").autoescape('!')).await?, [0; 0]);
        assert_eq!(found(db, item::name.starts_with(item::note).expr()).await?, [0; 0]);
        assert_eq!(first(db, item::name.concat(" ").concat(item::note)).await?.as_deref(), Some("50% off a"));
        assert_eq!(found(db, item::name.concat("!").eq("a/b!")).await?, [4]);
        Ok(())
    });
}

#[covers("EXP-12")]
#[test]
fn regular_expressions_match_and_replace() {
    run(async |db| {
        filled(db).await?;
        if matches!(db.kind(), Kind::SqliteInline | Kind::SqliteWorker) {
            let replaced = select(item::name.regexp_replace("o+", "0"));
            assert_eq!(db.engine.all(replaced).await.unwrap_err().kind(), ErrorKind::Unsupported);
            return Ok(());
        }
        assert_eq!(found(db, item::name.regexp_match("^50.*f$")).await?, [1, 2]);
        assert_eq!(found(db, !item::name.regexp_match("^[0-9]")).await?, [3, 4]);
        assert_eq!(found(db, item::name.regexp_match_flags("^ÉLAN", "i")).await?, [3]);
        assert_eq!(first(db, item::name.regexp_replace("f+", "n")).await?, "50% on");
        Ok(())
    });
}

#[covers("EXP-15", "EXP-16")]
#[test]
fn arithmetic_of_two_types_is_read_as_the_more_exact_one() {
    run(async |db| {
        filled(db).await?;
        let half = Decimal::new(5, 1);
        assert_eq!(first(db, item::amount * half).await?, Decimal::new(35, 1));
        assert_eq!(first(db, item::amount + half).await?, Decimal::new(75, 1));
        assert_eq!(first(db, item::amount / Decimal::TWO).await?, Decimal::new(35, 1));
        assert_eq!(first(db, (item::amount + half).floor_div(2)).await?, Decimal::new(3, 0));
        assert_eq!(first(db, item::amount * item::weight).await?, Some(3.5));
        let absent = None::<i32>;
        assert_eq!(first(db, item::amount + absent).await?, None, "what comes of NULL is NULL");
        Ok(())
    });
}

#[covers("EXP-15", "EXP-16", "EXP-19")]
#[test]
fn arithmetic_gives_the_same_numbers() {
    run(async |db| {
        filled(db).await?;
        assert_eq!(first(db, item::amount / 2).await?, 3.5, "a quotient of integers has a fraction");
        assert_eq!(first(db, item::amount / item::flags).await?, 1.4);
        assert_eq!(first(db, item::amount.floor_div(2)).await?, 3);
        // Below zero the whole quotient of integers is the database's own; of floats it is the next integer below everywhere.
        assert_eq!(first(db, (item::amount - 14).floor_div(2)).await?, if db.is_mysql_like() { -4 } else { -3 });
        assert_eq!(first(db, (item::amount - 14).cast::<f64>().floor_div(2)).await?, -4.0);
        assert_eq!(first(db, item::weight / 2.0).await?, Some(0.25));
        assert_eq!(first(db, (item::amount + 1) * 2 - item::amount % 4).await?, 13);
        assert_eq!(first(db, item::amount - (item::flags - 1)).await?, 3);
        assert_eq!(first(db, -(item::amount - 10)).await?, 3);
        assert_eq!(first(db, item::flags.bitwise_and(4).bitwise_or(2)).await?, 6);
        assert_eq!(first(db, item::flags.bitwise_xor(6)).await?, 3);
        assert_eq!(first(db, item::flags.bitwise_xor(6).bitwise_xor(item::amount) * 2).await?, 8);
        assert_eq!(first(db, item::flags.bitwise_lshift(2) + 1).await?, 21);
        assert_eq!(first(db, item::flags.bitwise_rshift(1)).await?, 2);
        assert_eq!(found(db, item::flags.bitwise_and(4).ne(0)).await?, [1, 3]);
        Ok(())
    });
}

table! {
    part ("part") {
        id: i64 [primary_key],
        quantity: i32,
    }
}

#[covers("EXP-01", "EXP-05", "EXP-09", "EXP-15")]
#[test]
fn a_number_is_not_rounded_by_the_column_beside_it() {
    run(async |db| {
        db.create::<(part,)>().await?;
        db.engine.execute(part::insert().rows((part::id, part::quantity), [(1, 9), (2, 10), (3, 11)])).await?;
        let found = async |condition: Expr<bool>| -> Result<Vec<i64>> {
            db.engine.all(select(part::id).filter(condition).order_by(part::id)).await
        };
        assert_eq!(found(part::quantity.gt(10.5)).await?, [3]);
        assert_eq!(found(part::quantity.le(10.5)).await?, [1, 2]);
        assert_eq!(found(part::quantity.eq(10.5)).await?, [0; 0]);
        assert_eq!(found(part::quantity.between(9.5, 10.5)).await?, [2]);
        assert_eq!(found(part::quantity.in_([10.0, 10.5])).await?, [2]);
        assert_eq!(found(part::quantity.not_in([10.0, 10.5])).await?, [1, 3]);
        assert_eq!(found(part::quantity.lt(5_000_000_000_i64)).await?, [1, 2, 3]);
        assert_eq!(found(part::quantity.in_([10, 5_000_000_000_i64])).await?, [2]);
        assert_eq!(found((part::quantity * 1.5).gt(15.0)).await?, [3]);
        let products = select((part::quantity * 1.5).cast::<f64>()).order_by(part::id);
        let products: Vec<f64> = db.engine.all(products).await?;
        assert_eq!(products, [13.5, 15.0, 16.5]);
        Ok(())
    });
}

#[covers("EXP-02", "EXP-17")]
#[test]
fn a_filter_is_passed_over_if_its_value_is_null() {
    run(async |db| {
        filled(db).await?;
        for (name, expected) in [(None, vec![1, 2, 3, 4]), (Some("a/b"), vec![4]), (None, vec![1, 2, 3, 4])] {
            let condition = literal(name).is_null().or(item::name.eq(literal(name)));
            assert_eq!(found(db, condition).await?, expected);
        }
        for (amount, expected) in [(Some(8_i64), vec![2]), (None, vec![1, 2, 3, 4])] {
            let condition = literal(amount).is_null().or(item::amount.eq(literal(amount)));
            assert_eq!(found(db, condition).await?, expected);
        }
        Ok(())
    });
}

#[covers("EXP-17", "EXP-18", "EXP-21", "EXP-22")]
#[test]
fn conditions_are_joined_and_negated() {
    run(async |db| {
        filled(db).await?;
        assert_eq!(found(db, item::sold).await?, [1, 3]);
        assert_eq!(found(db, !item::sold.expr()).await?, [2, 4]);
        assert_eq!(found(db, item::sold.eq(false)).await?, [2, 4]);
        assert_eq!(found(db, item::sold.and(item::amount.gt(7)).or(item::weight.is_null())).await?, [3, 4]);
        assert_eq!(found(db, !item::sold.and(item::amount.gt(7))).await?, [1, 2, 4]);
        assert_eq!(found(db, !item::amount.lt(9)).await?, [3, 4]);
        assert_eq!(found(db, all_of(Vec::<Expr<bool>>::new())).await?, [1, 2, 3, 4]);
        assert_eq!(found(db, any_of(Vec::<Expr<bool>>::new())).await?, [0; 0], "nothing holds of nothing");
        assert_eq!(found(db, item::sold.and(false)).await?, [0; 0]);
        assert_eq!(found(db, item::sold.or(null::<bool>())).await?, [1, 3]);
        Ok(())
    });
}
