//! Files: what is read and written, kills, damage, hostile input.

mod checkpoints;
mod config;
mod faults;
mod folders;
mod forks;
mod given_tables;
mod hostile;
mod kills;
mod microdata;
