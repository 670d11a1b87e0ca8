//! The operations of a page that show text, made safe for the library that interprets them.
//!
//! The library panics on operands of the wrong type, on names without an object and on unknown colour spaces, follows recursive forms without end and
//! positions forms wrongly. So only the operations that move and show text are kept, with operands of the right types; forms are inlined into the page, and
//! every font gets a unique name.

use pdf_extract::content::{Content, Operation};
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::{BTreeMap, HashSet};

/// The maximum nesting of forms.
const DEEPEST: usize = 12;
/// The maximum number of operations of a page. A newspaper page has some ten thousand.
const MOST: usize = 2_000_000;

/// The text of a page.
#[derive(Default)]
pub(super) struct FlatPage {
    pub(super) operations: Vec<Operation>,
    /// The fonts by their new names.
    pub(super) fonts: BTreeMap<Vec<u8>, Object>,
    /// Whether there are pictures.
    pub(super) has_pictures: bool,
}

/// The state of flattening a page.
struct Flattener<'a> {
    document: &'a Document,
    page: FlatPage,
    /// The forms around the current operations.
    open: HashSet<ObjectId>,
    bad_fonts: &'a HashSet<Vec<u8>>,
    unnamed: usize,
}

/// Returns the text of a page, except text in bad fonts.
pub(super) fn flat_page(document: &Document, page: ObjectId, bad_fonts: &HashSet<Vec<u8>>) -> FlatPage {
    let mut flattener = Flattener { document, page: FlatPage::default(), open: HashSet::new(), bad_fonts, unnamed: 0 };
    let resources = document.get_dictionary(page).ok().and_then(|page| inherited(document, page, b"Resources"));
    let resources = resources.and_then(|resources| dictionary(document, resources));
    let empty = Dictionary::new();
    let content = document.get_page_content(page).unwrap_or_default();
    flattener.stream(&content, resources.unwrap_or(&empty), 0);
    flattener.page
}

/// Returns a value of a page or of the nodes above it.
pub(super) fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut node = page;
    // A page tree with more levels is cyclic.
    for _ in 0..64 {
        if let Ok(value) = node.get(key) {
            return Some(value);
        }
        node = dictionary(document, node.get(b"Parent").ok()?)?;
    }
    None
}

/// Returns the dictionary that an object is or refers to.
pub(super) fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}

