//! Hints below an error: what to do about it, with the command to type.

use super::credentials::CredentialsError;
use super::query_args::FilterArgs;
use super::usage_error::UsageError;
use crate::library::{ArchiveFault, BackupRefusal, CheckReport, ClusterError, EngineError, FilterError, IngestError};
use crate::output::sanitize_line;
use std::path::Path;

pub(super) fn usage(error: UsageError) -> Option<String> {
    match error {
        UsageError::ReadingOptionsWithoutFolder => {
            Some("name the folder: dateline index FOLDER --source NAME".to_owned())
        }
        UsageError::NoFolders => Some("index a folder: dateline index FOLDER".to_owned()),
        UsageError::StandardInputWithPaths => {
            Some("run the command twice: once with -, once with the paths".to_owned())
        }
        UsageError::StandardInputTwice => None,
    }
}

pub(super) fn engine(error: &EngineError) -> Option<String> {
    match error {
        EngineError::Missing(_) => Some(
            "create one: dateline index FOLDER\nor use another archive: --index DIR, or set DATELINE_INDEX".to_owned(),
        ),
        EngineError::OtherVersion { folder, .. } => {
            Some(format!("rebuild it (the old index is kept until the new one is complete): {}", rebuild(folder)))
        }
        EngineError::Damaged { folder, .. } => Some(format!("rebuild it from its folders: {}", rebuild(folder))),
        EngineError::Corrupt(_) => Some("rebuild it from its folders: dateline index --rebuild".to_owned()),
        EngineError::Panic(_) => Some("find out whether the archive is sound: dateline check --deep".to_owned()),
        EngineError::Thread(_) => {
            Some("use fewer threads (dateline index --jobs 1), or raise the limit of processes".to_owned())
        }
        EngineError::Cluster(error) => cluster(error),
        EngineError::Io { .. } | EngineError::TimeLimit { .. } | EngineError::Index(_) => None,
    }
}

pub(super) fn credentials(error: &CredentialsError) -> Option<String> {
    match error {
        CredentialsError::Incomplete(_) | CredentialsError::Several(_) => {
            Some("give a user and a password, or an API key, or a token: see docs/cluster.md".to_owned())
        }
        CredentialsError::ReadByOthers(file) => Some(format!("make it yours alone: chmod 600 {}", quoted(file))),
        CredentialsError::Invalid { .. } => {
            Some("it takes user and password, or api_key, or token, as in user = \"reader\"".to_owned())
        }
        CredentialsError::NotText(_) | CredentialsError::Unreadable { .. } => None,
    }
}

/// Returns the hint for an error of a cluster.
pub(super) fn cluster(error: &ClusterError) -> Option<String> {
    let hint = match error {
        ClusterError::Unreachable { .. } => "check the address, and that the cluster is running",
        ClusterError::NoAnswer { .. } | ClusterError::Overloaded { .. } => "try again when the cluster has less to do",
        ClusterError::PlainHttp(_) => "write https://, or send everything unencrypted: --insecure-http",
        ClusterError::Untrusted { .. } => "name the certificate of its authority: --ca-file FILE",
        ClusterError::Certificates { .. } => "name a file of certificates in PEM format: --ca-file FILE",
        ClusterError::Credentials(_) => "set DATELINE_CLUSTER_USER and DATELINE_CLUSTER_PASSWORD",
        ClusterError::Refused { status: 401, .. } => {
            "set DATELINE_CLUSTER_USER and DATELINE_CLUSTER_PASSWORD, or name a file with them: see docs/cluster.md"
        }
        ClusterError::Refused { .. } => "ask for the permissions that docs/cluster.md lists",
        ClusterError::Redirected { .. } | ClusterError::Unexpected { .. } => {
            "give the address of the cluster itself: https://HOST:9200/INDEX"
        }
        ClusterError::Unsupported { .. } => "use OpenSearch 2.19 or later",
        ClusterError::TooManyWords(_) => "write more letters of the word",
        ClusterError::KeptElsewhere(_) => "an archive cannot move: index the folders into another one with --index DIR",
        ClusterError::Locked { .. } => "try again later; searching is possible meanwhile",
        ClusterError::NotOurs(_) => "choose another name for the index, or take it over: --adopt",
        _ => return None,
    };
    Some(hint.to_owned())
}

pub(super) fn filter(error: &FilterError) -> Option<String> {
    match error {
        FilterError::Date { .. } => {
            Some("write a date such as 2015, 2015-11, 2015-11-14, \"14 november 2015\", today or 7d".to_owned())
        }
        FilterError::ReversedRange { .. } | FilterError::Language { .. } => None,
    }
}

