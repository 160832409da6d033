//! Which sources of the statements around a SELECT are left to them.

use crate::compile::{Key, Keyed, Scope};
use crate::sql::{IntoFrom, Select, Source};

/// Which sources a SELECT inside another statement leaves to the statements around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Correlation {
    /// Those that the statement right around it selects from, if others remain.
    #[default]
    Automatic,
    /// Those that any statement around it selects from, of these.
    To(Vec<Source>),
    /// Those that any statement around it selects from, but for these.
    Except(Vec<Source>),
}

impl Keyed for Correlation {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        match self {
            Correlation::Automatic => key.tag(0),
            Correlation::To(sources) => {
                key.tag(1);
                sources.key(key);
            }
            Correlation::Except(sources) => {
                key.tag(2);
                sources.key(key);
            }
        }
    }
}

impl Correlation {
    /// Whether a source is left to the statements around.
    pub(super) fn leaves_out(&self, source: &Source, outer: &[Scope]) -> bool {
        let known = || outer.iter().any(|scope| scope.has(source));
        match self {
            Correlation::Automatic => false,
            Correlation::To(sources) => sources.contains(source) && known(),
            Correlation::Except(sources) => !sources.contains(source) && known(),
        }
    }
}

impl<R> Select<R> {
    /// Inside another statement: leaves this source to the statements around it. Several calls name several sources.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// table! { pub emails ("email") { user_id: i64, text: String } }
    /// let theirs = select(emails::text).filter(emails::user_id.eq(users::id)).correlate(users);
    /// let stmt = select(users::id).filter(theirs.exists());
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT user_account.id FROM user_account WHERE EXISTS (SELECT email.text FROM email \
    ///      WHERE email.user_id = user_account.id)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn correlate(self, source: impl IntoFrom) -> Self {
        let source = source.into_from();
        self.edit(|select| match &mut select.correlation {
            Correlation::To(sources) => sources.push(source),
            other => *other = Correlation::To(vec![source]),
        })
    }

    /// Inside another statement: leaves every source to the statements around it but this one. Several calls name several
    /// sources.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// let written = select(func::count_all()).filter(book::author_id.eq(author::id)).correlate_except(book).scalar_subquery();
    /// assert_eq!(
    ///     select((author::name, written.label("written"))).compile(&Ansi)?.text(),
    ///     "SELECT author.name, (SELECT count(*) AS count_1 FROM book WHERE book.author_id = author.id) AS written \
    ///      FROM author",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn correlate_except(self, source: impl IntoFrom) -> Self {
        let source = source.into_from();
        self.edit(|select| match &mut select.correlation {
            Correlation::Except(sources) => sources.push(source),
            other => *other = Correlation::Except(vec![source]),
        })
    }

    /// Inside another statement: selects from all of its sources itself.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// let any = select(book::id).filter(book::author_id.eq(author::id)).correlate_none().exists();
    /// assert_eq!(
    ///     select(author::name).filter(any).compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author WHERE EXISTS (SELECT book.id FROM book, author WHERE book.author_id = \
    ///      author.id)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn correlate_none(self) -> Self {
        self.edit(|select| select.correlation = Correlation::To(Vec::new()))
    }
}
