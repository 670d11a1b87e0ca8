//! gzip files of many members, such as web archives with a member for each record.
//!
//! A damaged member ends with [`DamagedMember`]; a caller that continues to read gets the next member. The search for its beginning includes bytes that the
//! damaged member has consumed, because a truncated member swallows those after it. At most as many bytes are searched twice as were read.

use super::gzip_window::{GzipWindow, MAGIC};
use flate2::{Decompress, FlushDecompress, Status};
use std::io::{self, BufRead, Read};

/// A member of a gzip file is damaged or truncated; reading can continue with the next one.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct DamagedMember(#[source] io::Error);

impl DamagedMember {
    /// Returns whether reading can continue after an error.
    pub(super) fn is_cause_of(error: &io::Error) -> bool {
        error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Self>)
    }
}

/// Reads the content of all members.
pub(super) struct GzipMembers<R> {
    window: GzipWindow<R>,
    state: GzipState,
}

enum GzipState {
    /// A member begins.
    Begin,
    Inside(GzipMember),
    /// The content of a member was read up to some damage, which is reported next.
    Damaged(io::Error),
    /// After damage, which was reported.
    Lost,
}

/// The member being read.
struct GzipMember {
    inflate: Decompress,
    checksum: crc32fast::Hasher,
    length: u32,
}

impl<R: Read> GzipMembers<R> {
    pub(super) fn new(source: R) -> Self {
        let window = GzipWindow::new(source);
        Self { window, state: GzipState::Begin }
    }
}

impl<R: Read> Read for GzipMembers<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match &mut self.state {
                GzipState::Begin => {
                    if self.window.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    self.window.begin();
                    self.state = match begin(&mut self.window) {
                        Ok(member) => GzipState::Inside(member),
                        Err(error) if is_of_content(&error) => GzipState::Damaged(error),
                        Err(error) => return Err(error),
                    };
                }
                GzipState::Inside(member) => {
                    let (produced, step) = member.step(&mut self.window, buffer)?;
                    match step {
                        MemberStep::Goes => {}
                        MemberStep::Ends => match member.check(&mut self.window) {
                            Ok(()) => self.state = GzipState::Begin,
                            Err(error) if is_of_content(&error) => self.state = GzipState::Damaged(error),
                            Err(error) => return Err(error),
                        },
                        MemberStep::Fails(error) => self.state = GzipState::Damaged(error),
                    }
                    if produced > 0 {
                        return Ok(produced);
                    }
                }
                GzipState::Damaged(_) => {
                    self.window.step_back();
                    if let GzipState::Damaged(error) = std::mem::replace(&mut self.state, GzipState::Lost) {
                        return Err(damaged(error));
                    }
                }
                GzipState::Lost => {
                    if !self.window.next_member()? {
                        return Ok(0);
                    }
                    self.state = GzipState::Begin;
                }
            }
        }
    }
}

/// The state of a member after a step.
enum MemberStep {
    Goes,
    Ends,
    Fails(io::Error),
}

impl GzipMember {
    /// Decompresses some bytes and returns their number; any error comes from the source.
    fn step(&mut self, window: &mut GzipWindow<impl Read>, buffer: &mut [u8]) -> io::Result<(usize, MemberStep)> {
        let input = window.fill_buf()?;
        let has_ended = input.is_empty();
        let (read, written) = (self.inflate.total_in(), self.inflate.total_out());
        let flush = if has_ended { FlushDecompress::Finish } else { FlushDecompress::None };
        let result = self.inflate.decompress(input, buffer, flush);
        // Bytes before the damage count too.
        let read = usize::try_from(self.inflate.total_in() - read).unwrap_or_default();
        let written = usize::try_from(self.inflate.total_out() - written).unwrap_or_default();
        window.consume(read);
        self.checksum.update(buffer.get(..written).unwrap_or_default());
        self.length = self.length.wrapping_add(u32::try_from(written).unwrap_or_default());
        let step = match result {
            Ok(Status::StreamEnd) => MemberStep::Ends,
            Ok(_) if has_ended && written == 0 => MemberStep::Fails(io::ErrorKind::UnexpectedEof.into()),
            Ok(_) => MemberStep::Goes,
            Err(_) => MemberStep::Fails(invalid("corrupt deflate stream")),
        };
        Ok((written, step))
    }

    /// Compares the checksum and the length after the content.
    fn check(&self, window: &mut GzipWindow<impl Read>) -> io::Result<()> {
        let mut stated = [0; 8];
        window.read_exact(&mut stated)?;
        let found = [self.checksum.clone().finalize(), self.length].map(u32::to_le_bytes).concat();
        if found == stated { Ok(()) } else { Err(invalid("corrupt gzip stream does not have a matching checksum")) }
    }
}

