//! Which rows a SELECT gives, and in which order: limits, ties, collations, lists that are filled in late, set operations,
//! computed and identity columns. The same on every database, or refused before anything is sent.

use alchemy_claims::covers;
use alchemy_orm::core::{Computed, Fetch, Identity, NullsOperators as _, SqlValue, named, prelude::*, union, union_all};
use alchemy_orm::core::{CreateTable, exists, func, joined_on, tuple};
use alchemy_tests::{Backend, Kind, run};

table! {
    pub place ("place") { id: i64 [primary_key], x: i64, y: i64, name: Option<String> [length = 20] }
}

/// Five places; `y` is 1, 1, 2, 2, 3.
async fn filled(db: &Backend) -> Result<()> {
    db.create::<(place,)>().await?;
    let rows = [(1, 10, 1, Some("b")), (2, 20, 1, Some("A")), (3, 30, 2, None), (4, 40, 2, Some("a")), (5, 50, 3, Some("B"))];
    let columns = (place::id, place::x, place::y, place::name);
    db.engine.execute(place::insert().rows(columns, rows)).await.map(drop)
}

async fn ids(db: &Backend, query: Select<i64>) -> Result<Vec<i64>> {
    db.engine.all(query).await
}

/// The rows, or `None` where the query is refused before anything is sent.
async fn unless_refused(db: &Backend, query: Select<i64>) -> Result<Option<Vec<i64>>> {
    db.sent.clear();
    match db.engine.all(query).await {
        Err(error) if error.kind() == ErrorKind::Unsupported => {
            assert!(db.sent.statements().is_empty());
            Ok(None)
        }
        rows => rows.map(Some),
    }
}

#[covers("DIA-05")]
#[test]
fn limits_and_offsets_are_numbers_and_expressions() {
    run(async |db| {
        filled(db).await?;
        let all = || select(place::id).order_by(place::id);
        assert_eq!(ids(db, all().limit(2)).await?, [1, 2]);
        assert_eq!(ids(db, all().offset(3)).await?, [4, 5]);
        assert_eq!(ids(db, all().limit(2).offset(1)).await?, [2, 3]);
        assert_eq!(ids(db, all().slice(1..4)).await?, [2, 3, 4]);
        assert_eq!(ids(db, all().limit(0)).await?, [0; 0]);
        assert_eq!(ids(db, all().limit(9).offset(9)).await?, [0; 0]);
        let (count, skip) = (param::<i64>("count"), param::<i64>("skip"));
        let page = all().limit(&count).offset(&skip);
        for (given, expected) in [((2, 0), vec![1, 2]), ((1, 4), vec![5])] {
            assert_eq!(db.engine.all(page.params((count.to(given.0), skip.to(given.1)))).await?, expected);
        }
        // A slice of what a parameter leaves; a limit that is calculated is refused by some.
        let rest = all().offset(&skip).slice(1..3).params(skip.to(1));
        db.sent.clear();
        match db.engine.all(rest).await {
            Err(error) if error.kind() == ErrorKind::Unsupported => {
                assert!(matches!(db.kind(), Kind::Mysql | Kind::MariaDb) && db.sent.statements().is_empty());
            }
            rows => assert_eq!(rows?, [3, 4]),
        }
        // In a subquery it is that one's.
        let last = select((place::id, place::y)).order_by(place::id.desc()).limit(2).subquery("last_two");
        assert_eq!(ids(db, select(last.c(place::id)).order_by(last.c(place::y))).await?, [4, 5]);
        Ok(())
    });
}

