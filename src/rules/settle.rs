//! Morning: those who applied last evening are admitted when their bucket is below the published cut-off.
//!
//! Every entry into a rationed place goes through here. A job comes with a wage: region x sector base, times the
//! person's skill, less the discount of those without papers. A bed moves the agent to the camp's region, a seat home.

use super::context::{Context, pay};
use super::deportation::remove;
use crate::common::agent::*;
use crate::common::layout::*;
use crate::common::lottery::admission;
use crate::common::totals::*;

/// Settles yesterday's application, if there is one.
#[inline(always)]
pub fn settle(a: &mut Agent, c: &mut Context) {
    if a.bucket == NOT_APPLIED {
        return;
    }
    let (drawn, admitted) = admission(a, c.id, c.day, c.tables, c.day_state);
    a.bucket = NOT_APPLIED;
    if admitted {
        let b = c.block(SETTLEMENT);
        if drawn >= SEATS {
            remove(a, b, c);
        } else if drawn >= PERMITS {
            a.papers = PERMIT;
            a.papers_until = code_of(c.day.day + c.rates.permit_days);
            c.tally(PERMITS_GIVEN, 1);
            pay(a, c.rates.permit_cost, b[0], c);
        } else if drawn >= BEDS {
            a.status = DETAINED;
            a.since = code_of(c.day.day);
            a.region = drawn - BEDS;
            c.tally(ADMISSIONS, 1);
        } else {
            a.status = WORKING;
            a.since = code_of(c.day.day);
            a.wage = wage(a, drawn, c);
            c.tally(HIRES, 1);
        }
    }
}

/// Wage of a job, tens of the host currency a month.
pub fn wage(a: &Agent, job: u32, c: &Context) -> u32 {
    let person = c.person();
    let skill = c.tables.skill[(person[1] >> 24) as usize];
    let mut wage = (c.rates.wage[job as usize] * skill) >> 8;
    if !legal(a, c.day.day) {
        wage = (wage * c.rates.irregular_wage) >> 8;
    }
    wage.min(65535)
}
