//! The monthly day of agents of whom nothing else is asked that day, side by side: [`super::super::day`] with every `if`
//! a choice between two words. Whoever it does not fit is not calm.

use super::common::Common;
use crate::common::layout::*;
use crate::common::totals::*;
use crate::cpu::words::{Flags, Words, inverse};
use pulp::Simd;

/// Flows that the calm add to.
pub const OF_CALM: usize = 17;
/// For quotients by the people of a household.
const BY_HEADS: [u32; 8] =
    [inverse(1), inverse(2), inverse(3), inverse(4), inverse(5), inverse(6), inverse(7), inverse(8)];
/// More than grievance falls by in a month.
const STEP_BIAS: u32 = 256;

/// Blocks drawn for agents, by stage.
pub struct Draws<S: Simd> {
    pub gate: [Words<S>; 4],
    pub papers: [Words<S>; 4],
    pub remittance: [Words<S>; 4],
    pub unrest: [Words<S>; 4],
    pub person: [Words<S>; 4],
    /// [`Common::household`] by the person's block.
    pub household: Words<S>,
}

/// Agents in the evening of their monthly day, and what they add to flows; void unless they are calm.
pub struct Evening<S: Simd> {
    pub calm: Flags<S>,
    pub words: [Words<S>; 4],
    /// Whether they apply for a permit or a job.
    pub applies: Flags<S>,
    pub active: Flags<S>,
    /// By number of the flow.
    pub flows: [(u32, Words<S>); OF_CALM],
}

/// [`crate::cpu::context::thousands`].
#[inline(always)]
fn thousands<S: Simd>(roubles: Words<S>, draw: Words<S>) -> Words<S> {
    (roubles + draw.mulhi(1000)).thousandth()
}

