//! A query as a tree of lines: what `--explain-query` shows to say what each part of it means.

use super::day_range::DayRange;
use super::excerpt::shortened;
use super::field::{Field, FieldKind};
use super::tree::{Node, Pattern, Proximity, Query};
use super::wildcards::has_wildcard;
use crate::article::{Language, from_day_number};
use crate::text::{is_acronym, token_count};

/// Returns the tree of a query, a line for each node, indented below what it belongs to. Plain text, safe to show on a terminal.
///
/// ```
/// use dateline::query::{ParseOptions, outline, parse};
/// let parsed = parse("flood -date:2015", &ParseOptions::default()).expect("a query");
/// let expected = "\
/// and
/// ├ word flood, in any inflection
/// └ not
///   └ published from 2015-01-01 to 2015-12-31";
/// assert_eq!(outline(&parsed.query), expected);
/// ```
pub fn outline(query: &Query) -> String {
    let mut lines = Lines { text: String::new(), indent: String::new() };
    lines.add(query);
    lines.text
}

struct Lines {
    text: String,
    /// What the lines below this node begin with.
    indent: String,
}

impl Lines {
    fn add(&mut self, query: &Query) {
        match &query.node {
            Node::And(parts) => self.branch("and", parts.iter()),
            Node::Or(parts) => self.branch("or", parts.iter()),
            Node::Not(of) => self.branch("not", [&**of].into_iter()),
            Node::Near { left, right, proximity } => {
                self.branch(&format!("near: {}", distance(*proximity)), [&**left, &**right].into_iter());
            }
            Node::AtLeast { count: 1, of } => self.branch("at least once in the article", [&**of].into_iter()),
            Node::AtLeast { count, of } => {
                self.branch(&format!("at least {count} times in the article"), [&**of].into_iter());
            }
            Node::Boost { of, factor } => {
                self.branch(&format!("counts {} times in the ranking", factor.value()), [&**of].into_iter());
            }
            leaf => self.text.push_str(&meaning(leaf)),
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

/// Says how near.
fn distance(proximity: Proximity) -> String {
    match proximity {
        Proximity::Words { most: 1, in_order: false } => "side by side, in either order".to_owned(),
        Proximity::Words { most: 1, in_order: true } => "one directly after the other".to_owned(),
        Proximity::Words { most, in_order: false } => format!("at most {most} words apart, in either order"),
        Proximity::Words { most, in_order: true } => format!("at most {most} words apart, in this order"),
        Proximity::Sentence => "in the same sentence".to_owned(),
        Proximity::Paragraph => "in the same paragraph".to_owned(),
    }
}

/// Says what a node without others below it asks for.
fn meaning(leaf: &Node) -> String {
    match leaf {
        Node::Word { text, field } => {
            let how = match field.map(Field::kind) {
                Some(FieldKind::Label) => "in any case",
                _ if is_acronym(text) => return format!("acronym {}{}, in capitals", shortened(text), place(*field)),
                _ => "in any inflection",
            };
            format!("word {}{}, {how}", shortened(text), place(*field))
        }
        Node::Phrase { text, field, slop } => phrase(text, *field, *slop),
        Node::Pattern { pattern, field } => match pattern {
            Pattern::Wildcard(word) => format!("any word that fits {}{}", shortened(word), place(*field)),
            Pattern::Fuzzy(word, 1) => format!("any word one letter from {}{}", shortened(word), place(*field)),
            Pattern::Fuzzy(word, edits) => {
                format!("any word at most {edits} letters from {}{}", shortened(word), place(*field))
            }
            Pattern::Regex(expression) => {
                format!("any word that fits the expression /{}/{}", shortened(expression), place(*field))
            }
        },
        Node::Value { field: Field::Lang, value } => match Language::parse(value) {
            Some(language) => format!("language {value}: {}", language.english_name()),
            None => format!("language {}", shortened(value)),
        },
        Node::Value { field, value } => format!("{} {}, exactly", field.name(), shortened(value)),
        Node::Days { field: Field::Added, range } => format!("added to the archive {}", days(*range)),
        Node::Days { range, .. } => format!("published {}", days(*range)),
        Node::Number { field, from, to } => format!("{}: {}", field.name(), numbers(*from, *to)),
        Node::Exists(field) => format!("has the field {}", field.name()),
        _ => "every article".to_owned(),
    }
}

fn place(field: Option<Field>) -> String {
    field.map(|field| format!(" in the field {}", field.name())).unwrap_or_default()
}

fn phrase(text: &str, field: Option<Field>, slop: u32) -> String {
    let wildcards = if has_wildcard(text) { ", with wildcards" } else { "" };
    let shown = format!("\"{}\"{}{wildcards}", shortened(&text), place(field));
    match slop {
        0 if wildcards.is_empty() && token_count(text) == 1 => format!("word {shown}, in no other inflection"),
        0 => format!("phrase {shown}"),
        1 => format!("phrase {shown}, its words at most one place off in all"),
        _ => format!("phrase {shown}, its words at most {slop} places off in all"),
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
    use crate::query::{EXAMPLES, ParseOptions, parse};

    fn drawn(query: &str) -> String {
        let options = ParseOptions { today: jiff::civil::date(2026, 11, 22), ..ParseOptions::default() };
        outline(&parse(query, &options).expect(query).query)
    }

    #[test]
    fn a_query_is_drawn_as_a_tree() {
        insta::assert_snapshot!(drawn("flood (damage OR \"storm surge\"~3) NEAR/5 insur* -headline:film date:2015-11.. WHO^2"), @r#"
        and
        ├ word flood, in any inflection
        ├ near: at most 5 words apart, in either order
        │ ├ or
        │ │ ├ word damage, in any inflection
        │ │ └ phrase "storm surge", its words at most 3 places off in all
        │ └ any word that fits insur*
        ├ not
        │ └ word film in the field headline, in any inflection
        ├ published on 2015-11-01 or later
        └ counts 2 times in the ranking
          └ acronym WHO, in capitals
        "#);
    }

    #[test]
    fn every_leaf_says_what_it_means() {
        for (query, expected) in [
            ("", "every article"),
            ("\"floods\"", "word \"floods\", in no other inflection"),
            ("\"prime minis*\"", "phrase \"prime minis*\", with wildcards"),
            ("source:BBC", "word bbc in the field source, in any case"),
            ("smith~", "any word one letter from smith"),
            ("headline:smith~2", "any word at most 2 letters from smith in the field headline"),
            ("/colou?r/", "any word that fits the expression /colou?r/"),
            ("lang:de", "language de: German"),
            ("id:0a1b", "id 0a1b, exactly"),
            ("section:*", "has the field section"),
            ("date:2015-11-14", "published on 2015-11-14"),
            ("added:7d", "added to the archive from 2026-11-16 to 2026-11-22"),
            ("date:..2016", "published on 2016-12-31 or earlier"),
            ("words:>500", "words: 501 or more"),
            ("words:200..400", "words: from 200 to 400"),
            ("date:none", "not\n└ has the field date"),
            ("atleast3(a)", "at least 3 times in the article\n└ word a, in any inflection"),
        ] {
            assert_eq!(drawn(query), expected, "{query}");
        }
        for example in EXAMPLES {
            assert!(!drawn(example.query).is_empty(), "{}", example.query);
        }
    }
}
