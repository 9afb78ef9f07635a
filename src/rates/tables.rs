//! World constants as tables: distances between capitals, quantiles of skill and income, attributes of entrants.

use crate::common::chance::{cumulative, threshold};
use crate::common::layout::CAMP_CHOICES;
use crate::common::tables::WorldTables;
use crate::world::{HostRegion, Origin, World};
use glam::DVec3;

const EARTH_RADIUS_KM: f64 = 6371.0;

/// Distance of two capitals on the sphere, km.
pub fn distance(a: &HostRegion, b: &HostRegion) -> f64 {
    let point = |r: &HostRegion| {
        let (lat, lon) = (r.lat.to_radians(), r.lon.to_radians());
        DVec3::new(libm::cos(lat) * libm::cos(lon), libm::cos(lat) * libm::sin(lon), libm::sin(lat))
    };
    point(a).angle_between(point(b)) * EARTH_RADIUS_KM
}

/// Quantile of the standard normal distribution, by bisection of its integral.
pub fn normal_quantile(p: f64) -> f64 {
    let (mut low, mut high) = (-9.0, 9.0);
    for _ in 0..80 {
        let middle = (low + high) / 2.0;
        if normal(middle) < p { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

/// Integral of the standard normal distribution.
pub fn normal(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

/// 256 equal parts of a lognormal distribution, in 256ths of its scale.
fn lognormal(sigma: f64, log_scale: f64) -> [u32; 256] {
    let at = |i: usize| libm::exp(sigma * normal_quantile((i as f64 + 0.5) / 256.0) + log_scale);
    std::array::from_fn(|i| (at(i) * 256.0).round() as u32)
}

/// The tables of a world for a run of `agents` agents.
pub fn tables(world: &World, agents: u32) -> Box<WorldTables> {
    let a = world.accounts();
    let mut t = WorldTables::boxed();
    for (i, region) in world.host_regions.iter().enumerate() {
        let mut order: Vec<usize> = (0..world.host_regions.len()).collect();
        let km: Vec<f64> = world.host_regions.iter().map(|other| distance(region, other)).collect();
        order.sort_by(|&x, &y| (y == i).cmp(&(x == i)).then(km[x].total_cmp(&km[y])).then(x.cmp(&y)));
        for k in 0..CAMP_CHOICES as usize {
            t.nearest[i * CAMP_CHOICES as usize + k] = order[k.min(order.len() - 1)] as u32;
        }
        t.district[i] = world.removal_districts.iter().position(|d| *d == region.district).unwrap_or(0) as u32;
    }
    let counts = world.communities_of(agents);
    let homes = (0..).zip(world.home_regions()).zip(counts);
    let communities = homes.flat_map(|((home, (o, _)), n)| std::iter::repeat_n((home, o as u32), n as usize));
    for (k, (home, origin)) in communities.enumerate() {
        (t.home_region[k], t.origin[k]) = (home, origin);
    }
    t.skill = lognormal(a.skill_spread, -a.skill_spread * a.skill_spread / 2.0);
    let men: Vec<f64> = world.sectors.iter().map(|s| s.men).collect();
    let women: Vec<f64> = world.sectors.iter().map(|s| s.women).collect();
    t.sectors[..8].copy_from_slice(&cumulative::<8>(&men));
    t.sectors[8..].copy_from_slice(&cumulative::<8>(&women));
    for (o, h) in world.origins.iter().map(Origin::accounts).enumerate() {
        t.household[o * 256..(o + 1) * 256].copy_from_slice(&lognormal(h.home_spread, 0.0));
        t.dependents[o * 8..(o + 1) * 8].copy_from_slice(&cumulative::<8>(&binomial(7, h.dependents / 7.0)));
        t.women[o] = threshold(h.women);
    }
    t
}

/// Probabilities of 0 to `n` successes: dependents with a given mean and a hard most.
fn binomial(n: u32, p: f64) -> Vec<f64> {
    let choose = |k: u32| (0..k).fold(1.0, |c, i| c * f64::from(n - i) / f64::from(i + 1));
    (0..=n).map(|k| choose(k) * libm::pow(p, f64::from(k)) * libm::pow(1.0 - p, f64::from(n - k))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_quantile_inverts_the_integral() {
        for p in [0.001, 0.16, 0.5, 0.975] {
            assert!((normal(normal_quantile(p)) - p).abs() < 1e-12);
        }
        assert!((normal_quantile(0.975) - 1.959_964).abs() < 1e-6);
    }

    #[test]
    fn dependents_have_the_mean_they_are_given() {
        let mean: f64 = binomial(7, 2.0 / 7.0).iter().enumerate().map(|(k, p)| k as f64 * p).sum();
        assert!((mean - 2.0).abs() < 1e-12);
    }

    #[test]
    fn skill_has_mean_one_and_household_income_median_one() {
        let skill = lognormal(0.25, -0.25 * 0.25 / 2.0);
        let mean = skill.iter().map(|&s| f64::from(s)).sum::<f64>() / 256.0 / 256.0;
        assert!((mean - 1.0).abs() < 0.005, "{mean}");
        let income = lognormal(0.5, 0.0);
        assert!((f64::from(income[127] + income[128]) / 512.0 - 1.0).abs() < 0.01);
    }
}
