//! The monthly indicators: name, unit, meaning, and how each follows from the month.
//!
//! All are scaled from agents to people.

use super::Month;
use crate::common::layout::*;
use crate::common::totals::*;

/// What a column of the series means.
#[derive(Clone, Copy, Debug)]
pub struct Indicator {
    /// Name, as in every file.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Meaning.
    pub meaning: &'static str,
    /// Whose it is.
    pub scope: Scope,
    /// What several months make of it.
    pub over: Over,
}

/// What several months make of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Their mean: stocks, shares, prices.
    Mean,
    /// Their total: flows of people and money.
    Total,
    /// The last: what counts from the first day on.
    Last,
}

impl Over {
    /// The months' value.
    pub fn of(self, months: &[f64]) -> f64 {
        match self {
            Self::Mean => months.iter().sum::<f64>() / months.len() as f64,
            Self::Total => months.iter().sum(),
            Self::Last => months.last().copied().unwrap_or(f64::NAN),
        }
    }

    /// As a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Total => "total",
            Self::Last => "last",
        }
    }
}

/// Index of an indicator.
pub fn indicator(name: &str) -> Option<usize> {
    INDICATORS.iter().position(|i| i.name == name)
}

/// Whose an indicator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A sending state's.
    State,
    /// Russia's, the bargain's, the third states'.
    World,
}

