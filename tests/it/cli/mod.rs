//! The program as a user meets it.

mod commands;
mod examples;
mod named;
mod tools;
