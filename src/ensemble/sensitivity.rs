//! Which assumptions matter: Morris's elementary effects, and Sobol' indices after Saltelli (2010, first order)
//! and Jansen (1999, total).
//!
//! Designs and estimators are pure functions of a table of points in the unit cube and of what the model made of them.
//! Rows stand in the order that SALib uses (trajectories of k + 1 rows; for every base point A, k mixed rows, B), so
//! that either program can analyse the other's.

use super::design::sobol;
use crate::common::rng::philox;

/// Levels of Morris's grid.
const LEVELS: u32 = 4;
/// Resamples of a confidence interval.
const RESAMPLES: u32 = 200;
/// Two-sided 90 % of a normal distribution.
const Z: f64 = 1.644_853_6;

/// What Morris's screening says of a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// Mean effect of crossing the whole range.
    pub mu: f64,
    /// Mean size of it: importance.
    pub mu_star: f64,
    /// Half its 90 % interval.
    pub half: f64,
    /// Deviation of the effect: interaction or curvature.
    pub sigma: f64,
}

/// Sobol' indices of a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indices {
    /// Part of the variance that the parameter alone explains.
    pub first: f64,
    /// Half its 90 % interval.
    pub first_half: f64,
    /// Part that it explains with all its interactions.
    pub total: f64,
    /// Half its 90 % interval.
    pub total_half: f64,
}

/// Trajectories through the unit cube, each of `parameters` + 1 points, of which one coordinate moves at a time.
pub fn morris_design(trajectories: usize, parameters: usize, seed: u32) -> Vec<Vec<f64>> {
    let step = f64::from(LEVELS / 2) / f64::from(LEVELS - 1);
    let mut points = Vec::new();
    for t in 0..trajectories {
        let draw = |k: usize| philox([t as u32, k as u32, 0, 2], [seed, 0]);
        let mut order: Vec<usize> = (0..parameters).collect();
        order.sort_by_key(|k| draw(*k)[0]);
        let level = |k: usize| f64::from(draw(k)[1] % (LEVELS / 2)) / f64::from(LEVELS - 1);
        let up = |k: usize| draw(k)[2] & 1 == 1;
        let mut point: Vec<f64> = (0..parameters).map(|k| level(k) + if up(k) { 0.0 } else { step }).collect();
        points.push(point.clone());
        for k in order {
            point[k] += if up(k) { step } else { -step };
            points.push(point.clone());
        }
    }
    points
}

/// Elementary effects of every parameter from a Morris design and the model's values at its points.
pub fn morris(design: &[Vec<f64>], values: &[f64]) -> Vec<Effect> {
    let k = design.first().map_or(0, Vec::len);
    let trajectories = design.len() / (k + 1);
    let mut effects = vec![Vec::with_capacity(trajectories); k];
    for t in 0..trajectories {
        for i in t * (k + 1)..t * (k + 1) + k {
            let moved = (0..k).find(|p| design[i][*p] != design[i + 1][*p]).expect("one coordinate moves");
            let step = design[i + 1][moved] - design[i][moved];
            effects[moved].push((values[i + 1] - values[i]) / step);
        }
    }
    let n = trajectories as f64;
    let of = |e: Vec<f64>| {
        let mu = e.iter().sum::<f64>() / n;
        let sizes: Vec<f64> = e.iter().map(|v| v.abs()).collect();
        let sigma = (e.iter().map(|v| (v - mu) * (v - mu)).sum::<f64>() / (n - 1.0).max(1.0)).sqrt();
        let half = spread(trajectories, |rows| rows.iter().map(|r| sizes[*r]).sum::<f64>() / n);
        Effect { mu, mu_star: sizes.iter().sum::<f64>() / n, half, sigma }
    };
    effects.into_iter().map(of).collect()
}

