//! The report: one self-contained HTML page made from folders of results. It answers the question and lets a sceptic
//! check the answer.
//!
//! All data are read from the files of the folders, so that every figure is that of a CSV. `maud` escapes all text. The
//! page fetches nothing, and the policy in its head forbids fetching.

mod chart;
mod data;
pub mod difference;
mod folder;
mod numbers;
mod section;
pub mod words;

pub use data::ReportData;
pub use folder::ReportError;
pub use numbers::{cell, say};

use crate::world::Words;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use section::sections;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::LazyLock;

static STYLE: LazyLock<String> = LazyLock::new(|| lines(include_str!("style.css")));
static SCRIPT: LazyLock<String> = LazyLock::new(|| lines(include_str!("script.js")));

/// The name of the page in a folder.
pub const FILE: &str = "report.html";

/// Whether a file that begins so is such a page.
pub fn is_page(head: &str) -> bool {
    let begins = |text: &str| head.get(..text.len()).is_some_and(|found| found.eq_ignore_ascii_case(text));
    begins("<!DOCTYPE html>") && head.contains(r#"<meta name="generator" content="musofir "#)
}

/// The page on some folders, in the words of their worlds, which must be the same.
pub fn report(folders: &[impl AsRef<Path>]) -> Result<String, ReportError> {
    let data = ReportData::read(folders)?;
    let mut worlds = data.sources.iter().flat_map(|s| &s.inputs.worlds);
    let first = worlds.next();
    let words = first.map_or_else(Words::default, Words::of);
    if let (Some(first), Some(other)) = (first, worlds.find(|world| Words::of(world) != words)) {
        return Err(ReportError::Corridors { first: first.name.clone(), other: other.name.clone() });
    }
    Ok(words.fill_html(&page(&data).into_string()).into_owned())
}

fn page(m: &ReportData) -> Markup {
    let title = title(m);
    let sections: Vec<_> = sections(m).into_iter().filter_map(|s| Some((s.id, s.title, s.body?))).collect();
    let policy = format!(
        "default-src 'none'; img-src data:; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        hash(&STYLE),
        hash(&SCRIPT)
    );
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "musofir " (env!("CARGO_PKG_VERSION")) };
                link rel="icon" href="data:,";
                title { (short(&title)) " – Musofir" }
                style { (PreEscaped(&*STYLE)) }
            }
            body {
                header {
                    p.kicker { "Musofir report" }
                    h1 dir="auto" { (short(&title)) }
                    (lead(m))
                    nav aria-label="Sections" { ol { @for (id, title, _) in &sections { li { a href={ "#" (id) } { (title) } } } } }
                }
                main { @for (id, title, body) in &sections { section id=(id) { h2 { (title) } (body) } } }
                footer { p { "Made by musofir " (env!("CARGO_PKG_VERSION")) " from " (m.sources.iter().map(|s| s.path.display().to_string()).collect::<Vec<_>>().join(", ")) "." } }
                div #tip hidden role="status" {}
                script { (PreEscaped(&*SCRIPT)) }
            }
        }
    }
}

/// The title of the page.
fn title(m: &ReportData) -> String {
    let reference = m.series.iter().find(|c| c.reference);
    match (m.series.as_slice(), reference) {
        ([one], None) => one.given.title.clone(),
        ([], _) => m
            .sources
            .first()
            .and_then(|s| s.inputs.scenarios.first())
            .map_or_else(|| "Results".into(), |g| g.title.clone()),
        (all, Some(r)) => {
            let others: Vec<&str> = all.iter().filter(|c| !c.reference).map(|c| c.label.as_str()).collect();
            format!("{} against {}", listed(&others), r.label)
        }
        (all, None) => format!("{} side by side", listed(&all.iter().map(|c| c.label.as_str()).collect::<Vec<_>>())),
    }
}

/// A title cut to a headline; the whole title stands with its scenario.
fn short(title: &str) -> String {
    if title.chars().count() <= 160 { title.to_owned() } else { title.chars().take(159).chain(['…']).collect() }
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] if most.len() < 5 => format!("{} and {last}", most.join(", ")),
        _ => format!("{} scenarios", names.len()),
    }
}

/// What was run, in one line.
fn lead(m: &ReportData) -> Markup {
    let seeds = m.series.iter().map(|c| c.seeds).max().unwrap_or(0);
    let agents = m.sources.iter().filter_map(|s| s.manifest["agents"].as_u64()).max();
    let people: Option<f64> = m.sources.first().and_then(|s| s.inputs.worlds.first()).map(crate::world::World::pool);
    html! {
        p.lead {
            "A simulated labour-migration corridor"
            @if let Some(w) = m.sources.first().and_then(|s| s.inputs.worlds.first()) {
                ": " (w.host.name) " and " (listed(&w.origins.iter().map(|o| o.name.as_str()).collect::<Vec<_>>()))
            }
            @if !m.series.is_empty() { ", " (dates(m)) }
            "."
            @if let (Some(n), Some(people)) = (agents, people) {
                " " (numbers::value(people, "people")) " people of the pool, as " (numbers::say(n as f64, "people")) " agents"
                @if seeds > 1 { ", on " (seeds) " seeds" } @else if seeds == 1 { ", on one seed" }
                "."
            }
        }
    }
}

/// First and last day; by scenario where they differ.
fn dates(m: &ReportData) -> String {
    let of = |c: &data::MonthlySeries| format!("{} to {}", c.given.start, c.given.end);
    let all: Vec<String> = m.series.iter().map(of).collect();
    if all.iter().all(|dates| *dates == all[0]) {
        return all[0].clone();
    }
    let named: Vec<String> = m.series.iter().zip(&all).map(|(c, dates)| format!("{} from {dates}", c.label)).collect();
    listed(&named.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The hash by which the page's policy allows a text.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// A text as a browser reads it, and hashes it: with plain line ends, whatever the file of the source has.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    #[test]
    fn style_and_script_are_hashed_as_a_browser_reads_them() {
        assert_eq!(super::lines("a {\r\n  color: red;\r\n}\n"), "a {\n  color: red;\n}\n");
        assert!(!super::STYLE.contains('\r') && !super::SCRIPT.contains('\r'));
    }
}
