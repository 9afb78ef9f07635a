//! What a comparison finds, and its files.

use super::fates::FatesOf;
use crate::ensemble::spread::Spread;
use crate::ensemble::{Held, IndicatorComparison, Outcome, Resolution};
use crate::host::IndicatorId;
use crate::output::{
    Compared, EnsembleManifest, Folder, InputFiles, Provenance, Seen, write_fates, write_fits, write_mean_places,
    write_spread,
};
use crate::scenario::Scenario;
use crate::study::error::StudyError;
use crate::study::findings::Findings;
use crate::study::result::StudyResult;
use crate::study::task::Size;

/// What a comparison finds.
#[derive(Clone, Debug)]
pub struct CompareResult {
    /// The scenarios; last, the reference with a demand that only others have.
    pub scenarios: Vec<Scenario>,
    /// Index of the reference.
    pub reference: usize,
    /// Seeds and agents.
    pub size: Size,
    /// By scenario: its name, and every indicator beside the reference's.
    pub lines: Vec<(String, Vec<IndicatorComparison>)>,
    /// Replicates by scenario.
    pub replicates: StudyResult,
    /// What became of the same people, if that was asked for.
    pub fates: Option<Vec<FatesOf>>,
    /// The differences under other parameters and rules, if these were asked for.
    pub spread: Option<Vec<(String, Vec<Spread>)>>,
    /// The differences under other fits, if these were given.
    pub fits: Option<Vec<(String, Vec<Held>)>>,
    /// What to say of demands that not all scenarios have.
    pub note: Option<String>,
    pub(super) record: Vec<Seen>,
}

impl CompareResult {
    /// An indicator of a scenario beside the reference's, by the scenario's name; none if there is no such scenario.
    pub fn line(&self, scenario: &str, indicator: IndicatorId) -> Option<&IndicatorComparison> {
        self.lines.iter().find(|(name, _)| name == scenario)?.1.get(indicator.index())
    }

    /// What to say beside a table of some indicators: of demands that not all scenarios have, and of levels that the size
    /// of the runs biases.
    pub fn notes(&self, shown: &[IndicatorId]) -> Vec<String> {
        let people = self.scenarios[self.reference].world.pool();
        let levels = Resolution::new(people, self.size.agents).note(shown);
        self.note.clone().into_iter().chain(levels).collect()
    }

    /// What can be said of an indicator of a scenario: a value whose `Display` is a sentence.
    ///
    /// # Panics
    /// If there is no scenario of that name.
    pub fn verdict(&self, scenario: &str, indicator: IndicatorId) -> Outcome {
        self.line(scenario, indicator).unwrap_or_else(|| panic!("no scenario `{scenario}`")).outcome
    }
}

impl CompareResult {
    /// The scenarios beside the reference.
    pub fn compared(&self) -> Compared<'_> {
        Compared { lines: &self.lines, reference: &self.scenarios[self.reference].name, varied: (&[], Vec::new()) }
    }
}

impl Findings for CompareResult {
    fn replicates(&self) -> &StudyResult {
        &self.replicates
    }

    fn write(&self, folder: &Folder) -> Result<(), StudyError> {
        let records = &self.replicates.records;
        let about = &self.about();
        self.compared().write(folder, "compare", records, about)?;
        write_mean_places(folder, &self.scenarios, records, about)?;
        InputFiles { record: self.record.clone(), ..InputFiles::of(&self.scenarios) }.write(folder)?;
        if let Some(fates) = &self.fates {
            let of = |f: &FatesOf| Some((self.scenarios[f.scenario].name.clone(), f.changes.clone()?));
            write_fates(folder, &fates.iter().filter_map(of).collect::<Vec<_>>(), about)?;
        }
        if let Some(spread) = &self.spread {
            write_spread(folder, spread, about)?;
        }
        if let Some(fits) = &self.fits {
            write_fits(folder, fits, about)?;
        }
        Ok(())
    }

    fn manifest(&self, provenance: &Provenance) -> EnsembleManifest {
        let StudyResult { records, engine, wall, agent_days, .. } = &self.replicates;
        EnsembleManifest::new(&self.scenarios, records, self.size.seeds, self.size.agents)
            .on(engine, *wall, *agent_days, provenance)
            .with("reference", self.scenarios[self.reference].name.as_str())
            .with("demand", &self.note)
    }
}
