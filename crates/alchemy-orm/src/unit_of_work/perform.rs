//! Runs a plan on a connection: the only file of the unit of work that waits.

use alchemy_core::dialect::GeneratedKeys;
use alchemy_core::driver::{Params, Request, Sink};
use alchemy_core::{
    Binary, BulkRows, Delete, Error, Expr, Junction, Live, Matching, Name, Node, Operator, Prepared, Result, Row, Select,
    SelectNode, Source, SqlType, Statement, Update, Value,
};
use foldhash::{HashMap, HashMapExt};

use crate::mapping::{Key, Mapper};
use crate::query::is_one_of;
use crate::unit_of_work::plan::{FlushPlan, RowKey, Step, UpdateRow};
use crate::unit_of_work::row::{Cell, Work};

/// What the database filled in: the value of a column of a new row, both by number.
pub(crate) type Filled = HashMap<(usize, usize), Value>;

/// How many keys one statement names.
const CHUNK: usize = 500;

/// Runs the steps in order. Objects stay as they are.
pub(crate) async fn perform(live: &mut Live, work: &Work, plan: FlushPlan) -> Result<Filled> {
    let mut performing = Performing { live, work, filled: Filled::default() };
    for step in plan.steps {
        performing.step(step).await?;
    }
    Ok(performing.filled)
}

struct Performing<'p> {
    live: &'p mut Live,
    work: &'p Work,
    filled: Filled,
}

