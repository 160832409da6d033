//! `.join(User::addresses)`.

use std::fmt;

use alchemy_core::{Binary, FromRef, IntoFrom, IntoJoin, Join, JoinKind, Junction, Node, Operator, Refused, Source, TablePlace};

use crate::mapping::{Alias, Attr, Mapped, Mapper, Related, Relation};

/// `a.x = b.y AND …` for pairs of columns, by number.
fn columns_equal(left: (&Source, &Mapper, &[usize]), right: (&Source, &Mapper, &[usize])) -> Node {
    let column = |(source, mapper, _): (&Source, &Mapper, &[usize]), index: usize| mapper.column(index, source.clone());
    let pairs = left.2.iter().zip(right.2);
    let mut parts: Vec<Node> =
        pairs.map(|(l, r)| Binary { left: column(left, *l), operator: Operator::Eq, right: column(right, *r) }.into()).collect();
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            parts.push(last);
            Junction { all: true, parts }.into()
        }
        (_, None) => Junction { all: true, parts }.into(),
    }
}

/// The joins from `left` over a relationship to `target`. A wrong mapping is told when the statement is compiled.
pub(crate) fn joins_to(relation: &Relation, owner: &'static Mapper, left: Source, target: Source, kind: JoinKind) -> Vec<Join> {
    let link = match relation.link(owner) {
        Ok(link) => link,
        Err(error) => return vec![Join { left: Some(left), target, kind, on: Some(Refused(error).into()) }],
    };
    let there = relation.target();
    let Some(through) = &link.through else {
        let on = columns_equal((&left, owner, &link.local), (&target, there, &link.remote));
        return vec![Join { left: Some(left), target, kind, on: Some(on) }];
    };
    let between = FromRef::anonymous(through.mapper.table_name()).of_table(through.mapper.place());
    let first = columns_equal((&left, owner, &link.local), (&between, through.mapper, &through.mine));
    let second = columns_equal((&target, there, &link.remote), (&between, through.mapper, &through.theirs));
    vec![
        Join { left: Some(left), target: between.clone(), kind, on: Some(first) },
        Join { left: Some(between), target, kind, on: Some(second) },
    ]
}

impl<M: Mapped, F: Related> IntoJoin for Attr<M, F> {
    fn into_join(self, kind: JoinKind) -> Vec<Join> {
        let target = Source::placed(TablePlace::of::<F::Target>());
        joins_to(self.relation(), M::info(), self.source(), target, kind)
    }
}

/// A relationship to an alias of its target.
pub struct Joined<M, F> {
    pub(crate) attr: Attr<M, F>,
    pub(crate) target: Source,
}

impl<M: Mapped, F: Related> Attr<M, F> {
    /// The same relationship, to an alias of the target: for `join`, `any`, `has` and `contains_eager`.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// let writer = Author::alias("writer");
    /// let stmt = select((Book::title, writer.name)).join(Book::author.of_type(writer));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT book.title, writer.name FROM book JOIN author AS writer ON book.author_id = writer.id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn of_type(self, alias: <F::Target as alchemy_core::Model>::Alias) -> Joined<M, F>
    where
        <F::Target as alchemy_core::Model>::Alias: Alias<Model = F::Target>,
    {
        Joined { attr: self, target: alias.alias_ref().of_table(TablePlace::of::<F::Target>()) }
    }
}

impl<M: Mapped, F: Related> IntoJoin for Joined<M, F> {
    fn into_join(self, kind: JoinKind) -> Vec<Join> {
        joins_to(self.attr.relation(), M::info(), self.attr.source(), self.target, kind)
    }
}

impl<M, F> fmt::Debug for Joined<M, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} to {:?}", self.attr, self.target)
    }
}

/// A model's table, for `from` and `join_on`.
impl<M: Mapped> IntoFrom for crate::mapping::Whole<M> {
    fn into_from(self) -> Source {
        self.source()
    }
}
