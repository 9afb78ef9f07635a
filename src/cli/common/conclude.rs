//! Carrying out a study for a command: folder, observer, tables, manifest, report.

use super::console::note;
use super::observer::ConsoleObserver;
use super::provenance::provenance;
use crate::cli::failure::Failure;
use musofir::config::repeated;
use musofir::host::IndicatorId;
use musofir::output::{Folder, Provenance};
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

/// Carries a study out, shows what it finds, and completes its folder.
pub fn carry_out<P: Prepared>(
    study: P,
    origin: &Origin,
    output: &OutputSpec,
    show: impl FnOnce(&P::Findings, &Provenance) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let out = output.out.clone().unwrap_or_else(|| PathBuf::from("runs").join(P::COMMAND));
    let folder = study.open(&out, output.force)?;
    let mut observer = ConsoleObserver::new(output.quiet);
    let provenance = match origin {
        Origin::Machine(_) => provenance(),
        Origin::Plan(_, provenance) => provenance.clone(),
    };
    let mut session = match origin {
        Origin::Machine(machine) => Session::new(machine, Some(&folder), &provenance, &mut observer),
        Origin::Plan(merged, _) => Session::merging(merged, &folder, &provenance, &mut observer),
    };
    let findings = study.execute(&mut session)?;
    findings.write(&folder)?;
    show(&findings, &provenance)?;
    let replicates = findings.replicates();
    if !output.quiet {
        let (wall, saved, out) = (replicates.wall, 100.0 * replicates.saved(), folder.path().display());
        note!("{wall:.0} s, {saved:.0} % of the days saved by shared history; written to {out}");
    }
    replicates.complete()?;
    folder.finish(&findings.manifest(&provenance).text())?;
    if output.report { report_of(folder.path()) } else { Ok(()) }
}

/// Writes the report of a folder of results.
pub fn report_of(folder: &Path) -> Result<(), Failure> {
    let page = report::report(&[folder])?;
    Ok(Folder::write(&folder.join(report::FILE), page.as_bytes())?)
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
    use musofir::host::ids::{IN_RUSSIA, POVERTY};

    #[test]
    fn indicators_may_stand_apart_and_a_misspelt_one_is_refused() {
        let named = |names: [&str; 2]| shown(&names.map(str::to_owned), &[]);
        assert!(named(["poverty", " in_russia"]).is_ok_and(|shown| shown == [POVERTY, IN_RUSSIA]));
        assert!(named(["poverty", "all"]).is_ok_and(|shown| shown == IndicatorId::ALL));
        assert!(named(["poverty", " poverty"]).is_err_and(|e| e.message.contains("`poverty` is named twice")));
        assert!(named(["povetry", "poverty"]).is_err_and(|e| e.message.contains("did you mean `poverty`")));
    }
}
