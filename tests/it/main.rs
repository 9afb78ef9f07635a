//! One binary of integration tests: a rule, a property or a fact of the record each.

mod cli;
mod engines;
mod files;
mod host;
mod marks;
mod places;
mod report;
mod rules;
mod studies;
mod support;
mod words;
