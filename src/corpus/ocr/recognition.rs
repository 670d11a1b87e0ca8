//! Renders and recognises pages with the two programs.
//!
//! Recognised pages are stored under the hash of their file, the page and the languages, so that none is recognised twice, not even by a rebuild.

use super::languages::OcrLanguages;
use crate::article::Language;
use crate::corpus::skip::SkipReason;
use crate::durable::replace_unsynced;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The resolution of rendered pages, in dots per inch, the minimum that Tesseract recommends.
pub(in crate::corpus) const RESOLUTION: u16 = 300;
/// The maximum length of a recognised page in bytes of hOCR: a full newspaper page takes some 2 MB.
const LONGEST: u64 = 16 << 20;
/// The compression level of stored pages.
const LEVEL: i32 = 9;
/// The interval at which a program is checked for having ended.
const INTERVAL: Duration = Duration::from_millis(20);

/// The programs for OCR, and the folder of recognised texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OcrPrograms {
    /// Renders a page of a PDF file.
    pub pdftoppm: PathBuf,
    /// Recognises text in an image.
    pub tesseract: PathBuf,
    /// The folder of recognised texts; `None` to store none.
    pub texts: Option<PathBuf>,
    /// The time limit of each program per page.
    pub time_of_page: Duration,
}

impl Default for OcrPrograms {
    /// The programs that the system finds by their names, with five minutes per page.
    fn default() -> Self {
        Self {
            pdftoppm: "pdftoppm".into(),
            tesseract: "tesseract".into(),
            texts: None,
            time_of_page: Duration::from_secs(300),
        }
    }
}

/// The programs, and the languages of the text.
pub(in crate::corpus) struct OcrRequest<'a> {
    programs: &'a OcrPrograms,
    languages: String,
}

impl<'a> OcrRequest<'a> {
    /// Returns the request for a folder with a language; `None` if OCR is disabled.
    pub(in crate::corpus) fn of(
        programs: Option<&'a OcrPrograms>,
        languages: &OcrLanguages,
        folder: Option<Language>,
    ) -> Option<Self> {
        let (programs, languages) = programs.zip(languages.names(folder))?;
        Some(Self { programs, languages })
    }
}

/// Recognises the pages of one file.
pub(in crate::corpus) struct PageRecognition<'a> {
    programs: &'a OcrPrograms,
    languages: &'a str,
    file: File,
    hash: Option<String>,
}

impl<'a> PageRecognition<'a> {
    /// Returns the recognition of a PDF file.
    pub(in crate::corpus) fn of(request: &'a OcrRequest<'a>, file: File) -> Self {
        Self { programs: request.programs, languages: &request.languages, file, hash: None }
    }

    /// Returns a page in hOCR.
    pub(in crate::corpus) fn page(&mut self, number: u32) -> Result<String, SkipReason> {
        let kept = self.place(number)?;
        if let Some(page) = kept.as_deref().and_then(kept_page) {
            return Ok(page);
        }
        let picture = self.draw(number)?;
        let page = self.recognise(picture)?;
        if let Some(place) = kept {
            // Without the copy the page would be recognised again, which is not an error of the file.
            let _ = keep(&place, &page);
        }
        Ok(page)
    }

    /// Returns the path at which a page is stored.
    fn place(&mut self, page: u32) -> Result<Option<PathBuf>, SkipReason> {
        let Some(folder) = &self.programs.texts else { return Ok(None) };
        let hash = match &self.hash {
            Some(hash) => hash.clone(),
            None => {
                self.file.rewind()?;
                let mut hasher = blake3::Hasher::new();
                io::copy(&mut self.file, &mut hasher)?;
                hasher.finalize().to_hex().to_string()
            }
        };
        let name = format!("{hash}-{page}-{}.hocr.zst", self.languages.replace('/', "_"));
        self.hash = Some(hash);
        Ok(Some(folder.join(name)))
    }

    fn draw(&mut self, page: u32) -> Result<File, SkipReason> {
        self.file.rewind()?;
        let page = page.to_string();
        let arguments = ["-gray", "-r", &RESOLUTION.to_string(), "-f", &page, "-l", &page, "-"].map(OsString::from);
        let input = self.file.try_clone()?;
        self.run(&self.programs.pdftoppm, &arguments, input)
    }

    fn recognise(&self, picture: File) -> Result<String, SkipReason> {
        // The variable is used instead of the configuration `hocr`, a file that small installations lack.
        let arguments = ["stdin", "stdout", "-l", self.languages, "-c", "tessedit_create_hocr=1"].map(OsString::from);
        let told = self.run(&self.programs.tesseract, &arguments, picture)?;
        let mut page = Vec::new();
        told.take(LONGEST).read_to_end(&mut page)?;
        Ok(String::from_utf8_lossy(&page).into_owned())
    }

    /// Runs a program and returns its output.
    fn run(&self, program: &PathBuf, arguments: &[OsString], input: File) -> Result<File, SkipReason> {
        let mut output = tempfile::tempfile()?;
        let mut command = Command::new(program);
        command.args(arguments).stdin(input).stdout(output.try_clone()?).stderr(Stdio::null());
        // Several threads already read files in parallel.
        command.env("OMP_THREAD_LIMIT", "1");
        let name = program.display().to_string();
        let mut child =
            command.spawn().map_err(|error| SkipReason::ProgramNotStarted { program: name.clone(), error })?;
        let ended = wait(&mut child, self.programs.time_of_page);
        if ended.is_none() {
            // It may have ended in the meantime.
            let _ = child.kill();
            let _ = child.wait();
            return Err(SkipReason::TooSlow { seconds: self.programs.time_of_page.as_secs() });
        }
        if ended != Some(true) {
            return Err(SkipReason::ProgramFailed { program: name });
        }
        output.rewind()?;
        Ok(output)
    }
}

/// Reads a stored page; `None` if there is none, or it is damaged.
fn kept_page(place: &Path) -> Option<String> {
    let mut page = String::new();
    zstd::Decoder::new(File::open(place).ok()?).ok()?.take(LONGEST).read_to_string(&mut page).ok()?;
    Some(page)
}

fn keep(place: &Path, page: &str) -> io::Result<()> {
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    replace_unsynced(place, &zstd::encode_all(page.as_bytes(), LEVEL)?, None)
}

/// Waits for a program; returns whether it succeeded, `None` if it takes too long.
fn wait(child: &mut Child, limit: Duration) -> Option<bool> {
    let deadline = Instant::now() + limit;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) if Instant::now() < deadline => std::thread::sleep(INTERVAL),
            Ok(None) => return None,
            Err(_) => return Some(false),
        }
    }
}
