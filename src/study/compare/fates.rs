//! What became of the same people under each scenario and under the reference.

use crate::ensemble::{Change, Record, changes};
use crate::scenario::Scenario;
use crate::study::error::StudyError;
use crate::study::result::StudyResult;
use crate::study::session::Session;

/// The fates of a scenario's people beside those under the reference.
#[derive(Clone, Debug)]
pub struct FatesOf {
    /// Index of the scenario.
    pub scenario: usize,
    /// Who changed fate, most people first; none if people or dates are not those of the reference.
    pub changes: Option<Vec<Change>>,
}

/// The fates of every scenario's people but the reference's.
pub(super) fn fates(
    session: &Session,
    scenarios: &[Scenario],
    reference: usize,
    result: &StudyResult,
    agents: u32,
    draw: impl Fn(u64) -> u64,
) -> Result<Vec<FatesOf>, StudyError> {
    let mut all = Vec::new();
    for (n, x) in scenarios.iter().enumerate().filter(|(n, _)| *n != reference) {
        let fates = |of: &Record| {
            let gone = || StudyError::Failed(format!("{}: the fates of seed {} are gone", of.scenario, of.seed));
            session.fates(&of.identity, agents).ok_or_else(gone)
        };
        let twin = |record: &Record| result.records[reference].iter().find(|r| r.seed == record.seed);
        let draws: Vec<u64> = result.records[n].iter().filter(|r| twin(r).is_some()).map(|r| draw(r.seed)).collect();
        let twins = result.records[n].iter().filter_map(|record| Some((twin(record)?, record)));
        let pairs =
            twins.map(|(twin, record)| Ok((fates(twin)?, fates(record)?))).collect::<Result<Vec<_>, StudyError>>()?;
        let same_people = scenarios[reference].world == x.world && scenarios[reference].calendar == x.calendar;
        let comparable = !pairs.is_empty() && same_people;
        all.push(FatesOf { scenario: n, changes: comparable.then(|| changes(x, agents, &pairs, &draws)) });
    }
    Ok(all)
}
