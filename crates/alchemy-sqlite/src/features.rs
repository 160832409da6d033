//! SQLite's answers from the short lists, as of 3.45.

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

pub(crate) static FEATURES: Features = Features {
    quote: '"',
    placeholder: Placeholder::Question,
    // SQLite knows no limit; this one keeps a mistake from filling the schema.
    max_name_length: 9_999,
    max_params: 32_766,
    returning: Returning::All,
    row_versions: false,
    upsert: Upsert::OnConflict { constraint: false, update_without_target: true, select_needs_filter: true },
    update_from: UpdateFrom::From,
    delete_using: DeleteUsing::None,
    // They need a compile-time option that ours does not have.
    write_limit: false,
    row_assignment: true,
    last_insert_id: true,
    combining: Combining {
        insert_with: WithPlace::Before,
        write_with: WithPlace::Before,
        cte_writes: false,
        cte_materialized: true,
        set_all: false,
        nested_sets: NestedSets::LeftToRight,
        nested_with: false,
        values: ValuesSpelling::Cte,
        table_functions: TableFunctions::Named,
        quantified: Quantified::None,
        grouping: GroupingSpelling::None,
    },
    default_row: DefaultRow::DefaultValues,
    bulk_insert: BulkInsert::Stepped,
    generated_keys: GeneratedKeys::Returned,
    in_list: InSpelling::Expanded,
    booleans: Booleans::Integers,
    division: Division::ByAddition,
    temporal_arithmetic: false,
    xor: XorSpelling::Emulated,
    regexp: RegexpSpelling::Operator,
    empty_set: EmptySet::EmptySelect,
    row_list: RowList::Values,
    between_symmetric: false,
    distinct_from: DistinctFromSpelling::IsNot,
    ilike: IlikeSpelling::Lowered,
    concat: ConcatSpelling::Operator,
    auto_increment: AutoIncrement::RowId,
    null_ordering: true,
    aggregate_filter: true,
    aggregate_order: AggregateOrder::Any,
    ordered_set: OrderedSet::None,
    window_frames: WindowFrames::All,
    frame_offsets: FrameOffsets::Bound,
    sequences: Sequences::None,
    views: ViewFeatures { or_replace: false, if_not_exists: true, temporary: true, materialized: false, options: false },
    schemas: false,
    drop_schema_cascade: false,
    enums: EnumSpelling::Text,
    native_boolean: false,
    collation_schemas: true,
    full_join: true,
    alter_add_constraint: false,
    comments: CommentPlace::None,
    foreign_key_match: true,
    keys_cross_schemas: false,
    max_label_length: 9999,
    inner_join: "JOIN",
    empty_from: "",
    lateral: false,
    table_sample: false,
    distinct_on: false,
};
