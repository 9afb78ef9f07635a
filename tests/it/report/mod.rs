//! The report, as text and in a browser.

pub mod browser;
mod figures;
pub mod made;
mod page;
pub mod reading;
