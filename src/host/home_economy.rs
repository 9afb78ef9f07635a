//! A sending state's month: effects of remittances on exchange rate, prices, product and poverty.
//!
//! Remittances in dollars are what the pool sends plus what senders outside it do, at the month's rate, and other inflows. The
//! home currency moves a share `exchange_speed` of the way towards `ln E0 - elasticity ln((R + X) / (R0 + X0)) + drift t`. R
//! is taken over twelve months, and R0 grows by the expected trend. X follows the series of exports, X0 is that of the base
//! year. `d ln P = inflation + pass_through x 6-month mean of d ln E`. Product is its trend plus `multiplier x (C - C0)`. C is
//! consumption from remittances, aid, investment and additional trade at prices of the base year; C0 is that of the same
//! month of the base year. Energy cut off in winter lowers product, and so does growth lost to deficits ([`super::budget`]).
//! Friction in transit lowers exports and raises prices. Poverty is measured in the pool's households and follows real
//! wages in the rest.

use crate::rates::{normal, normal_quantile};
use crate::world::HomeValues;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// The sending state's economy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HomeEconomy {
    /// Home currency per dollar.
    pub exchange: f64,
    /// Prices, mean of the base year = 1.
    pub prices: f64,
    /// Home currency per unit of the host currency, last three months.
    pub lcu_per_host: VecDeque<f64>,
    season: [f64; 12],
    friction: f64,
    exchange_moves: VecDeque<f64>,
    remittances: VecDeque<f64>,
    exports: VecDeque<f64>,
    product: VecDeque<f64>,
}

/// The inputs of a month.
#[derive(Clone, Copy, Debug)]
pub struct Flows {
    /// Years of its middle from the middle of the base year.
    pub years: f64,
    /// Month of the year, 1 to 12.
    pub month: usize,
    /// Part of the month that the run covers, of 1.
    pub part: f64,
    /// Sent by the pool, million of the host currency.
    pub sent: f64,
    /// Exchange rate of the host currency.
    pub host_per_dollar: f64,
    /// Usual exports, million dollars a year.
    pub exports: f64,
    /// Population.
    pub population: f64,
    /// Poor share of the people in the pool's households.
    pub poor: f64,
    /// Product relative to that without growth lost to deficits, 0 to 1.
    pub potential: f64,
    /// Transfers and trade of other states.
    pub foreign: Foreign,
}

/// Transfers and trade of other states in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Foreign {
    /// Aid, million dollars.
    pub aid: f64,
    /// Investment, by the lever or from other states, million dollars.
    pub investment: f64,
    /// Additional exports, million dollars.
    pub trade: f64,
    /// Other remittances, million dollars.
    pub remittances: f64,
    /// Part of the way through the transit state that is closed.
    pub friction: f64,
}

impl Foreign {
    /// Exports of a month of `part`, million dollars; `usual` in million dollars a year.
    pub fn exports(&self, a: &HomeValues, usual: f64, part: f64) -> f64 {
        usual / 12.0 * part * (1.0 - self.friction * a.transit) + self.trade
    }
}

/// A month of the economy.
#[derive(Clone, Copy, Debug, Default)]
pub struct Economy {
    /// Remittances, million of the host currency.
    pub remittances_host: f64,
    /// Remittances, million dollars.
    pub remittances_usd: f64,
    /// Remittances, million of the home currency.
    pub remittances_lcu: f64,
    /// Gross domestic product, million of the home currency of the month.
    pub gdp_lcu: f64,
    /// Gross domestic product, million dollars.
    pub gdp_usd: f64,
    /// Its trend, million of the home currency of the month.
    pub trend_lcu: f64,
    /// Gross domestic product of twelve months, million dollars.
    pub gdp_of_a_year: f64,
    /// Remittances of twelve months in percent of their product.
    pub remittances_pct_gdp: f64,
    /// Poverty of the nation, percent.
    pub poverty: f64,
}

