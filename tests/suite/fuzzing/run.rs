//! Runs one target: on its corpus, then on mutations, until the inputs or the time are used up.

use super::home;
use super::mutation::Mutator;
use super::random::Random;
use crate::fuzz_targets::{TARGETS, Target};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use std::{env, fs};

/// An input that takes longer counts as a hang; the slowest inputs take a hundredth of it.
const HANG: Duration = Duration::from_secs(60);

/// The number of inputs of a target in `cargo test`; slow ones get fewer.
const QUICK: usize = 60;
const QUICK_SLOW: usize = 2;
const SLOW: [&str; 2] = ["damage", "indexing"];

const DEFAULT_SEED: u64 = 20_261_127;

/// Runs a target within the settings of the environment; fails with the path of the input that failed.
pub(super) fn fuzz(name: &'static str) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).unwrap();
    let setting = |name: &str| env::var(name).ok().map(|value| value.parse::<u64>().unwrap());
    let seconds = setting("DATELINE_FUZZ_SECONDS");
    let seed = setting("DATELINE_FUZZ_SEED").unwrap_or(DEFAULT_SEED);
    let mut paths = files(&home().join("corpus").join(name));
    if name == "formats" {
        // Every format has fixtures already.
        let fixtures = home().join("../tests/fixtures");
        let folders = [
            "readers",
            "readers/tables",
            "saved",
            "xml",
            "digitised/articles",
            "digitised/pages",
            "digitised/bnl",
            "digitised/bl",
            "digitised/kb",
            "digitised/broken",
        ];
        paths.extend(folders.iter().flat_map(|folder| files(&fixtures.join(folder))));
    }
    let corpus: Vec<Vec<u8>> = paths.iter().map(|file| fs::read(file).unwrap()).collect();
    assert!(!corpus.is_empty(), "fuzz/corpus/{name} is empty");
    let words = dictionary(&home().join(format!("dictionaries/{name}.dict")));
    let started = Instant::now();
    let quick = corpus.len() + if SLOW.contains(&name) { QUICK_SLOW } else { QUICK };
    let mut random = Random::new(seed);
    let mutator = Mutator { corpus: &corpus, words: &words };
    let inputs = (0..).map(|number| corpus.get(number).cloned().unwrap_or_else(|| mutator.input(&mut random)));
    let is_due = |done: usize| match seconds {
        Some(seconds) => done < corpus.len() || started.elapsed().as_secs() < seconds,
        None => done < quick,
    };
    let runner = Runner::start(name, *target);
    let mut done = 0;
    let mut slowest = Duration::ZERO;
    for input in inputs {
        if !is_due(done) {
            break;
        }
        // A stack overflow or an abort ends the process at once, so the input is written to disk first.
        let running = seconds.map(|_| keep(name, "running", &input));
        match runner.run(input.clone()) {
            Ok(time) if time > slowest => {
                slowest = time;
                running.as_ref().map(|_| keep(name, "slowest", &input));
            }
            Ok(_) => {}
            Err(how) => {
                let kept = keep(name, &format!("{how}-{:016x}", hash(&input)), &input);
                running.map(fs::remove_file);
                panic!("{name} {how} on {} (seed {seed}, input {done})", kept.display());
            }
        }
        running.map(fs::remove_file);
        done += 1;
    }
    runner.finish();
    let speed = done as f64 / started.elapsed().as_secs_f64();
    println!("{name}: {done} inputs, {speed:.0}/s, slowest {} ms, seed {seed}", slowest.as_millis());
}

/// The thread in which a target runs, with the stack size of the threads that read files.
struct Runner {
    inputs: Sender<Vec<u8>>,
    outcomes: Receiver<Duration>,
    thread: JoinHandle<()>,
}

impl Runner {
    fn start(name: &str, target: Target) -> Self {
        let (inputs, received) = channel::<Vec<u8>>();
        let (report, outcomes) = channel();
        let work = move || {
            for input in received {
                let started = Instant::now();
                target(&input);
                if report.send(started.elapsed()).is_err() {
                    break;
                }
            }
        };
        let thread = thread::Builder::new().name(name.to_owned()).spawn(work).unwrap();
        Self { inputs, outcomes, thread }
    }

    /// Returns how long the target took, or how it failed.
    fn run(&self, input: Vec<u8>) -> Result<Duration, &'static str> {
        self.inputs.send(input).unwrap();
        self.outcomes.recv_timeout(HANG).map_err(|error| match error {
            RecvTimeoutError::Timeout => "hangs",
            RecvTimeoutError::Disconnected => "fails",
        })
    }

    /// Ends the thread, which removes its temporary files.
    fn finish(self) {
        drop(self.inputs);
        self.thread.join().unwrap();
    }
}

/// Writes an input to `fuzz/failures` and returns its path.
fn keep(name: &str, what: &str, input: &[u8]) -> PathBuf {
    let folder = home().join("failures");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}-{what}"));
    fs::write(&path, input).unwrap();
    path
}

fn hash(input: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    hasher.finish()
}

/// Returns the files of a folder in the order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// Returns the words of a dictionary in the format of libFuzzer: one quoted word per line, with `\xNN`, `\"` and `\\`; lines with `#` are comments.
fn dictionary(path: &Path) -> Vec<Vec<u8>> {
    let text = fs::read_to_string(path).unwrap();
    let quoted = text.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix('"'));
    quoted.map(unescaped).collect()
}

fn unescaped(word: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = word.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        match after {
            [b'x', high, low, after @ ..] if *first == b'\\' => {
                let digits = [*high, *low].map(char::from).iter().collect::<String>();
                bytes.push(u8::from_str_radix(&digits, 16).unwrap());
                rest = after;
            }
            [escaped, after @ ..] if *first == b'\\' => {
                bytes.push(*escaped);
                rest = after;
            }
            _ => bytes.push(*first),
        }
    }
    bytes
}
