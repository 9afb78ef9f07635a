//! People by class of savings, in units of the target: from one target of debt to one and a half of savings.

use serde::{Deserialize, Serialize};

/// Number of classes.
pub const CLASSES: usize = 11;
const LEAST: f64 = -1.0;
const STEP: f64 = 0.25;
/// The class of people with neither savings nor debt.
const NOTHING: usize = 4;

/// Savings of a class, in targets.
pub fn savings(class: usize) -> f64 {
    LEAST + STEP * class as f64
}

/// People by class of savings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct People([f64; CLASSES]);

impl People {
    /// People without savings or debt.
    pub fn without_savings(people: f64) -> Self {
        let mut all = Self::default();
        all.0[NOTHING] = people;
        all
    }

    /// All of them.
    pub fn total(&self) -> f64 {
        self.0.iter().sum()
    }

    /// Each class with its savings.
    pub fn classes(&self) -> impl Iterator<Item = (f64, f64)> {
        self.0.iter().enumerate().map(|(class, people)| (savings(class), *people))
    }

    /// Adds others.
    pub fn add(&mut self, others: &Self) {
        self.0.iter_mut().zip(others.0).for_each(|(people, more)| *people += more);
    }

    /// Takes out a share of each class, 0 to 1, given its savings.
    pub fn take(&mut self, share: impl Fn(f64) -> f64) -> Self {
        let mut taken = Self::default();
        for (class, (people, out)) in self.0.iter_mut().zip(&mut taken.0).enumerate() {
            *out = *people * share(savings(class));
            *people -= *out;
        }
        taken
    }

    /// The same people after their savings have changed; a mean between two classes is kept, and what lies outside the
    /// classes stays at their ends.
    pub fn after(&self, change: impl Fn(f64) -> f64) -> Self {
        let mut moved = Self::default();
        for (x, people) in self.classes() {
            let at = ((change(x) - LEAST) / STEP).clamp(0.0, (CLASSES - 1) as f64);
            let below = (at as usize).min(CLASSES - 2);
            let part = at - below as f64;
            moved.0[below] += people * (1.0 - part);
            moved.0[below + 1] += people * part;
        }
        moved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_mean_savings_are_kept_between_the_ends() {
        assert_eq!(savings(NOTHING), 0.0);
        let mean = |p: &People| p.classes().map(|(x, n)| x * n).sum::<f64>();
        let all = People::without_savings(100.0).after(|x| x + 0.1).after(|x| x + 0.33);
        assert!((all.total() - 100.0).abs() < 1e-12 && (mean(&all) - 43.0).abs() < 1e-9);
        let mut left = all;
        let taken = left.take(|x| if x > 0.4 { 1.0 } else { 0.5 });
        assert!((left.total() + taken.total() - 100.0).abs() < 1e-12 && taken.total() > left.total());
        assert!((mean(&all.after(|x| x + 9.0)) - 150.0).abs() < 1e-9, "no more than the last class");
    }
}