impl Flattener<'_> {
    fn stream(&mut self, content: &[u8], resources: &Dictionary, depth: usize) {
        let Ok(content) = Content::decode(content) else { return };
        let mut has_font = vec![false];
        let mut saved = 0_usize;
        for operation in content.operations {
            if self.page.operations.len() > MOST {
                return;
            }
            let font = has_font.last_mut();
            match operation.operator.as_str() {
                "q" => {
                    saved += 1;
                    let font = font.is_some_and(|font| *font);
                    has_font.push(font);
                    self.push("q", Vec::new());
                }
                "Q" if saved > 0 => {
                    saved -= 1;
                    has_font.pop();
                    self.push("Q", Vec::new());
                }
                operator @ ("BT" | "ET" | "T*") => self.push(operator, Vec::new()),
                operator @ ("cm" | "Tm") => self.push_numbers(operator, &operation.operands, 6),
                operator @ ("Td" | "TD") => self.push_numbers(operator, &operation.operands, 2),
                operator @ ("Tc" | "Tw" | "Tz" | "TL" | "Ts") => self.push_numbers(operator, &operation.operands, 1),
                "Tf" => {
                    let name = self.font(&operation.operands, resources);
                    if let Some(font) = font {
                        *font = name.is_some();
                    }
                    if let (Some(name), Some(size)) = (name, operation.operands.get(1)) {
                        self.push("Tf", vec![Object::Name(name), size.clone()]);
                    }
                }
                operator @ ("Tj" | "TJ" | "'" | "\"") => {
                    let is_shown = font.is_some_and(|font| *font);
                    self.show(operator, operation.operands, is_shown);
                }
                "BI" => self.page.has_pictures = true,
                "Do" => self.object(&operation.operands, resources, depth),
                _ => {}
            }
        }
        for _ in 0..saved {
            self.push("Q", Vec::new());
        }
    }

    fn push(&mut self, operator: &str, operands: Vec<Object>) {
        self.page.operations.push(Operation::new(operator, operands));
    }

    fn push_numbers(&mut self, operator: &str, operands: &[Object], count: usize) {
        // Some programs write more operands than are used.
        let numbers = operands.get(operands.len().saturating_sub(count)..).unwrap_or_default();
        if numbers.len() == count && numbers.iter().all(is_number) {
            self.push(operator, numbers.to_vec());
        }
    }

    /// Returns the new name of the font that `Tf` sets.
    fn font(&mut self, operands: &[Object], resources: &Dictionary) -> Option<Vec<u8>> {
        let [Object::Name(name), size] = operands else { return None };
        if !is_number(size) {
            return None;
        }
        let fonts = dictionary(self.document, resources.get(b"Font").ok()?)?;
        let font = fonts.get(name).ok()?;
        let described = dictionary(self.document, font)?;
        described.get(b"Subtype").ok().and_then(|kind| self.document.dereference(kind).ok())?.1.as_name().ok()?;
        let new_name = match font {
            Object::Reference((number, generation)) => format!("F{number}-{generation}").into_bytes(),
            _ => {
                self.unnamed += 1;
                format!("N{}", self.unnamed).into_bytes()
            }
        };
        if self.bad_fonts.contains(&new_name) {
            return None;
        }
        self.page.fonts.insert(new_name.clone(), font.clone());
        Some(new_name)
    }

    /// Shows a text. Without a font the library cannot show it, and the text is lost.
    fn show(&mut self, operator: &str, mut operands: Vec<Object>, has_font: bool) {
        if operator == "\""
            && let [word, letter, _] = operands.as_slice()
            && is_number(word)
            && is_number(letter)
        {
            let (word, letter) = (word.clone(), letter.clone());
            self.push("Tw", vec![word]);
            self.push("Tc", vec![letter]);
        }
        if matches!(operator, "'" | "\"") {
            self.push("T*", Vec::new());
        }
        let Some(text) = operands.pop().filter(|_| has_font) else { return };
        match text {
            Object::Array(mut parts) => {
                parts.retain(|part| is_number(part) || matches!(part, Object::String(..)));
                self.push("TJ", vec![Object::Array(parts)]);
            }
            text @ Object::String(..) => self.push("Tj", vec![text]),
            _ => {}
        }
    }

    /// Inlines a form into the page, or records a picture.
    fn object(&mut self, operands: &[Object], resources: &Dictionary, depth: usize) {
        let found = || {
            let Some(Object::Name(name)) = operands.first() else { return None };
            let objects = dictionary(self.document, resources.get(b"XObject").ok()?)?;
            let (id, object) = self.document.dereference(objects.get(name).ok()?).ok()?;
            Some((id, object.as_stream().ok()?))
        };
        let Some((id, stream)) = found() else { return };
        match stream.dict.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Image") => self.page.has_pictures = true,
            Ok(b"Form") if depth < DEEPEST && id.is_none_or(|id| self.open.insert(id)) => {
                self.form(stream, resources, depth);
                if let Some(id) = id {
                    self.open.remove(&id);
                }
            }
            _ => {}
        }
    }

    fn form(&mut self, stream: &Stream, outer: &Dictionary, depth: usize) {
        let resources = stream.dict.get(b"Resources").ok().and_then(|own| dictionary(self.document, own));
        let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        self.push("q", Vec::new());
        if let Some(Object::Array(matrix)) = stream
            .dict
            .get(b"Matrix")
            .ok()
            .and_then(|matrix| self.document.dereference(matrix).ok())
            .map(|found| found.1)
        {
            self.push_numbers("cm", matrix, 6);
        }
        self.stream(&content, resources.unwrap_or(outer), depth + 1);
        self.push("Q", Vec::new());
    }
}

fn is_number(object: &Object) -> bool {
    matches!(object, Object::Integer(_)) || matches!(object, Object::Real(number) if number.is_finite())
}
