//! Input made to do harm: no panic, no hang, no memory that the input does not justify.
//!
//! `MUSOFIR_FUZZ=1000000 cargo test --release hostile` tries a million of each; a few hundred otherwise.

mod checkpoints;
mod folders;
mod tables;
mod texts;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A change of a text or of bytes: what, where (of 2^32), and with what.
pub(super) type Edit = (u8, u32, u32);

/// One case may take minutes on a busy machine, though none needs a second; past this it hangs.
const HANG: Duration = Duration::from_secs(300);

/// Runs a function on many edits of something. None may panic, hang, or need a gigabyte.
pub(super) fn attack<T, S>(input: S, of: impl Fn(T) + Send + 'static)
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

pub(super) fn edits() -> impl Strategy<Value = Vec<Edit>> {
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
    "HostCurrencyPath(per_dollar: [])",
    "PoliceChecks(times: -0.0)",
    "BuildCamps(per_month: 1e300)",
    "@",
    "=",
    ";",
    "&",
    "=cmd()",
];

pub(super) fn edited(text: &str, edits: &[Edit]) -> String {
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

pub(super) fn damaged(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
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
