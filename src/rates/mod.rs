//! This month's hazards, in f64, become the thresholds and tables the engines read.
//!
//! Rates are a function of the levers' state, of last month's [`Conditions`] and of the calendar month, and of nothing
//! else: a lever set to the value it has changes no bit, wherever it cuts the month.

mod alias;
mod atlas;
mod capacity;
mod unrest;

pub use atlas::{atlas, distance, normal, normal_quantile};
pub use capacity::jobs;

use crate::chance::{ONE, cumulative, daily_from_monthly, daily_from_yearly_rate, threshold};
use crate::layout::*;
use crate::scenario::{Experiment, Policy};
use crate::tables::{DESTINATIONS, Rates};
use crate::world::{Values, World};
use jiff::civil::Date;

/// What last month's totals leave for this month: governments and markets act on published figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Conditions {
    /// Somoni a rouble buys, mean of three months.
    pub somoni_per_rouble: f64,
    /// Prices at home, mid-2013 = 1.
    pub prices: f64,
    /// What a Russian wage, if one is earned, buys at home, relative to mid-2013.
    pub buying_power: f64,
    /// Jobs of people taken over by others, by host region.
    pub substituted: Vec<f64>,
    /// Unfilled jobs of people, by host region.
    pub vacancies: Vec<f64>,
    /// People of the pool at home without a job.
    pub home_jobless: f64,
    /// Tie class by community, 0 to 3.
    pub ties: Vec<u32>,
    /// Share of a community's people sent back last month.
    pub sent_back: Vec<f64>,
    /// Consumption a head that home regions are used to, somoni a month; 0 before the first month.
    pub accustomed: Vec<f64>,
    /// People at home.
    pub at_home: f64,
    /// People at large in Russia.
    pub at_large: f64,
}

/// Everything the rates of a span follow from.
pub struct Inputs<'a> {
    /// World and scenario.
    pub experiment: &'a Experiment,
    /// The levers on the span's first day.
    pub policy: &'a Policy,
    /// Last month's outcome.
    pub conditions: &'a Conditions,
    /// A day of the span.
    pub date: Date,
    /// Agents per person: below 1 for a coarse run.
    pub agents_per_person: f64,
}

/// The rates of a span.
pub fn rates(i: &Inputs) -> Box<Rates> {
    let mut t = Rates::boxed();
    let a = i.experiment.world.assumptions.values();
    let jobs = jobs(&i.experiment.world, i.policy, i.conditions, i.date.year(), i.date.month());
    (t.capacity, t.seats_kept) = capacity::capacities(i, &jobs);
    employment(&mut t, i, &a);
    papers(&mut t, i, &a);
    detention(&mut t, i, &a);
    money(&mut t, i, &a);
    mobility(&mut t, i, &a);
    unrest::unrest(&mut t, i, &a);
    gate(&mut t);
    t
}

/// Daily threshold of a monthly probability, kept below certainty so that intervals of one draw can be added.
fn monthly(p: f64) -> u32 {
    threshold(daily_from_monthly(p.min(0.99)))
}

fn employment(t: &mut Rates, i: &Inputs, a: &Values) {
    let world = &i.experiment.world;
    let (year, month) = (i.date.year(), i.date.month());
    let season = month as usize - 1;
    let wages = world.wage_growth.level(year, month) * a.wage / mean_wage(world) / 10.0;
    for (s, sector) in world.sectors.iter().enumerate() {
        for level in 0..LEVELS as usize {
            let hazard = world.seasons.separation[season] * sector.separation + 0.05 * level as f64;
            t.separation[s * LEVELS as usize + level] = monthly(hazard.min(0.9));
        }
        t.hours[s] = (sector.hours[season] * 256.0).round() as u32;
        for (r, region) in world.host_regions.iter().enumerate() {
            let wage = wages * sector.wage * region.wage;
            t.wage[r * SECTORS as usize + s] = wage.round().min(65535.0) as u32;
        }
    }
    t.irregular_wage = (a.irregular_wage * 256.0).round() as u32;
    t.change_region = monthly(a.change_region);
    t.change_sector = monthly(a.change_sector);
    t.destination.fill(u32::MAX << 8);
    let regions = world.host_regions.len();
    let mut put = |row: usize, weights: Vec<f64>| {
        let table = alias::alias(&padded(weights));
        t.destination[row * REGIONS as usize..(row + 1) * REGIONS as usize].copy_from_slice(&table);
    };
    let demand: Vec<f64> = world.host_regions.iter().map(|r| r.demand.iter().sum()).collect();
    let pull: Vec<f64> = demand.iter().zip(&i.conditions.vacancies).map(|(d, v)| 0.02 * d + v).collect();
    for r in 0..regions {
        let km = |q: usize| distance(&world.host_regions[r], &world.host_regions[q]);
        put(r, (0..regions).map(|q| if q == r { 0.0 } else { pull[q] * libm::exp(-km(q) / a.reach) }).collect());
    }
    for row in regions.max(REGIONS as usize)..DESTINATIONS {
        put(row, (0..regions).map(|q| demand[q] + 3.0 * i.conditions.vacancies[q]).collect());
    }

    let seasonal = if (4..=10).contains(&month) { a.home_jobs_seasonal } else { 0.0 };
    let openings = (a.home_jobs + seasonal) / crate::chance::MONTH_DAYS;
    t.home_hire = threshold((openings / i.conditions.home_jobless.max(1.0)).min(0.2));
    t.home_separation = monthly(a.home_separation);
}

