//! Text inside an element of another format: NITF, XHTML, escaped HTML or plain text.

use super::nitf;
use crate::corpus::draft::Draft;
use crate::corpus::markup;
use crate::corpus::xml::{self, Element};

/// The maximum number of elements in a block that consists of a picture and its caption.
const MOST_WITH_PICTURE: usize = 3;

/// How well a form keeps paragraphs and fields; of several forms of one text the best is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TextForm {
    Plain,
    Html,
    Nitf,
}

/// Returns the article inside an element and its form; `None` if there is no text.
pub(super) fn of(element: &Element) -> Option<(TextForm, Draft)> {
    let nitf = if element.name() == "nitf" { Some(element) } else { element.find("nitf") };
    if let Some(nitf) = nitf {
        return Some((TextForm::Nitf, nitf::draft(nitf))).filter(|(_, draft)| draft.body.is_some());
    }
    let (form, body) = if let Some(html) = element.find("html") {
        (TextForm::Html, html.find("body").unwrap_or(html).paragraphs_without(&is_caption))
    } else if let Some(content) = element.find("body.content") {
        (TextForm::Nitf, content.paragraphs_without(&is_caption))
    } else if element.elements().next().is_some() {
        (TextForm::Html, element.paragraphs_without(&is_caption))
    } else {
        return of_text(&element.text());
    };
    article(form, body)
}

/// Returns the article in a text, which may contain markup; `None` if there is none.
pub(super) fn of_text(text: &str) -> Option<(TextForm, Draft)> {
    let is_html = markup::has_tags(text);
    let (form, body) =
        if is_html { (TextForm::Html, markup::plain_text(text)) } else { (TextForm::Plain, xml::wrapped(text)) };
    article(form, body)
}

fn article(form: TextForm, body: String) -> Option<(TextForm, Draft)> {
    (!body.trim().is_empty()).then(|| (form, Draft { body: Some(body), ..Draft::default() }))
}

/// Returns whether an element inside running text is a picture or a caption.
fn is_caption(element: &Element) -> bool {
    let class = || element.attribute("class").unwrap_or_default().to_ascii_lowercase();
    match element.name() {
        "figure" | "figcaption" | "media" | "head" => true,
        "div" if element.child("img").is_some() && element.elements().count() <= MOST_WITH_PICTURE => true,
        "p" | "div" | "span" => {
            class().split([' ', '-', '_']).any(|word| matches!(word, "caption" | "credit" | "photo"))
        }
        _ => false,
    }
}
