//! Header fields, as in records of web archives, HTTP responses and parts of MHTML.

/// The maximum total length of the fields of one record.
pub(super) const MOST_BYTES: usize = 64 * 1024;

/// Named fields, in their order.
#[derive(Debug, Default)]
pub(super) struct Headers(Vec<(String, String)>);

impl Headers {
    /// Parses lines `name: value`; lines that begin with white space continue the previous one, other lines are ignored.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in text.lines() {
            match (line.starts_with([' ', '\t']), fields.last_mut()) {
                (true, Some((_, value))) => {
                    if !value.is_empty() {
                        value.push(' ');
                    }
                    value.push_str(line.trim());
                }
                _ => {
                    if let Some((name, value)) = line.split_once(':') {
                        fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                    }
                }
            }
        }
        Self(fields)
    }

    /// Returns the first value of a field, by its name in lower case; `None` if it is absent or empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// Returns all values of a list of words, such as `gzip, br`, in lower case.
    pub(super) fn words(&self, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value);
        values
            .flat_map(|value| value.split(','))
            .map(|word| word.trim().to_ascii_lowercase())
            .filter(|word| !word.is_empty())
            .collect()
    }

    /// Returns the media type that the field `content-type` states.
    pub(super) fn media_type(&self) -> Option<MediaType<'_>> {
        self.get("content-type").map(MediaType::parse)
    }
}

/// A media type such as `text/html; charset=utf-8`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MediaType<'a> {
    /// Its name in lower case.
    pub(super) name: String,
    parameters: &'a str,
}

impl<'a> MediaType<'a> {
    /// Parses the value of `Content-Type`, also with a comma or white space before its parameters.
    pub(super) fn parse(value: &'a str) -> Self {
        let end = value.find([';', ',', ' ', '\t']).unwrap_or(value.len());
        let (name, parameters) = value.split_at(end);
        Self { name: name.trim_matches(['"', '\'']).to_ascii_lowercase(), parameters }
    }

    /// Returns a parameter, such as the charset.
    pub(super) fn parameter(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.parameters;
        loop {
            rest = rest.trim_start_matches([';', ',', ' ', '\t', '\r', '\n']);
            let (key, after) = rest.split_once('=')?;
            let after = after.trim_start();
            let (value, after) = match after.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => after.split_at(after.find([';', ',', ' ', '\t', '\r', '\n']).unwrap_or(after.len())),
            };
            if key.trim().eq_ignore_ascii_case(name) {
                return Some(value.trim_matches(['\'', ' '])).filter(|value| !value.is_empty());
            }
            rest = after;
        }
    }

    /// Returns whether it is the media type of a web page.
    pub(super) fn is_page(&self) -> bool {
        matches!(self.name.as_str(), "text/html" | "application/xhtml+xml" | "application/vnd.wap.xhtml+xml")
    }
}

/// Splits bytes into the lines up to the first empty one, and the rest.
pub(super) fn split_head(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', bytes) {
        let line = bytes.get(start..end).unwrap_or_default();
        if line.trim_ascii_end().is_empty() {
            return (bytes.get(..start).unwrap_or_default(), bytes.get(end + 1..).unwrap_or_default());
        }
        start = end + 1;
    }
    (bytes, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_in_any_case_and_over_several_lines() {
        let headers = Headers::parse(b"WARC-Type : response\r\nwarc-target-uri:\r\n <http://x.example/a:b>\r\nrubbish\r\nContent-Encoding: gzip, BR\r\ncontent-encoding:\r\n");
        assert_eq!(headers.get("warc-type"), Some("response"));
        assert_eq!(headers.get("warc-target-uri"), Some("<http://x.example/a:b>"));
        assert_eq!(headers.words("content-encoding"), ["gzip", "br"]);
        assert_eq!(headers.get("rubbish"), None);
    }

    #[test]
    fn media_types_have_parameters() {
        for (value, name, charset) in [
            ("text/html; charset=UTF-8", "text/html", Some("UTF-8")),
            ("Text/HTML;charset=\"windows-1251\"; x=y", "text/html", Some("windows-1251")),
            ("text/html, charset=gbk", "text/html", Some("gbk")),
            ("text/html; x=\"a;b\"; Charset='koi8-r'", "text/html", Some("koi8-r")),
            ("text/html;charset=", "text/html", None),
            ("text/html", "text/html", None),
            ("", "", None),
        ] {
            let media = MediaType::parse(value);
            assert_eq!((media.name.as_str(), media.parameter("charset")), (name, charset), "{value}");
        }
        assert!(MediaType::parse("application/xhtml+xml;x").is_page());
    }

    #[test]
    fn the_head_ends_at_an_empty_line() {
        assert_eq!(split_head(b"a: b\r\nc: d\r\n\r\nbody\n\nmore"), (&b"a: b\r\nc: d\r\n"[..], &b"body\n\nmore"[..]));
        assert_eq!(split_head(b"a: b\n\nbody"), (&b"a: b\n"[..], &b"body"[..]));
        assert_eq!(split_head(b"a: b"), (&b"a: b"[..], &b""[..]));
        assert_eq!(split_head(b"\nbody"), (&b""[..], &b"body"[..]));
    }
}
