//! Passages of a window, a bit each.

/// Passages of a window: so few that their frequencies stay in a near cache, so many that a rare word does not begin ever new ones.
pub const WIDTH: usize = 8192;

/// Passages of a window, a bit each.
#[derive(Clone, Copy)]
pub(super) struct Bits([u64; WIDTH / 64]);

impl Bits {
    /// None of them.
    pub const NONE: Self = Self([0; WIDTH / 64]);

    /// All of them.
    pub const ALL: Self = Self([u64::MAX; WIDTH / 64]);

    pub fn set(&mut self, i: u32) {
        self.0[i as usize / 64 % (WIDTH / 64)] |= 1 << (i % 64);
    }

    pub fn has(&self, i: u32) -> bool {
        self.0[i as usize / 64 % (WIDTH / 64)] >> (i % 64) & 1 == 1
    }

    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(bits, other)| *bits &= other);
    }

    pub fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(bits, other)| *bits |= other);
    }

    pub fn remove(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(bits, other)| *bits &= !other);
    }

    /// Calls `each` with the passages in order.
    pub fn each(&self, mut each: impl FnMut(u32)) {
        for (word, &bits) in self.0.iter().enumerate() {
            let mut left = bits;
            while left != 0 {
                each(word as u32 * 64 + left.trailing_zeros());
                left &= left - 1;
            }
        }
    }
}
