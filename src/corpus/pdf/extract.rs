//! The work of the child process: reads a file and writes its pages.

use super::flatten::{FlatPage, flat_page, inherited};
use super::glyphs::GlyphCollector;
use super::metadata;
use super::order::ordered;
use super::protocol::{PdfLine, PdfMessage, PdfPage};
use super::repair::repaired;
use super::right_to_left::turn;
use super::unicode_fonts::add_tables;
use pdf_extract::content::{Content, Operation};
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, output_doc_page};
use std::collections::HashSet;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The default box of a page: US letter, in points.
const PAGE: [f64; 4] = [0.0, 0.0, 612.0, 792.0];

/// Reads a PDF file and writes its document information and its pages to `out`, in the protocol of the child process.
///
/// Must run in a separate process: on a hostile file it may panic, never end, or take all memory.
///
/// # Errors
/// If `out` cannot be written.
pub fn tell_pages(file: &[u8], out: &mut dyn Write) -> io::Result<()> {
    let loaded =
        catch_unwind(|| load(file)).unwrap_or_else(|_| Err(Box::new(PdfMessage::Damaged("its structure".to_owned()))));
    let mut document = match loaded {
        Ok(document) => document,
        Err(message) => return message.write(out),
    };
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let head = catch_unwind(AssertUnwindSafe(|| metadata::head(&document, pages.len()))).unwrap_or_default();
    PdfMessage::Head(head).write(out)?;
    out.flush()?;
    let tree = one_page_tree(&mut document);
    for (number, page) in pages.iter().enumerate() {
        let read = catch_unwind(AssertUnwindSafe(|| read_page(&mut document, *page, tree)));
        let read = read.unwrap_or(PdfPage { has_pictures: true, ..PdfPage::default() });
        let number = u32::try_from(number + 1).unwrap_or(u32::MAX);
        PdfMessage::Page(PdfPage { number, ..read }).write(out)?;
        out.flush()?;
    }
    PdfMessage::End.write(out)?;
    out.flush()
}

fn load(file: &[u8]) -> Result<Document, Box<PdfMessage>> {
    use pdf_extract::Error;
    // Bytes before the file, such as the headers of a mail, would shift all offsets in it.
    let file = memchr::memmem::find(file, b"%PDF-").and_then(|at| file.get(at..)).unwrap_or(file);
    let loaded = match catch_unwind(|| Document::load_mem(file)) {
        Ok(Err(Error::Decryption(_) | Error::InvalidPassword | Error::UnsupportedSecurityHandler(_))) => {
            return Err(Box::new(PdfMessage::Encrypted));
        }
        Ok(Ok(document)) if document.page_iter().next().is_some() => Ok(document),
        Ok(Ok(_)) => Err("it has no pages".to_owned()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("its structure".to_owned()),
    };
    let mut document = match loaded {
        Ok(document) => document,
        Err(fault) => {
            let again = repaired(file).and_then(|file| Document::load_mem(&file).ok());
            again.ok_or(PdfMessage::Damaged(fault))?
        }
    };
    // Many encrypted files can be read; only printing or copying is forbidden.
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(Box::new(PdfMessage::Encrypted));
    }
    if document.page_iter().next().is_none() {
        return Err(Box::new(PdfMessage::Damaged("it has no pages".to_owned())));
    }
    add_tables(&mut document);
    Ok(document)
}

/// Makes a page tree for one page at a time, because the library walks through the whole tree for each page.
fn one_page_tree(document: &mut Document) -> Option<ObjectId> {
    let tree = document.add_object(Dictionary::from_iter([("Type", Object::from("Pages"))]));
    document.catalog_mut().ok()?.set("Pages", tree);
    Some(tree)
}

