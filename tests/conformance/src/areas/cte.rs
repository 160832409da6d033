//! The cases of the area `cte`.

use alchemy_core::{Select, Verbatim, prelude::*, union};

use crate::cases::Cases;
use crate::schema::{author, book, branch, category, publisher, review};

fn b() -> Select<i32> {
    select(book::id)
}

pub(crate) fn cases(c: &mut Cases) {
    plain(c);
    embedded(c);
    words(c);
    recursive(c);
    nesting(c);
    added(c);
    writes(c);
}

fn plain(c: &mut Cases) {
    c.statement("cte/anonymous", || select(b().cte(None).c(book::id)));
    c.statement("cte/two", || {
        let (c1, c2) = (b().cte("c1"), select(author::id).cte("c2"));
        select((c1.c(book::id), c2.c(author::id))).filter(c1.c(book::id).eq(c2.c(author::id)))
    });
    c.statement("cte/chained", || {
        let c1 = select((book::id, book::pages)).cte("c1");
        let c2 = select(c1.c(book::id)).filter(c1.c(book::pages).gt(1)).cte("c2");
        select(c2.c(book::id))
    });
    c.statement("cte/used-twice", || {
        let c = select((book::id, book::pages)).cte("c");
        let d = c.alias("d");
        select((c.c(book::id), d.c(book::id))).filter(c.c(book::pages).lt(d.c(book::pages)))
    });
    c.statement("cte/anonymous-alias", || {
        let c = b().cte("c");
        select((c.c(book::id), c.alias(None).c(book::id)))
    });
    c.statement("cte/join-table", || {
        let means = select((review::book_id, func::avg(review::stars).label("m"))).group_by(review::book_id).cte("means");
        select(book::title).join_on(&means, means.c(review::book_id).eq(book::id)).filter(means.c::<f64>("m").gt(4))
    });
    c.statement("cte/quoted-name", || select(b().cte("My CTE").c(book::id)));
    c.statement("cte/duplicate-columns", || {
        select(&select((book::id, publisher::id)).filter(book::publisher_id.eq(publisher::id)).cte("c"))
    });
    c.statement("cte/text-cte", || select(text("SELECT id FROM book").columns::<i32>().cte("tc").c(book::id)));
    c.statement("cte/union-cte", || select(b().union_all(select(author::id)).cte("ids").c(book::id)));
    c.statement("cte/cte-function", || select(b().cte("fn").c(book::id)));
    c.statement("cte/cte-in-cte-params", || {
        let c = b().filter(book::pages.in_([1, 2])).cte("c");
        select(c.c(book::id)).filter(c.c(book::id).in_([3, 4]))
    });
    c.statement("cte/params-order-columns", || {
        let c = b().filter(book::pages.eq(1)).cte("c");
        select((literal(9), c.c(book::id))).filter(c.c(book::id).eq(2)).limit(3)
    });
    c.statement("cte/params-two", || {
        let c1 = b().filter(book::pages.eq(1)).cte("c1");
        let c2 = select(c1.c(book::id)).filter(c1.c(book::id).gt(2)).cte("c2");
        select(c2.c(book::id)).filter(c2.c(book::id).lt(3))
    });
}

fn embedded(c: &mut Cases) {
    c.statement("cte/in-scalar-subquery", || {
        let pages = select(book::pages).cte("pg");
        b().filter(book::pages.gt(select(func::avg(pages.c(book::pages))).scalar_subquery()))
    });
    c.statement("cte/in-derived-table", || {
        let q = select(b().cte("c").c(book::id)).subquery("q");
        select(q.c(book::id))
    });
    c.statement("cte/in-exists", || {
        let c = b().cte("c");
        select(author::id).filter(select(c.c(book::id)).filter(c.c(book::id).eq(author::id)).exists())
    });
    c.statement("cte/in-union", || union([select(b().cte("c").c(book::id)), select(author::id)]));
    c.statement("cte/with-for-update", || {
        let c = select(review::book_id).cte("c");
        b().join_on(&c, c.c(review::book_id).eq(book::id)).with_lock(alchemy_core::Lock::update().of(book::table()))
    });
}

fn words(c: &mut Cases) {
    c.statement("cte/materialized", || select(b().cte("c").materialized().c(book::id)));
    c.statement("cte/not-materialized", || {
        let words = Verbatim::new("NOT MATERIALIZED").only_for("postgresql");
        select(b().cte("c").prefix_with(words).c(book::id))
    });
}

