//! The smallest dose of a lever, or value of an assumption, at which an indicator crosses a limit.
//!
//! ```
//! use musofir::scenario::Scenario;
//! use musofir::study::{Machine, ThresholdStudy};
//!
//! let mut baseline = Scenario::load("configs/baseline.ron")?;
//! baseline.until("2012-01-31")?;
//! let study = ThresholdStudy::new(baseline, "wage=17000..20000", "sent_per_migrant>200");
//! let found = study.precision(0.5).seeds(2).agents(500).run(&Machine::cpu(0))?;
//! assert!(found.threshold.tried.len() >= 9);
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```

use super::error::StudyError;
use super::findings::{Findings, Prepared, Receiver, carry_out};
use super::machine::Machine;
use super::request::{StudyRequest, of_scenario};
use super::result::StudyResult;
use super::session::Session;
use super::task::{Size, SizeSpec, Task};
use super::vary::units;
use crate::ensemble::design::{Vary, with_values};
use crate::ensemble::threshold::{Limit, Threshold, search};
use crate::ensemble::{self, Interval, Keep, Record, Resolution, Window};
use crate::output::{Column, EnsembleManifest, Flat, Folder, InputFiles, Provenance, columns};
use crate::scenario::{Parameter, Scenario};
use crate::study::settings::size_and_folder;
use std::path::PathBuf;

/// The search for a threshold.
#[derive(Clone, Debug)]
pub struct ThresholdStudy {
    scenario: Scenario,
    lever: String,
    crosses: String,
    precision: f64,
    size: SizeSpec,
    folder: Option<PathBuf>,
}

/// A search whose request has been checked.
pub struct PreparedThreshold<'t> {
    of: &'t ThresholdStudy,
    limit: Limit,
    parameter: Parameter,
    ends: (f64, f64),
    size: Size,
}

/// What the search finds.
#[derive(Clone, Debug)]
pub struct ThresholdResult {
    /// Name of the parameter.
    pub parameter: String,
    /// What is crossed, as it was given.
    pub crosses: String,
    /// What is crossed.
    pub limit: Limit,
    /// The range that was searched.
    pub ends: (f64, f64),
    /// Where the limit is crossed, and every dose that was tried.
    pub threshold: Threshold,
    /// The scenario.
    pub scenario: Scenario,
    /// The scenario without the lever, and at every dose in the order of the search.
    pub tried: Vec<Scenario>,
    /// Their replicates.
    pub replicates: StudyResult,
    /// Seeds and agents.
    pub size: Size,
}

impl ThresholdStudy {
    /// Of a scenario; `lever` as in [`Vary::parse_searched`], `crosses` as in [`Limit::parse`]. On eight seeds with
    /// 100,000 agents, to 2 % of the range.
    pub fn new(scenario: Scenario, lever: impl Into<String>, crosses: impl Into<String>) -> Self {
        let (lever, crosses, size) = (lever.into(), crosses.into(), SizeSpec::default());
        Self { scenario, lever, crosses, precision: 0.02, size, folder: None }
    }

    /// To this part of the range.
    pub fn precision(mut self, part: f64) -> Self {
        self.precision = part;
        self
    }

    size_and_folder!();

    /// With these seeds and agents, where they are given.
    pub fn size(mut self, size: SizeSpec) -> Self {
        self.size = size;
        self
    }

    /// Searches, and follows nothing.
    ///
    /// # Errors
    /// If the request cannot be met, a replicate fails, or the folder cannot be written.
    pub fn run(&self, machine: &Machine) -> Result<ThresholdResult, StudyError> {
        carry_out(self.prepare()?, self.folder.as_deref(), machine)
    }

    /// Checks the request.
    ///
    /// # Errors
    /// If it cannot be met.
    pub fn prepare(&self) -> Result<PreparedThreshold<'_>, StudyError> {
        let (x, lever) = (&self.scenario, &self.lever);
        let limit = Limit::parse(&self.crosses).map_err(|e| StudyError::Invalid(format!("--crosses {e}")))?;
        if !(0.0001..=1.0).contains(&self.precision) {
            return Err(StudyError::Invalid(format!("--precision {}: between 0.0001 and 1", self.precision)));
        }
        let vary = Vary::parse_searched(lever, x).map_err(|e| StudyError::Invalid(format!("--lever {e}")))?;
        let (ends, parameter) = (vary.ends(), vary.parameter);
        if ends.0 >= ends.1 {
            return Err(StudyError::Invalid(format!("--lever {lever}: a range to search, LOW..HIGH")));
        }
        for end in [ends.0, ends.1] {
            with_values(x, std::slice::from_ref(&parameter), &[end]).map_err(StudyError::Invalid)?;
        }
        let size = self.size.or(8, 100_000);
        if limit.relative && !Resolution::new(x.world.pool(), size.agents).has_level(limit.indicator) {
            let (name, enough) = (limit.indicator.name(), limit.indicator.level_from());
            let why = format!(
                "--crosses {}: with {} agents the size of the run biases the level of {name}, and a ratio divides by it; \
                 take --agents {enough}, or a limit on {name} itself",
                self.crosses, size.agents
            );
            return Err(StudyError::Invalid(why));
        }
        Ok(PreparedThreshold { of: self, limit, parameter, ends, size })
    }
}

impl Prepared for PreparedThreshold<'_> {
    const COMMAND: &'static str = "threshold";
    type Findings = ThresholdResult;

    fn request(&self) -> StudyRequest {
        let of = self.of;
        let request = StudyRequest::new(Self::COMMAND)
            .same("scenario", of_scenario(&of.scenario))
            .same("--lever", &of.lever)
            .same("--crosses", &of.crosses)
            .same("--precision", of.precision);
        request.size(self.size)
    }

    fn tasks(self, _: &mut Receiver) -> Result<(), StudyError> {
        Err(StudyError::invalid("each step of `threshold` follows from those before it: it cannot be planned"))
    }

    fn execute(self, session: &mut Session) -> Result<ThresholdResult, StudyError> {
        let Self { of, limit, parameter, ends, size } = self;
        let x = &of.scenario;
        let name = parameter.name(x);
        let window = Window::in_common(x, x, None, None).expect("it has months");
        let value = |record: &Record| window.of(record, limit.indicator);
        let (mut tried, mut all): (Vec<Scenario>, Option<StudyResult>) = (Vec::new(), None);
        let eval = |doses: &[f64]| -> Result<Vec<Interval>, StudyError> {
            let without = || Scenario { name: format!("{} without {name}", x.name), ..parameter.without(x) };
            let mut scenarios = if all.is_none() { vec![without()] } else { Vec::new() };
            for dose in doses {
                let at = with_values(x, std::slice::from_ref(&parameter), &[*dose]);
                scenarios.push(at.map_err(StudyError::Invalid)?);
            }
            let task = Task::all(scenarios, size, Keep::default());
            let new = session.run_all(&task)?;
            tried.extend(task.scenarios);
            match &mut all {
                None => all = Some(new),
                Some(so_far) => so_far.join(new),
            }
            let records = &all.as_ref().expect("just set").records;
            let reference: Vec<f64> = records[0].iter().map(value).collect();
            if limit.relative && reference.contains(&0.0) {
                let name = limit.indicator.name();
                let why = format!("{name} is 0 without the lever with some seed: there is no ratio to it");
                return Err(StudyError::Failed(why));
            }
            let interval = |records: &Vec<Record>| {
                let values: Vec<f64> = records.iter().map(value).collect();
                match limit.relative {
                    true => Interval::of(&values.iter().zip(&reference).map(|(v, r)| v / r).collect::<Vec<_>>()),
                    false => ensemble::level(limit.indicator, &values, &[]),
                }
            };
            Ok(records[records.len() - doses.len()..].iter().map(interval).collect())
        };
        let threshold = search(&limit, ends, of.precision, eval)?;
        Ok(ThresholdResult {
            parameter: name,
            crosses: of.crosses.clone(),
            limit,
            ends,
            threshold,
            scenario: x.clone(),
            tried,
            replicates: all.expect("at least the first doses"),
            size,
        })
    }
}

impl Findings for ThresholdResult {
    fn replicates(&self) -> &StudyResult {
        &self.replicates
    }

    fn write(&self, folder: &Folder) -> Result<(), StudyError> {
        InputFiles::of(std::slice::from_ref(&self.scenario)).write(folder)?;
        let (tried, limit) = (&self.threshold.tried, &self.limit);
        let number = |of: fn(&Interval) -> f64| Column::Number(tried.iter().map(|t| of(&t.value)).collect());
        let unit = if limit.relative { "ratio" } else { limit.indicator.unit() };
        let table = vec![
            ("parameter", Column::Text(vec![&self.parameter; tried.len()])),
            ("dose", Column::Number(tried.iter().map(|t| t.dose).collect())),
            ("indicator", Column::Text(vec![limit.indicator.name(); tried.len()])),
            ("unit", Column::Template(vec![unit; tried.len()])),
            ("value", number(|i| i.mean)),
            ("low", number(Interval::low)),
            ("high", number(Interval::high)),
        ];
        let unit = units(std::slice::from_ref(&self.parameter), &self.scenario).remove(0).1;
        let table = Flat::of(&columns::THRESHOLD, table).with_units([("dose", unit)]);
        Ok(table.save(folder, "threshold", &self.about())?)
    }

    fn manifest(&self, provenance: &Provenance) -> EnsembleManifest {
        let StudyResult { records, engine, wall, agent_days, .. } = &self.replicates;
        EnsembleManifest::new(&self.tried, records, self.size.seeds, self.size.agents)
            .on(engine, *wall, *agent_days, provenance)
            .with("crosses", &self.crosses)
            .with("threshold", self.threshold.dose)
            .with("low", self.threshold.possible)
            .with("high", self.threshold.sure)
    }
}