#[covers("DIA-05")]
#[test]
fn fetch_takes_ties_along_where_it_can() {
    run(async |db| {
        filled(db).await?;
        let by_y = || select(place::id).order_by((place::y, place::id));
        if let Some(rows) = unless_refused(db, by_y().fetch(2).offset(1)).await? {
            assert_eq!(rows, [2, 3]);
        } else {
            assert!(db.is_sqlite() || db.kind() == Kind::Mysql);
        }
        let ties = select(place::id).order_by(place::y).fetch(Fetch::rows(3).with_ties());
        let sorted = unless_refused(db, ties).await?.map(|mut rows| {
            rows.sort_unstable();
            rows
        });
        match db.kind() {
            Kind::Postgres | Kind::MariaDb => assert_eq!(sorted, Some(vec![1, 2, 3, 4])),
            _ => assert_eq!(sorted, None),
        }
        assert_eq!(unless_refused(db, by_y().fetch(Fetch::rows(40).percent())).await?, None, "no database here has PERCENT");
        Ok(())
    });
}

#[covers("DIA-05")]
#[test]
fn rows_are_ordered_by_labels_collations_and_where_null_is_wanted() {
    run(async |db| {
        filled(db).await?;
        let sum = (place::x + place::y).label("total");
        let rows = db.engine.all(select((place::id, sum)).order_by(named("total").desc()).limit(2)).await?;
        assert_eq!(rows, [(5, 53), (4, 42)]);
        // Capitals first, and capitals and others alike: what it is called is the database's.
        let (binary, folded) = match db.kind() {
            Kind::Postgres => ("C", "en-x-icu"),
            Kind::Mysql | Kind::MariaDb => ("utf8mb4_bin", "utf8mb4_general_ci"),
            Kind::SqliteInline | Kind::SqliteWorker => ("BINARY", "NOCASE"),
        };
        let named = || select(place::id).filter(place::name.is_not_null());
        assert_eq!(ids(db, named().order_by(place::name.collate(binary))).await?, [2, 5, 4, 1]);
        let alike = ids(db, named().order_by((place::name.collate(folded), place::id))).await?;
        assert!(alike[..2].contains(&2) && alike[..2].contains(&4), "{alike:?}");
        if db.kind() != Kind::Postgres {
            assert_eq!(ids(db, select(place::id).filter(place::name.collate(folded).eq("b")).order_by(place::id)).await?, [1, 5]);
        }
        let nulls_last = || (place::name.collate(binary).nulls_last(), place::id);
        if let Some(rows) = unless_refused(db, select(place::id).order_by(nulls_last())).await? {
            assert_eq!(rows, [2, 5, 4, 1, 3]);
            let first = select(place::id).order_by((place::name.nulls_first(), place::id)).limit(1);
            assert_eq!(ids(db, first).await?, [3]);
        } else {
            assert!(db.is_mysql_like());
            let told = select(place::id).order_by((place::name.is_null(), place::name.collate(binary)));
            assert_eq!(ids(db, told).await?, [2, 5, 4, 1, 3]);
        }
        Ok(())
    });
}

#[covers("DIA-05")]
#[test]
fn lists_are_filled_in_at_execution() {
    run(async |db| {
        filled(db).await?;
        let (wanted, names) = (param_list::<i64>("wanted"), param_list::<String>("names"));
        let stmt = select(place::id).filter(place::id.in_(&wanted).or(place::name.in_(&names))).order_by(place::id);
        let found = async |ids: &[i64], texts: &[&str]| {
            let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
            db.engine.all(stmt.params((wanted.to(ids.iter().copied()), names.to(texts)))).await
        };
        assert_eq!(found(&[1, 5], &[]).await?, [1, 5]);
        assert_eq!(found(&[], &[]).await?, [0; 0]);
        assert_eq!(found(&[9], &["?", "$1", "it's", ":x"]).await?, [0; 0]);
        let many: Vec<i64> = (3..300).collect();
        assert_eq!(found(&many, &[]).await?, [3, 4, 5]);
        Ok(())
    });
}

