//! `schema`, `completions`, `man`: what editors, shells and manuals need, from the program's own definitions.

use super::common::console::{data, raw};
use super::failure::Failure;
use clap::{Command, ValueEnum};
use clap_complete::Shell;
use musofir::scenario::schema::{self, File};

/// Files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FileArg {
    /// A scenario.
    Scenario,
    /// A world.
    World,
    /// A further sending state.
    SendingState,
}

/// Print a JSON Schema.
#[derive(clap::Args)]
pub struct SchemaArgs {
    /// Which file's; a RON file is read as the JSON of the same shape.
    #[arg(value_enum)]
    of: FileArg,
}

/// Print completions.
#[derive(clap::Args)]
pub struct CompletionsArgs {
    /// For which shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints a schema.
pub fn run(args: &SchemaArgs) -> Result<(), Failure> {
    let file = match args.of {
        FileArg::Scenario => File::Scenario,
        FileArg::World => File::World,
        FileArg::SendingState => File::SendingState,
    };
    data!("{:#}", schema::of(file).to_value());
    Ok(())
}

/// Prints completions.
pub fn completions(args: &CompletionsArgs, mut command: Command) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "musofir", &mut script);
    raw(&script)
}

/// Prints the manual, one page of all commands.
pub fn man(mut command: Command) -> Result<(), Failure> {
    let mut page = Vec::new();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page).map_err(Failure::failed)?;
    for sub in command.get_subcommands().filter(|s| s.get_name() != "help") {
        let man = clap_mangen::Man::new(sub.clone());
        man.render_synopsis_section(&mut page).map_err(Failure::failed)?;
        man.render_description_section(&mut page).map_err(Failure::failed)?;
        man.render_options_section(&mut page).map_err(Failure::failed)?;
    }
    raw(&page)
}
