//! The way through JSON values of any size that hands over articles as they come.
//!
//! serde asks for a value where the parser stands, so a list of articles can be read member by member
//! while everything else is held, until it is known whether it belongs to an article.

use crate::corpus::fields;
use crate::corpus::reader::{ReadRecord, ReaderContext, RecordSink};
use crate::corpus::skip::SkipReason;
use crate::corpus::transcode::RecordBudget;
use serde::Deserializer;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Fields in which services and tools put lists of articles. An object that has a text of its own
/// before such a list is an article, whatever the list holds.
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

/// A way through JSON values that hands over articles as they come.
pub(super) struct RecordWalk<'a, 'r> {
    context: &'a ReaderContext<'a>,
    records: &'a mut RecordSink<'r>,
    /// What may be read for one article, where the text is a stream.
    budget: Option<&'a RecordBudget>,
    /// Whether whoever takes the records has had enough.
    stopped: bool,
}

impl<'a, 'r> RecordWalk<'a, 'r> {
    /// Prepares to hand over articles to `records`.
    pub(super) fn new(
        context: &'a ReaderContext<'a>,
        budget: Option<&'a RecordBudget>,
        records: &'a mut RecordSink<'r>,
    ) -> Self {
        Self { context, records, budget, stopped: false }
    }

    /// Reads values until there are no more; a file may have several without being JSON lines.
    pub(super) fn values<'de, R: serde_json::de::Read<'de>>(
        &mut self,
        deserializer: &mut serde_json::Deserializer<R>,
    ) -> Result<(), serde_json::Error> {
        loop {
            self.renew_budget();
            let value = Place::Top(self).deserialize(&mut *deserializer);
            if self.stopped {
                return Ok(());
            }
            if let Seen::Value(value) = value? {
                self.record(&value);
            }
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

    fn record(&mut self, value: &Value) {
        let draft = match value {
            Value::Object(fields) => Ok(fields::draft(fields, self.context.map)),
            Value::Array(_) => Err("a list"),
            Value::String(_) => Err("a text"),
            Value::Number(_) => Err("a number"),
            Value::Bool(_) => Err("true or false"),
            Value::Null => Err("null"),
        };
        let draft = draft.map_err(|found| SkipReason::NotAnObject { found });
        self.stopped = (self.records)(ReadRecord { line: None, draft }).is_break();
    }

    /// Reads the rest of a list whose members are articles.
    fn list<'de, A: SeqAccess<'de>>(&mut self, mut list: A) -> Result<(), A::Error> {
        loop {
            self.renew_budget();
            let Some(member) = list.next_element::<Value>()? else {
                return Ok(());
            };
            self.record(&member);
            self.check_stopped()?;
        }
    }

    /// Ends the reading by an error, which is how a visitor can be left early.
    fn check_stopped<E: serde::de::Error>(&self) -> Result<(), E> {
        if self.stopped { Err(E::custom("stopped")) } else { Ok(()) }
    }
}

/// What a value turned out to be.
enum Seen {
    /// A list of articles, handed over.
    List,
    /// Anything else, held.
    Value(Value),
}

/// Where a value stands.
enum Place<'w, 'a, 'r> {
    /// The whole file: a list is one of articles.
    Top(&'w mut RecordWalk<'a, 'r>),
    /// A field that may hold articles: a list is one of articles if its first member is an object.
    Envelope(&'w mut RecordWalk<'a, 'r>),
}

impl<'de> DeserializeSeed<'de> for Place<'_, '_, '_> {
    type Value = Seen;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Seen, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_, '_, '_> {
    type Value = Seen;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Seen, A::Error> {
        let walk = match self {
            Self::Top(walk) => {
                walk.list(list)?;
                return Ok(Seen::List);
            }
            Self::Envelope(walk) => walk,
        };
        let mut members = Vec::new();
        match list.next_element::<Value>()? {
            Some(first) if first.is_object() => {
                walk.record(&first);
                walk.check_stopped()?;
                walk.list(list)?;
                return Ok(Seen::List);
            }
            Some(first) => members.push(first),
            None => return Ok(Seen::List),
        }
        while let Some(member) = list.next_element()? {
            members.push(member);
        }
        Ok(Seen::Value(Value::Array(members)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Seen, A::Error> {
        let (Self::Top(walk) | Self::Envelope(walk)) = self;
        let mut fields = Map::new();
        let mut lists = false;
        while let Some(name) = object.next_key::<String>()? {
            let may_hold_articles = ENVELOPES.contains(&fields::plain_name(&name).as_str());
            if may_hold_articles && !fields.keys().any(|name| fields::is_body(name)) {
                match object.next_value_seed(Place::Envelope(walk))? {
                    Seen::List => lists = true,
                    Seen::Value(value) => {
                        fields.insert(name, value);
                    }
                }
            } else {
                fields.insert(name, object.next_value()?);
            }
        }
        Ok(if lists { Seen::List } else { Seen::Value(Value::Object(fields)) })
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Seen, E> {
        Ok(Seen::Value(text.into()))
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Seen, E> {
        Ok(Seen::Value(value.into()))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Seen, E> {
        Ok(Seen::Value(number.into()))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Seen, E> {
        Ok(Seen::Value(number.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Seen, E> {
        Ok(Seen::Value(number.into()))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Seen, E> {
        Ok(Seen::Value(Value::Null))
    }
}
