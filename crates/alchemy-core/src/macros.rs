//! `table!`: a table declared in Rust, without a model.

/// Declares a table: a type whose constants are its columns, in a form that reads like the table.
///
/// Options of a column, in brackets: `primary_key`, `length = n`, `type = Numeric(15, 2)`, `unique`, `index`,
/// `references = table.column`, `server_default = expression`, `server_default_text = "SQL"`, `default = expression`,
/// `default_with = function`, `default_of_row = function`, `onupdate = expression`, `onupdate_with = function`,
/// `onupdate_of_row = function`. `Option<T>` may be NULL; an integer `Auto<T>` that is the primary key is generated.
///
/// ```
/// use alchemy_core::prelude::*;
/// table! {
///     /// Those who log in.
///     pub users ("user_account") {
///         id: Auto<i64> [primary_key],
///         name: String [length = 30, unique],
///         fullname: Option<String>,
///         team_id: Option<i64> [references = team.id],
///     }
/// }
/// assert_eq!(users::table().columns().len(), 4);
/// assert!(users::table().get("fullname").unwrap().nullable);
/// ```
///
/// A name in two parts puts the table into a schema, and `with` adds what is no column:
///
/// ```
/// use alchemy_core::{Check, dialect::Ansi, prelude::*};
/// table! {
///     pub invoice ("billing"."invoice") {
///         id: Auto<i64> [primary_key],
///         corrects: Option<i64> [references = "billing.invoice".id],
///     } with |table| table.check(Check::new("corrects <> id"))
/// }
/// assert_eq!(select(invoice::id).compile(&Ansi)?.text(), "SELECT billing.invoice.id FROM billing.invoice");
/// # Ok::<(), Error>(())
/// ```
#[macro_export]
macro_rules! table {
    ($(#[$meta:meta])* $vis:vis $name:ident ($table:literal $(. $within:literal)?) {
        $($(#[$cmeta:meta])* $column:ident : $ty:ty $([$($options:tt)*])?),* $(,)?
    } $(with $more:expr)?) => {
        $(#[$meta])*
        #[allow(non_camel_case_types)]
        #[derive(Debug, Clone, Copy)]
        $vis struct $name;

        #[allow(non_upper_case_globals, dead_code)]
        impl $name {
            $(
                $(#[$cmeta])*
                #[doc = concat!("The column `", stringify!($column), "`.")]
                $vis const $column: $crate::Column<$ty> = $crate::Column::declared(<Self as $crate::TableDef>::table, stringify!($column));
            )*
        }

        impl $crate::TableDef for $name {
            type All = ($($crate::Column<$ty>,)*);

            fn all_of(source: &$crate::Source) -> Self::All {
                ($($crate::Column::<$ty>::in_source(source.clone(), $crate::Name::Static(stringify!($column))),)*)
            }

            fn table() -> &'static $crate::Table {
                static TABLE: ::std::sync::OnceLock<$crate::Table> = ::std::sync::OnceLock::new();
                TABLE.get_or_init(|| {
                    let table = $crate::table_named!($table $(, $within)?);
                    $(
                        #[allow(unused_mut)]
                        let mut column = $crate::ColumnDef::of::<$ty>(stringify!($column));
                        $(column = $crate::table_options!(column, $($options)*);)?
                        let table = table.column(column.generated_key::<$ty>());
                    )*
                    $(let more: fn($crate::Table) -> $crate::Table = $more; let table = more(table);)?
                    table
                })
            }
        }

        impl $crate::IntoFrom for $name {
            fn into_from(self) -> $crate::Source {
                $crate::Source::declared(<Self as $crate::TableDef>::table)
            }
        }

        impl $crate::IntoJoin for $name {
            fn into_join(self, kind: $crate::JoinKind) -> ::std::vec::Vec<$crate::Join> {
                $crate::inferred_join(self, kind)
            }
        }

        impl $crate::Tables for $name {
            fn collect(metadata: &mut $crate::MetaData) {
                metadata.add(<Self as $crate::TableDef>::table().clone());
            }
        }
    };
}

/// The empty table of [`table!`](crate::table), in its schema.
#[doc(hidden)]
#[macro_export]
macro_rules! table_named {
    ($name:literal) => {
        $crate::Table::new($name)
    };
    ($schema:literal, $name:literal) => {
        $crate::Table::new($name).schema($schema)
    };
}

/// The options of a column of [`table!`](crate::table).
#[doc(hidden)]
#[macro_export]
macro_rules! table_options {
    ($c:expr $(,)?) => { $c };
    ($c:expr, primary_key $(, $($rest:tt)*)?) => { $crate::table_options!($c.primary_key(), $($($rest)*)?) };
    ($c:expr, unique $(, $($rest:tt)*)?) => { $crate::table_options!($c.unique(), $($($rest)*)?) };
    ($c:expr, index $(, $($rest:tt)*)?) => { $crate::table_options!($c.index(), $($($rest)*)?) };
    ($c:expr, server_default = $d:expr $(, $($rest:tt)*)?) => { $crate::table_options!($c.server_default($d), $($($rest)*)?) };
    ($c:expr, server_default_text = $d:expr $(, $($rest:tt)*)?) => {
        $crate::table_options!($c.server_default_text($d), $($($rest)*)?)
    };
    ($c:expr, default = $d:expr $(, $($rest:tt)*)?) => { $crate::table_options!($c.default($d), $($($rest)*)?) };
    ($c:expr, default_with = $d:expr $(, $($rest:tt)*)?) => { $crate::table_options!($c.default_with($d), $($($rest)*)?) };
    ($c:expr, default_of_row = $d:expr $(, $($rest:tt)*)?) => { $crate::table_options!($c.default_of_row($d), $($($rest)*)?) };
    ($c:expr, onupdate_of_row = $d:expr $(, $($rest:tt)*)?) => { $crate::table_options!($c.onupdate_of_row($d), $($($rest)*)?) };
    ($c:expr, onupdate = $d:expr $(, $($rest:tt)*)?) => { $crate::table_options!($c.onupdate($d), $($($rest)*)?) };
    ($c:expr, onupdate_with = $d:expr $(, $($rest:tt)*)?) => { $crate::table_options!($c.onupdate_with($d), $($($rest)*)?) };
    ($c:expr, type = $t:expr $(, $($rest:tt)*)?) => { $crate::table_options!($c.of_type($t), $($($rest)*)?) };
    ($c:expr, length = $n:literal $(, $($rest:tt)*)?) => { $crate::table_options!($c.length($n), $($($rest)*)?) };
    ($c:expr, references = $t:ident . $k:ident $(, $($rest:tt)*)?) => {
        $crate::table_options!($c.references(stringify!($t), stringify!($k)), $($($rest)*)?)
    };
    ($c:expr, references = $t:literal . $k:ident $(, $($rest:tt)*)?) => {
        $crate::table_options!($c.references($t, stringify!($k)), $($($rest)*)?)
    };
}
