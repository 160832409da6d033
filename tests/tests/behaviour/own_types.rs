//! Types of the program and types that only some databases have: what they convert, compare with, and add.

use alchemy_claims::covers;
use alchemy_orm::core::{ColumnDef, CustomOperators as _, Operator, SqlType, family::SqlText, prelude::*, sql_value, tuple};
use alchemy_orm::prelude::{Entity, Mapped, NaiveDate, NaiveDateTime, NaiveTime};
use alchemy_orm::{SqlEnum, SqlValue as SqlValueDerive};
use alchemy_postgres::ext::{ArrayOperators as _, Containment as _};
use alchemy_tests::{Kind, run};

/// Lower case in the database, upper case in the program.
#[derive(Debug, Clone, PartialEq)]
pub struct Folded(String);
sql_value!(Folded => SqlText, SqlType::String { length: Some(50) },
    from |value| Ok(Folded(String::from_value(value)?)), to |folded| Value::from(folded.0.as_str()),
    bind |value| func::lower(value), column |column| func::upper(column));

/// Over a type of the program's.
#[derive(Debug, Clone, PartialEq, SqlValueDerive)]
pub struct Code(Folded);

#[derive(Debug, Clone, Copy, PartialEq, SqlEnum)]
pub enum Size {
    Small,
    Large,
}

table! {
    pub crate_ ("box") { id: i64 [primary_key], code: Code, size: Size, packed: NaiveDate }
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 5, day).unwrap()
}

#[covers("TYP-34", "TYP-32")]
#[test]
fn a_type_over_a_type_converts_through_both() {
    run(async |db| {
        db.create::<(crate_,)>().await?;
        let row = (
            crate_::id.to(1),
            crate_::code.to(Code(Folded("AbC".into()))),
            crate_::size.to(Size::Large),
            crate_::packed.to(day(1)),
        );
        db.engine.execute(crate_::insert().values(row)).await?;
        assert_eq!(db.engine.all(select(crate_::code)).await?, [Code(Folded("ABC".into()))]);
        // What it is compared with is converted as its type says, not as text would be.
        for other in ["abc", "ABC", "aBc"] {
            assert_eq!(db.engine.all(select(crate_::id).filter(crate_::code.eq(other))).await?, [1], "{other}");
            assert_eq!(db.engine.all(select(crate_::id).filter(crate_::code.in_([other, "x"]))).await?, [1], "{other}");
        }
        let stored = select(crate_::code.cast::<String>());
        assert_eq!(db.engine.all(stored).await?, ["abc"]);
        Ok(())
    });
}

#[covers("TYP-25")]
#[test]
fn the_parts_of_a_row_value_have_their_types() {
    run(async |db| {
        db.create::<(crate_,)>().await?;
        for (id, code, size, packed) in
            [(1, "a", Size::Large, day(1)), (2, "b", Size::Small, day(2)), (3, "c", Size::Large, day(2))]
        {
            let code = Code(Folded(code.into()));
            let row = (crate_::id.to(id), crate_::code.to(code), crate_::size.to(size), crate_::packed.to(packed));
            db.engine.execute(crate_::insert().values(row)).await?;
        }
        let found =
            select(crate_::id).filter(tuple((crate_::packed, crate_::size)).in_([(day(2), Size::Large), (day(1), Size::Small)]));
        assert_eq!(db.engine.all(found).await?, [3]);
        let coded = select(crate_::id).filter(tuple((crate_::code, crate_::packed)).in_([("A", day(1)), ("B", day(1))]));
        assert_eq!(db.engine.all(coded).await?, [1], "its part of a type with SQL of its own too");
        let later = select(crate_::id).filter(tuple((crate_::packed, crate_::id)).gt((day(2), 2)));
        assert_eq!(db.engine.all(later).await?, [3]);
        Ok(())
    });
}

/// What expressions of sizes can do besides what every expression can.
trait Sizes: Expression<Value = i64> + Sized {
    fn doubled(self) -> Expr<i64> {
        self.into_expr().op("*", 2).precedence(8).into_expr()
    }

    fn divisible_by(self, number: i64) -> Expr<bool> {
        (self.into_expr() % number).eq(0)
    }
}

impl<E: Expression<Value = i64>> Sizes for E {}

