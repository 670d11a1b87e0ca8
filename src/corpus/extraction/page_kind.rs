//! Recognises pages that are not articles, or only the beginning of one: front pages, and articles behind a paywall.

use super::printed_lines::PrintedLines;
use dom_smoothie::Readability;

/// The minimum number of links with a headline on a front page.
const HEADLINES: usize = 20;
/// The minimum number of characters of a headline in a link.
const HEADLINE: usize = 25;
/// The minimum percentage of link text on a front page.
const LINKS: usize = 50;
/// The minimum number of links to articles in a list, the minimum number of words of a headline, and the number of characters between two links that exceeds a
/// teaser.
const LISTED: usize = 10;
const HEADLINE_WORDS: usize = 5;
const LONGEST_TEASER: usize = 500;
/// The minimum number of characters of a line of running text.
const LONG_LINE: usize = 240;
/// The maximum number of characters in the paragraphs of a page that replaces another.
const FEW_WORDS: usize = 600;
/// Titles of error pages, in lower case.
const ERRORS: &[&str] = &[
    "404",
    "404 not found",
    "error 404",
    "page not found",
    "not found",
    "page can't be found",
    "403 forbidden",
    "forbidden",
    "access denied",
    "500 internal server error",
    "internal server error",
    "502 bad gateway",
    "bad gateway",
    "503 service unavailable",
    "service unavailable",
    "504 gateway timeout",
    "seite nicht gefunden",
    "page introuvable",
    "page non trouvée",
    "página no encontrada",
    "página não encontrada",
    "pagina non trovata",
    "страница не найдена",
    "сторінку не знайдено",
    "strona nie została znaleziona",
    "nie znaleziono strony",
    "sayfa bulunamadı",
    "الصفحة غير موجودة",
    "صفحه یافت نشد",
    "הדף לא נמצא",
    "页面不存在",
    "找不到页面",
    "找不到頁面",
    "ページが見つかりません",
    "페이지를 찾을 수 없습니다",
    "halaman tidak ditemukan",
    "không tìm thấy trang",
    "pagina niet gevonden",
    "sidan hittades inte",
    "sivua ei löytynyt",
    "siden blev ikke fundet",
    "siden finnes ikke",
    "stránka nenalezena",
    "az oldal nem található",
    "pagina nu a fost găsită",
    "η σελίδα δεν βρέθηκε",
    "stranica nije pronađena",
];
/// Titles of pages that check the browser or ask for consent, in lower case.
const CHECKS: &[&str] = &[
    "just a moment...",
    "just a moment",
    "attention required! | cloudflare",
    "checking your browser",
    "are you a robot?",
    "please verify you are a human",
    "verifying you are human",
    "robot check",
    "security check",
    "one more step",
    "we value your privacy",
    "before you continue",
    "your privacy choices",
    "cookie consent",
    "consent required",
    "ihre privatsphäre ist uns wichtig",
    "nous respectons votre vie privée",
    "javascript is disabled",
    "enable javascript",
];
/// Titles of forms to log in, in lower case.
const LOGINS: &[&str] = &[
    "log in",
    "login",
    "sign in",
    "sign in to continue",
    "subscriber login",
    "anmelden",
    "einloggen",
    "se connecter",
    "connexion",
    "iniciar sesión",
    "entrar",
    "accedi",
    "inloggen",
    "logga in",
    "zaloguj się",
    "вход",
    "войти",
];
/// Beginnings of the titles of search results, in lower case.
const SEARCHES: &[&str] = &[
    "search results for",
    "search results:",
    "you searched for",
    "suchergebnisse für",
    "résultats de recherche",
    "résultats pour",
    "resultados de la búsqueda",
    "resultados da busca",
    "resultados de búsqueda",
    "risultati della ricerca",
    "результаты поиска",
    "wyniki wyszukiwania",
    "zoekresultaten voor",
    "sökresultat",
];
/// The maximum number of characters of a text behind a paywall that is only its beginning.
const BEGINNING: usize = 1_500;

