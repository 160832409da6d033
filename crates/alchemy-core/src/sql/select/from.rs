//! FROM: what a SELECT selects from, named or not.

use crate::compile::{Place, Renderer, Scope};
use crate::error::{Error, ErrorKind, Result};
use crate::sql::foreign::can_join;
use crate::sql::select::Correlation;
use crate::sql::{IntoFrom, Join, Node, Select, SelectNode, Source};

/// One entry of FROM: a source and what is joined to it.
pub(super) struct Chain<'s> {
    pub(super) head: Source,
    pub(super) joins: Vec<&'s Join>,
}

impl<'s> Chain<'s> {
    fn add(&mut self, join: &'s Join) -> Result<()> {
        if self.holds(&join.target) {
            let name = join.target.text();
            let message = format!("`{name}` is joined to where it stands already; give one of the two a name of its own: an alias");
            return Err(Error::new(ErrorKind::Programming, message));
        }
        self.joins.push(join);
        Ok(())
    }

    fn holds(&self, source: &Source) -> bool {
        self.head.holds(source) || self.joins.iter().any(|join| join.target.holds(source))
    }

    /// Whether a foreign key leads from it to a target, or back.
    fn can_join(&self, target: &Source) -> bool {
        can_join(&self.head, target) || self.joins.iter().any(|join| can_join(&join.target, target))
    }

    /// Writes it as FROM does.
    pub(super) fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.head.render_definition(r)?;
        if self.joins.is_empty() {
            return Ok(());
        }
        let mut left = Vec::with_capacity(self.joins.len() + 1);
        let mut nearest = match &self.head {
            Source::Tree(tree) => &tree.join.target,
            leaf => leaf,
        };
        left.push(&self.head);
        for join in &self.joins {
            // What a join is said to be from is asked first for a foreign key.
            let nearest_to = join.left.as_ref().filter(|left| !matches!(left, Source::Tree(_))).unwrap_or(nearest);
            join.define(r, &left, nearest_to)?;
            left.push(&join.target);
            nearest = &join.target;
        }
        Ok(())
    }

    /// The sources in it that columns refer to.
    pub(super) fn leaves(&self, visit: &mut dyn FnMut(&Source)) {
        self.head.leaves(visit);
        self.joins.iter().for_each(|join| join.target.leaves(visit));
    }
}

impl SelectNode {
    /// Visits all that is named in the columns, then in WHERE.
    fn each_named(&self, visit: &mut dyn FnMut(&Source)) {
        let mut add = |node: &Node| node.columns(&mut |column| visit(&column.source));
        self.projection.items.iter().flatten().for_each(&mut add);
        self.filter.iter().for_each(&mut add);
    }

    /// All that is named by FROM, in the columns, then in WHERE, each once, in order.
    fn named_sources(&self) -> Vec<Source> {
        let mut sources: Vec<Source> = self.from.clone();
        self.each_named(&mut |source| {
            if !sources.contains(source) {
                sources.push(source.clone());
            }
        });
        sources
    }

