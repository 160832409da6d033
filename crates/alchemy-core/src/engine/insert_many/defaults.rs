//! Rows of nothing but defaults: no form of INSERT takes several of them.

use crate::compile::Compiled;
use crate::dialect::Returning;
use crate::driver::{Params, Request};
use crate::engine::Live;
use crate::engine::insert_many::{bulk_request, settled};
use crate::error::{Error, Result};
use crate::schema::{Table, TableName};
use crate::sql::{BulkRows, ColumnRef, InsertNode, Node, Projection, Source};
use crate::value::Value;

impl Live {
    pub(crate) async fn default_rows(&mut self, bulk: &BulkRows, count: usize) -> Result<Vec<Vec<Value>>> {
        let features = *self.dialect().features();
        if bulk.returning.is_empty() || features.returning != Returning::None {
            let requests = self.default_requests(bulk, count)?;
            return self.singles(bulk, requests).await;
        }
        let silent = self.silent(bulk, &features)?;
        let requests = self.default_requests(&silent, count)?;
        let mut keys = Vec::with_capacity(count);
        for reply in self.pipeline(requests).await? {
            let key = reply.last_insert_id.ok_or_else(|| Error::no_generated_key(&bulk.table.name))?;
            settled(&silent, 1, reply)?;
            keys.push(vec![Value::from(key)]);
        }
        Ok(keys)
    }

    fn default_requests(&self, bulk: &BulkRows, count: usize) -> Result<Vec<Request>> {
        let TableName { schema, name } = bulk.table.clone();
        let table = match schema {
            Some(schema) => Table::new(name).schema(schema).source(),
            None => Source::table(name),
        };
        let mut returning = Projection::default();
        for name in &bulk.returning {
            returning.push(Node::Column(ColumnRef { source: table.clone(), name: name.clone() }));
        }
        let insert = InsertNode::of_defaults(table, returning);
        let (sql, _) = Compiled::of(&insert, &**self.dialect())?.into_parts();
        Ok((0..count).map(|_| bulk_request(bulk, sql.clone(), Params::One(Vec::new()), true)).collect())
    }
}
