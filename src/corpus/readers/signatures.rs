//! Recognises other formats: plain text and web pages reject them, and name the format.

use super::databases::{begins_record, is_nexis, is_proquest};
use super::mail::{is_mail, is_saved_page, separates_messages};

/// The length of the beginning of a text in which signatures are searched for.
const HEAD: usize = 2048;
/// The minimum number of columns of a table.
const FEWEST_COLUMNS: usize = 3;

/// Typical column names of news exports.
const COLUMNS: &[&str] = &[
    "title",
    "headline",
    "text",
    "body",
    "content",
    "date",
    "published",
    "author",
    "byline",
    "source",
    "publication",
    "url",
    "link",
    "section",
    "category",
    "label",
    "id",
    "language",
    "summary",
    "description",
    "tags",
    "article",
    "class",
    "newspaper",
    "timestamp",
    "pub_date",
    "publish_date",
];

/// The name of a format and the test that recognises it.
type Signature = (&'static str, fn(&str) -> bool);

/// The signatures of formats, the most reliable first.
const SIGNATURES: &[Signature] = &[
    ("a WARC archive of web pages", |text| text.starts_with("WARC/")),
    ("an ARC archive of web pages", |text| text.starts_with("filedesc://")),
    ("an index of a web archive (CDX)", is_archive_index),
    ("an HTTP response with its header", |text| text.starts_with("HTTP/1.") || text.starts_with("HTTP/2")),
    ("a PDF document", |text| head(text).contains("%PDF-")),
    ("an RTF document", |text| text.starts_with("{\\rtf")),
    ("a LaTeX document", |text| head(text).contains("\\documentclass") || text.contains("\n\\begin{document}")),
    ("a troff document", |text| text.starts_with(".TH ") || text.starts_with(".TL\n")),
    ("a PostScript document", |text| text.starts_with("%!PS")),
    ("a wire of a news agency (IPTC 7901 or ANPA 1312)", is_wire),
    ("a mailbox (mbox)", |text| text.lines().next().is_some_and(|line| separates_messages(line.as_bytes()))),
    ("a web page saved as MHTML", is_saved_page),
    ("a mail", is_mail),
    ("references in RIS", |text| text.lines().next().is_some_and(begins_record)),
    ("references in BibTeX", is_bibtex),
    ("references in EndNote or PubMed format", |text| text.starts_with("%0 ") || text.starts_with("PMID- ")),
    ("a ProQuest export", is_proquest),
    ("a LexisNexis export", is_nexis),
    ("an EBSCOhost export", |text| {
        text.contains("Persistent link to this record")
            || (text.contains("Accession Number:") && text.contains("Full Text Word Count:"))
    }),
    ("a NewsBank export", |text| text.contains("newsbank.com/") && text.contains("Record Number:")),
    ("a NewsBank export", |text| text.contains("\nRecord Number: ") && text.contains("\nCopyright")),
    ("references in NoteExpress format", |text| text.starts_with("{Reference Type}:")),
    ("references of CNKI", |text| text.starts_with("SrcDatabase-") || text.starts_with("DataType: ")),
    ("a WiseNews export", |text| text.contains("慧科訊業") || text.contains("慧科讯业")),
    ("a Dialog export", |text| head(text).contains("DIALOG(R)File") || head(text).contains("DIALOG(R) File")),
    ("a Gale export", |text| text.contains("Document Number: GALE|")),
    ("a calendar or contacts", |text| text.starts_with("BEGIN:VCALENDAR") || text.starts_with("BEGIN:VCARD")),
    ("an SQL dump", |text| {
        text.starts_with("-- MySQL dump")
            || text.starts_with("-- PostgreSQL")
            || text.starts_with("INSERT INTO ")
            || text.starts_with("CREATE TABLE ")
    }),
    ("a program", |text| text.starts_with("#!/") || text.starts_with("<?php")),
    ("a list of checksums", is_checksum_list),
    ("a patch", |text| text.starts_with("diff --git ")),
    ("a table", is_table),
];

/// Elements with which web pages and their fragments begin.
const HTML_ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "base",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figure",
    "font",
    "footer",
    "form",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "ins",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "noscript",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "script",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "template",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "video",
    "audio",
    "picture",
    "figcaption",
    "input",
    "button",
    "label",
    "caption",
    "object",
    "embed",
    "area",
    "map",
    "base",
    "basefont",
    "marquee",
    "summary",
    "text",
];

