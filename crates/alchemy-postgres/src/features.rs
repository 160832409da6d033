//! The dialect's answers from short lists.

use alchemy_core::Features;
use alchemy_core::dialect::{
    AutoIncrement, Booleans, BulkInsert, ConcatSpelling, DefaultRow, DistinctFromSpelling, GeneratedKeys, IlikeSpelling,
    InSpelling, Placeholder, Returning,
};

pub(crate) static FEATURES: Features = Features {
    quote: '"',
    placeholder: Placeholder::Numbered,
    // Longer names are cut by the server without an error.
    max_name_length: 63,
    // The count of parameters is a 16-bit number in the protocol.
    max_params: 65_535,
    returning: Returning::All,
    default_row: DefaultRow::DefaultValues,
    bulk_insert: BulkInsert::Arrays,
    generated_keys: GeneratedKeys::Returned,
    in_list: InSpelling::AnyArray,
    booleans: Booleans::Keywords,
    distinct_from: DistinctFromSpelling::Standard,
    ilike: IlikeSpelling::Ilike,
    concat: ConcatSpelling::Operator,
    auto_increment: AutoIncrement::Identity,
    null_ordering: true,
    aggregate_filter: true,
    full_join: true,
    row_locks: true,
    alter_add_constraint: true,
    transactional_ddl: true,
    string_needs_length: false,
};
