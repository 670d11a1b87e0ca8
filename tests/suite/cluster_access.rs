//! The address of a cluster in place of a folder, and the credentials for it.

use crate::support::{Case, Outcome};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

const ADDRESS: &str = "https://search.example:9200/news";

/// Returns the names in the temporary folder.
fn names(case: &Case) -> Vec<String> {
    let entries = fs::read_dir(case.root()).unwrap().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn writing_needs_the_folder_of_the_archive() {
    let case = Case::new();
    case.article("a.txt", "Flood", "Water.");
    for command in [
        &["index"][..],
        &["index", "news"],
        &["index", "news", "--dry-run"],
        &["index", "--rebuild"],
        &["add", "news/a.txt"],
        &["remove", "0123456789ab"],
        &["forget", "news"],
        &["check", "--repair"],
        &["search", "--in", "news", "flood"],
    ] {
        let outcome = case.expect(2, &[&["--index", ADDRESS], command].concat());
        assert!(outcome.stderr.contains("writing needs the archive's folder"), "{command:?}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(ADDRESS), "{command:?}: {}", outcome.stderr);
    }
    let outcome = case.expect(2, &["--index", ADDRESS, "backup", "copy"]);
    assert!(outcome.stderr.contains("_snapshot"), "{}", outcome.stderr);
    assert_eq!(names(&case), ["news"]);
}

#[test]
fn the_configuration_file_may_name_a_cluster() {
    let case = Case::new();
    let config = case.root().join("config/dateline");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("config.toml"), format!("index = \"{ADDRESS}\"\n")).unwrap();
    let outcome = case.expect(2, &["index", "news"]);
    assert!(outcome.stderr.contains(&format!("and {ADDRESS} is")), "{}", outcome.stderr);
    let mut command = case.command(&["index", "news"]);
    let outcome = Outcome::of(command.env("DATELINE_INDEX", "http://[::1]:9200/news"));
    assert!(outcome.stderr.contains("http://[::1]:9200/news is"), "{}", outcome.stderr);
    assert_eq!(names(&case), ["config", "news"]);
}

#[test]
fn an_invalid_address_is_explained_without_its_password() {
    let case = Case::new();
    for address in ["https://me:hunter2@search.example/news", "https://search.example:9200/", "https:///news"] {
        for arguments in [&["--index", address, "stats"][..], &["index", "news", "--cluster", address]] {
            let outcome = case.expect(2, arguments);
            assert!(outcome.stderr.contains("https://HOST") || outcome.stderr.contains("DATELINE_CLUSTER_USER"));
            assert!(!outcome.stderr.contains("hunter2") && outcome.stderr.lines().count() < 3, "{}", outcome.stderr);
        }
    }
    assert_eq!(names(&case), ["news"]);
}

#[test]
fn options_for_a_new_index_need_its_cluster() {
    let case = Case::new();
    for arguments in [
        &["index", "news", "--shards", "3"][..],
        &["index", "news", "--replicas", "1"],
        &["index", "news", "--cluster", ADDRESS, "--shards", "0"],
        &["index", "news", "--cluster", ADDRESS, "--shards", "1025"],
        &["index", "news", "--cluster", ADDRESS, "--replicas", "-1"],
        &["index", "news", "--cluster", ADDRESS, "--dry-run"],
    ] {
        case.expect(2, arguments);
    }
    assert_eq!(names(&case), ["news"]);
}

#[test]
fn one_way_to_sign_in_is_given_and_never_shown() {
    let case = Case::new();
    for (variables, wanted) in [
        (&[("DATELINE_CLUSTER_USER", "hunter2")][..], "a user without a password"),
        (&[("DATELINE_CLUSTER_PASSWORD", "hunter2")], "a user without a password"),
        (&[("DATELINE_CLUSTER_API_KEY", "hunter2"), ("DATELINE_CLUSTER_TOKEN", "hunter2")], "more than one way"),
    ] {
        let outcome = Outcome::of(case.command(&["stats"]).envs(variables.iter().copied()));
        assert_eq!(outcome.code, 2);
        assert!(outcome.stderr.contains(wanted) && !outcome.stderr.contains("hunter2"), "{}", outcome.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_credentials_file_that_others_may_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let case = Case::new();
    let config = case.root().join("config/dateline");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("config.toml"), "cluster_credentials_file = \"cluster.toml\"\n").unwrap();
    let missing = case.expect(2, &["stats"]);
    assert!(missing.stderr.contains("cannot read the credentials"), "{}", missing.stderr);
    let file = config.join("cluster.toml");
    fs::write(&file, "token = \"hunter2\"\n").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    let refused = case.expect(2, &["stats"]);
    assert!(refused.stderr.contains("others may read") && refused.stderr.contains("chmod 600"), "{}", refused.stderr);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let accepted = case.expect(3, &["stats"]);
    assert!(accepted.stderr.contains("no archive"), "{}", accepted.stderr);
    fs::write(&file, "token = hunter2\n").unwrap();
    let invalid = case.expect(2, &["stats"]);
    assert!(invalid.stderr.contains("line 1") && !invalid.stderr.contains("hunter2"), "{}", invalid.stderr);
}

/// Starts a server that gives every request the same response; returns its address and the requests.
fn serve(answer: &'static str) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let requests: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&requests);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap_or_default();
            seen.lock().unwrap().push(String::from_utf8_lossy(&request[..length]).into_owned());
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    (address, requests)
}

#[test]
fn credentials_reach_the_cluster_and_no_message() {
    let case = Case::new();
    let (address, requests) = serve("HTTP/1.1 401 Unauthorized\r\ncontent-length: 12\r\n\r\nUnauthorized");
    let index = format!("{address}/news");
    for (variables, header) in [
        (&[("DATELINE_CLUSTER_USER", "me"), ("DATELINE_CLUSTER_PASSWORD", "hunter2")][..], "Basic bWU6aHVudGVyMg=="),
        (&[("DATELINE_CLUSTER_API_KEY", "hunter2")], "ApiKey hunter2"),
        (&[("DATELINE_CLUSTER_TOKEN", "hunter2")], "Bearer hunter2"),
    ] {
        requests.lock().unwrap().clear();
        let mut command = case.command(&["search", "flood", "--index", &index]);
        let outcome = Outcome::of(command.envs(variables.iter().copied()));
        assert_eq!(outcome.code, 3, "{}", outcome.stderr);
        assert!(outcome.stderr.contains("refused access (401)"), "{}", outcome.stderr);
        assert!(!outcome.stderr.contains("hunter2") && !outcome.stderr.contains("bWU6"), "{}", outcome.stderr);
        let requests = requests.lock().unwrap();
        assert!(!requests.is_empty() && requests.iter().all(|request| request.contains(header)), "{requests:?}");
    }
}

#[test]
fn commands_end_with_a_clear_error_where_no_opensearch_answers() {
    let case = Case::new();
    let page = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>";
    let elastic = r#"{"version":{"number":"8.17.0","lucene_version":"9.12.0"}}"#;
    let elastic = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{elastic}", elastic.len());
    let redirect = "HTTP/1.1 302 Found\r\nlocation: https://login.example/?key=1\r\ncontent-length: 0\r\n\r\n";
    for (answer, wanted) in [
        (page, "it sent a web page"),
        (elastic.leak(), "Elasticsearch 8.17.0 is not supported"),
        (redirect, "redirects to https://login.example/\n"),
    ] {
        let (address, _) = serve(answer);
        let index = format!("{address}/news");
        for command in [
            &["search", "flood"][..],
            &["kwic", "flood"],
            &["count", "flood"],
            &["terms", "flo"],
            &["show", "0123456789ab"],
            &["stats"],
        ] {
            let outcome = case.expect(3, &[&["--index", &index], command].concat());
            assert!(outcome.stderr.contains(wanted), "{command:?}: {}", outcome.stderr);
        }
    }
    assert_eq!(names(&case), ["news"]);
}

#[test]
fn other_machines_are_not_talked_to_without_encryption_unless_allowed() {
    let case = Case::new();
    let arguments = ["--index", "http://search.invalid:9200/news", "stats"];
    let refused = case.expect(3, &arguments);
    assert!(
        refused.stderr.contains("not encrypted") && refused.stderr.contains("--insecure-http"),
        "{}",
        refused.stderr
    );
    let allowed = case.expect(3, &[&arguments[..], &["--insecure-http"]].concat());
    assert!(allowed.stderr.contains("cannot be reached"), "{}", allowed.stderr);
    let no_file = case.expect(3, &[&arguments[..], &["--insecure-http", "--ca-file", "missing.pem"]].concat());
    assert!(no_file.stderr.contains("certificates in missing.pem"), "{}", no_file.stderr);
}