/// For every base point: A, A with each coordinate in turn from B, B.
pub fn sobol_design(points: usize, parameters: usize, seed: u32) -> Vec<Vec<f64>> {
    let mut design = Vec::new();
    for both in sobol(points, 2 * parameters, seed) {
        let (a, b) = both.split_at(parameters);
        design.push(a.to_vec());
        for k in 0..parameters {
            let mut mixed = a.to_vec();
            mixed[k] = b[k];
            design.push(mixed);
        }
        design.push(b.to_vec());
    }
    design
}

/// First-order and total indices from the model's values at a Sobol' design.
pub fn sobol_indices(parameters: usize, values: &[f64]) -> Vec<Indices> {
    let rows: Vec<&[f64]> = values.chunks_exact(parameters + 2).collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let estimate = |k: usize, sample: &[usize]| -> (f64, f64) {
        let n = sample.len() as f64;
        let (mut sum, mut squares, mut first, mut total) = (0.0, 0.0, 0.0, 0.0);
        for &i in sample {
            let (a, mixed, b) = (rows[i][0] - mean, rows[i][k + 1] - mean, rows[i][parameters + 1] - mean);
            sum += a + b;
            squares += a * a + b * b;
            first += b * (mixed - a);
            total += (a - mixed) * (a - mixed);
        }
        let variance = squares / (2.0 * n) - (sum / (2.0 * n)) * (sum / (2.0 * n));
        // Nothing varies, nothing explains.
        if variance <= 0.0 { (0.0, 0.0) } else { (first / n / variance, total / (2.0 * n) / variance) }
    };
    let every: Vec<usize> = (0..rows.len()).collect();
    let of = |k| {
        let (first, total) = estimate(k, &every);
        let first_half = spread(rows.len(), |sample| estimate(k, sample).0);
        let total_half = spread(rows.len(), |sample| estimate(k, sample).1);
        Indices { first, first_half, total, total_half }
    };
    (0..parameters).map(of).collect()
}

