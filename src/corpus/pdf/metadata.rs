//! The metadata of a PDF file: its information dictionary, its XMP metadata, its language.

use super::flatten::dictionary;
use super::protocol::PdfHead;
use crate::corpus::xml::{self, Element};
use pdf_extract::{Dictionary, Document, Object};

/// The maximum length of the metadata in bytes.
const LONGEST: usize = 4 << 20;

/// Returns the metadata of a file with `pages` pages.
pub(super) fn head(document: &Document, pages: usize) -> PdfHead {
    let info = document.trailer.get(b"Info").ok().and_then(|info| dictionary(document, info));
    let entry = |key: &[u8]| info.and_then(|info| text_of(document, info, key)).unwrap_or_default();
    let mut head = PdfHead {
        title: entry(b"Title"),
        author: entry(b"Author"),
        keywords: entry(b"Keywords"),
        created: date(&entry(b"CreationDate")).unwrap_or_default(),
        language: String::new(),
        pages: u32::try_from(pages).unwrap_or(u32::MAX),
    };
    let Ok(catalog) = document.catalog() else { return head };
    head.language = text_of(document, catalog, b"Lang").unwrap_or_default();
    if let Some(described) = xmp(document, catalog) {
        let first = |value: &mut String, stated: Option<String>| {
            if value.trim().is_empty() {
                *value = stated.unwrap_or_default();
            }
        };
        first(&mut head.title, described.find("title").map(Element::line));
        let list = |name: &str, separator: &str| {
            let items = described.find(name).map(|list| list.find_all("li")).unwrap_or_default();
            Some(items.into_iter().map(Element::line).collect::<Vec<_>>().join(separator))
        };
        first(&mut head.author, list("creator", "; "));
        first(&mut head.keywords, list("subject", "; "));
        let attribute = |name: &str| {
            let all = described.find_all("Description");
            let stated = all.iter().find_map(|element| element.attribute(name)).map(str::to_owned);
            stated.or_else(|| described.find(name.rsplit(':').next()?).map(Element::line))
        };
        first(&mut head.created, attribute("xmp:CreateDate"));
        first(&mut head.language, described.find("language").map(Element::line));
    }
    head
}

fn xmp(document: &Document, catalog: &Dictionary) -> Option<Element> {
    let stream = document.dereference(catalog.get(b"Metadata").ok()?).ok()?.1.as_stream().ok()?;
    let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    let text = String::from_utf8_lossy(content.get(..LONGEST.min(content.len()))?).into_owned();
    let from = text.find("<rdf:RDF").or_else(|| text.find("<x:xmpmeta"))?;
    xml::parse(text.get(from..)?)
}

fn text_of(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<String> {
    match document.dereference(dictionary.get(key).ok()?).ok()?.1 {
        Object::String(bytes, _) => Some(decoded(bytes)),
        Object::Name(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ => None,
    }
}

/// Decodes a text string: UTF-16 or UTF-8 with a byte-order mark, else PDF's encoding, which is Latin-1 for most letters.
fn decoded(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // Many programs write UTF-8 without a byte-order mark.
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        },
    };
    // Removes the escapes that change the language within a text.
    let mut shown = String::with_capacity(text.len());
    for (number, part) in text.split('\u{1B}').enumerate() {
        if number % 2 == 0 {
            shown.push_str(part);
        }
    }
    shown.trim().to_owned()
}

/// Returns a date such as `D:20151114093000+01'00'` in ISO 8601.
fn date(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches("D:");
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let part = |from: usize, to: usize| text.get(from..to).filter(|_| digits >= to);
    let (year, month) = (part(0, 4)?, part(4, 6).unwrap_or("01"));
    let day = part(6, 8).unwrap_or("01");
    let clock = part(8, 10).zip(part(10, 12)).map(|(hour, minute)| (hour, minute, part(12, 14).unwrap_or("00")));
    let Some((hour, minute, second)) = clock else { return Some(format!("{year}-{month}-{day}")) };
    let zone = text.get(digits..).unwrap_or_default().replace('\'', "");
    let zone = match zone.as_bytes() {
        [b'Z', ..] => "Z".to_owned(),
        [b'+' | b'-', rest @ ..] if rest.len() >= 4 && rest.iter().take(4).all(u8::is_ascii_digit) => {
            format!("{}:{}", zone.get(..3)?, zone.get(3..5)?)
        }
        _ => String::new(),
    };
    Some(format!("{year}-{month}-{day}T{hour}:{minute}:{second}{zone}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_iso() {
        for (text, expected) in [
            ("D:20151114093000+01'00'", Some("2015-11-14T09:30:00+01:00")),
            ("D:20151114093000Z00'00'", Some("2015-11-14T09:30:00Z")),
            ("D:20151114", Some("2015-11-14")),
            ("20151114093000", Some("2015-11-14T09:30:00")),
            ("D:", None),
            ("Sat Nov 14", None),
        ] {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn text_strings_are_decoded() {
        assert_eq!(decoded(b"\xFE\xFF\0F\0\xE4\0h\0r\0e"), "Fähre");
        assert_eq!(decoded(b"F\xE4hre"), "Fähre");
        assert_eq!(decoded("Fähre".as_bytes()), "Fähre");
    }
}
