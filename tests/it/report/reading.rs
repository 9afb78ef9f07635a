//! Reading a report's page and the CSV beside it.

use musofir::host::IndicatorId;
use musofir::world::{Words, World};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

pub fn page(dir: &Path) -> String {
    std::fs::read_to_string(dir.join("report.html")).unwrap()
}

/// The part of a page from one text to the next.
pub fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).unwrap_or_else(|| panic!("{from}")) + from.len();
    &text[start..start + text[start..].find(to).unwrap_or_else(|| panic!("{to}"))]
}

/// Pieces of a page, each between two texts.
pub fn pieces<'a>(text: &'a str, from: &'a str, to: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(from).skip(1).map(move |rest| &rest[..rest.find(to).expect("an end")])
}

/// A tidy CSV: the numbers of a column by some others. Months are keys such as 2013-08, as on the page.
pub fn numbers(dir: &Path, name: &str, keys: &[&str], column: &str) -> BTreeMap<Vec<String>, Vec<f64>> {
    let mut csv = csv::Reader::from_path(dir.join(name)).unwrap();
    let mut found: BTreeMap<Vec<String>, Vec<f64>> = BTreeMap::new();
    for row in csv.deserialize::<BTreeMap<String, String>>() {
        let row = row.unwrap();
        let of = |k: &&str| if *k == "month" { row[*k][..7].to_owned() } else { row[*k].clone() };
        let key = keys.iter().map(of).collect();
        found.entry(key).or_default().push(row[column].parse().unwrap_or(f64::NAN));
    }
    found
}

/// The cards of a section: title, heads, and rows as texts.
pub fn cards(page: &str, section: &str) -> Vec<(String, Vec<String>, Vec<Vec<String>>)> {
    let section = between(page, &format!("<section id=\"{section}\">"), "</section>");
    pieces(section, "<figure", "</figure>")
        .map(|card| {
            let title = between(card, "<h3>", "</h3>").to_owned();
            let heads = pieces(between(card, "<thead>", "</thead>"), "scope=\"col\">", "</th>").map(str::to_owned);
            let row = |row: &str| -> Vec<String> {
                let cells = row
                    .replace("</th>", "</td>")
                    .replace("<th scope=\"row\">", "<td>")
                    .replace("<td class=\"n\">", "<td>");
                pieces(&cells, "<td>", "</td>").map(str::to_owned).collect()
            };
            let rows = pieces(between(card, "<tbody>", "</tbody>"), "<tr>", "</tr>").map(row).collect();
            (title, heads.collect(), rows)
        })
        .collect()
}

/// Whether a text of six figures is a number.
#[track_caller]
pub fn same(text: &str, number: f64) {
    if text == "–" {
        assert!(!number.is_finite(), "{number}");
        return;
    }
    let shown: f64 = text.replace(',', "").replace('\u{2212}', "-").parse().unwrap_or_else(|_| panic!("{text}"));
    assert!((shown - number).abs() <= 5e-6 * number.abs().max(1e-9), "{text} for {number}");
}

/// Name of the indicator behind a chart's title, in the words of the reference world.
pub fn named(title: &str) -> &'static str {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(&World::reference()));
    let of = |i: &IndicatorId| WORDS.fill(musofir::report::words::title(*i)).into_owned();
    let found = IndicatorId::ALL.into_iter().find(|i| of(i) == title || of(i).replace('\'', "&#39;") == title);
    found.unwrap_or_else(|| panic!("{title}")).name()
}
