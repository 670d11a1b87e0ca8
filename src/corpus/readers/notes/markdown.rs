//! Markdown: notes and web clippings, with optional front matter.

use super::front_matter::FrontMatter;
use super::joplin_item::JoplinItem;
use super::markdown_text::MarkdownText;
use super::notion_properties;
use crate::corpus::decode;
use crate::corpus::draft::Draft;
use crate::corpus::fields;
use crate::corpus::input::Input;
use crate::corpus::line_layout;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink, emit_single};
use crate::corpus::readers::documents::split_head_lines;
use crate::corpus::skip::{Skip, SkipReason};
use pulldown_cmark::{Options, Parser};

/// Reads Markdown.
pub(in crate::corpus::readers) struct MarkdownReader;

impl Reader for MarkdownReader {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let heading = sample.extension != "txt" && sample.text.starts_with("# ");
        matches!(sample.extension, "md" | "markdown" | "mkd" | "mdown") || heading || FrontMatter::begins(sample.text)
    }

    fn memory_factor(&self) -> u64 {
        60
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let text = decode::file(input.into_bytes()?);
        let note = JoplinItem::split(&text);
        if note.as_ref().is_some_and(|item| !item.is_note()) {
            return Err(SkipReason::NotAnArticle { found: "a folder, attachment or tag of Joplin".to_owned() }.into());
        }
        let mut front = note.map_or_else(|| FrontMatter::split(text.trim_start()), JoplinItem::into_front_matter);
        let properties = if front.fields.is_empty() { notion_properties::below_heading(front.text) } else { None };
        let rest;
        if let Some((properties, below)) = properties {
            rest = below;
            front = FrontMatter { fields: properties, text: &rest, ..front };
        }
        match without_template_tags(&front) {
            Some(text) => emit_note(FrontMatter { text: &text, ..front }, context, sink),
            None => emit_note(front, context, sink),
        }
    }
}

/// Returns a text with front matter without template tags: `{% include toc.html %}`, `{{< figure >}}`; `None` if it has none.
fn without_template_tags(front: &FrontMatter<'_>) -> Option<String> {
    const TAGS: &[(&str, &str)] = &[("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}")];
    /// The maximum length of a template tag, in bytes.
    const LONGEST: usize = 500;
    let has_tags = TAGS.iter().any(|(begin, _)| front.text.contains(begin));
    if front.fields.is_empty() || !has_tags {
        return None;
    }
    let mut text = front.text.to_owned();
    for (begin, end) in TAGS {
        let mut kept = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once(begin) {
            kept.push_str(before);
            let line = after.get(..after.floor_char_boundary(LONGEST)).and_then(|after| after.split('\n').next());
            match line.unwrap_or_default().find(end).and_then(|at| after.get(at + end.len()..)) {
                Some(following) => rest = following,
                None => {
                    kept.push_str(begin);
                    rest = after;
                }
            }
        }
        kept.push_str(rest);
        text = kept;
    }
    Some(text)
}

/// Emits the article with front matter and Markdown text.
pub(super) fn emit_note(
    front: FrontMatter<'_>,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
) -> Result<(), Skip> {
    let lines = lines_as_paragraphs(front.text).filter(|_| !front.fields.is_empty());
    let mut note = MarkdownText::default();
    for event in Parser::new_ext(lines.as_deref().unwrap_or(front.text), options()) {
        note.event(event);
        context.limits.time.step()?;
    }
    let stated = fields::draft(&front.fields, context.map);
    if stated.url.is_some() {
        note.drop_trailing_links();
    }
    if let Some(headline) = &stated.headline {
        note.mark_headline(headline);
    }
    let headline = note.heading();
    let repeated = stated.headline.as_ref().is_none_or(|stated| headline.as_ref() == Some(stated));
    let mut body = front.unread;
    if !body.is_empty() {
        body.push('\n');
    }
    body.push_str(if repeated { note.after_heading() } else { &note.text });
    if stated.headline.is_none() && headline.is_none() && stated.lead.is_none() && body.trim().is_empty() {
        return Err(SkipReason::NoText.into());
    }
    let (printed, body) = split_head_lines(&body);
    let read = Draft { headline, body: Some(body), ..printed };
    emit_single(stated.or(read), sink)
}

