//! A damaged archive: opened, searched and checked.

use super::archives::{answers, create, files, folder_in_memory};
use super::bounded;
use dateline::article::Article;
use dateline::library::{CheckReport, check};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The most damages of one input.
const MAX_DAMAGES: usize = 16;

/// A sound archive and what it answers.
struct Sound {
    files: Vec<(PathBuf, Vec<u8>)>,
    answers: String,
}

static SOUND: LazyLock<Sound> = LazyLock::new(|| {
    let folder = folder_in_memory().expect("a folder");
    for part in 0..2 {
        let stories = (part * 6..part * 6 + 6).map(|number| {
            let body = "The tide came in over the harbour wall.";
            Article::builder(format!("Story {number}")).id(number.to_string()).body(body).source("x").build()
        });
        create(folder.path(), stories).expect("an archive");
    }
    let relative = |file: PathBuf| {
        let bytes = fs::read(&file).expect("a file of the archive");
        (file.strip_prefix(folder.path()).expect("a file of the archive").to_owned(), bytes)
    };
    let answers = answers(folder.path()).expect("a sound archive answers");
    Sound { files: files(folder.path()).into_iter().map(relative).collect(), answers }
});

/// Reads the input as a list of damages, each of eight bytes: a file, a place in it, a kind of damage, a value. The damaged archive answers
/// like the sound one or with an error, and a check reports what makes it fail.
pub fn fuzz_damage(data: &[u8]) {
    let folder = folder_in_memory().expect("a folder");
    let mut damaged: Vec<(usize, Vec<u8>)> = Vec::new();
    for damage in bounded(data).chunks_exact(8).take(MAX_DAMAGES) {
        let number = usize::from(damage[0]) % SOUND.files.len();
        let at = damaged.iter().position(|(of, _)| *of == number).unwrap_or_else(|| {
            damaged.push((number, SOUND.files[number].1.clone()));
            damaged.len() - 1
        });
        apply(&mut damaged[at].1, damage);
    }
    write(folder.path(), &damaged);
    let answered = answers(folder.path());
    match &answered {
        Ok(answers) => assert_eq!(*answers, SOUND.answers, "wrong in silence"),
        Err(error) => {
            let checked = check(folder.path(), true, "fuzzing");
            let is_reported = checked.as_ref().map_or(true, CheckReport::has_damage);
            assert!(is_reported, "check is content, a search is not: {error}, {checked:?}");
        }
    }
}

/// Writes the archive with some files replaced.
fn write(folder: &Path, damaged: &[(usize, Vec<u8>)]) {
    for (number, (path, sound)) in SOUND.files.iter().enumerate() {
        let bytes = damaged.iter().find(|(of, _)| *of == number).map_or(sound, |(_, bytes)| bytes);
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file of the archive")).expect("a folder is created");
        fs::write(path, bytes).expect("a file is written");
    }
}

/// Damages a file: flips bits, overwrites, removes, repeats or inserts bytes, cuts the file short.
fn apply(bytes: &mut Vec<u8>, damage: &[u8]) {
    let place = usize::from(u16::from_be_bytes([damage[1], damage[2]]));
    // Half of the damages count from the end, where formats keep their tables.
    let at = if damage[3] & 1 == 0 { place % (bytes.len() + 1) } else { bytes.len() - place % (bytes.len() + 1) };
    let length = usize::from(damage[5]).min(bytes.len() - at);
    match damage[4] % 7 {
        0 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= damage[6].max(1)),
        1 => bytes.iter_mut().skip(at).take(length).for_each(|byte| *byte = damage[6]),
        2 => drop(bytes.drain(at..at + length)),
        3 => {
            let copy = bytes[at..at + length].to_vec();
            bytes.splice(at..at, copy);
        }
        4 => drop(bytes.splice(at..at, [damage[5], damage[6], damage[7]])),
        5 => bytes.truncate(at),
        _ => bytes.clear(),
    }
}
