//! Objects that refer to objects of their own kind.

use alchemy_orm::prelude::*;
use alchemy_tests::models::Node;
use alchemy_tests::run;

fn node(name: &str, children: Vec<Node>) -> Node {
    Node { name: name.into(), children: children.into(), ..default() }
}

#[test]
fn a_tree_is_inserted_parents_first_with_one_insert_per_level() {
    run(async |db| {
        db.create::<Node>().await?;
        let mut session = db.session();
        let leaves = || vec![node("leaf1", vec![]), node("leaf2", vec![])];
        session.add(node("root", vec![node("left", leaves()), node("right", leaves())]));
        session.commit().await?;
        let rows: Vec<(i64, Option<i64>)> = db.engine.all(select((Node::id, Node::parent_id)).order_by(Node::id)).await?;
        assert_eq!(rows.len(), 7);
        assert!(rows.iter().all(|(id, parent)| parent.is_none_or(|parent| parent < *id)), "{rows:?}");
        assert_eq!(rows.iter().filter(|(_, parent)| parent.is_none()).count(), 1);
        Ok(())
    });
}

#[test]
fn a_tree_is_inserted_in_dependency_order_whatever_the_order_of_adding() {
    run(async |db| {
        db.create::<Node>().await?;
        let mut session = db.session();
        let leaf = session.add(node("leaf", vec![]));
        let branch = session.add(node("branch", vec![]));
        let root = session.add(node("root", vec![]));
        leaf.write().parent.set(&branch);
        root.write().children.push(&branch);
        session.commit().await?;
        let rows: Vec<(String, Option<i64>)> = db.engine.all(select((Node::name, Node::parent_id)).order_by(Node::id)).await?;
        let expected = [("root", None), ("branch", Some(1)), ("leaf", Some(2))];
        assert_eq!(rows, expected.map(|(name, parent)| (name.to_owned(), parent)));
        Ok(())
    });
}

#[test]
fn two_rows_that_refer_to_each_other_are_written_with_an_update_at_the_end() {
    run(async |db| {
        db.create::<Node>().await?;
        let mut session = db.session();
        let (a, b) = (session.add(node("a", vec![])), session.add(node("b", vec![])));
        a.write().parent.set(&b);
        b.write().parent.set(&a);
        session.commit().await?;
        let (a_id, b_id) = (*a.read().id, *b.read().id);
        assert_eq!((a.read().parent_id, b.read().parent_id), (Some(b_id), Some(a_id)));
        let mut rows: Vec<(i64, Option<i64>)> = db.engine.all(select((Node::id, Node::parent_id))).await?;
        rows.sort_unstable();
        assert_eq!(rows, [(1, Some(2)), (2, Some(1))]);
        Ok(())
    });
}

#[test]
fn a_subtree_moves_with_its_root_and_both_collections_follow() {
    run(async |db| {
        db.create::<Node>().await?;
        let mut session = db.session();
        let root = session.add(node("root", vec![node("left", vec![node("leaf", vec![])]), node("right", vec![])]));
        session.commit().await?;
        let children = root.read().children.entities();
        let leaf = children[0].read().children.entities()[0].clone();
        children[1].write().children.push(&leaf);
        assert_eq!((children[0].read().children.len(), children[1].read().children.len()), (0, 1));
        db.sent.clear();
        session.commit().await?;
        assert_eq!(db.sent.summary(), ["UPDATE node"]);
        assert_eq!(leaf.read().parent_id, Some(*children[1].read().id));
        Ok(())
    });
}

#[test]
fn a_whole_tree_is_deleted_children_first() {
    run(async |db| {
        db.create::<Node>().await?;
        let mut session = db.session();
        let root = session.add(node("root", vec![node("left", vec![node("leaf", vec![])])]));
        session.commit().await?;
        let left = root.read().children.entities()[0].clone();
        let leaf = left.read().children.entities()[0].clone();
        for node in [&root, &left, &leaf] {
            session.delete(node)?;
        }
        session.commit().await?;
        assert_eq!(db.engine.scalar(select(func::count(Node::id))).await?, 0);
        Ok(())
    });
}

