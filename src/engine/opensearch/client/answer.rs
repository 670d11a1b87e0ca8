//! Reads responses: JSON or errors. Of an error only the beginning is read.

use super::error::ClusterError;
use super::limits::Limits;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::io::{ErrorKind, Read};
use std::time::{Duration, SystemTime};
use ureq::http::{HeaderMap, Response, Uri, header};
use ureq::{Body, Error, Timeout};

/// The maximum length of an error response, in bytes.
const MAX_ERROR: u64 = 16 << 10;

/// The maximum number of characters of a server's text in a message.
const SHOWN_CHARS: usize = 300;

/// Returns the JSON of a response, or its error.
pub(super) fn read<T: DeserializeOwned>(
    address: &str,
    mut response: Response<Body>,
    Limits { answering: limit, answer_bytes, .. }: Limits,
) -> Result<T, ClusterError> {
    let status = response.status().as_u16();
    if (200..300).contains(&status) {
        let bytes = response.body_mut().with_config().limit(answer_bytes).read_to_vec();
        return parse(address, &bytes.map_err(|error| failure(address, error, limit))?);
    }
    if (300..400).contains(&status) {
        return Err(ClusterError::Redirected { address: address.to_owned(), target: target(response.headers()) });
    }
    let retry_after = retry_after(response.headers());
    let mut bytes = Vec::new();
    // If the connection breaks now, the status alone is enough.
    let _ = response.body_mut().as_reader().take(MAX_ERROR).read_to_end(&mut bytes);
    let (kind, reason) = reason(&String::from_utf8_lossy(&bytes));
    // A blocked index returns the same status as a missing permission.
    let is_access = kind.is_empty() || kind == "security_exception";
    match status {
        401 => Err(ClusterError::Refused { address: address.to_owned(), status, reason }),
        403 if is_access => Err(ClusterError::Refused { address: address.to_owned(), status, reason }),
        _ => Err(ClusterError::Status { address: address.to_owned(), status, kind, reason, retry_after }),
    }
}

/// The errors of an established connection that breaks.
const BROKEN: [ErrorKind; 4] =
    [ErrorKind::UnexpectedEof, ErrorKind::ConnectionReset, ErrorKind::ConnectionAborted, ErrorKind::BrokenPipe];

/// Returns the error for a request that got no response or broke off.
pub(super) fn failure(address: &str, error: Error, limit: Duration) -> ClusterError {
    let address = address.to_owned();
    let reason = match error {
        Error::Timeout(Timeout::Connect | Timeout::Resolve) => "no connection in time".to_owned(),
        Error::Timeout(_) => return ClusterError::NoAnswer { address, limit },
        Error::BodyExceedsLimit(limit) => return ClusterError::LargeAnswer { address, limit },
        Error::HostNotFound => "no such host".to_owned(),
        Error::Io(error) => match tls_problem(&error) {
            Some(reason) if reason.contains("certificate") => return ClusterError::Untrusted { address, reason },
            Some(reason) => {
                let what = format!("no encrypted connection is possible: {reason}");
                return ClusterError::Unexpected { address, what };
            }
            None if error.kind() == ErrorKind::TimedOut => return ClusterError::NoAnswer { address, limit },
            None if BROKEN.contains(&error.kind()) => {
                let reason = "the connection broke off".to_owned();
                return ClusterError::Unreachable { address, reason, connected: true };
            }
            None => error.to_string(),
        },
        Error::Rustls(error) => return ClusterError::Untrusted { address, reason: one_line(&error.to_string()) },
        Error::Protocol(error) => {
            return ClusterError::Unexpected { address, what: one_line(&format!("it does not speak HTTP: {error}")) };
        }
        other => other.to_string(),
    };
    ClusterError::Unreachable { address, reason: one_line(&reason), connected: false }
}

/// Returns the reason why the TLS handshake failed; `None` if the connection itself failed.
fn tls_problem(error: &std::io::Error) -> Option<String> {
    let is_tls = error.kind() == ErrorKind::InvalidData;
    is_tls.then(|| one_line(&error.to_string()))
}

fn parse<T: DeserializeOwned>(address: &str, bytes: &[u8]) -> Result<T, ClusterError> {
    let has_shape = bytes.trim_ascii_start().starts_with(b"{") || bytes.trim_ascii_start().starts_with(b"[");
    let what = match serde_json::from_slice(bytes) {
        Ok(answer) if has_shape => return Ok(answer),
        Err(_) if is_page(bytes) => "it sent a web page, as proxies do",
        Err(error) if error.is_syntax() || error.is_eof() => "its answer is not JSON",
        Ok(_) | Err(_) => "it sent JSON of another shape",
    };
    Err(ClusterError::Unexpected { address: address.to_owned(), what: what.to_owned() })
}

fn is_page(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"<")
}

