//! Names of constraints and indexes that were given none.

use crate::schema::{Name, Table};

/// `prefix_table_columns`. Where that is too long for the database it is cut, and told from its like by a checksum.
pub(super) fn generated(prefix: &str, table: &Table, columns: &[Name], longest: usize) -> Name {
    let mut name = format!("{prefix}_{}", table.name());
    for column in columns {
        name.push('_');
        name.push_str(column);
    }
    if name.len() <= longest {
        return name.into();
    }
    let sum = checksum(&name);
    let mut end = longest.saturating_sub(8);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
    format!("{name}_{sum:04x}").into()
}

/// FNV-1a, folded. It has to stay the same for ever: a constraint is dropped by the name that it was created with.
fn checksum(name: &str) -> u32 {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 16) ^ (hash & 0xffff)
}
