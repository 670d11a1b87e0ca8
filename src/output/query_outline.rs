//! The outline of a query tree, which explains how a query was read.

use super::messages::quote;
use crate::library::{
    DayRange, Field, FieldKind, Language, Node, Pattern, Proximity, Query, from_day_number, is_acronym, is_wildcard,
    token_count,
};

/// The maximum length in characters of the text of a node.
const MAX_TEXT: usize = 160;

/// Returns an outline of a query with one line for each node, indented below its parent. It is plain text, safe to print to a terminal.
///
/// ```
/// use dateline::output::query_outline;
/// use dateline::query::{ParseOptions, parse};
/// let parsed = parse("flood -date:2015", &ParseOptions::default()).expect("a query");
/// let expected = "\
/// and
/// ├ word flood, in any inflection
/// └ not
///   └ published from 2015-01-01 to 2015-12-31";
/// assert_eq!(query_outline(&parsed.query), expected);
/// ```
pub fn query_outline(query: &Query) -> String {
    let mut lines = Outline { text: String::new(), indent: String::new() };
    lines.add(query);
    lines.text
}

struct Outline {
    text: String,
    /// The indentation of the lines below the current node.
    indent: String,
}

impl Outline {
    fn add(&mut self, query: &Query) {
        match &query.node {
            Node::And(parts) => self.branch("and", parts.iter()),
            Node::Or(parts) => self.branch("or", parts.iter()),
            Node::Not(of) => self.branch("not", [&**of].into_iter()),
            Node::Near { left, right, proximity } => {
                self.branch(&format!("near: {}", distance(*proximity)), [&**left, &**right].into_iter());
            }
            Node::AtLeast { count: 1, of } => self.branch("at least 1 match in the article", [&**of].into_iter()),
            Node::AtLeast { count, of } => {
                self.branch(&format!("at least {count} matches in the article"), [&**of].into_iter());
            }
            Node::Boost { of, factor } => {
                self.branch(&format!("boosted by {}", factor.value()), [&**of].into_iter());
            }
            leaf => self.text.push_str(&leaf_text(leaf)),
        }
    }

    fn branch<'a>(&mut self, title: &str, parts: impl ExactSizeIterator<Item = &'a Query>) {
        self.text.push_str(title);
        let last = parts.len().saturating_sub(1);
        let outside = self.indent.len();
        for (position, part) in parts.enumerate() {
            let (corner, below) = if position == last { ("└ ", "  ") } else { ("├ ", "│ ") };
            self.text.push('\n');
            self.text.push_str(&self.indent);
            self.text.push_str(corner);
            self.indent.push_str(below);
            self.add(part);
            self.indent.truncate(outside);
        }
    }
}

fn distance(proximity: Proximity) -> String {
    match proximity {
        Proximity::Words { most: 1, in_order: false } => "adjacent, in either order".to_owned(),
        Proximity::Words { most: 1, in_order: true } => "adjacent, in this order".to_owned(),
        Proximity::Words { most, in_order: false } => format!("at most {most} words apart, in either order"),
        Proximity::Words { most, in_order: true } => format!("at most {most} words apart, in this order"),
        Proximity::Sentence => "in the same sentence".to_owned(),
        Proximity::Paragraph => "in the same paragraph".to_owned(),
    }
}

/// Returns the line of a node without children.
fn leaf_text(leaf: &Node) -> String {
    match leaf {
        Node::Word { text, field } => {
            let how = match field.map(Field::kind) {
                Some(FieldKind::Label) => "in any case",
                _ if is_acronym(text) => return format!("acronym {}{}, in capitals", quoted(text), in_field(*field)),
                _ => "in any inflection",
            };
            format!("word {}{}, {how}", quoted(text), in_field(*field))
        }
        Node::Phrase { text, field, slop, cased } => phrase(text, *field, *slop, *cased),
        Node::Compound { text, field } => format!("parts of {}, adjacent or joined{}", quoted(text), in_field(*field)),
        Node::Pattern { pattern, field } => match pattern {
            Pattern::Wildcard(word) => format!("words that match {}{}", quoted(word), in_field(*field)),
            Pattern::Fuzzy(word, 1) => format!("words 1 edit from {}{}", quoted(word), in_field(*field)),
            Pattern::Fuzzy(word, edits) => {
                format!("words up to {edits} edits from {}{}", quoted(word), in_field(*field))
            }
            Pattern::Compounds(group) => format!("compounds of {}{}", quoted(&group.of), in_field(*field)),
            Pattern::Regex(expression) => {
                format!("words that match the regular expression /{}/{}", quoted(expression), in_field(*field))
            }
        },
        Node::Value { field: Field::Lang, value } => match Language::parse(value) {
            Some(language) => format!("language {value}: {}", language.english_name()),
            None => format!("language {}", quoted(value)),
        },
        Node::Value { field, value } => format!("{} {}, exactly", field.name(), quoted(value)),
        Node::Days { field: Field::Added, range } => format!("added to the archive {}", days(*range)),
        Node::Days { range, .. } => format!("published {}", days(*range)),
        Node::Number { field, from, to } => format!("{}: {}", field.name(), numbers(*from, *to)),
        Node::Exists(field) => format!("has the field {}", field.name()),
        _ => "every article".to_owned(),
    }
}

