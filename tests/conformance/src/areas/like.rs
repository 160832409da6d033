//! The cases of the area `like`.

use alchemy_core::{Raw, func, prelude::*};

use crate::cases::Cases;
use crate::schema::short::{P, S, T, X};
use crate::schema::{book, publisher};

pub(crate) fn cases(c: &mut Cases) {
    literals(c);
    patterns(c);
    insensitive(c);
    affixes(c);
    insensitive_affixes(c);
    elsewhere(c);
}

fn patterns(c: &mut Cases) {
    c.expression("like/not-like", || S.not_like("a%"));
    c.expression("like/negated", || !S.like("a%"));
    c.expression("like/not-like-escape", || S.not_like("50/%").escape('/'));
    c.expression("like/escape-quote", || S.like("50'%").escape('\''));
    c.expression("like/column-pattern", || S.like(T));
    c.expression("like/concat-pattern", || S.like(T.concat("%")));
    c.expression("like/function-left", || func::lower(S).like("a%"));
    c.expression("like/case-left", || case_when(X.eq(1), S).otherwise(T).like("k%"));
    c.expression("like/subquery-left", || select(publisher::name).scalar_subquery().like("k%"));
    c.expression("like/literal-left", || literal("abc").like(S));
    c.expression("like/like-eq-bool", || S.like("a%").eq(P));
    c.expression("like/not-like-in-or", || S.not_like("a%").or(T.like("b%")));
}

fn insensitive(c: &mut Cases) {
    c.expression("like/ilike", || S.ilike("A%"));
    c.expression("like/not-ilike", || S.not_ilike("A%"));
    c.expression("like/negated-ilike", || !S.ilike("A%"));
    c.expression("like/ilike-escape", || S.ilike("A/%").escape('/'));
    c.expression("like/not-ilike-escape", || S.not_ilike("A/%").escape('/'));
    c.expression("like/ilike-column", || S.ilike(T));
    c.expression("like/ilike-concat", || S.concat(T).ilike(T.concat("%")));
}

/// Where SQLAlchemy does not escape unless told to, we escape unless told not to.
fn affixes(c: &mut Cases) {
    c.expression("like/contains", || S.contains("mid").wildcards());
    c.expression("like/not-contains", || !S.contains("mid").wildcards());
    c.expression("like/contains-autoescape", || S.contains("50%_a/b"));
    c.expression("like/contains-autoescape-plain", || S.contains("plain"));
    c.expression("like/contains-escape", || S.contains("a^%").escape('^'));
    c.expression("like/contains-expression", || S.contains(func::lower(T)));
    c.expression("like/startswith", || S.starts_with("pre").wildcards());
    c.expression("like/startswith-autoescape", || S.starts_with("10%"));
    c.expression("like/startswith-column", || S.starts_with(T));
    c.expression("like/not-endswith", || !S.ends_with("post").wildcards());
    c.expression("like/endswith-autoescape", || S.ends_with("_x"));
    c.expression("like/endswith-column", || S.ends_with(T));
    c.expression("like/text-column-contains", || Expr::<String>::from_node(Raw("w".into())).contains("k").wildcards());
}

fn insensitive_affixes(c: &mut Cases) {
    c.expression("like/not-icontains", || !S.icontains("Mid").wildcards());
    c.expression("like/icontains-autoescape", || S.icontains("M%d"));
    c.expression("like/istartswith", || S.istarts_with("Pre").wildcards());
    c.expression("like/not-istartswith", || !S.istarts_with("Pre").wildcards());
    c.expression("like/istartswith-column", || S.istarts_with(T));
    c.expression("like/iendswith", || S.iends_with("Post").wildcards());
    c.expression("like/not-iendswith", || !S.iends_with("Post").wildcards());
    c.expression("like/iendswith-escape", || S.iends_with("P^%t").escape('^'));
}

fn elsewhere(c: &mut Cases) {
    c.statement("like/in-select", || {
        let conditions = book::pages.gt(3).and(book::title.like("D%")).and(book::isbn.starts_with("978").wildcards());
        select(book::id).filter(conditions)
    });
}

fn literals(c: &mut Cases) {
    c.statement("like/literal-binds", || select(book::id).filter(book::title.like("100% 'pure'")).inlined());
    c.statement("like/contains-literal-binds", || select(book::id).filter(book::title.contains("o'")).inlined());
}
