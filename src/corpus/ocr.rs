//! Recognition of text in pictures of pages, by programs that the user installs: `pdftoppm` (Poppler) draws a page, `tesseract` reads it.
//!
//! A recognised text is kept under the hash of its file, the page and the languages, so that no page is recognised twice, not even by a rebuild.

use super::skip::SkipReason;
use crate::article::Language;
use crate::durable::replace_unsynced;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::str::FromStr;
use std::time::{Duration, Instant};

/// The resolution of drawn pages, in dots an inch. Tesseract recommends at least this one.
const RESOLUTION: &str = "300";
/// The longest text of a page in bytes.
const LONGEST: u64 = 4 << 20;
/// How often a program is asked whether it has ended.
const INTERVAL: Duration = Duration::from_millis(20);
/// The language if the folder has none.
const FALLBACK: &str = "eng";

/// Names of languages in Tesseract, by their codes.
const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "ara"),
    ("bg", "bul"),
    ("ca", "cat"),
    ("cs", "ces"),
    ("da", "dan"),
    ("de", "deu"),
    ("el", "ell"),
    ("en", "eng"),
    ("es", "spa"),
    ("et", "est"),
    ("fa", "fas"),
    ("fi", "fin"),
    ("fr", "fra"),
    ("he", "heb"),
    ("hi", "hin"),
    ("hr", "hrv"),
    ("hu", "hun"),
    ("id", "ind"),
    ("is", "isl"),
    ("it", "ita"),
    ("ja", "jpn"),
    ("ko", "kor"),
    ("la", "lat"),
    ("lt", "lit"),
    ("lv", "lav"),
    ("nb", "nor"),
    ("nl", "nld"),
    ("no", "nor"),
    ("pl", "pol"),
    ("pt", "por"),
    ("ro", "ron"),
    ("ru", "rus"),
    ("sk", "slk"),
    ("sl", "slv"),
    ("sr", "srp"),
    ("sv", "swe"),
    ("tr", "tur"),
    ("uk", "ukr"),
    ("vi", "vie"),
    ("zh", "chi_sim"),
];

/// Whether and in which languages pages without text are recognised.
///
/// ```
/// use dateline::corpus::OcrLanguages;
/// assert_eq!("eng+deu".parse::<OcrLanguages>()?.to_string(), "eng+deu");
/// assert!("news/2015".parse::<OcrLanguages>().is_err());
/// # Ok::<(), dateline::corpus::OcrLanguagesError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum OcrLanguages {
    /// They are not recognised.
    #[default]
    Off,
    /// In the language of the folder.
    OfFolder,
    /// In languages by their names in Tesseract, joined by `+`.
    Named(String),
}

impl OcrLanguages {
    /// Returns whether pages are not recognised.
    pub fn is_off(&self) -> bool {
        *self == Self::Off
    }

    /// Returns the names for Tesseract; `None` if pages are not recognised.
    fn names(&self, folder: Option<Language>) -> Option<String> {
        match self {
            Self::Off => None,
            Self::Named(names) => Some(names.clone()),
            Self::OfFolder => {
                let code = folder.map(String::from).unwrap_or_default();
                let known = LANGUAGES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name);
                Some(known.unwrap_or(if code.len() == 3 { &code } else { FALLBACK }).to_owned())
            }
        }
    }
}

/// The text names no languages of Tesseract.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("invalid languages {0:?}: expected names of Tesseract such as eng or eng+deu, folder or off")]
pub struct OcrLanguagesError(String);

impl FromStr for OcrLanguages {
    type Err = OcrLanguagesError;

    fn from_str(text: &str) -> Result<Self, OcrLanguagesError> {
        // `deu_latf`, `chi_sim`, `script/Fraktur`.
        let is_name = |name: &str| {
            let (letters, variant) = name.split_once('_').unwrap_or((name, "x"));
            let is_language = letters.len() == 3 && letters.bytes().all(|byte| byte.is_ascii_lowercase());
            let is_word =
                |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            (is_language && is_word(variant)) || name.strip_prefix("script/").is_some_and(is_word)
        };
        match text.trim() {
            "off" => Ok(Self::Off),
            "folder" => Ok(Self::OfFolder),
            names if names.split('+').all(is_name) => Ok(Self::Named(names.to_owned())),
            _ => Err(OcrLanguagesError(text.to_owned())),
        }
    }
}

impl fmt::Display for OcrLanguages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Off => "off",
            Self::OfFolder => "folder",
            Self::Named(names) => names,
        })
    }
}

impl From<OcrLanguages> for String {
    fn from(languages: OcrLanguages) -> Self {
        languages.to_string()
    }
}

impl TryFrom<String> for OcrLanguages {
    type Error = OcrLanguagesError;

    fn try_from(text: String) -> Result<Self, OcrLanguagesError> {
        text.parse()
    }
}