impl Performing<'_> {
    async fn step(&mut self, step: Step) -> Result<()> {
        match step {
            Step::Insert { mapper, columns, rows } => self.insert(mapper, &columns, &rows).await,
            Step::Update { mapper, columns, rows } => self.update(mapper, &columns, rows).await,
            Step::Link { mapper, columns, rows } => self.link(mapper, &columns, rows).await,
            Step::Unlink { mapper, columns, rows, whole } => self.unlink(mapper, &columns, rows, whole).await,
            Step::Delete { mapper, keys, one_by_one } => self.delete(mapper, keys, one_by_one).await,
        }
    }

    /// The value of a cell; what it refers to was inserted before.
    fn value(&self, cell: &Cell) -> Result<Value> {
        match cell {
            Cell::Unset => Ok(Value::Null),
            Cell::Known(value) => Ok(value.clone()),
            Cell::Of { row, column } => match (self.filled.get(&(*row, *column)), &self.work.new[*row].cells[*column]) {
                (Some(value), _) => Ok(value.clone()),
                (None, Cell::Known(value)) => Ok(value.clone()),
                (None, _) => Err(Error::missing_value(
                    self.work.new[*row].mapper.table_name(),
                    self.work.new[*row].mapper.columns()[*column].name,
                    "the database did not give it back",
                )),
            },
        }
    }

    fn values(&self, cells: &[Cell]) -> Result<Vec<Value>> {
        cells.iter().map(|cell| self.value(cell)).collect()
    }

    async fn insert(&mut self, mapper: &'static Mapper, columns: &[usize], rows: &[usize]) -> Result<()> {
        let values: Result<Vec<Vec<Value>>> =
            rows.iter().map(|row| columns.iter().map(|column| self.value(&self.work.new[*row].cells[*column])).collect()).collect();
        let unset: Vec<usize> =
            (0..mapper.columns().len()).filter(|column| mapper.columns()[*column].auto && !columns.contains(column)).collect();
        let returned = self.live.dialect().features().generated_keys == GeneratedKeys::Returned;
        let (asked, later): (Vec<usize>, Vec<usize>) =
            unset.into_iter().partition(|column| returned || mapper.columns()[*column].generated);
        let generated = asked.iter().position(|column| mapper.columns()[*column].generated);
        let (returning, matching) = match generated {
            Some(place) => (asked.clone(), Matching::Generated(place)),
            None if asked.is_empty() => (Vec::new(), Matching::OneByOne),
            None => with_key(mapper, columns, &asked),
        };
        let bulk = BulkRows {
            table: mapper.place().full_name(),
            columns: columns.iter().map(|column| column_of(mapper, *column)).collect(),
            returning: returning.iter().map(|column| name(mapper, *column)).collect(),
            matching,
            rows: rows.len(),
        };
        for (row, values) in rows.iter().zip(self.live.insert_rows(&bulk, values?).await?) {
            self.filled.extend(asked.iter().zip(values).map(|(column, value)| ((*row, *column), value)));
        }
        if later.is_empty() { Ok(()) } else { self.fetch(mapper, rows, &later, generated.is_some()).await }
    }

    /// What a database without RETURNING filled in, by SELECTs over the keys.
    async fn fetch(&mut self, mapper: &'static Mapper, rows: &[usize], columns: &[usize], generated: bool) -> Result<()> {
        for rows in rows.chunks(CHUNK) {
            let keys: Result<Vec<Vec<Value>>> = rows.iter().map(|row| self.key_of_new(mapper, *row)).collect();
            let keys = keys?;
            let select = self.select_filled(mapper, &keys, columns, generated)?;
            let mut places = HashMap::with_capacity(rows.len());
            for (row, key) in rows.iter().zip(&keys) {
                places.insert(Key::of_values(key)?, *row);
            }
            for found in self.rows_of(select).await? {
                let (key, values) = found.split_at(mapper.key_columns().len());
                if let Some(row) = places.remove(&Key::of_values(key)?) {
                    self.filled.extend(columns.iter().zip(values).map(|(column, value)| ((row, *column), value.clone())));
                }
            }
            // A key that the database changed on the way in would leave its object without what the database filled in.
            let (expected, missing) = (rows.len() as u64, places.len() as u64);
            if missing > 0 {
                return Err(Error::stale(mapper.table_name(), expected, expected - missing));
            }
        }
        Ok(())
    }

    /// Keys that the database has just generated are whole numbers and stand in the text: preparing a text that is not used
    /// again would be a round trip of its own.
    fn select_filled(&self, mapper: &'static Mapper, keys: &[Vec<Value>], columns: &[usize], generated: bool) -> Result<Prepared> {
        let mut select = SelectNode::default();
        mapper.key_columns().iter().chain(columns).for_each(|column| select.projection.push(node(mapper, *column)));
        select.filter = Some(any_key(mapper, keys));
        let select = Select::<i64>::from_node(select);
        // A server that answers in text rounds numbers of single precision.
        let rounded = |column: &usize| matches!(mapper.table().columns()[*column].sql_type, SqlType::Real | SqlType::Float { .. });
        match generated && !columns.iter().any(rounded) {
            true => self.live.prepare(&select.inlined()),
            false => self.live.prepare(&select),
        }
    }

    async fn rows_of(&mut self, select: Prepared) -> Result<Vec<Vec<Value>>> {
        let (sink, params) = (Box::new(Fetched { rows: Vec::new() }), Params::One(select.params.to_vec()));
        let request = Request { sql: select.text, params, sink: Some(sink), cached: select.cached, deadline: None };
        let sink = self.live.run(request).await?.sink.map(|sink| sink as Box<dyn std::any::Any>);
        match sink.map(|sink| sink.downcast::<Fetched>()) {
            Some(Ok(sink)) => Ok(sink.rows),
            _ => unreachable!("a driver gives back the sink that it was given"),
        }
    }

    async fn update(&mut self, mapper: &'static Mapper, columns: &[usize], rows: Vec<UpdateRow>) -> Result<()> {
        let statement = columns.iter().fold(Update::<()>::of_table(table(mapper)), |update, column| {
            update.set(alchemy_core::Assign::new(name(mapper, *column), Node::Bind(Value::Null)))
        });
        let statement = statement.filter(Expr::<bool>::from_node(key_matches(mapper)));
        let mut sets = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut values = self.values(&row.cells)?;
            values.extend(self.key(mapper, &row.key)?);
            sets.push(values);
        }
        let expected = rows.len() as u64;
        let found = self.run(&statement, sets).await?;
        if found == expected { Ok(()) } else { Err(Error::stale(mapper.table_name(), expected, found)) }
    }

    fn key(&self, mapper: &'static Mapper, key: &RowKey) -> Result<Vec<Value>> {
        match key {
            RowKey::Known(key) => Ok(key.clone()),
            RowKey::New(row) => self.key_of_new(mapper, *row),
        }
    }

    /// The key of a row that was inserted before: given, or filled in.
    fn key_of_new(&self, mapper: &'static Mapper, row: usize) -> Result<Vec<Value>> {
        let value = |column: &usize| match &self.work.new[row].cells[*column] {
            Cell::Unset => self.value(&Cell::Of { row, column: *column }),
            cell => self.value(cell),
        };
        mapper.key_columns().iter().map(value).collect()
    }

    async fn link(&mut self, mapper: &'static Mapper, columns: &[usize], rows: Vec<Vec<Cell>>) -> Result<()> {
        let values: Result<Vec<Vec<Value>>> = rows.iter().map(|cells| self.values(cells)).collect();
        let columns = columns.iter().map(|column| column_of(mapper, *column)).collect();
        let table = mapper.place().full_name();
        let bulk = BulkRows { table, columns, returning: Vec::new(), matching: Matching::OneByOne, rows: rows.len() };
        self.live.insert_rows(&bulk, values?).await.map(|_| ())
    }

    async fn unlink(&mut self, mapper: &'static Mapper, columns: &[usize], rows: Vec<Vec<Cell>>, whole: bool) -> Result<()> {
        let statement = Delete::<()>::from_table(table(mapper)).filter(Expr::<bool>::from_node(equal(mapper, columns)));
        let sets: Result<Vec<Vec<Value>>> = rows.iter().map(|cells| self.values(cells)).collect();
        let found = self.run(&statement, sets?).await?;
        let expected = rows.len() as u64;
        if whole && found < expected { Err(Error::stale(mapper.table_name(), expected, found)) } else { Ok(()) }
    }

    /// Rows that are gone already are as one wished; a warning tells.
    async fn delete(&mut self, mapper: &'static Mapper, keys: Vec<Vec<Value>>, one_by_one: bool) -> Result<()> {
        let expected = keys.len() as u64;
        let delete = Delete::<()>::from_table(table(mapper));
        let mut found = 0;
        if one_by_one || keys.len() == 1 {
            found = self.run(&delete.filter(Expr::<bool>::from_node(key_matches(mapper))), keys).await?;
        } else {
            for keys in keys.chunks(CHUNK) {
                let matching = Expr::<bool>::from_node(any_key(mapper, keys));
                let prepared = self.live.prepare(&delete.clone().filter(matching))?;
                found += self.send(prepared.text, Params::One(prepared.params.to_vec())).await?;
            }
        }
        if found != expected {
            tracing::warn!(target: "alchemy::warning", kind = "missing rows", table = mapper.table_name(), expected, found, "rows to delete were gone");
        }
        Ok(())
    }

    /// One statement, once for each set of values.
    async fn run(&mut self, statement: &dyn Statement, mut sets: Vec<Vec<Value>>) -> Result<u64> {
        let prepared = self.live.prepare(statement)?;
        let only = if sets.len() == 1 { sets.pop() } else { None };
        self.send(prepared.text, only.map_or_else(|| Params::Many(sets), Params::One)).await
    }

    async fn send(&mut self, sql: std::sync::Arc<str>, params: Params) -> Result<u64> {
        let request = Request { sql, params, sink: None, cached: true, deadline: None };
        Ok(self.live.run(request).await?.rows_affected)
    }
}

