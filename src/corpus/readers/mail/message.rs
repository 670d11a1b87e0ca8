//! Turns a mail into drafts: the mail itself, attached messages, or the articles of a database export that it delivers.

use super::flowed_text;
use super::forwarded::forwarded;
use super::news_alert;
use super::senders::{Sender, sender};
use crate::article::{Language, PublishedDate};
use crate::corpus::dates;
use crate::corpus::decode;
use crate::corpus::draft::Draft;
use crate::corpus::line_layout;
use crate::corpus::markup;
use crate::corpus::reader::{ReadRecord, ReaderContext, RecordSink};
use crate::corpus::readers::databases;
use crate::corpus::skip::{Skip, SkipReason};
use mail_parser::{HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::ops::ControlFlow;
use std::panic;
use std::path::Path;

/// The maximum nesting of messages.
const DEEPEST: usize = 5;
/// A text part shorter than the HTML part by this factor only points to it.
const POINTER: usize = 3;

/// The hierarchies of newsgroups.
const HIERARCHIES: &[&str] = &["alt", "comp", "humanities", "misc", "rec", "sci", "soc", "talk"];

/// Reads one mail from its bytes.
pub(super) fn read_mail(
    bytes: &[u8],
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
) -> Result<ControlFlow<()>, Skip> {
    // A panic of the library on one mail must not end the indexing run.
    let message = panic::catch_unwind(|| MessageParser::default().parse(bytes));
    // The library panics if the parts of a message are nested in an unexpected way.
    let unexpected = || SkipReason::Malformed { format: "mail", detail: "its parts do not fit together".to_owned() };
    let message = message.map_err(|_| unexpected())?;
    let Some(message) = message.filter(|message| !message.parts.is_empty()) else {
        let draft = Err(SkipReason::Malformed { format: "mail", detail: "no headers".into() });
        return Ok(sink(ReadRecord { line: None, draft }));
    };
    read_message(&message, context, sink, 0)
}

fn read_message(
    message: &Message<'_>,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
    depth: usize,
) -> Result<ControlFlow<()>, Skip> {
    let mut flow = ControlFlow::Continue(());
    if read_export(message, context, &mut |record| {
        flow = sink(record);
        flow
    })? {
        return Ok(flow);
    }
    let attached: Vec<&Message<'_>> = message
        .parts
        .iter()
        .filter_map(|part| match &part.body {
            PartType::Message(inner) if depth < DEEPEST => Some(inner),
            _ => None,
        })
        .collect();
    let own = draft(message, context.path);
    let is_cover = own.body.as_deref().is_none_or(|body| body.trim().len() < 300);
    // A mail that only carries others is not an article.
    if attached.is_empty() || !is_cover {
        let draft = if own.body.is_some() || own.headline.is_some() { Ok(own) } else { Err(SkipReason::NoText) };
        if sink(ReadRecord { line: None, draft }).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    for inner in attached {
        if read_message(inner, context, sink, depth + 1)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Reads the articles of the database export that a mail delivers; returns whether it delivers one.
fn read_export(message: &Message<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<bool, Skip> {
    for part in &message.parts {
        if let PartType::Html(html) = &part.body {
            let listed = news_alert::articles(html);
            let is_alert = !listed.is_empty();
            for draft in listed {
                if sink(ReadRecord { line: None, draft: Ok(draft) }).is_break() {
                    return Ok(true);
                }
            }
            if is_alert {
                return Ok(true);
            }
        }
        let is_export = match &part.body {
            PartType::Html(html) => databases::read_mailed_html(html, context, sink)?,
            PartType::Text(text) => databases::read_mailed_text(text, context, sink)?,
            _ => false,
        };
        if is_export {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Returns whether the name of a folder is that of a newsgroup, as in the collection 20 Newsgroups.
fn is_newsgroup(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-+_".contains(&byte);
    name.split_once('.').is_some_and(|(hierarchy, _)| HIERARCHIES.contains(&hierarchy)) && name.bytes().all(is_letter)
}

fn draft(message: &Message<'_>, path: &Path) -> Draft {
    let is_bulk = ["List-Id", "List-Unsubscribe", "List-Post"].iter().any(|name| message.header(*name).is_some());
    let body = body(message, is_bulk);
    let (inner, body) = match body.as_deref().and_then(forwarded) {
        Some((inner, text)) => (Some(inner), Some(laid_out(&text))),
        None => (None, body),
    };
    let sent = message
        .from()
        .and_then(|from| from.first())
        .map(|from| (from.name().map(str::to_owned), from.address().map(str::to_owned)));
    let (name, address) = sent.unwrap_or_default();
    let comment = message.header_raw("From").and_then(name_in_comment);
    let list = message.header_raw("List-Id").and_then(list_name);
    let Sender { source, byline } = sender(name.or(comment).as_deref(), address.as_deref(), list.as_deref(), is_bulk);
    let groups = message
        .header_raw("Newsgroups")
        .and_then(|groups| groups.split(',').next())
        .map(|group| group.trim().to_owned());
    let folder = path.parent().and_then(|folder| folder.file_name()?.to_str()).filter(|name| is_newsgroup(name));
    let mut draft = Draft {
        own_id: message.message_id().map(str::to_owned),
        headline: message.subject().map(|subject| subject.trim().to_owned()).filter(|subject| !subject.is_empty()),
        body,
        section: folder.map(str::to_owned),
        source: groups.or(folder.map(str::to_owned)).or(source),
        bylines: byline.into_iter().collect(),
        topics: message
            .header_raw("Keywords")
            .map(|words| words.split([',', ';']).map(|word| word.trim().to_owned()).collect())
            .unwrap_or_default(),
        language: message.header_raw(HeaderName::ContentLanguage).and_then(|language| Language::parse(language.trim())),
        url: message.header_raw(HeaderName::ArchivedAt).map(|url| url.trim().trim_matches(['<', '>']).to_owned()),
        published: published(message),
        ..Draft::default()
    };
    if let Some(inner) = inner {
        let Sender { source, byline } = sender(inner.name.as_deref(), inner.address.as_deref(), None, false);
        draft.headline = inner.subject.or(draft.headline);
        draft.published = inner.date.as_deref().and_then(dates::parse).or(draft.published);
        draft.source = source;
        draft.bylines = byline.into_iter().collect();
    }
    draft
}

fn published(message: &Message<'_>) -> Option<PublishedDate> {
    let stated = message.header_raw("Date").and_then(|date| dates::parse(date.trim()));
    stated.or_else(|| message.date().filter(|date| date.is_valid()).and_then(|date| date.to_rfc3339().parse().ok()))
}

/// Returns the text of a mail, from its text part unless that only points to the HTML part.
fn body(message: &Message<'_>, is_bulk: bool) -> Option<String> {
    let part = |ids: &[u32], is_wanted: fn(&MessagePart<'_>) -> bool| {
        ids.iter().filter_map(|id| message.parts.get(*id as usize)).find(|part| is_wanted(part))
    };
    let plain = part(&message.text_body, |part| matches!(part.body, PartType::Text(_)));
    let html = part(&message.html_body, |part| matches!(part.body, PartType::Html(_)));
    let framed = |text: String| if is_bulk { without_frame(&text) } else { text };
    // The headers of a forwarded message are lines, which the layout would join.
    let plain = plain.map(|part| {
        let text = flowed_text::joined(part, text_of(message, part).replace("\r\n", "\n"));
        if forwarded(&text).is_some() { text } else { framed(laid_out(&text)) }
    });
    let html = html.map(|part| framed(markup::plain_text(&visible(&text_of(message, part)))));
    let text = match (plain, html) {
        (Some(plain), Some(html)) if plain.trim().is_empty() || plain.len() * POINTER < html.len() => html,
        (Some(plain), _) => plain,
        (None, html) => html?,
    };
    Some(text).filter(|text| !text.trim().is_empty())
}

/// Returns the text of a part. A part without a charset is decoded like a file.
fn text_of(message: &Message<'_>, part: &MessagePart<'_>) -> String {
    let (PartType::Text(text) | PartType::Html(text)) = &part.body else { return String::new() };
    let stated = part.content_type().is_some_and(|kind| kind.attribute("charset").is_some());
    let is_raw = part.encoding == mail_parser::Encoding::None;
    if stated || !is_raw || !text.contains('\u{FFFD}') {
        return text.clone().into_owned();
    }
    let raw = message.raw_message.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize);
    raw.map_or_else(|| text.clone().into_owned(), |raw| decode::file(raw.to_vec()))
}

/// Returns the paragraphs of a text part without its signature.
fn laid_out(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let text = text.split_once("\n-- \n").map_or(text.as_str(), |(text, _)| text);
    line_layout::paragraphs(text, line_layout::wrap_width(text))
}

/// Returns a page without the hidden line that mail programs show next to the subject.
fn visible(html: &str) -> String {
    const SIGNS: [&str; 2] = ["display:none", "display: none"];
    let mut signs: Vec<usize> = SIGNS.iter().flat_map(|sign| html.match_indices(sign)).map(|(at, _)| at).collect();
    signs.sort_unstable();
    let mut kept = String::with_capacity(html.len());
    let mut passed = 0;
    // Names of elements without a further end tag.
    let mut open_ended: Vec<&str> = Vec::new();
    for at in signs.into_iter().filter(|at| *at > 0) {
        let Some(before) = html.get(passed..at) else { continue };
        let Some(open) = before.rfind('<') else { continue };
        let element = before.get(open + 1..).unwrap_or_default();
        let name =
            HIDDEN.iter().find(|name| element.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)));
        let Some(name) = name.filter(|name| !open_ended.contains(name)) else { continue };
        // Hidden elements inside a hidden one are rare in mail.
        let rest = html.get(at..).unwrap_or_default();
        let end = format!("</{name}>");
        let Some(close) = rest.find(&end).or_else(|| rest.find(&end.to_uppercase())) else {
            open_ended.push(name);
            continue;
        };
        kept.push_str(before.get(..open).unwrap_or_default());
        passed = at + close + end.len();
    }
    kept.push_str(html.get(passed..).unwrap_or_default());
    kept
}

/// Elements that newsletters hide.
const HIDDEN: &[&str] = &["div", "span", "p", "td"];

/// Removes the additions of newsletters around their text.
fn without_frame(text: &str) -> String {
    const FRAME: &[&str] = &[
        "unsubscribe",
        "view in browser",
        "view this email",
        "view online",
        "in your browser",
        "manage your preferences",
        "email preferences",
        "update your preferences",
        "privacy policy",
        "newsletter abbestellen",
        "im browser",
        "abmelden",
        "se désabonner",
        "désinscri",
        "forward to a friend",
        "you are receiving this",
        "you received this",
        "sent this email",
        "darse de baja",
        "cancelar suscripción",
        "having trouble",
        "all rights reserved",
        "mailing address",
    ];
    let is_frame = |paragraph: &str| {
        let lower = paragraph.to_lowercase();
        paragraph.len() < 400 && FRAME.iter().any(|words| lower.contains(words))
    };
    let mut kept: Vec<&str> = text.split("\n\n").filter(|paragraph| !is_frame(paragraph)).collect();
    // Two hyphens begin the signature (RFC 3676).
    let is_signature = |paragraph: &&str| paragraph.split('\n').next().is_some_and(|line| line.trim_end() == "--");
    if let Some(start) = kept.iter().rposition(is_signature)
        && kept.len() - start <= MOST_SIGNATURE
    {
        kept.truncate(start);
    }
    kept.join("\n\n")
}

/// The maximum length of a signature, in paragraphs.
const MOST_SIGNATURE: usize = 4;

/// Returns the name in `a@b.example (Anna Smith)`.
fn name_in_comment(from: &str) -> Option<String> {
    let (_, comment) = from.split_once('(')?;
    let name = comment.split(')').next()?.trim();
    Some(name.to_owned()).filter(|name| name.contains(char::is_alphabetic))
}

/// Returns the name in `Morning Briefing <briefing.post.example>`.
fn list_name(list: &str) -> Option<String> {
    let name = list.split('<').next()?.trim().trim_matches('"').trim();
    let is_name = name.contains(char::is_alphabetic) && !name.contains("=?");
    is_name.then(|| name.split_whitespace().collect::<Vec<_>>().join(" "))
}
