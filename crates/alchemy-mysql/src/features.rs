//! The dialects' answers from short lists.

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

use crate::server::Server;

/// MySQL, and MariaDB before 10.5.
static MYSQL: Features = Features {
    quote: '`',
    placeholder: Placeholder::Question,
    max_name_length: 64,
    // The count of parameters is a 16-bit number in the protocol.
    max_params: 65_535,
    returning: Returning::None,
    row_versions: false,
    upsert: Upsert::OnDuplicateKey { row_alias: true },
    update_from: UpdateFrom::Joined,
    delete_using: DeleteUsing::All,
    write_limit: true,
    row_assignment: false,
    last_insert_id: true,
    combining: Combining {
        insert_with: WithPlace::Inside,
        write_with: WithPlace::Before,
        cte_writes: false,
        cte_materialized: false,
        set_all: true,
        nested_sets: NestedSets::Parentheses,
        nested_with: true,
        values: ValuesSpelling::DerivedRows,
        table_functions: TableFunctions::None,
        quantified: Quantified::Subqueries,
        grouping: GroupingSpelling::WithRollup { ordered: true },
    },
    default_row: DefaultRow::EmptyLists,
    bulk_insert: BulkInsert::Rows,
    generated_keys: GeneratedKeys::FirstAndCount,
    in_list: InSpelling::Expanded,
    booleans: Booleans::NamedIntegers,
    division: Division::True,
    temporal_arithmetic: false,
    xor: XorSpelling::Caret,
    regexp: RegexpSpelling::RegexpLike,
    empty_set: EmptySet::NullAndFalse,
    row_list: RowList::Plain,
    between_symmetric: false,
    distinct_from: DistinctFromSpelling::NullSafeEquals,
    ilike: IlikeSpelling::Lowered,
    concat: ConcatSpelling::Function,
    auto_increment: AutoIncrement::Word,
    null_ordering: false,
    aggregate_filter: false,
    aggregate_order: AggregateOrder::Within(&["aggregate_strings", "group_concat"]),
    ordered_set: OrderedSet::None,
    window_frames: WindowFrames::WithoutExclude,
    frame_offsets: FrameOffsets::Bound,
    sequences: Sequences::None,
    views: ViewFeatures { or_replace: true, if_not_exists: false, temporary: false, materialized: false, options: false },
    schemas: true,
    drop_schema_cascade: false,
    enums: EnumSpelling::Listed,
    native_boolean: false,
    collation_schemas: false,
    full_join: false,
    alter_add_constraint: true,
    comments: CommentPlace::Inline,
    foreign_key_match: false,
    keys_cross_schemas: true,
    max_label_length: 255,
    inner_join: "INNER JOIN",
    empty_from: "FROM DUAL",
    lateral: true,
    table_sample: false,
    distinct_on: false,
};

/// MariaDB since 10.5, the first whose INSERT returns rows.
static MARIADB: Features = Features {
    returning: Returning::InsertAndDelete,
    row_versions: false,
    upsert: Upsert::OnDuplicateKey { row_alias: false },
    regexp: RegexpSpelling::Embedded,
    generated_keys: GeneratedKeys::Returned,
    aggregate_order: AggregateOrder::Within(&["aggregate_strings", "group_concat", "json_arrayagg"]),
    // Its grammar has no place for a bound value there.
    frame_offsets: FrameOffsets::Inline,
    window_frames: WindowFrames::RowsAndRange,
    lateral: false,
    combining: Combining {
        write_with: WithPlace::Inside,
        nested_with: false,
        values: ValuesSpelling::Cte,
        grouping: GroupingSpelling::WithRollup { ordered: false },
        ..MYSQL.combining
    },
    // There since 10.3.
    sequences: Sequences::FunctionOfName,
    views: ViewFeatures { if_not_exists: true, ..MYSQL.views },
    ..MYSQL
};

/// What a server can do.
pub(crate) fn of(server: &Server) -> &'static Features {
    if server.is_mariadb() && server.is_at_least(10, 5) { &MARIADB } else { &MYSQL }
}
