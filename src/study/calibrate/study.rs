//! A calibration in memory: its options, its check, its execution.

use super::fitted::{self, Fitted};
use super::result::{self, CalibrateResult};
use crate::calibration::{Misfit, Search, misfit, values};
use crate::ensemble::design::Vary;
use crate::evidence::Evidence;
use crate::output::{self, About, Flat};
use crate::scenario::{Parameter, Scenario};
use crate::study::columns::parameters;
use crate::study::error::StudyError;
use crate::study::findings::{Prepared, Receiver, carry_out};
use crate::study::machine::Machine;
use crate::study::months::Months;
use crate::study::observer::Wave;
use crate::study::request::{StudyRequest, of_scenario};
use crate::study::result::StudyResult;
use crate::study::session::Session;
use crate::study::settings::size_and_folder;
use crate::study::task::{Size, SizeSpec, Task};
use crate::study::vary::{units, varied};
use jiff::civil::Date;
use std::path::PathBuf;

/// A calibration.
#[derive(Clone, Debug)]
pub struct Calibrate {
    pub(super) scenario: Scenario,
    pub(super) record: Evidence,
    pub(super) months: Months,
    pub(super) vary: Vec<String>,
    pub(super) budget: u32,
    pub(super) wave: u32,
    pub(super) search_seed: u32,
    pub(super) sample: u32,
    pub(super) points: Option<TrialPoints>,
    pub(super) size: SizeSpec,
    pub(super) folder: Option<PathBuf>,
}

/// Points that another program has chosen, and what errors call them.
#[derive(Clone, Debug)]
pub(super) struct TrialPoints {
    pub(super) source: String,
    pub(super) names: Vec<String>,
    pub(super) points: Vec<Vec<f64>>,
}

/// A calibration whose request has been checked.
pub struct PreparedCalibrate<'c> {
    of: &'c Calibrate,
    parameters: Vec<Parameter>,
    names: Vec<String>,
    ends: Vec<(f64, f64)>,
    dates: (Date, Date),
    /// Given points, in the order of the parameters.
    points: Option<Vec<Vec<f64>>>,
    size: Size,
}

impl Calibrate {
    /// Of a scenario to a record: a thousand trials in waves of a hundred, on one seed with 20,000 agents.
    pub fn new(scenario: Scenario, record: Evidence) -> Self {
        Self {
            scenario,
            record,
            months: Months::default(),
            vary: Vec::new(),
            budget: 1000,
            wave: 100,
            search_seed: 1,
            sample: 200,
            points: None,
            size: SizeSpec::default(),
            folder: None,
        }
    }

    /// Fits this parameter, and others named so: `wage`, `wage=15000..25000`. The record's own list if none is.
    pub fn vary(mut self, text: impl Into<String>) -> Self {
        self.vary.push(text.into());
        self
    }

    /// To figures within these months alone.
    pub fn months(mut self, months: Months) -> Self {
        self.months = months;
        self
    }

    /// With `trials` trials in all.
    pub fn budget(mut self, trials: u32) -> Self {
        self.budget = trials;
        self
    }

    /// With `trials` trials a wave.
    pub fn wave(mut self, trials: u32) -> Self {
        self.wave = trials;
        self
    }

    /// With this seed of the search; trials run on seeds from 1 on.
    pub fn search_seed(mut self, seed: u32) -> Self {
        self.search_seed = seed;
        self
    }

    /// With `rows` rows of the posterior.
    pub fn sample(mut self, rows: u32) -> Self {
        self.sample = rows;
        self
    }

    /// Scores these points, by name and point by point, instead of searching.
    pub fn points(mut self, names: Vec<String>, points: Vec<Vec<f64>>) -> Self {
        self.points = Some(TrialPoints { source: "the points".to_owned(), names, points });
        self
    }

    size_and_folder!();

    /// Fits, and follows nothing.
    ///
    /// # Errors
    /// If the request cannot be met, a replicate fails, or the folder cannot be written.
    pub fn run(&self, machine: &Machine) -> Result<CalibrateResult, StudyError> {
        carry_out(self.prepare()?, self.folder.as_deref(), machine)
    }

