//! A few stems, from which those of a long text are struck out.

/// A set of a few dozen stems at most.
///
/// Every word of every body is looked up here, and nearly none is a member: 64 bits that sum up the members answer most
/// look-ups without comparing anything.
#[derive(Debug, Default)]
pub(super) struct FewStems {
    stems: Vec<String>,
    summary: u64,
}

impl FewStems {
    pub(super) fn insert(&mut self, stem: &str) {
        if !self.stems.iter().any(|member| member == stem) {
            self.stems.push(stem.to_owned());
            self.summary |= bit(stem);
        }
    }

    pub(super) fn remove(&mut self, stem: &str) {
        if self.summary & bit(stem) != 0
            && let Some(position) = self.stems.iter().position(|member| member == stem)
        {
            self.stems.swap_remove(position);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.stems.iter().map(String::as_str)
    }
}

/// Returns the one bit that stands for a stem, by its length, its first and its last byte.
fn bit(stem: &str) -> u64 {
    let (first, last) = (stem.as_bytes().first(), stem.as_bytes().last());
    let sum = stem.len() * 17 + usize::from(*first.unwrap_or(&0)) * 5 + usize::from(*last.unwrap_or(&0));
    1 << (sum % 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_struck_out_and_others_do_no_harm() {
        let mut stems = FewStems::default();
        for stem in ["storm", "flood", "storm", ""] {
            stems.insert(stem);
        }
        for stem in ["flood", "sea", "flute", ""] {
            stems.remove(stem);
        }
        assert_eq!(stems.iter().collect::<Vec<_>>(), ["storm"]);
    }
}
