//! The cases of the area `fts`.

use alchemy_core::{ColumnDef, Conversions as _, Table, Value, prelude::*};
use alchemy_mysql::ext::match_against;
use alchemy_postgres::ext::{
    TsOperators as _, Tsvector, phraseto_tsquery, to_tsquery, to_tsvector, ts_headline, ts_rank, websearch_to_tsquery,
};

use crate::cases::Cases;
use crate::schema::{book, raw};

pub(crate) fn cases(c: &mut Cases) {
    generic(c);
    vectors(c);
    against(c);
}

fn generic(c: &mut Cases) {
    c.statement("fts/match", || select(book::id).filter(book::title.matches("whale")));
    c.statement("fts/match-and", || select(book::id).filter(book::title.matches("whale")).filter(book::pages.gt(5)));
    c.statement("fts/match-or-not", || select(book::id).filter((!book::title.matches("whale")).or(book::pages.gt(5))));
    c.statement("fts/sqlite-fts-table", || {
        let docs = Table::new("docs_fts").column(ColumnDef::of::<Value>("body"));
        select(raw::<Value>("rowid")).from(&docs).filter(docs.c("body").matches("whale"))
    });
}

fn vectors(c: &mut Cases) {
    let vector = || to_tsvector(("english", book::title));
    c.statement("fts/pg-tsvector-match", move || select(book::id).filter(vector().ts_match_words("english", "whale")));
    c.statement("fts/pg-bool-op", move || select(book::id).filter(vector().ts_match(to_tsquery(("english", "white & whale")))));
    c.statement("fts/pg-tsvector-one-arg", || select(to_tsvector(book::title)));
    c.statement("fts/pg-phraseto", || {
        select((phraseto_tsquery(("english", "white whale")), websearch_to_tsquery(("english", "whale -white"))))
    });
    c.statement("fts/pg-rank", move || select(book::id).order_by(ts_rank((vector(), to_tsquery(("english", "whale")))).desc()));
    c.statement("fts/pg-headline", || {
        select(ts_headline(("english", book::blurb, to_tsquery(("english", "whale")), "StartSel=*")))
    });
    c.statement("fts/pg-headline-two-args", || select(ts_headline((book::blurb, to_tsquery("whale")))));
    c.statement("fts/pg-setweight", || {
        let weighted = |text, weight| func::call::<Tsvector>("setweight", (to_tsvector(text), weight));
        select(weighted(book::title.expr(), "A").ts_join(weighted(book::blurb.type_coerce::<String>(), "B")))
    });
}

fn against(c: &mut Cases) {
    c.statement("fts/mysql-match-two-columns", || select(book::id).filter(match_against((book::title, book::blurb), "whale")));
    c.statement("fts/mysql-boolean-mode", || {
        select(book::id).filter(match_against(book::title, "+whale -white").in_boolean_mode())
    });
    c.statement("fts/mysql-natural", || select(book::id).filter(match_against(book::title, "whale").in_natural_language_mode()));
    c.statement("fts/mysql-natural-expansion", || {
        select(book::id).filter(match_against(book::title, "whale").in_natural_language_mode().with_query_expansion())
    });
    c.statement("fts/mysql-boolean-expansion", || {
        select(book::id).filter(match_against(book::title, "whale").in_boolean_mode().with_query_expansion())
    });
    c.statement("fts/mysql-match-flags", || {
        select(book::id).filter(match_against(book::title, "whale").in_natural_language_mode())
    });
}
