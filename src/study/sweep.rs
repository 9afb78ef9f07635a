//! Sweeping numbers of a scenario through values, against the scenario as it stands.
//!
//! ```
//! use musofir::scenario::Scenario;
//! use musofir::study::{Machine, Sweep};
//!
//! let mut baseline = Scenario::load("configs/baseline.ron")?;
//! baseline.until("2012-02-29")?;
//! let study = Sweep::new(baseline).vary("wage=18000,20000").seeds(2).agents(500).run(&Machine::cpu(0))?;
//! assert_eq!((study.names, study.points.len()), (vec!["wage".to_owned()], 2));
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```

use super::error::StudyError;
use super::findings::{Findings, Prepared, Receiver, carry_out};
use super::machine::Machine;
use super::request::{StudyRequest, of_scenario};
use super::result::StudyResult;
use super::session::Session;
use super::task::{Size, SizeSpec, Task};
use super::vary::{units, varied};
use crate::cluster::texts::Input;
use crate::ensemble::design::{Vary, grid, latin, scaled, sobol};
use crate::ensemble::{self, IndicatorComparison, Resolution, Window};
use crate::output::{Compared, EnsembleManifest, Folder, InputFiles, Provenance, VariedColumn};
use crate::scenario::{Parameter, Scenario};
use crate::study::settings::size_and_folder;
use crate::world::Extrapolate;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Points of a sweep at most.
const MOST: usize = 4096;

/// How points are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Design {
    /// Every combination of the listed values.
    #[default]
    Grid,
    /// A scrambled Sobol' sequence within the ranges.
    Sobol,
    /// A Latin hypercube within the ranges.
    Lhs,
}

/// What a sweep is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SweepSpec {
    /// Scenario file.
    pub scenario: PathBuf,
    /// Parameters with their values: see [`Vary::parse`].
    pub vary: Vec<String>,
    /// How points are laid out.
    pub design: Design,
    /// Points of a Sobol' or Latin design.
    pub points: u32,
    /// How series go on outside their ranges; as the scenario says if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extrapolate: Option<Extrapolate>,
    /// Seeds and agents; 8 seeds and 100,000 agents if not given.
    pub size: SizeSpec,
}

impl SweepSpec {
    /// Reads the scenario.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn load(&self) -> Result<Sweep, StudyError> {
        let Self { vary, design, points, size, .. } = self.clone();
        Ok(Sweep {
            scenario: Scenario::load_extrapolated(&self.scenario, self.extrapolate)?,
            vary,
            design,
            points,
            size,
            folder: None,
        })
    }

    /// The file that it names.
    pub fn inputs(&mut self) -> Vec<Input<'_>> {
        vec![Input::Scenario(&mut self.scenario)]
    }
}

/// A sweep.
#[derive(Clone, Debug)]
pub struct Sweep {
    scenario: Scenario,
    vary: Vec<String>,
    design: Design,
    points: u32,
    size: SizeSpec,
    folder: Option<PathBuf>,
}

/// What a sweep finds. Index 0 of `lines` and the replicates is the scenario as it stands.
#[derive(Clone, Debug)]
pub struct SweepResult {
    /// The scenario.
    pub scenario: Scenario,
    /// Names of the parameters.
    pub names: Vec<String>,
    /// Their values, point by point.
    pub points: Vec<Vec<f64>>,
    /// The months looked at.
    pub window: Window,
    /// By point: its name, and every indicator beside the scenario's as it stands.
    pub lines: Vec<(String, Vec<IndicatorComparison>)>,
    /// Replicates by point.
    pub replicates: StudyResult,
    /// Seeds and agents.
    pub size: Size,
}

/// A sweep whose request has been checked.
pub struct PreparedSweep<'s> {
    of: &'s Sweep,
    names: Vec<String>,
    points: Vec<Vec<f64>>,
    size: Size,
    task: Task,
}

impl Sweep {
    /// Of a scenario, on eight seeds with 100,000 agents.
    pub fn new(scenario: Scenario) -> Self {
        let (vary, design, size) = (Vec::new(), Design::Grid, SizeSpec::default());
        Self { scenario, vary, design, points: 32, size, folder: None }
    }

    /// Varies a parameter: `wage=18000,20000`, `RemovalSeats=0..5000:11`.
    pub fn vary(mut self, text: impl Into<String>) -> Self {
        self.vary.push(text.into());
        self
    }

    /// Lays out `points` points within the ranges.
    pub fn design(mut self, design: Design, points: u32) -> Self {
        (self.design, self.points) = (design, points);
        self
    }

    size_and_folder!();

    /// Sweeps, and follows nothing.
    ///
    /// # Errors
    /// If the request cannot be met, a replicate fails, or the folder cannot be written.
    pub fn run(&self, machine: &Machine) -> Result<SweepResult, StudyError> {
        carry_out(self.prepare()?, self.folder.as_deref(), machine)
    }

    /// Checks the request.
    ///
    /// # Errors
    /// If it cannot be met.
    pub fn prepare(&self) -> Result<PreparedSweep<'_>, StudyError> {
        let x = &self.scenario;
        let varied = varied(&self.vary, x)?;
        let parameters: Vec<Parameter> = varied.iter().map(|v| v.parameter.clone()).collect();
        let ends: Vec<_> = varied.iter().map(Vary::ends).collect();
        let n = self.points as usize;
        let help = |e| StudyError::Invalid(format!("{e}, or --design sobol or lhs"));
        let points = match self.design {
            Design::Grid => grid(&varied).map_err(help)?,
            Design::Sobol => sobol(n, parameters.len(), 1).iter().map(|u| scaled(u, &ends)).collect(),
            Design::Lhs => latin(n, parameters.len(), 1).iter().map(|u| scaled(u, &ends)).collect(),
        };
        if points.len() > MOST {
            return Err(StudyError::Invalid(format!("{} points; a sweep holds {MOST} at most", points.len())));
        }
        let names: Vec<String> = parameters.iter().map(|k| k.name(x)).collect();
        let size = self.size.or(8, 100_000);
        let with_none = std::iter::once(Vec::new()).chain(points.clone()).collect();
        let task = Task::points(x, &parameters, &names, with_none, size)?;
        Ok(PreparedSweep { of: self, names, points, size, task })
    }
}

impl Prepared for PreparedSweep<'_> {
    const COMMAND: &'static str = "sweep";
    type Findings = SweepResult;

    fn request(&self) -> StudyRequest {
        let request = StudyRequest::new(Self::COMMAND)
            .same("scenario", of_scenario(&self.of.scenario))
            .all_same("varied parameters", &self.names);
        request.rows("points", &self.points).size(self.size)
    }

    fn tasks(self, each: &mut Receiver) -> Result<(), StudyError> {
        each(self.task)
    }

    fn execute(self, session: &mut Session) -> Result<SweepResult, StudyError> {
        let Self { of, names, points, size, task } = self;
        let replicates = session.run(&task)?;
        let window = Window::in_common(&of.scenario, &of.scenario, None, None).expect("it has months");
        let records = &replicates.records;
        let resolution = Resolution::new(of.scenario.world.pool(), size.agents);
        let compare = |own: &Vec<_>| ensemble::compare(own, &records[0], &window, &resolution);
        let compared = |(name, own): (&String, &Vec<_>)| (name.clone(), compare(own));
        let all = task.draws.iter().flat_map(|draws| draws.names());
        let lines = all.zip(records).map(compared).collect();
        Ok(SweepResult { scenario: of.scenario.clone(), names, points, window, lines, replicates, size })
    }
}

impl SweepResult {
    /// What each parameter is set to, point by point; NaN for the scenario as it stands.
    pub fn columns(&self) -> Vec<VariedColumn> {
        let column = |k: usize| std::iter::once(f64::NAN).chain(self.points.iter().map(move |p| p[k])).collect();
        self.names.iter().enumerate().map(|(k, name)| (name.clone(), column(k))).collect()
    }

    /// The scenario under the name of a point.
    fn named(&self, point: usize) -> Scenario {
        Scenario { name: self.lines[point].0.clone(), ..self.scenario.clone() }
    }
}

impl Findings for SweepResult {
    fn replicates(&self) -> &StudyResult {
        &self.replicates
    }

    fn write(&self, folder: &Folder) -> Result<(), StudyError> {
        InputFiles::of(&[self.named(0)]).write(folder)?;
        let columns = self.columns();
        let compared = Compared {
            lines: &self.lines,
            reference: &self.lines[0].0,
            varied: (&columns, units(&self.names, &self.scenario)),
        };
        Ok(compared.write(folder, "sweep", &self.replicates.records, &self.about())?)
    }

    fn manifest(&self, provenance: &Provenance) -> EnsembleManifest {
        let StudyResult { records, engine, wall, agent_days, .. } = &self.replicates;
        let scenarios = (0..self.lines.len()).map(|n| self.named(n));
        let manifest = EnsembleManifest::new(scenarios, records, self.size.seeds, self.size.agents);
        manifest.on(engine, *wall, *agent_days, provenance)
    }
}
