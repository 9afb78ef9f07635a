//! The register of a world's assumptions: meaning, unit and bounds of each. Meanings and units are templates: see
//! [`super::Words`].

use super::assumption::{Assumption, Requirement, register};

register! {
    Assumptions, Values;
    levels
        wage demand_growth
        visa_free_days permit_days permit_quota permit_cost patent_price visa_run_cost
        arrest irregular_fine irregular_bribe legal_fine legal_bribe fine bribe violation_term
        bar_on_second_offence bar_on_overstay bars_of_3_years bars_of_5_years
        court_time expulsion order_share longest_stay expulsion_bar removal_seats seats_kept ticket
        living_floor settling_debt refusal_debt credit_limit dissaving
        police_per_community
        output_per_worker bed_day_cost seat_cost court_cost opinion_usual
        concession_worth loss_per_migrant dose_spread crisis_cost image_worth hedge_pace
        crisis_active crisis_barred refugees;
    /// Arrivals who have a job waiting.
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
    /// Base wage of migrants in {base}, mean over sectors and regions.
    wage: "{host_currency} a month", 100..=600000;
    /// Yearly growth of the demand for migrants' labour.
    demand_growth: "share a year", -0.5..=0.5;
    /// Fall of this demand with the {host_currency} a dollar costs, against {base}.
    demand_currency: "elasticity", 0..=2;
    /// Share of removed workers' places that others fill.
    substitution: "share", 0..=1;
    /// Time in which they are filled.
    substitution_time: "months", 1..=60;
    /// Mean time after which such a place opens again.
    substitution_fade: "months", 1..=600;

    /// Visa-free stay after an entry.
    visa_free_days: "days", 1..=2_000;
    /// Validity of a work permit.
    permit_days: "days", 1..=2_000;
    /// Work-permit quota, all nationalities.
    permit_quota: "permits a year", 0..=1e8;
    /// Cost of a permit.
    permit_cost: "{host_currency}", 0..=500000;
    /// Price of a patent.
    patent_price: "{host_currency} a month", 0..=100000;
    /// Rate of taking a patent when the stay ends, at the price of the register.
    patent_take: "share a month", 0..=1;
    /// Rate of renewing it for another month.
    patent_renewal: "share a month", 0..=1;
    /// Rate of taking one after papers have expired.
    patent_return: "share a month", 0..=1;
    /// Elasticity of these rates to the price.
    patent_elasticity: "elasticity", 0..=5;
    /// Rate of renewing a stay that ends by leaving and re-entering.
    visa_run: "share a month", 0..=1;
    /// Cost of leaving and re-entering.
    visa_run_cost: "{host_currency}", 0..=500000;

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
    fine: "{host_currency}", 0..=500000;
    /// A bribe.
    bribe: "{host_currency}", 0..=500000;
    /// Mean term of a violation on the register.
    violation_term: "months", 1..=600;
    /// Second offences within the term that bring an entry bar.
    bar_on_second_offence: "share", 0..=1;
    /// Overstays found at exit that bring an entry bar.
    bar_on_overstay: "share", 0..=1;
    /// Bars of three years.
    bars_of_3_years: "share", 0..=1;
    /// Bars of five years; the rest are of ten.
    bars_of_5_years: "share", 0..=1;
    /// Rate at which barred people look up their bar.
    bar_lookup: "share a month", 0..=1;
    /// Rate at which people who know of their bar try to enter.
    reentry: "share a month", 0..=1;
    /// Return hazard of people abroad who know of their bar, relative to the usual one.
    barred_return_ratio: "share", 0..=1;
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
    /// Days for which unused seats are kept.
    seats_kept: "days", 0..=60;
    /// Savings lost at removal.
    savings_lost: "share", 0..=1;
    /// Journey home.
    ticket: "{host_currency}", 0..=500000;

    /// Share of the wage sent at the exchange rate of {base}.
    sent_share: "share", 0..=1;
    /// Elasticity of that share to {home_currency} per {host_currency_name}.
    sent_elasticity: "elasticity", 0..=2;
    /// Largest share sent.
    sent_most: "share", 0..=1;
    /// Living costs never sent, at prices of {base}.
    living_floor: "{host_currency} a month", 0..=500000;
    /// Share of the rise of prices that living costs follow.
    living_indexed: "share", 0..=1;
    /// Settling debt of a departure.
    settling_debt: "{host_currency}", 0..=500000;
    /// Debt of a journey that ends at the border.
    refusal_debt: "{host_currency}", 0..=500000;
    /// Largest share of the wage that serves debt.
    debt_service: "share", 0..=0.99;
    /// Saved share of the income above the floor.
    saving: "share", 0..=0.99;
    /// Largest debt that lenders accept.
    credit_limit: "thousand {host_currency}", 0..=30000;
    /// Savings spent at home.
    dissaving: "thousand {host_currency} a month", 0..=30000;

    /// Elasticity of the departure hazard to the purchasing power at home of an expected wage abroad.
    departure_gain: "elasticity", 0..=5;
    /// Elasticity of the return hazard to the same, with the opposite sign.
    homecoming_gain: "elasticity", 0..=5;
    /// Departure hazard of people with a home job, relative to the usual one.
    home_job_stay: "share", 0..=1;
    /// Departure hazard of people in debt, relative to the usual one.
    debt_push: "ratio", 0..=5;
    /// Change of the departure hazard from the least tied to the most tied communities.
    ties: "share", 0..=1;
    /// Return hazard of job seekers, relative to the usual one.
    jobless_return: "ratio", 0..=5;

    /// Rate at which fear fades.
    fear_fading: "share a month", 0..=1;
    /// Fear added where 1 % of a community were sent back in a month.
    alarm: "points", 0..=255;
    /// Most fear added in a month.
    alarm_most: "points", 0..=255;
    /// Fall of the departure hazard at 100 points of fear.
    fear_departure: "log", 0..=5;
    /// Rise of the return hazard at 100 points of fear.
    fear_homecoming: "log", 0..=5;
    /// Pace at which grievance moves to its aim.
    grievance_pace: "share a month", 0..=1;
    /// Grievance of everyone at home.
    grievance_base: "points", 0..=255;
    /// Grievance of being without a job.
    grievance_jobless: "points", 0..=255;
    /// Grievance of an entry bar.
    grievance_barred: "points", 0..=255;
    /// Grievance when consumption falls to zero from the reference of the home region; less in proportion.
    grievance_deprived: "points", 0..=255;
    /// Grievance minus perceived risk above which a person protests.
    protest_threshold: "points", 0..=255;
    /// Police in a community; the risk of arrest falls with the ratio of activists to them.
    police_per_community: "people", 0..=1e5;
    /// Constant of the risk of arrest: at 2.3, one police officer for each activist makes an arrest 90 % likely.
    protest_arrest: "log", 0..=20;
    /// Recruitment of barred and jobless people, relative to others.
    recruitment_desperate: "ratio", 0..=100;

    /// Share of the activists in the other communities of the home region that a community observes.
    contagion: "share", 0..=1;

    /// Output of a job.
    output_per_worker: "{host_currency} a month", 0..=1e6;
    /// A day in a camp bed.
    bed_day_cost: "{host_currency}", 0..=1e6;
    /// A removal: seat and escort.
    seat_cost: "{host_currency}", 0..=1e6;
    /// A court's decision.
    court_cost: "{host_currency}", 0..=1e6;
    /// {Host_people} who want fewer migrants let in, usually.
    opinion_usual: "%", 0..=100;
    /// Share of the distance to its usual level by which opinion returns.
    opinion_return: "share a month", 0..=1;
    /// Rise of opinion by a campaign of strength 1.
    opinion_campaign: "points a month", 0..=100;
    /// Rise of opinion by one demonstration or riot.
    opinion_shock: "points", 0..=100;
    /// Rise of opinion by one recruit of militants.
    opinion_recruit: "points", 0..=10;
    /// Rise of police checks with opinion.
    opinion_checks: "log a point", 0..=1;
    /// Rate at which lost image recovers.
    image_fading: "share a month", 0..=1;
    /// Image lost by a thousand removals by plane.
    image_removed: "points", 0..=100;
    /// Image lost by a thousand departures under an order.
    image_ordered: "points", 0..=100;
    /// Image lost by a thousand people refused at the border.
    image_refused: "points", 0..=100;

    /// {Home_capital}'s log odds of conceding in a month when gain equals price.
    concession_base: "log odds", -20..=20;
    /// Rise of these log odds with the gain from conceding.
    concession_response: "log odds a % of GDP", 0..=20;
    /// Price of conceding.
    concession_price: "% of GDP", 0..=100;
    /// Value of a concession to {host_capital}.
    concession_worth: "billion {host_currency}", 0..=1e5;
    /// A migrant's remittances.
    loss_per_migrant: "dollars a year", 0..=1e6;
    /// Credibility of threats on the first day.
    credibility: "share", 0..=1;
    /// Pace at which credibility is won or lost.
    credibility_pace: "share a month", 0..=1;
    /// Spread of {host_capital}'s choice of a dose.
    dose_spread: "billion {host_currency}", 0.001..=1e5;
    /// Cost of a crisis at the border to {host_capital}.
    crisis_cost: "billion {host_currency}", 0..=1e5;
    /// Value of a point of image to {host_capital}.
    image_worth: "billion {host_currency} a point", 0..=1e3;
    /// Probability of conceding below which {home_capital} hedges under pressure.
    hedge_below: "share a month", 0..=1;
    /// Growth of outside investment while {home_capital} hedges.
    hedge_pace: "million dollars a year, a month", 0..=1e4;
    /// Rise of the value of a concession to {host_capital} with hedging.
    hedge_displeasure: "share a % of GDP", 0..=10;

    /// Share of the distance to its usual alignment by which a third state returns.
    alignment_return: "share a month", 0..=1;
    /// Alignment lost when 1 % of the migrants abroad are sent back in a year, by a state whose whole product is
    /// remittances.
    alignment_loss: "points a month", 0..=100;
    /// Log odds of acceding to the {bloc} in a year at alignment 0.
    accession_base: "log odds", -20..=20;
    /// Rise of these log odds with alignment.
    accession_alignment: "log odds a point", 0..=1;
    /// Rise of these log odds when 1 % of the migrants abroad are sent back in a year, times dependence. Below 0 it
    /// deters; above 0 it drives the state to seek protection. The sign is open.
    accession_exposure: "log odds a %", -10..=10;

    /// Usual risk of a crisis that makes people flee across the border.
    crisis: "share a month", 0..=1;
    /// Strength of all influences on this risk; 0 for none.
    crisis_response: "ratio", 0..=3;
    /// People active in protest in a month that double the risk.
    crisis_active: "people", 1..=1e7;
    /// Fall of consumption below its reference that doubles the risk.
    crisis_fall: "%", 0.1..=100;
    /// People barred and at home, above the number of the first day, that double the risk.
    crisis_barred: "people", 1..=1e7;
    /// Aid that halves the risk.
    crisis_aid: "% of GDP", 0.01..=100;
    /// Share of crises that overthrow the government.
    overthrow: "share", 0..=1;
    /// Rise of this share with a loss of legitimacy.
    overthrow_legitimacy: "log a point", 0..=1;
    /// People who would flee across the border in such a crisis.
    refugees: "people", 0..=1e7;
}
