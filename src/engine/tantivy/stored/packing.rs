//! Compression of stored articles, each on its own with a shared zstd dictionary.
//!
//! A single article is too short to compress well, and reading one article from a block of many would unpack the whole block. zstd therefore
//! gets a dictionary (RFC 8878, section 5), which is trained on the first articles of the archive and stored next to the index. Archives with
//! too few articles to train one are packed without it.

use crate::durable::{replace_file, sealed, unsealed};
use crate::engine::EngineError;
use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::{get_dict_id_from_frame, get_frame_content_size};

/// The dictionary file in the folder of a store. It is written once, before the first article that needs it.
const DICTIONARY: &str = "articles.zdict";

/// The size of the dictionary in bytes. Twice the default of the zstd tool makes packed news one sixteenth smaller.
const DICTIONARY_SIZE: usize = 256 << 10;

/// The size of the training sample in bytes. A larger sample takes longer and improves compression very little.
const SAMPLES: usize = 3 * DICTIONARY_SIZE;

/// The compression level, zstd's default.
const LEVEL: i32 = 3;

/// The size of a batch of articles that are packed together, in bytes. zstd's tables of the dictionary take a megabyte, and indexing between single
/// articles would evict them from the processor cache.
const BATCH: usize = 512 << 10;

/// The dictionary of a store that is being written, shared by the packers of its segments.
pub(crate) struct Packing {
    file: PathBuf,
    /// Unset until training has ended; then the dictionary, or `None` if training failed.
    dictionary: OnceLock<Option<Vec<u8>>>,
    samples: Mutex<Samples>,
}

#[derive(Default)]
struct Samples {
    bytes: Vec<u8>,
    sizes: Vec<usize>,
    are_enough: bool,
}

impl Packing {
    /// Returns the packing of a store, with the dictionary if an earlier indexing run has written one.
    pub(crate) fn of(store: &Path) -> Result<Self, EngineError> {
        let file = store.join(DICTIONARY);
        let dictionary = match fs::read(&file).and_then(unsealed) {
            Ok(dictionary) => OnceLock::from(Some(dictionary)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => OnceLock::new(),
            Err(error) => return Err(EngineError::io("read", &file)(error)),
        };
        Ok(Self { file, dictionary, samples: Mutex::default() })
    }

    /// Adds an article to the training sample. Trains and writes the dictionary when the sample is complete.
    fn learn(&self, article: &[u8]) -> Result<(), EngineError> {
        let mut samples = self.samples.lock().unwrap_or_else(PoisonError::into_inner);
        if samples.are_enough {
            return Ok(());
        }
        samples.bytes.extend_from_slice(article);
        samples.sizes.push(article.len());
        samples.are_enough = samples.bytes.len() >= SAMPLES;
        if !samples.are_enough {
            return Ok(());
        }
        let Samples { bytes, sizes, .. } =
            std::mem::replace(&mut *samples, Samples { are_enough: true, ..Samples::default() });
        // Other threads queue their articles during training.
        drop(samples);
        // Training fails if the articles have almost nothing in common.
        let dictionary = zstd::dict::from_continuous(&bytes, &sizes, DICTIONARY_SIZE).ok();
        if let Some(dictionary) = &dictionary {
            replace_file(&self.file, &sealed(dictionary)).map_err(EngineError::io("write", &self.file))?;
        }
        self.dictionary.get_or_init(|| dictionary);
        Ok(())
    }
}

/// Packs the articles of one segment.
pub(crate) struct Packer {
    packing: Arc<Packing>,
    compressor: Option<Compressor<'static>>,
    /// Articles queued until the batch is full and the dictionary is trained.
    waiting: Vec<Vec<u8>>,
    waiting_bytes: usize,
}

impl Packer {
    pub(crate) fn new(packing: &Arc<Packing>) -> Self {
        Self { packing: Arc::clone(packing), compressor: None, waiting: Vec::new(), waiting_bytes: 0 }
    }

    /// Adds an article. Calls `store` with the packed articles of a full batch, in order.
    pub(crate) fn add(
        &mut self,
        article: Vec<u8>,
        store: impl FnMut(&[u8]) -> Result<(), EngineError>,
    ) -> Result<(), EngineError> {
        let is_settled = self.packing.dictionary.get().is_some();
        if !is_settled {
            self.packing.learn(&article)?;
        }
        self.waiting_bytes += article.len();
        self.waiting.push(article);
        if is_settled && self.waiting_bytes >= BATCH { self.pack(store) } else { Ok(()) }
    }

