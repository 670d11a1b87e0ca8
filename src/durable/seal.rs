//! A checksum at the end of small files that are replaced as a whole.
//!
//! The seal is a separate last line, so that the file stays readable. Files of earlier versions have none.

use std::io;

/// The start of the line, before the checksum in hexadecimal digits and a line feed.
const START: &[u8] = b"\n// crc32 ";

/// The length of a seal in bytes.
const LENGTH: usize = START.len() + 8 + 1;

/// Returns contents followed by their seal.
pub fn sealed(contents: &[u8]) -> Vec<u8> {
    let mut file = Vec::with_capacity(contents.len() + LENGTH);
    file.extend_from_slice(contents);
    file.extend_from_slice(&seal_of(contents));
    file
}

/// Removes the seal of a file, if it has one.
///
/// # Errors
/// If the contents have changed since they were sealed.
pub fn unsealed(mut file: Vec<u8>) -> io::Result<Vec<u8>> {
    let Some((contents, seal)) = file.split_last_chunk::<LENGTH>() else { return Ok(file) };
    if !seal.starts_with(START) {
        return Ok(file);
    }
    if *seal != *seal_of(contents) {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it has changed since it was written"));
    }
    file.truncate(contents.len());
    Ok(file)
}

fn seal_of(contents: &[u8]) -> Vec<u8> {
    let mut seal = START.to_vec();
    seal.extend_from_slice(format!("{:08x}\n", crc32fast::hash(contents)).as_bytes());
    seal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_is_noticed() {
        for contents in [&b""[..], b"{}", b"{\"folders\": []}\n"] {
            let file = sealed(contents);
            assert_eq!(unsealed(file.clone()).unwrap(), contents);
            assert_eq!(unsealed(contents.to_vec()).unwrap(), contents, "a file of an earlier version");
            for place in 0..file.len() {
                let mut changed = file.clone();
                changed[place] ^= 4;
                // Without its seal, a file of JSON cannot be parsed.
                assert!(unsealed(changed.clone()).map_or(true, |left| left == changed), "{place}");
            }
        }
    }
}
