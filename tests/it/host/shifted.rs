//! A world and a scenario of other years are the same run: nothing in the program is of one year.

use crate::support::{finished, path};
use musofir::scenario::{Lever, Play, Scenario};
use std::path::Path;

/// Years after which the calendar has the same weekdays and leap years.
const SHIFT: i32 = 28;

/// A text whose years from 2000 to 2019 are later; other numbers stay.
fn later(text: &str) -> String {
    let mut shifted = String::new();
    let bytes = text.as_bytes();
    let digit = |n: Option<usize>| n.and_then(|n| bytes.get(n)).is_some_and(|b| b.is_ascii_digit() || *b == b'.');
    let mut at = 0;
    while at < text.len() {
        let year = text.get(at..at + 4).and_then(|y| y.parse::<i32>().ok()).filter(|y| (2000..2020).contains(y));
        match year.filter(|_| !digit(at.checked_sub(1)) && !digit(Some(at + 4))) {
            Some(year) => {
                shifted += &(year + SHIFT).to_string();
                at += 4;
            }
            None => {
                let c = text[at..].chars().next().expect("a character");
                shifted.push(c);
                at += c.len_utf8();
            }
        }
    }
    shifted
}

/// The years of a world that are its own: base, range and rows; prices and people of such a size are not years.
fn later_world(text: &str) -> String {
    text.lines()
        .map(|l| if l.contains("base:") || l.contains("valid:") { later(l) } else { l.to_owned() } + "\n")
        .collect()
}

/// The years of a table: its second column.
fn later_table(text: &str) -> String {
    let row = |line: &str| match line.split_once(',') {
        Some((series, rest)) => match rest.split_once(',') {
            Some((year, rest)) => format!("{series},{},{rest}\n", later(year)),
            None => line.to_owned(),
        },
        None => line.to_owned(),
    };
    text.lines().map(row).collect()
}

/// The years of a scenario: of its dates.
fn later_scenario(text: &str) -> String {
    let dated = |l: &str| ["start:", "end:", "(on:"].iter().any(|at| l.trim_start().starts_with(at));
    let day = |l: &str| match l.find("20") {
        Some(at) => format!("{}{}{}\n", &l[..at], later(&l[at..at + 4]), &l[at + 4..]),
        None => format!("{l}\n"),
    };
    text.lines().map(|l| if dated(l) { day(l) } else { format!("{l}\n") }).collect()
}

fn shifted(folder: &Path, preset: &str) -> Scenario {
    std::fs::create_dir_all(folder.join("worlds/series")).unwrap();
    let copy = |name: &str, change: fn(&str) -> String| {
        let text = std::fs::read_to_string(path("configs").join(name)).unwrap();
        let changed = change(&text);
        assert_ne!(text, changed, "{name}");
        std::fs::write(folder.join(name), changed).unwrap();
    };
    copy("worlds/tajikistan.ron", later_world);
    copy("worlds/series/russia.csv", later_table);
    copy("worlds/series/tajikistan.csv", later_table);
    let name = format!("{preset}.ron");
    copy(&name, later_scenario);
    Scenario::load(folder.join(&name)).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn a_run_twenty_eight_years_later_is_the_same_run() {
    let folder = tempfile::tempdir().unwrap();
    // With a bargain by rule, which draws random numbers by month.
    for preset in ["ratify-for-carrots", "rouble-2014"] {
        let mut then = Scenario::load(path(&format!("configs/{preset}.ron"))).unwrap();
        let mut later = shifted(folder.path(), preset);
        then.until("2014-06-30").unwrap();
        later.until("2042-06-30").unwrap();
        for x in [&mut then, &mut later] {
            for (_, lever) in &mut x.timeline {
                if let Lever::Bargain { play, .. } = lever {
                    *play = Play::Rule;
                }
            }
        }
        assert_eq!(later.world.base, 2041);
        assert_eq!(later.calendar.days(), then.calendar.days());
        let (mut a, mut b) = (finished(&then, 2_000), finished(&later, 2_000));
        assert_eq!(a.digest().unwrap(), b.digest().unwrap(), "{preset}");
        for (a, b) in a.series().iter().zip(b.series()) {
            let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&a.values), bits(&b.values), "{preset}, {}", a.month);
            assert_ne!(a.month, b.month);
        }
        assert_eq!(then.warnings(), later.warnings());
    }
}
