//! `HasMany<T>`: any number of related objects.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use alchemy_core::{Error, Result};

use crate::instance::{Entity, Node, ReadGuard, Store};
use crate::mapping::{AnyField, Described, Field, Kind, Mapped, Values};
use crate::relation::{Held, IntoRelated, Linked, Links, Member, RelationField, View, same_node};

/// Related objects, in order, each at most once.
///
/// It is made of an array or `Vec` of structs or handles; `Default` is "not given", which for a new object means none.
/// `push` and `remove` work whether it is loaded or not.
pub struct HasMany<T> {
    /// The attribute, for messages; empty in a struct that no session has seen.
    attribute: &'static str,
    links: Links,
    /// Structs and handles that are no links yet; they stand behind the links.
    members: Option<Box<dyn Held<T>>>,
}

const REMEDY: &str = "load it with `session.load(…)`, or in the query with `.options(….selectinload())`";

impl<T> HasMany<T> {
    fn name(&self) -> String {
        if !self.attribute.is_empty() {
            return self.attribute.to_owned();
        }
        let name = std::any::type_name::<T>();
        format!("HasMany<{}>", name.rsplit("::").next().unwrap_or(name))
    }

    /// Whether the members are known. A field that was not given is: it has none.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let engine = create_engine("sqlite::memory:").await?;
    /// # MetaData::of::<(Author, Book)>().create_all(&engine).await?;
    /// # let mut session = Session::new(&engine);
    /// # let book = |title: &str, pages| Book { title: title.into(), pages, ..default() };
    /// # session.add(Author { name: "Lem".into(), books: [book("Solaris", 204), book("Eden", 276)].into(), ..default() });
    /// # session.commit().await?;
    /// let author = Author::default();
    /// assert!(author.books.is_loaded()); // it has none
    /// let read = &engine.all(Author::select()).await?[0];
    /// assert!(!read.books.is_loaded());
    /// # Ok(()) }
    /// ```
    pub fn is_loaded(&self) -> bool {
        !matches!(self.links, Links::NotLoaded(_))
    }

    fn check(&self) -> Result<()> {
        if self.is_loaded() { Ok(()) } else { Err(Error::not_loaded(&self.name(), REMEDY)) }
    }

    fn held(&self) -> &[Member<T>] {
        self.members.as_ref().map_or(&[], |held| held.members())
    }

    fn linked_mut(&mut self) -> &mut Linked {
        if matches!(self.links, Links::Unset) {
            self.links = Links::Loaded(None);
        }
        match &mut self.links {
            Links::NotLoaded(linked) | Links::Loaded(linked) => Arc::make_mut(linked.get_or_insert_with(Arc::default)),
            Links::Unset => unreachable!("just set"),
        }
    }
}

