//! The root element of a file, which identifies its format.

use super::scanner::{XmlScanner, XmlToken};
use super::tag::{Namespaces, XmlTag};

/// The root element of an XML or SGML file.
#[derive(Debug)]
pub(in crate::corpus) struct Root {
    /// Its start tag.
    pub(in crate::corpus) tag: XmlTag,
    /// The start tags after it, as far as the sample contains them.
    pub(in crate::corpus) inside: Vec<XmlTag>,
}

/// The number of start tags examined after the root.
const LOOK_INSIDE: usize = 40;

/// Returns the root element of a file that begins with `text`; `None` if it does not begin with a tag.
pub(in crate::corpus) fn root(text: &str) -> Option<Root> {
    if !text.starts_with('<') {
        return None;
    }
    let mut scanner = XmlScanner::new(text.as_bytes());
    let mut namespaces = Namespaces::default();
    let mut found: Option<Root> = None;
    while let Ok(Some(token)) = scanner.next() {
        match (token, &mut found) {
            (XmlToken::Start(inside, is_empty), None) => {
                found = Some(Root { tag: namespaces.tag(inside, is_empty, 0), inside: Vec::new() });
            }
            (XmlToken::Start(inside, is_empty), Some(root)) if root.inside.len() < LOOK_INSIDE => {
                root.inside.push(namespaces.tag(inside, is_empty, 1));
            }
            (XmlToken::Start(..), Some(_)) => break,
            (XmlToken::Text(text), None) if !text.trim().is_empty() => return None,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_is_the_first_element() {
        for (text, name, space, inside) in [
            (
                "<?xml version='1.0'?>\n<!-- <a> -->\n<!DOCTYPE nitf SYSTEM 'x'>\n<nitf><head/>",
                "nitf",
                "",
                Some("head"),
            ),
            ("<rdf:RDF xmlns:rdf='r' xmlns='p'><channel>", "RDF", "r", Some("channel")),
            ("<atom:feed><", "feed", "atom", None),
            ("<REUTERS TOPICS=\"YES\">\n<DATE>", "REUTERS", "", Some("DATE")),
        ] {
            let root = root(text).expect(text);
            assert_eq!((&*root.tag.name, &*root.tag.space), (name, space), "{text}");
            assert_eq!(root.inside.first().map(|tag| &*tag.name), inside, "{text}");
        }
        assert!(root("<3 and <b>").is_none());
        assert!(root("a<b>").is_none());
    }
}
