//! Studies, from outside and from the library.

mod cluster;
mod compare;
mod doses;
mod doubt;
mod library;
mod plans;
mod record;
pub mod study;
mod verdicts;
