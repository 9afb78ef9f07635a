//! Comparing scenarios on the same seeds, against a reference.
//!
//! ```
//! use musofir::host::ids::REMITTANCES_USD;
//! use musofir::scenario::Scenario;
//! use musofir::study::{Compare, Machine};
//!
//! let mut two = ["baseline", "entry-bars"].map(|name| Scenario::load(format!("configs/{name}.ron")).unwrap());
//! two.iter_mut().for_each(|x| x.until("2013-09-30").unwrap());
//! let study = Compare::new(two).seeds(2).agents(500).run(&Machine::cpu(0))?;
//! println!("{}", study.verdict("entry-bars", REMITTANCES_USD));
//! # Ok::<_, musofir::study::StudyError>(())
//! ```

mod demand;
mod fates;
mod result;
mod spec;
mod spread;
mod study;

pub use fates::FatesOf;
pub use result::CompareResult;
pub use spec::CompareSpec;
pub use study::{Compare, PreparedCompare};
