//! The texts of statements that were compiled before, by structure: a statement that is built anew with other values costs
//! no rendering.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use foldhash::fast::RandomState;

use crate::compile::{CONSTANT, Key, PARAMETER, Slot};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::schema::Table;
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
    /// Keeps the tables alive, whose addresses stand in it, too.
    _tables: Vec<Table>,
    text: Arc<str>,
    positions: Option<Arc<[Option<usize>]>>,
    slots: Option<Arc<[Slot]>>,
    /// For each placeholder, what it shows.
    origins: Vec<Origin>,
    used: AtomicU64,
}

/// Where a placeholder's value comes from.
#[derive(Debug)]
enum Origin {
    /// It is this one of the statement's values.
    Statement(usize),
    /// It follows from the text.
    Text(Value),
    /// It is given at execution.
    Parameter,
}

impl Origin {
    fn value(&self, key: &Key<'_>) -> Value {
        match self {
            Origin::Statement(at) => key.values().get(*at).map_or(Value::Null, |value| (*value).clone()),
            Origin::Text(value) => value.clone(),
            Origin::Parameter => Value::Null,
        }
    }
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
        if !key.complete() {
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
        let params = entry.origins.iter().map(|origin| origin.value(key)).collect();
        let (text, positions, slots) = (entry.text.clone(), entry.positions.clone(), entry.slots.clone());
        Some(Prepared { text, params, positions, loading: None, cached: true, addresses: None, slots })
    }

