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
        "a page is an article: its text by paragraph, cut words joined; the confidence of the characters",
    ),
    row(
        "alto",
        &["xml", "alto"],
        "pages in ALTO 1 to 4, also compressed",
        "a page is an article without a headline; number of the page, language, confidence of the words. Pages that an issue in mets names are read with it",
    ),
    row(
        "alto2txt",
        &["xml"],
        "the facts of an article of the British Library, as alto2txt writes them, with its text next to it",
        "headline, text, newspaper, date, id, confidence; advertisements are typed",
    ),
    row(
        "anpa-1312",
        &["txt", "anpa"],
        "wires of American agencies with control characters, many a file",
        "headline, byline, text, place, category as section, date of the trailer; notes to editors and advisories are left out",
    ),
    row("arc", &["arc"], "web archives in ARC 1 and 2", "as in warc"),
    row(
        "article-lines",
        &["jsonl"],
        "articles as the library writes them, one JSON object per line",
        "all fields; never detected, only named",
    ),
    row(
        "atom",
        &["xml", "atom"],
        "feeds in Atom 0.3 and 1.0, also those of the Associated Press with NITF",
        "as in rss",
    ),
    row(
        "bookmarks",
        &["html"],
        "bookmarks as browsers export them, and the lists of Pocket and Instapaper",
        "title, address, tags and description of each; there is no text, so they are incomplete, and the dates of clipping do not count",
    ),
    row(
        "csv",
        &["csv", "tsv", "tab", "psv"],
        "tables of articles with any separator, and exports of Media Cloud, ProQuest, Pocket, Instapaper, Readwise, trafilatura, GDELT (GKG 2.1), AG News and the like",
        "a row is an article, its columns are fields as in JSON; only tables whose header names a headline or a body, and known exports without a header. Highlights of Readwise are one record a title; rows of GDELT and bookmarks have no text and are incomplete",
    ),
    row(
        "didl",
        &["xml"],
        "issues of the Delpher newspapers, with the texts of their articles next to them",
        "newspaper, date, number, pages, address and id of each article; advertisements and pictures are typed, family notices are a section",
    ),
    row(
        "didl-text",
        &["xml"],
        "the text of an article of Delpher",
        "headline and text; read with the issue in didl that names it",
    ),
    row(
        "djvu-xml",
        &["xml"],
        "the hidden text of DjVu files as XML, as the Internet Archive publishes it",
        "a page is an article, as in abbyy",
    ),
    row(
        "docx",
        &["docx", "docm"],
        "Word documents, and Nexis Uni exports as such, also of one article",
        "one article, or those of a press review: all headings of a style, or all new pages, have a line with the source or the authors below them; headline by its style, its size or the title property, printed byline, date and labels such as `Source:`, keywords; notes at the end, no headers, comments, deleted and hidden passages; the date of creation if neither text nor path has one. Of an export the same as of nexis-html",
    ),
    row("endnote-xml", &["xml"], "references in the XML of EndNote", "as in ris"),
    row(
        "enex",
        &["enex"],
        "notes exported from Evernote",
        "title, text, tags, address and author of clipped pages; the dates are those of clipping and do not count",
    ),
    row(
        "epub",
        &["epub"],
        "e-books, and issues of newspapers and magazines as such",
        "an article for each line of the table of contents, under the section above it; the title is the source and the date of publication that of the articles unless they print one; a book of one text is one article. No covers, lists of contents and navigation",
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
        "the same as of factiva-html",
    ),
    row(
        "factiva-xml",
        &["xml"],
        "exports of Factiva in XML",
        "all fields of the database but codes; search hits are plain text",
    ),
    row("fodt", &["fodt"], "OpenDocument texts as one XML file", "the same as of docx"),
    row(
        "gallica-text",
        &["html"],
        "texts of issues and books as Gallica hands them out (`texteBrut`)",
        "the facts of the notice: newspaper, or title and author of a book, date, language, address, confidence; the text of all pages",
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
        "pages in hOCR, also where the HTML is broken",
        "a page is an article, as in alto; title and date of the publication where the head states them",
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
        "wires of European agencies with control characters, many a file",
        "keywords as topics, headline, byline, text, place, date of the trailer; notes, telephone numbers and signs of editors are left out",
    ),
    row(
        "json",
        &["json"],
        "one article, a list, or the answer of a news service, extractor or clipping service",
        "the field names that news exports use; a record without a text is incomplete",
    ),
    row("json-feed", &["json"], "feeds in JSON Feed 1 and 1.1", "as in rss"),
    row("json-lines", &["jsonl", "ndjson", "jl"], "one article per line", "the same as of json"),
    row("kikuzo", &["html"], "exports of the database of Asahi", "headline, date, edition, section, page"),
    row(
        "mail",
        &["eml"],
        "EML, the files of a Maildir, articles of news groups",
        "subject, the list, publication or person that sends it, date, message id; a mail that delivers an export is read as its articles",
    ),
    row(
        "markdown",
        &["md", "markdown"],
        "notes and clippings",
        "YAML or TOML front matter, including the keys of Obsidian Web Clipper, and the properties of Joplin; otherwise the first heading is the headline",
    ),
    row("mbox", &["mbox"], "mailboxes", "the same as of mail, message by message"),
    row(
        "mets",
        &["xml"],
        "issues in METS with pages in ALTO, of the libraries of Luxembourg, France, Britain, Switzerland and of Europeana",
        "articles by the logical structure: headline without the line above it, subtitle as lead, authors, section, text over all pages, language; newspaper, date and number of the issue; advertisements, furniture and pictures outside of articles are typed. An issue without articles is read by page",
    ),
    row(
        "mhtml",
        &["mht", "mhtml"],
        "pages saved by Chrome, Internet Explorer, Opera and WebKit as one file",
        "as in html, of the first part with HTML; the address it was saved from, the time of saving",
    ),
    row("miniocr", &["xml"], "pages in MiniOCR", "a page is an article"),
    row(
        "news-sitemap",
        &["xml"],
        "sitemaps for news",
        "title, address, publication, date and keywords; there is no text, so they are incomplete",
    ),
    row(
        "newsml",
        &["xml"],
        "NewsML 1.0 to 1.2",
        "a text below each headline in its best form, with the facts of the components around it; status, revision and embargo; no pictures and captions",
    ),
    row(
        "newsml-g2",
        &["xml"],
        "items and messages of NewsML-G2",
        "text in NITF, XHTML or plain, also in a file next to the item; status, version and embargo; items of pictures, films and results, and those whose text is not there, are left out",
    ),
    row(
        "newspaper-xml",
        &["xml"],
        "issues of the British Library and of Gale with every word an element (GALENP, NCCO, LTO, UKP, BLN)",
        "headline, text, authors, category as section, pages, id, confidence; newspaper, date and number of the issue; advertisements are typed",
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
        "the same as of nexis-html",
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
        "records in Dublin Core, as libraries deliver them by OAI-PMH",
        "title, creators, subjects, description as lead, publication and page of the source, date, language, address, id; there is no text, so they are incomplete. Deleted records are left out",
    ),
    row("odt", &["odt", "ott", "sxw"], "OpenDocument texts", "the same as of docx"),
    row(
        "olive",
        &["xml"],
        "articles in the XML of Olive (`XMD-entity`)",
        "headline, text, newspaper, date, page, section, language, id; advertisements and pictures are typed",
    ),
    row(
        "org",
        &["org"],
        "documents of Org mode",
        "keywords such as `#+TITLE`, headings, text; no drawers and programs",
    ),
    row(
        "page-xml",
        &["xml"],
        "pages in PAGE XML, also of Transkribus",
        "a page is an article, or the articles whose ids regions or lines state (`structure {id:…}`): the lines of its regions in the stated order, without running heads and page numbers; headings as headlines",
    ),
    row(
        "pdf",
        &["pdf"],
        "PDF documents with a text layer, and exports of LexisNexis, Nexis Uni, Factiva and ProQuest as PDF",
        "columns in the order of reading, without running heads and numbers of pages; one article, or those of a press review as in docx; headline in print or by the title property, printed byline and date, keywords, the range of pages; the date of creation if neither text nor path has one. Pages of pictures alone are reported",
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
        "the same as of proquest-html",
    ),
    row(
        "rcv1",
        &["xml"],
        "the Reuters Corpus, volumes 1 and 2",
        "headline, text, byline, place, date, codes of the topics, language, item id",
    ),
    row(
        "reuters-21578",
        &["sgm"],
        "the collection Reuters-21578",
        "texts, briefs that are headlines alone, and unprocessed texts",
    ),
    row(
        "ris",
        &["ris"],
        "references in RIS, as Zotero and databases write them",
        "title, newspaper, authors, date, section, edition, page, keywords, abstract as lead; a reference has no text",
    ),
    row(
        "rss",
        &["xml", "rss", "rdf"],
        "feeds in RSS 0.9 to 2.0 and RSS 1.0",
        "the full text if there is one, else the description as lead, and the article is incomplete; the title of the feed is the source unless an item states its own",
    ),
    row(
        "rst",
        &["rst"],
        "documents in reStructuredText",
        "the first title is the headline; fields such as `:Author:`, text; no pictures, programs and tables of contents",
    ),
    row(
        "rtf",
        &["rtf"],
        "RTF documents, and exports of LexisNexis, Nexis Uni, Factiva and ProQuest as RTF",
        "the same as of docx; of an export the same as of its text",
    ),
    row(
        "solr-xml",
        &["xml"],
        "documents of Solr as XML, sent to it or in its answers",
        "the same as of json; the endings that tell types, as in title_t, do not count",
    ),
    row(
        "spreadsheet",
        &["xlsx", "xlsm", "ods"],
        "workbooks of Excel and LibreOffice",
        "the same as of csv, of every sheet that is a table of articles; XLSX up to 256 MiB, others up to 16 MiB",
    ),
    row(
        "tei",
        &["xml", "tei"],
        "TEI, as trafilatura and editions of newspapers write it",
        "title, author, publisher, date of the source, keywords, text without comments",
    ),
    row("tetml", &["xml", "tetml"], "the text of a PDF in TETML", "a page is an article"),
    row(
        "text",
        &["txt"],
        "plain text, also in narrow columns",
        "the first line is the headline, lines below it with nothing but the authors, the publication, the date or the page are fields; the name of an agency or newspaper as the last line is the source",
    ),
    row(
        "text-lines",
        &["txt"],
        "one article a line, perhaps after a label and a tab; never detected, only named",
        "the line is the body, the label a topic",
    ),
    row("trafilatura-xml", &["xml"], "XML of trafilatura", "all fields; text without comments"),
    row(
        "trec",
        &["sgml", "txt"],
        "collections of TREC, CLEF and the LDC: a DOC for each article",
        "the elements of AP, Financial Times, Los Angeles Times, Wall Street Journal and others; a date in the id counts where none is stated",
    ),
    row(
        "warc",
        &["warc"],
        "web archives in WARC 0.17 to 1.1, also in WACZ files",
        "the pages that were answered with status 200, and texts made of pages, with address and time of the crawl; revisits, images and other files are counted",
    ),
    row(
        "webarchive",
        &["webarchive"],
        "pages saved by Safari",
        "as in html, of the main page; the address it was saved from",
    ),
    row(
        "wordpress",
        &["xml"],
        "exports of WordPress (WXR)",
        "published posts and pages, with the names of their authors; no drafts, comments, shortcodes",
    ),
    row("yomidasu", &["html"], "exports of the database of Yomiuri", "headline, date, edition, section, page"),
    row(
        "zotero-rdf",
        &["rdf"],
        "libraries exported from Zotero as RDF",
        "what is stated about articles; there is no text, so they are incomplete",
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