#[covers("DIA-05", "CTE-10")]
#[test]
fn set_operations_nest_and_have_limits_of_their_own() {
    run(async |db| {
        filled(db).await?;
        let below = |y: i64| select(place::id).filter(place::y.le(y));
        let from = |id: i64| select(place::id).filter(place::id.ge(id));
        let sorted = async |query: alchemy_orm::core::Compound<i64>| db.engine.all(query.order_by(named("id"))).await;
        assert_eq!(sorted(union([below(1), from(2)])).await?, [1, 2, 3, 4, 5]);
        assert_eq!(sorted(union_all([below(1), from(2).filter(place::id.lt(3))])).await?, [1, 2, 2]);
        assert_eq!(sorted(below(2).intersect(from(2))).await?, [2, 3, 4]);
        assert_eq!(sorted(below(2).except(from(2))).await?, [1]);
        let page = below(2).union(from(5)).order_by(named("id").desc()).limit(2).offset(1);
        assert_eq!(db.engine.all(page).await?, [4, 3]);
        // A member with a limit of its own, in parentheses or as a subquery.
        let first = select(place::id).order_by(place::id).limit(1);
        let both = first.union(select(place::id).order_by(place::id.desc()).limit(1));
        db.sent.clear();
        match db.engine.all(both.order_by(named("id"))).await {
            Ok(rows) => assert_eq!(rows, [1, 5]),
            Err(error) => {
                assert_eq!((error.kind(), db.is_sqlite()), (ErrorKind::Unsupported, true), "{error}");
                assert!(db.sent.statements().is_empty());
            }
        }
        Ok(())
    });
}

#[covers("DIA-05", "SEL-10")]
#[test]
fn distinct_exists_and_groups_choose_rows() {
    run(async |db| {
        filled(db).await?;
        assert_eq!(ids(db, select(place::y).distinct().order_by(place::y)).await?, [1, 2, 3]);
        let mut firsts = select(place::id).distinct_on(place::y).order_by((place::y, place::x.desc()));
        match unless_refused(db, firsts.clone()).await? {
            Some(rows) => assert_eq!((rows, db.kind()), (vec![2, 4, 5], Kind::Postgres)),
            None => {
                let highest = select(func::max(place::x).label("highest")).group_by(place::y);
                firsts = select(place::id).filter(place::x.in_(highest)).order_by(place::id);
                assert_eq!(ids(db, firsts).await?, [2, 4, 5]);
            }
        }
        let other = place::alias("other");
        let followed = exists().filter(other.c(place::y).eq(place::y)).filter(other.c(place::id).gt(place::id));
        assert_eq!(ids(db, select(place::id).filter(followed.clone()).order_by(place::id)).await?, [1, 3]);
        assert_eq!(ids(db, select(place::id).filter(!followed).order_by(place::id)).await?, [2, 4, 5]);
        let groups = select((place::y, func::count(place::id))).group_by(place::y).having(func::count(place::id).gt(1));
        assert_eq!(db.engine.all(groups.order_by(place::y)).await?, [(1, 2), (2, 2)]);
        Ok(())
    });
}

#[covers("DIA-05", "SCH-29")]
#[test]
fn computed_columns_are_read_and_cannot_be_written() {
    run(async |db| {
        let table = Table::new("square")
            .column(Column::new("n", Integer).primary_key())
            .column(Column::new("area", Integer).computed(Computed::new("n * n").stored()));
        db.engine.execute(CreateTable::new(&table)).await?;
        db.engine.execute(table.insert().values(table.c("n").to(7))).await?;
        let area = || i64::from_value_of(&table, "area");
        assert_eq!(ids(db, select(area())).await?, [49]);
        db.engine.execute(table.update().set(table.c("n").to(2))).await?;
        assert_eq!(ids(db, select(area()).filter(area().eq(4))).await?, [4]);
        assert!(db.engine.execute(table.insert().values((table.c("n").to(1), table.c("area").to(5)))).await.is_err());
        Ok(())
    });
}

