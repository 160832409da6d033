//! Our side: each benchmark's work, as the book would write it.

use alchemy_orm::Result;
use alchemy_orm::prelude::*;

use crate::Failure;
use crate::model::{Author, Book, Person, User};
use crate::raw::Raw;
use crate::schema::statements;
use crate::target::Target;

/// An engine, and a connection on which each statement is a transaction of its own.
pub(crate) struct Ours {
    pub(crate) engine: Engine,
    connection: Connection,
    one: Select<User>,
    all: Select<User>,
    authors: Select<Author>,
}

impl Ours {
    /// Connects. Where the raw side's tables are not visible, makes them too.
    pub(crate) async fn connect<R: Raw>(target: &Target) -> Result<Ours, Failure> {
        let engine = create_engine(&target.url).await?;
        if target.is_private() {
            for statement in statements(R::SPELLING) {
                engine.execute(text(&statement)).await?;
            }
        }
        let connection = engine.connect().await?.autocommit(true);
        Ok(Ours {
            engine,
            connection,
            one: one(1),
            all: User::select(),
            authors: Author::select().options(Author::books.selectinload()),
        })
    }

    /// The user of a key that is always the same, by a statement that is always the same.
    pub(crate) async fn one(&mut self) -> Result<User> {
        self.connection.one(self.one.clone()).await
    }

    /// The user of a key.
    pub(crate) async fn one_of(&mut self, id: i64) -> Result<User> {
        self.connection.one(one(id)).await
    }

    /// All users, as structs.
    pub(crate) async fn all(&mut self) -> Result<Vec<User>> {
        self.connection.all(self.all.clone()).await
    }

    /// All users, as structs, one after the other.
    pub(crate) async fn streamed(&mut self) -> Result<usize> {
        let mut users = self.connection.stream(self.all.clone());
        let mut bytes = 0;
        while let Some(user) = users.try_next().await? {
            bytes += user.name.len();
        }
        Ok(bytes)
    }

    /// All users, as objects of a session that is closed again.
    pub(crate) async fn tracked(&mut self) -> Result<()> {
        let mut session = Session::new(&self.engine);
        drop(session.all(self.all.clone()).await?);
        session.close().await
    }

    /// The user of a key, as an object of a session that is closed again.
    pub(crate) async fn tracked_one(&mut self, id: i64) -> Result<()> {
        let mut session = Session::new(&self.engine);
        drop(session.one(one(id)).await?);
        session.close().await
    }

    /// Another connection of the same engine.
    pub(crate) async fn twin(&self) -> Result<Ours> {
        let connection = self.engine.connect().await?.autocommit(true);
        let Ours { engine, one, all, authors, .. } = self;
        Ok(Ours { engine: engine.clone(), connection, one: one.clone(), all: all.clone(), authors: authors.clone() })
    }

    /// Inserts people by one statement.
    pub(crate) async fn insert(&mut self, people: Vec<Person>) -> Result<()> {
        self.connection.execute(Person::insert().values(people)).await.map(drop)
    }

    /// All authors with their books, as structs.
    pub(crate) async fn authors(&mut self) -> Result<Vec<Author>> {
        self.connection.all(self.authors.clone()).await
    }

    /// All authors with their books, as objects of a session that is closed again.
    pub(crate) async fn tracked_authors(&mut self) -> Result<()> {
        let mut session = Session::new(&self.engine);
        drop(session.all(self.authors.clone()).await?);
        session.close().await
    }
}

fn one(id: i64) -> Select<User> {
    User::select().filter(User::id.eq(id))
}

/// What both sides must agree on before anything is measured.
pub(crate) async fn check<R: Raw>(ours: &mut Ours, raw: &mut R) -> Result<(), Failure> {
    let agree = |what: &str, is: bool| if is { Ok(()) } else { Err(format!("the sides do not agree on {what}")) };
    let shown = |users: &[User]| format!("{users:?}");
    agree("one row", shown(&[ours.one().await?]) == shown(&[raw.one(1).await?]))?;
    agree("all rows", shown(&ours.all().await?) == shown(&raw.all().await?))?;
    let theirs = raw.authors().await?;
    let titles = |books: &mut dyn Iterator<Item = String>| {
        let mut titles: Vec<String> = books.collect();
        titles.sort();
        titles
    };
    let ours = ours.authors().await?;
    agree("the authors", ours.len() == theirs.len())?;
    for (author, (name, books)) in ours.iter().zip(&theirs) {
        let mine = titles(&mut author.books.iter().map(|book| book.title.clone()));
        let other = titles(&mut books.iter().map(|book: &Book| book.title.clone()));
        agree("the books", author.name == name.name && mine == other)?;
    }
    Ok(())
}
