//! What a linear model of the trials makes of the record: where to look next.
//!
//! About the trials given every difference `r` (in tolerances) is taken as `a + b.z`, by least squares. If that were
//! all, the posterior under the standard normal prior would be normal, with precision `1 + sum b b' / (1 + s^2)` and
//! mean as below; `s^2`, what the line leaves of a difference, counts as noise, so that what is not linear is not
//! believed.

use super::gaussian::{Gaussian, inverse};

/// Farthest from the middle of the prior that a number is looked for, in its standard deviations.
const FAR: f64 = 2.5;

/// The law of the next wave: of points, and the differences of each.
pub fn linear(points: &[&[f64]], differences: &[&[f64]]) -> Gaussian {
    let (d, n) = (points[0].len(), points.len() as f64);
    let mean = |of: &dyn Fn(usize) -> f64| (0..points.len()).map(of).sum::<f64>() / n;
    let middle: Vec<f64> = (0..d).map(|k| mean(&|i| points[i][k])).collect();
    let from_middle = |i: usize, k: usize| points[i][k] - middle[k];
    // A ridge: few trials determine few slopes.
    let ridge = 0.2 * d as f64 / n;
    let entry = |k: usize, l: usize| {
        mean(&|i| from_middle(i, k) * from_middle(i, l)) * if k == l { 1.0 + ridge } else { 1.0 }
            + if k == l { 1e-6 } else { 0.0 }
    };
    let spread: Vec<Vec<f64>> = (0..d).map(|k| (0..d).map(|l| entry(k, l)).collect()).collect();
    let solve = inverse(&spread);
    let times = |m: &[Vec<f64>], v: &[f64]| -> Vec<f64> {
        m.iter().map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum()).collect()
    };
    // What a line through as many points as it has slopes leaves says nothing.
    let free = f64::max(1.0 - (d as f64 + 1.0) / n, 0.1);
    let mut precision: Vec<Vec<f64>> = (0..d).map(|k| (0..d).map(|l| f64::from(u8::from(k == l))).collect()).collect();
    let mut pull = vec![0.0; d];
    let difference = |i: usize, j: usize| differences[i][j];
    for j in 0..differences[0].len() {
        let level = mean(&|i| difference(i, j));
        let with: Vec<f64> = (0..d).map(|k| mean(&|i| from_middle(i, k) * (difference(i, j) - level))).collect();
        let slope = times(&solve, &with);
        let line = |i: usize| level + (0..d).map(|k| slope[k] * from_middle(i, k)).sum::<f64>();
        let left = mean(&|i| (difference(i, j) - line(i)).powi(2)) / free;
        let at_zero = level - slope.iter().zip(&middle).map(|(b, z)| b * z).sum::<f64>();
        let believed = 1.0 / (1.0 + left);
        for k in 0..d {
            pull[k] -= believed * at_zero * slope[k];
            (0..d).for_each(|l| precision[k][l] += believed * slope[k] * slope[l]);
        }
    }
    let covariance = inverse(&precision);
    let mean = times(&covariance, &pull).into_iter().map(|z| z.clamp(-FAR, FAR)).collect();
    Gaussian::new(mean, &covariance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::design::sobol;
    use crate::rates::normal_quantile;

    #[test]
    fn a_linear_record_is_solved_at_once() {
        // r = 3 (z0 + z1) - 6 with tolerance 1; z2 does not enter.
        let points: Vec<Vec<f64>> = sobol(64, 3, 1)
            .iter()
            .map(|u| u.iter().map(|x| normal_quantile(x.clamp(1e-4, 0.9999))).collect())
            .collect();
        let made: Vec<Vec<f64>> = points.iter().map(|z| vec![3.0 * (z[0] + z[1]) - 6.0]).collect();
        let (points, made): (Vec<&[f64]>, Vec<&[f64]>) =
            (points.iter().map(Vec::as_slice).collect(), made.iter().map(Vec::as_slice).collect());
        let law = linear(&points, &made);
        let middle = law.at(&[0.0; 3]);
        // Precision 1 + 9 (1 1; 1 1) on the first two: their mean is 18 / 19 each.
        assert!((middle[0] - 18.0 / 19.0).abs() < 0.03 && (middle[1] - middle[0]).abs() < 0.03, "{middle:?}");
        assert!(middle[2].abs() < 0.03);
        let off = |z: [f64; 3]| law.log_density(&z) - law.log_density(&[middle[0], middle[1], middle[2]]);
        assert!(off([1.5, 1.5, 0.0]) < off([1.5, 0.4, 0.0]), "the record determines their sum, not their difference");
    }
}
