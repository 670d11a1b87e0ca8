//! Detects the format of a file from its content.
//!
//! The file extension is only a hint: archives are full of `.txt` files that contain JSON and `.html` files without a tag. Readers are tried in the order of
//! the registry, plain text last.

use super::compression::Compression;
use super::decode;
use super::format::Format;
use super::input::Input;
use super::reader::FormatSample;
use super::readers::other_format;
use super::skip::SkipReason;
use super::xml;
use std::borrow::Cow;
use std::path::Path;

/// The number of bytes examined.
const SAMPLE: usize = 64 * 1024;
/// Content with more than one control character in this many bytes is binary.
const CONTROL_SHARE: usize = 10;

/// A kind of non-text file, and advice on how to make it readable.
type BinaryKind = (&'static str, Option<&'static str>);

const SAVE_AS_TEXT: Option<&str> = Some("save it as text, HTML or Markdown to index it");
const SAVE_AS_DOCX: Option<&str> = Some("save it as DOCX, ODT, RTF or PDF to index it");
const SAVE_AS_XLSX: Option<&str> = Some("save it as XLSX or CSV to index it");
const SAVE_AS_PDF: Option<&str> = Some("export it as PDF to index it");
const CONVERT_TO_EPUB: Option<&str> = Some("convert it to EPUB or PDF to index it");
const EXPORT_MAIL: Option<&str> = Some("export its messages as mbox or EML to index them");
const SAVE_AS_JSON: Option<&str> = Some("save it as JSON to index it");
const UNPACK: Option<&str> = Some("unpack it to index the files inside");

/// Signatures at the beginning of binary files.
const SIGNATURES: &[(&[u8], BinaryKind)] = &[
    (OLE, ("an old Office document", SAVE_AS_DOCX)),
    (b"!BDN", ("an Outlook data file (PST or OST)", EXPORT_MAIL)),
    (b"\xCF\xAD\x12\xFE", ("an Outlook Express mailbox", EXPORT_MAIL)),
    (b"\xFFWPC", ("a WordPerfect document", SAVE_AS_DOCX)),
    (b"AT&TFORM", ("a DjVu document", Some("convert it to PDF to index it"))),
    (b"ITOLITLS", ("a Microsoft Reader book", CONVERT_TO_EPUB)),
    (b"ITSF", ("a compiled HTML help file", UNPACK)),
    (b"\x06\x06\xED\xF5\xD8\x1D\x46\xE5", ("an InDesign document", SAVE_AS_PDF)),
    (b"\0\0MMXPR", ("a QuarkXPress document", SAVE_AS_PDF)),
    (b"\0\0IIXPR", ("a QuarkXPress document", SAVE_AS_PDF)),
    (b"HWP Document File", ("a Hangul document (HWP)", SAVE_AS_DOCX)),
    (b"bplist00", ("a property list without a web page", None)),
    (b"Rar!\x1A\x07", ("a RAR archive", UNPACK)),
    (b"\x89PNG", ("a PNG image", None)),
    (b"\xFF\xD8\xFF", ("a JPEG image", None)),
    (b"GIF8", ("a GIF image", None)),
    (b"II*\0", ("a TIFF image", None)),
    (b"MM\0*", ("a TIFF image", None)),
    (b"OggS", ("an Ogg recording", None)),
    (b"ID3", ("an MP3 recording", None)),
    (b"SQLite format 3\0", ("an SQLite database", None)),
    (b"\x7FELF", ("a program", None)),
];

/// The magic number of the old formats of Office, Outlook and others.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// The kinds of such files, by the name of a stream in them, in UTF-16.
const OLE_KINDS: &[(&str, BinaryKind)] = &[
    ("EncryptedPackage", ("an encrypted Office document", Some("save it without a password to index it"))),
    ("WordDocument", ("an old Word document (DOC)", SAVE_AS_DOCX)),
    ("PowerPoint Document", ("an old PowerPoint presentation (PPT)", SAVE_AS_PDF)),
    ("Workbook", ("an old Excel workbook (XLS)", SAVE_AS_XLSX)),
    ("__nameid_version1.0", ("an Outlook message (MSG)", Some("save it as EML to index it"))),
    ("HwpSummaryInformation", ("a Hangul document (HWP)", SAVE_AS_DOCX)),
    ("FileHeader", ("a Hangul document (HWP)", SAVE_AS_DOCX)),
    ("MatOST", ("a Microsoft Works document", SAVE_AS_DOCX)),
    ("Quill", ("a Publisher document", SAVE_AS_PDF)),
];

