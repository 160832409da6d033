//! PostgreSQL's answers from the short lists. All but those told below have been the same since PostgreSQL 10.

use alchemy_core::Features;
use alchemy_core::dialect::CommentPlace;
use alchemy_core::dialect::{AggregateOrder, FrameOffsets, OrderedSet, WindowFrames};
use alchemy_core::dialect::{
    AutoIncrement, Booleans, BulkInsert, ConcatSpelling, DefaultRow, DistinctFromSpelling, GeneratedKeys, IlikeSpelling,
    InSpelling, Placeholder, Returning,
};
use alchemy_core::dialect::{Combining, GroupingSpelling, NestedSets, Quantified, TableFunctions, ValuesSpelling, WithPlace};
use alchemy_core::dialect::{DeleteUsing, UpdateFrom, Upsert};
use alchemy_core::dialect::{Division, EmptySet, RegexpSpelling, RowList, XorSpelling};
use alchemy_core::dialect::{EnumSpelling, Sequences, ViewFeatures};

/// The answers of a version.
pub(crate) fn of(version: (u16, u16)) -> &'static Features {
    if version >= (18, 0) { &SINCE_18 } else { &BEFORE_18 }
}

static SINCE_18: Features = Features { row_versions: true, ..ALWAYS };
static BEFORE_18: Features = ALWAYS;

const ALWAYS: Features = Features {
    quote: '"',
    placeholder: Placeholder::Numbered,
    // Longer names would be cut by the server, with no more than a notice.
    max_name_length: 63,
    // The count of parameters is a 16-bit number in the protocol.
    max_params: 65_535,
    returning: Returning::All,
    row_versions: false,
    upsert: Upsert::OnConflict { constraint: true, update_without_target: false, select_needs_filter: false },
    update_from: UpdateFrom::From,
    delete_using: DeleteUsing::Others,
    write_limit: false,
    row_assignment: true,
    last_insert_id: false,
    combining: Combining {
        insert_with: WithPlace::Before,
        write_with: WithPlace::Before,
        cte_writes: true,
        cte_materialized: true,
        set_all: true,
        nested_sets: NestedSets::Parentheses,
        nested_with: true,
        values: ValuesSpelling::Derived,
        table_functions: TableFunctions::Whole,
        quantified: Quantified::SubqueriesAndArrays,
        grouping: GroupingSpelling::Functions,
    },
    default_row: DefaultRow::DefaultValues,
    bulk_insert: BulkInsert::Arrays,
    generated_keys: GeneratedKeys::Returned,
    in_list: InSpelling::AnyArray,
    booleans: Booleans::Keywords,
    division: Division::ByCast,
    temporal_arithmetic: true,
    xor: XorSpelling::Hash,
    regexp: RegexpSpelling::Tilde,
    empty_set: EmptySet::NullAndFalse,
    row_list: RowList::Plain,
    between_symmetric: true,
    distinct_from: DistinctFromSpelling::Standard,
    ilike: IlikeSpelling::Ilike,
    concat: ConcatSpelling::Operator,
    auto_increment: AutoIncrement::Serial,
    null_ordering: true,
    aggregate_filter: true,
    aggregate_order: AggregateOrder::Any,
    ordered_set: OrderedSet::Aggregates,
    window_frames: WindowFrames::All,
    frame_offsets: FrameOffsets::Bound,
    sequences: Sequences::FunctionOfText,
    views: ViewFeatures { or_replace: true, if_not_exists: false, temporary: true, materialized: true, options: true },
    schemas: true,
    drop_schema_cascade: true,
    enums: EnumSpelling::Named,
    native_boolean: true,
    collation_schemas: true,
    full_join: true,
    alter_add_constraint: true,
    comments: CommentPlace::Statement,
    foreign_key_match: true,
    keys_cross_schemas: true,
    max_label_length: 63,
    inner_join: "JOIN",
    empty_from: "",
    lateral: true,
    table_sample: true,
    distinct_on: true,
};
