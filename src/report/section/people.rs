//! How people moved between statuses, over the months of the window.

use crate::report::chart::{Card, Flow, flows};
use crate::report::data::{MonthlySeries, ReportData};
use crate::report::numbers::say;
use crate::run::places::MOVES;
use maud::{Markup, html};

/// A chart a scenario.
pub fn people(m: &ReportData) -> Option<Markup> {
    let cards: Vec<Markup> = m.series.iter().filter(|c| !c.places.is_empty()).map(card).collect();
    (!cards.is_empty()).then(|| {
        html! {
            p { "People who moved from one status to another over the months of the window. An arrow’s width grows with the square root of its "
                "people. People let go or ordered to leave come from custody or from a camp. The table of each chart also lists moves at home, "
                "into the pool and out of it." }
            div.charts { @for c in cards { (c) } }
        }
    })
}

fn card(c: &MonthlySeries) -> Markup {
    let total = |k: usize| c.inside().filter_map(|m| c.places.get(m)).map(|p| p.moves[k]).sum::<f64>();
    let all: Vec<Flow> = MOVES
        .iter()
        .enumerate()
        .map(|(k, (from, to, _))| Flow { from: (*from).to_owned(), to: (*to).to_owned(), people: total(k) })
        .collect();
    let (height, drawing) = flows(&all);
    let words = all.iter().take(2).map(|f| format!("{} {} to {}", say(f.people, "people"), f.from, f.to));
    Card {
        title: c.label.clone(),
        note: html! { (c.span()) },
        words: format!("Moves of people between statuses: {}.", words.collect::<Vec<_>>().join(", ")),
        legend: Vec::new(),
        height,
        drawing,
        heads: ["from", "to", "people"].map(str::to_owned).to_vec(),
        rows: all.iter().map(|f| (vec![f.from.clone(), f.to.clone()], vec![f.people])).collect(),
    }
    .show()
}