#[covers("TYP-38")]
#[test]
fn a_type_has_operators_of_the_programs_own() {
    run(async |db| {
        db.create::<(crate_,)>().await?;
        for id in [3, 4] {
            let code = Code(Folded("x".into()));
            let row = (crate_::id.to(id), crate_::code.to(code), crate_::size.to(Size::Small), crate_::packed.to(day(1)));
            db.engine.execute(crate_::insert().values(row)).await?;
        }
        assert_eq!(db.engine.all(select(crate_::id.doubled() + 1).order_by(crate_::id)).await?, [7, 9]);
        assert_eq!(db.engine.all(select(crate_::id).filter(crate_::id.divisible_by(2))).await?, [4]);
        assert_eq!(db.engine.all(select(crate_::id).filter(!crate_::id.doubled().divisible_by(3))).await?, [4]);
        Ok(())
    });
}

/// A column that may be NULL and has a default of the server's.
#[derive(Mapped, Debug, Default)]
#[mapped(table = "preference")]
pub struct Preference {
    #[mapped(primary_key)]
    pub id: i64,
    #[mapped(length = 20, server_default = inline("blue"))]
    pub colour: Option<String>,
    pub extra: Option<serde_json::Value>,
}

#[covers("TYP-41", "TYP-21")]
#[test]
fn none_is_sent_as_null_instead_of_a_default() {
    run(async |db| {
        db.create::<(Preference,)>().await?;
        let mut session = db.session();
        let chosen: Entity<Preference> = session.add(Preference { id: 1, colour: None, extra: None });
        session.add(Preference { id: 2, colour: Some("red".into()), extra: Some(serde_json::Value::Null) });
        session.commit().await?;
        db.engine.execute(Preference::insert().values(Preference::id.to(3))).await?;
        let colours = db.engine.all(select(Preference::colour).order_by(Preference::id)).await?;
        assert_eq!(colours, [None, Some("red".into()), Some("blue".into())]);
        let nulls = select(Preference::id).filter(Preference::extra.is_null()).order_by(Preference::id);
        assert_eq!(db.engine.all(nulls).await?, [1, 3], "the null of JSON is something");
        chosen.write().colour = Some("green".into());
        session.commit().await?;
        chosen.write().colour = None;
        session.commit().await?;
        assert_eq!(db.engine.scalar(select(Preference::colour).filter(Preference::id.eq(1))).await?, None);
        Ok(())
    });
}

table! { pub moment ("moment") { id: i64 [primary_key], day: NaiveDate, time: NaiveTime, at: NaiveDateTime } }

#[covers("TYP-12")]
#[test]
fn dates_and_times_stand_in_the_text_as_they_stand_beside_it() {
    run(async |db| {
        db.create::<(moment,)>().await?;
        let time = NaiveTime::from_hms_micro_opt(23, 59, 58, 120_000).unwrap();
        for (id, number) in [(1, 1), (2, 2)] {
            let row =
                (moment::id.to(id), moment::day.to(day(number)), moment::time.to(time), moment::at.to(day(number).and_time(time)));
            // The first with its values in the text.
            let insert = moment::insert().values(row);
            match id {
                1 => db.engine.execute(insert.inlined()).await?,
                _ => db.engine.execute(insert).await?,
            };
        }
        let all = select((moment::day, moment::time, moment::at)).order_by(moment::id);
        let expected = [1, 2].map(|number| (day(number), time, day(number).and_time(time)));
        assert_eq!(db.engine.all(all).await?, expected);
        for condition in [moment::day.eq(day(2)), moment::at.eq(day(2).and_time(time)), moment::at.gt(day(1).and_time(time))] {
            assert_eq!(db.engine.all(select(moment::id).filter(condition).inlined()).await?, [2]);
        }
        assert_eq!(db.engine.all(select(moment::id).filter(moment::time.eq(time)).order_by(moment::id).inlined()).await?, [1, 2]);
        let literals = select((inline(day(3)), inline(time), inline(day(3).and_time(time))));
        assert_eq!(db.engine.one(literals).await?, (day(3), time, day(3).and_time(time)));
        Ok(())
    });
}

#[covers("TYP-49")]
#[test]
fn a_key_has_the_type_of_what_it_refers_to() {
    run(async |db| {
        let country = Table::new("country").column(Column::new("code", Varchar(3)).primary_key());
        let city = Table::new("city").column(ColumnDef::referring("country", &country, "code").primary_key());
        let street = Table::new("street")
            .column(Column::new("id", Integer).primary_key())
            .column(ColumnDef::referring("of", &city, "country"));
        assert_eq!(street.get("of").map(|column| &column.sql_type), Some(&SqlType::String { length: Some(3) }), "through both");
        MetaData::new().table(street.clone()).table(city.clone()).table(country.clone()).create_all(&db.engine).await?;
        db.engine.execute(country.insert().values(country.c("code").to("NLD"))).await?;
        db.engine.execute(city.insert().values(city.c("country").to("NLD"))).await?;
        let insert = |id: i64, of: &str| street.insert().values((street.c("id").to(id), street.c("of").to(of.to_owned())));
        db.engine.execute(insert(1, "NLD")).await?;
        assert_eq!(db.engine.execute(insert(2, "BEL")).await.unwrap_err().kind(), ErrorKind::ForeignKey);
        assert_eq!(db.engine.all(select(street.c("of"))).await?, [Value::from("NLD")]);
        Ok(())
    });
}

