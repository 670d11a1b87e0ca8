//! Names of desks in place of an author: `Von unserer Redaktion`, `Staff Reports`. They add nothing to the name of the publication; the name of an agency
//! does.

/// Words for desks and their staff, in lower case.
const WORDS: &[&str] = &[
    "correspondent",
    "desk",
    "editor",
    "editorial",
    "editors",
    "editör",
    "editörü",
    "editorler",
    "haber",
    "merkezi",
    "newsdesk",
    "newsroom",
    "redactie",
    "redacción",
    "redaccion",
    "redaction",
    "redakce",
    "redakcia",
    "redakcja",
    "redaksi",
    "redaksjon",
    "redaksjonen",
    "redaktion",
    "redaktionen",
    "redattore",
    "redazione",
    "redação",
    "redacao",
    "rédaction",
    "reporter",
    "reporters",
    "reports",
    "staff",
    "szerkesztőség",
    "toimitus",
    "uredništvo",
    "writer",
    "writers",
    "редакция",
    "редакції",
    "редакція",
    "डेस्क",
    "ब्यूरो",
    "संवाददाता",
    "ডেস্ক",
    "রিপোর্ট",
    "রিপোর্টার",
    "প্রতিবেদক",
    "وكالات",
    "التحرير",
    "تحرير",
    "تحریریه",
    "المحرر",
    "מערכת",
    "编辑部",
    "編集部",
];

/// Words that may occur next to them, in lower case; with any other word it may be a name.
const SMALL: &[&str] = &[
    "a",
    "and",
    "av",
    "by",
    "d",
    "da",
    "de",
    "del",
    "della",
    "der",
    "des",
    "di",
    "die",
    "do",
    "door",
    "e",
    "en",
    "et",
    "from",
    "l",
    "la",
    "le",
    "local",
    "met",
    "mit",
    "news",
    "nuestra",
    "online",
    "onze",
    "our",
    "par",
    "por",
    "service",
    "team",
    "the",
    "tv",
    "und",
    "unserer",
    "von",
    "vår",
    "web",
    "wire",
    "with",
    "wires",
    "y",
    "digital",
    "डिजिटल",
    "न्यूज",
    "न्यूज़",
    "নিজস্ব",
    "অনলাইন",
    "স্টাফ",
    "هيئة",
    "قسم",
    "گروه",
];

/// The maximum length of such a name, in bytes.
const LONGEST: usize = 80;

/// Returns whether a name is that of a desk, possibly with the name of the publication `source`.
pub(super) fn is_desk_name(name: &str, source: Option<&str>) -> bool {
    if name.len() > LONGEST {
        return false;
    }
    let lower = name.to_lowercase();
    let source = source.map(str::to_lowercase).filter(|source| !source.is_empty());
    let rest = source.and_then(|source| lower.strip_prefix(&source).map(str::to_owned)).unwrap_or(lower);
    let words = || {
        rest.split(|c: char| {
            c.is_whitespace() || matches!(c, '-' | '/' | ',' | '.' | ':' | '\'' | '’' | '|' | '&' | '(' | ')')
        })
    };
    let words = || words().filter(|word| !word.is_empty());
    words().any(|word| WORDS.contains(&word)) && words().all(|word| WORDS.contains(&word) || SMALL.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn desks_are_told_from_names_and_agencies() {
        for name in [
            "Von unserer Redaktion",
            "La rédaction",
            "Da Redação",
            "Door onze redactie",
            "The Courier Staff",
            "Haber Merkezi",
            "Online-Redaktion",
            "Staff Reports",
            "编辑部",
        ] {
            assert!(is_desk_name(name, Some("The Courier")), "{name}");
        }
        for name in ["Ida Falk", "Ernst Haber", "Da Silva", "The Courier", "Von der Leyen", "dpa", "Associated Press"] {
            assert!(!is_desk_name(name, Some("The Courier")), "{name}");
        }
    }
}
