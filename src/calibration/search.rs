//! The search: which points come next, and what the trials so far weigh. It is asked for places, and gets
//! their misfits.

use super::Misfit;
use super::gaussian::{Gaussian, effective};
use super::linear::linear;
use crate::ensemble::design::sobol;
use crate::rates::{normal, normal_quantile};

/// One point in this many of a later wave is drawn from the prior.
const FROM_PRIOR: usize = 10;

/// A point that was tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// Its place on the real line, number by number.
    pub place: Vec<f64>,
    /// Its misfit, squared.
    pub squared: f64,
    /// Its weighted differences from the record, figure by figure.
    pub differences: Vec<f64>,
}

/// Waves and trials so far.
pub struct Search {
    dimensions: usize,
    seed: u32,
    /// How many independent figures the record is taken for; known with the first trial.
    weight: f64,
    waves: Vec<(Gaussian, usize)>,
    trials: Vec<Trial>,
}

/// Trials with their weights.
#[derive(Clone, Debug)]
pub struct Weighted {
    /// Of each trial; they sum to 1.
    pub weights: Vec<f64>,
    /// How many of the heaviest were cut to one weight: 0 is the posterior itself.
    pub clipped: usize,
    /// Their effective sample size.
    pub effective: f64,
}

impl Search {
    /// A search without trials, in `dimensions` dimensions.
    pub fn new(dimensions: usize, seed: u32) -> Self {
        Self { dimensions, seed, weight: 0.0, waves: Vec::new(), trials: Vec::new() }
    }

    /// All trials, in order.
    pub fn trials(&self) -> &[Trial] {
        &self.trials
    }

    /// Takes the misfits of the places of a wave, in their order.
    pub fn tell(&mut self, places: Vec<Vec<f64>>, misfits: &[Misfit]) {
        if let Some(first) = misfits.first() {
            self.weight = first.weight;
        }
        let trial =
            |(place, m): (Vec<f64>, &Misfit)| Trial { place, squared: m.squared, differences: m.differences.clone() };
        self.trials.extend(places.into_iter().zip(misfits).map(trial));
    }

    /// The places of the next wave; the first of a later one is the linear model's own best guess, and no draw.
    pub fn ask(&mut self, count: usize) -> Vec<Vec<f64>> {
        let wave = self.waves.len();
        let law = if wave == 0 { Gaussian::standard(self.dimensions) } else { self.law() };
        let unit = sobol(count, self.dimensions, self.seed.wrapping_mul(0x9e37_79b9).wrapping_add(wave as u32));
        let standard = unit.iter().map(|u| u.iter().map(|x| normal_quantile(x.clamp(1e-4, 1.0 - 1e-4))).collect());
        let place = |(n, z): (usize, Vec<f64>)| if n % FROM_PRIOR == 0 { z } else { law.at(&z) };
        let mut places: Vec<Vec<f64>> = standard.enumerate().map(place).collect();
        if let Some(first) = places.first_mut().filter(|_| wave > 0) {
            *first = law.at(&vec![0.0; self.dimensions]);
        }
        self.waves.push((law, count));
        places
    }

    /// Where the trials say to look that lie where the last wave looked: a line holds over a neighbourhood only.
    fn law(&self) -> Gaussian {
        let known = self.trials.iter().filter(|t| t.squared.is_finite());
        let last = self.waves.last().map_or_else(|| Gaussian::standard(self.dimensions), |(law, _)| law.clone());
        let mut near: Vec<(f64, &Trial)> = known.map(|t| (last.distance(&t.place), t)).collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        let inside = near.partition_point(|(distance, _)| *distance <= 2.0 * self.dimensions as f64);
        near.truncate(inside.max(4 * self.dimensions));
        let points: Vec<&[f64]> = near.iter().map(|(_, t)| t.place.as_slice()).collect();
        let differences: Vec<&[f64]> = near.iter().map(|(_, t)| t.differences.as_slice()).collect();
        linear(&points, &differences)
    }

    /// The trials' weights; the heaviest clipped to one weight until the effective sample size is `enough`.
    pub fn weighed(&self, enough: f64) -> Weighted {
        let prior = |place: &[f64]| -0.5 * place.iter().map(|z| z * z).sum::<f64>();
        let log = |t: &Trial| prior(&t.place) - self.log_drawn(&t.place) - 0.5 * self.weight * t.squared;
        let mut logs: Vec<f64> = self.trials.iter().map(log).collect();
        let mut first = 0;
        for (_, count) in &self.waves[..self.waves.len().saturating_sub(1)] {
            first += count;
            logs.get_mut(first).into_iter().for_each(|l| *l = f64::NEG_INFINITY);
        }
        let mut sorted: Vec<f64> = logs.iter().copied().filter(|l| l.is_finite()).collect();
        sorted.sort_by(|a, b| b.total_cmp(a));
        let at = |clipped: usize| {
            let most = sorted.get(clipped.saturating_sub(1)).copied().unwrap_or(0.0);
            let weight = |l: &f64| if l.is_finite() { libm::exp(l.min(most) - most) } else { 0.0 };
            let weights: Vec<f64> = logs.iter().map(weight).collect();
            let sum: f64 = weights.iter().sum();
            let weights: Vec<f64> = weights.iter().map(|w| w / sum).collect();
            Weighted { effective: effective(&weights), weights, clipped }
        };
        let (mut few, mut many) = (0, sorted.len());
        let found = at(few);
        if found.effective >= enough {
            return found;
        }
        while many - few > 1 {
            let middle = few.midpoint(many);
            if at(middle).effective >= enough { many = middle } else { few = middle }
        }
        at(many)
    }

