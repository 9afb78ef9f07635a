//! Whether the levels of a world are those of its base year: each against its own series, and against each other.
//!
//! A level of another year, or in another unit, is a valid number and makes a run wrong by half. Bounds are wide, so
//! that only a contradiction is named.

use super::series::{Series, kind};
use super::{Origin, World};
use std::ops::RangeInclusive;

/// A level over the mean of its series in the base year.
const OWN_SERIES: RangeInclusive<f64> = 0.9..=1.1;
/// Migrants' wage over the mean wage in the host state.
const WAGE: RangeInclusive<f64> = 0.3..=1.6;
/// Remittances over what people abroad would send.
const REMITTANCES: RangeInclusive<f64> = 0.5..=2.0;
/// Imports over what pays for them.
const IMPORTS: RangeInclusive<f64> = 0.7..=1.4;
/// First day's exchange rate over that of the base year.
const FIRST_RATE: RangeInclusive<f64> = 0.5..=2.0;
/// Monthly costs over the wage.
const COSTS: RangeInclusive<f64> = 0.0..=0.7;
/// Income a head of the median household over the poverty line.
const INCOME: RangeInclusive<f64> = 0.2..=5.0;

/// Contradictions, each with the field where it stands.
struct Found(Vec<String>);

impl Found {
    /// Names a ratio outside its bounds.
    fn ratio(&mut self, field: &str, ratio: f64, bounds: &RangeInclusive<f64>, said: impl FnOnce() -> String) {
        if ratio.is_finite() && !bounds.contains(&ratio) {
            self.0.push(format!("{field}: {}", said()));
        }
    }

    /// Compares a level with the mean of its series in the base year.
    fn series(&mut self, field: &str, level: f64, series: Option<&Series>, base: i16) {
        let Some(series) = series.filter(|s| s.months().is_some()) else { return };
        let mean = series.mean(base);
        self.ratio(field, level / mean, &OWN_SERIES, || {
            format!("{level} is not the level of {base}: {} has {mean:.4} for `{}`", series.file, series.name)
        });
    }
}

impl World {
    /// Where its levels contradict its series or each other; none if they agree.
    pub fn contradictions(&self) -> Vec<String> {
        let mut found = Found(Vec::new());
        let (base, (from, to)) = (self.base, self.valid);
        if !(from..=to).contains(&base) {
            found.0.push(format!("base: {base} lies outside the years {from} to {to} that the world is meant for"));
        }
        let a = self.assumptions.values();
        if let Some(index) = self.exogenous.get(kind::WAGE_INDEX).filter(|s| s.unit.contains("a month")) {
            let mean = index.mean(base);
            found.ratio("assumptions.wage", a.wage / mean, &WAGE, || {
                format!("{} beside a mean wage of {mean:.0} in {base} ({})", a.wage, index.file)
            });
        }
        for (field, cost) in [("living_floor", a.living_floor), ("patent_price", a.patent_price)] {
            found.ratio(&format!("assumptions.{field}"), cost / a.wage, &COSTS, || {
                format!("{cost} a month of a wage of {}: migrants could send nothing", a.wage)
            });
        }
        for (i, origin) in self.origins.iter().enumerate() {
            self.of_origin(&mut found, origin, &format!("origins[{i}]"));
        }
        found.0
    }

    fn of_origin(&self, found: &mut Found, origin: &Origin, at: &str) {
        let (a, h, base) = (self.assumptions.values(), origin.assumptions.values(), self.base);
        let name = &origin.name;
        found.series(&format!("{at}.population"), origin.population, origin.exogenous.get(kind::POPULATION), base);
        found.series(&format!("{at}.assumptions.exports"), h.exports, origin.exogenous.get(kind::EXPORTS), base);
        let sent = h.started_abroad * h.usual_employment * a.wage * a.sent_share * 12.0 * (1.0 + h.outside_senders);
        let sent = sent / (self.base_rate() * self.host.currency.unit) / 1e6;
        found.ratio(&format!("{at}.assumptions.remittances"), h.remittances / sent, &REMITTANCES, || {
            format!("{} million dollars in {base}, and the people of {name} abroad would send {sent:.0}", h.remittances)
        });
        let financing = origin.exogenous.get(kind::FINANCING).map_or(0.0, |s| s.mean(base));
        let paid = h.exports + h.remittances + financing;
        found.ratio(&format!("{at}.assumptions.imports"), h.imports / paid, &IMPORTS, || {
            format!("{} million dollars, and exports, remittances and financing pay {paid:.0} in {base}", h.imports)
        });
        let first = h.first_lcu_per_dollar;
        found.ratio(&format!("{at}.assumptions.first_lcu_per_dollar"), first / h.lcu_per_dollar, &FIRST_RATE, || {
            format!("{first} on the first day, and {} in {base}", h.lcu_per_dollar)
        });
        let head = h.home_income / (1.0 + h.dependents);
        found.ratio(&format!("{at}.assumptions.poverty_line"), head / h.poverty_line, &INCOME, || {
            format!("{} beside {head:.0} a head of the median household: another unit?", h.poverty_line)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_world_of_another_year_says_where_its_levels_are_not_of_that_year() {
        let mut world = World::reference();
        assert_eq!(world.contradictions(), Vec::<String>::new());
        world.base = 2007;
        let found = world.contradictions();
        for field in ["base", "assumptions.wage", "origins[0].population", "origins[0].assumptions.exports"] {
            assert!(found.iter().any(|text| text.starts_with(&format!("{field}: "))), "{field}: {found:?}");
        }
    }

    #[test]
    fn levels_that_contradict_each_other_are_named() {
        type Change = fn(&mut World);
        let cases: [(&str, Change); 6] = [
            ("remittances", |w| w.origins[0].assumptions.remittances.value /= 5.0),
            ("imports", |w| w.origins[0].assumptions.imports.value *= 2.0),
            ("first_lcu_per_dollar", |w| w.origins[0].assumptions.first_lcu_per_dollar.value *= 10.0),
            ("poverty_line", |w| w.origins[0].assumptions.poverty_line.value *= 12.0),
            ("living_floor", |w| w.assumptions.living_floor.value *= 10.0),
            ("patent_price", |w| w.assumptions.patent_price.value *= 100.0),
        ];
        for (field, change) in cases {
            let mut world = World::reference();
            change(&mut world);
            let found = world.contradictions();
            assert!(found.iter().any(|text| text.contains(field)), "{field}: {found:?}");
        }
    }
}
