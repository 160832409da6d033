//! Pieces of text with their values, which can be put together in another order than they were written in.

use crate::compile::slot::{Filling, Slot};
use crate::value::Value;

/// Text and what belongs to it.
#[derive(Debug, Default)]
pub(crate) struct Output {
    pub(crate) text: String,
    pub(crate) params: Vec<Value>,
    /// For each value where it lay in the statement, and where its placeholder stands in the text.
    pub(crate) places: Vec<(usize, usize)>,
    pub(crate) slots: Vec<Slot>,
}

impl Output {
    /// Cuts off what stands behind a place in the text.
    pub(crate) fn split_off(&mut self, at: usize) -> Output {
        let text = self.text.split_off(at);
        let known = self.places.partition_point(|(_, place)| *place < at);
        let slot = self.slots.partition_point(|slot| slot.text < at);
        let mut rest = Output {
            text,
            params: self.params.split_off(known),
            places: self.places.split_off(known),
            slots: self.slots.split_off(slot),
        };
        rest.places.iter_mut().for_each(|(_, place)| *place -= at);
        for slot in &mut rest.slots {
            slot.text -= at;
            slot.values -= known;
        }
        rest
    }

    /// Puts a piece behind this one. Numbers of placeholders are put right at the end, by [`Output::number`].
    pub(crate) fn append(&mut self, mut other: Output) {
        let (text, values) = (self.text.len(), self.params.len());
        self.text.push_str(&other.text);
        self.params.append(&mut other.params);
        self.places.extend(other.places.into_iter().map(|(address, place)| (address, place + text)));
        self.slots.extend(other.slots.into_iter().map(|slot| Slot {
            text: slot.text + text,
            values: slot.values + values,
            ..slot
        }));
    }

    /// Numbers the placeholders in the order in which they stand. `merged`: one value that stands in several places has one
    /// number, so that a database takes an expression that is selected and grouped by for the same.
    pub(crate) fn number(&mut self, merged: bool) {
        let old = std::mem::take(self);
        let mut done = 0;
        let mut slots = old.slots.into_iter().peekable();
        for (index, (value, (address, place))) in old.params.into_iter().zip(old.places).enumerate() {
            while let Some(slot) = slots.next_if(|slot| slot.filling != Filling::Bound && slot.text <= place) {
                done = self.carry(&old.text[done..], done, slot);
            }
            self.text.push_str(&old.text[done..place]);
            let slot = slots.next_if(|slot| slot.filling == Filling::Bound && slot.values == index);
            let known = if merged { self.number_of(address, &value, slot.as_ref()) } else { None };
            let number = known.unwrap_or_else(|| {
                let text = self.text.len();
                self.slots.extend(slot.map(|slot| Slot { text, values: self.params.len(), ..slot }));
                self.params.push(value);
                self.places.push((address, text));
                self.params.len()
            });
            self.text.push_str(&format!("${number}"));
            done = place + 1 + old.text[place + 1..].bytes().take_while(u8::is_ascii_digit).count();
        }
        for slot in slots {
            done = self.carry(&old.text[done..], done, slot);
        }
        self.text.push_str(&old.text[done..]);
    }

    /// Takes over the old text, the rest of which begins at `from`, as far as a slot in it, and the slot. Gives how far.
    fn carry(&mut self, rest: &str, from: usize, slot: Slot) -> usize {
        self.text.push_str(&rest[..slot.text - from]);
        self.slots.push(Slot { text: self.text.len(), values: self.params.len(), ..slot });
        slot.text
    }

    /// The number of a value that has one already.
    fn number_of(&self, address: usize, value: &Value, slot: Option<&Slot>) -> Option<usize> {
        if let Some(slot) = slot {
            let mut bound = self.slots.iter().filter(|known| known.filling == Filling::Bound);
            return bound.find(|known| known.parameter.is_same(&slot.parameter)).map(|known| known.values + 1);
        }
        let same = |(known, other): (&(usize, usize), &Value)| known.0 == address && other == value && *value != Value::Null;
        self.places.iter().zip(&self.params).position(same).map(|at| at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Output;
    use crate::value::Value;

    fn piece(text: &str) -> Output {
        let places: Vec<(usize, usize)> = text.match_indices('$').map(|(at, _)| (0, at)).collect();
        let params = vec![Value::Null; places.len()];
        Output { text: text.into(), params, places, slots: Vec::new() }
    }

    #[test]
    fn placeholders_are_numbered_through_pieces() {
        let mut first = piece("WITH c AS (a $1 $2) ");
        first.append(piece("b $1, $2"));
        let digits = (1..=9).map(|n| format!(" ${n}")).collect::<String>();
        first.append(piece(&digits));
        first.number(false);
        assert_eq!(first.text, "WITH c AS (a $1 $2) b $3, $4 $5 $6 $7 $8 $9 $10 $11 $12 $13");
        assert!(first.places.iter().all(|(_, at)| first.text[*at..].starts_with('$')));
    }

    #[test]
    fn what_is_cut_off_can_be_put_back() {
        let mut whole = piece("a $1 b $2");
        let rest = whole.split_off(5);
        assert_eq!((whole.params.len(), rest.params.len(), rest.places[0].1), (1, 1, 2));
        whole.append(rest);
        whole.number(false);
        assert_eq!(whole.text, "a $1 b $2");
    }

    #[test]
    fn one_value_in_several_places_has_one_number_where_that_is_wanted() {
        let of = |merged: bool| {
            let mut whole = piece("a $1 b $2 c $3 d $4");
            whole.params = [7, 8, 7, 7].map(Value::Int).into();
            for (place, address) in whole.places.iter_mut().zip([64, 72, 64, 80]) {
                place.0 = address;
            }
            whole.number(merged);
            (whole.text, whole.params)
        };
        assert_eq!(of(true), ("a $1 b $2 c $1 d $3".into(), [7, 8, 7].map(Value::Int).into()));
        assert_eq!(of(false), ("a $1 b $2 c $3 d $4".into(), [7, 8, 7, 7].map(Value::Int).into()));
    }
}
