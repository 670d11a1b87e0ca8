//! Whether day or month comes first in dates such as `3/4/2015`, from the language of a filter or the locale.

use crate::library::DateOrder;

/// The variables that can hold the locale of dates, in the order of their precedence.
const LOCALE_VARIABLES: [&str; 3] = ["LC_ALL", "LC_TIME", "LANG"];

/// Returns the order of the first language with a region, such as `en-US`, or else of the locale.
pub(super) fn date_order(languages: &[String]) -> DateOrder {
    let locale = || {
        let values = LOCALE_VARIABLES.iter().filter_map(std::env::var_os);
        let set = values.map(|value| value.to_string_lossy().into_owned()).find(|value| !value.is_empty());
        set.and_then(|locale| order_of(&locale))
    };
    languages.iter().find_map(|language| order_of(language)).or_else(locale).unwrap_or_default()
}

/// Returns the order of a language with a region, written `en-US` or `en_US.UTF-8`; `None` without a region.
fn order_of(locale: &str) -> Option<DateOrder> {
    let name = locale.split(['.', '@']).next()?;
    let region = name.split(['-', '_']).skip(1).find(|part| part.len() == 2)?;
    Some(if region.eq_ignore_ascii_case("us") { DateOrder::MonthFirst } else { DateOrder::DayFirst })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_united_states_put_the_month_first() {
        for (locale, order) in [
            ("en-US", Some(DateOrder::MonthFirst)),
            ("en_US.UTF-8", Some(DateOrder::MonthFirst)),
            ("es-us", Some(DateOrder::MonthFirst)),
            ("en-Latn-US", Some(DateOrder::MonthFirst)),
            ("en_GB.UTF-8", Some(DateOrder::DayFirst)),
            ("de_DE@euro", Some(DateOrder::DayFirst)),
            ("en", None),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("", None),
        ] {
            assert_eq!(order_of(locale), order, "{locale}");
        }
    }
}
