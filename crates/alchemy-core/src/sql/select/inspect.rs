//! What a SELECT says of itself: its columns, what it selects from, and what of that no condition links.

use crate::compile::Place;
use crate::error::{Error, Result};
use crate::schema::Name;
use crate::sql::{Expr, Node, Select, SelectNode, Source};
use crate::types::SqlValue;

/// One column of a SELECT.
#[derive(Debug, Clone)]
pub struct ColumnDescription {
    /// The name under which a subquery would give it.
    pub name: Option<Name>,
    /// What is selected.
    pub expression: Node,
}

impl SelectNode {
    /// The sources that no condition, no join and no other source links to the first one.
    fn unlinked(&self) -> Result<Vec<Source>> {
        let chains = self.chains(&[], Place::Embedded)?;
        let mut groups: Vec<Vec<Source>> = Vec::new();
        for chain in &chains {
            let mut group = Vec::new();
            chain.leaves(&mut |leaf| group.push(leaf.clone()));
            groups.push(group);
        }
        self.filter.iter().for_each(|filter| link(&mut groups, filter));
        for group in groups.clone() {
            for source in group {
                if let Source::Derived(derived) = &source
                    && derived.lateral
                {
                    groups.retain(|group| !group.contains(&source));
                }
            }
        }
        Ok(groups.into_iter().skip(1).filter_map(|group| group.into_iter().next()).collect())
    }
}

/// Puts together the groups that a condition names together.
fn link(groups: &mut Vec<Vec<Source>>, condition: &Node) {
    if let Node::Junction(junction) = condition
        && junction.all
    {
        return junction.parts.iter().for_each(|part| link(groups, part));
    }
    let mut first: Option<usize> = None;
    condition.columns(&mut |column| {
        let Some(at) = groups.iter().position(|group| group.contains(&column.source)) else { return };
        match first {
            Some(into) if into != at => {
                let moved = groups.remove(at.max(into));
                let into = at.min(into);
                groups[into].extend(moved);
                first = Some(into);
            }
            _ => first = Some(at),
        }
    });
}

impl<R> Select<R> {
    /// Its columns: their names, and what is selected.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let stmt = select((users::id, func::lower(users::name).label("low"), users::id));
    /// let names: Vec<_> = stmt.column_descriptions().into_iter().filter_map(|column| column.name).collect();
    /// assert_eq!(names.iter().map(|name| &**name).collect::<Vec<_>>(), ["id", "low", "id__1"]);
    /// ```
    pub fn column_descriptions(&self) -> Vec<ColumnDescription> {
        let projection = &self.node.projection;
        let items = projection.items.iter().flatten().cloned();
        items.zip(projection.names()).map(|(expression, name)| ColumnDescription { name, expression }).collect()
    }

    /// One of the columns that it selects, by name, for further criteria.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let stmt = select((users::id, func::lower(users::name).label("low")));
    /// let low = stmt.selected::<String>("low")?;
    /// assert_eq!(
    ///     stmt.filter(low.eq("sandy")).compile(&Ansi)?.text(),
    ///     "SELECT user_account.id, lower(user_account.name) AS low FROM user_account WHERE lower(user_account.name) = ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Programming` if no column has that name.
    pub fn selected<T: SqlValue>(&self, name: &str) -> Result<Expr<T>> {
        let found = self.column_descriptions().into_iter().find(|column| column.name.as_deref() == Some(name));
        let found = found.ok_or_else(|| Error::no_such_label(name))?;
        Ok(Expr::from_node(found.expression.unlabelled().clone()))
    }

    /// What it selects from, as FROM will name it: each source, or the first of those that are joined.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// let stmt = select((author::name, book::title));
    /// assert_eq!(stmt.final_froms()?.len(), 2);
    /// assert_eq!(stmt.join_from(author, book).final_froms()?.len(), 1);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Programming` for a join that has nothing, or too much, to its left.
    pub fn final_froms(&self) -> Result<Vec<Source>> {
        Ok(self.node.chains(&[], Place::Embedded)?.into_iter().map(|chain| chain.head).collect())
    }

    /// What it selects from that no join and no condition links to the rest: each of its rows is combined with every other
    /// row, which is seldom meant.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// table! { pub emails ("email") { user_id: i64, text: String } }
    /// let all = select((users::name, emails::text));
    /// assert_eq!(all.clone().unjoined()?.len(), 1);
    /// assert!(all.filter(emails::user_id.eq(users::id)).unjoined()?.is_empty());
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Select::final_froms`].
    pub fn unjoined(&self) -> Result<Vec<Source>> {
        self.node.unlinked()
    }
}
