//! What a comparison claims is true: of levels that the size biases, of a yes or no, and of what few agents can resolve.

use crate::support::preset;
use musofir::ensemble::{Amount, Outcome};
use musofir::host::IndicatorId;
use musofir::host::ids::*;
use musofir::study::compare::CompareResult;
use musofir::study::{Compare, Machine};
use std::sync::OnceLock;

/// Two presets to July 2014, on four seeds.
fn compared(of: &str, agents: u32) -> CompareResult {
    let mut two = ["baseline", of].map(preset);
    two.iter_mut().for_each(|x| x.until("2014-07-31").unwrap());
    Compare::new(two).seeds(4).agents(agents).run(&Machine::cpu(0)).unwrap()
}

/// Mass deportation against the baseline with 10,000, 20,000 and 150,000 agents.
fn by_size() -> &'static [CompareResult; 3] {
    static MADE: OnceLock<[CompareResult; 3]> = OnceLock::new();
    MADE.get_or_init(|| [10_000, 20_000, 150_000].map(|agents| compared("mass-deportation", agents)))
}

#[test]
fn the_verdict_does_not_hang_on_the_size_of_the_runs() {
    let lines = by_size().each_ref().map(|r| r.line("mass-deportation", OUTPUT_LOST).unwrap());
    let ratios = lines.map(|l| l.of.mean / l.reference.mean);
    assert!(ratios[2] > 1.8 * ratios[0], "the level of a small run is far too high: {ratios:?}");
    let differences = lines.map(|l| l.difference.mean);
    for (line, difference) in lines.iter().zip(differences) {
        assert!((difference / differences[2] - 1.0).abs() < 0.15, "{differences:?}");
        let Outcome::Distinct { amount, .. } = line.outcome else { panic!("{}", line.outcome) };
        assert_eq!(amount, Amount::Absolute("million roubles"), "{}", line.outcome);
    }
    let notes = by_size()[0].notes(&[OUTPUT_LOST, DEPARTURES]);
    assert!(notes.iter().any(|n| n.contains("the level of output_lost by a tenth")), "{notes:?}");
    // An indicator that is right at every size is still a share of its reference.
    for result in by_size() {
        let outcome = result.verdict("mass-deportation", DEPARTURES);
        assert!(matches!(outcome, Outcome::Distinct { amount: Amount::Percent, .. }), "{outcome}");
    }
}

#[test]
fn the_sizes_of_the_indicator_table_are_those_at_which_levels_part() {
    let level = |size: usize, i: IndicatorId| by_size()[size].line("baseline", i).unwrap().of.mean;
    for i in IndicatorId::ALL.into_iter().filter(|i| i.level_from() > 0) {
        let off = level(1, i) / level(2, i) - 1.0;
        println!("{i}: {:.1} % off with 20,000 agents", 100.0 * off);
        match i.level_from() {
            ..=20_000 => assert!(off.abs() < 0.12, "{i}: {off}"),
            _ => assert!(off.abs() > 0.03, "{i} is as right with 20,000 agents: {off}"),
        }
    }
    let steady = [IN_RUSSIA, WORKING, EMPLOYED, DEPARTURES, RETURNS, CHECKS, ENTRY_BARS, EARNED, POVERTY, CRISIS_RISK];
    for i in steady {
        assert!(i.level_from() == 0 && (level(1, i) / level(2, i) - 1.0).abs() < 0.05, "{i}");
    }
}

#[test]
fn no_month_of_any_run_leaves_the_range_of_its_indicator() {
    for result in by_size() {
        for record in result.replicates.records.iter().flatten() {
            for (month, values) in record.months.iter().zip(&record.values) {
                for (i, v) in IndicatorId::ALL.into_iter().zip(values) {
                    let (low, high) = i.range().ends();
                    assert!((low..=high).contains(v), "{i} in {month} of {}: {v}", record.scenario);
                }
            }
        }
    }
}
