//! What a dialect must say or refuse, by what its [`Features`] claim: the suite that a dialect written elsewhere runs to see
//! that its claims and its texts agree.
//!
//! ```
//! use alchemy_tests::requirements;
//! requirements::check(&alchemy_orm::core::dialect::Ansi);
//! ```

use alchemy_orm::core::dialect::{CommentPlace, DeleteUsing, Returning, Sequences};
use alchemy_orm::core::prelude::*;
use alchemy_orm::core::{
    AddConstraint, Compiled, CreateSchema, CreateSequence, CreateView, Features, ForeignKey, Match, NullsOperators as _, Render,
    Sequence, Unique,
};
use alchemy_orm::core::{CommentOn, CreateTable, DdlStatement};
use alchemy_orm::prelude::NaiveDate;

/// One thing that some databases have and others lack.
#[derive(Debug, Clone, Copy)]
pub struct Requirement {
    /// What it is called.
    pub name: &'static str,
    /// Whether the dialect claims to have it.
    pub is_met: fn(&Features) -> bool,
    /// A statement that needs it.
    pub text: fn(&dyn Dialect) -> Result<String>,
}

table! { left ("left_table") { id: i64 [primary_key], n: i64 } }
table! { right ("right_table") { id: i64 [primary_key], left_id: i64 } }

fn text(compiled: Result<Compiled>) -> Result<String> {
    compiled.map(|compiled| compiled.text().to_owned())
}

fn ddl(element: &dyn Render, dialect: &dyn Dialect) -> Result<String> {
    DdlStatement::of(element, dialect).map(|statement| statement.text().to_owned())
}

/// All of them.
pub const ALL: [Requirement; 20] = [
    Requirement {
        name: "INSERT … RETURNING",
        is_met: |features| features.returning != Returning::None,
        text: |d| text(left::insert().values(left::n.to(1)).returning(left::id).compile(d)),
    },
    Requirement {
        name: "UPDATE … RETURNING",
        is_met: |features| features.returning == Returning::All,
        text: |d| text(left::update().set(left::n.to(1)).returning(left::id).compile(d)),
    },
    Requirement {
        name: "DELETE … RETURNING",
        is_met: |features| features.returning != Returning::None,
        text: |d| text(left::delete().returning(left::id).compile(d)),
    },
    Requirement {
        name: "DELETE over other tables",
        is_met: |features| features.delete_using != DeleteUsing::None,
        text: |d| text(left::delete().filter(left::id.eq(right::left_id)).compile(d)),
    },
    Requirement {
        name: "UPDATE with a limit",
        is_met: |features| features.write_limit,
        text: |d| text(left::update().set(left::n.to(1)).limit(2).compile(d)),
    },
    Requirement {
        name: "FULL JOIN",
        is_met: |features| features.full_join,
        text: |d| text(select(left::id).full_join_on(right, left::id.eq(right::left_id)).compile(d)),
    },
    Requirement {
        name: "DISTINCT ON",
        is_met: |features| features.distinct_on,
        text: |d| text(select(left::id).distinct_on(left::n).compile(d)),
    },
    Requirement {
        name: "NULLS FIRST",
        is_met: |features| features.null_ordering,
        text: |d| text(select(left::id).order_by(left::n.nulls_first()).compile(d)),
    },
    Requirement {
        name: "FILTER of an aggregate",
        is_met: |features| features.aggregate_filter,
        text: |d| text(select(func::sum(left::n).filter(left::n.gt(0))).compile(d)),
    },
    Requirement {
        name: "BETWEEN SYMMETRIC",
        is_met: |features| features.between_symmetric,
        text: |d| text(select(left::id).filter(left::n.between_symmetric(2, 1)).compile(d)),
    },
    Requirement {
        name: "arithmetic with dates",
        is_met: |features| features.temporal_arithmetic,
        text: |d| text(select(literal(NaiveDate::MIN) - literal(NaiveDate::MAX)).compile(d)),
    },
    Requirement { name: "schemas", is_met: |features| features.schemas, text: |d| ddl(&CreateSchema::new("s"), d) },
    Requirement {
        name: "sequences",
        is_met: |features| features.sequences != Sequences::None,
        text: |d| ddl(&CreateSequence::new(&Sequence::new("numbers")), d),
    },
    Requirement {
        name: "the next number of a sequence",
        is_met: |features| features.sequences != Sequences::None,
        text: |d| text(select(Sequence::new("numbers").next_value()).compile(d)),
    },
    Requirement {
        name: "CREATE OR REPLACE VIEW",
        is_met: |features| features.views.or_replace,
        text: |d| ddl(&CreateView::new("v", select(left::id)).or_replace(), d),
    },
    Requirement {
        name: "temporary views",
        is_met: |features| features.views.temporary,
        text: |d| ddl(&CreateView::new("v", select(left::id)).temporary(), d),
    },
    Requirement {
        name: "materialized views",
        is_met: |features| features.views.materialized,
        text: |d| ddl(&CreateView::new("v", select(left::id)).materialized(), d),
    },
    Requirement {
        name: "comments",
        is_met: |features| features.comments != CommentPlace::None,
        text: |d| ddl(&CommentOn::table(&Table::new("t").comment("x").column(Column::new("id", Integer))), d),
    },
    Requirement {
        name: "constraints added to a table",
        is_met: |features| features.alter_add_constraint,
        text: |d| {
            let table = Table::new("t").column(Column::new("id", Integer));
            ddl(&AddConstraint::new(&table, Unique::new(["id"])), d)
        },
    },
    Requirement {
        name: "MATCH of a foreign key",
        is_met: |features| features.foreign_key_match,
        text: |d| {
            let key = ForeignKey::new(["id"], "other", ["id"]).matching(Match::Full);
            ddl(&CreateTable::new(&Table::new("t").column(Column::new("id", Integer)).foreign_key(key)), d)
        },
    },
];

/// Checks a dialect against all of them: what it claims to have it says, what it lacks it refuses as `Unsupported`.
///
/// # Panics
/// If a claim and what the dialect does differ.
pub fn check(dialect: &dyn Dialect) {
    for requirement in ALL {
        let (claimed, said) = (dialect.features(), (requirement.text)(dialect));
        let name = format!("{} in {}", requirement.name, dialect.name());
        match (requirement.is_met)(claimed) {
            true => assert!(said.is_ok(), "{name}: {said:?}"),
            false => {
                let refused = said.map_err(|error| error.kind());
                assert_eq!(refused, Err(ErrorKind::Unsupported), "{name}");
            }
        }
    }
    let placeholder = select(left::id).filter(left::n.eq(1)).compile(dialect).map(|done| done.params().to_vec());
    assert_eq!(placeholder.ok(), Some(vec![Value::Int(1)]), "{} binds its values", dialect.name());
}