    /// Calls `store` with the remaining articles, packed with the dictionary if there is one.
    pub(crate) fn finish(mut self, store: impl FnMut(&[u8]) -> Result<(), EngineError>) -> Result<(), EngineError> {
        self.pack(store)
    }

    fn pack(&mut self, mut store: impl FnMut(&[u8]) -> Result<(), EngineError>) -> Result<(), EngineError> {
        let compressor = match &mut self.compressor {
            Some(compressor) => compressor,
            none => {
                let mut compressor = match self.packing.dictionary.get() {
                    Some(Some(dictionary)) => Compressor::with_dictionary(LEVEL, dictionary)?,
                    _ => Compressor::new(LEVEL)?,
                };
                // Without a checksum, a corrupted dictionary would silently corrupt the text of articles.
                compressor.include_checksum(true)?;
                none.insert(compressor)
            }
        };
        self.waiting_bytes = 0;
        self.waiting.drain(..).try_for_each(|article| store(&compressor.compress(&article)?))
    }

    /// Returns the memory used by queued articles, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.waiting_bytes
    }
}

/// Unpacks the articles of a store.
pub(crate) struct Unpacking {
    file: PathBuf,
    /// The dictionary file until it is read. It is kept open, so that it can be read even after a rebuild has removed the store.
    opened: Mutex<Option<File>>,
    dictionary: OnceLock<Vec<u8>>,
    /// Decompressors for reuse, at most one per thread. Creating one takes as long as unpacking several articles.
    idle: Mutex<Vec<Decompressor<'static>>>,
}

impl Unpacking {
    pub(crate) fn of(store: &Path) -> Self {
        let file = store.join(DICTIONARY);
        // An archive with few articles has no dictionary.
        let opened = Mutex::new(File::open(&file).ok());
        Self { file, opened, dictionary: OnceLock::new(), idle: Mutex::default() }
    }

    /// Returns the unpacked article.
    ///
    /// # Errors
    /// If the dictionary cannot be read or is not the one the article was packed with, or if the article is damaged.
    pub(crate) fn unpack<'a>(&self, stored: &'a [u8]) -> io::Result<Cow<'a, [u8]>> {
        if stored.first() == Some(&b'{') {
            // Plain JSON, as stored before format 3.
            return Ok(Cow::Borrowed(stored));
        }
        let damaged = |what: &'static str| io::Error::new(io::ErrorKind::InvalidData, what);
        let size = get_frame_content_size(stored).ok().flatten().and_then(|size| usize::try_from(size).ok());
        let mut article = Vec::new();
        // The size was read from disk and may be corrupt, so the allocation must be fallible.
        article
            .try_reserve_exact(size.ok_or_else(|| damaged("its size is unknown"))?)
            .map_err(|_| damaged("its size is implausible"))?;
        if get_dict_id_from_frame(stored).is_none() {
            Decompressor::new()?.decompress_to_buffer(stored, &mut article)?;
            return Ok(Cow::Owned(article));
        }
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let found = idle().pop();
        let mut decompressor = match found {
            Some(decompressor) => decompressor,
            None => Decompressor::with_dictionary(self.dictionary()?)?,
        };
        decompressor.decompress_to_buffer(stored, &mut article)?;
        idle().push(decompressor);
        Ok(Cow::Owned(article))
    }

    /// Verifies the dictionary, if there is one.
    pub(crate) fn verify(&self) -> io::Result<()> {
        let read = fs::read(&self.file).and_then(unsealed);
        match read {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            read => read.map(|_| ()).map_err(|error| of_dictionary(&error)),
        }
    }

    fn dictionary(&self) -> io::Result<&[u8]> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(dictionary) = self.dictionary.get() {
            return Ok(dictionary);
        }
        let read = |mut file: File| {
            let mut dictionary = Vec::new();
            file.read_to_end(&mut dictionary)?;
            unsealed(dictionary)
        };
        // The first dictionary of an archive may have been written after this reader was opened.
        let dictionary = opened.take().map_or_else(|| File::open(&self.file), Ok).and_then(read);
        let dictionary = dictionary.map_err(|error| of_dictionary(&error))?;
        Ok(self.dictionary.get_or_init(|| dictionary))
    }
}

