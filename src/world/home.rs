//! The register of a sending state's assumptions on people and economy: meaning, unit and bounds of each.

use super::assumption::{Assumption, Requirement, register};

register! {
    HomeAssumptions, HomeValues;
    /// People of the migrant-labour pool, abroad or at home.
    pool: "people", 1..=1e8;
    /// People of the pool in Russia on the first day.
    started_abroad: "people", 0..=1e8;
    /// People under an entry bar on the first day; half of them do not know of it.
    first_barred: "people", 0..=1e8;
    /// Share of Russia's own count who are children, students and others outside the pool.
    counted_outside_pool: "share", 0..=0.9;
    /// Mean dependents of a migrant.
    dependents: "people", 0..=6;
    /// Women in the pool.
    women: "share", 0..=1;
    /// Retirements from the pool.
    retirements: "people a year", 0..=1e7;
    /// Naturalisations in Russia.
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
    /// Arrivals counted by Russia for each departure counted by the sending state.
    arrivals_per_departure: "ratio", 1..=5;
    /// Usual employment rate of migrants at large in Russia, which people expect.
    usual_employment: "share", 0.01..=1;
    /// Rate of recruitment by militants.
    recruitment: "share a month", 0..=0.1;

    /// Remittances of senders outside the pool, relative to those from it.
    outside_senders: "share", 0..=1;
    /// Gross domestic product of the base year.
    gdp: "million somoni a year", 1..=1e7;
    /// Its trend.
    gdp_growth: "share a year", -0.2..=0.3;
    /// Multiplier of a change in remittance-fed consumption.
    multiplier: "ratio", 0..=2;
    /// Remittances of the base year.
    remittances: "million dollars a year", 1..=1e6;
    /// Growth of remittances that the exchange rate anticipates.
    remittances_trend: "share a year", -0.2..=0.5;
    /// Exports of the base year.
    exports: "million dollars a year", 1..=1e6;
    /// Exchange rate, mean of the base year.
    lcu_per_dollar: "somoni", 0.01..=1e5;
    /// Exchange rate on the first day.
    first_lcu_per_dollar: "somoni", 0.01..=1e5;
    /// Monthly adjustment of the exchange rate.
    exchange_speed: "share a month", 0..=1;
    /// Its elasticity to the inflow of dollars.
    exchange_elasticity: "elasticity", 0..=5;
    /// Its drift.
    exchange_drift: "log a year", -1..=1;
    /// Prices' own rise.
    inflation: "log a month", -0.1..=0.1;
    /// Share of a fall of the somoni that reaches prices.
    pass_through: "share", 0..=1;
    /// Prices on the first day, mean of the base year = 1.
    first_prices: "index", 0.1..=10;
    /// Yearly growth of real wages at home.
    home_wage_growth: "share a year", -0.3..=0.3;
    /// Home income of the pool's median household, base year.
    home_income: "somoni a month", 1..=1e5;
    /// Spread of home incomes (lognormal sigma).
    home_spread: "log", 0.05..=1;
    /// Poverty line.
    poverty_line: "somoni a head and month", 1..=1e5;
    /// Poverty of households outside the pool, base year.
    poverty_outside: "share", 0..=1;
    /// Registered joblessness of the base year.
    registered_jobless: "share", 0..=1;
    /// Change of registered for a change of true joblessness.
    registered_response: "ratio", 0..=1;
    /// Economically active people at home.
    active: "people", 1..=1e8;

    /// Imports of the base year.
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
    /// Share of exports that crosses Uzbekistan.
    transit: "share", 0..=1;
    /// Rise of prices when transit is closed.
    transit_prices: "log", 0..=1;
    /// Share of product from November to March that is lost when energy from Uzbekistan stops.
    winter_energy: "share", 0..=1;
    /// Legitimacy of the government, usually.
    legitimacy: "points", 0..=100;
    /// Pace at which it moves to its aim.
    legitimacy_pace: "share a month", 0..=1;
    /// Legitimacy gained by aid of 1 % of GDP.
    legitimacy_aid: "points", 0..=100;
    /// Legitimacy lost when consumption is 1 % below its reference.
    legitimacy_fall: "points", 0..=100;
    /// Legitimacy lost by conceding a base.
    legitimacy_concession: "points", 0..=100;
}
