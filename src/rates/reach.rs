//! The fall of the pull of vacancies with distance, which is constant in a world.

use super::distance;
use crate::world::World;

/// `exp(-km / reach)` for every pair of host regions.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    regions: usize,
    factors: Vec<f64>,
}

impl Reach {
    /// The factors of a world.
    pub fn of(world: &World) -> Self {
        let (regions, reach) = (&world.host_regions, world.assumptions.reach.value);
        let factor = |a, b| libm::exp(-distance(a, b) / reach);
        let factors = regions.iter().flat_map(|a| regions.iter().map(move |b| factor(a, b))).collect();
        Self { regions: regions.len(), factors }
    }

    /// The factors from a region to every region.
    pub fn from(&self, region: usize) -> &[f64] {
        &self.factors[region * self.regions..(region + 1) * self.regions]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_regions_pull_more() {
        let world = World::reference();
        let at = |name: &str| world.region(name).expect(name);
        let reach = Reach::of(&world);
        let from_capital = reach.from(at("Moscow"));
        assert_eq!(from_capital[at("Moscow")], 1.0);
        assert!(from_capital[at("Kaluga Oblast")] > from_capital[at("Khabarovsk Krai")]);
        assert_eq!(reach.from(at("Omsk Oblast"))[at("Moscow")], from_capital[at("Omsk Oblast")]);
    }
}
