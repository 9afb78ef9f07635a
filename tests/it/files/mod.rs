//! Files: what is read and written, kills, damage, hostile input.

mod checkpoints;
mod config;
mod faults;
mod folders;
mod hostile;
mod kills;
mod manifest;
mod microdata;
