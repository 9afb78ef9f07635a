//! A comparison in memory: its options, its check, its execution.

use super::demand::{self, Completed};
use super::fates;
use super::result::CompareResult;
use super::spread::Variations;
use crate::common::calendar;
use crate::config::{repeated, suggest};
use crate::ensemble::{self, Held, IndicatorComparison, Keep, Resolution, Window};
use crate::output::Seen;
use crate::scenario::Scenario;
use crate::study::draws::Draws;
use crate::study::error::StudyError;
use crate::study::findings::{Prepared, Receiver, carry_out};
use crate::study::machine::Machine;
use crate::study::request::{StudyRequest, of_scenario};
use crate::study::session::Session;
use crate::study::settings::size_and_folder;
use crate::study::task::{Size, SizeSpec, Task};
use crate::world::Words;
use std::path::PathBuf;

/// A comparison of scenarios.
#[derive(Clone, Debug, Default)]
pub struct Compare {
    pub(super) scenarios: Vec<Scenario>,
    pub(super) against: Option<String>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) spread: Option<u32>,
    pub(super) fates: bool,
    pub(super) parameters: Option<Draws>,
    pub(super) fits: Option<Draws>,
    pub(super) size: SizeSpec,
    pub(super) record: Vec<Seen>,
    pub(super) folder: Option<PathBuf>,
}

/// A comparison whose request has been checked.
pub struct PreparedCompare<'c> {
    of: &'c Compare,
    completed: Completed,
    reference: usize,
    windows: Vec<Window>,
    size: Size,
    task: Task,
    spread: Option<Variations>,
    fits: Option<Task>,
}

impl Compare {
    /// Of scenarios, on eight seeds, with an agent for each of the people.
    pub fn new(scenarios: impl IntoIterator<Item = Scenario>) -> Self {
        Self { scenarios: scenarios.into_iter().collect(), ..Self::default() }
    }

    size_and_folder!();

    /// Against the scenario of this name; against `baseline`, else the first, if not given.
    pub fn against(mut self, name: impl Into<String>) -> Self {
        self.against = Some(name.into());
        self
    }

    /// Over these months, both included, as YYYY-MM; over the last twelve in common if not given.
    pub fn months(mut self, from: impl Into<String>, to: impl Into<String>) -> Self {
        (self.from, self.to) = (Some(from.into()), Some(to.into()));
        self
    }

    /// Also under `draws` sets of parameters from the register's ranges, and under rules that could be otherwise.
    pub fn spread(mut self, draws: u32) -> Self {
        self.spread = Some(draws);
        self
    }

    /// Also compares where the same people stand on the last day.
    pub fn fates(mut self) -> Self {
        self.fates = true;
        self
    }

    /// Each seed with a draw of parameters.
    pub fn parameters(mut self, draws: Draws) -> Self {
        self.parameters = Some(draws);
        self
    }

    /// Also under every other fit to the record.
    pub fn fits(mut self, fits: Draws) -> Self {
        self.fits = Some(fits);
        self
    }

    /// Compares, and follows nothing.
    ///
    /// # Errors
    /// If the request cannot be met, a replicate fails, or the folder cannot be written.
    pub fn run(&self, machine: &Machine) -> Result<CompareResult, StudyError> {
        carry_out(self.prepare()?, self.folder.as_deref(), machine)
    }

    /// What a user should know of the draws of the seeds, if some are the same.
    pub fn repeated(&self) -> Option<String> {
        let (draws, seeds) = (self.parameters.as_ref()?, self.size.or(8, 0).seeds);
        let of = draws.different(seeds);
        let why = match of as u64 {
            n if n == seeds => return None,
            1 => "one set of parameters for every seed: intervals are over seeds alone".to_owned(),
            _ => format!("{of} different draws for {seeds} seeds: intervals count the draws"),
        };
        Some(format!("{}: {why}", draws.source()))
    }

