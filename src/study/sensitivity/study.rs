//! A sensitivity study in memory: its options, its check, its execution, its files.

use super::effects::Effects;
use super::method::Method;
use super::points::{DesignRequest, Points, Table};
use crate::common::digest;
use crate::ensemble::design::with_values;
use crate::ensemble::{Record, Window};
use crate::host::INDICATORS;
use crate::host::IndicatorId;
use crate::output::{About, Column, EnsembleManifest, Flat, Folder, InputFiles, Provenance, columns};
use crate::scenario::Scenario;
use crate::study::error::StudyError;
use crate::study::findings::{Findings, Prepared, Receiver, carry_out};
use crate::study::machine::Machine;
use crate::study::request::{StudyRequest, of_scenario};
use crate::study::result::StudyResult;
use crate::study::session::Session;
use crate::study::settings::size_and_folder;
use crate::study::task::{Size, SizeSpec, Task};
use std::path::PathBuf;

/// Points that are simulated at a time.
const CHUNK: usize = 512;

/// A sensitivity study.
#[derive(Clone, Debug)]
pub struct Sensitivity {
    pub(super) scenario: Scenario,
    pub(super) method: Option<Method>,
    pub(super) points: Option<u32>,
    pub(super) vary: Vec<String>,
    pub(super) design: Option<Table>,
    pub(super) size: SizeSpec,
    pub(super) folder: Option<PathBuf>,
}

/// A sensitivity study whose request has been checked.
pub struct PreparedSensitivity<'s> {
    scenario: &'s Scenario,
    method: Option<Method>,
    points: Points,
    /// Whether the points are from a table.
    given: bool,
    size: Size,
}

/// What a sensitivity study finds.
#[derive(Clone, Debug)]
pub struct SensitivityResult {
    /// The scenario.
    pub scenario: Scenario,
    /// The points.
    pub points: Points,
    /// The months looked at.
    pub window: Window,
    /// By indicator, by point: the mean over seeds.
    pub results: Vec<Vec<f64>>,
    /// The effects, if there is a method.
    pub effects: Option<Effects>,
    /// Replicates by point.
    pub replicates: StudyResult,
    /// Seeds and agents.
    pub size: Size,
}

impl Sensitivity {
    /// Of a scenario to every number of the register, by Morris's screening, on one seed with 20,000 agents.
    pub fn new(scenario: Scenario) -> Self {
        let (vary, size) = (Vec::new(), SizeSpec::default());
        Self { scenario, method: None, points: None, vary, design: None, size, folder: None }
    }

    /// By this method.
    pub fn method(mut self, method: Method) -> Self {
        self.method = Some(method);
        self
    }

    /// With `points` trajectories or base points.
    pub fn points(mut self, points: u32) -> Self {
        self.points = Some(points);
        self
    }

    /// To this parameter, and to others named so: `wage`, `RemovalSeats=0..5000`.
    pub fn vary(mut self, text: impl Into<String>) -> Self {
        self.vary.push(text.into());
        self
    }

    /// At these points, by name and point by point.
    pub fn design(mut self, names: Vec<String>, points: Vec<Vec<f64>>) -> Self {
        self.design = Some(Table { source: "the design".to_owned(), names, points });
        self
    }

    size_and_folder!();

    /// Carries the study out, and follows nothing.
    ///
    /// # Errors
    /// If the request cannot be met, a replicate fails, or the folder cannot be written.
    pub fn run(&self, machine: &Machine) -> Result<SensitivityResult, StudyError> {
        carry_out(self.prepare()?, self.folder.as_deref(), machine)
    }

    /// Checks the request, with every point.
    ///
    /// # Errors
    /// If it cannot be met.
    pub fn prepare(&self) -> Result<PreparedSensitivity<'_>, StudyError> {
        let method = self.method.or(self.design.is_none().then_some(Method::Morris));
        let (scenario, vary, count) = (&self.scenario, &self.vary[..], self.points);
        let points = Points::of(&DesignRequest { scenario, vary, count, table: self.design.as_ref() }, method)?;
        if let Some(fault) = method.and_then(|method| points.fault(method)) {
            return Err(StudyError::Invalid(fault));
        }
        for point in &points.points {
            with_values(&self.scenario, &points.parameters, point).map_err(StudyError::Invalid)?;
        }
        let (given, size) = (self.design.is_some(), self.size.or(1, 20_000));
        Ok(PreparedSensitivity { scenario: &self.scenario, method, points, given, size })
    }
}