fn of_dictionary(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{DICTIONARY}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(number: usize) -> Vec<u8> {
        let words = ["river", "flood", "warning", "coast", "minister", "dykes", "rain", "harbour"];
        let text: Vec<&str> =
            (0..120).map(|position| words[(number * 7 + position * position) % words.len()]).collect();
        format!("{{\"id\":\"{number}\",\"body\":\"{}\"}}", text.join(" ")).into_bytes()
    }

    /// Packs articles as one segment and returns the stored bytes of each.
    fn packed(store: &Path, articles: &[Vec<u8>]) -> Vec<Vec<u8>> {
        let mut stored = Vec::new();
        let mut packer = Packer::new(&Arc::new(Packing::of(store).unwrap()));
        for article in articles {
            let keep = |bytes: &[u8]| {
                stored.push(bytes.to_vec());
                Ok(())
            };
            packer.add(article.clone(), keep).unwrap();
        }
        let keep = |bytes: &[u8]| {
            stored.push(bytes.to_vec());
            Ok(())
        };
        packer.finish(keep).unwrap();
        stored
    }

    fn unpacked(store: &Path, stored: &[Vec<u8>]) -> Vec<Vec<u8>> {
        let unpacking = Unpacking::of(store);
        stored.iter().map(|stored| unpacking.unpack(stored).unwrap().into_owned()).collect()
    }

    /// Returns whether unpacking gives the original article or an error, never a different text.
    fn is_true(unpacking: &Unpacking, stored: &[u8], article: &[u8]) -> bool {
        unpacking.unpack(stored).map_or(true, |unpacked| *unpacked == *article)
    }

    #[test]
    fn few_articles_are_packed_without_a_dictionary() {
        let store = tempfile::tempdir().unwrap();
        let articles: Vec<_> = (0..20).map(article).collect();
        let stored = packed(store.path(), &articles);
        assert!(!store.path().join(DICTIONARY).exists());
        assert_eq!(unpacked(store.path(), &stored), articles);
    }

    #[test]
    fn plain_json_of_earlier_formats_is_returned_unchanged() {
        let store = tempfile::tempdir().unwrap();
        assert_eq!(unpacked(store.path(), &[article(1)]), [article(1)]);
    }

    #[test]
    fn many_articles_share_a_dictionary_that_later_indexing_runs_reuse() {
        let store = tempfile::tempdir().unwrap();
        let articles: Vec<_> = (0..3_000).map(article).collect();
        let stored = packed(store.path(), &articles);
        let size = |of: &[Vec<u8>]| of.iter().map(Vec::len).sum::<usize>();
        assert!(size(&stored) * 4 < size(&articles), "{} of {}", size(&stored), size(&articles));
        assert_eq!(unpacked(store.path(), &stored), articles);

        let dictionary = fs::read(store.path().join(DICTIONARY)).unwrap();
        let later = packed(store.path(), &articles[..3]);
        assert_eq!(fs::read(store.path().join(DICTIONARY)).unwrap(), dictionary);
        assert!(size(&later) < size(&articles[..3]));
        assert_eq!(unpacked(store.path(), &later), articles[..3]);
    }

    #[test]
    fn articles_with_nothing_in_common_round_trip() {
        let store = tempfile::tempdir().unwrap();
        let articles = vec![vec![b'{'; SAMPLES + 1], article(1)];
        let stored = packed(store.path(), &articles);
        assert_eq!(unpacked(store.path(), &stored), articles);
    }

    #[test]
    fn damage_or_a_missing_dictionary_never_yields_wrong_text() {
        let store = tempfile::tempdir().unwrap();
        let articles: Vec<_> = (0..3_000).map(article).collect();
        let stored = packed(store.path(), &articles);
        let unpacking = Unpacking::of(store.path());
        let first = &stored[0];
        for end in 0..first.len() {
            assert!(unpacking.unpack(&first[..end]).is_err(), "{end}");
            let mut changed = first.clone();
            changed[end] ^= 0b0001_0000;
            assert!(is_true(&unpacking, &changed, &articles[0]), "{end}");
        }
        let mut huge = first.clone();
        huge[4] |= 0b1100_0000;
        assert!(unpacking.unpack(&huge).is_err());
        let mut dictionary = fs::read(store.path().join(DICTIONARY)).unwrap();
        let end = dictionary.len() - 2_000;
        dictionary[end..].fill(b'x');
        fs::write(store.path().join(DICTIONARY), dictionary).unwrap();
        let unpacking = Unpacking::of(store.path());
        assert!(stored.iter().any(|stored| unpacking.unpack(stored).is_err()));
        assert!(stored.iter().zip(&articles).all(|(stored, article)| is_true(&unpacking, stored, article)));
        fs::remove_file(store.path().join(DICTIONARY)).unwrap();
        let error = Unpacking::of(store.path()).unpack(first).unwrap_err();
        assert!(error.to_string().contains(DICTIONARY), "{error}");
    }
}
