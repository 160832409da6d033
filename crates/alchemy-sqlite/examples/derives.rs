//! The derives of the core, in a crate that depends on `alchemy-core`, with its feature `derive`, and on a driver alone.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::sync::Arc;

use alchemy_core::prelude::*;

// ANCHOR: derives
/// A column of a type of its own.
#[derive(SqlValue, Debug, Clone, PartialEq)]
struct Email(String);

/// Stored as words.
#[derive(SqlEnum, Debug, Clone, Copy, PartialEq)]
enum Role {
    Reader,
    #[sql_enum(value = "chief")]
    Editor,
}

/// Stored as numbers.
#[derive(SqlEnum, Debug, Clone, Copy, PartialEq)]
#[sql_enum(integer)]
enum Level {
    Low = 1,
    High = 5,
}

/// Read by the names of the columns.
#[derive(FromRow, Debug, PartialEq)]
struct Member {
    email: Email,
    role: Role,
    level: Option<Level>,
}

alchemy_core::table! {
    /// Those who write.
    members ("member") {
        id: Auto<i64> [primary_key],
        email: Email,
        role: Role,
        level: Option<Level>,
    }
}
// ANCHOR_END: derives

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let url: alchemy_core::Url = "sqlite::memory:".parse()?;
    let driver = alchemy_sqlite::Driver::from_url(&url)?;
    let engine = Engine::builder(Arc::new(driver)).create().await?;
    MetaData::of::<members>().create_all(&engine).await?;

    let sandy =
        (members::email.to(Email("sandy@sea.org".to_owned())), members::role.to(Role::Editor), members::level.to(Level::High));
    engine.execute(members::insert().values(sandy)).await?;
    let gary = (members::email.to(Email("gary@sea.org".to_owned())), members::role.to(Role::Reader));
    engine.execute(members::insert().values(gary)).await?;

    // ANCHOR: read
    let query = select((members::level, members::role, members::email)).order_by(members::id).into::<Member>();
    let read: Vec<Member> = engine.all(query).await?;
    let expected = [
        Member { email: Email("sandy@sea.org".to_owned()), role: Role::Editor, level: Some(Level::High) },
        Member { email: Email("gary@sea.org".to_owned()), role: Role::Reader, level: None },
    ];
    assert_eq!(read, expected);
    // ANCHOR_END: read

    stored(&engine).await?;
    refused(&engine).await?;
    println!("{read:?}");
    Ok(())
}

/// What the database holds: words and numbers.
async fn stored(engine: &Engine) -> Result<()> {
    let query = text("SELECT email, role, level FROM member ORDER BY id").columns::<(String, String, Option<i64>)>();
    let rows: Vec<(String, String, Option<i64>)> = engine.all(query).await?;
    let expected =
        [("sandy@sea.org".to_owned(), "chief".to_owned(), Some(5)), ("gary@sea.org".to_owned(), "reader".to_owned(), None)];
    assert_eq!(rows, expected);
    let gary = Email("gary@sea.org".to_owned());
    let role = select(members::role).filter(members::email.eq(&gary).and(members::role.ne(Role::Editor)));
    assert_eq!(engine.scalar(role).await?, Role::Reader);
    Ok(())
}

/// A value that no variant has, and a column that is not there, are errors.
async fn refused(engine: &Engine) -> Result<()> {
    let number = engine.scalar(text("SELECT 3").columns::<Level>()).await;
    assert_eq!(number.map_err(|error| error.kind()), Err(ErrorKind::Data));
    let role = engine.scalar(text("SELECT 7").columns::<Role>()).await;
    assert_eq!(role.map_err(|error| error.kind()), Err(ErrorKind::Data));
    let narrow = text("SELECT email FROM member").columns::<Member>();
    assert!(engine.all(narrow).await.is_err_and(|error| error.to_string().contains("role")));
    Ok(())
}

#[test]
fn it_runs_to_its_end() -> Result<()> {
    main()
}
