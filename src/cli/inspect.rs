//! `dateline inspect`

use super::archive_args::ReportFormat;
use super::args::InspectArgs;
use super::context::Context;
use super::exit::Exit;
use super::pager::write_out;
use super::read_pdf::pdf_program;
use crate::library::{OcrPrograms, ReadingLimits, ReadingOptions, inspect};
use crate::output::{write_inspection_json, write_inspection_text};
use anyhow::Result;

pub(super) fn run(args: &InspectArgs, context: &Context) -> Result<Exit> {
    let options = ReadingOptions::default().patched(&args.reading.patch());
    let (pdf, ocr) = (pdf_program(), OcrPrograms::default());
    let mut is_complete = true;
    write_out(None, |out| {
        for (position, file) in args.files.iter().enumerate() {
            let limits = ReadingLimits { pdf: pdf.as_ref(), ocr: Some(&ocr), ..ReadingLimits::default() };
            let found = inspect(file, &options, &limits, args.limit);
            is_complete &= found.failure.is_none() && found.left_out == 0;
            match args.format {
                ReportFormat::Json => write_inspection_json(file, &found, out)?,
                ReportFormat::Human => {
                    if position > 0 {
                        writeln!(out)?;
                    }
                    write_inspection_text(file, &found, &context.style, out)?;
                }
            }
        }
        Ok(())
    })?;
    Ok(if is_complete { Exit::Done } else { Exit::Skipped })
}
