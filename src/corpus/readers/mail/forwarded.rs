//! Messages forwarded inside the text of a mail.

/// The lines that mail programs write above a forwarded message, in lower case.
const MARKS: &[&str] = &[
    "forwarded message",
    "begin forwarded message",
    "original message",
    "weitergeleitete nachricht",
    "ursprüngliche nachricht",
    "message transféré",
    "message d'origine",
    "mensaje reenviado",
    "messaggio inoltrato",
    "doorgestuurd bericht",
];
/// The maximum length of the text above a forwarded message; longer text is a message itself.
const MOST_ABOVE: usize = 300;

/// The headers of a forwarded message.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Forwarded {
    pub(super) subject: Option<String>,
    pub(super) name: Option<String>,
    pub(super) address: Option<String>,
    pub(super) date: Option<String>,
}

/// Returns the headers and the text of the message that a mail forwards; `None` if it forwards none.
pub(super) fn forwarded(text: &str) -> Option<(Forwarded, String)> {
    let mut at = 0;
    let mark = text.split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        is_mark(line).then_some((start, at))
    });
    let (_, end) = mark.filter(|(start, _)| *start <= MOST_ABOVE)?;
    let mut inner = Forwarded::default();
    let mut body = end;
    for line in text.get(end..)?.split_inclusive('\n') {
        let trimmed = line.trim().trim_start_matches('>').trim();
        match trimmed.split_once(':') {
            Some((name, value)) if set(name.trim_matches(['*', ' ']), value.trim_matches(['*', ' ']), &mut inner) => {}
            _ if trimmed.is_empty() => {}
            _ => break,
        }
        body += line.len();
    }
    (inner.subject.is_some() || inner.date.is_some())
        .then(|| (inner, text.get(body..).unwrap_or_default().trim().to_owned()))
}

fn is_mark(line: &str) -> bool {
    let line = line.trim().trim_start_matches('>').trim().to_lowercase();
    let words = line.trim_matches(['-', ' ', ':', '_', '*']);
    line.len() < 80
        && (line.starts_with("--") || line.ends_with(':'))
        && MARKS.iter().any(|mark| words.starts_with(mark))
}

/// Sets a header; returns whether it is a known one.
fn set(name: &str, value: &str, inner: &mut Forwarded) -> bool {
    match name.to_lowercase().as_str() {
        "subject" | "betreff" | "objet" | "asunto" | "oggetto" | "onderwerp" | "assunto" => {
            inner.subject = Some(value.to_owned());
        }
        "from" | "von" | "de" | "da" | "van" => {
            let (name, address) = value.split_once('<').unwrap_or((value, ""));
            inner.name = Some(name.trim().trim_matches('"').to_owned()).filter(|name| !name.is_empty());
            inner.address = Some(address.trim_end_matches('>').to_owned()).filter(|address| !address.is_empty());
        }
        "date" | "sent" | "datum" | "gesendet" | "envoyé" | "fecha" | "data" | "verzonden" => {
            inner.date = Some(value.to_owned());
        }
        "to" | "an" | "à" | "para" | "a" | "cc" | "aan" | "reply-to" | "antwort an" => {}
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headers_inside_a_forwarded_mail_are_read() {
        let text = "Worth reading!\n\n---------- Forwarded message ---------\nFrom: Penholm Post <news@post.example>\nDate: Sat, 14 Nov 2015 at 06:30\nSubject: Ferry aground\nTo: <a@b.example>\n\nPassengers waited.\n\nNobody was hurt.";
        let (inner, body) = forwarded(text).expect("a message");
        assert_eq!(inner.subject.as_deref(), Some("Ferry aground"));
        assert_eq!(
            (inner.name.as_deref(), inner.address.as_deref()),
            (Some("Penholm Post"), Some("news@post.example"))
        );
        assert_eq!(body, "Passengers waited.\n\nNobody was hurt.");
        assert_eq!(forwarded("Passengers waited."), None);
        let far = format!("{}\n---- Forwarded message ----\nSubject: x\n\ny", "word ".repeat(100));
        assert_eq!(forwarded(&far), None);
    }
}
