//! Joins the lines of plain text into paragraphs.
//!
//! Two layouts are common: one line per paragraph, or lines wrapped at 60 to 80 characters with an empty line or an indent
//! between paragraphs. A text counts as wrapped if, at most line ends, the next word would not have fitted on the line. Newspaper columns
//! are as narrow as verse; there, most lines must also continue a sentence.

/// The maximum line length of a wrapped text.
const WIDEST: usize = 120;
/// The minimum length of the longest line of a wrapped text; texts with shorter lines are verse or lists, unless most lines continue a sentence.
const NARROWEST: usize = 40;
/// The minimum length of the longest line of a narrow column.
const NARROWEST_COLUMN: usize = 20;
/// The minimum percentage of lines of a narrow column that begin in lower case.
const CONTINUED_LINES: usize = 50;
/// The minimum number of line ends needed as evidence of a narrow column.
const EVIDENCE_OF_COLUMN: usize = 6;
/// The minimum percentage of line ends in a wrapped text at which the next word would not have fitted.
const FULL_LINES: usize = 70;
/// The minimum number and percentage of lines that end in a hyphen in a wrapped text with divided words.
const CUT_WORDS: usize = 3;
const CUT_LINES: usize = 5;
/// The minimum number of line ends needed as evidence.
const EVIDENCE: usize = 2;

/// Returns the width at which the text is wrapped, or `None` if each line is a paragraph.
pub(super) fn wrap_width(text: &str) -> Option<usize> {
    let mut width = 0;
    for line in text.lines() {
        // A character has at most four bytes, so for most long lines counting characters is unnecessary.
        if line.len() > WIDEST * 4 {
            return None;
        }
        width = width.max(length(line));
        if width > WIDEST {
            return None;
        }
    }
    if width < NARROWEST_COLUMN {
        return None;
    }
    let (mut pairs, mut full, mut continued) = (0, 0, 0);
    for (line, next) in text.lines().zip(text.lines().skip(1)) {
        if !is_blank(line) && !is_blank(next) {
            pairs += 1;
            full += usize::from(is_full(line, next, width));
            continued += usize::from(next.trim_start().starts_with(char::is_lowercase));
        }
    }
    let is_wide = width >= NARROWEST && pairs >= EVIDENCE;
    let is_column = || pairs >= EVIDENCE_OF_COLUMN && continued * 100 >= pairs * CONTINUED_LINES;
    (full * 100 >= pairs * FULL_LINES && (is_wide || is_column())).then_some(width)
}

/// Returns whether the first word of `next` would not fit on `line`.
pub(super) fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    // Scripts without spaces break after any character.
    let word = if word.starts_with(is_spaceless) { 1 } else { length(word) };
    length(line) + 1 + word > width
}

/// Returns the text with its paragraphs separated by one empty line.
pub(super) fn paragraphs(text: &str, width: Option<usize>) -> String {
    let cuts_words = width.is_some_and(|width| width < NARROWEST || cuts_words(text));
    let mut joined = String::with_capacity(text.len() + text.len() / 64);
    let mut before = "";
    for line in text.lines() {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let goes_on = width.is_some_and(|width| !is_blank(before) && continues(before, line, width));
            if goes_on {
                join(&mut joined, trimmed, cuts_words);
            } else {
                joined.push_str(if joined.is_empty() { "" } else { "\n\n" });
                joined.push_str(trimmed);
            }
        }
        before = line;
    }
    joined
}

/// Returns whether `next` continues the paragraph of `line`.
fn continues(line: &str, next: &str, width: usize) -> bool {
    let indented = next.starts_with([' ', '\t']) && !line.starts_with([' ', '\t']);
    let ended = !is_full(line, next, width) && line.trim_end().ends_with(['.', '!', '?', '"', '”', '’', ':']);
    !indented && !ended
}

