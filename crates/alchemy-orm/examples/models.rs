//! Declaring models: columns, values that the database fills in, columns that can be left out, and every kind of
//! relationship. It prints the tables, and uses each relationship once.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]
#![allow(missing_docs, reason = "the example is read, not linked to")]

use alchemy_orm::prelude::*;

// ANCHOR: columns
#[derive(Mapped, Debug, Default)]
#[mapped(table = "article", index(author_id, title), check("length(title) > 0"))]
pub struct Article {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    #[mapped(length = 200)]
    pub title: String,
    pub subtitle: Option<String>,
    #[mapped(deferred)]
    pub body: Deferred<String>,
    #[mapped(server_default = func::now())]
    pub created_at: Auto<DateTime<Utc>>,
    #[mapped(column = "views_total")]
    pub views: i64,
    #[mapped(skip)]
    pub highlighted: bool,
    #[mapped(foreign_key = Author::id, on_delete = "cascade")]
    pub author_id: i64,
    #[mapped(back_populates = Author::articles)]
    pub author: BelongsTo<Author>,
    #[mapped(secondary = ArticleTag, back_populates = Tag::articles)]
    pub tags: HasMany<Tag>,
}
// ANCHOR_END: columns

// ANCHOR: relationships
#[derive(Mapped, Debug, Default)]
#[mapped(table = "author")]
pub struct Author {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub name: String,
    #[mapped(back_populates = Article::author, cascade = "all, delete-orphan", order_by = Article::id)]
    pub articles: HasMany<Article>,
    #[mapped(back_populates = Portrait::author)]
    pub portrait: HasOne<Portrait>,
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "portrait")]
pub struct Portrait {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub picture: Vec<u8>,
    #[mapped(foreign_key = Author::id)]
    pub author_id: Option<i64>,
    #[mapped(back_populates = Author::portrait)]
    pub author: BelongsTo<Author>,
}
// ANCHOR_END: relationships

// ANCHOR: many_to_many
#[derive(Mapped, Debug, Default)]
#[mapped(table = "tag")]
pub struct Tag {
    #[mapped(primary_key, length = 40)]
    pub name: String,
    #[mapped(secondary = ArticleTag, back_populates = Article::tags)]
    pub articles: HasMany<Article>,
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "article_tag")]
pub struct ArticleTag {
    #[mapped(primary_key, foreign_key = Article::id)]
    pub article_id: i64,
    #[mapped(primary_key, foreign_key = Tag::name, length = 40)]
    pub tag_name: String,
}
// ANCHOR_END: many_to_many

// ANCHOR: tree
#[derive(Mapped, Debug, Default)]
#[mapped(table = "employee")]
pub struct Employee {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub name: String,
    #[mapped(foreign_key = Employee::id)]
    pub manager_id: Option<i64>,
    #[mapped(back_populates = Employee::reports, foreign_keys = Employee::manager_id)]
    pub manager: BelongsTo<Employee>,
    #[mapped(back_populates = Employee::manager, foreign_keys = Employee::manager_id, order_by = Employee::id)]
    pub reports: HasMany<Employee>,
}
// ANCHOR_END: tree

// ANCHOR: newtype
/// A type of one's own as a column: it has the SQL type of what it wraps, and compares with it.
#[derive(SqlValue, Debug, Default, Clone, PartialEq)]
pub struct Isbn(String);

#[derive(Mapped, Debug, Default)]
#[mapped(table = "book")]
pub struct Book {
    #[mapped(primary_key, length = 13)]
    pub isbn: Isbn,
}
// ANCHOR_END: newtype

// ANCHOR: methods
impl Author {
    /// Works on an object of a session and on a plain struct alike.
    pub fn titles(&self) -> Vec<String> {
        self.articles.iter().map(|article| article.title.clone()).collect()
    }
}
// ANCHOR_END: methods

#[tokio::main(flavor = "current_thread")]
pub async fn main() -> Result<()> {
    let engine = create_engine("sqlite::memory:").await?;

    // ANCHOR: metadata
    let metadata = MetaData::of::<(Author, Article, Portrait, Tag, ArticleTag, Employee, Book)>();
    println!("{}", metadata.create_script(engine.dialect())?);
    metadata.create_all(&engine).await?;
    // ANCHOR_END: metadata

    let mut session = Session::new(&engine);
    use_columns(&mut session).await?;
    use_relationships(&mut session).await?;
    session.commit().await
}

async fn use_columns(session: &mut Session) -> Result<()> {
    // ANCHOR: auto
    let author = session.add(Author { name: "Inez".into(), ..default() });
    assert!(author.read().id.get().is_none()); // not known before the flush
    session.flush().await?;
    assert_eq!(*author.read().id, 1);
    // ANCHOR_END: auto

    // ANCHOR: deferred
    author.write().articles.push(Article { title: "Ice".into(), body: "It melts.".to_owned().into(), ..default() });
    session.commit().await?;

    let article = session.one(Article::select().options(Article::body.undefer())).await?;
    assert_eq!(*article.read().body, "It melts.");
    // ANCHOR_END: deferred
    assert!(article.read().created_at.get().is_some());

    // ANCHOR: newtype_use
    session.add(Book { isbn: Isbn("9780140449136".into()) });
    let found = session.all(Book::select().filter(Book::isbn.starts_with("978"))).await?;
    assert_eq!(found.len(), 1);
    // ANCHOR_END: newtype_use
    Ok(())
}

async fn use_relationships(session: &mut Session) -> Result<()> {
    // ANCHOR: link
    let ice = session.one(Article::select().filter(Article::title.eq("Ice"))).await?;
    let cold = session.add(Tag { name: "cold".into(), ..default() });
    ice.write().tags.push(&cold); // a handle: the object is shared
    ice.write().tags.push(Tag { name: "water".into(), ..default() }); // a struct: it becomes a new object
    session.commit().await?;
    assert_eq!(session.load(&cold, Tag::articles).await?, [ice]);
    // ANCHOR_END: link

    // ANCHOR: tree_use
    let boss = session.add(Employee {
        name: "Ada".into(),
        reports: [Employee { name: "Ben".into(), ..default() }, Employee { name: "Cleo".into(), ..default() }].into(),
        ..default()
    });
    session.commit().await?;
    let reports = session.load(&boss, Employee::reports).await?;
    assert_eq!(reports[1].read().manager.get().map(|manager| manager.name.clone()), Some("Ada".to_owned()));
    // ANCHOR_END: tree_use
    Ok(())
}
