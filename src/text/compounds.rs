//! Compounds of languages that write them as one word: `Hochwasserschutz`, `waterstand`, `bostadsbrist`.
//!
//! A compound is recognised by the vocabulary of the archive: the rest of the compound must be a word too, at least as frequent as the compound itself.
//! There is no dictionary, so names and new words are split like any other.

use super::stop_words::is_stop_word;
use crate::article::Language;
use std::collections::BTreeSet;

/// The minimum length of a part, in letters. Too many other words begin or end with a shorter word by chance.
const MIN_PART: usize = 4;
/// The minimum length of a part that is searched without the compound: an article with `hoch` or `wasser` need not be about a Hochwasser.
const MIN_SEARCHED_PART: usize = 5;
/// The length of a compound, in letters: at least two parts, and not so long that it must be pasted text.
const MIN_COMPOUND: usize = 2 * MIN_PART;
const MAX_COMPOUND: usize = 40;

/// A language that closes compounds, in folded letters.
struct Closing {
    codes: &'static [&'static str],
    /// The elements that may link two parts.
    links: &'static [&'static str],
    /// The final letters that a first part may lose: Schule, Schulbuch.
    lost: &'static [&'static str],
    /// Prefixes of verbs and of their nouns, except those that are stop words.
    prefixes: &'static [&'static str],
    /// Endings that derive words: zahlreich, Partnerschaft.
    endings: &'static [&'static str],
}

const CLOSING: &[Closing] = &[
    Closing {
        codes: &["de"],
        links: &["", "s", "es", "n", "en", "er", "e", "ns", "ens"],
        lost: &["e"],
        prefixes: &[
            "ausser", "daneben", "empor", "entgegen", "fort", "herab", "heran", "herauf", "heraus", "herbei", "herein",
            "herum", "herunter", "hervor", "hinab", "hinauf", "hinaus", "hinein", "hinweg", "hinzu", "miss", "nieder",
            "voran", "voraus", "vorbei", "vorher", "weiter", "wider", "zurecht", "zuruck", "zusammen",
        ],
        endings: &[
            "artig", "fach", "fahig", "formig", "haft", "heit", "keit", "lich", "lings", "massig", "reich", "schaft",
            "seits", "voll", "warts", "weise",
        ],
    },
    Closing {
        codes: &["nl"],
        links: &["", "s", "en", "n", "e"],
        lost: &[],
        prefixes: &["achter", "mede", "neer", "samen", "tegen", "terug", "voort", "weder"],
        endings: &["achtig", "baar", "heid", "heden", "lijk", "loos", "matig", "rijk", "schap", "waarts", "zaam"],
    },
    Closing {
        codes: &["sv"],
        links: &["", "s", "e", "o", "u"],
        lost: &["a", "e"],
        prefixes: &["efter", "fram", "genom", "inne", "mellan", "miss", "samman", "undan", "under", "over"],
        endings: &["aktig", "artad", "full", "lighet", "massig", "skap", "samhet"],
    },
    Closing {
        codes: &["da", "no"],
        links: &["", "s", "e", "o", "u"],
        lost: &["e"],
        prefixes: &[
            "efter", "etter", "frem", "gjennom", "igennem", "mellem", "mellom", "miss", "sammen", "tilbage", "tilbake",
            "under", "over",
        ],
        endings: &["agtig", "aktig", "fuld", "full", "lighed", "lighet", "massig", "messig", "skab", "skap", "somhed"],
    },
    Closing { codes: &["fi"], links: &["", "n"], lost: &[], prefixes: &[], endings: &["lainen", "llinen", "mainen"] },
];

/// The inflections of adjectives that end in one of the endings.
const INFLECTIONS: [&str; 13] = ["", "e", "en", "er", "es", "em", "ere", "eren", "ste", "sten", "ster", "a", "t"];

/// Returns whether a language writes compounds as one word.
pub fn closes_compounds(language: Language) -> bool {
    CLOSING.iter().any(|closing| closing.codes.contains(&language.code()))
}

/// The rules by which words of some languages are compounds, over the vocabulary of an archive.
pub struct CompoundRules<'a> {
    languages: Vec<Language>,
    closing: Vec<&'static Closing>,
    links: BTreeSet<&'static str>,
    /// Returns the document frequency of a folded word.
    frequency: &'a dyn Fn(&str) -> u64,
}