    /// Logarithm of the density with which the waves draw a place.
    fn log_drawn(&self, place: &[f64]) -> f64 {
        let prior = Gaussian::standard(self.dimensions).log_density(place);
        let all: usize = self.waves.iter().map(|(_, count)| count).sum();
        let of_wave = |(law, count): &(Gaussian, usize)| {
            let often = 1.0 / FROM_PRIOR as f64;
            let of_law = libm::exp(law.log_density(place) - prior);
            *count as f64 / all as f64 * (often + (1.0 - often) * of_law)
        };
        prior + libm::log(self.waves.iter().map(of_wave).sum())
    }

    /// The trial with the least misfit.
    pub fn best(&self) -> Option<usize> {
        let finite = |i: &usize| self.trials[*i].squared.is_finite();
        (0..self.trials.len()).filter(finite).min_by(|a, b| self.trials[*a].squared.total_cmp(&self.trials[*b].squared))
    }
}

/// A place as values within ranges.
pub fn values(place: &[f64], ends: &[(f64, f64)]) -> Vec<f64> {
    place.iter().zip(ends).map(|(z, (low, high))| low + normal(*z) * (high - low)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record that determines the first number to a tenth and says nothing of the second.
    fn searched(waves: usize) -> Search {
        let mut search = Search::new(2, 1);
        for _ in 0..waves {
            let places = search.ask(64);
            let misfit = |place: &Vec<f64>| {
                let off = (normal(place[0]) - 0.7) / 0.1;
                Misfit { squared: off * off, weight: 1.0, series: Vec::new(), differences: vec![off] }
            };
            let misfits: Vec<Misfit> = places.iter().map(misfit).collect();
            search.tell(places, &misfits);
        }
        search
    }

    #[test]
    fn what_the_record_determines_is_found_and_the_rest_keeps_its_prior() {
        let search = searched(8);
        let weighed = search.weighed(50.0);
        assert_eq!(weighed.clipped, 0);
        let moments = |k: usize| {
            let of = |f: &dyn Fn(f64) -> f64| {
                search.trials.iter().zip(&weighed.weights).map(|(t, w)| w * f(normal(t.place[k]))).sum::<f64>()
            };
            let mean = of(&|u| u);
            (mean, of(&|u| (u - mean) * (u - mean)).sqrt())
        };
        // A normal distribution about 0.7, cut off at 1: by its integral, mean 0.6995, deviation 0.0985.
        let (mean, deviation) = moments(0);
        assert!((mean - 0.6995).abs() < 0.01 && (deviation - 0.0985).abs() < 0.01, "{mean} {deviation}");
        let (mean, deviation) = moments(1);
        assert!((mean - 0.5).abs() < 0.05 && (deviation - 0.2887).abs() < 0.04, "{mean} {deviation}");
    }

    #[test]
    fn the_heaviest_are_clipped_to_one_weight_until_the_draws_suffice() {
        let search = searched(3);
        let whole = search.weighed(0.0);
        assert_eq!(whole.clipped, 0);
        let enough = 1.2 * whole.effective;
        let clipped = search.weighed(enough);
        assert!(clipped.effective >= enough && clipped.clipped > 1, "{} of {enough}", clipped.effective);
        let mut order: Vec<usize> = (0..whole.weights.len()).collect();
        order.sort_by(|a, b| whole.weights[*b].total_cmp(&whole.weights[*a]));
        let (heaviest, others) = order.split_at(clipped.clipped);
        heaviest.iter().for_each(|i| assert_eq!(clipped.weights[*i], clipped.weights[heaviest[0]]));
        // The others keep their proportions, and one clipped less would not have sufficed.
        let grown = clipped.weights[others[0]] / whole.weights[others[0]];
        others.iter().for_each(|i| assert!((clipped.weights[*i] - grown * whole.weights[*i]).abs() < 1e-12));
        let last = whole.weights[heaviest[clipped.clipped - 2]];
        let less: Vec<f64> = whole.weights.iter().map(|w| w.min(last)).collect();
        let sum: f64 = less.iter().sum();
        assert!(effective(&less.iter().map(|w| w / sum).collect::<Vec<_>>()) < enough);
    }

    #[test]
    fn the_guess_that_opens_a_later_wave_is_no_draw() {
        let search = searched(3);
        let weights = search.weighed(0.0).weights;
        assert!(weights[0] > 0.0, "the first wave opens with a draw");
        assert_eq!([weights[64], weights[128]], [0.0, 0.0]);
        let guess = normal(search.trials[128].place[0]);
        assert!((guess - 0.7).abs() < 0.02, "the guess is where the record points: {guess}");
    }

    #[test]
    fn a_search_repeats_to_the_bit_and_starts_with_the_prior() {
        assert_eq!(searched(3).trials, searched(3).trials);
        let first: Vec<f64> = Search::new(2, 1).ask(64).iter().map(|p| normal(p[0])).collect();
        let mut parts = [0; 8];
        first.iter().for_each(|u| parts[(u * 8.0) as usize] += 1);
        assert_eq!(parts, [8; 8]);
        assert_eq!(values(&[0.0], &[(2.0, 4.0)]), [3.0]);
    }
}
