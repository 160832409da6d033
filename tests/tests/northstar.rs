//! The programs that the library was designed from, almost as they were written. They run on SQLite in memory.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "programs, not a library")]
#![allow(clippy::wildcard_imports, unreachable_pub, missing_docs, reason = "programs, not a library")]

mod northstar {
    pub(crate) mod loading;
    pub(crate) mod models;
    pub(crate) mod queries;
    pub(crate) mod session;
}

use alchemy_orm::prelude::*;
use northstar::models::{Address, Employee, Group, Order, User, UserGroup};

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

#[test]
fn the_session_program_runs() {
    block_on(northstar::session::run()).unwrap();
}

#[test]
fn the_loading_program_runs() {
    let outcome: Result<()> = block_on(async {
        let engine = create_engine("sqlite::memory:").await?;
        MetaData::of::<(User, Address, Group, UserGroup, Employee, Order)>().create_all(&engine).await?;
        let mut session = Session::new(&engine);
        session.add(User {
            name: "sandy".into(),
            addresses: [Address { email_address: "sandy@aol.com".into(), ..default() }].into(),
            groups: [Group { name: "squirrels".into(), ..default() }].into(),
            ..default()
        });
        session.commit().await?;
        northstar::loading::run(&mut session).await
    });
    outcome.unwrap();
}

#[test]
fn the_program_of_queries_runs() {
    let outcome: Result<()> = block_on(async {
        let engine = create_engine("sqlite::memory:").await?;
        MetaData::of::<(User, Address, Group, UserGroup, Employee, Order)>().create_all(&engine).await?;
        let mut session = Session::new(&engine);
        let addresses = ["a@a.org", "b@a.org"].map(|email| Address { email_address: email.into(), ..default() });
        session.add(User { name: "sandy".into(), addresses: addresses.into(), ..default() });
        session.commit().await?;
        northstar::queries::run(&engine, &mut session, Some("s")).await
    });
    outcome.unwrap();
}

#[test]
fn domain_methods_work_alike_on_objects_and_on_plain_values() {
    let outcome: Result<()> = block_on(async {
        let engine = create_engine("sqlite::memory:").await?;
        MetaData::of::<(User, Address, Group, UserGroup)>().create_all(&engine).await?;
        let mut session = Session::new(&engine);
        let address = Address { email_address: "sandy@aol.com".into(), ..default() };
        let value = User { name: "sandy".into(), addresses: [address].into(), ..default() };
        assert_eq!(value.domains(), ["aol.com"]);
        let object = session.add(value);
        session.commit().await?;
        assert_eq!(object.read().domains(), ["aol.com"]);
        let plain: User = engine.one(User::select().options(User::addresses.selectinload())).await?;
        assert_eq!(plain.domains(), ["aol.com"]);
        assert_eq!(serde_json::to_value(&plain).unwrap()["addresses"][0]["email_address"], "sandy@aol.com");
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn an_employee_has_a_manager_and_reports() {
    let outcome: Result<()> = block_on(async {
        let engine = create_engine("sqlite::memory:").await?;
        MetaData::of::<Employee>().create_all(&engine).await?;
        let mut session = Session::new(&engine);
        let report = |name: &str| Employee { name: name.into(), ..default() };
        let boss = session.add(Employee { name: "boss".into(), reports: [report("a"), report("b")].into(), ..default() });
        session.commit().await?;
        let reports = session.load(&boss, Employee::reports).await?;
        assert_eq!(reports.len(), 2);
        assert_eq!(reports[0].read().manager.get().unwrap().name, "boss");
        Ok(())
    });
    outcome.unwrap();
}