impl<'a> CompoundRules<'a> {
    /// Returns the combined rules of the given languages; those that do not close compounds have none.
    pub fn new(languages: impl IntoIterator<Item = Language>, frequency: &'a dyn Fn(&str) -> u64) -> Self {
        let languages: Vec<Language> = languages.into_iter().filter(|language| closes_compounds(*language)).collect();
        let is_of = |closing: &&Closing| languages.iter().any(|language| closing.codes.contains(&language.code()));
        let closing: Vec<&Closing> = CLOSING.iter().filter(is_of).collect();
        let links = closing.iter().flat_map(|closing| closing.links).copied().collect();
        Self { languages, closing, links, frequency }
    }

    /// Returns whether a folded word has a length that a compound can have.
    pub fn may_be_compound(word: &str) -> bool {
        word.len() >= MIN_COMPOUND && (MIN_COMPOUND..=MAX_COMPOUND).contains(&word.chars().count())
    }

    /// Returns whether a folded word can be a part of a compound: it is long enough and not a stop word.
    pub fn may_be_part(&self, word: &str) -> bool {
        has_letters(word) && !self.languages.iter().any(|language| is_stop_word(word, *language))
    }

    /// Returns whether a folded word is a compound that begins or ends with another word.
    pub fn is_compound_of(&self, compound: &str, word: &str) -> bool {
        if !Self::may_be_compound(compound) || !compound.chars().all(char::is_alphabetic) {
            return false;
        }
        let least = (self.frequency)(compound).max(1);
        self.begins_with(compound, word, least) || self.ends_with(compound, word, least)
    }

    /// Returns the parts of a folded word, in order: two, or else three; none if it is not a compound or has a short part.
    pub fn split(&self, compound: &str) -> Vec<String> {
        if !Self::may_be_compound(compound) || !compound.chars().all(char::is_alphabetic) {
            return Vec::new();
        }
        let least = (self.frequency)(compound).max(1);
        self.in_two(compound, least)
            .or_else(|| self.in_three(compound, least))
            .filter(|parts| parts.iter().all(|part| part.chars().count() >= MIN_SEARCHED_PART))
            .unwrap_or_default()
    }

    fn begins_with(&self, compound: &str, word: &str, least: u64) -> bool {
        if !self.may_be_first(word) {
            return false;
        }
        let mut firsts = vec![word];
        firsts.extend(self.without_lost(word));
        firsts.iter().any(|first| {
            let Some(rest) = compound.strip_prefix(*first) else { return false };
            let is_whole = *first == word;
            let mut rests = self.links.iter().filter(|link| is_whole || link.is_empty());
            rests.any(|link| rest.strip_prefix(*link).is_some_and(|rest| self.is_last(rest, least)))
                && !self.begins_with_other(compound, first, least)
        })
    }

    /// Returns whether the compound begins with a longer word that is not a compound or form of `first`: Schulden in Schuldenkrise, not Schule.
    fn begins_with_other(&self, compound: &str, first: &str, least: u64) -> bool {
        breaks(compound).any(|at| {
            let (longer, rest) = compound.split_at(at);
            let Some(added) = longer.strip_prefix(first).filter(|added| !added.is_empty()) else { return false };
            let is_word = self.is_word(longer, least) && self.is_last(rest, least);
            is_word && !self.links.contains(added) && !self.has_last(added, least)
        })
    }

    /// Returns whether letters after a word are the last part of a compound, perhaps after a link.
    fn has_last(&self, added: &str, least: u64) -> bool {
        self.links.iter().any(|link| added.strip_prefix(*link).is_some_and(|rest| self.is_last(rest, least)))
    }

    fn ends_with(&self, compound: &str, word: &str, least: u64) -> bool {
        let Some(first) = compound.strip_suffix(word).filter(|_| self.may_be_last(word)) else { return false };
        let is_first = self.first(first, least).is_some() || self.firsts(first, least).is_some();
        is_first && !self.ends_with_other(compound, word, least)
    }

    /// Returns whether the compound ends with a longer word that is not a compound of `last`: Versicherung in Reiseversicherung, not Sicherung.
    fn ends_with_other(&self, compound: &str, last: &str, least: u64) -> bool {
        breaks(compound).any(|at| {
            let (first, longer) = compound.split_at(at);
            let Some(added) = longer.strip_suffix(last).filter(|added| !added.is_empty()) else { return false };
            self.is_word(longer, least) && self.first(first, least).is_some() && self.first(added, least).is_none()
        })
    }

