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

/// A row for each format of the registry, by name.
const ROWS: &[FormatRow] = &[
    row(
        "article-lines",
        &["jsonl"],
        "articles as the library writes them, one JSON object per line",
        "all fields; never detected, only named",
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
        "a row is an article, its columns are fields as in JSON; only tables whose header names a headline or a body, and known exports without a header. \
         Highlights of Readwise are one record a title; rows of GDELT and bookmarks have no text and are incomplete",
    ),
    row(
        "europresse",
        &["html"],
        "Europresse (Eureka.cc) exports in both layouts",
        "headline, source, issue, section, date, page, author, document number; certificates are left out",
    ),
    row(
        "factiva-html",
        &["html"],
        "Factiva exports as HTML, with codes such as HD or without",
        "headline, source, edition, page, date and time, byline, section, subjects, language, accession number",
    ),
    row("factiva-text", &["txt"], "Factiva exports as text", "the same as in factiva-html"),
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
    row("integrum", &["html"], "Integrum exports as HTML", "headline, source, section, page, date, author"),
    row(
        "json",
        &["json"],
        "one article, a list, or the answer of a news service",
        "the field names that news exports use",
    ),
    row("json-lines", &["jsonl", "ndjson", "jl"], "one article per line", "the same"),
    row(
        "kikuzo",
        &["html"],
        "exports of Kikuzo, the database of the Asahi Shimbun",
        "headline, date, edition, section, page",
    ),
    row(
        "mail",
        &["eml", "emlx"],
        "single messages: EML, the files of a Maildir, articles of news groups",
        "subject, the list, publication or person that sends it, date, message id; attached messages are articles of their own, a mail that delivers a database export is read as its articles",
    ),
    row(
        "markdown",
        &["md", "markdown"],
        "notes and clippings",
        "YAML or TOML front matter, including the keys of Obsidian Web Clipper; otherwise the first heading is the headline",
    ),
    row("mbox", &["mbox"], "mailboxes", "the same as in mail, message by message"),
    row("nexis-html", &["html"], "LexisNexis exports as HTML", "the same as in nexis-text"),
    row(
        "nexis-text",
        &["txt"],
        "LexisNexis exports as text, with the labels of its English, German, French, Dutch, Spanish, Italian or Portuguese interface",
        "headline, source, edition, date of issue (never the load date), byline, section and page, dateline, highlight as lead, subjects without their percentages, language; graphics and rights are left out",
    ),
    row(
        "nexis-uni",
        &["docx"],
        "Nexis Uni exports as Word documents, of many articles or one",
        "the same as in nexis-text, the time of publication, the version of a web article and the id of the document; a list of documents without their text is reported",
    ),
    row("proquest-html", &["html"], "ProQuest exports as HTML", "the same as in proquest-text"),
    row(
        "proquest-text",
        &["txt"],
        "ProQuest exports as text",
        "headline, source, city or edition, date, authors, section, page, subjects, location, language, document id, address without the proxy of a library; without its full text an article is incomplete",
    ),
    row(
        "ris",
        &["ris"],
        "references in RIS, as Zotero and databases write them",
        "title, newspaper, authors, date, section, edition, page, keywords, abstract as lead; a reference has no text, so it is incomplete",
    ),
    row(
        "rtf",
        &["rtf"],
        "RTF exports of LexisNexis, Nexis Uni and Factiva",
        "the same as in their other exports; other RTF is left out",
    ),
    row(
        "spreadsheet",
        &["xlsx", "xlsm", "ods"],
        "workbooks of Excel and LibreOffice",
        "the same as in csv, of every sheet that is a table of articles",
    ),
    row(
        "text",
        &["txt"],
        "plain text",
        "the first line is the headline; the name of an agency or newspaper as the last line is the source",
    ),
    row(
        "text-lines",
        &["txt"],
        "one article a line, perhaps after a label and a tab",
        "the line is the body, the label a topic; never detected, only named",
    ),
    row("yomidasu", &["html"], "exports of Yomidasu, the database of the Yomiuri Shimbun", "the same as in kikuzo"),
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
    fn every_format_has_a_row_and_every_row_a_format() {
        let mut names: Vec<&str> = READERS.iter().map(|reader| reader.name()).collect();
        names.sort_unstable();
        assert_eq!(ROWS.iter().map(|row| row.name).collect::<Vec<_>>(), names);
    }
}
