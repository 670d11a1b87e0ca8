//! The articles in the logical structure of an issue.
//!
//! Every library names the divisions in its own way, in capitals or not: a division that is neither a part of the issue nor a part of an article is itself an
//! article.

use super::mets_document::{MetsDocument, areas_of};
use super::mets_files::Area;
use crate::article::ArticleKind;
use crate::corpus::xml::Element;

/// An article, or another part of an issue, with the areas of its text.
#[derive(Debug, Default)]
pub(super) struct MetsPiece {
    /// The id of its division.
    pub(super) id: Option<String>,
    /// The ids of its descriptions.
    pub(super) described: String,
    pub(super) label: Option<String>,
    /// The title of the section that it is in.
    pub(super) section: Option<String>,
    pub(super) kind: Option<ArticleKind>,
    pub(super) overlines: Vec<Area>,
    pub(super) headings: Vec<Area>,
    pub(super) subheadings: Vec<Area>,
    pub(super) authors: Vec<Area>,
    pub(super) body: Vec<Area>,
    /// Whether the heading cannot be distinguished from the text.
    pub(super) is_flat: bool,
    /// Whether it is text of the issue or of a section outside any article.
    pub(super) is_loose: bool,
}

impl MetsPiece {
    fn of(div: &Element, section: Option<&str>, kind: Option<ArticleKind>) -> Self {
        Self {
            id: div.attribute("ID").map(str::to_owned),
            described: div.attribute("DMDID").unwrap_or_default().to_owned(),
            label: div.attribute("LABEL").map(str::to_owned),
            section: section.map(str::to_owned),
            kind,
            ..Self::default()
        }
    }

    /// Returns all areas, in reading order.
    pub(super) fn areas(&self) -> impl Iterator<Item = &Area> {
        let parts = [&self.overlines, &self.headings, &self.subheadings, &self.authors, &self.body];
        parts.into_iter().flatten()
    }

    /// Returns whether it refers to any text.
    pub(super) fn has_areas(&self) -> bool {
        self.areas().next().is_some()
    }

    /// Returns whether it refers to ranges of words.
    pub(super) fn has_ranges(&self) -> bool {
        self.areas().any(|area| area.end.is_some())
    }
}

/// The role of a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A part of the publication.
    Issue,
    Section,
    /// An article, or another item of a kind.
    Piece(Option<ArticleKind>),
    Heading,
    Overline,
    Title,
    Subtitle,
    Author,
    Picture,
    Table,
    /// A part of a text.
    Text,
}

fn role(div: &Element) -> Role {
    let name: String = div
        .attribute("TYPE")
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    match name.as_str() {
        "newspaper" | "periodical" | "journal" | "magazine" | "serial" | "volume" | "year" | "month" | "day"
        | "issue" | "newspaperissue" | "supplement" | "edition" | "content" | "contents" | "document" | "body"
        | "bodycontent" | "bodymatter" | "logical" | "multivolumework" | "page" | "pages" => Role::Issue,
        "section" | "part" | "rubric" | "articlegroup" | "chapter" => Role::Section,
        "advertisement"
        | "advertisements"
        | "advertising"
        | "advert"
        | "ad"
        | "ads"
        | "freead"
        | "classified"
        | "classifieds"
        | "classifiedad"
        | "advertisementsection"
        | "publicite"
        | "anzeige"
        | "advertentie" => Role::Piece(Some(ArticleKind::Advertisement)),
        "titlesection"
        | "publishingstmt"
        | "publishingstatement"
        | "imprint"
        | "masthead"
        | "headpiece"
        | "tailpiece"
        | "titlepage"
        | "tableofcontents"
        | "toc"
        | "header"
        | "footer"
        | "pageheader"
        | "pagefooter"
        | "runninghead"
        | "runningtitle"
        | "pagenumber"
        | "cover"
        | "coverpage"
        | "ear" => Role::Piece(Some(ArticleKind::Furniture)),
        "illustration" | "image" | "photo" | "photograph" | "picture" | "drawing" | "cartoon" | "comic" | "map"
        | "chart" | "graphic" | "graph" | "ornament" | "caption" | "figure" => Role::Picture,
        "table" => Role::Table,
        "heading" | "head" | "headinggroup" => Role::Heading,
        "overline" | "kicker" | "overtitle" | "overheadline" => Role::Overline,
        "title" | "headline" | "maintitle" | "articletitle" => Role::Title,
        "subheadline" | "subtitle" | "subheading" | "subhead" | "subline" | "underline" => Role::Subtitle,
        "author" | "byline" | "creator" | "authors" => Role::Author,
        "paragraph" | "text" | "textblock" | "textline" | "footnote" | "endnote" | "line" | "verse" | "stanza"
        | "list" | "quote" | "motto" | "dateline" | "crosshead" | "intertitle" | "lead" | "abstract" | "note"
        | "block" | "crossheading" | "composedblock" | "continuation" | "articlepart" | "" => Role::Text,
        _ => Role::Piece(None),
    }
}