macro_rules! indicators {
    ($m:ident; $($scope:ident { $($(#[doc = $doc:literal])+ $name:ident: $unit:literal $over:ident = $value:expr;)* })*) => {
        /// The indicators, in the order of every table.
        pub const INDICATORS: &[Indicator] = &[$($(Indicator {
            name: stringify!($name),
            unit: $unit,
            meaning: concat!($($doc),+).trim_ascii_start(),
            scope: Scope::$scope,
            over: Over::$over,
        }),*),*];

        /// Their values in a month.
        pub fn evaluate($m: &Month) -> Vec<f64> {
            vec![$($($value),*),*]
        }
    };
}

indicators! { m;
    State {
        /// People of the pool in Russia at the month's end, in custody or not.
        in_russia: "people" Mean = m.abroad();
        /// Russia's own count, with children, students and others.
        counted_in_russia: "people" Mean = m.abroad() / (1.0 - m.h.counted_outside_pool);
        /// In work in Russia.
        working: "people" Mean = m.status(WORKING);
        /// At large in Russia without work.
        seeking: "people" Mean = m.status(SEEKING);
        /// In work, of those at large in Russia.
        employed: "%" Mean = 100.0 * m.status(WORKING) / (m.status(WORKING) + m.status(SEEKING)).max(1.0);
        /// In police custody.
        held: "people" Mean = m.status(HELD);
        /// In a camp bed.
        detained: "people" Mean = m.status(DETAINED) + m.status(REMOVAL);
        /// Under an order to leave.
        ordered: "people" Mean = m.status(ORDERED);
        /// At home without a job.
        home_jobless: "people" Mean = m.status(HOME);
        /// At home in a job.
        home_working: "people" Mean = m.status(HOME_WORKING);
        /// Departures for Russia.
        departures: "people" Total = m.flow(DEPARTURES);
        /// Arrivals in Russia's own count, which is larger than the sending state's.
        arrivals_counted_in_russia: "entries" Total = m.flow(DEPARTURES) * m.h.arrivals_per_departure;
        /// Returns from Russia, of free will, under an order, or removed.
        returns: "people" Total = m.flow(RETURNS) + m.flow(LEFT_ORDERED) + m.flow(REMOVED);
        /// Varied back at the border under an entry bar.
        refused: "people" Total = m.flow(REFUSED);
        /// Police checks.
        checks: "checks" Total = m.flow(CHECKS);
        /// Arrests.
        arrests: "people" Total = m.flow(ARRESTS);
        /// Admitted to a camp.
        admissions: "people" Total = m.flow(ADMISSIONS);
        /// Expelled: removed on a seat, or left under an order.
        expelled: "people" Total = m.flow(REMOVED) + m.flow(LEFT_ORDERED);
        /// Of them, removed on a seat.
        removed: "people" Total = m.flow(REMOVED);
        /// Offences fined and put on the register.
        offences: "offences" Total = m.flow(OFFENCES);
        /// Entry bars put on the register; whoever is barred already counts again.
        entry_bars: "people" Total = m.flow(OFFENCE_BARS) + m.flow(OVERSTAY_BARS) + m.flow(EXPULSION_BARS);
        /// Under an entry bar at the month's end.
        barred: "people" Mean = m.stock(BARRED_HOME) + m.stock(BARRED_ABROAD);
        /// Under an entry bar and at home.
        barred_at_home: "people" Mean = m.stock(BARRED_HOME);
        /// Work permits given.
        permits: "permits" Total = m.flow(PERMITS_GIVEN);
        /// Patent months paid.
        patents: "patents" Total = m.flow(PATENT_MONTHS);
        /// Without valid papers, of those at large in Russia.
        irregular: "%" Mean = 100.0 * m.stock(BY_PAPERS + IRREGULAR) / (0..4).map(|p| m.stock(BY_PAPERS + p)).sum::<f64>().max(1.0);
        /// Wages earned in Russia.
        earned: "million roubles" Total = m.flow(EARNED) / 1e6;
        /// Mean wage of those paid.
        wage: "roubles a month" Mean = m.flow(EARNED) / m.flow(PAID).max(1.0);
        /// Remittances of all senders, at the place they leave.
        remittances_rub: "million roubles" Total = m.state.economy.remittances_rub;
        /// Remittances of all senders.
        remittances_usd: "million dollars" Total = m.state.economy.remittances_usd;
        /// Remittances of all senders, as they arrive.
        remittances_tjs: "million somoni" Total = m.state.economy.remittances_tjs;
        /// Sent by a migrant in the month, of all in Russia.
        sent_per_migrant: "dollars a month" Mean = m.flow(SENT) / m.roubles_per_dollar / m.abroad().max(1.0);
        /// Remittances of twelve months, of their product.
        remittances_pct_gdp: "% of GDP" Mean = m.state.economy.remittances_pct_gdp;
        /// Gross domestic product of the month.
        gdp: "million somoni" Total = m.state.economy.gdp_tjs;
        /// Gross domestic product of the month at prices of mid-2013.
        gdp_real: "million somoni of 2013" Total = m.state.economy.gdp_tjs / m.state.prices;
        /// Gross domestic product of the month in dollars.
        gdp_usd: "million dollars" Total = m.state.economy.gdp_usd;
        /// Exchange rate of the rouble.
        roubles_per_dollar: "roubles" Mean = m.roubles_per_dollar;
        /// Exchange rate of the somoni.
        somoni_per_dollar: "somoni" Mean = m.state.exchange;
        /// Prices, mid-2013 = 1.
        prices: "index" Mean = m.state.prices;
        /// Below the poverty line, of the pool's households.
        poverty_pool: "%" Mean = 100.0 * m.flow(POOR_PEOPLE) / m.flow(HOUSEHOLD_PEOPLE).max(1.0);
        /// Below the poverty line, of the nation.
        poverty: "%" Mean = m.state.economy.poverty;
        /// Without a job, of the pool at home.
        home_joblessness: "%" Mean = 100.0 * m.status(HOME) / (m.status(HOME) + m.status(HOME_WORKING)).max(1.0);
        /// Registered joblessness, of the economically active.
        registered_joblessness: "%" Mean = m.registered_joblessness();
        /// Mean fear of the pool, of 255.
        fear: "points" Mean = m.totals.get(FEAR) as f64 / m.totals.get(ASKED).max(1) as f64;
        /// Mean grievance at home, of 255.
        grievance: "points" Mean = m.totals.get(GRIEVANCE) as f64 / m.totals.get(AGGRIEVED).max(1) as f64;
        /// Active in protest in the month, each asked once.
        protesters: "people" Mean = m.flow(ACTIVE_DAYS);
        /// Recruited by militants.
        recruits: "people" Total = m.flow(RECRUITED);
        /// Recruits to be expected in a month, from recruiters' pressure and those at home or at large.
        recruits_expected: "people" Total = m.recruits_expected();
        /// Savings that those removed on a flight lose, of what fines and bribes have left them.
        savings_lost: "million roubles" Total = m.flow(LOST) / 1e6;
        /// In debt, of the pool.
        in_debt: "%" Mean = 100.0 * m.stock(IN_DEBT) / (m.agents * m.people_per_agent).max(1.0);
        /// Left the pool by death, retirement, naturalisation or recruitment, and as many entered it.
        entrants: "people" Total = m.flow(ENTRANTS);
        /// National disposable income: gross domestic product, remittances and aid.
        disposable_income: "million somoni" Total = m.state.economy.gdp_tjs + m.state.economy.remittances_tjs + m.state.foreign.aid * m.state.exchange;
        /// Aid and investment from abroad.
        inflow: "million dollars" Total = m.state.foreign.aid + m.state.foreign.investment;
        /// Exports.
        exports: "million dollars" Total = m.state.external.exports;
        /// Imports.
        imports: "million dollars" Total = m.state.external.imports;
        /// Imports that could not be paid.
        unpaid_imports: "million dollars" Total = m.state.external.unpaid;
        /// Reserves at the month's end.
        reserves: "million dollars" Mean = m.state.external.reserves;
        /// Budget balance of twelve months.
        budget_balance: "% of GDP" Mean = m.state.balance;
        /// Real consumption of twelve months below the best twelve so far.
        consumption_fall: "%" Mean = m.state.fall;
        /// Legitimacy of the government, of 100.
        legitimacy: "points" Mean = m.state.risk.legitimacy;
        /// Hazard of a crisis on the scale of Kyrgyzstan in 2010. A prior: read it beside the twin run's.
        crisis_hazard: "% a month" Mean = 100.0 * m.state.risk.hazard;
        /// Risk of such a crisis since the first day. A prior: read it beside the twin run's.
        crisis_risk: "%" Last = 100.0 * m.state.risk.crisis;
        /// Risk of an overthrow since the first day. A prior: read it beside the twin run's.
        overthrow_risk: "%" Last = 100.0 * m.state.risk.overthrow;
        /// People expected to flee to Uzbekistan: hazard times refugees.
        refugees_expected: "people" Total = m.state.risk.refugees;
    }
    World {
        /// Mean of the evenings' unfilled jobs. Too many in small populations, as for `output_lost`.
        unfilled_jobs: "jobs" Mean = m.vacant / m.days;
        /// Output of unfilled jobs. Too much in small populations, whose places are whole agents: twice as much at
        /// 20,000.
        output_lost: "million roubles" Total = m.costs.output_lost;
        /// Cost of detention, flights and courts.
        enforcement_cost: "million roubles" Total = m.costs.enforcement();
        /// Russians who want fewer migrants.
        opinion: "%" Mean = m.host.opinion.level;
        /// Image of Moscow among the sending states; 0 if it sends nobody back.
        image: "points" Mean = m.host.moscow.image;
        /// People whose expulsion is announced, by the timeline or by rule.
        threatened: "people" Mean = m.threatened;
        /// How far threats are believed.
        credibility: "%" Mean = 100.0 * m.host.bargaining.credibility;
        /// Probability that Dushanbe concedes in the month, if it has not yet.
        concession_hazard: "% a month" Mean = 100.0 * m.host.bargaining.hazard;
        /// Probability of a concession by now, along this run's path.
        concession_probability: "%" Last = 100.0 * m.host.bargaining.conceded_by_now;
        /// 1 once it has conceded in this run.
        conceded: "yes or no" Last = f64::from(u8::from(m.host.bargaining.conceded));
        /// Moscow's dose for the month to come, 0 to 5, when it plays by rule.
        dose: "step" Mean = f64::from(m.host.bargaining.dose.step);
        /// Investment from others by rule.
        hedging: "million dollars a year" Mean = m.host.bargaining.hedge;
        /// Mean alignment of third states with Moscow, of 100.
        alignment: "points" Mean = m.host.neighbours.alignment();
        /// Third states expected to have acceded to the Eurasian Union by now.
        accessions: "states" Last = m.host.neighbours.accessions();
    }
}

impl Month<'_> {
    /// People of a status.
    pub fn status(&self, status: u32) -> f64 {
        self.census.status(status) as f64 * self.people_per_agent
    }

    /// People of a stock.
    pub fn stock(&self, stock: u32) -> f64 {
        self.census.get(stock) as f64 * self.people_per_agent
    }

    /// A flow in people or roubles.
    pub fn flow(&self, flow: u32) -> f64 {
        self.totals.get(flow) as f64 * self.people_per_agent
    }

    /// People in Russia.
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