/// A column of a table that is known at run time only, read as a type.
trait OfTable: SqlValue + Sized {
    fn from_value_of(table: &Table, column: &str) -> Expr<Self> {
        Expr::from_node(table.c(column).expr().into_node())
    }
}

impl OfTable for i64 {}

#[covers("DIA-05", "SCH-30")]
#[test]
fn identity_columns_count_or_are_keys_as_the_database_makes_them() {
    run(async |db| {
        let numbered = |name: &'static str, identity: Identity| {
            let id = Column::new("id", BigInteger).primary_key().identity(identity);
            Table::new(name).column(id).column(Column::new("n", Integer))
        };
        let plain = Identity::by_default();
        for (name, identity, first, step) in [
            ("counted", plain.clone(), 1, 1),
            ("counted_later", plain.clone().start(100), 100, 1),
            ("counted_by_ten", plain.start(100).increment(10), 100, 10),
        ] {
            let table = numbered(name, identity);
            db.sent.clear();
            match db.engine.execute(CreateTable::new(&table)).await {
                Ok(_) => assert!(
                    db.kind() == Kind::Postgres || step == 1 && (first == 1 || matches!(db.kind(), Kind::Mysql | Kind::MariaDb))
                ),
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Unsupported);
                    assert!(db.kind() != Kind::Postgres && first == 100 && db.sent.statements().is_empty());
                    continue;
                }
            }
            for n in [1, 2] {
                db.engine.execute(table.insert().values(table.c("n").to(n))).await?;
            }
            db.engine.execute(table.insert().values((table.c("id").to(7), table.c("n").to(3)))).await?;
            let keys = ids(db, select(i64::from_value_of(&table, "id")).order_by(table.c("n"))).await?;
            assert_eq!(keys, [first, first + step, 7], "{name}");
        }
        // One that is no key counts only where there is such a thing.
        let beside = Table::new("beside")
            .column(Column::new("id", Integer).primary_key())
            .column(Column::new("n", BigInteger).identity(Identity::always().start(5)));
        db.sent.clear();
        match db.engine.execute(CreateTable::new(&beside)).await {
            Ok(_) => {
                db.engine.execute(beside.insert().values(beside.c("id").to(1))).await?;
                assert_eq!((ids(db, select(i64::from_value_of(&beside, "n"))).await?, db.kind()), (vec![5], Kind::Postgres));
            }
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Unsupported);
                assert!(db.kind() != Kind::Postgres && db.sent.statements().is_empty());
            }
        }
        Ok(())
    });
}

#[test]
fn what_is_grouped_and_sorted_by_may_have_values_in_it() {
    run(async |db| {
        filled(db).await?;
        let decade = place::x % 20;
        let counted = || select((decade.clone().label("decade"), func::count(place::id)));
        let by_name = counted().group_by(named("decade")).order_by(named("decade"));
        assert_eq!(db.engine.all(by_name).await?, [(0, 2), (10, 3)]);
        if matches!(db.kind(), Kind::Mysql | Kind::MariaDb) {
            // There each bound value is one of its own, so that only the name is left.
            return Ok(());
        }
        // The same expression in every clause: the database has to find that it is the same.
        let by_value = counted().group_by(decade.clone()).having(decade.clone().ge(10)).order_by(decade.clone());
        assert_eq!(db.engine.all(by_value).await?, [(10, 3)]);
        let (shift, above) = (place::x + param::<i64>("shift"), param::<i64>("above"));
        let shifted = select(shift.clone()).filter(place::x.gt(&above)).group_by(shift.clone()).order_by(shift.desc());
        for (by, over, expected) in [(1, 30, vec![51, 41]), (5, 40, vec![55])] {
            assert_eq!(db.engine.all(shifted.params((("above", over), ("shift", by)))).await?, expected);
        }
        let distinct = select(decade.clone()).distinct().order_by(decade);
        assert_eq!(ids(db, distinct).await?, [0, 10]);
        // Inside a common table expression, beside one with values of its own.
        let tens = place::x + 1;
        let grouped = select(tens.clone().label("tens")).filter(place::id.le(3)).group_by(tens).cte("grouped");
        let few = select(place::id).filter(place::id.gt(4)).cte("few");
        let both = select(grouped.c::<i64>("tens") + few.c::<i64>("id")).order_by(grouped.c::<i64>("tens"));
        assert_eq!(ids(db, both).await?, [16, 26, 36]);
        Ok(())
    });
}

