//! The settings of a connection: allowed addresses, trusted certificates, credentials.

use super::access::{ClusterAccess, Credentials};
use super::base64;
use super::error::ClusterError;
use super::limits::Limits;
use super::location::{ClusterLocation, address, host_of};
use std::net::IpAddr;
use std::path::Path;
use ureq::Agent;
use ureq::http::HeaderValue;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};

/// The maximum size of a certificate file, in bytes.
const MAX_CERTIFICATES: u64 = 16 << 20;

/// The idle connections to keep per node: as many as a writer uses at once, and those of some searches.
const KEPT_CONNECTIONS: usize = 8;

/// Returns the TLS settings with the trusted authorities.
pub(super) fn trust(access: &ClusterAccess) -> Result<TlsConfig, ClusterError> {
    let roots = match &access.ca_file {
        Some(file) => certificates(file)?,
        None => RootCerts::WebPki,
    };
    Ok(TlsConfig::builder().root_certs(roots).build())
}

/// Returns the HTTP agent, with time limits.
pub(super) fn agent(trust: TlsConfig, limits: Limits) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        // Credentials go only to the addresses of the archive.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .tls_config(trust)
        .timeout_connect(Some(limits.connecting))
        .timeout_global(Some(limits.answering))
        .max_idle_connections(KEPT_CONNECTIONS * 4)
        .max_idle_connections_per_host(KEPT_CONNECTIONS)
        .user_agent(concat!("dateline/", env!("CARGO_PKG_VERSION")))
        .build();
    config.into()
}

/// Returns the addresses of a cluster after checking that all are allowed.
pub(super) fn addresses(location: &ClusterLocation, access: &ClusterAccess) -> Result<Vec<String>, ClusterError> {
    let addresses = location.addresses.iter().map(|text| address(text)).collect::<Result<Vec<_>, _>>()?;
    let is_exposed = |address: &&String| address.starts_with("http://") && !is_loopback(address);
    match addresses.iter().find(is_exposed) {
        Some(exposed) if !access.insecure_http => Err(ClusterError::PlainHttp(exposed.clone())),
        _ => Ok(addresses),
    }
}

/// Returns whether an address is a loopback address.
pub(super) fn is_loopback(address: &str) -> bool {
    let host = host_of(address);
    let ip = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || ip.is_ok_and(|ip| ip.to_canonical().is_loopback())
}

/// Returns the `Authorization` header, marked as sensitive.
pub(super) fn authorization(credentials: &Credentials) -> Result<Option<HeaderValue>, ClusterError> {
    let value = match credentials {
        Credentials::None => return Ok(None),
        Credentials::Basic { user, .. } if user.contains(':') => {
            return Err(ClusterError::Credentials("a user name must not contain a colon"));
        }
        Credentials::Basic { user, password } => {
            format!("Basic {}", base64::encode(format!("{user}:{password}").as_bytes()))
        }
        Credentials::ApiKey(key) => format!("ApiKey {key}"),
        Credentials::Bearer(token) => format!("Bearer {token}"),
    };
    let mut value = HeaderValue::try_from(value)
        .map_err(|_| ClusterError::Credentials("a key or token must not contain control characters"))?;
    value.set_sensitive(true);
    Ok(Some(value))
}

/// Reads the certificates of the authorities.
fn certificates(file: &Path) -> Result<RootCerts, ClusterError> {
    let failed = |reason: String| ClusterError::Certificates { file: file.display().to_string(), reason };
    let size = std::fs::metadata(file).map_err(|error| failed(error.to_string()))?.len();
    if size > MAX_CERTIFICATES {
        return Err(failed("the file is too large".to_owned()));
    }
    let pem = std::fs::read(file).map_err(|error| failed(error.to_string()))?;
    let mut certificates = Vec::new();
    for item in parse_pem(&pem) {
        match item {
            Ok(PemItem::Certificate(certificate)) => certificates.push(certificate),
            Ok(_) => {}
            Err(_) => return Err(failed("it is not in PEM format".to_owned())),
        }
    }
    if certificates.is_empty() {
        return Err(failed("it holds no certificate in PEM format".to_owned()));
    }
    Ok(certificates.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_unless_allowed() {
        let at = |address: &str| ClusterLocation { addresses: vec![address.to_owned()], index: "news".to_owned() };
        let open = ClusterAccess { insecure_http: true, ..ClusterAccess::default() };
        for local in
            ["http://localhost:9200", "http://LOCALHOST", "http://127.0.0.1:9200", "http://127.9.9.9", "http://[::1]:9"]
        {
            assert!(addresses(&at(local), &ClusterAccess::default()).is_ok(), "{local}");
        }
        for other in [
            "http://search.example",
            "http://127.0.0.1.example",
            "http://localhost.example:9200",
            "http://10.0.0.1",
            "http://[fe80::1]",
            "http://0.0.0.0:9200",
            "http://127.1",
        ] {
            let refused = addresses(&at(other), &ClusterAccess::default());
            assert!(matches!(refused, Err(ClusterError::PlainHttp(_))), "{other}");
            assert!(addresses(&at(other), &open).is_ok(), "{other}");
        }
        let both = ClusterLocation {
            addresses: vec!["https://a:9200".to_owned(), "http://b:9200".to_owned()],
            index: "news".to_owned(),
        };
        assert!(matches!(addresses(&both, &ClusterAccess::default()), Err(ClusterError::PlainHttp(_))));
        let secret = at("https://user:secret@a:9200");
        let error = addresses(&secret, &open).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    }

    #[test]
    fn credentials_are_sent_in_the_form_of_their_kind_and_never_shown() {
        let basic = Credentials::Basic { user: "Aladdin".to_owned(), password: "open sesame".to_owned() };
        for (credentials, wanted) in [
            (basic, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
            (Credentials::ApiKey("a2V5".to_owned()), "ApiKey a2V5"),
            (Credentials::Bearer("a.b-c".to_owned()), "Bearer a.b-c"),
        ] {
            let value = authorization(&credentials).unwrap().unwrap();
            assert_eq!(value.to_str().unwrap(), wanted);
            assert!(value.is_sensitive());
            assert!(!format!("{value:?}{credentials:?}").contains(wanted));
        }
        for wrong in [
            Credentials::Bearer("secret\n".to_owned()),
            Credentials::ApiKey("secret\u{0}".to_owned()),
            Credentials::Basic { user: "a:b".to_owned(), password: "secret".to_owned() },
        ] {
            let error = authorization(&wrong).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
        }
    }

    #[test]
    fn a_file_without_certificates_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("empty", ""), ("text", "hello"), ("cut", "-----BEGIN CERTIFICATE-----\nMIIB")] {
            let file = folder.path().join(name);
            std::fs::write(&file, text).unwrap();
            assert!(matches!(certificates(&file), Err(ClusterError::Certificates { .. })), "{name}");
        }
        assert!(matches!(certificates(&folder.path().join("missing")), Err(ClusterError::Certificates { .. })));
    }
}
