//! What is valid and yet hard to believe: years that the world is not meant for, series that go on outside their months,
//! jobs that do not fit the migrants.

use super::Scenario;
use crate::world::World;
use jiff::civil::Date;

/// Jobs for each migrant abroad on the first day: outside of these, host demand is another corridor's.
const JOBS_EACH: std::ops::RangeInclusive<f64> = 0.3..=1.5;

/// Years from the base year to the start that need no word.
const FROM_BASE: i16 = 2;

impl World {
    /// Jobs for each migrant abroad on the first day.
    pub fn jobs_each(&self) -> f64 {
        let jobs = self.host_regions.iter().flat_map(|r| &r.demand).sum::<f64>() * self.jobs_factor();
        jobs / self.origins.iter().map(|o| o.assumptions.started_abroad.value).sum::<f64>()
    }

    /// What is hard to believe of a run between two days; none if there is nothing to say.
    pub fn warnings(&self, start: Date, end: Date) -> Vec<String> {
        let mut found = Vec::new();
        let (first, last) = self.valid;
        if start.year() < first || end.year() > last {
            found.push(format!("the run is from {start} to {end}, and the world is meant for {first} to {last}"));
        }
        if (start.year() - self.base).abs() > FROM_BASE {
            found.push(format!(
                "the run starts in {}, and the levels of the world are of {}: trends carry them over the years between",
                start.year(),
                self.base
            ));
        }
        found.extend(self.contradictions());
        let each = self.jobs_each();
        if !JOBS_EACH.contains(&each) {
            found.push(format!(
                "{each:.2} jobs for each migrant abroad on the first day (usual: {} to {}): the regions' demand fits \
                 another sending state",
                JOBS_EACH.start(),
                JOBS_EACH.end()
            ));
        }
        found
    }
}

impl Scenario {
    /// What is hard to believe of it; none if there is nothing to say.
    pub fn warnings(&self) -> Vec<String> {
        let mut found = self.world.warnings(self.calendar.start, self.calendar.end);
        found.extend(self.extrapolated());
        found
    }

    /// For each lever of the timeline, whether it sets what holds already.
    pub fn idle_levers(&self) -> Vec<bool> {
        let until = |n: usize| Self { timeline: self.timeline[..n].to_vec(), ..self.clone() };
        let rate = |x: &Self, on| x.policy(on).accounts_per_dollar(&x.world, on);
        let idle = |(n, (on, lever)): (usize, &(Date, super::Lever))| {
            let (before, after) = (until(n), until(n + 1));
            match lever {
                super::Lever::Demonstration { shocks } => *shocks == 0.0,
                super::Lever::BuildCamps { per_month } => {
                    let pace = before.timeline.iter().rev().find_map(|(_, l)| match l {
                        super::Lever::BuildCamps { per_month } => Some(*per_month),
                        _ => None,
                    });
                    pace.unwrap_or(0.0) == *per_month
                }
                super::Lever::HostCurrency { .. } => {
                    let course = |x: &Self| [*on, self.calendar.end].map(|day| rate(x, day));
                    course(&before) == course(&after)
                }
                super::Lever::HostCurrencyPath { .. } => false,
                super::Lever::PlacesShare { .. } | super::Lever::Naturalisations { .. } => {
                    let values = |x: &Self| {
                        let policy = x.policy(*on);
                        let of = |o| (policy.places_of(&x.world, o), policy.naturalised(&x.world, o, *on));
                        (0..x.world.origins.len()).map(of).collect::<Vec<_>>()
                    };
                    values(&before) == values(&after)
                }
                _ => before.policy(*on) == after.policy(*on),
            }
        };
        self.timeline.iter().enumerate().map(idle).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baseline() -> Scenario {
        Scenario::load("configs/baseline.ron").expect("the baseline loads")
    }

    #[test]
    fn a_run_outside_the_years_of_its_world_is_said_and_the_presets_are_not() {
        let mut x = baseline();
        assert_eq!(x.warnings(), Vec::<String>::new());
        for (start, end) in [("1990-01-01", "1990-12-31"), ("2050-01-01", "2050-06-30"), ("2016-01-01", "2017-01-01")] {
            let date = |text| crate::common::calendar::parse(text).expect("a date");
            (x.calendar.start, x.calendar.end) = (date(start), date(end));
            let said = x.warnings().concat();
            assert!(said.contains("is meant for 2012 to 2016"), "{start}: {said}");
            assert!(said.contains("the levels of the world are of 2013"), "{start}: {said}");
        }
    }

    #[test]
    fn jobs_that_do_not_fit_the_migrants_are_said() {
        let mut x = baseline();
        let each = x.world.jobs_each();
        assert!((0.8..1.3).contains(&each), "{each}");
        x.world.origins[0].assumptions.started_abroad.value /= 3.0;
        assert!(x.warnings().concat().contains("jobs for each migrant"), "{:?}", x.warnings());
    }
}