    /// Returns whether the letters are the last part of a compound, which may be a compound itself.
    fn is_last(&self, part: &str, least: u64) -> bool {
        self.may_be_last(part) && (self.is_word(part, least) || self.has_two(part, least))
    }

    /// Returns the word that the first part of a compound stands for: without its link, or with its lost letter.
    fn first(&self, part: &str, least: u64) -> Option<String> {
        let without_link = self.links.iter().filter_map(|link| part.strip_suffix(*link));
        let is_word = |word: &&str| self.is_word(word, least);
        // The links are in order, the empty one first, so that a printed word is preferred.
        let linked = || without_link.map(str::to_owned).find(|word| is_word(&word.as_str()));
        let lost = self.closing.iter().flat_map(|closing| closing.lost);
        let restored = || lost.map(|lost| format!("{part}{lost}")).find(|word| is_word(&word.as_str()));
        if self.may_be_first(part) { linked().or_else(restored) } else { None }
    }

    /// Returns the two words of two first parts.
    fn firsts(&self, parts: &str, least: u64) -> Option<[String; 2]> {
        breaks(parts).find_map(|at| {
            let (one, other) = parts.split_at(at);
            Some([self.first(one, least)?, self.first(other, least)?])
        })
    }

    /// Returns whether the letters are two parts.
    fn has_two(&self, compound: &str, least: u64) -> bool {
        breaks(compound).any(|at| {
            let (first, last) = compound.split_at(at);
            self.may_be_last(last) && self.is_word(last, least) && self.first(first, least).is_some()
        })
    }

    /// Returns the split into two parts whose rarer part is the most frequent.
    fn in_two(&self, compound: &str, least: u64) -> Option<Vec<String>> {
        let splits = breaks(compound).filter_map(|at| {
            let (first, last) = compound.split_at(at);
            let last = (self.may_be_last(last) && self.is_word(last, least)).then(|| last.to_owned())?;
            let first = self.first(first, least)?;
            let rarer = (self.frequency)(&first).min((self.frequency)(&last));
            Some((rarer, vec![first, last]))
        });
        splits.max_by_key(|(rarer, _)| *rarer).map(|(_, parts)| parts)
    }

    fn in_three(&self, compound: &str, least: u64) -> Option<Vec<String>> {
        let splits = breaks(compound).filter_map(|at| {
            let (first, rest) = compound.split_at(at);
            let first = self.first(first, least)?;
            Some([vec![first], self.in_two(rest, least)?].concat())
        });
        splits.max_by_key(|parts| parts.iter().map(|part| (self.frequency)(part)).min())
    }

    /// Returns whether a part is a word that can be a part of compounds and is in at least `least` articles.
    fn is_word(&self, part: &str, least: u64) -> bool {
        self.may_be_part(part) && (self.frequency)(part) >= least
    }

    fn without_lost<'w>(&self, word: &'w str) -> Option<&'w str> {
        let mut lost = self.closing.iter().flat_map(|closing| closing.lost);
        lost.find_map(|lost| word.strip_suffix(*lost)).filter(|word| has_letters(word))
    }

    fn may_be_first(&self, part: &str) -> bool {
        self.may_be_part(part) && !self.closing.iter().any(|closing| closing.prefixes.contains(&part))
    }

    fn may_be_last(&self, part: &str) -> bool {
        let is_form_of = |ending: &&str| part.strip_prefix(*ending).is_some_and(|rest| INFLECTIONS.contains(&rest));
        self.may_be_part(part) && !self.closing.iter().any(|closing| closing.endings.iter().any(is_form_of))
    }
}

fn has_letters(part: &str) -> bool {
    part.len() >= MIN_PART && part.chars().nth(MIN_PART - 1).is_some()
}

