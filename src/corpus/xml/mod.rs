//! A small, tolerant reader of XML, for wires, feeds and exports.
//!
//! Real files declare the wrong encoding, use HTML entities and prefixes that nobody declared, leave tags open and put `]]>` into CDATA, and
//! one such fault must not cost the rest of the file. So a scanner cuts the text into tags and text and reads as text whatever is no tag; what
//! is in a tag is parsed by `quick-xml`, which alone would stop at the first broken one. A stream is read record by record: [`XmlStream`]
//! walks over the tags outside of records, and [`XmlStream::element`] reads one record into a tree.
//!
//! Namespaces are those declared, or the prefix where none is. Entities of a DTD are not read: they may stand for gigabytes.

mod element;
mod prose;
mod records;
mod references;
mod root;
mod scanner;
mod stream;
mod tag;

pub(super) use element::{Element, XmlNode};
pub(super) use prose::{flowed, unwrapped, wrapped};
pub(super) use records::each_record;
pub(super) use root::{Root, root};
pub(super) use stream::{Outside, XmlStream, parse};
pub(super) use tag::XmlTag;
