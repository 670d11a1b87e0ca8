//! What the analysis does, in one number, so that an index knows when it was made by another one.

use super::stem::stem;
use super::token::Tokens;
use crate::article::Language;

/// Text that passes through every rule: each rule changed here shows in the fingerprint.
const PROBE: &str = "The U.S. governor's well-known warnings: O'Brien, AT&T, 1,000 cafés, Straße, l’eau, 3.5 nations \
    Überschwemmungen Hochwasserschutzes inondations régionales inundaciones alluvioni enchentes översvämningar \
    overstromingen oversvømmelser tulvat наводнения ёлки πλημμύρες الفيضانات बाढ़ taşkınlar 東京都の洪水 서울 น้ำท่วม";

/// Languages whose stemmers are part of the fingerprint: all that have one.
const STEMMED: &[&str] = &[
    "ar", "ca", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "ga", "hi", "hu", "hy", "id", "it", "lt", "ne",
    "nl", "no", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi",
];

/// Returns a fingerprint of the analysis: it changes when a probe text makes other tokens or other stems, as when a new version of
/// the Unicode tables or of the stemmers does.
pub fn analysis_fingerprint() -> String {
    let mut hasher = blake3::Hasher::new();
    let tokens = Tokens::of(PROBE);
    for token in tokens.iter() {
        hasher.update(token.term.as_bytes());
        hasher.update(&token.start.to_le_bytes());
        hasher.update(&token.end.to_le_bytes());
        for code in STEMMED {
            hasher.update(stem(token.term, Language::parse(code)).as_bytes());
            hasher.update(b"\0");
        }
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
