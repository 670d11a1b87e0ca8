//! Articles packed for the index: each by itself, with the help of what the first of them have in common.
//!
//! An article alone is too short to compress well, and where many are compressed as one block, all of them have to be unpacked to read one. So
//! zstd is given a dictionary, trained on the first articles of the archive (RFC 8878, section 5), which is kept beside the index. Where there is
//! not so much, articles are packed without.

use crate::durable::replace_file;
use crate::engine::EngineError;
use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::{get_dict_id_from_frame, get_frame_content_size};

/// The file of the dictionary in the folder of a store. It is written once, before the first article that needs it.
const DICTIONARY: &str = "articles.zdict";

/// How large the dictionary is, in bytes: twice what zstd's own tool makes, which makes news a sixteenth smaller.
const DICTIONARY_SIZE: usize = 256 << 10;

/// How many bytes of articles it is trained on: more make next to nothing smaller, and take longer.
const SAMPLES: usize = 3 * DICTIONARY_SIZE;

/// zstd's own choice.
const LEVEL: i32 = 3;

/// How many bytes of articles are packed one after the other: zstd's tables of the dictionary are a megabyte, which what else is done for
/// each article would drive out of the fast memory of the processor again and again.
const BATCH: usize = 512 << 10;

/// The dictionary of a store that is written.
pub(crate) struct Packing {
    file: PathBuf,
    /// The dictionary once that is settled; `None` within if none can be made.
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
    /// Returns the packing of a store, as it was begun.
    pub(crate) fn of(store: &Path) -> Result<Self, EngineError> {
        let file = store.join(DICTIONARY);
        let dictionary = match fs::read(&file) {
            Ok(dictionary) => OnceLock::from(Some(dictionary)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => OnceLock::new(),
            Err(error) => return Err(EngineError::io("read", &file)(error)),
        };
        Ok(Self { file, dictionary, samples: Mutex::default() })
    }

    /// Takes an article as a sample as long as there are not enough; with the last one the dictionary is made.
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
        // Others put their articles aside meanwhile.
        drop(samples);
        // It cannot be made where articles have next to nothing in common.
        let dictionary = zstd::dict::from_continuous(&bytes, &sizes, DICTIONARY_SIZE).ok();
        if let Some(dictionary) = &dictionary {
            replace_file(&self.file, dictionary).map_err(EngineError::io("write", &self.file))?;
        }
        self.dictionary.get_or_init(|| dictionary);
        Ok(())
    }
}

/// Packs the articles of one segment.
pub(crate) struct Packer {
    packing: Arc<Packing>,
    compressor: Option<Compressor<'static>>,
    /// Articles that wait for more of them, or for the dictionary.
    waiting: Vec<Vec<u8>>,
    waiting_bytes: usize,
}

impl Packer {
    pub(crate) fn new(packing: &Arc<Packing>) -> Self {
        Self { packing: Arc::clone(packing), compressor: None, waiting: Vec::new(), waiting_bytes: 0 }
    }

    /// Adds an article, and calls `store` with those that are ready, in their order.
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

    /// Calls `store` with the articles that still wait, packed with the dictionary if there is one.
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
                // Where the disk has changed a byte of the dictionary, articles would say what nobody wrote.
                compressor.include_checksum(true)?;
                none.insert(compressor)
            }
        };
        self.waiting_bytes = 0;
        self.waiting.drain(..).try_for_each(|article| store(&compressor.compress(&article)?))
    }

    /// Returns how much memory waiting articles take, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.waiting_bytes
    }
}

/// Unpacks the articles of a store.
pub(crate) struct Unpacking {
    file: PathBuf,
    dictionary: OnceLock<Vec<u8>>,
    /// One for each thread that has unpacked with the dictionary: making one takes as long as unpacking several articles.
    idle: Mutex<Vec<Decompressor<'static>>>,
}

impl Unpacking {
    pub(crate) fn of(store: &Path) -> Self {
        Self { file: store.join(DICTIONARY), dictionary: OnceLock::new(), idle: Mutex::default() }
    }

    /// Returns an article as it was before it was packed.
    ///
    /// # Errors
    /// If the dictionary cannot be read, or is not that of the article, or the article is damaged.
    pub(crate) fn unpack<'a>(&self, stored: &'a [u8]) -> io::Result<Cow<'a, [u8]>> {
        if stored.first() == Some(&b'{') {
            // The JSON itself: so it was stored before format 3.
            return Ok(Cow::Borrowed(stored));
        }
        let damaged = |what: &'static str| io::Error::new(io::ErrorKind::InvalidData, what);
        let size = get_frame_content_size(stored).ok().flatten().and_then(|size| usize::try_from(size).ok());
        let mut article = Vec::new();
        // The size is as the disk gave it.
        article
            .try_reserve_exact(size.ok_or_else(|| damaged("its size is not known"))?)
            .map_err(|_| damaged("its size cannot be"))?;
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

    fn dictionary(&self) -> io::Result<&[u8]> {
        if let Some(dictionary) = self.dictionary.get() {
            return Ok(dictionary);
        }
        let dictionary =
            fs::read(&self.file).map_err(|error| io::Error::new(error.kind(), format!("{DICTIONARY}: {error}")))?;
        Ok(self.dictionary.get_or_init(|| dictionary))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(number: usize) -> Vec<u8> {
        let words = ["river", "flood", "warning", "coast", "minister", "dykes", "rain", "harbour"];
        let text: Vec<&str> = (0..120).map(|place| words[(number * 7 + place * place) % words.len()]).collect();
        format!("{{\"id\":\"{number}\",\"body\":\"{}\"}}", text.join(" ")).into_bytes()
    }

    /// Packs articles in one segment and returns what is stored.
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

    /// Returns whether an article is what it was, or an error.
    fn is_true(unpacking: &Unpacking, stored: &[u8], article: &[u8]) -> bool {
        unpacking.unpack(stored).map_or(true, |unpacked| *unpacked == *article)
    }

    #[test]
    fn few_articles_have_no_dictionary() {
        let store = tempfile::tempdir().unwrap();
        let articles: Vec<_> = (0..20).map(article).collect();
        let stored = packed(store.path(), &articles);
        assert!(!store.path().join(DICTIONARY).exists());
        assert_eq!(unpacked(store.path(), &stored), articles);
    }

    #[test]
    fn what_earlier_versions_stored_is_as_it_is() {
        let store = tempfile::tempdir().unwrap();
        assert_eq!(unpacked(store.path(), &[article(1)]), [article(1)]);
    }

    #[test]
    fn many_articles_share_a_dictionary_that_later_runs_use() {
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
    fn what_has_nothing_in_common_is_stored_all_the_same() {
        let store = tempfile::tempdir().unwrap();
        let articles = vec![vec![b'{'; SAMPLES + 1], article(1)];
        let stored = packed(store.path(), &articles);
        assert_eq!(unpacked(store.path(), &stored), articles);
    }

    #[test]
    fn what_is_damaged_or_has_lost_its_dictionary_is_an_error() {
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
