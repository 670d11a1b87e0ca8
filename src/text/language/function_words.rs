//! The small words of languages: articles, prepositions, pronouns. They make up a third of running text, and no two languages share many.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Languages in Latin letters, and their small words as printed in small letters.
const LANGUAGES: &[(&str, &str)] = &[
    ("af", "die van en in het is nie n te wat sy vir met op dat ek hy was om aan as ook deur word sal hulle"),
    ("az", "və bir bu da də üçün ilə olan daha çox ki o sonra kimi görə deyil edib olub onun isə"),
    (
        "ca",
        "de la el i que a en es per els del un una amb les al no ha són com més però aquest ser s l d va aquesta també",
    ),
    (
        "cs",
        "a v se na je že s z do o to i ve k pro za by ale jako po který která jeho od není podle být jsou také už řekl u",
    ),
    ("cy", "y yn i a o ar yr ei mae wedi am bod gan eu oedd ond hefyd bydd ac mewn"),
    (
        "da",
        "og i at det er en på af for med den til ikke har de et om han var fra men som så vi kan sig også efter der blev ved skal være",
    ),
    (
        "de",
        "der die und den das von zu mit im für ist sich auf ein eine dem des nicht auch als an es er werden aus bei nach wird sind hat dass wie um einer noch war über zum zur so in einem einen",
    ),
    (
        "en",
        "the of and to in a is that for it on was with as be at by he has from have but are an will not which been this his had said they their were who would after its i s",
    ),
    ("eo", "la de kaj en estas al ne por ke kun sur li ĝi kiu sed ankaŭ pli oni estis el"),
    (
        "es",
        "el la los las de del y en que se con por un una su para es no al lo como más pero sus le ha fue este entre desde a tras",
    ),
    ("et", "ja on ei et see oli ka kui aga ning oma mis ta kes mida või seda selle pole nii siis veel eest"),
    ("eu", "eta da du ez ere izan bat dute zuen baina dira den dela egin ditu zen hau edo baino"),
    (
        "fi",
        "ja on ei että se hän oli ovat mutta myös kun kuin tai niin joka mukaan jo sen hänen ole vain voi olla sitä jos nyt",
    ),
    (
        "fr",
        "le la les de du et en un une est que pour qui dans au par sur il des a plus pas ce se son avec ne aux sont cette ont été d l à s",
    ),
    ("ga", "an na agus ar i is le go a do sé bhí ag atá leis tá ach faoi sin siad ó"),
    ("gl", "de a o e que en do da os as un unha para por non con no na se como máis ao é dos das pola polo"),
    (
        "ha",
        "da a na ya ta ne ke yi kuma ce kan daga ba mai suka cewa aka wa bayan cikin su za wannan ga wani shi sun wanda wata domin",
    ),
    (
        "hr",
        "u je i da se na su za koji od nakon s što iz će o a zbog kao bi više rekao koja koje nije do ali prema prije tijekom ne to li",
    ),
    ("hu", "a az és hogy nem is egy volt meg de ez csak már még mint el van ki azt vagy lesz szerint után között ezt"),
    (
        "id",
        "yang di dan untuk dengan dari dalam pada ini itu tidak akan telah juga oleh ke adalah saat bisa karena kata ada sebagai tersebut",
    ),
    ("ig", "na n bụ ndị a ya nke ọ ihe ha ka onye dị ahụ o dịka otu maka ga ma mere mmadụ kwuru aka ji ebe e si mana"),
    (
        "is",
        "á að í og sem til er um fyrir en við af með hefur var því hafa frá eftir ekki verið það þar hann vegna eru sagði segir þegar",
    ),
    (
        "it",
        "il la di e che in un una per del della con non i le si è da al dei nel alla sono ha più anche come gli lo ma delle dopo",
    ),
    ("lg", "mu ku nga n nti era e ne w wa kya y abantu ng bw ya bino lw ba eno by bano z eri ky lwa bwe"),
    (
        "ln",
        "ya na mpe mpo ba ete yango ye moko elobi ezali te mboka nsima baye bato bango kati oyo eye mokolo mibale kasi mwa le lya o mingi bazali kolanda azali kala bwa bayi mikolo lokola mya kosala esika azalaki kopesa misato moto bana maye bazalaki wapi ezalaki",
    ),
    ("lt", "ir kad iš į yra su tai buvo bet po apie už ne ar kaip savo nuo jis dėl pat dar tik"),
    ("lv", "un ir ka no ar par uz tas bet kas pēc tika arī līdz vai nav gan jau viņš bija kā"),
    (
        "ms",
        "yang di dan untuk dengan dari dalam pada ini itu tidak akan telah juga oleh ke adalah beliau kerana berkata ialah boleh",
    ),
    (
        "nl",
        "de het een van en in is dat op te voor zijn met niet aan er die om hij ook door maar naar bij uit werd wordt nog heeft als na",
    ),
    (
        "no",
        "og i at det er en på av for med den til ikke har de et om han var fra men som så vi kan seg også etter ble ved skal være å mot sier",
    ),
    (
        "om",
        "kan akka ta hin fi irratti keessatti kun yeroo ture kana jiru keessa u yoo isaa erga keessaa waliin itti bara booda isaanii gara tokko ammoo garuu jechuun irraa namoota dura ee an jedhan jira aa waan waggaa bu irra biyya qabu jedhu danda darbe kanaan osoo wal turan uu isa bakka jiran amma nama hanga",
    ),
    (
        "pcm",
        "for of di to and wey dey don say on dem na go as im dis be e one from dia no bin afta make but am wit get tok pipo wetin",
    ),
    ("pl", "i w na z się nie do że jest to o od po jak za przez ale dla są oraz który już tylko może jego było która"),
    (
        "pt",
        "o a os as de do da dos das em que e para com um uma no na não por se mais ao foi como pelo pela são à é ser seu sua ou após",
    ),
    (
        "rn",
        "mu n ku ko y muri wa w na ya ari aho yo c ca mbere inyuma z uko kuri ariko gihe kw abantu uyu avuga ico mw nk ry kandi",
    ),
    (
        "ro",
        "de și în a la cu pe nu că este o din pentru un să care mai sunt fi ce dar au al după fost prin acest si in",
    ),
    ("sk", "a v sa na je že s z do o to aj vo k pre za by ale ako po ktorý jeho od nie podľa byť sú tiež už povedal"),
    ("sl", "in je v na se da za ki so z pa ne bi tudi kot po s pri od sta bo ali še ni ga kako"),
    (
        "sn",
        "kuti vari vanoti iri uye kana vanhu asi munyika kubva izvi uyu ichi iyi sezvo pamwe mari vamwe ari nemusi avo vati nyika apo zviri mukuru anoti kuita mumwe rinoti mushure makumi pasi ava maviri ravo chete zvinhu zvikuru rino aya iyo gore inoti vakawanda uyo kusvika yavo izvo riri dziri vave",
    ),
    (
        "so",
        "oo ka ku ah ee ayaa ay u in la uu soo iyo lagu ugu waxaa waxay laga badan si sheegay loo mid markii sida kale aan",
    ),
    ("sq", "të e në dhe një për me që së nga është i si më nuk ka do por ai kjo janë"),
    ("sr", "je i u da se na su za koji od što iz će o a kao bi posle pre nije ali rekao koja protiv tokom gde"),
    ("st", "le ho ka ya e ba ha o hore tsa la wa mo ke ea bo di tse ne sa"),
    (
        "sv",
        "och i att det som en på är av för med den till inte har de ett om han var från men så vi kan hade sig eller också när efter",
    ),
    (
        "sw",
        "ya na wa kwa katika za la ni kuwa cha nchini miaka baada hiyo vya zaidi wake yake kama lakini kwamba watu kutoka wakati hii ambaye kwanza siku huku huo sasa hilo mwa mara huyo mkuu kati moja mmoja pia dhidi hivyo muda ambayo hata hali ambao huu wao juu kufanya hadi wengi mwenye yao kila alikuwa sana bado nyingi",
    ),
    ("tl", "ang ng sa na at mga ay si ni para ito hindi kay nang may isang niya"),
    ("tr", "ve bir bu da de için ile olarak olan daha çok gibi en sonra ne ama her o kadar değil var ise dedi göre"),
    ("vi", "và của là có trong cho được các một những với không người này đã để khi năm trên về sau"),
    (
        "xh",
        "ukuba emva le lo kodwa uthi i kule kwaye oku xa eli kokuba ngo ngethuba kakhulu ngenxa kulo lakhe apho kuba ngoku abantu nje ka kweli yakhe namhlanje we phambi sele uthe phantsi into ukuze nangona indawo kunye kakuhle kwi ngayo wakhe phakathi bakhe ukuya izinto kwakhe u kuphela esi kukho okanye kwakhona iminyaka",
    ),
    ("yo", "ti ni to n si awọn pe naa wọn ṣe fi o fun kan rẹ ko lo lati ati jẹ sọ wa ninu bi mọ lọ ba ki ní yii lori"),
    (
        "zu",
        "ukuthi le kanye uma lapho futhi kodwa noma ngoba khona yena lokhu abantu ngesikhathi lo ku uthe kusho u i nje kakhulu emva phambi phakathi into indawo izinto kwakhe wakhe yakhe bakhe ukuze kuphela iminyaka namuhla kanti bonke wonke ngaphandle kuze sengathi",
    ),
];