/// Returns whether a page is the front page of a site or of one of its languages: a URL without a path, and mostly links with headlines.
pub(super) fn is_front_page(page: &Readability, url: Option<&str>) -> bool {
    if !url.is_some_and(is_root) {
        return false;
    }
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let body = page.doc.select("body");
    let hidden: usize = body.select("script, style, noscript, template").iter().map(|code| count(&code.text())).sum();
    let all = count(&body.text()).saturating_sub(hidden);
    let links = body.select("a[href]");
    let lengths: Vec<usize> = links.iter().map(|link| count(&link.text())).collect();
    let headlines = lengths.iter().filter(|length| **length >= HEADLINE).count();
    headlines >= HEADLINES && lengths.iter().sum::<usize>() * 100 >= all * LINKS
}

/// Returns the kind of a page that replaces an article, by its heading or title and its few words: an error, a browser check, a login form, search results.
pub(super) fn substitute(page: &Readability) -> Option<&'static str> {
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let title = squeezed(&page.doc.select("title").first().text());
    let heading = squeezed(&page.doc.select("h1").first().text());
    let paragraphs: usize = page.doc.select("p").iter().map(|text| text.text().chars().count()).sum();
    let is = |phrases: &[&str]| {
        phrases.iter().any(|phrase| [&title, &heading].into_iter().any(|text| has_phrase(text, phrase)))
    };
    let found =
        [(ERRORS, "an error page"), (CHECKS, "a check of the browser or of consent"), (LOGINS, "a form to log in")];
    let found = found.into_iter().find(|(phrases, _)| paragraphs < FEW_WORDS && is(phrases)).map(|(_, found)| found);
    let begins = |text: &str| SEARCHES.iter().any(|phrase| text.starts_with(phrase));
    found.or_else(|| (begins(&title) || begins(&heading)).then_some("the results of a search"))
}

/// Returns whether a title or heading is a phrase, or begins or ends with it and a separator.
fn has_phrase(text: &str, phrase: &str) -> bool {
    let is_end = |rest: &str| {
        let rest = rest.trim();
        rest.is_empty() || !rest.starts_with(char::is_alphanumeric) || rest.chars().count() <= 3
    };
    let is_begin = |rest: &str| {
        let rest = rest.trim_end();
        rest.is_empty() || !rest.ends_with(char::is_alphanumeric) || rest.chars().count() <= 3
    };
    text.split_once(phrase).is_some_and(|(before, after)| {
        (is_begin(before) && is_end(after)) && (before.trim().is_empty() || after.trim().is_empty())
    })
}

/// Returns whether a page is a list of links to articles with teasers, such as the pages of sections, topics and authors: it has no heading of several words,
/// and no longer running text between the links.
pub(super) fn is_list(page: &Readability) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let heading = page.doc.select("h1");
    let names_article =
        |text: &str| words(text) >= HEADLINE_WORDS || (text.chars().count() >= HEADLINE && !text.is_ascii());
    if heading.iter().any(|heading| names_article(heading.text().trim())) || heading.length() > 1 {
        return false;
    }
    let title = page.doc.select("title").first().text();
    let title = title.split(['|', '–', '—', '·']).next().unwrap_or_default().trim().to_owned();
    if heading.length() == 0 && names_article(&title) {
        return false;
    }
    let (mut links, mut running, mut longest) = (0, 0, 0);
    for line in PrintedLines::of(page).get() {
        let length = line.text.chars().count();
        if line.is_link && length >= HEADLINE {
            links += 1;
            running = 0;
        } else if !line.is_link {
            running += if line.is_long { length.max(LONG_LINE) } else { length };
            longest = longest.max(running);
        }
    }
    links >= LISTED && longest < LONGEST_TEASER
}