impl HomeEconomy {
    /// The economy before its first month (1 to 12), whose middle lies `years` from that of the base year. The year
    /// before is assumed to follow the trends, with the exchange rate and the exports of the first month.
    pub fn new(
        a: &HomeValues,
        season: [f64; 12],
        years: f64,
        month: usize,
        host_per_dollar: f64,
        exports: f64,
    ) -> Self {
        let exchange = a.first_lcu_per_dollar;
        let prices = a.first_prices;
        let ago = |k: usize| years - (12 - k) as f64 / 12.0;
        let usual =
            |k: usize| a.remittances * season[(month - 1 + k) % 12] * libm::pow(1.0 + a.remittances_trend, ago(k));
        Self {
            exchange,
            prices,
            lcu_per_host: VecDeque::from(vec![exchange / host_per_dollar; 3]),
            season,
            friction: 0.0,
            exchange_moves: VecDeque::from(vec![0.0; 6]),
            exports: VecDeque::from(vec![exports / 12.0; 12]),
            remittances: (0..12).map(usual).collect(),
            product: (0..12).map(|k| trend(a, ago(k)) * prices / exchange).collect(),
        }
    }

    /// Closes a month.
    pub fn close(&mut self, a: &HomeValues, flows: &Flows) -> Economy {
        let Flows { years, month, part, sent, host_per_dollar, exports, population, poor, potential, foreign } = *flows;
        let remittances_host = sent * (1.0 + a.outside_senders) + foreign.remittances * host_per_dollar;
        let remittances_usd = remittances_host / host_per_dollar;
        let remittances_lcu = remittances_usd * self.exchange;
        let base = a.remittances * self.season[month - 1] * a.lcu_per_dollar * part;
        let consumption = a.remittances_consumed * (remittances_lcu / self.prices - base);
        let inflow = (foreign.aid + foreign.investment + foreign.trade) * self.exchange / self.prices;
        let cold = if month <= 3 || month >= 11 { foreign.friction * a.winter_energy } else { 0.0 };
        let trend = trend(a, years) * potential * part;
        // No shock leaves less than a twentieth of the trend.
        let product = (trend * (1.0 - cold) + a.multiplier * (consumption + inflow)).max(0.05 * trend);
        let gdp_lcu = product * self.prices;
        let gdp_usd = gdp_lcu / self.exchange;
        push(&mut self.remittances, remittances_usd / part);
        push(&mut self.product, gdp_usd / part);
        push(&mut self.exports, (foreign.exports(a, exports, part) + foreign.aid + foreign.investment) / part);
        let year: f64 = self.remittances.iter().sum();
        let gdp_of_a_year = self.product.iter().sum::<f64>();
        let remittances_pct_gdp = 100.0 * year / gdp_of_a_year;

        let taken_for_granted = a.remittances * libm::pow(1.0 + a.remittances_trend, years - 0.5);
        // Without a dollar there would be no rate at all: a hundredth of the usual inflow is the floor.
        let inflow = ((year + self.exports.iter().sum::<f64>()) / (taken_for_granted + a.exports)).max(0.01);
        let target = libm::log(a.lcu_per_dollar) - a.exchange_elasticity * libm::log(inflow) + a.exchange_drift * years;
        let step = a.exchange_speed * part * (target - libm::log(self.exchange));
        push(&mut self.exchange_moves, step);
        let pressure = self.exchange_moves.iter().sum::<f64>() / self.exchange_moves.len() as f64;
        let closed = Economy {
            remittances_host,
            remittances_usd,
            remittances_lcu,
            gdp_lcu,
            gdp_usd,
            trend_lcu: trend * self.prices,
            gdp_of_a_year,
            remittances_pct_gdp,
            poverty: 100.0 * poverty(a, years, poor, population),
        };
        push(&mut self.lcu_per_host, self.exchange / host_per_dollar);
        self.exchange *= libm::exp(step);
        let dearer = a.transit_prices * (foreign.friction - self.friction);
        self.friction = foreign.friction;
        self.prices *= libm::exp(a.inflation * part + a.pass_through * pressure + dearer);
        closed
    }

