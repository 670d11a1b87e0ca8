//! Names of publications and editions as databases print them.

/// Words of the names of editions, in lower case.
const EDITION_WORDS: &[&str] = &[
    "edition", "ed", "ed.", "ausgabe", "auflage", "édition", "edición", "edizione", "edição", "editie", "utgåva",
    "final", "late", "early", "print", "online", "web", "wydanie",
];

/// Returns whether a line names an edition, such as `City Final Edition`.
pub(in crate::corpus::readers) fn is_edition(line: &str) -> bool {
    let lower = line.to_lowercase();
    let mut found = lower.split_whitespace().map(|word| word.trim_matches([',', ';', '(', ')', '.']));
    let long =
        found.any(|word| EDITION_WORDS.iter().take(10).any(|edition| *edition == word || word.ends_with("ausgabe")));
    long && line.split_whitespace().count() <= 8 && !line.ends_with(['!', '?'])
}

/// Splits the name of a publication from its city and edition: `The Guardian (London) - Final Edition`.
pub(in crate::corpus::readers) fn publication(text: &str) -> (String, Option<String>) {
    let mut name = text.trim().to_owned();
    let mut split: Vec<String> = Vec::new();
    for separator in [" -- ", " - ", " – ", ", ", "; "] {
        let Some((before, after)) = name.split_once(separator) else { continue };
        let last = after.trim();
        let is_city = separator == "; " && !last.is_empty();
        let names_edition = last
            .to_lowercase()
            .split_whitespace()
            .any(|word| EDITION_WORDS.contains(&word.trim_matches(['.', ',', ';'])));
        if is_city || names_edition || (separator == " -- " && super::languages::language(last).is_some()) {
            split.insert(0, last.to_owned());
            name = before.trim().to_owned();
        }
    }
    if let Some(open) = name.rfind(['(', '['])
        && name.ends_with([')', ']'])
        && open > 0
    {
        let inside = name.get(open + 1..name.len() - 1).unwrap_or_default().trim().to_owned();
        name = name.get(..open).unwrap_or_default().trim().to_owned();
        let is_years = inside.starts_with(|c: char| c.is_ascii_digit());
        if !inside.is_empty() && !is_years {
            split.insert(0, inside);
        }
    }
    (name, Some(split.join(", ").replace("; ", ", ")).filter(|edition| !edition.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cities_and_editions_are_split_off() {
        for (text, name, edition) in [
            ("The Guardian (London) - Final Edition", "The Guardian", Some("London, Final Edition")),
            ("The Guardian(London)", "The Guardian", Some("London")),
            ("Guardian.com", "Guardian.com", None),
            ("taz, die tageszeitung", "taz, die tageszeitung", None),
            ("Toronto Star; Toronto, Ont.", "Toronto Star", Some("Toronto, Ont.")),
            (
                "Wall Street Journal, Eastern edition; New York, N.Y.",
                "Wall Street Journal",
                Some("Eastern edition, New York, N.Y."),
            ),
            ("Agence France Presse -- English", "Agence France Presse", Some("English")),
            ("New York Times (1923-Current file)", "New York Times", None),
        ] {
            assert_eq!(publication(text), (name.to_owned(), edition.map(str::to_owned)), "{text}");
        }
    }
}
