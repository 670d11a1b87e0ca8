//! Documents of word processors, e-books and PDF files, written as bytes.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

/// Returns a ZIP archive with the given members.
pub fn package(members: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        let stored = zip::CompressionMethod::Stored;
        let method = if *name == "mimetype" { stored } else { zip::CompressionMethod::Deflated };
        archive.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Returns a Word document with the given XML of paragraphs and notes, and properties.
pub fn docx(body: &str, notes: &str, core: &str) -> Vec<u8> {
    let styles = "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/></w:rPr></w:rPrDefault></w:docDefaults>\
        <w:style w:type='paragraph' w:default='1' w:styleId='Standard'><w:name w:val='Normal'/></w:style>\
        <w:style w:type='paragraph' w:styleId='Titel'><w:name w:val='Title'/><w:basedOn w:val='Standard'/><w:rPr><w:sz w:val='56'/></w:rPr></w:style>\
        <w:style w:type='paragraph' w:styleId='berschrift1'><w:name w:val='heading 1'/><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:style>\
        <w:style w:type='paragraph' w:styleId='Verzeichnis1'><w:name w:val='toc 1'/></w:style></w:styles>";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    package(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            &format!(
                "<Relationships><Relationship Id='1' Type='{relation}/officeDocument' Target='word/document2.xml'/></Relationships>"
            ),
        ),
        (
            "word/_rels/document2.xml.rels",
            &format!(
                "<Relationships><Relationship Id='1' Type='{relation}/styles' Target='styles.xml'/>\
                 <Relationship Id='2' Type='{relation}/footnotes' Target='/word/footnotes.xml'/>\
                 <Relationship Id='3' Type='{relation}/header' Target='header1.xml'/></Relationships>"
            ),
        ),
        (
            "word/document2.xml",
            &format!("<?xml version='1.0'?><w:document xmlns:w='w'><w:body>{body}</w:body></w:document>"),
        ),
        ("word/styles.xml", styles),
        (
            "word/footnotes.xml",
            &format!(
                "<w:footnotes><w:footnote w:id='0'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>{notes}</w:footnotes>"
            ),
        ),
        ("word/header1.xml", "<w:hdr><w:p><w:r><w:t>Running head</w:t></w:r></w:p></w:hdr>"),
        (
            "word/comments.xml",
            "<w:comments><w:comment><w:p><w:r><w:t>A comment</w:t></w:r></w:p></w:comment></w:comments>",
        ),
        ("docProps/core.xml", &format!("<cp:coreProperties>{core}</cp:coreProperties>")),
    ])
}

/// Returns an OpenDocument text with the given XML of text, automatic styles and properties.
pub fn odt(text: &str, automatic: &str, meta: &str) -> Vec<u8> {
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        (
            "content.xml",
            &format!(
                "<office:document-content><office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:text>{text}</office:text></office:body></office:document-content>"
            ),
        ),
        (
            "styles.xml",
            "<office:document-styles><office:styles><style:style style:name='Title' style:family='paragraph'/></office:styles><office:master-styles><style:header><text:p>Running head</text:p></style:header></office:master-styles></office:document-styles>",
        ),
        ("meta.xml", &format!("<office:document-meta><office:meta>{meta}</office:meta></office:document-meta>")),
    ])
}

/// Returns an e-book with the given metadata, table of contents (NCX), and pages in their order.
pub fn epub(metadata: &str, ncx: &str, pages: &[(&str, &str)]) -> Vec<u8> {
    let (mut manifest, mut spine) = (String::new(), String::new());
    for (number, (name, _)) in pages.iter().enumerate() {
        let _ = write!(manifest, "<item id='p{number}' href='{name}' media-type='application/xhtml+xml'/>");
        let _ = write!(spine, "<itemref idref='p{number}'/>");
    }
    let opf = format!(
        "<package><metadata>{metadata}</metadata><manifest><item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/>{manifest}</manifest><spine toc='ncx'>{spine}</spine></package>"
    );
    let ncx = format!("<ncx><navMap>{ncx}</navMap></ncx>");
    let pages: Vec<(String, String)> = pages
        .iter()
        .map(|(name, body)| {
            (
                format!("OEBPS/{}", name.replace("%20", " ")),
                format!("<html><head><title>x</title></head><body>{body}</body></html>"),
            )
        })
        .collect();
    let mut members = vec![
        ("mimetype", "application/epub+zip"),
        (
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path='OEBPS/content.opf'/></rootfiles></container>",
        ),
        ("OEBPS/content.opf", &opf),
        ("OEBPS/toc.ncx", &ncx),
    ];
    members.extend(pages.iter().map(|(name, page)| (name.as_str(), page.as_str())));
    package(&members)
}

/// Returns a line of a table of contents.
pub fn nav_point(label: &str, target: &str, inner: &str) -> String {
    format!("<navPoint><navLabel><text>{label}</text></navLabel><content src='{target}'/>{inner}</navPoint>")
}

/// Returns a PDF file of A4 pages with the given operations, which may use Helvetica as `F` and a picture as `I`.
pub fn pdf(pages: &[String], info: &str) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\nx\nendstream".to_owned(),
        format!("<< {info} >>"),
    ];
    let mut kids = String::new();
    for page in pages {
        let content = objects.len() + 1;
        objects.push(format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()));
        objects.push(format!("<< /Type /Page /Parent 2 0 R /Contents {content} 0 R >>"));
        let _ = write!(kids, "{} 0 R ", content + 1);
    }
    objects[1] = format!(
        "<< /Type /Pages /Kids [{kids}] /Count {} /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>",
        pages.len()
    );
    let mut file = String::from("%PDF-1.4\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let start = file.len();
    let _ = write!(
        file,
        "{table}trailer\n<< /Size {} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    );
    file.into_bytes()
}

/// Returns the operations that show lines of text of a size, the first at a position and each below the previous one.
pub fn lines(size: u32, left: u32, top: u32, texts: &[&str]) -> String {
    let mut shown = format!("BT /F {size} Tf {} TL {left} {top} Td\n", size + 2);
    for text in texts {
        let _ = writeln!(shown, "({text}) Tj T*");
    }
    shown + "ET\n"
}
