//! The cases of the area `lock`.

use alchemy_core::{Lock, joined, prelude::*};

use crate::cases::Cases;
use crate::schema::{book, invoice, loan, order_, publisher, raw};

pub(crate) fn cases(c: &mut Cases) {
    strengths(c);
    of(c);
    inside(c);
}

fn strengths(c: &mut Cases) {
    c.statement("lock/update", || select(book::id).with_for_update());
    c.statement("lock/nowait", || select(book::id).with_lock(Lock::update().nowait()));
    c.statement("lock/skip-locked", || select(book::id).with_lock(Lock::update().skip_locked()));
    c.statement("lock/nowait-skip", || select(book::id).with_lock(Lock::update().nowait().skip_locked()));
    c.statement("lock/read", || select(book::id).with_lock(Lock::share()));
    c.statement("lock/read-skip-locked", || select(book::id).with_lock(Lock::share().skip_locked()));
    c.statement("lock/read-key-share", || select(book::id).with_lock(Lock::key_share()));
    c.statement("lock/last-wins", || select(book::id).with_lock(Lock::update().nowait()).with_lock(Lock::share()));
}

fn of(c: &mut Cases) {
    c.statement("lock/of-table", || select(book::id).join(publisher).with_lock(Lock::update().of(book)));
    c.statement("lock/of-two", || select(book::id).join(publisher).with_lock(Lock::update().of(book).of(publisher)));
    c.statement("lock/of-schema-table", || select(invoice::id).with_lock(Lock::update().of(invoice)));
    c.statement("lock/of-join", || {
        let both = joined(book, publisher);
        select(raw::<i32>("*")).from(&both).with_lock(Lock::update().of(&both))
    });
    c.statement("lock/of-nowait", || select(book::id).with_lock(Lock::update().of(book).nowait()));
    c.statement("lock/of-key-share-skip", || select(book::id).with_lock(Lock::key_share().of(book).skip_locked()));
    c.statement("lock/quoted-of", || select(order_().c("id")).with_lock(Lock::update().of(&order_())));
}

fn inside(c: &mut Cases) {
    c.statement("lock/in-subquery", || {
        let next = select(book::id).limit(1).with_lock(Lock::update().skip_locked()).subquery("q");
        select(next.c(book::id))
    });
    c.statement("lock/in-scalar-subquery", || {
        let next = select(loan::id)
            .filter(loan::back_at.is_null())
            .order_by(loan::out_at)
            .limit(1)
            .with_lock(Lock::update().skip_locked());
        loan::update().filter(loan::id.eq(next.scalar_subquery())).set(loan::note.to("taken"))
    })
    .not_taken_on("mysql", "it changes no table that it reads elsewhere in the statement");
}
