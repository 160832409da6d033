//! The cases of the area `upsert`. What a record says of one dialect's upsert is said of every dialect here.

use alchemy_core::{Column, Insert, Table, prelude::*};
use chrono::NaiveDate;

use crate::cases::{Cases, Rendered};
use crate::schema::{branch, category, invoice, loan, order_, publisher, shelf};

pub(crate) fn cases(c: &mut Cases) {
    nothing(c);
    update(c, "pg");
    update(c, "sqlite");
    postgres(c);
    sqlite(c);
    mysql(c);
}

fn ox() -> Insert<()> {
    publisher::insert().values(publisher::name.to("Ox"))
}

fn ox_of(country: &'static str) -> Insert<()> {
    publisher::insert().values((publisher::name.to("Ox"), publisher::country.to(country)))
}

fn rows() -> Insert<()> {
    publisher::insert().rows((publisher::name, publisher::country), [("A", "x"), ("B", "y")])
}

fn shelf_a(capacity: i16) -> Insert<()> {
    shelf::insert().values((shelf::branch_id.to(1), shelf::code.to("A"), shelf::capacity.to(capacity)))
}

fn branches() -> Insert<()> {
    publisher::insert().from_select((publisher::name, publisher::country), select((branch::name, branch::city)))
}

const PORTABLE: &str = "the same upsert is said in the words of each database, where its only possible conflict is the one meant";

fn nothing(c: &mut Cases) {
    c.statement("upsert/pg-nothing", || ox().on_any_conflict().do_nothing());
    c.statement("upsert/pg-nothing-elements", || ox().on_conflict(publisher::table().c("name")).do_nothing());
    c.statement("upsert/pg-nothing-column", || ox().on_conflict(publisher::name).do_nothing());
    c.statement("upsert/pg-nothing-constraint", || {
        let insert = category::insert().values((category::name.to("x"), category::parent_id.to(1)));
        insert.on_conflict_constraint("uq_category_parent_name").do_nothing()
    });
    c.statement("upsert/sqlite-nothing", || ox().on_any_conflict().do_nothing());
    c.statement("upsert/sqlite-nothing-elements", || ox().on_conflict(publisher::name).do_nothing());
    c.statement("upsert/sqlite-nothing-where", || {
        ox().on_conflict(publisher::name).index_where(publisher::country.eq("NO")).do_nothing()
    });
    c.statement("upsert/pg-on-generic-compile", || ox().on_conflict(publisher::name).do_nothing()).deviating(
        PORTABLE,
        &[
            ("mysql", "INSERT INTO publisher (name) VALUES (?) AS new ON DUPLICATE KEY UPDATE id = publisher.id"),
            ("mariadb", "INSERT INTO publisher (name) VALUES (?) ON DUPLICATE KEY UPDATE id = publisher.id"),
        ],
    );
}

/// What both databases with ON CONFLICT are asked.
fn update(c: &mut Cases, database: &str) {
    let id = |postgres: &'static str, sqlite: &'static str| if database == "pg" { postgres } else { sqlite };
    let country = || publisher::country.to("SE");
    c.statement(id("upsert/pg-update", "upsert/sqlite-update"), move || {
        ox_of("NO").on_conflict(publisher::name).do_update(|_| country())
    });
    c.statement(id("upsert/pg-update-excluded-all", "upsert/sqlite-update-excluded-all"), || {
        shelf_a(3).on_conflict((shelf::branch_id, shelf::code)).do_update(|row| row.all())
    });
    c.statement(id("upsert/pg-update-multi", "upsert/sqlite-update-multi"), || {
        rows().on_conflict(publisher::name).do_update(|row| publisher::country.to(row.excluded(publisher::country)))
    });
}

