//! Finds the file that describes the issue of a page, or the article of a text.
//!
//! Whether a page or text stands alone depends on the files around it: those in its folder, in the parent folder and in description folders next to its own.
//! A folder is listed and its descriptions are read once, as long as nothing in it changes.

use super::decode;
use super::field_map::FieldMap;
use super::file_state::FileState;
use super::format::Format;
use super::input::Input;
use super::neighbours::{NoNeighbours, candidates, path_near};
use super::reader::{FormatSample, Reader, ReaderContext};
use super::reading_limits::ReadingLimits;
use std::cell::RefCell;
use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Folders next to that of the pages in which descriptions are kept.
const DESCRIPTION_FOLDERS: &[&str] = &["toc", "mets", "METS"];
/// Parts of the names of descriptions.
const DESCRIPTION_NAMES: &[&str] = &["mets", "manifest", "didl", "toc", "issue", METADATA];
/// The prefix of the names of the lists that an export of Omnivore has next to the folder of its texts.
const METADATA: &str = "metadata_";
/// In a folder with more XML files than this, only those with such names are read.
const FEW_FILES: usize = 40;
/// The length of the beginning of a file that identifies a description.
const HEAD: u64 = 8 * 1024;
/// The number of folders that a thread caches.
const REMEMBERED: usize = 16;

/// The role of a file in an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IssueRole {
    /// It describes an issue.
    Description,
    /// It may be a part of an issue.
    Part,
}

/// Returns the role in an issue of a file that begins with `head`; `None` if it has none.
pub(super) fn role_of(head: &[u8]) -> Option<IssueRole> {
    let reader = reader_of(head)?;
    Some(if reader.is_issue() { IssueRole::Description } else { IssueRole::Part })
}

fn reader_of(head: &[u8]) -> Option<&'static dyn Reader> {
    recognised(head, '<', |reader| reader.is_issue() || reader.is_part())
}

/// Returns the reader of a file that describes an issue, or that names the texts of its articles.
fn description_reader(head: &[u8]) -> Option<&'static dyn Reader> {
    reader_of(head)
        .filter(|reader| reader.is_issue())
        .or_else(|| recognised(head, '<', |reader| reader.names_texts()))
        .or_else(|| recognised(head, '[', |reader| reader.names_texts()))
}

/// Returns the wanted reader that recognises a file, if its text begins with the character `first`.
fn recognised(head: &[u8], first: char, is_wanted: impl Fn(&dyn Reader) -> bool) -> Option<&'static dyn Reader> {
    let text = decode::sample(head);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if !text.starts_with(first) {
        return None;
    }
    let sample = FormatSample { text, bytes: head, extension: "" };
    let mut readers = Format::all().map(Format::reader).filter(|reader| is_wanted(*reader));
    readers.find(|reader| reader.recognises(&sample))
}

/// Returns whether a file that begins with `head` is an item whose text is in another file, as far as `head` shows.
pub(super) fn has_text_elsewhere(head: &[u8]) -> bool {
    let contains = |mark: &[u8]| memchr::memmem::find(head, mark).is_some();
    contains(b"remoteContent")
        && !contains(b"inlineXML")
        && !contains(b"inlineData")
        && recognised(head, '<', |reader| reader.names_texts()).is_some()
}

/// Returns the names, without folders, of the text files that an item refers to.
pub(super) fn texts_of_item(input: Input<'_>, path: &Path) -> Vec<String> {
    let Some(reader) = recognised(input.head(), '<', |reader| reader.names_texts()) else { return Vec::new() };
    let (map, limits) = (FieldMap::default(), ReadingLimits::default());
    limits.time.start();
    let context = ReaderContext { map: &map, limits: &limits, path, neighbours: &NoNeighbours, ocr: None };
    let names = reader.named_parts(input, &context);
    names.iter().filter_map(|name| Some(candidates(name).first()?.rsplit('/').next()?.to_owned())).collect()
}

