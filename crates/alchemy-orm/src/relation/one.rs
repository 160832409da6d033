//! `HasOne<T>` and `BelongsTo<T>`: at most one related object.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use alchemy_core::{Error, Result};

use crate::instance::{Entity, Node, ReadGuard, Store};
use crate::mapping::{AnyField, Described, Field, Kind, Mapped, Values};
use crate::relation::{Held, IntoRelated, Linked, Links, Member, RelationField, View, WeakNode, same_node};

/// What a single link knows.
#[derive(Debug, Clone, Default)]
enum Single {
    /// Not given.
    #[default]
    Unset,
    /// Not loaded.
    NotLoaded,
    /// Known to be none.
    None,
    /// Linked.
    Link(WeakNode),
}

impl Single {
    fn links(&self) -> Links {
        match self {
            Single::Unset => Links::Unset,
            Single::NotLoaded => Links::NotLoaded(None),
            Single::None => Links::Loaded(None),
            Single::Link(node) => Links::Loaded(Some(Arc::new(Linked { members: vec![node.clone()], removed: Vec::new() }))),
        }
    }

    fn of(links: Links) -> Single {
        match links {
            Links::Unset => Single::Unset,
            Links::NotLoaded(_) => Single::NotLoaded,
            Links::Loaded(None) => Single::None,
            Links::Loaded(Some(linked)) => linked.members.first().map_or(Single::None, |node| Single::Link(node.clone())),
        }
    }

    fn node(&self) -> Option<Node> {
        match self {
            Single::Link(node) => node.upgrade(),
            _ => None,
        }
    }
}

