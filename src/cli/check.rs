//! `check`: validates files and prints what they resolve to.

use super::common::console::data;
use super::common::extrapolate::ExtrapolateArgs;
use super::common::fit::{hung, width};
use super::failure::Failure;
use musofir::common::layout::LOTTERIES;
use musofir::config::{ConfigError, Resolved, Source};
use musofir::scenario::Scenario;
use musofir::world::series::{KINDS, Kind as SeriesKind, Resolution, Side};
use musofir::world::{Changes, Exogenous, Extrapolate, Inherit, Kind, Origin, Status, World, kind, load, resolve};
use std::path::{Path, PathBuf};

/// Columns before the text of a line.
const LABEL: usize = "  register    ".len();

/// Validate files.
#[derive(clap::Args)]
pub struct CheckArgs {
    /// Scenario, world or sending-state files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    extrapolate: ExtrapolateArgs,
}

/// Checks every file; all problems of all files are shown.
pub fn run(args: &CheckArgs) -> Result<(), Failure> {
    let mut wrong = Vec::new();
    for path in &args.files {
        match check(path, args.extrapolate.how()) {
            Ok(text) => data!("{}", hung(&text, LABEL, width())),
            Err(e) => wrong.push(e.to_string()),
        }
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(Failure { code: 2, message: wrong.join("\n\n") }),
    }
}

fn check(path: &Path, how: Option<Extrapolate>) -> Result<String, ConfigError> {
    let source = Source::read(path)?;
    match kind(&source, &Source::read) {
        Kind::Scenario => Scenario::load_extrapolated(path, how).map(|x| scenario(path, &x)),
        Kind::World => {
            let file: Resolved<World> = load(&source)?;
            Ok(format!("{}: a world\n{}{}", path.display(), world(&file.value), inherited::<World>(&source)?))
        }
        Kind::SendingState => {
            let file: Resolved<Origin> = load(&source)?;
            let series = series(Side::Home, &file.value.exogenous);
            Ok(format!(
                "{}: a sending state\n{}\n{series}{}",
                path.display(),
                origin(&file.value),
                inherited::<Origin>(&source)?
            ))
        }
    }
}

/// What a file keeps of those it extends, and each field that differs from its parent's.
fn inherited<T: Inherit>(source: &Source) -> Result<String, ConfigError> {
    let file: Resolved<T> = resolve(source, &Source::read)?;
    let Some(parent) = &file.parent else { return Ok(String::new()) };
    let changes = Changes::between(parent, &serde_json::to_value(&file.value).unwrap_or_default());
    let names = file.parents().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", which extends ");
    let (kept, changed) = (changes.kept, changes.changed.len());
    let lines: String = changes.changed.iter().map(|line| format!("\n  change      {line}")).collect();
    Ok(format!("\n  extends     {names}; {kept} fields are inherited, {changed} differ{lines}"))
}

fn origin(o: &Origin) -> String {
    let communities: u32 = o.home_regions.iter().map(|h| h.communities).sum();
    format!(
        "  people      {}: {} of the pool, {communities} communities in {} home regions",
        o.name,
        o.assumptions.pool.value,
        o.home_regions.len(),
    )
}

fn world(w: &World) -> String {
    let jobs: f64 = w.host_regions.iter().flat_map(|r| &r.demand).sum::<f64>() * w.jobs_factor();
    let open = w.camps.iter().filter(|c| c.open);
    let of_states = w.origins.iter().flat_map(|o| o.assumptions.iter()).map(|(_, a)| a.status);
    let known: Vec<Status> = w.assumptions.iter().map(|(_, a)| a.status).chain(of_states).collect();
    let count = |status| known.iter().filter(|s| **s == status).count();
    let origins: Vec<_> = w.origins.iter().map(origin).collect();
    format!(
        "  world       {}: {jobs:.0} jobs in {} host regions x {} sectors, {:.2} for each migrant abroad, {LOTTERIES} lotteries\n\
         {}\n\
         \x20 camps       {} open with {:.0} beds for all nationalities, {} planned\n\
         \x20 register    {} found, {} derived, {} fitted, {} recalled numbers\n\
         \x20 base        levels are of {}, for runs of {} to {}\n\
         {}",
        w.name,
        w.host_regions.len(),
        w.sectors.len(),
        w.jobs_each(),
        origins.join("\n"),
        open.clone().count(),
        open.map(|c| c.beds).fold(0.0, |a, b| a + b),
        w.camps.iter().filter(|c| !c.open).count(),
        count(Status::Found),
        count(Status::Derived),
        count(Status::Fitted),
        count(Status::Recalled),
        w.base,
        w.valid.0,
        w.valid.1,
        all_series(w),
    )
}

/// The series of the host and of every sending state, a line each.
fn all_series(w: &World) -> String {
    let states = w.origins.iter().map(|o| series(Side::Home, &o.exogenous));
    std::iter::once(series(Side::Host, &w.exogenous)).chain(states).collect::<Vec<_>>().join("\n")
}

/// The series of a side: file, resolution, range, and how its rows are known.
fn series(side: Side, of: &Exogenous) -> String {
    let line = |kind: &SeriesKind| {
        let Some(s) = of.get(kind.name) else { return format!("  series      {}: constant (not found)", kind.name) };
        let rows: u32 = s.statuses.iter().sum();
        let share = |n: usize| 100.0 * f64::from(s.statuses[n]) / f64::from(rows.max(1));
        let known = format!("{:.0} % found, {:.0} % derived, {:.0} % recalled", share(0), share(1), share(2));
        let resolution = match s.resolution {
            Resolution::Monthly => "monthly",
            Resolution::Yearly => "yearly",
            Resolution::Constant => "constant",
        };
        let range = s.months().map_or_else(String::new, |(from, to)| format!(" {from} to {to}"));
        format!("  series      {}: {}, {resolution}{range}, {known}", kind.name, s.file)
    };
    KINDS.iter().filter(|k| k.side == side).map(line).collect::<Vec<_>>().join("\n")
}

fn scenario(path: &Path, x: &Scenario) -> String {
    let mut text = format!("{}: {}\n{}\n", path.display(), x.title, world(&x.world));
    let c = x.calendar;
    text += &format!("  dates       {} to {}, {} days, {} months\n", c.start, c.end, c.days(), c.months().len());
    text += &format!(
        "  feedback    {}, lotteries {}\n",
        if x.feedback { "on" } else { "off" },
        if x.lotteries { "on" } else { "off" }
    );
    let p = x.policy(c.start);
    text += &format!(
        "  first day   {:.0} beds, {} removal seats a day, {} permits a year, patent {} {}, bars on {} of second offences\n",
        p.beds.iter().sum::<f64>().abs(),
        p.removal_seats,
        p.permit_quota,
        (p.patent_price * x.world.host.currency.unit * 1e6).round() / 1e6,
        x.world.host.currency.plural,
        p.bar_on_second_offence
    );
    if x.timeline.is_empty() {
        text += "  timeline    no lever moves\n";
    }
    for ((on, lever), idle) in x.timeline.iter().zip(x.idle_levers()) {
        text += &format!("  {on}  {lever:?}{}\n", if idle { "  (holds already)" } else { "" });
    }
    for what in x.warnings() {
        text += &format!("  warning     {what}\n");
    }
    text + &format!("  hashes      scenario {}, world {}", &x.scenario_hash[..12], &x.world_hash[..12])
}
