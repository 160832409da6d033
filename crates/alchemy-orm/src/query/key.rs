//! Keys in conditions.

use alchemy_core::{Binary, InList, Junction, Node, Operator, Value};

/// `a = ? AND b = ?`: the key of one row.
pub(crate) fn is_key(columns: &[Node], key: &[Value]) -> Node {
    let equal = |(column, value): (&Node, &Value)| {
        Binary { left: column.clone(), operator: Operator::Eq, right: Node::Bind(value.clone()) }.into()
    };
    Junction { all: true, parts: columns.iter().zip(key).map(equal).collect() }.into()
}

/// `a IN (…)`, or for keys of several columns `a = ? AND b = ? OR …`: one of these keys.
pub(crate) fn is_one_of<'k>(columns: &[Node], keys: impl Iterator<Item = &'k Vec<Value>>) -> Node {
    match columns {
        [column] => {
            let items = keys.map(|key| Node::Bind(key[0].clone())).collect();
            InList::of(column.clone(), items, false).into()
        }
        _ => Junction { all: false, parts: keys.map(|key| is_key(columns, key)).collect() }.into(),
    }
}