impl<T: Mapped> HasMany<T> {
    /// The members, all of them guarded until the iterator is dropped.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let engine = create_engine("sqlite::memory:").await?;
    /// # MetaData::of::<(Author, Book)>().create_all(&engine).await?;
    /// # let mut session = Session::new(&engine);
    /// # let book = |title: &str, pages| Book { title: title.into(), pages, ..default() };
    /// # session.add(Author { name: "Lem".into(), books: [book("Solaris", 204), book("Eden", 276)].into(), ..default() });
    /// # session.commit().await?;
    /// let author = &engine.all(Author::select()).await?[0];
    /// assert_eq!(author.books.try_iter().map(|_| ()).unwrap_err().kind(), ErrorKind::NotLoaded);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `NotLoaded`; `Borrowed` if a write guard of a member lives.
    pub fn try_iter(&self) -> Result<impl Iterator<Item = View<'_, T>>> {
        self.check()?;
        let views: Vec<View<'_, T>> = self.views().collect::<Result<_>>()?;
        Ok(views.into_iter())
    }

    /// The members.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// let author = Author { books: [Book { pages: 204, ..default() }, Book { pages: 276, ..default() }].into(), ..default() };
    /// assert_eq!(author.books.iter().map(|book| book.pages).sum::<i32>(), 480);
    /// ```
    ///
    /// # Panics
    /// If it is not loaded; [`HasMany::try_iter`] gives an error instead. Also if a member is held by a write guard.
    #[track_caller]
    #[expect(clippy::panic, reason = "documented: two guards of one object contradict each other")]
    pub fn iter(&self) -> impl Iterator<Item = View<'_, T>> {
        self.must_be_loaded();
        self.views().map(|view| match view {
            Ok(view) => view,
            Err(error) => panic!("{error}"),
        })
    }

    #[track_caller]
    #[expect(clippy::panic, reason = "documented: what was not loaded cannot be shown")]
    fn must_be_loaded(&self) {
        if let Err(error) = self.check() {
            panic!("{error}");
        }
    }

    fn views(&self) -> impl Iterator<Item = Result<View<'_, T>>> {
        let linked = self.links.members().into_iter().map(|node| ReadGuard::of_node(node).map(View::Tracked));
        linked.chain(self.held().iter().map(|member| match member {
            Member::Owned(object) => Ok(View::Owned(object)),
            Member::Handle(entity) => entity.try_read().map(View::Tracked),
        }))
    }

    /// How many members there are.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// let author = Author { books: [Book::default(), Book::default()].into(), ..default() };
    /// assert_eq!(author.books.len(), 2);
    /// ```
    ///
    /// # Panics
    /// If it is not loaded.
    #[track_caller]
    pub fn len(&self) -> usize {
        self.must_be_loaded();
        self.links.members().len() + self.held().len()
    }

    /// Whether there are none.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// assert!(Author::default().books.is_empty());
    /// ```
    ///
    /// # Panics
    /// If it is not loaded.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The members as handles; structs that are no objects of a session yet have none and are left out.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let engine = create_engine("sqlite::memory:").await?;
    /// # MetaData::of::<(Author, Book)>().create_all(&engine).await?;
    /// # let mut session = Session::new(&engine);
    /// # let book = |title: &str, pages| Book { title: title.into(), pages, ..default() };
    /// # session.add(Author { name: "Lem".into(), books: [book("Solaris", 204), book("Eden", 276)].into(), ..default() });
    /// # session.commit().await?;
    /// let author = session.all(Author::select().options(Author::books.selectinload())).await?.remove(0);
    /// assert_eq!(author.read().books.entities().len(), 2);
    /// # Ok(()) }
    /// ```
    pub fn entities(&self) -> Vec<Entity<T>> {
        let linked = self.links.members().into_iter().filter_map(Entity::of_node);
        let held = self.held().iter().filter_map(|member| match member {
            Member::Owned(_) => None,
            Member::Handle(entity) => Some(entity.clone()),
        });
        linked.chain(held).collect()
    }

    /// Whether the object is a member.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let engine = create_engine("sqlite::memory:").await?;
    /// # MetaData::of::<(Author, Book)>().create_all(&engine).await?;
    /// # let mut session = Session::new(&engine);
    /// # let book = |title: &str, pages| Book { title: title.into(), pages, ..default() };
    /// # session.add(Author { name: "Lem".into(), books: [book("Solaris", 204), book("Eden", 276)].into(), ..default() });
    /// # session.commit().await?;
    /// let author = session.all(Author::select().options(Author::books.selectinload())).await?.remove(0);
    /// let eden = session.get_one::<Book>(2).await?;
    /// assert!(author.read().books.contains(&eden));
    /// # Ok(()) }
    /// ```
    pub fn contains(&self, entity: &Entity<T>) -> bool {
        self.entities().iter().any(|known| known.same(entity))
    }

    /// Adds a struct or a handle, at the end. A handle that is a member already changes nothing.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let engine = create_engine("sqlite::memory:").await?;
    /// # MetaData::of::<(Author, Book)>().create_all(&engine).await?;
    /// # let mut session = Session::new(&engine);
    /// # let book = |title: &str, pages| Book { title: title.into(), pages, ..default() };
    /// # session.add(Author { name: "Lem".into(), books: [book("Solaris", 204), book("Eden", 276)].into(), ..default() });
    /// # session.commit().await?;
    /// let author = session.all(Author::select().options(Author::books.selectinload())).await?.remove(0);
    /// author.write().books.push(Book { title: "Fiasco".into(), ..default() });
    /// session.commit().await?;
    /// assert_eq!(engine.all(select(Book::title).filter(Book::author_id.eq(1))).await?.len(), 3);
    /// # Ok(()) }
    /// ```
    pub fn push(&mut self, member: impl IntoRelated<T>) {
        let member = member.into_related().0;
        if let Member::Handle(entity) = &member
            && self.contains(entity)
        {
            return;
        }
        if matches!(self.links, Links::Unset) {
            self.links = Links::Loaded(None);
        }
        self.members.get_or_insert_with(|| Box::new(Vec::new())).members_mut().push(member);
    }

    /// Adds several.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// let mut author = Author::default();
    /// author.books.extend([Book::default(), Book::default()]);
    /// assert_eq!(author.books.len(), 2);
    /// ```
    pub fn extend<R: IntoRelated<T>>(&mut self, members: impl IntoIterator<Item = R>) {
        members.into_iter().for_each(|member| self.push(member));
    }

    /// Takes an object out. What is not a member changes nothing.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let engine = create_engine("sqlite::memory:").await?;
    /// # MetaData::of::<(Author, Book)>().create_all(&engine).await?;
    /// # let mut session = Session::new(&engine);
    /// # let book = |title: &str, pages| Book { title: title.into(), pages, ..default() };
    /// # session.add(Author { name: "Lem".into(), books: [book("Solaris", 204), book("Eden", 276)].into(), ..default() });
    /// # session.commit().await?;
    /// let author = session.all(Author::select().options(Author::books.selectinload())).await?.remove(0);
    /// let eden = session.get_one::<Book>(2).await?;
    /// author.write().books.remove(&eden);
    /// assert_eq!(author.read().books.len(), 1);
    /// # Ok(()) }
    /// ```
    pub fn remove(&mut self, entity: &Entity<T>) {
        if let Some(held) = &mut self.members {
            held.members_mut().retain(|member| !matches!(member, Member::Handle(known) if known.same(entity)));
        }
        let node: Node = entity.node();
        RelationField::unlink(self, &node);
    }

    /// Takes out all for which the test fails.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// let mut author = Author { books: [Book { pages: 204, ..default() }, Book { pages: 276, ..default() }].into(), ..default() };
    /// author.books.retain(|book| book.pages > 250);
    /// assert_eq!(author.books.len(), 1);
    /// ```
    ///
    /// # Panics
    /// If it is not loaded.
    #[track_caller]
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.must_be_loaded();
        for entity in self.entities() {
            let kept = keep(&entity.read());
            if !kept {
                self.remove(&entity);
            }
        }
        if let Some(held) = &mut self.members {
            held.members_mut().retain(|member| match member {
                Member::Owned(object) => keep(object),
                Member::Handle(_) => true,
            });
        }
    }

    /// Takes all out.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// let mut author = Author { books: [Book::default()].into(), ..default() };
    /// author.books.clear();
    /// assert!(author.books.is_empty());
    /// ```
    pub fn clear(&mut self) {
        (self.links, self.members) = (Links::Loaded(None), None);
    }
}