    /// FROM: chains of joins, and what no join reaches, without what is left to the statements around.
    pub(super) fn chains(&self, outer: &[Scope], place: Place) -> Result<Vec<Chain<'_>>> {
        let mut chains = Vec::new();
        for (index, source) in self.from.iter().enumerate() {
            if !self.from[..index].contains(source) {
                chains.push(Chain { head: source.clone(), joins: Vec::new() });
            }
        }
        if !self.joins.is_empty() {
            let named = self.named_sources();
            self.joins.iter().try_for_each(|join| self.add_join(&mut chains, join, &named))?;
        }
        self.hide_joined(&mut chains);
        self.each_named(&mut |source| {
            if !chains.iter().any(|chain| chain.holds(source)) {
                chains.push(Chain { head: source.clone(), joins: Vec::new() });
            }
        });
        self.leave_out(&mut chains, outer, place)?;
        Ok(chains)
    }

    /// Takes out what stands alone and is joined elsewhere.
    fn hide_joined(&self, chains: &mut Vec<Chain<'_>>) {
        let mut at = 0;
        while at < chains.len() {
            let alone = chains[at].joins.is_empty();
            let elsewhere = |other: usize| other != at && chains[other].holds(&chains[at].head);
            if alone && (0..chains.len()).any(elsewhere) {
                chains.remove(at);
            } else {
                at += 1;
            }
        }
    }

    fn add_join<'s>(&'s self, chains: &mut Vec<Chain<'s>>, join: &'s Join, named: &[Source]) -> Result<()> {
        if let Some(left) = &join.left {
            let at = chains.iter().position(|chain| chain.holds(left)).unwrap_or_else(|| {
                chains.push(Chain { head: left.clone(), joins: Vec::new() });
                chains.len() - 1
            });
            return chains[at].add(join);
        }
        if chains.is_empty() {
            let head = self.first_left(join, named)?;
            chains.push(Chain { head, joins: Vec::new() });
            return chains[0].add(join);
        }
        let at = self.left_of(join, chains, |chain, target| chain.can_join(target), |chain, source| chain.holds(source))?;
        chains[at].add(join)
    }

    /// What the first join is joined to, of all that is named.
    fn first_left(&self, join: &Join, named: &[Source]) -> Result<Source> {
        let free: Vec<&Source> = named.iter().filter(|source| **source != join.target).collect();
        let at = self.left_of(join, &free, |source, target| can_join(source, target), |source, other| *source == other)?;
        Ok(free[at].clone())
    }

    /// Keeps what the first join is joined to, which the columns may be all that tells of.
    pub(super) fn keep_left(&mut self) {
        let Some(join) = self.joins.first().filter(|join| join.left.is_none() && self.from.is_empty()) else { return };
        if let Ok(left) = self.first_left(join, &self.named_sources()) {
            self.joins[0].left = Some(left);
        }
    }

    /// Every source so far that columns can refer to.
    pub fn each_leaf(&self, visit: &mut dyn FnMut(&Source)) {
        let named = self.named_sources();
        let joined = self.joins.iter().flat_map(|join| join.left.iter().chain([&join.target]));
        named.iter().chain(joined).for_each(|source| source.leaves(&mut |leaf| visit(leaf)));
    }

    /// Which of the candidates a join is joined to: the one that the condition, or a foreign key, leads to.
    fn left_of<C>(
        &self,
        join: &Join,
        candidates: &[C],
        can_join: impl Fn(&C, &Source) -> bool,
        holds: impl Fn(&C, &Source) -> bool,
    ) -> Result<usize> {
        let fits = |candidate: &C| match &join.on {
            None => can_join(candidate, &join.target),
            Some(_) if candidates.len() == 1 => true,
            Some(on) => {
                let mut all = true;
                on.columns(&mut |column| all &= holds(candidate, &column.source) || join.target.holds(&column.source));
                all
            }
        };
        let mut fitting = candidates.iter().enumerate().filter(|(_, candidate)| fits(candidate)).map(|(at, _)| at);
        match (fitting.next(), fitting.next()) {
            (Some(at), None) => Ok(at),
            (None, _) if join.on.is_some() && candidates.len() == 1 => Ok(0),
            (None, _) => Err(Error::no_left_side()),
            (Some(_), Some(_)) => Err(Error::ambiguous_left_side()),
        }
    }

    /// Takes out what the statements around select from already.
    fn leave_out(&self, chains: &mut Vec<Chain<'_>>, outer: &[Scope], place: Place) -> Result<()> {
        let Some((near, far)) = outer.split_last() else { return Ok(()) };
        let apart = matches!(place, Place::Derived(_));
        let seen = if apart { far } else { outer };
        let alone = |chain: &Chain<'_>| chain.joins.is_empty();
        chains.retain(|chain| !alone(chain) || !self.correlation.leaves_out(&chain.head, seen));
        if self.correlation == Correlation::Automatic && !apart && chains.len() > 1 {
            chains.retain(|chain| !alone(chain) || !near.has(&chain.head));
            if chains.is_empty() {
                return Err(Error::nothing_to_select_from());
            }
        }
        Ok(())
    }
}

impl<R> Select<R> {
    /// Selects from something that no column names, or that is to stand first.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let stmt = select(func::count_all()).from(users);
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT count(*) AS count_1 FROM user_account");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn from(self, from: impl IntoFrom) -> Self {
        self.edit(|select| select.from.push(from.into_from()))
    }
}
