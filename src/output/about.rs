//! What a table is of, for the metadata of its Parquet file.

use crate::scenario::Scenario;

/// Scenarios that are named one by one.
const NAMED: usize = 20;

/// What a table is of: pairs of a key and a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About(pub Vec<(&'static str, String)>);

impl About {
    /// Of runs of scenarios with this number of agents, by this version of the program.
    pub fn of<'x>(scenarios: impl IntoIterator<Item = &'x Scenario>, agents: u32) -> Self {
        let (names, worlds): (Vec<&str>, Vec<&str>) =
            scenarios.into_iter().map(|x| (x.name.as_str(), x.world.name.as_str())).unzip();
        Self::named(&names, &worlds, u64::from(agents))
    }

    pub(super) fn named(scenarios: &[&str], worlds: &[&str], agents: u64) -> Self {
        Self(vec![
            ("scenario", listed(scenarios)),
            ("world", listed(worlds)),
            ("agents", agents.to_string()),
            ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ])
    }

    /// With a pair more.
    pub fn with(mut self, key: &'static str, value: impl ToString) -> Self {
        self.0.push((key, value.to_string()));
        self
    }
}

/// Names, each once; of many the first ones and a count.
fn listed(names: &[&str]) -> String {
    let mut each: Vec<&str> = Vec::new();
    for name in names {
        if !each.contains(name) {
            each.push(name);
        }
        if each.len() > NAMED {
            return format!("{} and others, {} in all", each[..NAMED].join(", "), names.len());
        }
    }
    each.join(", ")
}
