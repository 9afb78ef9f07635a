//! Calibration: which values of uncertain numbers make the model say what was observed.
//!
//! Trials come in waves. The first spreads a Sobol' sequence over the prior ranges; every later one draws nine in ten from the
//! normal distribution that a linear model of the trials so far makes the posterior ([`linear()`]), and one in ten from the prior
//! again. All trials are then weighted as draws from the mixture of all waves (adaptive multiple importance sampling:
//! Cornuet, Marin, Mira and Robert, Scandinavian Journal of Statistics 39, 2012), by `exp(-S d^2 / 2T)`: the misfit `d^2` is the
//! weighted mean over series of the mean square of differences in tolerances, S the sum of the series' weights, so that a series
//! counts as one figure however many it has. The temperature T is 1 if that leaves the trials worth enough draws, and is said
//! otherwise: intervals are then wider than the record would make them. Every trial runs on the same seeds, and each is a
//! function of its values alone: a fit repeats to the bit.
//!
//! Within, a number lives on the real line: its place in its range, as a quantile of the standard normal distribution.

mod gaussian;
mod linear;
mod misfit;
mod posterior;
mod search;

pub use gaussian::Gaussian;
pub use linear::linear;
pub use misfit::{Misfit, misfit};
pub use posterior::{Marginal, marginals, resampled};
pub use search::{Search, Trial, Weighted, values};
