//! The twenty-one systems of the source article: each is switched by a lever in a preset, and moves an indicator the
//! way it should, against the twin run without the lever, over eight seeds. So is each lever that goes beyond the article.
//! The table is part of the model's document.

use crate::support::{path, preset, series_of};
use musofir::config::parse;
use musofir::host::IndicatorId;
use musofir::host::ids::*;
use musofir::scenario::{Lever, Play, Scenario};
use musofir::world::Words;
use std::collections::HashMap;
use std::fmt::Write;

const AGENTS: u32 = 12_000;
const SEEDS: u64 = 8;
/// The day of a lever that is added.
const ADDED_ON: &str = "2013-01-01";
/// Student's t for seven degrees of freedom, 95 %.
const T: f64 = 2.365;

/// What a row claims.
struct System {
    number: &'static str,
    system: &'static str,
    lever: &'static str,
    preset: &'static str,
    indicator: IndicatorId,
    more: bool,
    /// The open parameter of accession, set in both runs.
    given: Option<f64>,
    /// True where the lever is not taken away but played by rule against the timeline's schedule.
    by_rule: bool,
    /// A lever that the preset does not set, added on [`ADDED_ON`]: one beyond the article's, or the exchange rate held.
    added: Option<&'static str>,
    evidence: &'static str,
}

const fn system(
    number: &'static str,
    system: &'static str,
    lever: &'static str,
    preset: &'static str,
    indicator: IndicatorId,
    more: bool,
    evidence: &'static str,
) -> System {
    System { number, system, lever, preset, indicator, more, given: None, by_rule: false, added: None, evidence }
}

const UP: bool = true;
const DOWN: bool = false;

#[rustfmt::skip]
const SYSTEMS: &[System] = &[
    system("1", "a million Tajiks in Russia", "PassportRule", "rouble-2014", ABROAD, DOWN, "stock fell from 1.17 m (mid-2014) to 0.86 m (January 2016)"),
    System { added: Some("HostCurrency(per_dollar: 32.7683)"), ..system("2", "dependence on remittances", "HostCurrency", "rouble-2014", REMITTANCES_PCT_GDP, UP, "remittances fell from 3,384 (2014) to 1,867 m USD (2016)") },
    system("3", "base agreement, ratification delayed", "Bargain", "ratify-for-carrots", CONCESSION_PROBABILITY, UP, "signed on 5 October 2012, ratified on 1 October 2013"),
    system("4", "protection and aid", "Aid", "ratify-for-carrots", BUDGET_BALANCE, UP, "none"),
    system("5", "hydroelectric investment", "Investment", "ratify-for-carrots", HOME_WORKING, UP, "none"),
    system("6", "trade for speedier ratification", "Trade", "ratify-for-carrots", CONCESSION_PROBABILITY, UP, "offered in May 2013"),
    system("7", "threats of deportation", "Threat", "threat-only", CONCESSION_PROBABILITY, UP, "none"),
    system("8", "arrests of thousands", "PoliceChecks", "mass-deportation", ARRESTS, UP, "raids of August and October 2013"),
    system("9", "eighty-three camps", "BuildCamps", "eighty-three-camps", DETAINED, UP, "21 centres before 2014, 81 in 2014"),
    system("10", "planes of deported migrants", "RemovalSeats", "mass-deportation", REMOVED, UP, "over 63,000 expelled in 2013, all nationalities"),
    system("11", "privileges of the Eurasian Union", "Exempt", "eurasian-union", IRREGULAR, DOWN, "Kyrgyzstan from August 2015"),
    system("12", "anti-migrant opinion", "DomesticCampaign", "domestic-campaign", CHECKS, UP, "none"),
    system("13", "harm to Russia's economy", "EntryBars", "entry-bars", OUTPUT_LOST, UP, "none"),
    system("14", "multi-vector policy", "Hedge", "multi-vector", CONCESSION_PROBABILITY, DOWN, "none"),
    system("15", "tension with Uzbekistan", "Transit", "afghan-spillover", GDP_REAL, DOWN, "gas cut off in winter 2012-2013"),
    system("16", "militants after 2014", "RecruiterPressure", "afghan-spillover", RECRUITS, UP, "1,094 recruits by March 2016"),
    system("17", "the prophecy fulfils itself", "EntryBars", "afghan-spillover", RECRUITS_EXPECTED, UP, "85 % of recruits were former migrants"),
    system("18", "unrest as in Kyrgyzstan", "EntryBars", "mass-deportation", CRISIS_RISK, UP, "none: no uprising with 300,000 barred"),
    system("19", "a more reasonable president", "RegimePush", "mass-deportation", OVERTHROW_RISK, UP, "none"),
    system("20", "demonstration effect: alignment", "Target", "demonstration-effect", ALIGNMENT, DOWN, "none"),
    System { given: Some(-1.0), ..system("20, sign -1", "demonstration effect: the example deters", "Target", "demonstration-effect", ACCESSIONS, DOWN, "none") },
    System { given: Some(2.0), ..system("20, sign +2", "demonstration effect: it drives under cover", "Target", "demonstration-effect", ACCESSIONS, UP, "Armenia and Kyrgyzstan acceded in 2015") },
    system("21", "selective deportation", "Target", "selective-deportation", CONCESSION_PROBABILITY, UP, "none"),
    System { by_rule: true, ..system("21, by rule", "the rule picks the dose", "Bargain", "selective-deportation", CHECKS, UP, "none") },
    System { added: Some("Border(out: 0.5)"), ..system("beyond", "a border half shut", "Border", "baseline", DEPARTURES, DOWN, "none") },
    System { added: Some("LiftBars(share: 1)"), ..system("beyond", "an amnesty of entry bars", "LiftBars", "baseline", BARRED, DOWN, "none") },
    System { added: Some("PlacesShare(share: 0.02)"), ..system("beyond", "a campaign that spares a state", "PlacesShare", "baseline", PERMITS, DOWN, "none") },
    System { added: Some("Naturalisations(per_year: 90000)"), ..system("beyond", "more naturalisations", "Naturalisations", "baseline", ENTRANTS, UP, "none") },
    System { added: Some("Hours(times: 0.8)"), ..system("beyond", "shorter hours", "Hours", "baseline", REMITTANCES_USD, DOWN, "none") },
    System { added: Some("OtherInflows(million: 500)"), ..system("beyond", "other inflows", "OtherInflows", "baseline", RESERVES, UP, "none") },
];

