//! Texts that a user writes, and those that the program keeps: scenarios, worlds, expressions, requests.

use super::{attack, edited, edits};
use crate::support::{path, preset};
use musofir::config::{Source, within};
use musofir::ensemble::Record;
use musofir::ensemble::design::{Vary, grid};
use musofir::ensemble::threshold::Limit;
use musofir::output::Request;
use musofir::scenario::ScenarioFiles;
use proptest::prelude::*;
use std::path::{Component, Path};
use std::sync::LazyLock;

static RICH: LazyLock<ScenarioFiles> = LazyLock::new(|| {
    let name = path("configs/demonstration-effect.ron");
    ScenarioFiles::read(&name).unwrap_or_else(|e| panic!("{e}"))
});

/// Whatever loads must have policies and numbers to turn; whatever does not, a message.
fn loads(inputs: &ScenarioFiles) {
    match inputs.validated() {
        Ok(x) => drop((x.policy(x.calendar.end), x.diagnostic(), x.calendar.months())),
        Err(e) => assert!(!e.to_string().is_empty()),
    }
}

#[test]
fn scenarios() {
    attack((0..presets().len(), edits()), |(which, edits)| {
        let mut inputs = RICH.clone();
        inputs.scenario.text = edited(&presets()[which], &edits);
        loads(&inputs);
    });
}

fn presets() -> &'static [String] {
    static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let text = |name: &String| std::fs::read_to_string(path(&format!("configs/{name}.ron"))).unwrap();
        crate::support::presets().iter().map(text).collect()
    });
    &TEXTS
}

#[test]
fn worlds_and_sending_states() {
    attack((any::<bool>(), edits()), |(state, edits)| {
        let mut inputs = RICH.clone();
        let of = if state { &mut inputs.sending_states[0] } else { &mut inputs.world };
        of.text = edited(&of.text, &edits);
        loads(&inputs);
    });
}

#[test]
fn expressions() {
    let x = preset("mass-deportation");
    let texts = [
        "RemovalSeats=0..2000:5",
        "EntryBars.on_overstay@2013-08-01=0,0.5",
        "credibility=0.1,0.25,0.5",
        "Tajikistan.pool=1e6..2e6",
        "Threat.people@2013-08-01",
        "crisis_risk>20",
        "relative_remittances_pct_gdp<35",
    ];
    attack((0..texts.len(), edits()), move |(which, edits)| {
        let text = edited(texts[which], &edits);
        for parsed in [Vary::parse(&text, &x), Vary::parse_searched(&text, &x)] {
            match parsed {
                Ok(vary) => drop((vary.ends(), grid(&[vary.clone(), vary]))),
                Err(e) => assert!(!e.is_empty()),
            }
        }
        let _ = Limit::parse(&text);
    });
}

#[test]
fn records_and_requests() {
    let record = Record {
        places: Vec::new(),
        identity: "a".repeat(64),
        scenario: "s".to_owned(),
        seed: 1,
        start: "2012-01-01".to_owned(),
        digest: "b".repeat(64),
        months: vec!["2012-01".to_owned(); 3],
        days: vec![31; 3],
        values: vec![vec![0.5; 4]; 3],
    };
    let record = serde_json::to_string(&record).unwrap();
    let request = r#"{"scenario": "s.ron", "end": "2012-03-31", "agents": 10, "seed": 1, "checkpoint_every": 6,
        "microdata": {"monthly": true, "sample": 100}, "forked": {"from": "a", "at": "2012-02-01", "with": "b.ron"}}"#;
    attack((any::<bool>(), edits()), move |(first, edits)| {
        let text = edited(if first { &record } else { request }, &edits);
        let _ = serde_json::from_str::<Record>(&text);
        if let Ok(request) = serde_json::from_str::<Request>(&text) {
            let _ = request.rhythm();
            let up = Path::new(&request.scenario).components().any(|c| c == Component::ParentDir);
            assert!(!up || within(Path::new("/nowhere"), &request.scenario).is_err());
            let _ = request.scenario(&RICH);
        }
    });
}

#[test]
fn what_once_was_tried() {
    let folder = path("tests/it/corpus");
    let mut tried = 0;
    for file in std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()) {
        let text = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
        for as_world in [false, true] {
            let mut inputs = RICH.clone();
            let source = Source { path: file.clone(), text: text.clone() };
            *(if as_world { &mut inputs.world } else { &mut inputs.scenario }) = source;
            let message = inputs.validated().map(|_| ()).unwrap_err().to_string();
            assert!(message.contains("error"), "{}: {message}", file.display());
        }
        tried += 1;
    }
    assert!(tried >= 6);
}
