//! Plain text whose paragraphs are wrapped with a space at the end of each line (`format=flowed`, RFC 3676).

use mail_parser::{MessagePart, MimeHeaders};

/// Returns the text of a part, with wrapped lines joined if the part declares them.
pub(super) fn joined(part: &MessagePart<'_>, text: String) -> String {
    let stated = |name: &str| part.content_type().and_then(|kind| kind.attribute(name));
    if stated("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed")) {
        let drops_space = stated("delsp").is_some_and(|value| value.eq_ignore_ascii_case("yes"));
        return unwrapped(&text, drops_space);
    }
    text
}

fn unwrapped(text: &str, drops_space: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines() {
        // A space is stuffed before a line that would begin with a space or a quotation mark.
        let line = line.strip_prefix(' ').unwrap_or(line);
        let goes_on = line.ends_with(' ') && line != "-- ";
        joined.push_str(if goes_on && drops_space { line.strip_suffix(' ').unwrap_or(line) } else { line });
        if !goes_on {
            joined.push('\n');
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_joined() {
        assert_eq!(
            unwrapped("The ferry \nis stuck.\n\nNobody was \nhurt.\n-- \nIda\n", false),
            "The ferry is stuck.\n\nNobody was hurt.\n-- \nIda\n"
        );
        assert_eq!(unwrapped("渡輪 \n擱淺\n", true), "渡輪擱淺\n");
    }
}
