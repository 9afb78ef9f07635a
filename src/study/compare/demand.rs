//! The demand alone among the scenarios of a comparison: what stands without pressure is shown beside what stands with it.

use crate::ensemble::{IndicatorComparison, Record, Resolution, add_parts, compare_drawn};
use crate::scenario::Scenario;
use crate::scenario::demand::{demand_alone, has_demand, same_runs};

/// Scenarios, and for each with a demand that the reference lacks, where the reference with that demand is among them.
#[derive(Clone, Debug)]
pub(super) struct Completed {
    /// The scenarios, and those that were added.
    pub scenarios: Vec<Scenario>,
    /// By scenario: the index of the demand alone.
    pub alone: Vec<Option<usize>>,
}

impl Completed {
    /// Adds the reference with each demand that only others have, unless a scenario is just that.
    pub fn of(given: &[Scenario], reference: usize) -> Self {
        let mut scenarios = given.to_vec();
        let mut alone = Vec::new();
        for x in given {
            let Some(mut made) = demand_alone(&given[reference], x) else {
                alone.push(None);
                continue;
            };
            let found = scenarios.iter().position(|other| same_runs(other, &made)).unwrap_or_else(|| {
                if scenarios.iter().any(|other| other.name == made.name) {
                    made.name = format!("{} of {}", made.name, x.name);
                }
                scenarios.push(made);
                scenarios.len() - 1
            });
            alone.push(Some(found));
        }
        alone.resize(scenarios.len(), None);
        // The demand alone has no parts.
        for (n, of) in alone.iter_mut().enumerate() {
            of.take_if(|of| *of == n);
        }
        Self { scenarios, alone }
    }

    /// Adds its parts to a scenario's comparison.
    pub fn add_parts(
        &self,
        n: usize,
        lines: &mut [IndicatorComparison],
        (records, reference): (&[Vec<Record>], usize),
        size: &Resolution,
        draw: &dyn Fn(u64) -> u64,
    ) {
        let Some(alone) = self.alone[n] else { return };
        let Some(window) = lines.first().map(|line| line.window.clone()) else { return };
        let against =
            |of: usize, reference: usize| compare_drawn(&records[of], &records[reference], &window, size, draw);
        add_parts(lines, against(alone, reference), against(n, alone));
    }
}

/// What to say of demands that not all scenarios have; none if there is nothing to say.
pub(super) fn note(scenarios: &[Scenario], reference: usize, alone: &[Option<usize>]) -> Option<String> {
    let base = &scenarios[reference];
    let names = |of: &dyn Fn(usize) -> bool| {
        let found = (0..scenarios.len()).filter(|n| of(*n)).map(|n| scenarios[n].name.as_str());
        found.collect::<Vec<_>>().join(", ")
    };
    if has_demand(base) {
        let without = names(&|n| !has_demand(&scenarios[n]));
        return (!without.is_empty()).then(|| {
            format!(
                "A demand stands in {} and none in {without}: these differences hold what the demand does without pressure.",
                base.name
            )
        });
    }
    let with = names(&|n| has_demand(&scenarios[n]) && !alone.contains(&Some(n)));
    let made = names(&|n| alone.contains(&Some(n)));
    match (with.is_empty(), made.is_empty()) {
        (true, _) => None,
        (false, true) => Some(format!(
            "No demand stands in {}, and one in {with}: these differences hold what the demand does without pressure.",
            base.name
        )),
        (false, false) => Some(format!(
            "No demand stands in {}, and one in {with}: what the demand does without pressure is shown as {made}.",
            base.name
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn presets(names: &[&str]) -> Vec<Scenario> {
        names.iter().map(|name| Scenario::load(format!("configs/{name}.ron")).unwrap()).collect()
    }

    #[test]
    fn one_scenario_is_added_for_one_demand_and_none_where_it_is_there() {
        let given = presets(&["baseline", "threat-only", "entry-bars", "mass-deportation"]);
        let completed = Completed::of(&given, 0);
        assert_eq!(completed.alone, [None, Some(4), None, Some(4), None]);
        assert_eq!(completed.scenarios[4].name, "baseline with the demand");
        let said = note(&completed.scenarios, 0, &completed.alone).unwrap();
        assert!(said.contains("No demand stands in baseline, and one in threat-only, mass-deportation: "), "{said}");
        let with = Completed::of(&presets(&["baseline", "threat-only", "demand-only"]), 0);
        assert_eq!((with.scenarios.len(), with.alone), (3, vec![None, Some(2), None]));
        let against = Completed::of(&given, 1);
        assert_eq!((against.scenarios.len(), &against.alone[..]), (4, &[None; 4][..]));
        assert!(note(&given, 1, &against.alone).unwrap().contains("none in baseline, entry-bars"));
        assert_eq!(note(&presets(&["baseline", "entry-bars"]), 0, &[None, None]), None);
    }
}