/// Kinds of ZIP archives, by a name near the beginning of the archive.
const ZIP_KINDS: &[(&[u8], BinaryKind)] = &[
    (b"word/", ("a Word document", SAVE_AS_TEXT)),
    (b"xl/", ("an Excel workbook", SAVE_AS_JSON)),
    (b"ppt/", ("a PowerPoint presentation", SAVE_AS_PDF)),
    (b"application/hwp+zip", ("a Hangul document (HWPX)", SAVE_AS_DOCX)),
    (b"application/vnd.oasis.opendocument.presentation", ("an OpenDocument presentation", SAVE_AS_PDF)),
    (b"application/vnd.oasis.opendocument", ("an OpenDocument file", SAVE_AS_PDF)),
    (b".iwa", ("a Pages, Numbers or Keynote document", Some("export it as Word, CSV or PDF to index it"))),
    (
        b"buildVersionHistory.plist",
        ("a Pages, Numbers or Keynote document", Some("export it as Word, CSV or PDF to index it")),
    ),
];

/// The offset of the magic number of a book for Palm and Kindle readers, and its values.
const PALM: (usize, &[&[u8]]) = (60, &[b"BOOKMOBI", b"TEXtREAd"]);

/// The formats that a file may have even if nothing in it identifies them.
const GENERAL_FORMATS: &[&str] = &["text", "markdown", "html", "json", "json-lines"];

