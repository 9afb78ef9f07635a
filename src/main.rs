//! The command line: parse, dispatch, one clear message, an exit code.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::environment::settle();
    match cli::run(cli::Cli::read()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            cli::common::console::note!("{}", failure.message);
            ExitCode::from(failure.code)
        }
    }
}
