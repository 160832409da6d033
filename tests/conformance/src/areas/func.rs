//! The cases of the area `func`.

use alchemy_core::prelude::*;
use alchemy_core::{Function, GenericFunction, Raw, Renderer, SqlValue, tuple};

use crate::cases::Cases;
use crate::schema::{bits, book};

fn raw<T: SqlValue>(sql: &str) -> Expr<T> {
    Expr::from_node(Raw(sql.into()))
}

struct MakeSlug;

impl GenericFunction for MakeSlug {
    type Value = String;
    const NAME: &'static str = "make_slug";
}

struct FancyOne;

impl GenericFunction for FancyOne {
    type Value = i64;
    const NAME: &'static str = "FancyOne";

    fn render(r: &mut Renderer<'_>, call: &Function) -> Result<()> {
        r.name(Self::NAME)?;
        call.render_arguments(r)
    }
}

struct Centroid;

impl GenericFunction for Centroid {
    type Value = f64;
    const NAME: &'static str = "centroid";
}

pub(crate) fn cases(c: &mut Cases) {
    sources(c);
    names(c);
    arguments(c);
    clock(c);
    spellings(c);
    generic(c);
    places(c);
}

fn names(c: &mut Cases) {
    c.expression("func/no-args", || func::call::<f64>("pi", ()));
    c.expression("func/nested", || func::trim(func::lower(bits::s)));
    c.expression("func/upper-name", || func::call::<i64>("MyFunc", bits::x));
    c.expression("func/mixed-name-quoted", || func::call::<i64>("MyFunc", bits::x).quoted());
    c.expression("func/two-packagenames", || func::call::<i64>("db.pkg.calc", bits::x));
    c.expression("func/trailing-underscore", || func::call::<i64>("print", bits::x));
    c.expression("func/reserved-name", || func::call::<String>("left", (bits::s, 3)));
    c.expression("func/name-needs-quote", || func::call::<i64>("my func", bits::x));
    c.expression("func/name-start-digit", || func::call::<i64>("My Pkg.calc", bits::x));
}

fn arguments(c: &mut Cases) {
    c.expression("func/bool-arg", || func::call::<i64>("f", (true, false)));
    c.expression("func/and-arg", || func::call::<i64>("iif", (bits::x.gt(1).and(bits::y.gt(2)), 1, 0)));
    c.expression("func/or-arg", || func::call::<i64>("iif", (bits::x.gt(1).or(bits::y.gt(2)), 1, 0)));
    c.expression("func/exists-arg", || func::call::<i64>("iif", (select(book::id).exists(), 1, 0)));
    c.expression("func/text-arg", || func::call::<Value>("date_trunc", (raw::<String>("'day'"), book::created_at)));
    c.expression("func/tuple-arg", || func::call::<i64>("row_hash", tuple((bits::x, bits::y))));
    c.expression("func/star-arg", || func::call::<i64>("anything", raw::<Value>("*")));
    c.expression("func/list-concat", || func::concat((bits::s, 1, None::<String>)));
    c.expression("func/coalesce-typed", || func::coalesce(bits::s, "none").concat(bits::t));
    c.statement("func/coalesce-in-where", || select(book::id).filter(func::coalesce(book::pages, 0).eq(0)));
    c.expression("func/cast-result", || func::call::<Value>("f", bits::x).cast::<i32>().eq(1));
    c.expression("func/as-boolean", || func::call::<bool>("f", bits::x).and(func::call::<bool>("g", bits::y)));
    c.expression("func/is-comparison", || func::call::<bool>("is_equal", (bits::x, bits::y)));
    c.expression("func/func-of-bindparam", || func::call::<i64>("f", (literal(3), bits::x)));
    c.expression("func/date-part-text-literal", || func::call::<f64>("date_part", (raw::<String>("'year'"), book::published)));
    c.expression("func/interval-arg", || func::call::<Value>("date_add", (book::published, raw::<Value>("INTERVAL 1 DAY"))));
}

fn clock(c: &mut Cases) {
    c.expression("func/now", func::now);
    c.expression("func/current-timestamp", func::current_timestamp);
    c.expression("func/current-date", func::current_date);
    c.expression("func/current-time", func::current_time);
    c.expression("func/current-user", func::current_user);
    c.expression("func/session-user", func::session_user)
        .deviating("without parentheses it would be a column", &[("mysql", "SESSION_USER()"), ("mariadb", "SESSION_USER()")]);
    c.expression("func/localtimestamp", func::localtimestamp);
    c.expression("func/sysdate", func::sysdate);
    c.expression("func/user", func::user)
        .deviating("without parentheses it would be a column", &[("mysql", "USER()"), ("mariadb", "USER()")]);
    c.expression("func/current-timestamp-arg", || func::call::<Value>("CURRENT_TIMESTAMP", 3));
}

fn spellings(c: &mut Cases) {
    c.expression("func/random", func::random);
    c.statement("func/random-in-where", || select(book::id).filter(func::random().lt(0.5)));
    c.expression("func/char-length", || func::char_length(bits::s));
    c.expression("func/char-length-compare", || func::char_length(bits::s).gt(4));
    c.expression("func/length", || func::length(bits::s));
    c.expression("func/concat", || func::concat((bits::s, bits::t)));
    c.expression("func/substring-two", || func::substring(bits::s, 2));
    c.expression("func/substring-three", || func::substring_for(bits::s, 2, 5));
    c.expression("func/substr", || func::call::<String>("substr", (bits::s, 2, 5)));
    c.statement("func/max-min", || select((func::max(bits::x), func::min(bits::x))));
    c.expression("func/compare-functions", || func::lower(bits::s).eq(func::lower("ABC")));
}

fn generic(c: &mut Cases) {
    c.expression("func/generic-subclass", || func::generic::<MakeSlug>(book::title).concat("-x"));
    c.expression("func/generic-subclass-by-name", || func::generic::<MakeSlug>(book::title).concat("-x"));
    c.expression("func/generic-quoted-name", || func::generic::<FancyOne>(book::id));
    c.expression("func/generic-package", || func::generic::<Centroid>((bits::x, bits::y)));
}

fn places(c: &mut Cases) {
    c.statement("func/function-select", || func::call::<i64>("f", 5).select());
}

fn sources(c: &mut Cases) {
    c.statement("func/in-from", || select(raw::<Value>("*")).from(func::call::<i32>("f", 5)))
        .refused_on("mysql", "there are no functions in FROM");
    c.statement("func/in-from-alias", || select(raw::<i32>("*")).from(&func::call::<i32>("f", 5).table_valued(["*"]).named("ff")));
}
