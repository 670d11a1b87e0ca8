//! Tests of the client with servers that reply badly.

use super::access::{ClusterAccess, Credentials};
use super::error::ClusterError;
use super::test_server::{LIMITS, Reply, Server, client, lasting_server};
use serde_json::json;
use std::net::TcpListener;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// A password that must not appear in any message or reach another server.
const SECRET: &str = "open sesame";
const ENCODED: &str = "QWxhZGRpbjpvcGVuIHNlc2FtZQ==";

fn signed_in() -> ClusterAccess {
    let credentials = Credentials::Basic { user: "Aladdin".to_owned(), password: SECRET.to_owned() };
    ClusterAccess { credentials, ..ClusterAccess::default() }
}

/// Returns an address that refuses connections.
fn closed() -> String {
    format!("http://{}", TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap())
}

fn refusal(status: &str, headers: &str) -> Reply {
    Reply::of(status, headers, r#"{"error":{"type":"circuit_breaking_exception","reason":"too large"}}"#)
}

#[test]
fn requests_carry_method_body_and_credentials() {
    let server = Server::new(vec![Reply::ok()]);
    let client = client(&[&server.address], &signed_in());
    client.get("/_cluster/health").unwrap();
    client.post("/news/_search", &json!({ "size": 0 })).unwrap();
    client.put("/news", &json!({})).unwrap();
    client.delete("/news").unwrap();
    client.post_compressed("/news/_bulk", b"zipped").unwrap();
    let requests = server.requests();
    let first: Vec<&str> = requests.iter().filter_map(|request| request.lines().next()).collect();
    let wanted = ["GET /_cluster/health", "POST /news/_search", "PUT /news", "DELETE /news", "POST /news/_bulk"];
    assert_eq!(first, wanted.map(|line| format!("{line} HTTP/1.1")));
    assert!(requests.iter().all(|request| request.contains(&format!("authorization: Basic {ENCODED}\r\n"))));
    // The server is on the same machine.
    assert!(requests.iter().all(|request| request.contains("accept-encoding: identity\r\n")));
    assert!(
        requests[1].contains("content-type: application/json\r\n") && requests[1].ends_with("\r\n\r\n{\"size\":0}")
    );
    assert!(requests[4].contains("content-encoding: gzip\r\n") && requests[4].ends_with("\r\n\r\nzipped"));
}

#[test]
fn a_compressed_answer_is_read() {
    use std::io::Write;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(b"{\"ok\":true}").unwrap();
    let body = gzip.finish().unwrap();
    let head = format!("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n", body.len());
    let server = Server::new(vec![Reply::Bytes([head.into_bytes(), body].concat())]);
    assert_eq!(server.client().get("/").unwrap(), json!({ "ok": true }));
}

#[test]
fn a_connection_is_used_again() {
    let (address, connections) = lasting_server();
    let client = client(&[&address], &signed_in());
    let hurried = client.within(LIMITS.answering / 2);
    for number in 0..20 {
        let body = json!({ "query": number });
        client.post("/news/_search", &body).unwrap();
        hurried.post("/news/_search", &body).unwrap();
    }
    assert_eq!(connections.load(Ordering::Relaxed), 1);
}

#[test]
fn a_busy_cluster_is_asked_again() {
    for status in ["429 Too Many Requests", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"] {
        let server = Server::new(vec![refusal(status, ""), Reply::ok()]);
        server.client().get("/").expect(status);
        assert_eq!(server.requests().len(), 2, "{status}");
    }
    // The client does not start a wait beyond the limit.
    let server = Server::new(vec![refusal("503 Service Unavailable", "retry-after: 3600\r\n"), Reply::ok()]);
    let error = server.client().get("/").unwrap_err();
    assert!(matches!(&error, ClusterError::Overloaded { reason, .. } if reason == "503, too large"), "{error:?}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_wait_that_the_cluster_asks_for_is_kept() {
    let server = Server::new(vec![refusal("503 Service Unavailable", "retry-after: 1\r\n"), Reply::ok()]);
    let begun = Instant::now();
    let client = server.client().patient();
    client.post("/news/_refresh", &json!({})).unwrap();
    assert!(begun.elapsed() >= Duration::from_secs(1));
}

#[test]
fn repetitions_end_with_a_clear_error() {
    let server = Server::new(vec![refusal("429 Too Many Requests", "")]);
    let begun = Instant::now();
    let error = server.client().post("/news/_search", &json!({})).unwrap_err();
    assert!(matches!(&error, ClusterError::Overloaded { reason, .. } if reason == "429, too large"), "{error:?}");
    assert!(begun.elapsed() < Duration::from_secs(1) && server.requests().len() > 1);
}

#[test]
fn lines_are_left_to_the_caller_to_send_again() {
    let server =
        Server::new(vec![refusal("429 Too Many Requests", "retry-after: 2\r\n"), refusal("413 Content Too Large", "")]);
    let client = server.client();
    let error = client.post_compressed("/_bulk", b"x").unwrap_err();
    assert!(error.is_transient() && error.retry_after() == Some(Duration::from_secs(2)), "{error:?}");
    let error = client.post_compressed("/_bulk", b"x").unwrap_err();
    assert!(matches!(error, ClusterError::Status { status: 413, .. }) && !error.is_transient(), "{error:?}");
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn half_an_answer_is_asked_for_again() {
    let half = || Reply::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"ok\":".to_vec());
    let server = Server::new(vec![half(), Reply::Bytes(Vec::new()), Reply::ok()]);
    let client = server.client();
    assert_eq!(client.get("/").unwrap(), json!({ "ok": true }));
    assert_eq!(server.requests().len(), 3);
    let server = Server::new(vec![half()]);
    assert!(matches!(server.client().get("/"), Err(ClusterError::Unreachable { .. })));
}

#[test]
fn a_server_that_says_nothing_or_little_at_a_time_is_given_up() {
    let slow = Reply::of("200 OK", "", &format!("{{\"x\":\"{}\"}}", "x".repeat(1000)));
    let Reply::Bytes(slow) = slow else { return };
    let late_body = [b"HTTP/1.1 503 Busy\r\ncontent-length: 9\r\n\r\n".to_vec(), Vec::new()].concat();
    for reply in [Reply::Silence, Reply::Drip(slow), Reply::Drip(late_body)] {
        let server = Server::new(vec![reply]);
        let begun = Instant::now();
        let error = server.client().get("/").unwrap_err();
        assert!(matches!(error, ClusterError::NoAnswer { limit, .. } if limit == LIMITS.answering), "{error:?}");
        assert!(begun.elapsed() < 3 * LIMITS.answering);
    }
    // The time limit of a search is shorter than that of the client.
    let server = Server::new(vec![Reply::Silence]);
    let begun = Instant::now();
    let client = server.client().within(Duration::from_millis(50));
    assert!(matches!(client.get("/"), Err(ClusterError::NoAnswer { .. })));
    assert!(matches!(client.get("/"), Err(ClusterError::NoAnswer { .. })));
    assert!(begun.elapsed() < LIMITS.answering);
}

#[test]
fn the_next_node_is_asked_when_one_is_down_or_hangs() {
    let server = Server::new(vec![Reply::ok()]);
    let two = client(&[&closed(), &server.address], &ClusterAccess::default());
    two.get("/").unwrap();
    two.post_compressed("/_bulk", b"x").unwrap();
    assert_eq!(server.requests().len(), 2);
    let hanging = Server::new(vec![Reply::Silence]);
    let two = client(&[&hanging.address, &server.address], &ClusterAccess::default());
    assert!(two.post_compressed("/_bulk", b"x").is_err_and(|error| error.is_transient()));
    two.post_compressed("/_bulk", b"x").unwrap();
    let busy = Server::new(vec![refusal("503 Service Unavailable", "")]);
    let two = client(&[&busy.address, &server.address], &ClusterAccess::default());
    two.get("/").unwrap();
    assert_eq!(busy.requests().len(), 1);
}

#[test]
fn an_address_that_never_answered_is_reported_at_once() {
    let (one, other) = (closed(), closed());
    let begun = Instant::now();
    let error = client(&[&one, &other], &ClusterAccess::default()).get("/").unwrap_err();
    assert!(matches!(&error, ClusterError::Unreachable { address, .. } if *address == other), "{error:?}");
    assert!(begun.elapsed() < Duration::from_millis(200));
}

#[test]
fn credentials_do_not_follow_a_redirect() {
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let other = Server::new(vec![Reply::ok()]);
        let location = format!("location: {}/login?next=secret\r\n", other.address.replace("127.0.0.1", "localhost"));
        let server = Server::new(vec![Reply::of(status, &location, "")]);
        let client = client(&[&server.address], &signed_in());
        for answer in
            [client.get("/"), client.post("/news/_search", &json!({})), client.post_compressed("/_bulk", b"x")]
        {
            let error = answer.unwrap_err();
            assert!(matches!(error, ClusterError::Redirected { .. }), "{status}: {error:?}");
            assert!(error.to_string().contains("/login") && !error.to_string().contains("secret"), "{error}");
        }
        assert_eq!(other.requests(), [""; 0]);
    }
}

#[test]
fn refused_access_is_told_with_its_reason_and_not_tried_again() {
    let security =
        r#"{"error":{"type":"security_exception","reason":"no permissions for [indices:data/read/search]"}}"#;
    let blocked = r#"{"error":{"type":"cluster_block_exception","reason":"index [news] blocked by: read-only"}}"#;
    for (status, body, wanted) in [
        ("401 Unauthorized", "Unauthorized", "Unauthorized"),
        ("401 Unauthorized", "<html>", "a web page, as proxies send"),
        ("403 Forbidden", security, "no permissions for [indices:data/read/search]"),
        ("403 Forbidden", "", "no reason given"),
    ] {
        let server = Server::new(vec![Reply::of(status, "", body)]);
        let error = client(&[&server.address], &signed_in()).get("/").unwrap_err();
        assert!(matches!(&error, ClusterError::Refused { reason, .. } if reason == wanted), "{error:?}");
        assert!(!format!("{error} {error:?}").contains(SECRET) && server.requests().len() == 1);
    }
    let server = Server::new(vec![Reply::of("403 Forbidden", "", blocked)]);
    let error = server.client().get("/").unwrap_err();
    assert!(matches!(&error, ClusterError::Status { status: 403, kind, .. } if kind == "cluster_block_exception"));
}

#[test]
fn what_is_not_opensearch_is_recognised() {
    let page = "<!DOCTYPE html><title>Sign in</title>";
    for (body, wanted) in [
        (page, "it sent a web page, as proxies do"),
        ("hello", "its answer is not JSON"),
        ("", "its answer is not JSON"),
        ("7", "it sent JSON of another shape"),
    ] {
        let server = Server::new(vec![Reply::of("200 OK", "", body)]);
        let error = server.client().get("/").unwrap_err();
        assert!(matches!(&error, ClusterError::Unexpected { what, .. } if what == wanted), "{error:?}");
    }
    let server = Server::new(vec![Reply::of("200 OK", "", r#"{"status":"green"}"#)]);
    assert!(matches!(server.client().product(), Err(ClusterError::Unexpected { .. })));
    let server = Server::new(vec![Reply::Bytes(b"SSH-2.0-OpenSSH_10.0\r\n".to_vec())]);
    let error = server.client().get("/").unwrap_err();
    assert!(matches!(error, ClusterError::Unexpected { .. }), "{error:?}");
    let server = Server::new(vec![Reply::of("404 Not Found", "", page)]);
    let error = server.client().get("/").unwrap_err();
    assert!(error.to_string().ends_with("answered 404: a web page, “Sign in”"), "{error}");
}

#[test]
fn of_a_large_error_only_the_beginning_is_read() {
    let long = "x".repeat(10 << 20);
    let body = format!(r#"{{"error":{{"root_cause":[{{"type":"parsing_exception","reason":"{long}"}}]}}}}"#);
    let server = Server::new(vec![Reply::of("400 Bad Request", "", &body)]);
    let error = server.client().get("/").unwrap_err();
    assert!(matches!(&error, ClusterError::Status { kind, .. } if kind == "parsing_exception"), "{error:?}");
    assert!(error.to_string().len() < 500);
}

#[test]
fn a_node_without_tls_is_named() {
    let server = Server::new(vec![Reply::of("400 Bad Request", "", "")]);
    let error = client(&[&server.address.replace("http:", "https:")], &signed_in()).get("/").unwrap_err();
    assert!(matches!(error, ClusterError::Unexpected { .. }), "{error:?}");
    assert!(error.to_string().contains("no encrypted connection"), "{error}");
    assert!(server.requests().iter().all(|request| !request.contains(ENCODED)));
}