/// Returns the offsets at which a word can be divided into two parts.
fn breaks(word: &str) -> impl Iterator<Item = usize> {
    let last = word.chars().count().saturating_sub(MIN_PART);
    word.char_indices()
        .enumerate()
        .filter_map(move |(letter, (at, _))| (MIN_PART..=last).contains(&letter).then_some(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Calls `check` with the rules of a language over a vocabulary, whose words have the given document frequency, or else 5.
    fn with_rules<T>(code: &str, vocabulary: &str, check: impl FnOnce(&CompoundRules<'_>) -> T) -> T {
        let frequency = |word: &str| {
            let counts = vocabulary.split(' ').map(|entry| entry.split_once(':').unwrap_or((entry, "5")));
            counts.filter(|(known, _)| *known == word).filter_map(|(_, count)| count.parse::<u64>().ok()).sum()
        };
        check(&CompoundRules::new(Language::parse(code), &frequency))
    }

    #[test]
    fn compounds_begin_or_end_with_the_word() {
        for (code, vocabulary, compound, word) in [
            ("de", "schutz elbe", "hochwasserschutz", "hochwasser"),
            ("de", "schutz elbe", "elbehochwasser", "hochwasser"),
            ("de", "politik", "fluchtlingspolitik", "fluchtling"),
            ("de", "buch", "schulbuch", "schule"),
            ("de", "kampf kosten", "wahlkampfkosten", "wahl"),
            ("de", "burger meister", "burgermeisterwahl", "wahl"),
            ("nl", "stand", "waterstand", "water"),
            ("nl", "regering", "regeringsleider", "leider"),
            ("sv", "brist", "bostadsbrist", "bostad"),
            ("sv", "skola", "skolboken", "boken"),
            ("da", "kamp pladsen", "kamppladsen", "kamp"),
            ("no", "plassen", "arbeidsplassen", "arbeid"),
            ("nn", "arbeid", "arbeidsplass", "plass"),
            ("fi", "presidentin", "presidentinvaali", "vaali"),
            ("fi", "vaali ohjelma", "vaaliohjelma", "vaali"),
        ] {
            let vocabulary = format!("{vocabulary} {word}");
            assert!(
                with_rules(code, &vocabulary, |rules| rules.is_compound_of(compound, word)),
                "{compound} of {word}"
            );
        }
    }

    #[test]
    fn chance_endings_particles_and_rare_parts_make_no_compound() {
        for (vocabulary, compound, word) in [
            // Too short, and not a word of the archive.
            ("ver sicherung versicherung", "versicherung", "sicherung"),
            ("artikel", "artikel", "art"),
            ("fluss", "hochwassers", "hochwasser"),
            // Rarer than the compound.
            ("rott:1 bankrott:9", "bankrott", "bank"),
            // A particle, a prefix, an ending.
            ("unter", "unterstand", "stand"),
            ("zuruck", "zurucktreten", "treten"),
            ("zahl reich", "zahlreiche", "zahl"),
            ("partner schaft", "partnerschaft", "partner"),
            // The compound begins or ends with another word.
            ("schulden krise denkrise", "schuldenkrise", "schule"),
            ("mitarbeiter bereich mitarbeit erbe", "mitarbeiterbereich", "reich"),
            ("reise versicherung reis ever", "reiseversicherung", "sicherung"),
            ("kampf", "wahl-kampf", "wahl"),
        ] {
            let vocabulary = format!("{vocabulary} {word}");
            assert!(
                !with_rules("de", &vocabulary, |rules| rules.is_compound_of(compound, word)),
                "{compound} of {word}"
            );
        }
    }

    #[test]
    fn compounds_are_split_into_the_most_frequent_words() {
        for (code, vocabulary, compound, expected) in [
            ("de", "hochwasser schutz", "hochwasserschutz", "hochwasser schutz"),
            ("de", "steuer erklarung steuerer klarung:1", "steuererklarung", "steuer erklarung"),
            ("de", "fluchtling lager", "fluchtlingslager", "fluchtling lager"),
            ("de", "hochwasser schutz gesetz", "hochwasserschutzgesetz", "hochwasser schutz gesetz"),
            ("de", "schule reform", "schulreform", "schule reform"),
            ("de", "hoch wasser", "hochwasser", ""),
            ("de", "schutz", "hochwasserschutz", ""),
            ("nl", "regering leider", "regeringsleider", "regering leider"),
            ("en", "flood plain", "floodplain", ""),
        ] {
            let parts = with_rules(code, vocabulary, |rules| rules.split(compound));
            assert_eq!(parts.join(" "), expected, "{compound} in {code}");
        }
    }

    proptest! {
        #[test]
        fn any_words_are_split_without_panic(compound in "\\PC{0,45}", word in "\\PC{0,9}", joined in "[a-zä東]{0,45}") {
            let every = |_: &str| 3;
            let rules = CompoundRules::new(["de", "sv", "fi"].into_iter().filter_map(Language::parse), &every);
            for text in [&compound, &joined] {
                rules.is_compound_of(text, &word);
                let parts = rules.split(text);
                prop_assert!(parts.is_empty() || (2..=3).contains(&parts.len()));
            }
        }
    }
}
