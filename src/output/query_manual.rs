//! The manual of the query language, as text and as a man page.
//!
//! It is rendered from the tables that the parser tests check, so it never disagrees with the parser.

use super::columns::{columns, left_aligned};
use super::query_help::query_help;
use super::style::Style;
use std::io::{self, Write};

/// The width of the column of queries; the meaning of a longer query is printed on the next line.
const WIDEST: usize = 34;

const INTRODUCTION: &str = "Words match in any inflection, in upper or lower case, with or without accents. Without operators, search lists articles with any of \
    the words; count and kwic require all words. Text that cannot be an operator is searched as literal text, and a note says so: --strict \
    turns notes into errors, --literal disables all operators.";

/// Writes the manual of the query language for the terminal.
///
/// # Errors
/// If writing fails.
pub fn write_query_manual(style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let width = style.width.unwrap_or(100).max(60);
    writeln!(out, "{}\n", style.bold("The query language"))?;
    writeln!(out, "{}", textwrap::fill(INTRODUCTION, width))?;
    let indent = " ".repeat(WIDEST + 4);
    for section in query_help() {
        writeln!(out, "\n{}\n{}\n", style.bold(section.title), textwrap::fill(section.description, width))?;
        for row in section.rows {
            let first = if columns(&row.term) <= WIDEST {
                format!("  {}  ", left_aligned(&row.term, WIDEST))
            } else {
                writeln!(out, "  {}", row.term)?;
                indent.clone()
            };
            let options = textwrap::Options::new(width).initial_indent(&first).subsequent_indent(&indent);
            writeln!(out, "{}", textwrap::fill(&row.meaning, options))?;
        }
    }
    Ok(())
}

/// Writes the man page dateline-query(7) in roff.
///
/// # Errors
/// If writing fails.
pub fn write_query_man_page(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, ".TH DATELINE\\-QUERY 7 \"\" \"dateline {}\"", roff(env!("CARGO_PKG_VERSION")))?;
    writeln!(out, ".SH NAME\ndateline\\-query \\- the query language of dateline")?;
    writeln!(out, ".SH DESCRIPTION\n{}", roff(INTRODUCTION))?;
    for section in query_help() {
        writeln!(out, ".SH \"{}\"\n{}", roff(&section.title.to_uppercase()), roff(section.description))?;
        for row in section.rows {
            writeln!(out, ".TP\n\\fB{}\\fR\n{}", roff(&row.term), roff(&row.meaning))?;
        }
    }
    writeln!(out, ".SH SEE ALSO\n.BR dateline (1)")
}

/// Returns text escaped for roff.
fn roff(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    // A leading dot or apostrophe would start a request.
    if text.starts_with(['.', '\'']) {
        escaped.push_str("\\&");
    }
    for character in text.chars() {
        match character {
            '\\' => escaped.push_str("\\e"),
            '-' => escaped.push_str("\\-"),
            '\'' => escaped.push_str("\\(aq"),
            '^' => escaped.push_str("\\(ha"),
            '~' => escaped.push_str("\\(ti"),
            '`' => escaped.push_str("\\(ga"),
            '\n' => escaped.push(' '),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::EXAMPLES;

    #[test]
    fn special_characters_are_escaped_in_roff() {
        for (text, expected) in [
            ("-tennis", "\\-tennis"),
            (".5", "\\&.5"),
            ("'tis", "\\&\\(aqtis"),
            ("a\\b~2^3", "a\\eb\\(ti2\\(ha3"),
            ("“prime minister”", "“prime minister”"),
        ] {
            assert_eq!(roff(text), expected);
        }
    }

    #[test]
    fn every_example_is_in_the_text_and_the_man_page() {
        let mut text = Vec::new();
        write_query_manual(&Style::default(), &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let mut page = Vec::new();
        write_query_man_page(&mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        for example in EXAMPLES.iter().filter(|example| !example.query.is_empty()) {
            assert!(text.contains(example.query), "{}", example.query);
            assert!(page.contains(&format!("{}\\fR", roff(example.query))), "{}", example.query);
        }
    }
}
