//! What the weighted trials say of each number, and a sample of them for other studies.

use super::search::{Search, Weighted, values};

/// What is known of a number after the fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Marginal {
    /// Its prior range.
    pub range: (f64, f64),
    /// 5 %, 50 % and 95 % quantiles of the posterior.
    pub quantiles: [f64; 3],
    /// Width of the middle 90 % of the posterior, of the prior's.
    pub width: f64,
}

impl Marginal {
    /// In words: whether the record determines the number.
    pub fn verdict(&self) -> &'static str {
        match self.width {
            w if w < 0.4 => "identified",
            w if w < 0.75 => "partly",
            _ => "only prior",
        }
    }
}

/// The marginal of each number.
pub fn marginals(search: &Search, weighed: &Weighted, ends: &[(f64, f64)]) -> Vec<Marginal> {
    let tried: Vec<Vec<f64>> = search.trials().iter().map(|t| values(&t.place, ends)).collect();
    let of = |(k, range): (usize, &(f64, f64))| {
        let column: Vec<f64> = tried.iter().map(|v| v[k]).collect();
        let quantiles = [0.05, 0.5, 0.95].map(|p| weighted_quantile(&column, &weighed.weights, p));
        Marginal { range: *range, quantiles, width: (quantiles[2] - quantiles[0]) / (0.9 * (range.1 - range.0)) }
    };
    ends.iter().enumerate().map(of).collect()
}

/// The value at which the weights below reach a part of all.
fn weighted_quantile(values: &[f64], weights: &[f64], p: f64) -> f64 {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut sum = 0.0;
    for i in &order {
        sum += weights[*i];
        if sum >= p {
            return values[*i];
        }
    }
    order.last().map_or(f64::NAN, |i| values[*i])
}

/// Trials drawn in proportion to their weights, by even steps: `count` of equal weight, in an order without a trend.
pub fn resampled(weighed: &Weighted, count: usize) -> Vec<usize> {
    let mut picked = Vec::new();
    let mut sum = 0.0;
    for (i, w) in weighed.weights.iter().enumerate() {
        sum += w;
        while picked.len() < count && (picked.len() as f64 + 0.5) / (count as f64) <= sum {
            picked.push(i);
        }
    }
    // So that the first few are a sample too.
    let mut mixed: Vec<(u32, usize)> = picked
        .iter()
        .enumerate()
        .map(|(n, i)| (crate::common::rng::philox([n as u32, 0, 0, 0], [1, 0])[0], *i))
        .collect();
    mixed.sort_unstable();
    mixed.into_iter().map(|(_, i)| i).collect()
}

/// Good fits that have little in common: the trial with the least misfit, then one by one that of the posterior's
/// better half which lies farthest from those picked before, on the real line.
pub fn distinct(search: &Search, weighed: &Weighted, count: usize) -> Vec<usize> {
    let Some(best) = search.best() else { return Vec::new() };
    let mut drawn: Vec<usize> = (0..search.trials().len()).filter(|i| weighed.weights[*i] > 0.0).collect();
    drawn.sort_by(|a, b| search.trials()[*a].squared.total_cmp(&search.trials()[*b].squared));
    let mut below = 0.0;
    drawn.retain(|i| {
        below += weighed.weights[*i];
        below <= 0.5
    });
    let apart = |a: usize, b: usize| {
        let (a, b) = (&search.trials()[a].place, &search.trials()[b].place);
        a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum::<f64>()
    };
    let mut picked = vec![best];
    while picked.len() < count {
        let nearest = |i: &usize| picked.iter().map(|p| apart(*p, *i)).fold(f64::INFINITY, f64::min);
        let next = drawn.iter().copied().filter(|i| !picked.contains(i));
        let Some(farthest) = next.max_by(|a, b| nearest(a).total_cmp(&nearest(b))) else { break };
        picked.push(farthest);
    }
    picked
}

#[cfg(test)]
mod tests {
    use super::super::Misfit;
    use super::*;

    #[test]
    fn draws_go_by_weight() {
        let weighed = Weighted { weights: vec![0.5, 0.0, 0.25, 0.25], clipped: 0, effective: 2.0 };
        let mut picked = resampled(&weighed, 8);
        picked.sort_unstable();
        assert_eq!(picked, [0, 0, 0, 0, 2, 2, 3, 3]);
        assert_eq!(weighted_quantile(&[3.0, 1.0, 2.0, 9.0], &weighed.weights, 0.5), 3.0);
    }

    #[test]
    fn distinct_fits_are_the_best_and_those_far_from_it_in_the_better_half() {
        let mut search = Search::new(1, 1);
        // The best; a near one; two far ones; farther still, but in the worse half; and farthest, of no weight.
        let tried = [(0.0, 1.0), (0.1, 2.0), (-3.0, 3.0), (2.0, 4.0), (9.0, 5.0), (99.0, 1.5)];
        let misfit = |(_, squared)| Misfit { squared, weight: 1.0, series: Vec::new(), differences: Vec::new() };
        search.tell(tried.map(|(place, _)| vec![place]).to_vec(), &tried.map(misfit));
        let weighed = Weighted { weights: vec![0.1, 0.1, 0.1, 0.1, 0.6, 0.0], clipped: 0, effective: 2.5 };
        assert_eq!(distinct(&search, &weighed, 3), [0, 2, 3]);
        assert_eq!(distinct(&search, &weighed, 9), [0, 2, 3, 1], "no more than there are");
    }

    #[test]
    fn a_width_is_of_the_priors() {
        let of = |width| Marginal { range: (0.0, 1.0), quantiles: [0.0; 3], width }.verdict();
        assert_eq!([of(0.1), of(0.6), of(1.0)], ["identified", "partly", "only prior"]);
    }
}
