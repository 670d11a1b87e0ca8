//! What the analysis does, in one number, so that an index knows when it was made by another one.

use super::common::COMMON;
use super::meaning::ENGLISH;
use super::sentence::sentences;
use super::stem::{stem, stemmed_languages};
use super::token::Tokens;
use crate::article::Language;

/// Raised when a rule of this room changes in a way that the probe below may not show.
const ANALYSIS_VERSION: u32 = 3;

/// Text that passes through the rules, so that new versions of the Unicode tables and of the stemmers show by themselves.
const PROBE: &str = "æœøłđþ ﬁ Ｔｏｋｙｏ snake_case a:b Ελλάδας ёлка شَمْس co\u{AD}op The U.S. governor's well-known warnings: O'Brien, AT&T, 1,000 cafés, Straße, l’eau, 3.5 nations \
    Überschwemmungen Hochwasserschutzes inondations régionales inundaciones alluvioni enchentes översvämningar \
    overstromingen oversvømmelser tulvat наводнения ёлки πλημμύρες الفيضانات बाढ़ taşkınlar 東京都の洪水 서울 น้ำท่วม";

/// Returns a fingerprint of the analysis: it changes with its version, and when a probe text makes other tokens or other stems, as a
/// new version of the Unicode tables or of the stemmers may do.
pub fn analysis_fingerprint() -> String {
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
    for word in COMMON {
        hasher.update(word.as_bytes());
        hasher.update(b"\0");
    }
    for sentence in sentences(PROBE) {
        hasher.update(&sentence.start.to_le_bytes());
    }
    hasher.update(ENGLISH.digest());
    hasher.finalize().to_hex()[..16].to_owned()
}
