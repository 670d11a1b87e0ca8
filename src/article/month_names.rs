//! Names of months in the languages of newspapers.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Names from January to December, one language or form a row, in lower case and without accents. Abbreviations of at least three
/// letters are accepted where they are unambiguous in their row.
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
];

/// Returns the number of a month from its name or abbreviation, whatever its case and accents.
pub(super) fn month_number(word: &str) -> Option<i8> {
    let word = plain(word);
    let exact = |names: &&str| names.split(' ').position(|name| name == word);
    let position = MONTHS.iter().find_map(exact).or_else(|| {
        (word.chars().count() >= 3).then_some(())?;
        MONTHS.iter().find_map(|names| {
            let mut matching = names.split(' ').enumerate().filter(|(_, name)| name.starts_with(&word));
            let (position, _) = matching.next()?;
            matching.next().is_none().then_some(position)
        })
    })?;
    i8::try_from(position + 1).ok()
}

/// Returns the word in lower case, without accents and with dotted letters only: Turkish and Ukrainian have an `i` of their own.
fn plain(word: &str) -> String {
    let letters = word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    letters.map(|c| if matches!(c, 'ı' | 'і') { 'i' } else { c }).filter(|c| !is_combining_mark(*c)).collect()
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
            ("März Mär mars mar maaliskuuta Mart", 3),
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
