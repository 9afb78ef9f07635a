//! The corridor that figures belong to: worlds by name, and their first sending state.

use crate::world::World;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Worlds, and their first sending state. Without a name every one is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corridor {
    /// Names of worlds.
    pub worlds: Vec<String>,
    /// Name of the first sending state.
    pub state: Option<String>,
}

impl Corridor {
    /// That of a world.
    pub fn of(world: &World) -> Self {
        Self { worlds: vec![world.name.clone()], state: world.origins.first().map(|o| o.name.clone()) }
    }

    /// True if a world belongs to it.
    pub fn holds(&self, world: &World) -> bool {
        let first = world.origins.first().map(|o| &o.name);
        (self.worlds.is_empty() || self.worlds.contains(&world.name))
            && (self.state.is_none() || self.state.as_ref() == first)
    }

    /// Why a record of this corridor says nothing of a scenario of a world; none if it does.
    pub fn refusal(&self, world: &World) -> Option<String> {
        let (own, name) = (Self::of(world), &world.name);
        (!self.holds(world)).then(|| {
            format!(
                "the record is of {self}, and the scenario is of {own}; name a record of the scenario's corridor with \
                 --targets, or, if the figures are its own, add \"{name}\" to the record's `worlds` and set its `state`"
            )
        })
    }
}

impl fmt::Display for Corridor {
    /// `the world NAME, STATE first`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.worlds.as_slice() {
            [] => f.write_str("any world")?,
            [one] => write!(f, "the world {one}")?,
            many => write!(f, "the worlds {}", many.join(", "))?,
        }
        self.state.as_ref().map_or(Ok(()), |state| write!(f, ", {state} first"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corridor_holds_its_worlds_with_its_state_first() {
        let world = World::reference();
        let of = |worlds: &[&str], state: Option<&str>| Corridor {
            worlds: worlds.iter().map(|w| (*w).to_owned()).collect(),
            state: state.map(str::to_owned),
        };
        assert!(Corridor::of(&world).holds(&world) && Corridor::default().holds(&world));
        assert!(of(&["other", "tajikistan"], Some("Tajikistan")).refusal(&world).is_none());
        assert!(!of(&["other"], Some("Tajikistan")).holds(&world));
        let why = of(&["tajikistan"], Some("Kyrgyzstan")).refusal(&world).unwrap();
        assert!(why.contains("tajikistan, Kyrgyzstan first") && why.contains("tajikistan, Tajikistan first"), "{why}");
    }
}
