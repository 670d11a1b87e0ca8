//! The modules of the crate and the names that each file imports, read from the sources.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A module path within the crate: `["engine", "tantivy", "schema"]`; the crate root is empty.
pub(super) type ModulePath = Vec<String>;

/// One import or path expression in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Import {
    /// The line, from 1.
    pub line: usize,
    /// The module that defines the name, through all re-exports.
    pub defined_in: ModulePath,
    /// Whether the statement is a re-export (`pub use`).
    pub is_reexport: bool,
    /// Whether it is in the test module of the file.
    pub is_test: bool,
}

/// A path as written, with the module it is written in.
struct Written {
    line: usize,
    segments: Vec<String>,
    is_reexport: bool,
    is_test: bool,
}

/// All source files of the crate by module.
pub(super) struct SourceTree {
    files: BTreeMap<ModulePath, PathBuf>,
    written: BTreeMap<ModulePath, Vec<Written>>,
    /// By module, the names it re-exports, with their absolute paths.
    reexports: BTreeMap<ModulePath, BTreeMap<String, ModulePath>>,
}

impl SourceTree {
    /// Reads all `.rs` files below a folder.
    pub(super) fn read(folder: &Path) -> Self {
        let mut sources = Vec::new();
        collect(folder, &mut sources);
        let texts = sources.into_iter().map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path.strip_prefix(folder).unwrap().to_owned(), text)
        });
        Self::new(texts)
    }

    /// Builds the tree from relative paths and texts.
    pub(super) fn new(sources: impl IntoIterator<Item = (PathBuf, String)>) -> Self {
        let (mut files, mut written) = (BTreeMap::new(), BTreeMap::new());
        for (path, text) in sources {
            let module = module_of(&path);
            written.insert(module.clone(), written_paths(&text));
            files.insert(module, path);
        }
        let mut tree = Self { files, written, reexports: BTreeMap::new() };
        let mut reexports: BTreeMap<ModulePath, BTreeMap<String, ModulePath>> = BTreeMap::new();
        for (module, paths) in &tree.written {
            for path in paths.iter().filter(|path| path.is_reexport) {
                if let (Some(target), Some(name)) = (tree.absolute(module, path), path.segments.last()) {
                    reexports.entry(module.clone()).or_default().insert(name.clone(), target);
                }
            }
        }
        tree.reexports = reexports;
        tree
    }

    /// Returns the modules and their files.
    pub(super) fn files(&self) -> impl Iterator<Item = (&ModulePath, &PathBuf)> {
        self.files.iter()
    }

    /// Returns the imports of a file from other files of the crate.
    pub(super) fn imports(&self, module: &ModulePath) -> Vec<Import> {
        let written = self.written.get(module).map_or(&[][..], Vec::as_slice);
        let resolve = |path: &Written| {
            let defined_in = self.defining_module(self.absolute(module, path)?)?;
            let Written { line, is_reexport, is_test, .. } = *path;
            (defined_in != *module).then_some(Import { line, defined_in, is_reexport, is_test })
        };
        written.iter().filter_map(resolve).collect()
    }

    /// Returns the absolute path of a written one; `None` if it leads out of the crate.
    fn absolute(&self, module: &ModulePath, path: &Written) -> Option<ModulePath> {
        let mut here = module.clone();
        let mut segments = path.segments.as_slice();
        let mut supers = 0;
        match segments.first()?.as_str() {
            "crate" => return Some(segments[1..].to_vec()),
            "self" => segments = &segments[1..],
            "super" => {
                while segments.first().is_some_and(|segment| segment == "super") {
                    segments = &segments[1..];
                    supers += 1;
                }
            }
            child => {
                let is_child = self.files.contains_key(&[module.as_slice(), &[child.to_owned()]].concat());
                if !is_child {
                    return None;
                }
            }
        }
        // The test module of a file is one level below it.
        for _ in usize::from(path.is_test && supers > 0)..supers {
            here.pop()?;
        }
        here.extend_from_slice(segments);
        Some(here)
    }

    /// Returns the module that defines the name at the end of an absolute path.
    fn defining_module(&self, mut path: ModulePath) -> Option<ModulePath> {
        // Longer chains of re-exports would be a separate fault.
        for _ in 0..8 {
            let length = (0..=path.len()).rev().find(|length| self.files.contains_key(&path[..*length]))?;
            let (module, rest) = path.split_at(length);
            let reexported = rest.first().and_then(|name| self.reexports.get(module)?.get(name));
            match reexported {
                Some(target) => path = [target.as_slice(), &rest[1..]].concat(),
                None => return Some(module.to_vec()),
            }
        }
        None
    }
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn module_of(path: &Path) -> ModulePath {
    let mut module: ModulePath =
        path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if module.last().is_some_and(|last| last == "mod" || last == "lib") {
        module.pop();
    }
    module
}

/// Returns the paths of all `use` statements, and those that code names as `crate::…`.
fn written_paths(text: &str) -> Vec<Written> {
    let mut paths = Vec::new();
    let mut is_test = false;
    let mut statement: Option<(usize, String)> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let code = line.split("//").next().unwrap_or_default();
        is_test |= code.trim() == "#[cfg(test)]";
        let is_use = ["use ", "pub use ", "pub(crate) use ", "pub(super) use "];
        let begins = is_use.iter().any(|start| code.trim_start().starts_with(start));
        if statement.is_none() && !begins {
            for (at, _) in code.match_indices("crate::") {
                let end = code[at..].find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
                let path = code[at..].get(..end.unwrap_or(code.len() - at)).unwrap_or_default();
                let segments = path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
                paths.push(Written { line: number, segments, is_reexport: false, is_test });
            }
            continue;
        }
        let (begun, text) = statement.get_or_insert_with(|| (number, String::new()));
        text.push_str(code);
        if code.contains(';') {
            let (line, text) = (*begun, std::mem::take(text));
            statement = None;
            let is_reexport = text.trim_start().starts_with("pub");
            let tree = text.split("use ").nth(1).unwrap_or_default().trim_end_matches([';', ' ']);
            for segments in expanded(tree) {
                paths.push(Written { line, segments, is_reexport, is_test });
            }
        }
    }
    paths
}

/// Expands the braces of a use tree.
fn expanded(tree: &str) -> Vec<Vec<String>> {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        let segments = path.split("::").map(|segment| segment.trim().to_owned());
        return vec![segments.filter(|segment| !["self", "*", ""].contains(&segment.as_str())).collect()];
    };
    let prefix: Vec<String> =
        tree[..open].split("::").map(|segment| segment.trim().to_owned()).filter(|part| !part.is_empty()).collect();
    let inside = tree[open + 1..].trim_end().trim_end_matches('}');
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, character) in inside.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&inside[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inside[start..]);
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(expanded).map(|rest| [prefix.clone(), rest].concat()).collect()
}
