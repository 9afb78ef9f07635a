//! Calibration: which values of uncertain numbers make the model say what was observed.
//!
//! Trials come in waves. The first spreads a Sobol' sequence over the prior ranges; every later one draws nine in ten
//! from the normal distribution that a linear model of the trials in the last wave's neighbourhood makes the posterior
//! ([`linear()`]), and one in ten from the prior again. All trials are then weighted as draws from the mixture of all
//! waves (adaptive multiple importance sampling: Cornuet, Marin, Mira and Robert, Scandinavian Journal of Statistics
//! 39, 2012), by `exp(-S d^2 / 2)`: the misfit `d^2` is the weighted mean over series of the mean square of differences
//! in tolerances, S the sum of the series' weights, so that a series counts as one figure however many it has. With
//! twenty numbers a few trials would take nearly all the weight; the heaviest are clipped to one weight (Koblents and
//! Miguez, Statistics and Computing 25, 2015) until their effective sample size suffices, and how many is reported. Every
//! trial runs on the same seeds, and each is a function of its values alone: a fit repeats to the bit.
//!
//! The search places a number on the real line: its place in its range, as a quantile of the standard normal
//! distribution.

mod gaussian;
mod linear;
mod misfit;
mod posterior;
mod search;

pub use gaussian::Gaussian;
pub use linear::linear;
pub use misfit::{Misfit, misfit};
pub use posterior::{Marginal, distinct, marginals, resampled};
pub use search::{Search, Trial, Weighted, values};
