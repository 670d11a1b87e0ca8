//! Turns the fields of a Factiva article into a draft: by their codes, or by their order if the export has none.

use super::languages::language;
use super::publications::publication;
use crate::article::PublishedDate;
use crate::corpus::bylines;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::skip::SkipReason;

/// The provider of these exports.
const PROVIDER: &str = "Factiva";

/// The fields of an article, as printed.
#[derive(Default)]
pub(super) struct FactivaFields {
    pub(super) section: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) date: Option<String>,
    pub(super) time: Option<String>,
    pub(super) source: Option<String>,
    pub(super) edition: Option<String>,
    pub(super) page: Option<String>,
    pub(super) language: Option<String>,
    pub(super) lead: Option<String>,
    pub(super) body: Vec<String>,
    pub(super) topics: Vec<String>,
    pub(super) id: Option<String>,
    pub(super) place: Option<String>,
}

impl FactivaFields {
    /// Sets the field with a code; its text has paragraphs separated by empty lines.
    pub(super) fn set(&mut self, code: &str, text: &str) {
        let line = || Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|line| !line.is_empty());
        match code {
            "SE" => self.section = line(),
            "CLM" => self.section = self.section.take().or_else(line),
            "HD" => self.headline = line(),
            "BY" => self.byline = line(),
            "PD" => self.date = line(),
            "ET" => self.time = line(),
            "SN" => self.source = line(),
            "ED" => self.edition = line(),
            "PG" => self.page = line(),
            "LA" => self.language = line(),
            "DLN" => self.place = line(),
            "HLP" => self.lead = Some(text.trim().to_owned()),
            "LP" | "TD" => self.body.push(text.trim().to_owned()),
            "NS" => self.topics = topics(text),
            "AN" => self.id = id(text),
            _ => {}
        }
    }

    /// Reads lines in their usual order: section, headline, byline, number of words, date, time, source, its code, edition, page, language and copyright. All
    /// but headline, date and source may be missing.
    pub(super) fn set_in_order(&mut self, above: &[String], below: &[String]) {
        match above {
            [headline] => self.headline = Some(headline.clone()),
            [section, headline] if self.byline.is_some() => {
                self.section = Some(section.clone());
                self.headline = Some(headline.clone());
            }
            [headline, byline] => {
                self.headline = Some(headline.clone());
                self.byline = Some(byline.clone());
            }
            [section, headline, byline, ..] => {
                self.section = Some(section.clone());
                self.headline = Some(headline.clone());
                self.byline = Some(byline.clone());
            }
            [] => {}
        }
        self.set_below(below);
    }

    /// Reads the lines from the number of words on.
    pub(super) fn set_below(&mut self, lines: &[String]) {
        let mut rest = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).peekable();
        while let Some(line) = rest.next() {
            if self.date.is_none() {
                if is_day(line) {
                    self.date = Some(line.to_owned());
                    if let Some(time) = rest.next_if(|next| is_time(next)) {
                        self.time = Some(time.to_owned());
                    }
                } else if !is_count(line) {
                    self.byline.get_or_insert_with(|| line.to_owned());
                }
            } else if is_copyright(line) {
                // The text follows the copyright.
                break;
            } else if self.source.is_none() {
                self.source = Some(line.to_owned());
                rest.next_if(|next| is_code(next));
            } else if language(line).is_some() {
                self.language = Some(line.to_owned());
            } else if is_page(line) {
                // The number of the volume follows that of the page.
                self.page.get_or_insert_with(|| line.to_owned());
            } else if !line.to_lowercase().starts_with("vol") {
                self.edition.get_or_insert_with(|| line.to_owned());
            }
        }
    }

    /// Returns the draft of the article.
    pub(super) fn draft(self) -> Result<Draft, SkipReason> {
        if self.headline.is_none() && self.body.is_empty() {
            return Err(SkipReason::Malformed {
                format: "Factiva export",
                detail: "an article without headline and text".into(),
            });
        }
        let (source, city) = self.source.as_deref().map_or((None, None), |name| {
            let (name, edition) = publication(name);
            (Some(name), edition)
        });
        let published = self.date.as_deref().map(|day| published(day, self.time.as_deref()));
        let edition: Vec<String> = city.into_iter().chain(self.edition).collect();
        let mut draft = Draft {
            own_id: self.id,
            headline: self.headline,
            lead: self.lead,
            body: Some(self.body.join("\n\n")),
            bylines: self.byline.map(|names| bylines::names(&names, source.as_deref())).unwrap_or_default(),
            section: self.section,
            edition: Some(edition.join(", ")).filter(|edition| !edition.is_empty()),
            page: self.page.map(|page| without_page_word(&page)),
            place: self.place,
            topics: self.topics,
            language: self.language.as_deref().and_then(language),
            provider: Some(PROVIDER.into()),
            source,
            is_export: true,
            ..Draft::default()
        };
        draft.add_date(published.flatten());
        Ok(draft)
    }
}

