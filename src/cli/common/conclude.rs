//! Carrying out a study for a command, in the one order of all commands that fill a folder: the folder is taken, the
//! files are written, the manifest makes it whole, the report follows, and only then are tables printed.

use super::console::{data, note};
use super::named::write_named;
use super::observer::ConsoleObserver;
use super::provenance::provenance;
use super::signals::Signals;
use super::stopped::stopped;
use crate::cli::failure::Failure;
use musofir::config::repeated;
use musofir::host::IndicatorId;
use musofir::output::{Named, Provenance, document};
use musofir::report;
use musofir::study::{Findings, Machine, Merged, OutputSpec, Prepared, Session};
use std::path::{Path, PathBuf};

/// Where the replicates of a study come from.
pub enum Origin<'o> {
    /// They are simulated on a machine.
    Machine(&'o Machine),
    /// They were simulated by the workers of a plan, which was made so.
    Plan(&'o Merged, Provenance),
}

/// Where the results of a command go: --out, or a folder that bears its name.
pub fn folder_of(output: &OutputSpec, command: &str) -> PathBuf {
    output.out.clone().unwrap_or_else(|| PathBuf::from("runs").join(command))
}

/// Carries a study out, completes its folder, and shows what it finds.
pub fn carry_out<P: Prepared>(
    study: P,
    origin: &Origin,
    output: &OutputSpec,
    tables: impl FnOnce(&P::Findings) -> String,
) -> Result<(), Failure> {
    let provenance = match origin {
        Origin::Machine(_) => provenance(),
        Origin::Plan(_, provenance) => provenance.clone(),
    };
    let claim = study.claim(&folder_of(output, P::COMMAND), output.force, &provenance.program)?;
    if let Origin::Machine(machine) = origin
        && claim.replaces()
    {
        // A machine that cannot simulate is found before results are replaced.
        machine.check()?;
    }
    let folder = claim.begin()?;
    let signals = Signals::catch().map_err(Failure::failed)?;
    let mut observer = ConsoleObserver::new(output.quiet, signals.clone());
    let request = study.request_of(&provenance.program);
    let mut session = match origin {
        Origin::Machine(machine) => Session::new(machine, Some(&folder), &provenance, &mut observer),
        Origin::Plan(merged, _) => Session::merging(merged, &folder, &provenance, &mut observer),
    };
    let findings = study.execute(&mut session).map_err(|e| stopped(e, &signals, &folder))?;
    let replicates = findings.replicates();
    let manifest = findings.manifest(&provenance).with("study", P::COMMAND).with("request", request);
    let manifest = manifest.with("replicates_reused", session.reused());
    let write = || -> Result<(), Failure> {
        findings.write(&folder)?;
        replicates.complete()?;
        session.tidy();
        folder.finish(&manifest.text())?;
        if output.report { report_of(folder.path()) } else { Ok(()) }
    };
    let written = write();
    let place = folder.path().display();
    let print = || -> Result<(), Failure> {
        let text = match output.json {
            true => document(folder.path(), P::COMMAND, manifest.value()).map_err(Failure::failed)?,
            false => tables(&findings),
        };
        if !text.is_empty() {
            data!("{text}");
        }
        Ok(())
    };
    let printed = print();
    if !output.quiet {
        let (wall, saved) = (replicates.wall, 100.0 * replicates.saved());
        note!("{wall:.0} s, {saved:.0} % of the days saved by shared history; written to {place}");
    }
    both(written, printed, folder.path())
}

/// What went wrong in writing, in printing, or in both. What could not be printed is in the folder.
pub fn both(written: Result<(), Failure>, printed: Result<(), Failure>, folder: &Path) -> Result<(), Failure> {
    match (written, printed) {
        (Ok(()), Err(e)) => {
            Err(Failure { message: format!("{}; the results are in {}", e.message, folder.display()), ..e })
        }
        (Err(e), Err(second)) => Err(Failure { message: format!("{}\n{}", second.message, e.message), ..e }),
        (written, Ok(())) => written,
    }
}

/// Writes the report of a folder of results.
pub fn report_of(folder: &Path) -> Result<(), Failure> {
    write_page(&[folder], &folder.join(report::FILE), true)
}

/// Writes a page on folders. A file that is no such page is replaced only with `force`.
pub fn write_page(folders: &[impl AsRef<Path>], to: &Path, force: bool) -> Result<(), Failure> {
    let page = report::report(folders)?;
    write_named(&Named { what: "a report", is: &report::is_page }, to, page.as_bytes(), force)
}

/// The indicators asked for; `default` if none is.
pub fn shown(names: &[String], default: &[IndicatorId]) -> Result<Vec<IndicatorId>, Failure> {
    if names.iter().any(|n| n == "all") {
        return Ok(IndicatorId::ALL.to_vec());
    }
    if names.is_empty() {
        return Ok(default.to_vec());
    }
    let parse = |name: &String| IndicatorId::parse(name.trim()).map_err(Failure::bad_input);
    let all = names.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
    match repeated(&all) {
        Some(twice) => Err(Failure::bad_input(format!("--indicators: `{}` is named twice", twice.name()))),
        None => Ok(all),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use musofir::host::ids::{ABROAD, POVERTY};

    #[test]
    fn indicators_may_stand_apart_and_a_misspelt_one_is_refused() {
        let named = |names: [&str; 2]| shown(&names.map(str::to_owned), &[]);
        assert!(named(["poverty", " abroad"]).is_ok_and(|shown| shown == [POVERTY, ABROAD]));
        assert!(named(["poverty", "all"]).is_ok_and(|shown| shown == IndicatorId::ALL));
        assert!(named(["poverty", " poverty"]).is_err_and(|e| e.message.contains("`poverty` is named twice")));
        assert!(named(["povetry", "poverty"]).is_err_and(|e| e.message.contains("did you mean `poverty`")));
    }
}
