//! Folders that browsers and mirroring programs save next to pages, with frames, pictures and scripts but no articles.

use std::path::Path;

/// The suffixes by which browsers name the folder with the parts of a page, in the language of the system.
const SUFFIXES: &[&str] = &[
    "_files",
    ".files",
    "-files",
    "-dateien",
    "_dateien",
    "_fichiers",
    "-fichiers",
    "_archivos",
    "_arquivos",
    "_ficheiros",
    "_bestanden",
    "-bestanden",
    "_file",
    "-filer",
    "_filer",
    "_tiedostot",
    "_pliki",
    "_soubory",
    "_súbory",
    "_elemei",
    "_dosyalar",
    "_datoteke",
    "_fajlovi",
    "_failid",
    "_fails",
    "_bylos",
    "_fitxers",
    "_fitxategiak",
    "_fișiere",
    "_berkas",
    "_файлы",
    "_файли",
    "_файлове",
    "_αρχεία",
    "_ファイル",
    "_文件",
    "_檔案",
    "_파일",
];

/// Extensions of the pages that such folders belong to.
const PAGES: &[&str] = &["html", "htm", "xhtml", "shtml", "mht", "php", "asp", "aspx", "jsp"];

/// The folder in which HTTrack keeps its state and copies of pages, and its log.
const MIRROR_STATE: [&str; 2] = ["hts-cache", "hts-log.txt"];

/// Returns whether a folder holds the parts of a saved page next to it; `exists` returns whether there is a file with a name.
pub(super) fn belongs_to_page(folder: &str, mut exists: impl FnMut(&str) -> bool) -> bool {
    let stem = SUFFIXES.iter().find_map(|suffix| {
        let start = folder.char_indices().rev().nth(suffix.chars().count() - 1).map(|(at, _)| at)?;
        let (stem, end) = folder.split_at(start);
        (!stem.is_empty() && end.to_lowercase() == *suffix).then_some(stem)
    });
    let Some(stem) = stem else { return false };
    exists(stem)
        || PAGES
            .iter()
            .any(|page| exists(&format!("{stem}.{page}")) || exists(&format!("{stem}.{}", page.to_uppercase())))
}

/// Returns whether a folder on disk holds the parts of a saved page next to it.
pub(super) fn is_of_saved_page(folder: &Path) -> bool {
    let (Some(name), Some(parent)) = (folder.file_name().and_then(|name| name.to_str()), folder.parent()) else {
        return false;
    };
    belongs_to_page(name, |page| parent.join(page).is_file())
}

/// Returns whether a file or folder is one in which HTTrack keeps its state.
pub(super) fn is_mirror_state(name: &str) -> bool {
    MIRROR_STATE.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_told_by_the_page_next_to_them() {
        for (folder, page, expected) in [
            ("Ferry aground_files", "Ferry aground.html", true),
            ("Fähre-Dateien", "Fähre.htm", true),
            ("Ferry_fichiers", "Ferry.HTML", true),
            ("Ferry.files", "Ferry.mht", true),
            ("İstanbul_dosyalar", "İstanbul.html", true),
            ("Паром_файлы", "Паром.html", true),
            ("Ferry_files", "ferry2.html", false),
            ("Ferry_files", "Ferry.txt", false),
            ("Ferry", "Ferry.html", false),
            ("_files", ".html", false),
        ] {
            assert_eq!(belongs_to_page(folder, |name| name == page), expected, "{folder}");
        }
    }
}
