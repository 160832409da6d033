//! The texts of statements that were compiled before, by structure: a statement that is built anew with other values costs
//! no rendering.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use foldhash::fast::RandomState;

use crate::compile::{Key, Slot};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::sql::{Prepared, Statement};
use crate::value::Value;

/// The kept texts. When there are half as many again as wanted, those used longest ago go.
#[derive(Debug)]
pub(crate) struct StatementCache {
    /// How many are wanted; none turns it off.
    size: usize,
    entries: RwLock<HashMap<Box<[u8]>, Entry, RandomState>>,
    clock: AtomicU64,
}

/// One text.
#[derive(Debug)]
struct Entry {
    /// Keeps the dialect alive, whose address stands in the key.
    _dialect: Arc<dyn Dialect>,
    text: Arc<str>,
    positions: Option<Arc<[Option<usize>]>>,
    slots: Option<Arc<[Slot]>>,
    /// For each placeholder, which of the statement's values it shows.
    origins: Arc<[usize]>,
    used: AtomicU64,
}

impl StatementCache {
    pub(crate) fn new(size: usize) -> Self {
        StatementCache { size, entries: RwLock::default(), clock: AtomicU64::new(0) }
    }

    /// The statement's text and values: kept with it, kept here, or made now; with the values of its parameters.
    pub(crate) fn prepare(&self, statement: &dyn Statement, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        match statement.given() {
            Some((statement, given)) => self.unfilled(statement, dialect)?.filled(given, dialect),
            None => self.unfilled(statement, dialect)?.filled(&[], dialect),
        }
    }

    fn unfilled(&self, statement: &dyn Statement, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        if let Some(prepared) = statement.kept().and_then(|kept| kept.get(dialect)) {
            return Ok(prepared);
        }
        let prepared = self.by_structure(statement, dialect)?;
        if let Some(kept) = statement.kept() {
            kept.set(dialect, &prepared);
        }
        Ok(prepared)
    }

    fn by_structure(&self, statement: &dyn Statement, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        if self.size == 0 {
            return statement.prepare(dialect);
        }
        let mut key = Key::begun(SCRATCH.take(), Arc::as_ptr(dialect).addr());
        statement.key(&mut key);
        if !key.is_complete() {
            SCRATCH.set(key.into_buffer());
            return statement.prepare(dialect);
        }
        let known = self.find(&key);
        let prepared = match known {
            Some(prepared) => Ok(prepared),
            None => statement.prepare(dialect).inspect(|prepared| self.keep(&key, prepared, dialect)),
        };
        SCRATCH.set(key.into_buffer());
        prepared
    }

