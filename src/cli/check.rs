//! `check`: validates files and prints what they resolve to.

use super::common::console::data;
use super::common::extrapolate::ExtrapolateArgs;
use super::common::fit::{hung, width};
use super::failure::Failure;
use musofir::common::layout::LOTTERIES;
use musofir::config;
use musofir::scenario::Scenario;
use musofir::world::series::{KINDS, Kind, Resolution, Side};
use musofir::world::{Exogenous, Extrapolate, Origin, Status, World};
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

fn check(path: &Path, how: Option<Extrapolate>) -> Result<String, config::ConfigError> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    if text.contains("host_regions:") {
        return World::load(path).map(|file| format!("{}: a world\n{}", path.display(), world(&file.value)));
    }
    if text.contains("first_papers:") {
        let text = |o: &Origin| format!("{}\n{}", origin(o), series(Side::Home, &o.exogenous));
        return Origin::load(path).map(|file| format!("{}: a sending state\n{}", path.display(), text(&file.value)));
    }
    Scenario::load_extrapolated(path, how).map(|x| scenario(path, &x))
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
        "  world       {}: {jobs:.0} jobs in {} host regions x {} sectors, {:.2} for each migrant in Russia, {LOTTERIES} lotteries\n\
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
        open.map(|c| c.beds).sum::<f64>(),
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
    let line = |kind: &Kind| {
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
        "  first day   {:.0} beds, {} removal seats a day, {} permits a year, patent {} roubles, bars on {} of second offences\n",
        p.beds.iter().sum::<f64>(),
        p.removal_seats,
        p.permit_quota,
        p.patent_price,
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
