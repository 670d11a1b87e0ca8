//! TEI, as extractors and editors of newspapers write it.

use super::trafilatura_xml::without_headline;
use crate::article::Language;
use crate::corpus::bylines;
use crate::corpus::dates::{self, ParsedDate};
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element};

/// Reads TEI.
pub(in crate::corpus::readers) struct TeiReader;

impl Reader for TeiReader {
    fn name(&self) -> &'static str {
        "tei"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| matches!(&*root.tag.name, "TEI" | "TEI.2" | "teiCorpus"))
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        xml::each_record(input, context, self.memory_factor(), sink, |stream, tag| {
            match &*tag.name {
                "TEI" | "TEI.2" => return Ok(Some(stream.element(tag)?.map(|tei| draft(&tei)))),
                // The header of a corpus does not describe a single text.
                "teiHeader" => drop(stream.element(tag)?),
                _ => {}
            }
            Ok(None)
        })
    }
}

fn draft(tei: &Element) -> Draft {
    let description = tei.at("teiHeader/fileDesc");
    let profile = tei.at("teiHeader/profileDesc");
    // Describes the source if it is stated, else the file itself.
    let origin = description.and_then(|file| {
        file.at("sourceDesc/biblFull")
            .or_else(|| file.at("sourceDesc/biblStruct"))
            .or_else(|| file.at("sourceDesc/bibl"))
    });
    let parts: Vec<&Element> = origin.into_iter().chain(description.and_then(|file| file.child("titleStmt"))).collect();
    let first = |name: &str| {
        parts.iter().find_map(|part| part.find_all(name).into_iter().map(Element::line).find(|text| !text.is_empty()))
    };
    let headline = description.and_then(|file| title(file.child("titleStmt")?)).or_else(|| origin.and_then(title));
    let publisher =
        first("publisher").or_else(|| description.and_then(|file| file.text_at("publicationStmt/publisher")));
    let of_journal = || {
        origin.and_then(|origin| {
            origin.find_all("title").into_iter().find(|title| title.attribute("level") == Some("j")).map(Element::line)
        })
    };
    let source = of_journal().or(publisher).map(|name| without_host(&name).to_owned());
    let authors: Vec<String> = parts
        .iter()
        .map(|part| part.find_all("author"))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
        .into_iter()
        .map(person)
        .collect();
    let terms = profile.map(|profile| profile.find_all("term")).unwrap_or_default();
    let of_type = |wanted: &[&str]| -> Vec<String> {
        let chosen =
            terms.iter().filter(|term| term.attribute("type").map_or(wanted.is_empty(), |kind| wanted.contains(&kind)));
        chosen.map(|term| term.line()).filter(|text| !text.is_empty()).collect()
    };
    let mut categories = of_type(&["categories", "category"]).iter().flat_map(|list| split(list)).collect::<Vec<_>>();
    let tags = [of_type(&["tags", "tag", "keyword", "keywords"]), of_type(&[])].concat();
    let tags: Vec<String> = tags.iter().flat_map(|list| split(list)).collect();
    let section = if categories.is_empty() { None } else { Some(categories.remove(0)) };
    let language =
        profile.and_then(|profile| profile.find("language")).and_then(|language| language.attribute("ident"));
    let language = language.or_else(|| tei.attribute("xml:lang"));
    let body = tei.at("text/body").map(|body| body.paragraphs_without(&is_no_text));
    let address = origin.and_then(|origin| {
        origin.find_all("ptr").into_iter().find_map(|link| link.attribute("target").map(str::to_owned))
    });
    let mut draft = Draft {
        own_id: origin.and_then(|origin| origin.find("idno")).map(Element::line).filter(|id| !id.is_empty()),
        lead: profile
            .and_then(|profile| profile.child("abstract"))
            .map(Element::paragraphs)
            .filter(|text| !text.is_empty()),
        body: body.map(|text| without_headline(text, headline.as_deref())).filter(|text| !text.is_empty()),
        bylines: authors.iter().flat_map(|author| bylines::names(author, source.as_deref())).collect(),
        section,
        topics: [tags, categories].concat(),
        language: language.and_then(Language::parse),
        url: address.filter(|address| address.starts_with("http")),
        headline,
        source,
        ..Draft::default()
    };
    draft.add_date(date(origin, description));
    draft
}

/// Removes the host that an extractor adds to the name of a site: `The Courier (courier.example)`.
fn without_host(name: &str) -> &str {
    let host = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
    host.filter(|(_, host)| host.contains('.') && !host.contains(' ')).map_or(name, |(name, _)| name)
}

fn title(part: &Element) -> Option<String> {
    let titles = part.find_all("title");
    let main = titles
        .iter()
        .find(|title| matches!(title.attribute("type"), Some("main")) || title.attribute("level") == Some("a"));
    main.or(titles.first()).map(|title| title.line()).filter(|text| !text.is_empty())
}

/// Returns the name of an author, whose parts may be elements.
fn person(author: &Element) -> String {
    let parts: Vec<String> =
        ["forename", "surname"].iter().flat_map(|name| author.find_all(name)).map(Element::line).collect();
    if parts.is_empty() { author.line() } else { parts.join(" ") }
}

/// Returns the date of publication: that of the source, else that of the file; never that of a download.
fn date(origin: Option<&Element>, description: Option<&Element>) -> Option<ParsedDate> {
    let of_file = description.and_then(|file| file.child("publicationStmt"));
    let dates = origin.into_iter().chain(of_file).flat_map(|part| part.find_all("date"));
    let mut dates = dates.filter(|date| date.attribute("type") != Some("download"));
    dates.find_map(|date| {
        let stated =
            ["when", "when-iso", "value"].iter().find_map(|name| date.attribute(name)).and_then(dates::parse_any_order);
        stated.or_else(|| dates::parse_any_order(&date.line()))
    })
}

fn split(list: &str) -> Vec<String> {
    list.split([';', ',']).map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}

fn is_no_text(element: &Element) -> bool {
    match element.name() {
        "div" => element.attribute("type") == Some("comments"),
        "figure" | "figDesc" | "fw" | "pb" => true,
        "note" => element.attribute("type").is_some_and(|kind| kind.starts_with("editor")),
        _ => false,
    }
}
