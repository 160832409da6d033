//! Queries: filters, order, joins, functions, subqueries, and statements that write.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]
#![allow(missing_docs, reason = "the example is read, not linked to")]

use alchemy_orm::core::case_when;
use alchemy_orm::prelude::*;

// ANCHOR: models
#[derive(Mapped, Debug, Default)]
#[mapped(table = "director")]
pub struct Director {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub name: String,
    #[mapped(foreign_key = Director::id)]
    pub mentor_id: Option<i64>,
    #[mapped(foreign_keys = Director::mentor_id)]
    pub mentor: BelongsTo<Director>,
    #[mapped(back_populates = Film::director)]
    pub films: HasMany<Film>,
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "film")]
pub struct Film {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub title: String,
    pub year: i32,
    pub minutes: Option<i32>,
    #[mapped(foreign_key = Director::id)]
    pub director_id: i64,
    #[mapped(back_populates = Director::films)]
    pub director: BelongsTo<Director>,
}
// ANCHOR_END: models

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let engine = create_engine("sqlite::memory:").await?;
    MetaData::of::<(Director, Film)>().create_all(&engine).await?;
    engine.on_statement(|event| println!("    {}", event.sql));

    // ANCHOR: insert
    engine.execute(Director::insert().values(Director { name: "Varda".into(), ..default() })).await?; // a model
    let one = (Director::name.to("Denis"), Director::mentor_id.to(1)); // a tuple of assignments: one row
    engine.execute(Director::insert().values(one)).await?;
    let two = [Director::name.to("Lang"), Director::name.to("Lynch")]; // an array: one row each
    assert_eq!(engine.execute(Director::insert().values(two)).await?.rows_affected, 2);
    let film = |title: &str, year, minutes, director_id| Film { title: title.into(), year, minutes, director_id, ..default() };
    let films = vec![
        film("Cléo from 5 to 7", 1962, Some(90), 1),
        film("Vagabond", 1985, Some(105), 1),
        film("Beau Travail", 1999, None, 2),
        film("M", 1931, Some(117), 3),
    ];
    let ids: Vec<i64> = engine.all(Film::insert().values(films).returning(Film::id)).await?;
    assert_eq!(ids, [1, 2, 3, 4]);
    // ANCHOR_END: insert

    // ANCHOR: filter
    let old_or_long = Film::year.lt(1950).or(Film::minutes.ge(100));
    let query = Film::select().filter(old_or_long).filter(!Film::title.starts_with("V")); // several are joined by AND
    let films: Vec<Film> = engine.all(query).await?;
    assert_eq!(films.iter().map(|film| film.title.as_str()).collect::<Vec<_>>(), ["M"]);
    // ANCHOR_END: filter

    // ANCHOR: dynamic
    let (from, word) = (Some(1960), None::<&str>); // what a form sent
    let mut conditions = Vec::new();
    conditions.extend(from.map(|year| Film::year.ge(year)));
    conditions.extend(word.map(|word| Film::title.contains(word).expr()));
    let count: i64 = engine.scalar(select(func::count(Film::id)).filter(all_of(conditions))).await?;
    assert_eq!(count, 3);
    // ANCHOR_END: dynamic

    // ANCHOR: order
    let page = select(Film::title).order_by((Film::minutes.desc().nulls_last(), Film::title)).limit(2).offset(1);
    let titles: Vec<String> = engine.all(page).await?;
    assert_eq!(titles, ["Vagabond", "Cléo from 5 to 7"]);
    // ANCHOR_END: order

    // ANCHOR: page
    let found = Film::select().filter(Film::year.ge(1950));
    let total: i64 = engine.scalar(found.clone().with_only_columns_keeping_from(func::count_all())).await?;
    let page: Vec<Film> = engine.all(found.order_by(Film::year).limit(2)).await?;
    assert_eq!((total, page.len()), (3, 2));
    // ANCHOR_END: page

    // ANCHOR: text
    let words = text("SELECT id, title, year, minutes, director_id FROM film WHERE title LIKE :pattern").bind("pattern", "V%");
    let films: Vec<Film> = engine.all(words.columns::<Film>()).await?;
    assert_eq!(films[0].title, "Vagabond");
    // ANCHOR_END: text

    // ANCHOR: values
    let length = case_when(Film::minutes.gt(100), "long").when(Film::minutes.is_null(), "unknown").otherwise("short");
    let decade = (Film::year.floor_div(10) * 10).label("decade");
    let text = Film::title.concat(" / ").concat(Film::year.cast::<String>());
    let rows: Vec<(String, i32, String)> = engine.all(select((text, decade, length)).order_by(Film::id).limit(1)).await?;
    assert_eq!(rows, [("Cléo from 5 to 7 / 1962".into(), 1960, "short".into())]);
    // ANCHOR_END: values

    // ANCHOR: into
    #[derive(FromRow, Debug, PartialEq)]
    struct Summary {
        name: String,
        films: i64,
    }
    let query = select((Director::name, func::count(Film::id).label("films")))
        .outer_join(Director::films)
        .group_by(Director::name)
        .having(func::count(Film::id).ge(1))
        .order_by((func::count(Film::id).desc(), Director::name));
    let rows = engine.all(query.into::<Summary>()).await?;
    assert_eq!(rows[0], Summary { name: "Varda".into(), films: 2 });
    // ANCHOR_END: into

    // ANCHOR: entities
    let query = select((Film::entity(), Director::name)).join(Film::director).order_by(Film::id);
    let rows: Vec<(Film, String)> = engine.all(query.clone()).await?; // structs
    assert_eq!((rows[0].0.year, rows[0].1.as_str()), (1962, "Varda"));
    let mut session = Session::new(&engine);
    let rows: Vec<(Entity<Film>, String)> = session.all(query).await?; // objects of the session
    assert_eq!(rows[3].0.read().title, "M");
    let query = select((Director::name, Film::entity().nullable())).outer_join(Director::films);
    let rows: Vec<(String, Option<Film>)> = engine.all(query).await?;
    assert_eq!(rows.iter().filter(|(_, film)| film.is_none()).count(), 1); // Lynch has none
    // ANCHOR_END: entities
    session.close().await?;

    // ANCHOR: joins
    let mentor = Director::alias("mentor");
    let query = select((Director::name, mentor.name)).join(Director::mentor.of_type(mentor));
    let pairs: Vec<(String, String)> = engine.all(query).await?;
    assert_eq!(pairs, [("Denis".into(), "Varda".into())]);

    let later = Film::alias("later"); // any condition joins
    let query = select((Film::title, later.title))
        .join_on(later.entity(), later.director_id.eq(Film::director_id).and(later.year.gt(Film::year)));
    let pairs: Vec<(String, String)> = engine.all(query).await?;
    assert_eq!(pairs, [("Cléo from 5 to 7".into(), "Vagabond".into())]);
    // ANCHOR_END: joins

    // ANCHOR: exists
    let query = select(Director::name).filter(Director::films.any(Film::year.lt(1950)).or(Director::films.is_empty()));
    let names: Vec<String> = engine.all(query.order_by(Director::name)).await?;
    assert_eq!(names, ["Lang", "Lynch"]);
    let count: i64 = engine.scalar(select(func::count(Film::id)).filter(Film::director.has(Director::name.eq("Varda")))).await?;
    assert_eq!(count, 2);
    // ANCHOR_END: exists

    // ANCHOR: subqueries
    let newest = select(func::max(Film::year)).scalar_subquery(); // a value
    let title: String = engine.scalar(select(Film::title).filter(Film::year.eq(newest))).await?;
    assert_eq!(title, "Beau Travail");
    let busy = select(Film::director_id).group_by(Film::director_id).having(func::count_all().gt(1));
    let name: String = engine.scalar(select(Director::name).filter(Director::id.in_(busy))).await?; // a list
    assert_eq!(name, "Varda");
    let counts = select((Film::director_id, func::count_all().label("n"))).group_by(Film::director_id).subquery("counts");
    let query = select((Director::name, counts.c::<i64>("n"))) // something to select from
        .join_on(&counts, counts.c::<i64>("director_id").eq(Director::id))
        .order_by(counts.c::<i64>("n").desc());
    let rows: Vec<(String, i64)> = engine.all(query).await?;
    assert_eq!(rows[0], ("Varda".into(), 2));
    // ANCHOR_END: subqueries

    // ANCHOR: functions
    let shortest = func::min(Film::minutes);
    let since_1960 = func::count(Film::id).filter(Film::year.ge(1960));
    let (minutes, count): (Option<i32>, i64) = engine.one(select((shortest, since_1960))).await?;
    assert_eq!((minutes, count), (Some(90), 3));
    let place = func::rank().over().partition_by(Film::director_id).order_by(Film::year.desc());
    let rows: Vec<(String, i64)> = engine.all(select((Film::title, place)).order_by(Film::id)).await?;
    assert_eq!(rows[0].1, 2);
    let length: i64 = engine.scalar(select(func::call::<i64>("length", Film::title)).filter(Film::id.eq(4))).await?;
    assert_eq!(length, 1);
    // ANCHOR_END: functions

    // ANCHOR: write
    let longer = Film::update().set((Film::minutes.to(93), Film::year.to(Film::year + 1))).filter(Film::id.eq(3));
    let years: Vec<i32> = engine.all(longer.returning(Film::year)).await?;
    assert_eq!(years, [2000]);
    let dated: Film = engine.one(Film::update().set(Film::year.to(1930)).filter(Film::id.eq(4)).returning(Film::entity())).await?;
    assert_eq!((dated.title.as_str(), dated.year), ("M", 1930));
    let deleted = engine.execute(Film::delete().filter(Film::year.lt(1950))).await?.rows_affected;
    assert_eq!(deleted, 1);
    // ANCHOR_END: write
    engine.close().await;
    Ok(())
}

#[test]
fn it_runs_to_its_end() -> Result<()> {
    main()
}
