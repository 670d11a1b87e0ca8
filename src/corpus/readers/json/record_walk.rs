//! Streaming traversal of JSON that emits articles as they are parsed.
//!
//! serde visitors pull values from the parser, so a list of articles is read member by member. All other values are kept in memory, because they may belong to
//! an article.

use super::{omnivore, unfold};
use crate::corpus::draft::Draft;
use crate::corpus::fields;
use crate::corpus::reader::{ReadRecord, ReaderContext, RecordSink};
use crate::corpus::skip::SkipReason;
use crate::corpus::transcode::RecordBudget;
use serde::Deserializer;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Fields that contain lists of articles. An object with a body before such a list is itself an article, whatever the list contains.
const ENVELOPES: &[&str] = &[
    "articles",
    "bookmarks",
    "data",
    "docs",
    "documents",
    "entries",
    "hits",
    "items",
    "news",
    "posts",
    "records",
    "response",
    "results",
    "stories",
    "value",
];

/// The state of a traversal.
pub(super) struct RecordWalk<'a, 'r> {
    context: &'a ReaderContext<'a>,
    records: &'a mut RecordSink<'r>,
    /// The budget of a streamed text.
    budget: Option<&'a RecordBudget<'a>>,
    /// Whether the sink returned `Break`.
    stopped: bool,
}

impl<'a, 'r> RecordWalk<'a, 'r> {
    /// Starts a traversal that emits articles to `records`.
    pub(super) fn new(
        context: &'a ReaderContext<'a>,
        budget: Option<&'a RecordBudget<'a>>,
        records: &'a mut RecordSink<'r>,
    ) -> Self {
        Self { context, records, budget, stopped: false }
    }

    /// Reads values until the input ends; a file can have several without being JSON lines.
    pub(super) fn values<'de, R: serde_json::de::Read<'de>>(
        &mut self,
        deserializer: &mut serde_json::Deserializer<R>,
    ) -> Result<(), serde_json::Error> {
        loop {
            self.renew_budget();
            let value = ValuePosition::Top(self).deserialize(&mut *deserializer);
            if self.stopped {
                return Ok(());
            }
            self.visited(value?);
            if self.stopped || deserializer.end().is_ok() {
                return Ok(());
            }
        }
    }

    fn renew_budget(&self) {
        if let Some(budget) = self.budget {
            budget.renew();
        }
    }

    fn visited(&mut self, value: VisitedValue) {
        match value {
            VisitedValue::List => {}
            VisitedValue::Value(value) => self.record(&value),
            VisitedValue::TooSlow(reason) => self.emit(Err(reason)),
        }
    }

    fn record(&mut self, value: &Value) {
        let draft = match value {
            Value::Object(fields) => {
                let mut draft = fields::draft(fields, self.context.map);
                if !draft.has_more_than_headline() && self.articles_inside(fields) {
                    return;
                }
                if let Err(reason) = omnivore::complete(fields, self.context, &mut draft) {
                    self.emit(Err(reason));
                    return;
                }
                draft.incomplete |= draft.body.is_none();
                Ok(draft)
            }
            Value::Array(_) => Err("a list"),
            Value::String(_) => Err("a string"),
            Value::Number(_) => Err("a number"),
            Value::Bool(_) => Err("a boolean"),
            Value::Null => Err("null"),
        };
        self.emit(draft.map_err(|found| SkipReason::NotAnObject { found }));
    }

    /// Emits the articles inside an object that is not one itself, and returns whether there were any.
    fn articles_inside(&mut self, record: &Map<String, Value>) -> bool {
        let map = self.context.map;
        let mut found = false;
        unfold::each_inside(record, map, &mut |mut draft| {
            found = true;
            draft.incomplete |= draft.body.is_none();
            self.emit(Ok(draft));
            !self.stopped
        });
        found
    }

    fn emit(&mut self, draft: Result<Draft, SkipReason>) {
        self.stopped = (self.records)(ReadRecord { line: None, draft }).is_break();
    }

    /// Emits the remaining members of a list of articles.
    fn list<'de, A: SeqAccess<'de>>(&mut self, mut list: A) -> Result<(), A::Error> {
        loop {
            self.renew_budget();
            let Some(member) = list.next_element_seed(ValuePosition::Member(self))? else {
                return Ok(());
            };
            self.visited(member);
            self.check_stopped()?;
        }
    }

