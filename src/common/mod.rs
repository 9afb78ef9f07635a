//! What both engines share, each file with a twin in `shaders/common`: constants and the agent, tables, counters,
//! chance, the generator, the lottery; and the calendar and the digest.

pub mod agent;
pub mod calendar;
pub mod chance;
pub mod digest;
pub mod layout;
pub mod lottery;
pub mod rng;
pub mod tables;
pub mod totals;
pub mod word;
