//! The settings and the mapping of an index on a cluster.

use super::settings::ClusterSettings;
use super::tokens::ANY_WORD;
use crate::matching::POSITION_GAP;
use crate::query::{Field, FieldKind};
use crate::scoring::{IndexPolicy, SearchPolicy};
use crate::text::ANALYSIS;
use serde_json::{Map, Value, json};

/// The version of the mapping; raised when a new version cannot use an older index.
pub(super) const MAPPING_VERSION: u32 = 3;

/// The names of the fields of an article's document, except those of its texts and labels.
pub(super) mod field {
    pub(in crate::engine::opensearch) const HEADLINE: &str = "headline";
    /// The stated lead.
    pub(in crate::engine::opensearch) const LEAD: &str = "lead";
    /// The first words of the body of an article without a stated lead.
    pub(in crate::engine::opensearch) const OPENING: &str = "opening";
    pub(in crate::engine::opensearch) const BODY: &str = "body";
    /// Each stem once with its weighted count.
    pub(in crate::engine::opensearch) const RANK: &str = "rank";
    /// The number of the article in the order of writing.
    pub(in crate::engine::opensearch) const ADDRESS: &str = "address";
    pub(in crate::engine::opensearch) const ID: &str = "article_id";
    pub(in crate::engine::opensearch) const FILE: &str = "file";
    pub(in crate::engine::opensearch) const FOLDER: &str = "folder";
    /// The innermost folder.
    pub(in crate::engine::opensearch) const OWN_FOLDER: &str = "own_folder";
    pub(in crate::engine::opensearch) const LANGUAGE: &str = "language";
    pub(in crate::engine::opensearch) const EVIDENCE: &str = "language_evidence";
    /// The code of the [`VersionMark`](crate::engine::versions::VersionMark).
    pub(in crate::engine::opensearch) const VERSION: &str = "version";
    pub(in crate::engine::opensearch) const HAS: &str = "has";
    /// The keys of whole values, each prefixed with the name of its field.
    pub(in crate::engine::opensearch) const VALUE: &str = "value";
    pub(in crate::engine::opensearch) const SOURCE_NAME: &str = "source_name";
    pub(in crate::engine::opensearch) const SECTION_NAME: &str = "section_name";
    pub(in crate::engine::opensearch) const FIRST_DAY: &str = "first_day";
    pub(in crate::engine::opensearch) const LAST_DAY: &str = "last_day";
    pub(in crate::engine::opensearch) const ORDER: &str = "order";
    pub(in crate::engine::opensearch) const ADDED: &str = "added";
    pub(in crate::engine::opensearch) const WORDS: &str = "words";
    pub(in crate::engine::opensearch) const OCR: &str = "ocr";
    pub(in crate::engine::opensearch) const FINGERPRINT: &str = "fingerprint";
    pub(in crate::engine::opensearch) const TIE: &str = "tie";
    /// The weighted length, as the index stores it.
    pub(in crate::engine::opensearch) const LENGTH: &str = "length";
    pub(in crate::engine::opensearch) const ARTICLE: &str = "article";
}

/// Returns the name of the field of a label.
pub(super) fn label_field(label: Field) -> String {
    format!("label_{}", label.name())
}

/// Returns the body of the request that creates the index.
pub(super) fn index_body(settings: &ClusterSettings) -> Value {
    let SearchPolicy { k1, b, .. } = SearchPolicy::CURRENT;
    // BM25 without the IDF, which the query gives as its boost: Lucene's counts deleted articles.
    let formula = format!(
        "return query.boost * doc.freq / (doc.freq + {k1} * ({} + {b} * doc.length * field.docCount / field.sumTotalTermFreq));",
        1.0 - b
    );
    let mut index = json!({
        "refresh_interval": "-1",
        "similarity": { "dateline": { "type": "scripted", "script": { "source": formula } } },
        "analysis": {
            "tokenizer": { "blanks": { "type": "whitespace", "max_token_length": MAX_TOKEN } },
            "filter": {
                "same_position": { "type": "pattern_capture", "preserve_original": false, "patterns": ["([^|]++)"] },
                "any_word": { "type": "stop", "stopwords": [ANY_WORD] },
                "count": { "type": "delimited_term_freq", "delimiter": "^" },
            },
            "analyzer": {
                "text": { "type": "custom", "tokenizer": "blanks", "filter": ["same_position"] },
                QUERY_ANALYZER: { "type": "custom", "tokenizer": "blanks", "filter": ["same_position", "any_word"] },
                "rank": { "type": "custom", "tokenizer": "blanks", "filter": ["same_position", "count"] },
            },
        },
    });
    for (name, number) in [("number_of_shards", settings.shards), ("number_of_replicas", settings.replicas)] {
        if let (Some(index), Some(number)) = (index.as_object_mut(), number) {
            index.insert(name.to_owned(), number.into());
        }
    }
    json!({
        "settings": { "index": index },
        "mappings": {
            "dynamic": false,
            "_meta": meta(&settings.archive),
            "_source": { "excludes": excluded() },
            "properties": properties(),
        },
    })
}