fn read_page(document: &mut Document, page: ObjectId, tree: Option<ObjectId>) -> PdfPage {
    let page_box = page_box(document, page);
    let mut bad_fonts = HashSet::new();
    let flat = flat_page(document, page, &bad_fonts);
    let has_pictures = flat.has_pictures;
    let mut read = PdfPage { height: (page_box[3] - page_box[1]) as f32, has_pictures, ..PdfPage::default() };
    if !flat.operations.iter().any(|operation| matches!(operation.operator.as_str(), "Tj" | "TJ")) {
        return read;
    }
    let fonts = flat.fonts.clone();
    let mut collected = collect(document, tree, page_box, flat);
    if collected.is_none() {
        for (name, font) in fonts {
            if collect(document, tree, page_box, trial(&name, &font)).is_none() {
                bad_fonts.insert(name);
            }
        }
        let flat = flat_page(document, page, &bad_fonts);
        collected = collect(document, tree, page_box, flat);
        read.has_pictures = true;
    }
    let (lines, is_unreadable) = collected.unwrap_or_default();
    read.has_pictures |= is_unreadable;
    read.lines = ordered(lines);
    turn(&mut read.lines);
    read
}

/// Returns the box of a page.
fn page_box(document: &Document, page: ObjectId) -> [f64; 4] {
    let stated = || {
        let page = document.get_dictionary(page).ok()?;
        let numbers = document.dereference(inherited(document, page, b"MediaBox")?).ok()?.1.as_array().ok()?;
        let number = |at: usize| -> Option<f64> {
            match document.dereference(numbers.get(at)?).ok()?.1 {
                Object::Integer(number) => Some(*number as f64),
                Object::Real(number) => Some(f64::from(*number)),
                _ => None,
            }
        };
        Some([number(0)?, number(1)?, number(2)?, number(3)?])
    };
    let found = stated().filter(|found| found.iter().all(|number| number.is_finite()));
    let found = found.map(|[a, b, c, d]| [a.min(c), b.min(d), a.max(c), b.max(d)]);
    found.filter(|found| found[2] - found[0] > 1.0 && found[3] - found[1] > 1.0).unwrap_or(PAGE)
}

/// Returns a page that shows every letter of a font.
fn trial(name: &[u8], font: &Object) -> FlatPage {
    let letters: Vec<u8> = (0..=u8::MAX).collect();
    let operations = vec![
        Operation::new("BT", Vec::new()),
        Operation::new("Tf", vec![Object::Name(name.to_vec()), Object::Integer(10)]),
        Operation::new("Tj", vec![Object::String(letters, StringFormat::Literal)]),
        Operation::new("ET", Vec::new()),
    ];
    FlatPage { operations, fonts: [(name.to_vec(), font.clone())].into(), has_pictures: false }
}

/// Reads the text of a flattened page; `None` if the library fails on it.
fn collect(
    document: &mut Document,
    tree: Option<ObjectId>,
    page_box: [f64; 4],
    flat: FlatPage,
) -> Option<(Vec<PdfLine>, bool)> {
    let content = Content { operations: flat.operations }.encode().ok()?;
    let scratch = document.add_object(Stream::new(Dictionary::new(), content));
    let fonts = Dictionary::from_iter(flat.fonts);
    let mut copy = Dictionary::new();
    copy.set("Type", Object::from("Page"));
    copy.set("MediaBox", page_box.iter().map(|number| Object::Real(*number as f32)).collect::<Vec<_>>());
    copy.set("Resources", Dictionary::from_iter([("Font", Object::Dictionary(fonts))]));
    copy.set("Contents", scratch);
    let copy = document.add_object(copy);
    let tree = document.get_dictionary_mut(tree?).ok()?;
    tree.set("Kids", vec![Object::Reference(copy)]);
    tree.set("Count", 1);
    let read = catch_unwind(AssertUnwindSafe(|| {
        let mut collector = GlyphCollector::default();
        output_doc_page(document, &mut collector, 1).ok()?;
        Some(collector.finish())
    }));
    document.objects.remove(&scratch);
    document.objects.remove(&copy);
    read.ok().flatten()
}
