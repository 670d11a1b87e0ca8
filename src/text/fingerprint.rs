//! The fingerprint of the analysis, stored in every index.

/// The fingerprint of the analysis. An index with a different one must be rebuilt.
///
/// Computing it takes some milliseconds, too long for each opening of an archive, so it is a constant that a test compares with the analysis of a probe text.
/// The test fails when a new version of the Unicode tables or stemmers changes a token; `Cargo.toml` pins both.
pub const ANALYSIS: &str = "fd248750163998fc";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Language;
    use crate::text::frequent_words::FREQUENT_WORDS;
    use crate::text::meaning::english_digest;
    use crate::text::stem::{stem, stemmed_languages};
    use crate::text::{Tokens, sentences};

    /// Must be raised when a rule of this room changes in a way that the probe does not cover.
    const ANALYSIS_VERSION: u32 = 3;

    /// Text that exercises the rules, so that changes in the Unicode tables and stemmers are noticed.
    const PROBE: &str = "æœøłđþ ﬁ Ｔｏｋｙｏ snake_case a:b Ελλάδας ёлка شَمْس co\u{AD}op The U.S. governor's well-known warnings: O'Brien, AT&T, 1,000 cafés, Straße, l’eau, 3.5 nations \
    Überschwemmungen Hochwasserschutzes inondations régionales inundaciones alluvioni enchentes översvämningar \
    overstromingen oversvømmelser tulvat наводнения ёлки πλημμύρες الفيضانات बाढ़ हिन्दी अङ्क والمدينة Aalborg CO₂ 5 km² O`Brien O′Brien Hawaiʻi צה\"ל col·lecció \u{2066}flood\u{2069} taşkınlar 東京都の洪水 서울 น้ำท่วม นํ้า";

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
        for word in FREQUENT_WORDS {
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
    fn the_fingerprint_matches_the_analysis() {
        assert_eq!(
            ANALYSIS,
            fingerprint(),
            "the analysis has changed, so archives must be rebuilt: update ANALYSIS to this fingerprint"
        );
    }
}
