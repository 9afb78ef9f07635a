//! Fitting uncertain numbers to what was observed, wave by wave; or scoring points that another program has chosen.
//!
//! ```
//! use musofir::study::load_record;
//! use musofir::{Calibrate, Machine, Scenario};
//!
//! let mut scenario = Scenario::load("configs/rouble-2014.ron")?;
//! scenario.until("2012-12-31")?;
//! let record = load_record("configs/evidence/record.ron".as_ref())?;
//! let study = Calibrate::new(scenario, record).vary("wage").budget(10).wave(10).agents(200).run(&Machine::cpu(0))?;
//! println!("best wage: {:.0} roubles", study.fitted.expect("a fit").best[0]);
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```

mod fitted;
mod result;
mod spec;
mod study;

pub use fitted::Fitted;
pub use result::CalibrateResult;
pub use spec::CalibrateSpec;
pub use study::{Calibrate, PreparedCalibrate};
