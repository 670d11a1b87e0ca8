//! The address of an archive on a cluster.

use serde::{Deserialize, Serialize};
use std::path::Path;
use ureq::http::Uri;
use ureq::http::uri::Authority;

/// The addresses of the nodes of one cluster, and the name of the archive's index on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterLocation {
    /// The addresses, each a scheme, host and port without a path. If one cannot be reached, the next is tried.
    pub addresses: Vec<String>,
    /// The name of the index: an alias of the current one.
    pub index: String,
}

/// The reason why a text is not the address of an archive on a cluster.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LocationError {
    /// An address does not begin with `https://` or `http://`.
    #[error("the address of a cluster begins with https:// or http://, not {0}")]
    Scheme(String),
    /// An address holds a user name or password.
    #[error(
        "the address of a cluster must not hold a user or password: set DATELINE_CLUSTER_USER and DATELINE_CLUSTER_PASSWORD"
    )]
    Credentials,
    /// The host is missing.
    #[error("the address of a cluster lacks a host: write https://HOST:9200/INDEX")]
    Host,
    /// The name of the index is missing or not allowed.
    #[error("an index is named by lower-case letters, digits, - and _, as in https://HOST:9200/news, not {0:?}")]
    Index(String),
}

impl ClusterLocation {
    /// Returns whether the given path of an archive is the address of a cluster.
    pub fn is_address(place: &Path) -> bool {
        place.to_str().is_some_and(|place| place.starts_with("https://") || place.starts_with("http://"))
    }

    /// Parses `https://a:9200,https://b:9200/news`.
    ///
    /// # Errors
    /// If the text is not the address of an index.
    pub fn parse(text: &str) -> Result<Self, LocationError> {
        let (nodes, index) = split_index(text);
        let is_named = |character: char| character.is_ascii_lowercase() || character.is_ascii_digit();
        let is_index = index.starts_with(is_named)
            && index.len() <= MAX_INDEX_BYTES
            && index.chars().all(|character| is_named(character) || "-_".contains(character));
        let addresses = nodes.split(',').map(address).collect::<Result<Vec<_>, _>>()?;
        if !is_index {
            return Err(LocationError::Index(index.to_owned()));
        }
        Ok(Self { addresses, index: index.to_owned() })
    }
}

impl std::fmt::Display for ClusterLocation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.addresses.join(","), self.index)
    }
}

/// The maximum length of the name of an index, in bytes; OpenSearch allows 255, and a rebuild adds a suffix.
const MAX_INDEX_BYTES: usize = 200;

/// Splits the text at the slash after the last address.
fn split_index(text: &str) -> (&str, &str) {
    let last = text.rfind("://").map_or(0, |at| at + "://".len());
    match text.get(last..).and_then(|rest| rest.find('/')) {
        Some(at) => {
            let (nodes, index) = text.split_at(last + at);
            (nodes, index.trim_matches('/'))
        }
        None => (text, ""),
    }
}

/// Validates and returns the address of a node.
pub(super) fn address(text: &str) -> Result<String, LocationError> {
    let text = text.trim();
    // Checked first, so that no error shows a password.
    if text.contains('@') {
        return Err(LocationError::Credentials);
    }
    if !["https://", "http://"].iter().any(|scheme| text.starts_with(scheme)) {
        return Err(LocationError::Scheme(text.to_owned()));
    }
    let text = if host_and_port(text).is_empty() { text } else { text.trim_end_matches('/') };
    let is_part = |character: char| character.is_ascii_alphanumeric() || ".-_:[]".contains(character);
    let is_uri = text.parse::<Uri>().is_ok_and(|uri| {
        let authority = uri.authority().map(Authority::as_str).unwrap_or_default();
        // A port that is not a number is not recognised as one.
        uri.port().is_some() || !authority.trim_start_matches(host_of(text)).contains(':')
    });
    if !is_uri || host_of(text).is_empty() || !host_and_port(text).chars().all(is_part) {
        return Err(LocationError::Host);
    }
    Ok(text.to_owned())
}

fn host_and_port(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, rest)| rest)
}

/// Returns the host of an address; an IPv6 address has brackets.
pub(super) fn host_of(address: &str) -> &str {
    let host = host_and_port(address);
    match host.split_once(']') {
        Some((ip, _)) => host.get(..=ip.len()).unwrap_or(host),
        None => host.split(':').next().unwrap_or(host),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_addresses_of_one_or_several_nodes() {
        let one = ClusterLocation::parse("https://search.example:9200/news").unwrap();
        assert_eq!((one.addresses.len(), one.index.as_str()), (1, "news"));
        let several = ClusterLocation::parse("https://a:9200,http://[::1]:9201/news-2/").unwrap();
        assert_eq!(several.addresses, ["https://a:9200", "http://[::1]:9201"]);
        assert_eq!(several.to_string(), "https://a:9200,http://[::1]:9201/news-2");
    }

    #[test]
    fn refuses_what_is_no_address() {
        for wrong in [
            "https://a:9200",
            "https://a:9200/",
            "https://a:9200/News",
            "https://a:9200/a/b",
            "https://a:9200/_all",
            "https://a:9200/news?x=1",
            "https:///news",
            "https://user:secret@a:9200/news",
            "ftp://a/news",
            "a:9200/news",
            "ftp://user:secret@a/news",
            "https://a b/news",
            "https://:9200/news",
            "https://a:port/news",
            "https://a:99999/news",
            "https://a:1:2/news",
            "https://[::1/news",
            "https://a,https://user:secret@b/news",
            "https://a,b/news",
        ] {
            let error = ClusterLocation::parse(wrong).expect_err(wrong);
            assert!(!error.to_string().contains("secret"), "{error}");
            let is_scheme = matches!(error, LocationError::Scheme(_));
            let lacks_one = !wrong.starts_with("http") || wrong.contains(",b/");
            assert_eq!(is_scheme, lacks_one && !wrong.contains('@'), "{error}");
        }
        assert!(!ClusterLocation::is_address(Path::new("news/https:")));
    }
}