#[test]
fn a_tree_is_loaded_level_by_level() {
    run(async |db| {
        db.create::<Node>().await?;
        let mut session = db.session();
        session.add(node("root", vec![node("left", vec![node("leaf", vec![])]), node("right", vec![])]));
        session.commit().await?;
        let mut session = db.session();
        db.sent.clear();
        let load = Node::children.selectinload().then(Node::children.selectinload());
        let root = session.one(Node::select().filter(Node::parent_id.is_null()).options(load)).await?;
        assert_eq!(db.sent.statements().len(), 3);
        let names: Vec<String> = root
            .read()
            .children
            .iter()
            .flat_map(|child| child.children.iter().map(|leaf| leaf.name.clone()).collect::<Vec<_>>())
            .collect();
        assert_eq!(names, ["leaf"]);
        Ok(())
    });
}

#[test]
fn an_alias_joins_a_table_with_itself() {
    run(async |db| {
        db.create::<Node>().await?;
        let mut session = db.session();
        session.add(node("root", vec![node("left", vec![])]));
        session.commit().await?;
        let parent = Node::alias("parent");
        let pairs: Vec<(String, String)> =
            db.engine.all(select((Node::name, parent.name)).join(Node::parent.of_type(parent))).await?;
        assert_eq!(pairs, [("left".to_owned(), "root".to_owned())]);
        Ok(())
    });
}

#[test]
fn conditions_over_relations_to_the_same_model_are_about_the_related_rows() {
    run(async |db| {
        db.create::<Node>().await?;
        let mut session = db.session();
        session.add(node("root", vec![node("a", vec![]), node("b", vec![node("b1", vec![])])]));
        session.commit().await?;
        let names = async |condition| db.engine.all(select(Node::name).filter(condition).order_by(Node::name)).await;
        assert_eq!(names(Node::parent.has(Node::name.eq("root"))).await?, ["a", "b"]);
        assert_eq!(names(Node::children.any(Node::name.eq("b1"))).await?, ["b"]);
        assert_eq!(names(Node::children.is_empty()).await?, ["a", "b1"]);
        let child = Node::alias("child");
        let grandchild = Node::children.of_type(child).any(child.children.any(Node::name.eq("b1")));
        assert_eq!(names(grandchild).await?, ["root"]);
        let nested = names(Node::children.any(Node::children.any(Node::name.eq("b1")))).await.unwrap_err();
        assert_eq!(nested.kind(), ErrorKind::Programming);
        Ok(())
    });
}

#[test]
fn children_are_filled_from_a_join_to_an_alias_and_never_from_the_parents_themselves() {
    run(async |db| {
        db.create::<Node>().await?;
        let mut session = db.session();
        session.add(node("root", vec![node("a", vec![]), node("b", vec![])]));
        session.commit().await?;
        let child = Node::alias("child");
        let joined = || Node::select().join(Node::children.of_type(child)).filter(child.name.eq("a"));
        let wrong = db.engine.all(joined().options(Node::children.contains_eager())).await.unwrap_err();
        assert_eq!(wrong.kind(), ErrorKind::Programming);
        let found = db.engine.all(joined().options(Node::children.of_type(child).contains_eager())).await?;
        let children: Vec<(String, Vec<String>)> =
            found.iter().map(|node| (node.name.clone(), node.children.iter().map(|child| child.name.clone()).collect())).collect();
        assert_eq!(children, [("root".to_owned(), vec!["a".to_owned()])]);
        Ok(())
    });
}

#[test]
fn a_model_is_joined_to_itself_under_another_name_only() {
    run(async |db| {
        db.create::<Node>().await?;
        let mut session = db.session();
        session.add(node("root", vec![node("a", vec![])]));
        session.commit().await?;
        let wrong = db.engine.all(select(Node::name).join(Node::parent)).await.unwrap_err();
        assert_eq!((wrong.kind(), wrong.sqlstate()), (ErrorKind::Programming, None));
        assert!(wrong.to_string().contains("alias"), "{wrong}");
        let above = Node::alias("above");
        let pairs = db.engine.all(select((Node::name, above.name)).join(Node::parent.of_type(above))).await?;
        assert_eq!(pairs, [("a".to_owned(), "root".to_owned())]);
        Ok(())
    });
}