    /// Returns an error once the sink has stopped, the only way to leave a visitor early.
    fn check_stopped<E: serde::de::Error>(&self) -> Result<(), E> {
        if self.stopped { Err(E::custom("stopped")) } else { Ok(()) }
    }
}

/// The result of visiting a value.
enum VisitedValue {
    /// A list of articles, already emitted.
    List,
    /// Any other value.
    Value(Value),
    /// An object that took too long, read to its end without being kept.
    TooSlow(SkipReason),
}

/// The position of a value, which decides whether a list contains articles.
enum ValuePosition<'w, 'a, 'r> {
    /// At the top level: a list contains articles.
    Top(&'w mut RecordWalk<'a, 'r>),
    /// In a field of [`ENVELOPES`]: a list contains articles if its first member is an object.
    Envelope(&'w mut RecordWalk<'a, 'r>),
    /// In a list of articles: it is one.
    Member(&'w mut RecordWalk<'a, 'r>),
}

impl<'de> DeserializeSeed<'de> for ValuePosition<'_, '_, '_> {
    type Value = VisitedValue;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<VisitedValue, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValuePosition<'_, '_, '_> {
    type Value = VisitedValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<VisitedValue, A::Error> {
        let walk = match self {
            Self::Top(walk) => {
                walk.list(list)?;
                return Ok(VisitedValue::List);
            }
            Self::Envelope(walk) => walk,
            Self::Member(_) => {
                let members = Value::deserialize(SeqAccessDeserializer::new(list))?;
                return Ok(VisitedValue::Value(members));
            }
        };
        let mut members = Vec::new();
        match list.next_element_seed(ValuePosition::Member(walk))? {
            Some(VisitedValue::Value(first)) if !first.is_object() => members.push(first),
            Some(first) => {
                walk.visited(first);
                walk.check_stopped()?;
                walk.list(list)?;
                return Ok(VisitedValue::List);
            }
            None => return Ok(VisitedValue::List),
        }
        while let Some(member) = list.next_element()? {
            members.push(member);
        }
        Ok(VisitedValue::Value(Value::Array(members)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<VisitedValue, A::Error> {
        let is_member = matches!(self, Self::Member(_));
        let (Self::Top(walk) | Self::Envelope(walk) | Self::Member(walk)) = self;
        let mut fields = Map::new();
        let mut lists = false;
        // Lists after a body belong to the article. Tracked here, because searching all fields for each name would be quadratic.
        let mut has_body = false;
        while let Some(name) = object.next_key::<String>()? {
            if let Err(reason) = walk.context.limits.time.step() {
                object.next_value::<IgnoredAny>()?;
                while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                return Ok(VisitedValue::TooSlow(reason));
            }
            let may_hold_articles = !is_member && ENVELOPES.contains(&fields::plain_name(&name).as_str());
            if may_hold_articles && !has_body {
                match object.next_value_seed(ValuePosition::Envelope(walk))? {
                    VisitedValue::List => lists = true,
                    VisitedValue::TooSlow(reason) => {
                        walk.emit(Err(reason));
                        walk.check_stopped()?;
                        lists = true;
                    }
                    VisitedValue::Value(value) => {
                        has_body |= fields::is_body(&name);
                        fields.insert(name, value);
                    }
                }
            } else {
                has_body |= fields::is_body(&name);
                fields.insert(name, object.next_value()?);
            }
        }
        Ok(if lists { VisitedValue::List } else { VisitedValue::Value(Value::Object(fields)) })
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<VisitedValue, E> {
        Ok(VisitedValue::Value(text.into()))
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<VisitedValue, E> {
        Ok(VisitedValue::Value(value.into()))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<VisitedValue, E> {
        Ok(VisitedValue::Value(number.into()))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<VisitedValue, E> {
        Ok(VisitedValue::Value(number.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<VisitedValue, E> {
        Ok(VisitedValue::Value(number.into()))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<VisitedValue, E> {
        Ok(VisitedValue::Value(Value::Null))
    }
}
