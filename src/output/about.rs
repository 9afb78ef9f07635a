//! What a table is of, for the metadata of its Parquet file.

use crate::scenario::Scenario;
use crate::world::Words;

/// Scenarios that are named one by one.
const NAMED: usize = 20;

/// What a table is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Pairs of a key and a text.
    pub pairs: Vec<(&'static str, String)>,
    /// The words of its world, which fill units and meanings.
    pub words: Words,
}

impl About {
    /// Of runs of scenarios with this number of agents, by this version of the program.
    pub fn of<'x>(scenarios: impl IntoIterator<Item = &'x Scenario>, agents: u32) -> Self {
        let scenarios: Vec<&Scenario> = scenarios.into_iter().collect();
        let (names, worlds): (Vec<&str>, Vec<&str>) =
            scenarios.iter().map(|x| (x.name.as_str(), x.world.name.as_str())).unzip();
        let words = scenarios.first().map_or_else(Words::default, |x| Words::of(&x.world));
        Self::named(&names, &worlds, u64::from(agents), words)
    }

    pub(super) fn named(scenarios: &[&str], worlds: &[&str], agents: u64, words: Words) -> Self {
        let pairs = vec![
            ("scenario", listed(scenarios)),
            ("world", listed(worlds)),
            ("agents", agents.to_string()),
            ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ];
        Self { pairs, words }
    }

    /// With a pair more.
    pub fn with(mut self, key: &'static str, value: impl ToString) -> Self {
        self.pairs.push((key, value.to_string()));
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
