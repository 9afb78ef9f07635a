//! Remittance: pay, debt, what is sent, what the household consumes; once a month, on the block's monthly day.
//!
//! A wage is paid for the season's hours. Debt is served first, up to a share of what the patent leaves. Then
//! `sent = min(earned x share, earned - patent - floor - debt service)`, where the share follows the exchange rate:
//! people aim at a sum at home. Of what is left above the floor a part is saved. Seekers live on savings or credit.
//! The household consumes its own income, its part of the host currency received, and at home the savings brought back; a
//! head below the line counts as poor. All that is earned or drawn is spent, sent or saved.

use super::community::Community;
use super::context::{Context, thousands};
use super::words::{Agents, Words, inverse, one};
use crate::common::agent::*;
use crate::common::layout::*;
use crate::common::totals::*;
use crate::common::word::from_balance;
use pulp::Simd;

/// For quotients by the people of a household.
const BY_HEADS: [u32; 8] =
    [inverse(1), inverse(2), inverse(3), inverse(4), inverse(5), inverse(6), inverse(7), inverse(8)];

/// The monthly day's money; the household's consumption a head, or [`NOT_TODAY`].
#[inline(always)]
pub fn remittance(a: &mut Agent, c: &mut Context) -> u32 {
    if !c.monthly {
        return NOT_TODAY;
    }
    let k = c.community(a.community);
    let month = monthly_money(&one(a), &c.words(REMITTANCE), &k);
    a.savings = from_balance(month.savings.get());
    c.tally_all(month.flows);
    let household = household(&one(a), month.received, c.words(PERSON)[0], &k);
    c.tally_all(household.flows);
    household.a_head.get()
}

/// What a month's wage is used for, host currency.
pub struct Wages<S: Simd> {
    /// The wage.
    pub earned: Words<S>,
    /// Sent home.
    pub sent: Words<S>,
    /// Debt repaid, and put into savings, thousands.
    pub saved: Words<S>,
    /// Spent, the patent's price included.
    pub spent: Words<S>,
}

/// Divides the wage of those who work; `b` is the stage's block. Savings are offset by [`SAVINGS_BIAS`].
#[inline(always)]
pub fn wages<S: Simd>(a: &Agents<S>, b: &[Words<S>; 4], k: &Community) -> Wages<S> {
    let rates = k.rates;
    let earned = ((a.wage * a.sector.of_eight(&k.hours)) >> 8) * 10;
    let patent = a.papers.eq(PATENT).select(earned.min(rates.patent_price), 0);
    let left = earned - patent;

    let service = left.mulhi(rates.debt_service << 24);
    let debt = a.savings.with(SAVINGS_BIAS).saturating_sub(a.savings);
    let repaid = thousands(service, b[0]).min(debt).min(left.thousandth());
    let rest = left - repaid * 1000;

    let sent = earned.mulhi(k.sent_share).min(rest.saturating_sub(rates.living_floor));
    let rest = rest - sent;

    let saving = (rest.saturating_sub(rates.living_floor) * rates.saving) >> 8;
    let space = a.savings.with(65535) - a.savings - repaid;
    let saved = thousands(saving, b[1]).min(rest.thousandth()).min(space);
    Wages { earned, sent, saved: repaid + saved, spent: patent + rest - saved * 1000 }
}

/// What a month without a wage costs those who seek, thousands: from savings or on credit. Beyond the limit of credit
/// others feed them.
#[inline(always)]
pub fn subsistence<S: Simd>(a: &Agents<S>, draw: Words<S>, k: &Community) -> Words<S> {
    let rates = k.rates;
    let lent = (a.savings + rates.credit_limit).gt(SAVINGS_BIAS);
    let cost = a.papers.eq(PATENT).select(a.savings.with(rates.living_floor + rates.patent_price), rates.living_floor);
    lent.select(thousands(cost, draw).min(a.savings), 0)
}

/// Money of a monthly day.
pub struct MonthlyMoney<S: Simd> {
    /// Savings less debt, offset by [`SAVINGS_BIAS`].
    pub savings: Words<S>,
    /// Host currency that reaches the household.
    pub received: Words<S>,
    /// Flows and what is added to them.
    pub flows: [(u32, Words<S>); 7],
}

/// The monthly day of money: wages for those who work, subsistence for those who seek, savings spent at home; `b` is
/// the stage's block.
#[inline(always)]
pub fn monthly_money<S: Simd>(a: &Agents<S>, b: &[Words<S>; 4], k: &Community) -> MonthlyMoney<S> {
    let (works, seeks) = (a.status.eq(WORKING), a.status.eq(SEEKING));
    let w = wages(a, b, k);
    let brought = at_home(a).select(a.savings.saturating_sub(SAVINGS_BIAS).min(k.rates.dissaving), 0);
    let drawn = seeks.select(subsistence(a, b[0], k), brought);
    let saved = works.select(w.saved, 0);
    let sent = works.select(w.sent, 0);
    MonthlyMoney {
        savings: a.savings + saved - drawn,
        received: sent + brought * 1000,
        flows: [
            (PAID, works.ones()),
            (EARNED, works.select(w.earned, 0)),
            (SENT, sent),
            (SENT_BY_COMMUNITY + k.number, sent),
            (SAVED, saved * 1000),
            (SPENT, works.select(w.spent, drawn * 1000)),
            (DRAWN, drawn * 1000),
        ],
    }
}

/// A household in a month.
pub struct Household<S: Simd> {
    /// Consumption a head, home currency.
    pub a_head: Words<S>,
    /// Flows and what is added to them.
    pub flows: [(u32, Words<S>); 4],
}

/// What the household consumes of `received`, in host currency, and its own income; `person` is the first word of the person's
/// block.
#[inline(always)]
pub fn household<S: Simd>(a: &Agents<S>, received: Words<S>, person: Words<S>, k: &Community) -> Household<S> {
    let heads = a.dependents + 1;
    let own = (person.of_byte(k.household) * k.home_income) >> 8;
    let consumed = own + received.mulhi(k.lcu);
    let poor = consumed.lt(heads * k.poverty_line);
    Household {
        a_head: consumed.quotient(heads, a.dependents.of_eight(&BY_HEADS)),
        flows: [
            (HOUSEHOLD_PEOPLE, heads),
            (POOR_PEOPLE, poor.select(heads, 0)),
            (CONSUMED_BY_HOME + k.home, consumed),
            (HEADS_BY_HOME + k.home, heads),
        ],
    }
}
