//! When each relationship of an object was last read.

/// The store's epoch for each relationship, zero for one that was not read. The first few stand in the object itself, so
/// that linking an object to its parent allocates nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Loaded {
    few: [u32; 4],
    #[expect(clippy::box_collection, reason = "one word, in each of all objects, for the few that have more relationships")]
    more: Option<Box<Vec<u32>>>,
}

impl Loaded {
    /// The epoch in which a relationship was read.
    pub(crate) fn epoch(&self, relation: usize) -> u32 {
        match relation.checked_sub(self.few.len()) {
            None => self.few[relation],
            Some(further) => self.more.as_ref().and_then(|more| more.get(further)).copied().unwrap_or(0),
        }
    }

    /// A relationship was read.
    pub(crate) fn set(&mut self, relation: usize, epoch: u32) {
        let Some(further) = relation.checked_sub(self.few.len()) else {
            self.few[relation] = epoch;
            return;
        };
        let more = self.more.get_or_insert_default();
        if more.len() <= further {
            more.resize(further + 1, 0);
        }
        more[further] = epoch;
    }

    /// None counts as read.
    pub(crate) fn clear(&mut self) {
        *self = Loaded::default();
    }
}

#[cfg(test)]
mod tests {
    use super::Loaded;

    #[test]
    fn few_and_many_relationships_are_told_apart() {
        let mut loaded = Loaded::default();
        loaded.set(3, 7);
        loaded.set(9, 8);
        let epochs: Vec<u32> = (0..12).map(|relation| loaded.epoch(relation)).collect();
        assert_eq!(epochs, [0, 0, 0, 7, 0, 0, 0, 0, 0, 8, 0, 0]);
        loaded.clear();
        assert!((0..12).all(|relation| loaded.epoch(relation) == 0));
    }
}
