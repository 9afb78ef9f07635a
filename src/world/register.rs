//! The register of assumptions: what every world must say, in which unit, within which bounds.

use super::assumption::{Assumption, Requirement, register};

register! {
    /// People of the migrant-labour pool, abroad or at home.
    pool: "people", 1..=1e8;
    /// Of them in Russia on the first day.
    started_in_russia: "people", 0..=1e8;
    /// Under an entry bar on the first day, half of them without knowing it.
    first_barred: "people", 0..=1e8;
    /// Part of Russia's own count who are children, students and others outside the pool.
    counted_outside_pool: "share", 0..=0.9;
    /// Mean dependents of a migrant.
    dependents: "people", 0..=6;
    /// Women in the pool.
    women: "share", 0..=1;
    /// Retire from the pool.
    retirements: "people a year", 0..=1e7;
    /// Naturalised in Russia.
    naturalisations: "people a year", 0..=1e7;
    /// Die.
    deaths: "people a year", 0..=1e7;

    /// Arrivals for whom a job waits.
    job_waiting: "share", 0..=1;
    /// Seekers who try another region.
    change_region: "share a month", 0..=1;
    /// Seekers who try another sector.
    change_sector: "share a month", 0..=1;
    /// Distance over which the pull of vacancies falls to 1/e.
    reach: "km", 1..=20000;
    /// Arrivals who go back to the region of their last stay.
    same_region: "share", 0..=1;
    /// Wage of those without papers, of the legal wage.
    irregular_wage: "share", 0..=1;
    /// Spread of skill on the wage (lognormal sigma).
    skill_spread: "log", 0..=2;
    /// Base wage of migrants, mid-2013, mean over sectors and regions.
    wage: "roubles a month", 100..=600000;
    /// Yearly growth of the demand for migrants' labour.
    demand_growth: "share a year", -0.5..=0.5;
    /// Part of a removed worker's place filled by others.
    substitution: "share", 0..=1;
    /// Time in which it is filled.
    substitution_time: "months", 1..=60;
    /// Mean time after which a place so filled opens again.
    substitution_fade: "months", 1..=600;
    /// Permanent jobs opening at home.
    home_jobs: "jobs a month", 0..=1e6;
    /// Seasonal jobs opening at home, April to October.
    home_jobs_seasonal: "jobs a month", 0..=1e6;
    /// Home jobs lost.
    home_separation: "share a month", 0..=1;

    /// Visa-free stay after an entry.
    visa_free_days: "days", 1..=4000;
    /// Validity of a work permit.
    permit_days: "days", 1..=3650;
    /// Work-permit quota, all nationalities.
    permit_quota: "permits a year", 0..=1e8;
    /// Cost of a permit.
    permit_cost: "roubles", 0..=500000;
    /// Share of beds, seats and permits that falls to this origin.
    origin_share: "share", 0..=1;
    /// Price of a patent.
    patent_price: "roubles a month", 0..=100000;
    /// Take a patent when their stay ends, at the price of 2012.
    patent_take: "share a month", 0..=1;
    /// Renew it for another month.
    patent_renewal: "share a month", 0..=1;
    /// Take one although their papers ran out.
    patent_return: "share a month", 0..=1;
    /// Elasticity of these to the price.
    patent_elasticity: "elasticity", 0..=5;
    /// Renew a stay that ends by leaving and re-entering.
    visa_run: "share a month", 0..=1;
    /// Cost of such a journey.
    visa_run_cost: "roubles", 0..=500000;

    /// Arrest, at a check without papers.
    arrest: "share of checks", 0..=1;
    /// Fine and register entry, at a check without papers.
    irregular_fine: "share of checks", 0..=1;
    /// Bribe, at a check without papers.
    irregular_bribe: "share of checks", 0..=1;
    /// Fine and register entry, at a check with papers.
    legal_fine: "share of checks", 0..=1;
    /// Bribe, at a check with papers.
    legal_bribe: "share of checks", 0..=1;
    /// A fine.
    fine: "roubles", 0..=500000;
    /// A bribe.
    bribe: "roubles", 0..=500000;
    /// Mean term of a violation on the register.
    violation_term: "months", 1..=600;
    /// A second offence within its term brings an entry bar.
    bar_on_second_offence: "share", 0..=1;
    /// Overstay found at exit brings an entry bar.
    bar_on_overstay: "share", 0..=1;
    /// Bars of three years.
    bars_of_3_years: "share", 0..=1;
    /// Bars of five years; the rest are of ten.
    bars_of_5_years: "share", 0..=1;
    /// Barred who look their bar up.
    bar_lookup: "share a month", 0..=1;
    /// Known barred who enter all the same.
    reentry: "share a month", 0..=1;
    /// Return hazard of those who know they are barred, of the usual one.
    caged: "share", 0..=1;
    /// Mean time to the court's decision.
    court_time: "days", 1..=365;
    /// Decisions that expel.
    expulsion: "share", 0..=1;
    /// Expulsions that are orders to leave at own cost.
    order_share: "share", 0..=1;
    /// Orders followed.
    order_followed: "share a month", 0..=1;
    /// Legal maximum of a stay in a bed.
    longest_stay: "days", 1..=3650;
    /// Bar that comes with an expulsion.
    expulsion_bar: "years", 0..=10;
    /// Removal seats, all nationalities.
    removal_seats: "seats a day", 0..=1e6;
    /// Unused seats that wait.
    seats_kept: "days", 0..=60;
    /// Savings lost at removal.
    savings_lost: "share", 0..=1;
    /// Journey home.
    ticket: "roubles", 0..=500000;

    /// Share of the wage sent at the exchange rate of mid-2013.
    sent_share: "share", 0..=1;
    /// Elasticity of that share to the somoni a rouble buys.
    sent_elasticity: "elasticity", 0..=2;
    /// Largest share sent.
    sent_most: "share", 0..=1;
    /// Living costs never sent, mid-2013.
    living_floor: "roubles a month", 0..=500000;
    /// Part of the rise of prices that living costs follow.
    living_indexed: "share", 0..=1;
    /// Settling debt of a departure.
    settling_debt: "roubles", 0..=500000;
    /// Debt of a journey that ends at the border.
    refusal_debt: "roubles", 0..=500000;
    /// Largest part of the wage that serves debt.
    debt_service: "share", 0..=0.99;
    /// Part of what is left above the floor that is saved.
    saving: "share", 0..=0.99;
    /// Debt beyond which nobody lends.
    credit_limit: "thousand roubles", 0..=30000;
    /// Savings spent at home.
    dissaving: "thousand roubles a month", 0..=30000;
    /// Part of remittances that is consumed.
    remittances_consumed: "share", 0..=1;

    /// Arrivals as Russia counts them, for a departure as the sending state counts it.
    arrivals_per_departure: "ratio", 1..=5;
    /// Employment of those at large in Russia that people count on.
    usual_employment: "share", 0.01..=1;
    /// Departure hazard's elasticity to what a Russian wage, if one is earned, buys at home.
    departure_gain: "elasticity", 0..=5;
    /// Return hazard's elasticity to the same, downward.
    homecoming_gain: "elasticity", 0..=5;
    /// Departure hazard of those with a home job, of the usual one.
    home_job_stay: "share", 0..=1;
    /// Departure hazard of those in debt, of the usual one.
    debt_push: "ratio", 0..=5;
    /// Change of the departure hazard from the least to the most tied communities.
    ties: "share", 0..=1;
    /// Return hazard of seekers, of the usual one.
    jobless_return: "ratio", 0..=5;

    /// Fear that fades.
    fear_fading: "share a month", 0..=1;
    /// Fear added where 1 % of a community were sent back in a month.
    alarm: "points", 0..=255;
    /// Most fear added in a month.
    alarm_most: "points", 0..=255;
    /// Fall of the departure hazard at 100 points of fear.
    fear_departure: "log", 0..=5;
    /// Rise of the return hazard at 100 points of fear.
    fear_homecoming: "log", 0..=5;
    /// Grievance that gives way to its aim.
    grievance_pace: "share a month", 0..=1;
    /// Grievance of everyone at home.
    grievance_base: "points", 0..=255;
    /// Grievance of being without a job.
    grievance_jobless: "points", 0..=255;
    /// Grievance of an entry bar.
    grievance_barred: "points", 0..=255;
    /// Grievance of consuming nothing of what one's region is used to, in proportion.
    grievance_deprived: "points", 0..=255;
    /// Grievance less risk above which one protests.
    protest_threshold: "points", 0..=255;
    /// Police in a community, against whom its activists are counted.
    cops: "people", 0..=1e5;
    /// Epstein's constant: one police officer an activist makes arrest 90 % certain.
    protest_arrest: "log", 0..=20;
    /// Recruited by militants.
    recruitment: "share a month", 0..=0.1;
    /// Recruitment of the barred and jobless, of that.
    recruitment_desperate: "ratio", 0..=100;

    /// Remittances of senders outside the pool, of those from it.
    outside_senders: "share", 0..=1;
    /// Gross domestic product of 2013.
    gdp: "million somoni a year", 1..=1e7;
    /// Its trend.
    gdp_growth: "share a year", -0.2..=0.3;
    /// Multiplier of a change in remittance-fed consumption.
    multiplier: "ratio", 0..=2;
    /// Remittances of 2013.
    remittances: "million dollars a year", 1..=1e6;
    /// Growth of remittances that the exchange rate took for granted.
    remittances_trend: "share a year", -0.2..=0.5;
    /// Exports of 2013.
    exports: "million dollars a year", 1..=1e6;
    /// Exchange rate of 2013.
    somoni_per_dollar: "somoni", 0.01..=1e5;
    /// Monthly adjustment of the exchange rate.
    exchange_speed: "share a month", 0..=1;
    /// Its elasticity to the inflow of dollars.
    exchange_elasticity: "elasticity", 0..=5;
    /// Its drift.
    exchange_drift: "log a year", -1..=1;
    /// Prices' own rise.
    inflation: "log a month", -0.1..=0.1;
    /// Part of a fall of the somoni that reaches prices.
    pass_through: "share", 0..=1;
    /// Prices on the first day, mid-2013 = 1.
    first_prices: "index", 0.1..=10;
    /// Yearly growth of real wages at home.
    home_wage_growth: "share a year", -0.3..=0.3;
    /// Home income of the pool's median household, mid-2013.
    home_income: "somoni a month", 1..=1e5;
    /// Spread of home incomes (lognormal sigma).
    home_spread: "log", 0.05..=1;
    /// Poverty line.
    poverty_line: "somoni a head and month", 1..=1e5;
    /// Poverty of households outside the pool, mid-2013.
    poverty_outside: "share", 0..=1;
    /// Registered joblessness of 2013.
    registered_jobless: "share", 0..=1;
    /// Change of registered for a change of true joblessness.
    registered_response: "ratio", 0..=1;
    /// Economically active people at home.
    active: "people", 1..=1e8;
}
