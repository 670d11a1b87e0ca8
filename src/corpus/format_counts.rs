//! The formats found while reading, with their numbers of files and articles.

use super::format::Format;

/// The counts of one format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatCount {
    /// The format.
    pub format: Format,
    /// The number of files and of members of containers.
    pub files: u64,
    /// The number of articles in them.
    pub articles: u64,
}

/// Numbers of files and articles by format, in the order of the registry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormatCounts(Vec<FormatCount>);

impl FormatCounts {
    /// Adds files and articles of a format.
    pub fn add(&mut self, added: FormatCount) {
        let place = |format: Format| Format::all().position(|other| other == format);
        match self.0.binary_search_by_key(&place(added.format), |count| place(count.format)) {
            Ok(at) => {
                if let Some(count) = self.0.get_mut(at) {
                    count.files += added.files;
                    count.articles += added.articles;
                }
            }
            Err(at) => self.0.insert(at, added),
        }
    }

    /// Adds other counts.
    pub fn add_all(&mut self, others: &Self) {
        others.iter().for_each(|count| self.add(*count));
    }

    /// Returns the formats with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &FormatCount> {
        self.0.iter()
    }
}
