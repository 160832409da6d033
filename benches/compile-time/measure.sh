#!/usr/bin/env bash
# How long `cargo check` takes for a crate with 100 mapped models of 10 columns and 500 queries, beside the same in Diesel
# and SeaORM. Each crate is written anew below `target/compile-time`, its dependencies are checked first, then the crate
# alone is checked three times; the table shows the median. Usage: benches/compile-time/measure.sh [alchemy|diesel|sea-orm ...]
set -euo pipefail
shopt -s inherit_errexit
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
work="$root/target/compile-time"
models=100
queries=500

alchemy_manifest="alchemy-orm = { path = \"$root/crates/alchemy-orm\", default-features = false, features = [\"sqlite\"] }"
diesel_manifest='diesel = { version = "2.3", default-features = false, features = ["postgres_backend"] }'
sea_orm_manifest='sea-orm = { version = "1.1", default-features = false, features = ["macros"] }'

# Ten columns: a key, two of text, five numbers, two that may be NULL.
alchemy_source() {
    printf 'use alchemy_orm::core::Statement;\nuse alchemy_orm::prelude::*;\n'
    for ((m = 0; m < models; m++)); do
        printf '#[derive(Mapped, Debug, Default)]\n#[mapped(table = "model_%d")]\npub struct Model%d {\n' "$m" "$m"
        printf '    #[mapped(primary_key)]\n    pub id: Auto<i64>,\n    pub name: String,\n    pub title: String,\n'
        printf '    pub a: i64,\n    pub b: i64,\n    pub c: i32,\n    pub d: f64,\n    pub e: bool,\n'
        printf '    pub f: Option<i64>,\n    pub g: Option<String>,\n}\n'
    done
    for ((q = 0; q < queries; q++)); do
        m="Model$((q % models))"
        case $((q / models)) in
        0) printf 'pub fn query_%d(x: i64) -> Select<%s> { %s::select().filter(%s::a.gt(x).and(%s::name.like("s%%"))).order_by(%s::id).limit(10) }\n' "$q" "$m" "$m" "$m" "$m" "$m" ;;
        1) printf 'pub fn query_%d(x: i64) -> Select<(String, i64)> { select((%s::name, %s::b)).filter(%s::f.is_not_null()).filter(%s::b.lt(x)) }\n' "$q" "$m" "$m" "$m" "$m" ;;
        2) printf 'pub fn query_%d() -> Select<(String, i64)> { select((%s::title, func::count(%s::id))).group_by(%s::title).having(func::count(%s::id).gt(1)) }\n' "$q" "$m" "$m" "$m" "$m" ;;
        3) printf 'pub fn query_%d(x: i32) -> Select<i64> { select(%s::id).filter(%s::c.in_([x, 2, 3]).or(%s::e.eq(true))) }\n' "$q" "$m" "$m" "$m" ;;
        *) printf 'pub fn query_%d(x: f64) -> impl Statement + use<> { %s::update().filter(%s::d.ge(x)).set(%s::title.to("changed")) }\n' "$q" "$m" "$m" "$m" ;;
        esac
    done
}

diesel_source() {
    printf 'use diesel::prelude::*;\nuse diesel::pg::Pg;\n'
    for ((m = 0; m < models; m++)); do
        printf 'diesel::table! { model_%d (id) { id -> BigInt, name -> Text, title -> Text, a -> BigInt, b -> BigInt, c -> Integer, d -> Double, e -> Bool, f -> Nullable<BigInt>, g -> Nullable<Text>, } }\n' "$m"
        printf '#[derive(Queryable, Selectable, Insertable, Debug)]\n#[diesel(table_name = model_%d)]\npub struct Model%d { pub id: i64, pub name: String, pub title: String, pub a: i64, pub b: i64, pub c: i32, pub d: f64, pub e: bool, pub f: Option<i64>, pub g: Option<String> }\n' "$m" "$m"
    done
    for ((q = 0; q < queries; q++)); do
        n=$((q % models)) t="model_$((q % models))"
        case $((q / models)) in
        0) printf 'pub fn query_%d(x: i64) -> %s::BoxedQuery<'"'"'static, Pg> { %s::table.filter(%s::a.gt(x).and(%s::name.like("s%%"))).order(%s::id).limit(10).into_boxed() }\n' "$q" "$t" "$t" "$t" "$t" "$t" ;;
        1) printf 'pub fn query_%d(x: i64) -> String { diesel::debug_query::<Pg, _>(&%s::table.select((%s::name, %s::b)).filter(%s::f.is_not_null()).filter(%s::b.lt(x))).to_string() }\n' "$q" "$t" "$t" "$t" "$t" "$t" ;;
        2) printf 'pub fn query_%d() -> String { diesel::debug_query::<Pg, _>(&%s::table.group_by(%s::title).select((%s::title, diesel::dsl::count(%s::id))).having(diesel::dsl::count(%s::id).gt(1))).to_string() }\n' "$q" "$t" "$t" "$t" "$t" "$t" ;;
        3) printf 'pub fn query_%d(x: i32) -> String { diesel::debug_query::<Pg, _>(&%s::table.select(%s::id).filter(%s::c.eq_any([x, 2, 3]).or(%s::e.eq(true)))).to_string() }\n' "$q" "$t" "$t" "$t" "$t" ;;
        *) printf 'pub fn query_%d(x: f64) -> String { diesel::debug_query::<Pg, _>(&diesel::update(%s::table.filter(%s::d.ge(x))).set(%s::title.eq("changed"))).to_string() }\n' "$q" "$t" "$t" "$t" ;;
        esac
    done
}

