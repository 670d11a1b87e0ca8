//! The parts of a byline next to the names: titles, jobs, places, agencies; and desks instead of a name.

/// Words of titles and employers, in lower case; a part of a byline with one of them is not a name.
const TITLES: &[&str] = &[
    "agence",
    "agencia",
    "agencies",
    "agency",
    "agentur",
    "analyst",
    "associated",
    "bureau",
    "chief",
    "columnist",
    "contributor",
    "correspondant",
    "correspondante",
    "correspondent",
    "correspondents",
    "corresponsal",
    "critic",
    "daily",
    "desk",
    "editor",
    "editors",
    "editorial",
    "enviado",
    "envoyé",
    "envoyée",
    "freelance",
    "inviato",
    "journal",
    "journalist",
    "korrespondent",
    "korrespondenten",
    "korrespondentin",
    "magazine",
    "mitarbeiter",
    "mitarbeiterin",
    "nachrichten",
    "network",
    "news",
    "newspaper",
    "newspapers",
    "photographer",
    "presse",
    "press",
    "producer",
    "redacteur",
    "redakteur",
    "redakteurin",
    "redaktion",
    "reporter",
    "reporters",
    "reuters",
    "service",
    "special",
    "staff",
    "times",
    "verslaggeefster",
    "verslaggever",
    "writer",
    "writers",
    "wire",
];
/// The titles that follow a name without a comma, in lower case.
const JOBS: &[&str] = &[
    "columnist",
    "correspondent",
    "critic",
    "editor",
    "journalist",
    "korrespondent",
    "photographer",
    "redakteur",
    "redakteurin",
    "reporter",
    "writer",
];
/// Words that begin the name of a desk, such as `Our Foreign Staff`, in lower case.
const DESKS: &[&str] = &["a", "an", "compiled", "foreign", "from", "our", "political", "special", "staff"];
/// Words before the job of an author whose name follows it, as in `onze verslaggever Jan de Vries`, in lower case.
const POSSESSIVES: &[&str] =
    &["our", "onze", "unser", "unsere", "unserem", "unserer", "unseren", "notre", "nuestro", "nuestra", "vår", "vores"];
/// Suffixes of a name after a comma, in lower case and without a full stop.
const SUFFIXES: &[&str] =
    &["jr", "sr", "ii", "iii", "iv", "md", "m.d", "phd", "ph.d", "esq", "mba", "dds", "rn", "qc", "mp", "obe"];
/// The maximum number of first names.
const MOST_FORENAMES: usize = 3;
/// Lower-case words inside a name, mostly at the beginning of a surname.
const PARTICLES: &[&str] = &[
    "al", "bin", "d'", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la",
    "le", "ten", "ter", "van", "von", "zu",
];
/// Short names of agencies, as printed after the name of an author.
const AGENCIES: &[&str] = &[
    "AAP",
    "AFP",
    "ANP",
    "ANSA",
    "AP",
    "APA",
    "dpa",
    "DPA",
    "EFE",
    "NTB",
    "PA",
    "PTI",
    "SDA",
    "TASS",
    "TT",
    "UPI",
    "epd",
    "KNA",
    "Lusa",
    "LUSA",
    "PAP",
    "ČTK",
    "MTI",
    "Hina",
    "HINA",
    "Tanjug",
    "Belga",
    "BELGA",
    "Ritzau",
    "STT",
    "Ansa",
    "AGI",
    "Adnkronos",
    "Efe",
    "Kyodo",
    "Yonhap",
    "IANS",
    "ANI",
    "Antara",
    "ANTARA",
    "Bernama",
    "DHA",
    "İHA",
    "AA",
    "Xinhua",
    "BNS",
    "TASR",
];

/// Returns whether a part of a byline is a title, a job or an agency rather than a name.
pub(super) fn is_title(part: &str) -> bool {
    AGENCIES.contains(&part)
        || part
            .split([' ', '-', '/'])
            .any(|word| TITLES.contains(&word.trim_matches(['.', ',']).to_lowercase().as_str()))
}

/// Returns whether a text names a desk or the staff instead of a person.
pub(super) fn is_desk(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    let first = if first == "by" { name.split(' ').nth(1).unwrap_or_default().to_lowercase() } else { first };
    DESKS.contains(&first.as_str()) && is_title(name)
}

