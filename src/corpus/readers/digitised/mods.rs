//! The descriptions of an issue or an article in a METS file, in MODS or Dublin Core.

use super::stated_language;
use crate::article::Language;
use crate::corpus::dates;
use crate::corpus::dates::ParsedDate;
use crate::corpus::xml::Element;

/// A title with its subtitle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) main: String,
    pub(super) sub: Option<String>,
}

/// A description of an issue, a section or an article.
#[derive(Debug, Clone, Default)]
pub(super) struct Description {
    pub(super) titles: Vec<Title>,
    /// The title of the publication that contains it.
    pub(super) host: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) language: Option<Language>,
    pub(super) date: Option<ParsedDate>,
    /// The number of the issue or of the part.
    pub(super) number: Option<String>,
    pub(super) page: Option<String>,
    /// The name of the edition, such as `Evening Edition`.
    pub(super) edition: Option<String>,
    /// Its kind, which some libraries state here.
    pub(super) class: Option<String>,
}

/// Roles of people who did not write the article.
const NO_AUTHORS: &[&str] =
    &["pbl", "publisher", "prt", "printer", "edt", "editor", "ill", "illustrator", "own", "dst", "pht"];

impl Description {
    /// Reads the section of a METS file that contains a description.
    pub(super) fn read(section: &Element) -> Self {
        match section.find("mods") {
            Some(mods) => Self::of_mods(mods),
            None => Self::of_dublin_core(section),
        }
    }

    fn of_mods(mods: &Element) -> Self {
        let host = mods.children("relatedItem").find(|item| item.attribute("type") == Some("host"));
        let host_title = host.and_then(|host| host.child("titleInfo")).map(title).map(|title| title.main);
        let of_host = || host.map(Self::of_mods).unwrap_or_default();
        let titles: Vec<Title> = mods
            .children("titleInfo")
            .filter(|info| {
                !matches!(info.attribute("type"), Some("abbreviated" | "uniform" | "translated" | "alternative"))
            })
            .map(title)
            .filter(|title| !title.main.is_empty())
            .collect();
        let dates = mods.all_at("originInfo/dateIssued").into_iter().chain(mods.all_at("part/date"));
        let created = mods.all_at("originInfo/dateCreated").into_iter().chain(mods.all_at("originInfo/dateOther"));
        let date = |element: &Element| dates::parse_any_order(first_day(&element.line()));
        let part_number = mods.all_at("titleInfo/partNumber").into_iter().map(Element::line).find_map(|text| {
            let number: String = text.chars().rev().take_while(char::is_ascii_digit).collect();
            (!number.is_empty()).then(|| number.chars().rev().collect())
        });
        Self {
            titles,
            host: host_title.filter(|title| !title.is_empty()),
            authors: mods.children("name").filter_map(author).collect(),
            language: language(mods),
            date: dates.chain(created).find_map(date).or_else(|| of_host().date),
            number: detail(mods, "issue").or(part_number),
            page: detail(mods, "page").or_else(|| pages(mods)),
            edition: caption(mods, "edition").or_else(|| of_host().edition),
            class: mods.text_at("classification").or_else(|| mods.text_at("genre")),
        }
    }

    fn of_dublin_core(section: &Element) -> Self {
        let texts = |name: &str| -> Vec<String> {
            section.find_all(name).into_iter().map(Element::line).filter(|text| !text.is_empty()).collect()
        };
        Self {
            titles: texts("title").into_iter().map(|main| Title { main, sub: None }).take(1).collect(),
            host: None,
            authors: texts("creator"),
            language: texts("language").iter().find_map(|text| stated_language(text)),
            date: texts("date").iter().chain(&texts("issued")).find_map(|text| dates::parse_any_order(first_day(text))),
            number: texts("issuenumber").into_iter().next(),
            page: None,
            edition: None,
            class: None,
        }
    }
}

/// Returns the first day of a period such as `1821-08-01/1821-08-02`.
fn first_day(text: &str) -> &str {
    match text.split_once('/') {
        Some((first, _)) if first.len() == 10 && first.contains('-') => first,
        _ => text,
    }
}

fn title(info: &Element) -> Title {
    let main = info.text_at("title").unwrap_or_default();
    // The article that catalogues ignore when sorting: Le, L', The.
    let main = match info.text_at("nonSort") {
        Some(first) if first.ends_with(['\'', '’']) => format!("{first}{main}"),
        Some(first) => format!("{first} {main}"),
        None => main,
    };
    Title { main, sub: info.text_at("subTitle") }
}

fn author(name: &Element) -> Option<String> {
    let roles: Vec<String> = name.find_all("roleTerm").into_iter().map(|role| role.line().to_lowercase()).collect();
    if name.attribute("type") == Some("corporate") || roles.iter().any(|role| NO_AUTHORS.contains(&role.as_str())) {
        return None;
    }
    let parts: Vec<(&str, String)> = name
        .children("namePart")
        .map(|part| (part.attribute("type").unwrap_or_default(), part.line()))
        .filter(|(kind, text)| !text.is_empty() && !matches!(*kind, "date" | "termsOfAddress"))
        .collect();
    let of =
        |wanted: &'static str| parts.iter().filter(move |(kind, _)| *kind == wanted).map(|(_, text)| text.as_str());
    let plain = parts.iter().filter(|(kind, _)| !matches!(*kind, "given" | "family")).map(|(_, text)| text.as_str());
    let named: Vec<&str> = of("given").chain(plain).chain(of("family")).collect();
    let name = if named.is_empty() { name.text_at("displayForm")? } else { named.join(" ") };
    Some(turned(&name))
}

/// Reverses a name in catalogue order: `Hugo, Victor`.
fn turned(name: &str) -> String {
    match name.split_once(", ") {
        Some((family, given)) if !family.contains(' ') && !given.contains([',', ' ']) => format!("{given} {family}"),
        _ => name.to_owned(),
    }
}

/// Returns the language, if there is exactly one.
fn language(mods: &Element) -> Option<Language> {
    let terms = mods.all_at("language/languageTerm");
    let mut languages: Vec<Language> = terms.iter().filter_map(|term| stated_language(&term.line())).collect();
    languages.dedup();
    match languages.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// Returns the caption of a part of a kind.
fn caption(mods: &Element, kind: &str) -> Option<String> {
    let details = mods.all_at("part/detail");
    let detail = details
        .into_iter()
        .find(|detail| detail.attribute("type").is_some_and(|found| found.eq_ignore_ascii_case(kind)))?;
    detail.text_at("caption").filter(|caption| caption.chars().any(char::is_alphabetic))
}

fn detail(mods: &Element, kind: &str) -> Option<String> {
    let details = mods.all_at("part/detail");
    let detail = details
        .into_iter()
        .find(|detail| detail.attribute("type").is_some_and(|found| found.eq_ignore_ascii_case(kind)))?;
    detail.text_at("number").or_else(|| detail.text_at("caption"))
}

fn pages(mods: &Element) -> Option<String> {
    let extent = mods
        .all_at("part/extent")
        .into_iter()
        .find(|extent| extent.attribute("unit").is_none_or(|unit| unit.starts_with("page")))?;
    match (extent.text_at("start"), extent.text_at("end")) {
        (Some(start), Some(end)) if start != end => Some(format!("{start}-{end}")),
        (start, end) => start.or(end).or_else(|| extent.text_at("list")),
    }
}
