//! A METS file as far as it concerns newspapers: descriptions, files, and the structures of articles and pages.

use super::mets_files::{Area, IssueFiles};
use super::mods::Description;
use crate::corpus::input::Input;
use crate::corpus::reader::ReaderContext;
use crate::corpus::skip::Skip;
use crate::corpus::xml::{Element, Outside, XmlStream};
use rustc_hash::FxHashMap;

/// The memory that a file takes, per byte.
pub(super) const MEMORY_FACTOR: u64 = 16;

/// The content of a METS file.
#[derive(Default)]
pub(super) struct MetsDocument {
    pub(super) label: Option<String>,
    pub(super) object: Option<String>,
    /// Descriptions by their ids, in the order of the file.
    pub(super) descriptions: Vec<Description>,
    /// The indices of descriptions by their ids.
    described: FxHashMap<String, usize>,
    pub(super) files: IssueFiles,
    /// The structures of articles.
    pub(super) logical: Vec<Element>,
    /// The parts of pages that divisions are linked to, by the id of the division.
    pub(super) linked: FxHashMap<String, Vec<Area>>,
    /// The numbers of pages as printed, by the id of the file.
    pub(super) page_labels: FxHashMap<String, String>,
}

impl MetsDocument {
    pub(super) fn read(input: Input<'_>, context: &ReaderContext<'_>) -> Result<Self, Skip> {
        let mut stream = XmlStream::new(input, context.limits, MEMORY_FACTOR);
        let mut document = Self::default();
        let mut physical: FxHashMap<String, Vec<Area>> = FxHashMap::default();
        let mut links = None;
        while let Some(event) = stream.next()? {
            let Outside::Start(tag) = event else { continue };
            match &*tag.name {
                "mets" => {
                    let text =
                        |name| tag.attribute(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
                    (document.label, document.object) = (text("LABEL"), text("OBJID"));
                }
                "dmdSec" => {
                    let section = stream.element(tag)??;
                    if let Some(id) = section.attribute("ID") {
                        document.described.insert(id.to_owned(), document.descriptions.len());
                        document.descriptions.push(Description::read(&section));
                    }
                }
                "fileSec" => document.files = IssueFiles::of_section(&stream.element(tag)??),
                "structMap" => {
                    let map = stream.element(tag)??;
                    if map.attribute("TYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("physical")) {
                        map.elements().for_each(|div| document.add_physical(div, &mut physical));
                    } else {
                        document.logical.push(map);
                    }
                }
                "structLink" => links = Some(stream.element(tag)??),
                _ => {}
            }
        }
        if let Some(links) = links {
            document.linked = linked(&links, &physical);
        }
        Ok(document)
    }

    fn add_physical(&mut self, div: &Element, physical: &mut FxHashMap<String, Vec<Area>>) {
        let mut areas = areas_of(div);
        let stated = |name| div.attribute(name).filter(|label| label.bytes().any(|byte| byte.is_ascii_digit()));
        if let Some(label) = stated("ORDERLABEL").or_else(|| stated("ORDER")) {
            for area in &areas {
                self.page_labels.entry(area.file.clone()).or_insert_with(|| label.to_owned());
            }
        }
        areas.retain(|area| area.begin.is_some());
        if let Some(id) = div.attribute("ID").filter(|_| !areas.is_empty()) {
            physical.insert(id.to_owned(), areas);
        }
        div.children("div").for_each(|inner| self.add_physical(inner, physical));
    }

    /// Returns the descriptions of a division, by the ids that it lists.
    pub(super) fn described<'a>(&'a self, ids: &'a str) -> impl Iterator<Item = &'a Description> {
        ids.split_whitespace().filter_map(|id| self.descriptions.get(*self.described.get(id)?))
    }
}

/// Returns the areas that a division itself refers to.
pub(super) fn areas_of(div: &Element) -> Vec<Area> {
    let mut found = Vec::new();
    for pointer in div.children("fptr") {
        let text = |element: &Element, name: &str| element.attribute(name).map(str::to_owned);
        if let Some(file) = text(pointer, "FILEID") {
            found.push(Area { file, begin: None, end: None });
        }
        for area in pointer.find_all("area") {
            let Some(file) = text(area, "FILEID") else { continue };
            let begin = text(area, "BEGIN")
                .filter(|_| area.attribute("BETYPE").is_none_or(|kind| kind.eq_ignore_ascii_case("IDREF")));
            let end = text(area, "END").filter(|end| Some(end) != begin.as_ref());
            found.push(Area { file, begin, end });
        }
    }
    found
}

/// Returns the areas of the physical divisions that logical ones are linked to.
fn linked(links: &Element, physical: &FxHashMap<String, Vec<Area>>) -> FxHashMap<String, Vec<Area>> {
    let mut found: FxHashMap<String, Vec<Area>> = FxHashMap::default();
    let mut link = |from: &str, to: &str| {
        if let Some(areas) = physical.get(to.trim_start_matches('#')) {
            found.entry(from.trim_start_matches('#').to_owned()).or_default().extend(areas.iter().cloned());
        }
    };
    for element in links.elements() {
        match element.name() {
            "smLink" => {
                if let (Some(from), Some(to)) = (element.attribute("from"), element.attribute("to")) {
                    link(from, to);
                }
            }
            "smLinkGrp" => {
                let locators: FxHashMap<&str, &str> = element
                    .children("smLocatorLink")
                    .filter_map(|locator| Some((locator.attribute("label")?, locator.attribute("href")?)))
                    .collect();
                for arc in element.children("smArcLink") {
                    let end = |name| arc.attribute(name).and_then(|label| locators.get(label));
                    if let (Some(from), Some(to)) = (end("from"), end("to")) {
                        link(from, to);
                    }
                }
            }
            _ => {}
        }
    }
    found
}
