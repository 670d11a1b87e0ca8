//! Responses of OCR services: Google Vision, Amazon Textract, Azure.

use super::{Service, ServiceRecord};
use crate::corpus::draft::Draft;
use crate::corpus::line_layout;
use serde_json::Value;

pub(super) const SERVICES: &[Service] = &[
    Service {
        is: |record| record.list("responses").iter().any(|page| page.get("fullTextAnnotation").is_some()),
        amend: vision,
    },
    Service { is: |record| record.has(&["fullTextAnnotation"]), amend: vision },
    Service { is: |record| record.has(&["Blocks", "DocumentMetadata"]), amend: textract },
    Service { is: |record| record.has(&["analyzeResult"]), amend: azure },
];

/// Google Vision: the text of each image with its lines.
fn vision(record: &ServiceRecord<'_>, draft: &mut Draft) {
    let one = record.value("fullTextAnnotation").into_iter();
    let many = record.list("responses").iter().filter_map(|page| page.get("fullTextAnnotation"));
    let texts = one.chain(many).filter_map(|found| found.get("text")?.as_str());
    *draft = page(&texts.collect::<Vec<_>>().join("\n\n"), None);
}

/// Amazon Textract: lines among other blocks.
fn textract(record: &ServiceRecord<'_>, draft: &mut Draft) {
    let is_line = |block: &&Value| block.get("BlockType").and_then(Value::as_str) == Some("LINE");
    let lines = || record.list("Blocks").iter().filter(is_line);
    let text = lines().filter_map(|line| line.get("Text")?.as_str()).collect::<Vec<_>>().join("\n");
    let sure: Vec<f64> = lines().filter_map(|line| line.get("Confidence")?.as_f64()).collect();
    let average = (!sure.is_empty()).then(|| sure.iter().sum::<f64>() / sure.len() as f64);
    *draft = page(&text, average);
}

/// Azure: paragraphs, else lines by page, else the whole text.
fn azure(record: &ServiceRecord<'_>, draft: &mut Draft) {
    let Some(result) = record.value("analyzeResult") else { return };
    let list = |value: &Value, name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let text_of = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    // The role identifies running heads and page numbers.
    let is_text = |paragraph: &&Value| {
        !matches!(text_of(paragraph, "role").as_deref(), Some("pageHeader" | "pageFooter" | "pageNumber"))
    };
    let paragraphs = list(result, "paragraphs");
    let paragraphs: Vec<String> =
        paragraphs.iter().filter(is_text).filter_map(|text| text_of(text, "content")).collect();
    if !paragraphs.is_empty() {
        *draft = Draft { body: Some(paragraphs.join("\n\n")), ..Draft::default() };
        return;
    }
    let pages = list(result, "readResults");
    let lines = pages.iter().flat_map(|page| list(page, "lines")).filter_map(|line| text_of(&line, "text"));
    let lines: Vec<String> = lines.collect();
    let text = if lines.is_empty() { text_of(result, "content").unwrap_or_default() } else { lines.join("\n") };
    *draft = page(&text, None);
}

/// Returns the draft of a page, with its lines joined into paragraphs.
fn page(text: &str, sure: Option<f64>) -> Draft {
    let text = line_layout::paragraphs(text, line_layout::wrap_width(text));
    let ocr = sure.filter(|sure| (0.0..=100.0).contains(sure)).map(|sure| sure.round() as u8);
    Draft { body: Some(text).filter(|text| !text.is_empty()), ocr, ..Draft::default() }
}

#[cfg(test)]
mod tests {
    use crate::corpus::field_map::FieldMap;
    use crate::corpus::fields::draft;
    use serde_json::json;

    #[test]
    fn answers_of_recognition_services_are_texts() {
        let text = "The ferry ran aground.";
        for answer in [
            json!({ "responses": [{ "textAnnotations": [{ "description": "The" }], "fullTextAnnotation": { "text": text } }] }),
            json!({ "DocumentMetadata": { "Pages": 1 }, "Blocks": [{ "BlockType": "LINE", "Text": text, "Confidence": 91.6 }, { "BlockType": "WORD", "Text": "The" }] }),
            json!({ "status": "succeeded", "analyzeResult": { "content": "x", "paragraphs": [{ "content": text }, { "content": "3", "role": "pageNumber" }] } }),
            json!({ "analyzeResult": { "readResults": [{ "lines": [{ "text": text }] }] } }),
        ] {
            let found = draft(answer.as_object().expect("an object"), &FieldMap::default());
            assert_eq!(found.body.as_deref(), Some(text), "{answer}");
            assert!(found.ocr.is_none_or(|sure| sure == 92));
        }
    }
}
