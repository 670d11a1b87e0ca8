//! Zstandard with a leading dictionary, as in web archives (`.warc.zst`).
//!
//! The dictionary is in a skippable frame, itself compressed or not: <https://iipc.github.io/warc-specifications/specifications/warc-zstd/>.

use std::io::{self, BufReader, Cursor, Read};
use zstd::Decoder;

/// The number of the skippable frame with the dictionary.
const FRAME: [u8; 4] = [0x5D, 0x2A, 0x4D, 0x18];
/// The maximum size of a dictionary in bytes; the specification recommends less than one MiB.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Returns a reader of the content of `compressed`.
pub(super) fn decoder<'a>(mut compressed: impl Read + 'a) -> io::Result<Box<dyn Read + 'a>> {
    let mut magic = Vec::new();
    compressed.by_ref().take(FRAME.len() as u64).read_to_end(&mut magic)?;
    if magic != FRAME {
        return Ok(Box::new(Decoder::new(Cursor::new(magic).chain(compressed))?));
    }
    let mut length = [0; 4];
    compressed.read_exact(&mut length)?;
    let length = u64::from(u32::from_le_bytes(length));
    let mut dictionary = Vec::new();
    compressed.by_ref().take(length.min(LARGEST)).read_to_end(&mut dictionary)?;
    if (dictionary.len() as u64) < length {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the dictionary is too large or cut off"));
    }
    if dictionary.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) {
        let mut plain = Vec::new();
        Decoder::new(dictionary.as_slice())?.take(LARGEST).read_to_end(&mut plain)?;
        dictionary = plain;
    }
    Ok(Box::new(Decoder::with_dictionary(BufReader::new(compressed), &dictionary)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_dictionary_in_front_is_used() {
        let texts: Vec<String> =
            (0..200).map(|n| format!("WARC/1.0 record {n} of the river gauge at Penholm")).collect();
        let dictionary = zstd::dict::from_samples(&texts, 2_000).unwrap();
        let mut encoder = zstd::Encoder::with_dictionary(Vec::new(), 3, &dictionary).unwrap();
        encoder.write_all(b"The river rose at Penholm").unwrap();
        let content = encoder.finish().unwrap();
        for stored in [dictionary.clone(), zstd::encode_all(dictionary.as_slice(), 3).unwrap()] {
            let length = u32::try_from(stored.len()).unwrap().to_le_bytes();
            let file = [FRAME.as_slice(), &length, &stored, &content].concat();
            let mut text = String::new();
            decoder(file.as_slice()).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "The river rose at Penholm");
            for cut in 4..file.len() {
                assert!(decoder(&file[..cut]).and_then(|mut rest| rest.read_to_end(&mut Vec::new())).is_err());
            }
        }
    }
}
