//! Reads the content of a file, and of the members of a container, into articles.

use super::article_queue::ArticleQueue;
use super::assembler::Assembler;
use super::containers::{self, ContainerBudget, ContainerKind, ContainerMember, ContainerSource, MemberSink};
use super::date_order::OrderOfDraft;
use super::decode;
use super::detect_format::{self, detect_format};
use super::draft::Draft;
use super::format_counts::{FormatCount, FormatCounts};
use super::input::{Input, MAX_RECORD_BYTES, MOST_LAYERS};
use super::issue_finder::{self, IssueRole, role_of};
use super::neighbours::{Neighbours, NeighboursOnDisk, NoNeighbours, PartFile};
use super::ocr::OcrRequest;
use super::options::ReadingOptions;
use super::page_store::PageStore;
use super::reader::{ReadRecord, ReaderContext};
use super::reading_limits::{ReadingLimits, STREAMED};
use super::reading_trace::{InspectedContent, ReadingTrace};
use super::skip::{Skip, SkipReason};
use super::used_ids::UsedIds;
use crate::article::Article;
use rustc_hash::FxHashSet;
use std::ops::ControlFlow;
use std::path::Path;

/// The numbers of members of a container, including those of nested containers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct MemberCounts {
    /// Members that were read or tried.
    pub(super) tried: u64,
    /// Members that the patterns of the folder leave out.
    pub(super) left_out: u64,
}

/// Reads one file on disk.
pub(super) struct ContentReader<'a> {
    pub(super) path: &'a Path,
    /// The location of the file, if it differs from its path.
    pub(super) on_disk: &'a Path,
    pub(super) root: Option<&'a Path>,
    pub(super) options: &'a ReadingOptions,
    pub(super) limits: &'a ReadingLimits<'a>,
    pub(super) budget: &'a ContainerBudget,
    /// Records the outcome of each record, for `inspect`.
    pub(super) trace: Option<&'a ReadingTrace>,
    pub(super) sink: &'a mut dyn FnMut(Result<Article, Skip>) -> ControlFlow<()>,
    /// The ids of the articles so far.
    pub(super) used: UsedIds,
    pub(super) formats: FormatCounts,
    /// The number of records, including skipped ones.
    pub(super) records: u64,
    pub(super) members: MemberCounts,
    /// The files that were read with it.
    pub(super) parts: Vec<PartFile>,
    /// Whether `sink` has stopped the reading.
    pub(super) stopped: bool,
}

