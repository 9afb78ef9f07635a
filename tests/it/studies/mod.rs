//! Studies, from outside and from the library.

mod cluster;
mod compare;
mod doses;
mod doubt;
mod plans;
mod record;
pub mod study;
