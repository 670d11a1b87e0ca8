//! Builds an archive from an article made in memory and a folder, and searches it.
//!
//! `cargo run --example quickstart -- ARCHIVE FOLDER`

#![allow(clippy::print_stdout, reason = "an example prints its results")]

use dateline::{Archive, Article, Error, Query};

fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let news = arguments.next().unwrap_or_else(|| "target/quickstart".to_owned());
    let clippings = arguments.next().unwrap_or_else(|| "corpus".to_owned());

    let mut writer = Archive::create_or_open(&news)?.writer()?;
    let article = Article::builder("Flood warning").body("The river rose.").source("Gazette");
    writer.add(article.published("2015-11-14".parse()?).build())?;
    writer.index_folder(&clippings)?;
    writer.commit()?;

    let archive = Archive::open(&news)?;
    let page = archive.search(&Query::parse("flood date:2015..")?).limit(10).run()?;
    for hit in page.hits() {
        println!("{} {:.2}", hit.article().headline, hit.score());
        for passage in hit.passages() {
            println!("  {}", passage.highlight("<b>", "</b>"));
        }
    }
    Ok(())
}
