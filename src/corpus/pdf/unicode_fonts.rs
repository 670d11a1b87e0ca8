//! Adds Unicode tables to Chinese, Japanese and Korean fonts whose encoding, such as `UniJIS-UCS2-H`, is Unicode by a standard table that the library lacks.

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

/// A table that maps each two-byte code to the same character.
const TABLE: &[u8] = b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Codes def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange\nendcmap\nend\nend\n";
/// The maximum number of fonts that are changed.
const MOST: usize = 10_000;

/// Adds the table to such fonts.
pub(super) fn add_tables(document: &mut Document) {
    let is_such = |font: &Dictionary| {
        let name = |key: &[u8]| font.get(key).and_then(Object::as_name).unwrap_or_default();
        let encoding = name(b"Encoding");
        let is_unicode = encoding.starts_with(b"Uni")
            && [b"UCS2".as_slice(), b"UTF16"].iter().any(|form| memchr::memmem::find(encoding, form).is_some());
        name(b"Subtype") == b"Type0" && is_unicode && !font.has(b"ToUnicode")
    };
    let objects = document.objects.iter();
    let found = objects.filter(|(_, object)| object.as_dict().is_ok_and(is_such)).map(|(id, _)| *id);
    let found: Vec<ObjectId> = found.take(MOST).collect();
    if found.is_empty() {
        return;
    }
    let table = document.add_object(Stream::new(Dictionary::new(), TABLE.to_vec()));
    for id in found {
        if let Ok(font) = document.get_dictionary_mut(id) {
            font.set("ToUnicode", Object::Reference(table));
            font.set("Encoding", Object::Name(b"Identity-H".to_vec()));
        }
    }
}
