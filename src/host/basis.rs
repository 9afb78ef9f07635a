//! The basis of each indicator: where its rule stands, whether it is a prior, and the assumptions it depends on most.
//! Used by the report and by `explain`.

use super::IndicatorId;
use super::ids::*;

/// How well an indicator is founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Counted from the agents.
    Counted,
    /// Computed by the host from the counts.
    Computed,
    /// Rests on priors about unrest, bargaining or third states, and holds only if they do.
    Prior,
}

/// Indicators of one kind.
pub struct Basis {
    /// How they arise, a template.
    pub rule: &'static str,
    /// The module whose documentation is the rule.
    pub module: &'static str,
    /// How well they are founded.
    pub ground: Ground,
    /// The indicators.
    pub indicators: &'static [IndicatorId],
    /// The assumptions they depend on most.
    pub assumptions: &'static [&'static str],
}

use Ground::*;

/// Every indicator's basis.
pub const BASES: &[Basis] = &[
    Basis {
        rule: "recounted from every agent's state on the last evening of the month",
        module: "musofir::rules::census",
        ground: Counted,
        indicators: &[
            ABROAD,
            COUNTED_BY_HOST,
            WORKING,
            SEEKING,
            EMPLOYED,
            HELD,
            DETAINED,
            ORDERED,
            HOME_JOBLESS,
            HOME_WORKING,
            BARRED,
            BARRED_AT_HOME,
            IRREGULAR,
            IN_DEBT,
            HOME_JOBLESSNESS,
        ],
        assumptions: &["pool", "started_abroad", "counted_outside_pool", "job_waiting", "demand_growth", "home_jobs"],
    },
    Basis {
        rule: "counted day by day as agents depart, return, are turned back, leave the pool or enter it",
        module: "musofir::rules::mobility",
        ground: Counted,
        indicators: &[DEPARTURES, ARRIVALS_COUNTED_BY_HOST, RETURNS, REFUSED, ENTRANTS],
        assumptions: &[
            "departure_gain",
            "homecoming_gain",
            "fear_departure",
            "home_job_stay",
            "debt_push",
            "barred_return_ratio",
        ],
    },
    Basis {
        rule: "counted day by day as agents are checked, fined, held, brought before a court and barred",
        module: "musofir::rules::detention",
        ground: Counted,
        indicators: &[CHECKS, ARRESTS, OFFENCES, ENTRY_BARS],
        assumptions: &["arrest", "irregular_fine", "legal_fine", "bar_on_second_offence", "bar_on_overstay"],
    },
    Basis {
        rule: "counted each morning as applications for a bed or a permit are granted",
        module: "musofir::rules::settle",
        ground: Counted,
        indicators: &[ADMISSIONS, PERMITS],
        assumptions: &["expulsion", "order_share", "origin_share", "permit_quota"],
    },
    Basis {
        rule: "counted day by day as agents are removed on a seat or leave under an order",
        module: "musofir::rules::deportation",
        ground: Counted,
        indicators: &[EXPELLED, REMOVED, SAVINGS_LOST],
        assumptions: &["expulsion", "order_share", "origin_share", "removal_seats", "savings_lost"],
    },
    Basis {
        rule: "counted day by day as agents buy patents, and as their bars are lifted",
        module: "musofir::rules::papers",
        ground: Counted,
        indicators: &[PATENTS, BARS_LIFTED],
        assumptions: &["patent_price", "patent_take", "patent_renewal", "patent_elasticity", "expulsion_bar"],
    },
    Basis {
        rule: "summed over the agents' pay days and their households' days of account",
        module: "musofir::rules::remittance",
        ground: Counted,
        indicators: &[EARNED, WAGE, SENT_PER_MIGRANT, POVERTY_POOL],
        assumptions: &["wage", "sent_share", "sent_elasticity", "living_floor", "settling_debt", "poverty_line"],
    },
    Basis {
        rule: "computed monthly from the {host_currency} sent, the exchange rate, home jobs, aid and trade",
        module: "musofir::host::home_economy",
        ground: Computed,
        indicators: &[
            REMITTANCES_HOST,
            REMITTANCES_USD,
            REMITTANCES_LCU,
            REMITTANCES_PCT_GDP,
            GDP,
            GDP_REAL,
            GDP_USD,
            LCU_PER_DOLLAR,
            PRICES,
            POVERTY,
        ],
        assumptions: &[
            "outside_senders",
            "gdp",
            "gdp_growth",
            "multiplier",
            "exchange_speed",
            "exchange_elasticity",
            "pass_through",
            "home_income",
            "poverty_line",
        ],
    },
    Basis {
        rule: "the world's series, or the timeline's levers",
        module: "musofir::scenario::policy",
        ground: Computed,
        indicators: &[HOST_PER_DOLLAR],
        assumptions: &[],
    },
    Basis {
        rule: "computed monthly from exports, remittances, aid and financing",
        module: "musofir::host::reserves",
        ground: Computed,
        indicators: &[EXPORTS, IMPORTS, UNPAID_IMPORTS, RESERVES],
        assumptions: &["exports", "imports", "imports_response", "first_reserves"],
    },
    Basis {
        rule: "computed monthly from product, imports and aid against spending on its trend",
        module: "musofir::host::budget",
        ground: Computed,
        indicators: &[BUDGET_BALANCE],
        assumptions: &["revenue_gdp", "revenue_imports", "spending", "deficit_tolerated", "deficit_drag"],
    },
    Basis {
        rule: "computed monthly from what the households of the pool consume",
        module: "musofir::host::state",
        ground: Computed,
        indicators: &[CONSUMPTION_FALL],
        assumptions: &["home_income", "pass_through", "sent_share"],
    },
    Basis {
        rule: "transfers of the timeline, and those of the bargain by rule",
        module: "musofir::host::meeting",
        ground: Computed,
        indicators: &[INFLOW],
        assumptions: &["hedge_pace"],
    },
    Basis {
        rule: "computed at a month's end from other numbers of the month",
        module: "musofir::host::indicators",
        ground: Computed,
        indicators: &[REGISTERED_JOBLESSNESS, DISPOSABLE_INCOME],
        assumptions: &["registered_jobless", "registered_response", "gdp", "outside_senders"],
    },
    Basis {
        rule: "decided by every agent at home once a month: grievance against the risk of arrest; a hazard of recruitment",
        module: "musofir::rules::unrest",
        ground: Prior,
        indicators: &[FEAR, GRIEVANCE, RECRUITS],
        assumptions: &[
            "protest_threshold",
            "police_per_community",
            "protest_arrest",
            "grievance_base",
            "grievance_jobless",
            "grievance_barred",
            "grievance_pace",
            "recruitment",
            "recruitment_desperate",
        ],
    },
    Basis {
        rule: "those who decided for protest (musofir::rules::unrest), counted each evening",
        module: "musofir::rules::evening",
        ground: Prior,
        indicators: &[PROTESTERS],
        assumptions: &[
            "protest_threshold",
            "police_per_community",
            "protest_arrest",
            "grievance_base",
            "grievance_pace",
        ],
    },
    Basis {
        rule: "the hazard of recruitment times the people it can reach",
        module: "musofir::host::indicators",
        ground: Prior,
        indicators: &[RECRUITS_EXPECTED],
        assumptions: &["recruitment", "recruitment_desperate"],
    },
    Basis {
        rule: "a monthly hazard that protest, a fall of consumption and people barred raise, and aid lowers",
        module: "musofir::host::stability",
        ground: Prior,
        indicators: &[LEGITIMACY, CRISIS_HAZARD, CRISIS_RISK, OVERTHROW_RISK, REFUGEES_EXPECTED],
        assumptions: &[
            "crisis",
            "crisis_response",
            "crisis_active",
            "crisis_fall",
            "crisis_barred",
            "crisis_aid",
            "protest_threshold",
            "overthrow",
        ],
    },
    Basis {
        rule: "jobs that nobody won, counted each evening",
        module: "musofir::rules::evening",
        ground: Counted,
        indicators: &[UNFILLED_JOBS],
        assumptions: &["substitution", "substitution_time", "demand_growth"],
    },
    Basis {
        rule: "computed monthly from unfilled jobs, bed days, seats and court decisions",
        module: "musofir::host::ledger",
        ground: Computed,
        indicators: &[OUTPUT_LOST, ENFORCEMENT_COST],
        assumptions: &[
            "substitution",
            "substitution_time",
            "output_per_worker",
            "bed_day_cost",
            "seat_cost",
            "court_cost",
        ],
    },
    Basis {
        rule: "moved monthly by events, recruits and campaigns",
        module: "musofir::host::opinion",
        ground: Prior,
        indicators: &[OPINION],
        assumptions: &["opinion_usual", "opinion_campaign", "opinion_shock", "opinion_recruit"],
    },
    Basis {
        rule: "moved monthly by the people {host_capital} sends back, and fading",
        module: "musofir::host::ledger",
        ground: Prior,
        indicators: &[IMAGE],
        assumptions: &["image_removed", "image_ordered", "image_refused", "image_fading"],
    },
    Basis {
        rule: "a monthly probability that rises with the gain from conceding and falls with its price",
        module: "musofir::host::bargaining",
        ground: Prior,
        indicators: &[THREATENED, CREDIBILITY, CONCESSION_HAZARD, CONCESSION_PROBABILITY, CONCEDED, DOSE, HEDGING],
        assumptions: &[
            "concession_price",
            "concession_base",
            "concession_response",
            "concession_worth",
            "credibility",
            "loss_per_migrant",
        ],
    },
    Basis {
        rule: "moved monthly by offers to third states and by the treatment of others that they observe",
        module: "musofir::host::neighbours",
        ground: Prior,
        indicators: &[ALIGNMENT, ACCESSIONS],
        assumptions: &["alignment_loss", "accession_base", "accession_alignment", "accession_exposure"],
    },
];

/// The basis of an indicator.
pub fn basis(indicator: IndicatorId) -> &'static Basis {
    BASES.iter().find(|b| b.indicators.contains(&indicator)).expect("every indicator has a basis")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::World;

    #[test]
    fn every_indicator_rests_on_assumptions_there_are() {
        for id in IndicatorId::ALL {
            assert_eq!(BASES.iter().filter(|b| b.indicators.contains(&id)).count(), 1, "{id}");
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/configs/worlds/tajikistan.ron");
        let mut world = crate::config::load::<World>(path.as_ref()).expect("the reference world loads").value;
        for b in BASES {
            for name in b.assumptions {
                let own = world.assumptions.get_mut(name).is_some();
                assert!(own || world.origins[0].assumptions.get_mut(name).is_some(), "{name}");
            }
        }
    }
}
