//! Extracts the place from a printed dateline, such as `LITTLE ROCK, Ark., Nov. 13 (Reuters) -`.

/// Names of months and weekdays in datelines, in lower case and without a full stop.
const DAYS: &[&str] = &[
    "jan",
    "january",
    "feb",
    "february",
    "mar",
    "march",
    "apr",
    "april",
    "may",
    "jun",
    "june",
    "jul",
    "july",
    "aug",
    "august",
    "sep",
    "sept",
    "september",
    "oct",
    "october",
    "nov",
    "november",
    "dec",
    "december",
    "mon",
    "monday",
    "tue",
    "tues",
    "tuesday",
    "wed",
    "wednesday",
    "thu",
    "thurs",
    "thursday",
    "fri",
    "friday",
    "sat",
    "saturday",
    "sun",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
];
/// The maximum length of a dateline.
const LONGEST: usize = 60;

/// Returns the place in a dateline, without the date and agency after it.
pub(super) fn place_of(dateline: &str) -> Option<String> {
    let dateline = dateline.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = ["(", " –", " —", " -", "_", "--"].iter().filter_map(|end| dateline.find(end)).min();
    let place = dateline.get(..end.unwrap_or(dateline.len()))?;
    let mut parts: Vec<&str> = Vec::new();
    for part in place.split(", ").map(str::trim) {
        // A date may follow: `ANTWERPEN 04/03`, `CASPER, Wyo. 1996-12-31`.
        let digits = part.find(|c: char| c.is_ascii_digit());
        let kept = digits.map_or(part, |at| {
            part.get(..at).map_or("", |before| before.rsplit_once(' ').map_or("", |(kept, _)| kept))
        });
        if is_date(kept) {
            break;
        }
        parts.extend(Some(kept.trim()).filter(|kept| !kept.is_empty()));
        if digits.is_some() {
            break;
        }
    }
    let place = parts.join(", ");
    let place = place.trim_matches(|c: char| matches!(c, ',' | ':' | '-' | '/' | ' '));
    let is_place = place.contains(char::is_alphabetic) && place.chars().count() <= LONGEST;
    is_place.then(|| place.to_owned())
}

/// Returns whether a part of a dateline is a date: it contains a number, or is just a month or weekday.
fn is_date(part: &str) -> bool {
    part.contains(|c: char| c.is_ascii_digit()) || DAYS.contains(&part.trim_end_matches('.').to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_and_agency_are_left_out() {
        for (dateline, expected) in [
            ("LITTLE ROCK, Ark., Nov. 13 (Reuters) -", Some("LITTLE ROCK, Ark.")),
            ("MOSCOW, Monday (Reuters)", Some("MOSCOW")),
            ("NEW YORK (AP) _", Some("NEW YORK")),
            ("Berlin (dpa) - ", Some("Berlin")),
            ("PENHOLM, March 5, 2015", Some("PENHOLM")),
            ("    CHICAGO, March 2 -", Some("CHICAGO")),
            ("Marseille, France", Some("Marseille, France")),
            ("Baden-Baden/Bonn", Some("Baden-Baden/Bonn")),
            ("ANTWERPEN 04/03 (BELGA)", Some("ANTWERPEN")),
            ("CASPER, Wyo. 1996-12-31", Some("CASPER, Wyo.")),
            ("Hamburg, 4. Mär (Reuter)", Some("Hamburg")),
            ("(AP)", None),
            ("", None),
        ] {
            assert_eq!(place_of(dateline).as_deref(), expected, "{dateline}");
        }
    }
}