    fn find(&self, key: &Key<'_>) -> Option<Prepared> {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        let entry = entries.get(key.bytes())?;
        entry.used.store(self.clock.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
        let params = entry.origins.iter().map(|at| key.values().get(*at).map_or(Value::Null, |value| (*value).clone())).collect();
        let (text, positions, slots) = (entry.text.clone(), entry.positions.clone(), entry.slots.clone());
        Some(Prepared { text, params, positions, loading: None, cached: true, addresses: None, slots })
    }

    /// Keeps a text, if each of its values is one of the statement's own and no two of those are the same one.
    fn keep(&self, key: &Key<'_>, prepared: &Prepared, dialect: &Arc<dyn Dialect>) {
        let Some(origins) = origins(key, prepared) else { return };
        let entry = Entry {
            _dialect: dialect.clone(),
            text: prepared.text.clone(),
            positions: prepared.positions.clone(),
            slots: prepared.slots.clone(),
            origins,
            used: AtomicU64::new(self.clock.fetch_add(1, Ordering::Relaxed)),
        };
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        entries.insert(key.bytes().into(), entry);
        if entries.len() > self.size + self.size / 2 {
            prune(&mut entries, self.size);
        }
    }

    /// Forgets all.
    pub(crate) fn clear(&self) {
        self.entries.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// How many texts are kept.
    pub(crate) fn len(&self) -> usize {
        self.entries.read().unwrap_or_else(PoisonError::into_inner).len()
    }
}

thread_local! {
    /// The buffer in which keys are written.
    static SCRATCH: std::cell::Cell<Vec<u8>> = const { std::cell::Cell::new(Vec::new()) };
}

/// Where each placeholder's value stands among the statement's. Values are told apart by where they lie in memory: an equal
/// one elsewhere may differ the next time.
fn origins(key: &Key<'_>, prepared: &Prepared) -> Option<Arc<[usize]>> {
    let addresses = prepared.addresses.as_ref()?;
    let own: Vec<usize> = key.values().iter().map(|value| std::ptr::from_ref(*value).addr()).collect();
    let mut sorted = own.clone();
    sorted.sort_unstable();
    if prepared.loading.is_some() || !prepared.cached || sorted.windows(2).any(|pair| pair[0] == pair[1]) {
        return None;
    }
    // A parameter's value lies nowhere yet.
    let origin = |address: &usize| if *address == 0 { Some(usize::MAX) } else { own.iter().position(|known| known == address) };
    addresses.iter().map(origin).collect()
}

/// Removes what was used longest ago, until so many are left.
fn prune(entries: &mut HashMap<Box<[u8]>, Entry, RandomState>, size: usize) {
    let mut times: Vec<u64> = entries.values().map(|entry| entry.used.load(Ordering::Relaxed)).collect();
    times.sort_unstable_by(|a, b| b.cmp(a));
    if let Some(oldest) = times.get(size.saturating_sub(1)).copied() {
        entries.retain(|_, entry| entry.used.load(Ordering::Relaxed) >= oldest);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use alchemy_claims::covers;

    use super::StatementCache;
    use crate::dialect::{Ansi, Dialect};
    use crate::prelude::*;
    use crate::sql::{Prepared, Statement};
    use crate::value::Value;
    use crate::{Expr, select};

    table! { users ("user_account") { id: Auto<i64> [primary_key], name: String, age: i64 } }

    /// Prepares through the cache, and says whether that gave the same as without.
    fn prepared(cache: &StatementCache, dialect: &Arc<dyn Dialect>, statement: &dyn Statement) -> Prepared {
        let (kept, fresh) = (cache.prepare(statement, dialect).unwrap(), statement.prepare(dialect).unwrap());
        assert_eq!((&kept.text, &kept.params), (&fresh.text, &fresh.params));
        kept
    }

    fn page(low: i64, name: &str, count: u64) -> impl Statement {
        select((users::id, users::name)).filter(users::age.gt(low).and(users::name.eq(name))).order_by(users::id).limit(count)
    }

    #[covers("CMP-06", "CMP-07", "CMP-14")]
    #[test]
    fn a_statement_built_anew_with_other_values_shares_the_text() {
        let (cache, dialect): (_, Arc<dyn Dialect>) = (StatementCache::new(10), Arc::new(Ansi));
        let first = prepared(&cache, &dialect, &page(1, "a", 10));
        let second = prepared(&cache, &dialect, &page(2, "b", 20));
        assert!(Arc::ptr_eq(&first.text, &second.text));
        assert_eq!(*second.params, [Value::Int(2), Value::from("b"), Value::from(20_u64)]);
        assert_eq!(cache.len(), 1);
    }

    #[test]
    fn statements_of_another_structure_do_not() {
        let (cache, dialect): (_, Arc<dyn Dialect>) = (StatementCache::new(10), Arc::new(Ansi));
        let all = || select(users::id);
        let statements =
            [all().filter(users::age.gt(1)), all().filter(users::age.ge(1)), all().having(users::age.gt(1)), all().distinct()];
        for statement in &statements {
            prepared(&cache, &dialect, statement);
        }
        assert_eq!(cache.len(), statements.len());
    }

    #[test]
    fn a_value_that_stands_in_two_places_is_not_taken_for_two() {
        let (cache, dialect): (_, Arc<dyn Dialect>) = (StatementCache::new(10), Arc::new(Ansi));
        let shared = |value: i64| {
            let condition: Expr<bool> = users::age.gt(value);
            select(users::id).filter(condition.clone().and(users::name.is_null()).or(condition))
        };
        let apart = |a: i64, b: i64| select(users::id).filter(users::age.gt(a).and(users::name.is_null()).or(users::age.gt(b)));
        prepared(&cache, &dialect, &shared(1));
        assert_eq!(*prepared(&cache, &dialect, &apart(2, 3)).params, [Value::Int(2), Value::Int(3)]);
        prepared(&cache, &dialect, &shared(4));
    }

    #[test]
    fn aliases_are_told_apart_by_their_place_not_their_number() {
        let (cache, dialect): (_, Arc<dyn Dialect>) = (StatementCache::new(10), Arc::new(Ansi));
        let counted = |value: i64| {
            let inner = select((users::id, users::age)).filter(users::age.gt(value)).subquery("inner_one");
            select(inner.c::<i64>("id")).filter(inner.c::<i64>("age").lt(value + 1))
        };
        let first = prepared(&cache, &dialect, &counted(1));
        let second = prepared(&cache, &dialect, &counted(5));
        assert!(Arc::ptr_eq(&first.text, &second.text));
    }

    #[covers("CMP-08", "CMP-10")]
    #[test]
    fn those_used_longest_ago_go() {
        let (cache, dialect): (_, Arc<dyn Dialect>) = (StatementCache::new(2), Arc::new(Ansi));
        let column = |name: &str| select(crate::Table::new("t").c(name));
        let oldest = prepared(&cache, &dialect, &column("a"));
        for name in ["b", "c", "d"] {
            prepared(&cache, &dialect, &column(name));
        }
        assert_eq!(cache.len(), 2);
        assert!(!Arc::ptr_eq(&oldest.text, &prepared(&cache, &dialect, &column("a")).text));
        cache.clear();
        assert_eq!(cache.len(), 0);
    }

    #[test]
    fn a_cache_of_no_size_keeps_nothing() {
        let (cache, dialect): (_, Arc<dyn Dialect>) = (StatementCache::new(0), Arc::new(Ansi));
        prepared(&cache, &dialect, &page(1, "a", 10));
        assert_eq!(cache.len(), 0);
    }
}
