//! Extracts the articles of web pages.
//!
//! The HTML reader, saved pages and web archives pass in the HTML of a page and its URL. The body is extracted by `dom_smoothie`, which scores the parts of a
//! page like the reader view of a browser, and compared with a second opinion. Headline, date, source and other fields come from the metadata of the page,
//! where they are more reliable than in its text.

mod authors;
mod bounds;
mod byline_words;
mod date_sources;
mod headline;
mod leading_lines;
mod linked_data;
mod loose_text;
mod nearly_json;
mod open_elements;
mod page;
mod page_dates;
mod page_kind;
mod page_locale;
mod page_metadata;
mod printed_byline;
mod printed_date;
mod printed_lines;
mod promotions;
mod publication;
mod script_data;
mod second_opinion;
mod several_articles;
mod side_matter;
mod story;
mod story_paragraphs;
mod tag;

pub(super) use bounds::bounded;
pub(super) use page::drafts;
pub(super) use page_dates::in_address as date_in_address;
