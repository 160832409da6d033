//! What a server says without being asked, on the one that `ALCHEMY_POSTGRES_URL` names. Alone in its process: whether anybody
//! listens to what is logged is kept for the whole of it, and tests beside this one do not listen.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use alchemy_claims::covers;
use alchemy_core::driver::{Driver as _, Params, Request};
use alchemy_postgres::Driver;

/// Keeps what is logged under one target.
#[derive(Clone, Default)]
struct Log(std::sync::Arc<std::sync::Mutex<Vec<String>>>);

impl tracing::field::Visit for Log {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        self.0.lock().unwrap().push(format!("{field}={value:?}"));
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        metadata.target() == "alchemy::notice"
    }
    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        self.0.lock().unwrap().push(format!("level={}", event.metadata().level()));
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[covers("PG-43")]
#[tokio::test]
async fn notices_of_the_server_are_logged() {
    let Some(url) = std::env::var("ALCHEMY_POSTGRES_URL").ok().filter(|url| !url.is_empty()) else {
        eprintln!("not run: ALCHEMY_POSTGRES_URL names no server");
        return;
    };
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let mut conn = Driver::from_url(&url.parse().unwrap()).unwrap().connect().await.unwrap();
    let sql = "DO $$ BEGIN RAISE NOTICE 'mind this'; RAISE WARNING 'and that'; END $$";
    let request = Request { sql: sql.into(), params: Params::One(vec![]), sink: None, cached: false, deadline: None };
    conn.run(request).await.unwrap();
    let expected = [
        "level=INFO",
        "severity=\"NOTICE\"",
        "message=\"mind this\"",
        "level=WARN",
        "severity=\"WARNING\"",
        "message=\"and that\"",
    ];
    assert_eq!(*log.0.lock().unwrap(), expected);
}