/// The name of the analyzer of queries.
pub(super) const QUERY_ANALYZER: &str = "query";

/// Lucene's maximum length of a term.
const MAX_TOKEN: u32 = 32_766;

/// Returns the entry of Dateline in the mapping.
pub(super) fn meta(archive: &str) -> Value {
    json!({ "dateline": {
        "mapping": MAPPING_VERSION,
        "analysis": ANALYSIS,
        "index_policy": IndexPolicy::CURRENT.fingerprint(),
        "archive": archive,
    }})
}

fn labels() -> impl Iterator<Item = Field> {
    Field::all().filter(|field| field.kind() == FieldKind::Label)
}

fn texts() -> impl Iterator<Item = String> {
    let texts = [field::HEADLINE, field::LEAD, field::OPENING, field::BODY];
    texts.into_iter().map(str::to_owned).chain(labels().map(label_field))
}

/// Returns the fields that `_source` leaves out: those that are columns, or can be recomputed from the article.
fn excluded() -> Vec<String> {
    let read = [field::ADDRESS, field::TIE, field::LENGTH, field::ORDER];
    let columns = KEYWORDS.into_iter().chain(NUMBERS).filter(|column| !read.contains(column));
    let keys = columns.chain([field::RANK, field::HAS, field::VALUE, field::FOLDER]);
    texts().chain(keys.map(str::to_owned)).collect()
}

/// The fields whose values are compared as a whole.
const KEYWORDS: [&str; 8] = [
    field::ID,
    field::FILE,
    field::OWN_FOLDER,
    field::LANGUAGE,
    field::EVIDENCE,
    field::VERSION,
    field::SOURCE_NAME,
    field::SECTION_NAME,
];

/// The fields with numbers.
const NUMBERS: [&str; 10] = [
    field::ADDRESS,
    field::FIRST_DAY,
    field::LAST_DAY,
    field::ORDER,
    field::ADDED,
    field::WORDS,
    field::OCR,
    field::FINGERPRINT,
    field::TIE,
    field::LENGTH,
];

fn properties() -> Value {
    let mut properties = Map::new();
    let mut add = |name: &str, mapping: Value| properties.insert(name.to_owned(), mapping);
    for text in texts() {
        let mapping = json!({
            "type": "text", "analyzer": "text", "search_analyzer": QUERY_ANALYZER, "norms": false, "index_options": "positions",
            "position_increment_gap": POSITION_GAP,
        });
        add(&text, mapping);
    }
    let rank = json!({ "type": "text", "analyzer": "rank", "index_options": "freqs", "similarity": "dateline" });
    add(field::RANK, rank);
    for keyword in KEYWORDS {
        add(keyword, json!({ "type": "keyword" }));
    }
    for term in [field::FOLDER, field::HAS, field::VALUE] {
        add(term, json!({ "type": "keyword", "doc_values": false }));
    }
    for number in NUMBERS {
        add(number, json!({ "type": "long" }));
    }
    add(field::ARTICLE, json!({ "type": "object", "enabled": false }));
    Value::Object(properties)
}

/// The code of an unknown language.
pub(super) const NO_LANGUAGE: &str = "und";

/// Returns the term of a whole value of a label.
pub(super) fn value_key(label: Field, key: &str) -> String {
    let term = format!("{}:{key}", label.name());
    if term.len() <= MAX_KEY { term } else { blake3::hash(term.as_bytes()).to_hex().to_string() }
}

/// The maximum length of a value that is stored as a single term, in bytes; a longer one is replaced by its hash.
const MAX_KEY: usize = 8_000;

/// Returns the query for every article; the index also holds documents about its state.
pub(super) fn every_article() -> Value {
    json!({ "exists": { "field": field::ADDRESS } })
}