/// Words before the number of a page, in lower case.
const PAGES: &[&str] = &["page", "pages", "pg.", "pg", "seite", "seiten", "p.", "s.", "pagina", "página"];

/// Returns whether a line is a page: `12`, `A4`, `Page 12, Column 1`, `Section 4; Page 7; Column 2`.
fn is_page(line: &str) -> bool {
    let has_digit = line.contains(|c: char| c.is_ascii_digit());
    has_digit && (after_page_word(line).is_some() || (line.split_whitespace().count() == 1 && line.len() <= 12))
}

/// Returns the text after the word for a page.
fn after_page_word(line: &str) -> Option<&str> {
    let mut words = line.match_indices(char::is_whitespace).map(|(at, _)| at);
    words.find_map(|at| {
        let (before, after) = line.split_at_checked(at)?;
        let word = before.rsplit([' ', ',', ';']).next()?.to_lowercase();
        PAGES.contains(&word.as_str()).then(|| after.trim())
    })
}

fn without_page_word(page: &str) -> String {
    let number = after_page_word(page).unwrap_or(page);
    number.split([',', ';']).next().unwrap_or(number).trim().to_owned()
}

fn published(day: &str, time: Option<&str>) -> Option<dates::ParsedDate> {
    let with_time = time.and_then(|time| dates::parse_any_order(&format!("{day} {time}")));
    with_time.or_else(|| dates::parse_any_order(day))
}

fn is_day(line: &str) -> bool {
    matches!(dates::parse(line), Some(PublishedDate::Day(_) | PublishedDate::Moment(..) | PublishedDate::Month(..)))
}

fn is_time(line: &str) -> bool {
    let mut parts = line.splitn(2, ':');
    let is_number = |text: Option<&str>| {
        text.is_some_and(|text| {
            text.get(..2).or(text.get(..1)).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        })
    };
    line.len() <= 12 && is_number(parts.next()) && is_number(parts.next())
}

/// Returns whether a line is a count of words or characters: `808 words`, `8165 字`.
pub(super) fn is_count(line: &str) -> bool {
    let line = line.trim();
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '\u{a0}' | '\''));
    let word = digits.trim();
    digits.len() < line.len()
        && line.starts_with(|c: char| c.is_ascii_digit())
        && !word.is_empty()
        && word.chars().all(char::is_alphabetic)
        && word.chars().count() <= 12
        && !is_day(line)
}

fn is_code(line: &str) -> bool {
    (2..=10).contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

pub(super) fn is_copyright(line: &str) -> bool {
    let start: String = line.chars().take(12).collect::<String>().to_lowercase();
    start.starts_with("copyright")
        || start.starts_with("(c)")
        || line.starts_with('©')
        || line.contains('©')
        || line.starts_with("版权")
        || line.contains("All Rights Reserved")
}

/// Returns the names of `gvote1 : National Elections | gpol : Domestic Politics`.
fn topics(text: &str) -> Vec<String> {
    let names = text.split('|').map(|topic| topic.split_once(" : ").map_or(topic, |(_, name)| name));
    names.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty()).collect()
}

/// Returns the accession number in a line such as `Document IINM000020171113edbd0001`.
pub(super) fn id(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let first = words.next()?;
    let number = words.next().or(Some(first).filter(|_| line.trim() == first))?;
    let is_number = number.len() >= 15
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && number.bytes().filter(u8::is_ascii_digit).count() >= 8;
    (is_number && words.next().is_none()).then(|| number.to_owned())
}
