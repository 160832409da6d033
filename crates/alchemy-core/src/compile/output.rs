//! Pieces of text with their values, which can be put together in another order than they were written in.

use crate::compile::Slot;
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

    /// Puts a piece behind this one. Numbered placeholders count on.
    pub(crate) fn append(&mut self, mut other: Output, numbered: bool) {
        if numbered && !self.params.is_empty() {
            other.count_from(self.params.len());
        }
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

    /// Lets `$1` be `$(1 + before)`, and so on.
    fn count_from(&mut self, before: usize) {
        let old = std::mem::take(&mut self.text);
        let (mut done, mut slot) = (0, 0);
        for (index, (_, place)) in self.places.iter_mut().enumerate() {
            let at = *place;
            self.text.push_str(&old[done..at]);
            let moved = self.text.len();
            while self.slots.get(slot).is_some_and(|slot| slot.text <= at) {
                self.slots[slot].text += moved - at;
                slot += 1;
            }
            *place = moved;
            self.text.push_str(&format!("${}", index + 1 + before));
            done = at + digits(index + 1) + 1;
        }
        let grown = self.text.len() - done;
        self.slots[slot..].iter_mut().for_each(|slot| slot.text += grown);
        self.text.push_str(&old[done..]);
    }
}

fn digits(number: usize) -> usize {
    number.checked_ilog10().map_or(1, |log| log as usize + 1)
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
    fn placeholders_count_on_through_pieces() {
        let mut first = piece("WITH c AS (a $1 $2) ");
        first.append(piece("b $1, $2"), true);
        let digits = (1..=9).map(|n| format!(" ${n}")).collect::<String>();
        first.append(piece(&digits), true);
        assert_eq!(first.text, "WITH c AS (a $1 $2) b $3, $4 $5 $6 $7 $8 $9 $10 $11 $12 $13");
        assert!(first.places.iter().all(|(_, at)| first.text[*at..].starts_with('$')));
    }

    #[test]
    fn what_is_cut_off_can_be_put_back() {
        let mut whole = piece("a $1 b $2");
        let mut rest = whole.split_off(5);
        assert_eq!((whole.params.len(), rest.params.len(), rest.places[0].1), (1, 1, 2));
        rest.text.replace_range(3..4, "1");
        whole.append(rest, true);
        assert_eq!(whole.text, "a $1 b $2");
    }
}
