//! Models: columns of many kinds, keys, relationships in each form, newtypes, and what the tables look like.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]
#![allow(missing_docs, reason = "the example is read, not linked to")]

use alchemy_orm::prelude::*;

// ANCHOR: newtype
#[derive(SqlValue, Debug, Clone, PartialEq, Default)]
pub struct Email(String);
// ANCHOR_END: newtype

// ANCHOR: columns
#[derive(Mapped, Debug, Default)]
#[mapped(table = "member", index(last_name, first_name), check("length(email) > 3"))]
pub struct Member {
    #[mapped(primary_key)]
    pub id: Auto<i64>, // made by the database
    #[mapped(length = 40)]
    pub first_name: String,
    #[mapped(length = 40)]
    pub last_name: String,
    #[mapped(unique, length = 100)]
    pub email: Email,
    #[mapped(column = "phone_no")]
    pub phone: Option<String>, // may be NULL
    #[mapped(server_default = func::now())]
    pub joined: Auto<DateTime<Utc>>, // filled in by the flush
    #[mapped(deferred)]
    pub notes: Deferred<Option<String>>, // selected only when asked for
    #[mapped(skip)]
    pub greeting: String, // no column
    // ANCHOR_END: columns
    // ANCHOR: relationships
    #[mapped(back_populates = Card::member, cascade = "all, delete-orphan")]
    pub card: HasOne<Card>,
    #[mapped(back_populates = Loan::member, order_by = Loan::book_id)]
    pub loans: HasMany<Loan>,
    #[mapped(secondary = MemberTopic, back_populates = Topic::members)]
    pub topics: HasMany<Topic>,
}
// ANCHOR_END: relationships

// ANCHOR: one_to_one
#[derive(Mapped, Debug, Default)]
#[mapped(table = "card")]
pub struct Card {
    #[mapped(primary_key)]
    pub number: String,
    #[mapped(foreign_key = Member::id, on_delete = "cascade", unique)]
    pub member_id: i64,
    #[mapped(back_populates = Member::card)]
    pub member: BelongsTo<Member>,
}
// ANCHOR_END: one_to_one

// ANCHOR: composite
#[derive(Mapped, Debug, Default)]
#[mapped(table = "loan")]
pub struct Loan {
    #[mapped(primary_key, foreign_key = Member::id)]
    pub member_id: i64,
    #[mapped(primary_key)]
    pub book_id: i64,
    #[mapped(back_populates = Member::loans)]
    pub member: BelongsTo<Member>,
}
// ANCHOR_END: composite

// ANCHOR: many_to_many
#[derive(Mapped, Debug, Default)]
#[mapped(table = "topic")]
pub struct Topic {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub name: String,
    #[mapped(secondary = MemberTopic, back_populates = Member::topics)]
    pub members: HasMany<Member>,
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "member_topic")]
pub struct MemberTopic {
    #[mapped(primary_key, foreign_key = Member::id)]
    pub member_id: i64,
    #[mapped(primary_key, foreign_key = Topic::id)]
    pub topic_id: i64,
}
// ANCHOR_END: many_to_many

// ANCHOR: tree
#[derive(Mapped, Debug, Default)]
#[mapped(table = "shelf")]
pub struct Shelf {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    pub label: String,
    #[mapped(foreign_key = Shelf::id)]
    pub parent_id: Option<i64>,
    #[mapped(back_populates = Shelf::children, foreign_keys = Shelf::parent_id)]
    pub parent: BelongsTo<Shelf>,
    #[mapped(back_populates = Shelf::parent, foreign_keys = Shelf::parent_id)]
    pub children: HasMany<Shelf>,
}
// ANCHOR_END: tree

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let engine = create_engine("sqlite::memory:").await?;

    // ANCHOR: script
    let metadata = MetaData::of::<(Member, Card, Loan, Topic, MemberTopic, Shelf)>();
    println!("{}", metadata.create_script(engine.dialect())?);
    metadata.create_all(&engine).await?;
    // ANCHOR_END: script

    // ANCHOR: use
    let mut session = Session::new(&engine);
    let history = session.add(Topic { name: "history".into(), ..default() });
    let member = session.add(Member {
        first_name: "Ida".into(),
        last_name: "Rhodes".into(),
        email: Email("ida@example.org".into()),
        card: Card { number: "C-1".into(), ..default() }.into(),
        loans: [Loan { book_id: 7, ..default() }].into(),
        topics: [&history].into(),
        ..default()
    });
    session.flush().await?;
    println!("member {} joined {}", *member.read().id, *member.read().joined);
    assert_eq!(member.read().card.get().map(|card| card.member_id), Some(1));
    assert!(session.get::<Loan>((1, 7)).await?.is_some());
    // ANCHOR_END: use

    // ANCHOR: auto
    let day = NaiveDate::from_ymd_opt(2024, 5, 6).unwrap_or_default().and_time(NaiveTime::MIN).and_utc();
    member.write().joined = day.into(); // an `Auto`, so `into()`
    assert_eq!(*member.read().joined, day);
    // ANCHOR_END: auto

    // ANCHOR: assign
    let loan = session.add(Loan { book_id: 8, member: (&member).into(), ..default() }); // from the child
    assert!(loan.read().member.entity().is_some_and(|parent| parent.same(&member)));
    assert_eq!(member.read().loans.len(), 2); // the other side followed
    member.write().loans.push(Loan { book_id: 9, ..default() }); // from the parent
    let card = member.read().card.entity();
    if let Some(card) = card {
        card.write().member.set(&member); // a reference of an object that is there
    }
    member.write().topics.remove(&history); // its link row goes
    session.flush().await?;
    assert_eq!(loan.read().member_id, 1); // filled in by the flush
    // ANCHOR_END: assign

    // ANCHOR: back
    let sent = Topic { id: 1.into(), name: "old history".into(), ..default() }; // not of this session
    let topic = session.get_one::<Topic>(*sent.id).await?;
    topic.write().name = sent.name.clone();
    session.flush().await?;

    let update = Topic::update().set(Topic::name.to(sent.name)).filter(Topic::id.eq(*sent.id));
    assert_eq!(session.execute(update).await?.rows_affected, 1);
    // ANCHOR_END: back

    let top = session.add(Shelf { label: "A".into(), ..default() });
    top.write().children.push(Shelf { label: "A1".into(), ..default() });
    session.commit().await
}

#[test]
fn it_runs_to_its_end() -> Result<()> {
    main()
}
