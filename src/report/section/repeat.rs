//! The manifest of every folder, and the command that reproduces it.

use crate::cluster::quoted;
use crate::report::data::ReportData;
use crate::report::folder::ResultFolder;
use maud::{Markup, html};
use serde_json::Value;

/// Manifests.
pub fn repeat(m: &ReportData) -> Markup {
    html! {
        p { "The same program with the same files gives the same digest on every machine, with or without a GPU. Every figure of this page is "
            "in the CSV files of its folder." }
        @for s in &m.sources { (folder(s)) }
    }
}

fn folder(s: &ResultFolder) -> Markup {
    let name = s.path.file_name().map_or_else(|| s.path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let plain = |v: &Value| match v {
        Value::String(text) => Some(text.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        _ => None,
    };
    let fields = s.manifest.as_object().into_iter().flatten().filter_map(|(k, v)| Some((k, plain(v)?)));
    let command = s.manifest["command"].as_array().map(|words| {
        let words = words.iter().filter_map(Value::as_str).map(quoted);
        std::iter::once("musofir".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
    });
    html! {
        h3 { (name) }
        @if let Some(command) = command { pre tabindex="0" { code { (command) } } }
        dl.manifest { @for (k, v) in fields { (super::item(&k.replace('_', " "), html! { (v) })) } }
        @if let Some(scenarios) = s.manifest["scenarios"].as_array() {
            details { summary { "Scenarios and digests" }
                div.scroll tabindex="0" role="region" aria-label={ "Digests of " (name) } {
                    table {
                        thead { tr { th scope="col" { "Scenario" } th scope="col" { "Hash of its file" } th scope="col" { "Digests by seed" } } }
                        tbody { @for x in scenarios.iter().take(64) { tr {
                            th scope="row" { (x["scenario"].as_str().unwrap_or_default()) }
                            td.hash { (x["scenario_sha256"].as_str().unwrap_or_default()) }
                            td.hash { @for replicate in x["replicates"].as_array().into_iter().flatten().take(64) {
                                div { (replicate["seed"]) ": " (replicate["digest"].as_str().unwrap_or_default()) }
                            } }
                        } } }
                    }
                }
            }
        }
    }
}
