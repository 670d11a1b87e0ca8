//! Names of newspapers, magazines and agencies that a document prints on a separate line.

use crate::corpus::line_layout::is_spaceless;

/// Words in names of publications that also contain other words, in lower case.
const WORDS: &[&str] = &[
    // English
    "advertiser",
    "advocate",
    "argus",
    "bulletin",
    "chronicle",
    "courier",
    "daily",
    "dispatch",
    "echo",
    "examiner",
    "express",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "independent",
    "inquirer",
    "intelligencer",
    "journal",
    "leader",
    "ledger",
    "mail",
    "mercury",
    "mirror",
    "monitor",
    "news",
    "observer",
    "post",
    "press",
    "record",
    "register",
    "reporter",
    "review",
    "sentinel",
    "standard",
    "star",
    "telegraph",
    "times",
    "tribune",
    "weekly",
    // German and Dutch
    "allgemeine",
    "bote",
    "kurier",
    "merkur",
    "nachrichten",
    "presse",
    "rundschau",
    "spiegel",
    "stimme",
    "tagespost",
    "welt",
    "zeit",
    "courant",
    "telegraaf",
    // French
    "courrier",
    "dépêche",
    "écho",
    "figaro",
    "matin",
    "monde",
    "nouvelles",
    "parisien",
    "progrès",
    "républicain",
    "soir",
    "voix",
    // Spanish, Portuguese and Italian
    "correo",
    "diario",
    "gaceta",
    "heraldo",
    "mundo",
    "nación",
    "noticias",
    "país",
    "periódico",
    "prensa",
    "tribuna",
    "universal",
    "vanguardia",
    "correio",
    "diário",
    "estado",
    "folha",
    "jornal",
    "notícias",
    "público",
    "corriere",
    "gazzetta",
    "giornale",
    "mattino",
    "messaggero",
    "repubblica",
    "stampa",
    // Others
    "avis",
    "nyheter",
    "tidende",
    "tidning",
    "tidningen",
    "dziennik",
    "gazeta",
    "kurjer",
    "deník",
    "listy",
    "noviny",
    "sanomat",
    "uutiset",
    "hírlap",
    "ведомости",
    "вестник",
    "газета",
    "известия",
    "новости",
    "правда",
];
/// Suffixes of words that alone are the name of a newspaper.
const ENDS: &[&str] = &[
    "zeitung",
    "anzeiger",
    "tageblatt",
    "tagblatt",
    "wochenblatt",
    "dagblad",
    "nieuwsblad",
    "handelsblad",
    "krant",
    "dagbladet",
    "aftonbladet",
    "avisen",
    "posten",
    "tagesspiegel",
    "sanomat",
    "新聞",
    "新闻",
    "日報",
    "日报",
    "時報",
    "时报",
    "晩報",
    "晚報",
    "晚报",
    "신문",
    "일보",
];
/// The maximum number of characters of a name without spaces between its words.
const MOST_IDEOGRAPHS: usize = 8;
/// Names that consist of one word.
const NAMES: &[&str] = &["afp", "ansa", "ap", "bloomberg", "dpa", "efe", "reuters", "tass", "upi", "xinhua"];
/// Words inside names that are not capitalised.
const SMALL: &[&str] = &[
    "and", "d'", "de", "del", "della", "der", "des", "di", "die", "do", "du", "e", "et", "für", "of", "the", "und",
    "y", "&",
];
/// Words of headings, links and sections, in lower case.
const NO_NAMES: &[&str] = &[
    "bad",
    "breaking",
    "business",
    "conference",
    "fake",
    "good",
    "international",
    "latest",
    "local",
    "more",
    "national",
    "other",
    "politics",
    "read",
    "regional",
    "related",
    "release",
    "sport",
    "sports",
    "top",
];
/// The maximum number of words of a name.
const MOST_WORDS: usize = 6;
/// The maximum length of a name, in bytes.
const LONGEST: usize = 70;

/// Returns whether a line is the name of a newspaper, magazine or agency, possibly with its city in parentheses.
pub(super) fn is_publication(line: &str) -> bool {
    let name = match line.rsplit_once(" (") {
        Some((name, city)) if city.ends_with(')') => name,
        _ => line,
    };
    let is_sentence = name.starts_with(is_spaceless) && name.chars().count() > MOST_IDEOGRAPHS;
    if line.len() > LONGEST
        || is_sentence
        || name.ends_with(['.', '!', '?', ':', ','])
        || name.contains([':', ';', '"', '“', '„', '«', ','])
    {
        return false;
    }
    let is_part =
        |word: &str| !word.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()) || SMALL.contains(&word);
    let lower = name.to_lowercase().replace('’', "'");
    let words: Vec<&str> =
        lower.split_whitespace().flat_map(|word| word.split(['-', '\''])).filter(|word| !word.is_empty()).collect();
    let is_name = !words.is_empty()
        && words.len() <= MOST_WORDS
        && name.starts_with(|c: char| c.is_alphabetic())
        && (NAMES.contains(&lower.as_str()) || name.split_whitespace().all(is_part));
    let is_alone = |word: &&str| NAMES.contains(word) || ENDS.iter().any(|end| word.ends_with(end));
    let is_one_of = |word: &&str| words.len() > 1 && WORDS.contains(word);
    is_name
        && !words.iter().any(|word| NO_NAMES.contains(word))
        && words.iter().any(|word| is_alone(word) || is_one_of(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_newspapers_are_told_from_other_lines() {
        for name in [
            "The Penholm Courier",
            "PENHOLM COURIER",
            "Penholm Courier (Scotland)",
            "Penholmer Tageblatt",
            "Penholmer Nachrichten",
            "L’Écho de Penholm",
            "El Correo de Penholm",
            "Penholms-Posten",
            "Reuters",
            "港新聞",
        ] {
            assert!(is_publication(name), "{name}");
        }
        for line in [
            "News",
            "Local News",
            "Press release",
            "Penholm",
            "Ida Falk",
            "Ferry runs aground at high tide",
            "The ferry times are wrong",
            "Zeit",
            "住民が反対と伝える地元の新聞",
            "",
        ] {
            assert!(!is_publication(line), "{line}");
        }
    }
}
