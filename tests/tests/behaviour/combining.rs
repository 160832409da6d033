//! What combines and parametrises statements gives the same rows on every database.

use alchemy_claims::covers;
use alchemy_orm::core::{named, prelude::*};
use alchemy_tests::{Backend, run};

table! {
    pub node ("tree_node") {
        id: Auto<i64> [primary_key],
        parent_id: Option<i64>,
        name: String [length = 60],
    }
}

/// Root 1 with the children 2 and 3, and 4 under 2.
async fn filled(db: &Backend) -> Result<()> {
    db.create::<(node,)>().await?;
    for (id, parent, name) in [(1, None, "root"), (2, Some(1), "left"), (3, Some(1), "it's \\ \"odd\""), (4, Some(2), "leaf")] {
        db.engine.execute(node::insert().values((node::id.to(id), node::parent_id.to(parent), node::name.to(name)))).await?;
    }
    Ok(())
}

#[test]
#[covers("CTE-02", "CTE-10")]
fn a_tree_is_walked_and_lists_are_joined() {
    run(async |db| {
        filled(db).await?;
        let tree =
            select((node::id, literal(0_i64).cast::<i64>().label("depth"))).filter(node::id.eq(1)).recursive_cte("tree", |tree| {
                select((node::id, tree.c::<i64>("depth") + 1)).join_on(tree, node::parent_id.eq(tree.c(node::id)))
            });
        let rows: Vec<(i64, i64)> = db.engine.all(select(&tree).order_by(tree.c(node::id))).await?;
        assert_eq!(rows, [(1, 0), (2, 1), (3, 1), (4, 2)]);
        let both = select(node::id).filter(node::id.le(2)).union_all(select(node::id).filter(node::id.ge(2)));
        assert_eq!(db.engine.all(both.order_by(named("id"))).await?, [1, 2, 2, 3, 4]);
        Ok(())
    });
}

#[test]
#[covers("TXT-04", "TXT-06", "CMP-04")]
fn a_kept_statement_is_executed_with_many_values() {
    run(async |db| {
        filled(db).await?;
        let (low, ids) = (param::<i64>("low"), param_list::<i64>("ids"));
        let stmt = select(node::id).filter(node::id.gt(&low)).filter(node::id.in_(&ids)).order_by(node::id);
        assert_eq!(db.engine.all(stmt.params((low.to(1), ids.to([1, 2, 4])))).await?, [2, 4]);
        assert_eq!(db.engine.all(stmt.params((low.to(2), ids.to([1, 2, 3, 4])))).await?, [3, 4]);
        assert_eq!(db.engine.all(stmt.params((low.to(0), ids.to([0_i64; 0])))).await?, [0_i64; 0]);
        assert_eq!(db.engine.all(stmt).await.unwrap_err().kind(), ErrorKind::Programming);
        let listed = text("SELECT id FROM tree_node WHERE id IN :ids ORDER BY id").bind_list("ids", &ids).columns::<i64>();
        assert_eq!(db.engine.all(listed.params(ids.to([3, 1]))).await?, [1, 3]);
        Ok(())
    });
}

#[test]
#[covers("TXT-06")]
fn values_and_literals_are_read_back_as_they_are() {
    run(async |db| {
        filled(db).await?;
        let odd = select(node::id).filter(node::name.eq("it's \\ \"odd\"")).inlined();
        assert_eq!(db.engine.all(odd).await?, [3]);
        let named = values::<(i64, String)>(["id", "word"]).rows([(1, "one"), (4, "four")]).literal_values().subquery("v");
        let stmt = select((node::name, named.c::<String>("word"))).join_on(&named, named.c::<i64>("id").eq(node::id));
        let rows = db.engine.all(stmt.order_by(node::id)).await?;
        assert_eq!(rows, [("root".to_owned(), "one".to_owned()), ("leaf".to_owned(), "four".to_owned())]);
        Ok(())
    });
}
