//! Three facts of plain arithmetic on the world's own numbers.

use crate::report::data::ReportData;
use crate::report::numbers::{say, value};
use maud::{Markup, html};

/// Planes in "several planes", and seats on each.
const PLANES: f64 = 5.0;
const SEATS: f64 = 150.0;
/// Days of a stay in a camp, after which the bed is free.
const STAY: f64 = 30.0;

/// The facts.
pub fn facts(m: &ReportData) -> Option<Markup> {
    let world = &m.sources.first()?.inputs.worlds.first()?;
    let origin = world.origins.first()?;
    let (a, o) = (world.assumptions.values(), origin.assumptions.values());
    let share: f64 = world.seasons.homecoming.iter().sum();
    let returns = o.started_in_russia * share;
    let hours = PLANES * SEATS / (returns / 365.0) * 24.0;
    let beds: f64 = world.camps.iter().map(|c| c.beds).sum();
    let removals = beds * 365.0 / STAY;
    let own = removals * o.origin_share;
    let gdp = o.gdp / o.somoni_per_dollar;
    let loss = |people: f64| people * a.loss_per_migrant / 1e6;
    let name = &origin.name;
    Some(html! {
        ol.facts {
            li {
                h3 { "“Several planes” are " (value(hours, "hours")) " of ordinary traffic." }
                p {
                    (value(o.started_in_russia, "people")) " people of " (name) " in Russia, of whom "
                    (value(100.0 * share, "%")) " go home within a year, are " (say(returns / 365.0, "people"))
                    " returns a day. " (PLANES) " planes of " (SEATS) " seats carry " (PLANES * SEATS) " people."
                }
            }
            li {
                h3 { (world.camps.len()) " camps send back " (say(100.0 * own / o.started_in_russia, "%")) " of them a year." }
                p {
                    (value(beds, "people")) " beds, each used anew every " (STAY) " days, allow " (say(removals, "people"))
                    " removals a year for all nationalities; the share of " (name) ", " (say(100.0 * o.origin_share, "%"))
                    ", is " (value(own, "people")) ". A mass effect can come only through entry bars, refused entry and fear."
                }
            }
            li {
                h3 { "A thousand fewer senders are " (say(loss(1e3), "million dollars")) " a year." }
                p {
                    "At " (say(a.loss_per_migrant, "dollars")) " a year from each, 50,000 fewer are "
                    (value(100.0 * loss(5e4) / gdp, "% of GDP")) " and 300,000 fewer are "
                    (value(100.0 * loss(3e5) / gdp, "% of GDP")) "."
                }
            }
        }
        p.note { "Arithmetic on the register of " a href="#register" { "assumptions" } ", not the result of a run." }
    })
}
