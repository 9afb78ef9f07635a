//! The attributes of an indicator, and how several months are summarised.

/// The attributes of an indicator.
#[derive(Clone, Copy, Debug)]
pub struct Indicator {
    /// Name, as in every file.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Meaning.
    pub meaning: &'static str,
    /// Whom it describes.
    pub scope: Scope,
    /// How several months are summarised.
    pub over: Over,
}

/// Whom an indicator describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One sending state.
    State,
    /// Russia, the bargain or the third states.
    World,
}

/// How several months are summarised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// By their mean: stocks, shares, prices.
    Mean,
    /// By their total: flows of people and money.
    Total,
    /// By the last month: what accumulates from the first day.
    Last,
}

impl Over {
    /// The summary of monthly values.
    pub fn of(self, months: &[f64]) -> f64 {
        match self {
            Self::Mean => months.iter().sum::<f64>() / months.len() as f64,
            Self::Total => months.iter().sum(),
            Self::Last => months.last().copied().unwrap_or(f64::NAN),
        }
    }

    /// The name in files: `mean`, `total` or `last`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Total => "total",
            Self::Last => "last",
        }
    }
}

/// The id of an indicator: its position in [`super::INDICATORS`] and in every row of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorId(usize);

impl IndicatorId {
    /// The id of a position that the table has.
    pub(super) const fn new(index: usize) -> Self {
        Self(index)
    }

    /// Its position.
    pub const fn index(self) -> usize {
        self.0
    }
}
