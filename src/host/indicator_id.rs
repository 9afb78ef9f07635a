//! Indicator ids: from names and positions, and to the attributes of the table.
//!
//! Code names an indicator by a constant of [`super::ids`], so that a misspelt name does not compile. A name typed by
//! a user is parsed by [`IndicatorId::parse`].

use super::indicator::{Indicator, IndicatorId, Over, Range, Scope};
use super::indicators::INDICATORS;
use super::indicators::ids::{CONCESSION_HAZARD, CRISIS_HAZARD, PROTESTERS, REFUGEES_EXPECTED, SENT_PER_MIGRANT};
use crate::config::suggest;
use std::fmt;
use std::ops::Index;

/// A name that no indicator has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown indicator `{name}`; {help}")]
pub struct UnknownIndicator {
    /// The name as typed.
    pub name: String,
    /// The nearest name, or the names there are.
    pub help: String,
}

impl IndicatorId {
    /// The number of indicators.
    pub const COUNT: usize = INDICATORS.len();

    /// Every indicator, in the order of every table.
    pub const ALL: [Self; Self::COUNT] = {
        let mut all = [Self::new(0); Self::COUNT];
        let mut i = 0;
        while i < Self::COUNT {
            all[i] = Self::new(i);
            i += 1;
        }
        all
    };

    /// The indicator at a position. Panics if there is none.
    pub const fn at(index: usize) -> Self {
        assert!(index < Self::COUNT, "no indicator has this index");
        Self::new(index)
    }

    /// The indicator of exactly this name.
    pub fn named(name: &str) -> Option<Self> {
        let name = crate::config::aliases::current(name);
        INDICATORS.iter().position(|i| i.name == name).map(Self::new)
    }

    /// The indicator of a name that a user typed. The error suggests the nearest name.
    pub fn parse(name: &str) -> Result<Self, UnknownIndicator> {
        Self::named(name).ok_or_else(|| UnknownIndicator {
            name: name.to_owned(),
            help: suggest(name, INDICATORS.iter().map(|i| i.name)),
        })
    }

    /// Its name, as in every file.
    pub const fn name(self) -> &'static str {
        INDICATORS[self.index()].name
    }

    /// Its unit.
    pub const fn unit(self) -> &'static str {
        INDICATORS[self.index()].unit
    }

    /// Its meaning.
    pub const fn meaning(self) -> &'static str {
        INDICATORS[self.index()].meaning
    }

    /// How several months are summarised.
    pub const fn over(self) -> Over {
        INDICATORS[self.index()].over
    }

    /// True if a value is what happened within its month, stated as a rate a month or as people of the month: of a
    /// month that the run covers in part it would be that of some days.
    pub fn is_of_month(self) -> bool {
        [SENT_PER_MIGRANT, PROTESTERS, CRISIS_HAZARD, REFUGEES_EXPECTED, CONCESSION_HAZARD].contains(&self)
    }

    /// A value as tables show it: none (NaN) for a rate a month of a month that the run covers in part. Flows are shown
    /// as they were counted, beside the days of their month.
    pub fn shown(self, value: f64, whole_month: bool) -> f64 {
        if whole_month || !self.is_of_month() { value } else { f64::NAN }
    }

    /// The values it can have.
    pub const fn range(self) -> Range {
        INDICATORS[self.index()].range
    }

    /// Agents from which its level, and not only a difference, is right to a tenth.
    pub const fn level_from(self) -> u32 {
        INDICATORS[self.index()].level_from
    }

    /// Whom it describes.
    pub const fn scope(self) -> Scope {
        INDICATORS[self.index()].scope
    }
}

impl fmt::Display for IndicatorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Index<IndicatorId> for [Indicator] {
    type Output = Indicator;

    fn index(&self, id: IndicatorId) -> &Indicator {
        &self[id.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::super::ids;
    use super::*;

    #[test]
    fn constants_names_and_positions_agree() {
        assert_eq!((ids::ABROAD.index(), ids::ABROAD.name()), (0, "abroad"));
        assert_eq!(ids::ACCESSIONS.index(), IndicatorId::COUNT - 1);
        for (i, id) in IndicatorId::ALL.into_iter().enumerate() {
            assert_eq!((id.index(), IndicatorId::named(id.name())), (i, Some(id)));
        }
    }

    #[test]
    fn a_misspelt_name_gets_a_suggestion() {
        let error = IndicatorId::parse("remitances_usd").unwrap_err();
        assert_eq!(error.to_string(), "unknown indicator `remitances_usd`; did you mean `remittances_usd`?");
        assert_eq!(IndicatorId::parse("poverty"), Ok(ids::POVERTY));
        assert_eq!(IndicatorId::parse("remittances_tjs"), Ok(ids::REMITTANCES_LCU), "a former name");
    }
}
