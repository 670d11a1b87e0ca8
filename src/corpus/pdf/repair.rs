//! Rebuilds the object table of files whose table is damaged or in a form that the library does not support.
//!
//! Every object begins with its number, so the table can be built from the objects themselves; of several with one number the last is used, as in files that
//! were updated.

use memchr::memmem;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The maximum number of objects in a file.
const MOST: usize = 5_000_000;
/// The length of the beginning of an object in which its type is searched for, in bytes.
const HEAD: usize = 512;

/// Returns the file with a new table appended; `None` if it has no root.
pub(super) fn repaired(file: &[u8]) -> Option<Vec<u8>> {
    let objects = objects(file);
    let root =
        reference(file, b"/Root").filter(|root| objects.contains_key(&root.0)).or_else(|| catalog(file, &objects))?;
    let mut table = String::from("\nxref\n0 1\n0000000000 65535 f \n");
    for (number, (generation, at)) in &objects {
        let _ = write!(table, "{number} 1\n{at:010} {generation:05} n \n");
    }
    let size = objects.keys().next_back().map_or(1, |last| last + 1);
    let _ = write!(table, "trailer\n<< /Size {size} /Root {} {} R", root.0, root.1);
    for key in ["/Info", "/Encrypt"] {
        if let Some((number, generation)) = reference(file, key.as_bytes()) {
            let _ = write!(table, " {key} {number} {generation} R");
        }
    }
    let start = file.len() + 1;
    let mut whole = Vec::with_capacity(file.len() + table.len() + 64);
    whole.extend_from_slice(file);
    whole.extend_from_slice(table.as_bytes());
    if let Some(id) = id(file) {
        whole.extend_from_slice(b" /ID ");
        whole.extend_from_slice(id);
    }
    whole.extend_from_slice(format!(" >>\nstartxref\n{start}\n%%EOF\n").as_bytes());
    Some(whole)
}

/// Returns the generation and offset of each object.
fn objects(file: &[u8]) -> BTreeMap<u32, (u16, usize)> {
    let mut found = BTreeMap::new();
    for at in memmem::find_iter(file, b" obj") {
        let Some((generation, before)) = number_before(file, at) else { continue };
        let Some((number, start)) = before.checked_sub(1).and_then(|at| number_before(file, at)) else { continue };
        if let (Ok(number), Ok(generation)) = (u32::try_from(number), u16::try_from(generation))
            && found.len() < MOST
        {
            found.insert(number, (generation, start));
        }
    }
    found
}

/// Returns the number whose digits end at `end`, and the offset of its first digit.
fn number_before(file: &[u8], end: usize) -> Option<(u64, usize)> {
    let digits = file.get(..end)?.iter().rev().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let start = end - digits;
    let number = std::str::from_utf8(file.get(start..end)?).ok()?.parse().ok()?;
    Some((number, start))
}

/// Returns the last reference that follows a key.
fn reference(file: &[u8], key: &[u8]) -> Option<(u32, u16)> {
    let read = |at: usize| {
        let after = file.get(at + key.len()..(at + key.len() + 40).min(file.len()))?;
        let text = String::from_utf8_lossy(after);
        let mut words =
            text.split(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').filter(|word| !word.is_empty());
        let found = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        (words.next()? == "R").then_some(found)
    };
    memmem::rfind_iter(file, key).find_map(read)
}

fn id(file: &[u8]) -> Option<&[u8]> {
    let at = memmem::rfind(file, b"/ID")? + 3;
    let rest = file.get(at..(at + 300).min(file.len()))?;
    let start = rest.iter().position(|byte| *byte == b'[')?;
    let end = rest.iter().position(|byte| *byte == b']')?;
    rest.get(start..=end)
}

/// Returns the object that is the root by its type.
fn catalog(file: &[u8], objects: &BTreeMap<u32, (u16, usize)>) -> Option<(u32, u16)> {
    let is_catalog = |at: usize| {
        let head = file.get(at..(at + HEAD).min(file.len())).unwrap_or_default();
        let end = memmem::find(head, b"endobj").unwrap_or(head.len());
        let head = head.get(..end).unwrap_or(head);
        memmem::find(head, b"/Catalog").is_some()
    };
    objects.iter().rev().find(|(_, (_, at))| is_catalog(*at)).map(|(number, (generation, _))| (*number, *generation))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_by_their_numbers() {
        let file = b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\r12 3 obj\n<<>> endobj\n1 0 obj <</Type/Catalog /New 1>> endobj";
        let whole = repaired(file).expect("a root");
        let table = String::from_utf8_lossy(&whole[file.len()..]).into_owned();
        assert!(table.contains("1 1\n0000000064 00000 n \n12 1\n0000000043 00003 n \n"), "{table}");
        assert!(table.contains("/Size 13 /Root 1 0 R >>"), "{table}");
        assert_eq!(repaired(b"%PDF-1.4 nothing"), None);
    }
}
