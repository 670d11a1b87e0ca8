//! Encrypted connections and passwords, with nginx in front of a simulated cluster.

use crate::nginx::{Nginx, PASSWORD, USER};
use crate::support::{Case, Outcome};
use std::io::{Read, Write};
use std::net::TcpListener;

/// Starts a server that identifies itself as OpenSearch and has no index.
fn empty_cluster() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap_or_default();
            let (status, body) = if request[..length].starts_with(b"GET / ") {
                ("200 OK", r#"{"version":{"distribution":"opensearch","number":"3.8.0"}}"#)
            } else {
                ("404 Not Found", r#"{"error":{"type":"index_not_found_exception","reason":"no such index [news]"}}"#)
            };
            let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
            let _ = stream.write_all((head + body).as_bytes());
        }
    });
    address
}

/// Runs `stats` with environment variables, and returns the error.
fn error(index: &str, options: &[&str], variables: &[(&str, &str)]) -> String {
    let case = Case::new();
    let mut command = case.command(&[&["stats", "--index", index], options].concat());
    let outcome = Outcome::of(command.envs(variables.iter().copied()));
    assert_eq!(outcome.code, 3, "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("hunter2"), "{}", outcome.stderr);
    outcome.stderr
}

#[test]
fn certificates_and_passwords_are_checked() {
    let Some(nginx) = Nginx::before(&empty_cluster()) else { return };
    let index = format!("{}/news", nginx.address());
    let ca_file = nginx.ca_file().into_os_string().into_string().unwrap();
    let trusting = &["--ca-file", &ca_file][..];
    let signed_in = &[("DATELINE_CLUSTER_USER", USER), ("DATELINE_CLUSTER_PASSWORD", PASSWORD)][..];
    let wrong = &[("DATELINE_CLUSTER_USER", USER), ("DATELINE_CLUSTER_PASSWORD", "hunter3")][..];
    let by_variable = &[signed_in, &[("DATELINE_CA_FILE", ca_file.as_str())]].concat()[..];
    for (options, variables, wanted) in [
        (&[][..], signed_in, "is not trusted: "),
        (trusting, &[][..], "refused access (401)"),
        (trusting, wrong, "refused access (401)"),
        (trusting, signed_in, "no archive in https://127.0.0.1:"),
        (&[], by_variable, "no archive in https://127.0.0.1:"),
    ] {
        let text = error(&index, options, variables);
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    // The certificate is for the IP address.
    let text = error(&index.replace("127.0.0.1", "localhost"), trusting, signed_in);
    assert!(text.contains("is not trusted: ") && text.contains("--ca-file"), "{text}");
    let text = error(&index.replace("https:", "http:"), trusting, signed_in);
    assert!(text.contains("HTTP request was sent to HTTPS port"), "{text}");
}

#[test]
fn a_proxy_without_its_cluster_says_so_after_some_seconds() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let Some(nginx) = Nginx::before(&format!("http://{closed}")) else { return };
    let ca_file = nginx.ca_file().into_os_string().into_string().unwrap();
    let signed_in = [("DATELINE_CLUSTER_USER", USER), ("DATELINE_CLUSTER_PASSWORD", PASSWORD)];
    let text = error(&format!("{}/news", nginx.address()), &["--ca-file", &ca_file], &signed_in);
    assert!(text.contains("cannot be reached: 502, a web page, “502 Bad Gateway”"), "{text}");
}