    /// Columns of the fits that are levers, which every scenario keeps as its own.
    pub fn left_out(&self) -> Result<Option<String>, StudyError> {
        let Some(fits) = &self.fits else { return Ok(None) };
        let (_, left_out) = fits.without_levers()?;
        let note =
            || format!("{}: every scenario keeps its own levers; left out: {}", fits.source(), left_out.join(", "));
        Ok((!left_out.is_empty()).then(note))
    }

    /// What stays out of scenarios of other corridors than that in which parameters or fits were fitted.
    pub fn stays_out(&self) -> Vec<String> {
        let of = [&self.parameters, &self.fits].into_iter().flatten();
        of.flat_map(|draws| draws.stays_out(&self.scenarios)).collect()
    }

    /// Checks the request.
    ///
    /// # Errors
    /// If it cannot be met.
    pub fn prepare(&self) -> Result<PreparedCompare<'_>, StudyError> {
        if let Some(name) = repeated(&self.scenarios.iter().map(|x| &x.name).collect::<Vec<_>>()) {
            return Err(StudyError::Invalid(format!(
                "two scenarios are named `{name}`: results go by names; rename one"
            )));
        }
        let words = self.scenarios.first().map(|x| Words::of(&x.world));
        if let Some(other) = self.scenarios.iter().find(|x| Some(Words::of(&x.world)) != words) {
            return Err(StudyError::Invalid(format!(
                "`{}` and `{}` are of different corridors: their amounts are in other currencies or of other base years, \
                 and one table cannot hold both; compare scenarios of one world",
                self.scenarios[0].name, other.name
            )));
        }
        let reference = self.reference()?;
        let completed = Completed::of(&self.scenarios, reference);
        let scenarios = &completed.scenarios;
        let (from, to) = (self.from.as_deref(), self.to.as_deref());
        for month in [from, to].into_iter().flatten() {
            if calendar::parse(&format!("{month}-01")).is_none() {
                return Err(StudyError::Invalid(format!("`{month}` is not a month, as YYYY-MM")));
            }
        }
        let mut windows = Vec::new();
        for x in scenarios {
            let window = Window::in_common(x, &scenarios[reference], from, to);
            windows.push(window.ok_or_else(|| no_window(x, &scenarios[reference], from, to))?);
        }
        let spread = match self.spread {
            Some(draws) => Some(Variations::new(scenarios, reference, draws as usize)?),
            None => None,
        };
        let people = scenarios.iter().map(|x| x.world.pool()).fold(0.0, f64::max);
        let size = self.size.or(8, people as u32);
        let keep = Keep { fates: self.fates, places: true };
        let task = match &self.parameters {
            Some(draws) => draws.by_seed(scenarios, size, keep)?,
            None => Task::all(scenarios.clone(), size, keep),
        };
        let fits = match &self.fits {
            Some(fits) => Some(fits.without_levers()?.0.each(scenarios, size)?),
            None => None,
        };
        Ok(PreparedCompare { of: self, completed, reference, windows, size, task, spread, fits })
    }

    fn reference(&self) -> Result<usize, StudyError> {
        let find = |name: &str| self.scenarios.iter().position(|x| x.name == name);
        match &self.against {
            _ if self.scenarios.is_empty() => Err(StudyError::invalid("no scenario to compare")),
            None => Ok(find("baseline").unwrap_or(0)),
            Some(name) => find(name).ok_or_else(|| {
                let help = suggest(name, self.scenarios.iter().map(|x| x.name.as_str()));
                StudyError::Invalid(format!("--against {name}: not among the scenarios; {help}"))
            }),
        }
    }
}