fn postgres(c: &mut Cases) {
    let country = || publisher::country.to("SE");
    c.statement("upsert/pg-update-excluded", || {
        let founded = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or_default();
        ox_of("NO").set(publisher::founded.to(founded)).on_conflict(publisher::name).do_update(|row| {
            let country = publisher::country.to(row.excluded(publisher::country));
            (country, publisher::founded.to(row.excluded(publisher::founded)))
        })
    });
    c.statement("upsert/pg-update-where", || {
        ox_of("NO")
            .on_conflict(publisher::name)
            .update_where(|row| publisher::country.ne(row.excluded(publisher::country)))
            .do_update(|row| publisher::country.to(row.excluded(publisher::country)))
    });
    c.statement("upsert/pg-update-index-where", move || {
        let conflict = ox().on_conflict(publisher::name).index_where(publisher::parent_id.eq(None::<i32>));
        conflict.do_update(|_| country())
    });
    c.statement("upsert/pg-update-constraint", || {
        let insert = category::insert().values((category::name.to("x"), category::parent_id.to(1)));
        insert.on_conflict_constraint("uq_category_parent_name").do_update(|_| category::sort_key.to(5))
    });
    c.statement("upsert/pg-update-constraint-object", || {
        let insert = shelf::insert().values((shelf::branch_id.to(1), shelf::code.to("A")));
        insert.on_conflict((shelf::branch_id, shelf::code)).do_update(|_| shelf::capacity.to(1_i16))
    });
    c.statement("upsert/pg-update-expression", || {
        shelf_a(2)
            .on_conflict((shelf::branch_id, shelf::code))
            .do_update(|row| shelf::capacity.to(shelf::capacity + row.excluded(shelf::capacity)))
    });
    c.statement("upsert/pg-update-function", || {
        let out = NaiveDate::from_ymd_opt(2020, 1, 1).and_then(|day| day.and_hms_opt(0, 0, 0)).unwrap_or_default();
        let values = (loan::id.to(1), loan::holding_id.to(1), loan::patron_id.to(1), loan::out_at.to(out));
        let set = |_: &_| (loan::back_at.to(func::now()), loan::renewals.to(loan::renewals + 1));
        loan::insert().values(values).on_conflict(loan::id).do_update(set)
    });
    c.statement("upsert/pg-update-from-select", || {
        branches().on_conflict(publisher::name).do_update(|row| publisher::country.to(row.excluded(publisher::country)))
    });
    c.statement("upsert/pg-update-returning", || {
        let upsert = ox_of("NO").on_conflict(publisher::name);
        upsert.do_update(|row| publisher::country.to(row.excluded(publisher::country))).returning((publisher::id, publisher::name))
    });
    c.statement("upsert/pg-update-set-order", || {
        ox().on_conflict(publisher::name).do_update(|_| {
            let bogus = publisher::table().c("bogus").to(1);
            (publisher::founded.to(None::<NaiveDate>), publisher::country.to("SE"), bogus)
        })
    })
    .deviating("a column that the table does not have is told when the statement is compiled", &[("postgresql", "(refused)")]);
    c.statement("upsert/pg-schema-table", || {
        let insert = invoice::insert().values((invoice::id.to(1), invoice::amount.to(5)));
        insert
            .on_conflict(invoice::id)
            .update_where(|_| invoice::paid.eq(false))
            .do_update(|row| invoice::amount.to(row.excluded(invoice::amount)))
    });
    c.statement("upsert/pg-quoted", || {
        let t = order_();
        let insert = t.insert().values((t.c("user name").to("u"), t.c("Group").to("g")));
        insert.on_conflict(t.c("user name")).do_update(|row| t.c("Group").to(row.excluded(t.c("Group"))))
    });
    // Only PostgreSQL has to be told which conflict is meant; whatever the dialect, it is asked.
    c.any("upsert/pg-no-target", move |_| {
        let compiled = ox().on_any_conflict().do_update(|_| country()).compile(&alchemy_postgres::Dialect::default())?;
        Ok(Rendered::one(compiled.text(), compiled.params()))
    });
    c.statement("upsert/pg-in-cte", || {
        let inserted = ox().on_conflict(publisher::name).do_nothing().returning(publisher::id).cte("ins");
        select(inserted.c::<i32>("id"))
    });
    c.statement("upsert/pg-literal-binds", move || {
        let insert = publisher::insert().values(publisher::name.to("O'x")).on_conflict(publisher::name);
        insert.update_where(|_| publisher::id.gt(3)).do_update(|_| country()).inlined()
    });
    c.statement("upsert/pg-empty-set", || ox().on_conflict(publisher::name).do_update(|_| ()));
}

