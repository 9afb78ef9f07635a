//! The comparison again under drawn parameters and under rules that could be otherwise.

use crate::ensemble::spread::{Spread, SpreadSource, VARIANTS, spread, variations};
use crate::ensemble::{IndicatorComparison, Keep, Replicate};
use crate::scenario::Scenario;
use crate::study::error::StudyError;
use crate::study::result::StudyResult;
use crate::study::task::{Size, Task};

/// The scenarios under every source of spread.
pub(super) struct Variations {
    reference: usize,
    /// Source and scenario of each of `varied`.
    places: Vec<(SpreadSource, usize)>,
    varied: Vec<Scenario>,
}

impl Variations {
    /// Draws the parameters; they must fit together.
    pub fn new(scenarios: &[Scenario], reference: usize, draws: usize) -> Result<Self, StudyError> {
        let all = variations(scenarios, reference, draws);
        let (places, varied): (Vec<_>, Vec<_>) = all.into_iter().map(|(source, s, x)| ((source, s), x)).unzip();
        let drawn = places.iter().zip(&varied).filter(|((source, _), _)| matches!(source, SpreadSource::Parameters(_)));
        if let Some(why) = drawn.into_iter().find_map(|(_, x): (_, &Scenario)| x.diagnostic()) {
            let why = format!("parameters drawn from the register do not fit together: {why}");
            return Err(StudyError::Invalid(why));
        }
        Ok(Self { reference, places, varied })
    }

    fn place(&self, source: &SpreadSource, scenario: usize) -> usize {
        self.places.iter().position(|(s, n)| s == source && *n == scenario).expect("every scenario under every source")
    }

    /// True if a source changes a scenario or the reference: a variant need not.
    fn changes(&self, source: &SpreadSource, scenarios: &[Scenario], scenario: usize) -> bool {
        [scenario, self.reference].into_iter().any(|n| {
            let (of, base) = (&self.varied[self.place(source, n)], &scenarios[n]);
            (&of.world, &of.timeline, of.feedback, of.lotteries)
                != (&base.world, &base.timeline, base.feedback, base.lotteries)
        })
    }

    /// Each scenario under each source, with the source's seed.
    pub fn task(&self, size: Size) -> Task {
        let replicate = |(scenario, (source, _)): (usize, &(SpreadSource, usize))| Replicate {
            seed: source.seed(size.seeds),
            draw: 0,
            scenario,
        };
        let mut replicates: Vec<Replicate> = self.places.iter().enumerate().map(replicate).collect();
        replicates.sort();
        let label = |((source, _), x): (&(SpreadSource, usize), &Scenario)| match source {
            SpreadSource::Parameters(n) => format!("{}, parameters {}", x.name, n + 1),
            SpreadSource::Structure(n) => format!("{}, {}", x.name, VARIANTS[*n].name),
        };
        let labels = self.places.iter().zip(&self.varied).map(label).collect();
        Task { labels, ..Task::of(self.varied.clone(), replicates, size.agents, Keep::default()) }
    }

    /// The spread of every indicator, scenario by scenario.
    pub fn spreads(
        &self,
        result: &StudyResult,
        scenarios: &[Scenario],
        lines: &[(String, Vec<IndicatorComparison>)],
    ) -> Vec<(String, Vec<Spread>)> {
        let mut sources: Vec<SpreadSource> = self.places.iter().map(|(source, _)| source.clone()).collect();
        sources.dedup();
        let mut all: Vec<(String, Vec<Spread>)> = Vec::new();
        for (n, (name, of)) in lines.iter().enumerate().filter(|(n, _)| *n != self.reference) {
            let find = |source: &SpreadSource, scenario: usize| result.records[self.place(source, scenario)].first();
            let pair = |source: &&SpreadSource| ((*source).clone(), find(source, n).zip(find(source, self.reference)));
            let pairs: Vec<_> = sources.iter().filter(|s| self.changes(s, scenarios, n)).map(|s| pair(&s)).collect();
            let of_line =
                |line: &IndicatorComparison| spread(line.indicator, line.differences.clone(), &pairs, &line.window);
            all.push((name.clone(), of.iter().map(of_line).collect()));
        }
        all
    }
}
