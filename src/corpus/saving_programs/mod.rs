//! The traces of programs that save or archive web pages: the URL of a page, when it was saved, and the program's own bars and links.
//!
//! Saved pages are HTML files, or parts of web archives or of MHTML. Their URL and date are in comments or attributes of the program, separate from the
//! metadata of the page itself. The date is that of saving, never of publication.

mod archive_today;
mod http_track;
mod notes;
mod wayback;

pub(super) use notes::compact_date;

use super::draft::Draft;
use super::extraction;
use super::reading_limits::RecordTime;
use super::skip::SkipReason;
use crate::article::PublishedDate;
use std::borrow::Cow;

/// A page without the traces of the program that saved it.
#[derive(Debug)]
struct SavedPage<'a> {
    /// The HTML as the site served it.
    html: Cow<'a, str>,
    /// The URL that it was saved from.
    address: Option<String>,
    /// When it was saved or crawled.
    retrieved: Option<PublishedDate>,
}

/// The origin and time of a saved page, as far as a program states them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct SavingNote {
    address: Option<String>,
    retrieved: Option<PublishedDate>,
}

impl<'a> SavedPage<'a> {
    /// Removes the traces of programs from a page. `address` is the URL that a web archive or a mail states.
    ///
    /// # Errors
    /// If the program itself generated the page, such as the list of pages of a mirror.
    fn of(html: &'a str, address: Option<&str>) -> Result<Self, SkipReason> {
        http_track::refuse_own_page(html)?;
        let note = notes::note(html);
        let stated = address.map(str::to_owned).or(note.address);
        let (mut retrieved, mut address) = (note.retrieved, stated);
        let copied = address.as_deref().and_then(wayback::archived_copy);
        let mut cleaned = Cow::Borrowed(html);
        if copied.is_some() || wayback::is_copy(html) {
            let copy = wayback::note(html);
            cleaned = Cow::Owned(wayback::without_traces(html));
            let (copied_at, original) = copied.unzip();
            address = original.or(copy.address).or(address);
            retrieved = copied_at.flatten().or(copy.retrieved).or(retrieved);
        }
        if let Some(copy) = archive_today::note(html) {
            cleaned = Cow::Owned(archive_today::without_traces(html));
            address = copy.address.or(address);
            retrieved = copy.retrieved.or(retrieved);
        }
        let address = address.map(|address| address.trim().to_owned());
        let address = address.filter(|address| address.starts_with("http://") || address.starts_with("https://"));
        Ok(Self { html: cleaned, address, retrieved })
    }
}

/// Returns the articles of a saved page; its own metadata takes precedence. `address` is the URL that a web archive or a mail states.
///
/// # Errors
/// As [`extraction::drafts`], and if the program that saved the page also generated it.
pub(super) fn drafts(html: &str, address: Option<&str>, time: &RecordTime) -> Result<Vec<Draft>, SkipReason> {
    let page = SavedPage::of(html, address)?;
    let mut drafts = extraction::drafts(&page.html, page.address.as_deref(), time)?;
    for draft in &mut drafts {
        draft.retrieved = draft.retrieved.or(page.retrieved);
        // The page may state the URL of its copy.
        if let Some((_, original)) = draft.url.as_deref().and_then(wayback::archived_copy) {
            draft.url = Some(original);
        }
    }
    Ok(drafts)
}

