//! One binary of integration tests: a rule, a property or a fact of the record each.

mod browser;
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
mod page;
mod parity;
mod report;
mod rng;
mod rules;
mod shaders;
mod support;
mod systems;
mod target;
mod tools;
mod unrest;
