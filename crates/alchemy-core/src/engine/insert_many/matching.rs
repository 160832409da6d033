//! Which returned row belongs to which inserted one.

use std::collections::HashMap;

use crate::error::{Error, Result};
use crate::sql::Matching;
use crate::value::Value;

/// What the returned rows are told apart by.
pub(crate) enum Matcher {
    /// There is one row, or nothing that would have to be in order.
    AsTheyCome,
    /// The place of a key that grows with the order of insertion.
    Ascending(usize),
    /// The places of the keys, and the keys in the order of insertion.
    Keys(Vec<usize>, Vec<Key>),
}

/// Some values, in a form that can be looked up.
type Key = Vec<String>;

impl Matcher {
    pub(crate) fn over(matching: &Matching, rows: &[Vec<Value>]) -> Matcher {
        match matching {
            Matching::Generated(at) => Matcher::Ascending(*at),
            Matching::Given(pairs) if rows.len() > 1 => {
                let key = |row: &Vec<Value>| pairs.iter().map(|(_, at)| comparable(row.get(*at))).collect();
                Matcher::Keys(pairs.iter().map(|(at, _)| *at).collect(), rows.iter().map(key).collect())
            }
            Matching::Given(_) | Matching::OneByOne => Matcher::AsTheyCome,
        }
    }

    /// The returned rows in the order of insertion.
    ///
    /// # Errors
    /// `InvalidState` if they cannot be told apart after all.
    pub(crate) fn arrange(self, mut returned: Vec<Vec<Value>>) -> Result<Vec<Vec<Value>>> {
        match self {
            // What returns nothing has nothing to be put in order.
            Matcher::AsTheyCome => Ok(returned),
            _ if returned.first().is_none_or(Vec::is_empty) => Ok(returned),
            Matcher::Ascending(at) => {
                for row in &returned {
                    whole(row.get(at))?;
                }
                returned.sort_by_key(|row| whole(row.get(at)).unwrap_or_default());
                Ok(returned)
            }
            Matcher::Keys(places, keys) => by_key(&places, &keys, returned),
        }
    }
}

fn by_key(places: &[usize], keys: &[Key], returned: Vec<Vec<Value>>) -> Result<Vec<Vec<Value>>> {
    let key = |row: &Vec<Value>| -> Key { places.iter().map(|at| comparable(row.get(*at))).collect() };
    let mut found: HashMap<Key, Vec<Value>> = returned.into_iter().map(|row| (key(&row), row)).collect();
    keys.iter().map(|key| found.remove(key).ok_or_else(Error::rows_mixed_up)).collect()
}

fn whole(value: Option<&Value>) -> Result<i128> {
    match value {
        Some(Value::Int(key)) => Ok((*key).into()),
        Some(Value::UInt(key)) => Ok((*key).into()),
        _ => Err(Error::rows_mixed_up()),
    }
}

/// Equal for values that are equal, whatever sign their column has.
fn comparable(value: Option<&Value>) -> String {
    match whole(value) {
        Ok(number) => number.to_string(),
        Err(_) => format!("{value:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(values: [i64; 2]) -> Vec<Value> {
        values.map(Value::Int).to_vec()
    }

    #[test]
    fn generated_keys_are_sorted_whatever_order_they_come_in() -> Result<()> {
        let matcher = Matcher::over(&Matching::Generated(1), &[]);
        let arranged = matcher.arrange(vec![row([7, 3]), row([8, 1]), row([9, 2])])?;
        assert_eq!(arranged, [row([8, 1]), row([9, 2]), row([7, 3])]);
        Ok(())
    }

    #[test]
    fn given_keys_are_found_whatever_order_they_come_in() -> Result<()> {
        let given = [row([0, 5]), row([0, 4])];
        let matcher = Matcher::over(&Matching::Given(vec![(0, 1)]), &given);
        let arranged = matcher.arrange(vec![vec![Value::UInt(4), Value::Int(40)], vec![Value::Int(5), Value::Int(50)]])?;
        assert_eq!(arranged, [row([5, 50]), vec![Value::UInt(4), Value::Int(40)]]);
        Ok(())
    }

    #[test]
    fn a_key_that_does_not_come_back_is_an_error() {
        let matcher = Matcher::over(&Matching::Given(vec![(0, 0)]), &[row([1, 0]), row([2, 0])]);
        assert!(matcher.arrange(vec![row([1, 0]), row([3, 0])]).is_err());
        let matcher = Matcher::over(&Matching::Generated(0), &[]);
        assert!(matcher.arrange(vec![vec![Value::Null]]).is_err());
    }
}
