//! The command line: parse, dispatch, one clear message, an exit code.

mod cli;

use cli::common::console::{note, printed};
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::environment::settle();
    let outcome = match cli::Cli::read() {
        Ok(cli) => cli::run(cli),
        // Help and version are data.
        Err(e) if !e.use_stderr() => printed(e.print()),
        Err(e) => e.exit(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            note!("{}", failure.message);
            ExitCode::from(failure.code)
        }
    }
}