/// Reads the head of a member (RFC 1952).
fn begin(window: &mut GzipWindow<impl Read>) -> io::Result<GzipMember> {
    const CHECKSUM: u8 = 2;
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    let mut head = [0; 10];
    window.read_exact(&mut head)?;
    if !head.starts_with(&MAGIC) {
        return Err(invalid("invalid gzip header"));
    }
    let [_, _, _, flags, ..] = head;
    if flags & EXTRA != 0 {
        let mut length = [0; 2];
        window.read_exact(&mut length)?;
        skip(window, u16::from_le_bytes(length).into())?;
    }
    for text in [NAME, COMMENT] {
        if flags & text != 0 {
            while byte(window)? != 0 {}
        }
    }
    if flags & CHECKSUM != 0 {
        skip(window, 2)?;
    }
    Ok(GzipMember { inflate: Decompress::new(false), checksum: crc32fast::Hasher::new(), length: 0 })
}

fn skip(window: &mut GzipWindow<impl Read>, count: usize) -> io::Result<()> {
    (0..count).try_for_each(|_| byte(window).map(drop))
}

fn byte(window: &mut GzipWindow<impl Read>) -> io::Result<u8> {
    let mut byte = [0];
    window.read_exact(&mut byte)?;
    let [byte] = byte;
    Ok(byte)
}

fn invalid(detail: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, detail)
}

/// Returns whether an error is in the compressed data rather than in their source.
fn is_of_content(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, UnexpectedEof};
    let is_limit = error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<super::skip::LimitExceeded>);
    !is_limit && error.raw_os_error().is_none() && matches!(error.kind(), InvalidData | UnexpectedEof)
}

fn damaged(cause: io::Error) -> io::Error {
    io::Error::new(cause.kind(), DamagedMember(cause))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    /// Returns the texts between the errors.
    fn read(bytes: &[u8]) -> Vec<String> {
        let mut members = GzipMembers::new(bytes);
        let mut parts = Vec::new();
        loop {
            let mut part = Vec::new();
            let read = members.read_to_end(&mut part);
            parts.push(String::from_utf8_lossy(&part).into_owned());
            match read {
                Ok(_) => return parts,
                Err(error) => assert!(DamagedMember::is_cause_of(&error), "{error}"),
            }
        }
    }

    #[test]
    fn members_after_a_damaged_one_are_read() {
        let [one, two, three] = ["The river rose. ", "The ferry ran aground. ", "The wall stands."].map(member);
        assert_eq!(
            read(&[one.clone(), two.clone(), three.clone()].concat()),
            ["The river rose. The ferry ran aground. The wall stands."]
        );
        for cut in 1..two.len() {
            let parts = read(&[one.as_slice(), &two[..cut], &three].concat());
            assert!(parts[0].starts_with("The river rose. "), "{cut}: {parts:?}");
            assert!(parts.len() > 1 && parts.last().unwrap().ends_with("The wall stands."), "{cut}: {parts:?}");
        }
        for at in 0..two.len() {
            let mut broken = two.clone();
            broken[at] ^= 0x55;
            let parts = read(&[one.as_slice(), &broken, &three].concat());
            assert!(parts.last().unwrap().ends_with("The wall stands."), "{at}: {parts:?}");
        }
        for cut in 1..one.len() {
            assert_eq!(read(&one[..cut]).len(), 2, "{cut}");
        }
        assert_eq!(read(&[one.as_slice(), b"garbage", &three].concat()), ["The river rose. ", "The wall stands."]);
        // The content of a member before the damage is kept.
        let text: String = (0..20_000).map(|number| format!("{number} ")).collect();
        let mut long = member(&text);
        let middle = long.len() / 2;
        long[middle..middle + 9].fill(0xFF);
        let parts = read(&[long.as_slice(), &three].concat());
        assert!(parts[0].len() > text.len() / 3 && parts.last().unwrap() == "The wall stands.");
    }

    #[test]
    fn hostile_beginnings_of_members_take_linear_time() {
        // A member whose text is full of magic numbers of members that never end properly.
        let mut stored = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];
        let inner: Vec<u8> = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0, 0xFF, 0xFF, 0, 0].repeat(4_000);
        stored.extend_from_slice(&[0, 0xFF, 0xFF, 0, 0]);
        let bytes: Vec<u8> = stored.iter().chain(&inner).copied().collect::<Vec<u8>>().repeat(8);
        let mut members = GzipMembers::new(bytes.as_slice());
        let mut out = 0_u64;
        loop {
            match io::copy(&mut members, &mut io::sink()) {
                Ok(count) => {
                    out += count;
                    break;
                }
                Err(error) => assert!(DamagedMember::is_cause_of(&error)),
            }
        }
        assert!(out < 100 * bytes.len() as u64);
        let mut window = GzipWindow::new(bytes.as_slice());
        while window.next_member().unwrap() {
            window.consume(20);
            window.step_back();
        }
        assert!(window.repeated <= window.read);
    }
}