impl ContentReader<'_> {
    /// Reads the articles of a file, or of a member of it, which may be a container.
    pub(super) fn read(&mut self, input: Input<'_>, member: Option<&str>) -> Result<(), Skip> {
        let path = member.map_or_else(|| self.path.to_owned(), |member| self.path.join(member));
        let layers = input.layers() + 1;
        match ContainerKind::detect(input.head()).filter(|_| !detect_format::is_document(&input, &path)) {
            Some(_) if layers > MOST_LAYERS => {
                Err(SkipReason::NestedTooDeeply { what: "containers and compressions" }.into())
            }
            Some(kind) => self.container(kind, ContainerSource::Stream(input), member, layers),
            None => self.articles(input, member, &path, None),
        }
    }

    /// Reads the members of a container.
    pub(super) fn container(
        &mut self,
        kind: ContainerKind,
        source: ContainerSource<'_>,
        member: Option<&str>,
        layers: u32,
    ) -> Result<(), Skip> {
        let budget = self.budget;
        let mut members = Members {
            reader: self,
            container: member,
            layers,
            pages: PageStore::default(),
            named: FxHashSet::default(),
            failure: None,
            left_out: 0.into(),
        };
        let read = containers::each_member(kind, source, budget, &mut members);
        members.read_issues();
        let Members { failure, left_out, .. } = members;
        self.members.left_out += left_out.get();
        match failure {
            Some(failure) => Err(failure.into()),
            None => Ok(read?),
        }
    }

    fn articles(
        &mut self,
        mut input: Input<'_>,
        member: Option<&str>,
        path: &Path,
        neighbours: Option<&dyn Neighbours>,
    ) -> Result<(), Skip> {
        let (options, limits) = (self.options, self.limits);
        self.members.tried += 1;
        let format = detect_format(&input, path, options.format)?;
        let reader = format.reader();
        if let (Some(root), None, true) = (self.root, member, reader.is_part() || reader.may_be_named()) {
            let issues = issue_finder::issues_of(self.on_disk, root);
            if !issues.is_empty() {
                return Err(SkipReason::PartOfIssue { issues }.into());
            }
        }
        if !reader.is_streamed() {
            input.measure()?;
        }
        let largest = if reader.is_streamed() { STREAMED } else { MAX_RECORD_BYTES as u64 };
        limits.memory.raise(input.most_bytes().min(largest) * reader.memory_factor());
        let on_disk = NeighboursOnDisk::of(self.on_disk);
        let in_container: &dyn Neighbours = if member.is_some() { &NoNeighbours } else { &on_disk };
        let neighbours = neighbours.unwrap_or(in_container);
        let ocr = OcrRequest::of(limits.ocr, &options.ocr, options.language);
        let context = ReaderContext { map: &options.map, limits, path, neighbours, ocr };
        let trace = self.trace;
        if let Some(trace) = trace {
            let encoding = (!reader.is_binary()).then(|| decode::encoding_of(input.head(), input.is_whole()).name());
            let member = member.map(str::to_owned);
            trace.content(InspectedContent { member, format, encoding, records: 0, passed_over: Vec::new() });
        }
        let used = std::mem::take(&mut self.used);
        let mut assembler = Assembler::new(self.path, member, self.root, options).continuing(used);
        let mut records = 0;
        let (mut articles, mut stopped) = (0, false);
        let sink = &mut *self.sink;
        let mut pass_on = |article: Result<Article, Skip>| {
            articles += u64::from(article.is_ok());
            let next = sink(article.map_err(|skip| Skip { member: member.map(str::to_owned), ..skip }));
            stopped |= next.is_break();
            next
        };
        let mut queue = ArticleQueue::new(&mut pass_on);
        // If the name of the file would date the first article, it waits until it is known to be the only one.
        let mut first: Option<(Result<Article, Skip>, OrderOfDraft)> = None;
        let read = reader.read(input, &context, &mut |record: ReadRecord| {
            let record = match record {
                ReadRecord { draft: Err(SkipReason::PassedOver { what }), .. } => {
                    if let Some(trace) = trace {
                        trace.passed_over(what);
                    }
                    limits.time.start();
                    return ControlFlow::Continue(());
                }
                ReadRecord { line, draft: Err(reason) } if reason.is_of_next_article() => {
                    let skip = Skip { member: None, record: Some(records + 1), line, reason };
                    return queue.push(Err(skip), OrderOfDraft::default());
                }
                record => record,
            };
            records += 1;
            if let Some((mut first, dates)) = first.take() {
                assembler.several(first.as_mut().ok());
                queue.push(first, dates)?;
            }
            let dates = record.draft.as_ref().map_or(OrderOfDraft::default(), Draft::open_date_order);
            let mut origins = Vec::new();
            let article = record.draft.and_then(|mut draft| {
                origins = std::mem::take(&mut draft.origins);
                assembler.article(draft, records)
            });
            if let Some(trace) = trace {
                trace.record(member, records, origins, assembler.take_dropped());
            }
            let article = article.and_then(|article| limits.time.check().map(|()| article));
            let left_out = |reason| Skip { member: None, record: Some(records), line: record.line, reason };
            let article = article.map_err(left_out);
            let next = if records == 1 && assembler.is_dated_by_name() {
                first = Some((article, dates));
                ControlFlow::Continue(())
            } else {
                queue.push(article, dates)
            };
            limits.time.start();
            next
        });
        if let Some((article, dates)) = first {
            let _ = queue.push(article, dates);
        }
        self.parts.extend(on_disk.into_parts());
        // Emits the last articles; the sink may already have stopped.
        let _ = queue.finish();
        self.stopped |= stopped;
        self.used = assembler.into_used_ids();
        if let Some(trace) = trace {
            trace.content_records(records.into());
        }
        self.records += u64::from(records);
        self.formats.add(FormatCount { format, files: 1, articles });
        read?;
        if records == 0 && member.is_some() {
            return Err(SkipReason::NoArticles.into());
        }
        Ok(())
    }
}

