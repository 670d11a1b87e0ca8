//! Recognises mail by its headers.

/// Headers of mail and of newsgroups, in lower case.
const HEADERS: &[&str] = &[
    "from",
    "subject",
    "date",
    "to",
    "cc",
    "message-id",
    "received",
    "return-path",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "delivered-to",
    "reply-to",
    "sender",
    "list-id",
    "list-unsubscribe",
    "x-mailer",
    "dkim-signature",
    "newsgroups",
    "path",
    "xref",
    "organization",
    "lines",
    "references",
    "in-reply-to",
    "nntp-posting-host",
    "distribution",
    "followup-to",
    "article-i.d.",
    "x-newsreader",
    "keywords",
    "summary",
    "expires",
    "authentication-results",
    "arc-seal",
    "received-spf",
    "precedence",
    "importance",
    "x-priority",
    "thread-topic",
    "originator",
    "status",
];

/// The headers at the beginning of a text.
struct FoundHeaders {
    known: usize,
    from: Option<String>,
    subject: bool,
    date: bool,
    /// Whether they belong to a web page saved as mail.
    is_page: bool,
}

/// Returns whether a text is a mail, or a newsgroup article.
pub(in crate::corpus::readers) fn is_mail(text: &str) -> bool {
    let Some(found) = found(text) else { return false };
    let has_address = found.from.as_deref().is_some_and(|from| from.contains('@'));
    let is_minimal = has_address && (found.subject || found.date);
    !found.is_page && found.from.is_some() && (is_minimal || (found.known >= 4 && (found.subject || found.date)))
}

/// Returns whether a text is a web page saved as mail.
pub(in crate::corpus::readers) fn is_saved_page(text: &str) -> bool {
    found(text).is_some_and(|found| found.is_page)
}

/// Returns the headers, if the text begins with them.
fn found(text: &str) -> Option<FoundHeaders> {
    let mut found = FoundHeaders { known: 0, from: None, subject: false, date: false, is_page: false };
    let mut count = 0;
    let mut value = String::new();
    let mut has_parts = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            if count == 0 {
                return None;
            }
            value.push_str(line);
        } else {
            let (name, rest) = line.split_once(':')?;
            let is_name = !name.is_empty() && name.len() < 60 && name.bytes().all(|byte| byte.is_ascii_graphic());
            if !is_name {
                return None;
            }
            count += 1;
            value = rest.to_owned();
            let name = name.to_ascii_lowercase();
            found.known += usize::from(HEADERS.contains(&name.as_str()));
            match name.as_str() {
                "from" => found.from = Some(rest.trim().to_owned()),
                "subject" => found.subject = true,
                "date" => found.date = true,
                "snapshot-content-location" => found.is_page = true,
                _ => {}
            }
        }
        has_parts |= value.to_ascii_lowercase().contains("multipart/related");
    }
    // Browsers write their own name as the sender, in the language of the user; programs that generate pages write none.
    found.is_page |= has_parts && found.from.as_deref().is_none_or(|from| !from.contains('@'));
    Some(found)
}

/// Returns whether a line separates the messages of an mbox: `From anna@post.example Sat Nov 14 06:30:00 2015`.
pub(in crate::corpus::readers) fn separates_messages(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let Ok(rest) = std::str::from_utf8(rest.get(..200).unwrap_or(rest)) else { return false };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let is_clock =
        |word: &&str| word.len() >= 5 && word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit());
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    words.len() >= 6 && words.iter().any(is_clock) && words.iter().any(is_year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_is_told_by_its_headers() {
        for text in [
            "From: a@b.example (Anna)\nSubject: Re: boats\n\nText",
            "Received: from x\n\tby y; Sat\nFrom: Anna <a@b.example>\nTo: c@d.example\nSubject: x\n\nText",
            "From: Anna\nTo: Bo\nDate: today\nSubject: x\n\nText",
        ] {
            assert!(is_mail(text), "{text}");
        }
        for text in [
            "From: the harbour\n\nText",
            "Ferry runs aground\n\nFrom: a@b.example",
            "Note: x\nDate: y\n\nText",
            "From here: a walk\nThe river",
        ] {
            assert!(!is_mail(text), "{text}");
        }
        let newsletter =
            "MIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=x\nFrom: a@b.example\nSubject: x\n\n";
        assert!(is_mail(newsletter) && !is_saved_page(newsletter));
        for from in ["From: <Gespeichert von Windows Internet Explorer 8>\n", ""] {
            let page = format!("{from}Subject: x\nMIME-Version: 1.0\nContent-Type: Multipart/Related; boundary=x\n\n");
            assert!(is_saved_page(&page) && !is_mail(&page), "{page}");
        }
        let page = "From: <Saved by Blink>\nSnapshot-Content-Location: https://x.example\nSubject: x\nDate: y\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=x\n\n";
        assert!(is_saved_page(page) && !is_mail(page));
        assert!(separates_messages(b"From anna@post.example Sat Nov 14 06:30:00 2015\n"));
        assert!(!separates_messages(b"From here on the river rose at 9:30 in 2015"));
    }
}
