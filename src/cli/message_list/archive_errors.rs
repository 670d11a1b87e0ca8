//! Errors of the command line, the archive and indexing, and reasons to skip input.

use crate::cli::credentials::CredentialsError;
use crate::cli::usage_error::UsageError;
use crate::library::{BackupRefusal, ClusterError, EngineError, IngestError, LocationError, SkipReason};
use std::collections::BTreeSet;
use std::io;
use std::time::Duration;

pub(super) fn denied() -> io::Error {
    io::Error::from_raw_os_error(13)
}

pub(super) fn usage_errors() -> Vec<UsageError> {
    use UsageError as E;
    let errors = vec![E::ReadingOptionsWithoutFolder, E::NoFolders, E::StandardInputWithPaths, E::StandardInputTwice];
    every_variant!(
        errors,
        E::ReadingOptionsWithoutFolder,
        E::NoFolders,
        E::StandardInputWithPaths,
        E::StandardInputTwice
    )
}

pub(super) fn credentials_errors() -> Vec<CredentialsError> {
    use CredentialsError as E;
    let errors = vec![
        E::NotText("DATELINE_CLUSTER_PASSWORD"),
        E::Incomplete("the environment".into()),
        E::Several("cluster.toml".into()),
        E::Unreadable { file: "cluster.toml".into(), source: denied() },
        E::ReadByOthers("/home/me/my cluster.toml".into()),
        E::Invalid { file: "cluster.toml".into(), line: 3 },
    ];
    every_variant!(
        errors,
        E::NotText(_),
        E::Incomplete(_),
        E::Several(_),
        E::Unreadable { .. },
        E::ReadByOthers(_),
        E::Invalid { .. },
    )
}

pub(super) fn engine_errors() -> Vec<EngineError> {
    use EngineError as E;
    let mut errors = vec![
        E::Missing("index".into()),
        E::OtherVersion { folder: "my archive".into(), found: "format 2".into(), wanted: "format 3".into() },
        E::Damaged { folder: "index".into(), what: "archive.json cannot be parsed".into() },
        E::Corrupt("its file meta.json is missing".into()),
        E::Panic("index out of bounds".into()),
        E::Io { action: "read", path: "index/archive.json".into(), source: denied() },
        E::Thread(std::io::ErrorKind::WouldBlock.into()),
        E::TimeLimit { limit: Duration::from_millis(500), part: None },
        E::Index("the file meta.json is missing".into()),
    ];
    errors.extend(cluster_errors().into_iter().map(E::Cluster));
    every_variant!(
        errors,
        E::Missing(_),
        E::OtherVersion { .. },
        E::Damaged { .. },
        E::Corrupt(_),
        E::Panic(_),
        E::Io { .. },
        E::Thread(_),
        E::TimeLimit { .. },
        E::Cluster(_),
        E::Index(_)
    )
}

fn cluster_errors() -> Vec<ClusterError> {
    use ClusterError as E;
    let address = || "https://search.example:9200".to_owned();
    let status = |status, kind: &str, reason: &str| E::Status {
        address: address(),
        status,
        kind: kind.to_owned(),
        reason: reason.to_owned(),
        retry_after: None,
    };
    let errors = vec![
        E::Address(LocationError::Scheme("ftp://search.example/news".to_owned())),
        E::Address(LocationError::Credentials),
        E::Address(LocationError::Host),
        E::Address(LocationError::Index("News".to_owned())),
        E::Unreachable { address: address(), reason: "connection refused".to_owned(), connected: false },
        E::NoAnswer { address: address(), limit: Duration::from_secs(60) },
        E::PlainHttp("http://search.example:9200".to_owned()),
        E::Untrusted { address: address(), reason: "invalid peer certificate: UnknownIssuer".to_owned() },
        E::Certificates { file: "ca.pem".to_owned(), reason: "it holds no certificate in PEM format".to_owned() },
        E::Credentials("a user name must not contain a colon"),
        E::Refused { address: address(), status: 401, reason: "Unauthorized".to_owned() },
        E::Refused {
            address: address(),
            status: 403,
            reason: "no permissions for [indices:data/read/search]".to_owned(),
        },
        E::Redirected { address: address(), target: "https://login.example/start".to_owned() },
        status(404, "index_not_found_exception", "no such index [news]"),
        E::Unexpected { address: address(), what: "it sent a web page, as proxies do".to_owned() },
        E::LargeAnswer { address: address(), limit: 256 << 20 },
        E::Unsupported { found: "Elasticsearch 8.17.0".to_owned(), lacks: "the token filter delimited_term_freq" },
        E::Incomplete("2 of 3 shards failed".to_owned()),
        E::Overloaded { seconds: 60, reason: "429, data too large".to_owned() },
        E::Article { status: 400, reason: "failed to parse field [order]".to_owned() },
        E::TooManyWords(1_000),
        E::KeptElsewhere("news".into()),
        E::Locked { index: "news-1".to_owned(), holder: "/srv/news on desk-7".to_owned() },
        E::NotOurs("news on the cluster is an index of another archive".to_owned()),
    ];
    every_variant!(
        errors,
        E::Address(_),
        E::Unreachable { .. },
        E::NoAnswer { .. },
        E::PlainHttp(_),
        E::Untrusted { .. },
        E::Certificates { .. },
        E::Credentials(_),
        E::Refused { .. },
        E::Redirected { .. },
        E::Status { .. },
        E::Unexpected { .. },
        E::LargeAnswer { .. },
        E::Unsupported { .. },
        E::Incomplete(_),
        E::Overloaded { .. },
        E::Article { .. },
        E::TooManyWords(_),
        E::KeptElsewhere(_),
        E::Locked { .. },
        E::NotOurs(_),
    )
}

