//! Transactions: where they begin, and how they end.

use super::*;

async fn fresh() -> (Arc<Server>, Engine) {
    let server = Arc::new(Server::default());
    let engine = server.engine().await;
    server.log.lock().unwrap().clear();
    (server, engine)
}

#[tokio::test]
async fn the_first_statement_begins_and_commit_ends() -> Result<()> {
    let (server, engine) = fresh().await;
    let mut connection = engine.connect().await?;
    connection.commit().await?;
    connection.execute(text("A")).await?;
    connection.execute(text("B")).await?;
    assert!(connection.is_in_transaction());
    connection.commit().await?;
    assert!(!connection.is_in_transaction());
    connection.execute(text("C")).await?;
    connection.rollback().await?;
    drop(connection);
    assert_eq!(server.log(), ["1 BEGIN", "1 A", "1 B", "1 COMMIT", "1 BEGIN", "1 C", "1 ROLLBACK"]);
    assert_eq!(engine.status().idle, 1);
    Ok(())
}

#[tokio::test]
async fn autocommit_begins_nothing_unless_asked() -> Result<()> {
    let (server, engine) = fresh().await;
    let mut connection = engine.connect().await?.autocommit(true);
    connection.execute(text("A")).await?;
    let mut transaction = connection.begin().await?;
    transaction.execute(text("B")).await?;
    transaction.commit().await?;
    assert_eq!(server.log(), ["1 A", "1 BEGIN", "1 B", "1 COMMIT"]);
    Ok(())
}

#[tokio::test]
async fn a_transaction_is_not_begun_twice() -> Result<()> {
    let (_, engine) = fresh().await;
    let mut connection = engine.connect().await?;
    connection.execute(text("A")).await?;
    assert_eq!(connection.begin().await.unwrap_err().kind(), ErrorKind::InvalidState);
    connection.rollback().await?;
    connection.begin().await?.commit().await
}

#[tokio::test]
async fn a_dropped_connection_is_rolled_back_at_once_where_the_driver_can() -> Result<()> {
    let (server, engine) = fresh().await;
    let mut connection = engine.connect().await?;
    connection.execute(text("A")).await?;
    drop(connection);
    assert_eq!(server.log(), ["1 BEGIN", "1 A", "1 ROLLBACK"]);
    assert_eq!(engine.status().idle, 1);
    Ok(())
}