/// Returns the descriptions of issues that name the page at `path`, within the folder `root`.
pub fn issues_of(path: &Path, root: &Path) -> Vec<PathBuf> {
    let folders: Vec<&Path> = path.ancestors().skip(1).take(2).filter(|folder| folder.starts_with(root)).collect();
    let beside = folders.get(1).map(|above| DESCRIPTION_FOLDERS.iter().map(|name| above.join(name)));
    let beside: Vec<PathBuf> = beside.into_iter().flatten().collect();
    let mut found = Vec::new();
    for folder in folders.into_iter().chain(beside.iter().map(PathBuf::as_path)) {
        for description in descriptions_in(folder).iter().filter(|description| description.path != path) {
            if description.names(path) {
                found.push(description.path.clone());
            }
        }
    }
    if found.is_empty() {
        found.extend(item_of(path));
    }
    found
}

/// Returns the file of the same name that describes the text at `path`, in a folder with too many files to check them all.
fn item_of(path: &Path) -> Option<PathBuf> {
    let item = path.with_extension("xml");
    let is_item = item != path && item.is_file();
    is_item.then(|| read_description(item)).flatten().filter(|item| item.names(path)).map(|item| item.path)
}

/// The description of an issue with the names of its parts.
struct IssueDescription {
    path: PathBuf,
    parts: HashMap<String, Vec<String>>,
}

impl IssueDescription {
    /// Returns whether the description names a file.
    fn names(&self, path: &Path) -> bool {
        let Some(base) = path.file_name().and_then(|name| name.to_str()) else { return false };
        let names = [base, base.strip_suffix(".gz").unwrap_or(base)];
        let folder = self.path.parent().unwrap_or(Path::new(""));
        names
            .iter()
            .filter_map(|name| self.parts.get(*name))
            .flatten()
            .any(|name| candidates(name).iter().any(|candidate| path_near(folder, candidate).as_deref() == Some(path)))
    }
}

/// A folder in the state in which its descriptions were read.
type KnownFolder = (PathBuf, FileState, Rc<Vec<IssueDescription>>);

thread_local! {
    static FOLDERS: RefCell<Vec<KnownFolder>> = const { RefCell::new(Vec::new()) };
}

/// Returns the descriptions of issues in a folder.
fn descriptions_in(folder: &Path) -> Rc<Vec<IssueDescription>> {
    let Ok(state) = FileState::of(folder) else { return Rc::default() };
    let known = FOLDERS.with_borrow(|folders| {
        let known = folders.iter().find(|(path, before, _)| path == folder && *before == state);
        known.map(|(_, _, found)| Rc::clone(found))
    });
    known.unwrap_or_else(|| {
        let found = Rc::new(read_descriptions(folder));
        FOLDERS.with_borrow_mut(|folders| {
            folders.retain(|(path, ..)| path != folder);
            if folders.len() >= REMEMBERED {
                folders.remove(0);
            }
            folders.push((folder.to_owned(), state, Rc::clone(&found)));
        });
        found
    })
}

fn read_descriptions(folder: &Path) -> Vec<IssueDescription> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let may_describe = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let is_xml = name.ends_with(".xml") || name.ends_with(".xml.gz") || name.ends_with(".mets");
        is_xml || name.starts_with(METADATA) && name.ends_with(".json")
    };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(may_describe).collect();
    if files.len() > FEW_FILES {
        files.retain(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
            DESCRIPTION_NAMES.iter().any(|part| name.contains(part))
        });
    }
    files.sort();
    files.into_iter().filter_map(read_description).collect()
}

fn read_description(path: PathBuf) -> Option<IssueDescription> {
    let file = std::fs::File::open(&path).ok()?;
    let mut head = Vec::new();
    let length = file.metadata().ok()?.len();
    // A compressed file must be opened to be recognised.
    let is_packed = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
    if !is_packed {
        (&file).take(HEAD).read_to_end(&mut head).ok()?;
        description_reader(&head)?;
    }
    let file = std::fs::File::open(&path).ok()?;
    let input = Input::of_reader(Box::new(file), length, 0).ok()?;
    let reader = description_reader(input.head())?;
    let (map, limits) = (FieldMap::default(), ReadingLimits::default());
    limits.time.start();
    let context = ReaderContext { map: &map, limits: &limits, path: &path, neighbours: &NoNeighbours, ocr: None };
    let mut parts: HashMap<String, Vec<String>> = HashMap::new();
    for name in reader.named_parts(input, &context) {
        for candidate in candidates(&name).into_iter().take(2) {
            let base = candidate.rsplit('/').next().unwrap_or_default().to_owned();
            parts.entry(base).or_default().push(name.clone());
        }
    }
    Some(IssueDescription { path, parts })
}