impl<T: Mapped> RelationField for HasMany<T> {
    fn set_attribute(&mut self, attribute: &'static str) {
        self.attribute = attribute;
    }

    fn links(&self) -> Links {
        self.links.clone()
    }

    fn restore(&mut self, links: Links) {
        (self.links, self.members) = (links, None);
    }

    fn has_members(&self) -> bool {
        self.members.is_some()
    }

    fn has_owned(&self) -> bool {
        self.held().iter().any(|member| matches!(member, Member::Owned(_)))
    }

    fn adopt(&mut self, store: &Arc<Store>) -> Result<()> {
        let Some(mut held) = self.members.take() else { return Ok(()) };
        for member in std::mem::take(held.members_mut()) {
            let node = store.adopt_member(member)?;
            RelationField::link(self, &node);
        }
        Ok(())
    }

    fn link(&mut self, node: &Node) -> Option<Node> {
        let loaded = self.is_loaded();
        let linked = self.linked_mut();
        if !loaded {
            linked.removed.retain(|known| !same_node(known, node));
        }
        if !linked.members.iter().any(|known| same_node(known, node)) {
            linked.members.push(Arc::downgrade(node));
        }
        None
    }

    fn unlink(&mut self, node: &Node) {
        let loaded = self.is_loaded();
        let linked = self.linked_mut();
        let before = linked.members.len();
        linked.members.retain(|known| !same_node(known, node));
        if !loaded && linked.members.len() == before && !linked.removed.iter().any(|known| same_node(known, node)) {
            linked.removed.push(Arc::downgrade(node));
        }
    }

