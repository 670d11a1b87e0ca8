//! Words in title case inside a sentence, in which some papers print acronyms: `Aids` or `Nato`.

use crate::text::{LetterCase, Tokens};

/// The maximum length of an acronym in title case, in characters.
const MAX_CHARS: usize = 6;

/// The minimum length of the words that title-case headlines always capitalise.
const MIN_CAPITALISED_CHARS: usize = 4;

/// Returns the positions of short words in title case that are not capitalised because of their position: not at the start of a sentence or after a
/// quotation mark or colon, and not in a sentence that capitalises all longer words, as some headlines do.
///
/// `paragraphs` and `sentences` are the positions where these start, except the first, each in order.
pub fn title_case_words(text: &str, tokens: &Tokens, paragraphs: &[u32], sentences: &[u32]) -> Vec<u32> {
    let mut starts: Vec<usize> =
        std::iter::once(&0).chain(paragraphs).chain(sentences).map(|at| *at as usize).collect();
    starts.sort_unstable();
    starts.push(tokens.len());
    let printed = |position: usize| {
        let range = tokens.ranges().get(position)?;
        Some((text.get(range.bytes())?, range))
    };
    let is_ordinary = |position: usize| {
        printed(position).is_some_and(|(word, _)| {
            word.starts_with(char::is_lowercase) && word.chars().nth(MIN_CAPITALISED_CHARS - 1).is_some()
        })
    };
    let is_title_case = |position: usize| {
        let Some((word, range)) = printed(position) else { return false };
        if word.as_bytes().first().is_none_or(u8::is_ascii_lowercase) {
            return false;
        }
        let Some((_, before)) = printed(position - 1) else { return false };
        let between = text.get(before.end()..range.start()).unwrap_or_default();
        !LetterCase::is_lower(word)
            && word.chars().nth(MAX_CHARS).is_none()
            && word.contains(char::is_lowercase)
            && LetterCase::of(word) == LetterCase::Title
            && between.chars().all(continues_sentence)
    };
    let mut found = Vec::new();
    for sentence in starts.windows(2) {
        let [start, end] = *sentence else { continue };
        if (start..end).any(is_ordinary) {
            let positions = (start + 1..end).filter(|position| is_title_case(*position));
            found.extend(positions.filter_map(|position| u32::try_from(position).ok()));
        }
    }
    found
}

/// Returns whether the word after this character continues a sentence.
fn continues_sentence(character: char) -> bool {
    matches!(character, ',' | '(' | ')' | '-' | '/' | '&' | '\u{2010}' | '\u{2011}')
        || (character.is_whitespace() && character != '\n')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::{paragraph_starts, sentence_starts};

    #[test]
    fn title_case_counts_inside_sentences_only() {
        for (text, expected) in [
            ("The Aids epidemic in Mali.", "Aids Mali"),
            ("Aids spreads. Who said so? Us.", ""),
            ("Drug Aids Patients in Trial", ""),
            ("He said: \"Who cares?\" and \u{201c}Us two\u{201d}", ""),
            ("anti-Aids drugs (Aids tests)\nUs and them\n\nWho else", "Aids Aids"),
            ("She watched Doctor Who; Parliament sat.", "Doctor Who"),
            ("I saw US troops and iPads, A plan", ""),
            ("", ""),
        ] {
            let tokens = Tokens::of(text);
            let (paragraphs, sentences) = (paragraph_starts(text, &tokens), sentence_starts(text, &tokens));
            let found = title_case_words(text, &tokens, &paragraphs, &sentences);
            let words = found.iter().filter_map(|position| tokens.ranges().get(*position as usize));
            let words: Vec<&str> = words.map(|range| &text[range.bytes()]).collect();
            assert_eq!(words.join(" "), expected, "{text}");
        }
    }
}