#[covers("EXP-08")]
#[test]
fn row_values_are_found_in_lists_that_are_filled_in_late() {
    run(async |db| {
        filled(db).await?;
        let (wanted, least) = (param_rows::<(i64, Option<String>)>("wanted"), param::<i64>("least"));
        let key = || tuple((place::y, place::name));
        let among = select(place::id).filter(key().in_(&wanted).and(place::x.ge(&least))).order_by(place::id);
        let found = |rows: Vec<(i64, &'static str)>, from: i64| db.engine.all(among.params((wanted.to(rows), least.to(from))));
        assert_eq!(found(vec![(1, "b"), (2, "a"), (3, "x")], 0).await?, [1, 4]);
        assert_eq!(found(vec![(1, "b"), (2, "a")], 20).await?, [4]);
        assert_eq!(found(vec![(3, "B")], 0).await?, [5]);
        assert_eq!(found(vec![], 0).await?, [0; 0]);
        let others = select(place::id).filter(key().not_in(&wanted)).order_by(place::id);
        assert_eq!(db.engine.all(others.params(wanted.to(Vec::<(i64, &str)>::new()))).await?.len(), 5);
        Ok(())
    });
}

#[test]
fn what_may_be_missing_is_read_as_an_option() {
    run(async |db| {
        filled(db).await?;
        let next = place::alias("next");
        let after = || next.c(place::id).eq(place::id + 3);
        let pairs = select((place::id, next.c(place::x).nullable())).outer_join_on(&next, after()).order_by(place::id);
        assert_eq!(db.engine.all(pairs).await?, [(1, Some(40)), (2, Some(50)), (3, None), (4, None), (5, None)]);
        // Whatever the rows are: refused before anything is sent.
        let refused = async |query: Select<(i64, i64)>| {
            db.sent.clear();
            let error = db.engine.all(query.clone()).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Programming);
            assert!(error.to_string().contains("`next.x` stands on the outer side of a join"), "{error}");
            assert!(db.engine.one_or_none(query.params(())).await.is_err());
            assert!(db.sent.statements().is_empty());
        };
        let columns = || select((place::id, next.c(place::x)));
        refused(columns().outer_join_on(&next, after()).filter(place::id.eq(1))).await;
        refused(columns().from(joined_on(place, &next, after()).outer())).await;
        let both = || columns().outer_join_on(&next, after());
        let error = db.engine.all(both().union(columns().join_on(&next, after()))).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Programming);
        refused(select((place::id, next.c(place::x).label("later"))).outer_join_on(&next, after())).await;
        // What is not read as a column of the row is no matter.
        let without = select(place::id).outer_join_on(&next, after()).filter(next.c(place::id).is_null()).order_by(place::id);
        assert_eq!(ids(db, without).await?, [3, 4, 5]);
        let records = db.engine.all(columns().outer_join_on(&next, after()).order_by(place::id).records()).await?;
        assert_eq!(records[4].get::<Option<i64>>(1)?, None);
        let filled_in = select((place::id, func::coalesce(next.c(place::x).nullable(), 0)));
        let filled_in = filled_in.outer_join_on(&next, after()).order_by(place::id);
        let rows: Vec<(i64, i64)> = db.engine.all(filled_in).await?;
        assert_eq!(rows, [(1, 40), (2, 50), (3, 0), (4, 0), (5, 0)]);
        Ok(())
    });
}