    fn fill(&mut self, nodes: &[Node]) {
        let mut found = Linked { members: nodes.iter().map(Arc::downgrade).collect(), removed: Vec::new() };
        if let Links::NotLoaded(Some(changed)) = &self.links {
            let gone = |node: &Node| changed.removed.iter().any(|removed| same_node(removed, node));
            found.members = nodes.iter().filter(|node| !gone(node)).map(Arc::downgrade).collect();
            for added in changed.members.iter().filter_map(|node| node.upgrade()) {
                if !found.members.iter().any(|known| same_node(known, &added)) {
                    found.members.push(Arc::downgrade(&added));
                }
            }
        }
        self.links = Links::Loaded((!found.members.is_empty()).then(|| Arc::new(found)));
    }

    fn fill_plain(&mut self, objects: Vec<Box<dyn Any + Send>>) {
        let members: Vec<Member<T>> =
            objects.into_iter().filter_map(|object| object.downcast().ok()).map(|object| Member::Owned(*object)).collect();
        self.links = Links::Loaded(None);
        self.members = Some(Box::new(members));
    }
}

impl<T: Mapped> Field for HasMany<T> {
    const WIDTH: usize = 0;

    fn described() -> Described {
        Described::relation::<T>(Kind::Many)
    }

    fn hydrate(_: &mut Values<'_>, attribute: &'static str) -> Result<Self> {
        Ok(HasMany { attribute, links: Links::NotLoaded(None), members: None })
    }
}

impl<T: Mapped> AnyField for HasMany<T> {
    fn relation(&self) -> Option<&dyn RelationField> {
        Some(self)
    }

    fn relation_mut(&mut self) -> Option<&mut dyn RelationField> {
        Some(self)
    }
}

fn many<T: Mapped>(members: Vec<Member<T>>) -> HasMany<T> {
    let members: Option<Box<dyn Held<T>>> = if members.is_empty() { None } else { Some(Box::new(members)) };
    HasMany { attribute: "", links: Links::Loaded(None), members }
}

impl<T: Mapped, const N: usize> From<[T; N]> for HasMany<T> {
    fn from(objects: [T; N]) -> Self {
        many(objects.into_iter().map(Member::Owned).collect())
    }
}

impl<T: Mapped> From<Vec<T>> for HasMany<T> {
    fn from(objects: Vec<T>) -> Self {
        many(objects.into_iter().map(Member::Owned).collect())
    }
}

impl<T: Mapped> From<Vec<Entity<T>>> for HasMany<T> {
    fn from(entities: Vec<Entity<T>>) -> Self {
        many(entities.into_iter().map(Member::Handle).collect())
    }
}

impl<T: Mapped, const N: usize> From<[&Entity<T>; N]> for HasMany<T> {
    fn from(entities: [&Entity<T>; N]) -> Self {
        many(entities.into_iter().cloned().map(Member::Handle).collect())
    }
}

impl<T> Default for HasMany<T> {
    fn default() -> Self {
        HasMany { attribute: "", links: Links::Unset, members: None }
    }
}

impl<T: Mapped + Clone> Clone for HasMany<T> {
    /// Owned structs are copied; links become *not loaded*, so that adding a copy never takes the original's members.
    fn clone(&self) -> Self {
        let owned = |member: &Member<T>| match member {
            Member::Owned(object) => Some(Member::Owned(object.clone())),
            Member::Handle(_) => None,
        };
        let members: Vec<Member<T>> = self.held().iter().filter_map(owned).collect();
        match &self.links {
            Links::Unset => HasMany::default(),
            Links::Loaded(None) => many(members),
            _ => HasMany { attribute: self.attribute, links: Links::NotLoaded(None), members: None },
        }
    }
}

impl<T> fmt::Debug for HasMany<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.links {
            Links::Unset => f.write_str("unset"),
            Links::NotLoaded(_) => f.write_str("not loaded"),
            Links::Loaded(_) => write!(f, "{} members", self.links.members().len() + self.held().len()),
        }
    }
}
