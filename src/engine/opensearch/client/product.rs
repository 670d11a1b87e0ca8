//! The product and version of a cluster.

use super::error::ClusterError;
use super::transport::Client;
use serde_json::Value;

/// The oldest version with all the required features.
const OLDEST: (u32, u32) = (2, 19);

/// The versions that the tests run with.
const TESTED: [(u32, u32); 2] = [(2, 19), (3, 8)];

/// The required feature that Elasticsearch and earlier versions lack.
const LACKING: &str = "the token filter delimited_term_freq";

/// A supported version of OpenSearch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::engine::opensearch) struct Product {
    /// The version, such as `3.8.0`.
    pub version: String,
    /// Whether the tests run with it; others should work.
    pub is_tested: bool,
}

impl Client {
    /// Returns the version of the cluster.
    ///
    /// # Errors
    /// If it is another product or too old, or as for [`get`](Self::get).
    pub(in crate::engine::opensearch) fn product(&self) -> Result<Product, ClusterError> {
        product(&self.get("/")?, &self.address())
    }
}

/// Returns the version in the response of a cluster.
fn product(answer: &Value, address: &str) -> Result<Product, ClusterError> {
    let text = |path: &str| answer.pointer(path).and_then(Value::as_str);
    let (Some(version), Some(number)) = (text("/version/number"), text("/version/number").and_then(major_and_minor))
    else {
        let what = "it names no version".to_owned();
        return Err(ClusterError::Unexpected { address: address.to_owned(), what });
    };
    let version = super::answer::one_line(version);
    match text("/version/distribution") {
        Some("opensearch") if number >= OLDEST => Ok(Product { version, is_tested: TESTED.contains(&number) }),
        Some("opensearch") => Err(unsupported("OpenSearch", &version)),
        None if answer.pointer("/version/lucene_version").is_some() => Err(unsupported("Elasticsearch", &version)),
        Some(other) => Err(unsupported(&super::answer::one_line(other), &version)),
        None => {
            let what = "it does not say that it is OpenSearch".to_owned();
            Err(ClusterError::Unexpected { address: address.to_owned(), what })
        }
    }
}

fn unsupported(name: &str, version: &str) -> ClusterError {
    ClusterError::Unsupported { found: format!("{name} {version}"), lacks: LACKING }
}

fn major_and_minor(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.split(['.', '-']);
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn open_search(version: &str) -> Value {
        json!({ "version": { "distribution": "opensearch", "number": version, "lucene_version": "9.12.1" } })
    }

    #[test]
    fn versions_since_2_19_can_be_used() {
        for (version, is_tested) in [("2.19.1", true), ("3.8.0", true), ("3.9.0-SNAPSHOT", false), ("11.0.0", false)] {
            let found = product(&open_search(version), "http://a").unwrap();
            assert_eq!(found, Product { version: version.to_owned(), is_tested });
        }
    }

    #[test]
    fn others_are_refused_by_name() {
        let elastic =
            json!({ "version": { "number": "8.17.0", "build_flavor": "default", "lucene_version": "9.12.0" } });
        for (answer, name) in [
            (open_search("2.18.0"), "OpenSearch 2.18.0"),
            (open_search("1.3.20"), "OpenSearch 1.3.20"),
            (elastic, "Elasticsearch 8.17.0"),
            (json!({ "version": { "distribution": "other\nname", "number": "3.0" } }), "other name 3.0"),
        ] {
            let error = product(&answer, "http://a").unwrap_err().to_string();
            assert!(error.starts_with(name) && error.contains("delimited_term_freq"), "{error}");
        }
    }

    #[test]
    fn other_servers_are_recognised() {
        for answer in [json!({}), json!([]), json!({ "version": "3.8.0" }), json!({ "version": { "number": "3.8.0" } })]
        {
            assert!(matches!(product(&answer, "http://a"), Err(ClusterError::Unexpected { .. })), "{answer}");
        }
    }
}