/// Returns whether a word is in lower case inside names, as in `Anna van der Meer`.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Returns whether a text has more words than a surname such as `Da Silva`.
pub(super) fn has_first_name(name: &str) -> bool {
    let words = name.split(' ').filter(|word| !is_particle(&word.to_lowercase()));
    words.count() > 1
}

/// Returns `John B Smith, Jr` for the parts of `Smith, John B, Jr`; `None` if they are not a surname, first names and an optional suffix.
pub(super) fn forename_first(parts: &[&str]) -> Option<String> {
    let (surname, forenames, suffix) = match parts {
        [surname, forenames] => (surname, forenames, None),
        [surname, forenames, suffix] if is_suffix(suffix) => (surname, forenames, Some(suffix)),
        _ => return None,
    };
    let is_capitalised = |word: &str| word.starts_with(char::is_uppercase);
    let are_forenames = forenames.split(' ').all(is_capitalised)
        && forenames.split(' ').count() <= MOST_FORENAMES
        && forenames.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’'))
        && !is_suffix(forenames);
    let is_surname = !has_first_name(surname)
        && surname.split(' ').all(|word| is_capitalised(word) || is_particle(word))
        && !surname.contains(['.', '@'])
        && !surname.chars().any(|c| c.is_ascii_digit());
    let suffix = suffix.map(|suffix| format!(", {suffix}")).unwrap_or_default();
    (are_forenames && is_surname).then(|| {
        let forenames = without_stop((*forenames).to_owned());
        format!("{forenames} {surname}{suffix}")
    })
}

fn is_suffix(part: &str) -> bool {
    SUFFIXES.contains(&part.trim_end_matches('.').to_lowercase().as_str())
}

/// Returns whether a part of a list describes the author before it, as in `Anna Smith, a writer in Boston`.
pub(super) fn is_about_author(part: &str) -> bool {
    let is_sentence = part.ends_with('.') && part.split(' ').count() > 3;
    let first = part.split([' ', '\'', '’']).next().unwrap_or_default();
    let is_particle = PARTICLES.iter().any(|particle| particle.trim_end_matches('\'') == first);
    is_sentence || part.starts_with(char::is_lowercase) && !is_particle
}

/// Returns whether a part of a list is the first names of the part before it, as in `Smith, A., Li, B.-C.`.
pub(super) fn is_initials(part: &str) -> bool {
    part.contains('.') && part.split(['.', '-', ' ']).all(|letters| letters.chars().count() <= 1)
}

/// Returns a name without the job before or after it: `onze verslaggever Jan de Vries`, `Tom Coghlan Defence Correspondent`.
pub(super) fn without_job(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let is_possessive = |word: &&str| POSSESSIVES.contains(&word.to_lowercase().as_str());
    if let Some(at) = words.iter().take(2).position(is_possessive)
        && let Some(job) = words.iter().take(at + 4).rposition(|word| is_title(word))
        && let Some(rest) = words.get(job + 1..).filter(|rest| rest.len() > 1)
    {
        return rest.join(" ");
    }
    let (first, rest) = words.split_at(words.len().min(2));
    let is_job = |word: &&str| JOBS.contains(&word.to_lowercase().as_str());
    if !is_desk(name) && !first.iter().any(|word| is_title(word)) && rest.iter().any(is_job) {
        return first.join(" ");
    }
    name.to_owned()
}

/// Returns a name without a final full stop, unless it belongs to `Jr.` or an initial.
pub(super) fn without_stop(name: String) -> String {
    let last = name.strip_suffix('.').and_then(|name| name.rsplit(' ').next());
    match last.filter(|word| word.chars().count() > 2 && !word.contains('.')) {
        Some(_) => name.trim_end_matches('.').to_owned(),
        None => name,
    }
}

/// Returns `Anna Smith in Berlin` without the place, and without the employer.
pub(super) fn in_place(name: &str) -> &str {
    let places = [" in ", " IN ", " at ", " for ", " FOR ", " of ", " à ", " - ", " – "];
    let cut = places.iter().filter_map(|word| name.split_once(word));
    cut.map(|(name, _)| name.trim()).find(|name| name.contains(' ')).unwrap_or(name)
}