/// Half the 90 % interval of an estimate by bootstrap over rows.
fn spread(rows: usize, estimate: impl Fn(&[usize]) -> f64) -> f64 {
    let pick = |b: u32, i: usize| {
        let word = philox([i as u32 / 4, b, 0, 3], [rows as u32, 0])[i % 4];
        ((u64::from(word) * rows as u64) >> 32) as usize
    };
    let resampled: Vec<f64> =
        (0..RESAMPLES).map(|b| estimate(&(0..rows).map(|i| pick(b, i)).collect::<Vec<_>>())).collect();
    let mean = resampled.iter().sum::<f64>() / f64::from(RESAMPLES);
    let squares = resampled.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>();
    Z * (squares / f64::from(RESAMPLES - 1)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    fn ishigami(u: &[f64]) -> f64 {
        let [x, y, z] = [0, 1, 2].map(|i| PI * (2.0 * u[i] - 1.0));
        x.sin() + 7.0 * y.sin().powi(2) + 0.1 * z.powi(4) * x.sin()
    }

    const A: [f64; 6] = [0.0, 0.5, 3.0, 9.0, 99.0, 99.0];

    fn g(u: &[f64]) -> f64 {
        u.iter().zip(A).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
    }

    fn close(found: f64, expected: f64, by: f64) {
        assert!((found - expected).abs() < by, "{found} for {expected}");
    }

    #[test]
    fn sobol_indices_of_the_ishigami_function_are_those_of_the_closed_form() {
        let design = sobol_design(8192, 3, 1);
        let values: Vec<f64> = design.iter().map(|u| ishigami(u)).collect();
        let found = sobol_indices(3, &values);
        // V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2 with a = 7, b = 0.1.
        let (v1, v2, v13) = (0.5 * (1.0 + 0.1 * PI.powi(4) / 5.0).powi(2), 49.0 / 8.0, 0.01 * PI.powi(8) * 8.0 / 225.0);
        let v = v1 + v2 + v13;
        for (index, first, total) in [(0, v1 / v, (v1 + v13) / v), (1, v2 / v, v2 / v), (2, 0.0, v13 / v)] {
            close(found[index].first, first, 0.01);
            close(found[index].total, total, 0.01);
            assert!(found[index].first_half < 0.05 && found[index].total_half < 0.05, "{found:?}");
        }
    }

    #[test]
    fn sobol_indices_of_the_g_function_are_those_of_the_closed_form() {
        let design = sobol_design(8192, 6, 2);
        let values: Vec<f64> = design.iter().map(|u| g(u)).collect();
        let found = sobol_indices(6, &values);
        let part = A.map(|a| 1.0 / 3.0 / (1.0 + a) / (1.0 + a));
        let product: f64 = part.iter().map(|v| 1.0 + v).product();
        for (k, v) in part.iter().enumerate() {
            close(found[k].first, v / (product - 1.0), 0.01);
            close(found[k].total, v * (product / (1.0 + v)) / (product - 1.0), 0.02);
        }
    }

    #[test]
    fn elementary_effects_of_a_plane_are_its_slopes_and_of_nothing_nothing() {
        let design = morris_design(10, 4, 1);
        assert_eq!(design.len(), 50);
        assert!(design.iter().flatten().all(|u| (0.0..=1.0).contains(u)));
        let plane: Vec<f64> = design.iter().map(|u| 3.0 * u[0] - 5.0 * u[1] + 0.5 * u[2]).collect();
        for (effect, slope) in morris(&design, &plane).iter().zip([3.0, -5.0, 0.5, 0.0]) {
            close(effect.mu, slope, 1e-9);
            close(effect.mu_star, f64::abs(slope), 1e-9);
            close(effect.sigma, 0.0, 1e-9);
            close(effect.half, 0.0, 1e-9);
        }
    }

    #[test]
    fn screening_ranks_the_g_function_and_sees_its_curvature() {
        let design = morris_design(50, 6, 1);
        let values: Vec<f64> = design.iter().map(|u| g(u)).collect();
        let found = morris(&design, &values);
        assert!(found.windows(2).take(4).all(|w| w[0].mu_star > w[1].mu_star), "{found:?}");
        assert!(found[0].sigma > found[0].mu.abs(), "it goes down and up");
    }

    #[test]
    fn the_estimates_are_those_of_salib_on_its_own_designs() {
        // SALib 1.6.0: 3a + ab + 2b^2 rounded to six digits, at sobol.sample(N = 8) and morris.sample(N = 4).
        let values = [
            2.155793, 1.811261, 3.15212, 2.763524, 1.91486, 2.997591, 0.61327, 1.480178, 1.582961, 2.892904, 2.764522,
            4.236263, 3.550778, 1.52338, 3.17194, 1.218005, 3.455135, 1.260449, 3.560914, 1.336159, 2.519225, 3.375763,
            3.706498, 4.635869, 0.063259, 0.263566, 0.131395, 0.341209, 4.06254, 5.513937, 2.597231, 3.897998,
        ];
        let found = sobol_indices(2, &values);
        for (found, first, total) in
            [(found[0], 0.6458379116157399, 0.4945007528621068), (found[1], 0.2912132402644282, 0.2603302269620732)]
        {
            close(found.first, first, 1e-12);
            close(found.total, total, 1e-12);
        }
        let (a, b) = (1.0 / 3.0, 2.0 / 3.0);
        let design =
            [[a, b], [a, 0.0], [1.0, 0.0], [a, b], [1.0, b], [1.0, 0.0], [b, 0.0], [0.0, 0.0], [0.0, b], [b, 1.0]];
        let design: Vec<Vec<f64>> = design.iter().chain(&[[0.0, 1.0], [0.0, a]]).map(|p| p.to_vec()).collect();
        let values = [2.111111, 1.0, 3.0, 2.111111, 4.555556, 3.0, 2.0, 0.0, 0.888889, 4.666667, 2.0, 0.222222];
        let found = morris(&design, &values);
        for (found, mu, sigma) in [(found[0], 3.416667, 0.50000033), (found[1], 2.0000002500000003, 0.60858083)] {
            close(found.mu, mu, 1e-7);
            close(found.mu_star, mu, 1e-7);
            close(found.sigma, sigma, 1e-7);
        }
    }
}
