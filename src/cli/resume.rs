//! `resume`: goes on with a run that was interrupted, from its last checkpoint, on any engine.

use super::engines::Machine;
use super::live::{Show, Work};
use super::memory::fits;
use super::{Failure, note, report};
use musofir::output::{Folder, Request};
use std::path::PathBuf;

/// Go on with a run.
#[derive(clap::Args)]
pub struct Args {
    /// Run folder.
    folder: PathBuf,
    #[command(flatten)]
    machine: Machine,
    #[command(flatten)]
    show: Show,
}

/// Lives what is left of the run.
pub fn run(args: &Args) -> Result<(), Failure> {
    let Some(folder) = Folder::reopen(&args.folder)? else {
        note!("{} is whole: its run has ended", args.folder.display());
        // The report comes last, and a kill may have come before it.
        let wanted = !args.show.no_report && !args.folder.join(musofir::report::FILE).exists();
        return if wanted { report::at(&args.folder) } else { Ok(()) };
    };
    let (request, inputs) = Request::read(&args.folder)?;
    let x = request.scenario(&inputs).map_err(Failure::bad_input)?;
    fits(request.agents)?;
    let device = args.machine.device()?;
    Work { x: &x, request: &request, folder: &folder, machine: &args.machine, show: &args.show }.live(device, None)
}
