//! Wrong mappings are told by `MetaData::of`, with the name of the attribute and what would help.

use alchemy_orm::core::Tables;
use alchemy_orm::prelude::*;

mod no_key {
    use super::*;

    #[derive(Mapped, Debug, Default)]
    pub(super) struct Parent {
        #[mapped(primary_key)]
        pub(super) id: Auto<i64>,
        pub(super) children: HasMany<Child>,
    }

    #[derive(Mapped, Debug, Default)]
    pub(super) struct Child {
        #[mapped(primary_key)]
        pub(super) id: Auto<i64>,
    }
}

mod two_keys {
    use super::*;

    #[derive(Mapped, Debug, Default)]
    pub(super) struct Place {
        #[mapped(primary_key)]
        pub(super) id: Auto<i64>,
    }

    #[derive(Mapped, Debug, Default)]
    pub(super) struct Trip {
        #[mapped(primary_key)]
        pub(super) id: Auto<i64>,
        #[mapped(foreign_key = Place::id)]
        pub(super) start_id: i64,
        #[mapped(foreign_key = Place::id)]
        pub(super) end_id: i64,
        pub(super) start: BelongsTo<Place>,
    }
}

mod one_sided {
    use super::*;

    #[derive(Mapped, Debug, Default)]
    pub(super) struct Parent {
        #[mapped(primary_key)]
        pub(super) id: Auto<i64>,
        #[mapped(back_populates = Child::parent)]
        pub(super) children: HasMany<Child>,
    }

    #[derive(Mapped, Debug, Default)]
    pub(super) struct Child {
        #[mapped(primary_key)]
        pub(super) id: Auto<i64>,
        #[mapped(foreign_key = Parent::id)]
        pub(super) parent_id: i64,
        pub(super) parent: BelongsTo<Parent>,
    }
}

mod crossed {
    use super::*;

    #[derive(Mapped, Debug, Default)]
    pub(super) struct Place {
        #[mapped(primary_key)]
        pub(super) id: Auto<i64>,
        #[mapped(back_populates = Trip::start, foreign_keys = Trip::end_id)]
        pub(super) departures: HasMany<Trip>,
    }

    #[derive(Mapped, Debug, Default)]
    pub(super) struct Trip {
        #[mapped(primary_key)]
        pub(super) id: Auto<i64>,
        #[mapped(foreign_key = Place::id)]
        pub(super) start_id: i64,
        #[mapped(foreign_key = Place::id)]
        pub(super) end_id: i64,
        #[mapped(back_populates = Place::departures, foreign_keys = Trip::start_id)]
        pub(super) start: BelongsTo<Place>,
    }
}

mod same_way {
    use super::*;

    #[derive(Mapped, Debug, Default)]
    pub(super) struct Knot {
        #[mapped(primary_key)]
        pub(super) id: Auto<i64>,
        #[mapped(foreign_key = Knot::id)]
        pub(super) other_id: Option<i64>,
        #[mapped(back_populates = Knot::second)]
        pub(super) first: BelongsTo<Knot>,
        #[mapped(back_populates = Knot::first)]
        pub(super) second: BelongsTo<Knot>,
    }
}

/// The message of the mapping error that these models are.
fn refused<T: Tables>() -> String {
    let error = MetaData::of::<T>().check().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Mapping);
    error.to_string()
}

#[track_caller]
fn says(message: &str, words: &[&str]) {
    for word in words {
        assert!(message.contains(word), "{message:?} lacks {word:?}");
    }
}

#[test]
fn a_relationship_without_a_foreign_key_is_told() {
    says(&refused::<(no_key::Parent, no_key::Child)>(), &["Parent::children", "foreign_key"]);
}

#[test]
fn two_foreign_keys_to_choose_from_are_told() {
    says(&refused::<(two_keys::Place, two_keys::Trip)>(), &["Trip::start", "2 foreign keys", "foreign_keys"]);
}

#[test]
fn a_counterpart_that_does_not_name_it_back_is_told() {
    says(&refused::<(one_sided::Parent, one_sided::Child)>(), &["Parent::children", "Child::parent", "back_populates"]);
}

#[test]
fn counterparts_over_different_keys_are_told() {
    says(&refused::<(crossed::Place, crossed::Trip)>(), &["Place::departures", "foreign_keys"]);
}

#[test]
fn counterparts_that_point_the_same_way_are_told() {
    says(&refused::<same_way::Knot>(), &["Knot::first", "Knot::second", "BelongsTo"]);
}

#[test]
fn a_wrong_mapping_sends_nothing() {
    alchemy_tests::run(async |db| {
        let error = db.create::<(no_key::Parent, no_key::Child)>().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Mapping);
        assert!(db.sent.take().is_empty());
        let mut session = db.session();
        session.add(no_key::Parent::default());
        assert_eq!(session.flush().await.unwrap_err().kind(), ErrorKind::Mapping);
        assert!(db.sent.take().is_empty());
        Ok(())
    });
}

#[test]
fn an_insert_of_a_struct_with_related_objects_is_refused_and_not_cut_short() {
    use alchemy_orm::core::dialect::Ansi;
    use alchemy_tests::models::{Address, User};
    let user = |addresses: HasMany<Address>| User { name: "ann".into(), addresses, ..default() };
    let whole = User::insert().values([user(default()), user([Address::default()].into())]);
    let error = whole.compile(&Ansi).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidState);
    assert!(error.to_string().contains("`User::addresses`"), "{error}");
    assert!(User::insert().values(user(default())).compile(&Ansi).is_ok());
}