fn scenario(s: &System, with: bool) -> Scenario {
    let mut x = preset(s.preset);
    let is_it = |lever: &Lever| lever.name() == s.lever;
    if let Some(text) = s.added {
        let at = x.timeline.partition_point(|(on, _)| on.to_string().as_str() < ADDED_ON);
        x.timeline.insert(at, (ADDED_ON.parse().unwrap(), parse(text).unwrap()));
    }
    assert!(x.timeline.iter().any(|(_, l)| is_it(l)), "{} has no {}", s.preset, s.lever);
    if !with && !s.by_rule {
        x.timeline.retain(|(_, lever)| !is_it(lever));
    }
    for (_, lever) in &mut x.timeline {
        if let (Lever::Bargain { play, .. }, true) = (lever, with && s.by_rule) {
            *play = Play::Rule;
        }
    }
    if let Some(given) = s.given {
        x.world.assumptions.accession_exposure.value = given;
    }
    x
}

/// Mean of the indicator from the lever's first month on, by seed, with the lever and without it.
fn measured(s: &System, cache: &mut HashMap<String, Vec<Vec<Vec<f64>>>>) -> [Vec<f64>; 2] {
    let whole = scenario(s, true);
    let on = whole.timeline.iter().find(|(_, l)| l.name() == s.lever).unwrap().0;
    let from = whole.calendar.months().iter().position(|m| m.last >= on).unwrap();
    [true, false].map(|with| {
        let key = match s.by_rule {
            true => format!("{} {}", s.preset, if with { "by rule" } else { "None" }),
            false if s.added.is_some() => format!("{} {}", s.preset, if with { s.lever } else { "" }),
            false => format!("{} {:?}{}", s.preset, s.given, if with { "" } else { s.lever }),
        };
        let runs = cache.entry(key).or_insert_with(|| series_of(&scenario(s, with), AGENTS, SEEDS));
        let mean = |run: &Vec<Vec<f64>>| {
            let months: Vec<f64> = run[from..].iter().map(|row| row[s.indicator.index()]).collect();
            months.iter().sum::<f64>() / months.len() as f64
        };
        runs.iter().map(mean).collect()
    })
}

/// Mean of the differences and half of their 95 % interval.
fn interval(with: &[f64], without: &[f64]) -> (f64, f64) {
    let n = with.len() as f64;
    let differences: Vec<f64> = with.iter().zip(without).map(|(a, b)| a - b).collect();
    let mean = differences.iter().sum::<f64>() / n;
    let variance = differences.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / (n - 1.0);
    (mean, T * (variance / n).sqrt())
}

/// Three significant figures.
fn figures(v: f64) -> String {
    let digits = if v == 0.0 { 0 } else { (2 - v.abs().log10().floor() as i32).clamp(0, 9) as usize };
    format!("{v:.digits$}")
}

#[test]
fn all_twenty_one_systems_move_their_indicator_as_they_should() {
    let mut table =
        "| # | system | lever | preset | indicator | expected | difference from the twin run | evidence |\n\
                     |---|---|---|---|---|---|---|---|\n"
            .to_owned();
    let mut cache = HashMap::new();
    let mut wrong = Vec::new();
    for s in SYSTEMS {
        let [with, without] = measured(s, &mut cache);
        let (mean, half) = interval(&with, &without);
        let unit = Words::of(&preset(s.preset).world).fill(s.indicator.unit()).into_owned();
        let expected = if s.more { "more" } else { "less" };
        let (m, h) = (figures(mean), figures(half));
        writeln!(
            table,
            "| {} | {} | `{}` | `{}` | `{}` | {expected} | {m} ± {h} {unit} | {} |",
            s.number, s.system, s.lever, s.preset, s.indicator, s.evidence
        )
        .unwrap();
        if (mean > 0.0) != s.more || mean.abs() <= half {
            wrong.push(format!("{} {}: {mean} ± {half} {unit}", s.number, s.system));
        }
    }
    let file = path("src/model/systems.md");
    if std::env::var_os("MUSOFIR_BLESS").is_some() {
        std::fs::write(&file, &table).unwrap();
    }
    assert!(wrong.is_empty(), "{}\n{table}", wrong.join("\n"));
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(kept, table, "src/model/systems.md is not what the model does; MUSOFIR_BLESS=1 writes it");
}
