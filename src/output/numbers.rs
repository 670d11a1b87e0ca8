//! Numbers for people: thousands separators, plurals, sizes.

/// Returns a number with thousands separators, such as `12,345`.
pub fn count_text(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns a count followed by its noun, such as `1 article` or `1,200 articles`.
pub fn plural(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", count_text(count), if count == 1 { one } else { many })
}

/// Returns a size in kB, MB or GB (powers of 1000).
pub(super) fn size_text(bytes: u64) -> String {
    let (unit, name) = match bytes {
        0..1_000_000 => (1e3, "kB"),
        1_000_000..1_000_000_000 => (1e6, "MB"),
        1_000_000_000.. => (1e9, "GB"),
    };
    format!("{:.1} {name}", bytes as f64 / unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated_by_commas() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(count_text), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn sizes_use_the_unit_that_keeps_them_short() {
        assert_eq!([61_440, 1_000_000, 2_500_000_000].map(size_text), ["61.4 kB", "1.0 MB", "2.5 GB"]);
    }
}