/// The small words of all languages.
static SMALL_WORDS: LazyLock<FxHashMap<&str, SmallWord>> = LazyLock::new(|| {
    let mut small_words: FxHashMap<&str, SmallWord> = FxHashMap::default();
    for (number, (_, words)) in LANGUAGES.iter().enumerate() {
        for word in words.split(' ') {
            let next = small_words.len();
            small_words.entry(word).or_insert(SmallWord { number: next, owners: 0 }).owners |= 1 << number;
        }
    }
    small_words
});

struct SmallWord {
    /// The small words are numbered from 0.
    number: usize,
    /// Which languages have it: one bit each, in the order of the list.
    owners: u64,
}

/// The longest small word, in bytes.
const LONGEST: usize = 16;

/// How many different small words of its language a text has at least, in hundredths of all its words. Counting each once keeps apart
/// languages that share a few of the most frequent: Hausa and Croatian both have da, na and za.
const LEAST_SHARE: usize = 7;

/// How much less than the most, in hundredths, a language may have that other evidence speaks for.
const NEARLY: usize = 90;

/// How many different small words of each language are in a text.
pub(super) struct FunctionWordCounts {
    counts: [usize; LANGUAGES.len()],
    total: usize,
}

impl FunctionWordCounts {
    /// Counts them in a text.
    pub(super) fn in_text(text: &str) -> Self {
        let mut found = Self { counts: [0; LANGUAGES.len()], total: 0 };
        let mut lower = String::new();
        let mut seen = vec![false; SMALL_WORDS.len()];
        for word in text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()) {
            found.total += 1;
            lower.clear();
            if word.is_ascii() {
                if word.len() > LONGEST {
                    continue;
                }
                lower.push_str(word);
                lower.make_ascii_lowercase();
            } else {
                lower.extend(word.chars().flat_map(char::to_lowercase));
            }
            let Some(small_word) = SMALL_WORDS.get(lower.as_str()) else { continue };
            let is_new = seen.get_mut(small_word.number).is_some_and(|seen| !std::mem::replace(seen, true));
            let mut owners = if is_new { small_word.owners } else { 0 };
            while owners != 0 {
                if let Some(count) = found.counts.get_mut(owners.trailing_zeros() as usize) {
                    *count += 1;
                }
                owners &= owners - 1;
            }
        }
        found
    }

    /// Returns how many words the text has.
    pub(super) fn total(&self) -> usize {
        self.total
    }

    /// Returns whether the small words of a language are known here.
    pub(super) fn know(code: &str) -> bool {
        LANGUAGES.iter().any(|(known, _)| *known == code)
    }

    /// Returns whether the text has enough small words of a language, and hardly fewer than of any other.
    pub(super) fn bear_out(&self, code: &str) -> bool {
        let number = LANGUAGES.iter().position(|(known, _)| *known == code);
        number.and_then(|number| self.counts.get(number)).is_some_and(|count| self.is_enough(*count, self.most()))
    }

    fn is_enough(&self, count: usize, most: usize) -> bool {
        count > 0 && count * 100 >= self.total * LEAST_SHARE && count * 100 >= most * NEARLY
    }

    /// Returns the language that the text bears out, if it does so for no other.
    pub(super) fn only_borne_out(&self) -> Option<&'static str> {
        let most = self.most();
        let counted = LANGUAGES.iter().zip(self.counts);
        let mut borne_out = counted.filter(|(_, count)| self.is_enough(*count, most)).map(|((code, _), _)| *code);
        let only = borne_out.next();
        only.filter(|_| borne_out.next().is_none())
    }

    /// Returns the languages of which it has the most, several if they have as many; none if it has none of any.
    pub(super) fn best(&self) -> Vec<&'static str> {
        let most = self.most().max(1);
        let counted = LANGUAGES.iter().zip(self.counts);
        counted.filter(|(_, count)| *count == most).map(|((code, _), _)| *code).collect()
    }

    fn most(&self) -> usize {
        self.counts.iter().copied().max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Language;

    #[test]
    fn languages_are_in_order_and_have_a_bit_each() {
        assert!(LANGUAGES.is_sorted_by_key(|(code, _)| code) && LANGUAGES.len() <= u64::BITS as usize);
        for (code, words) in LANGUAGES {
            assert!(Language::parse(code).is_some_and(|language| language.code() == *code), "{code}");
            let words: Vec<&str> = words.split(' ').collect();
            assert!(
                words.iter().all(|word| (1..=LONGEST).contains(&word.len()) && word.to_lowercase() == *word),
                "{code}"
            );
        }
    }

    #[test]
    fn small_words_bear_a_language_out_or_not() {
        let words = FunctionWordCounts::in_text("The flood came in the night, and it was the worst of the year.");
        assert!(words.bear_out("en") && !words.bear_out("de") && !words.bear_out("ja"));
        assert_eq!(words.best(), ["en"]);
        assert_eq!(FunctionWordCounts::in_text("Qoxt zzurb").best(), Vec::<&str>::new());
    }
}
