//! Which assumptions matter, over the ranges of the register.
//!
//! ```
//! use musofir::scenario::Scenario;
//! use musofir::study::{Machine, Sensitivity};
//!
//! let mut baseline = Scenario::load("configs/baseline.ron")?;
//! baseline.until("2012-01-31")?;
//! let study = Sensitivity::new(baseline).vary("wage").points(2).agents(500).run(&Machine::cpu(0))?;
//! assert_eq!(study.effects.expect("a method").names, ["wage"]);
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```

mod effects;
mod method;
mod points;
mod spec;
mod study;

pub use effects::Effects;
pub use method::Method;
pub use points::Points;
pub use spec::SensitivitySpec;
pub use study::{PreparedSensitivity, Sensitivity, SensitivityResult};
