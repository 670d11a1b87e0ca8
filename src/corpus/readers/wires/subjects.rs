//! Names of the subjects of the IPTC, for items that state only their codes.

/// The first-level subjects, by the first two digits of their eight-digit codes.
const SUBJECTS: [&str; 17] = [
    "arts, culture and entertainment",
    "crime, law and justice",
    "disaster, accident and emergency incident",
    "economy, business and finance",
    "education",
    "environment",
    "health",
    "human interest",
    "labour",
    "lifestyle and leisure",
    "politics",
    "religion and belief",
    "science and technology",
    "society",
    "sport",
    "conflict, war and peace",
    "weather",
];

/// Returns the name of a subject by its code, such as `15054000` or `subj:15054000`; `None` for other text.
pub(super) fn name_of(code: &str) -> Option<&'static str> {
    let number = code.rsplit_once(':').map_or(code, |(_, number)| number);
    let is_code = number.len() == 8 && number.bytes().all(|byte| byte.is_ascii_digit());
    let first: usize = number.get(..2).filter(|_| is_code)?.parse().ok()?;
    SUBJECTS.get(first.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_the_names_of_their_first_level() {
        for (code, expected) in [
            ("15054000", Some("sport")),
            ("subj:01000000", Some("arts, culture and entertainment")),
            ("medtop:20000822", None),
            ("00000000", None),
            ("1505400", None),
            ("sport", None),
        ] {
            assert_eq!(name_of(code), expected, "{code}");
        }
    }
}
