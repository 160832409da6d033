//! Loading related objects: what is not loaded says so, and how to load it. Every claim is an assertion.
#![allow(missing_docs, reason = "the example is read, not linked to")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use alchemy_orm::prelude::*;

#[derive(Mapped, Debug, Default)]
#[mapped(table = "singer")]
pub struct Singer {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub name: String,
    #[mapped(back_populates = Album::singer, order_by = Album::id)]
    pub albums: HasMany<Album>,
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "album")]
pub struct Album {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub title: String,
    pub year: i32,
    #[mapped(foreign_key = Singer::id)]
    pub singer_id: i64,
    #[mapped(back_populates = Singer::albums)]
    pub singer: BelongsTo<Singer>,
    #[mapped(back_populates = Track::album, order_by = Track::id)]
    pub tracks: HasMany<Track>,
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "track")]
pub struct Track {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub title: String,
    #[mapped(foreign_key = Album::id)]
    pub album_id: i64,
    #[mapped(back_populates = Album::tracks)]
    pub album: BelongsTo<Album>,
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() -> Result<()> {
    let engine = create_engine("sqlite::memory:").await?;
    MetaData::of::<(Singer, Album, Track)>().create_all(&engine).await?;
    fill(&engine).await?;
    not_loaded(&engine).await?;
    options(&engine).await?;
    later(&engine).await?;
    plain(&engine).await
}

async fn fill(engine: &Engine) -> Result<()> {
    let track = |title: &str| Track { title: title.into(), ..default() };
    let album = |title: &str, year, tracks| Album { title: title.into(), year, tracks, ..default() };
    let mut session = Session::new(engine);
    session.add(Singer {
        name: "Nina".into(),
        albums: [
            album("Pastel Blues", 1965, [track("Be My Husband"), track("Sinnerman")].into()),
            album("Wild Is the Wind", 1966, [track("Four Women")].into()),
        ]
        .into(),
        ..default()
    });
    session.add(Singer { name: "Ella".into(), albums: [album("Mack the Knife", 1960, default())].into(), ..default() });
    session.commit().await
}

async fn not_loaded(engine: &Engine) -> Result<()> {
    // ANCHOR: not_loaded
    let mut session = Session::new(engine);
    let nina = session.one(Singer::select().filter(Singer::name.eq("Nina"))).await?;
    assert!(!nina.read().albums.is_loaded());
    let error = nina.read().albums.try_iter().err().map(|error| error.kind()); // `iter` would panic
    assert_eq!(error, Some(ErrorKind::NotLoaded));
    // ANCHOR_END: not_loaded
    Ok(())
}

async fn options(engine: &Engine) -> Result<()> {
    let mut session = Session::new(engine);
    // ANCHOR: selectin
    let singers = session
        .all(Singer::select().options(Singer::albums.selectinload().then(Album::tracks.selectinload())).order_by(Singer::id))
        .await?; // three statements, however many singers and albums there are
    let nina = singers[0].read();
    assert_eq!(nina.albums.iter().map(|album| album.tracks.len()).sum::<usize>(), 3);
    // ANCHOR_END: selectin
    drop(nina);

    // ANCHOR: joined
    let tracks = session.all(Track::select().options(Track::album.joinedload().then(Album::singer.joinedload()))).await?;
    let first = tracks[0].read(); // one statement
    let name = first.album.get().and_then(|album| album.singer.get().map(|singer| singer.name.clone()));
    assert_eq!(name.as_deref(), Some("Nina"));
    // ANCHOR_END: joined
    drop(first);

    let mut session = Session::new(engine);
    // ANCHOR: contains
    let early = Singer::select()
        .join(Singer::albums)
        .filter(Album::year.lt(1966))
        .options(Singer::albums.contains_eager())
        .order_by(Singer::id);
    let singers = session.all(early).await?;
    assert_eq!(singers[0].read().albums.len(), 1); // only what the join let through
    // ANCHOR_END: contains

    let mut session = Session::new(engine);
    // ANCHOR: filter
    let late = Singer::albums.selectinload().filter(Album::year.ge(1966)).order_by(Album::title);
    let singers = session.all(Singer::select().options(late).order_by(Singer::id)).await?;
    assert_eq!(singers[0].read().albums.len(), 1);
    // ANCHOR_END: filter
    Ok(())
}

async fn later(engine: &Engine) -> Result<()> {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = count.clone();
    engine.on_statement(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let sent = || count.load(Ordering::Relaxed);

    let mut session = Session::new(engine);
    let singers = session.all(Singer::select().order_by(Singer::id)).await?;
    let before = sent();
    // ANCHOR: load
    let albums = session.load(&singers[0], Singer::albums).await?; // one SELECT
    session.load(&singers[0], Singer::albums).await?; // none: it is loaded
    let singer = session.load(&albums[0], Album::singer).await?; // none: the singer is in the session
    assert_eq!(singer.as_ref(), Some(&singers[0]));
    // ANCHOR_END: load
    assert_eq!(sent() - before, 1);

    // ANCHOR: load_all
    session.load_all(&singers, Singer::albums).await?; // one SELECT for those that lack it
    let albums: Vec<Entity<Album>> = singers.iter().flat_map(|singer| singer.read().albums.entities()).collect();
    session.load_all(&albums, Album::tracks).await?; // one SELECT
    // ANCHOR_END: load_all
    Ok(())
}

async fn plain(engine: &Engine) -> Result<()> {
    // ANCHOR: plain
    let mut connection = engine.connect().await?;
    let singers: Vec<Singer> = connection.all(Singer::select().options(Singer::albums.selectinload()).order_by(Singer::id)).await?;
    assert_eq!(singers[1].albums.iter().next().map(|album| album.title.clone()), Some("Mack the Knife".to_owned()));
    // ANCHOR_END: plain
    connection.close().await?;

    // ANCHOR: generic
    /// Works on a session, a connection, a transaction and `&Engine`.
    async fn titles(executor: &mut impl Executor) -> Result<Vec<String>> {
        executor.all(select(Album::title).order_by(Album::year)).await
    }
    let mut session = Session::new(engine);
    assert_eq!(titles(&mut session).await?, titles(&mut &*engine).await?);
    // ANCHOR_END: generic
    Ok(())
}
