//! What combines and parametrises statements gives the same rows on every database.

use alchemy_claims::covers;
use alchemy_orm::core::{Adapt, named, prelude::*};
use alchemy_orm::prelude::{Entity, Mapped};
use alchemy_tests::models::{Accounts, User};
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

#[test]
#[covers("CTE-14")]
fn a_set_operation_over_models_gives_objects() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut session = db.session();
        let names = ["sandy", "patrick", "squid"].map(|name| session.add(User { name: name.into(), ..default() }));
        session.commit().await?;
        let named = |name: &str| User::select().filter(User::name.eq(name));
        let both = || named("sandy").union(named("patrick")).order_by(User::name);
        let users: Vec<Entity<User>> = session.all(both()).await?;
        assert!(users[0].same(&names[1]) && users[1].same(&names[0]), "they are the objects of the session");
        let plain: Vec<User> = db.engine.all(both()).await?;
        assert_eq!(plain.iter().map(|user| user.name.as_str()).collect::<Vec<_>>(), ["patrick", "sandy"]);
        // A tuple of its columns, as the program says.
        let columns = select((User::id, User::name, User::fullname, User::bio, User::created_at)).filter(User::name.eq("squid"));
        let all = named("sandy").union_all(columns.reads_as_any());
        let users: Vec<Entity<User>> = session.all(all).await?;
        assert!(users.iter().any(|user| user.same(&names[2])) && users.len() == 2);
        Ok(())
    });
}

#[test]
#[covers("CTE-10")]
fn statements_that_differ_in_what_may_be_null_are_combined() {
    run(async |db| {
        filled(db).await?;
        let parents = select(node::parent_id).filter(node::id.eq(1));
        let all = parents.union_all(select(node::id).filter(node::id.le(2)).reads_as::<Option<i64>>());
        let mut rows: Vec<Option<i64>> = db.engine.all(all).await?;
        rows.sort();
        assert_eq!(rows, [None, Some(1), Some(2)]);
        Ok(())
    });
}

#[test]
#[covers("EXP-41")]
fn an_expression_is_said_anew_over_what_is_derived() {
    run(async |db| {
        filled(db).await?;
        let is_root = || node::parent_id.is_null();
        let few = select((node::id, node::parent_id)).filter(node::id.le(2)).subquery("few");
        assert_eq!(db.engine.all(select(few.c(node::id)).filter(few.adapt(is_root()))).await?, [1]);
        let parent = node::table().alias("parent");
        let under_root = select(node::id).filter(parent.adapt(is_root())).filter(node::parent_id.eq(parent.c(node::id)));
        assert_eq!(db.engine.all(under_root.order_by(node::id)).await?, [2, 3]);
        Ok(())
    });
}
