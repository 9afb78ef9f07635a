//! The monthly day of one agent of whom nothing else is asked that day, without a branch: [`super::super::day`] with
//! every `if` a choice between two values, so that a compiler can live many side by side. Whoever it does not fit is
//! not calm.

use crate::chance::hit;
use crate::cpu::chunk::Today;
use crate::cpu::gate::Highest;
use crate::layout::*;
use crate::lottery::{bucket, job, needs_permit};
use crate::rng::mulhi;
use crate::tables::{Published, Rates};

/// What the agents of a block have in common: they come from one community. Entries of the tables that it leads to have
/// the tables' names and units.
pub struct Common<'a> {
    pub community: u32,
    pub origin: u32,
    /// Home region.
    pub home: u32,
    pub day: u32,
    /// Whether it is the block's day of search.
    pub searches: bool,
    pub highest: Highest,
    pub rates: &'a Rates,
    pub published: &'a Published,
    /// Whether the origin needs no papers.
    pub exempt: bool,
    /// First day without papers of a stay that begins today.
    pub stay: u32,
    pub hours: [u32; 8],
    pub sent_share: u32,
    pub somoni: u32,
    pub home_income: u32,
    pub poverty_line: u32,
    pub household: &'a [u32; 256],
    pub alarm: u32,
    pub accustomed: u32,
    /// Chance of arrest in protest, by how many are seen to be active.
    pub arrest: u32,
    /// Of the many, and of the desperate.
    pub recruitment: [u32; 2],
}

impl<'a> Common<'a> {
    /// Of the block of an agent.
    #[inline(always)]
    pub fn new(id: u32, community: u32, today: &Today<'a>, highest: Highest) -> Self {
        let Today { day, atlas, rates, published, .. } = *today;
        let k = community as usize;
        debug_assert!(
            day.month_day >= MONTHLY_DAYS || day.month_day != day.eve_month_day,
            "no block has two monthly days"
        );
        let (origin, home) = (atlas.origin[k], atlas.home_region[k]);
        let o = origin as usize;
        let exempt = rates.exempt[o] == 1;
        let stay = if exempt { LAST_DAY } else { (day.day + rates.visa_free_days).min(LAST_DAY) };
        let mut hours = [0; 8];
        hours[..SECTORS as usize].copy_from_slice(&rates.hours);
        let household = atlas.household[o * 256..][..256].try_into().expect("256 of each origin");
        let seen = ((published.activists[k] + rates.heard[k]) / 16).min(ACTIVES);
        Self {
            community,
            origin,
            home,
            day: day.day,
            searches: searches(id, day.day),
            highest,
            rates,
            published,
            exempt,
            stay,
            hours,
            sent_share: rates.sent_share[o],
            somoni: rates.somoni[o],
            home_income: rates.home_income[o],
            poverty_line: rates.poverty_line[o],
            household,
            alarm: rates.alarm[k],
            accustomed: rates.accustomed[home as usize],
            arrest: rates.protest_arrest[seen as usize],
            recruitment: [rates.recruitment[o * 2], rates.recruitment[o * 2 + 1]],
        }
    }
}

/// Blocks drawn for an agent, by stage.
pub struct Draws {
    pub gate: [u32; 4],
    pub papers: [u32; 4],
    pub remittance: [u32; 4],
    pub unrest: [u32; 4],
    pub person: [u32; 4],
}

/// An agent in the evening of its monthly day, and what it added to flows; all of it void unless it is calm.
#[derive(Clone, Copy, Default)]
pub struct Evening {
    pub calm: bool,
    pub words: [u32; 4],
    pub applies: bool,
    /// Where it would apply; the bucket is in its words.
    pub lottery: u32,
    pub takes_patent: bool,
    pub lapses: bool,
    pub paid: bool,
    pub earned: u32,
    pub sent: u32,
    pub saved: u32,
    pub spent: u32,
    pub drawn: u32,
    pub heads: u32,
    pub poor: u32,
    pub consumed: u32,
    pub fear: u32,
    pub grievance: u32,
    pub at_home: bool,
    pub active: bool,
}

