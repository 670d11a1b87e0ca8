//! New inputs from kept ones: bytes flipped, parts cut, repeated, exchanged and spliced, words of the dictionary and special characters inserted.

use super::random::Random;

/// The usual length of an input; a few are repeated up to [`LONG`].
const SHORT: usize = 4 * 1024;
const LONG: usize = 48 * 1024;

/// Characters and bytes that often cause errors.
const SPECIAL: [&[u8]; 28] = [
    b"\0",
    b"\n",
    b"\r",
    b"\r\n",
    b"\n\n",
    b"\t",
    b" ",
    b"\x0b\x0c",
    b"\x1b[31m",
    b"\x7f",
    "\u{85}".as_bytes(),
    "\u{ad}".as_bytes(),
    "\u{a0}".as_bytes(),
    "e\u{301}".as_bytes(),
    "\u{200d}".as_bytes(),
    "\u{202e}".as_bytes(),
    "\u{2028}".as_bytes(),
    "\u{2066}".as_bytes(),
    "\u{feff}".as_bytes(),
    "\u{fffd}".as_bytes(),
    "\u{10ffff}".as_bytes(),
    "\u{1f600}".as_bytes(),
    "İßﬁ".as_bytes(),
    "東京".as_bytes(),
    "سلام".as_bytes(),
    b"\xff\xfe",
    b"\xc3\x28",
    b"\xed\xa0\x80",
];

/// Makes inputs from a corpus and a dictionary.
pub(super) struct Mutator<'a> {
    pub(super) corpus: &'a [Vec<u8>],
    pub(super) words: &'a [Vec<u8>],
}

impl Mutator<'_> {
    /// Returns a new input.
    pub(super) fn input(&self, random: &mut Random) -> Vec<u8> {
        let mut input = match random.below(16) {
            0 => (0..random.small(512)).map(|_| random.byte()).collect(),
            1 | 2 => self.words(random),
            _ => random.pick(self.corpus).cloned().unwrap_or_default(),
        };
        for _ in 0..=random.small(12) {
            self.mutate(&mut input, random);
            input.truncate(SHORT);
        }
        if random.below(64) == 0 {
            repeat(&mut input, LONG, random);
        }
        input
    }

    /// Returns words of the dictionary in a row.
    fn words(&self, random: &mut Random) -> Vec<u8> {
        let mut input = Vec::new();
        for _ in 0..random.small(96) {
            input.extend_from_slice(self.piece(random));
        }
        input
    }

    /// Returns a word of the dictionary or a special character.
    fn piece(&self, random: &mut Random) -> &[u8] {
        let special = random.below(4) == 0 || self.words.is_empty();
        if special { SPECIAL[random.below(SPECIAL.len())] } else { &self.words[random.below(self.words.len())] }
    }

    fn mutate(&self, input: &mut Vec<u8>, random: &mut Random) {
        let at = random.below(input.len() + 1);
        let part = at..at + random.small(64).min(input.len() - at);
        match random.below(12) {
            0 => input.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << random.below(8)),
            1 => input.iter_mut().skip(at).take(1).for_each(|byte| *byte = random.byte()),
            2 => drop(input.drain(part)),
            3 => input.truncate(at),
            4 => {
                let copy = input[part].repeat(1 + random.small(16));
                input.splice(at..at, copy);
            }
            5 => {
                let to = random.below(input.len() - part.len() + 1);
                let moved: Vec<u8> = input.drain(part).collect();
                input.splice(to..to, moved);
            }
            6 | 7 => drop(input.splice(at..at, self.piece(random).to_vec())),
            8 => drop(input.splice(part, self.piece(random).to_vec())),
            9 => drop(input.splice(at..at, self.piece(random).repeat(1 + random.small(200)))),
            10 => drop(input.splice(at..at, random.small(100_000).to_string().into_bytes())),
            _ => {
                let Some(other) = random.pick(self.corpus) else { return };
                let from = random.below(other.len() + 1);
                let to = (from + random.small(1024)).min(other.len());
                input.splice(at..at, other[from..to].to_vec());
            }
        }
    }
}

/// Repeats a part of the input until it is long, so that non-linear code takes long.
fn repeat(input: &mut Vec<u8>, length: usize, random: &mut Random) {
    let at = random.below(input.len() + 1);
    let part = input[at..(at + 1 + random.small(64)).min(input.len())].to_vec();
    if !part.is_empty() {
        let count = (length - input.len().min(length)) / part.len();
        input.splice(at..at, part.repeat(count));
    }
}
