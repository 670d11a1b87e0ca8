//! Solr documents as XML: update requests (`add`) and responses (`response`). Fields are read like those of JSON.

use crate::corpus::draft::Draft;
use crate::corpus::field_map::FieldMap;
use crate::corpus::fields;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element};
use serde_json::{Map, Value};

/// Reads Solr documents.
pub(in crate::corpus::readers) struct SolrXmlReader;

impl Reader for SolrXmlReader {
    fn name(&self) -> &'static str {
        "solr-xml"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let Some(root) = xml::root(sample.text) else { return false };
        let has = |name: &str| root.inside.iter().any(|tag| &*tag.name == name);
        match &*root.tag.name {
            "add" | "update" => has("doc") && has("field"),
            "response" => has("result") && sample.text.contains("<doc>"),
            _ => false,
        }
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        xml::each_element(input, context, self.memory_factor(), sink, "doc", |doc| Ok(draft(doc, context.map)))
    }
}

fn draft(doc: &Element, map: &FieldMap) -> Draft {
    let mut draft = fields::draft(&record(doc), map);
    draft.incomplete |= draft.body.is_none();
    draft
}

/// Returns the fields of a document by name; a repeated field, or an `arr`, is a list.
fn record(doc: &Element) -> Map<String, Value> {
    let mut record = Map::new();
    for field in doc.elements() {
        let Some(name) = field.attribute("name") else { continue };
        let values: Vec<Value> = if field.name() == "arr" {
            field.elements().map(|value| Value::String(value.text())).collect()
        } else {
            vec![Value::String(field.text())]
        };
        match record.get_mut(name) {
            Some(Value::Array(known)) => known.extend(values),
            Some(known) => {
                let first = known.take();
                *known = Value::Array(std::iter::once(first).chain(values).collect());
            }
            None => {
                let is_list = field.name() == "arr";
                let value = if is_list { Value::Array(values) } else { values.into_iter().next().unwrap_or_default() };
                record.insert(name.to_owned(), value);
            }
        }
    }
    record
}