/// What to ask for so that rows can be told apart by the key that the program gave; one by one if it gave none.
fn with_key(mapper: &'static Mapper, columns: &[usize], asked: &[usize]) -> (Vec<usize>, Matching) {
    let mut returning = asked.to_vec();
    let mut pairs = Vec::with_capacity(mapper.key_columns().len());
    for key in mapper.key_columns() {
        match columns.iter().position(|column| column == key) {
            Some(given) => {
                pairs.push((returning.len(), given));
                returning.push(*key);
            }
            None => return (asked.to_vec(), Matching::OneByOne),
        }
    }
    (returning, Matching::Given(pairs))
}

/// Rows as they come.
struct Fetched {
    rows: Vec<Vec<Value>>,
}

impl Sink for Fetched {
    fn row(&mut self, row: &dyn Row) -> Result<()> {
        let values: Result<Vec<Value>> = (0..row.width()).map(|index| row.get(index)?.to_value()).collect();
        self.rows.push(values?);
        Ok(())
    }
}

fn table(mapper: &Mapper) -> Source {
    Source::placed(mapper.place())
}

fn name(mapper: &Mapper, column: usize) -> Name {
    Name::Static(mapper.columns()[column].name)
}

fn column_of(mapper: &Mapper, column: usize) -> (Name, alchemy_core::SqlType) {
    (name(mapper, column), mapper.table().columns()[column].sql_type.clone())
}

fn node(mapper: &Mapper, column: usize) -> Node {
    mapper.column(column, table(mapper))
}

/// `a = ? AND b = ?`, with values given at execution.
fn equal(mapper: &Mapper, columns: &[usize]) -> Node {
    let part =
        |column: &usize| Binary { left: node(mapper, *column), operator: Operator::Eq, right: Node::Bind(Value::Null) }.into();
    Junction { all: true, parts: columns.iter().map(part).collect() }.into()
}

fn key_matches(mapper: &Mapper) -> Node {
    equal(mapper, mapper.key_columns())
}

/// One of these keys.
fn any_key(mapper: &Mapper, keys: &[Vec<Value>]) -> Node {
    let columns: Vec<Node> = mapper.key_columns().iter().map(|column| node(mapper, *column)).collect();
    is_one_of(&columns, keys.iter())
}