sea_orm_source() {
    printf 'use sea_orm::entity::prelude::*;\nuse sea_orm::sea_query::ExprTrait as _;\nuse sea_orm::{QueryOrder, QuerySelect, Select};\n'
    for ((m = 0; m < models; m++)); do
        printf 'pub mod model_%d {\n    use sea_orm::entity::prelude::*;\n' "$m"
        printf '    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]\n    #[sea_orm(table_name = "model_%d")]\n' "$m"
        printf '    pub struct Model { #[sea_orm(primary_key)] pub id: i64, pub name: String, pub title: String, pub a: i64, pub b: i64, pub c: i32, pub d: f64, pub e: bool, pub f: Option<i64>, pub g: Option<String> }\n'
        printf '    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]\n    pub enum Relation {}\n    impl ActiveModelBehavior for ActiveModel {}\n}\n'
    done
    for ((q = 0; q < queries; q++)); do
        t="model_$((q % models))"
        case $((q / models)) in
        0) printf 'pub fn query_%d(x: i64) -> Select<%s::Entity> { %s::Entity::find().filter(%s::Column::A.gt(x).and(%s::Column::Name.like("s%%"))).order_by_asc(%s::Column::Id).limit(10) }\n' "$q" "$t" "$t" "$t" "$t" "$t" ;;
        1) printf 'pub fn query_%d(x: i64) -> Select<%s::Entity> { %s::Entity::find().select_only().columns([%s::Column::Name, %s::Column::B]).filter(%s::Column::F.is_not_null()).filter(%s::Column::B.lt(x)) }\n' "$q" "$t" "$t" "$t" "$t" "$t" "$t" ;;
        2) printf 'pub fn query_%d() -> Select<%s::Entity> { %s::Entity::find().select_only().column(%s::Column::Title).column_as(%s::Column::Id.count(), "n").group_by(%s::Column::Title).having(%s::Column::Id.count().gt(1)) }\n' "$q" "$t" "$t" "$t" "$t" "$t" "$t" ;;
        3) printf 'pub fn query_%d(x: i32) -> Select<%s::Entity> { %s::Entity::find().select_only().column(%s::Column::Id).filter(%s::Column::C.is_in([x, 2, 3]).or(%s::Column::E.eq(true))) }\n' "$q" "$t" "$t" "$t" "$t" "$t" ;;
        *) printf 'pub fn query_%d(x: f64) -> sea_orm::UpdateMany<%s::Entity> { %s::Entity::update_many().col_expr(%s::Column::Title, Expr::value("changed")).filter(%s::Column::D.gte(x)) }\n' "$q" "$t" "$t" "$t" "$t" ;;
        esac
    done
}

measure() {
    local name="$1" crate="$work/$1" begun
    mkdir -p "$crate/src"
    local manifest="${name/-/_}_manifest"
    printf '[package]\nname = "measured"\nversion = "0.1.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n%s\n' "${!manifest}" >"$crate/Cargo.toml"
    : >"$crate/src/lib.rs"
    (cd "$crate" && cargo check --quiet)
    "${name/-/_}_source" >"$crate/src/lib.rs"
    for _ in 1 2 3; do
        touch "$crate/src/lib.rs"
        rm -rf "$crate"/target/debug/incremental
        begun=$(date +%s%N)
        (cd "$crate" && cargo check --quiet) >&2
        echo $((($(date +%s%N) - begun) / 1000000))
    done | sort -n | sed -n 2p
}

printf '| library | `cargo check` of %d models and %d queries |\n|---|---:|\n' "$models" "$queries"
[ $# -gt 0 ] || set -- alchemy diesel sea-orm
for name in "$@"; do
    printf '| %s | %s ms |\n' "$name" "$(measure "$name")"
done
