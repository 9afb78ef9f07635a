//! Input made to do harm: no panic, no hang, no memory that the input does not justify.
//!
//! `MUSOFIR_FUZZ=1000000 cargo test --release hostile` tries a million of each; a few hundred otherwise.

use crate::support::{cpu_run, path, preset, scenario};
use musofir::common::agent::*;
use musofir::common::layout::*;
use musofir::config::{Source, within};
use musofir::ensemble::Record;
use musofir::ensemble::design::{Vary, grid};
use musofir::ensemble::threshold::Limit;
use musofir::output::Request;
use musofir::run::Run;
use musofir::run::checkpoint::{Checkpoint, MARK, VERSION};
use musofir::scenario::{Scenario, ScenarioFiles};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sha2::{Digest, Sha256};
use std::io::Cursor;
use std::path::{Component, Path};
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

/// A change of a text or of bytes: what, where (of 2^32), and with what.
type Edit = (u8, u32, u32);

/// One case may take minutes on a busy machine, though none needs a second; past this it hangs.
const HANG: Duration = Duration::from_secs(300);

/// Runs a function on many edits of something. None may panic, hang, or need a gigabyte.
fn attack<T, S>(input: S, of: impl Fn(T) + Send + 'static)
where
    T: Clone + std::fmt::Debug + Send + 'static,
    S: Strategy<Value = T> + Send + 'static,
{
    let cases = std::env::var("MUSOFIR_FUZZ").map_or(300, |n| n.parse().expect("a number"));
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let before = peak();
    let current = Arc::new(Mutex::new(None));
    let tried = current.clone();
    let (ends, ended) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let outcome = TestRunner::new(config).run(&input, |input| {
            let number = tried.lock().unwrap().as_ref().map_or(0, |(n, _)| n + 1);
            *tried.lock().unwrap() = Some((number, input.clone()));
            of(input);
            Ok(())
        });
        let _ = ends.send(outcome.map_err(|e| e.to_string()));
    });
    let mut seen = None;
    loop {
        match ended.recv_timeout(HANG) {
            Ok(outcome) => break outcome.unwrap_or_else(|e| panic!("{e}")),
            Err(RecvTimeoutError::Disconnected) => panic!("the runner of the cases is gone"),
            Err(RecvTimeoutError::Timeout) => {
                let now: Option<(u64, T)> = current.lock().unwrap().clone();
                let number = now.as_ref().map(|(n, _)| *n);
                assert!(number != seen, "it hangs: {now:?}");
                seen = number;
            }
        }
    }
    assert!(peak() - before < 1_000_000, "{} kB more", peak() - before);
}

/// The most memory this process has held, kB, where the system says.
fn peak() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec(any::<Edit>(), 1..6)
}

/// Pieces that a parser may stumble on.
const PIECES: &[&str] = &[
    "",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "/*",
    "*/",
    "//",
    "'",
    "r#\"",
    "\n",
    "-",
    "+",
    ".",
    "..",
    "0",
    "1e308",
    "-1e308",
    "1e-308",
    "NaN",
    "inf",
    "-inf",
    "99999999999999999999",
    "0x",
    "true",
    "None",
    "Some(",
    "()",
    "(((((((((((((((((((",
    "\"2012-02-30\"",
    "\"2013-08-01\"",
    "\"-9999-01-01\"",
    "\u{feff}",
    "\u{202e}",
    "é",
    "💥",
    "title:",
    "on:",
    "lever:",
    "value:",
    "RoublePath(per_dollar: [])",
    "PoliceChecks(times: -0.0)",
    "BuildCamps(per_month: 1e300)",
    "@",
    "=",
    ";",
    "&",
    "=cmd()",
];

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut text = text.to_owned();
    let place = |text: &str, at: u32| {
        let mut i = ((u64::from(at) * (text.len() as u64 + 1)) >> 32) as usize;
        while !text.is_char_boundary(i) {
            i -= 1;
        }
        i
    };
    for &(what, at, with) in edits {
        let i = place(&text, at);
        let piece = PIECES[with as usize % PIECES.len()];
        // The word at the place, or a stretch from it on.
        let word = text[i..].find(|c: char| !c.is_alphanumeric() && c != '.').map_or(text.len(), |n| i + n);
        let mut far = (i + (with % 400) as usize).min(text.len());
        while !text.is_char_boundary(far) {
            far -= 1;
        }
        match what % 6 {
            0 => text.insert_str(i, piece),
            1 => text.replace_range(i..word, piece),
            2 => text.replace_range(i..far, ""),
            3 => text.insert_str(place(&text, with), &text.clone()[i..far]),
            4 => text.truncate(i),
            _ => text.replace_range(i..word, &f64::from_bits((u64::from(with) << 32) | u64::from(at)).to_string()),
        }
    }
    text
}

