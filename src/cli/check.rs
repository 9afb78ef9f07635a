//! `check`: validates files and prints what they resolve to.

use super::Failure;
use musofir::config;
use musofir::layout::LOTTERIES;
use musofir::scenario::Experiment;
use musofir::world::{Status, World};
use std::path::{Path, PathBuf};

/// Validate files.
#[derive(clap::Args)]
pub struct Args {
    /// Scenario or world files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// Checks every file; all problems of all files are shown.
pub fn run(args: &Args) -> Result<(), Failure> {
    let mut wrong = Vec::new();
    for path in &args.files {
        match check(path) {
            Ok(text) => println!("{text}"),
            Err(e) => wrong.push(e.to_string()),
        }
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(Failure { code: 2, message: wrong.join("\n\n") }),
    }
}

fn check(path: &Path) -> Result<String, config::ConfigError> {
    let is_world = std::fs::read_to_string(path).is_ok_and(|text| text.contains("host_regions:"));
    if !is_world {
        return Experiment::load(path).map(|x| scenario(path, &x));
    }
    let file = config::load::<World>(path)?;
    let complaints = file.value.complaints();
    if !complaints.is_empty() {
        return Err(file.refuse(complaints));
    }
    Ok(format!("{}: a world\n{}", path.display(), world(&file.value)))
}

fn world(w: &World) -> String {
    let jobs: f64 = w.host_regions.iter().flat_map(|r| &r.demand).sum();
    let open = w.camps.iter().filter(|c| c.open);
    let count = |status| w.assumptions.iter().filter(|(_, a)| a.status == status).count();
    format!(
        "  world       {}: {} people of the pool, {:.0} jobs in {} host regions x {} sectors, {} communities in {} home regions\n\
         \x20 camps       {} open with {:.0} beds for all nationalities, {} planned; {} lotteries\n\
         \x20 register    {} found, {} derived, {} recalled numbers",
        w.name,
        w.assumptions.pool.value,
        jobs,
        w.host_regions.len(),
        w.sectors.len(),
        w.communities(),
        w.home_regions.len(),
        open.clone().count(),
        open.map(|c| c.beds).sum::<f64>(),
        w.camps.iter().filter(|c| !c.open).count(),
        LOTTERIES,
        count(Status::Found),
        count(Status::Derived),
        count(Status::Recalled),
    )
}

fn scenario(path: &Path, x: &Experiment) -> String {
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
    for (on, lever) in &x.timeline {
        text += &format!("  {on}  {lever:?}\n");
    }
    text + &format!("  hashes      scenario {}, world {}", &x.scenario_hash[..12], &x.world_hash[..12])
}
