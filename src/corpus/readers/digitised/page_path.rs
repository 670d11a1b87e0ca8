//! The date, edition and page in a path of a library: `sn83045462/1905-03-01/ed-2/seq-4/ocr.xml`.

use crate::article::PublishedDate;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use std::path::Path;

/// The page number, the edition and its date in a path.
#[derive(Debug, Default)]
pub(in crate::corpus::readers) struct PagePath {
    page: Option<String>,
    edition: Option<String>,
    /// The date before the edition; it is part of this layout, so it is read even where folder names are not searched for dates.
    date: Option<PublishedDate>,
}

impl PagePath {
    /// Reads a path.
    pub(in crate::corpus::readers) fn of(path: &Path) -> Self {
        let mut found = Self::default();
        let mut before = "";
        for part in path.iter().filter_map(|part| part.to_str()) {
            let number = |prefix: &str| {
                let number = part.strip_prefix(prefix)?.split('.').next()?.trim_start_matches('0');
                (!number.is_empty() && number.len() < 6 && number.bytes().all(|byte| byte.is_ascii_digit()))
                    .then(|| number.to_owned())
            };
            if let Some(page) = number("seq-") {
                found.page = Some(page);
            } else if let Some(edition) = number("ed-") {
                found.edition = Some(edition);
                found.date = dates::parse(before).filter(|date| matches!(date, PublishedDate::Day(_)));
            }
            before = part;
        }
        // A single edition also has the number 1.
        found.edition.take_if(|edition| edition == "1");
        found
    }

    /// Fills in missing fields of a draft. The page number in the path is more reliable than that of the image.
    pub(in crate::corpus::readers) fn complete(&self, draft: Draft) -> Draft {
        Draft {
            published: draft.published.or(self.date),
            page: self.page.clone().or(draft.page),
            edition: draft.edition.or_else(|| self.edition.as_ref().map(|edition| format!("ed. {edition}"))),
            ..draft
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_editions_are_read_from_folders() {
        let read = |path: &str| {
            let PagePath { page, edition, date } = PagePath::of(Path::new(path));
            (page.unwrap_or_default(), edition.unwrap_or_default(), date.map(|date| date.to_string()))
        };
        for (path, page, edition, date) in [
            ("sn83045462/1905-03-01/ed-2/seq-4/ocr.xml", "4", "2", Some("1905-03-01")),
            ("sn83045462/1905/03/01/ed-1/seq-12.xml", "12", "", None),
            ("seq-x/ed-/ocr.xml", "", "", None),
        ] {
            assert_eq!(read(path), (page.to_owned(), edition.to_owned(), date.map(str::to_owned)), "{path}");
        }
    }
}
