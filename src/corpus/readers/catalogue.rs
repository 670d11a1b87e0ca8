//! Descriptions of the formats.

/// The description of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatRow {
    /// The name.
    pub name: &'static str,
    /// The usual extensions of its files, without dots; files are recognised by content.
    pub extensions: &'static [&'static str],
    /// The kind of files.
    pub files: &'static str,
    /// The fields and texts read from them.
    pub read: &'static str,
}

const fn row(
    name: &'static str,
    extensions: &'static [&'static str],
    files: &'static str,
    read: &'static str,
) -> FormatRow {
    FormatRow { name, extensions, files, read }
}

/// The rows, sorted by name.
const ROWS: &[FormatRow] = &[
    row(
        "abbyy",
        &["xml"],
        "pages in the XML of ABBYY FineReader",
        "one article per page: its text by paragraph, divided words joined; the confidence of the characters",
    ),
    row(
        "alto",
        &["xml", "alto"],
        "pages in ALTO 1 to 4, also compressed",
        "one article per page, without a headline; page number, language, confidence of the words. Pages named by a METS issue are read with it",
    ),
    row(
        "alto2txt",
        &["xml"],
        "metadata of British Library articles written by alto2txt, with the text in a file next to it",
        "headline, text, newspaper, date, id, confidence; advertisements are marked as such",
    ),
    row(
        "anpa-1312",
        &["txt", "anpa"],
        "wire messages of American agencies with control characters, many per file",
        "headline, byline, text, place, category as section, date of the trailer; notes to editors and advisories are left out",
    ),
    row("arc", &["arc"], "web archives in ARC 1 and 2", "same as warc"),
    row(
        "article-lines",
        &["jsonl"],
        "articles written by the Dateline library, one JSON object per line",
        "all fields; never detected: name the format",
    ),
    row(
        "atom",
        &["xml", "atom"],
        "feeds in Atom 0.3 and 1.0, including Associated Press feeds with NITF",
        "same as rss",
    ),
    row(
        "bookmarks",
        &["html"],
        "bookmarks exported by browsers, and the lists of Pocket and Instapaper",
        "title, address, tags and description of each; there is no text, so they are incomplete; the dates of clipping are ignored",
    ),
    row(
        "csv",
        &["csv", "tsv", "tab", "psv"],
        "tables of articles with any separator, and exports of Media Cloud, ProQuest, Pocket, Instapaper, Readwise, trafilatura, GDELT (GKG 2.1), AG News and similar",
        "one article per row, with fields in columns as in JSON; only tables whose header names a headline or a body, and known exports without a header. Highlights of Readwise are one record per title; rows of GDELT and bookmarks have no text and are incomplete",
    ),
    row(
        "didl",
        &["xml"],
        "issues of Delpher newspapers, with the texts of their articles in files next to them",
        "newspaper, date, number, pages, address and id of each article; advertisements and pictures are marked as such, family notices are a section",
    ),
    row(
        "didl-text",
        &["xml"],
        "the text of a Delpher article",
        "headline and text; read with the DIDL issue that names it",
    ),
    row(
        "djvu-xml",
        &["xml"],
        "the hidden text of DjVu files as XML, as published by the Internet Archive",
        "one article per page, like abbyy",
    ),
    row(
        "docx",
        &["docx", "docm"],
        "Word documents, including Nexis Uni exports of one or more articles",
        "one article, or the articles of a press review: all headings of a style, or all new pages, have a line with the source or the authors below them; headline by style, font size or title property, printed byline, date and labels such as `Source:`, keywords; notes at the end, no headers, comments, deleted and hidden passages; the date of creation if neither text nor path has one. Nexis Uni exports are read like nexis-html",
    ),
    row("endnote-xml", &["xml"], "references in EndNote XML", "same as ris"),
    row(
        "enex",
        &["enex"],
        "notes exported from Evernote",
        "title, text, tags, address and author of clipped pages; the dates of clipping are ignored",
    ),
    row(
        "epub",
        &["epub"],
        "e-books, including issues of newspapers and magazines",
        "one article per entry of the table of contents, with the section above it; the title is the source, and the publication date is the date of articles that print none; a book of one text is one article. No covers, tables of contents and navigation",
    ),
    row(
        "europresse",
        &["html"],
        "Europresse (Eureka.cc) exports in both layouts",
        "headline, source, issue, section, date, page, author, document number",
    ),
    row(
        "factiva-html",
        &["html", "htm"],
        "Factiva exports as HTML",
        "headline, source, edition, page, date and time, byline, section, subjects, language, accession number",
    ),
    row(
        "factiva-text",
        &["txt"],
        "Factiva exports as text, with or without codes such as `HD`",
        "same as factiva-html",
    ),
    row(
        "factiva-xml",
        &["xml"],
        "Factiva exports as XML",
        "all fields of the database except codes; search hits become plain text",
    ),
    row("fodt", &["fodt"], "OpenDocument texts as one XML file", "same as docx"),
    row(
        "gallica-text",
        &["html"],
        "texts of issues and books from Gallica (`texteBrut`)",
        "newspaper, or title and author of a book, date, language, address, confidence; the text of all pages",
    ),
    row(
        "genios",
        &["txt"],
        "GBI-Genios (wiso) exports as text",
        "headline, source, date, page, section, document number, address",
    ),
    row(
        "hocr",
        &["html", "hocr"],
        "pages in hOCR, even in broken HTML",
        "one article per page, like alto; title and date of the publication if the head states them",
    ),
    row(
        "html",
        &["html", "htm", "xhtml"],
        "saved web pages",
        "the article or articles of the page with the fields that it states or prints, see [web pages](#web-pages)",
    ),
    row("integrum", &["html", "htm"], "Integrum exports as HTML", "headline, source, section, page, date, author"),
    row(
        "iptc-7901",
        &["txt", "iptc"],
        "wire messages of European agencies with control characters, many per file",
        "keywords as topics, headline, byline, text, place, date of the trailer; notes, telephone numbers and initials of editors are left out",
    ),
    row(
        "json",
        &["json"],
        "one article, a list, or the response of a news service, extractor or clipping service",
        "the field names of news exports; a record without a text is incomplete",
    ),
    row("json-feed", &["json"], "feeds in JSON Feed 1 and 1.1", "same as rss"),
    row("json-lines", &["jsonl", "ndjson", "jl"], "one article per line", "same as json"),
    row("kikuzo", &["html"], "exports of the Asahi database", "headline, date, edition, section, page"),
    row(
        "mail",
        &["eml"],
        "EML, the files of a Maildir, newsgroup articles",
        "subject, sender (list, publication or person), date, message id; a mail that delivers an export is read as its articles",
    ),
    row(
        "markdown",
        &["md", "markdown"],
        "notes and clippings",
        "YAML or TOML front matter, including the keys of Obsidian Web Clipper, and the properties of Joplin; otherwise the first heading is the headline",
    ),
    row("mbox", &["mbox"], "mailboxes", "same as mail, for each message"),
    row(
        "mets",
        &["xml"],
        "issues in METS with pages in ALTO, from libraries of Luxembourg, France, Britain and Switzerland, and from Europeana",
        "articles by the logical structure: headline without the line above it, subtitle as lead, authors, section, text across pages, language; newspaper, date and number of the issue; advertisements, furniture and pictures outside articles are marked as such. An issue without articles is read page by page",
    ),
    row(
        "mhtml",
        &["mht", "mhtml"],
        "pages saved by Chrome, Internet Explorer, Opera and WebKit as one file",
        "same as html, for the first part with HTML; the address it was saved from, the time of saving",
    ),
    row("miniocr", &["xml"], "pages in MiniOCR", "one article per page"),
    row(
        "news-sitemap",
        &["xml"],
        "news sitemaps",
        "title, address, publication, date and keywords; there is no text, so they are incomplete",
    ),
    row(
        "newsml",
        &["xml"],
        "NewsML 1.0 to 1.2",
        "the text below each headline in its best form, with the metadata of the enclosing components; status, revision and embargo; no pictures and captions",
    ),
    row(
        "newsml-g2",
        &["xml"],
        "NewsML-G2 items and messages",
        "text in NITF, XHTML or plain text, also in a file next to the item; status, version and embargo; items of pictures, films and results, and items with missing texts, are left out",
    ),
    row(
        "newspaper-xml",
        &["xml"],
        "issues of the British Library and Gale with an element for each word (GALENP, NCCO, LTO, UKP, BLN)",
        "headline, text, authors, category as section, pages, id, confidence; newspaper, date and number of the issue; advertisements are marked as such",
    ),
    row(
        "nexis-html",
        &["html", "htm"],
        "LexisNexis exports as HTML, in seven languages of the interface",
        "headline, source, edition, date of issue (never the load date), byline, section and page, dateline, highlight as lead, subjects",
    ),
    row(
        "nexis-text",
        &["txt"],
        "LexisNexis exports as text, in seven languages of the interface, and Nexis Uni exports as text",
        "same as nexis-html",
    ),
    row(
        "nitf",
        &["xml", "nitf"],
        "articles in NITF 2.5 to 3.6",
        "headline, byline, text without pictures and notes, issue date, place, topics, page, edition, version",
    ),
    row(
        "oai-pmh",
        &["xml"],
        "Dublin Core records that libraries deliver by OAI-PMH",
        "title, creators, subjects, description as lead, publication and page of the source, date, language, address, id; there is no text, so they are incomplete. Deleted records are left out",
    ),
    row("odt", &["odt", "ott", "sxw"], "OpenDocument texts", "same as docx"),
    row(
        "olive",
        &["xml"],
        "articles in Olive XML (`XMD-entity`)",
        "headline, text, newspaper, date, page, section, language, id; advertisements and pictures are marked as such",
    ),
    row("org", &["org"], "Org mode documents", "keywords such as `#+TITLE`, headings, text; no drawers and code"),
    row(
        "page-xml",
        &["xml"],
        "pages in PAGE XML, including Transkribus",
        "one article per page, or the articles whose ids its regions or lines state (`structure {id:…}`): the lines of the regions in the stated order, without running heads and page numbers; headings as headlines",
    ),
    row(
        "pdf",
        &["pdf"],
        "PDF documents with a text layer, and exports of LexisNexis, Nexis Uni, Factiva and ProQuest as PDF",
        "columns in reading order, without running heads and page numbers; one article, or the articles of a press review as in docx; headline as printed or in the title property, printed byline and date, keywords, the page range; the date of creation if neither text nor path has one. Pages with only pictures are reported",
    ),
    row(
        "proquest-html",
        &["html"],
        "ProQuest exports as HTML, in twelve languages of the interface",
        "headline, source, city or edition, date, authors, section, page, subjects, location, language, address, document id",
    ),
    row(
        "proquest-text",
        &["txt"],
        "ProQuest exports as text, in twelve languages of the interface",
        "same as proquest-html",
    ),
    row(
        "rcv1",
        &["xml"],
        "the Reuters Corpus, volumes 1 and 2",
        "headline, text, byline, place, date, topic codes, language, item id",
    ),
    row(
        "reuters-21578",
        &["sgm"],
        "the Reuters-21578 collection",
        "texts, briefs with only a headline, and unprocessed texts",
    ),
    row(
        "ris",
        &["ris"],
        "references in RIS, written by Zotero and databases",
        "title, newspaper, authors, date, section, edition, page, keywords, abstract as lead; a reference has no text",
    ),
    row(
        "rss",
        &["xml", "rss", "rdf"],
        "feeds in RSS 0.9 to 2.0 and RSS 1.0",
        "the full text if there is one; otherwise the description as lead, and the article is incomplete; the title of the feed is the source unless an item states another",
    ),
    row(
        "rst",
        &["rst"],
        "reStructuredText documents",
        "the first title is the headline; fields such as `:Author:`, text; no pictures, code and tables of contents",
    ),
    row(
        "rtf",
        &["rtf"],
        "RTF documents, and exports of LexisNexis, Nexis Uni, Factiva and ProQuest as RTF",
        "same as docx; exports are read like their text versions",
    ),
    row(
        "solr-xml",
        &["xml"],
        "Solr documents as XML, in update requests or responses",
        "same as json; type suffixes, as in title_t, are ignored",
    ),
    row(
        "spreadsheet",
        &["xlsx", "xlsm", "ods"],
        "Excel and LibreOffice workbooks",
        "same as csv, for every sheet with a table of articles; XLSX up to 256 MiB, others up to 16 MiB",
    ),
    row(
        "tei",
        &["xml", "tei"],
        "TEI written by trafilatura or editors of newspapers",
        "title, author, publisher, date of the source, keywords, text without comments",
    ),
    row("tetml", &["xml", "tetml"], "the text of a PDF in TETML", "one article per page"),
    row(
        "text",
        &["txt"],
        "plain text, also in narrow columns",
        "the first line is the headline; lines below it with only the authors, the publication, the date or the page are fields; the name of an agency or newspaper as the last line is the source",
    ),
    row(
        "text-lines",
        &["txt"],
        "one article per line, optionally after a label and a tab; never detected: name the format",
        "the line is the body, the label a topic",
    ),
    row("trafilatura-xml", &["xml"], "XML written by trafilatura", "all fields; text without comments"),
    row(
        "trec",
        &["sgml", "txt"],
        "collections of TREC, CLEF and the LDC: one DOC per article",
        "the elements of AP, Financial Times, Los Angeles Times, Wall Street Journal and others; the date in the id if no other is stated",
    ),
    row(
        "warc",
        &["warc"],
        "web archives in WARC 0.17 to 1.1, also in WACZ files",
        "the pages with status 200, and texts extracted from pages, with address and time of the crawl; revisits, images and other files are only counted",
    ),
    row(
        "webarchive",
        &["webarchive"],
        "pages saved by Safari",
        "same as html, for the main page; the address it was saved from",
    ),
    row(
        "wordpress",
        &["xml"],
        "WordPress exports (WXR)",
        "published posts and pages, with the names of their authors; no drafts, comments and shortcodes",
    ),
    row("yomidasu", &["html"], "exports of the Yomiuri database", "headline, date, edition, section, page"),
    row(
        "zotero-rdf",
        &["rdf"],
        "Zotero libraries exported as RDF",
        "metadata of articles; there is no text, so they are incomplete",
    ),
];

/// Returns the description of the format with a name.
pub(in crate::corpus) fn row_of(name: &str) -> Option<&'static FormatRow> {
    ROWS.iter().find(|row| row.name == name)
}

#[cfg(test)]
mod tests {
    use super::super::READERS;
    use super::*;

    #[test]
    fn every_format_has_a_row() {
        for reader in READERS {
            assert!(row_of(reader.name()).is_some(), "{}", reader.name());
        }
        assert!(ROWS.is_sorted_by_key(|row| row.name));
    }
}
