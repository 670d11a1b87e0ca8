//! What a document states about itself outside its text, as far as it is worth anything.
//!
//! Word processors fill these properties with whatever they find: the name of the file, of the program, of the account.

use crate::article::{Language, PublishedDate};
use crate::corpus::bylines;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::xml::Element;

/// Extensions with which titles end that are names of files.
const EXTENSIONS: &[&str] = &[
    "ai", "cdr", "doc", "docm", "docx", "dot", "dotx", "dvi", "eps", "fm", "htm", "html", "indb", "indd", "jpg", "odt",
    "p65", "pages", "pdf", "pm6", "pmd", "ppt", "pptx", "ps", "psd", "pub", "qxd", "qxp", "rtf", "tex", "tif", "tiff",
    "txt", "wpd", "xls", "xlsx", "xml",
];
/// Beginnings of titles that programs give, in lower case.
const PROGRAM_TITLES: &[&str] = &[
    "microsoft word",
    "microsoft powerpoint",
    "microsoft excel",
    "untitled",
    "(anonymous)",
    "(unspecified)",
    "anonymous",
    "unspecified",
    "unbenannt",
    "sans titre",
    "sin título",
    "senza titolo",
    "document1",
    "document 1",
    "dokument1",
    "dokument 1",
    "powerpoint presentation",
    "powerpoint-präsentation",
    "print preview",
    "full page photo",
    "layout 1",
    "slide 1",
    "folie 1",
    "about:blank",
    "scanned document",
    "file://",
    "http://",
    "https://",
];
/// Titles that say nothing, in lower case.
const EMPTY_TITLES: &[&str] = &["title", "titel", "titre", "document", "dokument", "normal", "template", "pdf", "page"];
/// Words of programs and accounts in the names of authors, in lower case.
const NO_AUTHORS: &[&str] = &[
    "acrobat",
    "adobe",
    "admin",
    "administrator",
    "anonymous",
    "apache",
    "author",
    "benutzer",
    "calibre",
    "computer",
    "converter",
    "default",
    "distiller",
    "docx",
    "employee",
    "ghostscript",
    "google",
    "indesign",
    "kindlegen",
    "latex",
    "laptop",
    "libreoffice",
    "microsoft",
    "office",
    "openoffice",
    "owner",
    "pandoc",
    "pdf",
    "printer",
    "quark",
    "quarkxpress",
    "scanner",
    "tex",
    "unknown",
    "user",
    "utilisateur",
    "usuario",
    "windows",
    "xerox",
];

/// The first plausible day of creation, in days since 1970: the middle of 1983. Word writes 1601 for none.
const FIRST_DAY: i64 = 4_900;
/// The date in the template from which `python-docx` makes all documents.
const TEMPLATE: &str = "2013-12-23T23:15:00Z";

/// The properties of a document.
#[derive(Debug, Default)]
pub(super) struct Properties {
    /// The title, unless it is the name of a file or given by a program.
    pub(super) title: Option<String>,
    /// Whether the title is better than a line that is only printed larger than others.
    pub(super) is_title_sure: bool,
    /// The names of the authors.
    pub(super) authors: Vec<String>,
    /// The date on which the document was created; that of its last change is never its date.
    pub(super) created: Option<PublishedDate>,
    pub(super) language: Option<Language>,
    pub(super) keywords: Vec<String>,
    pub(super) section: Option<String>,
}

impl Properties {
    /// Sets the title if it is one.
    pub(super) fn set_title(&mut self, title: &str) {
        self.title = sensible_title(title);
    }

    /// Adds the names in an author property.
    pub(super) fn add_authors(&mut self, authors: &str) {
        for name in authors.split([';', '\n']).flat_map(|part| bylines::names(part, None)) {
            if is_person(&name) && !self.authors.contains(&name) {
                self.authors.push(name);
            }
        }
    }

    /// Sets the date of creation. Years before word processors are faults of a clock.
    pub(super) fn set_created(&mut self, date: &str) {
        self.created = self
            .created
            .or_else(|| dates::parse(date).filter(|found| found.first_day() > FIRST_DAY && date != TEMPLATE));
    }

