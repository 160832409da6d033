//! Futures that are dropped, deadlines that pass, connections that are lost.

use std::time::Duration;

use super::*;

#[tokio::test]
async fn a_dropped_call_poisons_its_connection_and_frees_its_slot() -> Result<()> {
    let server = Arc::new(Server::default());
    let engine = server.engine().await;
    let mut connection = engine.connect().await?;
    connection.execute(text("A")).await?;
    cut(connection.execute(text("HANG")));
    // Closed at once, while the user still holds it.
    assert_eq!(server.log().last().unwrap(), "1 abort");
    assert_eq!(connection.execute(text("B")).await.unwrap_err().kind(), ErrorKind::Poisoned);
    assert_eq!(connection.commit().await.unwrap_err().kind(), ErrorKind::Poisoned);
    engine.execute(text("C")).await?;
    connection.rollback().await?;
    drop(connection);
    assert_eq!(server.log(), ["1 connect", "1 BEGIN", "1 A", "1 HANG", "1 abort", "2 connect", "2 C"]);
    assert_eq!((engine.status().size, engine.status().idle), (1, 1));
    Ok(())
}

#[tokio::test]
async fn a_forgotten_call_poisons_its_connection() -> Result<()> {
    let server = Arc::new(Server::default());
    let engine = server.engine().await;
    let mut connection = engine.connect().await?;
    let mut call = connection.execute(text("HANG"));
    assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    std::mem::forget(call);
    assert_eq!(connection.execute(text("B")).await.unwrap_err().kind(), ErrorKind::Poisoned);
    drop(connection);
    assert_eq!(server.log().last().unwrap(), "1 abort");
    Ok(())
}

#[tokio::test]
async fn a_single_statement_that_is_dropped_costs_its_connection() -> Result<()> {
    let server = Arc::new(Server::default());
    let engine = server.engine().await;
    cut(engine.execute(text("HANG")));
    engine.execute(text("A")).await?;
    assert_eq!(server.log(), ["1 connect", "1 HANG", "1 abort", "2 connect", "2 A"]);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_deadline_that_passes_is_a_timeout_and_costs_the_connection() -> Result<()> {
    let server = Arc::new(Server::default());
    let engine = server.options().max_connections(1).statement_timeout(Duration::from_secs(2)).create().await?;
    let mut connection = engine.connect().await?;
    let error = connection.execute(text("HANG")).await.unwrap_err();
    assert_eq!((error.kind(), error.statement()), (ErrorKind::Timeout, Some("HANG")));
    assert_eq!(server.log(), ["1 connect", "1 HANG", "1 abort"]);
    assert_eq!(connection.execute(text("B")).await.unwrap_err().kind(), ErrorKind::Poisoned);
    assert_eq!(engine.status().size, 0);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn waiting_for_a_connection_ends_at_the_deadline_and_loses_no_slot() -> Result<()> {
    let server = Arc::new(Server::default());
    let engine = server.options().max_connections(1).acquire_timeout(Duration::from_secs(3)).create().await?;
    let held = engine.connect().await?;
    let start = tokio::time::Instant::now();
    let error = engine.connect().await.unwrap_err();
    assert_eq!((error.kind(), start.elapsed().as_secs()), (ErrorKind::Timeout, 3));
    assert_eq!(error.to_string(), "waiting for a connection (1 of 1 in use) did not finish within 3s");
    drop(held);
    drop(engine.connect().await?);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn connecting_has_a_deadline_and_a_dropped_attempt_loses_no_slot() -> Result<()> {
    let server = Arc::new(Server::default());
    let engine = server.options().max_connections(1).lazy(true).create().await?;
    *server.slow_connect.lock().unwrap() = true;
    cut(engine.connect());
    assert_eq!(engine.connect().await.unwrap_err().to_string(), "connecting did not finish within 10s");
    *server.slow_connect.lock().unwrap() = false;
    engine.execute(text("A")).await?;
    Ok(())
}

#[tokio::test]
async fn a_lost_connection_takes_its_idle_elders_with_it() -> Result<()> {
    let server = Arc::new(Server::default());
    let engine = server.options().max_connections(4).create().await?;
    let mut lost = engine.connect().await?;
    let mut busy = engine.connect().await?;
    drop(engine.connect().await?);
    assert_eq!(engine.status().size, 3);
    assert_eq!(lost.execute(text("GONE")).await.unwrap_err().kind(), ErrorKind::Disconnect);
    // The idle one is closed; the one in use works to its end, and is not used again.
    assert_eq!(engine.status().size, 1);
    busy.execute(text("A")).await?;
    busy.commit().await?;
    drop(busy);
    let mut fresh = engine.connect().await?;
    fresh.execute(text("B")).await?;
    assert_eq!(server.log().last().unwrap(), "4 B");
    // One told of an old outage does not take those with it that were made since.
    assert_eq!(lost.execute(text("C")).await.unwrap_err().to_string(), "gone [in: C]");
    drop((fresh, lost));
    assert_eq!(engine.status().idle, 1);
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_connection_past_its_lifetime_is_replaced() -> Result<()> {
    let server = Arc::new(Server::default());
    let engine = server.options().max_connections(1).max_lifetime(Duration::ZERO).create().await?;
    engine.execute(text("A")).await?;
    assert_eq!(server.log(), ["1 connect", "2 connect", "2 A"]);
    Ok(())
}

#[tokio::test]
async fn a_panic_in_a_transaction_rolls_it_back() -> Result<()> {
    let server = Arc::new(Server::default());
    let engine = server.engine().await;
    let user = engine.clone();
    let panicked = tokio::spawn(async move {
        let mut connection = user.connect().await.unwrap();
        connection.execute(text("A")).await.unwrap();
        std::panic::resume_unwind(Box::new("in the user's code"));
    });
    assert!(panicked.await.is_err());
    assert_eq!(server.log(), ["1 connect", "1 BEGIN", "1 A", "1 ROLLBACK"]);
    assert_eq!(engine.status().idle, 1);
    Ok(())
}