fn damaged(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for &(what, at, with) in edits {
        let i = ((u64::from(at) * (bytes.len() as u64 + 1)) >> 32) as usize;
        let far = (i + (with % 64) as usize).min(bytes.len());
        match what % 6 {
            0 if i < bytes.len() => bytes[i] = with as u8,
            1 if i < bytes.len() => bytes[i] ^= 1 << (with % 8),
            2 => drop(bytes.drain(i..far)),
            3 => bytes.extend_from_slice(&with.to_le_bytes()),
            4 => bytes[i..far].fill([0, 0xff, 0x80, 0x7f][with as usize % 4]),
            _ => bytes.truncate(i.max(1)),
        }
    }
    bytes
}

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

static SMALL: LazyLock<(Scenario, Vec<u8>)> = LazyLock::new(|| {
    let x = scenario(r#"start: "2012-01-01", end: "2012-04-30""#);
    let mut bytes = Vec::new();
    let mut run = cpu_run(&x, 600);
    let months = x.calendar.months();
    for month in &months[..2] {
        run.month(*month).unwrap();
    }
    run.checkpoint().unwrap().write(&mut bytes).unwrap();
    drop(run);
    (x, bytes)
});

#[test]
fn checkpoints() {
    let (x, good): &'static (Scenario, Vec<u8>) = &SMALL;
    let body = good.len() - 32;
    attack((any::<u8>(), edits()), move |(how, edits)| {
        // With a checksum that agrees, a reader has only its own checks to rely on; in the head or anywhere.
        let mut bytes = match how % 3 {
            0 => damaged(&good[..body], &edits),
            1 => {
                let head = MARK.len() + 12;
                let length = u64::from_le_bytes(good[head - 8..head].try_into().unwrap()) as usize;
                let middle = damaged(&good[head..head + length], &edits);
                let frame = [&good[..head - 8], &(middle.len() as u64).to_le_bytes()].concat();
                [&frame, &middle[..], &good[head + length..body]].concat()
            }
            _ => damaged(good, &edits),
        };
        if how % 3 < 2 {
            let sum = Sha256::digest(&bytes);
            bytes.extend_from_slice(&sum);
        }
        let make = |start| {
            Ok::<_, musofir::run::checkpoint::CheckpointError>(Box::new(musofir::cpu::CpuEngine::new(start, 1)) as _)
        };
        match Checkpoint::read(Cursor::new(&bytes)) {
            // What is accepted can be run.
            Ok(checkpoint) => {
                if let Ok(mut run) = Run::restored(x, 600, 1, checkpoint, make) {
                    let _ = run.months_left().first().map(|month| run.month(*month));
                }
            }
            Err(e) => assert!(!e.to_string().is_empty()),
        }
    });
    assert_eq!(VERSION, 2, "a new form needs a look at this test");
}

/// The checkpoint with the first agent at home changed, and a checksum that agrees.
fn with_one(change: impl Fn(Agent) -> Agent) -> Vec<u8> {
    let good = &SMALL.1;
    let mut bytes = good[..good.len() - 32].to_vec();
    let agent_state = bytes.len() - 600 * 16;
    let at = |plane: usize, i: usize| agent_state + (plane * 600 + i) * 4;
    let read = |bytes: &[u8], i| {
        unpack(std::array::from_fn(|p| u32::from_le_bytes(bytes[at(p, i)..at(p, i) + 4].try_into().unwrap())))
    };
    let home = (0..600).find(|i| read(&bytes, *i).status == HOME).unwrap();
    let changed = pack(&change(read(&bytes, home)));
    for (plane, word) in changed.into_iter().enumerate() {
        bytes[at(plane, home)..at(plane, home) + 4].copy_from_slice(&word.to_le_bytes());
    }
    let sum = Sha256::digest(&bytes);
    bytes.extend_from_slice(&sum);
    bytes
}

#[test]
fn agents_of_a_checkpoint_work_in_a_sector_there_is_and_in_no_spell_to_come() {
    let restored = |bytes: Vec<u8>| {
        let make = |start| {
            Ok::<_, musofir::run::checkpoint::CheckpointError>(Box::new(musofir::cpu::CpuEngine::new(start, 1)) as _)
        };
        Run::restored(&SMALL.0, 600, 1, Checkpoint::read(Cursor::new(bytes))?, make).map(|_| ())
    };
    assert!(restored(with_one(|a| a)).is_ok());
    assert!(restored(with_one(|a| Agent { sector: SECTORS, ..a })).is_err());
    assert!(restored(with_one(|a| Agent { since: LAST_DAY, ..a })).is_err());
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
