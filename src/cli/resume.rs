//! `resume`: continues a run that was interrupted, from its last checkpoint, on any engine.

use super::common::conclude::report_of;
use super::common::console::note;
use super::common::machine_args::EngineArgs;
use super::failure::Failure;
use super::run_folder::{RunFolder, ShowArgs};
use musofir::output::{Folder, Request};
use musofir::study::fits;
use std::path::PathBuf;

/// Continue a run.
#[derive(clap::Args)]
pub struct ResumeArgs {
    /// Run folder.
    folder: PathBuf,
    #[command(flatten)]
    engine: EngineArgs,
    #[command(flatten)]
    show: ShowArgs,
}

/// Runs what is left.
pub fn run(args: &ResumeArgs) -> Result<(), Failure> {
    let Some(folder) = Folder::reopen(&args.folder)? else {
        if !args.show.quiet {
            note!("{} is complete: its run has ended", args.folder.display());
        }
        // The report comes last, and a kill may have come before it.
        let wanted = !args.show.no_report && !args.folder.join(musofir::report::FILE).exists();
        return if wanted { report_of(&args.folder) } else { Ok(()) };
    };
    let (request, inputs) = Request::read(&args.folder)?;
    let x = request.scenario(&inputs).map_err(Failure::bad_input)?;
    fits(request.agents)?;
    let machine = args.engine.machine(args.show.quiet);
    let processor = machine.processor(&x, &mut |text| note!("note: {text}"))?;
    let run = RunFolder { x: &x, request: &request, folder: &folder, machine: &machine, show: &args.show };
    run.carry_out(Some(processor), None)
}
