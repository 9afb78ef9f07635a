//! Three facts of plain arithmetic on the world's own numbers, and on the camps that are open in the scenarios shown.

use crate::common::calendar;
use crate::output::InputFiles;
use crate::report::data::ReportData;
use crate::report::numbers::{say, value};
use crate::scenario::Policy;
use crate::world::World;
use maud::{Markup, html};

/// Planes in "several planes", and seats on each.
const PLANES: f64 = 5.0;
const SEATS: f64 = 150.0;
/// Days of a stay in a camp, after which the bed is free.
const STAY: f64 = 30.0;

/// Numbers of the first sending state of the first world.
struct Facts {
    /// Share of the people abroad who go home within a year, if nothing but the seasons moves them: one less the
    /// product of the shares that stay each month.
    go_home: f64,
    /// Returns a day while as many are abroad: the sum of the monthly shares, of all of them.
    returns: f64,
    /// Hours in which as many return as several planes carry.
    hours: f64,
    /// What 1,000 fewer senders cost a year, million dollars.
    thousand: f64,
    /// What 50,000 and 300,000 fewer cost, % of GDP.
    fewer: [f64; 2],
    /// The camps of each scenario; once where scenarios have the same.
    camps: Vec<Camps>,
}

/// The camps that are open on the last day of scenarios.
#[derive(Debug, PartialEq)]
struct Camps {
    scenarios: Vec<String>,
    open: usize,
    beds: f64,
}

impl Camps {
    /// Removals a year, all nationalities.
    fn removals(&self) -> f64 {
        self.beds * 365.0 / STAY
    }
}

impl Facts {
    fn of(inputs: &InputFiles) -> Option<Self> {
        let world = inputs.worlds.first()?;
        let (a, o) = (world.assumptions.values(), world.origins.first()?.assumptions.values());
        let people = o.started_abroad;
        let loss = |people: f64| people * a.loss_per_migrant / 1e6;
        let monthly = &world.seasons.homecoming;
        let returns = people * monthly.iter().sum::<f64>() / 365.0;
        Some(Self {
            go_home: 1.0 - monthly.iter().map(|share| 1.0 - share).product::<f64>(),
            returns,
            hours: PLANES * SEATS / returns * 24.0,
            thousand: loss(1e3),
            fewer: [5e4, 3e5].map(|people| 100.0 * loss(people) / (o.gdp / o.lcu_per_dollar)),
            camps: camps(inputs, world),
        })
    }
}

fn camps(inputs: &InputFiles, world: &World) -> Vec<Camps> {
    let mut all: Vec<Camps> = Vec::new();
    for given in inputs.scenarios.iter().filter(|g| g.world == 0) {
        let Some(end) = calendar::parse(&given.end) else { continue };
        let dated = given.timeline.iter().filter_map(|(on, lever)| Some((calendar::parse(on)?, lever.clone())));
        let policy = Policy::on(world, &dated.collect::<Vec<_>>(), end);
        let (open, beds) = (policy.open_camps(world), policy.beds.iter().sum());
        match all.iter_mut().find(|c| (c.open, c.beds) == (open, beds)) {
            Some(same) => same.scenarios.push(given.name.clone()),
            None => all.push(Camps { scenarios: vec![given.name.clone()], open, beds }),
        }
    }
    all
}

