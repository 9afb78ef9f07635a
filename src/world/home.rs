//! The register of a sending state's assumptions on people and economy: meaning, unit and bounds of each.
//! Meanings and units are templates: see [`super::Words`].

use super::assumption::{Assumption, Requirement, register};

register! {
    HomeAssumptions, HomeValues;
    levels
        pool started_abroad first_barred counted_outside_pool dependents women
        retirements naturalisations deaths home_jobs home_jobs_seasonal origin_share arrivals_per_departure
        usual_employment outside_senders
        gdp gdp_growth remittances remittances_trend exports lcu_per_dollar first_lcu_per_dollar exchange_drift inflation first_prices
        home_wage_growth home_income home_spread poverty_line poverty_outside registered_jobless active
        imports first_reserves revenue_gdp revenue_imports spending inflow_jobs
        transit winter_energy legitimacy;
    /// People of the migrant-labour pool, abroad or at home.
    pool: "people", 1..=1e8;
    /// People of the pool abroad on the first day.
    started_abroad: "people", 0..=1e8;
    /// People under an entry bar on the first day; half of them do not know of it.
    first_barred: "people", 0..=1e8;
    /// Share of {host}'s own count who are children, students and others outside the pool.
    counted_outside_pool: "share", 0..=0.9;
    /// Mean dependents of a migrant.
    dependents: "people", 0..=6;
    /// Women in the pool.
    women: "share", 0..=1;
    /// Retirements from the pool.
    retirements: "people a year", 0..=1e7;
    /// Naturalisations in {host}.
    naturalisations: "people a year", 0..=1e7;
    /// Deaths.
    deaths: "people a year", 0..=1e7;

    /// Permanent jobs opening at home.
    home_jobs: "jobs a month", 0..=1e6;
    /// Seasonal jobs opening at home, April to October.
    home_jobs_seasonal: "jobs a month", 0..=1e6;
    /// Home jobs lost.
    home_separation: "share a month", 0..=1;
    /// Share of beds, seats and permits that falls to this origin.
    origin_share: "share", 0..=1;
    /// Share of remittances that is consumed.
    remittances_consumed: "share", 0..=1;
    /// Arrivals counted by {host} for each departure counted by the sending state.
    arrivals_per_departure: "ratio", 1..=5;
    /// Usual employment rate of migrants at large in {host}, which people expect.
    usual_employment: "share", 0.01..=1;
    /// Rate of recruitment by militants.
    recruitment: "share a month", 0..=0.1;

    /// Remittances of senders outside the pool, relative to those from it.
    outside_senders: "share", 0..=1;
    /// Gross domestic product of {base}.
    gdp: "million {home_currency} a year", 1..=1e7;
    /// Its trend.
    gdp_growth: "share a year", -0.2..=0.3;
    /// Multiplier of a change in remittance-fed consumption.
    multiplier: "ratio", 0..=2;
    /// Remittances of {base}.
    remittances: "million dollars a year", 1..=1e6;
    /// Growth of remittances that the exchange rate anticipates.
    remittances_trend: "share a year", -0.2..=0.5;
    /// Exports of {base}.
    exports: "million dollars a year", 1..=1e6;
    /// Exchange rate, mean of {base}.
    lcu_per_dollar: "{home_currency}", 0.01..=1e5;
    /// Exchange rate on the first day.
    first_lcu_per_dollar: "{home_currency}", 0.01..=1e5;
    /// Monthly adjustment of the exchange rate.
    exchange_speed: "share a month", 0..=1;
    /// Its elasticity to the inflow of dollars.
    exchange_elasticity: "elasticity", 0..=5;
    /// Its drift.
    exchange_drift: "log a year", -1..=1;
    /// Prices' own rise.
    inflation: "log a month", -0.1..=0.1;
    /// Share of a fall of the home currency that reaches prices.
    pass_through: "share", 0..=1;
    /// Prices on the first day, mean of {base} = 1.
    first_prices: "index", 0.1..=10;
    /// Yearly growth of real wages at home.
    home_wage_growth: "share a year", -0.3..=0.3;
    /// Home income of the pool's median household in {base}.
    home_income: "{home_currency} a month", 1..=1e5;
    /// Spread of home incomes (lognormal sigma).
    home_spread: "log", 0.05..=1;
    /// Poverty line.
    poverty_line: "{home_currency} a head and month", 1..=1e5;
    /// Poverty of households outside the pool in {base}.
    poverty_outside: "share", 0..=1;
    /// Registered joblessness of {base}.
    registered_jobless: "share", 0..=1;
    /// Change of registered for a change of true joblessness.
    registered_response: "ratio", 0..=1;
    /// Economically active people at home.
    active: "people", 1..=1e8;

    /// Imports of {base}.
    imports: "million dollars a year", 0..=1e6;
    /// Imports bought with an additional dollar of remittances.
    imports_response: "ratio", 0..=2;
    /// Reserves on the first day.
    first_reserves: "million dollars", 0..=1e6;
    /// Revenue from product.
    revenue_gdp: "share of GDP", 0..=1;
    /// Revenue from imports.
    revenue_imports: "share of imports", 0..=1;
    /// Spending.
    spending: "share of trend GDP", 0..=1;
    /// Deficit that is financed without cutting public investment.
    deficit_tolerated: "% of GDP", 0..=100;
    /// Growth lost half a year later for each point of deficit above that.
    deficit_drag: "points of growth a point", 0..=5;
    /// Home jobs opening for a million dollars of aid or investment.
    inflow_jobs: "jobs a million dollars", 0..=1e4;
    /// Share of exports that crosses the transit state.
    transit: "share", 0..=1;
    /// Rise of prices when transit is closed.
    transit_prices: "log", 0..=1;
    /// Share of product from November to March that is lost when energy from the transit state stops.
    winter_energy: "share", 0..=1;
    /// Legitimacy of the government, usually.
    legitimacy: "points", 0..=100;
    /// Pace at which it moves to its aim.
    legitimacy_pace: "share a month", 0..=1;
    /// Legitimacy gained by aid of 1 % of GDP.
    legitimacy_aid: "points", 0..=100;
    /// Legitimacy lost when consumption is 1 % below its reference.
    legitimacy_fall: "points", 0..=100;
    /// Legitimacy lost by a concession.
    legitimacy_concession: "points", 0..=100;
}