/// Mean of sector and region factors over the jobs there are.
fn mean_wage(world: &World) -> f64 {
    let (mut sum, mut jobs) = (0.0, 0.0);
    for region in &world.host_regions {
        for (sector, demand) in world.sectors.iter().zip(&region.demand) {
            sum += demand * sector.wage * region.wage;
            jobs += demand;
        }
    }
    sum / jobs
}

/// A row over all columns; a world with fewer regions leaves the rest without weight.
fn padded(mut weights: Vec<f64>) -> Vec<f64> {
    if weights.iter().sum::<f64>() <= 0.0 {
        weights.fill(1.0);
    }
    weights.resize(REGIONS as usize, 0.0);
    weights
}

fn papers(t: &mut Rates, i: &Inputs, a: &Values) {
    let price = (i.policy.patent_price.max(1.0) / a.patent_price.max(1.0)).max(1e-3);
    let response = libm::pow(price, -a.patent_elasticity);
    let patent = |p: f64| threshold((p * response).min(0.99));
    t.violation_expiry = threshold(1.0 / a.violation_term);
    t.bar_lookup = threshold(a.bar_lookup);
    t.patent = [patent(a.patent_take), patent(a.patent_take), patent(a.patent_renewal), patent(a.patent_return)];
    t.visa_run = threshold((a.visa_run * i.policy.visa_runs).min(1.0));
    t.visa_run_cost = a.visa_run_cost as u32;
    t.visa_free_days.fill(a.visa_free_days as u32);
    t.permit_days = a.permit_days as u32;
    t.permit_cost = a.permit_cost as u32;
    t.patent_price = i.policy.patent_price as u32;
}

fn detention(t: &mut Rates, i: &Inputs, a: &Values) {
    let regions = i.experiment.world.host_regions.iter().zip(&i.policy.checks);
    for (slot, (region, times)) in t.checks.iter_mut().zip(regions) {
        *slot = threshold(daily_from_yearly_rate(region.checks * times));
    }
    t.legal_outcome = [a.legal_fine, a.legal_fine + a.legal_bribe].map(threshold);
    t.irregular_outcome =
        [a.arrest, a.arrest + a.irregular_fine, a.arrest + a.irregular_fine + a.irregular_bribe].map(threshold);
    t.bribe = a.bribe as u32;
    t.fine = a.fine as u32;
    t.bar_on_offence = threshold(i.policy.bar_on_second_offence);
    t.bar_on_overstay = threshold(i.policy.bar_on_overstay);
    t.bar_term = cumulative(&[a.bars_of_3_years, a.bars_of_5_years, 1.0 - a.bars_of_3_years - a.bars_of_5_years]);
    t.court = threshold(1.0 / a.court_time);
    t.expulsion = threshold(a.expulsion);
    t.order_share = threshold(a.order_share);
    t.longest_stay = a.longest_stay as u32;
    t.expulsion_bar_days = (a.expulsion_bar * 365.25).round() as u32;
    t.savings_lost = (a.savings_lost * 256.0).round() as u32;
    t.order_followed = monthly(a.order_followed);
    t.ticket = a.ticket as u32;
}

