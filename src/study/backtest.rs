//! Scoring a scenario against what was observed, beside naive benchmarks.
//!
//! ```
//! use musofir::evidence;
//! use musofir::scenario::Scenario;
//! use musofir::study::{Backtest, Machine};
//!
//! let mut scenario = Scenario::load("configs/rouble-2014.ron")?;
//! scenario.until("2012-12-31")?;
//! let record = evidence::load("configs/evidence/record.ron".as_ref())?;
//! let study = Backtest::new(scenario, record).seeds(1).agents(500).run(&Machine::cpu(0))?;
//! println!("{} series", study.scores.len());
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```

use super::draws::Draws;
use super::error::StudyError;
use super::findings::{Findings, Prepared, Receiver, carry_out};
use super::machine::Machine;
use super::months::Months;
use super::request::{StudyRequest, of_scenario};
use super::result::StudyResult;
use super::session::Session;
use super::task::{Size, SizeSpec, Task};
use crate::ensemble::Keep;
use crate::evidence::{self, Evidence, Score};
use crate::output::{EnsembleManifest, Folder, InputFiles, Provenance, Seen, write_backtest};
use crate::scenario::Scenario;
use crate::study::settings::size_and_folder;
use crate::world::Extrapolate;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What a back-test is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BacktestSpec {
    /// Scenario file.
    pub scenario: PathBuf,
    /// The record.
    pub targets: PathBuf,
    /// Months whose figures count.
    pub months: Months,
    /// A table of parameters of which every seed takes a row.
    pub parameters: Option<PathBuf>,
    /// How series go on outside their ranges; as the scenario says if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extrapolate: Option<Extrapolate>,
    /// Seeds and agents; 8 seeds and the people of the pool if not given.
    pub size: SizeSpec,
}

impl BacktestSpec {
    /// Reads its files.
    ///
    /// # Errors
    /// If one cannot be read.
    pub fn load(&self) -> Result<Backtest, StudyError> {
        let (months, size) = (self.months.clone(), self.size);
        let (scenario, record) =
            (Scenario::load_extrapolated(&self.scenario, self.extrapolate)?, evidence::load(&self.targets)?);
        let parameters = self.parameters.as_ref().map(Draws::load).transpose()?;
        let beside = InputFiles::record_beside(&self.scenario, &scenario.world)?;
        Ok(Backtest { scenario, record, months, parameters, size, beside, folder: None })
    }
}

/// A back-test.
#[derive(Clone, Debug)]
pub struct Backtest {
    scenario: Scenario,
    record: Evidence,
    months: Months,
    parameters: Option<Draws>,
    size: SizeSpec,
    beside: Vec<Seen>,
    folder: Option<PathBuf>,
}

/// A back-test whose request has been checked.
pub struct PreparedBacktest<'b> {
    of: &'b Backtest,
    dates: (Date, Date),
    size: Size,
    task: Task,
}

/// What a back-test finds.
#[derive(Clone, Debug)]
pub struct BacktestResult {
    /// The scenario.
    pub scenario: Scenario,
    /// Series with a figure that counts.
    pub scores: Vec<Score>,
    /// First and last day that count.
    pub dates: (Date, Date),
    /// The replicates.
    pub replicates: StudyResult,
    /// Seeds and agents.
    pub size: Size,
    record_hash: String,
    beside: Vec<Seen>,
}

impl Backtest {
    /// Of a scenario against a record, on eight seeds, with an agent for each of the people.
    pub fn new(scenario: Scenario, record: Evidence) -> Self {
        let (months, size) = (Months::default(), SizeSpec::default());
        Self { scenario, record, months, parameters: None, size, beside: Vec::new(), folder: None }
    }

    /// Figures within these months alone.
    pub fn months(mut self, months: Months) -> Self {
        self.months = months;
        self
    }

    /// Each seed with a draw of parameters.
    pub fn parameters(mut self, draws: Draws) -> Self {
        self.parameters = Some(draws);
        self
    }

    size_and_folder!();

    /// Scores the scenario, and follows nothing.
    ///
    /// # Errors
    /// If no figure counts, a replicate fails, or the folder cannot be written.
    pub fn run(&self, machine: &Machine) -> Result<BacktestResult, StudyError> {
        carry_out(self.prepare()?, self.folder.as_deref(), machine)
    }

    /// What stays out of the scenario, if the parameters were fitted in another corridor.
    pub fn stays_out(&self) -> Vec<String> {
        self.parameters.iter().flat_map(|draws| draws.stays_out(std::slice::from_ref(&self.scenario))).collect()
    }

    /// Checks the request.
    ///
    /// # Errors
    /// If it cannot be met.
    pub fn prepare(&self) -> Result<PreparedBacktest<'_>, StudyError> {
        let (x, keep) = (&self.scenario, Keep::default());
        if let Some(why) = self.record.corridor.refusal(&x.world) {
            return Err(StudyError::Invalid(why));
        }
        let (dates, size) = (self.months.dates(x)?, self.size.or(8, x.world.pool() as u32));
        let task = match &self.parameters {
            Some(draws) => draws.by_seed(std::slice::from_ref(x), size, keep)?,
            None => Task::all(vec![x.clone()], size, keep),
        };
        Ok(PreparedBacktest { of: self, dates, size, task })
    }
}

impl Prepared for PreparedBacktest<'_> {
    const COMMAND: &'static str = "backtest";
    type Findings = BacktestResult;

    fn request(&self) -> StudyRequest {
        let Self { of, dates, size, task } = self;
        let request = StudyRequest::new(Self::COMMAND)
            .same("scenario", of_scenario(&of.scenario))
            .same("targets", &of.record.hash)
            .same("months", format!("{} to {}", dates.0, dates.1));
        request.size(*size).drawn(task.draws.as_ref())
    }

    fn tasks(self, each: &mut Receiver) -> Result<(), StudyError> {
        each(self.task)
    }

    fn execute(self, session: &mut Session) -> Result<BacktestResult, StudyError> {
        let Self { of, dates: (from, until), size, task } = self;
        let replicates = session.run(&task)?.by_scenario(1);
        let records = &replicates.records[0];
        let scores = of.record.series.iter().map(|s| Score::new(s, records, from, until));
        let scores: Vec<Score> = scores.filter(|s| !s.figures.is_empty()).collect();
        if scores.is_empty() && replicates.failures.is_empty() {
            return Err(StudyError::Invalid(format!("no figure of the record lies between {from} and {until}")));
        }
        Ok(BacktestResult {
            scenario: of.scenario.clone(),
            scores,
            dates: (from, until),
            replicates,
            size,
            record_hash: of.record.hash.clone(),
            beside: of.beside.clone(),
        })
    }
}

impl Findings for BacktestResult {
    fn replicates(&self) -> &StudyResult {
        &self.replicates
    }

    fn write(&self, folder: &Folder) -> Result<(), StudyError> {
        write_backtest(folder, &self.scores, &self.about())?;
        let inputs = InputFiles::of(std::slice::from_ref(&self.scenario));
        InputFiles { record: self.beside.clone(), ..inputs }.write(folder)?;
        Ok(())
    }

    fn manifest(&self, provenance: &Provenance) -> EnsembleManifest {
        let StudyResult { records, engine, wall, agent_days, .. } = &self.replicates;
        let one = std::slice::from_ref(&self.scenario);
        EnsembleManifest::new(one, records, self.size.seeds, self.size.agents)
            .on(engine, *wall, *agent_days, provenance)
            .with("evidence_sha256", &self.record_hash)
            .with("from", self.dates.0.to_string())
            .with("until", self.dates.1.to_string())
    }
}
