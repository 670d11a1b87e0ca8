//! The kind of an article that is not a plain one.

use serde::{Deserialize, Serialize};
use std::fmt::{self, Display, Formatter};

/// The kind of an article that is not a plain one, as digitised newspapers state it. A search leaves these out unless the query names the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ArticleKind {
    /// An advertisement or a page of them.
    Advertisement,
    /// Text that belongs to the page or the issue rather than to its news: the title of the newspaper, the imprint, a table of contents.
    Furniture,
    /// A picture outside of articles, with its caption.
    Illustration,
}

impl ArticleKind {
    /// Every kind, in alphabetical order.
    pub const ALL: [Self; 3] = [Self::Advertisement, Self::Furniture, Self::Illustration];

    /// Returns the name, which is the value of the field `kind` in queries.
    pub fn name(self) -> &'static str {
        match self {
            Self::Advertisement => "advertisement",
            Self::Furniture => "furniture",
            Self::Illustration => "illustration",
        }
    }
}

impl Display for ArticleKind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
