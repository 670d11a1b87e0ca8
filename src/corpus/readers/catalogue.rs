//! What is said of each format: its extensions and what is read of it.

/// What is said of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatRow {
    /// The name.
    pub name: &'static str,
    /// The usual extensions of its files, without dots; files are told by content.
    pub extensions: &'static [&'static str],
    /// What files of the format are.
    pub files: &'static str,
    /// What is read of them.
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
        "anpa-1312",
        &[],
        "wires in ANPA 1312",
        "headline, body, place, date of the trailer, byline, category, version",
    ),
    row(
        "article-lines",
        &["jsonl"],
        "articles as the library writes them, one JSON object per line",
        "all fields; never detected, only named",
    ),
    row(
        "atom",
        &["atom", "xml"],
        "Atom feeds and AP archives",
        "an entry is an article: title, content, authors, dates, categories, address",
    ),
    row(
        "bookmarks",
        &["html"],
        "bookmarks as browsers export them, and the list of Pocket",
        "title, address, tags and description of each; there is no text, so they are incomplete, and the dates of clipping do not count",
    ),
    row(
        "csv",
        &["csv", "tsv", "tab", "psv"],
        "tables of articles with any separator, and exports of Media Cloud, ProQuest, Pocket, Instapaper, Readwise, trafilatura, GDELT (GKG 2.1), AG News and the like",
        "a row is an article, its columns are fields as in JSON; only tables whose header names a headline or a body, and known exports without a header. Highlights of Readwise are one record a title; rows of GDELT and bookmarks have no text and are incomplete",
    ),
    row(
        "enex",
        &["enex"],
        "Evernote exports",
        "a note is an article: title, content, author, tags, address of the page; the dates of clipping do not count",
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
        "Factiva exports as XML",
        "headline, lead and body, source, date, byline, section, page, subjects, language, accession number",
    ),
    row(
        "genios",
        &["txt"],
        "GBI-Genios (wiso) exports as text",
        "headline, source, date, page, section, document number, address",
    ),
    row(
        "html",
        &["html", "htm", "xhtml"],
        "saved web pages",
        "all stories of the page, without menus, comments and advertisements; a page of several whole stories is several articles; JSON-LD, OpenGraph and meta elements",
    ),
    row("integrum", &["html", "htm"], "Integrum exports as HTML", "headline, source, section, page, date, author"),
    row("iptc-7901", &[], "wires in IPTC 7901", "the same as of anpa-1312"),
    row(
        "json",
        &["json"],
        "one article, a list, or the answer of a news service, extractor or clipping service",
        "the field names that news exports use; a record without a text is incomplete",
    ),
    row("json-feed", &["json"], "JSON Feed", "the same as of RSS"),
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
        "YAML or TOML front matter, including the keys of Obsidian Web Clipper; otherwise the first heading is the headline",
    ),
    row("mbox", &["mbox"], "mailboxes", "the same as of mail, message by message"),
    row("news-sitemap", &["xml"], "news sitemaps", "title, publication, date, keywords, address; there is no text"),
    row("newsml", &["xml"], "NewsML 1", "the same as of nitf, with embargo, version and standing"),
    row("newsml-g2", &["xml"], "NewsML-G2 items, messages and packages", "the same as of newsml"),
    row(
        "nexis-html",
        &["html", "htm"],
        "LexisNexis exports as HTML, in seven languages of the interface",
        "headline, source, edition, date of issue (never the load date), byline, section and page, dateline, highlight as lead, subjects",
    ),
    row(
        "nexis-text",
        &["txt"],
        "LexisNexis exports as text, in seven languages of the interface",
        "the same as of nexis-html",
    ),
    row(
        "nexis-uni",
        &["docx"],
        "Nexis Uni exports as Word documents, also of one article",
        "the same as of nexis-html, the time of publication, the version of a web article",
    ),
    row("nitf", &["xml", "nitf"], "NITF", "headline, body, byline, dateline, dates, section, edition, page, keywords"),
    row(
        "proquest-html",
        &["html"],
        "ProQuest exports as HTML",
        "headline, source, city or edition, date, authors, section, page, subjects, location, language, address, document id",
    ),
    row("proquest-text", &["txt"], "ProQuest exports as text", "the same as of proquest-html"),
    row(
        "reuters-21578",
        &["sgm", "sgml"],
        "the Reuters-21578 collection",
        "headline, body, date, dateline, author, topics, places, number",
    ),
    row(
        "ris",
        &["ris"],
        "references in RIS, as Zotero and databases write them",
        "title, newspaper, authors, date, section, edition, page, keywords, abstract as lead; a reference has no text",
    ),
    row(
        "rss",
        &["rss", "xml", "rdf"],
        "RSS 0.9 to 2.0 and RDF feeds",
        "an item is an article: title, content or description, authors, date, categories, address; the title of the feed is the source",
    ),
    row("rtf", &["rtf"], "RTF exports of LexisNexis, Nexis Uni and Factiva", "the same as of their text exports"),
    row(
        "spreadsheet",
        &["xlsx", "xlsm", "ods"],
        "workbooks of Excel and LibreOffice",
        "the same as of csv, of every sheet that is a table of articles",
    ),
    row("tei", &["xml"], "TEI, as trafilatura writes it", "title, body, author, publisher, date, keywords"),
    row(
        "text",
        &["txt"],
        "plain text",
        "the first line is the headline; the name of an agency or newspaper as the last line is the source",
    ),
    row(
        "text-lines",
        &["txt"],
        "one article a line, perhaps after a label and a tab; never detected, only named",
        "the line is the body, the label a topic",
    ),
    row(
        "trafilatura-xml",
        &["xml"],
        "trafilatura exports as XML",
        "title, body, author, site, date, categories, tags, address",
    ),
    row(
        "trec",
        &["sgml", "sgm"],
        "TREC collections in SGML (AP, FT, LA Times, FBIS, FR and the like)",
        "headline, body, date, byline, dateline, section, number",
    ),
    row(
        "wordpress",
        &["xml"],
        "WordPress exports (WXR)",
        "published posts and pages: title, content, date, author, categories and tags",
    ),
    row("yomidasu", &["html"], "exports of the database of Yomiuri", "headline, date, edition, section, page"),
    row(
        "zotero-rdf",
        &["rdf"],
        "Zotero exports as RDF",
        "title, publication, authors, date, section, edition, page, abstract; there is no text",
    ),
];

/// Returns what is said of the format with a name.
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
