//! The order of day and month in the country of a page, if its dates do not show it.

use crate::article::DateOrder;
use dom_smoothie::Readability;

/// Countries that write the month first, in lower case.
const MONTH_FIRST: &[&str] = &["us", "ph", "pr", "gu"];
/// Top-level domains of the United States other than its country code.
const AMERICAN: &[&str] = &["gov", "mil", "edu"];

/// Returns the order for the language and country that the page states, else for the country of its URL; `None` for English without a country.
pub(super) fn date_order(page: &Readability, metas: &[(String, String)], url: Option<&str>) -> Option<DateOrder> {
    let in_root = page.doc.select("html").attr("lang").map(|language| language.to_string());
    let in_meta = |name: &str| metas.iter().find(|(key, _)| key == name).map(|(_, language)| language.clone());
    let stated = [in_root, in_meta("og:locale"), in_meta("content-language")];
    let stated: Vec<String> = stated.into_iter().flatten().map(|language| language.to_lowercase()).collect();
    let parts = |language: &str| {
        let mut parts = language.split(['-', '_']).map(str::to_owned);
        (parts.next().unwrap_or_default(), parts.rfind(|part| part.len() == 2))
    };
    let country = stated.iter().find_map(|language| parts(language).1).or_else(|| country(url?));
    match country.as_deref() {
        Some(country) if MONTH_FIRST.contains(&country) => Some(DateOrder::MonthFirst),
        Some(_) => Some(DateOrder::DayFirst),
        None => {
            let (language, _) = parts(stated.first()?);
            (!matches!(language.as_str(), "" | "en" | "fil" | "tl")).then_some(DateOrder::DayFirst)
        }
    }
}

/// Returns the country code in the host of a URL.
fn country(url: &str) -> Option<String> {
    let host = url.split_once("://")?.1.split(['/', '?', '#', ':']).next()?.to_lowercase();
    let (_, top) = host.rsplit_once('.')?;
    // These are used worldwide.
    let is_country =
        top.len() == 2 && !matches!(top, "co" | "io" | "tv" | "me" | "ai" | "eu" | "fm" | "ly" | "cc" | "to");
    let american = AMERICAN.contains(&top).then(|| "us".to_owned());
    american.or_else(|| is_country.then(|| top.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_follows_the_country_or_the_language() {
        use DateOrder::{DayFirst, MonthFirst};
        for (language, url, expected) in [
            ("en-US", "https://x.example/", Some(MonthFirst)),
            ("en-GB", "https://x.com/", Some(DayFirst)),
            ("en", "https://x.co.uk/", Some(DayFirst)),
            ("en", "https://x.gov/", Some(MonthFirst)),
            ("en", "https://x.com/", None),
            ("de", "https://x.com/", Some(DayFirst)),
            ("es-419", "https://x.com/", Some(DayFirst)),
            ("", "https://x.com/", None),
        ] {
            let page = Readability::from(format!("<html lang='{language}'><body>x").as_str());
            assert_eq!(date_order(&page, &[], Some(url)), expected, "{language} {url}");
        }
    }
}
