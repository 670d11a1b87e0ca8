//! Detects the separator and the quote character of a table.

use csv::{ByteRecord, ReaderBuilder};

/// The possible separators of columns.
const DELIMITERS: [u8; 4] = [b'\t', b';', b',', b'|'];
/// The possible quote characters.
const QUOTES: [u8; 2] = [b'"', b'\''];
/// The minimum percentage of rows of equal length in a regular table: a good table may have a broken row.
const REGULAR: usize = 97;
/// The maximum number of rows that are compared.
const MOST_ROWS: usize = 200;

/// The notation of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    pub(super) quote: u8,
}

/// A table that was recognised by its first rows.
#[derive(Debug)]
pub(super) struct Sniffed {
    pub(super) dialect: Dialect,
    /// The first rows, except the last if it is truncated.
    pub(super) rows: Vec<Vec<String>>,
    /// The percentage of rows with the most common number of columns.
    pub(super) regular: usize,
}

/// Returns the line that tells Excel the separator (`sep=;`), and the separator.
pub(super) fn separator_line(text: &str) -> Option<(&str, u8)> {
    let line = text.lines().next()?;
    let delimiter = *line.trim_end().strip_prefix("sep=")?.as_bytes().first()?;
    Some((line, delimiter))
}

/// Returns the notation of a text that begins with `text`; `None` if it has only one column. `is_whole` is true if `text` is all of it.
pub(super) fn sniff(text: &str, is_whole: bool) -> Option<Sniffed> {
    let (text, stated) = match separator_line(text) {
        Some((line, delimiter)) => (text.get(line.len()..)?.trim_start_matches(['\r', '\n']), Some(delimiter)),
        None => (text, None),
    };
    let delimiters: Vec<u8> = stated.map_or_else(|| DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
    let dialects = delimiters.into_iter().flat_map(|delimiter| QUOTES.map(|quote| Dialect { delimiter, quote }));
    let candidates = dialects.filter_map(|dialect| {
        let rows = rows_of(text, dialect, is_whole);
        let (columns, regular) = columns_of(&rows)?;
        Some((regular.min(REGULAR), columns, encloses(text, dialect), Sniffed { dialect, rows, regular }))
    });
    // A comma in text makes rows of differing lengths. Of equally regular readings the one with more columns is preferred, then one that explains quotes; and
    // quotation marks are more common than apostrophes.
    let best = candidates.max_by_key(|(regular, columns, encloses, sniffed)| {
        (*regular, *columns, *encloses, sniffed.dialect.quote == b'"')
    });
    best.map(|(.., sniffed)| sniffed)
}

/// Returns whether the quotes of a dialect are adjacent to its separators.
fn encloses(text: &str, Dialect { delimiter, quote }: Dialect) -> bool {
    let around = [[delimiter, quote], [quote, delimiter]];
    around.iter().any(|pair| memchr::memmem::find(text.as_bytes(), pair).is_some())
}

/// Returns the rows of a text.
fn rows_of(text: &str, dialect: Dialect, is_whole: bool) -> Vec<Vec<String>> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        .quote(dialect.quote)
        .from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    let mut rows = Vec::new();
    while rows.len() < MOST_ROWS && reader.read_byte_record(&mut record).unwrap_or_default() {
        let cells = record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned());
        rows.push(cells.collect());
    }
    if !is_whole && reader.is_done() && rows.len() > 1 {
        rows.pop();
    }
    rows
}

/// Returns the most common number of columns, and the percentage of rows with it; `None` if it is one.
fn columns_of(rows: &[Vec<String>]) -> Option<(usize, usize)> {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for row in rows {
        match counts.iter_mut().find(|(columns, _)| *columns == row.len()) {
            Some((_, rows)) => *rows += 1,
            None => counts.push((row.len(), 1)),
        }
    }
    let (columns, of_most) = counts.into_iter().max_by_key(|(columns, rows)| (*rows, *columns))?;
    (columns > 1).then(|| (columns, of_most * 100 / rows.len().max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects_are_told_by_the_rows() {
        for (text, delimiter, quote, columns) in [
            ("title,text\nFlood,\"The river, it rose.\"\nStorm,It came.\n", b',', b'"', 2),
            ("title;text\nFlood, again;The river rose.\nStorm;It came, at last.\n", b';', b'"', 2),
            ("title\ttext\nFlood\tThe river; rose, high\nStorm\tIt came\n", b'\t', b'"', 2),
            ("title|text\nFlood|The river rose\n", b'|', b'"', 2),
            ("Web;'Die Firma ''Post'' kommt; sagt \"sie\".'\nSport;'Ein Sieg, endlich.'\n", b';', b'\'', 2),
            ("title,text\nFlood,\"Two\nlines, one\nvalue\"\n", b',', b'"', 2),
            ("sep=;\ntitle;a,b\nFlood;x,y\n", b';', b'"', 2),
        ] {
            let found = sniff(text, true).expect(text);
            assert_eq!(found.dialect, Dialect { delimiter, quote }, "{text}");
            assert_eq!(found.rows.first().map(Vec::len), Some(columns), "{text}");
            assert_eq!(found.regular, 100, "{text}");
        }
        assert!(sniff("One line of prose.\nAnother.\n", true).is_none());
    }

    #[test]
    fn a_row_that_is_cut_does_not_count() {
        assert_eq!(sniff("title,text\nFlood,It rose\nSto", false).map(|found| found.rows.len()), Some(2));
    }
}
