//! Lists of reserved words, quick to say no.

/// A sorted list of lower-case words. Every name of every statement is looked up, and almost none is in it: what no word
/// shares first letter and length with is told without a search.
///
/// ```
/// use alchemy_core::dialect::Words;
/// static RESERVED: Words = Words::new(&["select", "where"]);
/// assert!(RESERVED.contains("where") && !RESERVED.contains("wheel"));
/// ```
#[derive(Debug)]
pub struct Words {
    sorted: &'static [&'static str],
    /// For each first letter, one bit for each length, counted modulo 32.
    lengths: [u32; 26],
}

impl Words {
    /// Takes a list. One that is not sorted, or has a word that begins with anything but a lower-case letter, does not
    /// compile as a constant.
    pub const fn new(sorted: &'static [&'static str]) -> Words {
        let (mut lengths, mut index) = ([0; 26], 0);
        while index < sorted.len() {
            let word = sorted[index].as_bytes();
            assert!(index == 0 || is_before(sorted[index - 1].as_bytes(), word), "the words are sorted");
            lengths[(word[0] - b'a') as usize] |= 1 << (word.len() % 32);
            index += 1;
        }
        Words { sorted, lengths }
    }

    /// Whether a word is in the list.
    pub fn contains(&self, word: &str) -> bool {
        let Some(first) = word.bytes().next() else { return false };
        let lengths = self.lengths.get(usize::from(first.wrapping_sub(b'a')));
        lengths.is_some_and(|lengths| lengths >> (word.len() % 32) & 1 == 1) && self.sorted.binary_search(&word).is_ok()
    }
}

/// Whether `a` stands before `b`: comparing slices is no constant operation yet.
const fn is_before(a: &[u8], b: &[u8]) -> bool {
    let mut index = 0;
    while index < a.len() && index < b.len() {
        if a[index] != b[index] {
            return a[index] < b[index];
        }
        index += 1;
    }
    a.len() < b.len()
}

#[cfg(test)]
mod tests {
    use super::Words;

    static WORDS: Words = Words::new(&["a", "ab", "b", "zone"]);

    #[test]
    fn exactly_the_words_of_the_list_are_in_it() {
        assert!(["a", "ab", "b", "zone"].iter().all(|word| WORDS.contains(word)));
        assert!(!["", "c", "aa", "zoneless", "zona", "Zone", "_", "é"].iter().any(|word| WORDS.contains(word)));
    }
}
