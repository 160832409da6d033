//! Pieces of text with their values, which can be put together in another order than they were written in.

use std::collections::HashMap;

use crate::compile::slot::{Filling, Slot};
use crate::value::Value;

/// Where a value stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    /// Where it lay in the statement.
    pub(crate) address: usize,
    /// Where its placeholder begins in the text.
    pub(crate) at: usize,
    /// The number of the SELECT that groups its rows, or gives each once, in whose clauses it stands; 0 for none.
    pub(crate) group: u32,
}

/// Text and what belongs to it.
#[derive(Debug, Default)]
pub(crate) struct Output {
    pub(crate) text: String,
    pub(crate) params: Vec<Value>,
    /// One for each of them.
    pub(crate) marks: Vec<Mark>,
    pub(crate) slots: Vec<Slot>,
}

impl Output {
    /// Cuts off what stands behind a place in the text.
    pub(crate) fn split_off(&mut self, at: usize) -> Output {
        let text = self.text.split_off(at);
        let known = self.marks.partition_point(|mark| mark.at < at);
        let slot = self.slots.partition_point(|slot| slot.text < at);
        let mut rest = Output {
            text,
            params: self.params.split_off(known),
            marks: self.marks.split_off(known),
            slots: self.slots.split_off(slot),
        };
        rest.marks.iter_mut().for_each(|mark| mark.at -= at);
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
        self.marks.extend(other.marks.into_iter().map(|mark| Mark { at: mark.at + text, ..mark }));
        self.slots.extend(other.slots.into_iter().map(|slot| Slot {
            text: slot.text + text,
            values: slot.values + values,
            ..slot
        }));
    }

    /// Numbers the placeholders in the order in which they stand. In the clauses of a SELECT that groups its rows one value
    /// that stands in several places has one number, so that a database takes an expression that is selected and grouped by
    /// for the same.
    pub(crate) fn number(&mut self) {
        let old = std::mem::take(self);
        let mut done = 0;
        let mut slots = old.slots.into_iter().peekable();
        let mut known = Known::default();
        for (index, (value, mark)) in old.params.into_iter().zip(old.marks).enumerate() {
            while let Some(slot) = slots.next_if(|slot| slot.filling != Filling::Bound && slot.text <= mark.at) {
                done = self.carry(&old.text[done..], done, slot);
            }
            self.text.push_str(&old.text[done..mark.at]);
            let slot = slots.next_if(|slot| slot.filling == Filling::Bound && slot.values == index);
            let number = known.number(self, mark, &value, slot.as_ref()).unwrap_or_else(|| {
                let at = self.text.len();
                self.slots.extend(slot.map(|slot| Slot { text: at, values: self.params.len(), ..slot }));
                self.params.push(value);
                self.marks.push(Mark { at, ..mark });
                self.params.len()
            });
            self.text.push_str(&format!("${number}"));
            done = mark.at + 1 + old.text[mark.at + 1..].bytes().take_while(u8::is_ascii_digit).count();
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
}

/// The values of groups that have numbers, by group and address.
#[derive(Default)]
struct Known(HashMap<(u32, usize), Vec<usize>>);

impl Known {
    /// The number of a value that has one already; else it is noted that it gets the next.
    fn number(&mut self, output: &Output, mark: Mark, value: &Value, slot: Option<&Slot>) -> Option<usize> {
        if mark.group == 0 {
            return None;
        }
        let numbers = self.0.entry((mark.group, mark.address)).or_default();
        let same = |number: &&usize| match slot {
            Some(slot) => output.slots.iter().any(|known| known.values + 1 == **number && known.parameter.is_same(&slot.parameter)),
            // Another value can have come to lie where one lay that was only made for the text.
            None => output.params.get(**number - 1) == Some(value),
        };
        let known = numbers.iter().find(same).copied();
        if known.is_none() {
            numbers.push(output.params.len() + 1);
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Output};
    use crate::compile::slot::{Filling, Slot};
    use crate::sql::Parameter;
    use crate::value::Value;

    fn piece(text: &str) -> Output {
        let mark = |(at, _)| Mark { address: 0, at, group: 0 };
        let marks: Vec<Mark> = text.match_indices('$').map(mark).collect();
        let params = vec![Value::Null; marks.len()];
        Output { text: text.into(), params, marks, slots: Vec::new() }
    }

    #[test]
    fn placeholders_are_numbered_through_pieces() {
        let mut first = piece("WITH c AS (a $1 $2) ");
        first.append(piece("b $1, $2"));
        let digits = (1..=9).map(|n| format!(" ${n}")).collect::<String>();
        first.append(piece(&digits));
        first.number();
        assert_eq!(first.text, "WITH c AS (a $1 $2) b $3, $4 $5 $6 $7 $8 $9 $10 $11 $12 $13");
        assert!(first.marks.iter().all(|mark| first.text[mark.at..].starts_with('$')));
    }

    #[test]
    fn what_is_cut_off_can_be_put_back() {
        let mut whole = piece("a $1 b $2");
        let rest = whole.split_off(5);
        assert_eq!((whole.params.len(), rest.params.len(), rest.marks[0].at), (1, 1, 2));
        whole.append(rest);
        whole.number();
        assert_eq!(whole.text, "a $1 b $2");
    }

    #[test]
    fn one_value_in_several_places_of_a_group_has_one_number() {
        let of = |groups: [u32; 5]| {
            let mut whole = piece("a $1 b $2 c $3 d $4 e $5");
            whole.params = [7, 8, 7, 7, 7].map(Value::Int).into();
            for ((mark, address), group) in whole.marks.iter_mut().zip([64, 72, 64, 80, 64]).zip(groups) {
                (mark.address, mark.group) = (address, group);
            }
            whole.number();
            (whole.text, whole.params.len(), whole.marks.len())
        };
        assert_eq!(of([1; 5]), ("a $1 b $2 c $1 d $3 e $1".into(), 3, 3));
        assert_eq!(of([0; 5]), ("a $1 b $2 c $3 d $4 e $5".into(), 5, 5));
        assert_eq!(of([1, 1, 0, 1, 2]), ("a $1 b $2 c $3 d $4 e $5".into(), 5, 5));
        assert_eq!(of([1, 1, 2, 1, 2]), ("a $1 b $2 c $3 d $4 e $3".into(), 4, 4));
    }

    #[test]
    fn slots_stay_where_they_are_in_the_text_and_among_the_values() {
        let slot = |name: &'static str, filling, text, values| Slot { parameter: Parameter::named(name), filling, text, values };
        // A list at "()", and the parameter `p` twice in one group.
        let mut second = piece("x $1 IN () y $2 z $3");
        second.marks.iter_mut().for_each(|mark| mark.group = 1);
        second.slots = vec![slot("p", Filling::Bound, 2, 0), slot("l", Filling::Spliced, 9, 1), slot("p", Filling::Bound, 19, 2)];
        second.params[1] = Value::Int(5);
        let mut whole = piece("before $1 ");
        whole.append(second);
        whole.number();
        assert_eq!(whole.text, "before $1 x $2 IN () y $3 z $2");
        let places: Vec<_> = whole.slots.iter().map(|slot| (slot.parameter.name(), slot.text, slot.values)).collect();
        assert_eq!(places, [("p", 12, 1), ("l", 19, 2)]);
        assert_eq!(whole.params, [Value::Null, Value::Null, Value::Int(5)]);
    }
}