    /// Mean of three months.
    pub fn recent_lcu_per_host(&self) -> f64 {
        self.lcu_per_host.iter().sum::<f64>() / self.lcu_per_host.len() as f64
    }
}

/// Product of a month on its trend, million of home currency at prices of the base year.
fn trend(a: &HomeValues, years: f64) -> f64 {
    a.gdp / 12.0 * libm::pow(1.0 + a.gdp_growth, years)
}

/// Poverty of the nation: the pool's households as measured, the rest by real wages.
fn poverty(a: &HomeValues, years: f64, pool: f64, population: f64) -> f64 {
    let weight = a.pool * (1.0 + a.dependents) / population;
    let wages = libm::pow(1.0 + a.home_wage_growth, years);
    let rest = normal(normal_quantile(a.poverty_outside) - libm::log(wages) / a.home_spread);
    weight * pool + (1.0 - weight) * rest
}

fn push(window: &mut VecDeque<f64>, value: f64) {
    window.pop_front();
    window.push_back(value);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closed(
        months: usize,
        change: impl Fn(&mut HomeValues),
        sent: impl Fn(f64) -> f64,
    ) -> (HomeEconomy, Vec<Economy>) {
        let mut a = crate::world::values_for_tests().1;
        change(&mut a);
        let season = [1.0 / 12.0; 12];
        let mut d = HomeEconomy::new(&a, season, 0.0, 1, 31.84, a.exports);
        let series = (0..months).map(|m| {
            let sent = sent(a.remittances * season[m % 12] * 31.84 / (1.0 + a.outside_senders));
            d.close(
                &a,
                &Flows {
                    years: m as f64 / 12.0,
                    month: m % 12 + 1,
                    part: 1.0,
                    sent,
                    host_per_dollar: 31.84,
                    exports: a.exports,
                    population: 8_216_724.0,
                    poor: 0.28,
                    potential: 1.0,
                    foreign: Foreign::default(),
                },
            )
        });
        let series = series.collect();
        (d, series)
    }

    #[test]
    fn remittances_as_expected_leave_exchange_rate_and_product_on_their_trend() {
        let calm = |a: &mut HomeValues| {
            (a.remittances_trend, a.exchange_drift, a.inflation) = (0.0, 0.0, 0.0);
            (a.first_prices, a.first_lcu_per_dollar) = (1.0, a.lcu_per_dollar);
        };
        let (d, series) = closed(24, calm, |usual| usual);
        assert!((d.exchange / 4.764 - 1.0).abs() < 1e-9 && (d.prices - 1.0).abs() < 1e-9);
        let a = crate::world::values_for_tests().1;
        assert!((series[12].gdp_lcu / (trend(&a, 1.0)) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_fall_of_remittances_weakens_the_currency_raises_prices_and_lowers_product() {
        let (usual, a) = closed(24, |_| (), |usual| usual);
        let (less, b) = closed(24, |_| (), |usual| 0.5 * usual);
        assert!(less.exchange > usual.exchange * 1.1 && less.prices > usual.prices);
        assert!(b[23].gdp_lcu / less.prices < a[23].gdp_lcu / usual.prices);
        let fall = a[0].gdp_lcu - b[0].gdp_lcu;
        let consumed = 0.75 * (a[0].remittances_lcu - b[0].remittances_lcu);
        assert!((fall / consumed - 0.2).abs() < 1e-9, "the multiplier: {}", fall / consumed);
    }

    #[test]
    fn poverty_of_the_nation_weighs_the_pool_by_its_people() {
        let a = crate::world::values_for_tests().1;
        let (none, all) = (poverty(&a, 0.0, 0.0, 9e6), poverty(&a, 0.0, 1.0, 9e6));
        assert!((all - none - 0.5).abs() < 1e-12, "4.5 million of 9");
        assert!((none - 0.5 * 0.42).abs() < 1e-9, "the rest start at 42 %");
        assert!(poverty(&a, 3.0, 0.0, 9e6) < none, "and fall with real wages");
    }
}
