//! Joins the lines of plain text into paragraphs.
//!
//! Two layouts are common: one line per paragraph, or lines wrapped at 60 to 80 characters with an empty line or an indent between paragraphs. A text counts
//! as wrapped if, at most line ends, the next word would not have fitted on the line.

/// The maximum line length of a wrapped text.
const WIDEST: usize = 120;
/// The minimum length of the longest line of a wrapped text; others are verse or lists.
const NARROWEST: usize = 40;
/// The minimum percentage of line ends in a wrapped text at which the next word would not have fitted.
const FULL_LINES: usize = 70;
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
    if width < NARROWEST {
        return None;
    }
    let (mut pairs, mut full) = (0, 0);
    for (line, next) in text.lines().zip(text.lines().skip(1)) {
        if !is_blank(line) && !is_blank(next) {
            pairs += 1;
            full += usize::from(is_full(line, next, width));
        }
    }
    (pairs >= EVIDENCE && full * 100 >= pairs * FULL_LINES).then_some(width)
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
    let mut joined = String::with_capacity(text.len() + text.len() / 64);
    let mut before = "";
    for line in text.lines() {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let goes_on = width.is_some_and(|width| !is_blank(before) && continues(before, line, width));
            if goes_on {
                join(&mut joined, trimmed);
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

/// Appends a line to its paragraph.
fn join(paragraph: &mut String, line: &str) {
    let hyphenated = paragraph.ends_with('-') && line.starts_with(char::is_lowercase);
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