/// Receives the members of a container.
struct Members<'r, 'a> {
    reader: &'r mut ContentReader<'a>,
    /// The path of the container, if it is nested in another.
    container: Option<&'r str>,
    layers: u32,
    /// Issues and pages, which are read when all of them are known.
    pages: PageStore,
    /// The names of text files that stored items refer to.
    named: FxHashSet<String>,
    /// A disk error, after which nothing more can be read.
    failure: Option<SkipReason>,
    /// The number of members that the patterns leave out.
    left_out: std::cell::Cell<u64>,
}

impl Members<'_, '_> {
    fn path_of(&self, path: &str) -> String {
        self.container.map_or_else(|| path.to_owned(), |container| format!("{container}/{path}"))
    }

    fn read(&mut self, path: &str, content: containers::MemberContent<'_>) -> Result<(), Skip> {
        let limit = self.reader.options.max_file_bytes;
        if content.length > limit && !super::side_files::is_container_name(Path::new(path)) {
            return Err(SkipReason::FileTooLarge { bytes: content.length, limit }.into());
        }
        let input = Input::of_reader(content.reader, content.length, self.layers)?;
        let role = if self.reader.options.format.is_none() { self.role_of(path, &input) } else { None };
        match role {
            Some(role) if self.pages.has_room() => {
                let names_texts = role == IssueRole::Description && issue_finder::has_text_elsewhere(input.head());
                self.pages.keep(path, role, input)?;
                if let Some(item) = self.pages.open(path, self.layers)?.filter(|_| names_texts) {
                    self.named.extend(issue_finder::texts_of_item(item, Path::new(path)));
                }
                Ok(())
            }
            _ => self.reader.read(input, Some(path)),
        }
    }

    /// Returns the role of a member in an issue, or in an item whose text is in another, later member.
    fn role_of(&self, path: &str, input: &Input<'_>) -> Option<IssueRole> {
        let name = path.rsplit('/').next().unwrap_or(path);
        role_of(input.head())
            .or_else(|| self.named.contains(name).then_some(IssueRole::Part))
            .or_else(|| issue_finder::has_text_elsewhere(input.head()).then_some(IssueRole::Description))
    }

    /// Reads the issues of the container with their pages, and the pages that belong to no issue.
    fn read_issues(&mut self) {
        let pages = std::mem::take(&mut self.pages);
        for wanted in [IssueRole::Description, IssueRole::Part] {
            for path in pages.unread(wanted) {
                if self.reader.stopped || self.failure.is_some() {
                    return;
                }
                let below = self.reader.path.join(&path);
                let near = pages.near(&path);
                self.reader.limits.time.start();
                let read = pages.open(&path, self.layers).map_err(Skip::from).and_then(|input| match input {
                    Some(input) => self.reader.articles(input, Some(&path), &below, Some(&near)),
                    None => Ok(()),
                });
                // Whether to stop is checked before the next one.
                let _ = self.after(&path, read);
            }
        }
    }

    /// Records the outcome of reading a member.
    fn after(&mut self, path: &str, read: Result<(), Skip>) -> ControlFlow<()> {
        match read {
            Err(Skip { reason: reason @ SkipReason::Unreadable(_), .. }) => {
                self.failure = Some(reason);
                ControlFlow::Break(())
            }
            // A member that another one describes is read with that one.
            Err(Skip { reason: SkipReason::PartOfIssue { .. }, .. }) => {
                self.reader.members.tried += 1;
                ControlFlow::Continue(())
            }
            Err(skip) => {
                self.reader.members.tried += 1;
                let skip = Skip { member: skip.member.or(Some(path.to_owned())), ..skip };
                let next = (self.reader.sink)(Err(skip));
                self.reader.stopped |= next.is_break();
                next
            }
            Ok(()) if self.reader.stopped => ControlFlow::Break(()),
            Ok(()) => ControlFlow::Continue(()),
        }
    }
}

impl MemberSink for Members<'_, '_> {
    fn wants(&self, path: &str) -> bool {
        let path = self.reader.path.join(self.path_of(path));
        let below = self.reader.root.and_then(|root| path.strip_prefix(root).ok());
        let wanted = below.is_none_or(|below| self.reader.options.filter.allows_opening(below));
        if !wanted {
            self.left_out.set(self.left_out.get() + 1);
        }
        wanted
    }

    fn take(&mut self, member: ContainerMember<'_>) -> ControlFlow<()> {
        let path = self.path_of(member.path);
        self.reader.limits.time.start();
        let read = member.content.map_err(Skip::from).and_then(|content| self.read(&path, content));
        self.after(&path, read)
    }
}
