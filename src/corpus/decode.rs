//! Detects the character encoding of a file and decodes it.
//!
//! The encoding is that of the byte-order mark or of XML in UTF-16, else UTF-8 if the bytes are valid, else the declared one, else a guess. Valid UTF-8
//! overrides the declaration because browsers that save a page as UTF-8 keep the original `<meta charset>`, while text in another encoding is hardly ever
//! valid UTF-8. The exception is ISO-2022-JP, which consists of ASCII bytes.
//!
//! Text that is UTF-8 except for a few bytes, after a cut or a pasted line, is read as UTF-8: those bytes become the replacement character.

use super::input::Input;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// The number of bytes in which a declaration is searched for; some programs put a long comment before it.
const DECLARATION_WITHIN: usize = 8 * 1024;

/// The evidence for UTF-8 that a file needs per invalid sequence, by the encoding that it declares. Text in Chinese or Korean encodings has about one
/// accidental valid sequence in five.
const UTF_8_DECLARED: usize = 1;
const NONE_DECLARED: usize = 2;
const OTHER_DECLARED: usize = 4;

/// Decodes a whole file.
pub(super) fn file(bytes: Vec<u8>) -> String {
    let encoding = encoding_of(&bytes, true);
    if encoding == UTF_8 && !bytes.starts_with(b"\xEF\xBB\xBF") {
        // In the usual case the bytes are validated without a copy.
        return String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    }
    encoding.decode(&bytes).0.into_owned()
}

/// Decodes a whole file whose encoding is stated outside it, such as in an HTTP response. A byte-order mark and valid UTF-8 take precedence.
pub(super) fn stated(bytes: Vec<u8>, label: Option<&str>) -> String {
    let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    match encoding.filter(|encoding| *encoding != UTF_8 && marked(&bytes).is_none()) {
        Some(encoding) if encoding == ISO_2022_JP || !encoding.is_ascii_compatible() || !is_utf8(&bytes, true) => {
            encoding.decode_without_bom_handling(&bytes).0.into_owned()
        }
        _ => file(bytes),
    }
}

/// Decodes one line of a file whose lines may differ in encoding.
pub(super) fn line(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) if is_mostly_utf8(bytes, NONE_DECLARED) => String::from_utf8_lossy(bytes),
        Err(_) => guess(bytes).decode_without_bom_handling(bytes).0,
    }
}

/// Returns the encoding by the byte-order mark, or by the beginning of an XML file in UTF-16 without one.
pub(super) fn marked(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0, b'<', 0, b'?' | b'!' | b'a'..=b'z' | b'A'..=b'Z', ..] => Some(UTF_16BE),
        [b'<', 0, b'?' | b'!' | b'a'..=b'z' | b'A'..=b'Z', 0, ..] => Some(UTF_16LE),
        _ => Encoding::for_bom(bytes).map(|(encoding, _)| encoding),
    }
}

/// Decodes the buffered beginning of a file.
pub(super) fn head<'a>(input: &'a Input<'_>) -> Cow<'a, str> {
    let bytes = input.head();
    encoding_of(bytes, input.is_whole()).decode(bytes).0
}

/// Decodes the beginning of a file, well enough to detect its format.
pub(super) fn sample(bytes: &[u8]) -> Cow<'_, str> {
    match marked(bytes) {
        Some(encoding) => encoding.decode(bytes).0,
        // Validation is many times faster than lossy decoding.
        None => std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed),
    }
}

