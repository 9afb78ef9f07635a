//! What a comparison claims is true: of a demand without pressure, of levels that the size biases, of a yes or no, and of
//! what few agents can resolve.

use crate::studies::compare::{number, text};
use crate::studies::study::Study;
use crate::support::{done, preset, rows};
use musofir::ensemble::{Amount, Outcome};
use musofir::host::IndicatorId;
use musofir::host::ids::*;
use musofir::study::compare::CompareResult;
use musofir::study::{Compare, Machine};
use musofir::world::Words;
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
fn what_a_demand_wins_without_pressure_stands_beside_what_it_wins_with_it() {
    let two = ["baseline", "threat-only"].map(preset);
    let result = Compare::new(two).seeds(4).agents(20_000).run(&Machine::cpu(0)).unwrap();
    let names: Vec<&str> = result.lines.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["baseline", "threat-only", "baseline with the demand"]);
    let line = result.line("threat-only", CONCESSION_PROBABILITY).unwrap();
    let parts = line.parts.as_ref().unwrap();
    // The demand wins 67 points by itself, and 65 with as few agents as here.
    assert!((64.0..68.0).contains(&parts.alone.mean), "{parts:?}");
    assert!(line.difference.mean > parts.alone.mean + 5.0, "threats add to it: {line:?}");
    assert!((parts.alone.mean + parts.rest.mean - line.difference.mean).abs() < 1e-9, "{line:?}");
    let verdict = line.verdict(&Words::default());
    assert!(verdict.contains("(the demand alone: higher by 6"), "{verdict}");
    assert!(verdict.contains("points; the rest: "), "{verdict}");
    assert!(result.notes(&[])[0].contains("No demand stands in baseline, and one in threat-only"));
    // A demand moves nobody: its people and money are the reference's to the last bit.
    for i in [ABROAD, REMITTANCES_USD, POVERTY, EXPELLED] {
        assert!(result.line("baseline with the demand", i).unwrap().difference.is_zero(), "{i}");
        let verdict = result.line("threat-only", i).unwrap().verdict(&Words::default());
        assert!(!verdict.contains("demand"), "nothing to add: {verdict}");
    }
    // Against the demand alone the same numbers need no parts, and nothing is added.
    let two = ["demand-only", "threat-only"].map(preset);
    let against = Compare::new(two).seeds(4).agents(20_000).run(&Machine::cpu(0)).unwrap();
    let direct = against.line("threat-only", CONCESSION_PROBABILITY).unwrap();
    assert_eq!((against.lines.len(), against.notes(&[])), (2, Vec::new()), "nothing is added or said");
    assert!(direct.parts.is_none() && direct.difference == parts.rest, "{direct:?}");
}

#[test]
fn files_table_and_page_say_what_the_demand_does_alone() {
    let dir = tempfile::tempdir().unwrap();
    let plan = dir.path().join("single");
    let words = ["--shards", "2", "compare", "configs/baseline.ron", "configs/threat-only.ron", "--seeds", "3"];
    let study = Study::of(dir, &[&words[..], &["--agents", "1000", "--no-report"]].concat());
    let single = study.single();
    assert_eq!(single, plan);
    assert_eq!(study.work(&[]).0, 0);
    study.merged(&single, "merged");
    let summary = rows(&single, "summary.csv");
    let of = |scenario: &str, i: IndicatorId| {
        summary.iter().find(|r| r["scenario"] == scenario && r["indicator"] == i.name()).unwrap()
    };
    let line = of("threat-only", CONCESSION_PROBABILITY);
    assert!((60.0..68.0).contains(&number(line, "demand_alone")), "{line:?}");
    assert!((number(line, "demand_alone") + number(line, "rest") - number(line, "difference")).abs() < 1e-9);
    assert!(line["verdict"].contains("(the demand alone: higher by 58-69 points; the rest: higher by "), "{line:?}");
    assert_eq!(of("baseline with the demand", CONCESSION_PROBABILITY)["rest"], "");
    assert!(text(&single, "manifest.json").contains("what the demand does without pressure is shown as"));
    done(&["report", &single.display().to_string()]);
    let page = text(&single, "report.html");
    assert!(page.contains("No demand stands in baseline, and one in threat-only"), "the page says so");
    // 1,000 agents for 1.5 million people.
    let removed = of("threat-only", REMOVED);
    assert_eq!(removed["verdict"], "not resolved: none in either with any seed, and one agent is 1500 people");
    // A yes or no: shares of seeds, and their difference.
    for scenario in ["threat-only", "baseline with the demand", "baseline"] {
        let [mean, low, high] = ["mean", "mean_low", "mean_high"].map(|c| number(of(scenario, CONCEDED), c));
        assert!(0.0 <= low && low <= mean && mean <= high && high <= 1.0 && high - low > 0.1, "{scenario}");
        let [low, high] = ["low", "high"].map(|c| number(of(scenario, CONCEDED), c));
        assert!(-1.0 <= low && high <= 1.0, "{scenario}");
    }
    for row in &summary {
        let (least, most) = IndicatorId::parse(&row["indicator"]).unwrap().range().ends();
        assert!(least <= number(row, "mean_low") && number(row, "mean_high") <= most, "{row:?}");
    }
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
        assert_eq!(amount, Amount::Absolute("million {host_currency}"), "{}", line.outcome);
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
        // Imports are paid for as long as reserves last: nothing is off where nothing happens.
        if level(2, i) == 0.0 {
            assert!(i == UNPAID_IMPORTS && level(1, i) == 0.0, "{i}");
            continue;
        }
        println!("{i}: {:.1} % off with 20,000 agents", 100.0 * off);
        match i.level_from() {
            ..=20_000 => assert!(off.abs() < 0.12, "{i}: {off}"),
            _ => assert!(off.abs() > 0.03, "{i} is as right with 20,000 agents: {off}"),
        }
    }
    let steady = [ABROAD, WORKING, EMPLOYED, DEPARTURES, RETURNS, CHECKS, ENTRY_BARS, EARNED, POVERTY, CRISIS_RISK];
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
