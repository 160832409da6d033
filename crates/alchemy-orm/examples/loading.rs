//! Loading: each way to get related objects, in a session and without one.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]
#![allow(missing_docs, reason = "the example is read, not linked to")]

use alchemy_orm::prelude::*;

#[derive(Mapped, Debug, Default)]
#[mapped(table = "author")]
pub struct Author {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub name: String,
    #[mapped(back_populates = Book::author, order_by = Book::id)]
    pub books: HasMany<Book>,
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "book")]
pub struct Book {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub title: String,
    pub pages: i32,
    #[mapped(deferred)]
    pub blurb: Deferred<Option<String>>,
    #[mapped(foreign_key = Author::id)]
    pub author_id: i64,
    #[mapped(back_populates = Author::books)]
    pub author: BelongsTo<Author>,
    #[mapped(back_populates = Review::book, order_by = Review::id)]
    pub reviews: HasMany<Review>,
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "review")]
pub struct Review {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub stars: i32,
    #[mapped(foreign_key = Book::id)]
    pub book_id: i64,
    #[mapped(back_populates = Book::reviews)]
    pub book: BelongsTo<Book>,
}

async fn fill(engine: &Engine) -> Result<()> {
    MetaData::of::<(Author, Book, Review)>().create_all(engine).await?;
    let mut session = Session::new(engine);
    let book = |title: &str, pages| Book {
        title: title.into(),
        pages,
        reviews: [Review { stars: 5, ..default() }, Review { stars: 2, ..default() }].into(),
        ..default()
    };
    session.add(Author {
        name: "Le Guin".into(),
        books: [book("Rocannon", 122), book("The Dispossessed", 341)].into(),
        ..default()
    });
    session.add(Author { name: "Lem".into(), books: [book("Solaris", 204)].into(), ..default() });
    session.commit().await
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let engine = create_engine("sqlite::memory:").await?;
    fill(&engine).await?;
    engine.on_statement(|event| println!("    {}", event.sql));

    // ANCHOR: not_loaded
    let mut session = Session::new(&engine);
    let author = session.get_one::<Author>(1).await?;
    assert!(!author.read().books.is_loaded());
    assert_eq!(author.read().books.try_iter().map(|_| ()).map_err(|error| error.kind()), Err(ErrorKind::NotLoaded));
    // ANCHOR_END: not_loaded

    // ANCHOR: load
    let books: Vec<Entity<Book>> = session.load(&author, Author::books).await?;
    assert_eq!(books.len(), 2);
    session.load_all(&books, Book::reviews).await?; // one statement for all of them
    assert_eq!(books[0].read().reviews.len(), 2);
    // ANCHOR_END: load
    session.close().await?;

    // ANCHOR: options
    let mut session = Session::new(&engine);
    let query = Author::select()
        .options(Author::books.selectinload().then((Book::reviews.selectinload(), Book::blurb.undefer())))
        .order_by(Author::name);
    for author in session.all(query).await? {
        for book in author.read().books.iter() {
            println!("{}: {} reviews", book.title, book.reviews.len());
        }
    }
    // ANCHOR_END: options

    // ANCHOR: joined
    let books = session.all(Book::select().options(Book::author.joinedload()).order_by(Book::id)).await?;
    assert_eq!(books[2].read().author.get().map(|author| author.name.clone()), Some("Lem".into()));
    // ANCHOR_END: joined
    session.close().await?;

    // ANCHOR: get
    let mut session = Session::new(&engine);
    let author = session.get::<Author>(1).options(Author::books.selectinload()).await?; // an `Option`
    assert_eq!(author.map(|author| author.read().books.len()), Some(2));
    // ANCHOR_END: get
    session.close().await?;

    // ANCHOR: contains
    let mut session = Session::new(&engine);
    let query = Author::select().join(Author::books).filter(Book::pages.gt(300)).options(Author::books.contains_eager());
    let authors = session.all(query).await?;
    assert_eq!((authors.len(), authors[0].read().books.len()), (1, 1)); // the books that the filter left
    // ANCHOR_END: contains
    session.close().await?;

    // ANCHOR: filtered
    let long = Author::books.selectinload().filter(Book::pages.gt(300));
    let authors: Vec<Author> = engine.all(Author::select().options(long).order_by(Author::id)).await?;
    assert_eq!(authors.iter().map(|author| author.books.len()).collect::<Vec<_>>(), [1, 0]);
    // ANCHOR_END: filtered

    // ANCHOR: plain
    let authors: Vec<Author> = engine.all(Author::select().options(Author::books.joinedload()).order_by(Author::id)).await?;
    let pages: i32 = authors.iter().flat_map(|author| author.books.iter()).map(|book| book.pages).sum();
    assert_eq!(pages, 667);
    // ANCHOR_END: plain

    // ANCHOR: exists
    let praised = Author::books.any(Book::reviews.any(Review::stars.ge(5)));
    let names: Vec<String> = engine.all(select(Author::name).filter(praised).order_by(Author::name)).await?;
    assert_eq!(names, ["Le Guin", "Lem"]);
    // ANCHOR_END: exists
    engine.close().await;
    Ok(())
}

#[test]
fn it_runs_to_its_end() -> Result<()> {
    main()
}