fn money(t: &mut Rates, i: &Inputs, a: &Values) {
    let share_of_2_32 = |x: f64| (x.clamp(0.0, 0.999_999) * 4_294_967_296.0) as u32;
    let c = i.conditions;
    let world = &i.experiment.world;
    let (year, month) = (i.date.year(), i.date.month());
    let mid_2013 = a.somoni_per_dollar / world.roubles_per_dollar.at(2013, 6);
    let share = a.sent_share * libm::pow(mid_2013 / c.somoni_per_rouble, a.sent_elasticity);
    t.sent_share = share_of_2_32(share.min(a.sent_most));
    let wages = world.wage_growth.level(year, month);
    t.living_floor = (a.living_floor * libm::pow(wages, a.living_indexed)).min(1e6) as u32;
    t.debt_service = (a.debt_service * 256.0) as u32;
    t.saving = (a.saving * 256.0) as u32;
    t.credit_limit = a.credit_limit as u32;
    t.dissaving = a.dissaving as u32;
    t.settling_debt = a.settling_debt as u32;
    t.refusal_debt = a.refusal_debt as u32;
    t.somoni = share_of_2_32(a.remittances_consumed * c.somoni_per_rouble);
    let years = f64::from(year) + (f64::from(month) - 0.5) / 12.0 - 2013.5;
    let real = libm::pow(1.0 + a.home_wage_growth, years);
    t.home_income = (a.home_income * real * c.prices).round().min(4e5) as u32;
    t.poverty_line = (a.poverty_line * c.prices).round().min(4e5) as u32;
}

fn mobility(t: &mut Rates, i: &Inputs, a: &Values) {
    let c = i.conditions;
    let seasons = &i.experiment.world.seasons;
    let season = i.date.month() as usize - 1;
    let free = 1.0 - i.policy.kept_home;
    let out = seasons.departure[season] * libm::pow(c.buying_power, a.departure_gain) * free;
    let back = seasons.homecoming[season] * libm::pow(c.buying_power, -a.homecoming_gain);
    for fear in 0..8usize {
        let points = (fear as f64 * 32.0 + 15.5).max(0.0) * f64::from(u8::from(fear > 0)) / 100.0;
        let (stay, flee) = (libm::exp(-a.fear_departure * points), libm::exp(a.fear_homecoming * points));
        for class in 0..4usize {
            let ties = 1.0 + a.ties * (class as f64 - 1.5) / 3.0;
            for (slot, (job, debt)) in
                [(1.0, 1.0), (1.0, a.debt_push), (a.home_job_stay, 1.0), (a.home_job_stay, a.debt_push)]
                    .into_iter()
                    .enumerate()
            {
                t.departure[fear * 16 + class * 4 + slot] = monthly((out * ties * job * debt * stay).min(0.9));
            }
        }
        let rows = [(a.jobless_return, 1.0), (a.jobless_return, a.caged), (1.0, 1.0), (1.0, a.caged)];
        for (row, (job, caged)) in rows.into_iter().enumerate() {
            t.homecoming[fear * 4 + row] = monthly((back * job * caged * flee).min(0.9));
        }
    }
    t.reentry = monthly(a.reentry);
    let yearly = |people: f64, of: f64| threshold(daily_from_yearly_rate(people / of.max(1.0)).min(0.1));
    t.death = yearly(a.deaths, a.pool);
    t.retirement = yearly(a.retirements, c.at_home);
    t.naturalisation = yearly(a.naturalisations, c.at_large);
    t.same_region = threshold(a.same_region);
    t.job_waiting = threshold(a.job_waiting);
    t.ties.iter_mut().zip(&c.ties).for_each(|(slot, class)| *slot = *class);
}

/// The largest threshold of each word for each idle status. See [`crate::cpu::day::sleeps`].
fn gate(t: &mut Rates) {
    let most = |values: &[u32]| values.iter().copied().max().unwrap_or(0);
    let out = t.death + t.retirement + most(&t.departure).max(t.reentry);
    let back = t.death + t.naturalisation + most(&t.homecoming);
    let mut put = |status: u32, words: [u32; 3]| {
        for (slot, word) in t.gate[status as usize * 4..].iter_mut().zip(words) {
            *slot = word.min(ONE);
        }
    };
    let rows = [
        (HOME, [t.home_hire, 0, out]),
        (HOME_WORKING, [t.home_separation, 0, out]),
        (WORKING, [most(&t.separation), most(&t.checks), back]),
        (SEEKING, [t.change_region + t.change_sector, most(&t.checks), back]),
    ];
    rows.into_iter().for_each(|(status, words)| put(status, words));
}
