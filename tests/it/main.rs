//! One binary of integration tests: a rule, a property or a fact of the record each.

mod canaries;
mod cli;
mod common_numbers;
mod compare;
mod config;
mod document;
mod ensemble;
mod evidence;
mod exact;
mod facts;
mod loops;
mod lottery;
mod parity;
mod record;
mod rng;
mod rules;
mod shaders;
mod support;
mod systems;
mod target;
mod unrest;