/// The programs that recognise text, and where recognised texts are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OcrPrograms {
    /// Draws a page of a PDF file.
    pub pdftoppm: PathBuf,
    /// Recognises text in a picture.
    pub tesseract: PathBuf,
    /// The folder of recognised texts; `None` to keep none.
    pub texts: Option<PathBuf>,
    /// The time that each program may take for a page.
    pub time_of_page: Duration,
}

impl Default for OcrPrograms {
    /// The programs that the system finds by their names, with five minutes a page.
    fn default() -> Self {
        Self {
            pdftoppm: "pdftoppm".into(),
            tesseract: "tesseract".into(),
            texts: None,
            time_of_page: Duration::from_secs(300),
        }
    }
}

/// The programs, and the languages in which they are to recognise text.
pub(super) struct OcrRequest<'a> {
    programs: &'a OcrPrograms,
    languages: String,
}

impl<'a> OcrRequest<'a> {
    /// Returns the request for a folder of a language; `None` if no text is to be recognised.
    pub(super) fn of(
        programs: Option<&'a OcrPrograms>,
        languages: &OcrLanguages,
        folder: Option<Language>,
    ) -> Option<Self> {
        let (programs, languages) = programs.zip(languages.names(folder))?;
        Some(Self { programs, languages })
    }
}

/// The recognition of pages of one file.
pub(super) struct PageRecognition<'a> {
    programs: &'a OcrPrograms,
    languages: &'a str,
    file: File,
    hash: Option<String>,
}

impl<'a> PageRecognition<'a> {
    /// Returns the recognition of a PDF file.
    pub(super) fn of(request: &'a OcrRequest<'a>, file: File) -> Self {
        Self { programs: request.programs, languages: &request.languages, file, hash: None }
    }

    /// Returns the text of a page.
    pub(super) fn text(&mut self, page: u32) -> Result<String, SkipReason> {
        let kept = self.kept_text(page)?;
        if let Some(text) = kept.as_ref().and_then(|path| fs::read_to_string(path).ok()) {
            return Ok(text);
        }
        let picture = self.draw(page)?;
        let text = self.recognise(picture)?;
        if let Some(path) = kept {
            let written = path.parent().map(fs::create_dir_all).transpose();
            // Without the copy the page would be recognised again, which is no fault of the file.
            let _ = written.and_then(|_| replace_unsynced(&path, text.as_bytes(), None));
        }
        Ok(text)
    }

    /// Returns where the text of a page is kept.
    fn kept_text(&mut self, page: u32) -> Result<Option<PathBuf>, SkipReason> {
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
        let name = format!("{hash}-{page}-{}.txt", self.languages.replace('/', "_"));
        self.hash = Some(hash);
        Ok(Some(folder.join(name)))
    }

    fn draw(&mut self, page: u32) -> Result<File, SkipReason> {
        self.file.rewind()?;
        let page = page.to_string();
        let arguments = ["-gray", "-r", RESOLUTION, "-f", &page, "-l", &page, "-"].map(OsString::from);
        let input = self.file.try_clone()?;
        self.run(&self.programs.pdftoppm, &arguments, input)
    }

    fn recognise(&self, picture: File) -> Result<String, SkipReason> {
        let arguments = ["stdin", "stdout", "-l", self.languages].map(OsString::from);
        let told = self.run(&self.programs.tesseract, &arguments, picture)?;
        let mut text = Vec::new();
        told.take(LONGEST).read_to_end(&mut text)?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    /// Runs a program and returns its output.
    fn run(&self, program: &PathBuf, arguments: &[OsString], input: File) -> Result<File, SkipReason> {
        let mut output = tempfile::tempfile()?;
        let mut command = Command::new(program);
        command.args(arguments).stdin(input).stdout(output.try_clone()?).stderr(Stdio::null());
        // Files are read by several threads already.
        command.env("OMP_THREAD_LIMIT", "1");
        let name = program.display().to_string();
        let mut child =
            command.spawn().map_err(|error| SkipReason::ProgramNotStarted { program: name.clone(), error })?;
        let ended = wait(&mut child, self.programs.time_of_page);
        if ended.is_none() {
            // It may have ended meanwhile.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_names_of_tesseract() {
        for (text, is_valid) in [
            ("eng", true),
            ("eng+deu_latf", true),
            ("script/Fraktur", true),
            ("chi_sim+eng", true),
            ("folder", true),
            ("off", true),
            ("news", false),
            ("eng+", false),
            ("../eng", false),
            ("script/../x", false),
            ("", false),
        ] {
            assert_eq!(text.parse::<OcrLanguages>().is_ok(), is_valid, "{text}");
        }
    }

    #[test]
    fn the_folder_has_a_language() {
        let names = |code: &str| OcrLanguages::OfFolder.names(Language::parse(code));
        assert_eq!(names("de").as_deref(), Some("deu"));
        assert_eq!(names("").as_deref(), Some("eng"));
        assert_eq!(OcrLanguages::Off.names(None), None);
    }
}
