//! What the size of a run lets an indicator say: how fine its counts are, and whether its level is right.

use crate::host::{IndicatorId, Range};

/// The size of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resolution {
    /// Agents of a replicate.
    pub agents: u32,
    /// People that one agent stands for.
    pub people_per_agent: f64,
}

impl Resolution {
    /// Of runs with `agents` agents for a pool of `people`.
    pub fn new(people: f64, agents: u32) -> Self {
        Self { agents, people_per_agent: people / f64::from(agents.max(1)) }
    }

    /// The smallest amount of an indicator that a run can tell from none: one agent's worth of people. None where an
    /// agent is no more than one person, or the indicator counts no agents.
    pub fn grain(&self, indicator: IndicatorId) -> Option<f64> {
        (indicator.range() == Range::Count && self.people_per_agent > 1.0).then_some(self.people_per_agent)
    }

    /// True if an indicator's level is right at this size, and not only a difference.
    pub fn has_level(&self, indicator: IndicatorId) -> bool {
        self.agents >= indicator.level_from()
    }

    /// What to say of indicators whose level is not right at this size; none if all are.
    pub fn note(&self, indicators: &[IndicatorId]) -> Option<String> {
        let biased: Vec<_> = indicators.iter().filter(|i| !self.has_level(**i)).collect();
        let names = biased.iter().map(|i| i.name()).collect::<Vec<_>>().join(", ");
        let enough = biased.iter().map(|i| i.level_from()).max()?;
        Some(format!(
            "With {} agents the size of the run biases the level of {names} by a tenth or more; their differences count. \
             {enough} agents give all levels.",
            self.agents
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::Resolution;
    use crate::host::ids::{CONCESSION_PROBABILITY, EXPELLED, OUTPUT_LOST, RECRUITS_EXPECTED};

    #[test]
    fn a_count_is_no_finer_than_an_agent_and_a_level_needs_enough_of_them() {
        let small = Resolution::new(1.5e6, 10_000);
        assert_eq!(small.grain(EXPELLED), Some(150.0));
        // Expected people and probabilities count no agents.
        assert_eq!([RECRUITS_EXPECTED, CONCESSION_PROBABILITY].map(|i| small.grain(i)), [None; 2]);
        assert_eq!(Resolution::new(1.5e6, 1_500_000).grain(EXPELLED), None);
        let note = small.note(&[EXPELLED, CONCESSION_PROBABILITY, OUTPUT_LOST]).unwrap();
        assert!(note.contains("of expelled, output_lost by a tenth") && note.contains("500000 agents"), "{note}");
        assert_eq!(Resolution::new(1.5e6, 500_000).note(&[EXPELLED, OUTPUT_LOST]), None);
    }
}
