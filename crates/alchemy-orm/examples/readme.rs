//! The program that README.md shows, between the anchors.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]
#![allow(missing_docs, reason = "the example is read, not linked to")]

// ANCHOR: readme
use alchemy_orm::prelude::*;

#[derive(Mapped, Debug, Default)]
#[mapped(table = "artist")]
pub struct Artist {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    #[mapped(length = 80, unique)]
    pub name: String,
    #[mapped(back_populates = Album::artist, cascade = "all, delete-orphan", order_by = Album::year)]
    pub albums: HasMany<Album>,
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "album")]
pub struct Album {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub title: String,
    pub year: i32,
    #[mapped(foreign_key = Artist::id)]
    pub artist_id: i64,
    #[mapped(back_populates = Artist::albums)]
    pub artist: BelongsTo<Artist>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let engine = create_engine("sqlite::memory:").await?;
    MetaData::of::<(Artist, Album)>().create_all(&engine).await?;

    // A session keeps one object per row, and writes what changed.
    let mut session = Session::new(&engine);
    let nina = session.add(Artist {
        name: "Nina Simone".into(),
        albums: [Album { title: "Pastel Blues".into(), year: 1965, ..default() }].into(),
        ..default()
    });
    session.commit().await?; // INSERT INTO artist, INSERT INTO album
    nina.write().name = "Dr. Nina Simone".into();
    session.commit().await?; // UPDATE artist SET name=? WHERE artist.id = ?

    // Relationships are loaded when you say so, never behind your back.
    let sixties = Artist::albums.any(Album::year.between(1960, 1969));
    let query = Artist::select().filter(sixties).order_by(Artist::name).options(Artist::albums.selectinload());
    for artist in session.all(query).await? {
        let artist = artist.read();
        println!("{}: {} albums", artist.name, artist.albums.len());
    }

    // Plain mode: the same statements on a connection give structs and tuples, without a session.
    let mut connection = engine.connect().await?;
    let rows: Vec<(String, i64)> =
        connection.all(select((Artist::name, func::count(Album::id))).join(Artist::albums).group_by(Artist::name)).await?;
    println!("{rows:?}");
    connection.close().await
}
// ANCHOR_END: readme

#[test]
fn it_runs_to_its_end() -> Result<()> {
    main()
}
