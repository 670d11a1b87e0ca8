//! The files that a METS file names, and their pages.

use super::alto::{WantedIds, each_page};
use super::page_text::PageWord;
use super::recognised_page::RecognisedPage;
use crate::corpus::neighbours::Neighbours;
use crate::corpus::reading_limits::ReadingLimits;
use crate::corpus::skip::SkipReason;
use crate::corpus::xml::{self, Element};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::ControlFlow;

/// A part of a page that an article refers to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Area {
    /// The id of the file.
    pub(super) file: String,
    /// The id of the first block, line or word; `None` for the whole file.
    pub(super) begin: Option<String>,
    /// The id of the last one, if that differs.
    pub(super) end: Option<String>,
}

/// Extensions of files without text.
const PICTURES: &[&str] = &["tif", "tiff", "jpg", "jpeg", "jp2", "png", "gif", "pdf", "mp3", "djvu"];

/// The files of an issue, opened when an article refers to them.
#[derive(Default)]
pub(super) struct IssueFiles {
    /// The ids with the names, in the order of the file.
    named: Vec<(String, String)>,
    by_id: FxHashMap<String, usize>,
    read: FxHashMap<String, Option<Vec<RecognisedPage>>>,
    /// Whether articles refer to single words.
    pub(super) names_words: bool,
    /// The bytes of the pages that were read.
    bytes: u64,
}

impl IssueFiles {
    /// Reads the file section.
    pub(super) fn of_section(section: &Element) -> Self {
        let named = section.find_all("file").into_iter().filter_map(|file| {
            let is_picture =
                file.attribute("MIMETYPE").is_some_and(|kind| kind.starts_with("image/") || kind == "application/pdf");
            let href = file.child("FLocat")?.attribute("href")?;
            let extension = href.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
            let is_picture = is_picture || extension.is_some_and(|extension| PICTURES.contains(&extension.as_str()));
            (!is_picture).then(|| Some((file.attribute("ID")?.to_owned(), href.to_owned())))?
        });
        let named: Vec<(String, String)> = named.collect();
        let by_id = named.iter().enumerate().map(|(at, (id, _))| (id.clone(), at)).collect();
        Self { named, by_id, ..Self::default() }
    }

    /// Returns the ids and names of the files that may hold text.
    pub(super) fn named(&self) -> &[(String, String)] {
        &self.named
    }

    /// Keeps only files of pages that no article refers to, if the page number is known: other files may be other versions of a page.
    pub(super) fn leave_out_covered(&mut self, covered: &FxHashSet<&str>, labels: &FxHashMap<String, String>) {
        let numbers: FxHashSet<&String> = covered.iter().filter_map(|id| labels.get(*id)).collect();
        self.named.retain(|(id, _)| labels.get(id).is_some_and(|label| !numbers.contains(label)));
        self.by_id = self.named.iter().enumerate().map(|(at, (id, _))| (id.clone(), at)).collect();
    }

    /// Returns the name of a file.
    pub(super) fn name_of(&self, id: &str) -> Option<&str> {
        self.named.get(*self.by_id.get(id)?).map(|(_, name)| name.as_str())
    }

    /// Returns the pages in a file; `None` if there is no such file, or it contains no pages.
    pub(super) fn pages(
        &mut self,
        id: &str,
        neighbours: &dyn Neighbours,
        limits: &ReadingLimits<'_>,
    ) -> Result<Option<&[RecognisedPage]>, SkipReason> {
        if !self.read.contains_key(id) {
            let pages = match self.name_of(id).map(str::to_owned) {
                Some(name) => self.open(&name, neighbours, limits)?,
                None => None,
            };
            self.read.insert(id.to_owned(), pages);
        }
        Ok(self.read.get(id).and_then(Option::as_deref))
    }

    fn open(
        &mut self,
        name: &str,
        neighbours: &dyn Neighbours,
        limits: &ReadingLimits<'_>,
    ) -> Result<Option<Vec<RecognisedPage>>, SkipReason> {
        let Some(input) = neighbours.open(name)? else { return Ok(None) };
        let head = crate::corpus::decode::sample(input.head());
        let root = xml::root(head.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']));
        if root.is_none_or(|root| &*root.tag.name != "alto") {
            return Ok(None);
        }
        neighbours.claim(name);
        self.bytes += input.most_bytes().min(crate::corpus::input::MAX_RECORD_BYTES as u64);
        limits.memory.raise(self.bytes);
        let mut pages = Vec::new();
        let ids = if self.names_words { WantedIds::Words } else { WantedIds::Blocks };
        each_page(input, limits, ids, &mut |page| {
            pages.push(page);
            ControlFlow::Continue(())
        })
        .map_err(|skip| skip.reason)?;
        Ok(Some(pages))
    }

    /// Returns whether a named file describes the issue itself.
    pub(super) fn is_description(&self, name: &str, neighbours: &dyn Neighbours) -> bool {
        let Ok(Some(input)) = neighbours.open(name) else { return false };
        let head = crate::corpus::decode::sample(input.head());
        let head = head.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
        xml::root(head).is_some_and(|root| &*root.tag.name == "mets")
    }
}

/// Returns the words of an area.
pub(super) fn words_of<'a>(pages: &'a [RecognisedPage], area: &Area) -> Vec<&'a [PageWord]> {
    let Some(begin) = &area.begin else {
        return pages.iter().map(|page| page.text.words.as_slice()).collect();
    };
    let found = pages.iter().find_map(|page| Some((page, page.text.range(begin)?)));
    let Some((page, range)) = found else { return Vec::new() };
    let end = area.end.as_ref().and_then(|end| page.text.range(end)).filter(|end| end.end >= range.end);
    vec![page.text.slice(range.start..end.map_or(range.end, |end| end.end))]
}
