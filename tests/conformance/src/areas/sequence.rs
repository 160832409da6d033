//! The cases of the area `sequence`.

use alchemy_core::{CreateSequence, DdlStatement, DropSequence, Sequence, SqlType, prelude::*};

use crate::cases::Cases;

pub(crate) fn cases(c: &mut Cases) {
    create(c);
    drop(c);
    next_value(c);
}

fn creates(c: &mut Cases, id: &'static str, make: impl Fn() -> Sequence + 'static) {
    c.ddl(id, move |dialect| DdlStatement::of(&CreateSequence::new(&make()), dialect));
}

fn create(c: &mut Cases) {
    creates(c, "sequence/create", || Sequence::new("s1"));
    c.ddl("sequence/create-if-not-exists", |dialect| {
        DdlStatement::of(&CreateSequence::new(&Sequence::new("s1")).if_not_exists(), dialect)
    });
    creates(c, "sequence/options", || Sequence::new("s1").start(5).increment(2).min_value(1).max_value(99).cycle(true).cache(10));
    creates(c, "sequence/no-options", || Sequence::new("s1").no_min_value().no_max_value().cycle(false));
    creates(c, "sequence/data-type", || Sequence::new("s1").data_type(SqlType::SmallInteger).start(1));
    creates(c, "sequence/schema", || Sequence::new("s1").schema("sch"));
}

fn drop(c: &mut Cases) {
    c.ddl("sequence/drop", |dialect| DdlStatement::of(&DropSequence::new(&Sequence::new("s1")), dialect));
    c.ddl("sequence/drop-if-exists", |dialect| {
        DdlStatement::of(&DropSequence::new(&Sequence::new("s1").schema("sch")).if_exists(), dialect)
    });
}

fn next_value(c: &mut Cases) {
    c.statement("sequence/next-value-schema", || select(Sequence::new("S1").schema("My Sch").next_value()));
    c.statement("sequence/func-next-value", || select(Sequence::new("s1").next_value()));
    c.statement("sequence/next-value-expression", || select((Sequence::new("s1").next_value() + 5).label("n")));
}
