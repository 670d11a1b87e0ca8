//! Clippings: wallabag, Omnivore, Readability and lists of bookmarks. The date of a clipping is not that of the article.

use super::{Service, ServiceRecord, drop_if, set_date};
use crate::corpus::draft::Draft;

pub(super) const SERVICES: &[Service] = &[
    Service {
        is: |record| record.has(&["is_archived", "content"]) || record.has(&["is_read", "is_fav", "content"]),
        amend: wallabag,
    },
    Service { is: |record| record.has(&["savedAt", "url"]), amend: omnivore },
    Service { is: |record| record.has(&["article__url"]), amend: readability },
    Service { is: |record| record.has(&["url", "title"]) && is_bookmark(record), amend: bookmark },
    Service { is: |record| record.has(&["uri", "title", "dateAdded"]), amend: firefox },
    Service { is: |record| record.has(&["URL", "Title", "Folder"]), amend: instapaper },
    Service { is: |record| record.has(&["URL", "Title", "Location"]), amend: reader },
    Service { is: |record| record.has(&["name", "url", "textContent"]), amend: linkwarden },
];

/// Returns whether a text is one that wallabag writes instead of a title or text that it could not fetch.
fn is_placeholder(text: &str) -> bool {
    text == "No title found"
        || text.starts_with("Oh, what a shame, no content")
        || text.starts_with("wallabag can't retrieve contents for this article")
}

/// wallabag, versions 1 and 2.
fn wallabag(record: &ServiceRecord<'_>, draft: &mut Draft) {
    drop_if(&mut draft.headline, is_placeholder);
    drop_if(&mut draft.body, is_placeholder);
    set_date(draft, record.text("published_at"));
}

fn omnivore(record: &ServiceRecord<'_>, draft: &mut Draft) {
    set_date(draft, record.text("publishedAt"));
    if let Some(site) = record.text("siteName") {
        draft.source = Some(site);
    }
}

fn readability(record: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.headline = record.text("article__title");
    drop_if(&mut draft.headline, is_placeholder);
    draft.lead = record.text("article__excerpt");
    draft.url = record.text("article__url");
    draft.bylines = record.text("article__author").into_iter().collect();
    set_date(draft, record.text("article__date_published"));
}

fn is_bookmark(record: &ServiceRecord<'_>) -> bool {
    let marks: &[&[&str]] = &[
        &["created", "tags", "private"],
        &["created_at", "is_saved"],
        &["time_added"],
        &["collectionId", "pinnedBy"],
        &["collection", "createdAt", "textContent"],
        &["shared", "toread"],
    ];
    marks.iter().any(|names| record.has(names))
}

/// Delicious, elCurator, Pocket, Linkwarden, Pinboard.
fn bookmark(record: &ServiceRecord<'_>, draft: &mut Draft) {
    set_date(draft, None);
    draft.source = None;
    draft.own_id = record.text("id");
    if let Some(text) = record.text("textContent") {
        draft.body = Some(text);
    }
}

/// A bookmark of Firefox in its backup.
fn firefox(record: &ServiceRecord<'_>, draft: &mut Draft) {
    set_date(draft, None);
    draft.url = record.text("uri").filter(|url| url.starts_with("http"));
    draft.own_id = record.text("guid");
    draft.topics = record.text("tags").map(|tags| tags.split(',').map(str::to_owned).collect()).unwrap_or_default();
    draft.place = None;
    draft.section = None;
}

/// Instapaper; the selection is the text that the reader highlighted, the folder and the time are those of the clipping.
fn instapaper(record: &ServiceRecord<'_>, draft: &mut Draft) {
    set_date(draft, None);
    draft.lead = record.text("Selection");
    draft.section = None;
}

/// Linkwarden; its date is that of the clipping.
fn linkwarden(record: &ServiceRecord<'_>, draft: &mut Draft) {
    set_date(draft, None);
    draft.body = record.text("textContent");
}

/// The list of Readwise Reader, whose location is a shelf.
fn reader(_: &ServiceRecord<'_>, draft: &mut Draft) {
    draft.place = None;
}
