//! `explain`: what an indicator, a lever or an assumption is, from the registers that the program and the report use.

use super::common::console::data;
use super::failure::Failure;
use musofir::config::{Resolved, Source, suggest};
use musofir::host::{Ground, INDICATORS, IndicatorId, basis};
use musofir::report::words::title;
use musofir::run::places::{HOME, HOME_MEANINGS, REGION, REGION_MEANINGS};
use musofir::scenario::schema::{self, Described};
use musofir::world::{Assumption, Requirement, Status, Words, World, load};
use std::path::PathBuf;

/// Explain a name.
#[derive(clap::Args)]
pub struct ExplainArgs {
    /// Indicators, levers, assumptions or tables of places, such as crisis_risk, EntryBars, concession_price, homes.csv.
    /// Lists all names if none is given.
    #[arg(value_name = "INDICATOR|LEVER|ASSUMPTION")]
    names: Vec<String>,
    /// World whose assumptions are explained; the reference world by default.
    #[arg(long, value_name = "FILE")]
    world: Option<PathBuf>,
}

/// Explains each name; one may be an indicator and an assumption.
pub fn run(args: &ExplainArgs) -> Result<(), Failure> {
    let world = match &args.world {
        None => World::reference(),
        Some(path) => {
            let file: Resolved<World> = load(&Source::read(path)?)?;
            match file.value.diagnostics() {
                c if !c.is_empty() => return Err(file.refuse(c).into()),
                _ => file.value,
            }
        }
    };
    let assumptions: Vec<Registered> = registers(&world).collect();
    let words = Words::of(&world);
    let levers = schema::levers();
    if args.names.is_empty() {
        data!("{}", names(&levers, &assumptions, &words));
        return Ok(());
    }
    let mut text = Vec::new();
    for given in &args.names {
        // A ratio is explained as its indicator, a lever's number with its lever, a state's assumption as such.
        let name = given.strip_prefix("relative_").unwrap_or(given);
        let mut parts = name.split(['.', '@']);
        let first = parts.next().unwrap_or(name);
        let name = if world.origins.iter().any(|o| o.name == first) { parts.next().unwrap_or(first) } else { first };
        let before = text.len();
        text.extend(IndicatorId::named(name).map(|i| of_indicator(i, &words)));
        text.extend(levers.iter().filter(|l| l.name == name).map(|l| of_lever(l, &words)));
        text.extend(
            columns().filter(|(file, column, ..)| *file == given || *column == name).map(|c| of_column(c, &words)),
        );
        text.extend(assumptions.iter().filter(|a| a.required.name == name).map(of_assumption));
        if text.len() == before {
            let known = INDICATORS.iter().map(|i| i.name).chain(levers.iter().map(|l| l.name.as_str()));
            let known = known.chain(assumptions.iter().map(|a| a.required.name));
            let help = suggest(name, known);
            return Err(Failure::bad_input(format!(
                "no indicator, lever or assumption is called `{name}`; {help}; `musofir explain` lists all"
            )));
        }
    }
    data!("{}", text.join("\n\n"));
    Ok(())
}

/// All names, by what they name.
fn names(levers: &[Described], assumptions: &[Registered], words: &Words) -> String {
    let indicators = IndicatorId::ALL.map(|i| format!("  {:<28} {}", i.name(), words.fill(title(i))));
    let levers = levers.iter().map(|l| format!("  {}", l.name));
    let assumptions = assumptions.iter().map(|a| format!("  {:<28} {}", a.required.name, a.of));
    let list = |head: &str, rows: Vec<String>| format!("{head}\n{}", rows.join("\n"));
    let lists = [
        list("indicators", indicators.to_vec()),
        list("levers", levers.collect()),
        list("assumptions", assumptions.collect()),
    ];
    lists.join("\n\n")
}

/// A number of a register.
struct Registered<'w> {
    /// Whose it is.
    of: &'w str,
    required: Requirement,
    assumption: &'w Assumption,
    /// The words of the world, and of its state.
    words: Words,
}

/// Every number of the registers.
fn registers(world: &World) -> impl Iterator<Item = Registered<'_>> {
    let of_world =
        |(required, assumption)| Registered { of: &world.name, required, assumption, words: Words::of(world) };
    let of_states = world.origins.iter().flat_map(move |o| {
        let words = Words::of_state(world, o);
        let of_state =
            move |(required, assumption)| Registered { of: &o.name, required, assumption, words: words.clone() };
        o.assumptions.iter().map(of_state)
    });
    world.assumptions.iter().map(of_world).chain(of_states)
}

fn of_indicator(i: IndicatorId, words: &Words) -> String {
    let b = basis(i);
    let ground = match b.ground {
        Ground::Counted => "counted from the agents",
        Ground::Computed => "computed by the host from what was counted",
        Ground::Prior => "rests on priors: read it beside a run without the lever",
    };
    lines(
        &format!("{}: {} (indicator)", i.name(), words.fill(title(i))),
        &[
            ("definition", words.fill(i.meaning()).into_owned()),
            ("unit", words.fill(i.unit()).into_owned()),
            ("over months", i.over().name().to_owned()),
            ("rule", format!("{}; {}", words.fill(b.rule), b.module)),
            ("ground", ground.to_owned()),
            ("leans on", b.assumptions.join(", ")),
        ],
    )
}

/// The columns of a run's tables of places: file, name, unit and meaning.
fn columns() -> impl Iterator<Item = (&'static str, &'static str, &'static str, &'static str)> {
    let regions = REGION.into_iter().zip(REGION_MEANINGS).map(|(name, (unit, of))| ("regions.csv", name, unit, of));
    let homes = HOME.into_iter().zip(HOME_MEANINGS).map(|(name, (unit, of))| ("homes.csv", name, unit, of));
    regions.chain(homes)
}

fn of_column((file, name, unit, meaning): (&str, &str, &str, &str), words: &Words) -> String {
    let [meaning, unit] = [meaning, unit].map(|text| words.fill(text).into_owned());
    lines(&format!("{name} (column of {file})"), &[("definition", meaning), ("unit", unit)])
}

fn of_lever(lever: &Described, words: &Words) -> String {
    let mut rows = vec![("definition", words.fill(&lever.words).into_owned())];
    for field in &lever.fields {
        let given = if field.required { "" } else { " (may be left out)" };
        rows.push(("sets", format!("{}: {}{given}", field.name, words.fill(&field.words))));
    }
    rows.push(("rule", "musofir::scenario::Policy; it acts at 00:00 of its day and holds until set again".to_owned()));
    lines(&format!("{} (lever)", lever.name), &rows)
}

fn of_assumption(Registered { of, required: r, assumption: a, words }: &Registered) -> String {
    let status = match a.status {
        Status::Found => "found: read in the source",
        Status::Derived => "derived: arithmetic on what was found",
        Status::Recalled => "recalled: a prior",
        Status::Fitted => "fitted: a prior, fitted to the record",
    };
    lines(
        &format!("{} (assumption of {of})", r.name),
        &[
            ("definition", words.fill(r.meaning).into_owned()),
            ("value", format!("{} {}, between {} and {}", a.value, a.unit, a.low, a.high)),
            ("allowed", format!("{} to {}", r.least, r.most)),
            ("kind", if r.level { "level of a place and a time" } else { "behaviour" }.to_owned()),
            ("status", status.to_owned()),
            ("source", a.source.clone()),
        ],
    )
}

fn lines(head: &str, rows: &[(&str, String)]) -> String {
    let rows = rows.iter().map(|(name, value)| format!("  {name:<12} {value}"));
    std::iter::once(head.to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
}
