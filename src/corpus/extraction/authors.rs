//! The authors named on a page, in elements for them.

use crate::article::parse_day;
use crate::corpus::bylines;
use crate::corpus::dates;
use crate::corpus::desks::is_desk_name;
use crate::corpus::field_map::FieldMap;
use crate::corpus::fields;
use dom_smoothie::Readability;
use serde_json::{Map, Value};

/// Elements that name authors, best first.
const AUTHORS: &[&str] = &[
    "[itemprop~='author'] [itemprop~='name']",
    "[itemprop~='author']",
    "a[rel~='author']",
    ".p-author .p-name, .author .fn, .vcard.author, .byline-name, .byline__name, .author-name, .author__name, .authorname",
    ".p-author, .byline, .by-line, .article-byline, .entry-author, .post-author, .article-author, .article__author, .c-byline",
    ".author, .authors, [class*='byline']",
    ".autor, .autores, .auteur, .auteurs, .autore, .firma, .signature, .yazar, .writer, .reporter, .skribent, .penulis, .muhabir, .redaktor, .toimittaja, .szerzo, .hofundur",
];
/// Elements whose authors are those of other content.
const ELSEWHERE: &str =
    "aside, nav, form, [itemprop~='comment'], [class*='comment'], [class*='related'], .author-bio, .about-author";
/// The maximum number of authors of a page in such elements.
const MOST: usize = 6;
/// Words after the names, in lower case.
const AFTER: &[&str] = &[
    "published",
    "updated",
    "posted",
    "publié",
    "veröffentlicht",
    "publicado",
    "pubblicato",
    "opublikowano",
    "опубликовано",
    "edited",
];
/// Words between the names and a date.
const BEFORE_DATES: &[&str] = &["on", "at", "am", "um", "le", "el", "il", "em", "den", "om", "op", "dne", "dnia", "в"];
/// The maximum length of a byline.
const LONGEST: usize = 120;
/// The maximum number of nodes of an element whose text is read.
const MOST_NODES: usize = 200;
/// The minimum number of letters before a full stop that ends a name, not an abbreviation.
const SURNAME: usize = 4;
/// The maximum number of words of a name.
const MOST_WORDS: usize = 6;

/// Returns the authors named on the page.
pub(super) fn authors(page: &Readability) -> Vec<String> {
    let found = AUTHORS.iter().map(|selector| authors_in(page, selector));
    found.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

fn authors_in(page: &Readability, selector: &str) -> Vec<String> {
    // In an element whose class only contains such a word, a single name is weak evidence.
    let is_class = selector.starts_with('.') && !selector.contains("fn");
    let mut names: Vec<String> = Vec::new();
    for element in page.doc.select(selector).iter().take(MOST * MOST) {
        let Some(node) = element.nodes().first() else { continue };
        if node.ancestors_it(None).any(|outer| outer.is_element() && outer.is(ELSEWHERE)) {
            continue;
        }
        let texts = match node.attr("content") {
            Some(content) => vec![content.to_string()],
            None => {
                let linked = element.select("a").iter().map(|link| link.text().to_string()).collect::<Vec<_>>();
                let mut whole = String::new();
                for inner in node.descendants_it().take(MOST_NODES) {
                    if inner.is_text() {
                        whole.push(' ');
                        whole.push_str(&inner.text());
                    } else if inner.has_name("li") && !whole.trim().is_empty() {
                        // In a list, the city, the address or the like follows the name.
                        whole.push('|');
                    }
                }
                let are_people =
                    !linked.is_empty() && linked.len() <= MOST && linked.iter().all(|name| is_full(name.trim()));
                if are_people { linked } else { vec![whole] }
            }
        };
        for name in texts.iter().flat_map(|text| names_in(text)) {
            let is_wanted = !is_class || is_full(&name);
            if is_wanted && !names.contains(&name) && names.len() < MOST {
                names.push(name);
            }
        }
    }
    // Drops a byline with an employer, next to one that is just the name.
    let all = names.clone();
    names.retain(|name| !all.iter().any(|other| name != other && name.starts_with(&format!("{other} "))));
    names
}

/// Returns the names of people in a byline.
pub(super) fn names_in(byline: &str) -> Vec<String> {
    let text = first_part(byline);
    if text.len() > LONGEST {
        return Vec::new();
    }
    let stated = Map::from_iter([("author".to_owned(), Value::from(text))]);
    let mut names = fields::draft(&stated, &FieldMap::default()).bylines;
    names.retain(|name| is_person(name));
    names
}

/// Returns the names in a byline that the library guesses: only full names, since it may be anything.
pub(super) fn guessed_names(byline: &str) -> Vec<String> {
    let mut names = names_in(byline);
    names.retain(|name| is_full(name));
    names
}

/// Returns the text of a byline up to its date or a separator, in one line.
fn first_part(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // `Text: Anna Smith`.
    let text = match text.split_once(": ") {
        Some((label, names)) if !label.contains(' ') => names,
        _ => text.as_str(),
    };
    let is_sign = |c: char| matches!(c, '|' | '•' | '·' | '—' | '@');
    let mut words: Vec<&str> = Vec::new();
    for word in text.split(' ') {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        // The text of the next element may follow without a space: `Anna SmithPublished`.
        let glued = AFTER.iter().find_map(|after| {
            let at = word.len().checked_sub(after.len()).filter(|at| *at > 0)?;
            let (name, rest) = word.split_at_checked(at)?;
            let is_apart = name.ends_with(char::is_lowercase) && rest.starts_with(char::is_uppercase);
            (is_apart && rest.to_lowercase() == **after).then_some(name)
        });
        if let Some(name) = glued {
            words.push(name);
            break;
        }
        let is_end =
            word.starts_with(|c: char| c.is_numeric() || is_sign(c)) || AFTER.contains(&plain.to_lowercase().as_str());
        if is_end && !words.is_empty() {
            break;
        }
        words.push(word);
        // A place may follow: `NÚRIA PUIG. SABADELL`.
        let is_surname = words.len() > 1 && word.ends_with('.') && word.chars().nth(SURNAME).is_some();
        if word.ends_with(is_sign) || is_surname {
            break;
        }
    }
    while words.len() > 1 && words.last().is_some_and(|word| is_of_date(word) || BEFORE_DATES.contains(word)) {
        words.pop();
    }
    while words.len() > 1 && words.last().is_some_and(|word| !word.contains(char::is_alphanumeric)) {
        words.pop();
    }
    words.join(" ").trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && !is_vowel_sign(c)).to_owned()
}