/// Returns a text whose lines are paragraphs, as in the text output of trafilatura, with empty lines between them; `None` for other texts.
fn lines_as_paragraphs(text: &str) -> Option<String> {
    /// The minimum average length of lines of prose.
    const SHORT: usize = 60;
    let text = text.trim();
    let count = text.lines().count();
    let is_apart = count > 2 && !text.lines().any(|line| line.trim().is_empty()) && text.len() / count > SHORT;
    (is_apart && line_layout::wrap_width(text).is_none()).then(|| text.replace('\n', "\n\n"))
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_WIKILINKS | Options::ENABLE_TASKLISTS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::field_map::FieldMap;
    use crate::corpus::reading_limits::ReadingLimits;
    use std::ops::ControlFlow;

    fn read(text: &str) -> Draft {
        let map = FieldMap::default();
        let mut found = None;
        let read = MarkdownReader.read(
            Input::whole(text.as_bytes()),
            &ReaderContext::alone(&map, &ReadingLimits::default()),
            &mut |record| {
                found = record.draft.ok();
                ControlFlow::Continue(())
            },
        );
        read.expect(text);
        found.expect(text)
    }

    fn body(text: &str) -> String {
        read(text).body.expect(text).trim().to_owned()
    }

    #[test]
    fn markup_is_removed_and_text_kept() {
        let text = "The **river** [rose](https://x.example) by\ntwo `metres`.\n\n![map](a.png)\n\n> Quoted\n\n- One\n- Two\n  - Three\n\n1. First\n\n\
                    | a | b |\n|---|---|\n| c | d |\n\n<div>HTML &amp; text</div>\n\n[[people/Anna|Anna]] ~~no~~ <sup>1</sup>\n";
        let expected = "The river rose by two metres.\n\nQuoted\n\nOne\nTwo\nThree\n\nFirst\n\na b\nc d\n\nHTML & text\n\nAnna no 1";
        assert_eq!(body(text), expected);
    }

    #[test]
    fn leading_heading_is_the_headline() {
        let note = read("# River rises\n\nThe river rose.\n\n## Damage\n\nA bridge.");
        assert_eq!(note.headline.as_deref(), Some("River rises"));
        assert_eq!(note.body.as_deref().map(str::trim), Some("The river rose.\n\nDamage\n\nA bridge."));
        assert_eq!(read("Text\n\n# Later").headline, None);
    }

    #[test]
    fn front_matter_takes_precedence_over_the_heading() {
        let note = read(
            "---\ntitle: River rises\nsource: https://x.example/a\nauthor:\n  - \"[[Anna Smith]]\"\npublished:\ncreated: 2020-01-01\ntags: [clippings]\n---\n# River rises\n\nThe river rose.",
        );
        assert_eq!(note.headline.as_deref(), Some("River rises"));
        assert_eq!(note.url.as_deref(), Some("https://x.example/a"));
        assert_eq!(note.bylines, ["Anna Smith"]);
        assert_eq!(note.published, None);
        assert_eq!(note.body.as_deref().map(str::trim), Some("The river rose."));
        let other = read("---\ntitle: Flood\n---\n# River rises\n\nThe river rose.");
        assert_eq!(other.headline.as_deref(), Some("Flood"));
        assert!(other.body.expect("a body").starts_with("River rises"));
    }

    #[test]
    fn links_to_other_pages_at_the_end_of_a_clipping_are_dropped() {
        let clip = "---\ntitle: Ferry\nsource: https://x.example/a\ncreated: 2020-01-01\n---\n![](a.png)\n\nThe [ferry](b) sank.\n\n## Next\n\nFog.\n\n\
                    ## More stories\n\n- [Harbour wall](c)\n- [Fog](d)\n\n[Subscribe](e)\n";
        assert_eq!(body(clip), "The ferry sank.\n\nNext\n\nFog.");
        let only = "---\ntitle: Ferry\nsource: https://x.example/a\n---\n[All of it](b)\n";
        assert_eq!(body(only), "All of it");
    }

    #[test]
    fn lines_of_an_extracted_text_are_paragraphs() {
        let line = "The river rose above its banks on Monday night and took the old footbridge with it, the third.";
        let text = format!(
            "---\ntitle: River rises\ndate: 2015-11-14\n---\nRiver rises\n{line}\n{line} Nobody was hurt in it.\n{line}\n"
        );
        assert_eq!(body(&text).split("\n\n").count(), 3);
        assert!(body(&text).starts_with("The river"));
    }

    #[test]
    fn invalid_front_matter_is_still_read() {
        let note = read("---\ntitle: Flood: river rises\n  weather\n---\nThe river rose.");
        assert_eq!(note.headline.as_deref(), Some("Flood: river rises"));
        assert!(note.body.expect("a body").contains("weather\n\nThe river rose."));
    }
}
