//! The plain text of Markdown without images, and of clippings also without the links at their end.

use crate::corpus::markup;
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

/// The plain text of a file, collected from the events of the parser.
#[derive(Default)]
pub(super) struct MarkdownText {
    pub(super) text: String,
    /// The end of a level-1 heading at the beginning of the text.
    heading_end: Option<usize>,
    /// The nesting depth of images; their descriptions are not part of the text.
    images: usize,
    /// The nesting depth of lists; their items become lines.
    lists: usize,
    /// The HTML block being collected over several events.
    html: String,
    /// The blocks of the text so far.
    blocks: Vec<Block>,
    /// The nesting depth of blocks and inline elements.
    depth: usize,
    /// The nesting depth of links.
    links: usize,
}

/// A block of the text: a paragraph, a list, a heading.
struct Block {
    start: usize,
    is_heading: bool,
    /// Whether it has words that are not links.
    has_words: bool,
    has_links: bool,
}

impl MarkdownText {
    /// Adds an event of the parser.
    pub(super) fn event(&mut self, event: Event<'_>) {
        self.note_block(&event);
        match event {
            Event::Start(Tag::Image { .. }) => self.images += 1,
            Event::End(TagEnd::Image) => self.images = self.images.saturating_sub(1),
            _ if self.images > 0 => {}
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::Html(html) => self.html.push_str(&html),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::Rule => self.paragraph(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::List(_) => {
                if self.lists == 0 {
                    self.paragraph();
                }
                self.lists += 1;
            }
            Tag::Item | Tag::TableRow => self.line(),
            Tag::TableCell => self.cell(),
            Tag::Paragraph if self.lists > 0 => self.line(),
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::Table(_)
            | Tag::HtmlBlock => {
                self.paragraph();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.lists = self.lists.saturating_sub(1);
                if self.lists == 0 {
                    self.paragraph();
                }
            }
            TagEnd::Heading(level) => {
                if level == HeadingLevel::H1 && self.heading_end.is_none() && !self.text.trim().contains('\n') {
                    self.heading_end = Some(self.text.len());
                }
                self.paragraph();
            }
            TagEnd::HtmlBlock => {
                self.text.push_str(&markup::plain_text(&std::mem::take(&mut self.html)));
                self.paragraph();
            }
            TagEnd::Table => self.paragraph(),
            _ => {}
        }
    }

    /// Records where blocks begin, and whether they contain more than links.
    fn note_block(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => {
                if self.depth == 0 {
                    let is_heading = matches!(tag, Tag::Heading { .. });
                    self.blocks.push(Block { start: self.text.len(), is_heading, has_words: false, has_links: false });
                }
                self.depth += 1;
                self.links += usize::from(matches!(tag, Tag::Link { .. }));
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.links = self.links.saturating_sub(usize::from(matches!(tag, TagEnd::Link)));
            }
            Event::Text(text) | Event::Code(text) | Event::Html(text) if text.contains(char::is_alphanumeric) => {
                if let Some(block) = self.blocks.last_mut() {
                    block.has_words |= self.links == 0;
                    block.has_links |= self.links > 0;
                }
            }
            _ => {}
        }
    }

    /// Drops links to other pages at the end of a clipping, with the headings above them.
    pub(super) fn drop_trailing_links(&mut self) {
        let least = self.heading_end.unwrap_or_default();
        let mut dropped = false;
        while let Some(last) = self.blocks.last().filter(|last| last.start >= least) {
            let is_frame = (!last.has_words && !last.is_heading) || (dropped && last.is_heading);
            if !is_frame || self.blocks.len() == 1 {
                break;
            }
            dropped |= last.has_links;
            self.text.truncate(last.start);
            self.blocks.pop();
        }
    }

    /// Takes the first paragraph as the heading if it repeats the stated headline.
    pub(super) fn mark_headline(&mut self, headline: &str) {
        let first = self.text.trim_start();
        if self.heading_end.is_none()
            && first.starts_with(headline)
            && first.get(headline.len()..).is_some_and(|rest| rest.starts_with('\n'))
        {
            self.heading_end = Some(self.text.len() - first.len() + headline.len());
        }
    }

    fn cell(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(['\n', ' ']) {
            self.text.push(' ');
        }
    }

    fn line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn paragraph(&mut self) {
        self.line();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Returns the level-1 heading at the beginning.
    pub(super) fn heading(&self) -> Option<String> {
        let heading = self.text.get(..self.heading_end?)?.trim();
        (!heading.is_empty()).then(|| heading.to_owned())
    }

    /// Returns the text after that heading.
    pub(super) fn after_heading(&self) -> &str {
        self.text.get(self.heading_end.unwrap_or_default()..).unwrap_or_default()
    }
}
