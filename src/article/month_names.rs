//! Names of months in the languages of newspapers.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Names from January to December, one language or form per row, in lower case and without accents. Abbreviations of at least three letters are accepted if
/// they are unambiguous in their row.
const MONTHS: &[&str] = &[
    "january february march april may june july august september october november december",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janner feber maerz april mai juni juli august september oktober november dezember",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "januar februar mars april mai juni juli august september oktober november desember",
    "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesakuu heinakuu elokuu syyskuu lokakuu marraskuu joulukuu",
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesakuuta heinakuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
    "styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien",
    "ledna unora brezna dubna kvetna cervna cervence srpna zari rijna listopadu prosince",
    "leden unor brezen duben kveten cerven cervenec srpen zari rijen listopad prosinec",
    "januara februara marca aprila maja juna jula augusta septembra oktobra novembra decembra",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель маи июнь июль август сентябрь октябрь ноябрь декабрь",
    "сiчня лютого березня квiтня травня червня липня серпня вересня жовтня листопада грудня",
    "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "januar februar marcius aprilis majus junius julius augusztus szeptember oktober november december",
    "gener febrer marc abril maig juny juliol agost setembre octubre novembre desembre",
    "ιανουαριου φεβρουαριου μαρτιου απριλιου μαιου ιουνιου ιουλιου αυγουστου σεπτεμβριου οκτωβριου νοεμβριου δεκεμβριου",
    "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра",
    "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
    "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar",
    "januar februar marec april maj junij julij avgust september oktober november december",
    "januar februar marec april maj jun jul august september oktober november december",
    "sijecnja veljace ozujka travnja svibnja lipnja srpnja kolovoza rujna oktobra studenoga prosinca",
    "sijecnja veljace ozujka travnja svibnja lipnja srpnja kolovoza rujna oktobra studenog prosinca",
    "януари февруари март април маи юни юли август септември октомври ноември декември",
    "јануари февруари март април мај јуни јули август септември октомври ноември декември",
    "студзеня лютага сакавiка красавiка мая чэрвеня лiпеня жнiуня верасня кастрычнiка лiстапада снежня",
    "jaanuar veebruar marts aprill mai juuni juuli august september oktoober november detsember",
    "janvaris februaris marts aprilis maijs junijs julijs augusts septembris oktobris novembris decembris",
    "janvari februari marta aprili maija junija julija augusta septembri oktobri novembri decembri",
    "sausio vasario kovo balandzio geguzes birzelio liepos rugpjucio rugsejo spalio lapkricio gruodzio",
    "januar februar mars april mai juni juli agust september oktober november desember",
    "janar shkurt mars prill maj qershor korrik gusht shtator tetor nentor dhjetor",
    "xaneiro febreiro marzo abril maio xuno xullo agosto setembro outubro novembro decembro",
    "urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua",
    "urtarrilaren otsailaren martxoaren apirilaren maiatzaren ekainaren uztailaren abuztuaren irailaren urriaren azaroaren abenduaren",
    "januarie februarie maart april mei junie julie augustus september oktober november desember",
    "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
    "januari februari mac april mei jun julai ogos september oktober november disember",
    "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",
    "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
    "қаңтар ақпан наурыз сәуiр мамыр маусым шiлде тамыз қыркүиек қазан қараша желтоқсан",
    "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი",
    "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի",
    "ιανουαριος φεβρουαριος μαρτιος απριλιος μαιος ιουνιος ιουλιος αυγουστος σεπτεμβριος οκτωβριος νοεμβριος δεκεμβριος",
    "بنایر فبرایر مارس ابریل مایو یونیو یولیو اغسطس سبتمبر اکتوبر نوفمبر دیسمبر",
    "جانفي فيفري مارس افريل ماي جوان جويلية اوت سبتمبر اكتوبر نوفمبر ديسمبر",
    "ژانویه فوریه مارس اوریل مه ژوين ژويیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "جنوری فروری مارچ اپریل ميی جون جولايی اگست ستمبر اکتوبر نومبر دسمبر",
    "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
    "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितम्बर अक्तूबर नवम्बर दिसम्बर",
    "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर",
    "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઓગસ્ટ સપ્ટેમ્બર ઑક્ટોબર નવેમ્બર ડિસેમ્બર",
    "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
    "జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జులై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్",
    "ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ് സെപ്റ്റംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ",
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
];

/// The months by all names and unambiguous abbreviations.
static NUMBERS: LazyLock<FxHashMap<&str, i8>> = LazyLock::new(|| {
    let rows = || MONTHS.iter().map(|row| row.split(' ').zip(1_i8..));
    let mut numbers = FxHashMap::default();
    for (name, number) in rows().flatten() {
        numbers.entry(name).or_insert(number);
    }
    for row in rows() {
        let mut of_row: FxHashMap<&str, Option<i8>> = FxHashMap::default();
        for (name, number) in row {
            for abbreviation in abbreviations(name) {
                of_row.entry(abbreviation).and_modify(|known| *known = None).or_insert(Some(number));
            }
        }
        for (abbreviation, number) in of_row {
            if let Some(number) = number {
                numbers.entry(abbreviation).or_insert(number);
            }
        }
    }
    numbers
});

/// Returns the abbreviations of a name that have at least three letters.
fn abbreviations(name: &str) -> impl Iterator<Item = &str> {
    name.char_indices().skip(3).filter_map(|(end, _)| name.get(..end))
}

/// Returns the number of a month from its name or abbreviation, whatever its case and accents.
pub(super) fn month_number(word: &str) -> Option<i8> {
    NUMBERS.get(plain(word).as_str()).copied()
}

/// Returns the word in lower case, without accents and with dotted letters only: Turkish and Ukrainian have their own `i`.
fn plain(word: &str) -> String {
    let letters = word.nfd().filter(|c| !is_accent(*c)).flat_map(char::to_lowercase);
    letters.map(|c| if matches!(c, 'ı' | 'і') { 'i' } else { c }).filter(|c| !is_accent(*c)).collect()
}

/// Returns whether a character is an accent or a point above letters. The vowel signs of Indian scripts are letters.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_twelve_names() {
        for row in MONTHS {
            assert_eq!(row.split(' ').count(), 12, "{row}");
            for (at, name) in row.split(' ').enumerate() {
                assert_eq!(month_number(name), i8::try_from(at + 1).ok(), "{name}");
            }
        }
    }

    #[test]
    fn abbreviations_and_accents_are_read() {
        for (names, expected) in [
            ("Jan Jän янв sty oca ene", 1),
            ("févr Fév lut úno şub", 2),
            ("März Mär mars mrt mar maaliskuuta Mart", 3),
            ("avr kwietnia dub apr", 4),
            ("mai Mayo maj mei май мая toukokuuta Mayıs", 5),
            ("juin giu czerwca června haz июн", 6),
            ("juil července lug heinäkuuta lip", 7),
            ("août ago SIERPNIA Ağustos авг", 8),
            ("Sept set września září", 9),
            ("Okt out ott ŘÍJNA październik Ekim", 10),
            ("nov Kasım listopadu marraskuuta", 11),
            ("Dez déc dic prosince Aralık дек", 12),
        ] {
            for name in names.split(' ') {
                assert_eq!(month_number(name), Some(expected), "{name}");
            }
        }
        for name in ["ju", "jui", "monday", "maj or", "x", ""] {
            assert_eq!(month_number(name), None, "{name}");
        }
    }
}
