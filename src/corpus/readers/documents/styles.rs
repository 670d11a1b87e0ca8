//! Paragraph styles by their names, each of which may inherit from a parent.

use super::document_block::BlockKind;
use rustc_hash::FxHashMap;

/// The maximum number of ancestors of a style, which also ends cycles.
const MOST_PARENTS: usize = 16;

/// A paragraph style.
#[derive(Debug, Clone, Default)]
pub(super) struct ParagraphStyle {
    /// The name that users see.
    pub(super) name: String,
    pub(super) parent: Option<String>,
    /// Whether the style belongs to an outline level.
    pub(super) is_heading: bool,
    /// The font size; 0 if the parent states it.
    pub(super) size: u32,
    pub(super) is_bold: Option<bool>,
    pub(super) begins_page: bool,
}

/// A style resolved with its ancestors.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ResolvedStyle {
    pub(super) kind: BlockKind,
    pub(super) size: u32,
    pub(super) is_bold: bool,
    pub(super) begins_page: bool,
}

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: FxHashMap<String, ParagraphStyle>,
    /// The font size if no style states one.
    pub(super) size: u32,
    /// The default paragraph style.
    pub(super) default: Option<String>,
}

impl Styles {
    /// Adds a style.
    pub(super) fn add(&mut self, id: String, style: ParagraphStyle) {
        self.styles.insert(id, style);
    }

    /// Returns the resolved style.
    pub(super) fn resolve(&self, id: Option<&str>) -> ResolvedStyle {
        let mut found = ResolvedStyle::default();
        let (mut is_bold, mut next) = (None, id.or(self.default.as_deref()));
        for _ in 0..MOST_PARENTS {
            let Some(id) = next else { break };
            let Some(style) = self.styles.get(id) else {
                if found.kind == BlockKind::Text {
                    found.kind = kind_of(id);
                }
                break;
            };
            if found.kind == BlockKind::Text {
                found.kind = kind_of(&style.name);
            }
            if found.kind == BlockKind::Text && style.is_heading {
                found.kind = BlockKind::Heading;
            }
            if found.size == 0 {
                found.size = style.size;
            }
            is_bold = is_bold.or(style.is_bold);
            found.begins_page |= style.begins_page;
            next = style.parent.as_deref();
        }
        found.size = if found.size == 0 { self.size } else { found.size };
        found.is_bold = is_bold.unwrap_or(false);
        found
    }
}

/// Returns the role of a style by its name. Programs keep the names of built-in styles in English.
pub(super) fn kind_of(name: &str) -> BlockKind {
    let name = name.replace("_20_", " ").to_lowercase();
    let name = name.trim();
    let starts = |starts: &[&str]| starts.iter().any(|start| name.starts_with(start));
    match name {
        "title" | "headline" | "titel" | "titre" | "título" | "titolo" | "schlagzeile" => BlockKind::Title,
        "subtitle" | "standfirst" | "untertitel" | "sous-titre" | "subhead" | "vorspann" | "chapeau" => {
            BlockKind::Subtitle
        }
        "author" | "authors" | "byline" | "autor" | "autorin" | "autorenzeile" | "auteur" | "autore" => {
            BlockKind::Author
        }
        "date" | "datum" | "fecha" | "data" => BlockKind::Date,
        _ if starts(&["toc ", "toc1", "toc2", "toc3", "tocheading", "contents ", "table of figures", "index "]) => {
            BlockKind::Generated
        }
        _ if starts(&["heading", "überschrift ", "titre ", "título "]) => BlockKind::Heading,
        _ if starts(&["list bullet", "list number", "list 1", "list 2", "numbering "]) => BlockKind::ListItem,
        _ => BlockKind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_takes_what_it_lacks_from_its_parents() {
        let mut styles = Styles { size: 20, ..Styles::default() };
        let style = |name: &str, parent: Option<&str>, size| ParagraphStyle {
            name: name.into(),
            parent: parent.map(str::to_owned),
            size,
            ..ParagraphStyle::default()
        };
        styles.add("P1".into(), style("", Some("Titel"), 0));
        styles.add("Titel".into(), ParagraphStyle { is_bold: Some(true), ..style("Title", Some("Standard"), 56) });
        styles.add("Standard".into(), style("Normal", Some("Standard"), 0));
        let resolved = styles.resolve(Some("P1"));
        assert_eq!((resolved.kind, resolved.size, resolved.is_bold), (BlockKind::Title, 56, true));
        let plain = styles.resolve(Some("Standard"));
        assert_eq!((plain.kind, plain.size, plain.is_bold), (BlockKind::Text, 20, false));
        assert_eq!(styles.resolve(Some("Heading1")).kind, BlockKind::Heading);
    }
}
