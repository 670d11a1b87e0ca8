//! Telling the format of a file by its content.
//!
//! The name of a file is only a hint: archives are full of `.txt` files that hold JSON and `.html`
//! files without a tag. Readers are asked in the order of the registry, the plainest last.

use super::compression::Compression;
use super::decode;
use super::input::Input;
use super::readers::Format;
use super::skip::SkipReason;
use encoding_rs::Encoding;
use std::borrow::Cow;
use std::path::Path;

/// How much of a file is looked at.
const SAMPLE: usize = 64 * 1024;
/// Bytes of which more than one in this many are control characters are no text.
const CONTROL_SHARE: usize = 10;

const SAVE_AS_TEXT: &str = "save it as text, HTML or Markdown to have it read";
const UNPACK_IT: &str = "unpack it to have its files read";
const NOT_NEWS: &str = "it is left out";

/// What files that are no text begin with.
const KINDS: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF document", SAVE_AS_TEXT),
    (b"{\\rtf", "an RTF document", SAVE_AS_TEXT),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document", SAVE_AS_TEXT),
    (b"bplist00", "a Safari web archive or property list", SAVE_AS_TEXT),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", UNPACK_IT),
    (b"Rar!\x1A\x07", "a RAR archive", UNPACK_IT),
    (b"\x89PNG", "a PNG image", NOT_NEWS),
    (b"\xFF\xD8\xFF", "a JPEG image", NOT_NEWS),
    (b"GIF8", "a GIF image", NOT_NEWS),
    (b"II*\0", "a TIFF image", NOT_NEWS),
    (b"MM\0*", "a TIFF image", NOT_NEWS),
    (b"OggS", "an Ogg recording", NOT_NEWS),
    (b"ID3", "an MP3 recording", NOT_NEWS),
    (b"SQLite format 3\0", "an SQLite database", NOT_NEWS),
    (b"\x7FELF", "a program", NOT_NEWS),
];

/// What a ZIP archive holds, by a name that stands near its beginning.
const ZIP_KINDS: &[(&[u8], &str, &str)] = &[
    (b"word/", "a Word document", SAVE_AS_TEXT),
    (b"xl/", "an Excel workbook", "save it as CSV or JSON to have it read"),
    (b"ppt/", "a PowerPoint presentation", SAVE_AS_TEXT),
    (b"application/epub+zip", "an EPUB book", SAVE_AS_TEXT),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file", SAVE_AS_TEXT),
];

/// The beginning of a file, as readers see it when asked whether it is theirs.
pub(super) struct Sample<'a> {
    /// The text, without a byte-order mark and without white space before it.
    pub(super) text: &'a str,
    /// The extension in lower case, that of a compression left out; empty where there is none.
    pub(super) extension: &'a str,
}

/// Returns the format of a file: the one that the options name, else the first that recognises it.
pub(super) fn format_of(input: &Input<'_>, path: &Path, named: Option<Format>) -> Result<Format, SkipReason> {
    let head = input.head();
    let head = head.get(..SAMPLE).unwrap_or(head);
    if head.is_empty() {
        return Err(SkipReason::Empty);
    }
    if let Some((kind, advice)) = binary_kind(head) {
        return Err(SkipReason::Binary { kind, advice });
    }
    if let Some(format) = named {
        return Ok(format);
    }
    let text = decode::sample(head);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if text.is_empty() && input.is_whole() {
        return Err(SkipReason::Empty);
    }
    let extension = extension(path);
    let sample = Sample { text, extension: &extension };
    Format::recognised(&sample).ok_or_else(|| SkipReason::UnknownFormat {
        found: describe(&sample),
        known: Format::all().map(Format::name).collect::<Vec<_>>().join(", "),
    })
}

/// Returns what a file is whose bytes are no text, and what to do about it.
fn binary_kind(head: &[u8]) -> Option<(&'static str, &'static str)> {
    if let Some((_, kind, advice)) = KINDS.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Some((kind, advice));
    }
    if head.starts_with(b"PK\x03\x04") {
        let inside = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
        let kind = ZIP_KINDS.iter().find(|(name, ..)| inside(name));
        return Some(kind.map_or(("a ZIP archive", UNPACK_IT), |(_, kind, advice)| (*kind, *advice)));
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some(("a tar archive", UNPACK_IT));
    }
    if Compression::of(head).is_some() {
        return Some(("a compressed file within a compressed file", UNPACK_IT));
    }
    // Every other byte of UTF-16 is NUL in Western languages.
    let is_utf16 = Encoding::for_bom(head).is_some_and(|(encoding, _)| !encoding.is_ascii_compatible());
    if is_utf16 {
        return None;
    }
    let is_control = |byte: &u8| *byte < b' ' && !byte.is_ascii_whitespace() && *byte != 0x1B;
    let control: usize = head.iter().map(|byte| usize::from(is_control(byte))).sum();
    let binary = head.contains(&0) || control > head.len() / CONTROL_SHARE;
    binary.then_some(("a binary file", NOT_NEWS))
}

