//! Checkpoints: damaged anywhere, with a checksum that agrees or not.

use super::{attack, damaged, edits};
use crate::support::{cpu_run, scenario};
use musofir::common::agent::*;
use musofir::common::layout::*;
use musofir::run::Run;
use musofir::run::checkpoint::{Checkpoint, MARK, VERSION};
use musofir::scenario::Scenario;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::io::Cursor;
use std::sync::LazyLock;

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
    assert_eq!(VERSION, 3, "a new form needs a look at this test");
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