/// Lives the day. No word has a sign: savings are biased, and so is what grievance moves by.
#[inline(always)]
pub fn live<S: Simd>(w: [Words<S>; 4], r: &Draws<S>, c: &Common) -> Evening<S> {
    let rates = c.rates;
    let status = w[0] & 15;
    let (home, works) = (status.below(SEEKING), status.is(WORKING));
    let large = works | status.is(SEEKING);
    let calm = (home | large) & !c.highest.strikes(large, &r.gate);

    // Papers.
    let b = &r.papers;
    let barred = (w[2] & 65535).above(c.day);
    let violations = w[0].down(6) & 3;
    let expires = violations.above(0) & b[0].hit(rates.violation_expiry);
    let violations = violations - expires.pick(1, 0);
    let knows_barred = barred & (w[0].down(31).is(1) | b[1].hit(rates.bar_lookup));
    let (papers, until) = (w[0].down(4) & 3, w[1].down(12) & 4095);
    let exempt = until.with(c.exempt).is(1);
    let excused = large & exempt & !barred;
    let excuse_ends = !excused & papers.is(VISA_FREE) & until.is(LAST_DAY);
    let papers = excused.pick(VISA_FREE, papers);
    let until = excused.pick(LAST_DAY, excuse_ends.pick(c.stay, until));
    let covered = !papers.is(PATENT) & !papers.is(IRREGULAR) & until.above(c.day + RENEWAL_DAYS);
    let asks = large & !covered;
    let takes_patent = asks & b[2].hit(papers.of_eight(&c.patent));
    let asks = asks & !takes_patent;
    let calm = calm & !(asks & papers.is(VISA_FREE) & b[3].hit(rates.visa_run));
    let lapses = asks & !papers.is(IRREGULAR) & !until.above(c.day);
    let papers = takes_patent.pick(PATENT, lapses.pick(IRREGULAR, papers));
    let until = takes_patent.pick((c.day + PATENT_DAYS).min(LAST_DAY), until);

    // Remittance: wages, subsistence or savings.
    let b = &r.remittance;
    let savings = (w[3] + SAVINGS_BIAS) & 65535;
    let earned = (w[2].down(16) * (w[0].down(8) & 7).of_eight(&c.hours)).down(8) * 10;
    let has_patent = papers.is(PATENT);
    let patent = has_patent.pick(earned.min(rates.patent_price), 0);
    let left = earned - patent;
    let service = left.mulhi(rates.debt_service << 24);
    let debt = savings.with(SAVINGS_BIAS).saturating_sub(savings);
    let repaid = thousands(service, b[0]).min(debt).min(left.thousandth());
    let rest = left - repaid * 1000;
    let sent = earned.mulhi(c.sent_share).min(rest.saturating_sub(rates.living_floor));
    let rest = rest - sent;
    let saving = (rest.saturating_sub(rates.living_floor) * rates.saving).down(8);
    let space = savings.with(65535) - savings - repaid;
    let kept = thousands(saving, b[1]).min(rest.thousandth()).min(space);
    let rest = rest - kept * 1000;

    let lent = large & !works & (savings + rates.credit_limit).above(SAVINGS_BIAS);
    let cost = has_patent.pick(rates.living_floor + rates.patent_price, rates.living_floor);
    let paid = thousands(cost, b[0]).min(savings);
    let draws = home.pick(savings.saturating_sub(SAVINGS_BIAS).min(rates.dissaving), 0);
    let drawn = lent.pick(paid, draws);
    let put_by = works.pick(repaid + kept, 0);
    let savings = savings + put_by - drawn;
    let sent = works.pick(sent, 0);
    let received = sent + draws * 1000;

    // The household.
    let heads = (w[0].down(27) & 7) + 1;
    let consumed = (r.household * c.home_income).down(8) + received.mulhi(c.somoni);
    let poor = consumed.below(heads * c.poverty_line);
    let a_head = consumed.quotient(heads, (heads - 1).of_eight(&BY_HEADS));

    // Unrest.
    let b = &r.unrest;
    let fear = (w[3].down(24) * rates.fear_kept + c.alarm + b[0].down(24)).down(8).min(255);
    let fallen = savings.with(c.accustomed).saturating_sub(a_head) * rates.grievance_of[3];
    let aim = fallen.quotient(c.accustomed.max(1), c.by_accustomed)
        + (rates.grievance_of[0] + (c.alarm >> 8))
        + status.is(HOME).pick(rates.grievance_of[1], 0)
        + barred.pick(rates.grievance_of[2], 0);
    let grievance = w[3].down(16) & 255;
    let towards = (aim.min(255) - grievance) * rates.grievance_pace + (b[0].down(16) & 255);
    let moved = grievance + (towards + (STEP_BIAS << 8)).down(8) - STEP_BIAS;
    let risk = (r.person[2].down(24) * c.arrest).down(8);
    let active = home & moved.above(risk + rates.protest_threshold);
    let without = status.is(HOME) | status.is(SEEKING);
    let calm = calm & !b[1].hit((barred & without).pick(c.recruitment[1], c.recruitment[0]));

    let permit_ends = papers.is(PERMIT) & !until.above(c.day + RENEWAL_DAYS);
    let needs_permit = large & (permit_ends | (papers.is(VISA_FREE) & until.below(LAST_DAY)));
    let (one, none) = (savings.with(1), savings.with(0));
    Evening {
        calm,
        words: [
            (w[0] & 0x7fff_ff0f) | papers.up(4) | violations.up(6) | knows_barred.pick(1 << 31, 0),
            (w[1] & 4095) | until.up(12) | (NOT_APPLIED << 24),
            w[2],
            ((savings + SAVINGS_BIAS) & 65535) | home.pick(moved, grievance).up(16) | fear.up(24),
        ],
        applies: needs_permit | status.is(c.searching),
        active,
        flows: [
            (PATENT_MONTHS, takes_patent.pick(one, none)),
            (LAPSES, lapses.pick(one, none)),
            (PAID, works.pick(one, none)),
            (EARNED, works.pick(earned, none)),
            (SENT, sent),
            (SENT_BY_COMMUNITY + c.community, sent),
            (SAVED, put_by * 1000),
            (SPENT, works.pick(patent + rest, drawn * 1000)),
            (DRAWN, drawn * 1000),
            (HOUSEHOLD_PEOPLE, heads),
            (HEADS_BY_HOME + c.home, heads),
            (POOR_PEOPLE, poor.pick(heads, none)),
            (CONSUMED_BY_HOME + c.home, consumed),
            (GRIEVANCE, home.pick(moved, none)),
            (AGGRIEVED, home.pick(one, none)),
            (FEAR, fear),
            (ASKED, one),
        ],
    }
}