/// Returns `named` if given, or else the first format that recognises the file.
pub(super) fn detect_format(input: &Input<'_>, path: &Path, named: Option<Format>) -> Result<Format, SkipReason> {
    let head = input.head();
    let head = head.get(..SAMPLE).unwrap_or(head);
    if head.is_empty() {
        return Err(SkipReason::Empty);
    }
    let extension = extension(path);
    let bytes = FormatSample { text: "", bytes: head, extension: &extension };
    let binary = Format::all().find(|format| format.reader().is_binary() && format.reader().recognises(&bytes));
    if let Some(format) = named.or(binary).filter(|format| format.reader().is_binary()) {
        return Ok(format);
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
    let sample = FormatSample { text, bytes: head, extension: &extension };
    Format::recognised(&sample)
        .ok_or_else(|| SkipReason::UnknownFormat { found: describe(&sample), known: GENERAL_FORMATS.join(", ") })
}

/// Returns whether a file that looks like a container has its own format, such as a spreadsheet.
pub(super) fn is_document(input: &Input<'_>, path: &Path) -> bool {
    let sample = FormatSample { text: "", bytes: input.head(), extension: &extension(path) };
    Format::all().any(|format| format.reader().is_binary() && format.reader().recognises(&sample))
}

/// Returns the kind of a binary file; `None` for text.
fn binary_kind(head: &[u8]) -> Option<BinaryKind> {
    if head.starts_with(OLE) {
        let inside = |name: &str| memchr::memmem::find(head, &utf16(name)).is_some();
        if let Some((_, kind)) = OLE_KINDS.iter().find(|(name, _)| inside(name)) {
            return Some(*kind);
        }
    }
    let (place, names) = PALM;
    if head.get(place..).is_some_and(|rest| names.iter().any(|name| rest.starts_with(name))) {
        return Some(("a Kindle or Palm book (MOBI, AZW)", CONVERT_TO_EPUB));
    }
    if let Some((_, kind)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        return Some(*kind);
    }
    if head.starts_with(b"PK\x03\x04") {
        let inside = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
        let kind = ZIP_KINDS.iter().find(|(name, _)| inside(name));
        return Some(kind.map_or(("a ZIP archive", UNPACK), |(_, kind)| *kind));
    }
    // In Western languages every other byte of UTF-16 is NUL.
    let is_utf16 = decode::marked(head).is_some_and(|encoding| !encoding.is_ascii_compatible());
    if is_utf16 {
        return None;
    }
    let is_control = |byte: &u8| *byte < b' ' && !byte.is_ascii_whitespace() && *byte != 0x1B;
    let control: usize = head.iter().map(|byte| usize::from(is_control(byte))).sum();
    let binary = head.contains(&0) || control > head.len() / CONTROL_SHARE;
    binary.then_some(("a binary file", None))
}

fn utf16(name: &str) -> Vec<u8> {
    name.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn extension(path: &Path) -> Cow<'_, str> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let mut parts: Vec<&str> = name.split('.').skip(1).collect();
    if parts.last().is_some_and(|last| Compression::is_extension(last)) {
        parts.pop();
    }
    Cow::Owned(parts.last().copied().unwrap_or_default().to_owned())
}

/// Describes a text in an unsupported format.
fn describe(sample: &FormatSample<'_>) -> String {
    if sample.text.starts_with('<') {
        let root = xml::root(sample.text);
        return root.map_or("XML".to_owned(), |root| format!("XML with root element <{}>", root.tag.name));
    }
    if let Some(name) = other_format(sample.text) {
        return name.to_owned();
    }
    match sample.extension {
        "" => "text without a file extension".to_owned(),
        extension => format!(".{extension} file"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_of(file: &str, content: &[u8]) -> String {
        match detect_format(&Input::whole(content), Path::new(file), None) {
            Ok(format) => format.name().to_owned(),
            Err(reason) => reason.code().to_owned(),
        }
    }

    #[test]
    fn format_is_detected_from_content() {
        for (file, content, expected) in [
            ("a", "Flood\n\nThe river rose.", "text"),
            ("a.txt", "{\"title\": \"Flood\"}", "json"),
            ("a.txt.gz", "[{\"title\": \"Flood\"}]", "json"),
            ("a.json", "{\"title\": \"Flood\"}\n{\"title\": \"Fire\"}\n", "json-lines"),
            ("a.json", "{\"title\": \"Flood\"}\n{\"title\": \"Fire\",\n\"text\": \"x\"}\n", "json"),
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
            ("a.xml", "<?xml version='1.0'?><rss><channel/></rss>", "rss"),
            ("a.xml", "<?xml version='1.0'?><mets><dmdSec/></mets>", "mets"),
            ("a.html", "<alto><Layout/></alto>", "alto"),
            ("a.csv", "title,text\nFlood,The river rose.", "csv"),
            ("a.txt", "[Advertisement] The river rose.", "text"),
            ("a.txt", " \n\n", "empty"),
            ("a.txt", "", "empty"),
        ] {
            assert_eq!(name_of(file, content.as_bytes()), expected, "{file}: {content}");
        }
    }

    #[test]
    fn binary_files_are_reported_by_kind() {
        let kind = |content: &[u8]| match detect_format(&Input::whole(content), Path::new("a.txt"), "text".parse().ok())
        {
            Err(SkipReason::Binary { kind, .. }) => kind,
            _ => "text",
        };
        let ole = |name: &str| [OLE, &[0; 100], &utf16(name)].concat();
        assert_eq!(kind(&ole("WordDocument")), "an old Word document (DOC)");
        assert_eq!(kind(&ole("__nameid_version1.0")), "an Outlook message (MSG)");
        assert_eq!(kind(&ole("HwpSummaryInformation")), "a Hangul document (HWP)");
        assert_eq!(kind(&ole("Contents")), "an old Office document");
        assert_eq!(kind(b"!BDN\0\0"), "an Outlook data file (PST or OST)");
        assert_eq!(kind(&[&[0_u8; 60][..], b"BOOKMOBI"].concat()), "a Kindle or Palm book (MOBI, AZW)");
        assert_eq!(kind(b"PK\x03\x04.......Index/Document.iwa"), "a Pages, Numbers or Keynote document");
        assert_eq!(kind(b"PK\x03\x04.......word/document.xml"), "a Word document");
        assert_eq!(kind(b"PK\x03\x04.......notes.txt"), "a ZIP archive");
        assert_eq!(kind(b"flood\0flood"), "a binary file");
        assert_eq!(kind(b"\xFF\xFEf\0l\0"), "text");
        assert_eq!(kind("Fl\u{fc}ge nach \u{41c}oskau".as_bytes()), "text");
    }

    #[test]
    fn unsupported_xml_is_described_by_its_root_element() {
        let reason =
            detect_format(&Input::whole(b"<?xml version='1.0'?>\n<!-- <x> --><opml a='b'>"), Path::new("a"), None);
        let Err(reason) = reason else { panic!("OPML has no reader") };
        assert!(reason.to_string().starts_with("unsupported format: XML with root element <opml>;"), "{reason}");
    }
}
