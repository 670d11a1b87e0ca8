//! The query language, told from its own tables: what is documented is what the parser does.

use super::columns::{columns, left_aligned};
use super::query_help::query_help;
use super::style::Style;
use std::io::{self, Write};

/// The widest column of queries; the meaning of a longer one stands on the line below it.
const WIDEST: usize = 34;

const INTRODUCTION: &str = "All words of a query have to match, in any inflection, any case, with or without accents. \
    What is no operator is read as the words in it.";

/// Writes the query language for people.
///
/// # Errors
/// If `out` does not take it.
pub fn write_language_text(style: &Style, out: &mut dyn Write) -> io::Result<()> {
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

/// Writes the query language as a manual page, dateline-query(7), in roff.
///
/// # Errors
/// If `out` does not take it.
pub fn write_language_roff(out: &mut dyn Write) -> io::Result<()> {
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

/// Returns text that roff prints as it is.
fn roff(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    // A line that begins with one of these would be a request.
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
    use crate::query::EXAMPLES;

    #[test]
    fn roff_prints_what_is_typed() {
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
    fn every_example_is_told() {
        let mut text = Vec::new();
        write_language_text(&Style::default(), &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let mut page = Vec::new();
        write_language_roff(&mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        for example in EXAMPLES.iter().filter(|example| !example.query.is_empty()) {
            assert!(text.contains(example.query), "{}", example.query);
            assert!(page.contains(&format!("{}\\fR", roff(example.query))), "{}", example.query);
        }
    }
}