/// Returns the name of the format that a text is recognised as, other than plain text.
pub(in crate::corpus) fn other_format(text: &str) -> Option<&'static str> {
    SIGNATURES.iter().find(|(_, is)| is(text)).map(|(name, _)| *name)
}

/// Returns whether an element, by its name in lower case, can begin a web page or a fragment of one.
pub(super) fn begins_page(name: &str) -> bool {
    HTML_ELEMENTS.contains(&name)
}

fn head(text: &str) -> &str {
    let mut end = HEAD.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Returns whether a text has the control characters that frame messages of agencies: SOH and STX, or SYN and STX.
fn is_wire(text: &str) -> bool {
    let head = head(text);
    let begin = head.find(['\u{1}', '\u{16}']).filter(|at| *at < 200);
    begin.is_some_and(|begin| head.get(begin..).is_some_and(|rest| rest.contains('\u{2}')))
}

/// Returns whether the first line names the fields of a capture index, or is an entry of one: `example,post)/a 20151116081500 {…}`.
fn is_archive_index(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default().trim();
    let mut words = first.split(' ');
    let (Some(key), Some(time)) = (words.next(), words.next()) else { return false };
    let is_time = time.len() == 14 && time.bytes().all(|byte| byte.is_ascii_digit());
    (key == "CDX" && time.len() == 1) || (key == "!meta") || (is_time && (key.contains(")/") || key.contains("://")))
}

/// Returns whether each line has a checksum at its beginning or end, as manifests of deliveries have.
fn is_checksum_list(text: &str) -> bool {
    let is_checksum = |word: &str| {
        matches!(word.len(), 32 | 40 | 56 | 64 | 96 | 128) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let has_checksum = |line: &str| {
        let mut words = line.split_whitespace();
        words.next().is_some_and(is_checksum) || words.next_back().is_some_and(is_checksum)
    };
    // The last line may be truncated.
    let beginning = head(text);
    let whole = if beginning.len() < text.len() {
        beginning.rsplit_once('\n').map_or("", |(whole, _)| whole)
    } else {
        beginning
    };
    let mut lines = whole.lines().filter(|line| !line.trim().is_empty()).peekable();
    lines.peek().is_some() && lines.all(has_checksum)
}

fn is_bibtex(text: &str) -> bool {
    let Some(entry) = text.strip_prefix('@') else { return false };
    let name: String = entry.chars().take_while(char::is_ascii_alphabetic).collect();
    let kinds = [
        "article",
        "book",
        "misc",
        "inproceedings",
        "online",
        "comment",
        "string",
        "incollection",
        "report",
        "techreport",
        "unpublished",
        "newspaper",
    ];
    kinds.contains(&name.to_lowercase().as_str())
        && entry.get(name.len()..).is_some_and(|rest| rest.trim_start().starts_with('{'))
}

/// Returns whether the first lines are rows of a table: they have the same number of tabs, or begin with a row of column names.
fn is_table(text: &str) -> bool {
    let mut lines = head(text).lines();
    let Some(first) = lines.next() else { return false };
    let tabs = |line: &str| line.matches('\t').count();
    let rows: Vec<&str> = lines.filter(|line| !line.trim().is_empty()).take(3).collect();
    let tabbed =
        tabs(first) + 1 >= FEWEST_COLUMNS && rows.len() >= 2 && rows.iter().all(|row| tabs(row) == tabs(first));
    let named = [',', ';', '\t', '|'].iter().any(|separator| {
        let names: Vec<String> =
            first.split(*separator).map(|name| name.trim().trim_matches(['"', '\'']).to_lowercase()).collect();
        let known = names.iter().filter(|name| COLUMNS.contains(&name.as_str())).count();
        let short = names.iter().all(|name| name.len() <= 40 && name.split_whitespace().count() <= 3);
        names.len() >= 2 && short && known >= 2 && rows.iter().any(|row| row.contains(*separator))
    });
    tabbed || named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_formats_are_named() {
        for (text, name) in [
            ("WARC/1.0\r\nWARC-Type: response", "a WARC archive of web pages"),
            ("\u{1}eca062 4 i 211 ccccb dpa 061\n\u{2}Fähre", "a wire of a news agency (IPTC 7901 or ANPA 1312)"),
            ("From anna@post.example Sat Nov 14 06:30:00 2015\nSubject: x\n\nText", "a mailbox (mbox)"),
            ("From: a@b.example\nSubject: x\n\nText", "a mail"),
            ("TY  - NEWS\nTI  - Ferry\nER  - ", "references in RIS"),
            ("@article{falk2015,\n title = {Ferry}}", "references in BibTeX"),
            ("   1 of 2 DOCUMENTS\n\n  The Post\n", "a LexisNexis export"),
            ("Record: 1\nTitle:\nFerry\nAccession Number:\n2W6\nFull Text Word Count:\n90\n", "an EBSCOhost export"),
            ("Ferry\n\nText\n\nPage: A4\nRecord Number: 12A\nCopyright (c) 2009 Post", "a NewsBank export"),
            ("{Reference Type}: Newspaper Article\n{Title}: 渡轮\n", "references in NoteExpress format"),
            ("SrcDatabase-来源库: 报纸\nTitle-题名: 渡轮\n", "references of CNKI"),
            ("1. 渡輪\n\n慧科訊業有限公司\n", "a WiseNews export"),
            ("  2/9/1 (Item 1 from file: 985)\nDIALOG(R)File 985:World News Connection(R)\n", "a Dialog export"),
            ("Ferry\n\nText\n\nRecord Number: 12\nhttps://infoweb.newsbank.com/apps/x", "a NewsBank export"),
            ("Ferry\n\nText\n\nGale Document Number: GALE|A1", "a Gale export"),
            ("title,date,text\nFerry,2015-11-14,Aground", "a table"),
            ("a\tb\tc\nd\te\tf\ng\th\ti", "a table"),
            ("-- MySQL dump 10.13\n", "an SQL dump"),
            (
                "d41d8cd98f00b204e9800998ecf8427e  0001.xml\n\nd41d8cd98f00b204e9800998ecf8427e  0002.xml\n",
                "a list of checksums",
            ),
            ("md5 (0001.jp2) = d41d8cd98f00b204e9800998ecf8427e", "a list of checksums"),
            ("CDX N b a m s k r M S V g\nexample,post)/ 20151116081500 x", "an index of a web archive (CDX)"),
            ("example,post)/a 20151116081500 {\"url\": \"x\"}", "an index of a web archive (CDX)"),
            ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>", "an HTTP response with its header"),
        ] {
            assert_eq!(other_format(text), Some(name), "{text}");
        }
    }

    #[test]
    fn plain_text_has_no_signature() {
        for text in [
            "Ferry runs aground\n\nPassengers waited, some sang, and nobody was hurt.",
            "From here to Penholm\n\nIt is a long way.",
            "Title, date and place: the fair\n\nOn Friday, at noon.",
            "@penholm writes\n\nText",
            "Checksums\n\nThe file is d41d8cd98f00b204e9800998ecf8427e",
            "Fog, rain, wind\nThe ferry, the crew, the boat",
            "",
        ] {
            assert_eq!(other_format(text), None, "{text}");
        }
    }
}
