//! The labels of ProQuest documents, in the languages of its user interface.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The maximum number of characters of a label.
const LONGEST: usize = 45;

/// The label of the id of a document, in each language.
const IDS: &[&str] = &[
    "ProQuest document ID",
    "ProQuest-Dokument-ID",
    "ProQuest-Dokumentennummer",
    "ID du document ProQuest",
    "Identifiant du document ProQuest",
    "ID del documento de ProQuest",
    "ID de documento de ProQuest",
    "ID do documento ProQuest",
    "ID do documento da ProQuest",
    "ID documento ProQuest",
    "ID del documento ProQuest",
    "ProQuest 文档 ID",
    "ProQuest 文檔 ID",
    "ProQuest 文件 ID",
    "ProQuest ドキュメント ID",
    "ProQuest 문서 ID",
    "Identyfikator dokumentu ProQuest",
    "Идентификатор документа ProQuest",
    "ProQuest belge kimliği",
];

/// Labels of fields, with their names in English, German, French, Spanish, Portuguese, Italian, Chinese, Japanese, Korean, Polish, Russian and Turkish.
const NAMES: &[(&str, &str)] = &[
    ("author", "autor auteur autore verfasser 作者 著者 저자 автор yazar"),
    (
        "publication info",
        "publikationsinfo|publikationsinformationen|informations sur la publication|información de publicación|\
         informações da publicação|informazioni sulla pubblicazione|出版信息|出版物信息|出版資訊|出版情報|발행 정보|informacje o publikacji|\
         информация об издании|yayın bilgisi",
    ),
    (
        "abstract",
        "zusammenfassung résumé resumen resumo abstract 摘要 抄録 초록 streszczenie abstrakt реферат аннотация özet",
    ),
    ("abstract", "abstract (zusammenfassung)|résumé (abrégé)|resumen (resumen)"),
    ("links", "liens enlaces vínculos collegamenti 链接 鏈接 連結 リンク 링크 odnośniki ссылки bağlantılar"),
    (
        "full text",
        "volltext|texte intégral|texte complet|texto completo|texto integral|testo completo|testo integrale|全文|全文文献|全文文獻|\
         フルテキスト|원문|전문|pełny tekst|полный текст|tam metin",
    ),
    (
        "subject",
        "thema fach sujet materia assunto argomento soggetto 主题 主題 主題語 件名 주제 temat тема предмет konu",
    ),
    (
        "location",
        "ort standort lieu lugar ubicación local localização luogo 地点 位置 地點 場所 위치 장소 lokalizacja место konum",
    ),
    ("title", "titel titre título titolo 标题 標題 題名 タイトル 제목 tytuł название başlık"),
    (
        "publication title",
        "titel der publikation|publikationstitel|titre de la publication|título de publicación|título de la publicación|\
         título da publicação|titolo della pubblicazione|titolo pubblicazione|出版物名称|出版物名稱|出版物標題|出版物のタイトル|출판물 제목|간행물 제목|\
         tytuł publikacji|название издания|yayın başlığı",
    ),
    ("pages", "seiten páginas pagine seite página 页 頁 页码 頁碼 ページ 페이지 strony страницы sayfalar"),
    (
        "first page",
        "erste seite|première page|primera página|primeira página|prima pagina|第一页|首页|起始页|第一頁|最初のページ",
    ),
    ("publication year", "erscheinungsjahr|publikationsjahr|année de publication|año de publicación|ano de publicação"),
    (
        "publication year",
        "anno di pubblicazione|出版年份|出版年|발행 연도|출판 연도|rok publikacji|год издания|yayın yılı",
    ),
    (
        "publication date",
        "publikationsdatum|erscheinungsdatum|datum der publikation|date de publication|fecha de publicación|\
         data de publicação|data da publicação|data di pubblicazione|出版日期|出版日|발행일|출판 날짜|발행 날짜|data publikacji|дата публикации|\
         дата издания|yayın tarihi",
    ),
    ("section", "rubrik|abschnitt|sección|seção|secção|sezione|版块|部分|版面|セクション|섹션|sekcja|раздел|bölüm"),
    ("edition", "ausgabe|édition|edición|edição|edizione|版次|版本|wydanie|издание"),
    (
        "publisher",
        "verlag herausgeber éditeur editeur editorial editora editore 出版商 出版者 発行元 발행인 출판사 wydawca издатель yayıncı",
    ),
    (
        "place of publication",
        "publikationsort|erscheinungsort|lieu de publication|lugar de publicación|local de publicação",
    ),
    ("place of publication", "luogo di pubblicazione|出版地|発行地|발행지|miejsce publikacji|место издания|yayın yeri"),
    (
        "country of publication",
        "publikationsland|erscheinungsland|pays de publication|país de publicación|país de publicação",
    ),
    (
        "country of publication",
        "paese di pubblicazione|出版国家/地区|出版國家/地區|出版国|발행 국가|kraj publikacji|страна издания",
    ),
    (
        "publication subject",
        "publikationsthema|thema der publikation|sujet de la publication|materia de la publicación",
    ),
    ("publication subject", "assunto da publicação|argomento della pubblicazione|出版物主题|出版物主題"),
    (
        "source type",
        "quellentyp|quellenart|type de source|tipo de fuente|tipo de fonte|tipo di fonte|来源类型|來源類型|資料タイプ|소스 유형",
    ),
    ("source type", "typ źródła|тип источника|kaynak türü"),
    (
        "language of publication",
        "publikationssprache|sprache der publikation|sprache|langue de publication|langue|idioma de la publicación|\
         idioma de publicación|idioma da publicação|idioma|lingua di pubblicazione|lingua della pubblicazione|lingua|出版物语言|出版语言|\
         语言|出版物語言|出版語言|語言|出版言語|言語|발행 언어|언어|język publikacji|język|язык издания|язык|yayın dili|dil",
    ),
    (
        "document type",
        "dokumenttyp|dokumentart|type de document|tipo de documento|tipo di documento|文档类型|文檔類型|文件類型",
    ),
    ("document type", "ドキュメントのタイプ|문서 유형|typ dokumentu|тип документа|belge türü"),
    (
        "document url",
        "dokument-url|url des dokuments|url du document|url del documento|url do documento|文档 url|文檔 url|文件 url",
    ),
    ("document url", "ドキュメントの url|문서 url|adres url dokumentu|url-адрес документа|belge url'si"),
    (
        "copyright",
        "urheberrecht|droits d'auteur|derechos de autor|direitos autorais|版权|版權|著作権|저작권|prawa autorskie|авторские права",
    ),
    (
        "last updated",
        "zuletzt aktualisiert|letzte aktualisierung|dernière mise à jour|última actualización|última atualização",
    ),
    (
        "last updated",
        "ultimo aggiornamento|上次更新时间|最近更新|上次更新時間|最終更新日|마지막 업데이트|ostatnia aktualizacja|последнее обновление",
    ),
    (
        "database",
        "datenbank|base de données|base de datos|banco de dados|base de dados|数据库|資料庫|データベース|데이터베이스|baza danych",
    ),
    ("database", "база данных|veritabanı"),
    ("people", "personen|personnes|personas|pessoas|persone|人员|人物|人員|osoby|люди|kişiler"),
    (
        "company / organization",
        "unternehmen/organisation|entreprise/organisation|société/organisation|empresa/organización",
    ),
    (
        "company / organization",
        "compañía/organización|empresa/organização|società/organizzazione|公司/组织|公司/機構|firma/organizacja",
    ),
    (
        "business indexing term",
        "wirtschaftsindexbegriff|terme d'indexation d'affaires|término de indexación de negocios|商业索引词",
    ),
    (
        "identifier / keyword",
        "identifikator/schlüsselwort|identificateur/mot-clé|identificador/palabra clave|标识符/关键字",
    ),
    ("volume", "band|volumen|卷|巻|tom|том|cilt"),
    ("issue", "heft|numéro|número|numero|期|号|numer|выпуск|sayı"),
    ("column", "spalte|colonne|columna|栏"),
    ("notes", "anmerkungen|remarques|notas|note|备注"),
];

