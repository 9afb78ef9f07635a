//! The monthly audit of people and money against a recount of the agents. A broken identity stops the run.
//!
//! Every agent has one status. Entrants equal leavers. Occupied jobs and beds equal those the agents occupy. In money,
//! earned + drawn = spent + sent + saved. The savings of the pool change by the money saved, minus those drawn, lost or
//! taken out by leavers, plus the debts that leavers leave behind.

use crate::common::layout::*;
use crate::common::tables::DayState;
use crate::common::totals::*;

/// An identity that does not hold.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the audit of {month} is broken: {identity}: {left} against {right}")]
pub struct AuditError {
    /// Month.
    pub month: String,
    /// What should be equal.
    pub identity: String,
    /// One side.
    pub left: i64,
    /// The other side.
    pub right: i64,
}

/// Two counts that should be equal.
fn same(month: &str, identity: String, left: i64, right: i64) -> Result<(), AuditError> {
    if left == right {
        return Ok(());
    }
    Err(AuditError { month: month.to_owned(), identity, left, right })
}

/// Checks a sending state's month, by its own flows and stocks. `savings_before` is its pool's balance at its start,
/// thousands of the host currency.
pub fn audit(
    month: &str,
    state: &str,
    agents: u64,
    savings_before: i64,
    t: &Totals,
    c: &Census,
) -> Result<(), AuditError> {
    let same = |identity: &str, left: i64, right: i64| same(month, format!("{state}, {identity}"), left, right);
    let get = |flow| t.get(flow) as i64;
    let people: u64 = (0..8).map(|status| c.status(status)).sum();
    same("people by status = pool", people as i64, agents as i64)?;
    let abroad: u64 = (0..COMMUNITIES).map(|k| c.get(ABROAD + k)).sum();
    let home = c.status(HOME) + c.status(HOME_WORKING);
    same("home + abroad = pool", (home + abroad) as i64, agents as i64)?;
    same("entrants = leavers", get(ENTRANTS), get(DIED) + get(RETIRED) + get(NATURALISED) + get(RECRUITED))?;
    let expelled: u64 = (0..REGIONS).map(|r| t.get(EXPELLED_BY_REGION + r)).sum();
    same("expelled by region = removed + left under an order", expelled as i64, get(REMOVED) + get(LEFT_ORDERED))?;
    same("earned + drawn = spent + sent + saved", get(EARNED) + get(DRAWN), get(SPENT) + get(SENT) + get(SAVED))?;
    let sent: u64 = (0..COMMUNITIES).map(|k| t.get(SENT_BY_COMMUNITY + k)).sum();
    same("sent = received by communities", get(SENT), sent as i64)?;
    let change = get(SAVED) - get(DRAWN) - get(LOST) - get(TAKEN_OUT) + get(WRITTEN_OFF);
    same("change of savings", (c.savings(agents) - savings_before) * 1000, change)
}

/// Checks the occupied places of all sending states together against the recount.
pub fn audit_places(month: &str, c: &Census, p: &DayState) -> Result<(), AuditError> {
    for job in JOBS..BEDS {
        let counted = c.get(BY_JOB + job - JOBS) as i64;
        same(month, format!("occupied jobs of cell {job}"), i64::from(p.occupied[job as usize]), counted)?;
    }
    for region in 0..REGIONS {
        let counted = (c.at(DETAINED, region) + c.at(REMOVAL, region)) as i64;
        let occupied = i64::from(p.occupied[(BEDS + region) as usize]);
        same(month, format!("occupied beds of region {region}"), occupied, counted)?;
    }
    Ok(())
}