    /// Checks the request.
    ///
    /// # Errors
    /// If it cannot be met.
    pub fn prepare(&self) -> Result<PreparedCalibrate<'_>, StudyError> {
        let x = &self.scenario;
        if let Some(why) = self.record.corridor.refusal(&x.world) {
            return Err(StudyError::Invalid(why));
        }
        let dates = self.months.dates(x)?;
        let varied = varied(if self.vary.is_empty() { &self.record.parameters } else { &self.vary }, x)?;
        let parameters: Vec<Parameter> = varied.iter().map(|v| v.parameter.clone()).collect();
        let ends: Vec<(f64, f64)> = varied.iter().map(Vary::ends).collect();
        if parameters.is_empty() {
            let why = "nothing to fit: name parameters with --vary, or in the targets' `parameters`";
            return Err(StudyError::invalid(why));
        }
        let names: Vec<String> = parameters.iter().map(|k| k.name(x)).collect();
        if let Some((name, _)) = names.iter().zip(&ends).find(|(_, (low, high))| low >= high) {
            return Err(StudyError::Invalid(format!("{name} has one value: a parameter needs a range")));
        }
        let points = self.points.as_ref().map(|points| points.ordered(x, &varied)).transpose()?;
        let size = self.size.or(1, 20_000);
        Ok(PreparedCalibrate { of: self, parameters, names, ends, dates, points, size })
    }
}

impl TrialPoints {
    /// The points in the order of the parameters that are fitted. Every column is one of these, and each has a column:
    /// a program that chose the points must not vary what no trial takes.
    fn ordered(&self, x: &Scenario, varied: &[Vary]) -> Result<Vec<Vec<f64>>, StudyError> {
        let fail = |why: String| StudyError::Invalid(format!("{}: {why}", self.source));
        let own = parameters(&self.source, &self.names, x)?;
        let fitted: Vec<String> = varied.iter().map(|v| v.parameter.name(x)).collect();
        if let Some(n) = own.iter().position(|of| !varied.iter().any(|v| v.parameter == *of)) {
            let (name, list) = (&self.names[n], fitted.join(", "));
            return Err(fail(format!("column `{name}` is not fitted ({list} are); name it with --vary, or remove it")));
        }
        let none = |v: &Vary| fail(format!("no column `{}`", v.parameter.name(x)));
        let find = |v: &Vary| own.iter().position(|of| *of == v.parameter).ok_or_else(|| none(v));
        let order: Vec<usize> = varied.iter().map(find).collect::<Result<_, _>>()?;
        let points: Vec<Vec<f64>> = self.points.iter().map(|p| order.iter().map(|k| p[*k]).collect()).collect();
        for (n, point) in points.iter().enumerate() {
            for ((value, name), (low, high)) in point.iter().zip(&fitted).zip(varied.iter().map(Vary::ends)) {
                // The ends themselves may be off by a rounding.
                let edge = 1e-9 * (high - low);
                if !(low - edge..=high + edge).contains(value) {
                    return Err(fail(format!("point {}: {name} is {value}, outside its range {low} to {high}", n + 1)));
                }
            }
        }
        Ok(points)
    }
}

