//! Names of desks and agencies that stand in place of an author: `Von unserer Redaktion`, `Staff Reports`, `EFE`.

/// Words of which such names consist, in lower case; a name with any other word is kept.
const WORDS: &[&str] = &[
    // Agencies
    "aa",
    "aap",
    "afp",
    "agence",
    "agences",
    "agencia",
    "agencias",
    "agencies",
    "agency",
    "agencja",
    "agentur",
    "agenturen",
    "agência",
    "agências",
    "agenzia",
    "agenzie",
    "anadolu",
    "ani",
    "anp",
    "ansa",
    "ap",
    "apa",
    "associated",
    "belga",
    "bloomberg",
    "ctk",
    "dha",
    "dpa",
    "efe",
    "epd",
    "ians",
    "iha",
    "interfax",
    "kna",
    "kyodo",
    "lusa",
    "mti",
    "ntb",
    "pa",
    "pap",
    "pti",
    "reuters",
    "ritzau",
    "sda",
    "stt",
    "tanjug",
    "tasr",
    "tass",
    "tt",
    "upi",
    "xinhua",
    "čtk",
    "интерфакс",
    "риа",
    "тасс",
    "एजेंसी",
    "पीटीआई",
    "भाषा",
    "رويترز",
    "وكالات",
    // Desks
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
    "redacción:",
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
    "编辑部",
    "編集部",
];
/// Words that may stand next to them, in lower case.
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
    "france",
    "l",
    "la",
    "le",
    "local",
    "media",
    "met",
    "mit",
    "news",
    "nuestra",
    "online",
    "onze",
    "our",
    "par",
    "por",
    "presse",
    "press",
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
    "ajansı",
    "digital",
    "डिजिटल",
];
/// Longer texts are no such names, in bytes.
const LONGEST: usize = 80;

/// Returns whether a name is that of a desk or agency, perhaps with the name of the publication `source`, rather than of a person.
pub(super) fn is_desk_or_agency(name: &str, source: Option<&str>) -> bool {
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
    fn desks_and_agencies_are_told_from_names() {
        for name in [
            "dpa",
            "Von dpa",
            "Von unserer Redaktion",
            "La rédaction",
            "Da Redação",
            "Door onze redactie",
            "Redazione ANSA",
            "PA Media",
            "Associated Press",
            "The Courier Staff",
            "Haber Merkezi",
            "Online-Redaktion",
            "पीटीआई",
        ] {
            assert!(is_desk_or_agency(name, Some("The Courier")), "{name}");
        }
        for name in ["Ida Falk", "Ernst Haber", "Lusa Falk", "Da Silva", "The Courier", "Von der Leyen"] {
            assert!(!is_desk_or_agency(name, Some("The Courier")), "{name}");
        }
    }
}