/// Returns the articles and other parts of an issue, in the order of its structure.
pub(super) fn pieces(document: &MetsDocument) -> Vec<MetsPiece> {
    let mut found = Vec::new();
    for map in &document.logical {
        let mut loose = MetsPiece { is_loose: true, ..MetsPiece::default() };
        walk(map, None, document, &mut loose, &mut found);
        if loose.has_areas() {
            found.push(loose);
        }
    }
    found
}

/// Walks through the divisions of an issue or a section. `loose` receives the text outside articles.
fn walk(
    outer: &Element,
    section: Option<&str>,
    document: &MetsDocument,
    loose: &mut MetsPiece,
    found: &mut Vec<MetsPiece>,
) {
    for div in outer.children("div") {
        match role(div) {
            Role::Issue => {
                loose.body.extend(areas_of(div).into_iter().filter(|area| area.begin.is_some()));
                walk(div, section, document, loose, found);
            }
            Role::Section => {
                let title = section_title(div, document);
                let mut own = MetsPiece { is_loose: true, ..MetsPiece::of(div, section, None) };
                own.body.extend(areas_of(div));
                walk(div, title.as_deref().or(section), document, &mut own, found);
                // A heading alone is not a text.
                if !own.body.is_empty() {
                    found.push(own);
                }
            }
            Role::Piece(kind) => add_piece(div, section, class_of(div, document).or(kind), document, found),
            Role::Table => add_piece(div, section, None, document, found),
            Role::Picture => add_piece(div, section, Some(ArticleKind::Illustration), document, found),
            Role::Heading | Role::Title | Role::Overline | Role::Subtitle => {
                let heading = MetsPiece::default();
                let heading = collected(div, heading, section, document, found, Inside::Heading);
                loose.headings.extend(heading.areas().cloned());
            }
            Role::Text | Role::Author => {
                let text = collected(div, MetsPiece::default(), section, document, found, Inside::Text);
                loose.body.extend(text.areas().cloned());
            }
        }
    }
}

/// Returns the kind that the description of a division states.
fn class_of(div: &Element, document: &MetsDocument) -> Option<ArticleKind> {
    let described = div.attribute("DMDID").unwrap_or_default();
    let is_advertisement =
        document.described(described).filter_map(|description| description.class.as_deref()).any(|class| {
            let class = class.to_lowercase();
            class.starts_with("advert") || class == "freead"
        });
    is_advertisement.then_some(ArticleKind::Advertisement)
}

fn section_title(div: &Element, document: &MetsDocument) -> Option<String> {
    let described = document.described(div.attribute("DMDID").unwrap_or_default());
    let titles: Vec<String> =
        described.flat_map(|description| &description.titles).map(|title| title.main.clone()).collect();
    let stated = Some(titles.join(" ")).filter(|title| !title.is_empty());
    stated.or_else(|| div.attribute("LABEL").map(str::to_owned))
}

fn add_piece(
    div: &Element,
    section: Option<&str>,
    kind: Option<ArticleKind>,
    document: &MetsDocument,
    found: &mut Vec<MetsPiece>,
) {
    let at = found.len();
    let piece = MetsPiece::of(div, section, kind);
    let inside = if kind == Some(ArticleKind::Illustration) { Inside::Picture } else { Inside::Text };
    let mut piece = collected(div, piece, section, document, found, inside);
    if !piece.has_areas()
        && let Some(areas) = piece.id.as_ref().and_then(|id| document.linked.get(id))
    {
        piece.body.clone_from(areas);
        piece.is_flat = true;
    }
    found.insert(at, piece);
}

/// The part of an article that a division is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Text,
    Heading,
    Picture,
}

/// Adds the areas of a division and of its children to an article; nested articles become separate ones.
fn collected(
    div: &Element,
    mut piece: MetsPiece,
    section: Option<&str>,
    document: &MetsDocument,
    found: &mut Vec<MetsPiece>,
    inside: Inside,
) -> MetsPiece {
    let own = areas_of(div);
    match (role(div), inside) {
        (Role::Author, _) => piece.authors.extend(own),
        (Role::Overline, _) => piece.overlines.extend(own),
        (Role::Subtitle, Inside::Heading) => piece.subheadings.extend(own),
        // A title after the beginning of the text is a heading within the text.
        (Role::Title | Role::Heading | Role::Subtitle, _) if piece.body.is_empty() => {
            let part = if role(div) == Role::Subtitle { &mut piece.subheadings } else { &mut piece.headings };
            part.extend(own);
        }
        (_, Inside::Heading) => piece.headings.extend(own),
        _ => piece.body.extend(own),
    }
    for child in div.children("div") {
        let child_role = role(child);
        match child_role {
            Role::Piece(kind) => add_piece(child, section, class_of(child, document).or(kind), document, found),
            // Captions belong to pictures, not to the text; so does the picture of a table, but not the table itself.
            Role::Picture if inside != Inside::Picture && role(div) != Role::Table => {}
            Role::Heading => piece = collected(child, piece, section, document, found, Inside::Heading),
            _ => piece = collected(child, piece, section, document, found, inside),
        }
    }
    piece
}