/// Returns the encoding of a file that consists of `bytes`, or begins with them if not `whole`.
pub(super) fn encoding_of(bytes: &[u8], whole: bool) -> &'static Encoding {
    if let Some(encoding) = marked(bytes) {
        return encoding;
    }
    if is_utf8(bytes, whole) {
        // ISO-2022-JP switches character sets by escape sequences.
        let escapes = bytes.contains(&0x1B);
        let declared = escapes.then(|| declared(bytes)).flatten();
        return declared.filter(|found| *found == ISO_2022_JP).unwrap_or(UTF_8);
    }
    let declared = declared(bytes);
    let required = match declared {
        Some(found) if found == UTF_8 => UTF_8_DECLARED,
        Some(_) => OTHER_DECLARED,
        None => NONE_DECLARED,
    };
    if is_mostly_utf8(bytes, required) {
        return UTF_8;
    }
    declared.filter(|found| *found != UTF_8).unwrap_or_else(|| guess(bytes))
}

/// Returns whether the evidence for UTF-8 is at least `required` times the number of invalid sequences.
///
/// A valid sequence counts once. It counts twice if it has three bytes or follows a lower-case letter, because in a Western encoding it would begin with a
/// capital letter, and capitals do not occur inside words. A sequence cut off by the end is not invalid.
fn is_mostly_utf8(bytes: &[u8], required: usize) -> bool {
    let (mut evidence, mut invalid) = (0, 0);
    let mut end = 0;
    for chunk in bytes.utf8_chunks() {
        let mut before = ' ';
        for character in chunk.valid().chars() {
            if !character.is_ascii() {
                let inside_word = before.is_ascii_lowercase() && character < '\u{7C0}';
                evidence += if character.len_utf8() > 2 || inside_word { 2 } else { 1 };
            }
            before = character;
        }
        end += chunk.valid().len() + chunk.invalid().len();
        let is_cut =
            end == bytes.len() && std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
        invalid += usize::from(!chunk.invalid().is_empty() && !is_cut);
    }
    evidence > 0 && evidence >= invalid * required
}

/// Returns whether the bytes are valid UTF-8; unless they are the `whole` file, the last character may be incomplete.
fn is_utf8(bytes: &[u8], whole: bool) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => !whole && error.error_len().is_none(),
    }
}

/// Returns the encoding declared by an XML declaration or an HTML `meta` element.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARATION_WITHIN).unwrap_or(bytes).to_ascii_lowercase();
    let head = without_comments(&head);
    let xml = head.starts_with(b"<?xml").then(|| name_after(&head, b"encoding=")).flatten();
    let found = xml.or_else(|| {
        let meta = find(&head, b"<meta")?;
        name_after(head.get(meta..)?, b"charset=")
    })?;
    // A declaration that is readable as ASCII is not in UTF-16, even if it says so.
    Some(if found.is_ascii_compatible() || found == ISO_2022_JP { found } else { UTF_8 })
}

/// Returns markup without its comments, which may contain anything: the address of a saved page, or disabled elements.
fn without_comments(markup: &[u8]) -> Cow<'_, [u8]> {
    const END: &[u8] = b"-->";
    let mut kept = Vec::new();
    let mut rest = markup;
    while let Some(at) = find(rest, b"<!--") {
        let Some(close) = rest.get(at..).and_then(|comment| find(comment, END)) else { break };
        kept.extend_from_slice(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + close + END.len()..).unwrap_or_default();
    }
    if kept.is_empty() && rest.len() == markup.len() {
        return Cow::Borrowed(markup);
    }
    kept.extend_from_slice(rest);
    Cow::Owned(kept)
}

fn name_after(text: &[u8], attribute: &[u8]) -> Option<&'static Encoding> {
    let at = find(text, attribute)? + attribute.len();
    let value = text.get(at..)?;
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|byte| b"\"' ;/>?\r\n\t".contains(byte)).unwrap_or(value.len());
    Encoding::for_label(value.get(..end)?)
}