/// The other labels in English, in lower case.
const ENGLISH: &[&str] = &[
    "abstract (summary)",
    "year",
    "date",
    "language",
    "alternate title",
    "company/organization",
    "issn",
    "e-issn",
    "number of pages",
    "dateline",
    "document feature",
    "identifier/keyword",
    "classification",
    "product name",
    "credit",
    "journal subject",
    "accession number",
    "subfile",
    "publication",
    "correspondence author",
    "supplement",
    "doi",
    "caption text",
    "contributor",
    "editor",
    "degree",
    "isbn",
    "identifiers / keywords",
    "company",
    "author affiliation",
    "mesh subject",
    "copyright notice",
    "source attribution",
];

/// All labels, folded, with their names in English.
static LABELS: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let mut labels = FxHashMap::default();
    for (label, names) in NAMES {
        labels.insert(folded(label), *label);
        let separator = if names.contains('|') { '|' } else { ' ' };
        for name in names.split(separator) {
            labels.entry(folded(name)).or_insert(*label);
        }
    }
    labels.extend(ENGLISH.iter().map(|label| (folded(label), *label)));
    labels.extend(IDS.iter().map(|label| (folded(label), ID)));
    labels
});

/// The label of the id of a document.
pub(super) const ID: &str = "proquest document id";

