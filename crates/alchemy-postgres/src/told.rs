//! Types of parameters that the server cannot tell from the statement.
//!
//! Where nothing around a parameter says what it is, as in `SELECT $1` or `CASE … THEN $1`, the server takes it for text.
//! The value knows better; then the statement is prepared once more, with the types of such values told. Where the server
//! would refuse the statement, they are told at once.

use alchemy_core::Value;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Error};

use crate::cache::Prepared;
use crate::free::{Free, free};
use crate::kind::{Kind, Slot};
use crate::value;

/// Prepares a statement for these sets of values; with how many round trips it took.
pub(crate) async fn prepare(client: &Client, sql: &str, sets: &[&[Value]]) -> Result<(Prepared, u32), Error> {
    let certain = certain(sql, sets);
    let is_told = !certain.is_empty();
    let statement = client.prepare_typed(sql, &certain).await?;
    let unfit = |at: usize, slot, value: &Value| is_cast(sql, at) && !value::fits(value, slot, &statement.params()[at]);
    match told(&Slot::of_parameters(&statement), sets, unfit) {
        Some(mut types) => {
            // What was certain is told again.
            types.iter_mut().zip(certain).filter(|(told, _)| **told == Type::UNKNOWN).for_each(|(told, known)| *told = known);
            Ok((Prepared { is_told: true, ..Prepared::new(client.prepare_typed(sql, &types).await?, sql) }, 2))
        }
        None => Ok((Prepared { is_told, ..Prepared::new(statement, sql) }, 1)),
    }
}

/// Whether the parameters' types are not those that these values would have been prepared for.
pub(crate) fn outgrown(prepared: &Prepared, sets: &[&[Value]]) -> bool {
    let outgrows = |(at, value): (usize, &Value)| {
        let Some(slot) = prepared.parameters.get(at) else { return false };
        let unfit = || !value::fits(value, *slot, &prepared.statement.params()[at]);
        is_guessed(*slot, value) || (prepared.is_told && unfit())
    };
    sets.iter().any(|set| set.iter().enumerate().any(outgrows))
}

/// The types that are told at once: of dates and intervals, which operators and functions are chosen by, and of values
/// that stand where nothing else has a type. None if there are no such values.
fn certain(sql: &str, sets: &[&[Value]]) -> Vec<Type> {
    let free = free(sql);
    let is_certain = |at: usize, value: &Value| match value {
        Value::Date(_) | Value::Interval(_) => true,
        Value::Array(_) | Value::Extension(_) | Value::Json(_) | Value::Null => false,
        value => free.iter().any(|(number, free)| *number == at && decides(value, *free)),
    };
    let of = |at: usize| {
        let types = sets.iter().filter_map(|set| set.get(at)).filter(|value| is_certain(at, value)).map(own_type);
        types.reduce(|known, other| if other == Type::INT8 { other } else { known }).unwrap_or(Type::UNKNOWN)
    };
    let count = sets.iter().map(|set| set.len()).max().unwrap_or_default();
    let types: Vec<Type> = (0..count).map(of).collect();
    if types.iter().all(|told| *told == Type::UNKNOWN) { Vec::new() } else { types }
}

/// Whether a value's own type is what it should have in such a place.
fn decides(value: &Value, free: Free) -> bool {
    match value {
        Value::Text(_) => free == Free::Polymorphic,
        Value::Float(_) => free != Free::Number,
        _ => true,
    }
}

/// The types to tell, if any: those of values that are no text where the server takes them for text, and of those that are
/// to be converted. An unknown type is left to the server.
fn told(slots: &[Slot], sets: &[&[Value]], unfit: impl Fn(usize, Slot, &Value) -> bool) -> Option<Vec<Type>> {
    let of = |(at, slot): (usize, &Slot)| {
        let values = sets.iter().filter_map(|set| set.get(at));
        let types = values.filter(|value| is_guessed(*slot, value) || unfit(at, *slot, value)).map(own_type);
        types.reduce(|known, other| if other == Type::INT8 { other } else { known }).unwrap_or(Type::UNKNOWN)
    };
    let types: Vec<Type> = slots.iter().enumerate().map(of).collect();
    types.iter().any(|told| *told != Type::UNKNOWN).then_some(types)
}

/// Whether a parameter stands in a CAST by itself. The server takes it for the type that the value is to become.
fn is_cast(sql: &str, at: usize) -> bool {
    sql.contains(&format!("CAST(${} AS ", at + 1))
}

fn is_guessed(slot: Slot, value: &Value) -> bool {
    slot.kind == Kind::Text && slot.element.is_none() && !matches!(own_type(value), Type::UNKNOWN | Type::TEXT)
}

/// The type of a value by itself. Functions take no larger integers than they need, so it is the smaller one that fits.
fn own_type(value: &Value) -> Type {
    match value {
        Value::Bool(_) => Type::BOOL,
        Value::Int(value) if i32::try_from(*value).is_ok() => Type::INT4,
        Value::Int(_) => Type::INT8,
        Value::UInt(_) | Value::Decimal(_) => Type::NUMERIC,
        Value::Float(_) => Type::FLOAT8,
        Value::Text(_) => Type::TEXT,
        Value::Bytes(_) => Type::BYTEA,
        Value::Date(_) => Type::DATE,
        Value::Time(_) => Type::TIME,
        Value::DateTime(_) => Type::TIMESTAMP,
        Value::Timestamp(_) => Type::TIMESTAMPTZ,
        Value::Interval(_) => Type::INTERVAL,
        Value::Uuid(_) => Type::UUID,
        Value::Json(_) => Type::JSONB,
        _ => Type::UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::{certain, is_cast, told};
    use crate::kind::{Kind, Slot};
    use alchemy_core::Value;
    use tokio_postgres::types::Type;

    const TEXT: Slot = Slot { kind: Kind::Text, element: None };
    const INT4: Slot = Slot { kind: Kind::Int4, element: None };

    #[test]
    fn only_what_is_taken_for_text_and_is_none_is_told() {
        assert_eq!(told(&[TEXT, INT4], &[&["a".into(), 1.into()]], |_, _, _| false), None);
        assert_eq!(told(&[INT4, TEXT], &[&[1.into(), 2.5.into()]], |_, _, _| false), Some(vec![Type::UNKNOWN, Type::FLOAT8]));
        assert_eq!(told(&[TEXT], &[&[1.into()], &[Value::Null], &[(1_i64 << 40).into()]], |_, _, _| false), Some(vec![Type::INT8]));
    }

    #[test]
    fn values_without_anything_typed_beside_them_are_told_at_once() {
        let sql = "SELECT sum(CASE WHEN a THEN $1 ELSE $2 END), max($3) FROM t WHERE a = $4";
        let set: &[Value] = &[1.into(), 2.5.into(), "x".into(), 7.into()];
        assert_eq!(certain(sql, &[set]), [Type::INT4, Type::FLOAT8, Type::TEXT, Type::UNKNOWN]);
        assert!(certain("SELECT a FROM t WHERE a = $1", &[&[7.into()]]).is_empty());
        assert_eq!(certain("SELECT $1 + $2", &[&[1.into(), (1_i64 << 40).into()]]), [Type::INT4, Type::INT8]);
    }

    #[test]
    fn what_is_converted_has_its_own_type() {
        assert!(is_cast("SELECT CAST($2 AS BIGINT)", 1) && !is_cast("SELECT CAST($2 AS BIGINT), $12", 0));
        assert_eq!(told(&[INT4], &[&["12".into()]], |_, _, _| true), Some(vec![Type::TEXT]));
    }
}
