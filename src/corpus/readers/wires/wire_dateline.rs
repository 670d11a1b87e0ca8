//! Wire datelines, which state the place and the agency: `Geneva (dpa) - The`.

use crate::corpus::datelines::place_of;

/// Agencies by their lower-case names in datelines.
pub(super) const AGENCIES: &[&str] = &[
    "aap",
    "afp",
    "afx",
    "anp",
    "ansa",
    "ap",
    "apa",
    "ats",
    "belga",
    "bloomberg",
    "bta",
    "cp",
    "ctk",
    "dapd",
    "ddp",
    "dpa",
    "efe",
    "epd",
    "hina",
    "interfax",
    "irna",
    "itar",
    "jiji",
    "kna",
    "kyodo",
    "lusa",
    "mti",
    "ntb",
    "ots",
    "pa",
    "pap",
    "pti",
    "reuter",
    "reuters",
    "ritzau",
    "rts",
    "sda",
    "sid",
    "spa",
    "stt",
    "tanjug",
    "tass",
    "tt",
    "upi",
    "wam",
    "xinhua",
    "yonhap",
];
/// Agencies whose datelines end without a dash.
const BARE: &[&str] = &["ats", "awp", "epd", "kna", "sda"];
/// The maximum length of the text before the name of an agency in a dateline, in bytes.
const LONGEST_DATELINE: usize = 80;

/// Returns the name of the agency in a dateline such as `Geneva (dpa) - `, and the place before it.
pub(in crate::corpus::readers) fn dateline(text: &str) -> Option<(String, Option<String>)> {
    let line = text.trim_start();
    let open = line.find('(').filter(|open| *open <= LONGEST_DATELINE)?;
    let (agency, rest) = line.get(open + 1..)?.split_once(')')?;
    let name = agency.split(['-', ' ', '/']).next().unwrap_or_default().to_lowercase();
    let is_agency = agency.len() <= 20 && AGENCIES.contains(&name.as_str());
    // Bullet points above the text are separate lines.
    let place = line.get(..open).filter(|place| !place.contains("\n "))?;
    // TT writes the place and the agency on a separate line, EFE a full stop before the dash.
    let is_alone = rest.starts_with(['\n', '\r']) && !place.trim().is_empty() && place.split_whitespace().count() <= 3;
    // Some write a full stop or nothing before the text.
    let is_bare = BARE.contains(&name.as_str())
        && !place.trim().is_empty()
        && place.split_whitespace().count() <= 4
        && rest.trim_start_matches('.').trim_start().starts_with(char::is_uppercase);
    let begins_text =
        is_alone || is_bare || rest.trim_start().trim_start_matches('.').starts_with(['-', '–', '—', '_']);
    let is_short = !place.contains(['.', '!', '?', ':']) || place_of(place).is_some();
    let place = || place_of(place).or_else(|| place_after_agency(rest));
    (is_agency && begins_text && is_short).then(|| (agency.to_owned(), place()))
}

/// Returns the place between the agency and the date, as in ANSA datelines: `(ANSA) - LIVORNO, 4 MAR - Il`.
fn place_after_agency(rest: &str) -> Option<String> {
    let rest = rest.trim_start_matches(['-', '–', '—', '_', ' ']);
    let end = [" - ", " – ", " — "].iter().filter_map(|dash| rest.find(dash)).min()?;
    let stated = rest.get(..end).filter(|stated| stated.len() <= LONGEST_DATELINE)?;
    let (place, day) = stated.rsplit_once(", ")?;
    let begins_with_day = day.starts_with(|c: char| c.is_ascii_digit());
    begins_with_day.then(|| place_of(place)).flatten()
}

/// Returns the place in a dateline without an agency: `HOBOKEN, N.J. _ A ferry`.
pub(in crate::corpus::readers) fn unsigned_place(text: &str) -> Option<String> {
    let text = text.trim_start();
    let dash = [" _ ", " — "].iter().filter_map(|dash| text.find(dash)).min().filter(|at| *at <= LONGEST_DATELINE)?;
    let line = text.get(..dash)?;
    let first = line.split([',', ' ']).next()?;
    let is_place =
        first.contains(char::is_uppercase) && first.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '.' | '\''));
    is_place.then(|| place_of(line)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_name_place_and_agency() {
        for (text, expected) in [
            ("Geneva (dpa) - The", Some(("dpa", Some("Geneva")))),
            ("  PENHOLM, Maine (AP) _ A", Some(("AP", Some("PENHOLM, Maine")))),
            ("Paris, 13 nov 2015 (AFP) - Le", Some(("AFP", Some("Paris")))),
            ("   (ANSA) - LIVORNO, 4 MAR - Il", Some(("ANSA", Some("LIVORNO")))),
            ("(ANSA) - Il porto - chiuso, 4 giorni - riapre", Some(("ANSA", None))),
            (" * Stuck\n    PENHOLM (Reuters) - A", None),
            ("Kiel (epd). Pastor", Some(("epd", Some("Kiel")))),
            ("Romanshorn TG (sda) Die", Some(("sda", Some("Romanshorn TG")))),
            ("Göteborg (TT)\n   Färjan", Some(("TT", Some("Göteborg")))),
            ("Ceuta, 4 mar (EFE).- El", Some(("EFE", Some("Ceuta")))),
            ("ANTWERPEN 04/03 (BELGA) - De", Some(("BELGA", Some("ANTWERPEN")))),
            ("He said (in 1987) - and left", None),
            ("No dateline here", None),
        ] {
            let found = dateline(text);
            let found = found.as_ref().map(|(agency, place)| (agency.as_str(), place.as_deref()));
            assert_eq!(found, expected, "{text}");
        }
    }
}
