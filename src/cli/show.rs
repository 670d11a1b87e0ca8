//! `dateline show`

use super::archive_args::ReportFormat;
use super::args::ShowArgs;
use super::context::Context;
use super::exit::Exit;
use super::hints;
use super::pager::write_out;
use super::query_args::parse_options;
use crate::library::{Query, SearchQuery, StemCache};
use crate::output::{sanitize_line, write_article_text, write_articles_json};
use anyhow::Result;
use std::io::Write;

pub(super) fn run(args: &ShowArgs, context: &Context) -> Result<Exit> {
    let archive = context.open_archive()?;
    let articles = archive.articles_named(&args.id)?;
    if articles.is_empty() {
        if args.format == ReportFormat::Json {
            write_out(None, |out| write_articles_json(&articles, out))?;
        }
        let id = sanitize_line(&args.id);
        writeln!(std::io::stderr(), "dateline: no article has the id or URL {id}\n  {}", hints::show())?;
        return Ok(Exit::NoHits);
    }
    let query = match &args.query {
        Some(text) => {
            let query =
                SearchQuery { text: text.clone(), parse: parse_options(false, false, &[]), ..SearchQuery::default() };
            archive.resolve(&query)?
        }
        None => Query::all(),
    };
    let highlighter = archive.highlighter(&query)?;
    let pager = if args.no_pager || args.format == ReportFormat::Json { None } else { context.pager.as_deref() };
    write_out(pager, |out| {
        if args.format == ReportFormat::Json {
            return write_articles_json(&articles, out);
        }
        let mut stems = StemCache::default();
        for (position, article) in articles.iter().enumerate() {
            if position > 0 {
                writeln!(out, "\n")?;
            }
            write_article_text(article, &highlighter.matches(article, &mut stems), &context.style, out)?;
        }
        Ok(())
    })?;
    Ok(Exit::Done)
}
