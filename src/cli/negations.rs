//! Excluded words on the command line: `-tide` in a query is a word to exclude, not an option.
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
    "--format",
    "--index",
    "--config",
    "--color",
];

/// Returns the arguments with every excluded word of a query rewritten as `NOT word`.
///
/// `-n`, `-n5`, `-q` and `-h` stay options, and nothing after `--` is changed. With `--literal` the hyphen is dropped instead.
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
                Some(word) if is_query && !options_ended && !was_value && is_excluded_word(word) => {
                    if is_literal {
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
