//! The report, as text and in a browser.

mod browser;
mod figures;
pub mod made;
pub mod reading;
