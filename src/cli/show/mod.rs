//! What studies and runs find, as tables.

pub mod backtest;
pub mod comparison;
pub mod effects;
pub mod fates;
pub mod fits;
pub mod fitted;
pub mod spread;
pub mod summary;
pub mod threshold;
