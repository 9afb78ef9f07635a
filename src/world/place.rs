//! The states of a world: their names, people and currencies, from which labels, units and sentences take their words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The host state.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HostState {
    /// Its name.
    pub name: String,
    /// Its people, in the plural.
    pub people: String,
    /// Its adjective.
    pub adjective: String,
    /// Its capital, which stands for its government.
    pub capital: String,
    /// Its currency.
    pub currency: Currency,
    /// What a host region is called.
    pub region: String,
    /// The same in the plural.
    pub regions: String,
    /// The bloc that third states may join.
    pub bloc: String,
    /// What it demands of the first sending state.
    pub demand: String,
}

/// A currency.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Currency {
    /// Its name, in the singular.
    pub name: String,
    /// The same in the plural.
    pub plural: String,
    /// Its code in ISO 4217.
    pub code: String,
    /// Money unit: how much of it is one of the unit in which agents keep accounts. 1 if a month's wage is some ten
    /// thousand of it; less for a currency of which one buys more.
    pub unit: f64,
}
