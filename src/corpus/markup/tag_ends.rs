//! Finds the ends of tags in linear time, even if many tags have no end.

use std::collections::HashMap;

/// Finds the ends of the tags of one fragment.
///
/// A tag with unmatched quotes runs over the tags after it, and each of these can run as far. So the brackets that an unclosed tag has passed within quotes are
/// remembered: another tag that reaches them within the same quotes ends in the same way.
#[derive(Default)]
pub(super) struct TagEnds {
    /// The ends of unclosed tags, by the length of the text from a bracket on and the quote around it.
    unclosed: HashMap<(usize, char), Unclosed>,
    /// The last search for a `>`: the length of the searched text, and of the text after the `>` if there is one.
    first_close: Option<(usize, Option<usize>)>,
}

/// The end of a tag that is not closed.
#[derive(Clone, Copy)]
enum Unclosed {
    /// At another tag, or at the end of the text.
    AtTag,
    /// Within quotes that run to the end of the text.
    Quoted,
}

impl TagEnds {
    /// Returns the text after the `>` of a tag, ignoring any `>` inside quotes; `None` if the tag is unclosed. `text` is the rest of the fragment from the
    /// attributes on.
    pub(super) fn after_attributes<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let mut quote = None;
        let mut before = '=';
        let mut passed = Vec::new();
        let mut known = None;
        for (at, c) in text.char_indices() {
            match (quote, c) {
                (None, '>') => return text.get(at + 1..),
                (None, '<') => break,
                // Quotes count only after an equals sign, so that a stray apostrophe opens none.
                (None, '"' | '\'') if before == '=' => quote = Some(c),
                (Some(open), _) if c == open => quote = None,
                (Some(open), '<') => {
                    let bracket = (text.len() - at, open);
                    known = self.unclosed.get(&bracket).copied();
                    if known.is_some() {
                        break;
                    }
                    passed.push(bracket);
                }
                _ => {}
            }
            if !c.is_ascii_whitespace() {
                before = c;
            }
        }
        let how = known.unwrap_or(if quote.is_some() { Unclosed::Quoted } else { Unclosed::AtTag });
        self.unclosed.extend(passed.into_iter().map(|bracket| (bracket, how)));
        match how {
            Unclosed::AtTag => None,
            // With unclosed quotes, the tag ends at the first bracket.
            Unclosed::Quoted => self.after_first_close(text),
        }
    }

    /// Returns the text after the first `>`, and searches for it only if the last search cannot answer.
    fn after_first_close<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let left = match self.first_close {
            Some((searched, left)) if text.len() <= searched && left.is_none_or(|left| left < text.len()) => left,
            _ => text.find('>').map(|at| text.len() - at - 1),
        };
        self.first_close = Some((text.len(), left));
        text.get(text.len() - left?..)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hide_brackets_and_unclosed_ones_end_at_the_first() {
        for (attributes, expected) in [
            (">x", Some("x")),
            (" a='>' b=\">\">x", Some("x")),
            (" it's>x", Some("x")),
            (" a='b>x", Some("x")),
            (" a='b' c='<d>x' >y", Some("y")),
            (" a<b>", None),
            (" a='b<c", None),
            (" a", None),
        ] {
            assert_eq!(TagEnds::default().after_attributes(attributes), expected, "{attributes}");
        }
    }

    #[test]
    fn what_is_remembered_changes_no_end() {
        let units = ["<a b='c' d='", "<a b=\"'", "<a b='>", "<a>", "'<", "\">", "<a b=\"<a c='\"", " = '"];
        for number in 0..units.len().pow(4) {
            let parts = (0..4).map(|place| units[number / units.len().pow(place) % units.len()]);
            let text = parts.collect::<String>();
            let mut ends = TagEnds::default();
            let brackets: Vec<usize> = text.match_indices('<').map(|(at, _)| at).collect();
            // In any order: the end of an element is searched for ahead.
            for at in brackets.iter().skip(3).step_by(2).chain(&brackets) {
                let rest = &text[at + 1..];
                assert_eq!(ends.after_attributes(rest), TagEnds::default().after_attributes(rest), "{text} from {at}");
            }
        }
    }

    /// Quadratic time for this length would be minutes.
    #[test]
    fn many_unclosed_tags_take_linear_time() {
        for unit in ["<a b='c' d='", "<a b=\"c\" d=\"e'", "<a b='", "<a b='c' d='<a e=\"", "<a b"] {
            for end in ["", "'<", "\"<", "'>", "\">", ">"] {
                let text = unit.repeat(10_000) + end;
                let mut ends = TagEnds::default();
                let mut from = 0;
                while let Some(at) = text[from..].find('<') {
                    let rest = &text[from + at + 1..];
                    let after = ends.after_attributes(rest);
                    from = after.map_or(from + at + 1, |after| text.len() - after.len());
                }
            }
        }
    }
}
