//! The cases of the area `view`.

use alchemy_core::{CreateTableAs, CreateView, DdlStatement, DropView, Render, prelude::*};

use crate::cases::Cases;
use crate::schema::{author, book, order_, publisher};

pub(crate) fn cases(c: &mut Cases) {
    create(c);
    queries(c);
    drop(c);
    tables(c);
}

fn ddl<R: Render>(c: &mut Cases, id: &'static str, make: impl Fn() -> R + 'static) {
    c.ddl(id, move |dialect| DdlStatement::of(&make(), dialect));
}

fn view() -> CreateView {
    CreateView::new("v1", select(book::id))
}

fn create(c: &mut Cases) {
    ddl(c, "view/create", || CreateView::new("fat_book", select((book::id, book::title)).filter(book::pages.gt(300))));
    ddl(c, "view/create-or-replace", || view().or_replace());
    ddl(c, "view/create-temporary", || view().temporary());
    ddl(c, "view/create-materialized", || view().materialized());
    ddl(c, "view/sqlite-if-not-exists", || view().if_not_exists());
    ddl(c, "view/pg-with", || view().with_option("security_barrier", "true").with_option("check_option", "local"));
}

fn queries(c: &mut Cases) {
    ddl(c, "view/join", || {
        let houses = select((book::title, publisher::name.label("house")))
            .join_on(publisher::table(), publisher::id.eq(book::publisher_id))
            .filter((publisher::country.in_(["NO", "SE"])).and(book::title.ne("it's")));
        CreateView::new("nordic", houses)
    });
    ddl(c, "view/union", || CreateView::new("ids", select(book::id).union(select(author::id))));
    ddl(c, "view/quoted", || CreateView::new("My View", select(order_().c("user name"))));
}

fn drop(c: &mut Cases) {
    ddl(c, "view/drop", || view().drop_view());
    ddl(c, "view/drop-if-exists", || view().drop_view().if_exists());
    ddl(c, "view/drop-materialized", || DropView::new("v1").materialized());
}

fn tables(c: &mut Cases) {
    ddl(c, "view/table-as", || CreateTableAs::new("fat_book", select((book::id, book::title)).filter(book::pages.gt(300))));
    ddl(c, "view/table-as-if-not-exists", || CreateTableAs::new("t1", select(book::id)).if_not_exists());
    ddl(c, "view/table-as-temporary", || CreateTableAs::new("t1", select(book::id)).temporary());
    ddl(c, "view/into-temporary", || CreateTableAs::new("t1", select(book::id).order_by(book::id).limit(5)).temporary());
    ddl(c, "view/into-union", || CreateTableAs::new("t1", select(book::id).union_all(select(author::id))));
    c.statement("view/select-from-table-as", || {
        select(CreateTableAs::new("t1", select((book::id, book::title))).table().c("title"))
    });
}
