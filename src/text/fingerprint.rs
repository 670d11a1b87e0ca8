//! What the analysis does, in one number, so that an index knows when it was made by another one.

/// A fingerprint of the analysis: archives made by another one are not searched, but made anew.
///
/// To work it out takes some milliseconds, which nobody should wait whenever an archive is opened. So it is written here, and a test holds it
/// against the analysis, by a probe text that shows when the Unicode tables or the stemmers make other words; `Cargo.toml` pins both.
pub const ANALYSIS: &str = "37ef8c6f08ef3c01";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Language;
    use crate::text::meaning::english_digest;
    use crate::text::stem::{stem, stemmed_languages};
    use crate::text::stop_words::STOP_WORDS;
    use crate::text::{Tokens, sentences};

    /// Raised when a rule of this room changes in a way that the probe below may not show.
    const ANALYSIS_VERSION: u32 = 3;

    /// Text that passes through the rules, so that new versions of the Unicode tables and of the stemmers show by themselves.
    const PROBE: &str = "æœøłđþ ﬁ Ｔｏｋｙｏ snake_case a:b Ελλάδας ёлка شَمْس co\u{AD}op The U.S. governor's well-known warnings: O'Brien, AT&T, 1,000 cafés, Straße, l’eau, 3.5 nations \
    Überschwemmungen Hochwasserschutzes inondations régionales inundaciones alluvioni enchentes översvämningar \
    overstromingen oversvømmelser tulvat наводнения ёлки πλημμύρες الفيضانات बाढ़ taşkınlar 東京都の洪水 서울 น้ำท่วม";

    fn fingerprint() -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&ANALYSIS_VERSION.to_le_bytes());
        let tokens = Tokens::of(PROBE);
        let languages: Vec<Option<Language>> = stemmed_languages().map(Language::parse).collect();
        for token in tokens.iter() {
            hasher.update(token.term.as_bytes());
            hasher.update(&token.start.to_le_bytes());
            hasher.update(&token.end.to_le_bytes());
            hasher.update(&[u8::from(token.unspaced), u8::from(token.acronym)]);
            for language in &languages {
                hasher.update(stem(token.term, *language).as_bytes());
                hasher.update(b"\0");
            }
        }
        for word in STOP_WORDS {
            hasher.update(word.as_bytes());
            hasher.update(b"\0");
        }
        for sentence in sentences(PROBE) {
            hasher.update(&sentence.start.to_le_bytes());
        }
        hasher.update(english_digest());
        hasher.finalize().to_hex()[..16].to_owned()
    }

    #[test]
    fn the_fingerprint_is_that_of_the_analysis() {
        assert_eq!(
            ANALYSIS,
            fingerprint(),
            "the analysis has changed: archives have to be made anew, which the fingerprint tells"
        );
    }
}