/// Returns whether words are divided at line ends, as in print.
fn cuts_words(text: &str) -> bool {
    let pairs = text.lines().zip(text.lines().skip(1)).filter(|(line, next)| !is_blank(line) && !is_blank(next));
    let (mut lines, mut cut) = (0, 0);
    for (line, next) in pairs {
        lines += 1;
        let word = line.trim_end().strip_suffix('-').is_some_and(|word| word.ends_with(char::is_alphabetic));
        cut += usize::from(word && next.trim_start().starts_with(char::is_lowercase));
    }
    cut >= CUT_WORDS && cut * 100 >= lines * CUT_LINES
}

/// Appends a line to its paragraph.
fn join(paragraph: &mut String, line: &str, cuts_words: bool) {
    let hyphenated = paragraph.ends_with(['-', '¬', '\u{AD}']) && line.starts_with(char::is_lowercase);
    if hyphenated && (cuts_words || !paragraph.ends_with('-')) {
        paragraph.pop();
    }
    let spaceless = paragraph.ends_with(is_spaceless) && line.starts_with(is_spaceless);
    if !hyphenated && !spaceless {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

fn length(text: &str) -> usize {
    text.trim_end().chars().count()
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// Returns whether a character belongs to a script written without spaces.
pub(super) fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(text: &str) -> String {
        paragraphs(text, wrap_width(text))
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "The river rose above its banks on Monday night and took the old\n\
                    footbridge with it, the third to be lost in this valley within a\n\
                    year. Nobody was hurt.\n\
                    \n\
                    The council will meet on Thursday to decide whether the well-\n\
                    loved bridge is to be built again, and who should pay for it.\n";
        let expected = "The river rose above its banks on Monday night and took the old \
                        footbridge with it, the third to be lost in this valley within a \
                        year. Nobody was hurt.\n\n\
                        The council will meet on Thursday to decide whether the well-\
                        loved bridge is to be built again, and who should pay for it.";
        assert_eq!(laid_out(text), expected);
    }

    #[test]
    fn columns_of_newspapers_are_joined() {
        let text = "The river rose above its\n\
                    banks on Monday night and\n\
                    took the old footbridge\n\
                    with it, the third to be\n\
                    lost in this valley with-\n\
                    in a year. Nobody was\n\
                    hurt.\n";
        let expected = "The river rose above its banks on Monday night and took the old footbridge with it, the third to be lost in this \
                        valley within a year. Nobody was hurt.";
        assert_eq!(laid_out(text), expected);
        let verse = "The river rose above\nThe banks on which we lay\nIt took the bridge we love\nIt took our cows away\nAnd all the grass we mow\nThe river took the hay\nThe water will not go";
        assert_eq!(laid_out(verse).split("\n\n").count(), 7);
    }

    #[test]
    fn indent_starts_a_paragraph() {
        let text = "  The river rose above its banks on Monday night and took the old\n\
                    footbridge with it, the third to be lost in this valley in a year\n\
                    \x20 The council will meet on Thursday to decide whether the bridge\n\
                    is to be built again.";
        assert_eq!(laid_out(text).split("\n\n").count(), 2);
    }

    #[test]
    fn unwrapped_lines_stay_separate_paragraphs() {
        let text = "The river rose above its banks on Monday.\nNobody was hurt in the flood, which took the old footbridge.\nThe council meets on Thursday.\nIt is not the first time.";
        assert_eq!(laid_out(text).split("\n\n").count(), 4);
        let verse = "Roses are red\nViolets are blue\nSugar is sweet";
        assert_eq!(laid_out(verse).split("\n\n").count(), 3);
    }

    #[test]
    fn japanese_lines_are_joined_without_a_space() {
        let line = "東京で新しい駅が開業しました利用者は多く地元の商店街も喜んでいます駅前には広場があり木も植";
        let text = format!("{line}\n{line}\n{line}\nです");
        assert_eq!(laid_out(&text), format!("{line}{line}{line}です"));
    }
}
