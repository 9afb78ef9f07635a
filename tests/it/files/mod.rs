//! Files: what is read and written, kills, damage, hostile input.

mod checkpoints;
mod config;
mod faults;
mod folders;
mod forks;
mod given_tables;
mod growth;
mod hostile;
mod inherit;
mod kills;
mod manifest;
mod microdata;
mod platforms;
mod printing;
mod readers;
mod safe;
mod series;
mod stops;
pub mod studies;
