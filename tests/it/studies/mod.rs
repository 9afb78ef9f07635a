//! Studies, from outside and from the library.

mod cluster;
mod compare;
mod cut_months;
mod doses;
mod doubt;
mod draws;
mod library;
mod newcomer;
mod plans;
mod record;
pub mod study;
mod travel;
mod verdicts;