/// Returns a label without case, spaces and hyphens: some exports lose the spaces.
fn folded(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_lowercase).collect()
}

/// Splits a paragraph into its label, by its English name in lower case, and its value.
pub(super) fn labelled(paragraph: &str) -> Option<(&'static str, &str)> {
    // Labels in Chinese and Japanese are followed by a full-width colon.
    let (name, value) = paragraph.split_once([':', '：'])?;
    let name = name.trim();
    if name.chars().nth(LONGEST).is_some() || name.starts_with(|c: char| c.is_lowercase() || !c.is_alphabetic()) {
        return None;
    }
    let label = LABELS.get(&folded(name))?;
    // Words in capitals, such as `CREDIT:`, belong to the text.
    let is_capitals = !name.contains(|c: char| c.is_alphabetic() && !c.is_uppercase());
    (!is_capitals || name.len() <= 4).then(|| (*label, value.trim()))
}

/// Returns whether a paragraph has a label.
pub(super) fn is_label(paragraph: &str) -> bool {
    labelled(paragraph).is_some()
}

/// Returns how many labels of document ids a page has.
pub(super) fn count_ids(page: &str) -> usize {
    IDS.iter().map(|name| page.matches(name).count()).sum()
}

/// Returns whether a line is a document count of an export, such as `Document 1 of 500` or `Dokument 1 von 500`.
pub(super) fn counts_documents(line: &str) -> bool {
    const WORDS: &[&str] =
        &["document", "dokument", "документ", "文档", "文檔", "文件", "文献", "文獻", "ドキュメント", "문서", "belge"];
    let line = line.trim();
    if line.chars().nth(LONGEST).is_some() {
        return false;
    }
    let numbers: Vec<u32> =
        line.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect();
    let lower = line.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).count();
    matches!(numbers.as_slice(), [first, last] if first <= last && *first > 0)
        && words <= 5
        && WORDS.iter().any(|word| lower.starts_with(word) || (!word.is_ascii() && lower.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_labels_in_their_case_are_labels() {
        assert_eq!(labelled("Publication date: Sep 20, 2024"), Some(("publication date", "Sep 20, 2024")));
        assert_eq!(labelled("ProQuestdocumentID: 1"), Some((ID, "1")));
        for text in ["CREDIT: Jane", "CAPTION: A dog", "He said: no", "Re: your letter"] {
            assert_eq!(labelled(text), None, "{text}");
        }
    }

    #[test]
    fn labels_in_other_languages_have_the_name_in_english() {
        for (text, label) in [
            ("Volltext: Die Fähre", "full text"),
            ("Titre de la publication: Le Courrier", "publication title"),
            ("ID del documento de ProQuest: 1", ID),
            ("出版日期：2013年3月7日", "publication date"),
            ("文档 URL: https://a.example/1", "document url"),
        ] {
            assert_eq!(labelled(text).map_or("", |(label, _)| label), label, "{text}");
        }
    }

    #[test]
    fn lines_that_count_documents_are_told_from_prose() {
        for line in ["Document 1 of 500", "Dokument 2 von 3", "Documento 1 de 1", "第 1 个文档,共 2 个", "文档 1, 共 2"]
        {
            assert!(counts_documents(line), "{line}");
        }
        for line in ["Document 3 of 2", "Documents from 1990 to 1995 were burnt in the yard", "2 of 3"] {
            assert!(!counts_documents(line), "{line}");
        }
    }
}
