//! Queries that begin with hyphens: `-tide` is a word to exclude and `-- alpha` is pasted prose; neither is an option.
//!
//! The argument parser cannot know this, so the arguments are rewritten before it sees them.

use std::ffi::OsString;

/// The commands that take a query.
const COMMANDS: &[&str] = &["search", "kwic", "count"];

/// Options of these commands that take the next argument as their value.
const TAKES_VALUE: &[&str] = &[
    "-n",
    "--limit",
    "--page",
    "--sort",
    "--match",
    "--width",
    "--by",
    "--source",
    "--section",
    "--lang",
    "--since",
    "--until",
    "--in",
    "--timeout",
    "--format",
    "--index",
    "--ca-file",
    "--config",
    "--color",
];

/// Returns the arguments with every excluded word of a query rewritten as `NOT word`, and a space before prose that begins with hyphens.
///
/// `-n`, `-n5`, `-q` and `-h` stay options, and nothing after `--` is changed. With `--literal` the hyphen of a word is dropped instead.
pub(super) fn keep_negations(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let arguments: Vec<OsString> = arguments.collect();
    let is_literal = arguments.iter().any(|argument| argument == "--literal");
    let mut command = None;
    let mut is_value = false;
    let mut options_ended = false;
    arguments
        .into_iter()
        .enumerate()
        .map(|(position, argument)| {
            let Some(text) = argument.to_str() else { return argument };
            let was_value = std::mem::replace(&mut is_value, !options_ended && TAKES_VALUE.contains(&text));
            options_ended |= text == "--";
            let is_query = command == Some(true);
            // After the program name, the first argument that is neither an option nor the value of one is the command.
            if !was_value && !text.starts_with('-') && command.is_none() && position > 0 {
                command = Some(COMMANDS.contains(&text));
            }
            match text.strip_prefix('-') {
                Some(word)
                    if is_query && !options_ended && !was_value && (is_prose(text) || is_excluded_word(word)) =>
                {
                    if is_prose(text) {
                        // With a leading space it is not an option to the argument parser, and the query parser ignores the space.
                        format!(" {text}").into()
                    } else if is_literal {
                        word.into()
                    } else {
                        format!("NOT {word}").into()
                    }
                }
                _ => argument,
            }
        })
        .collect()
}

/// Returns whether an argument that begins with a hyphen is text: a dash before a space, three dashes, or several words after two dashes.
fn is_prose(argument: &str) -> bool {
    let after = argument.trim_start_matches('-');
    let dashes = argument.len() - after.len();
    let first_word = after.split(char::is_whitespace).next().unwrap_or_default();
    let has_space = first_word.len() < after.len();
    match dashes {
        0 => false,
        1 => first_word.is_empty() && has_space,
        2 if first_word.is_empty() => has_space,
        // `--source=The Times` is an option, `--London, alpha` is not.
        2 => has_space && !first_word.contains('='),
        _ => true,
    }
}

fn is_excluded_word(word: &str) -> bool {
    let is_option = matches!(word, "n" | "q" | "h" | "") || word.starts_with('-');
    let is_limit = word.strip_prefix('n').is_some_and(|rest| rest.trim_start_matches('=').parse::<u64>().is_ok());
    !is_option && !is_limit
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_option_with_a_value_is_listed() {
        let mut command = super::super::args::Args::command();
        command.build();
        let options = COMMANDS.iter().flat_map(|name| command.find_subcommand(name).unwrap().get_arguments());
        let options = options.filter(|option| {
            !option.is_positional() && option.get_action().takes_values() && !option.is_require_equals_set()
        });
        let mut names: Vec<String> = options
            .flat_map(|option| {
                let short = option.get_short().map(|short| format!("-{short}"));
                short.into_iter().chain(option.get_long().map(|long| format!("--{long}")))
            })
            .collect();
        names.sort();
        names.dedup();
        let mut known = TAKES_VALUE.to_vec();
        known.sort_unstable();
        assert_eq!(names, known);
    }

    #[test]
    fn excluded_words_are_not_options() {
        let typed = ["dateline", "search", "energy", "-nuclear", "-n5", "-n", "3", "-q", "--lang", "en", "--", "-x"];
        let kept = keep_negations(typed.iter().map(OsString::from));
        let expected =
            ["dateline", "search", "energy", "NOT nuclear", "-n5", "-n", "3", "-q", "--lang", "en", "--", "-x"];
        assert_eq!(kept, expected.map(OsString::from));
    }

    #[test]
    fn dashes_before_prose_are_no_options() {
        for (typed, expected) in [
            ("- alpha", " - alpha"),
            ("-   alpha", " -   alpha"),
            ("-\talpha", " -\talpha"),
            ("-- alpha", " -- alpha"),
            ("--- alpha", " --- alpha"),
            ("---", " ---"),
            ("-- London alpha --", " -- London alpha --"),
            ("--London alpha", " --London alpha"),
            ("--source=The Times", "--source=The Times"),
            ("--strict", "--strict"),
            ("-", "-"),
            ("-alpha beta", "NOT alpha beta"),
        ] {
            for literal in [None, Some("--literal")] {
                let arguments = ["dateline", "count", typed].into_iter().chain(literal).map(OsString::from);
                let expected = match expected.strip_prefix("NOT ").filter(|_| literal.is_some()) {
                    Some(without_not) => without_not,
                    None => expected,
                };
                assert_eq!(keep_negations(arguments).get(2), Some(&OsString::from(expected)), "{typed}");
            }
        }
        let kept =
            keep_negations(["dateline", "search", "--source", "- x", "--", "- x"].map(OsString::from).into_iter());
        assert_eq!(kept.join(" ".as_ref()), "dateline search --source - x -- - x");
    }

    #[test]
    fn only_arguments_of_query_commands_are_rewritten() {
        for (typed, expected) in [
            ("dateline kwic -nuclear energy", "dateline kwic NOT nuclear energy"),
            ("dateline --index x count -nuclear --by year", "dateline --index x count NOT nuclear --by year"),
            ("dateline kwic --width -5", "dateline kwic --width -5"),
            ("dateline --index search show -x", "dateline --index search show -x"),
            ("dateline terms search -x", "dateline terms search -x"),
        ] {
            let kept = keep_negations(typed.split(' ').map(OsString::from));
            assert_eq!(kept.join(" ".as_ref()), expected, "{typed}");
        }
    }
}
