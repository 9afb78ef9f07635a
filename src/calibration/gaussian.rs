//! A normal distribution in several dimensions: drawn from, and its density.

/// Mean, and the lower triangle of which the covariance is the square.
#[derive(Clone, Debug, PartialEq)]
pub struct Gaussian {
    mean: Vec<f64>,
    root: Vec<Vec<f64>>,
}

impl Gaussian {
    /// Mean 0, variances 1.
    pub fn standard(dimensions: usize) -> Self {
        let unit = |i: usize| (0..dimensions).map(|j| f64::from(u8::from(i == j))).collect();
        Self { mean: vec![0.0; dimensions], root: (0..dimensions).map(unit).collect() }
    }

    /// With a mean and a covariance, as wide again by a tenth.
    pub fn new(mean: Vec<f64>, covariance: &[Vec<f64>]) -> Self {
        let entry = |i: usize, j: usize| 1.21 * covariance[i][j] + if i == j { 1e-6 } else { 0.0 };
        let lower: Vec<Vec<f64>> = (0..mean.len()).map(|i| (0..=i).map(|j| entry(i, j)).collect()).collect();
        Self { mean, root: root(&lower) }
    }

    /// A draw, from as many independent standard normal ones.
    pub fn at(&self, standard: &[f64]) -> Vec<f64> {
        let row = |i: usize| self.root[i].iter().zip(standard).take(i + 1).map(|(a, b)| a * b).sum::<f64>();
        (0..self.mean.len()).map(|i| self.mean[i] + row(i)).collect()
    }

    /// Logarithm of the density, less that of the standard normal one's constant.
    pub fn log_density(&self, point: &[f64]) -> f64 {
        -0.5 * self.distance(point) - self.root.iter().enumerate().map(|(i, row)| libm::log(row[i])).sum::<f64>()
    }

    /// Squared distance from the mean in standard deviations (Mahalanobis): about as many as dimensions for a draw.
    pub fn distance(&self, point: &[f64]) -> f64 {
        let mut solved: Vec<f64> = Vec::with_capacity(point.len());
        for (i, row) in self.root.iter().enumerate() {
            let known: f64 = row.iter().zip(&solved).take(i).map(|(a, b)| a * b).sum();
            solved.push((point[i] - self.mean[i] - known) / row[i]);
        }
        solved.iter().map(|s| s * s).sum()
    }
}

/// How many points of equal weight these are worth.
pub fn effective(weights: &[f64]) -> f64 {
    let (sum, squares) = weights.iter().fold((0.0, 0.0), |(s, q), w| (s + w, q + w * w));
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

/// Cholesky's lower triangle of a positive definite matrix.
fn root(of: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut l: Vec<Vec<f64>> = Vec::new();
    for (i, row) in of.iter().enumerate() {
        let mut next: Vec<f64> = Vec::new();
        for (j, entry) in row.iter().enumerate() {
            let before = if i == j { &next } else { &l[j] };
            let known: f64 = next.iter().zip(before).take(j).map(|(a, b)| a * b).sum();
            next.push(if i == j { (entry - known).max(1e-9).sqrt() } else { (entry - known) / l[j][j] });
        }
        l.push(next);
    }
    l
}

/// Inverse of a symmetric positive definite matrix.
pub fn inverse(of: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let d = of.len();
    let lower: Vec<Vec<f64>> = of.iter().enumerate().map(|(i, row)| row[..=i].to_vec()).collect();
    let l = root(&lower);
    let column = |c: usize| -> Vec<f64> {
        let mut x: Vec<f64> = (0..d).map(|i| f64::from(u8::from(i == c))).collect();
        for i in 0..d {
            let known: f64 = (0..i).map(|j| l[i][j] * x[j]).sum();
            x[i] = (x[i] - known) / l[i][i];
        }
        for i in (0..d).rev() {
            let known: f64 = (i + 1..d).map(|j| l[j][i] * x[j]).sum();
            x[i] = (x[i] - known) / l[i][i];
        }
        x
    };
    (0..d).map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inverse_undoes_its_matrix() {
        let m = vec![vec![4.0, 1.0, 0.5], vec![1.0, 3.0, -1.0], vec![0.5, -1.0, 2.0]];
        let inverse = inverse(&m);
        let of = |i: usize, j: usize| (0..3).map(|k| m[i][k] * inverse[k][j]).sum::<f64>();
        for i in 0..3 {
            for j in 0..3 {
                let entry = of(i, j);
                assert!((entry - f64::from(u8::from(i == j))).abs() < 1e-9, "{i} {j}: {entry}");
            }
        }
    }

    #[test]
    fn density_and_draws_are_those_of_the_covariance() {
        let law = Gaussian::new(vec![1.0, -2.0], &[vec![4.0, 3.0], vec![3.0, 2.5]]);
        // As wide again by a tenth: standard deviations 2.2 and, given the first, 0.55.
        assert!((law.at(&[1.0, 0.0])[0] - 3.2).abs() < 1e-6 && (law.at(&[0.0, 1.0])[1] + 1.45).abs() < 1e-5);
        assert!((law.log_density(&[1.0, -2.0]) + libm::log(2.2 * 0.55)).abs() < 1e-5);
        let along = law.log_density(&[3.2, -2.0 + 1.65]) - law.log_density(&[1.0, -2.0]);
        assert!((along + 0.5).abs() < 1e-5, "one standard deviation along the first: {along}");
    }

    #[test]
    fn equal_weights_count_in_full_and_one_alone_as_one() {
        assert!((effective(&[0.5; 8]) - 8.0).abs() < 1e-12);
        assert!((effective(&[1.0, 0.0, 0.0]) - 1.0).abs() < 1e-12);
    }
}