/// Returns whether a character is a combining vowel of a script from Hebrew to Thai; names may end with it.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{E7F}') && !"،؛؟۔।॥".contains(c)
}

fn is_of_date(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.is_empty() || dates::is_weekday(word) || parse_day(&format!("1 {word} 2000")).is_some()
}

/// Returns whether a name has a first name and a surname, or is in a script without spaces.
pub(super) fn is_full(name: &str) -> bool {
    is_person(name) && (name.contains(' ') || !name.is_ascii() && name.chars().all(|c| c > '\u{2E7F}'))
}

/// Returns whether a name looks like that of a person.
fn is_person(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let is_date = name.split_whitespace().all(is_of_date);
    let has_numbers = name.split_whitespace().any(|word| word.starts_with(char::is_numeric));
    bylines::is_name(name)
        && words <= MOST_WORDS
        && !is_date
        && !has_numbers
        && !is_desk_name(name, None)
        && !name.contains(['@', '/', ':', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_are_found_in_elements_for_them() {
        for (body, expected) in [
            ("<span itemprop=author><span itemprop=name>Anna Smith</span></span>", "Anna Smith"),
            ("<a rel=author href=/anna>Anna Smith</a> and <a rel=author href=/bo>Bo Li</a>", "Anna Smith; Bo Li"),
            ("<p class=byline>By Anna Smith and Bo Li | 14 November 2015</p>", "Anna Smith; Bo Li"),
            ("<div class=author>Von Anna Schmidt</div>", "Anna Schmidt"),
            ("<aside><a rel=author href=/anna>Anna Smith</a></aside>", ""),
            ("<div class=comment-list><a class=author>Anna Smith</a></div>", ""),
            ("<div class=byline>14 November 2015</div>", ""),
            ("<div class=byline><span>Anna Smith</span><span>Monday, November 14, 2015</span></div>", "Anna Smith"),
            ("<div class=byline>By <a href=a>Anna Smith</a> Games Editor</div>", "Anna Smith"),
            ("<div class=author>admin</div>", ""),
            ("<p>Anna Smith</p>", ""),
        ] {
            let page = Readability::from(format!("<html><body>{body}").as_str());
            assert_eq!(authors(&page).join("; "), expected, "{body}");
        }
    }
}