table! { pub shelf ("shelf") { id: i64 [primary_key], tags: Vec<String>, grid: Vec<Vec<i64>>, holes: Option<Vec<Option<i64>>> } }

#[covers("TYP-23")]
#[test]
fn arrays_are_stored_and_looked_into_where_there_are_any() {
    run(async |db| {
        db.sent.clear();
        if db.kind() != Kind::Postgres {
            let error = db.create::<(shelf,)>().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
            assert!(!db.sent.statements().iter().any(|sql| sql.contains("shelf")));
            return Ok(());
        }
        db.create::<(shelf,)>().await?;
        let tags = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
        let grid = vec![vec![1, 2], vec![3, 4]];
        let holes = Some(vec![Some(1), None]);
        let row = (
            shelf::id.to(1),
            shelf::tags.to(tags(&["a", "b", "it's"])),
            shelf::grid.to(grid.clone()),
            shelf::holes.to(holes.clone()),
        );
        db.engine.execute(shelf::insert().values(row)).await?;
        let row = (
            shelf::id.to(2),
            shelf::tags.to(tags(&[])),
            shelf::grid.to(Vec::<Vec<i64>>::new()),
            shelf::holes.to(None::<Vec<Option<i64>>>),
        );
        db.engine.execute(shelf::insert().values(row)).await?;
        let all = db.engine.all(select((shelf::tags, shelf::grid, shelf::holes)).order_by(shelf::id)).await?;
        assert_eq!(all, [(tags(&["a", "b", "it's"]), grid, holes), (tags(&[]), Vec::new(), None)]);
        let one = || select(shelf::id).order_by(shelf::id);
        assert_eq!(db.engine.all(one().filter(shelf::tags.element(1).eq("a"))).await?, [1], "counted from one");
        assert_eq!(db.engine.all(one().filter(shelf::tags.nth(1).eq("b"))).await?, [1], "counted from nought");
        assert_eq!(db.engine.scalar(select(shelf::tags.slice(2, 3)).filter(shelf::id.eq(1))).await?, tags(&["b", "it's"]));
        assert_eq!(db.engine.all(one().filter(shelf::tags.includes(tags(&["b"])))).await?, [1]);
        assert_eq!(db.engine.all(one().filter(shelf::tags.contained_by(tags(&["z"])))).await?, [2]);
        assert_eq!(db.engine.all(one().filter(shelf::tags.has_element("it's"))).await?, [1]);
        assert_eq!(db.engine.all(one().filter(shelf::tags.all_elements(Operator::Ne, "a"))).await?, [2]);
        Ok(())
    });
}

table! { pub story ("story") { id: i64 [primary_key], body: String [length = 200] } }

#[covers("TYP-27", "EXP-13")]
#[test]
fn a_text_matches_or_does_not() {
    run(async |db| {
        match db.kind() {
            Kind::SqliteInline | Kind::SqliteWorker => {
                db.engine.execute(text("CREATE VIRTUAL TABLE story USING fts5(id, body)")).await?;
            }
            Kind::Postgres => db.create::<(story,)>().await?,
            Kind::Mysql | Kind::MariaDb => {
                db.create::<(story,)>().await?;
                db.engine.execute(text("CREATE FULLTEXT INDEX ft ON story (body)")).await?;
            }
        }
        for (id, body) in [(1, "the white whale"), (2, "a blue door"), (3, "whale oil")] {
            db.engine.execute(story::insert().values((story::id.to(id), story::body.to(body)))).await?;
        }
        let found = select(story::id).filter(story::body.matches("whale")).order_by(story::id);
        assert_eq!(db.engine.all(found).await?, [1, 3]);
        let both = select(story::id).filter(story::body.matches("whale").and(story::id.gt(1)));
        assert_eq!(db.engine.all(both).await?, [3]);
        if !db.is_sqlite() {
            // A virtual table of SQLite is asked, not computed with.
            assert_eq!(db.engine.all(select(story::id).filter(!story::body.matches("whale"))).await?, [2]);
        }
        Ok(())
    });
}