    /// Adds keywords, separated by semicolons, or by commas where there are none.
    pub(super) fn add_keywords(&mut self, keywords: &str) {
        let separator = if keywords.contains(';') { ';' } else { ',' };
        let words = keywords.split(['\n', separator]).map(|word| word.trim().trim_matches('"'));
        self.keywords.extend(words.filter(|word| !word.is_empty()).map(str::to_owned));
    }

    /// Reads the properties of an Office document or of an OpenDocument file: elements of Dublin Core and their relatives.
    pub(super) fn of_elements<'a>(elements: impl Iterator<Item = &'a Element>) -> Self {
        let mut found = Self::default();
        let mut last_author = String::new();
        for element in elements {
            let text = element.line();
            if text.is_empty() {
                continue;
            }
            match element.name() {
                "title" => found.set_title(&text),
                // In OpenDocument files the creator is the one who saved last.
                "initial-creator" => found.add_authors(&text),
                "creator" => last_author = text,
                "created" | "creation-date" => found.set_created(&text),
                "language" => found.language = Language::parse(&text),
                "keywords" | "keyword" => found.add_keywords(&text),
                "category" => found.section = Some(text),
                _ => {}
            }
        }
        if found.authors.is_empty() {
            found.add_authors(&last_author);
        }
        found
    }

    /// Fills the fields that the text of the document does not state.
    pub(super) fn complete(self, draft: Draft) -> Draft {
        let stated = Draft {
            bylines: self.authors,
            created: self.created,
            language: self.language,
            topics: self.keywords,
            section: self.section,
            ..Draft::default()
        };
        draft.or(stated)
    }
}

/// Returns a title unless it is the name of a file, a number, or given by a program.
fn sensible_title(title: &str) -> Option<String> {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = title.to_lowercase();
    let is_file = lower.rsplit_once('.').is_some_and(|(_, extension)| EXTENSIONS.contains(&extension.trim_end()));
    let is_path = title.contains(['\\', '_']) && !title.contains(' ') || lower.contains(":\\");
    let is_given =
        PROGRAM_TITLES.iter().any(|start| lower.starts_with(start)) || EMPTY_TITLES.contains(&lower.as_str());
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let digits = title.chars().filter(char::is_ascii_digit).count();
    let is_code = letters < 2 || (!title.contains(' ') && digits > 0 && title.is_ascii());
    // Text in a wrong encoding.
    let is_garbled = title.contains(['\u{FFFD}', '\0']) || title.starts_with("þÿ");
    (!is_file && !is_path && !is_given && !is_code && !is_garbled).then_some(title)
}

/// Returns whether an author property names a person: accounts and programs are no authors.
fn is_person(name: &str) -> bool {
    let words: Vec<String> = name.split([' ', '-', '.', ',', '_', '(', ')']).map(str::to_lowercase).collect();
    let is_account = words.iter().any(|word| NO_AUTHORS.contains(&word.as_str()));
    // One word in Latin letters is the name of an account, or half a name.
    let has_two =
        name.trim().contains([' ', '・', '·']) || !name.is_ascii() && !name.chars().any(|c| c.is_ascii_alphabetic());
    !is_account && has_two && !name.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_and_programs_are_no_titles() {
        for title in [
            "Microsoft Word - ferry_final.doc",
            "ferry.indd",
            "Untitled-1",
            "C:\\Users\\anna\\ferry",
            "ferry_final_2",
            "20151114",
            "PowerPoint Presentation",
            "Scan0012",
            "-",
            "",
        ] {
            assert_eq!(sensible_title(title), None, "{title}");
        }
        for title in ["Ferry runs  aground", "G20: what now?", "Straßenbahn", "渡し船が座礁"] {
            assert!(sensible_title(title).is_some(), "{title}");
        }
    }

    #[test]
    fn accounts_and_programs_are_no_authors() {
        let authors = |text: &str| {
            let mut properties = Properties::default();
            properties.add_authors(text);
            properties.authors
        };
        for account in
            ["user", "Windows User", "Microsoft Office User", "asmith", "admin", "python-docx", "PC 12", "Apache FOP"]
        {
            assert!(authors(account).is_empty(), "{account}");
        }
        assert_eq!(authors("Ida Falk; Bo Li"), ["Ida Falk", "Bo Li"]);
        assert_eq!(authors("Анна Смирнова"), ["Анна Смирнова"]);
    }
}