fn sqlite(c: &mut Cases) {
    c.statement("upsert/sqlite-update-excluded", || {
        ox_of("NO").on_conflict(publisher::name).do_update(|row| publisher::country.to(row.excluded(publisher::country)))
    });
    c.statement("upsert/sqlite-update-where", || {
        ox_of("NO")
            .on_conflict(publisher::name)
            .update_where(|_| publisher::country.eq(None::<String>))
            .do_update(|row| publisher::country.to(row.excluded(publisher::country)))
    });
    c.statement("upsert/sqlite-update-returning", || {
        ox().on_conflict(publisher::name).do_update(|_| publisher::country.to("SE")).returning(publisher::id)
    });
    c.statement("upsert/sqlite-from-select", || {
        publisher::insert().from_select(publisher::name, select(branch::name)).on_conflict(publisher::name).do_nothing()
    });
    c.statement("upsert/sqlite-no-target-update", || ox().on_any_conflict().do_update(|_| publisher::country.to("SE")));
}

fn mysql(c: &mut Cases) {
    c.statement("upsert/mysql-kwargs", || ox_of("NO").on_any_conflict().do_update(|_| publisher::country.to("SE")));
    c.statement("upsert/mysql-function", || {
        ox().on_any_conflict().do_update(|row| {
            let country = func::coalesce(row.excluded(publisher::country), publisher::country);
            let name = func::call::<String>("concat", (row.excluded(publisher::name), "!"));
            (publisher::country.to(country), publisher::name.to(name))
        })
    })
    .not_taken_on("mysql", "the new row has no other columns than are given");
    c.statement("upsert/mysql-multi", || {
        rows().on_any_conflict().do_update(|row| publisher::country.to(row.excluded(publisher::country)))
    });
    c.statement("upsert/mysql-from-select", || {
        branches().on_any_conflict().do_update(|row| publisher::country.to(row.excluded(publisher::country)))
    });
    c.statement("upsert/mysql-table-new", || {
        let t = Table::new("new").column(Column::new("id", Integer)).column(Column::new("v", Integer));
        let insert = t.insert().values((t.c("id").to(1), t.c("v").to(2)));
        insert.on_any_conflict().do_update(|row| t.c("v").to(row.excluded(t.c("v"))))
    });
    c.statement("upsert/mysql-unknown-key", || {
        ox().on_any_conflict().do_update(|_| (publisher::country.to("SE"), publisher::table().c("bogus").to(1)))
    })
    .deviating("a column that the table does not have is told, not left out", &[("mysql", "(refused)"), ("mariadb", "(refused)")]);
    c.statement("upsert/mysql-quoted", || {
        let t = order_();
        let insert = t.insert().values((t.c("user name").to("u"), t.c("Group").to("g")));
        insert.on_any_conflict().do_update(|row| (t.c("Group").to(row.excluded(t.c("Group"))), t.c("select").to(t.c("select") + 1)))
    });
    c.statement("upsert/mariadb-returning", || {
        ox().on_any_conflict().do_update(|_| publisher::country.to("SE")).returning(publisher::id)
    })
    .refused_on("mysql", "there is no RETURNING");
    c.statement("upsert/mysql-schema-table", || {
        let insert = invoice::insert().values((invoice::id.to(1), invoice::amount.to(5)));
        insert.on_any_conflict().do_update(|row| invoice::amount.to(row.excluded(invoice::amount) + invoice::amount))
    });
}