impl PreparedSensitivity<'_> {
    /// The design.
    pub fn points(&self) -> &Points {
        &self.points
    }

    /// Writes the design without simulating it.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn write_design(&self, folder: &Folder) -> Result<(), StudyError> {
        InputFiles::of(std::slice::from_ref(self.scenario)).write(folder)?;
        let about = About::of([self.scenario], self.size.agents).with("seeds", self.size.seeds);
        Ok(self.points.flat(self.scenario).save(folder, "design", &about)?)
    }

    fn task(&self, points: &[Vec<f64>]) -> Result<Task, StudyError> {
        let Points { parameters, names, .. } = &self.points;
        Task::points(self.scenario, parameters, names, points.to_vec(), self.size)
    }
}

impl Prepared for PreparedSensitivity<'_> {
    const COMMAND: &'static str = "sensitivity";
    type Findings = SensitivityResult;

    fn request(&self) -> StudyRequest {
        let Points { names, ends, points, .. } = &self.points;
        let request = StudyRequest::new(Self::COMMAND)
            .same("scenario", of_scenario(self.scenario))
            .same("--method", format!("{:?}", self.method))
            .all_same("varied parameters", names)
            .same("ranges", format!("{ends:?}"));
        let request = match self.given {
            true => request.rows("points", points),
            false => request.number("points", points.len() as u64),
        };
        request.size(self.size)
    }

    fn tasks(self, each: &mut Receiver) -> Result<(), StudyError> {
        self.points.points.chunks(CHUNK).try_for_each(|points| each(self.task(points)?))
    }

    fn execute(self, session: &mut Session) -> Result<SensitivityResult, StudyError> {
        let x = self.scenario;
        if let Some(folder) = session.folder() {
            self.write_design(folder)?;
        }
        let window = Window::in_common(x, x, None, None).expect("it has months");
        let mut all: Option<StudyResult> = None;
        let count = self.points.points.len();
        for (n, chunk) in self.points.points.chunks(CHUNK).enumerate() {
            if count > CHUNK {
                session.points(n * CHUNK + 1, n * CHUNK + chunk.len(), count);
            }
            let new = session.run_all(&self.task(chunk)?)?;
            match &mut all {
                None => all = Some(new),
                Some(so_far) => so_far.join(new),
            }
        }
        let replicates = all.ok_or_else(|| StudyError::invalid("a design without points"))?;
        let mean = |indicator: usize| -> Vec<f64> {
            let of = |records: &Vec<Record>| {
                records.iter().map(|r| window.of(r, IndicatorId::at(indicator))).sum::<f64>() / records.len() as f64
            };
            replicates.records.iter().map(of).collect()
        };
        let results: Vec<Vec<f64>> = (0..INDICATORS.len()).map(mean).collect();
        let effects = self.method.map(|method| Effects::new(method, &self.points, &results));
        let (scenario, points, size) = (x.clone(), self.points, self.size);
        Ok(SensitivityResult { scenario, points, window, results, effects, replicates, size })
    }
}

impl Findings for SensitivityResult {
    fn replicates(&self) -> &StudyResult {
        &self.replicates
    }

    fn write(&self, folder: &Folder) -> Result<(), StudyError> {
        let named = INDICATORS.iter().zip(&self.results).map(|(i, values)| (i.name, Column::Number(values.clone())));
        let units = INDICATORS.iter().map(|i| (i.name, i.unit.to_owned()));
        let (results, about) = (Flat::of(&columns::RESULTS, named.collect()).with_units(units), self.about());
        results.save(folder, "results", &about)?;
        if let Some(effects) = &self.effects {
            effects.flat().save(folder, "sensitivity", &about)?;
        }
        Ok(())
    }

    fn manifest(&self, provenance: &Provenance) -> EnsembleManifest {
        let StudyResult { records, engine, wall, agent_days, .. } = &self.replicates;
        let digests: String = records.iter().flatten().map(|r| r.digest.as_str()).collect();
        let one = std::slice::from_ref(&self.scenario);
        EnsembleManifest::new(one, &[Vec::new()], self.size.seeds, self.size.agents)
            .with("digest", digest::of_text(&digests))
            .on(engine, *wall, *agent_days, provenance)
            .with("parameters", &self.points.names)
            .with("points", self.points.points.len())
    }
}