/// The whole quotient of two words, which vectors cannot divide: half above it, so that it is the nearest whole number
/// of what is half below, which a number without fractions leaves when added. Nothing when divided by nothing.
#[inline(always)]
fn quotient(of: u32, by: u32) -> u32 {
    const WHOLE: f64 = (3u64 << 51) as f64;
    let q = (f64::from(of) + 0.5) / f64::from(by) - 0.5;
    (q + WHOLE).to_bits() as u32
}

/// As [`crate::cpu::context::thousands`].
#[inline(always)]
fn thousands(roubles: u32, draw: u32) -> i32 {
    (roubles.wrapping_add(mulhi(draw, 1000)) / 1000) as i32
}

/// Lives the day.
#[inline(always)]
pub fn live(w: [u32; 4], r: &Draws, c: &Common) -> Evening {
    let mut a = unpack(w);
    let mut it = Evening::default();
    let rates = c.rates;
    let (home, large) = (a.status <= HOME_WORKING, (a.status == SEEKING) | (a.status == WORKING));
    let works = a.status == WORKING;

    // A paper's lottery is asked for on a monthly day, and yesterday was not this block's: only a job was applied for.
    let admitted = (a.bucket != NOT_APPLIED) & (a.bucket < c.published.cutoff[job(&a).min(LOTTERIES - 1) as usize]);
    a.bucket = NOT_APPLIED;
    let struck = c.highest.strikes(large, r.gate);
    it.calm = (home | large) & !admitted & !struck;

    // Papers.
    let b = r.papers;
    let barred = a.barred_until > c.day;
    a.violations -= u32::from((a.violations > 0) & hit(b[0], rates.violation_expiry));
    a.knows_barred = u32::from(barred) & (a.knows_barred | u32::from(hit(b[1], rates.bar_lookup)));
    let excused = large & c.exempt & !barred;
    let excuse_ends = !excused & (a.papers == VISA_FREE) & (a.papers_until == LAST_DAY);
    a.papers = if excused { VISA_FREE } else { a.papers };
    a.papers_until = if excused { LAST_DAY } else { a.papers_until };
    a.papers_until = if excuse_ends { c.stay } else { a.papers_until };
    let lasts = a.papers_until > c.day + RENEWAL_DAYS;
    let covered = (a.papers != PATENT) & (a.papers != IRREGULAR) & lasts;
    let asks = large & !covered;
    it.takes_patent = asks & hit(b[2], rates.patent[(a.papers & 3) as usize]);
    let journeys = asks & !it.takes_patent & (a.papers == VISA_FREE) & hit(b[3], rates.visa_run);
    it.lapses = asks & !it.takes_patent & (a.papers != IRREGULAR) & (c.day >= a.papers_until);
    it.calm &= !journeys;
    a.papers = if it.takes_patent { PATENT } else { a.papers };
    a.papers_until = if it.takes_patent { (c.day + PATENT_DAYS).min(LAST_DAY) } else { a.papers_until };
    a.papers = if it.lapses { IRREGULAR } else { a.papers };

    // Remittance: wages, subsistence or savings.
    let b = r.remittance;
    it.paid = works;
    let earned = (a.wage.wrapping_mul(c.hours[(a.sector & 7) as usize]) >> 8).wrapping_mul(10);
    let has_patent = a.papers == PATENT;
    let patent = if has_patent { earned.min(rates.patent_price) } else { 0 };
    let left = earned.wrapping_sub(patent);
    let service = mulhi(left, rates.debt_service << 24);
    let repaid = thousands(service, b[0]).min((-a.savings).max(0)).min((left / 1000) as i32);
    let rest = left.wrapping_sub((repaid as u32).wrapping_mul(1000));
    let sent = mulhi(earned, c.sent_share).min(rest.saturating_sub(rates.living_floor));
    let rest = rest.wrapping_sub(sent);
    let saving = rest.saturating_sub(rates.living_floor).wrapping_mul(rates.saving) >> 8;
    let kept = thousands(saving, b[1]).min((rest / 1000) as i32).min(32767 - a.savings - repaid);
    let rest = rest.wrapping_sub((kept as u32).wrapping_mul(1000));

    let lent = large & !works & (a.savings + rates.credit_limit as i32 > 0);
    let cost = rates.living_floor + if has_patent { rates.patent_price } else { 0 };
    let cost = thousands(cost, b[0]).min(a.savings + 32768) as u32;
    let drawn = a.savings.min(rates.dissaving as i32) as u32;
    let draws = home & (a.savings > 0);
    let drawn = if lent { cost } else { 0 } + if draws { drawn } else { 0 };
    it.drawn = drawn.wrapping_mul(1000);
    it.earned = if works { earned } else { 0 };
    it.sent = if works { sent } else { 0 };
    it.saved = if works { ((repaid + kept) as u32).wrapping_mul(1000) } else { 0 };
    it.spent = if works { patent.wrapping_add(rest) } else { it.drawn };
    a.savings = if works { a.savings + repaid + kept } else { a.savings - drawn as i32 };
    let received = if works { sent } else { 0 } + if draws { it.drawn } else { 0 };

    // The household.
    it.heads = 1 + a.dependents;
    let own = c.home_income.wrapping_mul(c.household[(r.person[0] >> 24) as usize]) >> 8;
    it.consumed = own.wrapping_add(mulhi(received, c.somoni));
    it.poor = it.heads * u32::from(it.consumed < c.poverty_line * it.heads);
    let a_head = quotient(it.consumed, it.heads);

    // Unrest.
    let b = r.unrest;
    let fear = a.fear * rates.fear_kept + c.alarm;
    a.fear = (fear.wrapping_add(b[0] >> 24) >> 8).min(255);
    it.fear = a.fear;
    let without = (a.status == HOME) | (a.status == SEEKING);
    let fallen = c.accustomed.saturating_sub(a_head);
    let aim = rates.grievance_of[0]
        + (c.alarm >> 8)
        + if a.status == HOME { rates.grievance_of[1] } else { 0 }
        + if barred { rates.grievance_of[2] } else { 0 }
        + quotient(fallen.wrapping_mul(rates.grievance_of[3]), c.accustomed);
    let towards = (aim.min(255) as i32 - a.grievance as i32) * rates.grievance_pace as i32;
    let grievance = (a.grievance as i32 + ((towards + ((b[0] >> 16) & 255) as i32) >> 8)) as u32;
    a.grievance = if home { grievance } else { a.grievance };
    it.at_home = home;
    it.grievance = if home { grievance } else { 0 };
    let risk = ((r.person[2] >> 24) * c.arrest) >> 8;
    it.active = home & (grievance > rates.protest_threshold + risk);
    let recruits = if barred & without { c.recruitment[1] } else { c.recruitment[0] };
    it.calm &= !hit(b[1], recruits);

    // The application.
    let permit = needs_permit(&a, c.day);
    it.applies = permit | ((a.status == SEEKING) & c.searches);
    it.lottery = if permit { PERMITS + a.region } else { job(&a) };
    a.bucket = if it.applies { bucket(r.gate[3]) } else { NOT_APPLIED };
    it.words = pack(&a);
    it
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::philox;

    #[test]
    fn quotients_are_exact_beside_every_multiple() {
        for n in 0..200_000u32 {
            let [x, y, shift, side] = philox([n, 0, 0, 0], [7, 0]);
            let by = if n % 2 == 0 { 1 + y % 8 } else { (y >> (shift % 32)).max(1) };
            let multiple = x / by * by;
            let of = [multiple.wrapping_sub(1), multiple, multiple.saturating_add(side % by), x][(side % 4) as usize];
            assert_eq!(quotient(of, by), of / by, "{of} / {by}");
        }
        for (of, by) in [(0, 1), (u32::MAX, 1), (u32::MAX, u32::MAX), (u32::MAX - 1, u32::MAX), (u32::MAX, 2)] {
            assert_eq!(quotient(of, by), of / by, "{of} / {by}");
        }
        assert_eq!(quotient(0, 0), 0);
    }
}