macro_rules! single {
    ($(#[$doc:meta])* $field:ident, $kind:ident) => {
        $(#[$doc])*
        pub struct $field<T> {
            /// The attribute, for messages; empty in a struct that no session has seen.
            attribute: &'static str,
            link: Single,
            /// A struct or a handle that is no link yet.
            member: Option<Box<dyn Held<T>>>,
        }

        impl<T> $field<T> {
            fn held(&self) -> Option<&Member<T>> {
                self.member.as_ref().and_then(|held| held.members().first())
            }

            /// Whether it is known which object it is, if any. A field that was not given is: it has none.
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
            /// let book = &engine.all(Book::select()).await?[0];
            /// assert!(!book.author.is_loaded() && Book::default().author.is_loaded());
            /// # Ok(()) }
            /// ```
            pub fn is_loaded(&self) -> bool {
                self.member.is_some() || !matches!(self.link, Single::NotLoaded)
            }
        }

        impl<T: Mapped> $field<T> {
            /// The object, if there is one.
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
            /// let book = &engine.all(Book::select()).await?[0];
            /// assert_eq!(book.author.try_get().map(|_| ()).unwrap_err().kind(), ErrorKind::NotLoaded);
            /// # Ok(()) }
            /// ```
            ///
            /// # Errors
            /// `NotLoaded`; `Borrowed` if a write guard of it lives.
            pub fn try_get(&self) -> Result<Option<View<'_, T>>> {
                if !self.is_loaded() {
                    let by_type = || format!("{}<{}>", stringify!($field), T::NAME);
                    let name = if self.attribute.is_empty() { by_type() } else { self.attribute.to_owned() };
                    let remedy = "load it with `session.load(…)`, or in the query with `.options(….joinedload())`";
                    return Err(Error::not_loaded(&name, remedy));
                }
                Ok(match self.held() {
                    Some(Member::Owned(object)) => Some(View::Owned(object)),
                    Some(Member::Handle(entity)) => Some(View::Tracked(entity.try_read()?)),
                    None => self.link.node().map(ReadGuard::of_node).transpose()?.map(View::Tracked),
                })
            }

            /// The object, if there is one.
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
            /// let book = &engine.all(Book::select().options(Book::author.joinedload())).await?[0];
            /// assert_eq!(book.author.get().map(|author| author.name.clone()).as_deref(), Some("Lem"));
            /// # Ok(()) }
            /// ```
            ///
            /// # Panics
            /// If it is not loaded; `try_get` gives an error instead. Also if the object is held by a write guard.
            #[track_caller]
            #[allow(clippy::panic, reason = "documented: what was not loaded cannot be shown")]
            pub fn get(&self) -> Option<View<'_, T>> {
                match self.try_get() {
                    Ok(view) => view,
                    Err(error) => panic!("{error}"),
                }
            }

            /// The object as a handle, if there is one; a struct that is no object of a session yet has none.
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
            /// let book = session.all(Book::select().options(Book::author.joinedload())).await?.remove(0);
            /// let author = session.get_one::<Author>(1).await?;
            /// assert_eq!(book.read().author.entity(), Some(author));
            /// # Ok(()) }
            /// ```
            pub fn entity(&self) -> Option<Entity<T>> {
                match self.held() {
                    Some(Member::Owned(_)) => None,
                    Some(Member::Handle(entity)) => Some(entity.clone()),
                    None => self.link.node().and_then(Entity::of_node),
                }
            }

            /// Puts a struct or a handle there.
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
            /// let mut book = Book::default();
            /// book.author.set(Author { name: "Lem".into(), ..default() });
            /// assert_eq!(book.author.get().map(|author| author.name.clone()).as_deref(), Some("Lem"));
            /// ```
            pub fn set(&mut self, member: impl IntoRelated<T>) {
                self.member = Some(Box::new(vec![member.into_related().0]));
            }

            /// Makes it none.
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
            /// let mut book = Book { author: Author::default().into(), ..default() };
            /// book.author.clear();
            /// assert!(book.author.get().is_none());
            /// ```
            pub fn clear(&mut self) {
                (self.link, self.member) = (Single::None, None);
            }
        }

        impl<T: Mapped> RelationField for $field<T> {
            fn set_attribute(&mut self, attribute: &'static str) {
                self.attribute = attribute;
            }

            fn links(&self) -> Links {
                self.link.links()
            }

            fn restore(&mut self, links: Links) {
                (self.link, self.member) = (Single::of(links), None);
            }

            fn has_members(&self) -> bool {
                self.member.is_some()
            }

            fn has_owned(&self) -> bool {
                matches!(self.held(), Some(Member::Owned(_)))
            }

            fn adopt(&mut self, store: &Arc<Store>) -> Result<()> {
                let Some(mut held) = self.member.take() else { return Ok(()) };
                if let Some(member) = held.members_mut().pop() {
                    self.link = Single::Link(Arc::downgrade(&store.adopt_member(member)?));
                }
                Ok(())
            }

            fn link(&mut self, node: &Node) -> Option<Node> {
                let before = self.link.node().filter(|known| !Arc::ptr_eq(known, node));
                self.link = Single::Link(Arc::downgrade(node));
                before
            }

            fn unlink(&mut self, node: &Node) {
                match &self.link {
                    Single::Link(known) if !same_node(known, node) => {}
                    _ => self.link = Single::None,
                }
            }

            fn fill(&mut self, nodes: &[Node]) {
                self.link = nodes.first().map_or(Single::None, |node| Single::Link(Arc::downgrade(node)));
            }

            fn fill_plain(&mut self, objects: Vec<Box<dyn Any + Send>>) {
                let member = objects.into_iter().next().and_then(|object| object.downcast::<T>().ok());
                self.link = Single::None;
                self.member = member.map(|object| Box::new(vec![Member::Owned(*object)]) as Box<dyn Held<T>>);
            }
        }

        impl<T: Mapped> Field for $field<T> {
            const WIDTH: usize = 0;

            fn described() -> Described {
                Described::relation::<T>(Kind::$kind)
            }

            fn hydrate(_: &mut Values<'_>, attribute: &'static str) -> Result<Self> {
                Ok($field { attribute, link: Single::NotLoaded, member: None })
            }
        }

        impl<T: Mapped> AnyField for $field<T> {
            fn relation(&self) -> Option<&dyn RelationField> {
                Some(self)
            }

            fn relation_mut(&mut self) -> Option<&mut dyn RelationField> {
                Some(self)
            }
        }

        impl<T: Mapped> From<T> for $field<T> {
            fn from(object: T) -> Self {
                $field { attribute: "", link: Single::None, member: Some(Box::new(vec![Member::Owned(object)])) }
            }
        }

        impl<T: Mapped> From<&Entity<T>> for $field<T> {
            fn from(entity: &Entity<T>) -> Self {
                $field { attribute: "", link: Single::None, member: Some(Box::new(vec![Member::Handle(entity.clone())])) }
            }
        }

        impl<T> Default for $field<T> {
            fn default() -> Self {
                $field { attribute: "", link: Single::Unset, member: None }
            }
        }

        impl<T: Mapped + Clone> Clone for $field<T> {
            /// An owned struct is copied; a link becomes *not loaded*.
            fn clone(&self) -> Self {
                match (self.held(), &self.link) {
                    (Some(Member::Owned(object)), _) => object.clone().into(),
                    (None, Single::Unset) => $field::default(),
                    (None, Single::None) => $field { attribute: self.attribute, link: Single::None, member: None },
                    _ => $field { attribute: self.attribute, link: Single::NotLoaded, member: None },
                }
            }
        }

        impl<T> fmt::Debug for $field<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match (self.held(), &self.link) {
                    (Some(_), _) | (None, Single::Link(_)) => "one",
                    (None, Single::Unset) => "unset",
                    (None, Single::NotLoaded) => "not loaded",
                    (None, Single::None) => "none",
                })
            }
        }
    };
}

single! {
    /// At most one related object; the key is at the other end.
    HasOne, One
}
single! {
    /// At most one related object; the key is here.
    BelongsTo, Parent
}
