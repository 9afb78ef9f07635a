//! The sections of the page, in order. A section without data is left out.

mod answer;
mod backtest;
mod balance;
mod course;
mod differences;
mod facts;
mod fates;
mod fits;
mod limits;
mod map;
mod people;
mod record;
mod register;
mod repeat;
mod response;
mod timeline;

use super::data::ReportData;
use maud::{Markup, html};

/// A section: its anchor, its title and its body.
pub struct Section {
    /// Anchor.
    pub id: &'static str,
    /// Title.
    pub title: &'static str,
    /// Its body; none without data.
    pub body: Option<Markup>,
}

/// All of them.
pub fn sections(m: &ReportData) -> Vec<Section> {
    let section = |id, title, body| Section { id, title, body };
    vec![
        section("facts", "Three facts that need no simulation", facts::facts(m)),
        section("answer", "The question and the answer", answer::answer(m)),
        section("limits", "What this cannot show", Some(limits::limits(m))),
        section("balance", "What migrants lose, and what states gain", balance::balance(m)),
        section("differences", "How much each scenario changes", differences::differences(m)),
        section("course", "Month by month", course::course(m)),
        section("fits", "Which conclusions hold in every good fit", fits::fits(m)),
        section("backtest", "Comparison with the record", backtest::backtest(m)),
        section("timeline", "The levers and their dates", timeline::timeline(m)),
        section("response", "Doses, and the assumptions that matter", response::response(m)),
        section("flows", "How people moved", people::people(m)),
        section("map", "Where people are", map::map(m)),
        section("fates", "Whose fate changes", fates::fates(m)),
        section("register", "Every assumption and its source", register::register(m)),
        section("repeat", "How to reproduce it", Some(repeat::repeat(m))),
    ]
}

/// An item of a list of definitions.
fn item(name: &str, value: Markup) -> Markup {
    html! { dt { (name) } dd { (value) } }
}
