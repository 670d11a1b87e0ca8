//! Binary property lists, in which single values are looked up without parsing the rest.
//!
//! Lists can share parts, so that a small file could expand to an immense one; nothing is expanded here. The format is that of Apple's `CFBinaryPList.c`:
//! objects, a table of their offsets, and a trailer of 32 bytes.

/// The length of the trailer.
const TRAILER: usize = 32;
/// The maximum number of names of a dictionary that are compared.
const MOST_NAMES: usize = 10_000;

/// The number of an object in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ObjectNumber(u64);

/// A value that is not a reference.
pub(super) enum DictionaryValue<'a> {
    Text(String),
    Data(&'a [u8]),
}

/// A property list.
pub(super) struct BinaryList<'a> {
    bytes: &'a [u8],
    place_size: usize,
    number_size: usize,
    top: ObjectNumber,
    places: u64,
}

/// An object: its type, the number of its members or bytes, and the bytes that follow.
struct Object<'a> {
    kind: u8,
    length: usize,
    rest: &'a [u8],
}

impl<'a> BinaryList<'a> {
    /// Reads the trailer; `None` if it is missing.
    pub(super) fn new(bytes: &'a [u8]) -> Option<Self> {
        let trailer = bytes.get(bytes.len().checked_sub(TRAILER)?..)?;
        let list = Self {
            bytes,
            place_size: usize::from(*trailer.get(6)?),
            number_size: usize::from(*trailer.get(7)?),
            top: ObjectNumber(number(trailer.get(16..24)?)?),
            places: number(trailer.get(24..32)?)?,
        };
        Some(list).filter(|list| (1..=8).contains(&list.place_size) && (1..=8).contains(&list.number_size))
    }

    /// Returns the outermost object.
    pub(super) fn top(&self) -> ObjectNumber {
        self.top
    }

    /// Returns the value of a name in a dictionary.
    pub(super) fn value(&self, dictionary: ObjectNumber, name: &str) -> Option<ObjectNumber> {
        let Object { kind: 0xD, length, rest } = self.object(dictionary)? else { return None };
        let size = self.number_size;
        let names = rest.get(..length.checked_mul(size)?)?;
        let values = rest.get(names.len()..names.len().checked_mul(2)?)?;
        let at = names.chunks_exact(size).take(MOST_NAMES).position(|found| {
            let text = number(found).and_then(|found| self.content(ObjectNumber(found)));
            matches!(text, Some(DictionaryValue::Text(text)) if text == name)
        })?;
        number(values.chunks_exact(size).nth(at)?).map(ObjectNumber)
    }

    /// Returns the content of a text or of data.
    pub(super) fn content(&self, object: ObjectNumber) -> Option<DictionaryValue<'a>> {
        let Object { kind, length, rest } = self.object(object)?;
        match kind {
            0x4 => rest.get(..length).map(DictionaryValue::Data),
            0x5 => rest.get(..length).map(|text| DictionaryValue::Text(String::from_utf8_lossy(text).into_owned())),
            0x6 => {
                let text = rest.get(..length.checked_mul(2)?)?;
                Some(DictionaryValue::Text(encoding_rs::UTF_16BE.decode_without_bom_handling(text).0.into_owned()))
            }
            _ => None,
        }
    }

    fn object(&self, object: ObjectNumber) -> Option<Object<'a>> {
        let place = usize::try_from(self.places).ok()?;
        let place = place.checked_add(usize::try_from(object.0).ok()?.checked_mul(self.place_size)?)?;
        let place = number(self.bytes.get(place..place.checked_add(self.place_size)?)?)?;
        let bytes = self.bytes.get(usize::try_from(place).ok()?..)?;
        let (marker, rest) = bytes.split_first()?;
        let (kind, short) = (marker >> 4, marker & 0x0F);
        if short != 0x0F {
            return Some(Object { kind, length: usize::from(short), rest });
        }
        // A length that needs more than four bits is stored as a separate integer.
        let (marker, rest) = rest.split_first()?;
        let size = (marker >> 4 == 1 && marker & 0x0F <= 3).then(|| 1_usize << (marker & 0x0F))?;
        let (length, rest) = rest.split_at_checked(size)?;
        Some(Object { kind, length: usize::try_from(number(length)?).ok()?, rest })
    }
}

/// Returns a big-endian number of up to eight bytes.
fn number(bytes: &[u8]) -> Option<u64> {
    (bytes.len() <= 8).then(|| bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A dictionary `{"a": "río", "b": data}`.
    fn list() -> Vec<u8> {
        let mut bytes = b"bplist00".to_vec();
        let objects: [&[u8]; 5] = [
            &[0xD2, 1, 2, 3, 4],
            &[0x51, b'a'],
            &[0x51, b'b'],
            &[0x63, 0, b'r', 0, 0xED, 0, b'o'],
            &[0x4F, 0x10, 2, 7, 8],
        ];
        let mut places = Vec::new();
        for object in objects {
            places.push(u8::try_from(bytes.len()).unwrap());
            bytes.extend_from_slice(object);
        }
        let table = bytes.len();
        bytes.extend_from_slice(&places);
        bytes.extend_from_slice(&[0, 0, 0, 0, 0, 0, 1, 1]);
        for number in [5, 0, table] {
            bytes.extend_from_slice(&(number as u64).to_be_bytes());
        }
        bytes
    }

    #[test]
    fn values_are_looked_up_by_name() {
        let bytes = list();
        let list = BinaryList::new(&bytes).unwrap();
        let content = |name: &str| list.content(list.value(list.top(), name)?);
        assert!(matches!(content("a"), Some(DictionaryValue::Text(text)) if text == "río"));
        assert!(matches!(content("b"), Some(DictionaryValue::Data([7, 8]))));
        assert!(content("c").is_none());
    }

    #[test]
    fn damaged_lists_have_fewer_values() {
        let bytes = list();
        for at in 0..bytes.len() {
            for change in [0xFF, 0x80, 0x0F, 1] {
                let mut damaged = bytes.clone();
                damaged[at] ^= change;
                if let Some(list) = BinaryList::new(&damaged) {
                    let _ = list.value(list.top(), "b").and_then(|value| list.content(value));
                }
                let _ = BinaryList::new(&damaged[at..]);
            }
        }
    }
}
