//! The data of TPC-H, made by its generator and inserted in batches.

use alchemy_orm::Connection;
use alchemy_orm::core::{TableDef as _, Tables};
use alchemy_orm::prelude::*;
use tpchgen::dates::TPCHDate;
use tpchgen::decimal::TPCHDecimal;
use tpchgen::generators::{
    CustomerGenerator, LineItemGenerator, NationGenerator, OrderGenerator, PartGenerator, PartSuppGenerator, RegionGenerator,
    SupplierGenerator,
};

use super::schema::{customer, lineitem, nation, orders, part, partsupp, region, supplier};

/// A hundredth of the smallest official size: 60,175 lines.
const SCALE: f64 = 0.01;
/// How many rows one INSERT takes.
const BATCH: usize = 250;

fn money(value: TPCHDecimal) -> Decimal {
    Decimal::new(value.into_inner(), 2)
}

fn date(value: TPCHDate) -> NaiveDate {
    NaiveDate::from_epoch_days(value.to_unix_epoch()).unwrap()
}

/// Inserts what an iterator gives, some at a time.
macro_rules! insert {
    ($connection:ident, $table:ident, $rows:expr, |$row:ident| $values:expr) => {
        let mut rows = $rows.peekable();
        while rows.peek().is_some() {
            let batch: Vec<_> = rows.by_ref().take(BATCH).map(|$row| $values).collect();
            $connection.execute($table::insert().values(batch)).await?;
        }
    };
}

/// Creates the tables, and fills them in one transaction.
pub(super) async fn load(engine: &Engine, connection: &mut Connection) -> Result<()> {
    let mut metadata = MetaData::new();
    <(region, nation, part, supplier, partsupp, customer, orders, lineitem)>::collect(&mut metadata);
    metadata.create_all(engine).await?;
    dimensions(connection).await?;
    facts(connection).await?;
    connection.commit().await
}

async fn dimensions(c: &mut Connection) -> Result<()> {
    insert!(c, region, RegionGenerator::new(SCALE, 1, 1).iter(), |r| (
        region::r_regionkey.to(r.r_regionkey),
        region::r_name.to(r.r_name),
        region::r_comment.to(r.r_comment),
    ));
    insert!(c, nation, NationGenerator::new(SCALE, 1, 1).iter(), |n| (
        nation::n_nationkey.to(n.n_nationkey),
        nation::n_name.to(n.n_name),
        nation::n_regionkey.to(n.n_regionkey),
        nation::n_comment.to(n.n_comment),
    ));
    insert!(c, part, PartGenerator::new(SCALE, 1, 1).iter(), |p| (
        part::p_partkey.to(p.p_partkey),
        part::p_name.to(p.p_name.to_string()),
        part::p_mfgr.to(p.p_mfgr.to_string()),
        part::p_brand.to(p.p_brand.to_string()),
        part::p_type.to(p.p_type),
        part::p_size.to(p.p_size),
        part::p_container.to(p.p_container),
        part::p_retailprice.to(money(p.p_retailprice)),
    ));
    insert!(c, supplier, SupplierGenerator::new(SCALE, 1, 1).iter(), |s| (
        supplier::s_suppkey.to(s.s_suppkey),
        supplier::s_name.to(s.s_name.to_string()),
        supplier::s_address.to(s.s_address.to_string()),
        supplier::s_nationkey.to(s.s_nationkey),
        supplier::s_phone.to(s.s_phone.to_string()),
        supplier::s_acctbal.to(money(s.s_acctbal)),
        supplier::s_comment.to(s.s_comment),
    ));
    insert!(c, partsupp, PartSuppGenerator::new(SCALE, 1, 1).iter(), |p| (
        partsupp::ps_partkey.to(p.ps_partkey),
        partsupp::ps_suppkey.to(p.ps_suppkey),
        partsupp::ps_availqty.to(p.ps_availqty),
        partsupp::ps_supplycost.to(money(p.ps_supplycost)),
    ));
    Ok(())
}

async fn facts(c: &mut Connection) -> Result<()> {
    insert!(c, customer, CustomerGenerator::new(SCALE, 1, 1).iter(), |k| (
        customer::c_custkey.to(k.c_custkey),
        customer::c_name.to(k.c_name.to_string()),
        customer::c_address.to(k.c_address.to_string()),
        customer::c_nationkey.to(k.c_nationkey),
        customer::c_phone.to(k.c_phone.to_string()),
        customer::c_acctbal.to(money(k.c_acctbal)),
        customer::c_mktsegment.to(k.c_mktsegment),
        customer::c_comment.to(k.c_comment),
    ));
    insert!(c, orders, OrderGenerator::new(SCALE, 1, 1).iter(), |o| (
        orders::o_orderkey.to(o.o_orderkey),
        orders::o_custkey.to(o.o_custkey),
        orders::o_orderstatus.to(o.o_orderstatus.to_string()),
        orders::o_totalprice.to(money(o.o_totalprice)),
        orders::o_orderdate.to(date(o.o_orderdate)),
        orders::o_orderpriority.to(o.o_orderpriority),
        orders::o_shippriority.to(o.o_shippriority),
        orders::o_comment.to(o.o_comment),
    ));
    insert!(c, lineitem, LineItemGenerator::new(SCALE, 1, 1).iter(), |l| (
        (
            lineitem::l_orderkey.to(l.l_orderkey),
            lineitem::l_partkey.to(l.l_partkey),
            lineitem::l_suppkey.to(l.l_suppkey),
            lineitem::l_linenumber.to(l.l_linenumber),
            lineitem::l_quantity.to(Decimal::from(l.l_quantity)),
            lineitem::l_extendedprice.to(money(l.l_extendedprice)),
            lineitem::l_discount.to(money(l.l_discount)),
            lineitem::l_tax.to(money(l.l_tax)),
        ),
        (
            lineitem::l_returnflag.to(l.l_returnflag),
            lineitem::l_linestatus.to(l.l_linestatus),
            lineitem::l_shipdate.to(date(l.l_shipdate)),
            lineitem::l_commitdate.to(date(l.l_commitdate)),
            lineitem::l_receiptdate.to(date(l.l_receiptdate)),
            lineitem::l_shipinstruct.to(l.l_shipinstruct),
            lineitem::l_shipmode.to(l.l_shipmode),
        ),
    ));
    Ok(())
}
