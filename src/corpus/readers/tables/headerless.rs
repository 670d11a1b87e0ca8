//! Known exports without a header, recognised by the shape of their rows.

use super::columns::TableColumns;
use crate::corpus::field_map::{FieldMap, RecordField};

/// The maximum length of a class label, in characters.
const LONGEST_LABEL: usize = 40;
/// The minimum average length of a column with texts, in characters.
const TEXT: usize = 60;

/// Returns the columns of a table without a header; `None` if its shape is unknown.
pub(super) fn columns_of(rows: &[Vec<String>], map: &FieldMap) -> Option<TableColumns> {
    let width = rows.first()?.len();
    let by_number: Vec<usize> = RecordField::ALL
        .into_iter()
        .flat_map(|field| map.names(field))
        .filter_map(|name| name.parse().ok().filter(|number| (1..=width).contains(number)))
        .collect();
    if !by_number.is_empty() {
        let numbers: Vec<String> = (1..=width).map(|number| number.to_string()).collect();
        let name =
            |(at, number): (usize, &String)| if by_number.contains(&(at + 1)) { number.clone() } else { String::new() };
        let names: Vec<String> = numbers.iter().enumerate().map(name).collect();
        return Some(TableColumns::named(&names.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    extractor(rows).or_else(|| recommendations(rows)).or_else(|| labelled(rows))
}

/// The news of the MIND corpus: id, category, subcategory, title, abstract, URL and the entities of title and abstract.
fn recommendations(rows: &[Vec<String>]) -> Option<TableColumns> {
    let is_news = |row: &Vec<String>| match row.as_slice() {
        [id, _, _, _, _, address, of_title, of_abstract] => {
            let number = id.strip_prefix('N').unwrap_or_default();
            let is_list = |cell: &String| cell.is_empty() || cell.starts_with('[');
            !number.is_empty()
                && number.bytes().all(|byte| byte.is_ascii_digit())
                && address.starts_with("http")
                && is_list(of_title)
                && is_list(of_abstract)
        }
        _ => false,
    };
    let names = ["id", "category", "tags", "title", "abstract", "url", "", ""];
    rows.iter().all(is_news).then(|| TableColumns::named(&names))
}

/// trafilatura writes a fingerprint of sixteen hexadecimal digits; the order of the other columns depends on its version.
fn extractor(rows: &[Vec<String>]) -> Option<TableColumns> {
    let width = rows.first()?.len();
    let all = |at: usize, is: &dyn Fn(&str) -> bool| {
        let mut stated =
            rows.iter().filter_map(|row| row.get(at)).filter(|cell| *cell != "null" && !cell.is_empty()).peekable();
        stated.peek().is_some() && stated.all(|cell| is(cell))
    };
    let is_fingerprint =
        |cell: &str| (14..=16).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_hexdigit());
    let print = (0..width).find(|at| all(*at, &is_fingerprint))?;
    let mut names = vec![""; width];
    let is_address = |cell: &str| cell.starts_with("http");
    let is_text = |at: &usize| *at != print && !all(*at, &is_address);
    let text = (0..width).filter(is_text).max_by_key(|at| average(rows, *at))?;
    let mut name = |at: Option<usize>, name: &'static str| {
        if let Some(slot) = at.and_then(|at| names.get_mut(at)).filter(|slot| slot.is_empty()) {
            *slot = name;
        }
    };
    name(Some(print), "fingerprint");
    name(Some(text), "text");
    name((0..text).find(|at| all(*at, &is_address)), "url");
    let is_date =
        |cell: &str| cell.len() == 10 && cell.split('-').count() == 3 && cell.starts_with(|c: char| c.is_ascii_digit());
    name((0..text).find(|at| all(*at, &is_date)), "date");
    let is_host = |cell: &str| cell.contains('.') && !cell.contains([' ', '/']) && !cell.ends_with('.');
    name((0..text).find(|at| all(*at, &is_host)), "hostname");
    // Of the remaining columns before the text, the longest is the title.
    let title = (0..text).filter(|at| names.get(*at).is_some_and(|name| name.is_empty()) && !all(*at, &is_address));
    let title = title.max_by_key(|at| average(rows, *at)).filter(|at| average(rows, *at) > 0);
    if let Some(slot) = title.and_then(|at| names.get_mut(at)) {
        *slot = "title";
    }
    Some(TableColumns::named(&names))
}

/// A label, possibly a title, and a text: AG News and 10kGNAD.
fn labelled(rows: &[Vec<String>]) -> Option<TableColumns> {
    let is_label = |cell: &String| cell.chars().count() <= LONGEST_LABEL && !cell.contains(['.', '\n']);
    let labels: Vec<&String> = rows.iter().filter_map(|row| row.first()).collect();
    if !labels.iter().all(|label| is_label(label)) {
        return None;
    }
    let is_number = labels.iter().all(|label| label.trim().parse::<u32>().is_ok());
    let section = if is_number { "" } else { "section" };
    let width = rows.first()?.len();
    let (first, second) = (average(rows, 1), average(rows, 2));
    match width {
        2 if first >= TEXT => Some(TableColumns::named(&[section, "body"])),
        3 if second >= TEXT && first > 0 && first < second => Some(TableColumns::named(&[section, "headline", "body"])),
        _ => None,
    }
}

/// Returns the average length of a column in characters; a missing value counts as 0.
fn average(rows: &[Vec<String>], at: usize) -> usize {
    let lengths =
        rows.iter().filter_map(|row| row.get(at)).filter(|cell| *cell != "null").map(|cell| cell.chars().count());
    lengths.sum::<usize>() / rows.len().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn known_shapes_are_recognised() {
        let long = "The harbour board meets on Friday to decide about the wall, and nobody expects a quick result.";
        let map = FieldMap::default();
        let found = |cells: &[&[&str]]| columns_of(&rows(cells), &map);
        assert_eq!(found(&[&["3", "Wall delayed", long]]), Some(TableColumns::named(&["", "headline", "body"])));
        assert_eq!(found(&[&["Web", long], &["Sport", long]]), Some(TableColumns::named(&["section", "body"])));
        assert_eq!(
            found(&[&[
                "https://a.example/1",
                "null",
                "ad82cb5db0bea6e6",
                "a.example",
                "Wall delayed",
                "null",
                "2015-11-14",
                long,
                "null"
            ]]),
            Some(TableColumns::named(&["url", "", "fingerprint", "hostname", "title", "", "date", "text", ""]))
        );
        assert_eq!(
            found(&[&["N1", "news", "newsworld", "Wall delayed", "A wall.", "https://a.example/1", "[]", "[{}]"]]),
            Some(TableColumns::named(&["id", "category", "tags", "title", "abstract", "url", "", ""]))
        );
        assert_eq!(found(&[&["1", "2"]]), None);
        assert_eq!(found(&[&["A sentence. And one more.", long]]), None);
        let map: FieldMap = "headline=2,body=3".parse().expect("a map");
        assert_eq!(columns_of(&rows(&[&["x", "A", "B"]]), &map), Some(TableColumns::named(&["", "2", "3"])));
    }
}
