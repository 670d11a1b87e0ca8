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
        "html",
        &["html", "htm", "xhtml"],
        "saved web pages",
        "all stories of the page, without menus, comments and advertisements; a page of several whole stories is several articles; JSON-LD, OpenGraph and meta elements",
    ),
    row(
        "json",
        &["json"],
        "one article, a list, or the answer of a news service",
        "the field names that news exports use",
    ),
    row("json-lines", &["jsonl", "ndjson", "jl"], "one article per line", "the same"),
    row(
        "markdown",
        &["md", "markdown"],
        "notes and clippings",
        "YAML or TOML front matter, including the keys of Obsidian Web Clipper; otherwise the first heading is the headline",
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
