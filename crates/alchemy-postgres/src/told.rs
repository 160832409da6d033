//! Types of parameters that the server cannot tell from the statement.
//!
//! Where nothing around a parameter says what it is, as in `SELECT $1` or `CASE … THEN $1`, the server takes it for text.
//! The value knows better; then the statement is prepared once more, with the types of such values told. Where the server
//! would refuse the statement, they are told at once.
//!
//! A number that does not fit what stands beside it, as in `quantity > 10.5`, is compared and reckoned with as the wider one.

use alchemy_core::Value;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Error};

use crate::cache::Prepared;
use crate::free::{Free, free, operands};
use crate::kind::{Kind, Slot};
use crate::value;

/// Prepares a statement for these sets of values; with how many round trips it took.
pub(crate) async fn prepare(client: &Client, sql: &str, sets: &[&[Value]]) -> Result<(Prepared, u32), Error> {
    let certain = certain(sql, sets);
    let is_told = !certain.is_empty();
    let statement = client.prepare_typed(sql, &certain).await?;
    let unfit = |at: usize, slot, value: &Value| is_cast(sql, at) && !value::fits(value, slot, &statement.params()[at]);
    let slots = Slot::of_parameters(&statement);
    let wider = wider(sql, &slots, sets);
    let types = told(&slots, sets, unfit);
    if types.is_none() && wider.is_empty() {
        return Ok((Prepared { is_told, ..Prepared::new(statement, sql) }, 1));
    }
    let mut types = types.unwrap_or_else(|| vec![Type::UNKNOWN; slots.len()]);
    // What was certain is told again.
    types.iter_mut().zip(certain).filter(|(told, _)| **told == Type::UNKNOWN).for_each(|(told, known)| *told = known);
    let widened = wider.iter().map(|(at, _)| *at).collect();
    for (at, wide) in wider {
        types[at] = wide;
    }
    Ok((Prepared { is_told: true, widened, ..Prepared::new(client.prepare_typed(sql, &types).await?, sql) }, 2))
}

/// Whether the parameters' types are not those that these values would have been prepared for.
pub(crate) fn outgrown(prepared: &Prepared, sql: &str, sets: &[&[Value]]) -> bool {
    let outgrows = |(at, value): (usize, &Value)| {
        let Some(slot) = prepared.parameters.get(at) else { return false };
        let unfit = || !value::fits(value, *slot, &prepared.statement.params()[at]);
        // `quantity / 2` is another division than `quantity / 2.5`, with one text.
        let other = || prepared.widened.contains(&at) && !value.is_null() && !is_as_wide(value, *slot);
        is_guessed(*slot, value) || (prepared.is_told && unfit()) || other()
    };
    sets.iter().any(|set| set.iter().enumerate().any(outgrows)) || !wider(sql, &prepared.parameters, sets).is_empty()
}

/// The types that are told at once: of dates and intervals, which operators and functions are chosen by, and of values
/// that stand where nothing else has a type. None if there are no such values.
fn certain(sql: &str, sets: &[&[Value]]) -> Vec<Type> {
    let free = free(sql);
    let is_untyped = |at: usize| free.contains(&(at, Free::Untyped));
    let is_certain = |at: usize, value: &Value| match value {
        Value::Date(_) | Value::Interval(_) => true,
        value if is_untyped(at) => !value.is_null(),
        Value::Array(_) | Value::Extension(_) | Value::Json(_) | Value::Null => false,
        value => free.iter().any(|(number, free)| *number == at && decides(value, *free)),
    };
    let of = |at: usize| {
        let types = sets.iter().filter_map(|set| set.get(at)).filter(|value| is_certain(at, value)).map(own_type);
        let known = types.reduce(|known, other| if other == Type::INT8 { other } else { known });
        known.unwrap_or(if is_untyped(at) { Type::TEXT } else { Type::UNKNOWN })
    };
    let count = sets.iter().map(|set| set.len()).max().unwrap_or_default();
    let types: Vec<Type> = (0..count).map(of).collect();
    if types.iter().all(|told| *told == Type::UNKNOWN) { Vec::new() } else { types }
}

