//! The monthly indicators: id, unit, meaning, and the value of each in a closed month.
//!
//! All are scaled from agents to people. Units and meanings are templates: see [`crate::world::Words`].

use super::ClosedMonth;
use super::indicator::{Indicator, Money, Over, Range, Scope};
use crate::common::layout::*;
use crate::common::totals::*;

/// A name of a constant in lower case, as files write it.
const fn lower<const N: usize>(name: &str) -> [u8; N] {
    let mut text = [0; N];
    let mut i = 0;
    while i < N {
        text[i] = name.as_bytes()[i].to_ascii_lowercase();
        i += 1;
    }
    text
}

/// Any number.
const ANY: Range = Range::Any;
/// An amount that is not a count of agents.
const AMOUNT: Range = Range::Amount;
/// A scale from 0 to 100.
const HUNDRED: Range = Range::Within(0.0, 100.0);
/// A scale of a byte of the agent's state.
const BYTE: Range = Range::Within(0.0, 255.0);

// `in` gives the values an indicator can have, where its unit does not; `from N agents` the size below which its level
// is biased.
macro_rules! indicators {
    ($m:ident; $($scope:ident { $($(#[doc = $doc:literal])+ $id:ident: $unit:literal $over:ident
        $(in $range:tt)? $(from $agents:literal agents)? = $value:expr;)* })*) => {
        /// The indicators, in the order of every table.
        pub const INDICATORS: &[Indicator] = &[$($(Indicator {
            name: {
                const NAME: [u8; stringify!($id).len()] = lower(stringify!($id));
                match std::str::from_utf8(&NAME) {
                    Ok(name) => name,
                    Err(_) => panic!("names are ASCII"),
                }
            },
            unit: $unit,
            meaning: concat!($($doc),+).trim_ascii_start(),
            scope: Scope::$scope,
            over: Over::$over,
            money: Money::of($unit),
            range: {
                const RANGES: &[Range] = &[$($range,)? Range::of($unit)];
                RANGES[0]
            },
            level_from: {
                const SIZES: &[u32] = &[$($agents,)? 0];
                SIZES[0]
            },
        }),*),*];

        /// A constant for each indicator: its name in upper case.
        pub mod ids {
            use crate::host::indicator::IndicatorId;

            #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "an id is its indicator in capitals")]
            enum Position { $($($id),*),* }

            $($($(#[doc = $doc])+ pub const $id: IndicatorId = IndicatorId::new(Position::$id as usize);)*)*
        }

        /// Their values in a month.
        pub fn evaluate($m: &ClosedMonth) -> Vec<f64> {
            vec![$($($value),*),*]
        }
    };
}

indicators! { m;
    State {
        /// People of the pool abroad at the month's end, in custody or not.
        ABROAD: "people" Mean = m.abroad();
        /// {Host}'s own count of them, with children, students and others.
        COUNTED_BY_HOST: "people" Mean = m.abroad() / (1.0 - m.h.counted_outside_pool);
        /// In work in {host}.
        WORKING: "people" Mean = m.status(WORKING);
        /// At large in {host} without work.
        SEEKING: "people" Mean from 150_000 agents = m.status(SEEKING);
        /// Share in work of people at large in {host}.
        EMPLOYED: "%" Mean = 100.0 * m.status(WORKING) / (m.status(WORKING) + m.status(SEEKING)).max(1.0);
        /// In police custody.
        HELD: "people" Mean = m.status(HELD);
        /// In a camp bed.
        DETAINED: "people" Mean from 50_000 agents = m.status(DETAINED) + m.status(REMOVAL);
        /// Under an order to leave.
        ORDERED: "people" Mean from 50_000 agents = m.status(ORDERED);
        /// At home without a job.
        HOME_JOBLESS: "people" Mean = m.status(HOME);
        /// At home in a job.
        HOME_WORKING: "people" Mean = m.status(HOME_WORKING);
        /// Departures for {host}.
        DEPARTURES: "people" Total = m.flow(DEPARTURES);
        /// Arrivals in {host}'s own count, which is larger than the sending state's.
        ARRIVALS_COUNTED_BY_HOST: "entries" Total = m.flow(DEPARTURES) * m.h.arrivals_per_departure;
        /// Returns from {host}, of free will, under an order, or removed.
        RETURNS: "people" Total = m.flow(RETURNS) + m.flow(LEFT_ORDERED) + m.flow(REMOVED);
        /// Turned back at the border under an entry bar.
        REFUSED: "people" Total = m.flow(REFUSED);
        /// Police checks.
        CHECKS: "checks" Total = m.flow(CHECKS);
        /// Arrests.
        ARRESTS: "people" Total = m.flow(ARRESTS);
        /// Admissions to a camp.
        ADMISSIONS: "people" Total from 150_000 agents = m.flow(ADMISSIONS);
        /// Expelled: removed on a seat, or left under an order.
        EXPELLED: "people" Total from 50_000 agents = m.flow(REMOVED) + m.flow(LEFT_ORDERED);
        /// Expelled people who were removed on a seat.
        REMOVED: "people" Total from 150_000 agents = m.flow(REMOVED);
        /// Offences fined and put on the register.
        OFFENCES: "offences" Total = m.flow(OFFENCES);
        /// Decisions to bar entry put on the register. One person may have several: people under a bar are `barred`.
        ENTRY_BARS: "bars" Total = m.flow(OFFENCE_BARS) + m.flow(OVERSTAY_BARS) + m.flow(EXPULSION_BARS);
        /// People whose entry bar was lifted.
        BARS_LIFTED: "people" Total = m.flow(BARS_LIFTED);
        /// Under an entry bar at the month's end.
        BARRED: "people" Mean = m.stock(BARRED_HOME) + m.stock(BARRED_ABROAD);
        /// Under an entry bar and at home.
        BARRED_AT_HOME: "people" Mean from 20_000 agents = m.stock(BARRED_HOME);
        /// Work permits given.
        PERMITS: "permits" Total = m.flow(PERMITS_GIVEN);
        /// Patent months paid.
        PATENTS: "patents" Total = m.flow(PATENT_MONTHS);
        /// Share without valid papers of people at large in {host}.
        IRREGULAR: "%" Mean = 100.0 * m.stock(BY_PAPERS + IRREGULAR) / (0..4).map(|p| m.stock(BY_PAPERS + p)).sum::<f64>().max(1.0);
        /// Wages earned in {host}.
        EARNED: "million {host_currency}" Total = m.flow(EARNED) / 1e6;
        /// Mean wage of people paid in the month.
        WAGE: "{host_currency} a month" Mean = m.flow(EARNED) / m.flow(PAID).max(1.0);
        /// Remittances of all senders, at the place they leave.
        REMITTANCES_HOST: "million {host_currency}" Total from 5_000 agents = m.state.economy.remittances_host;
        /// Remittances of all senders.
        REMITTANCES_USD: "million dollars" Total from 5_000 agents = m.state.economy.remittances_usd;
        /// Remittances of all senders, as they arrive.
        REMITTANCES_LCU: "million {home_currency}" Total = m.state.economy.remittances_lcu;
        /// Remittances in the month for each migrant abroad.
        SENT_PER_MIGRANT: "dollars a month" Mean from 5_000 agents = m.flow(SENT) / m.host_per_dollar / m.abroad().max(1.0);
        /// Remittances of twelve months relative to the product of these months.
        REMITTANCES_PCT_GDP: "% of GDP" Mean = m.state.economy.remittances_pct_gdp;
        /// Gross domestic product of the month.
        GDP: "million {home_currency}" Total in ANY = m.state.economy.gdp_lcu;
        /// Gross domestic product of the month at prices of {base}.
        GDP_REAL: "million {home_currency} of {base}" Total in ANY = m.state.economy.gdp_lcu / m.state.prices;
        /// Gross domestic product of the month in dollars.
        GDP_USD: "million dollars" Total in ANY = m.state.economy.gdp_usd;
        /// {Host_currency} a dollar costs.
        HOST_PER_DOLLAR: "{host_currency}" Mean = m.host_per_dollar;
        /// {Home_currency} a dollar costs.
        LCU_PER_DOLLAR: "{home_currency}" Mean = m.state.exchange;
        /// Prices, mean of {base} = 1.
        PRICES: "index" Mean = m.state.prices;
        /// Share of people in the pool's households below the poverty line.
        POVERTY_POOL: "%" Mean from 5_000 agents = 100.0 * m.flow(POOR_PEOPLE) / m.flow(HOUSEHOLD_PEOPLE).max(1.0);
        /// Share of the nation below the poverty line.
        POVERTY: "%" Mean = m.state.economy.poverty;
        /// Share without a job of the pool at home.
        HOME_JOBLESSNESS: "%" Mean = 100.0 * m.status(HOME) / (m.status(HOME) + m.status(HOME_WORKING)).max(1.0);
        /// Registered jobless, as a share of economically active people.
        REGISTERED_JOBLESSNESS: "%" Mean in ANY = m.registered_joblessness();
        /// Mean fear of the pool, 0 to 255.
        FEAR: "points" Mean in BYTE from 50_000 agents = m.totals.get(FEAR) as f64 / m.totals.get(ASKED).max(1) as f64;
        /// Mean grievance at home, 0 to 255.
        GRIEVANCE: "points" Mean in BYTE = m.totals.get(GRIEVANCE) as f64 / m.totals.get(AGGRIEVED).max(1) as f64;
        /// Active in protest in the month; each person decides once a month.
        PROTESTERS: "people" Mean from 500_000 agents = m.flow(ACTIVE_DAYS);
        /// Recruited by militants.
        RECRUITS: "people" Total = m.flow(RECRUITED);
        /// Expected recruits in a month, from recruiters' pressure and the people at home or at large.
        RECRUITS_EXPECTED: "people" Total in AMOUNT = m.recruits_expected();
        /// Savings lost by people removed on a flight, after fines and bribes.
        SAVINGS_LOST: "million {host_currency}" Total from 500_000 agents = m.flow(LOST) / 1e6;
        /// Share of the pool in debt.
        IN_DEBT: "%" Mean from 20_000 agents = 100.0 * m.stock(IN_DEBT) / (m.agents * m.people_per_agent).max(1.0);
        /// Entries to the pool: one for each death, retirement, naturalisation or recruitment.
        ENTRANTS: "people" Total = m.flow(ENTRANTS);
        /// National disposable income: gross domestic product, remittances and aid.
        DISPOSABLE_INCOME: "million {home_currency}" Total in ANY = m.state.economy.gdp_lcu + m.state.economy.remittances_lcu + m.state.foreign.aid * m.state.exchange;
        /// Aid and investment from abroad.
        INFLOW: "million dollars" Total in ANY = m.state.foreign.aid + m.state.foreign.investment;
        /// Exports.
        EXPORTS: "million dollars" Total = m.state.external.exports;
        /// Imports.
        IMPORTS: "million dollars" Total = m.state.external.imports;
        /// Imports that could not be paid.
        UNPAID_IMPORTS: "million dollars" Total from 150_000 agents = m.state.external.unpaid;
        /// Reserves at the month's end.
        RESERVES: "million dollars" Mean in ANY = m.state.external.reserves;
        /// Budget balance of twelve months.
        BUDGET_BALANCE: "% of GDP" Mean in ANY from 10_000 agents = m.state.balance;
        /// Fall of real consumption of twelve months below the best twelve so far.
        CONSUMPTION_FALL: "%" Mean in ANY = m.state.fall;
        /// Legitimacy of the government, 0 to 100.
        LEGITIMACY: "points" Mean in HUNDRED = m.state.risk.legitimacy;
        /// Hazard of a crisis that makes people flee across the border. A prior: compare it with the twin run's.
        CRISIS_HAZARD: "% a month" Mean = 100.0 * m.state.risk.hazard;
        /// Risk of such a crisis since the first day. A prior: compare it with the twin run's.
        CRISIS_RISK: "%" Last = 100.0 * m.state.risk.crisis;
        /// Risk of an overthrow since the first day. A prior: compare it with the twin run's.
        OVERTHROW_RISK: "%" Last = 100.0 * m.state.risk.overthrow;
        /// People expected to flee across the border: hazard times refugees.
        REFUGEES_EXPECTED: "people" Total in AMOUNT = m.state.risk.refugees;
    }
    World {
        /// Mean of the evenings' unfilled jobs, of those for migrants of the simulated sending states. Overestimated in small runs, like `output_lost`.
        UNFILLED_JOBS: "jobs" Mean from 500_000 agents = m.vacant / m.days;
        /// Output of unfilled jobs. Overestimated in small runs, whose places are whole agents: by a factor of two
        /// at 20,000.
        OUTPUT_LOST: "million {host_currency}" Total from 500_000 agents = m.costs.output_lost;
        /// Cost of detention, flights and courts for migrants of the simulated sending states; other nationalities share
        /// camps and seats, and are not counted.
        ENFORCEMENT_COST: "million {host_currency}" Total from 100_000 agents = m.costs.enforcement();
        /// {Host_people} who want fewer migrants.
        OPINION: "%" Mean = m.host.opinion.level;
        /// Image of {host_capital} among the sending states; 0 if nobody is sent back.
        IMAGE: "points" Mean in ANY from 150_000 agents = m.host.ledger.image;
        /// People whose expulsion is announced, by the timeline or by rule.
        THREATENED: "people" Mean in AMOUNT = m.threatened;
        /// Credibility of threats.
        CREDIBILITY: "%" Mean = 100.0 * m.host.bargaining.credibility;
        /// Probability that {home_capital} concedes in the month, if it has not yet.
        CONCESSION_HAZARD: "% a month" Mean = 100.0 * m.host.bargaining.hazard;
        /// Probability of a concession by now, along this run's path.
        CONCESSION_PROBABILITY: "%" Last = 100.0 * m.host.bargaining.conceded_by_now;
        /// 1 once it has conceded in this run.
        CONCEDED: "yes or no" Last = f64::from(u8::from(m.host.bargaining.conceded));
        /// {Host_capital}'s dose of pressure for the next month, 0 to 5, when it plays by rule.
        DOSE: "step" Mean = f64::from(m.host.bargaining.dose.step);
        /// Investment from other states by rule.
        HEDGING: "million dollars a year" Mean = m.host.bargaining.hedge;
        /// Mean alignment of third states with {host_capital}, 0 to 100.
        ALIGNMENT: "points" Mean in HUNDRED = m.host.neighbours.alignment();
        /// Third states expected to have acceded to the {bloc} by now.
        ACCESSIONS: "states" Last = m.host.neighbours.accessions();
    }
}

impl ClosedMonth<'_> {
    /// People of a status.
    pub fn status(&self, status: u32) -> f64 {
        self.census.status(status) as f64 * self.people_per_agent
    }

    /// People of a stock.
    pub fn stock(&self, stock: u32) -> f64 {
        self.census.get(stock) as f64 * self.people_per_agent
    }

    /// A flow in people or host currency.
    pub fn flow(&self, flow: u32) -> f64 {
        self.totals.get(flow) as f64 * self.people_per_agent
    }

    /// People abroad.
    pub fn abroad(&self) -> f64 {
        (SEEKING..=ORDERED).map(|s| self.status(s)).sum()
    }

    fn recruits_expected(&self) -> f64 {
        let free: f64 = (HOME..=WORKING).map(|s| self.status(s)).sum();
        let more = (self.desperate_ratio - 1.0) * self.stock(DESPERATE);
        (self.h.recruitment * self.recruiters).min(1.0) * (free + more)
    }

    fn registered_joblessness(&self) -> f64 {
        let change = (self.status(HOME) - self.first_jobless) / self.h.active;
        100.0 * (self.h.registered_jobless + self.h.registered_response * change)
    }
}
