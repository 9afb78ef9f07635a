//! `schema`, `completions`, `man`: what editors, shells and manuals need, from the program's own definitions.

use super::{Cli, Failure, data};
use clap::{CommandFactory, ValueEnum};
use clap_complete::Shell;
use musofir::scenario::schema::{self, File};

/// Files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Of {
    /// A scenario.
    Scenario,
    /// A world.
    World,
    /// A further sending state.
    SendingState,
}

/// Print a JSON Schema.
#[derive(clap::Args)]
pub struct Args {
    /// Which file's; a RON file is read as the JSON of the same shape.
    #[arg(value_enum)]
    of: Of,
}

/// Print completions.
#[derive(clap::Args)]
pub struct Completions {
    /// For which shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints a schema.
pub fn run(args: &Args) -> Result<(), Failure> {
    let file = match args.of {
        Of::Scenario => File::Scenario,
        Of::World => File::World,
        Of::SendingState => File::SendingState,
    };
    data!("{:#}", schema::of(file).to_value());
    Ok(())
}

/// Prints completions.
pub fn completions(args: &Completions) {
    clap_complete::generate(args.shell, &mut Cli::command(), "musofir", &mut std::io::stdout());
}

/// Prints the manual, one page of all commands.
pub fn man() -> Result<(), Failure> {
    let mut tally = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut tally).map_err(Failure::failed)?;
    for sub in command.get_subcommands().filter(|s| s.get_name() != "help") {
        let man = clap_mangen::Man::new(sub.clone());
        man.render_synopsis_section(&mut tally).map_err(Failure::failed)?;
        man.render_description_section(&mut tally).map_err(Failure::failed)?;
        man.render_options_section(&mut tally).map_err(Failure::failed)?;
    }
    std::io::Write::write_all(&mut std::io::stdout(), &tally).map_err(Failure::failed)
}
