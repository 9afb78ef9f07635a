//! The command line: parse, dispatch, one clear message, an exit code.

mod cli;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run(cli::Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            cli::common::console::note!("{}", failure.message);
            ExitCode::from(failure.code)
        }
    }
}
