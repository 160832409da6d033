//! Deferred columns and loader options.

use std::any::Any;
use std::sync::Mutex;

use super::*;
use crate::driver::BoxFuture;
use crate::row::{Entities, LoadReader, LoadRun, Mode, Plain, Runner, Shape};
use crate::sql::{Prepared, Reading};
use crate::value::{Row, ValueRef};

/// Two columns, of which a row may lack the second.
#[derive(Debug, PartialEq)]
struct Pair(i64, Option<i64>);

impl Shape for Pair {
    const WIDTH: usize = 2;
    const ENTITIES: usize = 1;
    type In<M: Mode> = Pair;

    fn decode<M: Mode>(_: &mut M::Context, row: &dyn Row, at: usize) -> Result<Pair> {
        let mut values = [ValueRef::Null; 2];
        row.fill(at, &mut values)?;
        let number = |value: ValueRef<'_>| if let ValueRef::Int(number) = value { Some(number) } else { None };
        assert_ne!(values[1], ValueRef::Null, "a deferred column is absent, not NULL");
        Ok(Pair(number(values[0]).unwrap(), number(values[1])))
    }

    fn entities<'r, M: Mode>(row: &'r mut Pair, visit: &mut dyn FnMut(Option<&'r mut (dyn Any + Send)>)) {
        visit(Some(row));
    }
}

/// Leaves out rows that repeat the first column, and gives each entity what a follow-up statement says.
#[derive(Debug, Default)]
struct Plan(Arc<Mutex<Vec<i64>>>);

impl LoadReader for Plan {
    fn start(&self, _: &dyn Any) -> Result<Box<dyn LoadRun>> {
        Ok(Box::new(Run(self.0.clone(), None)))
    }
}

struct Run(Arc<Mutex<Vec<i64>>>, Option<i64>);

impl LoadRun for Run {
    fn row(&mut self, row: &dyn Row) -> Result<bool> {
        let ValueRef::Int(key) = row.get(0)? else { return Ok(false) };
        self.0.lock().unwrap().push(key);
        Ok(self.1.replace(key) != Some(key))
    }

    fn finish<'a>(self: Box<Self>, entities: Entities<'a>, runner: &'a mut dyn Runner) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let sink = Box::new(Discard);
            let compiled = crate::compile::Compiled::from_parts("FOLLOW".into(), Vec::new());
            runner.query(compiled, sink).await?;
            for (nth, entity) in entities.into_iter().flatten().flatten().enumerate() {
                entity.downcast_mut::<Pair>().unwrap().1 = Some(nth as i64);
            }
            Ok(())
        })
    }
}

struct Discard;

impl crate::driver::Sink for Discard {
    fn row(&mut self, _: &dyn Row) -> Result<()> {
        Ok(())
    }
}

fn prepared(positions: Option<Vec<Option<usize>>>, plan: Option<Plan>) -> Prepared {
    let loading = plan.map(|plan| Arc::new(plan) as Arc<dyn LoadReader>);
    Prepared {
        text: "Q".into(),
        params: Arc::new([]),
        positions: positions.map(Into::into),
        loading,
        cached: true,
        addresses: None,
        slots: None,
    }
}

#[tokio::test]
async fn deferred_columns_are_absent_and_the_others_move_up() -> Result<()> {
    let server = Arc::new(Server::default());
    let mut connection = server.engine().await.connect().await?;
    server.answer([vec![Value::Int(7)]]);
    let rows = connection.live().fetch::<Pair, Plain>((), &prepared(Some(vec![Some(0), None]), None)).await?;
    assert_eq!(rows, [Pair(7, None)]);
    server.answer([vec![Value::Int(8), Value::Int(7)]]);
    let rows = connection.live().fetch::<Pair, Plain>((), &prepared(Some(vec![Some(1), Some(0)]), None)).await?;
    assert_eq!(rows, [Pair(7, Some(8))]);
    Ok(())
}

#[tokio::test]
async fn loaders_see_each_row_before_it_is_decoded_and_all_entities_afterwards() -> Result<()> {
    let server = Arc::new(Server::default());
    let mut connection = server.engine().await.connect().await?;
    let row = |key: i64| vec![Value::Int(key), Value::Int(-1)];
    let plan = Plan::default();
    let seen = plan.0.clone();
    let prepared = prepared(None, Some(plan));
    server.answer([row(1), row(1), row(2), row(2)]);
    let rows = connection.live().fetch::<Pair, Plain>((), &prepared).await?;
    assert_eq!(rows, [Pair(1, Some(0)), Pair(2, Some(1))]);
    assert_eq!(*seen.lock().unwrap(), [1, 1, 2, 2]);
    // Only one row is wanted, but the loader needs to see what repeats it.
    server.answer([row(1), row(1), row(2)]);
    let rows = connection.live().fetch_up_to::<Pair, Plain>((), &prepared, Reading::default(), 1).await?;
    assert_eq!(rows, [Pair(1, Some(0))]);
    assert_eq!(seen.lock().unwrap()[4..], [1, 1, 2]);
    assert_eq!(server.log(), ["1 connect", "1 BEGIN", "1 Q", "1 FOLLOW", "1 Q", "1 FOLLOW"]);
    Ok(())
}
