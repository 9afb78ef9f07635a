//! What an indicator rests on: where its rule stands, how far it is a prior, and the assumptions it leans on most. One
//! place for the report and for `explain`.

/// How far an indicator can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Counted from the agents.
    Counted,
    /// Computed by the host from what was counted.
    Computed,
    /// Rests on priors about unrest, bargaining or third states: it holds only as far as these do.
    Prior,
}

/// Indicators of one kind.
pub struct Basis {
    /// How they come about.
    pub rule: &'static str,
    /// The module whose documentation is the rule.
    pub module: &'static str,
    /// How far they can be believed.
    pub ground: Ground,
    /// The indicators.
    pub indicators: &'static [&'static str],
    /// The assumptions they lean on most.
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
            "in_russia",
            "counted_in_russia",
            "working",
            "seeking",
            "employed",
            "held",
            "detained",
            "ordered",
            "home_jobless",
            "home_working",
            "barred",
            "barred_at_home",
            "irregular",
            "in_debt",
            "home_joblessness",
        ],
        assumptions: &[
            "pool",
            "started_in_russia",
            "counted_outside_pool",
            "job_waiting",
            "demand_growth",
            "home_jobs",
        ],
    },
    Basis {
        rule: "counted day by day as agents depart, return, are turned back, leave the pool or enter it",
        module: "musofir::rules::mobility",
        ground: Counted,
        indicators: &["departures", "arrivals_counted_in_russia", "returns", "refused", "entrants"],
        assumptions: &["departure_gain", "homecoming_gain", "fear_departure", "home_job_stay", "debt_push", "caged"],
    },
    Basis {
        rule: "counted day by day as agents are checked, fined, held, brought before a court, expelled and barred",
        module: "musofir::rules::detention",
        ground: Counted,
        indicators: &[
            "checks",
            "arrests",
            "admissions",
            "expelled",
            "removed",
            "offences",
            "entry_bars",
            "savings_lost",
        ],
        assumptions: &[
            "arrest",
            "irregular_fine",
            "legal_fine",
            "bar_on_second_offence",
            "bar_on_overstay",
            "expulsion",
            "order_share",
            "origin_share",
            "removal_seats",
            "savings_lost",
        ],
    },
    Basis {
        rule: "counted day by day as agents get permits and buy patents",
        module: "musofir::rules::papers",
        ground: Counted,
        indicators: &["permits", "patents"],
        assumptions: &["permit_quota", "patent_price", "patent_take", "patent_renewal", "patent_elasticity"],
    },
    Basis {
        rule: "summed over the agents' pay days, and scaled by senders outside the pool",
        module: "musofir::rules::remittance",
        ground: Counted,
        indicators: &["earned", "wage", "remittances_rub", "remittances_usd", "remittances_tjs", "sent_per_migrant"],
        assumptions: &["wage", "sent_share", "sent_elasticity", "living_floor", "settling_debt", "outside_senders"],
    },
    Basis {
        rule: "computed monthly from remittances, the exchange rate, home jobs, aid and trade",
        module: "musofir::host::dushanbe",
        ground: Computed,
        indicators: &[
            "remittances_pct_gdp",
            "gdp",
            "gdp_real",
            "gdp_usd",
            "roubles_per_dollar",
            "somoni_per_dollar",
            "prices",
            "poverty_pool",
            "poverty",
            "registered_joblessness",
            "disposable_income",
            "inflow",
            "exports",
            "imports",
            "unpaid_imports",
            "reserves",
            "budget_balance",
            "consumption_fall",
        ],
        assumptions: &[
            "gdp",
            "gdp_growth",
            "multiplier",
            "exchange_speed",
            "exchange_elasticity",
            "pass_through",
            "home_income",
            "poverty_line",
            "imports_response",
        ],
    },
    Basis {
        rule: "asked of every agent at home once a month: Epstein's rule of grievance against the risk of arrest; a hazard of recruitment",
        module: "musofir::rules::unrest",
        ground: Prior,
        indicators: &["fear", "grievance", "protesters", "recruits", "recruits_expected"],
        assumptions: &[
            "protest_threshold",
            "cops",
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
        rule: "a monthly hazard that protest, a fall of consumption and people barred raise, and aid lowers",
        module: "musofir::host::stability",
        ground: Prior,
        indicators: &["legitimacy", "crisis_hazard", "crisis_risk", "overthrow_risk", "refugees_expected"],
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
        rule: "computed monthly from unfilled jobs, bed days, seats and court decisions",
        module: "musofir::host::moscow",
        ground: Computed,
        indicators: &["unfilled_jobs", "output_lost", "enforcement_cost"],
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
        rule: "moved monthly by events, recruits, campaigns, and by whom Moscow sends back",
        module: "musofir::host::opinion",
        ground: Prior,
        indicators: &["opinion", "image"],
        assumptions: &["opinion_usual", "opinion_campaign", "opinion_shock", "opinion_recruit", "image_removed"],
    },
    Basis {
        rule: "a monthly probability that rises with what conceding saves or brings and falls with its price",
        module: "musofir::host::bargaining",
        ground: Prior,
        indicators: &[
            "threatened",
            "credibility",
            "concession_hazard",
            "concession_probability",
            "conceded",
            "dose",
            "hedging",
        ],
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
        rule: "moved monthly by what third states are offered and by what they see done to others",
        module: "musofir::host::neighbours",
        ground: Prior,
        indicators: &["alignment", "accessions"],
        assumptions: &["alignment_loss", "accession_base", "accession_alignment", "accession_exposure"],
    },
];

/// What an indicator rests on.
pub fn basis(indicator: &str) -> &'static Basis {
    BASES.iter().find(|b| b.indicators.contains(&indicator)).expect("every indicator has a basis")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::INDICATORS;
    use crate::world::World;

    #[test]
    fn every_indicator_rests_on_assumptions_there_are() {
        for i in INDICATORS {
            assert_eq!(BASES.iter().filter(|b| b.indicators.contains(&i.name)).count(), 1, "{}", i.name);
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/configs/worlds/tajikistan.ron");
        let mut world = crate::config::load::<World>(path.as_ref()).expect("the reference world loads").value;
        for b in BASES {
            assert!(b.indicators.iter().all(|i| crate::host::indicator(i).is_some()));
            for name in b.assumptions {
                let own = world.assumptions.get_mut(name).is_some();
                assert!(own || world.origins[0].assumptions.get_mut(name).is_some(), "{name}");
            }
        }
    }
}
