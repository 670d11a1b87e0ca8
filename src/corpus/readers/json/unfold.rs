//! Finds articles inside an object that is not one itself, such as the response of a service with lists in unusual fields.

use crate::corpus::draft::Draft;
use crate::corpus::field_map::FieldMap;
use crate::corpus::fields;
use serde_json::{Map, Value};

/// The maximum depth at which articles are searched for; the parser allows more.
const DEEPEST: usize = 24;

/// The name under which folders of bookmarks list their contents.
const CHILDREN: &str = "children";

/// Passes the articles inside an object to `emit`, in their order, until that returns `false`. An object is an article if it has a headline or a body and a
/// field that goes with them.
pub(super) fn each_inside(record: &Map<String, Value>, map: &FieldMap, emit: &mut dyn FnMut(Draft) -> bool) {
    let stories: Option<Vec<Draft>> = record.iter().map(|(id, sentences)| story(id, sentences)).collect();
    if let Some(stories) = stories {
        let _ = stories.into_iter().all(emit);
        return;
    }
    for value in record.values() {
        if !visit(value, DEEPEST, map, emit) {
            return;
        }
    }
}

fn visit(value: &Value, depth: usize, map: &FieldMap, emit: &mut dyn FnMut(Draft) -> bool) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return true };
    match value {
        Value::Array(members) => members.iter().all(|member| visit(member, depth, map, emit)),
        Value::Object(record) => {
            if !record.contains_key(CHILDREN) {
                let draft = fields::draft(record, map);
                if is_article(&draft) {
                    return emit(draft);
                }
            }
            record.values().all(|value| visit(value, depth, map, emit))
        }
        _ => true,
    }
}

fn is_article(draft: &Draft) -> bool {
    let has_text = draft.body.is_some() || draft.lead.is_some();
    let has_origin = draft.url.is_some() || draft.published.is_some() || draft.source.is_some();
    draft.headline.is_some() && (has_text || has_origin) || draft.body.is_some() && has_origin
}

/// Joins the sentences of one story, which the old API of Media Cloud returns under the number of the story.
fn story(id: &str, sentences: &Value) -> Option<Draft> {
    let members: Vec<&Map<String, Value>> =
        sentences.as_array()?.iter().map(Value::as_object).collect::<Option<_>>()?;
    let first = members.first().filter(|first| first.contains_key("stories_id"))?;
    let sentence = |member: &&Map<String, Value>| Some(member.get("sentence")?.as_str()?.trim().to_owned());
    let texts: Vec<String> = members.iter().filter_map(sentence).collect();
    let mut draft = fields::draft(first, &FieldMap::default());
    draft.own_id = Some(id.to_owned());
    draft.body = Some(texts.join(" "));
    Some(draft)
}
