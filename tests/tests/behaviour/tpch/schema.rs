//! The eight tables of TPC-H.

use alchemy_orm::core::{Numeric, table};
use alchemy_orm::prelude::*;

table! {
    pub(super) region ("region") { r_regionkey: i64 [primary_key], r_name: String [length = 25], r_comment: String [length = 152] }
}
table! {
    pub(super) nation ("nation") {
        n_nationkey: i64 [primary_key],
        n_name: String [length = 25],
        n_regionkey: i64 [references = region.r_regionkey],
        n_comment: String [length = 152],
    }
}
table! {
    pub(super) part ("part") {
        p_partkey: i64 [primary_key],
        p_name: String [length = 55],
        p_mfgr: String [length = 25],
        p_brand: String [length = 10],
        p_type: String [length = 25],
        p_size: i32,
        p_container: String [length = 10],
        p_retailprice: Decimal [type = Numeric(15, 2)],
    }
}
table! {
    pub(super) supplier ("supplier") {
        s_suppkey: i64 [primary_key],
        s_name: String [length = 25],
        s_address: String [length = 40],
        s_nationkey: i64 [references = nation.n_nationkey],
        s_phone: String [length = 15],
        s_acctbal: Decimal [type = Numeric(15, 2)],
        s_comment: String [length = 101],
    }
}
table! {
    pub(super) partsupp ("partsupp") {
        ps_partkey: i64 [primary_key, references = part.p_partkey],
        ps_suppkey: i64 [primary_key, references = supplier.s_suppkey],
        ps_availqty: i32,
        ps_supplycost: Decimal [type = Numeric(15, 2)],
    }
}
table! {
    pub(super) customer ("customer") {
        c_custkey: i64 [primary_key],
        c_name: String [length = 25],
        c_address: String [length = 40],
        c_nationkey: i64 [references = nation.n_nationkey],
        c_phone: String [length = 15],
        c_acctbal: Decimal [type = Numeric(15, 2)],
        c_mktsegment: String [length = 10],
        c_comment: String [length = 117],
    }
}
table! {
    pub(super) orders ("orders") {
        o_orderkey: i64 [primary_key],
        o_custkey: i64 [references = customer.c_custkey],
        o_orderstatus: String [length = 1],
        o_totalprice: Decimal [type = Numeric(15, 2)],
        o_orderdate: NaiveDate,
        o_orderpriority: String [length = 15],
        o_shippriority: i32,
        o_comment: String [length = 79],
    }
}
table! {
    pub(super) lineitem ("lineitem") {
        l_orderkey: i64 [primary_key, references = orders.o_orderkey],
        l_partkey: i64 [references = part.p_partkey, index],
        l_suppkey: i64 [references = supplier.s_suppkey],
        l_linenumber: i32 [primary_key],
        l_quantity: Decimal [type = Numeric(15, 2)],
        l_extendedprice: Decimal [type = Numeric(15, 2)],
        l_discount: Decimal [type = Numeric(15, 2)],
        l_tax: Decimal [type = Numeric(15, 2)],
        l_returnflag: String [length = 1],
        l_linestatus: String [length = 1],
        l_shipdate: NaiveDate,
        l_commitdate: NaiveDate,
        l_receiptdate: NaiveDate,
        l_shipinstruct: String [length = 25],
        l_shipmode: String [length = 10],
    }
}

/// What a line earns: its price less its discount.
pub(super) fn revenue() -> Expr<Decimal> {
    lineitem::l_extendedprice * (literal(Decimal::ONE) - lineitem::l_discount)
}

/// A day that exists.
pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}