impl Prepared for PreparedCompare<'_> {
    const COMMAND: &'static str = "compare";
    type Findings = CompareResult;

    fn request(&self) -> StudyRequest {
        let of = self.of;
        let month = |month: &Option<String>| month.clone().unwrap_or_default();
        let request = StudyRequest::new(Self::COMMAND)
            .list("scenarios", of.scenarios.iter().map(of_scenario))
            .same("--against", &of.scenarios[self.reference].name)
            .same("--from", month(&of.from))
            .same("--to", month(&of.to))
            .same("--fates", of.fates)
            .number("--spread", of.spread.unwrap_or(0).into())
            .rows("--fits", self.fits.iter().flat_map(|task| &task.draws).next().map_or(&[], |draws| draws.rows()));
        request.size(self.size).drawn(self.task.draws.as_ref())
    }

    fn tasks(self, each: &mut Receiver) -> Result<(), StudyError> {
        let Self { size, task, spread, fits, .. } = self;
        each(task)?;
        spread.map_or(Ok(()), |spread| each(spread.task(size)))?;
        fits.map_or(Ok(()), each)
    }

    fn execute(self, session: &mut Session) -> Result<CompareResult, StudyError> {
        let Self { of, completed, reference, windows, size, task, spread, fits } = self;
        let scenarios = &completed.scenarios;
        let mut replicates = session.run(&task)?;
        if of.parameters.is_some() {
            replicates = replicates.by_scenario(scenarios.len());
        }
        let resolution = |n: usize| Resolution::new(scenarios[n].world.pool(), size.agents);
        let compared = |(n, x): (usize, &Scenario)| {
            let (records, size) = (&replicates.records, resolution(n));
            let draw = |seed| task.draw_of(seed);
            let mut lines = ensemble::compare_drawn(&records[n], &records[reference], &windows[n], &size, &draw);
            completed.add_parts(n, &mut lines, (records, reference), &size, &draw);
            (x.name.clone(), lines)
        };
        let lines: Vec<(String, Vec<IndicatorComparison>)> = scenarios.iter().enumerate().map(compared).collect();
        let mut result = CompareResult {
            scenarios: scenarios.clone(),
            reference,
            size,
            lines,
            replicates,
            fates: None,
            spread: None,
            fits: None,
            note: demand::note(scenarios, reference, &completed.alone),
            record: of.record.clone(),
        };
        if of.fates {
            let draw = |seed| task.draw_of(seed);
            result.fates = Some(fates::fates(session, scenarios, reference, &result.replicates, size.agents, draw)?);
        }
        let goes_on = result.replicates.failures.is_empty() || !session.stops();
        if let Some(spread) = spread.filter(|_| goes_on) {
            let more = session.run(&spread.task(size))?;
            result.spread = Some(spread.spreads(&more, scenarios, &result.lines));
            result.replicates.add_cost(&more);
        }
        let goes_on = result.replicates.failures.is_empty() || !session.stops();
        if let Some(fits) = fits.filter(|_| goes_on) {
            let more = session.run(&fits)?;
            let lines = |n: usize| -> Vec<Vec<IndicatorComparison>> {
                let by_fit = more.records.chunks(scenarios.len());
                by_fit.map(|of| ensemble::compare(&of[n], &of[reference], &windows[n], &resolution(n))).collect()
            };
            let others = (0..scenarios.len()).filter(|n| *n != reference);
            let held = |n: usize| (result.lines[n].0.clone(), Held::all(&result.lines[n].1, &lines(n)));
            result.fits = Some(others.map(held).collect());
            result.replicates.add_cost(&more);
        }
        Ok(result)
    }
}

fn no_window(x: &Scenario, reference: &Scenario, from: Option<&str>, to: Option<&str>) -> StudyError {
    let dates = |x: &Scenario| format!("{} from {} to {}", x.name, x.calendar.start, x.calendar.end);
    let asked = match (from, to) {
        (None, None) => "no month".to_owned(),
        _ => format!("not all whole months from {} to {}", from.unwrap_or("the first"), to.unwrap_or("the last")),
    };
    let apart = if x.name == reference.name { String::new() } else { format!(", {}", dates(x)) };
    StudyError::Invalid(format!("{asked} in common: {}{apart}", dates(reference)))
}