    /// Keeps a text, if each of its values is one of the statement's own and no two of those are the same one.
    fn keep(&self, key: &Key<'_>, prepared: &Prepared, dialect: &Arc<dyn Dialect>) {
        let Some(origins) = origins(key, prepared) else { return };
        let entry = Entry {
            _dialect: dialect.clone(),
            _tables: key.tables().iter().map(|table| (*table).clone()).collect(),
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
fn origins(key: &Key<'_>, prepared: &Prepared) -> Option<Vec<Origin>> {
    let addresses = prepared.addresses.as_ref()?;
    let own = key.addresses();
    if prepared.loading.is_some() || !prepared.cached || !(key.is_by_identity() || all_differ(&own)) {
        return None;
    }
    let origin = |(address, value): (&usize, &Value)| match *address {
        PARAMETER => Some(Origin::Parameter),
        CONSTANT => Some(Origin::Text(value.clone())),
        address => own.iter().position(|known| *known == address).map(Origin::Statement),
    };
    addresses.iter().zip(prepared.params.iter()).map(origin).collect()
}

fn all_differ(addresses: &[usize]) -> bool {
    let mut sorted = addresses.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).all(|pair| pair[0] != pair[1])
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
    use crate::compile::Key;
    use crate::dialect::{Ansi, Dialect, Features, Placeholder};
    use crate::prelude::*;
    use crate::sql::{Prepared, Statement};
    use crate::types::SqlType;
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
    fn a_value_that_is_selected_and_grouped_by_is_known_by_being_one() {
        /// A dialect whose placeholders have numbers.
        #[derive(Debug)]
        struct Numbered(Features);
        impl Dialect for Numbered {
            fn name(&self) -> &'static str {
                "numbered"
            }

            fn features(&self) -> &Features {
                &self.0
            }

            fn is_reserved(&self, word: &str) -> bool {
                Ansi.is_reserved(word)
            }

            fn column_type(&self, sql_type: &SqlType) -> Result<String> {
                Ansi.column_type(sql_type)
            }

            fn table_names(&self) -> &'static str {
                Ansi.table_names()
            }
        }
        let numbered = Numbered(Features { placeholder: Placeholder::Numbered, ..*Ansi.features() });
        let (cache, dialect): (_, Arc<dyn Dialect>) = (StatementCache::new(10), Arc::new(numbered));
        let apart = |a: i64, b: i64| select(users::age % a).group_by(users::age % b).having(users::age.gt(a));
        let one = |a: i64| {
            let parity = users::age % a;
            select(parity.clone()).group_by(parity).having(users::age.gt(a))
        };
        let text =
            |rest: &str| format!("SELECT user_account.age % $1 AS anon_1 FROM user_account GROUP BY user_account.age % {rest}");
        let first = prepared(&cache, &dialect, &apart(2, 2));
        assert_eq!(*first.text, *text("$2 HAVING user_account.age > $3"));
        let shared = prepared(&cache, &dialect, &one(2));
        assert_eq!(*shared.text, *text("$1 HAVING user_account.age > $2"));
        let again = prepared(&cache, &dialect, &one(3));
        assert!(Arc::ptr_eq(&shared.text, &again.text));
        assert_eq!(*again.params, [Value::Int(3), Value::Int(3)]);
        assert_eq!(*prepared(&cache, &dialect, &apart(4, 5)).params, [Value::Int(4), Value::Int(5), Value::Int(4)]);
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

    #[covers("CMP-15")]
    #[test]
    fn writes_built_anew_with_other_values_share_the_text() {
        let (cache, dialect): (_, Arc<dyn Dialect>) = (StatementCache::new(10), Arc::new(Ansi));
        let insert = |name: &str, age: i64| users::insert().values((users::age.to(age), users::name.to(name))).returning(users::id);
        let update = |age: i64, id: i64| users::update().set(users::age.to(users::age + age)).filter(users::id.eq(id));
        let delete = |id: i64| users::delete().filter(users::id.eq(id));
        let shared = |first: &dyn Statement, second: &dyn Statement| {
            let (first, second) = (prepared(&cache, &dialect, first), prepared(&cache, &dialect, second));
            assert!(Arc::ptr_eq(&first.text, &second.text), "{}", second.text);
            second.params
        };
        // The values stand in the order of the table's columns, not in that in which they are given.
        assert_eq!(*shared(&insert("a", 1), &insert("b", 2)), [Value::from("b"), Value::Int(2)]);
        assert_eq!(*shared(&update(1, 2), &update(3, 4)), [Value::Int(3), Value::Int(4)]);
        assert_eq!(*shared(&delete(1), &delete(2)), [Value::Int(2)]);
        assert_eq!(cache.len(), 3);
    }

    fn key_of(statement: &dyn Statement) -> Vec<u8> {
        let mut key = Key::begun(Vec::new(), 0);
        statement.key(&mut key);
        assert!(key.complete());
        key.into_buffer()
    }

    #[covers("CMP-07")]
    #[test]
    fn writes_that_differ_in_any_clause_do_not() {
        let insert = || users::insert().values((users::name.to("a"), users::age.to(1)));
        let upsert = || insert().on_conflict(users::name);
        let all = || select((users::name, users::age));
        let update = || users::update().set((users::name.to("a"), users::age.to(1)));
        let delete = users::delete;
        let (other, gone) = (crate::Table::new("other"), select(users::id).cte("gone"));
        let statements: Vec<Box<dyn Statement>> = vec![
            Box::new(users::insert()),
            Box::new(users::insert().default_values()),
            Box::new(users::insert().values(users::name.to("a"))),
            Box::new(users::insert().values(users::name.to(crate::func::lower("a")))),
            Box::new(insert()),
            Box::new(insert().prefix_with("OR IGNORE")),
            Box::new(insert().add_cte(&gone)),
            Box::new(insert().returning(users::id)),
            Box::new(insert().returning(users::name)),
            Box::new(insert().return_key()),
            Box::new(insert().return_defaults()),
            Box::new(insert().on_any_conflict().do_nothing()),
            Box::new(upsert().do_nothing()),
            Box::new(upsert().index_where(users::age.gt(1)).do_nothing()),
            Box::new(insert().on_conflict(users::age).do_nothing()),
            Box::new(insert().on_conflict_constraint("one").do_nothing()),
            Box::new(insert().on_conflict_constraint("other").do_nothing()),
            Box::new(upsert().do_update(|row| users::age.to(row.excluded(users::age)))),
            Box::new(upsert().do_update(|row| users::age.to(row.excluded(users::id)))),
            Box::new(upsert().do_update(|_| users::age.to(2))),
            Box::new(upsert().do_update(|_| users::name.to("b"))),
            Box::new(upsert().update_where(|_| users::age.gt(1)).do_update(|_| users::age.to(2))),
            Box::new(users::insert().from_select((users::name, users::age), all())),
            Box::new(users::insert().from_select((users::name, users::age), all().distinct())),
            Box::new(users::insert().from_select((users::name, users::age), all().union(all().distinct()))),
            Box::new(users::insert().from_select((users::name, users::id), all())),
            Box::new(users::insert().from_select_without_defaults((users::name, users::age), all())),
            Box::new(users::update()),
            Box::new(users::update().set(users::name.to("a"))),
            Box::new(users::update().set(users::name.to(crate::func::lower("a")))),
            Box::new(update()),
            Box::new(users::update().ordered_values((users::age.to(1), users::name.to("a")))),
            Box::new(update().prefix_with("LOW_PRIORITY")),
            Box::new(update().with_hint("WITH (ROWLOCK)")),
            Box::new(update().add_cte(&gone)),
            Box::new(update().from(&other)),
            Box::new(update().filter(users::id.eq(1))),
            Box::new(update().filter(users::id.ge(1))),
            Box::new(update().order_by(users::id)),
            Box::new(update().order_by(users::id.desc())),
            Box::new(update().limit(1)),
            Box::new(update().limit(2)),
            Box::new(update().returning(users::id)),
            Box::new(delete()),
            Box::new(delete().prefix_with("QUICK")),
            Box::new(delete().with_hint("WITH (ROWLOCK)")),
            Box::new(delete().add_cte(&gone)),
            Box::new(delete().using(&other)),
            Box::new(delete().filter(users::id.eq(1))),
            Box::new(delete().order_by(users::id)),
            Box::new(delete().limit(1)),
            Box::new(delete().limit(2)),
            Box::new(delete().returning(users::id)),
        ];
        let keys: Vec<_> = statements.iter().map(|statement| key_of(&**statement)).collect();
        for (index, one) in keys.iter().enumerate() {
            assert!(keys[..index].iter().all(|other| other != one), "statement {index} has the key of another");
        }
    }

    #[covers("CMP-15")]
    #[test]
    fn several_rows_have_no_text_that_is_kept() {
        let (cache, dialect): (_, Arc<dyn Dialect>) = (StatementCache::new(10), Arc::new(Ansi));
        prepared(&cache, &dialect, &users::insert().rows(users::name, ["a", "b"]));
        assert_eq!(cache.len(), 0);
    }

    #[test]
    fn what_a_table_gives_to_a_row_is_made_for_each() {
        static COUNT: std::sync::atomic::AtomicI64 = std::sync::atomic::AtomicI64::new(0);
        let (cache, dialect): (_, Arc<dyn Dialect>) = (StatementCache::new(10), Arc::new(Ansi));
        let next = || COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let counted = crate::Table::new("counted")
            .column(crate::Column::new("id", crate::BigInteger).default_with(next))
            .column(crate::Column::new("name", crate::Text));
        let insert = |name: &str| counted.insert().values(counted.c("name").to(name));
        let ids: Vec<_> = ["a", "b"].iter().map(|name| cache.prepare(&insert(name), &dialect).unwrap().params[0].clone()).collect();
        assert_ne!(ids[0], ids[1]);
    }

    #[test]
    fn what_depends_on_definitions_is_kept_for_these_alone() {
        let (cache, dialect): (_, Arc<dyn Dialect>) = (StatementCache::new(10), Arc::new(Ansi));
        let integer = |name: &'static str| crate::Column::new(name, crate::BigInteger);
        let team = crate::Table::new("team").column(integer("id"));
        let member = |column: &'static str| crate::Table::new("member").column(integer(column).references("team", "id"));
        let joined = |member: &crate::Table| select(team.c("id")).join(member);
        let (first, second) = (member("team_id"), member("crew_id"));
        for member in [&first, &second, &first] {
            prepared(&cache, &dialect, &joined(member));
        }
        assert_eq!(cache.len(), 2);
        let point = |columns: [&'static str; 2]| crate::Table::new("point").column(integer(columns[0])).column(integer(columns[1]));
        let insert = |point: &crate::Table| point.insert().values((point.c("x").to(1), point.c("y").to(2)));
        let (forwards, backwards) = (point(["x", "y"]), point(["y", "x"]));
        for (table, text) in [(&forwards, "INSERT INTO point (x, y)"), (&backwards, "INSERT INTO point (y, x)")] {
            assert!(prepared(&cache, &dialect, &insert(table)).text.starts_with(text));
        }
        assert_eq!(cache.len(), 4);
    }

    #[test]
    fn a_place_in_a_document_is_part_of_the_text() {
        let (cache, dialect): (_, Arc<dyn Dialect>) = (StatementCache::new(10), Arc::new(Ansi));
        let book = crate::Table::new("book").column(crate::Column::new("meta", crate::SqlType::Json));
        let titled = |key: &str, title: &str| select(literal(1)).filter(book.c("meta").get(key).as_string().eq(title));
        let first = prepared(&cache, &dialect, &titled("title", "a"));
        let second = prepared(&cache, &dialect, &titled("title", "b"));
        assert!(Arc::ptr_eq(&first.text, &second.text));
        assert_eq!(second.params.last(), Some(&Value::from("b")));
        prepared(&cache, &dialect, &titled("name", "b"));
        assert_eq!(cache.len(), 2);
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
