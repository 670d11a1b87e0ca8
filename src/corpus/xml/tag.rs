//! Start tags: names, namespaces and attributes.

use super::references::decoded;
use quick_xml::events::attributes::Attributes;
use std::rc::Rc;

/// A start tag.
#[derive(Debug, Clone, Default)]
pub(in crate::corpus) struct XmlTag {
    /// The name without its prefix.
    pub(in crate::corpus) name: Box<str>,
    /// The namespace; the prefix itself if it is undeclared, and empty without a prefix.
    pub(in crate::corpus) space: Rc<str>,
    /// The attributes with their prefixes, without declarations of namespaces.
    pub(super) attributes: Vec<(Box<str>, String)>,
    /// Whether the element has no content.
    pub(super) is_empty: bool,
}

impl XmlTag {
    /// Returns the value of an attribute, by its name with or without its prefix.
    pub(in crate::corpus) fn attribute(&self, name: &str) -> Option<&str> {
        let exact = self.attributes.iter().find(|(known, _)| &**known == name);
        let local = || self.attributes.iter().find(|(known, _)| local(known) == name);
        exact.or_else(local).map(|(_, value)| value.as_str())
    }
}

/// Returns a name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The namespaces declared by open elements.
#[derive(Default)]
pub(super) struct Namespaces {
    /// The depth of the declaring element, the prefix and the namespace.
    declared: Vec<(usize, Box<str>, Rc<str>)>,
    /// Undeclared prefixes found so far.
    undeclared: Vec<Rc<str>>,
    none: Rc<str>,
}

/// The maximum number of prefixes that are remembered; files have a dozen.
const MOST_PREFIXES: usize = 100;

impl Namespaces {
    /// Parses the inside of a start tag, at a depth of `depth` open elements.
    pub(super) fn tag(&mut self, inside: &str, is_empty: bool, depth: usize) -> XmlTag {
        let end = inside.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(inside.len());
        let (name, rest) = inside.split_at_checked(end).unwrap_or((inside, ""));
        let mut attributes = Vec::new();
        if rest.contains('=') {
            let mut parsed = Attributes::html(rest, 0);
            // A broken attribute is dropped, and the others are read.
            for attribute in parsed.with_checks(false).filter_map(Result::ok) {
                let value = decoded(&attribute.value).into_owned();
                match attribute.key.0 {
                    "xmlns" => self.declare(depth, "", &value),
                    name if name.starts_with("xmlns:") => self.declare(depth, local(name), &value),
                    name => attributes.push((name.into(), value)),
                }
            }
        }
        XmlTag { name: local(name).into(), space: self.space_of(name), attributes, is_empty }
    }

    /// Drops the declarations of elements below this depth.
    pub(super) fn close(&mut self, depth: usize) {
        while self.declared.last().is_some_and(|(declared, ..)| *declared >= depth) {
            self.declared.pop();
        }
    }

    fn declare(&mut self, depth: usize, prefix: &str, space: &str) {
        if self.declared.len() < MOST_PREFIXES {
            self.declared.push((depth, prefix.into(), space.into()));
        }
    }

    fn space_of(&mut self, name: &str) -> Rc<str> {
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        if let Some((.., space)) = self.declared.iter().rev().find(|(_, known, _)| &**known == prefix) {
            return Rc::clone(space);
        }
        if prefix.is_empty() {
            return Rc::clone(&self.none);
        }
        if let Some(known) = self.undeclared.iter().find(|known| &***known == prefix) {
            return Rc::clone(known);
        }
        let space: Rc<str> = prefix.into();
        if self.undeclared.len() < MOST_PREFIXES {
            self.undeclared.push(Rc::clone(&space));
        }
        space
    }
}