pub(super) fn ingest_errors() -> Vec<IngestError> {
    use IngestError as E;
    let json = serde_json::from_str::<u32>("{")
        .map_err(|error| E::Catalogue { path: "index/catalogue.json".into(), source: error.into() });
    let mut errors = vec![
        E::Locked { folder: "index".into(), holder: "dateline index (process 4711) since 2026-11-27 03:10".into() },
        E::NeedsFolder("https://search.example:9200/news".to_owned()),
        E::RootMissing { folder: "clippings".into(), held: 0 },
        E::RootMissing { folder: "/media/disk/my clippings".into(), held: 120 },
        E::UnreadableFolder("clippings/private".into()),
        E::UnknownRoot("clippings".into()),
        E::InsideRoot { file: "clippings/a.txt".into(), root: "clippings".into() },
        E::UnknownArticle("0a1b2c3d4e5f".into()),
        E::BackupFolder { folder: "/backup".into(), reason: BackupRefusal::IsArchive },
        E::BackupFolder { folder: "/backup".into(), reason: BackupRefusal::InsideRoot("/news".into()) },
        E::BackupFolder { folder: "/backup".into(), reason: BackupRefusal::OtherFiles },
        E::BackupFolder { folder: "/backup".into(), reason: BackupRefusal::OtherArchive("/other/index".into()) },
        E::BackupFolder { folder: "/backup".into(), reason: BackupRefusal::OnCluster },
        E::BackupFolder { folder: "/backup".into(), reason: BackupRefusal::Changed },
        E::Io { action: "write", path: "index/lock".into(), source: denied() },
        E::Manifest(denied().into()),
        E::Engine(EngineError::Missing("index".into())),
    ];
    errors.extend(json.err());
    every_variant!(
        errors,
        E::Locked { .. },
        E::NeedsFolder(_),
        E::RootMissing { .. },
        E::UnreadableFolder(_),
        E::UnknownRoot(_),
        E::InsideRoot { .. },
        E::UnknownArticle(_),
        E::BackupFolder { .. },
        E::Io { .. },
        E::Manifest(_),
        E::Catalogue { .. },
        E::Engine(_),
    )
}

pub(super) fn skip_reasons() -> Vec<SkipReason> {
    use SkipReason as R;
    let reasons = vec![
        R::Unreadable(denied()),
        R::NotAFile,
        R::Empty,
        R::FileTooLarge { bytes: 300_000_000, limit: 268_435_456 },
        R::Binary { kind: "a PDF document", advice: Some("convert it to text or HTML first") },
        R::Binary { kind: "binary data", advice: None },
        R::UnknownFormat { found: "source code".into(), known: "text, markdown, html, json".into() },
        R::DamagedCompression(io::Error::new(io::ErrorKind::UnexpectedEof, "unexpected end of file")),
        R::DecompressionBomb { limit: 1_000_000_000 },
        R::RecordTooLarge { limit: 67_108_864 },
        R::Malformed { format: "JSON", detail: "expected `,` or `}` at line 7 column 3".into() },
        R::NestedTooDeeply { what: "elements" },
        R::TooSlow { seconds: 10 },
        R::NotAnObject { found: "a number" },
        R::NotAnArticle { found: "an item of the class picture".into() },
        R::PartOfIssue { issues: vec!["/news/issue-mets.xml".into()] },
        R::PassedOver { what: "images, scripts and other files" },
        R::TextElsewhere { address: "story.xhtml".into() },
        R::NoText,
        R::NoArticles,
        R::TableOfContents,
        R::RefusedByIndex { reason: "the cluster does not take a term of 40,000 bytes".into() },
        R::ReaderFailed { format: "HTML" },
        R::Excluded,
        R::CopyChanged,
        R::Encrypted,
        R::TooManyMembers { limit: 1_000_000 },
        R::NoTextColumn { found: "id, price, stock".into() },
        R::TooMuchMemory,
        R::NoPdfProgram,
        R::ProgramNotStarted { program: "/usr/bin/dateline".into(), error: denied() },
        R::ProgramFailed { program: "tesseract".into() },
        R::NeedsOcr { count: 4, of: 12, pages: "2, 5-7".into(), advice: "they need OCR".into() },
    ];
    every_variant!(
        reasons,
        R::Unreadable(_),
        R::NotAFile,
        R::Empty,
        R::FileTooLarge { .. },
        R::Binary { .. },
        R::UnknownFormat { .. },
        R::DamagedCompression(_),
        R::DecompressionBomb { .. },
        R::RecordTooLarge { .. },
        R::Malformed { .. },
        R::NestedTooDeeply { .. },
        R::TooSlow { .. },
        R::NotAnObject { .. },
        R::NotAnArticle { .. },
        R::PartOfIssue { .. },
        R::PassedOver { .. },
        R::TextElsewhere { .. },
        R::NoText,
        R::NoArticles,
        R::TableOfContents,
        R::RefusedByIndex { .. },
        R::ReaderFailed { .. },
        R::Excluded,
        R::CopyChanged,
        R::Encrypted,
        R::TooManyMembers { .. },
        R::NoTextColumn { .. },
        R::TooMuchMemory,
        R::NoPdfProgram,
        R::ProgramNotStarted { .. },
        R::ProgramFailed { .. },
        R::NeedsOcr { .. },
    )
}
