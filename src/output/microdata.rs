//! Microdata: agents as rows, as they stand on an evening.
//!
//! A sample is systematic in the order of communities: agents at equal distances, the same numbers in every month. Files
//! of several months are a panel. When a person leaves the pool, the number passes to an entrant.

use super::{About, Column, Flat, Folder, FolderError, Microdata, columns};
use crate::common::agent::*;
use crate::common::layout::*;
use crate::engine::AgentState;
use crate::scenario::Scenario;
use jiff::ToSpan;
use jiff::civil::Date;

/// Rows in memory at a time.
const PART: usize = 1 << 16;

const STATUS: [&str; 8] =
    ["home", "home working", "seeking", "working", "held", "detained", "awaiting removal", "ordered to leave"];
const PAPERS: [&str; 4] = ["visa-free", "permit", "patent", "irregular"];

impl Microdata {
    /// Writes the agents of an evening: `microdata/YYYY-MM.parquet`, or `microdata.parquet` of the last.
    pub fn write(
        &self,
        folder: &Folder,
        x: &Scenario,
        agent_state: &AgentState,
        evening: Date,
        about: &About,
    ) -> Result<(), FolderError> {
        let about = &about.clone().with("evening", evening);
        let name = match self.monthly {
            true => format!("microdata/{}.parquet", evening.strftime("%Y-%m")),
            false => "microdata.parquet".to_owned(),
        };
        let agents = agent_state.len();
        let rows = self.sample.map_or(agents, |n| agents.min(n as usize));
        let table = LastEvening { x, agent_state, evening, rows, homes: homes(x, agents as u32) };
        let parts = (0..rows.div_ceil(PART).max(1)).map(|n| table.part(n * PART..rows.min((n + 1) * PART)));
        folder.file(&name, |out| Flat::parquet_parts(parts, out, about))
    }
}

/// Home region and sending state of every community, by name.
fn homes(x: &Scenario, agents: u32) -> Vec<(&str, &str)> {
    let of = x.world.home_regions().zip(x.world.communities_of(agents));
    of.flat_map(|((o, home), n)| {
        std::iter::repeat_n((home.name.as_str(), x.world.origins[o].name.as_str()), n as usize)
    })
    .collect()
}

struct LastEvening<'a> {
    x: &'a Scenario,
    agent_state: &'a AgentState,
    evening: Date,
    rows: usize,
    homes: Vec<(&'a str, &'a str)>,
}

impl<'a> LastEvening<'a> {
    fn part(&self, rows: std::ops::Range<usize>) -> Flat<'a> {
        let ids: Vec<usize> =
            rows.map(|row| (row as u64 * self.agent_state.len() as u64 / self.rows as u64) as usize).collect();
        let agents: Vec<Agent> = ids.iter().map(|id| unpack(self.agent_state.get(*id))).collect();
        let world = &self.x.world;
        let unit = world.host.currency.unit;
        let today = self.x.calendar.number(self.evening);
        let first = self.x.calendar.start;
        let day = |number: u32| first.saturating_add((i64::from(number) - i64::from(FIRST_DAY)).days());
        let whole = |of: fn(&Agent) -> i64| Column::Whole(agents.iter().map(of).collect());
        let text = |of: &dyn Fn(&Agent) -> &'a str| Column::Text(agents.iter().map(of).collect());
        let date = |of: &dyn Fn(&Agent) -> Option<u32>| Column::Date(agents.iter().map(|a| of(a).map(day)).collect());
        let abroad = |a: &Agent| !at_home(a);
        let sector = |a: &Agent| match a.status {
            SEEKING | WORKING => world.sectors[a.sector as usize].name.as_str(),
            _ => "",
        };
        let region = |a: &Agent| if abroad(a) { world.host_regions[a.region as usize].name.as_str() } else { "" };
        let papers = |a: &Agent| match () {
            () if !abroad(a) => "",
            () => PAPERS[valid_papers(a, today) as usize],
        };
        let wage = |a: &Agent| (a.status == WORKING).then(|| (10.0 * f64::from(a.wage) * unit).round() as i64);
        let savings = agents.iter().map(|a| f64::from(a.savings) * unit).collect();
        let people = world.pool() / self.rows as f64;
        Flat::of(
            &columns::MICRODATA,
            vec![
                ("agent", Column::Whole(ids.iter().map(|id| *id as i64).collect())),
                ("people", Column::Number(vec![people; agents.len()])),
                ("state", text(&|a| self.homes[a.community as usize].1)),
                ("home_region", text(&|a| self.homes[a.community as usize].0)),
                ("community", whole(|a| i64::from(a.community))),
                ("sex", text(&|a| if a.sex == 1 { "woman" } else { "man" })),
                ("dependents", whole(|a| i64::from(a.dependents))),
                ("status", text(&|a| STATUS[a.status as usize])),
                ("since", date(&|a| Some(today - spell(a, today)))),
                ("host_region", text(&region)),
                ("sector", text(&sector)),
                ("papers", text(&papers)),
                ("papers_until", date(&|a| (abroad(a) && a.papers_until != LAST_DAY).then(|| papers_end(a, today)))),
                ("violations", whole(|a| i64::from(a.violations))),
                ("barred_until", date(&|a| barred(a, today).then_some(a.barred_until))),
                ("knows_barred", whole(|a| i64::from(a.knows_barred))),
                ("wage_host_currency", Column::SomeWhole(agents.iter().map(wage).collect())),
                ("savings_thousand_host_currency", Column::Number(savings)),
                ("grievance", whole(|a| i64::from(a.grievance))),
                ("fear", whole(|a| i64::from(a.fear))),
            ],
        )
    }
}

/// First day without papers, by its number.
fn papers_end(a: &Agent, today: u32) -> u32 {
    let days = days_after(a.papers_until, today);
    if days <= PAPERS_AHEAD { today + days } else { today + days - DAY_CODES }
}