impl PreparedCalibrate<'_> {
    /// The points of the first wave, a column a parameter.
    pub fn first_wave(&self) -> Flat<'_> {
        let places = Search::new(self.parameters.len(), self.of.search_seed).ask(self.of.wave as usize);
        let points: Vec<Vec<f64>> = places.iter().map(|place| values(place, &self.ends)).collect();
        output::points(&self.names, &points)
    }

    /// Names of the parameters.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    fn task(&self, points: &[Vec<f64>]) -> Result<Task, StudyError> {
        Task::points(&self.of.scenario, &self.parameters, &self.names, points.to_vec(), self.size)
    }

    /// Simulates points, and holds each against the record.
    fn trials(&self, points: &[Vec<f64>], session: &mut Session) -> Result<(StudyResult, Vec<Misfit>), StudyError> {
        let replicates = session.run_all(&self.task(points)?)?;
        let ((from, until), series) = (self.dates, &self.of.record.series);
        let misfits: Vec<Misfit> = replicates.records.iter().map(|of| misfit(series, of, from, until)).collect();
        if misfits.iter().any(|m| m.weight <= 0.0) {
            let why = format!("no figure of the record to fit to between {from} and {until}");
            return Err(StudyError::Invalid(why));
        }
        Ok((replicates, misfits))
    }

    fn result(self, replicates: StudyResult) -> CalibrateResult {
        CalibrateResult {
            scenario: self.of.scenario.clone(),
            record: self.of.record.clone(),
            dates: self.dates,
            names: self.names,
            ends: self.ends,
            points: Vec::new(),
            misfits: Vec::new(),
            waves: Vec::new(),
            fitted: None,
            replicates,
            size: self.size,
            search_seed: self.of.search_seed,
        }
    }

    fn fit(self, session: &mut Session) -> Result<CalibrateResult, StudyError> {
        let (budget, wave) = (self.of.budget as usize, self.of.wave as usize);
        let mut search = Search::new(self.parameters.len(), self.of.search_seed);
        let (mut points, mut misfits, mut waves): (Vec<Vec<f64>>, Vec<Misfit>, Vec<i64>) = Default::default();
        let mut best: Option<(f64, StudyResult)> = None;
        let (mut wall, mut agent_days) = (0.0, [0; 2]);
        let series = result::series_columns(&self.of.record.series);
        let about = About::of([&self.of.scenario], self.size.agents).with("seeds", self.size.seeds);
        while points.len() < budget {
            let places = search.ask(wave.min(budget - points.len()));
            let next: Vec<Vec<f64>> = places.iter().map(|place| values(place, &self.ends)).collect();
            let (replicates, new) = self.trials(&next, session)?;
            wall += replicates.wall;
            agent_days = std::array::from_fn(|i| agent_days[i] + replicates.agent_days[i]);
            for (n, misfit) in new.iter().enumerate() {
                if best.as_ref().is_none_or(|(least, _)| misfit.squared < *least) {
                    let records = vec![replicates.records[n].clone()];
                    best = Some((misfit.squared, StudyResult { records, ..replicates.bare() }));
                }
            }
            search.tell(places, &new);
            waves.extend(std::iter::repeat_n(waves.last().map_or(1, |w| w + 1), next.len()));
            points.extend(next);
            misfits.extend(new);
            if let Some(folder) = session.folder() {
                let table = result::trials(&self.names, &series, &points, &misfits, Some(&waves));
                table.with_units(units(&self.names, &self.of.scenario)).save(folder, "trials", &about)?;
            }
            let weighed = search.weighed(fitted::enough(&search));
            session.wave(&Wave {
                number: *waves.last().unwrap_or(&1),
                trials: points.len(),
                least: best.as_ref().map_or(f64::NAN, |(least, _)| least.sqrt()),
                effective: weighed.effective,
                clipped: weighed.clipped,
            });
        }
        let (_, best) = best.ok_or_else(|| StudyError::Failed("no trial ended".to_owned()))?;
        let (record, sample) = (&self.of.record, self.of.sample as usize);
        let fitted = Fitted::new(&search, &points, &self.ends, sample, record, &best.records[0], self.dates)?;
        let result = self.result(StudyResult { wall, agent_days, ..best });
        Ok(CalibrateResult { points, misfits, waves, fitted: Some(fitted), ..result })
    }
}

impl Prepared for PreparedCalibrate<'_> {
    const COMMAND: &'static str = "calibrate";
    type Findings = CalibrateResult;

    fn request(&self) -> StudyRequest {
        let of = self.of;
        let request = StudyRequest::new(Self::COMMAND)
            .same("scenario", of_scenario(&of.scenario))
            .same("targets", &of.record.hash)
            .same("months", format!("{} to {}", self.dates.0, self.dates.1))
            .all_same("fitted parameters", &self.names)
            .same("ranges", format!("{:?}", self.ends));
        let request = match &self.points {
            Some(points) => request.rows("points", points),
            None => request
                .same("--wave", of.wave)
                .same("--search-seed", of.search_seed)
                .number("--sample", u64::from(of.sample))
                .number("--budget", u64::from(of.budget)),
        };
        request.size(self.size)
    }

    fn tasks(self, each: &mut Receiver) -> Result<(), StudyError> {
        let Some(points) = &self.points else {
            let why = "each wave of `calibrate` follows from those before it: plan a batch of points with --tell FILE";
            return Err(StudyError::invalid(why));
        };
        each(self.task(points)?)
    }

    fn execute(mut self, session: &mut Session) -> Result<CalibrateResult, StudyError> {
        let Some(points) = self.points.take() else { return self.fit(session) };
        let (replicates, misfits) = self.trials(&points, session)?;
        Ok(CalibrateResult { points, misfits, ..self.result(replicates) })
    }
}
