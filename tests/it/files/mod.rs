//! Files: what is read and written, kills, damage, hostile input.

mod checkpoints;
mod config;
mod faults;
mod folders;
mod growth;
mod hostile;
mod kills;
mod microdata;
mod stops;
pub mod studies;