fn find(text: &[u8], pattern: &[u8]) -> Option<usize> {
    text.windows(pattern.len()).position(|window| window == pattern)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    // A few stray bytes in ASCII text are not enough for the detector; Western European is the most likely encoding.
    if bytes.iter().filter(|byte| !byte.is_ascii()).count() <= 3 {
        return WINDOWS_1252;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        file(bytes.to_vec())
    }

    #[test]
    fn byte_order_mark_decides_and_is_removed() {
        assert_eq!(text(b"\xEF\xBB\xBFtea \xC2\xA32"), "tea £2");
        assert_eq!(text(b"\xFF\xFEt\0e\0a\0"), "tea");
        assert_eq!(text(b"\xFE\xFF\0t\0e\0a"), "tea");
        assert_eq!(text(b"\0<\0?\0x"), "<?x");
        assert_eq!(text(b"<\0r\0>\0"), "<r>");
    }

    #[test]
    fn declaration_counts_unless_the_bytes_are_valid_utf8() {
        let page = b"<!-- saved --><html><meta http-equiv=x content='text/html; charset=windows-1251'>\xcf\xf0\xe8\xe2\xe5\xf2";
        assert!(text(page).ends_with("Привет"));
        let xml = b"<?xml version='1.0' encoding='iso-8859-2'?><p>\xb3\xf3d\xbc, \xb1, \xe6, \xea</p>";
        assert!(text(xml).contains("łódź"));
        let saved = b"<!-- url: http://x.example/?<meta charset=koi8-r> --><!-- x --><meta charset=windows-1251>\xcf\xf0\xe8\xe2\xe5\xf2";
        assert!(text(saved).ends_with("Привет"));
        let rewritten = "<meta charset=iso-8859-1><p>čaj</p>";
        assert_eq!(text(rewritten.as_bytes()), rewritten);
        assert!(text(b"<meta charset=iso-2022-jp>\x1b$B%K%e!<%9\x1b(B").ends_with("ニュース"));
    }

    #[test]
    fn single_non_ascii_byte_is_read_as_windows_1252() {
        assert_eq!(text(b"a \xA315.8m signing"), "a £15.8m signing");
        assert_eq!(line(b"caf\xE9"), "café");
    }

    #[test]
    fn one_bad_byte_does_not_change_the_encoding() {
        for (bytes, expected) in [
            (&b"caf\xC3\xA9 \xE9 x"[..], "café \u{FFFD} x"),
            (b"caf\xC3\xA9, Zo\xC3\xAB\n\xA3 5", "café, Zoë\n\u{FFFD} 5"),
            (b"caf\xC3\xA9 cut \xE2\x80", "café cut \u{FFFD}"),
            ("Ёлка, ветер и дождь \u{1}".as_bytes(), "Ёлка, ветер и дождь \u{1}"),
            (b"<meta charset=utf-8>\xC3\x84rzte \xE9", "<meta charset=utf-8>Ärzte \u{FFFD}"),
            // Western text in which a capital letter and the character after it happen to be valid UTF-8.
            (b"\xABLIBERT\xC9\xBB", "«LIBERTÉ»"),
            (b"\x84gro\xDF\x93 und sch\xF6n", "„groß“ und schön"),
            (b"\xAB\xA0la libert\xE9\xA0\xBB et l'\xE9tat", "«\u{a0}la liberté\u{a0}» et l'état"),
        ] {
            assert_eq!(text(bytes), expected);
            assert_eq!(line(bytes), expected);
        }
        for encoding in [encoding_rs::GBK, encoding_rs::EUC_KR, encoding_rs::BIG5, encoding_rs::WINDOWS_1251] {
            let original = match encoding.name() {
                "EUC-KR" => "서울에서 새로운 역이 문을 열었다 시민들은 기뻐했다",
                "windows-1251" => "Правительство объявило о новых мерах",
                "Big5" => "臺北市政府今天宣布新的車站將於明年啟用",
                _ => "北京市政府今天宣布新的车站将于明年启用",
            };
            assert_eq!(text(&encoding.encode(original).0), original);
        }
    }

    #[test]
    fn undeclared_encoding_is_guessed() {
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("東京で新しい駅が開業しました。利用者は多い。");
        assert_eq!(text(&bytes), "東京で新しい駅が開業しました。利用者は多い。");
    }
}
