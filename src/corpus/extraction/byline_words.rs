//! Words around the names of authors in printed bylines.

/// Labels before names, in lower case, followed by a colon, as [`INTRODUCTIONS`] also may be.
pub(super) const LABELS: &[&str] = &[
    "texte",
    "texto",
    "testo",
    "teksti",
    "текст",
    "words",
    "story",
    "author",
    "autor",
    "autora",
    "autorka",
    "autore",
    "autrice",
    "auteur",
    "автор",
    "yazar",
    "haber",
    "muhabir",
    "piše",
    "pisze",
    "napsal",
    "napsala",
    "írta",
    "szerző",
    "penulis",
    "reporter",
    "reporters",
    "skribent",
    "journalist",
    "journaliste",
    "toimittaja",
    "kirjoittaja",
    "συντάκτης",
    "γράφει",
    "του",
    "της",
    "редактор",
    "корреспондент",
    "نویسنده",
    "خبرنگار",
    "כתב",
    "כתבה",
    "लेखक",
    "রিপোর্টার",
    "প্রতিবেদক",
    "লেখক",
    "โดย",
    "ผู้เขียน",
    "作者",
    "文",
    "撰文",
    "记者",
    "記者",
    "기자명",
    "글",
];

/// Words before names, in lower case, without punctuation after them.
pub(super) const INTRODUCTIONS: &[&str] = &[
    "by",
    "von",
    "par",
    "por",
    "di",
    "door",
    "av",
    "af",
    "oleh",
    "per",
    "de",
    "da",
    "bởi",
    "text",
    "tekst",
    "بقلم",
    "كتب",
    "كتبت",
    "מאת",
    "posted by",
    "written by",
    "submitted by",
    "reported by",
    "geschrieben von",
    "publié par",
    "publicado por",
    "pubblicato da",
    "opublikowane przez",
];

/// Substrings of labels before the names of photographers.
pub(super) const PICTURES: &[&str] =
    &["photo", "foto", "bild", "image", "illustr", "video", "фото", "تصوير", "写真", "摄影", "사진"];

/// Words before a Chinese name.
pub(super) const REPORTERS_BEFORE: &[&str] = &["记者", "記者", "作者", "撰文"];

/// Words after a Korean name.
pub(super) const REPORTERS_AFTER: &[&str] = &["선임기자", "기자", "특파원"];

/// Lower-case words within or between names, in addition to particles.
pub(super) const BETWEEN_NAMES: &[&str] =
    &["ben", "y", "e", "i", "och", "og", "und", "et", "and", "en", "ja", "a", "és", "ve", "và", "και", "и", "і"];
