//! The page and edition in the path of a file, as libraries lay them out: `sn83045462/1905-03-01/ed-2/seq-4/ocr.xml`.

use crate::corpus::draft::Draft;
use std::path::Path;

/// The number of the page and the edition in a path.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::corpus::readers) struct PagePath {
    page: Option<String>,
    edition: Option<String>,
}

impl PagePath {
    /// Reads a path.
    pub(in crate::corpus::readers) fn of(path: &Path) -> Self {
        let mut found = Self::default();
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
            }
        }
        // A single edition also has the number 1.
        found.edition.take_if(|edition| edition == "1");
        found
    }

    /// Fills in missing fields of a draft. The page number in the path is more reliable than that of the image.
    pub(in crate::corpus::readers) fn complete(&self, draft: Draft) -> Draft {
        Draft {
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
            let PagePath { page, edition } = PagePath::of(Path::new(path));
            (page.unwrap_or_default(), edition.unwrap_or_default())
        };
        for (path, page, edition) in [
            ("sn83045462/1905-03-01/ed-2/seq-4/ocr.xml", "4", "2"),
            ("sn83045462/1905/03/01/ed-1/seq-12.xml", "12", ""),
            ("seq-x/ed-/ocr.xml", "", ""),
        ] {
            assert_eq!(read(path), (page.to_owned(), edition.to_owned()), "{path}");
        }
    }
}