pub(super) fn ingest(error: &IngestError) -> Option<String> {
    match error {
        IngestError::Engine(error) => engine(error),
        IngestError::Locked { .. } => {
            Some("try again later, or wait longer: --wait SECONDS; searching is possible meanwhile".to_owned())
        }
        IngestError::NeedsFolder(_) => Some("name the folder, on the machine that indexes: --index DIR".to_owned()),
        IngestError::RootMissing { folder, held: 0 } if folder.is_file() => {
            Some(format!("a single file is added with: dateline add {}", quoted(folder)))
        }
        IngestError::RootMissing { held: 0, .. } => Some("name a folder of articles".to_owned()),
        IngestError::RootMissing { folder, .. } => {
            let folder = quoted(folder);
            Some(format!(
                "nothing was changed\n\
                 if its disk is not mounted, mount it and try again\n\
                 to remove its articles: dateline index {folder} --allow-empty\n\
                 to stop indexing the folder: dateline forget {folder}"
            ))
        }
        IngestError::UnreadableFolder(_) => {
            Some("nothing was changed; make the folder readable and try again".to_owned())
        }
        IngestError::UnknownRoot(_) => Some("list the folders of the archive: dateline stats".to_owned()),
        IngestError::InsideRoot { root, .. } => Some(format!(
            "leave out the reading options, or set them for the whole folder: dateline index {} …",
            quoted(root)
        )),
        IngestError::BackupFolder { reason, .. } => Some(backup_folder(reason).to_owned()),
        IngestError::UnknownArticle(_) => Some("list ids: dateline search --format ids QUERY".to_owned()),
        IngestError::Catalogue { .. } => {
            Some("restore it from a backup, or delete it and index the folders again: dateline index FOLDER".to_owned())
        }
        IngestError::Manifest(_) | IngestError::Io { .. } => None,
    }
}

fn backup_folder(reason: &BackupRefusal) -> &'static str {
    match reason {
        BackupRefusal::InsideRoot(_) => {
            "name a folder outside, or a hidden one, or exclude it first: dateline index FOLDER --exclude NAME"
        }
        BackupRefusal::OnCluster => {
            "back up the index with OpenSearch: PUT /_snapshot/REPOSITORY/NAME; and copy the archive's folder with any tool"
        }
        BackupRefusal::Changed => "keep it as an archive, and name another folder for the backup",
        _ => "name an empty folder, or one with an earlier backup of the same archive",
    }
}

/// Returns the hint for a search without results whose filters name a publication or section.
pub(super) fn whole_names(filters: &FilterArgs) -> Option<String> {
    let (option, field, name) = match (filters.source.first(), filters.section.first()) {
        (Some(name), _) => ("--source", "source", name),
        (None, Some(name)) => ("--section", "section", name),
        (None, None) => return None,
    };
    let query = quoted(Path::new(&format!("{field}:\"{}\"", name.replace('"', " "))));
    Some(format!(
        "{option} takes a whole name, as dateline count --by {field} prints it; to find it by a word: {query}"
    ))
}

/// Returns the hint for a search that took too long.
pub(super) fn time_limit() -> &'static str {
    "narrow the query, or search without a time limit: --timeout 0"
}

/// Returns the hint for an indexing run in too little address space.
pub(super) fn address_space() -> &'static str {
    "raise the limit (ulimit -v unlimited); to limit memory, use --memory SIZE"
}

/// Returns the hint for concordance lines that cannot be sorted.
pub(super) fn scratch() -> &'static str {
    "set TMPDIR to a folder with more room, or list fewer lines: -n N"
}

/// The options that help with skipped files and records, by the codes of the reasons.
const SKIPPED: &[(&[&str], &str)] = &[
    (&["file-too-large"], "to read larger files: --max-file-size SIZE"),
    (&["unknown-format"], "to read a file as a format: --read-as FORMAT"),
    (&["no-text", "no-text-column"], "to name the fields or columns of articles: --map headline=NAME,body=NAME"),
    (&["needs-ocr"], "to recognise text in pictures: --ocr, with pdftoppm and tesseract installed"),
];

/// Returns the hint for files and records that were skipped for a reason.
pub(super) fn skipped(code: &str) -> Option<&'static str> {
    SKIPPED.iter().find(|(codes, _)| codes.contains(&code)).map(|(_, hint)| *hint)
}

/// Returns the hint for an article that `dateline show` did not find.
pub(super) fn show() -> &'static str {
    "list ids: dateline search --format ids QUERY"
}

/// Returns the commands that repair the faults of a check.
pub(super) fn check(report: &CheckReport, archive: &Path) -> Option<String> {
    let archive = quoted(archive);
    let is_repairable =
        |fault: &ArchiveFault| matches!(fault, ArchiveFault::Articles { .. } | ArchiveFault::Twice { .. });
    let mut hints = Vec::new();
    if report.has_damage() {
        hints.push(format!("rebuild the index from its folders: dateline index --rebuild --index {archive}"));
    } else if report.faults.iter().any(is_repairable) {
        hints.push(format!(
            "read these files again: dateline check --repair --index {archive}, then dateline index --index {archive}"
        ));
    } else if report.is_behind() {
        hints.push(format!("bring the archive up to date: dateline index --index {archive}"));
    }
    if report.faults.iter().any(|fault| matches!(fault, ArchiveFault::AddedCopy { .. })) {
        hints.push("do not delete the index: a rebuild takes these articles from it".to_owned());
    }
    (!hints.is_empty()).then(|| hints.join("\n"))
}

fn rebuild(archive: &Path) -> String {
    format!("dateline index --rebuild --index {}", quoted(archive))
}

/// Returns a path quoted for a shell; control characters are replaced.
fn quoted(path: &Path) -> String {
    shell_words::quote(&sanitize_line(&path.to_string_lossy())).into_owned()
}
