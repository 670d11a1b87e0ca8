//! The tree of one record.

use super::tag::XmlTag;

/// An element with its content.
#[derive(Debug, Clone, Default)]
pub(in crate::corpus) struct Element {
    /// Its start tag.
    pub(in crate::corpus) tag: XmlTag,
    /// Its elements and texts.
    pub(in crate::corpus) content: Vec<XmlNode>,
}

/// A part of the content of an element.
#[derive(Debug, Clone)]
pub(in crate::corpus) enum XmlNode {
    Element(Element),
    /// Text with its entities decoded; a long text is split into several nodes.
    Text(String),
}

impl Element {
    /// Returns the name without its prefix.
    pub(in crate::corpus) fn name(&self) -> &str {
        &self.tag.name
    }

    /// Returns the value of an attribute, by its name with or without its prefix; `None` if it is empty.
    pub(in crate::corpus) fn attribute(&self, name: &str) -> Option<&str> {
        self.tag.attribute(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// Returns the child elements.
    pub(in crate::corpus) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.content.iter().filter_map(|node| match node {
            XmlNode::Element(element) => Some(element),
            XmlNode::Text(_) => None,
        })
    }

    /// Returns the child elements with a name.
    pub(in crate::corpus) fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements().filter(move |element| element.name() == name)
    }

    /// Returns the first child element with a name.
    pub(in crate::corpus) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name() == name)
    }

    /// Returns the first element at a path of names such as `head/docdata/date.issue`.
    pub(in crate::corpus) fn at(&self, path: &str) -> Option<&Self> {
        match path.split_once('/') {
            Some((first, rest)) => {
                self.elements().filter(|child| child.name() == first).find_map(|child| child.at(rest))
            }
            None => self.child(path),
        }
    }

    /// Returns all elements at a path of names.
    pub(in crate::corpus) fn all_at<'a>(&'a self, path: &'a str) -> Vec<&'a Self> {
        match path.split_once('/') {
            Some((first, rest)) => self.children(first).flat_map(|child| child.all_at(rest)).collect(),
            None => self.children(path).collect(),
        }
    }

    /// Returns all descendants, in the order of their start tags.
    pub(in crate::corpus) fn descendants(&self) -> Vec<&Self> {
        let mut found = Vec::new();
        self.add_descendants(&mut found);
        found
    }

    fn add_descendants<'a>(&'a self, found: &mut Vec<&'a Self>) {
        for element in self.elements() {
            found.push(element);
            element.add_descendants(found);
        }
    }

    /// Returns the first descendant with a name.
    pub(in crate::corpus) fn find(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|element| if element.name() == name { Some(element) } else { element.find(name) })
    }

    /// Returns the descendants with a name.
    pub(in crate::corpus) fn find_all(&self, name: &str) -> Vec<&Self> {
        self.descendants().into_iter().filter(|element| element.name() == name).collect()
    }

    /// Returns the whole text inside, unchanged.
    pub(in crate::corpus) fn text(&self) -> String {
        let mut text = String::with_capacity(self.text_length());
        self.add_text(&mut text);
        text
    }

    fn text_length(&self) -> usize {
        let length = |node: &XmlNode| match node {
            XmlNode::Element(element) => element.text_length(),
            XmlNode::Text(piece) => piece.len(),
        };
        self.content.iter().map(length).sum()
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.content {
            match node {
                XmlNode::Element(element) => element.add_text(text),
                XmlNode::Text(piece) => text.push_str(piece),
            }
        }
    }

    /// Returns the text directly inside, without that of child elements.
    pub(in crate::corpus) fn own_text(&self) -> String {
        let texts = self.content.iter().filter_map(|node| match node {
            XmlNode::Element(_) => None,
            XmlNode::Text(piece) => Some(piece.as_str()),
        });
        texts.collect()
    }
}