/// Returns the type and the reason of an error response, which may be truncated.
fn reason(text: &str) -> (String, String) {
    let answer: Option<Value> = serde_json::from_str(text).ok();
    let (kind, reason) = match answer.as_ref().and_then(|answer| answer.get("error")) {
        Some(Value::String(reason)) => (String::new(), reason.clone()),
        Some(error) => {
            // The root cause has the error of the shard; the error itself only says that all shards failed.
            let cause = error.pointer("/root_cause/0").unwrap_or(error);
            let field = |key: &str| {
                let text = [cause, error].into_iter().find_map(|from| from.get(key)?.as_str());
                text.unwrap_or_default().to_owned()
            };
            (field("type"), field("reason"))
        }
        None if answer.is_some() => (String::new(), String::new()),
        None => (string_after(text, "\"type\":"), string_after(text, "\"reason\":")),
    };
    let reason = match one_line(&reason) {
        given if !given.is_empty() => given,
        _ if is_page(text.as_bytes()) => page(text),
        _ if answer.is_none() && !text.trim().is_empty() => one_line(text),
        _ => "no reason given".to_owned(),
    };
    (one_line(&kind), reason)
}

/// Returns the description of a web page.
fn page(text: &str) -> String {
    let title = text.split_once("<title>").and_then(|(_, after)| after.split('<').next());
    match title.map(one_line) {
        Some(title) if !title.is_empty() => format!("a web page, “{title}”"),
        _ => "a web page, as proxies send".to_owned(),
    }
}

/// Returns the string after a key in truncated JSON; empty if there is none.
fn string_after(text: &str, key: &str) -> String {
    let Some((_, after)) = text.split_once(key) else { return String::new() };
    match serde_json::Deserializer::from_str(after).into_iter::<Value>().next() {
        Some(Ok(Value::String(text))) => text,
        Some(Err(_)) => after.trim_start().trim_start_matches('"').chars().take(SHOWN_CHARS).collect(),
        _ => String::new(),
    }
}

/// Returns a text of a server as one line of limited length.
pub(super) fn one_line(text: &str) -> String {
    let mut characters = text.trim().chars();
    let line: String = characters.by_ref().take(SHOWN_CHARS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if characters.next().is_some() { line + "…" } else { line }
}

/// Returns the target of a redirect, without user, password and query, which may be secrets.
fn target(headers: &HeaderMap) -> String {
    let location = headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match location.parse::<Uri>() {
        Ok(uri) => {
            let port = uri.port().map(|port| format!(":{port}")).unwrap_or_default();
            let host = uri.host().map(|host| format!("{}://{host}{port}", uri.scheme_str().unwrap_or("https")));
            one_line(&(host.unwrap_or_default() + uri.path()))
        }
        Err(_) => "an invalid address".to_owned(),
    }
}

/// Returns how long the server asks to wait, given as seconds or as a date.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    match text.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => {
            let until = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
            SystemTime::from(until).duration_since(SystemTime::now()).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_tell_their_cause_in_a_line_even_if_cut() {
        let cause = r#"{"error":{"root_cause":[{"type":"index_not_found_exception","reason":"no such index [news]"}],"type":"x","reason":"y"},"status":404}"#;
        let cut = cause.get(..100).unwrap();
        for (text, kind, wanted) in [
            (cause, "index_not_found_exception", "no such index [news]"),
            (cut, "index_not_found_exception", "no such index [news]"),
            (r#"{"error":{"type":"a","reason":"b"}}"#, "a", "b"),
            (r#"{"error":{"root_cause":[],"type":"a","reason":"b\u001b[31m\nc"}}"#, "a", "b [31m c"),
            (r#"{"error":"no handler","status":400}"#, "", "no handler"),
            (r#"{"error":{"type":"a","reason":"a long rea"#, "a", "a long rea"),
            (r#"{"found":false}"#, "", "no reason given"),
            (r#"{"error":[7]}"#, "", "no reason given"),
            ("Unauthorized\n", "", "Unauthorized"),
            ("", "", "no reason given"),
            ("\n<html><h1>502", "", "a web page, as proxies send"),
            ("<html><title>502\tBad\u{1b}[0m</title>", "", "a web page, “502 Bad [0m”"),
            ("<html><title>", "", "a web page, as proxies send"),
        ] {
            assert_eq!(reason(text), (kind.to_owned(), wanted.to_owned()), "{text}");
        }
        assert_eq!(reason(&"x".repeat(1_000_000)).1.chars().count(), SHOWN_CHARS + 1);
    }

    #[test]
    fn redirections_are_named_without_secrets() {
        for (location, wanted) in [
            ("https://other.example/login?token=secret", "https://other.example/login"),
            ("https://user:secret@other.example:8443/", "https://other.example:8443/"),
            ("/elsewhere?secret", "/elsewhere"),
            ("", "an invalid address"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::LOCATION, location.parse().unwrap());
            assert_eq!(target(&headers), wanted);
        }
    }

    #[test]
    fn waits_are_seconds_or_dates() {
        let wait = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RETRY_AFTER, text.parse().unwrap());
            retry_after(&headers)
        };
        assert_eq!(wait(" 7 "), Some(Duration::from_secs(7)));
        let far = wait("Fri, 31 Dec 2100 23:59:59 GMT");
        assert!(far > Some(Duration::from_secs(3600)), "{far:?}");
        for none in ["", "soon", "-3", "Fri, 31 Dec 1999 23:59:59 GMT", "99999999999999999999999"] {
            assert_eq!(wait(none), None, "{none}");
        }
    }
}