/// Returns whether a URL is that of a site, or of one of its languages.
fn is_root(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else { return false };
    let path = rest.split(['?', '#']).next().unwrap_or(rest).split_once('/').map_or("", |(_, path)| path);
    let path = path.trim_end_matches('/');
    let is_language = path.len() == 2 || (path.len() == 5 && path.contains(['-', '_']));
    path.is_empty() || is_language || matches!(path, "index.html" | "index.htm" | "index.php" | "home")
}

/// Returns whether a text is only the beginning of one for subscribers, according to the page.
pub(super) fn is_beginning(text: &str, is_for_subscribers: bool) -> bool {
    let is_cut = text.trim_end().ends_with(['…', '‥']) || text.trim_end().ends_with("...");
    is_for_subscribers && (is_cut || text.chars().nth(BEGINNING).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_pages_are_told_by_address_and_links() {
        let links = "<li><a href=/a>River rises by two metres on Monday after rain</a></li>".repeat(HEADLINES);
        let page = |body: &str| Readability::from(format!("<html><body>{body}").as_str());
        for (url, body, expected) in [
            ("https://x.example/", links.clone(), true),
            ("https://x.example/es/", links.clone(), true),
            ("https://x.example/a", links.clone(), false),
            ("https://x.example/", "<p>The river rose.</p>".repeat(20), false),
            (
                "https://x.example/",
                format!("{links}{}", "<p>The river rose on Monday by two metres.</p>".repeat(60)),
                false,
            ),
        ] {
            assert_eq!(is_front_page(&page(&body), Some(url)), expected, "{url} {body}");
        }
    }

    #[test]
    fn pages_in_place_of_articles_are_told_by_their_titles() {
        for (title, body, expected) in [
            ("Page not found - River Post", "<h1>404</h1><p>The page may have moved.</p>", Some("an error page")),
            ("Seite nicht gefunden | Flussbote", "<p>Zur Startseite</p>", Some("an error page")),
            ("Just a moment...", "<p>Checking</p>", Some("a check of the browser or of consent")),
            ("River Post", "<h1>We value your privacy</h1>", Some("a check of the browser or of consent")),
            ("Log in - River Post", "<h1>Log in</h1>", Some("a form to log in")),
            ("Search results for bridge - River Post", "<p>No results</p>", Some("the results of a search")),
            ("Treasure not found by divers - River Post", "<p>The divers came back.</p>", None),
            ("Access denied to reporters in Penholm", "<p>The council met.</p>", None),
            ("404 houses without power - River Post", "<p>The storm.</p>", None),
        ] {
            let page = Readability::from(format!("<html><head><title>{title}</title></head><body>{body}").as_str());
            assert_eq!(substitute(&page), expected, "{title}");
        }
    }

    #[test]
    fn lists_are_told_by_links_and_the_text_between_them() {
        let page = |body: &str| Readability::from(format!("<html><body>{body}").as_str());
        let teaser =
            "<li><a href=/a>River rises by two metres on Monday after rain</a><p>The river rose again.</p></li>";
        let story = "<p>The river rose on Monday by two metres after a week of rain in the hills, and the council closed the lower \
            bridge until the water falls, which the engineers expect on Thursday at the earliest.</p>";
        let teasers = teaser.repeat(LISTED);
        assert!(is_list(&page(&format!("<h1>Local news</h1>{teasers}"))));
        assert!(!is_list(&page(&format!("<h1>Local news</h1>{}", teaser.repeat(LISTED - 1)))));
        assert!(!is_list(&page(&format!("<h1>River rises by two metres again</h1>{story}{teasers}"))));
        assert!(!is_list(&page(&format!("<h1>Flood</h1>{}{teasers}", story.repeat(4)))));
    }

    #[test]
    fn beginnings_are_told_by_their_length_and_end() {
        let long = "The river rose. ".repeat(200);
        assert!(is_beginning("The river rose.", true) && is_beginning(&format!("{long}…"), true));
        assert!(!is_beginning(&long, true) && !is_beginning("The river rose…", false));
    }
}
