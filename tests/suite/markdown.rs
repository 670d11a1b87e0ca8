//! The parts of a Markdown page that tests check: blocks, tables, code spans, links.

use std::fs;
use std::path::{Path, PathBuf};

/// A page of the documentation.
pub struct Page {
    /// Its path below the project's folder.
    pub name: String,
    pub path: PathBuf,
    pub text: String,
}

/// A fenced block.
pub struct Block<'a> {
    pub language: &'a str,
    pub text: &'a str,
    /// The line number of the opening fence, from 1.
    pub line: usize,
}

impl Page {
    /// Reads a page named by its path below the project's folder.
    pub fn read(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        Self { name: name.to_owned(), path, text }
    }

    /// Returns the README and every page of `docs`.
    pub fn all() -> Vec<Self> {
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
        let names = fs::read_dir(docs).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> =
            names.filter(|name| name.ends_with(".md")).map(|name| format!("docs/{name}")).collect();
        names.push("README.md".to_owned());
        names.sort();
        names.iter().map(|name| Self::read(name)).collect()
    }

    /// Returns the fenced blocks.
    pub fn blocks(&self) -> Vec<Block<'_>> {
        let mut blocks = Vec::new();
        let mut open: Option<(&str, usize, usize)> = None;
        let mut offset = 0;
        for (number, line) in self.text.split_inclusive('\n').enumerate() {
            let end = offset + line.len();
            if let Some(language) = line.trim_end().strip_prefix("```") {
                open = match open {
                    None => Some((language, end, number + 1)),
                    Some((language, start, line)) => {
                        blocks.push(Block { language, text: &self.text[start..offset], line });
                        None
                    }
                };
            }
            offset = end;
        }
        assert!(open.is_none(), "{}: a block is never closed", self.name);
        blocks
    }

    /// Returns the page without its fenced blocks.
    pub fn prose(&self) -> String {
        self.text.split("\n```").step_by(2).collect::<Vec<_>>().join("\n")
    }

    /// Returns the code spans outside fenced blocks, as they are shown.
    pub fn code_spans(&self) -> Vec<String> {
        self.prose().lines().flat_map(code_spans).collect()
    }

    /// Returns the targets of links and images.
    pub fn links(&self) -> Vec<String> {
        let prose = self.prose();
        prose.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())).collect()
    }

    /// Returns the first cells of every row of the tables whose first column has this title.
    pub fn first_cells(&self, title: &str) -> Vec<String> {
        let prose = self.prose();
        let mut in_table = false;
        let mut cells = Vec::new();
        for line in prose.lines() {
            let cell = first_cell(line);
            match cell {
                None => in_table = false,
                Some(cell) if cell == title => in_table = true,
                Some(cell) if in_table && !cell.starts_with("---") => cells.push(cell),
                Some(_) => {}
            }
        }
        cells
    }
}

/// Returns the code spans of one line of Markdown; `\|` in a table is a bar.
pub fn code_spans(line: &str) -> Vec<String> {
    line.split('`').skip(1).step_by(2).map(|span| span.replace("\\|", "|")).collect()
}

fn first_cell(line: &str) -> Option<String> {
    let row = line.strip_prefix('|')?.replace("\\|", "\u{0}");
    Some(row.split('|').next()?.trim().replace('\u{0}', "\\|"))
}
