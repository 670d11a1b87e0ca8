//! The sender of a mail: a publication or a person.

/// Words in the names of senders that are not persons, in lower case.
const NO_PERSON: &[&str] = &[
    "the",
    "news",
    "newsletter",
    "newsletters",
    "daily",
    "times",
    "post",
    "briefing",
    "team",
    "editor",
    "editors",
    "press",
    "guardian",
    "media",
    "alert",
    "alerts",
    "digest",
    "weekly",
    "update",
    "updates",
    "morning",
    "redaktion",
    "zeitung",
    "journal",
    "magazine",
    "gazette",
    "herald",
    "tribune",
    "courier",
    "service",
    "support",
    "info",
    "noreply",
    "agency",
    "office",
    "desk",
    "report",
    "review",
    "mail",
    "today",
    "online",
    "bbc",
    "reuters",
    "afp",
    "dpa",
    "ap",
    "le",
    "la",
    "el",
    "die",
    "der",
    "das",
    "il",
    "de",
    "wire",
    "standard",
    "observer",
    "telegraph",
    "chronicle",
    "star",
    "sun",
    "mirror",
    "independent",
];

/// Parts of the names of publications in scripts without spaces and in Russian, in lower case.
const PARTS_OF_PUBLICATIONS: &[&str] = &[
    "新聞",
    "新闻",
    "ニュース",
    "通信",
    "日報",
    "日报",
    "時報",
    "时报",
    "晚报",
    "放送",
    "신문",
    "일보",
    "뉴스",
    "газета",
    "новости",
    "вести",
];

/// The publication or the person that sent a mail.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sender {
    pub(super) source: Option<String>,
    pub(super) byline: Option<String>,
}

/// Returns the sender, from its name, its address and the name of the list.
pub(super) fn sender(name: Option<&str>, address: Option<&str>, list: Option<&str>, is_bulk: bool) -> Sender {
    let name = name
        .map(|name| name.trim().trim_matches(['"', '\'']).trim())
        .filter(|name| !name.is_empty() && !name.contains('@'));
    // `Anna Smith from The Harbour Letter`, as newsletter services write it.
    let parts = name.filter(|_| is_bulk).and_then(|name| name.split_once(" from ").or_else(|| name.split_once(" at ")));
    if let Some((person, publication)) = parts.filter(|(person, _)| is_person(person, None, is_bulk)) {
        let publication = list.unwrap_or(publication).to_owned();
        return Sender { source: Some(publication), byline: Some(person.to_owned()) };
    }
    let person = name.filter(|name| is_person(name, address, is_bulk)).map(str::to_owned);
    let publication = name.filter(|_| person.is_none()).map(str::to_owned);
    Sender { source: list.map(str::to_owned).or(publication), byline: person }
}

/// Returns whether a name is that of a person: two to four capitalised words, none of them typical of publications.
fn is_person(name: &str, address: Option<&str>, is_bulk: bool) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let local = address.and_then(|address| address.split('@').next()).unwrap_or_default().to_lowercase();
    let is_role = ["noreply", "no-reply", "newsletter", "news", "info", "editor", "alerts", "briefing"]
        .iter()
        .any(|role| local.starts_with(role));
    let typical =
        words.iter().any(|word| NO_PERSON.contains(&word.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric())));
    let counted = if is_bulk { (2..=4).contains(&words.len()) } else { (1..=5).contains(&words.len()) };
    let typical = typical || PARTS_OF_PUBLICATIONS.iter().any(|part| name.to_lowercase().contains(part));
    let marked = name.contains(|c: char| c.is_ascii_digit() || matches!(c, '&' | '|' | ':'));
    let is_desk = is_bulk && is_role;
    counted && !(typical || marked || is_desk)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_bylines_and_publications_are_sources() {
        let of = |name, address, list, is_bulk| {
            let found = sender(Some(name), Some(address), list, is_bulk);
            (found.source.unwrap_or_default(), found.byline.unwrap_or_default())
        };
        assert_eq!(of("Anna Smith", "anna@post.example", None, false), (String::new(), "Anna Smith".into()));
        assert_eq!(
            of("Anna Smith from The Harbour Letter", "harbour@letters.example", None, true),
            ("The Harbour Letter".into(), "Anna Smith".into())
        );
        assert_eq!(of("The Penholm Post", "news@post.example", None, true), ("The Penholm Post".into(), String::new()));
        assert_eq!(
            of("Anna Smith", "anna@post.example", Some("Morning Briefing"), true),
            ("Morning Briefing".into(), "Anna Smith".into())
        );
        assert_eq!(
            of("Penholm Post", "briefing@post.example", Some("Morning Briefing"), true),
            ("Morning Briefing".into(), String::new())
        );
        assert_eq!(of("朝の新聞", "a@asa.example", None, false), ("朝の新聞".into(), String::new()));
        assert_eq!(of("news@post.example", "news@post.example", None, false), (String::new(), String::new()));
    }
}