/// The facts.
pub fn facts(m: &ReportData) -> Option<Markup> {
    let inputs = &m.sources.first()?.inputs;
    let facts = Facts::of(inputs)?;
    let world = inputs.worlds.first()?;
    let origin = world.origins.first()?;
    let (a, o) = (world.assumptions.values(), origin.assumptions.values());
    let (first, others) = facts.camps.split_first()?;
    let own = |camps: &Camps| camps.removals() * o.origin_share;
    let part = |camps: &Camps| 100.0 * own(camps) / o.started_abroad;
    let shown = |camps: &Camps| match inputs.scenarios.len() {
        all if all > 1 && all == camps.scenarios.len() => "every scenario".to_owned(),
        _ => camps.scenarios.join(", "),
    };
    let name = &origin.name;
    Some(html! {
        ol.facts {
            li {
                h3 { "“Several planes” are " (value(facts.hours, "hours")) " of ordinary traffic." }
                p {
                    (value(o.started_abroad, "people")) " people of " (name) " are in {host}, and "
                    (value(100.0 * facts.go_home, "%")) " of them go home within a year. Others take their places: at the "
                    "same number there, the seasons bring " (say(facts.returns, "people")) " returns a day. "
                    (PLANES) " planes of " (SEATS) " seats carry " (PLANES * SEATS) " people."
                }
            }
            li {
                h3 { "The " (first.open) " camps that are open send back " (say(part(first), "%")) " of them a year." }
                p {
                    (value(first.beds, "people")) " beds, on the last day of " (shown(first)) ", each used anew every "
                    (STAY) " days, allow " (say(first.removals(), "people")) " removals a year for all nationalities; the share of "
                    (name) ", " (say(100.0 * o.origin_share, "%")) ", is " (value(own(first), "people")) "."
                    @for other in others {
                        " The " (other.open) " camps of " (shown(other)) " have " (say(other.beds, "people"))
                        " beds and send back " (say(part(other), "%")) "."
                    }
                    " A mass effect can come only through entry bars, refused entry and fear."
                }
            }
            li {
                h3 { "A thousand fewer senders are " (say(facts.thousand, "million dollars")) " a year." }
                p {
                    "At " (say(a.loss_per_migrant, "dollars")) " a year from each, 50,000 fewer are "
                    (value(facts.fewer[0], "% of GDP")) " and 300,000 fewer are "
                    (value(facts.fewer[1], "% of GDP")) "."
                }
            }
        }
        p.note { "Arithmetic on the register of " a href="#register" { "assumptions" } ", not the result of a run." }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    fn of(names: &[&str]) -> (InputFiles, Facts) {
        let load = |name: &&str| Scenario::load(format!("configs/{name}.ron")).unwrap();
        let inputs = InputFiles::of(&names.iter().map(load).collect::<Vec<_>>());
        let facts = Facts::of(&inputs).unwrap();
        (inputs, facts)
    }

    #[test]
    fn the_share_that_goes_home_is_no_sum_of_monthly_shares() {
        let (inputs, facts) = of(&["baseline"]);
        // .945 x .952 x ... x .918 = .493 stay.
        assert!((facts.go_home - 0.507).abs() < 5e-4, "{}", facts.go_home);
        let people = inputs.worlds[0].origins[0].assumptions.values().started_abroad;
        assert!((facts.returns - people * 0.685 / 365.0).abs() < 1e-6 * facts.returns, "{}", facts.returns);
        assert!((facts.hours * facts.returns / 24.0 - 750.0).abs() < 1e-9);
    }

    #[test]
    fn only_camps_that_are_open_in_a_scenario_are_counted_for_it() {
        let (inputs, facts) = of(&["baseline", "entry-bars", "eighty-three-camps"]);
        let open = inputs.worlds[0].camps.iter().filter(|c| c.open).count();
        assert!(open < 83, "most camps are planned");
        let [few, all] = &facts.camps[..] else { panic!("{:?}", facts.camps) };
        assert_eq!(
            (few.open, few.beds, &few.scenarios[..]),
            (open, 110.0 * open as f64, &["baseline".to_owned(), "entry-bars".to_owned()][..])
        );
        assert_eq!((all.open, &all.scenarios[..]), (83, &["eighty-three-camps".to_owned()][..]));
        // 83 camps of 110 beds at 30 days a stay are 111,000 removals a year for all nationalities.
        assert!((all.removals() - 83.0 * 110.0 * 365.0 / 30.0).abs() < 1e-6, "{all:?}");
    }

    #[test]
    fn a_thousand_senders_are_a_thousand_losses() {
        let (_, facts) = of(&["baseline"]);
        // 3,390 dollars each; the product of 2013 is 40.2 billion somoni at 4.76 a dollar.
        assert!((facts.thousand - 3.39).abs() < 0.01, "{}", facts.thousand);
        let expected = [50.0, 300.0].map(|thousand| 100.0 * thousand * 3.39 / (40_200.0 / 4.764));
        assert!(facts.fewer.iter().zip(expected).all(|(f, e)| (f - e).abs() < 0.01 * e), "{:?}", facts.fewer);
    }
}