/// Whether a value's own type is what it should have in such a place.
fn decides(value: &Value, free: Free) -> bool {
    match value {
        Value::DateTime(_) | Value::Timestamp(_) | Value::Time(_) => true,
        _ if free == Free::Summand => false,
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

/// The parameters that numbers do not fit which the operator beside them takes all the same, with the wider types. Nothing
/// is widened for values of several kinds: one kind alone would be reckoned with as it is meant.
fn wider(sql: &str, slots: &[Slot], sets: &[&[Value]]) -> Vec<(usize, Type)> {
    let values = |at: usize| sets.iter().filter_map(move |set| set.get(at)).filter(|value| !value.is_null());
    let is_short = |(at, slot): (usize, &Slot)| values(at).any(|value| exceeds(value, *slot));
    if !slots.iter().enumerate().any(is_short) {
        return Vec::new();
    }
    let wide = |(at, is_list): (usize, bool)| {
        let slot = slots.get(at).filter(|slot| slot.element.is_some() == is_list && is_short((at, slot)))?;
        let width = values(at).map(|value| width(value, slot.element.is_some())).reduce(|a, b| a.filter(|_| a == b))??;
        Some((at, width.told(is_list)))
    };
    operands(sql).into_iter().filter_map(wide).collect()
}

/// Whether a number is none that an integer parameter has, or a list holds such a one.
fn exceeds(value: &Value, slot: Slot) -> bool {
    let is_within = |number: i128| match slot.kind {
        Kind::Int2 => i16::try_from(number).is_ok(),
        Kind::Int4 => i32::try_from(number).is_ok(),
        _ => i64::try_from(number).is_ok(),
    };
    let exceeds_one = |value: &Value| match value {
        Value::Int(value) => !is_within((*value).into()),
        Value::UInt(value) => !is_within((*value).into()),
        Value::Float(_) | Value::Decimal(_) => true,
        _ => false,
    };
    let exceeds_any = || match (value, slot.element) {
        (Value::Array(values), Some(_)) => values.iter().any(exceeds_one),
        (value, None) => exceeds_one(value),
        _ => false,
    };
    matches!(slot.kind, Kind::Int2 | Kind::Int4 | Kind::Int8) && exceeds_any()
}

/// What a number is reckoned with as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Width {
    Whole,
    Decimal,
    Float,
}

impl Width {
    fn told(self, is_list: bool) -> Type {
        match (self, is_list) {
            (Width::Whole, false) => Type::INT8,
            (Width::Whole, true) => Type::INT8_ARRAY,
            (Width::Decimal, false) => Type::NUMERIC,
            (Width::Decimal, true) => Type::NUMERIC_ARRAY,
            (Width::Float, false) => Type::FLOAT8,
            (Width::Float, true) => Type::FLOAT8_ARRAY,
        }
    }
}

/// The width of a number, or of the widest in a list. None for what is no number.
fn width(value: &Value, is_list: bool) -> Option<Width> {
    match value {
        Value::Int(_) => Some(Width::Whole),
        Value::UInt(value) => Some(if i64::try_from(*value).is_ok() { Width::Whole } else { Width::Decimal }),
        Value::Decimal(_) => Some(Width::Decimal),
        Value::Float(_) => Some(Width::Float),
        Value::Array(values) if is_list => {
            let widths = values.iter().filter(|value| !value.is_null()).map(|value| width(value, false));
            widths.reduce(|a, b| Some(a?.max(b?))).unwrap_or(Some(Width::Whole))
        }
        _ => None,
    }
}

/// Whether a value is reckoned with as a number of this kind.
fn is_as_wide(value: &Value, slot: Slot) -> bool {
    let told = match slot.kind {
        Kind::Int8 => Width::Whole,
        Kind::Numeric => Width::Decimal,
        _ => Width::Float,
    };
    width(value, slot.element.is_some()) == Some(told)
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
