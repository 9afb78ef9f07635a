//! Papers: once a month, on the block's monthly day.
//!
//! Ninety visa-free days follow an entry. Before they end an agent may take a patent, priced by the month, win a permit
//! in the quota lottery, or renew the stay by leaving and re-entering, where a bar on the register is found. Otherwise
//! the papers run out. A paper counts until its day whether or not it has been marked irregular yet. People of an
//! exempt origin need none: their stay has no end, and turns into ninety days when the exemption ends. The same day
//! strikes violations off the register and lets the barred look their bar up. While bars are lifted, it also lifts a
//! share of those with few enough years left, known or not: the low half of word y decides, which nothing else asks.
//!
//! The monthly day also keeps the two coded days of an agent of any status near, before their codes mean another day: a
//! spell counts no more than [`SPELL_DAYS`] days, and papers end no more than [`PAPERS_BEHIND`] days ago. No rule asks
//! for more: the longest stay in a bed and the terms of papers are bounded by them.

use super::community::Community;
use super::context::{Context, pay};
use super::words::{Agents, Flags, Words, one};
use crate::common::agent::*;
use crate::common::layout::*;
use crate::common::tables::Rates;
use crate::common::totals::*;
use pulp::Simd;

/// The monthly day's papers.
#[inline(always)]
pub fn papers(a: &mut Agent, c: &mut Context) {
    if !c.monthly {
        return;
    }
    let b = c.words(PAPERS);
    let month = monthly_papers(&one(a), &b, &c.community(a.community));
    a.violations = month.violations.get();
    a.knows_barred = month.knows_barred.get();
    a.barred_until = month.barred_until.get();
    a.papers = month.papers.get();
    a.papers_until = month.papers_until.get();
    a.since = month.since.get();
    c.tally_all(month.flows);
    if month.travels.get() {
        visa_run(a, b[0].get(), c);
    }
}

/// Papers after a monthly day.
pub struct MonthlyPapers<S: Simd> {
    /// Offences on the register.
    pub violations: Words<S>,
    /// 1 for agents who know of their bar.
    pub knows_barred: Words<S>,
    /// First day free of the entry bar.
    pub barred_until: Words<S>,
    /// The paper held.
    pub papers: Words<S>,
    /// Its first day without validity.
    pub papers_until: Words<S>,
    /// The first day of the spell.
    pub since: Words<S>,
    /// Whether the agent leaves and re-enters: a visa run, which [`papers`] does.
    pub travels: Flags<S>,
    /// Flows and what is added to them.
    pub flows: [(u32, Words<S>); 3],
}

/// The monthly day of papers, but for a visa run; `b` is the stage's block.
#[inline(always)]
pub fn monthly_papers<S: Simd>(a: &Agents<S>, b: &[Words<S>; 4], k: &Community) -> MonthlyPapers<S> {
    let rates = k.rates;
    let (large, barred) = (at_large(a), barred(a, k.day));
    let lifted = barred & !a.barred_until.gt(k.day + rates.bar_lifted_days) & swapped(b[1]).hit(rates.bar_lifted);
    let barred = barred & !lifted;
    let expires = a.violations.gt(0) & b[0].hit(rates.violation_expiry);
    let knows_barred = barred & (a.knows_barred.eq(1) | b[1].hit(rates.bar_lookup));

    let exempt = large & !barred & (rates.exempt[k.origin as usize] == 1);
    let exemption_ends = !exempt & a.papers.eq(VISA_FREE) & a.papers_until.eq(LAST_DAY);
    let papers = exempt.select(VISA_FREE, a.papers);
    let stay = stay(k.origin, k.day, rates);
    let until = exempt.select(LAST_DAY, exemption_ends.select(stay, a.papers_until));

    let covered = !papers.eq(PATENT) & !papers.eq(IRREGULAR) & papers_last(until, k.day, RENEWAL_DAYS);
    let asks = large & !covered;
    let takes_patent = asks & b[2].hit(papers.of_eight(&k.patent));
    let asks = asks & !takes_patent;
    let travels = asks & papers.eq(VISA_FREE) & b[3].hit(rates.visa_run[k.origin as usize]);
    let lapses = asks & !travels & !papers.eq(IRREGULAR) & !papers_last(until, k.day, 0);
    let near = until.eq(LAST_DAY).select(until, kept_near(until, k.day, PAPERS_AHEAD, PAPERS_BEHIND));
    MonthlyPapers {
        violations: a.violations - expires.ones(),
        knows_barred: knows_barred.ones(),
        barred_until: lifted.select(0, a.barred_until),
        papers: takes_patent.select(PATENT, lapses.select(IRREGULAR, papers)),
        papers_until: takes_patent.select(code_of(k.day + PATENT_DAYS), near),
        since: kept_near(a.since, k.day, 0, SPELL_DAYS),
        travels,
        flows: [(PATENT_MONTHS, takes_patent.ones()), (LAPSES, lapses.ones()), (BARS_LIFTED, lifted.ones())],
    }
}

/// A draw with its halves changed over: another draw, since a threshold is compared with the upper bits.
#[inline(always)]
fn swapped<S: Simd>(draw: Words<S>) -> Words<S> {
    (draw << 16) | (draw >> 16)
}

/// Code of the first day without papers of an agent of an origin who enters on `day`.
#[inline(always)]
pub fn stay(origin: u32, day: u32, rates: &Rates) -> u32 {
    if rates.exempt[origin as usize] == 1 {
        return LAST_DAY;
    }
    code_of(day + rates.visa_free_days)
}

/// Out and in again: a new stay, or, for the barred, the way home.
fn visa_run(a: &mut Agent, draw: u32, c: &mut Context) {
    let day = c.day.day;
    pay(a, c.rates.visa_run_cost, draw, c);
    if barred(a, day) {
        a.status = HOME;
        a.since = code_of(day);
        a.wage = 0;
        a.knows_barred = 1;
        c.tally(REFUSED, 1);
        c.tally(RETURNS, 1);
        c.tally(SENT_BACK_BY_COMMUNITY + a.community, 1);
    } else {
        a.papers_until = stay(c.origin, day, c.rates);
        c.tally(VISA_RUNS, 1);
    }
}