fn quoted(text: &str) -> String {
    quote(text, MAX_TEXT)
}

fn in_field(field: Option<Field>) -> String {
    field.map(|field| format!(" in the field {}", field.name())).unwrap_or_default()
}

fn phrase(text: &str, field: Option<Field>, slop: u32, cased: bool) -> String {
    let wildcards = if text.contains(is_wildcard) { ", with wildcards" } else { "" };
    let shown = format!("\"{}\"{}{wildcards}", quoted(text), in_field(field));
    let case = if cased { ", in this letter case" } else { "" };
    let shown = format!("{shown}{case}");
    match slop {
        0 if wildcards.is_empty() && token_count(text) == 1 => format!("word {shown}, in no other inflection"),
        0 => format!("phrase {shown}"),
        1 => format!("phrase {shown}, up to 1 position off (slop)"),
        _ => format!("phrase {shown}, up to {slop} positions off (slop)"),
    }
}

fn days(range: DayRange) -> String {
    let day = |number: i64| from_day_number(number).map(|day| day.to_string()).unwrap_or_default();
    match (range.from, range.to) {
        (Some(from), Some(to)) if from == to => format!("on {}", day(from)),
        (Some(from), Some(to)) => format!("from {} to {}", day(from), day(to)),
        (Some(from), None) => format!("on {} or later", day(from)),
        (None, Some(to)) => format!("on {} or earlier", day(to)),
        (None, None) => "on any day".to_owned(),
    }
}

fn numbers(from: Option<u64>, to: Option<u64>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => format!("exactly {from}"),
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("{from} or more"),
        (None, Some(to)) => format!("{to} or less"),
        (None, None) => "any number".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{EXAMPLES, ParseOptions, parse};

    fn outline_of(query: &str) -> String {
        let options = ParseOptions { today: jiff::civil::date(2026, 11, 22), ..ParseOptions::default() };
        query_outline(&parse(query, &options).expect(query).query)
    }

    #[test]
    fn nodes_are_indented_below_their_parents() {
        insta::assert_snapshot!(outline_of("flood (damage OR \"storm surge\"~3) NEAR/5 insur* -headline:film date:2015-11.. WHO^2"), @r#"
        and
        ├ word flood, in any inflection
        ├ near: at most 5 words apart, in either order
        │ ├ or
        │ │ ├ word damage, in any inflection
        │ │ └ phrase "storm surge", up to 3 positions off (slop)
        │ └ words that match insur*
        ├ not
        │ └ word film in the field headline, in any inflection
        ├ published on 2015-11-01 or later
        └ boosted by 2
          └ acronym WHO, in capitals
        "#);
    }

    #[test]
    fn every_leaf_has_a_line() {
        for (query, expected) in [
            ("", "every article"),
            ("\"floods\"", "word \"floods\", in no other inflection"),
            ("\"prime minis*\"", "phrase \"prime minis*\", with wildcards"),
            ("case:US", "word \"US\", in this letter case, in no other inflection"),
            ("source:BBC", "word bbc in the field source, in any case"),
            ("smith~", "words 1 edit from smith"),
            ("headline:smith~2", "words up to 2 edits from smith in the field headline"),
            ("/colou?r/", "words that match the regular expression /colou?r/"),
            ("lang:de", "language de: German"),
            ("id:0a1b", "id 0a1b, exactly"),
            ("section:*", "has the field section"),
            ("date:2015-11-14", "published on 2015-11-14"),
            ("added:7d", "added to the archive from 2026-11-16 to 2026-11-22"),
            ("date:..2016", "published on 2016-12-31 or earlier"),
            ("words:>500", "words: 501 or more"),
            ("words:200..400", "words: from 200 to 400"),
            ("date:none", "not\n└ has the field date"),
            ("atleast3(a)", "at least 3 matches in the article\n└ word a, in any inflection"),
        ] {
            assert_eq!(outline_of(query), expected, "{query}");
        }
        for example in EXAMPLES {
            assert!(!outline_of(example.query).is_empty(), "{}", example.query);
        }
    }
}
