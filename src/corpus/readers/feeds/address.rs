//! URLs in feeds, which may be relative to that of the feed.

/// Returns an absolute URL, resolved against `base`; `None` if it is not a web address.
pub(super) fn absolute(address: &str, base: Option<&str>) -> Option<String> {
    let address = address.trim();
    if is_absolute(address) {
        return Some(address.to_owned());
    }
    let base = base.map(str::trim).filter(|base| is_absolute(base))?;
    if address.is_empty()
        || address.contains(char::is_whitespace)
        || address.starts_with('#')
        || scheme(address).is_some()
    {
        return None;
    }
    let (scheme, rest) = base.split_once("://")?;
    if let Some(rest) = address.strip_prefix("//") {
        return Some(format!("{scheme}://{rest}"));
    }
    let rest = rest.split(['?', '#']).next()?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if address.starts_with('/') {
        return Some(format!("{scheme}://{host}{address}"));
    }
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    Some(format!("{scheme}://{host}/{folder}{}", address.trim_start_matches("./")))
}

pub(super) fn is_absolute(address: &str) -> bool {
    let is_web = scheme(address).is_some_and(|scheme| matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https"));
    is_web && address.contains("://") && !address.contains(char::is_whitespace)
}

fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    (scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-')))
        .then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses_are_completed() {
        for (address, base, expected) in [
            ("https://a.example/b", None, Some("https://a.example/b")),
            ("/b?c=d", Some("https://a.example/x/y"), Some("https://a.example/b?c=d")),
            ("b", Some("https://a.example/x/y?z"), Some("https://a.example/x/b")),
            ("b", Some("https://a.example"), Some("https://a.example/b")),
            ("//c.example/b", Some("https://a.example"), Some("https://c.example/b")),
            ("b", None, None),
            ("urn:x:1", Some("https://a.example"), None),
            ("tag:a.example,2015:1", Some("https://a.example"), None),
            ("not an address", Some("https://a.example"), None),
            ("#b", Some("https://a.example"), None),
        ] {
            assert_eq!(absolute(address, base).as_deref(), expected, "{address}");
        }
    }
}
