//! When a value of ours is the one that a record names.

use alchemy_core::Value;
use serde_json::Value as Json;

/// Whether the value is the one that the program gave, or the one that is sent.
pub(crate) fn same(ours: &Value, given: Option<&Json>, bound: Option<&Json>) -> bool {
    [given, bound].into_iter().flatten().any(|golden| is(ours, golden))
}

fn is(ours: &Value, golden: &Json) -> bool {
    match (ours, golden) {
        (Value::Extension(ours), Json::Object(tagged)) if tagged.contains_key("$range") => Some(ours.text()) == range(golden),
        (Value::Extension(ours), Json::Array(golden)) => golden
            .iter()
            .map(range)
            .collect::<Option<Vec<_>>>()
            .is_some_and(|ranges| ours.text() == format!("{{{}}}", ranges.join(","))),
        (_, Json::Object(tagged)) => tagged.iter().any(|(tag, value)| is_tagged(ours, tag, value)),
        (Value::Null, Json::Null) => true,
        (Value::Bool(ours), Json::Bool(golden)) => ours == golden,
        (Value::Bool(ours), Json::Number(golden)) => golden.as_i64() == Some(i64::from(*ours)),
        (Value::Int(ours), Json::Number(golden)) => golden.as_i64() == Some(*ours),
        (Value::UInt(ours), Json::Number(golden)) => golden.as_u64() == Some(*ours),
        (Value::Float(ours), Json::Number(golden)) => golden.as_f64() == Some(*ours),
        (Value::Decimal(ours), Json::Number(golden)) => number(&ours.to_string()) == golden.as_f64(),
        (Value::Json(ours), golden) if parsed(ours).as_ref() == Some(golden) => true,
        (Value::Array(ours), Json::Array(golden)) => {
            ours.len() == golden.len() && ours.iter().zip(golden).all(|(ours, golden)| is(ours, golden))
        }
        (ours, Json::String(golden)) => text(ours).is_some_and(|ours| ours == *golden || moment(&ours) == moment(golden)),
        _ => false,
    }
}

fn is_tagged(ours: &Value, tag: &str, golden: &Json) -> bool {
    let words = golden.as_str().unwrap_or_default();
    match tag {
        "$float" | "$decimal" => text(ours).and_then(|ours| number(&ours)) == number(words),
        "$date" | "$datetime" | "$time" => text(ours).is_some_and(|ours| moment(&ours) == moment(words)),
        "$bytes" | "$uuid" | "$enum" => text(ours).is_some_and(|ours| ours.replace('-', "") == words.replace('-', "")),
        "$json" | "$default" => is(ours, golden) || matches!(ours, Value::Json(text) if parsed(text).as_ref() == Some(golden)),
        "$interval_seconds" => {
            matches!(ours, Value::Interval(v) if v.total().ok().map(|micros| micros as f64 / 1e6) == number(words))
        }
        "$tuple" => matches!((ours, golden), (Value::Array(ours), Json::Array(golden)) if ours.len() == golden.len()
            && ours.iter().zip(golden).all(|(ours, golden)| is(ours, golden) || text(ours) == Some(golden.to_string()))),
        "$unset" => true,
        _ => false,
    }
}

/// A range as text.
fn range(golden: &Json) -> Option<String> {
    if golden["empty"] == true {
        return Some("empty".to_owned());
    }
    let bound = |at: usize| match &golden["$range"][at] {
        Json::Null => String::new(),
        Json::Object(tagged) => tagged.values().next().and_then(Json::as_str).unwrap_or_default().to_owned(),
        other => other.to_string(),
    };
    let mut ends = golden["bounds"].as_str()?.chars();
    Some(format!("{}{},{}{}", ends.next()?, bound(0), bound(1), ends.next()?))
}

fn parsed(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}

/// A date or time without what may be said or left out: the `T`, and empty fractions.
fn moment(text: &str) -> String {
    let text = text.replace('T', " ");
    let text = text.strip_suffix("+00:00").unwrap_or(&text);
    text.strip_suffix(".000000").unwrap_or(text).to_owned()
}

/// A value's plain text.
fn text(value: &Value) -> Option<String> {
    Some(match value {
        Value::Text(text) | Value::Json(text) => text.to_string(),
        Value::Int(v) => v.to_string(),
        Value::UInt(v) => v.to_string(),
        Value::Float(v) => v.to_string(),
        Value::Decimal(v) => v.to_string(),
        Value::Date(v) => v.to_string(),
        Value::Time(v) => v.to_string(),
        Value::Interval(v) => v.to_string(),
        Value::DateTime(v) | Value::Timestamp(v) => v.to_string(),
        Value::Bytes(bytes) => hex(bytes),
        Value::Uuid(bytes) => hex(bytes),
        Value::Extension(v) => v.text(),
        Value::Null | Value::Bool(_) | Value::Array(_) => return None,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