fn recursive(c: &mut Cases) {
    c.statement("cte/recursive-count", || {
        let nums = select(literal(1).label("n"))
            .recursive_cte("nums", |nums| select(nums.c::<i32>("n") + 1).filter(nums.c::<i32>("n").lt(10)));
        select(nums.c::<i32>("n"))
    });
    c.statement("cte/recursive-tree", || {
        let columns = || select((category::id, category::parent_id, category::name));
        let tree = columns()
            .filter(category::parent_id.eq(None::<i32>))
            .recursive_cte("tree", |tree| columns().filter(category::parent_id.eq(tree.c(category::id))));
        select(&tree).order_by(tree.c(category::name))
    });
    c.statement("cte/recursive-tree-join", || {
        let tree = select((category::id, literal(0).label("depth"))).filter(category::id.eq(7)).recursive_cte("tree", |tree| {
            select((category::id, tree.c::<i32>("depth") + 1)).join_on(tree, category::parent_id.eq(tree.c(category::id)))
        });
        select((category::name, tree.c::<i32>("depth"))).join_on(&tree, tree.c(category::id).eq(category::id))
    });
    c.statement("cte/recursive-two-members", || {
        let t1 = select(literal(1).label("v")).recursive_cte("t1", |t1| {
            let v = || t1.c::<i32>("v");
            [select(v() + 1).filter(v().lt(3)), select(v() * 10).filter(v().lt(3))]
        });
        select(t1.c::<i32>("v"))
    });
    c.statement("cte/recursive-alias-inside", || {
        let base = select((category::id, category::parent_id)).filter(category::id.eq(1)).recursive_cte("base", |base| {
            let (base, child) = (base.alias("ba"), category::alias("ca"));
            select((child.c(category::id), child.c(category::parent_id)))
                .filter(child.c(category::parent_id).eq(base.c(category::id)))
        });
        select(base.c(category::id))
    });
    c.statement("cte/recursive-with-plain", || {
        let nums = select(literal(1).label("n"))
            .recursive_cte("nums", |nums| select(nums.c::<i32>("n") + 1).filter(nums.c::<i32>("n").lt(5)));
        let count = select(func::count_all().label("k")).from(book::table()).cte("cnt");
        select((nums.c::<i32>("n"), count.c::<i64>("k")))
    });
}

fn nesting(c: &mut Cases) {
    c.statement("cte/nesting", || {
        let inner = b().filter(book::pages.gt(1)).cte("inner_c").nested();
        select(select(inner.c(book::id)).cte("outer_c").c(book::id))
    });
    c.statement("cte/nesting-in-subquery", || {
        let inner = b().cte("inner_c").nested();
        select(select(inner.c(book::id)).subquery("q").c(book::id))
    });
    c.statement("cte/nesting-same-name", || {
        let q1 = select(b().cte("c").nested().c(book::id)).cte("left_c");
        let q2 = select(select(author::id).cte("c").nested().c(author::id)).cte("right_c");
        select((q1.c(book::id), q2.c(author::id)))
    });
    c.statement("cte/same-name-conflict", || select((b().cte("c").c(book::id), select(author::id).cte("c").c(author::id))));
}

fn added(c: &mut Cases) {
    c.statement("cte/add-cte", || b().add_cte(&select(author::id).cte("extra")));
    c.statement("cte/add-cte-two", || b().add_cte((&select(author::id).cte("e1"), &select(publisher::id).cte("e2"))));
}

fn writes(c: &mut Cases) {
    c.statement("cte/dml-insert-returning", || {
        let ins = publisher::insert().values(publisher::name.to("Nova")).returning((publisher::id, publisher::name)).cte("ins");
        select(ins.c(publisher::id))
    });
    c.statement("cte/dml-update-returning", || {
        let update = book::update().set(book::in_print.to(false)).filter(book::pages.lt(9));
        select(update.returning(book::id).cte("upd").c(book::id))
    });
    c.statement("cte/dml-delete-then-insert", || {
        let gone = review::delete().filter(review::stars.lt(2)).returning((review::book_id, review::stars)).cte("gone");
        let rows = select((gone.c(review::book_id), gone.c(review::stars)));
        review_old::insert().from_select((review_old::book_id, review_old::stars), rows)
    });
    c.statement("cte/insert-from-select-with-cte", || {
        let fat = b().filter(book::pages.gt(500)).cte("fat");
        fat_book::insert().from_select(fat_book::id, select(fat.c(book::id)))
    });
    let inside = "INSERT takes no WITH before it there, but the SELECT in it does; in the golden text it is lost";
    c.statement("cte/insert-cte-in-values", || {
        let pp = select(publisher::id).filter(publisher::name.eq("Ox")).cte("pp");
        book::insert().values((book::title.to("t"), book::publisher_id.to(select(pp.c(publisher::id)).scalar_subquery())))
    })
    .deviating(inside, &[("mysql", INSERT_INSIDE), ("mariadb", INSERT_INSIDE)]);
    c.statement("cte/delete-with-cte", || {
        let oop = b().filter(book::in_print.eq(false)).cte("oop");
        review::delete().filter(review::book_id.in_(select(oop.c(book::id))))
    })
    .deviating(
        "DELETE takes no WITH before it there, but the SELECT in it does",
        &[(
            "mariadb",
            "DELETE FROM review WHERE review.book_id IN (WITH oop AS (SELECT book.id AS id FROM book \
             WHERE book.in_print = false) SELECT oop.id FROM oop)",
        )],
    );
    c.statement("cte/delete-using-cte", || {
        let oop = b().filter(book::in_print.eq(false)).cte("oop");
        review::delete().filter(review::book_id.eq(oop.c(book::id)))
    });
    c.statement("cte/insert-add-cte", || {
        let nb = branch::insert().values(branch::name.to("Main")).cte("nb");
        publisher::insert().values(publisher::name.to("Ox")).add_cte(&nb)
    });
}

const INSERT_INSIDE: &str = "INSERT INTO book (title, publisher_id) VALUES (?, (WITH pp AS (SELECT publisher.id AS id \
    FROM publisher WHERE publisher.name = ?) SELECT pp.id FROM pp))";

table! {
    /// A table that the records name, but the shared schema has not.
    review_old ("review_old") { book_id: i32, stars: i16 }
}

table! {
    /// A table that the records name, but the shared schema has not.
    fat_book ("fat_book") { id: i32 }
}