#[tokio::test]
async fn a_dropped_connection_is_rolled_back_in_the_background_and_then_used_again() -> Result<()> {
    let (server, engine) = fresh().await;
    *server.slow_rollback.lock().unwrap() = true;
    let mut connection = engine.connect().await?;
    connection.execute(text("A")).await?;
    drop(connection);
    // Nobody may have the connection before it is rolled back.
    assert_eq!(engine.status().idle, 0);
    let waiting = tokio::spawn({
        let engine = engine.clone();
        async move { engine.execute(text("B")).await }
    });
    tokio::task::yield_now().await;
    assert_eq!(server.log().last().unwrap(), "1 rollback begins");
    server.gate.notify_one();
    waiting.await.unwrap()?;
    assert_eq!(server.log(), ["1 BEGIN", "1 A", "1 rollback begins", "1 ROLLBACK", "1 B"]);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_rollback_that_never_ends_costs_the_connection_not_the_slot() -> Result<()> {
    let (server, engine) = fresh().await;
    *server.slow_rollback.lock().unwrap() = true;
    let mut connection = engine.connect().await?;
    connection.execute(text("A")).await?;
    drop(connection);
    engine.execute(text("B")).await?;
    assert_eq!(server.log(), ["1 BEGIN", "1 A", "1 rollback begins", "1 abort", "2 connect", "2 B"]);
    Ok(())
}

#[test]
fn without_a_runtime_a_slow_rollback_closes_the_connection() {
    let server = Arc::new(Server::default());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let (engine, connection) = runtime.block_on(async {
        let engine = server.engine().await;
        let mut connection = engine.connect().await.unwrap();
        connection.execute(text("A")).await.unwrap();
        (engine, connection)
    });
    *server.slow_rollback.lock().unwrap() = true;
    drop(connection);
    assert_eq!(server.log().last().unwrap(), "1 abort");
    assert_eq!(engine.status().size, 0);
}

#[tokio::test]
async fn a_dropped_transaction_is_rolled_back_at_once_while_its_connection_lives_on() -> Result<()> {
    let (server, engine) = fresh().await;
    *server.slow_rollback.lock().unwrap() = true;
    let mut connection = engine.connect().await?;
    let mut transaction = connection.begin().await?;
    transaction.execute(text("A")).await?;
    drop(transaction);
    tokio::task::yield_now().await;
    server.gate.notify_one();
    tokio::task::yield_now().await;
    // Without any further use of the connection.
    assert_eq!(server.log(), ["1 BEGIN", "1 A", "1 rollback begins", "1 ROLLBACK"]);
    connection.execute(text("B")).await?;
    assert_eq!(server.log()[4..], ["1 BEGIN", "1 B"]);
    Ok(())
}

#[tokio::test]
async fn a_dropped_savepoint_is_rolled_back_to_before_anything_else_runs() -> Result<()> {
    let (server, engine) = fresh().await;
    let mut connection = engine.connect().await?;
    let mut transaction = connection.begin().await?;
    transaction.execute(text("A")).await?;
    let mut nested = transaction.begin_nested().await?;
    nested.execute(text("B")).await?;
    drop(nested);
    transaction.execute(text("C")).await?;
    let nested = transaction.begin_nested().await?;
    drop(nested);
    transaction.commit().await?;
    let expected = [
        "1 BEGIN",
        "1 A",
        "1 SAVEPOINT alchemy_1",
        "1 B",
        "1 ROLLBACK TO SAVEPOINT alchemy_1",
        "1 C",
        "1 SAVEPOINT alchemy_2",
        "1 ROLLBACK TO SAVEPOINT alchemy_2",
        "1 COMMIT",
    ];
    assert_eq!(server.log(), expected);
    Ok(())
}

#[tokio::test]
async fn of_savepoints_dropped_inside_each_other_the_outer_one_counts() -> Result<()> {
    let (server, engine) = fresh().await;
    let mut connection = engine.connect().await?;
    let mut outer = connection.begin_nested().await?;
    let mut inner = outer.begin_nested().await?;
    inner.execute(text("A")).await?;
    drop(inner);
    drop(outer);
    connection.commit().await?;
    let expected =
        ["1 BEGIN", "1 SAVEPOINT alchemy_1", "1 SAVEPOINT alchemy_2", "1 A", "1 ROLLBACK TO SAVEPOINT alchemy_1", "1 COMMIT"];
    assert_eq!(server.log(), expected);
    Ok(())
}

#[tokio::test]
async fn a_failed_statement_in_a_savepoint_is_undone_with_it() -> Result<()> {
    let (server, engine) = fresh().await;
    let mut connection = engine.connect().await?;
    connection.execute(text("A")).await?;
    let mut nested = connection.begin_nested().await?;
    nested.execute(text("WRONG")).await.unwrap_err();
    nested.rollback().await?;
    connection.commit().await?;
    assert_eq!(server.log().last().unwrap(), "1 COMMIT");
    Ok(())
}

#[tokio::test]
async fn a_commit_that_rolled_back_is_an_error() -> Result<()> {
    let (_, engine) = fresh().await;
    let mut connection = engine.connect().await?;
    connection.execute(text("WRONG")).await.unwrap_err();
    assert_eq!(connection.commit().await.unwrap_err().kind(), ErrorKind::Operational);
    drop(connection);
    assert_eq!(engine.status().idle, 1);
    Ok(())
}

#[tokio::test]
async fn nothing_runs_outside_a_transaction_that_the_database_ended() -> Result<()> {
    let (server, engine) = fresh().await;
    let mut connection = engine.connect().await?;
    connection.execute(text("A")).await?;
    connection.execute(text("DEADLOCK")).await.unwrap_err();
    assert_eq!(connection.execute(text("B")).await.unwrap_err().kind(), ErrorKind::PendingRollback);
    assert_eq!(connection.commit().await.unwrap_err().kind(), ErrorKind::PendingRollback);
    connection.rollback().await?;
    connection.execute(text("C")).await?;
    assert_eq!(server.log(), ["1 BEGIN", "1 A", "1 DEADLOCK", "1 nothing to roll back", "1 BEGIN", "1 C"]);
    Ok(())
}

#[tokio::test]
async fn what_a_statement_committed_cannot_be_rolled_back_and_the_rest_is_a_new_transaction() -> Result<()> {
    let (server, engine) = fresh().await;
    let mut connection = engine.connect().await?;
    connection.execute(text("A")).await?;
    connection.execute(text("DDL")).await?;
    connection.execute(text("B")).await?;
    assert_eq!(connection.rollback().await.unwrap_err().kind(), ErrorKind::InvalidState);
    assert_eq!(server.log(), ["1 BEGIN", "1 A", "1 DDL", "1 BEGIN", "1 B", "1 ROLLBACK"]);
    Ok(())
}

#[tokio::test]
async fn a_begin_that_was_not_sent_does_not_reach_the_next_user() -> Result<()> {
    let (server, engine) = fresh().await;
    // The DDL ends the transaction, so another one is announced to the driver, and never used.
    let mut connection = engine.connect().await?;
    connection.execute(text("DDL")).await?;
    connection.commit().await?;
    drop(connection);
    engine.execute(text("A")).await?;
    let mut connection = engine.connect().await?;
    connection.execute(text("DDL")).await?;
    drop(connection);
    engine.execute(text("B")).await?;
    let once = ["1 BEGIN", "1 DDL", "1 nothing to roll back"];
    assert_eq!(server.log(), [&once[..], &["1 A"], &once, &["1 B"]].concat());
    Ok(())
}

#[tokio::test]
async fn a_commit_that_failed_with_the_transaction_still_open_can_be_tried_again() -> Result<()> {
    let (server, engine) = fresh().await;
    let mut connection = engine.connect().await?;
    connection.execute(text("A")).await?;
    *server.busy_commit.lock().unwrap() = true;
    connection.commit().await.unwrap_err();
    assert!(connection.is_in_transaction());
    connection.commit().await?;
    let mut transaction = connection.begin().await?;
    transaction.execute(text("B")).await?;
    *server.busy_commit.lock().unwrap() = true;
    transaction.commit().await.unwrap_err();
    // The guard is gone, and what it guarded with it.
    assert_eq!(server.log(), ["1 BEGIN", "1 A", "1 COMMIT", "1 COMMIT", "1 BEGIN", "1 B", "1 COMMIT", "1 ROLLBACK"]);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_commit_whose_answer_does_not_come_is_unknown() -> Result<()> {
    let (server, engine) = fresh().await;
    let mut connection = engine.connect().await?;
    connection.execute(text("A")).await?;
    *server.slow_commit.lock().unwrap() = true;
    assert_eq!(connection.commit().await.unwrap_err().kind(), ErrorKind::CommitUnknown);
    assert_eq!(connection.execute(text("B")).await.unwrap_err().kind(), ErrorKind::Poisoned);
    assert_eq!(server.log(), ["1 BEGIN", "1 A", "1 COMMIT", "1 abort"]);
    Ok(())
}

#[tokio::test]
async fn a_connection_that_needs_it_is_reset_before_it_goes_back() -> Result<()> {
    let (server, engine) = fresh().await;
    let mut connection = engine.connect().await?;
    connection.execute(text("A")).await?;
    *server.needs_reset.lock().unwrap() = true;
    drop(connection);
    assert_eq!(server.log(), ["1 BEGIN", "1 A", "1 ROLLBACK", "1 reset"]);
    assert_eq!(engine.status().idle, 1);
    Ok(())
}

#[tokio::test]
async fn an_engine_gives_a_transaction_of_its_own() -> Result<()> {
    let (server, engine) = fresh().await;
    let mut transaction = engine.begin().await?;
    transaction.execute(text("A")).await?;
    transaction.commit().await?;
    assert_eq!(server.log(), ["1 BEGIN", "1 A", "1 COMMIT"]);
    assert_eq!(engine.status().idle, 1);
    Ok(())
}