fn extension(path: &Path) -> Cow<'_, str> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let mut parts: Vec<&str> = name.split('.').skip(1).collect();
    if parts.last().is_some_and(|last| Compression::is_extension(last)) {
        parts.pop();
    }
    Cow::Owned(parts.last().copied().unwrap_or_default().to_owned())
}

/// Returns what to call a text whose format nobody recognised.
fn describe(sample: &Sample<'_>) -> String {
    if sample.text.starts_with('<') {
        let markup = sample.text.trim_start_matches("<?xml");
        let root = markup.split('<').find_map(|tag| {
            let name: &str = tag.split([' ', '>', '/', '\n', '\r', '\t']).next()?;
            name.starts_with(|c: char| c.is_alphabetic()).then_some(name)
        });
        return root.map_or("XML".to_owned(), |root| format!("XML with <{root}>"));
    }
    match sample.extension {
        "" => "this text".to_owned(),
        extension => format!("a .{extension} file"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_of(file: &str, content: &[u8]) -> String {
        match format_of(&Input::whole(content), Path::new(file), None) {
            Ok(format) => format.name().to_owned(),
            Err(reason) => reason.code().to_owned(),
        }
    }

    #[test]
    fn formats_are_told_by_content() {
        for (file, content, expected) in [
            ("a", "Flood\n\nThe river rose.", "text"),
            ("a.txt", "{\"title\": \"Flood\"}", "json"),
            ("a.txt.gz", "[{\"title\": \"Flood\"}]", "json"),
            ("a.json", "{\"title\": \"Flood\"}\n{\"title\": \"Fire\"}\n", "json-lines"),
            ("a.json", "{\n  \"title\": \"Flood\"\n}\n", "json"),
            ("a.json", "// from the service\n// on Monday\n{\"articles\": []}", "json"),
            ("a.jsonl", "{\"title\": \"Flood\"}", "json-lines"),
            ("a", "<!DOCTYPE html><p>Flood", "html"),
            ("a.txt", "<?xml version='1.0'?>\n<!DOCTYPE html>\n<html>", "html"),
            ("a.htm", "<p>Flood", "html"),
            ("a.html", "Flood\n\nThe river rose.", "text"),
            ("a", "---\ntitle: Flood\n---\nThe river rose.", "markdown"),
            ("a", "+++\ntitle = 'Flood'\n+++\nThe river rose.", "markdown"),
            ("a.md", "The river rose.", "markdown"),
            ("a", "# Flood\n\nThe river rose.", "markdown"),
            ("a.xml", "<?xml version='1.0'?><rss><channel/></rss>", "unknown-format"),
            ("a.csv", "title,text\nFlood,The river rose.", "unknown-format"),
            ("a.txt", "[Advertisement] The river rose.", "text"),
            ("a.txt", " \n\n", "empty"),
            ("a.txt", "", "empty"),
        ] {
            assert_eq!(name_of(file, content.as_bytes()), expected, "{file}: {content}");
        }
    }

    #[test]
    fn files_that_are_no_text_are_called_by_their_kind() {
        let kind = |content: &[u8]| match format_of(&Input::whole(content), Path::new("a.txt"), "text".parse().ok()) {
            Err(SkipReason::Binary { kind, .. }) => kind,
            _ => "text",
        };
        assert_eq!(kind(b"%PDF-1.4\n"), "a PDF document");
        assert_eq!(kind(b"PK\x03\x04.......word/document.xml"), "a Word document");
        assert_eq!(kind(b"PK\x03\x04.......notes.txt"), "a ZIP archive");
        assert_eq!(kind(b"{\\rtf1 Flood}"), "an RTF document");
        assert_eq!(kind(b"flood\0flood"), "a binary file");
        assert_eq!(kind(b"\xFF\xFEf\0l\0"), "text");
        assert_eq!(kind("Fl\u{fc}ge nach \u{41c}oskau".as_bytes()), "text");
    }

    #[test]
    fn xml_is_called_by_its_root() {
        let reason = format_of(&Input::whole(b"<?xml version='1.0'?>\n<!-- x --><nitf a='b'>"), Path::new("a"), None);
        let Err(reason) = reason else { panic!("no reader knows NITF") };
        assert!(reason.to_string().starts_with("XML with <nitf>"), "{reason}");
    }
}