/// Returns the text between two markers.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> (Option<String>, Option<String>) {
        let page = SavedPage::of(html, None).expect("a page");
        (page.address, page.retrieved.map(|date| date.to_string()))
    }

    fn found(address: &str, retrieved: &str) -> (Option<String>, Option<String>) {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        (some(address), some(retrieved))
    }

    #[test]
    fn the_address_of_an_article_is_the_original_one() {
        for (html, address) in [
            ("<!DOCTYPE html>\n<!-- saved from url=(0019)https://x.example/a -->\n", "https://x.example/a"),
            (
                "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://x.example/a \n saved date: Mon Jul 06 2026\n-->",
                "https://x.example/a",
            ),
            (
                "<link rel=\"canonical\" href=\"https://web.archive.org/web/20121013001622/http://x.example/a\">",
                "http://x.example/a",
            ),
        ] {
            let page = format!("{html}<p>The river rose on Monday after a week of rain, and the bridge was closed.");
            let found = drafts(&page, None, &RecordTime::default()).expect(html);
            assert_eq!(found.first().and_then(|draft| draft.url.as_deref()), Some(address), "{html}");
        }
    }

    #[test]
    fn programs_state_address_and_date() {
        for (html, address, retrieved) in [
            ("<!-- saved from url=(0019)https://x.example/a -->\n<html><p>x", "https://x.example/a", ""),
            ("<!DOCTYPE html>\n<!-- saved from url=(0014)about:internet -->\n<html>", "", ""),
            (
                "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://x.example/a?b=1 \n saved date: Mon Jul 06 2026 13:48:48 GMT-0600 (Mountain Daylight Time)\n--><meta charset=utf-8>",
                "https://x.example/a?b=1",
                "2026-07-06T13:48:48-06:00",
            ),
            (
                "<html><!--\n Archive processed by SingleFile \n url: https://x.example/a\n saved date: Sat Nov 14 2015 06:30:00 GMT+0800 (台北标准时间)\n-->",
                "https://x.example/a",
                "2015-11-14T06:30:00+08:00",
            ),
            (
                "<html><!-- Saved from https://x.example/a at 2020-01-02T03:04:05Z using monolith v2.3.0 -->",
                "https://x.example/a",
                "2020-01-02T03:04:05Z",
            ),
            (
                "<html>\n<!-- Mirrored from www.x.example/news/a.html by HTTrack Website Copier/3.x [XR&CO'2014], Thu, 03 Jul 2014 10:11:12 GMT -->\n<head>",
                "http://www.x.example/news/a.html",
                "2014-07-03T10:11:12Z",
            ),
            (
                "<html><head><style>x</style><meta name=\"savepage-url\" content=\"https://x.example/a?b=1&amp;c=2\"><meta name=\"savepage-date\" content=\"Thu Nov 12 2020 10:11:12 GMT+0100 (CET)\">",
                "https://x.example/a?b=1&c=2",
                "2020-11-12T10:11:12+01:00",
            ),
            (
                "<!DOCTYPE html>\n<html lang=\"en\" data-scrapbook-source=\"https://x.example/a\" data-scrapbook-create=\"20200102030405678\">",
                "https://x.example/a",
                "2020-01-02T03:04:05Z",
            ),
            ("<html><p>The page was saved from url=(nothing), she said. Mirrored from x by HTTrack", "", ""),
            ("<html><!-- url: https://x.example/a --><p>x", "", ""),
        ] {
            assert_eq!(read(html), found(address, retrieved), "{html}");
        }
    }

    #[test]
    fn copies_of_web_archives_lose_bar_and_prefixes() {
        let page = "<html><head><script src=\"//archive.org/includes/analytics.js\"></script>\n<script>__wm.wombat(\"http://x.example/a\",\"20131007232208\",\"https://web.archive.org/\");</script><!-- End Wayback Rewrite JS Include -->\
            <link rel=canonical href=\"https://web.archive.org/web/20131007232208/http://x.example/a\"><img src=\"/web/20131007232208im_/http://x.example/b.jpg\"></head><body><!-- BEGIN WAYBACK TOOLBAR INSERT -->\n\
            <div id=\"wm-ipp\">27 captures</div>\n<!-- END WAYBACK TOOLBAR INSERT --><p>The <a href='//web.archive.org/web/20131007232208/https://y.example/'>river</a> rose.</p></body></html>\n\
            <!--\n     FILE ARCHIVED ON 23:22:08 Oct 07, 2013 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON 10:11:12 Jan 02, 2020.\n-->";
        let saved = SavedPage::of(page, None).expect("a page");
        assert_eq!(saved.address.as_deref(), Some("http://x.example/a"));
        assert_eq!(saved.retrieved.map(|date| date.to_string()).as_deref(), Some("2013-10-07T23:22:08Z"));
        assert!(
            saved.html.contains("<link rel=canonical href=\"http://x.example/a\"><img src=\"http://x.example/b.jpg\">")
        );
        assert!(saved.html.contains("<p>The <a href='https://y.example/'>river</a> rose.</p>"));
        assert!(!saved.html.contains("captures"), "{}", saved.html);
    }

    #[test]
    fn copies_in_archive_today_lose_bar_and_facts_of_the_copy() {
        let page = "<html><head><meta property=\"og:site_name\" content=\"archive.ph\"/><meta property=\"article:published_time\" content=\"2021-01-03T10:00:00Z\"/>\
            <link rel=\"canonical\" href=\"https://archive.ph/2021.01.03-100000/https://x.example/a\"/></head><body><div id=\"HEADER\"><div>Saved from</div></div><p>The river rose.</body></html>";
        let saved = SavedPage::of(page, None).expect("a page");
        assert_eq!(saved.address.as_deref(), Some("https://x.example/a"));
        assert_eq!(saved.retrieved.map(|date| date.to_string()).as_deref(), Some("2021-01-03T10:00:00Z"));
        assert_eq!(saved.html, "<html><head></head><body><p>The river rose.</body></html>");
    }

    #[test]
    fn old_copies_have_the_address_as_their_base() {
        let page = "<HTML><HEAD><BASE HREF=\"http://x.example/a.html\"></HEAD><BODY><p>The river rose.</BODY></HTML>\n<SCRIPT language=\"Javascript\">\n<!--\n// FILE ARCHIVED ON 20040202150000 AND RETRIEVED FROM THE\n// INTERNET ARCHIVE ON 20090102101112.\n//-->\n</SCRIPT>";
        assert_eq!(read(page), found("http://x.example/a.html", "2004-02-02T15:00:00Z"));
    }

    #[test]
    fn an_archived_address_is_the_original_one() {
        for (address, original, retrieved) in [
            (
                "https://web.archive.org/web/20121013001622/http://x.example/a",
                "http://x.example/a",
                "2012-10-13T00:16:22Z",
            ),
            ("http://web.archive.org/web/2012/https://x.example/a?b", "https://x.example/a?b", "2012"),
            (
                "https://arquivo.pt/noFrame/replay/20091218030405/http://x.example/a",
                "http://x.example/a",
                "2009-12-18T03:04:05Z",
            ),
            (
                "https://perma.example/warc/20170306040353mp_/http://x.example/a",
                "http://x.example/a",
                "2017-03-06T04:03:53Z",
            ),
            ("https://archive.ph/20200102030405/https://x.example/a", "https://x.example/a", "2020-01-02T03:04:05Z"),
            ("https://x.example/2015/11/14/https-for-all", "https://x.example/2015/11/14/https-for-all", ""),
            ("https://x.example/go/https://y.example/", "https://x.example/go/https://y.example/", ""),
        ] {
            let page = SavedPage::of("<html><p>x", Some(address)).expect("a page");
            assert_eq!((page.address, page.retrieved.map(|date| date.to_string())), found(original, retrieved));
        }
    }

    #[test]
    fn a_page_that_links_to_archived_copies_is_not_one() {
        let page =
            "<html><p>See <a href=\"https://web.archive.org/web/20121013001622/http://x.example/a\">the old page</a>.";
        let saved = SavedPage::of(page, Some("https://y.example/b")).expect("a page");
        assert!(saved.html == page && saved.retrieved.is_none());
        assert_eq!(saved.address.as_deref(), Some("https://y.example/b"));
    }

    #[test]
    fn pages_of_the_program_itself_are_refused() {
        for page in [
            "<html>\n<!-- Mirror and index made by HTTrack Website Copier/3.49-2 [XR&CO'2014] -->\n<title>Local index - HTTrack Website Copier</title>",
            "<HTML>\n<!-- Created by HTTrack Website Copier/3.49-2 [XR&CO'2014] -->\n\n<!-- Mirrored from x.example/a by HTTrack Website Copier/3.x [XR&CO'2014], Thu, 03 Jul 2014 10:11:12 GMT -->\n<HEAD><META HTTP-EQUIV=\"Refresh\" CONTENT=\"0; URL=b.html\"><TITLE>Page has moved</TITLE>\n</HEAD>",
        ] {
            assert_eq!(SavedPage::of(page, None).expect_err(page).code(), "not-an-article");
        }
    }
}
