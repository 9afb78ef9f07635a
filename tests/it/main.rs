//! One binary of integration tests: a rule, a property or a fact of the record each.

mod canaries;
mod checkpoints;
mod cli;
mod common_numbers;
mod compare;
mod config;
mod document;
mod ensemble;
mod exact;
mod facts;
mod faults;
mod folders;
mod golden;
mod hostile;
mod kills;
mod loops;
mod lottery;
mod parity;
mod rng;
mod rules;
mod shaders;
mod soak;
mod support;
mod systems;
mod target;
mod unrest;
