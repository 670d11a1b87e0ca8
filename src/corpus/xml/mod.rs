//! A small, tolerant XML reader, for wires, feeds and exports.
//!
//! Real files declare the wrong encoding, use HTML entities and undeclared prefixes, leave tags open and put `]]>` into CDATA, and one such error must not cost
//! the rest of the file. So a scanner splits the file into tags and text and treats everything that is not a tag as text; the inside of a tag is parsed by
//! `quick-xml`, which alone would stop at the first broken tag. A stream is read record by record: [`XmlStream`] walks over the tags outside of records, and
//! [`XmlStream::element`] reads one record into a tree.
//!
//! Namespaces are those declared, or the prefix if it is undeclared. Entities of a DTD are not expanded: they may stand for gigabytes.

mod boundaries;
mod element;
mod prose;
mod records;
mod references;
mod root;
mod scanner;
mod stream;
mod tag;
mod tree;

pub(super) use element::{Element, XmlNode};
pub(super) use prose::{flowed, unwrapped, wrapped};
pub(super) use records::{each_element, each_record};
pub(super) use root::{Root, root};
pub(super) use stream::{Outside, XmlStream, parse};
pub(super) use tag::XmlTag;
