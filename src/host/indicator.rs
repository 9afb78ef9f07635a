//! The attributes of an indicator, and how several months are summarised.

/// The attributes of an indicator.
#[derive(Clone, Copy, Debug)]
pub struct Indicator {
    /// Name, as in every file.
    pub name: &'static str,
    /// Unit, a template.
    pub unit: &'static str,
    /// Meaning, a template.
    pub meaning: &'static str,
    /// Whom it describes.
    pub scope: Scope,
    /// How several months are summarised.
    pub over: Over,
    /// The currency of its unit; none if it has none, or is in dollars.
    pub money: Option<Money>,
    /// The values it can have.
    pub range: Range,
    /// Agents from which its level is right to a tenth or better; below, its level is biased by the size of the run,
    /// and only differences between runs of one size count. 0 if its level has no such bias.
    pub level_from: u32,
}

/// Whom an indicator describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One sending state.
    State,
    /// The host state, the bargain or the third states.
    World,
}

/// The currency of an amount that is not in dollars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Money {
    /// The host state's.
    Host,
    /// The sending state's.
    Home,
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

/// The values that an indicator can have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Range {
    /// Any number.
    Any,
    /// An amount: not below zero.
    Amount,
    /// A count of agents, in people: not below zero, and no finer than the people that one agent stands for.
    Count,
    /// Not below and not above these.
    Within(f64, f64),
    /// 0 or 1.
    YesNo,
}

impl Money {
    /// The currency of a unit, by its placeholder.
    pub(super) const fn of(unit: &str) -> Option<Self> {
        let text = unit.as_bytes();
        let mut at = 0;
        while at + 3 < text.len() {
            match [text[at], text[at + 1], text[at + 2], text[at + 3]] {
                [b'{', b'h', b'o', b's'] => return Some(Self::Host),
                [b'{', b'h', b'o', b'm'] => return Some(Self::Home),
                _ => at += 1,
            }
        }
        None
    }
}

impl Range {
    /// The range of a unit, unless the table gives another.
    pub(super) const fn of(unit: &str) -> Self {
        match unit.as_bytes() {
            b"%" | b"% a month" => Self::Within(0.0, 100.0),
            b"yes or no" => Self::YesNo,
            b"people" | b"entries" | b"checks" | b"offences" | b"permits" | b"patents" => Self::Count,
            _ => Self::Amount,
        }
    }

    /// The smallest and the largest value.
    pub const fn ends(self) -> (f64, f64) {
        match self {
            Self::Any => (f64::NEG_INFINITY, f64::INFINITY),
            Self::Amount | Self::Count => (0.0, f64::INFINITY),
            Self::Within(low, high) => (low, high),
            Self::YesNo => (0.0, 1.0),
        }
    }
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
